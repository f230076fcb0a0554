/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/connections.h"

/* Of one profile; NULL: of all. */
static bool next(const acp_set *set, bool mgmt, acp_member *profile, acp_connection *at)
{
    acp_entry *entry = &at->entry;
    while (!entry->node || !acp_entry_next_asa(set, entry, &at->route)) {
        if (!(profile ? acp_entry_next_in(profile, entry) : acp_entry_next(set, mgmt, entry)))
            return false;
        at->route = (acp_route){0};
    }
    return true;
}

bool acp_next_connection(const acp_set *set, bool mgmt, acp_connection *at)
{
    return next(set, mgmt, NULL, at);
}

bool acp_next_connection_in(const acp_set *set, acp_member *profile, acp_connection *at)
{
    return next(set, true, profile, at);
}

bool acp_next_pairing(acp_set_run *run, acp_pairing *pairing)
{
    acp_connection *at = &pairing->at;
    while (acp_next_connection(run->set, false, at))
        if (at->route.tunnel &&
            acp_mark_pair(run, &pairing->seen, at->entry.member, at->route.tunnel))
            return true;
    return false;
}

acp_spot acp_connection_spot(const acp_connection *connection)
{
    const acp_entry *entry = &connection->entry;
    return entry->group_at ? acp_spot_value(entry->member, entry->group_at) : acp_entry_spot(entry);
}

bool acp_route_is_known(const acp_route *route)
{
    return route->tunnel &&
           (route->policy || acp_slice_is(acp_route_policy_name(route), "DfltGrpPolicy"));
}

acp_slice acp_route_policy_name(const acp_route *route)
{
    return route->policy
               ? route->policy->name.text
               : acp_asa_tunnel_value(route->asa, route->tunnel, ACP_TG_DEFAULT_GROUP_POLICY)
                     .value.text;
}

acp_spot acp_route_spot(const acp_route *route, acp_asa_value value)
{
    return value.value.line || route->policy
               ? acp_spot_policy_value(route->member, route->policy, value)
               : acp_spot_cli(route->member, route->tunnel->name);
}

/* There are four methods; the limit keeps a hostile line from being read for every entry. */
#define MOST_METHODS 16

const acp_cli *acp_route_asks_for(const acp_route *route, const char *method)
{
    if (!route->tunnel)
        return NULL;
    acp_cli_list methods =
        acp_asa_tunnel_value(route->asa, route->tunnel, ACP_TG_AUTHENTICATION).items;
    if (methods.count > MOST_METHODS)
        methods.count = MOST_METHODS;
    return acp_cli_find(methods, method);
}

acp_side acp_side_of_setting(acp_member *member, const char *path)
{
    return (acp_side){acp_spot_setting(member, path), acp_member_value(member, path)};
}

acp_side acp_side_below(acp_member *member, const acp_node *element, const char *path)
{
    return (acp_side){acp_spot_below(member, element, path),
                      acp_member_value_below(member, element, path)};
}

acp_side acp_side_of_word(acp_member *member, acp_cli word)
{
    return (acp_side){acp_spot_cli(member, word), word.text};
}
