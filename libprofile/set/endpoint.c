/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/endpoint.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "schema/types.h"

bool acp_profile_always_on(const acp_member *profile)
{
    return acp_member_is(profile, ACP_TND, "true") &&
           acp_member_is(profile, ACP_ALWAYS_ON, "true") &&
           !acp_member_is(profile, ACP_TND "/UntrustedNetworkPolicy", "DoNothing");
}

acp_member *acp_set_next_always_on(const acp_set *set, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next_profile(set, false, member);
    while (member && !member->always_on);
    return member;
}

_Static_assert(ACP_HOST_KEY_SIZE >= INET6_ADDRSTRLEN, "room for any address");

acp_slice acp_host_key(acp_slice host, char buffer[ACP_HOST_KEY_SIZE])
{
    unsigned char address[16];
    size_t size = acp_ip_bytes(host.ptr, host.len, address);
    if (size && inet_ntop(size == 4 ? AF_INET : AF_INET6, address, buffer, ACP_HOST_KEY_SIZE))
        return acp_slice_of(buffer);
    if (host.len && host.ptr[host.len - 1] == '.')
        host.len--;
    return host;
}

/* ---- who may update ------------------------------------------------------------------------ */

typedef struct acp_server {
    bool wildcard;  /* *.X */
    acp_slice name; /* X, or the host */
} server;

static int compare(const void *left, const void *right)
{
    const server *a = left, *b = right;
    return a->wildcard != b->wildcard ? (a->wildcard ? 1 : -1)
                                      : acp_slice_compare_nocase(a->name, b->name);
}

static server read_server(acp_set_run *run, acp_slice text)
{
    char buffer[ACP_HOST_KEY_SIZE];
    server one = {text.len > 2 && text.ptr[0] == '*' && text.ptr[1] == '.', text};
    if (one.wildcard)
        one.name = (acp_slice){text.ptr + 2, text.len - 2};
    one.name = acp_host_key(one.name, buffer);
    if (one.name.ptr == buffer)
        one.name.ptr = acp_arena_copy(run->arena, buffer, one.name.len);
    if (!one.name.ptr)
        one.name.len = 0;
    return one;
}

acp_servers acp_policy_servers(acp_set_run *run, const acp_member *policy)
{
    const acp_node *first = acp_member_first(policy, ACP_SERVER_LIST "/ServerName");
    size_t count = 0, used = 0;
    for (const acp_node *name = first; name; name = name->same)
        count += name->value.len > 0;
    server *items = count ? acp_arena_alloc(run->arena, count * sizeof *items) : NULL;
    if (!items)
        return (acp_servers){0};
    for (const acp_node *name = first; name; name = name->same)
        if (name->value.len)
            items[used++] = read_server(run, name->value);
    qsort(items, used, sizeof *items, compare);
    return (acp_servers){items, used};
}

static bool has(const acp_servers *servers, bool wildcard, acp_slice name)
{
    server wanted = {wildcard, name};
    return name.len && servers->count &&
           bsearch(&wanted, servers->items, servers->count, sizeof wanted, compare);
}

bool acp_servers_cover(const acp_servers *servers, acp_slice host)
{
    char buffer[ACP_HOST_KEY_SIZE];
    acp_slice key = acp_host_key(host, buffer);
    const char *dot = key.len ? memchr(key.ptr, '.', key.len) : NULL;
    if (has(servers, false, key))
        return true;
    if (key.ptr == buffer || !dot || dot == key.ptr)
        return false;
    size_t label = (size_t)(dot - key.ptr) + 1;
    return has(servers, true, (acp_slice){key.ptr + label, key.len - label});
}
