/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/names.h"

#include <string.h>

static const tunnel_name *find(const tunnel_policy *policy, const tunnel_name *names,
                               uint32_t count, tunnel_text_t name)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = tunnel_compare_stored(tunnel_text(policy, names[middle].name), name);
        if (order == 0)
            return &names[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const tunnel_name *tunnel_names_find(const tunnel_policy *policy, uint32_t first, uint32_t count,
                                     tunnel_text_t name)
{
    const tunnel_name *names = TUNNEL_AT(policy, tunnel_name, NAMES, first);
    uint32_t covers = NAME_ITSELF;
    for (name = tunnel_without_dot(name); name.len;) {
        const tunnel_name *found = find(policy, names, count, name);
        if (found && found->covers & covers)
            return found;
        const char *dot = memchr(name.ptr, '.', name.len);
        if (!dot)
            return NULL;
        name.len -= (size_t)(dot + 1 - name.ptr);
        name.ptr = dot + 1;
        covers = covers == NAME_ITSELF ? NAME_BELOW | NAME_ONE_BELOW : NAME_BELOW;
    }
    return NULL;
}
