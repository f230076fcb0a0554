/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/rules/asa_pairs.h"

bool acp_connection_next(const acp_set *set, acp_member *profile, acp_connection *connection)
{
    acp_entry *entry = &connection->entry;
    while (!entry->node || !acp_entry_next_asa(set, entry, &connection->route)) {
        connection->route = (acp_route){0};
        if (!acp_entry_next_in(profile, entry))
            return false;
    }
    return true;
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

/* ---- group policies ------------------------------------------------------------------------- */

bool acp_giver_next(acp_set_run *run, const acp_member *profile, acp_asa_policy_setting setting,
                    acp_giver *giver)
{
    acp_route *at = &giver->route;
    const acp_asa_attached *attached;
    while (acp_profile_next_policy(run->set, profile, at, &attached)) {
        giver->value = acp_asa_policy_value(at->asa, at->policy, setting);
        const acp_line *line = giver->value.value.line;
        if (line ? acp_mark(run, &giver->seen, line) : acp_policy_states(at, attached->name))
            return true;
    }
    return false;
}

/* ---- values -------------------------------------------------------------------------------- */

acp_slice acp_value_words(acp_set_run *run, acp_asa_value value)
{
    size_t count = value.items.count;
    if (count < 2)
        return value.value.text;
    acp_slice first = value.items.items[0].text, last = value.items.items[count - 1].text;
    if (value.value.line)
        return (acp_slice){first.ptr, (size_t)(last.ptr + last.len - first.ptr)};
    acp_slice words = first;
    for (size_t i = 1; i < count; i++) {
        const char *joined = acp_arena_printf(run->arena, "%.*s %.*s", ACP_SLICE_ARGS(words),
                                              ACP_SLICE_ARGS(value.items.items[i].text));
        words = acp_slice_of(joined ? joined : "");
    }
    return words;
}

const char *acp_value_origin(acp_asa_value value)
{
    return value.from == ACP_ASA_INHERITED  ? " (from DfltGrpPolicy)"
           : value.from == ACP_ASA_BUILT_IN ? " (the default)"
                                            : "";
}

/* ---- settings that exclude each other -------------------------------------------------------- */

static acp_side profile_side(acp_member *profile, const char *path)
{
    return (acp_side){acp_spot_setting(profile, path), acp_member_value(profile, path)};
}

/* The last step of a path. */
static const char *setting_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void acp_check_policy_conflict(acp_set_run *run, const acp_rule *rule, acp_member *profile,
                               const acp_policy_conflict *conflict)
{
    if (!acp_member_is(profile, conflict->path, conflict->value))
        return;
    acp_side there = profile_side(profile, conflict->path);
    for (acp_giver giver = {0}; acp_giver_next(run, profile, conflict->setting, &giver);) {
        const acp_cli *found = NULL;
        for (const char *const *word = conflict->words; *word && !found; word++)
            found = acp_cli_find(giver.value.items, *word);
        acp_side here = {acp_route_spot(&giver.route, giver.value),
                         acp_value_words(run, giver.value)};
        if (found && found->line)
            here.at = acp_spot_cli(giver.route.member, *found);
        acp_set_agree(run, rule, conflict->what, here, there, !found,
                      "Group policy %.*s has %s %.*s%s, and %s, which it gives to clients, has %s "
                      "%s. %s",
                      ACP_SLICE_ARGS(acp_shown(acp_route_policy_name(&giver.route))),
                      acp_asa_policy_setting_name(conflict->setting),
                      ACP_SLICE_ARGS(acp_shown(here.value)), acp_value_origin(giver.value),
                      profile->name, setting_name(conflict->path), conflict->value,
                      conflict->consequence);
    }
}

void acp_check_authentication_conflict(acp_set_run *run, const acp_rule *rule, acp_member *profile,
                                       const acp_authentication_conflict *conflict)
{
    acp_names seen = {0};
    if (!acp_member_is(profile, conflict->path, conflict->value))
        return;
    acp_side there = profile_side(profile, conflict->path);
    for (acp_connection c = {0}; acp_connection_next(run->set, profile, &c);) {
        if (!c.route.tunnel || !acp_mark(run, &seen, c.route.tunnel))
            continue;
        acp_asa_value value;
        unsigned methods = acp_asa_tunnel_authentication(c.route.asa, c.route.tunnel, &value);
        acp_side here = {acp_spot_tunnel_value(c.route.member, c.route.tunnel, value),
                         acp_value_words(run, value)};
        acp_set_agree(run, rule, conflict->what, here, there, !(methods & conflict->methods),
                      "Tunnel group %.*s, to which %s leads, has authentication %.*s%s, and the "
                      "profile has %s %s. %s",
                      ACP_SLICE_ARGS(acp_shown(c.route.tunnel->name.text)), profile->name,
                      ACP_SLICE_ARGS(acp_shown(here.value)), acp_value_origin(value),
                      setting_name(conflict->path), conflict->value, conflict->consequence);
    }
}
