/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Always-On against what ASAs have for its clients. */
#include "set/endpoint.h"
#include "set/rules/asa_pairs.h"
#include "set/rules/checks.h"

/* ---- load balancing -------------------------------------------------------------------------- */

static const acp_asa_load_balancing *cluster_of(const acp_asa *asa)
{
    return asa->load_balancing.participate.line ? &asa->load_balancing : NULL;
}

/* Devices for which an address stands: those that answer to it, unless the whole cluster does. */
static bool is_listed(const acp_asa *asa, const acp_entry *entry, const acp_node *addresses)
{
    for (const acp_node *node = addresses; node; node = acp_node_next_same(node)) {
        acp_address parts;
        if (acp_address_parse(node->value, &parts) &&
            !acp_slice_equal_nocase(parts.host, entry->host) &&
            !acp_ip_equal(acp_ip_parse(parts.host), asa->load_balancing.ip) &&
            acp_asa_serves_host(asa, parts.host))
            return true;
    }
    return false;
}

static bool same_cluster(const acp_asa *a, const acp_asa *b)
{
    return a == b || (cluster_of(a) && cluster_of(b) &&
                      acp_ip_equal(a->load_balancing.ip, b->load_balancing.ip));
}

static const char list_path[] = "LoadBalancingServerList";

static void check_members(acp_set_run *run, const acp_rule *rule, const acp_connection *c)
{
    const acp_node *addresses =
        acp_node_below(c->entry.node, "LoadBalancingServerList/HostAddress");
    bool empty = !addresses || (!addresses->value.len && !acp_node_next_same(addresses));
    acp_side here = {acp_spot_below(c->entry.member, c->entry.node, list_path), {"", 0}};
    if (addresses)
        here = (acp_side){acp_spot_value(c->entry.member, addresses), addresses->value};
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa *asa = member->asa;
        if (!same_cluster(asa, c->route.asa) || (empty && asa != c->route.asa))
            continue;
        acp_slice name = asa->hostname.line ? asa->hostname.text : acp_slice_of(member->base);
        acp_side there = {acp_spot_cli(member, asa->load_balancing.participate), name};
        acp_set_agree(run, rule, "member of the cluster", here, there,
                      !empty && is_listed(asa, &c->entry, addresses),
                      "%.*s leads to a load-balancing cluster, and the LoadBalancingServerList of "
                      "the entry %s%.*s. With Always-On the client may not go to a member that is "
                      "not listed, so that a connection sent on to it fails.",
                      ACP_SLICE_ARGS(acp_shown(c->entry.host)),
                      empty ? "is empty; a member known here is " : "lacks ",
                      ACP_SLICE_ARGS(acp_shown(name)));
    }
}

/* An entry may lead to several members of its cluster. */
static void check_entry(acp_set_run *run, const acp_rule *rule, const acp_entry *entry)
{
    acp_connection c = {.entry = *entry};
    acp_route first = {0};
    while (acp_entry_next_asa(run->set, entry, &c.route)) {
        /* A client that connects to a device itself is not sent to another one. */
        if (acp_asa_is_device(c.route.asa, entry->host))
            return;
        if (!first.asa && cluster_of(c.route.asa))
            first = c.route;
    }
    c.route = first;
    if (first.asa)
        check_members(run, rule, &c);
}

void acp_load_balancing_list_missing(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *profile = NULL; (profile = acp_set_next_always_on(run->set, profile));)
        for (acp_entry entry = {0}; acp_entry_next_in(profile, &entry);)
            check_entry(run, rule, &entry);
}

/* ---- exemption and single sign-on -------------------------------------------------------------
 */

void acp_always_on_disabled_by_group_policy(acp_set_run *run, const acp_rule *rule)
{
    static const char *const words[] = {"disable", NULL};
    static const acp_policy_conflict conflict = {
        ACP_ALWAYS_ON,
        "true",
        ACP_GP_ALWAYS_ON_VPN,
        words,
        "Always-On",
        "Users who connect under this group policy have no Always-On then, nor in later sessions."};
    for (acp_member *profile = NULL; (profile = acp_set_next_always_on(run->set, profile));)
        acp_check_policy_conflict(run, rule, profile, &conflict);
}

void acp_always_on_saml_no_hosts(acp_set_run *run, const acp_rule *rule)
{
    static const char hosts[] = ACP_ALWAYS_ON "/AllowedHosts";
    for (acp_member *profile = NULL; (profile = acp_set_next_always_on(run->set, profile));) {
        acp_connection c = {0};
        acp_asa_value value = {0};
        bool saml = false;
        while (!saml && acp_next_connection_in(run->set, profile, &c))
            saml = c.route.tunnel &&
                   (acp_asa_tunnel_authentication(c.route.asa, c.route.tunnel, &value) &
                    ACP_ASA_AUTH_SAML);
        if (!saml)
            continue;
        acp_side here = acp_side_of_setting(profile, hosts);
        acp_side there = {acp_spot_tunnel_value(c.route.member, c.route.tunnel, value),
                          acp_words_shown(run, value.items)};
        acp_set_agree(run, rule, "hosts allowed for SAML with Always-On", here, there,
                      here.value.len > 0,
                      "Tunnel group %.*s authenticates with SAML, and while disconnected Always-On "
                      "lets the client reach nobody but the gateways. The browser cannot get to "
                      "the identity provider, and nobody can connect.",
                      ACP_SLICE_ARGS(acp_shown(c.route.tunnel->name.text)));
    }
}

/* ---- firewall rules ---------------------------------------------------------------------------
 */

/* A list that lets clients reach something of the network they are in, as a printer. */
static bool permits_something(const acp_asa *asa, acp_slice name)
{
    const acp_asa_acl *acl = acp_asa_find_acl(asa, name);
    for (const acp_asa_ace *entry = acl ? acl->entries : NULL; entry; entry = entry->next)
        if (entry->action == ACP_ASA_ACE_PERMIT && !entry->inactive)
            return true;
    return false;
}

/* The first of the settings such a rule needs that is not true; NULL: all are. */
static const char *find_missing(const acp_member *profile)
{
    static const char *const needed[] = {ACP_TND, ACP_ALWAYS_ON,
                                         ACP_ALWAYS_ON "/AllowVPNDisconnect"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!acp_member_is(profile, needed[i], "true"))
            return needed[i];
    return NULL;
}

void acp_client_firewall_rule_inactive(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(run->set, false, profile));) {
        const char *missing = find_missing(profile);
        const char *path = missing ? missing : ACP_ALWAYS_ON "/AllowVPNDisconnect";
        acp_side here = acp_side_of_setting(profile, path);
        for (acp_giver giver = {0}; acp_giver_next(run, profile, ACP_GP_FIREWALL_PUBLIC, &giver);) {
            acp_side there = {acp_route_spot(&giver.at.route, giver.value), giver.value.value.text};
            if (!giver.value.items.count || !permits_something(giver.at.route.asa, there.value))
                continue;
            acp_set_agree(run, rule, "Always-On for client firewall rules", here, there, !missing,
                          "Group policy %.*s gives clients this profile and the firewall rules of "
                          "%.*s for local networks, but %s is not true here. The client then does "
                          "not apply the rules.",
                          ACP_SLICE_ARGS(acp_shown(giver.at.route.policy->name.text)),
                          ACP_SLICE_ARGS(acp_shown(there.value)), strrchr(path, '/') + 1);
        }
    }
}
