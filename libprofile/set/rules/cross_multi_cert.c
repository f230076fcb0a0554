/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles against tunnel groups that ask for certificates, above all for more than one. */
#include "set/connections.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

#define SELECTION    "ClientInitialization/AutomaticCertSelection"
#define CONTROLLABLE SELECTION "/@UserControllable"
#define STORE        "ClientInitialization/CertificateStore"
#define OVERRIDE     "ClientInitialization/CertificateStoreOverride"
#define ENROLLMENT   "ClientInitialization/CertificateEnrollment"
#define MOBILE       (ACP_IOS | ACP_ANDROID | ACP_CHROMEOS | ACP_UWP)

#define MULTIPLE "multiple-certificate"

/* The next profile and tunnel group that asks for several certificates; *method: that word. */
static bool next_multiple(acp_set_run *run, acp_pairing *pairing, const acp_cli **method)
{
    while (acp_next_pairing(run, pairing)) {
        *method = acp_route_asks_for(&pairing->at.route, MULTIPLE);
        if (*method)
            return true;
    }
    return false;
}

/* ---- settings such a tunnel group needs -------------------------------------------------------
 */

typedef struct {
    const char *what;
    const char *setting; /* to show when all is well */
    /* The setting that is not as needed; NULL: all is well. */
    const char *(*find_wrong)(const acp_member *profile);
    const char *consequence;
} requirement;

static void check_requirement(acp_set_run *run, const acp_rule *rule, const requirement *needed)
{
    const acp_cli *method;
    for (acp_pairing pairing = {0}; next_multiple(run, &pairing, &method);) {
        acp_member *profile = pairing.at.entry.member;
        const acp_route *route = &pairing.at.route;
        const char *wrong = needed->find_wrong(profile);
        acp_set_agree(run, rule, needed->what,
                      acp_side_of_setting(profile, wrong ? wrong : needed->setting),
                      acp_side_of_word(route->member, *method), !wrong,
                      "%.*s leads to tunnel group %.*s, which asks for two certificates. %s",
                      ACP_SLICE_ARGS(acp_shown(pairing.at.entry.host)),
                      ACP_SLICE_ARGS(acp_shown(route->tunnel->name.text)), needed->consequence);
    }
}

static const char *wrong_selection(const acp_member *profile)
{
    return acp_member_is(profile, SELECTION, "false") ? SELECTION : NULL;
}

void acp_multi_cert_without_automatic_selection(acp_set_run *run, const acp_rule *rule)
{
    static const requirement selection = {
        "automatic certificate selection", SELECTION, wrong_selection,
        "With automatic selection off the client has the user choose one, and the ASA does not "
        "let the user in."};
    check_requirement(run, rule, &selection);
}

static const char *wrong_control(const acp_member *profile)
{
    return !wrong_selection(profile) && !acp_member_is(profile, CONTROLLABLE, "false")
               ? CONTROLLABLE
               : NULL;
}

void acp_multi_cert_automatic_selection_user_controllable(acp_set_run *run, const acp_rule *rule)
{
    static const requirement control = {
        "user control of certificate selection", CONTROLLABLE, wrong_control,
        "A user who turns automatic selection off in the preferences of the client can no longer "
        "connect."};
    check_requirement(run, rule, &control);
}

static const char *wrong_store(const acp_member *profile)
{
    return acp_member_is(profile, STORE, "Machine") ? STORE : NULL;
}

void acp_multi_cert_machine_store_only(acp_set_run *run, const acp_rule *rule)
{
    static const requirement store = {
        "certificate store", STORE, wrong_store,
        "They have to be two of the user, or one of the machine and one of the user: from the "
        "machine store alone the client can offer neither."};
    check_requirement(run, rule, &store);
}

static const char *wrong_override(const acp_member *profile)
{
    if (!acp_member_is(profile, STORE, "All"))
        return STORE;
    return acp_member_is(profile, OVERRIDE, "true") ? NULL : OVERRIDE;
}

void acp_multi_cert_machine_certificate_unreachable(acp_set_run *run, const acp_rule *rule)
{
    static const requirement override = {
        "reach of the machine certificate", OVERRIDE, wrong_override,
        "Without CertificateStore All and CertificateStoreOverride true the client finds none of "
        "the machine for users without administrator rights, who need two of their own then."};
    check_requirement(run, rule, &override);
}

/* ---- enrollment ------------------------------------------------------------------------------
 */

