/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles of one endpoint against each other. */
#include "set/hosts.h"
#include "set/rules/checks.h"

/* Looks in the profiles before that of an entry for one that leads to the same gateway. */
static bool find_before(const acp_set *set, const acp_entry *entry, acp_entry *found)
{
    *found = (acp_entry){0};
    while (acp_entry_next(set, false, found) && found->member != entry->member)
        if (acp_entry_same_gateway(entry, found))
            return true;
    return false;
}

void acp_same_host_in_two_profiles(acp_set_run *run, const acp_rule *rule)
{
    acp_entry other;
    for (acp_entry entry = {0}; acp_entry_next(run->set, false, &entry);) {
        if (!find_before(run->set, &entry, &other))
            continue;
        acp_spot there = acp_entry_spot(&other);
        acp_set_say(run, rule, acp_entry_spot(&entry), &there, "also here",
                    "%.*s is in %s, too. The client merges the two profiles for this server and "
                    "takes the stricter of each pair of settings.",
                    ACP_SLICE_ARGS(acp_shown(entry.host)), other.member->name);
    }
}
