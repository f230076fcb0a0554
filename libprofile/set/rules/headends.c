/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether the headends given are those of the profiles. */
#include "set/gateways.h"
#include "set/rules/checks.h"

static bool has_headends(const acp_set *set)
{
    return acp_set_next(set, ACP_ROLE_ASA, NULL) || acp_set_next(set, ACP_ROLE_IOS_XE, NULL);
}

static bool stands_before(const acp_set *set, const acp_entry *entry)
{
    for (acp_entry other = {0}; acp_entry_next(set, true, &other) && other.node != entry->node;)
        if (acp_slice_equal_nocase(other.host, entry->host))
            return true;
    return false;
}

void acp_host_without_headend(acp_set_run *run, const acp_rule *rule)
{
    const acp_set *set = run->set;
    if (!has_headends(set))
        return;
    for (acp_entry entry = {0}; acp_entry_next(set, true, &entry);) {
        if (!entry.host.len || acp_entry_next_headend(set, ACP_ROLE_ASA, &entry, NULL) ||
            acp_entry_next_headend(set, ACP_ROLE_IOS_XE, &entry, NULL) ||
            stands_before(set, &entry))
            continue;
        acp_set_say(
            run, rule, acp_entry_spot(&entry), NULL, NULL,
            "None of the configurations given names %.*s in a group URL, as its own name, in "
            "a certificate or as an interface's address, so this entry was checked against "
            "none.",
            ACP_SLICE_ARGS(acp_shown(entry.host)));
    }
}
