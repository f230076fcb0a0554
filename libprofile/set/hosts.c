/* SPDX-License-Identifier: LGPL-2.1-or-later */
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

bool acp_entry_next_in(acp_member *member, acp_entry *entry)
{
    const acp_node *node = entry->node ? entry->node->same : acp_member_first(member, HOST_ENTRY);
    if (!node)
        return false;
    describe(member, node, entry);
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

bool acp_entry_same_gateway(const acp_entry *a, const acp_entry *b)
{
    return a->host.len && a->port == b->port && acp_slice_equal_nocase(a->host, b->host);
}

acp_spot acp_entry_spot(const acp_entry *entry)
{
    return entry->at ? acp_spot_value(entry->member, entry->at)
                     : acp_spot_name(entry->member, entry->node);
}
