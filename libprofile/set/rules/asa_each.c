/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/rules/asa_each.h"

bool acp_next_policy(const acp_set *set, acp_route *at)
{
    const acp_asa_policy *policy = at->policy ? at->policy->next : NULL;
    acp_member *member = at->member;
    while (!policy) {
        member = acp_next_asa(set, member);
        if (!member)
            return false;
        policy = member->asa->policies;
    }
    *at = (acp_route){.member = member, .asa = member->asa, .policy = policy};
    return true;
}

static const acp_asa_tunnel *skip_other_tunnels(const acp_asa_tunnel *tunnel)
{
    while (tunnel && !tunnel->remote_access)
        tunnel = tunnel->next;
    return tunnel;
}

bool acp_next_tunnel(const acp_set *set, acp_route *at)
{
    const acp_asa_tunnel *tunnel = at->tunnel ? skip_other_tunnels(at->tunnel->next) : NULL;
    acp_member *member = at->member;
    while (!tunnel) {
        member = acp_next_asa(set, member);
        if (!member)
            return false;
        tunnel = skip_other_tunnels(member->asa->tunnels);
    }
    *at = (acp_route){member, member->asa, tunnel, acp_asa_tunnel_policy(member->asa, tunnel)};
    return true;
}

bool acp_uses_embedded_browser(const acp_route *at)
{
    acp_asa_value browser = acp_asa_tunnel_value(at->asa, at->tunnel, ACP_TG_EXTERNAL_BROWSER);
    return !browser.value.line || acp_cli_is(browser.value, "disable");
}

bool acp_policy_states(const acp_route *at, acp_cli value)
{
    const acp_line *line = value.line;
    if (!line)
        return false;
    while (line->parent)
        line = line->parent;
    acp_cli name = acp_line_word(at->asa->document, line, 1);
    return acp_slice_equal(name.text, at->policy->name.text);
}

acp_spot acp_spot_stated(const acp_route *at, acp_cli value)
{
    return acp_spot_cli(at->member, acp_policy_states(at, value) ? value : at->policy->name);
}
