/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MDM configurations against the profiles and headends they go with. */
#include "check/rules/mobile.h"
#include "mobile/client.h"
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"
#include "set/rules/mobile.h"

#define ANDROID_BITS (ACP_MDM_PHONE_BIT | ACP_MDM_CHROME_BIT)
#define PER_APP      "perapp"

/* ---- FIPS ------------------------------------------------------------------------------------ */

static const char *const global_scep[] = {"ClientInitialization/CertificateEnrollment/"
                                          "AutomaticSCEPHost",
                                          "ClientInitialization/CertificateEnrollment/CAURL", NULL};

/* Where a profile has the client enroll certificates; NULL: nowhere. */
static const acp_node *find_scep(const acp_node *root)
{
    static const char *const names[] = {"AutomaticSCEPHost", "CAURL", NULL};
    for (size_t i = 0; global_scep[i]; i++) {
        const acp_node *node = acp_node_below(root, global_scep[i]);
        if (node && node->value.len)
            return node;
    }
    const acp_node *entry = acp_node_below(root, "ServerList/HostEntry");
    for (; entry; entry = entry->same)
        for (size_t i = 0; names[i]; i++) {
            const acp_node *node = acp_node_below(entry, names[i]);
            if (node && node->value.len)
                return node;
        }
    return NULL;
}

static void say_scep(acp_set_run *run, const acp_rule *rule, acp_member *member,
                     const acp_node *fips, acp_spot there)
{
    acp_set_say(run, rule, acp_spot_value(member, fips), &there, "certificates are enrolled here",
                "With FIPS mode on, the client for mobile devices enrolls no certificate by SCEP.");
}

void acp_fips_mobile_scep(acp_set_run *run, const acp_rule *rule)
{
    acp_member *member = NULL;
    while ((member = acp_next_mdm(run->set, ACP_MDM_IOS_BIT | ACP_MDM_PHONE_BIT, member))) {
        const acp_node *fips = acp_mdm_setting(member, "EnableFipsMode", "vpn_setting_fips_mode");
        const acp_node *scep = NULL, *at = NULL;
        acp_member *profile = NULL;
        if (!fips || !acp_slice_is(fips->value, "true"))
            continue;
        while (!scep && (profile = acp_set_next_profile(run->set, false, profile)))
            scep = find_scep(profile->document->root);
        if (scep) {
            say_scep(run, rule, member, fips, acp_spot_value(profile, scep));
            continue;
        }
        acp_document *embedded = acp_mdm_profile(run, member, &at);
        if (embedded && find_scep(embedded->root))
            say_scep(run, rule, member, fips, acp_spot_name(member, at));
        acp_document_free(embedded);
    }
}

/* ---- iOS ------------------------------------------------------------------------------------- */

void acp_mdm_ios_server_standard_eap_on_asa(acp_set_run *run, const acp_rule *rule)
{
    acp_member *member = NULL;
    while ((member = acp_next_mdm(run->set, ACP_MDM_IOS_BIT, member))) {
        const acp_node *at = NULL;
        while ((at = acp_next_mdm_connection(member->document, at))) {
            const acp_node *address = acp_remote_address(at);
            const char *where;
            acp_server server;
            acp_entry entry;
            if (!address || acp_server_parse(address->value, &server, &where) || !server.ipsec ||
                !acp_ipsec_method_takes_identity(acp_ipsec_method_of(server.method, true)) ||
                !acp_entry_of_connection(member, at, &entry))
                continue;
            acp_member *asa = acp_entry_next_headend(run->set, ACP_ROLE_ASA, &entry, NULL);
            acp_spot there = asa ? acp_spot_file(asa) : (acp_spot){0};
            acp_spot here = {member, acp_at_part(address, NULL, server.method)};
            if (asa && asa->asa)
                acp_set_say(run, rule, here, &there, "the ASA is here",
                            "%.*s is a method of IOS routers, and %.*s is an ASA.",
                            ACP_SLICE_ARGS(acp_shown(server.method)),
                            ACP_SLICE_ARGS(acp_shown(server.host)));
        }
    }
}

static bool has_per_app_payload(const acp_set *set)
{
    acp_member *member = NULL;
    uint32_t kinds = ACP_MDM_IOS_BIT | UINT32_C(1) << ACP_KIND_MOBILECONFIG;
    while ((member = acp_next_mdm(set, kinds, member))) {
        const acp_node *payload = acp_child_named(member->document->root, "PayloadContent");
        for (; payload; payload = acp_next_named(payload))
            if (acp_slice_is(acp_child_value(payload, "PayloadType"), ACP_PAYLOAD_PER_APP_VPN))
                return true;
    }
    return false;
}

void acp_perapp_ios_without_mdm(acp_set_run *run, const acp_rule *rule)
{
    bool ios = acp_set_targets(run, ACP_IOS) || acp_next_mdm(run->set, ACP_MDM_IOS_BIT, NULL);
    if (!ios || has_per_app_payload(run->set) || !acp_set_is_complete(run->set))
        return;
    for (acp_route at = {0}; acp_next_policy(run->set, &at);)
        for (const acp_asa_custom *custom = at.policy->customs; custom; custom = custom->next)
            if (acp_cli_is(custom->type, PER_APP) && custom->name.line)
                acp_set_say(run, rule, acp_spot_cli(at.member, custom->type), NULL, NULL,
                            "Group policy %.*s lets certain apps use the tunnel. On iOS that needs "
                            "a payload for per-app VPN from an MDM, and none is given.",
                            ACP_SLICE_ARGS(acp_shown(at.policy->name.text)));
}

