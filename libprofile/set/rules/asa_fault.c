/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/rules/asa_fault.h"

#include "set/rules/asa_each.h"

static acp_spot spot_of_attached(const acp_route *at, const acp_asa_attached *attached)
{
    return acp_spot_cli(at->member, attached->type.line ? attached->type : attached->name);
}

static bool find_profiles(const acp_route *at, const char *type, acp_spot *spot)
{
    const acp_asa_policy *policy = at->policy;
    const acp_asa_attached *attached = policy->profiles;
    if (!attached && !policy->profiles_none)
        return false;
    while (attached && !acp_asa_attached_is(attached, type))
        attached = attached->next;
    if (attached)
        *spot = spot_of_attached(at, attached);
    else
        *spot = acp_spot_cli(at->member, policy->profiles ? policy->profiles->name : policy->name);
    return true;
}

static bool find_custom(const acp_route *at, const char *type, acp_spot *spot)
{
    const acp_asa_custom *found = NULL;
    for (const acp_asa_custom *custom = at->policy->customs; custom; custom = custom->next)
        if (acp_cli_is(custom->type, type))
            found = custom;
    if (found)
        *spot = acp_spot_cli(at->member, found->name.line ? found->name : found->type);
    return found;
}

static acp_spot spot_of_value(const acp_route *at, const acp_asa_part *part, acp_asa_value value)
{
    const acp_cli *item = part->item ? acp_cli_find(value.items, part->item) : NULL;
    return acp_spot_cli(at->member, item ? *item : value.value);
}

/* Finds a part among the group policy's own lines. */
static bool find_own(const acp_route *at, const acp_asa_part *part, acp_spot *spot)
{
    if (part->profiles)
        return find_profiles(at, part->profiles, spot);
    if (part->custom)
        return find_custom(at, part->custom, spot);
    acp_asa_value value = acp_asa_policy_own(at->policy, part->setting);
    if (value.from != ACP_ASA_OWN)
        return false;
    *spot = spot_of_value(at, part, value);
    return true;
}

/* Finds a part among what it has of DfltGrpPolicy. */
static bool find_inherited(const acp_route *at, const acp_asa_part *part, acp_spot *spot)
{
    if (part->profiles) {
        const acp_asa_attached *attached =
            acp_asa_policy_profile(at->asa, at->policy, part->profiles);
        if (attached)
            *spot = spot_of_attached(at, attached);
        return attached;
    }
    if (part->custom) {
        const acp_asa_custom *custom = acp_custom_in_force(at, part->custom);
        if (custom)
            *spot = acp_spot_cli(at->member, custom->name);
        return custom;
    }
    acp_asa_value value = acp_in_force(at, part->setting);
    if (value.from != ACP_ASA_INHERITED)
        return false;
    *spot = spot_of_value(at, part, value);
    return true;
}

static bool is_end(const acp_asa_part *part)
{
    return !part->custom && !part->profiles && part->setting == ACP_GP_COUNT;
}

static const acp_asa_part *first_own(const acp_route *at, const acp_asa_part *parts, acp_spot *spot)
{
    while (!is_end(parts) && !find_own(at, parts, spot))
        parts++;
    return parts;
}

bool acp_states_part(const acp_route *at, const acp_asa_part *parts)
{
    acp_spot spot;
    return !is_end(first_own(at, parts, &spot));
}

void acp_fault_places(const acp_route *at, const acp_asa_part *parts, acp_asa_places *places)
{
    *places = (acp_asa_places){0};
    const acp_asa_part *own = first_own(at, parts, &places->at);
    for (const acp_asa_part *part = parts; !is_end(part) && !places->other; part++)
        if (part != own && (find_own(at, part, &places->other_spot) ||
                            find_inherited(at, part, &places->other_spot)))
            places->other = &places->other_spot;
}

void acp_say_fault(acp_set_run *run, const acp_rule *rule, const acp_asa_fault *fault)
{
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        if (!acp_states_part(&at, fault->parts) || !fault->is_there(&at))
            continue;
        acp_asa_places places;
        acp_fault_places(&at, fault->parts, &places);
        acp_set_say(run, rule, places.at, places.other, ACP_ASA_OTHER, "Group policy %.*s %s",
                    ACP_SLICE_ARGS(acp_shown(at.policy->name.text)), fault->detail);
    }
}
