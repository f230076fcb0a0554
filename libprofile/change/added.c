/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A finding stays the same while what stands before it comes and goes. It is known again by the
 * place it points at, as that was in the old text; if that was rewritten, by the setting's path. */
#include "change/added.h"

#include <stdlib.h>

#include "document/findings.h"
#include "document/path.h"

typedef struct {
    const acp_finding *finding;
    size_t index;
    uint32_t offset; /* in the old text */
    bool known;      /* has its like in the other list */
} entry;

static int by_rule(const entry *a, const entry *b)
{
    int order = strcmp(a->finding->rule->id, b->finding->rule->id);
    return order ? order : (int)a->finding->severity - (int)b->finding->severity;
}

static int by_place(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = by_rule(a, b);
    if (order || a->offset != b->offset)
        return order ? order : a->offset < b->offset ? -1 : 1;
    return acp_path_compare_names(acp_slice_of(a->finding->path), acp_slice_of(b->finding->path));
}

static int by_path(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = by_rule(a, b);
    return order ? order : strcmp(a->finding->path, b->finding->path);
}

static int by_names(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = by_rule(a, b);
    return order ? order
                 : acp_path_compare_names(acp_slice_of(a->finding->path),
                                          acp_slice_of(b->finding->path));
}

static entry *entries_of(const acp_findings *findings, acp_edits *const *steps, size_t step_count)
{
    size_t count = acp_findings_count(findings);
    entry *list = calloc(count + 1, sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        list[i].finding = acp_findings_get(findings, i);
        list[i].index = i;
        list[i].offset = acp_findings_span(findings, i).start;
        for (size_t step = step_count; step-- > 0;)
            list[i].offset = acp_edits_old_offset(steps[step], list[i].offset);
    }
    return list;
}

typedef int order(const void *a, const void *b);

/* Marks what stands in both lists as known, each of one list for one of the other. */
static void match(entry *old, size_t old_count, entry *new, size_t new_count, order *compare)
{
    qsort(old, old_count, sizeof *old, compare);
    qsort(new, new_count, sizeof *new, compare);
    for (size_t i = 0, j = 0; i < old_count && j < new_count;) {
        int sign = old[i].known ? -1 : new[j].known ? 1 : compare(&old[i], &new[j]);
        if (sign == 0)
            old[i].known = new[j].known = true;
        i += sign <= 0;
        j += sign >= 0;
    }
}

acp_status acp_findings_added(const acp_findings *before, const acp_findings *after,
                              acp_edits *const *steps, size_t step_count, bool moved, bool *added)
{
    size_t old_count = acp_findings_count(before), new_count = acp_findings_count(after);
    entry *old = entries_of(before, steps, 0), *new = entries_of(after, steps, step_count);
    acp_status status = old && new ? ACP_OK : ACP_NO_MEMORY;
    if (status == ACP_OK && new_count) {
        match(old, old_count, new, new_count, by_place);
        match(old, old_count, new, new_count, by_path);
        if (moved)
            match(old, old_count, new, new_count, by_names);
        for (size_t i = 0; i < new_count; i++)
            added[new[i].index] = !new[i].known;
    }
    free(old);
    free(new);
    return status;
}
