/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/wildcard.h"

#include <string.h>

#include "libtunnel/ascii.h"

static char fold(char c, bool ignore_case)
{
    return ignore_case ? tunnel_lower(c) : c;
}

bool tunnel_literal_fits(const char *text, tunnel_text_t value, bool ignore_case)
{
    for (size_t i = 0; i < value.len; i++)
        if (!text[i] || text[i] != fold(value.ptr[i], ignore_case))
            return false;
    return !text[value.len];
}

/* Behind the character at `at`, which is one of several bytes in UTF-8. */
static const char *behind(const char *at, const char *end)
{
    do
        at++;
    while (at < end && ((unsigned char)*at & 0xC0) == 0x80);
    return at;
}

/* Goes back to the last * only: what an earlier one could take, the last one can. */
bool tunnel_wildcard_fits(const char *pattern, tunnel_text_t value, bool ignore_case)
{
    const char *at = value.ptr, *end = at + value.len;
    const char *star = NULL, *resume = NULL; /* where the last * can take one character more */
    while (at < end || *pattern) {
        bool escape = *pattern == '\\' && pattern[1];
        if (*pattern == '*') {
            star = ++pattern;
            resume = at;
        } else if (at < end && *pattern == '?') {
            pattern++;
            at = behind(at, end);
        } else if (at < end && *pattern && pattern[escape] == fold(*at, ignore_case)) {
            pattern += 1 + escape;
            at++;
        } else if (star && resume < end) {
            pattern = star;
            at = resume = behind(resume, end);
        } else {
            return false;
        }
    }
    return true;
}
