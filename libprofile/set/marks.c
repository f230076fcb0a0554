/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/marks.h"

void *acp_kept(const acp_names *kept, const void *thing)
{
    return acp_names_find(kept, (acp_slice){(const char *)&thing, sizeof thing});
}

void acp_keep(acp_set_run *run, acp_names *kept, const void *thing, void *what)
{
    char *key = acp_arena_copy(run->arena, (const char *)&thing, sizeof thing);
    if (key)
        acp_names_enter(kept, run->arena, (acp_slice){key, sizeof thing}, what);
}

bool acp_is_marked(const acp_names *marks, const void *thing)
{
    return acp_kept(marks, thing);
}

bool acp_mark(acp_set_run *run, acp_names *marks, const void *thing)
{
    if (acp_is_marked(marks, thing))
        return false;
    acp_keep(run, marks, thing, marks);
    return true;
}

bool acp_mark_pair(acp_set_run *run, acp_names *marks, const void *first, const void *second)
{
    const void *pair[] = {first, second};
    if (acp_names_find(marks, (acp_slice){(const char *)pair, sizeof pair}))
        return false;
    char *key = acp_arena_copy(run->arena, (const char *)pair, sizeof pair);
    return key && acp_names_enter(marks, run->arena, (acp_slice){key, sizeof pair}, marks);
}

acp_slice acp_folded(acp_set_run *run, acp_slice text)
{
    const char *copy = acp_arena_lower(run->arena, text.ptr, text.len);
    return (acp_slice){copy, copy ? text.len : 0};
}
