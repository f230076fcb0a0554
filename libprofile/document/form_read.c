/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the JSON form to nodes. What is not of the form is reported where it stands; reading goes on
 * for a while so that one run shows more than one mistake. */
#include "document/form_read.h"

#include <stdarg.h>
#include <stdlib.h>

#include "document/xml_chars.h"

/* More mistakes of form than this in one file are one mistake repeated. */
#define MOST_COMPLAINTS 20

acp_status acp_form_check_keys(const acp_document *document, const acp_datum *object,
                               acp_findings *findings)
{
    const acp_datum *earlier = NULL;
    bool failed = false;
    const acp_datum *second = acp_datum_repeated(object, &earlier, &failed);
    if (failed)
        return ACP_NO_MEMORY;
    if (!second)
        return ACP_OK;
    acp_position first = acp_document_position(document, earlier->key_span.start);
    if (acp_is_plain_json(document)) {
        acp_read_finding(findings, document, acp_json_rule(document), second->key_span,
                         "\"%.*s\" stands here for the second time; the first is in line %u, "
                         "column %u.",
                         ACP_SLICE_ARGS(second->key), first.line, first.column);
        return ACP_DAMAGED;
    }
    acp_read_finding(findings, document, acp_json_rule(document), second->key_span,
                     "\"%.*s\" stands here for the second time; the first is in line %u, column "
                     "%u. An element that repeats is written once, with a list of its values.",
                     ACP_SLICE_ARGS(second->key), first.line, first.column);
    return ACP_DAMAGED;
}

void acp_form_complain(acp_form *form, acp_span span, const char *format, ...)
{
    form->damaged = true;
    if (form->complaints++ >= MOST_COMPLAINTS)
        return;
    char text[400];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    acp_read_finding(form->findings, form->document, "ACP0016", span, "%s", text);
}

static bool full(const acp_form *form)
{
    return form->no_memory || form->complaints >= MOST_COMPLAINTS;
}

void acp_form_over_limit(acp_form *form, acp_span span, unsigned limit, const char *what)
{
    form->damaged = true;
    form->complaints = MOST_COMPLAINTS;
    acp_read_finding(form->findings, form->document, "ACP0015", span,
                     "The document has more than %u %s.", limit, what);
}

/* ---- scalars ----------------------------------------------------------------------------- */

/* The place of a byte of a datum's text, exact when the text is written as it is meant. */
static acp_span place_in(const acp_form *form, const acp_datum *datum, size_t offset)
{
    const char *start = form->document->text;
    acp_span span = acp_datum_text_span(datum);
    if (datum->text.ptr == start + span.start && offset < span.end - span.start)
        return (acp_span){span.start + (uint32_t)offset, span.start + (uint32_t)offset + 1};
    return span;
}

bool acp_form_scalar(acp_form *form, const acp_datum *datum, const char *what)
{
    if (datum->type == ACP_DATUM_NULL) {
        acp_form_complain(form, datum->span,
                          "%s has no value here. Write \"\" if it is meant to be empty, or leave "
                          "it out.",
                          what);
        return false;
    }
    if (!acp_datum_is_scalar(datum)) {
        acp_form_complain(form, (acp_span){datum->span.start, datum->span.start + 1},
                          "%s has to be a text, a number, true or false; %s stands here.", what,
                          datum->type == ACP_DATUM_OBJECT ? "an object" : "a list");
        return false;
    }
    size_t bad = acp_xml_bad_character(datum->text);
    if (bad < datum->text.len) {
        acp_form_complain(form, place_in(form, datum, bad),
                          "%s holds a control character, which no XML file can hold.", what);
        return false;
    }
    return true;
}

static acp_node *new_node(acp_form *form, acp_node_type type, acp_node *parent, acp_span span)
{
    if (acp_document_full(form->document)) {
        acp_say_full(form->document, form->findings, span);
        form->damaged = true;
        form->complaints = MOST_COMPLAINTS;
        return NULL;
    }
    acp_node *node = acp_node_new(form->document, type, parent);
    if (!node) {
        form->no_memory = true;
        return NULL;
    }
    node->whole = span;
    return node;
}

static void add_comment(acp_form *form, acp_node *parent, const acp_datum *datum)
{
    if (!acp_form_scalar(form, datum, "A comment"))
        return;
    acp_slice text = datum->text;
    const char *dashes = acp_slice_find(text, ACP_SLICE("--"));
    if (dashes || (text.len && text.ptr[text.len - 1] == '-')) {
        acp_form_complain(
            form, place_in(form, datum, dashes ? (size_t)(dashes - text.ptr) : text.len - 1),
            "A comment can neither hold -- nor end in -: XML does not allow it.");
        return;
    }
    if (memchr(text.ptr ? text.ptr : "", '\r', text.len)) {
        acp_form_complain(form, acp_datum_text_span(datum),
                          "A comment cannot hold a carriage return: write line ends as \\n.");
        return;
    }
    acp_node *comment = new_node(form, ACP_NODE_COMMENT, parent, datum->span);
    if (!comment)
        return;
    comment->value = text;
    comment->value_span = acp_datum_text_span(datum);
}

void acp_form_comments(acp_form *form, acp_node *parent, const acp_datum *datum)
{
    if (!datum)
        return;
    if (datum->type != ACP_DATUM_ARRAY) {
        add_comment(form, parent, datum);
        return;
    }
    for (const acp_datum *item = datum->first; item && !full(form); item = item->next)
        add_comment(form, parent, item);
}

static void add_text(acp_form *form, acp_node *parent, const acp_datum *datum)
{
    if (!acp_form_scalar(form, datum, "The text of an element") || datum->text.len == 0)
        return;
    acp_node *text = new_node(form, ACP_NODE_TEXT, parent, datum->span);
    if (!text)
        return;
    text->value = datum->text;
    text->value_span = acp_datum_text_span(datum);
}

