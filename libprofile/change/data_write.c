/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changed data over the text they came from. Between two members, or items, of a container stands a
 * gap: white space, a comma, comments. One that stays keeps the gap before it, one that goes takes
 * it along, one that is new is laid out as the last that was there. */
#include "change/data.h"
#include "change/edit_private.h"
#include "change/layout.h"

typedef struct {
    const acp_document *document;
    acp_data_style style;
    acp_buffer *out;
} writer;

static void put_source(const writer *w, uint32_t start, uint32_t end)
{
    acp_buffer_add(w->out, w->document->text + start, end - start);
}

static uint32_t start_of(const acp_datum *child)
{
    return child->key.ptr ? acp_datum_key_outer(child).start : acp_datum_outer(child).start;
}

/* The indentation of the line an offset is on. */
static acp_slice line_indent(const acp_document *document, uint32_t offset)
{
    const char *text = document->text;
    while (offset > 0 && text[offset - 1] != '\n' && text[offset - 1] != '\r')
        offset--;
    uint32_t end = offset;
    while (text[end] == ' ' || text[end] == '\t')
        end++;
    return (acp_slice){text + offset, end - offset};
}

/* ---- how the file is laid out -------------------------------------------------------------- */

static acp_slice white_before(const acp_document *document, uint32_t at)
{
    uint32_t start = at;
    while (start > 0 && acp_is_space(document->text[start - 1]))
        start--;
    return (acp_slice){document->text + start, at - start};
}

static bool breaks_line(acp_slice space)
{
    return memchr(space.ptr, '\n', space.len) || memchr(space.ptr, '\r', space.len);
}

/* By the first container something stands in. */
static acp_data_style style_of(const acp_document *document)
{
    acp_data_style style = {.format = document->format,
                            .line_end = acp_first_line_end(document),
                            .unit = ACP_SLICE("  "),
                            .colon = ACP_SLICE(": "),
                            .lines = document->format == ACP_FORMAT_PLIST};
    const acp_datum *outer = document->data;
    const acp_datum *first = outer->first;
    if (!first || document->format == ACP_FORMAT_LINKS)
        return style;
    style.lines = breaks_line(white_before(document, start_of(first)));
    if (document->format == ACP_FORMAT_JSON && first->key_span.end)
        style.colon = (acp_slice){document->text + first->key_span.end,
                                  acp_datum_outer(first).start - first->key_span.end};
    for (; style.lines && first; outer = first, first = first->first) {
        acp_slice out = line_indent(document, acp_datum_outer(outer).start);
        acp_slice in = line_indent(document, start_of(first));
        if (in.len > out.len) {
            style.unit = (acp_slice){in.ptr + out.len, in.len - out.len};
            break;
        }
    }
    return style;
}

/* ---- one container ------------------------------------------------------------------------- */

/* Behind the bracket, or the start tag; *self_closed: <dict/>. */
static uint32_t behind_opening(const writer *w, const acp_datum *was, bool *self_closed)
{
    const char *text = w->document->text;
    uint32_t at = acp_datum_outer(was).start;
    *self_closed = false;
    if (w->style.format == ACP_FORMAT_JSON)
        return at + 1;
    for (char quote = 0; quote || text[at] != '>'; at++) {
        if (quote ? text[at] == quote : text[at] == '"' || text[at] == '\'')
            quote = quote ? 0 : text[at];
    }
    *self_closed = text[at - 1] == '/';
    return at + 1;
}

/* Behind what a child stood behind: another one, or what opens the container. */
static uint32_t gap_start(const acp_datum *child, uint32_t opened)
{
    return child->was_behind ? acp_datum_outer(child->was_behind).end : opened;
}

/* White space a new child has before it: as the last one that was there. */
static void put_lead(const writer *w, const acp_datum *was)
{
    if (was->last) {
        acp_slice space = white_before(w->document, start_of(was->last));
        size_t from = space.len;
        while (from > 0 && !breaks_line((acp_slice){space.ptr + from, space.len - from}))
            from--;
        from -= from > 0 && space.ptr[from] == '\n' && space.ptr[from - 1] == '\r';
        acp_buffer_add(w->out, space.ptr + from, space.len - from);
        return;
    }
    if (!w->style.lines)
        return;
    acp_slice indent = line_indent(w->document, acp_datum_outer(was).start);
    acp_buffer_puts(w->out, w->style.line_end);
    acp_buffer_add(w->out, indent.ptr, indent.len);
    acp_buffer_add(w->out, w->style.unit.ptr, w->style.unit.len);
}

/* The indentation of children of a container. */
static acp_slice child_indent(const writer *w, const acp_datum *was, acp_buffer *made)
{
    if (was->last)
        return line_indent(w->document, start_of(was->last));
    acp_slice indent = line_indent(w->document, acp_datum_outer(was).start);
    acp_buffer_add(made, indent.ptr, indent.len);
    acp_buffer_add(made, w->style.unit.ptr, w->style.unit.len);
    return (acp_slice){made->text, made->length};
}

static void put_new(const writer *w, const acp_datum *was, const acp_datum *child, bool first)
{
    acp_buffer made = {0};
    acp_slice indent = child_indent(w, was, &made);
    if (!first && w->style.format == ACP_FORMAT_JSON)
        acp_buffer_putc(w->out, ',');
    put_lead(w, was);
    if (was->type == ACP_DATUM_OBJECT) {
        acp_datum key = {.type = ACP_DATUM_STRING, .text = child->key};
        bool plist = w->style.format == ACP_FORMAT_PLIST;
        if (plist)
            key.element = ACP_SLICE("key");
        acp_data_render(w->out, &w->style, indent, &key);
        if (plist)
            put_lead(w, was);
        else
            acp_buffer_add(w->out, w->style.colon.ptr, w->style.colon.len);
    }
    acp_data_render(w->out, &w->style, indent, child);
    w->out->failed |= made.failed;
    acp_buffer_free(&made);
}

