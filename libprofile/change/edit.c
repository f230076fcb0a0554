/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list of edits: kept in order of place, taken back group by group, applied at once. */
#include <stdlib.h>

#include "change/edit_private.h"
#include "document/encode.h"

acp_edits *acp_edits_new(const acp_document *document)
{
    acp_edits *edits = calloc(1, sizeof *edits);
    if (!edits)
        return NULL;
    edits->document = document;
    edits->layout = acp_layout_of(document);
    edits->encoding = document->encoding;
    edits->bom = document->bom;
    acp_edits_begin(edits);
    return edits;
}

void acp_edits_free(acp_edits *edits)
{
    if (!edits)
        return;
    acp_arena_free(&edits->arena);
    free(edits->edits);
    free(edits);
}

/* ---- groups ------------------------------------------------------------------------------ */

const acp_document *acp_edits_document(const acp_edits *edits)
{
    return edits->document;
}

void acp_edits_begin(acp_edits *edits)
{
    edits->group++;
    edits->conflict = edits->changed = false;
    edits->encoding_before = edits->encoding;
    edits->bom_before = edits->bom;
}

void acp_edits_cancel(acp_edits *edits)
{
    size_t kept = 0;
    for (size_t i = 0; i < edits->count; i++)
        if (edits->edits[i].group != edits->group)
            edits->edits[kept++] = edits->edits[i];
    edits->count = kept;
    edits->encoding = edits->encoding_before;
    edits->bom = edits->bom_before;
    acp_edits_begin(edits);
}

bool acp_edits_commit(acp_edits *edits)
{
    bool good = edits->changed && !edits->conflict && !acp_edits_failed(edits);
    if (!good)
        acp_edits_cancel(edits);
    else
        acp_edits_begin(edits);
    return good;
}

bool acp_edits_failed(const acp_edits *edits)
{
    return edits->failed || edits->arena.failed;
}

/* ---- the list ---------------------------------------------------------------------------- */

static bool is_insertion(const acp_edit *edit)
{
    return edit->span.start == edit->span.end;
}

static bool same_place(const acp_edit *a, const acp_edit *b)
{
    return a->parent && a->parent == b->parent && a->span.start == b->span.start &&
           a->span.end == b->span.end;
}

/* Order of place; what is inserted comes before what is replaced there, and children of one parent
 * in the order of the schema. */
static int compare(const acp_edit *a, const acp_edit *b)
{
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end < b->span.end ? -1 : 1;
    if (same_place(a, b) && a->setting != b->setting)
        return a->setting < b->setting ? -1 : 1;
    return 0;
}

static bool overlaps(const acp_edit *a, const acp_edit *b)
{
    if (is_insertion(a) && is_insertion(b))
        return false;
    return !same_place(a, b) && a->span.start < b->span.end && b->span.start < a->span.end;
}

static bool make_room(acp_edits *edits)
{
    if (edits->count < edits->size)
        return true;
    size_t size = edits->size ? 2 * edits->size : 16;
    acp_edit *grown = realloc(edits->edits, size * sizeof *grown);
    if (!grown) {
        edits->failed = true;
        return false;
    }
    edits->edits = grown;
    edits->size = size;
    return true;
}

void acp_edits_add(acp_edits *edits, acp_edit edit)
{
    edit.group = edits->group;
    if (!make_room(edits))
        return;
    size_t low = 0, high = edits->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&edits->edits[middle], &edit) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    /* Those in the list do not overlap each other: the neighbors tell. */
    size_t before = low;
    while (before > 0 && is_insertion(&edits->edits[before - 1]))
        before--;
    edits->conflict |= before > 0 && overlaps(&edits->edits[before - 1], &edit);
    for (size_t i = low; i < edits->count && edits->edits[i].span.start < edit.span.end; i++)
        edits->conflict |= overlaps(&edits->edits[i], &edit);
    memmove(edits->edits + low + 1, edits->edits + low,
            (edits->count - low) * sizeof *edits->edits);
    edits->edits[low] = edit;
    edits->count++;
    edits->changed = true;
}

acp_slice acp_edits_text(acp_edits *edits, acp_slice text)
{
    const char *copy = acp_arena_copy(&edits->arena, text.ptr ? text.ptr : "", text.len);
    return copy ? (acp_slice){copy, text.len} : (acp_slice){"", 0};
}

