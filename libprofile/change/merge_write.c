/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The merged text: edits that are clear are made, the others stand between markers. */
#include <stdlib.h>

#include "change/merge.h"

/* An edit, with what it puts there. */
typedef struct {
    acp_span span;
    acp_slice text;
    bool conflict;
} piece;

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

static uint32_t line_start(const acp_document *document, uint32_t at)
{
    while (at > 0 && !ends_line(document->text[at - 1]))
        at--;
    return at;
}

/* Behind the line end at or behind an offset. */
static uint32_t line_end(const acp_document *document, uint32_t at)
{
    acp_line_walk walk = {.behind = at};
    acp_next_line_end(document, &walk);
    return walk.behind;
}

/* A line put in behind the end of another is the same as one put in before the next: that way the
 * line before it is no part of the conflict. */
static void shift_line(acp_edits *edits, piece *p)
{
    const acp_document *document = edits->document;
    uint32_t next = p->span.start;
    acp_slice end = acp_slice_of(edits->layout.line_end);
    bool begins = p->text.len > end.len && acp_slice_equal((acp_slice){p->text.ptr, end.len}, end);
    while (document->text[next] == ' ' || document->text[next] == '\t')
        next++;
    if (p->span.start != p->span.end || !begins || !ends_line(document->text[next]))
        return;
    p->span.start = p->span.end = line_end(document, next);
    const char *text = acp_arena_printf(&edits->arena, "%.*s%s", (int)(p->text.len - end.len),
                                        p->text.ptr + end.len, edits->layout.line_end);
    p->text = acp_slice_of(text ? text : "");
}

/* Lines a conflict is about. */
static acp_span region_of(const acp_document *document, const piece *p)
{
    uint32_t start = line_start(document, p->span.start), end = p->span.end;
    if (p->span.start == p->span.end && start == p->span.start)
        return p->span;
    bool whole = end > p->span.start && ends_line(document->text[end - 1]);
    return (acp_span){start, whole ? end : line_end(document, end)};
}

static void add_text(acp_buffer *out, const acp_document *document, uint32_t start, uint32_t end)
{
    if (end > start)
        acp_buffer_add(out, document->text + start, end - start);
}

/* Pieces from *at on that begin before the end of a part, applied to it. */
static void apply(const acp_document *document, acp_span span, const piece *pieces, size_t count,
                  bool conflicts, acp_buffer *out)
{
    uint32_t from = span.start;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].conflict && !conflicts)
            continue;
        add_text(out, document, from, pieces[i].span.start);
        acp_buffer_add(out, pieces[i].text.ptr, pieces[i].text.len);
        from = pieces[i].span.end;
    }
    add_text(out, document, from, span.end);
}

static int by_place(const void *left, const void *right)
{
    const piece *a = left, *b = right;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    return (a->span.end > b->span.end) - (a->span.end < b->span.end);
}

static piece *pieces_of(acp_merger *merger)
{
    acp_edits *edits = merger->edits;
    piece *pieces = calloc(edits->count + 1, sizeof *pieces);
    bool any = false;
    for (size_t i = 0; pieces && i < edits->count; i++) {
        const acp_edit *edit = &edits->edits[i];
        bool conflict = edit->group < merger->marked_size && merger->marked[edit->group];
        pieces[i] = (piece){edit->span, acp_edits_whole_text(edits, i), conflict};
        if (conflict)
            shift_line(edits, &pieces[i]);
        any |= conflict;
    }
    if (pieces && any) /* those that stand in one place already have their order */
        for (size_t i = 1; i < edits->count; i++)
            for (size_t k = i; k > 0 && by_place(&pieces[k - 1], &pieces[k]) > 0; k--) {
                piece held = pieces[k];
                pieces[k] = pieces[k - 1];
                pieces[k - 1] = held;
            }
    return pieces;
}

/* The pieces from i on that belong to one conflict, and the lines it covers. */
static size_t gather(const acp_document *document, const piece *pieces, size_t i, size_t count,
                     acp_span *region)
{
    *region = region_of(document, &pieces[i]);
    size_t end = i + 1;
    for (; end < count; end++) {
        const piece *p = &pieces[end];
        acp_span next = p->conflict ? region_of(document, p) : p->span;
        bool within = next.start < region->end || (p->conflict && next.start == region->end);
        if (!within)
            break;
        if (next.end > region->end)
            region->end = p->conflict ? next.end : line_end(document, next.end);
    }
    return end;
}

static void write_conflict(const acp_merger *merger, acp_span region, const piece *pieces,
                           size_t count, const acp_merge_options *options, acp_buffer *out)
{
    const char *ending = merger->edits->layout.line_end;
    const char *ours = options && options->ours ? options->ours : "OURS";
    const char *theirs = options && options->theirs ? options->theirs : "THEIRS";
    if (merger->side != ACP_SIDE_BOTH) {
        apply(merger->ours, region, pieces, count, merger->side == ACP_SIDE_THEIRS, out);
        return;
    }
    acp_merge_marker(out, '<', options, ours, ending);
    apply(merger->ours, region, pieces, count, false, out);
    acp_merge_marker(out, '=', options, NULL, ending);
    apply(merger->ours, region, pieces, count, true, out);
    acp_merge_marker(out, '>', options, theirs, ending);
}

void acp_merge_write(acp_merger *merger, const acp_merge_options *options, acp_buffer *out)
{
    const acp_document *document = merger->ours;
    size_t count = merger->edits->count;
    piece *pieces = pieces_of(merger);
    uint32_t at = 0;
    out->failed |= !pieces;
    for (size_t i = 0; pieces && i < count;) {
        /* A clear edit on the first line of a conflict belongs to both of its sides. */
        size_t conflict = i;
        while (conflict < count && !pieces[conflict].conflict)
            conflict++;
        acp_span region = {(uint32_t)document->length, (uint32_t)document->length};
        size_t end = conflict < count ? gather(document, pieces, conflict, count, &region) : count;
        size_t first = conflict;
        while (first > i && pieces[first - 1].span.end > region.start)
            first--;
        if (first < conflict && pieces[first].span.start < region.start)
            region.start = line_start(document, pieces[first].span.start);
        apply(document, (acp_span){at, region.start}, pieces + i, first - i, false, out);
        if (conflict < count)
            write_conflict(merger, region, pieces + first, end - first, options, out);
        at = region.end;
        i = end;
    }
    add_text(out, document, at, (uint32_t)document->length);
    free(pieces);
}

void acp_merge_write_part(acp_edits *edits, acp_span span, acp_buffer *out)
{
    uint32_t at = span.start;
    for (size_t i = 0; i < edits->count; i++) {
        const acp_edit *edit = &edits->edits[i];
        acp_slice text = acp_edits_whole_text(edits, i);
        add_text(out, edits->document, at, edit->span.start);
        acp_buffer_add(out, text.ptr, text.len);
        at = edit->span.end;
    }
    add_text(out, edits->document, at, span.end);
}
