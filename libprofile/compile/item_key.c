/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/item_key.h"

#include "libtunnel/address.h"

acp_ip_range acp_item_network(acp_slice item)
{
    const char *zone = item.len ? memchr(item.ptr, '%', item.len) : NULL;
    return acp_ip_network_parse((acp_slice){item.ptr, zone ? (size_t)(zone - item.ptr) : item.len});
}

static acp_slice network_key(acp_arena *arena, acp_slice item)
{
    acp_ip_range range = acp_item_network(item);
    enum { SIZE = sizeof range.first.bytes };
    char *key = range.first.family ? acp_arena_alloc(arena, 2 + 2 * SIZE) : NULL;
    if (!key)
        return (acp_slice){NULL, 0};
    key[0] = '/';
    key[1] = (char)range.first.family;
    memcpy(key + 2, range.first.bytes, SIZE);
    memcpy(key + 2 + SIZE, range.last.bytes, SIZE);
    return (acp_slice){key, 2 + 2 * SIZE};
}

acp_slice acp_lower_name(acp_arena *arena, acp_slice name)
{
    tunnel_text_t text = tunnel_without_dot((tunnel_text_t){name.ptr, name.len});
    const char *lower = acp_arena_lower(arena, text.ptr, text.len);
    return (acp_slice){lower, lower ? text.len : 0};
}

acp_slice acp_item_key(acp_arena *arena, acp_slice item)
{
    acp_slice key = network_key(arena, item);
    return key.len ? key : acp_lower_name(arena, item);
}