/* What enrolls with SCEP: of the entry, or of its whole profile; NULL: nothing. */
static const acp_node *find_enrollment(const acp_entry *entry)
{
    static const char *const paths[] = {ENROLLMENT "/CertificateSCEP",
                                        ENROLLMENT "/AutomaticSCEPHost"};
    const acp_node *found = acp_node_below(entry->node, "AutomaticSCEPHost");
    for (size_t i = 0; i < sizeof paths / sizeof *paths && !found; i++)
        found = acp_member_first(entry->member, paths[i]);
    return found;
}

static void check_enrolling_entries(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    for (acp_connection at = {0}; acp_next_connection(run->set, false, &at);) {
        const acp_cli *method = acp_route_asks_for(&at.route, MULTIPLE);
        const acp_node *scep = method ? find_enrollment(&at.entry) : NULL;
        if (!scep || !acp_mark_pair(run, &told, scep, at.route.tunnel))
            continue;
        acp_spot there = acp_spot_cli(at.route.member, *method);
        acp_set_say(run, rule, acp_spot_name(at.entry.member, scep), &there, "several certificates",
                    "%.*s leads to tunnel group %.*s, which asks for several certificates. With "
                    "that the client does not enroll through SCEP.",
                    ACP_SLICE_ARGS(acp_shown(at.entry.host)),
                    ACP_SLICE_ARGS(acp_shown(at.route.tunnel->name.text)));
    }
}

void acp_multi_cert_with_scep(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);) {
        const acp_cli *method = acp_route_asks_for(&at, MULTIPLE);
        acp_cli enroll = acp_asa_tunnel_value(at.asa, at.tunnel, ACP_TG_SCEP_ENROLLMENT).value;
        if (!method || !acp_cli_is(enroll, "enable"))
            continue;
        acp_spot there = acp_spot_cli(at.member, *method);
        acp_set_say(run, rule, acp_spot_cli(at.member, enroll), &there, "several certificates",
                    "Tunnel group %.*s asks for several certificates. With that its clients do not "
                    "enroll through SCEP.",
                    ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)));
    }
    check_enrolling_entries(run, rule);
}

/* ---- mobile clients --------------------------------------------------------------------------
 */

static const acp_node *mobile_of(const acp_entry *entry)
{
    return acp_node_below(entry->node, "MobileHostEntryInfo");
}

void acp_multi_cert_on_mobile(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    for (acp_connection at = {0}; acp_next_connection(run->set, false, &at);) {
        const acp_cli *method = acp_route_asks_for(&at.route, MULTIPLE);
        if (!method || !mobile_of(&at.entry))
            continue;
        acp_spot there = acp_spot_cli(at.route.member, *method);
        acp_mark(run, &told, at.route.tunnel);
        acp_set_say(run, rule, acp_spot_name(at.entry.member, mobile_of(&at.entry)), &there,
                    "several certificates",
                    "This entry is for mobile devices and leads to tunnel group %.*s, which asks "
                    "for several certificates. Mobile clients cannot give them.",
                    ACP_SLICE_ARGS(acp_shown(at.route.tunnel->name.text)));
    }
    for (acp_route at = {0}; acp_set_targets(run, MOBILE) && acp_next_tunnel(run->set, &at);) {
        const acp_cli *method = acp_route_asks_for(&at, MULTIPLE);
        if (method && acp_mark(run, &told, at.tunnel))
            acp_set_say(run, rule, acp_spot_cli(at.member, *method), NULL, NULL,
                        "Tunnel group %.*s asks for several certificates, and the target platforms "
                        "include mobile ones. Mobile clients cannot give them.",
                        ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)));
    }
}

void acp_certificate_policy_none_but_required(acp_set_run *run, const acp_rule *rule)
{
    for (acp_connection at = {0}; acp_next_connection(run->set, false, &at);) {
        const acp_cli *method = acp_route_asks_for(&at.route, "certificate");
        const acp_node *mobile = mobile_of(&at.entry);
        if (!method || !mobile)
            continue;
        acp_side here = acp_side_below(at.entry.member, mobile, "CertificatePolicy");
        acp_set_agree(run, rule, "certificate of a mobile entry", here,
                      acp_side_of_word(at.route.member, *method), !acp_slice_is(here.value, "None"),
                      "Mobile clients use no certificate for this entry, but tunnel group %.*s of "
                      "%.*s asks for one. The ASA does not let them in.",
                      ACP_SLICE_ARGS(acp_shown(at.route.tunnel->name.text)),
                      ACP_SLICE_ARGS(acp_shown(at.entry.host)));
    }
}
