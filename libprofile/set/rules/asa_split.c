/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: static split tunneling, and traffic of the IP protocol that gets no address. */
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* ---- access lists that say what is tunneled ------------------------------------------------ */

/* The next access list that a group policy has for split tunneling, each once; *use: its name
 * there. */
static const acp_asa_acl *next_split_acl(acp_set_run *run, acp_route *at, acp_names *told,
                                         acp_cli *use)
{
    while (acp_next_policy(run->set, at)) {
        acp_asa_value own = acp_asa_policy_own(at->policy, ACP_GP_SPLIT_NETWORK_LIST);
        const acp_asa_acl *acl = own.items.count ? acp_asa_find_acl(at->asa, own.value.text) : NULL;
        *use = own.value;
        if (acl && acp_mark(run, told, acl))
            return acl;
    }
    return NULL;
}

void acp_asa_split_too_many(acp_set_run *run, const acp_rule *rule)
{
    const size_t most = 2500;
    acp_names told = {0};
    const acp_asa_acl *acl;
    acp_cli use;
    for (acp_route at = {0}; (acl = next_split_acl(run, &at, &told, &use));) {
        acp_spot there = acp_spot_cli(at.member, use);
        for (uint8_t family = 4; family <= 6; family += 2) {
            size_t count = acp_asa_acl_expanded(at.asa, acl, family);
            if (count > most)
                acp_set_say(run, rule, acp_spot_cli(at.member, acl->name), &there, "used here",
                            "With its object groups, access list %.*s comes to %zu entries for "
                            "IPv%d, and split tunneling takes %zu.",
                            ACP_SLICE_ARGS(acp_shown(acl->name.text)), count, family, most);
        }
    }
}

/* Reports a mask such as 0.0.0.255, which is none but the reverse of one. */
static void check_mask(acp_set_run *run, const acp_rule *rule, acp_member *member, acp_cli mask)
{
    acp_ip ip = acp_ip_parse(mask.text);
    if (ip.family != 4 || acp_ip_mask_prefix(ip) >= 0 || acp_ip_wildcard_prefix(ip) < 0)
        return;
    for (size_t i = 0; i < 4; i++)
        ip.bytes[i] ^= 0xFF;
    acp_set_say(run, rule, acp_spot_cli(member, mask), NULL, NULL,
                "%.*s is a mask as IOS routers write it; an ASA takes %u.%u.%u.%u. The entry does "
                "not stand for the network that is meant.",
                ACP_SLICE_ARGS(acp_shown(mask.text)), ip.bytes[0], ip.bytes[1], ip.bytes[2],
                ip.bytes[3]);
}

void acp_asa_acl_wildcard_mask(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    const acp_asa_acl *acl;
    acp_cli use;
    for (acp_route at = {0}; (acl = next_split_acl(run, &at, &told, &use));) {
        for (const acp_asa_ace *entry = acl->entries; entry; entry = entry->next) {
            check_mask(run, rule, at.member, entry->source.mask);
            check_mask(run, rule, at.member, entry->destination.mask);
        }
    }
}

/* ---- policies ------------------------------------------------------------------------------ */

static bool is_split(acp_asa_value policy)
{
    return acp_cli_is(policy.value, "tunnelspecified") ||
           acp_cli_is(policy.value, "excludespecified");
}

static bool splits_ipv6(const acp_route *at)
{
    return is_split(acp_asa_policy_value(at->asa, at->policy, ACP_GP_IPV6_SPLIT_POLICY));
}

/* A list of IPv6 networks alone is the business of ipv6-split-tunnel-policy. */
static bool serves_ipv6_only(const acp_route *at, acp_cli list)
{
    const acp_asa_acl *acl = acp_asa_find_acl(at->asa, list.text);
    return acl && splits_ipv6(at) && acp_asa_acl_expanded(at->asa, acl, 4) == 0;
}

