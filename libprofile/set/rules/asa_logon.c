/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Connections before logon and from remote sessions, against what ASAs have for them. */
#include "set/files.h"
#include "set/rules/asa_pairs.h"
#include "set/rules/checks.h"

#define BEFORE_LOGIN "ClientInitialization/UseStartBeforeLogon"

static bool starts_before_login(const acp_member *profile)
{
    return acp_member_is(profile, BEFORE_LOGIN, "true");
}

/* The installer of a module for Windows is deployed with the rest. */
static bool is_predeployed(const acp_set *set, const char *module)
{
    for (acp_package package = {0}; acp_package_next(set, &package);)
        if (package.delivery == ACP_PREDEPLOY && acp_package_is(&package, module) &&
            acp_starts_nocase(package.os, "win"))
            return true;
    return false;
}

/* ---- the module ----------------------------------------------------------------------------- */

void acp_sbl_module_without_profile_setting(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(run->set, false, profile));) {
        for (acp_giver giver = {0}; acp_giver_next(run, profile, ACP_GP_MODULES, &giver);) {
            const acp_cli *module = acp_cli_find(giver.value.items, "vpngina");
            if (!module)
                continue;
            acp_side there = acp_side_of_word(giver.at.route.member, *module);
            acp_set_agree(run, rule, "Start Before Login",
                          acp_side_of_setting(profile, BEFORE_LOGIN), there,
                          starts_before_login(profile),
                          "Group policy %.*s gives clients this profile and the module vpngina, "
                          "but UseStartBeforeLogon is not true here. The module is installed on "
                          "Windows and does nothing.",
                          ACP_SLICE_ARGS(acp_shown(giver.at.route.policy->name.text)));
        }
    }
}

static void check_module_missing(acp_set_run *run, const acp_rule *rule, acp_member *profile)
{
    for (acp_giver giver = {0}; acp_giver_next(run, profile, ACP_GP_MODULES, &giver);) {
        if (acp_cli_find(giver.value.items, "vpngina"))
            continue;
        acp_side here = {acp_route_spot(&giver.at.route, giver.value),
                         acp_words_shown(run, giver.value.items)};
        acp_set_agree(run, rule, "Start Before Login", here,
                      acp_side_of_setting(profile, BEFORE_LOGIN), false,
                      "Group policy %.*s gives clients %s, which has UseStartBeforeLogon true, but "
                      "not the module vpngina. Where it was not installed by other means nobody "
                      "can connect before logging on to Windows.",
                      ACP_SLICE_ARGS(acp_shown(giver.at.route.policy->name.text)), profile->name);
    }
}

void acp_sbl_profile_setting_without_module(acp_set_run *run, const acp_rule *rule)
{
    if (is_predeployed(run->set, "sbl"))
        return;
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(run->set, false, profile));)
        if (starts_before_login(profile))
            check_module_missing(run, rule, profile);
}

/* ---- posture -------------------------------------------------------------------------------- */

typedef struct {
    acp_set_run *run;
    const acp_rule *rule;
    acp_member *profile;
    acp_names told; /* ASAs */
    bool predeployed;
} posture;

/* module: of the group policy, NULL: none. */
static void judge_posture(posture *p, const acp_route *route, const acp_cli *module)
{
    acp_cli hostscan = route->asa->webvpn.hostscan_enable;
    if ((!module && !hostscan.line) || !acp_mark(p->run, &p->told, route->asa))
        return;
    acp_side there = {acp_spot_cli(route->member, module ? *module : hostscan),
                      module ? module->text : ACP_SLICE("hostscan enable")};
    acp_set_agree(
        p->run, p->rule, "posture before logon", acp_side_of_setting(p->profile, BEFORE_LOGIN),
        there, p->predeployed,
        "This profile lets users connect before logging on, and the ASA wants "
        "posture (%s). Before logon the client cannot install the posture module, so that "
        "without a predeployed one the check stays incomplete.",
        module ? "anyconnect modules posture" : "hostscan enable");
}

void acp_sbl_posture_not_predeployed(acp_set_run *run, const acp_rule *rule)
{
    posture p = {.run = run, .rule = rule, .predeployed = is_predeployed(run->set, "posture")};
    while ((p.profile = acp_set_next_profile(run->set, false, p.profile))) {
        if (!starts_before_login(p.profile))
            continue;
        p.told = (acp_names){0};
        for (acp_giver giver = {0}; acp_giver_next(run, p.profile, ACP_GP_MODULES, &giver);)
            judge_posture(&p, &giver.at.route, acp_cli_find(giver.value.items, "posture"));
        for (acp_connection c = {0}; acp_next_connection_in(run->set, p.profile, &c);)
            judge_posture(&p, &c.route, NULL);
    }
}

/* ---- authentication and sessions ------------------------------------------------------------- */

void acp_saml_with_start_before_login(acp_set_run *run, const acp_rule *rule)
{
    static const acp_authentication_conflict saml = {
        BEFORE_LOGIN, "true", ACP_ASA_AUTH_SAML, "authentication before logon",
        "Before logon there is no embedded browser to sign in with."};
    acp_check_authentication_conflict(run, rule, &saml);
}

/* The setting that lets remote users connect, on a target; NULL: none. */
static const char *remote_users(const acp_set_run *run, const acp_member *profile)
{
    static const struct {
        const char *path;
        unsigned platform;
    } settings[] = {
        {"ClientInitialization/WindowsVPNEstablishment", ACP_WINDOWS},
        {"ClientInitialization/LinuxVPNEstablishment", ACP_LINUX},
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (!acp_set_excludes(run, settings[i].platform) &&
            acp_member_is(profile, settings[i].path, "AllowRemoteUsers"))
            return settings[i].path;
    return NULL;
}

static void check_remote_users(acp_set_run *run, const acp_rule *rule, acp_member *profile,
                               const char *path)
{
    acp_names told = {0};
    acp_side there = acp_side_of_setting(profile, path);
    for (acp_connection c = {0}; acp_next_connection_in(run->set, profile, &c);) {
        if (!acp_route_is_known(&c.route))
            continue;
        acp_asa_value split =
            acp_asa_policy_value(c.route.asa, c.route.policy, ACP_GP_SPLIT_POLICY);
        const void *maker = split.value.line ? (const void *)split.value.line
                            : c.route.policy ? (const void *)c.route.policy
                                             : c.route.asa;
        if (!acp_mark(run, &told, maker))
            continue;
        acp_side here = {acp_route_spot(&c.route, split), split.value.text};
        acp_set_agree(run, rule, "split tunneling for remote users", here, there,
                      !acp_cli_is(split.value, "tunnelall"),
                      "%s lets users of remote sessions connect, but group policy %.*s has "
                      "split-tunnel-policy tunnelall%s. Once connected the remote session is cut "
                      "off, which on Windows ends the VPN again.",
                      profile->name, ACP_SLICE_ARGS(acp_shown(acp_route_policy_name(&c.route))),
                      acp_value_origin(split));
    }
}

void acp_allow_remote_users_full_tunnel(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(run->set, false, profile));) {
        const char *path = remote_users(run, profile);
        if (path)
            check_remote_users(run, rule, profile, path);
    }
}
