/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far a misspelled name is from a right one. */
#include "document/slice.h"
#include "schema/schema.h"

#define LONGEST 128 /* of the differing part; no name in a schema comes near it */

/* Names mostly differ in one place: what they begin and end with in common does not count. */
static void strip_common(acp_slice *a, acp_slice *b)
{
    while (a->len && b->len && acp_lower(a->ptr[0]) == acp_lower(b->ptr[0])) {
        a->ptr++, a->len--;
        b->ptr++, b->len--;
    }
    while (a->len && b->len && acp_lower(a->ptr[a->len - 1]) == acp_lower(b->ptr[b->len - 1])) {
        a->len--;
        b->len--;
    }
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Damerau's distance with adjacent swaps, three rows of the table at a time. */
static unsigned differing(acp_slice a, acp_slice b, unsigned limit)
{
    unsigned rows[3][LONGEST + 1];
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        above[j] = (unsigned)j;
    unsigned best_above = 0;
    for (size_t i = 1; i <= a.len; i++) {
        char c = acp_lower(a.ptr[i - 1]);
        unsigned best = row[0] = (unsigned)i;
        for (size_t j = 1; j <= b.len; j++) {
            char d = acp_lower(b.ptr[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (c != d));
            if (i > 1 && j > 1 && c == acp_lower(b.ptr[j - 2]) && d == acp_lower(a.ptr[i - 2]))
                row[j] = least(row[j], before[j - 2] + 1);
            best = least(best, row[j]);
        }
        /* A swap in the next row builds on the row above this one. */
        if (best > limit && best_above >= limit)
            return limit + 1;
        best_above = best;
        unsigned *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return least(above[b.len], limit + 1);
}

unsigned acp_distance(acp_slice a, acp_slice b, unsigned limit)
{
    limit = least(limit, LONGEST);
    size_t apart = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (apart > limit)
        return limit + 1;
    strip_common(&a, &b);
    if (a.len > LONGEST || b.len > LONGEST)
        return limit + 1;
    return differing(a, b, limit);
}
