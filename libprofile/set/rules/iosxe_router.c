/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IOS-XE: how the router and its users authenticate, and what else it serves. */
#include "set/files.h"
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"
#include "set/rules/iosxe_each.h"

/* ---- the router's certificate ---------------------------------------------------------------- */

void acp_iosxe_self_signed(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    for (acp_flex at = {0}; acp_next_flex(run->set, &at);) {
        acp_cli name = at.profile->trustpoint;
        const acp_iosxe_trustpoint *trustpoint = acp_iosxe_find_trustpoint(at.router, name.text);
        bool self = trustpoint && acp_cli_is(trustpoint->enrollment, "selfsigned");
        if (!(self || acp_starts_nocase(name.text, "TP-self-signed-")) ||
            (trustpoint && !acp_mark(run, &told, trustpoint)))
            continue;
        acp_spot there = acp_spot_cli(at.member, self ? trustpoint->enrollment : name);
        acp_set_say(run, rule, acp_spot_cli(at.member, name), self ? &there : NULL,
                    "self-signed here",
                    "The router shows clients the certificate of %.*s, which nobody they trust has "
                    "issued. With EAP it has to prove who it is by a certificate, and a "
                    "self-signed one will not do.",
                    ACP_SLICE_ARGS(acp_shown(name.text)));
    }
}

void acp_iosxe_local_auth_missing(acp_set_run *run, const acp_rule *rule)
{
    for (acp_flex at = {0}; acp_next_ikev2_profile(run->set, &at);) {
        acp_cli local = at.profile->local_auth, remote = at.profile->remote_auth;
        bool signs = acp_cli_is(local, "rsa-sig");
        if (!acp_flex_asks_eap(&at) || (signs && at.profile->trustpoint.line))
            continue;
        bool other = local.line && !signs;
        acp_spot there = acp_spot_cli(at.member, remote);
        acp_set_say(run, rule, acp_spot_cli(at.member, other ? local : remote),
                    other ? &there : NULL, "asks for EAP",
                    "Clients of IKEv2 profile %.*s authenticate with EAP, which needs a router "
                    "that has proved by certificate who it is, and the profile has no %s%s%s.",
                    ACP_SLICE_ARGS(acp_shown(at.profile->name.text)),
                    signs ? "" : "authentication local rsa-sig",
                    !signs && !at.profile->trustpoint.line ? " and no " : "",
                    at.profile->trustpoint.line ? "" : "pki trustpoint");
    }
}

/* The first line of a section with these words, without "no". */
static const acp_line *first_line(const acp_flex *at, const char *words)
{
    const acp_line *line = at->profile->line->first;
    while (line && (line->no || !acp_line_has(at->router->document, line, 0, words)))
        line = line->next;
    return line;
}

void acp_iosxe_auth_order(acp_set_run *run, const acp_rule *rule)
{
    for (acp_flex at = {0}; acp_next_ikev2_profile(run->set, &at);) {
        const acp_line *remote = first_line(&at, "authentication remote *");
        const acp_line *local = at.profile->local_auth.line;
        if (!remote || !local || remote->span.start > local->span.start)
            continue;
        acp_spot there = acp_spot_line(at.member, local);
        acp_set_say(run, rule, acp_spot_line(at.member, remote), &there, "has to come first",
                    "Releases with bug CSCvb29701 take this line but do not heed it if it says "
                    "eap; those with CSCvb24236 do not let the remote method be set at all after "
                    "it was written in this order.");
    }
}

/* ---- users ----------------------------------------------------------------------------------- */

static bool is_local_only(acp_cli_list methods)
{
    for (size_t i = 0; i < methods.count; i++)
        if (!acp_cli_is(methods.items[i], "local") && !acp_cli_is(methods.items[i], "local-case"))
            return false;
    return methods.count;
}

void acp_iosxe_local_aaa(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    for (acp_flex at = {0}; acp_next_flex(run->set, &at);) {
        acp_cli name = at.profile->login_list;
        const acp_iosxe_list *list = name.line ? acp_iosxe_find_login(at.router, name.text) : NULL;
        if (!list || !is_local_only(list->words) || !acp_mark(run, &told, list))
            continue;
        acp_spot there = acp_spot_cli(at.member, name);
        acp_set_say(run, rule, acp_spot_cli(at.member, list->words.items[0]), &there,
                    "the IKEv2 profile that uses it",
                    "Users of IKEv2 profile %.*s are those the router has a username line for, "
                    "which suits a small number of them without attributes of their own.",
                    ACP_SLICE_ARGS(acp_shown(at.profile->name.text)));
    }
}

/* ---- HTTP ------------------------------------------------------------------------------------ */

static void check_server(acp_set_run *run, const acp_rule *rule, acp_member *member,
                         const acp_line *line, const char *name)
{
    if (line && !line->no)
        acp_set_say(run, rule, acp_spot_line(member, line), NULL, NULL,
                    "Remote access over IKEv2 does not need the router's %s server, which anybody "
                    "who reaches the router can talk to.",
                    name);
}

/* A router without remote access, as one that is a certificate server, may need all of these. */
void acp_iosxe_http_server_on(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_router(run->set, member));) {
        const acp_iosxe *router = member->iosxe;
        acp_flex at;
        if (!acp_first_flex(member, &at))
            continue;
        check_server(run, rule, member, router->http_server, "HTTP");
        check_server(run, rule, member, router->http_secure_server, "HTTPS");
        if (router->http_url_cert && router->http_url_cert->no)
            continue;
        acp_set_say(run, rule,
                    router->http_url_cert ? acp_spot_line(member, router->http_url_cert)
                                          : acp_spot_cli(member, at.profile->name),
                    NULL, NULL,
                    "The line no crypto ikev2 http-url cert is missing. Without it the router "
                    "fetches certificates over HTTP from addresses that peers name.");
    }
}

/* ---- certificates for users ------------------------------------------------------------------ */

static bool find_asa_scep(const acp_set *set, acp_spot *found)
{
    for (acp_route at = {0}; acp_next_policy(set, &at);) {
        acp_asa_value url = acp_asa_policy_own(at.policy, ACP_GP_SCEP_FORWARDING_URL);
        if (!url.value.line || acp_cli_is(url.value, "none"))
            continue;
        *found = acp_spot_cli(at.member, url.value);
        return true;
    }
    return false;
}

static bool find_profile_scep(const acp_set *set, acp_spot *found)
{
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(set, false, profile));) {
        const acp_node *scep =
            acp_member_first(profile, "ClientInitialization/CertificateEnrollment/CertificateSCEP");
        if (!scep)
            continue;
        *found = acp_spot_name(profile, scep);
        return true;
    }
    return false;
}

void acp_scep_ca_not_automatic(acp_set_run *run, const acp_rule *rule)
{
    acp_spot there;
    if (!find_asa_scep(run->set, &there) && !find_profile_scep(run->set, &there))
        return;
    for (acp_member *member = NULL; (member = acp_next_router(run->set, member));) {
        for (const acp_iosxe_pki_server *server = member->iosxe->pki_servers; server;
             server = server->next) {
            if (acp_cli_is(server->grant, "auto"))
                continue;
            acp_set_say(run, rule,
                        acp_spot_cli(member, server->grant.line ? server->grant : server->name),
                        &there, "certificates are requested by SCEP",
                        "The certificate server %.*s leaves requests to be granted by hand. The "
                        "client does not ask again for a certificate that is pending, so that "
                        "enrollment fails.",
                        ACP_SLICE_ARGS(acp_shown(server->name.text)));
        }
    }
}
