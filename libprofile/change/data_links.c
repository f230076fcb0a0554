/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changed links over the lines they came from. */
#include "change/data.h"
#include "change/layout.h"
#include "document/plain.h"
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
    const acp_datum *first = action->next;
    while (first && first->goes)
        first = first->next;
    uint32_t behind = old->span.end;
    size_t start = w->out->length;
    put_source(w, was->span.start, old->span.start);
    if (acp_slice_equal(old->text, action->text))
        put_source(w, old->span.start, old->span.end);
    else
        acp_link_encode(w->out, action->text);
    uint32_t gap = behind, gap_end = old->next ? old->next->key_span.start : was->span.end;
    put_source(w, gap, gap_end);
    if (!first && old->next)
        while (ends_open(w->out, start))
            w->out->text[--w->out->length] = '\0';
    for (const acp_datum *child = first; child; child = child->next) {
        if (child->goes)
            continue;
        if (child != first)
            acp_buffer_putc(w->out, '&');
        else if (!ends_open(w->out, start))
            acp_buffer_putc(w->out, '?');
        put_parameter(w, child);
    }
}

/* What stands before a link: lines behind the one before it. */
static void put_gap(const writer *w, const acp_datum *link, uint32_t end)
{
    uint32_t start = link->was_behind ? link->was_behind->span.end : 0;
    const char *line_end = acp_first_line_end(w->document);
    if (w->out->length && !link->was_behind)
        acp_buffer_puts(w->out, line_end);
    if (!w->out->length)
        while (start < end &&
               (w->document->text[start] == '\n' || w->document->text[start] == '\r'))
            start++;
    put_source(w, start, end);
}

void acp_data_write_links(const acp_document *document, const acp_datum *copy, acp_buffer *out)
{
    writer w = {document, out};
    const acp_datum *list = document->data->first, *made = copy->first;
    for (const acp_datum *link = made->first; link; link = link->next) {
        if (link->goes) { /* its line goes, those of comments before it stay */
            uint32_t start = link->was->span.start;
            while (start > 0 && acp_is_space(document->text[start - 1]))
                start--;
            if (start > (link->was_behind ? link->was_behind->span.end : 0))
                put_gap(&w, link, start);
        } else if (link->was) {
            put_gap(&w, link, link->was->span.start);
            put_link(&w, link);
        } else {
            if (out->length)
                acp_buffer_puts(out, acp_first_line_end(document));
            acp_link_write(out, link);
        }
    }
    put_source(&w, list->last ? list->last->span.end : 0, (uint32_t)document->length);
}
