/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/datum.h"

#include <stdlib.h>

/* Up to this many members are compared pair by pair, which is faster than sorting them. */
#define FEW_MEMBERS 12

acp_datum *acp_datum_new(acp_arena *arena, acp_datum_type type)
{
    acp_datum *datum = acp_arena_alloc(arena, sizeof *datum);
    if (datum)
        datum->type = (uint8_t)type;
    return datum;
}

void acp_datum_add(acp_datum *parent, acp_datum *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->count++;
}

acp_datum *acp_datum_member(const acp_datum *object, const char *key)
{
    acp_slice wanted = acp_slice_of(key);
    for (acp_datum *member = object->first; member; member = member->next)
        if (acp_slice_equal(member->key, wanted))
            return member;
    return NULL;
}

static int by_key(const void *left, const void *right)
{
    const acp_datum *a = *(const acp_datum *const *)left;
    const acp_datum *b = *(const acp_datum *const *)right;
    int order = acp_slice_compare(a->key, b->key);
    if (order)
        return order;
    return (a->key_span.start > b->key_span.start) - (a->key_span.start < b->key_span.start);
}

const acp_datum **acp_datum_sorted(const acp_datum *object)
{
    const acp_datum **sorted = malloc(((size_t)object->count + 1) * sizeof *sorted);
    if (!sorted)
        return NULL;
    size_t count = 0;
    for (const acp_datum *member = object->first; member; member = member->next)
        sorted[count++] = member;
    sorted[count] = NULL;
    qsort(sorted, count, sizeof *sorted, by_key);
    return sorted;
}

static const acp_datum *repeated_of_few(const acp_datum *object, const acp_datum **earlier)
{
    for (const acp_datum *member = object->first; member; member = member->next) {
        for (const acp_datum *other = object->first; other != member; other = other->next) {
            if (acp_slice_equal(other->key, member->key)) {
                *earlier = other;
                return member;
            }
        }
    }
    return NULL;
}

const acp_datum *acp_datum_repeated(const acp_datum *object, const acp_datum **earlier,
                                    bool *failed)
{
    if (object->count <= FEW_MEMBERS)
        return repeated_of_few(object, earlier);
    const acp_datum **sorted = acp_datum_sorted(object);
    if (!sorted) {
        *failed = true;
        return NULL;
    }
    const acp_datum *found = NULL;
    for (size_t i = 0; i + 1 < object->count; i++) {
        if (!acp_slice_equal(sorted[i]->key, sorted[i + 1]->key))
            continue;
        if (!found || sorted[i + 1]->key_span.start < found->key_span.start) {
            found = sorted[i + 1];
            *earlier = sorted[i];
        }
    }
    free(sorted);
    return found;
}

static acp_span without_quotes(acp_span span, bool quoted)
{
    if (quoted && span.end - span.start >= 2)
        return (acp_span){span.start + 1, span.end - 1};
    return span;
}

acp_span acp_datum_text_span(const acp_datum *datum)
{
    return without_quotes(datum->span, datum->quoted);
}

acp_span acp_datum_name_span(const acp_datum *datum)
{
    return without_quotes(datum->key_span, datum->key_quoted);
}
