/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* DNS of group policies on an ASA: split DNS and what it needs. */
#include "set/marks.h"
#include "set/rules/asa_domains.h"
#include "set/rules/asa_each.h"
#include "set/rules/asa_fault.h"
#include "set/rules/checks.h"

#define EXCLUDE_DOMAINS "split-dns-exclude-domains"

enum { MAX_EXCLUDE_DOMAINS = 300 };

static bool has_include(const acp_route *at)
{
    return acp_is_set(at, ACP_GP_SPLIT_DNS);
}

static bool has_exclude(const acp_route *at)
{
    return acp_custom_in_force(at, EXCLUDE_DOMAINS);
}

static bool has_split_dns(const acp_route *at)
{
    return has_include(at) || has_exclude(at);
}

/* One of the two IP protocols is split in a way. */
static bool splits(const acp_route *at, const char *how)
{
    return acp_is_in_force(at, ACP_GP_SPLIT_POLICY, how) ||
           acp_is_in_force(at, ACP_GP_IPV6_SPLIT_POLICY, how);
}

/* ---- what split DNS needs -------------------------------------------------------------------- */

static bool lacks_server(const acp_route *at)
{
    return has_split_dns(at) && !acp_is_set(at, ACP_GP_DNS_SERVER);
}

void acp_split_dns_without_dns_server(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {{.setting = ACP_GP_DNS_SERVER},
                                         {.setting = ACP_GP_SPLIT_DNS},
                                         {.custom = EXCLUDE_DOMAINS},
                                         {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        lacks_server, parts,
        "has split DNS, but no dns-server value. The client has no server in the tunnel to send "
        "the queries to."};
    acp_say_fault(run, rule, &fault);
}

static bool tunnels_all_dns(const acp_route *at)
{
    return has_split_dns(at) && acp_is_in_force(at, ACP_GP_SPLIT_ALL_DNS, "enable");
}

void acp_split_dns_with_all_dns_tunnelled(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {{.setting = ACP_GP_SPLIT_ALL_DNS},
                                         {.setting = ACP_GP_SPLIT_DNS},
                                         {.custom = EXCLUDE_DOMAINS},
                                         {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        tunnels_all_dns, parts,
        "has split DNS and split-tunnel-all-dns enable. The client cannot send every DNS query "
        "through the tunnel and keep some out of it."};
    acp_say_fault(run, rule, &fault);
}

static bool lacks_split_include(const acp_route *at)
{
    return has_include(at) && !splits(at, "tunnelspecified");
}

void acp_split_dns_without_split_include(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {{.setting = ACP_GP_SPLIT_DNS},
                                         {.setting = ACP_GP_SPLIT_POLICY},
                                         {.setting = ACP_GP_IPV6_SPLIT_POLICY},
                                         {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        lacks_split_include, parts,
        "has split-dns value, but includes no networks for IPv4 or IPv6 (tunnelspecified). Split "
        "DNS of this kind works with split-include tunneling only."};
    acp_say_fault(run, rule, &fault);
}

static bool lacks_split_exclude(const acp_route *at)
{
    return has_exclude(at) && !splits(at, "excludespecified") &&
           !acp_custom_in_force(at, "dynamic-split-exclude-domains");
}

void acp_split_dns_exclude_without_split_exclude(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {{.custom = EXCLUDE_DOMAINS},
                                         {.setting = ACP_GP_SPLIT_POLICY},
                                         {.setting = ACP_GP_IPV6_SPLIT_POLICY},
                                         {.custom = "dynamic-split-exclude-domains"},
                                         {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        lacks_split_exclude, parts,
        "keeps DNS domains out of the tunnel (" EXCLUDE_DOMAINS
        "), but excludes no networks and no dynamic-split-exclude-domains. Split DNS of this kind "
        "works with split-exclude tunneling only."};
    acp_say_fault(run, rule, &fault);
}

static bool mixes_kinds(const acp_route *at)
{
    return has_include(at) && has_exclude(at) && splits(at, "tunnelspecified") &&
           splits(at, "excludespecified");
}

void acp_split_dns_include_and_exclude_mixed(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {{.custom = EXCLUDE_DOMAINS},
                                         {.setting = ACP_GP_SPLIT_DNS},
                                         {.setting = ACP_GP_IPV6_SPLIT_POLICY},
                                         {.setting = ACP_GP_SPLIT_POLICY},
                                         {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        mixes_kinds, parts,
        "includes networks of one IP protocol and excludes networks of the other, with split-dns "
        "value and " EXCLUDE_DOMAINS ". The client follows split-dns and ignores the domains to "
        "exclude."};
    acp_say_fault(run, rule, &fault);
}

/* ---- the list of domains to exclude ---------------------------------------------------------- */

static void check_list(acp_set_run *run, const acp_rule *rule, const acp_route *at,
                       const acp_asa_custom *use, const acp_asa_custom_data *list)
{
    size_t count = 0;
    acp_asa_domain item, too_many = {0};
    for (acp_asa_domain_walk walk = acp_asa_domains_of(list); acp_asa_next_domain(&walk, &item);)
        if (item.name.len && ++count == MAX_EXCLUDE_DOMAINS + 1)
            too_many = item;
    if (count <= MAX_EXCLUDE_DOMAINS)
        return;
    acp_spot there = acp_spot_cli(at->member, use->name);
    acp_set_say(run, rule, acp_spot_span(at->member, too_many.span), &there, "applied here",
                "%.*s lists %zu domains. The client takes %d; this is the first of those that it "
                "leaves out.",
                ACP_SLICE_ARGS(acp_shown(list->name.text)), count, MAX_EXCLUDE_DOMAINS);
}

void acp_split_dns_exclude_too_many(acp_set_run *run, const acp_rule *rule)
{
    acp_names seen = {0};
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        const acp_asa_custom *custom = acp_custom_in_force(&at, EXCLUDE_DOMAINS);
        const acp_asa_custom_data *list =
            custom ? acp_asa_find_custom_data(at.asa, custom->type.text, custom->name.text) : NULL;
        if (list && acp_mark(run, &seen, list))
            check_list(run, rule, &at, custom, list);
    }
}

/* ---- what clients make of it ----------------------------------------------------------------- */

static bool is_split(const acp_route *at, acp_asa_policy_setting setting)
{
    return !acp_is_in_force(at, setting, "tunnelall");
}

/* Clients get addresses of a family, as far as the configuration tells. */
static bool assigns(const acp_route *at, uint8_t family)
{
    if (at->tunnel)
        return acp_asa_tunnel_has_pool(at->asa, at->tunnel, family, NULL);
    return acp_is_set(at, family == 4 ? ACP_GP_ADDRESS_POOLS : ACP_GP_IPV6_ADDRESS_POOLS);
}

static bool splits_one_of_two(const acp_route *at)
{
    return assigns(at, 4) && assigns(at, 6) &&
           is_split(at, ACP_GP_SPLIT_POLICY) != is_split(at, ACP_GP_IPV6_SPLIT_POLICY);
}

static bool drops_the_other(const acp_route *at)
{
    return assigns(at, 4) != assigns(at, 6) && !acp_is_in_force(at, ACP_GP_CLIENT_BYPASS, "enable");
}

static acp_cli split_dns_place(const acp_route *at)
{
    return has_include(at) ? acp_in_force(at, ACP_GP_SPLIT_DNS).value
                           : acp_custom_in_force(at, EXCLUDE_DOMAINS)->name;
}

/* A fault of split DNS on connections, and the lines it was reported at. */
typedef struct {
    bool (*is_there)(const acp_route *at);
    const char *detail;
    acp_names reported;
} split_dns_fault;

static void check_connection(acp_set_run *run, const acp_rule *rule, const acp_route *at,
                             split_dns_fault *fault)
{
    if (!has_split_dns(at) || !fault->is_there(at))
        return;
    acp_cli place = split_dns_place(at);
    if (acp_mark(run, &fault->reported, place.line))
        acp_set_say(run, rule, acp_spot_cli(at->member, place), NULL, NULL, "%s", fault->detail);
}

/* Pools stand in tunnel groups, too, so what counts is what both give together; a group policy that
 * none names may be the AAA server's choice. */
static void check_connections(acp_set_run *run, const acp_rule *rule, split_dns_fault *fault)
{
    acp_names used = {0};
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);) {
        if (at.policy)
            acp_mark(run, &used, at.policy);
        check_connection(run, rule, &at, fault);
    }
    for (acp_route at = {0}; acp_next_policy(run->set, &at);)
        if (!acp_is_marked(&used, at.policy))
            check_connection(run, rule, &at, fault);
}

void acp_split_dns_one_protocol_on_macos(acp_set_run *run, const acp_rule *rule)
{
    split_dns_fault one_split = {
        .is_there = splits_one_of_two,
        .detail = "Clients with this split DNS get addresses of both IP protocols, but only one of "
                  "them is split. A Mac has true split DNS only if both are."};
    split_dns_fault no_bypass = {
        .is_there = drops_the_other,
        .detail = "Clients with this split DNS get addresses of one IP protocol, and "
                  "client-bypass-protocol is not enable. A Mac has true split DNS only if the "
                  "other protocol bypasses the tunnel."};
    check_connections(run, rule, &one_split);
    check_connections(run, rule, &no_bypass);
}

void acp_split_dns_limited_on_linux(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {
        {.setting = ACP_GP_SPLIT_DNS}, {.custom = EXCLUDE_DOMAINS}, {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        has_split_dns, parts,
        "has split DNS. On Linux it is applied to the queries inside the tunnel only; others may "
        "leave outside of it all the same."};
    if (acp_set_targets(run, ACP_LINUX))
        acp_say_fault(run, rule, &fault);
}

static bool leaves_dns_open(const acp_route *at)
{
    return (acp_is_in_force(at, ACP_GP_SPLIT_POLICY, "tunnelspecified") ||
            acp_is_in_force(at, ACP_GP_SPLIT_POLICY, "excludespecified")) &&
           !has_split_dns(at) && !acp_is_in_force(at, ACP_GP_SPLIT_ALL_DNS, "enable");
}

void acp_split_tunnel_dns_may_leave_tunnel(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {{.setting = ACP_GP_SPLIT_POLICY},
                                         {.setting = ACP_GP_SPLIT_ALL_DNS},
                                         {.setting = ACP_GP_SPLIT_DNS},
                                         {.custom = EXCLUDE_DOMAINS},
                                         {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        leaves_dns_open, parts,
        "splits traffic, but neither splits DNS nor sends all of it through the tunnel. Queries "
        "for internal names may leave outside of it."};
    acp_say_fault(run, rule, &fault);
}

/* ---- iOS ------------------------------------------------------------------------------------- */

/* The heir is what is wrong here, so each is reported, not DfltGrpPolicy. */
static void check_heir(acp_set_run *run, const acp_rule *rule, const acp_route *at)
{
    acp_asa_value domains = acp_in_force(at, ACP_GP_SPLIT_DNS);
    if (at->policy == at->asa->default_policy || domains.from != ACP_ASA_INHERITED ||
        domains.none || !is_split(at, ACP_GP_SPLIT_POLICY))
        return;
    acp_spot there = acp_spot_cli(at->member, domains.value);
    acp_set_say(run, rule, acp_spot_cli(at->member, at->policy->name), &there,
                "inherited from here",
                "Group policy %.*s splits traffic and has no split-dns line. On iOS the domains "
                "that DfltGrpPolicy lists, and no others, are looked up through the tunnel.",
                ACP_SLICE_ARGS(acp_shown(at->policy->name.text)));
}

void acp_asa_ios_split_dns_inherited(acp_set_run *run, const acp_rule *rule)
{
    acp_names seen = {0};
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);)
        if (at.policy && acp_mark(run, &seen, at.policy))
            check_heir(run, rule, &at);
}

static bool leaves_all_dns_clear(const acp_route *at)
{
    return is_split(at, ACP_GP_SPLIT_POLICY) && acp_in_force(at, ACP_GP_SPLIT_DNS).none &&
           acp_in_force(at, ACP_GP_DEFAULT_DOMAIN).none;
}

void acp_asa_ios_split_dns_all_clear(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {{.setting = ACP_GP_SPLIT_DNS},
                                         {.setting = ACP_GP_DEFAULT_DOMAIN},
                                         {.setting = ACP_GP_SPLIT_POLICY},
                                         {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        leaves_all_dns_clear, parts,
        "splits traffic with split-dns none and default-domain none. On iOS every DNS query goes "
        "in the clear to the resolver outside the tunnel."};
    acp_say_fault(run, rule, &fault);
}
