/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/rules/asa_pairs.h"

#include "set/rules/asa_each.h"

/* ---- group policies ------------------------------------------------------------------------- */

bool acp_giver_next(acp_set_run *run, const acp_member *profile, acp_asa_policy_setting setting,
                    acp_giver *giver)
{
    const acp_route *route = &giver->at.route;
    while (acp_next_attachment(run->set, profile, &giver->at)) {
        giver->value = acp_asa_policy_value(route->asa, route->policy, setting);
        const acp_line *line = giver->value.value.line;
        if (line ? acp_mark(run, &giver->seen, line)
                 : acp_policy_states(route, giver->at.line->name))
            return true;
    }
    return false;
}

/* ---- values -------------------------------------------------------------------------------- */

const char *acp_value_origin(acp_asa_value value)
{
    return value.from == ACP_ASA_INHERITED  ? " (from DfltGrpPolicy)"
           : value.from == ACP_ASA_BUILT_IN ? " (the default)"
                                            : "";
}

/* ---- settings that exclude each other -------------------------------------------------------- */

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
    acp_side there = acp_side_of_setting(profile, conflict->path);
    for (acp_giver giver = {0}; acp_giver_next(run, profile, conflict->setting, &giver);) {
        const acp_cli *found = NULL;
        for (const char *const *word = conflict->words; *word && !found; word++)
            found = acp_cli_find(giver.value.items, *word);
        acp_side here = {acp_route_spot(&giver.at.route, giver.value),
                         acp_words_shown(run, giver.value.items)};
        if (found && found->line)
            here.at = acp_spot_cli(giver.at.route.member, *found);
        acp_set_agree(run, rule, conflict->what, here, there, !found,
                      "Group policy %.*s has %s %.*s%s, and %s, which it gives to clients, has %s "
                      "%s. %s",
                      ACP_SLICE_ARGS(acp_shown(acp_route_policy_name(&giver.at.route))),
                      acp_asa_policy_setting_name(conflict->setting),
                      ACP_SLICE_ARGS(acp_shown(here.value)), acp_value_origin(giver.value),
                      profile->name, setting_name(conflict->path), conflict->value,
                      conflict->consequence);
    }
}

void acp_check_authentication_conflict(acp_set_run *run, const acp_rule *rule,
                                       const acp_authentication_conflict *conflict)
{
    for (acp_pairing pairing = {0}; acp_next_pairing(run, &pairing);) {
        const acp_route *route = &pairing.at.route;
        acp_member *profile = pairing.at.entry.member;
        if (!acp_member_is(profile, conflict->path, conflict->value))
            continue;
        acp_asa_value value;
        unsigned methods = acp_asa_tunnel_authentication(route->asa, route->tunnel, &value);
        acp_side here = {acp_spot_tunnel_value(route->member, route->tunnel, value),
                         acp_words_shown(run, value.items)};
        acp_set_agree(run, rule, conflict->what, here, acp_side_of_setting(profile, conflict->path),
                      !(methods & conflict->methods),
                      "Tunnel group %.*s, to which %s leads, has authentication %.*s%s, and the "
                      "profile has %s %s. %s",
                      ACP_SLICE_ARGS(acp_shown(route->tunnel->name.text)), profile->name,
                      ACP_SLICE_ARGS(acp_shown(here.value)), acp_value_origin(value),
                      setting_name(conflict->path), conflict->value, conflict->consequence);
    }
}