static void put_value(const writer *w, const acp_datum *value);

/* before: what it stands behind now, NULL: it is the first. Behind another one than it was, or as
 * the first, it takes only the white space along where a comma would be in the gap. */
static void put_kept(const writer *w, const acp_datum *child, uint32_t opened,
                     const acp_datum *before)
{
    const acp_datum *was = child->was;
    uint32_t start = start_of(was), gap = gap_start(child, opened);
    bool same = before && before->was && before->was == child->was_behind;
    if (w->style.format == ACP_FORMAT_JSON && !same) {
        acp_slice space = white_before(w->document, start);
        gap = start - (uint32_t)space.len;
        if (before)
            acp_buffer_putc(w->out, ',');
    }
    put_source(w, gap, acp_datum_outer(was).start);
    put_value(w, child);
}

/* Comments before one that goes stay where they are. */
static void put_comments(const writer *w, const acp_datum *gone, uint32_t opened)
{
    uint32_t start = gap_start(gone, opened), end = start_of(gone->was);
    while (end > start && w->document->text[end - 1] != '>')
        end--;
    if (w->style.format == ACP_FORMAT_PLIST)
        put_source(w, start, end);
}

/* What closes a container that had nothing in it, or is to have nothing any more. */
static void put_end(const writer *w, const acp_datum *was, bool filled, uint32_t opened,
                    bool self_closed)
{
    uint32_t end = acp_datum_outer(was).end;
    const char *text = w->document->text;
    if (was->last && (filled || w->style.format == ACP_FORMAT_PLIST)) {
        put_source(w, acp_datum_outer(was->last).end, end);
        return;
    }
    if (filled && w->style.lines) {
        acp_slice indent = line_indent(w->document, acp_datum_outer(was).start);
        acp_buffer_puts(w->out, w->style.line_end);
        acp_buffer_add(w->out, indent.ptr, indent.len);
    }
    if (self_closed) {
        acp_buffer_puts(w->out,
                        filled ? was->type == ACP_DATUM_OBJECT ? "</dict>" : "</array>" : "");
        return;
    }
    uint32_t closing = end - 1;
    while (w->style.format == ACP_FORMAT_PLIST && text[closing] != '<')
        closing--;
    put_source(w, filled || was->last ? closing : opened, end);
}

static void put_container(const writer *w, const acp_datum *value)
{
    const acp_datum *was = value->was;
    const acp_datum *before = NULL;
    bool self_closed;
    uint32_t start = acp_datum_outer(was).start, opened = behind_opening(w, was, &self_closed);
    if (self_closed && value->count)
        acp_buffer_puts(w->out, was->type == ACP_DATUM_OBJECT ? "<dict>" : "<array>");
    else
        put_source(w, start, opened);
    for (const acp_datum *child = value->first; child; child = child->next) {
        if (child->goes) {
            put_comments(w, child, opened);
            continue;
        }
        if (child->was)
            put_kept(w, child, opened, before);
        else
            put_new(w, was, child, !before);
        before = child;
    }
    put_end(w, was, before, opened, self_closed);
}

/* ---- values -------------------------------------------------------------------------------- */

/* The text of an element that stays what it is, where nothing but it stands in it. */
static bool put_text(const writer *w, const acp_datum *value)
{
    const acp_datum *was = value->was;
    acp_span outer = acp_datum_outer(was), span = was->span;
    const char *text = w->document->text;
    if (w->style.format != ACP_FORMAT_PLIST || was->type != value->type ||
        value->type == ACP_DATUM_BOOLEAN || span.start <= outer.start || !was->text.len ||
        text[span.start - 1] != '>' || text[span.end] != '<' || text[span.end + 1] != '/' ||
        memchr(text + span.start, '<', span.end - span.start))
        return false;
    put_source(w, outer.start, span.start);
    acp_add_escaped(w->out, value->text, 0);
    put_source(w, span.end, outer.end);
    return true;
}

static void put_value(const writer *w, const acp_datum *value)
{
    const acp_datum *was = value->was;
    if (!was || was->type != value->type || acp_datum_is_scalar(value)) {
        if (was && was->type == value->type && acp_slice_equal(was->text, value->text))
            put_source(w, acp_datum_outer(was).start, acp_datum_outer(was).end);
        else if (!was || !put_text(w, value))
            acp_data_render(
                w->out, &w->style,
                was ? line_indent(w->document, acp_datum_outer(was).start) : (acp_slice){0}, value);
        return;
    }
    put_container(w, value);
}

void acp_data_write(const acp_document *document, const acp_datum *copy, acp_buffer *out)
{
    if (document->format == ACP_FORMAT_LINKS) {
        acp_data_write_links(document, copy, out);
        return;
    }
    const acp_datum *top = document->data;
    writer w = {document, style_of(document), out};
    /* Links in JSON may be a list, or one, without what is around them elsewhere. */
    while (top->first && top->first->span.start == top->span.start && copy->was && copy->first &&
           !copy->first->next) {
        top = top->first;
        copy = copy->first;
    }
    put_source(&w, 0, acp_datum_outer(top).start);
    if (top->first && top->first->span.start == top->span.start)
        acp_data_render(out, &w.style, (acp_slice){0}, copy);
    else
        put_value(&w, copy);
    put_source(&w, acp_datum_outer(top).end, (uint32_t)document->length);
}