void acp_asa_split_list_without_policy(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        acp_asa_value list = acp_asa_policy_own(at.policy, ACP_GP_SPLIT_NETWORK_LIST);
        acp_asa_value policy = acp_asa_policy_value(at.asa, at.policy, ACP_GP_SPLIT_POLICY);
        if (!list.items.count || is_split(policy) || serves_ipv6_only(&at, list.value))
            continue;
        acp_spot there = acp_spot_cli(at.member, policy.value);
        acp_set_say(run, rule, acp_spot_cli(at.member, list.value),
                    policy.value.line ? &there : NULL, "the policy in force",
                    "Group policy %.*s names the split network list %.*s, but its "
                    "split-tunnel-policy is %.*s%s. Clients send %s through the tunnel.",
                    ACP_SLICE_ARGS(acp_shown(at.policy->name.text)),
                    ACP_SLICE_ARGS(acp_shown(list.value.text)),
                    ACP_SLICE_ARGS(acp_shown(policy.value.text)),
                    policy.value.line ? "" : ", the default",
                    splits_ipv6(&at) ? "all IPv4 traffic" : "everything");
    }
}

void acp_asa_any_source_tunnel_all(acp_set_run *run, const acp_rule *rule)
{
    bool no_linux = acp_set_excludes(run, ACP_LINUX);
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        const acp_asa_custom *custom =
            acp_asa_policy_custom(at.asa, at.policy, "tunnel-from-any-source");
        acp_asa_value policy = acp_asa_policy_value(at.asa, at.policy, ACP_GP_SPLIT_POLICY);
        bool all = acp_cli_is(policy.value, "tunnelall");
        if (!custom || !(all || no_linux) ||
            !(acp_policy_states(&at, custom->type) || (all && policy.from == ACP_ASA_OWN)))
            continue;
        acp_set_say(run, rule, acp_spot_stated(&at, custom->type), NULL, NULL,
                    "Group policy %.*s has tunnel-from-any-source%s.",
                    ACP_SLICE_ARGS(acp_shown(at.policy->name.text)),
                    no_linux ? ", which only clients for Linux know, and none of the targets is one"
                             : " but tunnels everything. Clients take packets of any source into "
                               "the tunnel with split tunneling only");
    }
}

/* ---- the protocol without address ---------------------------------------------------------- */

/* Reports each group policy of clients with addresses of one family only whose
 * client-bypass-protocol is the word given. What they do with the rest: before IPvN, behind it. */
static void check_bypass(acp_set_run *run, const acp_rule *rule, const char *word,
                         const char *before, const char *behind)
{
    acp_names told = {0};
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);) {
        acp_asa_value v4, v6;
        bool has4 = acp_asa_tunnel_has_pool(at.asa, at.tunnel, 4, &v4);
        bool has6 = acp_asa_tunnel_has_pool(at.asa, at.tunnel, 6, &v6);
        acp_asa_value bypass = acp_asa_policy_value(at.asa, at.policy, ACP_GP_CLIENT_BYPASS);
        if (has4 == has6 || !acp_cli_is(bypass.value, word) ||
            !acp_mark(run, &told, at.policy ? (const void *)at.policy : at.asa))
            continue;
        acp_spot pool = acp_spot_cli(at.member, has4 ? v4.value : v6.value);
        acp_spot spot = at.policy ? acp_spot_stated(&at, bypass.value)
                                  : acp_spot_cli(at.member, at.tunnel->name);
        acp_set_say(run, rule, spot, &pool, "the only pool",
                    "Clients of tunnel group %.*s get an IPv%d address only, and "
                    "client-bypass-protocol is %s%s. While connected, they %s IPv%d traffic%s.",
                    ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)), has4 ? 4 : 6, word,
                    bypass.value.line ? "" : ", the default", before, has4 ? 6 : 4, behind);
    }
}

void acp_asa_bypass_family_dropped(acp_set_run *run, const acp_rule *rule)
{
    check_bypass(run, rule, "disable", "drop all", "");
}

void acp_asa_bypass_family_clear(acp_set_run *run, const acp_rule *rule)
{
    check_bypass(run, rule, "enable", "send", " past the tunnel, in the clear");
}
