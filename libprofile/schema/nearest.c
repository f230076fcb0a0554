/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/slice.h"
#include "schema/schema.h"

#define NEAREST_LIMIT 3

const char *acp_nearest(const char *word, const char *const *candidates)
{
    acp_slice wanted = acp_slice_of(word);
    if (!wanted.len)
        return NULL;
    /* Half a short word changed is no likeness. */
    unsigned limit =
        wanted.len < 3 * NEAREST_LIMIT ? (unsigned)(wanted.len + 1) / 3 : NEAREST_LIMIT;
    const char *best = NULL, *starts = NULL;
    unsigned least = limit + 1, starting = 0;
    for (; *candidates; candidates++) {
        acp_slice candidate = acp_slice_of(*candidates);
        unsigned distance = acp_distance(wanted, candidate, limit);
        if (distance < least) {
            least = distance;
            best = *candidates;
        }
        if (candidate.len > wanted.len && strncmp(candidate.ptr, word, wanted.len) == 0) {
            starts = *candidates;
            starting++;
        }
    }
    if (!best && starting == 1)
        best = starts;
    return best;
}
