/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Umbrella beside split tunneling on an ASA. */
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/asa_fault.h"
#include "set/rules/checks.h"

static bool deploys_umbrella(const acp_route *at)
{
    return acp_asa_policy_item(at->asa, at->policy, ACP_GP_MODULES, "umbrella");
}

static bool splits_statically(const acp_route *at)
{
    return !acp_is_in_force(at, ACP_GP_SPLIT_POLICY, "tunnelall") ||
           !acp_is_in_force(at, ACP_GP_IPV6_SPLIT_POLICY, "tunnelall");
}

static bool splits_dynamically(const acp_route *at)
{
    return acp_custom_in_force(at, "dynamic-split-exclude-domains") ||
           acp_custom_in_force(at, "dynamic-split-include-domains");
}

/* Is one of Umbrella's resolvers in the range? Stops the walk then. */
static bool look_in_range(acp_ip_range range, void *found)
{
    static const char *const resolvers[] = {"208.67.222.222", "208.67.220.220",  "208.67.222.220",
                                            "208.67.220.222", "2620:119:35::35", "2620:119:53::53"};
    for (size_t i = 0; i < sizeof resolvers / sizeof *resolvers; i++)
        if (acp_ip_contains(range, acp_ip_network_parse(acp_slice_of(resolvers[i]))))
            *(bool *)found = true;
    return !*(bool *)found;
}

/* The networks of a split list are the sources of its entries. */
static bool has_resolver(const acp_asa *asa, const acp_asa_acl *list)
{
    bool found = false;
    for (const acp_asa_ace *entry = list->entries; entry && !found; entry = entry->next)
        if (!entry->inactive)
            acp_asa_address_ranges(asa, &entry->source, look_in_range, &found);
    return found;
}

/* Many policies may use one list, so each is gone through once. */
typedef struct {
    acp_names seen, with_resolver;
} split_lists;

static bool names_resolver(acp_set_run *run, split_lists *lists, const acp_route *at)
{
    acp_asa_value name = acp_in_force(at, ACP_GP_SPLIT_NETWORK_LIST);
    const acp_asa_acl *list = name.items.count ? acp_asa_find_acl(at->asa, name.value.text) : NULL;
    if (!list)
        return false;
    if (acp_mark(run, &lists->seen, list) && has_resolver(at->asa, list))
        acp_mark(run, &lists->with_resolver, list);
    return acp_is_marked(&lists->with_resolver, list);
}

void acp_asa_umbrella_split(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {{.setting = ACP_GP_SPLIT_NETWORK_LIST},
                                         {.setting = ACP_GP_MODULES, .item = "umbrella"},
                                         {.setting = ACP_GP_SPLIT_POLICY},
                                         {.setting = ACP_GP_IPV6_SPLIT_POLICY},
                                         {.custom = "dynamic-split-exclude-domains"},
                                         {.custom = "dynamic-split-include-domains"},
                                         {.setting = ACP_GP_COUNT}};
    split_lists lists = {0};
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        if (!acp_states_part(&at, parts) || !deploys_umbrella(&at) ||
            !(splits_statically(&at) || splits_dynamically(&at)) ||
            names_resolver(run, &lists, &at))
            continue;
        acp_asa_places places;
        acp_fault_places(&at, parts, &places);
        acp_set_say(run, rule, places.at, places.other, ACP_ASA_OTHER,
                    "Group policy %.*s deploys Umbrella with split tunneling, and its split list "
                    "has no Umbrella resolver (208.67.222.222, 208.67.220.220). Unless they can be "
                    "reached and probed through the tunnel, queries to them fail.",
                    ACP_SLICE_ARGS(acp_shown(at.policy->name.text)));
    }
}
