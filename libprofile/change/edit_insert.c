/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Edits that put elements where the schema wants them, laid out as the file is. */
#include "change/edit_private.h"

/* A place for children of an element. */
typedef struct {
    acp_span span;
    acp_slice indent; /* of a child; ptr NULL: on the line that is there */
    acp_slice head, tail;
} place;

/* The last child that comes before those of a setting. */
static const acp_node *child_before(const acp_node *parent, acp_setting_id setting,
                                    const acp_node *leaving)
{
    const acp_node *found = NULL;
    for (const acp_node *child = acp_node_first_child(parent); child; child = acp_node_next(child))
        if (child != leaving && child->setting != ACP_NO_SETTING && child->setting <= setting)
            found = child;
    return found;
}

static acp_slice joined(acp_edits *edits, const char *a, acp_slice b, acp_slice c, acp_slice d)
{
    char *made = acp_arena_printf(&edits->arena, "%s%.*s%.*s%.*s", a, ACP_SLICE_ARGS(b),
                                  ACP_SLICE_ARGS(c), ACP_SLICE_ARGS(d));
    return acp_slice_of(made ? made : "");
}

/* In an element without child elements: before its end tag, which comes to stand on a line of its
 * own if the start tag does. */
static place place_in_childless(acp_edits *edits, const acp_node *parent)
{
    const acp_document *document = edits->document;
    const acp_slice none = {"", 0};
    acp_slice outer = acp_indent_at(document, parent->whole.start);
    uint32_t end = acp_end_tag(document, parent), start = end;
    place found = {.span = {end, end}, .head = none, .tail = none};
    if (outer.ptr) {
        found.indent = joined(edits, "", outer, edits->layout.unit, none);
        found.tail = joined(edits, edits->layout.line_end, outer, none, none);
    }
    if (end == parent->whole.end) {
        uint32_t slash = parent->tag_span.end - 2;
        while (slash > parent->name_span.end && acp_is_space(document->text[slash - 1]))
            slash--;
        found.span = (acp_span){slash, end};
        found.head = ACP_SLICE(">");
        found.tail = joined(edits, "", found.tail, ACP_SLICE("</"), parent->name);
        found.tail = joined(edits, "", found.tail, ACP_SLICE(">"), none);
        return found;
    }
    while (start > parent->tag_span.end && acp_is_space(document->text[start - 1]))
        start--;
    if (outer.ptr)
        found.span.start = start;
    return found;
}

/* leaving: a child that will not be there any more, NULL: none. */
static place find_place(acp_edits *edits, const acp_node *parent, acp_setting_id setting,
                        const acp_node *leaving)
{
    const acp_document *document = edits->document;
    const acp_node *before = child_before(parent, setting, leaving);
    const acp_node *first = acp_node_first_child(parent);
    place found = {.head = {"", 0}, .tail = {"", 0}};
    if (before) {
        found.span.start = acp_behind_comments(document, before->whole.end, before->next);
        found.indent = acp_indent_at(document, before->whole.start);
    } else if (first) {
        found.span.start = acp_children_start(document, parent);
        found.indent = acp_indent_at(document, first->whole.start);
    } else {
        return place_in_childless(edits, parent);
    }
    found.span.end = found.span.start;
    return found;
}

static void add_child(acp_edits *edits, const acp_node *parent, acp_setting_id setting,
                      const place *where, const acp_buffer *text)
{
    edits->failed |= text->failed;
    acp_slice made = {text->text, text->length};
    acp_edits_add(edits, (acp_edit){.span = where->span,
                                    .text = acp_edits_text(edits, made),
                                    .parent = parent,
                                    .setting = setting,
                                    .head = where->head,
                                    .tail = where->tail});
}

static void new_line(acp_edits *edits, const place *where, acp_buffer *text)
{
    if (!where->indent.ptr)
        return;
    acp_buffer_puts(text, edits->layout.line_end);
    acp_buffer_add(text, where->indent.ptr, where->indent.len);
}

static void lay_out(acp_edits *edits, const place *where, const char *text, acp_buffer *out)
{
    for (const char *at = text; *at; at++) {
        if (*at == '\n')
            new_line(edits, where, out);
        else if (*at != '\t')
            acp_buffer_putc(out, *at);
        else if (where->indent.ptr)
            acp_buffer_add(out, edits->layout.unit.ptr, edits->layout.unit.len);
    }
}

