/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What headends are told of addresses: pools, and lists of networks, addresses and
 * domains; and devices, of apps. */
#include "schema/prefix.h"
#include "schema/types.h"

/* Without bits behind the prefix: headends refuse those, or drop them silently. */
static bool is_network(acp_slice text)
{
    acp_prefix prefix;
    return acp_is_cidr(text.ptr, text.len) && acp_prefix_parse(text, &prefix) &&
           !acp_prefix_has_host_bits(&prefix);
}

static bool is_v4(acp_slice text)
{
    return !memchr(text.ptr, ':', text.len);
}

/* FIRST-LAST/PREFIX, both in one network; or a network, of which the first and the last address are
 * left out. */
bool acp_is_ipv4_pool(const char *text, size_t length)
{
    acp_slice pool = {text, length};
    acp_prefix network, first;
    const char *dash = length ? memchr(text, '-', length) : NULL;
    if (!dash)
        return is_network(pool) && is_v4(pool) && acp_prefix_parse(pool, &network) &&
               network.length <= 30;
    acp_slice low = {text, (size_t)(dash - text)};
    acp_slice high = {dash + 1, length - low.len - 1};
    return acp_is_ipv4(low.ptr, low.len) && acp_is_cidr(high.ptr, high.len) && is_v4(high) &&
           acp_prefix_parse(high, &network) && acp_prefix_parse(low, &first) &&
           acp_prefix_covers(&network, &first) && memcmp(first.bytes, network.bytes, 4) <= 0;
}

/* Blanks are fine behind commas only. */
static bool all_items(const char *text, size_t length, bool (*test)(acp_slice item))
{
    acp_slice rest = {text, length}, item;
    bool any = false;
    if (acp_slice_trim(rest).len != length)
        return false;
    while (acp_slice_next_item(&rest, &item)) {
        if (!test(item))
            return false;
        any = true;
    }
    return any;
}

static bool is_v4_network(acp_slice item)
{
    return is_network(item) && is_v4(item);
}

static bool is_address(acp_slice item)
{
    return acp_is_ip(item.ptr, item.len);
}

static bool is_v4_address(acp_slice item)
{
    return acp_is_ipv4(item.ptr, item.len);
}

static bool is_package(acp_slice item)
{
    return acp_is_package(item.ptr, item.len);
}

static bool is_domain(acp_slice item)
{
    return acp_is_dns_name(item.ptr, item.len);
}

bool acp_is_networks(const char *text, size_t length)
{
    return all_items(text, length, is_network);
}

bool acp_is_ipv4_networks(const char *text, size_t length)
{
    return all_items(text, length, is_v4_network);
}

bool acp_is_ip_list(const char *text, size_t length)
{
    return all_items(text, length, is_address);
}

bool acp_is_ipv4_list(const char *text, size_t length)
{
    return all_items(text, length, is_v4_address);
}

bool acp_is_domain_list(const char *text, size_t length)
{
    return all_items(text, length, is_domain);
}

bool acp_is_package_list(const char *text, size_t length)
{
    return all_items(text, length, is_package);
}
