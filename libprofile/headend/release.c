/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "headend/release.h"

acp_release acp_release_parse(acp_slice text)
{
    acp_release release = {0};
    size_t at = 0;
    while (release.count < 4 && at < text.len && acp_is_digit(text.ptr[at])) {
        uint32_t number = 0;
        for (; at < text.len && acp_is_digit(text.ptr[at]); at++)
            number = number < 100000000 ? number * 10 + (uint32_t)(text.ptr[at] - '0') : number;
        release.part[release.count++] = number;
        if (at < text.len && (text.ptr[at] == '.' || text.ptr[at] == '(' || text.ptr[at] == ')'))
            at++;
    }
    return release;
}

acp_release acp_release_in_name(acp_slice name)
{
    bool starts = true; /* a number here would be one of its own: not the 64 of linux64 */
    for (size_t i = 0; i < name.len; i++) {
        if (acp_is_digit(name.ptr[i]) && starts) {
            acp_release release = acp_release_parse((acp_slice){name.ptr + i, name.len - i});
            if (release.count > 1)
                return release;
        }
        char c = acp_lower(name.ptr[i]);
        starts = !acp_is_digit(c) && !(c >= 'a' && c <= 'z');
    }
    return (acp_release){0};
}

int acp_release_compare(acp_release a, acp_release b)
{
    for (size_t i = 0; i < 4; i++)
        if (a.part[i] != b.part[i])
            return a.part[i] < b.part[i] ? -1 : 1;
    return 0;
}
