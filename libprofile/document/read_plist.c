/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Property lists in: read as XML, whose elements give the data. A bare <dict>, which some MDMs
 * take, is read as one. */
#include <stdarg.h>

#include "document/buffer.h"
#include "document/form.h"
#include "document/plain.h"
#include "document/scan_json.h"

typedef struct {
    acp_document *document;
    acp_findings *findings;
} reader;

static acp_status refuse(const reader *r, acp_span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static acp_status refuse(const reader *r, acp_span span, const char *format, ...)
{
    char text[300];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    acp_read_finding(r->findings, r->document, "ACP8110", span, "%s", text);
    return ACP_DAMAGED;
}

/* The text of an element: mostly one run, which needs no copy. */
static acp_status take_text(const reader *r, const acp_node *node, acp_datum *datum)
{
    acp_buffer all = {0};
    unsigned runs = 0;
    for (const acp_node *child = node->first; child; child = child->next) {
        if (child->type != ACP_NODE_TEXT)
            continue;
        datum->text = child->value;
        datum->span =
            runs++ ? (acp_span){datum->span.start, child->value_span.end} : child->value_span;
        acp_buffer_add(&all, child->value.ptr, child->value.len);
    }
    bool fine = !all.failed;
    if (fine && runs > 1) {
        char *copy = acp_arena_copy(&r->document->arena, all.text, all.length);
        datum->text = (acp_slice){copy, copy ? all.length : 0};
        fine = copy != NULL;
    }
    acp_buffer_free(&all);
    return fine ? ACP_OK : ACP_NO_MEMORY;
}

static acp_status make_datum(const reader *r, const acp_node *node, acp_datum **out);

static acp_status stray_text(const reader *r, const acp_node *node)
{
    for (const acp_node *child = node->first; child; child = child->next)
        if (child->type == ACP_NODE_TEXT && acp_slice_trim(child->value).len) {
            acp_span span = child->value_span;
            acp_trim_range(r->document->text, &span.start, &span.end);
            return refuse(r, span, "Text stands here, between the elements of <%.*s>.",
                          ACP_SLICE_ARGS(acp_shown(node->name)));
        }
    return ACP_OK;
}

/* <key> and value in turn. */
static acp_status read_dict(const reader *r, const acp_node *node, acp_datum *dict)
{
    acp_status status = stray_text(r, node);
    const acp_node *child = acp_node_first_child(node);
    while (status == ACP_OK && child) {
        if (!acp_slice_is(child->name, "key"))
            return refuse(r, child->name_span, "A <key> must stand before this <%.*s>.",
                          ACP_SLICE_ARGS(acp_shown(child->name)));
        const acp_node *key = child, *value = acp_node_next(child);
        acp_datum *datum = NULL, name = {.span = key->name_span};
        if (!value || acp_slice_is(value->name, "key"))
            return refuse(r, key->text ? key->text->value_span : key->name_span,
                          "No value follows the key %.*s.", ACP_SLICE_ARGS(acp_shown(key->value)));
        status = take_text(r, key, &name);
        if (status == ACP_OK)
            status = make_datum(r, value, &datum);
        if (status != ACP_OK)
            return status;
        datum->key = name.text.ptr ? name.text : ACP_SLICE("");
        datum->key_span = name.span;
        datum->key_outer = key->whole;
        acp_datum_add(dict, datum);
        child = acp_node_next(value);
    }
    return status == ACP_OK ? acp_form_check_keys(r->document, dict, r->findings) : status;
}

static acp_status read_array(const reader *r, const acp_node *node, acp_datum *array)
{
    acp_status status = stray_text(r, node);
    for (const acp_node *child = acp_node_first_child(node); status == ACP_OK && child;
         child = acp_node_next(child)) {
        acp_datum *datum = NULL;
        status = make_datum(r, child, &datum);
        if (status == ACP_OK)
            acp_datum_add(array, datum);
    }
    return status;
}

/* Numbers that JSON writes as well; hexadecimal ones, or with a +, stay texts. */
static bool is_plain_number(acp_slice text)
{
    acp_json_scanner scan;
    acp_json_start(&scan, text);
    return acp_json_next(&scan) == ACP_JSON_NUMBER && acp_json_next(&scan) == ACP_JSON_END;
}

/* A scalar; its span is that of its text, of the tag if there is none. */
static acp_status read_scalar(const reader *r, const acp_node *node, acp_datum *datum)
{
    datum->span = node->tag_span;
    datum->element = node->name;
    if (datum->type == ACP_DATUM_BOOLEAN) {
        datum->text = node->name;
        return ACP_OK;
    }
    datum->text = ACP_SLICE("");
    acp_status status = take_text(r, node, datum);
    if (status != ACP_OK || datum->type != ACP_DATUM_NUMBER)
        return status;
    datum->text = acp_slice_trim(datum->text);
    if (!is_plain_number(datum->text))
        datum->type = ACP_DATUM_STRING;
    return ACP_OK;
}

/* The depth of elements is bounded. */
static acp_status make_datum(const reader *r, const acp_node *node, acp_datum **out)
{
    static const struct {
        const char *name;
        acp_datum_type type;
    } types[] = {
        {"dict", ACP_DATUM_OBJECT},    {"array", ACP_DATUM_ARRAY}, {"string", ACP_DATUM_STRING},
        {"integer", ACP_DATUM_NUMBER}, {"real", ACP_DATUM_NUMBER}, {"true", ACP_DATUM_BOOLEAN},
        {"false", ACP_DATUM_BOOLEAN},  {"data", ACP_DATUM_STRING}, {"date", ACP_DATUM_STRING},
    };
    const size_t count = sizeof types / sizeof *types;
    size_t i = 0;
    while (i < count && !acp_slice_is(node->name, types[i].name))
        i++;
    if (i == count)
        return refuse(r, node->name_span, "<%.*s> is no element of a property list.",
                      ACP_SLICE_ARGS(acp_shown(node->name)));
    acp_datum *datum = acp_datum_new(&r->document->arena, types[i].type);
    if (!datum)
        return ACP_NO_MEMORY;
    *out = datum;
    datum->span = datum->outer = node->whole;
    if (datum->type == ACP_DATUM_OBJECT)
        return read_dict(r, node, datum);
    if (datum->type == ACP_DATUM_ARRAY)
        return read_array(r, node, datum);
    if (node->has_elements)
        return refuse(r, acp_node_first_child(node)->name_span, "<%.*s> holds text only.",
                      ACP_SLICE_ARGS(acp_shown(node->name)));
    return read_scalar(r, node, datum);
}

/* The element that is the list's value. */
static acp_status find_top(const reader *r, const acp_node *root, const acp_node **out)
{
    *out = root;
    if (acp_slice_is(root->name, "dict"))
        return ACP_OK;
    if (!acp_slice_is(root->name, "plist"))
        return refuse(r, root->name_span,
                      "The root element of a property list is <plist>; this one is <%.*s>.",
                      ACP_SLICE_ARGS(acp_shown(root->name)));
    *out = acp_node_first_child(root);
    if (!*out)
        return refuse(r, root->name_span, "The <%.*s> is empty.",
                      ACP_SLICE_ARGS(acp_shown(root->name)));
    const acp_node *second = acp_node_next(*out);
    if (second)
        return refuse(r, second->name_span, "A property list holds one value; <%.*s> is a second.",
                      ACP_SLICE_ARGS(acp_shown(second->name)));
    return stray_text(r, root);
}

/* What makes a property list a configuration profile. Whatever else it is, it can be looked at. */
static void check_profile(const reader *r, const acp_datum *top)
{
    const acp_datum *type = acp_datum_member(top, "PayloadType");
    const acp_datum *list = acp_datum_member(top, "PayloadContent");
    acp_span start = {top->span.start, top->span.start + 1};
    if (!type || !acp_slice_is(type->text, "Configuration"))
        refuse(r,
               !type            ? start
               : type->text.len ? type->span
                                : type->key_span,
               "PayloadType of the whole is Configuration%s.",
               type ? "; here it is another" : ", and it is missing");
    if (!list || list->type != ACP_DATUM_ARRAY) {
        refuse(r, list ? list->key_span : start, "PayloadContent is a list of payloads%s.",
               list ? "; here it is something else" : ", and it is missing");
        return;
    }
    for (const acp_datum *payload = list->first; payload; payload = payload->next)
        if (payload->type != ACP_DATUM_OBJECT)
            refuse(r,
                   acp_datum_is_scalar(payload)
                       ? payload->span
                       : (acp_span){payload->span.start, payload->span.start + 1},
                   "A payload is a <dict>, and this is none.");
}

acp_status acp_read_plist(acp_document *document, acp_findings *findings)
{
    reader r = {document, findings};
    const acp_node *value = NULL;
    acp_datum *top = NULL;
    document->raw = true;
    acp_status status = acp_read_xml(document, findings);
    document->raw = false;
    if (status == ACP_OK)
        status = find_top(&r, document->root, &value);
    if (status == ACP_OK)
        status = make_datum(&r, value, &top);
    if (status != ACP_OK)
        return status;
    document->plist = document->root;
    document->before_plist = document->before;
    document->after_plist = document->after;
    document->root = document->before = document->after = document->last_outer = NULL;
    acp_plain_decide(document, top);
    if (document->named_kind == ACP_KIND_MOBILECONFIG && top->type == ACP_DATUM_OBJECT)
        check_profile(&r, top);
    return acp_plain_json_read(document, top, findings);
}