/* ---- Android and Chromebooks ----------------------------------------------------------------- */

static bool line_carries(const acp_asa *asa, const acp_line *line)
{
    for (const acp_line *at = line ? line->first : NULL; at; at = at->next) {
        if (!at->no && acp_line_has(asa->document, at, 0, "anyconnect-custom " PER_APP))
            return true;
        for (const acp_line *inner = at->first; inner; inner = inner->next)
            if (!inner->no && acp_line_has(asa->document, inner, 0, "anyconnect-custom " PER_APP))
                return true;
    }
    return false;
}

/* The group policy, any if it is not known which one, or a dynamic access policy has apps. */
static bool carries_apps(const acp_route *route)
{
    const acp_asa *asa = route->asa;
    for (const acp_asa_item *record = asa->dap_records; record; record = record->next)
        if (line_carries(asa, record->line))
            return true;
    if (route->tunnel)
        return acp_asa_policy_custom(asa, route->policy, PER_APP) != NULL;
    for (const acp_asa_policy *policy = asa->policies; policy; policy = policy->next)
        if (acp_asa_policy_custom(asa, policy, PER_APP))
            return true;
    return false;
}

static const acp_node *app_list(const acp_node *connection)
{
    bool listed = acp_is_listed_connection(connection);
    const acp_node *allowed =
        acp_child_named(connection, listed ? "vpn_allowed_apps" : "vpn_connection_allowed_apps");
    const acp_node *disallowed = acp_child_named(
        connection, listed ? "vpn_disallowed_apps" : "vpn_connection_disallowed_apps");
    return allowed && allowed->value.len         ? allowed
           : disallowed && disallowed->value.len ? disallowed
                                                 : NULL;
}

void acp_mdm_android_perapp_without_headend(acp_set_run *run, const acp_rule *rule)
{
    acp_member *member = NULL;
    while ((member = acp_next_mdm(run->set, ANDROID_BITS, member))) {
        const acp_node *at = NULL;
        while ((at = acp_next_mdm_connection(member->document, at))) {
            const acp_node *list = app_list(at);
            acp_entry entry;
            if (!list || !acp_entry_of_connection(member, at, &entry))
                continue;
            for (acp_route route = {0}; acp_entry_next_asa(run->set, &entry, &route);) {
                if (carries_apps(&route))
                    continue;
                acp_spot there = acp_spot_file(route.member);
                acp_set_say(run, rule, acp_spot_value(member, list), &there, "the ASA is here",
                            "The ASA for %.*s has no custom attribute perapp for these users, in "
                            "the group policy or a dynamic access policy: the list has no effect.",
                            ACP_SLICE_ARGS(acp_shown(entry.host)));
            }
        }
    }
}

/* A user profile the ASA sends to who connects so; NULL: none. */
static const acp_asa_attached *pushed(const acp_route *route)
{
    const acp_asa *asa = route->asa;
    if (route->tunnel)
        return acp_asa_policy_profile(asa, route->policy, "user");
    const acp_asa_attached *line = NULL;
    for (const acp_asa_policy *policy = asa->policies; policy && !line; policy = policy->next)
        line = acp_asa_policy_profile(asa, policy, "user");
    return line;
}

static void check_conflict(acp_set_run *run, const acp_rule *rule, acp_member *member,
                           const acp_node *setting, acp_names *seen)
{
    const acp_node *at = NULL;
    while ((at = acp_next_mdm_connection(member->document, at))) {
        acp_entry entry;
        if (!acp_entry_of_connection(member, at, &entry))
            continue;
        for (acp_route route = {0}; acp_entry_next_asa(run->set, &entry, &route);) {
            const acp_asa_attached *line = pushed(&route);
            if (!line || !acp_mark_pair(run, seen, member, line))
                continue;
            acp_spot there = acp_spot_cli(route.member, line->name);
            acp_set_say(run, rule,
                        acp_slice_is(setting->name, "vpn_connection_profile")
                            ? acp_spot_name(member, setting)
                            : acp_spot_value(member, setting),
                        &there, "the ASA's profile is here",
                        "The ASA for %.*s sends profile %.*s, and the device keeps one: each of "
                        "the two takes the place of the other.",
                        ACP_SLICE_ARGS(acp_shown(entry.host)),
                        ACP_SLICE_ARGS(acp_shown(line->name.text)));
        }
    }
}

void acp_mdm_android_profile_conflicts_with_asa(acp_set_run *run, const acp_rule *rule)
{
    acp_names seen = {0};
    acp_member *member = NULL;
    while ((member = acp_next_mdm(run->set, ANDROID_BITS, member))) {
        const acp_node *root = member->document->root;
        const acp_node *profile = acp_child_named(root, "vpn_connection_profile");
        const acp_node *replace = acp_child_named(root, "vpn_setting_replace_existing_profile");
        if (profile && profile->value.len &&
            (!replace || acp_slice_equal_nocase(replace->value, ACP_SLICE("true"))))
            check_conflict(run, rule, member, replace ? replace : profile, &seen);
    }
}
