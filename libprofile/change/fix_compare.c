/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a changed document has findings that it did not have before. Lines and positions among
 * siblings change with everything that is mended, so that a finding is known by its rule and the
 * names of its path. */
#include <stdlib.h>

#include "change/fix_stage.h"
#include "document/findings.h"
#include "document/path.h"

typedef struct {
    const char *rule;
    acp_slice path; /* as written: compared without what stands in brackets */
} key;

static int by_key(const void *left, const void *right)
{
    const key *a = left, *b = right;
    int order = strcmp(a->rule, b->rule);
    return order ? order : acp_path_compare_names(a->path, b->path);
}

static key *keys_of(const acp_findings *findings, size_t *count)
{
    *count = acp_findings_count(findings);
    key *keys = malloc((*count + 1) * sizeof *keys);
    for (size_t i = 0; keys && i < *count; i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        keys[i] = (key){finding->rule->id, acp_slice_of(finding->path)};
    }
    if (keys && *count)
        qsort(keys, *count, sizeof *keys, by_key);
    return keys;
}

/* How many of the keys from `at` on are of one rule, and how many of them of one path. */
static size_t same_rule(const key *keys, size_t count, size_t at, const char *rule)
{
    size_t end = at;
    while (end < count && strcmp(keys[end].rule, rule) == 0)
        end++;
    return end - at;
}

/* Every path of `after` has as many findings at least in `before`; both are sorted and of one
 * rule. */
static bool paths_within(const key *before, size_t before_count, const key *after,
                         size_t after_count)
{
    size_t at = 0;
    for (size_t i = 0; i < after_count; i++, at++) {
        while (at < before_count && acp_path_compare_names(before[at].path, after[i].path) < 0)
            at++;
        if (at == before_count || acp_path_compare_names(before[at].path, after[i].path) != 0)
            return false;
    }
    return true;
}

static bool all_within(const key *before, size_t before_count, const key *after, size_t after_count,
                       const acp_rule *rule, size_t fewer, bool moves)
{
    size_t old = 0;
    for (size_t new = 0; new < after_count;) {
        const char *id = after[new].rule;
        while (old < before_count && strcmp(before[old].rule, id) < 0)
            old++;
        size_t had = same_rule(before, before_count, old, id);
        size_t has = same_rule(after, after_count, new, id);
        size_t less = strcmp(id, rule->id) == 0 ? fewer : 0;
        if (has + less > had)
            return false;
        /* One that is said once a file, of what stands first in it, may have moved on. */
        bool once = had == 1 && has == 1;
        if (!moves && !once && !paths_within(before + old, had, after + new, has))
            return false;
        new += has;
        old += had;
    }
    return true;
}

bool acp_findings_nothing_new(const acp_findings *before, const acp_findings *after,
                              const acp_rule *rule, size_t fewer, bool moves, bool *no_memory)
{
    size_t old_count, new_count;
    key *old = keys_of(before, &old_count), *new = keys_of(after, &new_count);
    *no_memory |= !old || !new;
    bool fine = old && new &&all_within(old, old_count, new, new_count, rule, fewer, moves);
    free(old);
    free(new);
    return fine;
}
