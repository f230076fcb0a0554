/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "change/layout.h"

#include <stdlib.h>

#include "document/scan_xml.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

const char *acp_first_line_end(const acp_document *document)
{
    acp_line_walk walk = {0};
    switch (acp_next_line_end(document, &walk)) {
    case ACP_CRLF: return "\r\n";
    case ACP_CR: return "\r";
    default: return "\n";
    }
}

acp_slice acp_indent_at(const acp_document *document, uint32_t offset)
{
    const char *text = document->text;
    uint32_t at = offset;
    while (at > 0 && is_blank(text[at - 1]))
        at--;
    if (at > 0 && !is_line_end(text[at - 1]))
        return (acp_slice){NULL, 0};
    return (acp_slice){text + at, offset - at};
}

static bool starts_with(acp_slice text, acp_slice start)
{
    return text.len >= start.len && acp_slice_equal((acp_slice){text.ptr, start.len}, start);
}

/* By how much the first child on a line of its own stands to the right of its parent. */
static acp_slice find_unit(const acp_document *document)
{
    const acp_node *node = document->format == ACP_FORMAT_XML ? document->root : NULL;
    while (node) {
        const acp_node *child = acp_node_first_child(node);
        if (child) {
            acp_slice outer = acp_indent_at(document, node->whole.start);
            acp_slice inner = acp_indent_at(document, child->whole.start);
            if (outer.ptr && inner.ptr && inner.len > outer.len && starts_with(inner, outer))
                return (acp_slice){inner.ptr + outer.len, inner.len - outer.len};
            node = child;
            continue;
        }
        while (node && !acp_node_next(node))
            node = node->parent;
        node = node ? acp_node_next(node) : NULL;
    }
    return ACP_SLICE("    ");
}

acp_layout acp_layout_of(const acp_document *document)
{
    return (acp_layout){acp_first_line_end(document), find_unit(document)};
}

acp_span acp_whole_lines(const acp_document *document, acp_span span)
{
    const char *text = document->text;
    acp_slice indent = acp_indent_at(document, span.start);
    uint32_t end = span.end;
    while (is_blank(text[end]))
        end++;
    if (!indent.ptr || !is_line_end(text[end]))
        return span;
    end += text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1;
    return (acp_span){span.start - (uint32_t)indent.len, end};
}

static bool has_line_end(const acp_document *document, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; at < end; at++)
        if (is_line_end(document->text[at]))
            return true;
    return false;
}

static bool only_space(const acp_document *document, uint32_t start, uint32_t end)
{
    acp_slice text = {document->text + start, end - start};
    return acp_slice_trim(text).len == 0;
}

uint32_t acp_behind_comments(const acp_document *document, uint32_t offset, const acp_node *next)
{
    for (; next && next->type == ACP_NODE_COMMENT; next = next->next) {
        if (has_line_end(document, offset, next->whole.end) ||
            !only_space(document, offset, next->whole.start))
            break;
        offset = next->whole.end;
    }
    return offset;
}

bool acp_is_suppression(const acp_node *comment)
{
    acp_slice text = acp_slice_trim(comment->value);
    return text.len >= 7 && memcmp(text.ptr, "acprof:", 7) == 0;
}

const acp_node *acp_comments_before(const acp_document *document, const acp_node *element)
{
    const acp_node *node = element->parent ? element->parent->first : document->before;
    uint32_t end = element->parent ? element->parent->tag_span.end : 0;
    const acp_node *first = NULL;
    for (; node && node != element; node = node->next) {
        if (node->type != ACP_NODE_COMMENT)
            first = NULL;
        else if (!first || !only_space(document, end, node->whole.start))
            first = acp_indent_at(document, node->whole.start).ptr ? node : NULL;
        end = node->whole.end;
    }
    return first && only_space(document, end, element->whole.start) ? first : NULL;
}

uint32_t acp_end_tag(const acp_document *document, const acp_node *element)
{
    if (element->tag_span.end == element->whole.end)
        return element->whole.end;
    uint32_t at = element->whole.end - 1;
    while (document->text[at] != '<')
        at--;
    return at;
}

uint32_t acp_children_start(const acp_document *document, const acp_node *element)
{
    uint32_t start = element->tag_span.end;
    const acp_node *next = element->first;
    if (element->text && element->value.len) {
        const acp_node *child = acp_node_first_child(element);
        if (!child || element->text->whole.start < child->whole.start) {
            start = element->value_span.end;
            next = element->text->next;
        }
    }
    return acp_behind_comments(document, start, next);
}

/* White space between tags. */
static void copy_space(acp_buffer *out, acp_slice space, acp_slice from, acp_slice to)
{
    while (space.len) {
        size_t line = 0;
        while (line < space.len && !is_line_end(space.ptr[line]))
            line++;
        while (line < space.len && is_line_end(space.ptr[line]))
            line++;
        acp_buffer_add(out, space.ptr, line);
        bool ended = line && is_line_end(space.ptr[line - 1]);
        space = (acp_slice){space.ptr + line, space.len - line};
        if (!ended || !starts_with(space, from))
            continue;
        acp_buffer_add(out, to.ptr, to.len);
        space = (acp_slice){space.ptr + from.len, space.len - from.len};
    }
}

void acp_copy_indented(acp_buffer *out, const acp_document *document, acp_span source,
                       acp_slice from, acp_slice to)
{
    acp_scanner scan = {.text = document->text, .length = source.end, .next = source.start};
    uint32_t at = source.start;
    while (acp_scan_next(&scan) != ACP_SCAN_END && scan.whole.start < source.end) {
        copy_space(out, (acp_slice){document->text + at, scan.whole.start - at}, from, to);
        acp_slice part = {document->text + scan.whole.start, scan.whole.end - scan.whole.start};
        if (acp_slice_trim(part).len)
            acp_buffer_add(out, part.ptr, part.len);
        else
            copy_space(out, part, from, to);
        at = scan.whole.end;
    }
    copy_space(out, (acp_slice){document->text + at, source.end - at}, from, to);
    out->failed |= scan.failed;
    free(scan.attributes);
}