void acp_edit_replace(acp_edits *edits, acp_span span, acp_slice text)
{
    acp_edits_add(edits, (acp_edit){.span = span, .text = acp_edits_text(edits, text)});
}

void acp_edit_insert(acp_edits *edits, uint32_t at, acp_slice text)
{
    acp_edit_replace(edits, (acp_span){at, at}, text);
}

void acp_edit_delete(acp_edits *edits, acp_span span)
{
    acp_edit_replace(edits, span, (acp_slice){"", 0});
}

void acp_edits_encode(acp_edits *edits, const char *encoding, bool bom)
{
    edits->changed |= strcmp(edits->encoding, encoding) != 0 || edits->bom != bom;
    edits->encoding = encoding;
    edits->bom = bom;
}

/* ---- the outcome -------------------------------------------------------------------------- */

static bool opens(const acp_edits *edits, size_t i)
{
    return i == 0 || !same_place(&edits->edits[i - 1], &edits->edits[i]);
}

static bool closes(const acp_edits *edits, size_t i)
{
    return i + 1 == edits->count || !same_place(&edits->edits[i], &edits->edits[i + 1]);
}

/* Bytes that edit i puts in the place of its span. */
static size_t length_of(const acp_edits *edits, size_t i)
{
    const acp_edit *edit = &edits->edits[i];
    return (opens(edits, i) ? edit->head.len : 0) + edit->text.len +
           (closes(edits, i) ? edit->tail.len : 0);
}

acp_slice acp_edits_whole_text(acp_edits *edits, size_t i)
{
    const acp_edit *edit = &edits->edits[i];
    acp_buffer text = {0};
    if (opens(edits, i))
        acp_buffer_add(&text, edit->head.ptr, edit->head.len);
    acp_buffer_add(&text, edit->text.ptr, edit->text.len);
    if (closes(edits, i))
        acp_buffer_add(&text, edit->tail.ptr, edit->tail.len);
    acp_slice made = acp_edits_text(edits, (acp_slice){text.text, text.length});
    edits->failed |= text.failed;
    acp_buffer_free(&text);
    return made;
}

static void add_slice(acp_buffer *out, acp_slice text)
{
    acp_buffer_add(out, text.ptr, text.len);
}

acp_status acp_edits_apply(const acp_edits *edits, char **bytes, size_t *size)
{
    const acp_document *document = edits->document;
    acp_buffer text = {0};
    uint32_t at = 0;
    *bytes = NULL;
    for (size_t i = 0; i < edits->count; i++) {
        const acp_edit *edit = &edits->edits[i];
        if (opens(edits, i)) {
            acp_buffer_add(&text, document->text + at, edit->span.start - at);
            add_slice(&text, edit->head);
        }
        add_slice(&text, edit->text);
        if (closes(edits, i))
            add_slice(&text, edit->tail);
        at = edit->span.end;
    }
    acp_buffer_add(&text, document->text + at, document->length - at);
    acp_status status = text.failed ? ACP_NO_MEMORY : ACP_OK;
    if (status == ACP_OK)
        status = acp_encode(text.text, text.length, edits->encoding, edits->bom, bytes, size);
    acp_buffer_free(&text);
    return status;
}

uint32_t acp_edits_old_offset(const acp_edits *edits, uint32_t offset)
{
    uint32_t old = 0, new = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const acp_edit *edit = &edits->edits[i];
        uint32_t start = opens(edits, i) ? new + (edit->span.start - old) : new;
        uint32_t end = start + (uint32_t)length_of(edits, i);
        if (offset < start)
            break;
        if (offset < end)
            return edit->span.start;
        old = edit->span.end;
        new = end;
    }
    return old + (offset - new);
}

uint32_t acp_edits_new_offset(const acp_edits *edits, uint32_t offset)
{
    uint32_t old = 0, new = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const acp_edit *edit = &edits->edits[i];
        uint32_t start = opens(edits, i) ? new + (edit->span.start - old) : new;
        if (offset < edit->span.start)
            break;
        if (offset < edit->span.end)
            return start;
        old = edit->span.end;
        new = start + (uint32_t)length_of(edits, i);
    }
    return new + (offset - old);
}
