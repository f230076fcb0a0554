/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Edits of elements and attributes that are there. */
#include "change/edit_private.h"

void acp_add_escaped(acp_buffer *out, acp_slice text, char quote)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '&')
            acp_buffer_puts(out, "&amp;");
        else if (c == '<')
            acp_buffer_puts(out, "&lt;");
        else if (c == '>' && !quote)
            acp_buffer_puts(out, "&gt;");
        else if (quote && c == quote)
            acp_buffer_puts(out, quote == '"' ? "&quot;" : "&apos;");
        else if (c == '\r' || (quote && (c == '\n' || c == '\t')))
            acp_buffer_printf(out, "&#%d;", c);
        else
            acp_buffer_putc(out, c);
    }
}

void acp_add_content(acp_buffer *out, acp_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n' || text.ptr[i] == '\t')
            acp_buffer_printf(out, "&#%d;", text.ptr[i]);
        else
            acp_add_escaped(out, (acp_slice){text.ptr + i, 1}, 0);
    }
}

static void replace_escaped(acp_edits *edits, acp_span span, acp_slice text, char quote)
{
    acp_buffer escaped = {0};
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n' && !quote)
            acp_buffer_puts(&escaped, edits->layout.line_end);
        else
            acp_add_escaped(&escaped, (acp_slice){text.ptr + i, 1}, quote);
    }
    acp_edit_replace(edits, span, (acp_slice){escaped.text, escaped.length});
    edits->failed |= escaped.failed;
    acp_buffer_free(&escaped);
}

/* <X/> becomes <X>value</X>. */
static void fill_empty(acp_edits *edits, const acp_node *element, acp_slice value)
{
    acp_buffer text = {0};
    const char *source = edits->document->text;
    uint32_t slash = element->tag_span.end - 2;
    while (slash > element->name_span.end && acp_is_space(source[slash - 1]))
        slash--;
    acp_buffer_putc(&text, '>');
    acp_add_escaped(&text, value, 0);
    acp_buffer_printf(&text, "</%.*s>", ACP_SLICE_ARGS(element->name));
    acp_edit_replace(edits, (acp_span){slash, element->tag_span.end},
                     (acp_slice){text.text, text.length});
    edits->failed |= text.failed;
    acp_buffer_free(&text);
}

void acp_edit_set_value(acp_edits *edits, const acp_node *element, acp_slice value)
{
    acp_span span = element->value_span;
    if (element->text && !element->value.len && !element->has_elements)
        span = element->text->value_span; /* white space */
    if (element->tag_span.end == element->whole.end)
        fill_empty(edits, element, value);
    else
        replace_escaped(edits, span, value, 0);
}

/* White space may also be written as a reference or in a CDATA section. */
static bool is_plain_end(const char *text, acp_span span)
{
    return span.start == span.end || (text[span.start] != '&' && text[span.start] != '<' &&
                                      text[span.end - 1] != ';' && text[span.end - 1] != '>');
}

void acp_edit_trim_value(acp_edits *edits, const acp_node *element, const acp_attribute *attribute)
{
    if (!attribute && !element->text)
        return;
    acp_slice value = attribute ? attribute->value : element->text->value;
    acp_span all = attribute ? attribute->value_span : element->text->value_span, inner = all;
    acp_trim_range(edits->document->text, &inner.start, &inner.end);
    if (!is_plain_end(edits->document->text, inner)) {
        char quote = attribute ? edits->document->text[all.start - 1] : 0;
        replace_escaped(edits, all, acp_slice_trim(value), quote);
        return;
    }
    if (inner.start > all.start)
        acp_edit_delete(edits, (acp_span){all.start, inner.start});
    if (inner.end < all.end && inner.end > inner.start)
        acp_edit_delete(edits, (acp_span){inner.end, all.end});
}

void acp_edit_set_attribute(acp_edits *edits, const acp_attribute *attribute, acp_slice value)
{
    char quote = edits->document->text[attribute->value_span.start - 1];
    replace_escaped(edits, attribute->value_span, value, quote);
}

/* What separates a new attribute from the last: a line of its own if that has one. */
static acp_slice separator(const acp_edits *edits, const acp_attribute *last)
{
    const char *text = edits->document->text;
    uint32_t start = last->name_span.start;
    bool own_line = false;
    while (acp_is_space(text[start - 1])) {
        start--;
        own_line |= text[start] == '\n' || text[start] == '\r';
    }
    return own_line ? (acp_slice){text + start, last->name_span.start - start} : ACP_SLICE(" ");
}

void acp_edit_add_attribute(acp_edits *edits, const acp_node *element, acp_slice name,
                            acp_slice value)
{
    uint32_t at = element->name_span.end;
    acp_slice space = ACP_SLICE(" ");
    if (element->attribute_count) {
        const acp_attribute *last = &element->attributes[element->attribute_count - 1];
        at = last->value_span.end + 1;
        space = separator(edits, last);
    }
    acp_buffer text = {0};
    acp_buffer_printf(&text, "%.*s%.*s=\"", ACP_SLICE_ARGS(space), ACP_SLICE_ARGS(name));
    acp_add_escaped(&text, value, '"');
    acp_buffer_putc(&text, '"');
    acp_edit_insert(edits, at, (acp_slice){text.text, text.length});
    edits->failed |= text.failed;
    acp_buffer_free(&text);
}

void acp_edit_delete_attribute(acp_edits *edits, const acp_attribute *attribute)
{
    uint32_t start = attribute->name_span.start;
    while (acp_is_space(edits->document->text[start - 1]))
        start--;
    acp_edit_delete(edits, (acp_span){start, attribute->value_span.end + 1});
}

void acp_edit_rename_element(acp_edits *edits, const acp_node *element, const char *name)
{
    size_t prefix = element->name.len - acp_local_name(element->name).len;
    acp_span start = {element->name_span.start + (uint32_t)prefix, element->name_span.end};
    acp_edit_replace(edits, start, acp_slice_of(name));
    uint32_t end = acp_end_tag(edits->document, element);
    if (end == element->whole.end)
        return;
    uint32_t from = end + 2 + (uint32_t)prefix;
    acp_edit_replace(edits, (acp_span){from, from + start.end - start.start}, acp_slice_of(name));
}

void acp_edit_delete_element(acp_edits *edits, const acp_node *element, acp_comments comments)
{
    const acp_document *document = edits->document;
    const acp_node *comment = acp_comments_before(document, element);
    acp_span span = element->whole;
    if (comment && comments == ACP_COMMENTS_GO)
        span.start = comment->whole.start;
    for (; comment && comment != element && comments == ACP_COMMENTS_STAY; comment = comment->next)
        if (acp_is_suppression(comment))
            acp_edit_delete(edits, acp_whole_lines(document, comment->whole));
    acp_edit_delete(edits, acp_whole_lines(document, span));
}
