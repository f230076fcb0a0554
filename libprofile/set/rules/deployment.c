/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What lies in a deployment tree or an installation package besides VPN profiles and scripts. */
#include "set/files.h"
#include "set/rules/checks.h"

/* ---- generations of the client -----------------------------------------------------------------
 */

static bool is_of_generation(const acp_member *member, const char *const directories[2])
{
    acp_slice directory = acp_member_directory(member);
    return acp_path_has(directory, directories[0]) || acp_path_has(directory, directories[1]);
}

static acp_member *first_of_generation(const acp_set *set, const char *const directories[2])
{
    acp_member *member = acp_set_next_member(set, NULL);
    while (member && !is_of_generation(member, directories))
        member = acp_set_next_member(set, member);
    return member;
}

void acp_mixed_generation_paths(acp_set_run *run, const acp_rule *rule)
{
    static const char *const old[] = {"Cisco AnyConnect Secure Mobility Client",
                                      "opt/cisco/anyconnect"};
    static const char *const current[] = {"Cisco Secure Client", "opt/cisco/secureclient"};
    bool old_client = run->client_version < ACP_VERSION(5, 0);
    acp_member *wrong = first_of_generation(run->set, old_client ? current : old);
    acp_member *right = first_of_generation(run->set, old_client ? old : current);
    if (!wrong || !right)
        return;
    acp_spot there = acp_spot_file(right);
    acp_set_say(run, rule, acp_spot_file(wrong), &there, "of the other generation",
                "%s lies where %s keeps its files, %s where %s does. A client reads the "
                "directories of its own generation only.",
                wrong->base, old_client ? "Secure Client 5" : "AnyConnect 4", right->base,
                old_client ? "AnyConnect 4" : "Secure Client 5");
}

/* ---- installer transforms
 * ------------------------------------------------------------------------ */

static acp_member *next_transforms(const acp_set *set, acp_member *last)
{
    return acp_set_next_document(set, ACP_KIND_TRANSFORMS, last);
}

/* An element that has its counterpart in the local policy. */
static bool is_policy_setting(const acp_node *node)
{
    return node->setting != ACP_NO_SETTING && !acp_slice_is(node->name, "DisableVPN") &&
           !acp_slice_is(node->name, "DisableCustomerExperienceFeedback");
}

void acp_transforms_local_policy_ignored(acp_set_run *run, const acp_rule *rule)
{
    acp_member *policy = acp_set_next_document(run->set, ACP_KIND_LOCAL_POLICY, NULL);
    for (acp_member *member = NULL; policy && (member = next_transforms(run->set, member));) {
        const acp_node *first = NULL, *node = acp_node_first_child(member->document->root);
        size_t count = 0;
        for (; node; node = acp_node_next(node)) {
            count += is_policy_setting(node);
            first = first || !is_policy_setting(node) ? first : node;
        }
        if (!first)
            continue;
        acp_spot there = acp_spot_name(policy, policy->document->root);
        char others[48] = "";
        if (count > 1)
            snprintf(others, sizeof others, " and %zu more", count - 1);
        acp_set_say(run, rule, acp_spot_name(member, first), &there, "the local policy",
                    "The installer uses %.*s%s only to write a local policy where there is none; "
                    "with %s in place it passes over them.",
                    ACP_SLICE_ARGS(first->name), others, policy->name);
    }
}

/* A VPN profile, or whatever else the package has where those lie. */
static acp_member *find_vpn_profile(const acp_set *set)
{
    acp_member *member = acp_set_next_profile(set, true, NULL);
    if (member)
        return member;
    while ((member = acp_set_next_member(set, member)))
        if (acp_path_ends(acp_member_directory(member), "Profiles/vpn"))
            return member;
    return NULL;
}

void acp_transforms_disable_vpn_with_profile(acp_set_run *run, const acp_rule *rule)
{
    acp_member *profile = find_vpn_profile(run->set);
    for (acp_member *member = NULL; profile && (member = next_transforms(run->set, member));) {
        if (!acp_member_is(member, "DisableVPN", "true"))
            continue;
        acp_spot there = acp_spot_file(profile);
        acp_set_say(run, rule, acp_spot_setting(member, "DisableVPN"), &there, "a VPN profile",
                    "The installer leaves the VPN out, and nothing on the endpoint reads %s.",
                    profile->name);
    }
}

static bool is_obfuscated_profile(const acp_member *member)
{
    return acp_slice_equal_nocase(acp_slice_of(member->base), ACP_SLICE("NVM_ServiceProfile.wso"));
}

/* The profile of the Network Visibility Module, or another file in its folder. *obfuscated: the
 * copy the installer for macOS takes is there. */
static acp_member *find_nvm_profile(const acp_set *set, bool *obfuscated)
{
    acp_member *found = acp_set_next_document(set, ACP_KIND_NVM, NULL), *member = NULL;
    *obfuscated = false;
    while ((member = acp_set_next_member(set, member))) {
        *obfuscated = *obfuscated || is_obfuscated_profile(member);
        if (!found && acp_path_ends(acp_member_directory(member), "Profiles/nvm"))
            found = member;
    }
    return found;
}

void acp_nvm_standalone_without_wso(acp_set_run *run, const acp_rule *rule)
{
    bool obfuscated;
    acp_member *profile = find_nvm_profile(run->set, &obfuscated);
    if (!profile || obfuscated || !acp_set_is_complete(run->set))
        return;
    for (acp_member *member = NULL; (member = next_transforms(run->set, member));) {
        if (!acp_member_is(member, "DisableVPN", "true"))
            continue;
        acp_spot there = acp_spot_file(profile);
        acp_set_say(run, rule, acp_spot_setting(member, "DisableVPN"), &there,
                    "of the Network Visibility Module",
                    "The stand-alone module takes its profile as NVM_ServiceProfile.wso, which the "
                    "Profile Editor saves beside the XML, and of that this package has no copy.");
    }
}
