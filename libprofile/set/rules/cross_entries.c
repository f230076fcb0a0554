/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Host entries against the ASAs they lead to: user group, protocol, authentication. */
#include <limits.h>

#include "set/connections.h"
#include "set/rules/checks.h"

#define STANDARD_ONLY "PrimaryProtocol/StandardAuthenticationOnly"

/* Each goes through all tunnel groups; who has more mistakes than this finds the pattern. */
#define MOST_GUESSES 64
/* Group URLs, and aliases, of one tunnel group. */
#define MOST_WAYS 64
/* There are far fewer protocols; the limit keeps a hostile line from being read for every entry. */
#define MOST_PROTOCOLS 16

static bool has_standard_authentication(const acp_entry *entry)
{
    return entry->ipsec &&
           acp_slice_is(acp_member_value_below(entry->member, entry->node, STANDARD_ONLY), "true");
}

/* ---- user groups ------------------------------------------------------------------------------
 */

/* What was perhaps meant by a user group that leads nowhere; rank: the less, the likelier. */
typedef struct {
    acp_cli at;
    const char *but;
    unsigned rank;
} guess;

static void consider(guess *best, unsigned rank, acp_cli at, const char *but)
{
    if (rank < best->rank)
        *best = (guess){at, but, rank};
}

static void consider_aliases(guess *best, const acp_asa_tunnel *tunnel, acp_slice group, bool ipsec)
{
    for (const acp_asa_group_alias *at = tunnel->aliases; at; at = at->next) {
        if (!acp_slice_equal_nocase(at->alias.text, group))
            continue;
        if (ipsec)
            consider(best, 2, at->alias, "is a group alias, which counts for SSL only");
        else if (acp_slice_equal(at->alias.text, group))
            consider(best, 1, at->alias, "is not enabled");
        else
            consider(best, 4, at->alias, "differs in upper and lower case");
    }
}

static void consider_urls(guess *best, const acp_asa_tunnel *tunnel, const acp_entry *entry)
{
    for (const acp_asa_group_url *at = tunnel->urls; at; at = at->next) {
        if (!acp_slice_equal_nocase(at->path, entry->group))
            continue;
        if (entry->ipsec)
            consider(best, 3, at->url, "is a group URL, which counts for SSL only");
        else if (!acp_slice_equal(at->path, entry->group))
            consider(best, 3, at->url, "differs in upper and lower case");
        else if (acp_slice_equal_nocase(at->host, entry->host))
            consider(best, 0, at->url, "is not enabled");
        else
            consider(best, 2, at->url, "is for another host");
    }
}

static guess guess_meant(const acp_asa *asa, const acp_entry *entry)
{
    guess best = {.rank = UINT_MAX};
    const acp_asa_tunnel *tunnel = asa->tunnels;
    for (; tunnel; tunnel = tunnel->next) {
        consider_aliases(&best, tunnel, entry->group, entry->ipsec);
        consider_urls(&best, tunnel, entry);
        if (!acp_slice_equal_nocase(tunnel->name.text, entry->group))
            continue;
        if (!entry->ipsec)
            consider(&best, 5, tunnel->name, "is a tunnel group's name, which counts for IPsec");
        else if (!acp_slice_equal(tunnel->name.text, entry->group))
            consider(&best, 1, tunnel->name, "differs in upper and lower case");
        else
            consider(&best, 0, tunnel->name, "has another type");
    }
    return best;
}

/* The group URL or group alias that takes an entry to its tunnel group; for IPsec its name, and
 * also when there are more than anybody has. */
static acp_cli taken_by(const acp_asa_tunnel *tunnel, const acp_entry *entry)
{
    const acp_asa_group_url *url = entry->ipsec ? NULL : tunnel->urls;
    const acp_asa_group_alias *alias = entry->ipsec ? NULL : tunnel->aliases;
    for (int i = 0; url && i < MOST_WAYS; url = url->next, i++)
        if (url->enabled && acp_slice_equal(url->path, entry->group))
            return url->url;
    for (int i = 0; alias && i < MOST_WAYS; alias = alias->next, i++)
        if (alias->enabled && acp_slice_equal(alias->alias.text, entry->group))
            return alias->alias;
    return tunnel->name;
}

/* Holds the user groups of entries of one protocol against the ASAs. */
static void check_groups(acp_set_run *run, const acp_rule *rule, bool ipsec)
{
    size_t guesses = 0;
    for (acp_connection at = {0}; acp_next_connection(run->set, true, &at);) {
        const acp_entry *entry = &at.entry;
        bool found = at.route.tunnel;
        if (!entry->group.len || entry->ipsec != ipsec || has_standard_authentication(entry))
            continue;
        guess meant = {0};
        if (found)
            meant.at = taken_by(at.route.tunnel, entry);
        else if (guesses++ < MOST_GUESSES)
            meant = guess_meant(at.route.asa, entry);
        acp_side here = {acp_spot_value(entry->member, entry->group_at), entry->group};
        acp_side there = acp_side_of_word(at.route.member, meant.at);
        char hint[256] = "";
        if (meant.but)
            snprintf(hint, sizeof hint, "; %.*s %s", ACP_SLICE_ARGS(acp_shown(meant.at.text)),
                     meant.but);
        acp_clip_text(hint);
        acp_slice group = acp_shown(entry->group), host = acp_shown(entry->host);
        if (ipsec)
            acp_set_agree(run, rule, "tunnel group", here, there, found,
                          "The ASA has no tunnel group %.*s of type remote-access%s. For IPsec the "
                          "client sends this name as it stands, and the ASA refuses it.",
                          ACP_SLICE_ARGS(group), hint);
        else
            acp_set_agree(run, rule, "group URL", here, there, found,
                          "The ASA has neither a group URL https://%.*s/%.*s nor a group alias "
                          "%.*s in force%s. It does not take the client to the tunnel group meant.",
                          ACP_SLICE_ARGS(host), ACP_SLICE_ARGS(group), ACP_SLICE_ARGS(group), hint);
    }
}

