/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ISE posture: servers the agent is told to ask but may not talk to. */
#include "check/rules/policy.h"

#include "check/rules/vpn.h"

/* *.x and .x cover every name that ends in .x; other rules are whole names. */
static bool covers(acp_slice rule, acp_slice name)
{
    if (acp_slice_is(rule, "*") || acp_slice_is(rule, "*.*"))
        return true;
    if (rule.len && rule.ptr[0] == '*') {
        rule.ptr++;
        rule.len--;
    }
    if (!rule.len || rule.ptr[0] != '.')
        return acp_slice_equal_nocase(rule, name);
    return name.len > rule.len &&
           acp_slice_equal_nocase((acp_slice){name.ptr + name.len - rule.len, rule.len}, rule);
}

static bool is_covered(acp_slice rules, acp_slice name)
{
    acp_slice rule;
    while (acp_slice_next_item(&rules, &rule))
        if (covers(rule, name))
            return true;
    return false;
}

void acp_posture_server_not_allowed(acp_run *run, const acp_rule *rule)
{
    static const char *const lists[] = {"CallHomeList", "PostureStateSynchronizationProbeList"};
    const acp_node *rules = acp_rule_first(run, "ServerNameRules");
    if (!rules || !rules->value.len)
        return;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const acp_node *list = acp_rule_first(run, lists[i]);
        acp_slice rest = list ? list->value : (acp_slice){0}, name;
        while (acp_slice_next_item(&rest, &name))
            if (acp_rule_valid("fqdn", name) && !is_covered(rules->value, name))
                acp_say(run, rule->id, acp_at_part(list, NULL, name),
                        "%.*s fits none of the server name rules (%.*s): the agent reports "
                        "\"Unauthorized policy server\" and does not talk to it.",
                        ACP_SLICE_ARGS(acp_shown(name)), ACP_SLICE_ARGS(acp_shown(rules->value)));
    }
}
