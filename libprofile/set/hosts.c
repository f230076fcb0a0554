/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdlib.h>

#include "set/hosts.h"

#define HOST_ENTRY "ServerList/HostEntry"

static unsigned port_of(acp_slice text)
{
    unsigned port = 0;
    for (size_t i = 0; i < text.len; i++)
        port = port * 10 + (unsigned)(text.ptr[i] - '0');
    return text.len ? port : 443;
}

static void describe(acp_member *member, const acp_node *node, acp_entry *entry)
{
    acp_address parts = {0};
    *entry = (acp_entry){.member = member, .node = node, .port = 443};
    entry->at = acp_node_below(node, "HostAddress");
    if (!entry->at || !entry->at->value.len)
        entry->at = acp_node_below(node, "HostName");
    if (entry->at && acp_address_parse(entry->at->value, &parts)) {
        entry->host = parts.host;
        entry->port = port_of(parts.port);
    }
    const acp_node *group = acp_node_below(node, "UserGroup");
    if (group && group->value.len) {
        entry->group = group->value;
        entry->group_at = group;
    } else if (parts.path.len) {
        entry->group = parts.path;
        entry->group_at = entry->at;
    }
    entry->ipsec = acp_slice_is(acp_member_value_below(member, node, "PrimaryProtocol"), "IPsec");
}

bool acp_entries_read(acp_member *member)
{
    if (member->kind != ACP_KIND_VPN && member->kind != ACP_KIND_MGMT)
        return true;
    const acp_node *first = acp_member_first(member, HOST_ENTRY);
    size_t count = 0;
    for (const acp_node *node = first; node; node = node->same)
        count++;
    member->entries = count ? calloc(count, sizeof *member->entries) : NULL;
    if (count && !member->entries)
        return false;
    for (const acp_node *node = first; node; node = node->same) {
        acp_entry *entry = &member->entries[member->entry_count];
        describe(member, node, entry);
        entry->index = member->entry_count++;
    }
    return true;
}

bool acp_entry_next_in(acp_member *member, acp_entry *entry)
{
    size_t next = entry->node ? entry->index + 1 : 0;
    size_t profile = entry->profile + (entry->member != member);
    if (next >= member->entry_count)
        return false;
    *entry = member->entries[next];
    entry->profile = profile;
    return true;
}

bool acp_entry_next(const acp_set *set, bool mgmt, acp_entry *entry)
{
    acp_member *member = entry->member ? entry->member : acp_set_next_profile(set, mgmt, NULL);
    for (; member; member = acp_set_next_profile(set, mgmt, member)) {
        if (acp_entry_next_in(member, entry))
            return true;
        entry->node = NULL;
    }
    return false;
}

static int by_host(const void *left, const void *right)
{
    const acp_entry *a = left, *b = right;
    int order = acp_slice_compare_nocase(a->host, b->host);
    if (order)
        return order;
    if (a->port != b->port)
        return a->port < b->port ? -1 : 1;
    if (a->profile != b->profile)
        return a->profile < b->profile ? -1 : 1;
    uint32_t x = a->node->whole.start, y = b->node->whole.start;
    return (x > y) - (x < y);
}

const acp_entry *acp_entries_by_host(acp_set_run *run, size_t *count)
{
    size_t most = 0, used = 0;
    for (acp_entry entry = {0}; !run->by_host && acp_entry_next(run->set, false, &entry);)
        most += entry.host.len > 0;
    acp_entry *all = most ? acp_arena_alloc(run->arena, most * sizeof *all) : NULL;
    for (acp_entry entry = {0}; all && acp_entry_next(run->set, false, &entry);)
        if (entry.host.len)
            all[used++] = entry;
    if (all) {
        qsort(all, used, sizeof *all, by_host);
        run->by_host = all;
        run->by_host_count = used;
    }
    *count = run->by_host_count;
    return run->by_host;
}

bool acp_entry_same_gateway(const acp_entry *a, const acp_entry *b)
{
    return a->host.len && a->port == b->port && acp_slice_equal_nocase(a->host, b->host);
}

acp_spot acp_entry_spot(const acp_entry *entry)
{
    return entry->at ? acp_spot_value(entry->member, entry->at)
                     : acp_spot_name(entry->member, entry->node);
}
