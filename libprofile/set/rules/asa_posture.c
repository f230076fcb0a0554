/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Posture modules that an ASA deploys. */
#include "set/rules/asa_each.h"
#include "set/rules/asa_fault.h"
#include "set/rules/checks.h"

typedef struct {
    acp_route at;
    acp_cli item;
} module_use;

/* The next group policy whose own list of modules has one; the first after {0}. */
static bool next_with_module(const acp_set *set, const char *module, module_use *use)
{
    while (acp_next_policy(set, &use->at)) {
        const acp_cli *item =
            acp_cli_find(acp_asa_policy_own(use->at.policy, ACP_GP_MODULES).items, module);
        if (!item)
            continue;
        use->item = *item;
        return true;
    }
    return false;
}

static acp_slice shown_name(const module_use *use)
{
    return acp_shown(use->at.policy->name.text);
}

void acp_ise_and_firewall_posture_together(acp_set_run *run, const acp_rule *rule)
{
    for (module_use use = {0}; next_with_module(run->set, "iseposture", &use);) {
        acp_member *member = use.at.member;
        const acp_cli *posture =
            acp_cli_find(acp_asa_policy_own(use.at.policy, ACP_GP_MODULES).items, "posture");
        const acp_cli *other = posture ? posture : &use.at.asa->webvpn.hostscan_enable;
        if (!other->line)
            continue;
        acp_spot there = acp_spot_cli(member, *other);
        acp_set_say(run, rule, acp_spot_cli(member, use.item), &there,
                    "Secure Firewall Posture is here",
                    "Group policy %.*s deploys ISE posture where %s. What two posture agents make "
                    "of one computer cannot be foreseen.",
                    ACP_SLICE_ARGS(shown_name(&use)),
                    posture ? "it also deploys Secure Firewall Posture"
                            : "the ASA has Secure Firewall Posture enabled (hostscan enable)");
    }
}

void acp_asa_posture_without_image(acp_set_run *run, const acp_rule *rule)
{
    for (module_use use = {0}; next_with_module(run->set, "posture", &use);)
        if (!use.at.asa->webvpn.hostscan_image.line)
            acp_set_say(run, rule, acp_spot_cli(use.at.member, use.item), NULL, NULL,
                        "Group policy %.*s deploys Secure Firewall Posture, and webvpn has no "
                        "hostscan image. Clients get the module without the OPSWAT definitions "
                        "that its checks need.",
                        ACP_SLICE_ARGS(shown_name(&use)));
}

/* Releases up to 4.3 have OPSWAT v2. */
static bool has_opswat_v2(acp_release version)
{
    return version.count > 1 &&
           (version.part[0] < 4 || (version.part[0] == 4 && version.part[1] <= 3));
}

void acp_hostscan_image_opswat_v2(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa_webvpn *webvpn = &member->asa->webvpn;
        if (webvpn->hostscan_image.line && has_opswat_v2(webvpn->hostscan_version))
            acp_set_say(run, rule, acp_spot_cli(member, webvpn->hostscan_image), NULL, NULL,
                        "%.*s has OPSWAT v2. The version on the ASA and on clients must match, "
                        "and a current client has v4.",
                        ACP_SLICE_ARGS(acp_shown(webvpn->hostscan_image.text)));
    }
}

void acp_posture_root_actions_need_predeployment(acp_set_run *run, const acp_rule *rule)
{
    if (!acp_set_targets(run, ACP_MACOS | ACP_LINUX))
        return;
    for (module_use use = {0}; next_with_module(run->set, "posture", &use);)
        acp_set_say(run, rule, acp_spot_cli(use.at.member, use.item), NULL, NULL,
                    "Group policy %.*s deploys Secure Firewall Posture from the ASA. On macOS and "
                    "Linux it should be predeployed if checks or remediation need root.",
                    ACP_SLICE_ARGS(shown_name(&use)));
}
