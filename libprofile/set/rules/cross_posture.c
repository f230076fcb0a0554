/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Posture of profiles and ASAs: Secure Firewall Posture, and the module for ISE. */
#include "set/connections.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

#define MOBILE (ACP_IOS | ACP_ANDROID | ACP_CHROMEOS | ACP_UWP)

/* ---- Secure Firewall Posture -----------------------------------------------------------------
 */

static acp_side package_side(const acp_member *member, acp_member *at)
{
    const acp_cli *image = &member->asa->webvpn.hostscan_image;
    const char *name = image->text.ptr + image->text.len;
    while (name > image->text.ptr && name[-1] != '/' && name[-1] != ':')
        name--;
    return (acp_side){acp_spot_cli(at, *image),
                      {name, image->text.len - (size_t)(name - image->text.ptr)}};
}

void acp_hostscan_images_differ(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    acp_member *profile = NULL, *first = NULL;
    for (acp_connection at = {0}; acp_next_connection(run->set, false, &at);) {
        acp_member *asa = at.route.member;
        if (at.entry.member != profile)
            first = NULL;
        profile = at.entry.member;
        if (!at.route.asa->webvpn.hostscan_version.count)
            continue;
        if (!first)
            first = asa;
        if (asa == first || !acp_mark_pair(run, &told, first, asa))
            continue;
        acp_side here = package_side(asa, asa), there = package_side(first, first);
        acp_set_agree(run, rule, "posture package", here, there,
                      acp_release_compare(asa->asa->webvpn.hostscan_version,
                                          first->asa->webvpn.hostscan_version) == 0,
                      "This ASA loads %.*s and %s loads %.*s, and %s leads to both. At every "
                      "connection the endpoint takes the version of the ASA it connects to.",
                      ACP_SLICE_ARGS(acp_shown(here.value)), first->base,
                      ACP_SLICE_ARGS(acp_shown(there.value)), profile->base);
    }
}

void acp_firewall_posture_on_mobile(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    for (acp_connection at = {0}; acp_next_connection(run->set, false, &at);) {
        const acp_node *mobile = acp_node_below(at.entry.node, "MobileHostEntryInfo");
        const acp_asa_webvpn *webvpn = &at.route.asa->webvpn;
        if (!mobile || !webvpn->hostscan_enable.line || !acp_mark(run, &told, at.route.asa))
            continue;
        acp_spot there = acp_spot_name(at.entry.member, mobile);
        acp_set_say(run, rule, acp_spot_cli(at.route.member, webvpn->hostscan_enable), &there,
                    "an entry for mobile devices",
                    "The ASA asks for Secure Firewall Posture, and %s has an entry for mobile "
                    "devices that leads to it. Posture does not run there, so that policies "
                    "learn nothing from it.",
                    at.entry.member->base);
    }
    acp_member *member = NULL;
    while (acp_set_targets(run, MOBILE) && (member = acp_next_asa(run->set, member)))
        if (member->asa->webvpn.hostscan_enable.line && acp_mark(run, &told, member->asa))
            acp_set_say(run, rule, acp_spot_cli(member, member->asa->webvpn.hostscan_enable), NULL,
                        NULL,
                        "The ASA asks for Secure Firewall Posture, and the target platforms "
                        "include mobile ones. Posture does not run there, so that policies learn "
                        "nothing from it.");
}

/* ---- the module for ISE ----------------------------------------------------------------------
 */

void acp_ise_posture_module_not_on_asa(acp_set_run *run, const acp_rule *rule)
{
    acp_member *profile = acp_set_next_document(run->set, ACP_KIND_ISE_POSTURE, NULL);
    acp_member *asa = acp_next_asa(run->set, NULL);
    if (!profile || !asa)
        return;
    acp_side there = {acp_spot_name(profile, profile->document->root), ACP_SLICE("iseposture")};
    acp_side here = {.at = acp_spot_file(asa)};
    bool found = false;
    for (acp_route at = {0}; !found && acp_next_policy(run->set, &at);) {
        acp_asa_value modules = acp_asa_policy_own(at.policy, ACP_GP_MODULES);
        const acp_cli *module = acp_cli_find(modules.items, "iseposture");
        found = module != NULL;
        if (module)
            here = acp_side_of_word(at.member, *module);
        else if (!here.value.len && modules.items.count)
            here = (acp_side){acp_spot_cli(at.member, modules.value),
                              acp_words_shown(run, modules.items)};
    }
    acp_set_agree(run, rule, "ISE posture module", here, there, found,
                  "There is an ISE posture profile, and no group policy deploys the module it is "
                  "for. Where the module comes from elsewhere, it gets a profile from ISE only "
                  "once it has found ISE.");
}

#define DART_COUNT "DARTCount"

void acp_ise_dart_count_without_dart(acp_set_run *run, const acp_rule *rule)
{
    acp_member *profile = NULL;
    while ((profile = acp_set_next_document(run->set, ACP_KIND_ISE_POSTURE, profile))) {
        acp_side there = acp_side_of_setting(profile, DART_COUNT);
        if (acp_cli_number((acp_cli){.text = there.value}) <= 0)
            continue;
        for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
            acp_asa_value modules = acp_asa_policy_own(at.policy, ACP_GP_MODULES);
            const acp_cli *module = acp_cli_find(modules.items, "iseposture");
            if (!module)
                continue;
            acp_side here = {acp_spot_cli(at.member, *module), acp_words_shown(run, modules.items)};
            acp_set_agree(run, rule, "modules for DART bundles", here, there,
                          acp_cli_find(modules.items, "dart") != NULL,
                          "The ISE posture profile has DARTCount %.*s, but group policy %.*s "
                          "deploys the posture module without DART. Where DART is missing, no "
                          "bundle is collected.",
                          ACP_SLICE_ARGS(acp_shown(there.value)),
                          ACP_SLICE_ARGS(acp_shown(at.policy->name.text)));
        }
    }
}
