/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Enrollment settings of profiles against the ASAs. */
#include "set/connections.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

#define ENROLLMENT "ClientInitialization/CertificateEnrollment"
#define CONTENTS   ENROLLMENT "/CertificateSCEP"
#define THRESHOLD  ENROLLMENT "/CertificateExpirationThreshold"

/* ---- SCEP proxy ------------------------------------------------------------------------------
 */

/* The profile says itself where to enroll, for all entries or one. */
static bool names_enrollment_server(acp_member *profile)
{
    static const char *const names[] = {"AutomaticSCEPHost", "CAURL"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[64];
        snprintf(path, sizeof path, ENROLLMENT "/%s", names[i]);
        if (acp_member_first(profile, path))
            return true;
        for (acp_entry entry = {0}; acp_entry_next_in(profile, &entry);)
            if (acp_node_below(entry.node, names[i]))
                return true;
    }
    return false;
}

/* The first tunnel group that enrolls; else the first ASA. */
static acp_side enrolling_side(const acp_set *set, bool *enrolls)
{
    for (acp_route at = {0}; acp_next_tunnel(set, &at);) {
        acp_asa_value enroll = acp_asa_tunnel_value(at.asa, at.tunnel, ACP_TG_SCEP_ENROLLMENT);
        *enrolls = acp_cli_is(enroll.value, "enable");
        if (*enrolls)
            return (acp_side){acp_spot_cli(at.member, enroll.value), at.tunnel->name.text};
    }
    *enrolls = false;
    return (acp_side){.at = acp_spot_file(acp_next_asa(set, NULL))};
}

void acp_scep_contents_without_headend(acp_set_run *run, const acp_rule *rule)
{
    bool enrolls;
    if (!acp_next_asa(run->set, NULL))
        return;
    acp_side there = enrolling_side(run->set, &enrolls);
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(run->set, false, profile));) {
        const acp_node *contents = acp_member_first(profile, CONTENTS);
        if (!contents || names_enrollment_server(profile))
            continue;
        acp_side here = {acp_spot_name(profile, contents), ACP_SLICE("through the ASA")};
        acp_set_agree(run, rule, "SCEP enrollment", here, there, enrolls,
                      "The profile says what to put into a certificate request and names no "
                      "server for it, so the ASA should forward it. No tunnel group has "
                      "scep-enrollment enable, and no client gets a certificate.");
    }
}

/* ---- warning before expiry -------------------------------------------------------------------
 */

/* The protocol of the servers that check passwords for a tunnel group; line NULL: none does, or
 * they are not defined here. */
static acp_cli password_protocol(const acp_route *route)
{
    acp_cli group =
        acp_asa_tunnel_value(route->asa, route->tunnel, ACP_TG_AUTHENTICATION_SERVER_GROUP).value;
    const acp_asa_aaa_server *server = acp_asa_find_aaa_server(route->asa, group.text);
    return server && acp_route_asks_for(route, "aaa") ? server->protocol : (acp_cli){0};
}

void acp_certificate_expiration_threshold_with_radius(acp_set_run *run, const acp_rule *rule)
{
    for (acp_pairing pairing = {0}; acp_next_pairing(run, &pairing);) {
        acp_member *profile = pairing.at.entry.member;
        const acp_route *route = &pairing.at.route;
        acp_side here = acp_side_of_setting(profile, THRESHOLD);
        acp_cli protocol = password_protocol(route);
        if (acp_cli_number((acp_cli){.text = here.value}) <= 0 || !protocol.line)
            continue;
        acp_set_agree(run, rule, "certificate expiry warning", here,
                      acp_side_of_word(route->member, protocol), !acp_cli_is(protocol, "radius"),
                      "Users are to be warned %.*s days before their certificate expires, but "
                      "tunnel group %.*s checks passwords with RADIUS. There the client gives no "
                      "such warning.",
                      ACP_SLICE_ARGS(acp_shown(here.value)),
                      ACP_SLICE_ARGS(acp_shown(route->tunnel->name.text)));
    }
}

/* ---- %machineid% -----------------------------------------------------------------------------
 */

static bool holds_machine_id(acp_slice value)
{
    acp_slice wanted = ACP_SLICE("%machineid%");
    for (; value.len >= wanted.len; value.ptr++, value.len--)
        if (acp_slice_equal_nocase((acp_slice){value.ptr, wanted.len}, wanted))
            return true;
    return false;
}

static bool deploys_posture(const acp_set *set)
{
    for (acp_member *member = NULL; (member = acp_next_asa(set, member));)
        if (member->asa->webvpn.hostscan_enable.line)
            return true;
    for (acp_route at = {0}; acp_next_policy(set, &at);)
        if (acp_cli_find(acp_asa_policy_own(at.policy, ACP_GP_MODULES).items, "posture"))
            return true;
    return false;
}

void acp_machineid_without_posture(acp_set_run *run, const acp_rule *rule)
{
    acp_member *asa = acp_next_asa(run->set, NULL);
    if (!asa || deploys_posture(run->set))
        return;
    acp_spot there = acp_spot_file(asa);
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(run->set, false, profile));) {
        const acp_node *contents = acp_member_first(profile, CONTENTS);
        const acp_node *field = contents ? acp_node_first_child(contents) : NULL;
        for (; field; field = acp_node_next(field))
            if (holds_machine_id(acp_node_value(field)))
                acp_set_say(run, rule, acp_spot_value(profile, field), &there, "the ASA",
                            "Secure Firewall Posture puts the machine's id in place of "
                            "%%machineid%%. The ASA neither has hostscan enable in webvpn nor "
                            "deploys the module posture, and without it nothing does.");
    }
}
