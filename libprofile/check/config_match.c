/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What `file` and `path` of an ignore entry fit. */
#include "check/config_read.h"
#include "document/slice.h"

/* Going back to the last star is enough: an earlier one could only take what the later one takes
 * as well. So the time is bounded by the product of the lengths. */
bool acp_glob_matches(const char *pattern, const char *name)
{
    const char *star = NULL, *star_name = NULL, *deep = NULL, *deep_name = NULL;
    while (*name || *pattern) {
        if (pattern[0] == '*' && pattern[1] == '*') {
            bool steps = pattern[2] == '/';
            deep = pattern + (steps ? 3 : 2);
            deep_name = name;
            star = NULL;
            pattern = deep;
            if (!*deep && !steps)
                return true;
            continue;
        }
        if (*pattern == '*') {
            star = ++pattern;
            star_name = name;
            continue;
        }
        if (*name && (*pattern == *name || (*pattern == '?' && *name != '/'))) {
            pattern++;
            name++;
            continue;
        }
        if (star && *star_name && *star_name != '/') {
            pattern = star;
            name = ++star_name;
            continue;
        }
        const char *slash = deep ? strchr(deep_name, '/') : NULL;
        if (!slash)
            return false;
        star = NULL;
        pattern = deep;
        name = deep_name = slash + 1;
    }
    return true;
}

/* Takes the next step off a path: its name, and what stands in brackets behind it. */
static bool next_step(const char **rest, acp_slice *name, acp_slice *key)
{
    const char *at = *rest;
    if (!*at)
        return false;
    const char *start = at;
    while (*at && *at != '/' && *at != '[')
        at++;
    *name = (acp_slice){start, (size_t)(at - start)};
    start = at;
    char quote = 0;
    for (; *at && (quote || *at != '/'); at++) {
        if (quote ? *at == quote : (*at == '"' || *at == '\''))
            quote = quote ? 0 : *at;
    }
    *key = (acp_slice){start, (size_t)(at - start)};
    *rest = *at ? at + 1 : at;
    return true;
}

bool acp_setting_path_matches(const char *wanted, const char *path)
{
    acp_slice name, key, wanted_name, wanted_key;
    bool from_root = *wanted == '/';
    wanted += from_root;
    for (const char *start = path; *start; next_step(&start, &name, &key)) {
        const char *at = start, *left = wanted;
        bool same = true;
        while (same && next_step(&left, &wanted_name, &wanted_key))
            same = next_step(&at, &name, &key) && acp_slice_equal(name, wanted_name) &&
                   (wanted_key.len == 0 || acp_slice_equal(key, wanted_key));
        if (same)
            return true;
        if (from_root)
            return false;
    }
    return false;
}
