/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changed links over the lines they came from. */
#include "change/data.h"
#include "change/layout.h"
#include "mobile/link.h"

typedef struct {
    const acp_document *document;
    acp_buffer *out;
} writer;

static void put_source(const writer *w, uint32_t start, uint32_t end)
{
    acp_buffer_add(w->out, w->document->text + start, end - start);
}

/* Name and value, which is written anew where it is another. */
static void put_parameter(const writer *w, const acp_datum *parameter)
{
    const acp_datum *was = parameter->was;
    if (was && acp_slice_equal(was->text, parameter->text)) {
        put_source(w, was->key_span.start, was->span.end);
        return;
    }
    acp_buffer_printf(w->out, "%.*s=", ACP_SLICE_ARGS(parameter->key));
    acp_link_encode_value(w->out, parameter->key, parameter->text);
}

static bool ends_open(const acp_buffer *out, size_t start)
{
    char last = out->length > start ? out->text[out->length - 1] : 0;
    return last == '?' || last == '&';
}

/* The first child is the action, as the reader makes it. What stood between two parameters stays
 * before the second, and what stood behind the action before the first that is left. */
static void put_link(const writer *w, const acp_datum *link)
{
    const acp_datum *was = link->was, *action = link->first, *old = was->first;
    uint32_t behind = old->span.end;
    size_t start = w->out->length;
    put_source(w, was->span.start, old->span.start);
    if (acp_slice_equal(old->text, action->text))
        put_source(w, old->span.start, old->span.end);
    else
        acp_link_encode(w->out, action->text);
    uint32_t gap = behind, gap_end = old->next ? old->next->key_span.start : was->span.end;
    put_source(w, gap, gap_end);
    if (!action->next && old->next)
        while (ends_open(w->out, start))
            w->out->text[--w->out->length] = '\0';
    for (const acp_datum *child = action->next; child; child = child->next) {
        if (child != action->next)
            acp_buffer_putc(w->out, '&');
        else if (!ends_open(w->out, start))
            acp_buffer_putc(w->out, '?');
        put_parameter(w, child);
    }
}

void acp_data_write_links(const acp_document *document, const acp_datum *copy, acp_buffer *out)
{
    writer w = {document, out};
    uint32_t at = 0;
    const acp_datum *link = copy->first ? copy->first->first : NULL;
    for (const acp_datum *old = document->data->first->first; old; old = old->next) {
        bool stays = link && link->was == old;
        acp_span span = stays ? old->span : acp_whole_lines(document, old->span);
        put_source(&w, at, span.start);
        at = span.end;
        if (!stays)
            continue;
        put_link(&w, link);
        link = link->next;
    }
    bool open = at > 0 && document->text[at - 1] != '\n' && document->text[at - 1] != '\r';
    for (; link; link = link->next) {
        if (open)
            acp_buffer_puts(out, acp_first_line_end(document));
        acp_data_render(out, &(acp_data_style){.format = ACP_FORMAT_LINKS}, (acp_slice){0}, link);
        if (!open)
            acp_buffer_puts(out, acp_first_line_end(document));
    }
    put_source(&w, at, (uint32_t)document->length);
}