static void insert_at(acp_edits *edits, const acp_node *parent, acp_setting_id setting,
                      const place *where, const char *text)
{
    acp_buffer laid_out = {0};
    new_line(edits, where, &laid_out);
    lay_out(edits, where, text, &laid_out);
    add_child(edits, parent, setting, where, &laid_out);
    acp_buffer_free(&laid_out);
}

void acp_edit_insert_child(acp_edits *edits, const acp_node *parent, acp_setting_id setting,
                           const char *text)
{
    place where = find_place(edits, parent, setting, NULL);
    insert_at(edits, parent, setting, &where, text);
}

/* A child of a setting may stand where an element stands now. */
static bool fits(const acp_node *element, acp_setting_id setting)
{
    bool before = true;
    for (const acp_node *child = acp_node_first_child(element->parent); child;
         child = acp_node_next(child)) {
        if (child == element)
            before = false;
        else if (child->setting != ACP_NO_SETTING &&
                 (before ? child->setting > setting : child->setting < setting))
            return false;
    }
    return true;
}

void acp_edit_replace_element(acp_edits *edits, const acp_node *element, acp_setting_id setting,
                              const char *text)
{
    if (!fits(element, setting)) {
        place where = find_place(edits, element->parent, setting, element);
        insert_at(edits, element->parent, setting, &where, text);
        acp_edit_delete_element(edits, element, ACP_COMMENTS_STAY);
        return;
    }
    place where = {.indent = acp_indent_at(edits->document, element->whole.start)};
    acp_buffer laid_out = {0};
    lay_out(edits, &where, text, &laid_out);
    acp_edit_replace(edits, element->whole, (acp_slice){laid_out.text, laid_out.length});
    edits->failed |= laid_out.failed;
    acp_buffer_free(&laid_out);
}

void acp_edit_insert_copy(acp_edits *edits, const acp_node *parent, acp_setting_id setting,
                          acp_span source, const acp_node *like)
{
    place where = find_place(edits, parent, setting, NULL);
    acp_slice from = acp_indent_at(edits->document, like->whole.start);
    acp_buffer copy = {0};
    new_line(edits, &where, &copy);
    if (where.indent.ptr && from.ptr)
        acp_copy_indented(&copy, edits->document, source, from, where.indent);
    else
        acp_buffer_add(&copy, edits->document->text + source.start, source.end - source.start);
    add_child(edits, parent, setting, &where, &copy);
    acp_buffer_free(&copy);
}

/* Line ends become those of the file; indentation is told by what the lines begin with. */
static void relay(acp_edits *edits, acp_slice text, acp_slice from, acp_slice to, acp_buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n')
            continue;
        if (c != '\n' && c != '\r') {
            acp_buffer_putc(out, c);
            continue;
        }
        acp_buffer_puts(out, edits->layout.line_end);
        acp_slice rest = {text.ptr + i + 1, text.len - i - 1};
        if (to.ptr && from.ptr && rest.len >= from.len &&
            acp_slice_equal((acp_slice){rest.ptr, from.len}, from)) {
            acp_buffer_add(out, to.ptr, to.len);
            i += from.len;
        }
    }
}

void acp_edit_insert_behind(acp_edits *edits, const acp_node *parent, const acp_node *behind,
                            acp_slice text, acp_slice from)
{
    const acp_document *document = edits->document;
    const acp_node *first = acp_node_first_child(parent);
    place where = {.head = {"", 0}, .tail = {"", 0}};
    if (!first)
        where = place_in_childless(edits, parent);
    else
        where.indent = acp_indent_at(document, (behind ? behind : first)->whole.start);
    if (first) {
        where.span.start = behind ? acp_behind_comments(document, behind->whole.end, behind->next)
                                  : acp_children_start(document, parent);
        where.span.end = where.span.start;
    }
    acp_buffer made = {0};
    new_line(edits, &where, &made);
    relay(edits, text, from, where.indent, &made);
    add_child(edits, parent, ACP_NO_SETTING, &where, &made);
    acp_buffer_free(&made);
}

void acp_edit_move_element(acp_edits *edits, const acp_node *element, const acp_node *parent,
                           acp_setting_id setting)
{
    const acp_node *comment = acp_comments_before(edits->document, element);
    acp_span source = {comment ? comment->whole.start : element->whole.start, element->whole.end};
    acp_edit_insert_copy(edits, parent, setting, source, element);
    acp_edit_delete_element(edits, element, ACP_COMMENTS_GO);
}