/* ---- elements ---------------------------------------------------------------------------- */

static bool set_name(acp_form *form, acp_node *node, const acp_datum *member,
                     const acp_datum *value)
{
    node->name = member->key;
    node->whole = (acp_span){member->key_span.start, member->span.end};
    node->tag_span = member->key_span;
    node->name_span = acp_datum_name_span(member);
    if (member != value) {
        /* The items of a list share one key; each stands for itself. */
        node->whole = value->span;
        node->tag_span = (acp_span){value->span.start, value->span.start + 1};
        node->name_span = node->tag_span;
    }
    if (acp_xml_is_name(node->name) && acp_xml_is_qualified(node->name))
        return true;
    acp_form_complain(form, node->name_span,
                      "\"%.*s\" cannot be the name of an element: names start with a letter, "
                      "and hold letters, digits, the signs _ - and . and at most one colon, "
                      "behind a prefix",
                      ACP_SLICE_ARGS(node->name));
    return false;
}

static bool is_element_value(acp_form *form, const acp_datum *member, const acp_datum *value)
{
    if (value->type == ACP_DATUM_ARRAY) {
        acp_form_complain(form, (acp_span){value->span.start, value->span.start + 1},
                          member == value
                              ? "\"%.*s\" is the root element: there is one, not a list."
                              : "The list of \"%.*s\" holds a list: each of its items "
                                "is a text or an object.",
                          ACP_SLICE_ARGS(member->key));
        return false;
    }
    if (value->type == ACP_DATUM_NULL) {
        acp_form_complain(form, member == value ? member->key_span : value->span,
                          "\"%.*s\" has no value here. Write \"\" for an empty element, or leave "
                          "it out.",
                          ACP_SLICE_ARGS(member->key));
        return false;
    }
    return true;
}

static void read_content(acp_form *form, acp_node *element, const acp_datum *object,
                         unsigned depth);

static void read_element(acp_form *form, acp_node *parent, const acp_datum *member,
                         const acp_datum *value, unsigned depth)
{
    if (full(form) || !is_element_value(form, member, value))
        return;
    if (depth > ACP_MAX_DEPTH) {
        acp_form_over_limit(form, member == value ? member->key_span : value->span, ACP_MAX_DEPTH,
                            "levels of elements");
        return;
    }
    bool object = value->type == ACP_DATUM_OBJECT;
    if (object)
        acp_form_comments(form, parent, acp_datum_member(value, "#comment"));
    acp_node *element = new_node(form, ACP_NODE_ELEMENT, parent, value->span);
    if (!element)
        return;
    bool named = set_name(form, element, member, value);
    acp_form_scope scope = acp_form_open_scope(form);
    if (object)
        acp_form_attributes(form, element, value);
    if (named)
        acp_form_set_namespace(form, element);
    acp_node_bind(form->document, element);
    acp_node_bind_attributes(form->document, element);
    if (object)
        read_content(form, element, value, depth);
    else
        add_text(form, element, value);
    acp_form_close_scope(form, scope);
    acp_node_finish(form->document, element);
    /* Trimmed text that is written as it is meant has a place of its own. */
    acp_span all = element->value_span;
    size_t offset = (size_t)(element->value.ptr - form->document->text);
    if (element->value.len && element->value.ptr >= form->document->text + all.start &&
        offset + element->value.len <= all.end)
        element->value_span = (acp_span){(uint32_t)offset, (uint32_t)(offset + element->value.len)};
}

static void read_content(acp_form *form, acp_node *element, const acp_datum *object, unsigned depth)
{
    acp_form_steps steps;
    if (!acp_form_list_steps(form, element, object, &steps))
        return;
    bool text_seen = false;
    for (size_t i = 0; i < steps.count && !full(form); i++) {
        const acp_form_step *step = &steps.steps[i];
        if (!step->is_text) {
            read_element(form, element, step->member, step->value, depth + 1);
            continue;
        }
        acp_form_comments(form, element, steps.comment_value);
        add_text(form, element, step->value);
        text_seen = true;
    }
    if (!text_seen)
        acp_form_comments(form, element, steps.comment_value);
    acp_form_comments(form, element, steps.comment_end);
    free(steps.steps);
}

static void check_top(acp_form *form, const acp_datum *top)
{
    if (top->type != ACP_DATUM_OBJECT)
        acp_form_complain(form, (acp_span){top->span.start, top->span.start + 1},
                          "A document starts with an object whose one member is the root element.");
    else if (top->count == 0)
        acp_form_complain(form, top->span, "The root element is missing.");
    else if (top->first->next)
        acp_form_complain(form, top->first->next->key_span,
                          "\"%.*s\" stands beside \"%.*s\": a document has one root element, and "
                          "everything else is inside it.",
                          ACP_SLICE_ARGS(top->first->next->key), ACP_SLICE_ARGS(top->first->key));
}

acp_status acp_form_read(acp_document *document, const acp_datum *top, acp_findings *findings)
{
    acp_form form = {.document = document, .findings = findings};
    check_top(&form, top);
    if (form.damaged)
        return ACP_DAMAGED;
    const acp_datum *root = top->first;
    read_element(&form, NULL, root, root, 1);
    if (root->type == ACP_DATUM_OBJECT && !form.damaged)
        acp_form_comments(&form, NULL, acp_datum_member(root, "#comment-after"));
    if (form.no_memory || document->arena.failed)
        return ACP_NO_MEMORY;
    return form.damaged ? ACP_DAMAGED : ACP_OK;
}