void acp_ipsec_usergroup_not_tunnel_group(acp_set_run *run, const acp_rule *rule)
{
    check_groups(run, rule, true);
}

void acp_ssl_usergroup_not_group_url(acp_set_run *run, const acp_rule *rule)
{
    check_groups(run, rule, false);
}

/* ---- protocols --------------------------------------------------------------------------------
 */

/* The group policy is known: the name of one that is defined nowhere is reported by itself. */
static bool has_policy(const acp_route *route)
{
    return route->tunnel &&
           (route->policy || acp_asa_tunnel_is(route->asa, route->tunnel,
                                               ACP_TG_DEFAULT_GROUP_POLICY, "DfltGrpPolicy"));
}

static bool allows(acp_cli_list protocols, bool ipsec)
{
    if (protocols.count > MOST_PROTOCOLS)
        protocols.count = MOST_PROTOCOLS;
    return ipsec ? acp_cli_find(protocols, "ikev2") != NULL
                 : acp_cli_find(protocols, "ssl-client") || acp_cli_find(protocols, "svc");
}

static void check_policy_protocol(acp_set_run *run, const acp_rule *rule, const acp_connection *at,
                                  acp_side here)
{
    const acp_route *route = &at->route;
    acp_asa_value protocols =
        acp_asa_policy_value(route->asa, route->policy, ACP_GP_VPN_TUNNEL_PROTOCOL);
    acp_side there = {acp_spot_policy_value(route->member, route->policy, protocols),
                      acp_words_shown(run, protocols.items)};
    acp_slice policy =
        route->policy ? acp_shown(route->policy->name.text) : ACP_SLICE("DfltGrpPolicy");
    acp_set_agree(run, rule, "protocol of the group policy", here, there,
                  allows(protocols.items, at->entry.ipsec),
                  "The client connects with %.*s to tunnel group %.*s, whose group policy %.*s "
                  "allows %.*s only; it lacks %s. The ASA refuses the connection.",
                  ACP_SLICE_ARGS(here.value), ACP_SLICE_ARGS(acp_shown(route->tunnel->name.text)),
                  ACP_SLICE_ARGS(policy), ACP_SLICE_ARGS(acp_shown(there.value)),
                  at->entry.ipsec ? "ikev2" : "ssl-client");
}

static void check_interface_protocol(acp_set_run *run, const acp_rule *rule,
                                     const acp_connection *at, acp_side here)
{
    const acp_asa *asa = at->route.asa;
    acp_cli interface = {0};
    if (at->entry.ipsec && asa->ikev2_enables)
        interface = asa->ikev2_enables->interface;
    else if (!at->entry.ipsec && asa->webvpn.enables)
        interface = asa->webvpn.enables->interface;
    acp_set_agree(run, rule, "protocol on an interface", here,
                  acp_side_of_word(at->route.member, interface), interface.line != NULL,
                  "The client connects with %.*s, but the ASA enables that on no interface: the "
                  "configuration has no %s. The ASA does not answer.",
                  ACP_SLICE_ARGS(here.value),
                  at->entry.ipsec ? "crypto ikev2 enable line" : "enable line in webvpn");
}

void acp_protocol_not_offered(acp_set_run *run, const acp_rule *rule)
{
    for (acp_connection at = {0}; acp_next_connection(run->set, true, &at);) {
        acp_entry *entry = &at.entry;
        acp_side here = {acp_spot_below(entry->member, entry->node, "PrimaryProtocol"),
                         entry->ipsec ? ACP_SLICE("IPsec") : ACP_SLICE("SSL")};
        check_interface_protocol(run, rule, &at, here);
        if (has_policy(&at.route))
            check_policy_protocol(run, rule, &at, here);
    }
}

void acp_standard_auth_on_asa(acp_set_run *run, const acp_rule *rule)
{
    for (acp_connection at = {0}; acp_next_connection(run->set, true, &at);) {
        const acp_entry *entry = &at.entry;
        if (!has_standard_authentication(entry))
            continue;
        acp_spot there = acp_spot_file(at.route.member);
        acp_set_say(run, rule, acp_spot_below(entry->member, entry->node, STANDARD_ONLY), &there,
                    "the ASA",
                    "%.*s leads to the ASA of %s. With standard authentication an ASA applies no "
                    "timeouts, split tunneling, split DNS or proxy settings to the client.",
                    ACP_SLICE_ARGS(acp_shown(entry->host)), at.route.member->base);
    }
}
