/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/gateways.h"

#include <string.h>

#include "libtunnel/address.h"

/* GATEWAYS or PATTERNS. */
typedef struct {
    const tunnel_policy *policy;
    const tunnel_gateway *rows;
    uint32_t count;
} table;

static table table_of(const tunnel_policy *policy, tunnel_section_type section)
{
    return (table){policy, policy->image.sections[section], tunnel_count(policy, section)};
}

static bool has_key(const table *t, uint32_t at, const char *key)
{
    return at < t->count && strcmp(tunnel_text(t->policy, t->rows[at].key), key) == 0;
}

/* The first row of a key, or where it would stand. */
static uint32_t find_key(const table *t, const char *key)
{
    uint32_t low = 0, high = t->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(tunnel_text(t->policy, t->rows[middle].key), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const tunnel_gateway *find_pattern(const table *t, const char *host, const char *key)
{
    for (uint32_t at = find_key(t, key); has_key(t, at, key); at++)
        if (tunnel_host_fits(host, tunnel_text(t->policy, t->rows[at].host)))
            return t->rows + at;
    return NULL;
}

const tunnel_gateway *tunnel_gateway_find(const tunnel_policy *policy, const char *host)
{
    table gateways = table_of(policy, SECTION_GATEWAYS);
    table patterns = table_of(policy, SECTION_PATTERNS);
    const tunnel_gateway *found = NULL;
    if (!*host)
        return NULL;
    uint32_t at = find_key(&gateways, host);
    if (has_key(&gateways, at, host))
        return gateways.rows + at;
    if (!patterns.count)
        return NULL;
    for (const char *dot = strchr(host, '.'); dot && !found; dot = strchr(dot + 1, '.'))
        found = find_pattern(&patterns, host, dot + 1);
    return found ? found : find_pattern(&patterns, host, "");
}
