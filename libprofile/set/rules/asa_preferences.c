/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Server selection, proxies and timeouts of a profile against what ASAs have for its clients. */
#include "set/rules/asa_pairs.h"
#include "set/rules/checks.h"

#define SELECTION "ClientInitialization/EnableAutomaticServerSelection"
#define PROXY     "ClientInitialization/ProxySettings"
#define TIMEOUT   "ClientInitialization/AuthenticationTimeout"

static void check_policies(acp_set_run *run, const acp_rule *rule,
                           const acp_policy_conflict *conflict)
{
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(run->set, false, profile));)
        acp_check_policy_conflict(run, rule, profile, conflict);
}

void acp_ogs_with_proxy_detection(acp_set_run *run, const acp_rule *rule)
{
    static const char *const words[] = {"auto-detect", "use-pac-url", NULL};
    static const acp_policy_conflict conflict = {
        SELECTION,
        "true",
        ACP_GP_MSIE_PROXY_METHOD,
        words,
        "proxy for automatic server selection",
        "With proxy detection or a PAC file the client cannot choose a gateway."};
    check_policies(run, rule, &conflict);
}

void acp_proxy_ignore_cancels_headend(acp_set_run *run, const acp_rule *rule)
{
    static const char *const words[] = {"use-server", "use-pac-url", NULL};
    static const acp_policy_conflict conflict = {
        PROXY, "IgnoreProxy",   ACP_GP_MSIE_PROXY_METHOD,
        words, "private proxy", "The client takes no notice of the proxy the ASA hands out."};
    check_policies(run, rule, &conflict);
}

void acp_proxy_no_modify_blocks_apps(acp_set_run *run, const acp_rule *rule)
{
    static const char *const words[] = {"no-modify", NULL};
    static const acp_policy_conflict conflict = {
        PROXY,
        "Override",
        ACP_GP_MSIE_PROXY_METHOD,
        words,
        "proxy of a session through a proxy",
        "While connected through that proxy, only the client itself can use it; other programs get "
        "no HTTP through."};
    check_policies(run, rule, &conflict);
}

void acp_ogs_reauthentication(acp_set_run *run, const acp_rule *rule)
{
    static const acp_authentication_conflict conflict = {
        SELECTION, "true", ACP_ASA_AUTH_AAA, "authentication at a change of gateway",
        "When the client moves to another gateway, users may have to enter their credentials "
        "again."};
    acp_check_authentication_conflict(run, rule, &conflict);
}

/* ---- authentication timeout ------------------------------------------------------------------ */

/* The authentication of a tunnel group that decides: the first one without certificate, else the
 * first. False: it cannot be told for every entry. */
static bool find_deciding(acp_set_run *run, acp_member *profile, acp_side *side, bool *all)
{
    const unsigned certificate = ACP_ASA_AUTH_CERTIFICATE | ACP_ASA_AUTH_MULTIPLE_CERTIFICATE;
    size_t routes = 0;
    *all = true;
    for (acp_entry entry = {0}; acp_entry_next_in(profile, &entry);) {
        acp_route route = {0};
        bool found = false;
        while (acp_entry_next_asa(run->set, &entry, &route)) {
            acp_asa_value value;
            if (!route.tunnel)
                return false;
            bool asks =
                acp_asa_tunnel_authentication(route.asa, route.tunnel, &value) & certificate;
            if (routes++ == 0 || (*all && !asks))
                *side = (acp_side){acp_spot_tunnel_value(route.member, route.tunnel, value),
                                   acp_words_shown(run, value.items)};
            *all = *all && asks;
            found = true;
        }
        if (!found)
            return false;
    }
    return routes > 0;
}

void acp_authentication_timeout_ignored(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(run->set, false, profile));) {
        acp_side there;
        bool all;
        if (!acp_member_first(profile, TIMEOUT) || !find_deciding(run, profile, &there, &all))
            continue;
        acp_side here = acp_side_of_setting(profile, TIMEOUT);
        acp_set_agree(run, rule, "authentication timeout", here, there, !all,
                      "Every entry of this profile leads to a tunnel group that asks for a "
                      "certificate. With one from the operating system the client ignores this "
                      "value.");
    }
}
