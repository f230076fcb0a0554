/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: authentication with SAML. */
#include "set/connections.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* The next tunnel group with authentication saml; *where: that word. */
static bool next_saml(const acp_set *set, acp_route *at, acp_cli *where)
{
    while (acp_next_tunnel(set, at)) {
        acp_asa_value methods = acp_asa_tunnel_value(at->asa, at->tunnel, ACP_TG_AUTHENTICATION);
        const acp_cli *saml = acp_cli_find(methods.items, "saml");
        if (!saml)
            continue;
        *where = *saml;
        return true;
    }
    return false;
}

void acp_saml_without_ntp(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    acp_cli saml;
    for (acp_route at = {0}; next_saml(run->set, &at, &saml);)
        if (!at.asa->ntp_servers && acp_mark(run, &told, at.asa))
            acp_set_say(run, rule, acp_spot_cli(at.member, saml), NULL, NULL,
                        "Tunnel group %.*s authenticates with SAML, but the configuration has no "
                        "ntp server. Once the clocks differ, the ASA takes what the identity "
                        "provider states for expired or not yet valid, and nobody can log on.",
                        ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)));
}

/* ---- identity providers -------------------------------------------------------------------- */

/* The identity provider of a tunnel group; *where: its name there. */
static const acp_asa_saml_idp *idp_of(const acp_route *at, acp_cli *where)
{
    *where = acp_asa_tunnel_value(at->asa, at->tunnel, ACP_TG_SAML_IDP).value;
    return where->line ? acp_asa_find_saml_idp(at->asa, where->text) : NULL;
}

/* The one of the next tunnel group with authentication saml. */
static const acp_asa_saml_idp *next_idp(const acp_set *set, acp_route *at, acp_cli *where)
{
    acp_cli saml;
    while (next_saml(set, at, &saml)) {
        const acp_asa_saml_idp *idp = idp_of(at, where);
        if (idp)
            return idp;
    }
    return NULL;
}

void acp_saml_force_reauthentication_without_effect(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    const acp_asa_saml_idp *idp;
    acp_cli where;
    for (acp_route at = {0}; (idp = next_idp(run->set, &at, &where));) {
        if (!idp->force_reauthentication.line || !acp_uses_embedded_browser(&at) ||
            !acp_mark(run, &told, idp))
            continue;
        acp_spot there = acp_spot_cli(at.member, where);
        acp_set_say(run, rule, acp_spot_cli(at.member, idp->force_reauthentication), &there,
                    "the tunnel group that uses it",
                    "Clients of tunnel group %.*s sign in with the embedded browser, which begins "
                    "a new session for every attempt. Forcing re-authentication changes nothing "
                    "for them.",
                    ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)));
    }
}

void acp_saml_single_logout_on_mobile(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    const acp_asa_saml_idp *idp;
    acp_cli where;
    if (!acp_set_targets(run, ACP_IOS | ACP_ANDROID | ACP_CHROMEOS | ACP_UWP))
        return;
    for (acp_route at = {0}; (idp = next_idp(run->set, &at, &where));) {
        if (!idp->sign_out.line || !acp_mark(run, &told, idp))
            continue;
        acp_spot there = acp_spot_cli(at.member, where);
        acp_set_say(run, rule, acp_spot_cli(at.member, idp->sign_out), &there,
                    "the tunnel group that uses it",
                    "Mobile clients of tunnel group %.*s do not support single logout, so that url "
                    "sign-out does nothing for them.",
                    ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)));
    }
}

#define RECONNECT "ClientInitialization/AutoReconnect"
#define BEHAVIOR  RECONNECT "/AutoReconnectBehavior"

void acp_saml_reauthentication_needs_reconnect_after_resume(acp_set_run *run, const acp_rule *rule)
{
    for (acp_pairing pairing = {0}; acp_next_pairing(run, &pairing);) {
        const acp_route *route = &pairing.at.route;
        acp_member *profile = pairing.at.entry.member;
        acp_cli where;
        const acp_asa_saml_idp *idp =
            acp_route_asks_for(route, "saml") ? idp_of(route, &where) : NULL;
        if (!idp || !idp->force_reauthentication.line)
            continue;
        bool off = acp_member_is(profile, RECONNECT, "false");
        acp_side here = acp_side_of_setting(profile, off ? RECONNECT : BEHAVIOR);
        acp_set_agree(
            run, rule, "reconnect with SAML", here,
            acp_side_of_word(route->member, idp->force_reauthentication),
            !off && acp_slice_is(here.value, "ReconnectAfterResume"),
            "The identity provider of tunnel group %.*s is to authenticate users anew for "
            "every session, but %s is %.*s here. For that the client has to reconnect "
            "after the endpoint resumes.",
            ACP_SLICE_ARGS(acp_shown(route->tunnel->name.text)),
            off ? "AutoReconnect" : "AutoReconnectBehavior", ACP_SLICE_ARGS(acp_shown(here.value)));
    }
}

/* ---- releases ------------------------------------------------------------------------------ */

/* The first release of a train that serves the embedded browser, if this one is before it. */
static const char *first_with_embedded(acp_release software)
{
    static const char *const releases[] = {"9.7.1.24", "9.8.2.28", "9.9.2.1"};
    for (size_t i = 0; software.count && i < sizeof releases / sizeof *releases; i++) {
        acp_release first = acp_release_parse(acp_slice_of(releases[i]));
        if (software.part[0] == first.part[0] && software.part[1] == first.part[1] &&
            acp_release_compare(software, first) < 0)
            return releases[i];
    }
    return NULL;
}

void acp_saml_old_asa_native_browser(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);) {
        const char *first = first_with_embedded(at.asa->software);
        acp_asa_value methods;
        unsigned bits = acp_asa_tunnel_authentication(at.asa, at.tunnel, &methods);
        acp_asa_value idp = acp_asa_tunnel_value(at.asa, at.tunnel, ACP_TG_SAML_IDP);
        if (!first || (!(bits & ACP_ASA_AUTH_SAML) && !idp.value.line) ||
            !acp_mark(run, &told, at.asa))
            continue;
        acp_spot there =
            acp_spot_tunnel_value(at.member, at.tunnel, idp.value.line ? idp : methods);
        acp_set_say(run, rule, acp_spot_cli(at.member, at.asa->version), &there,
                    "SAML is used here",
                    "Release %.*s serves SAML through the native browser only; the embedded one "
                    "of newer clients needs %s or later.",
                    ACP_SLICE_ARGS(acp_shown(at.asa->version.text)), first);
    }
}
