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

/* ---- Umbrella
 * ------------------------------------------------------------------------------------ */

static const acp_node *find_key(const acp_member *member, const char *key)
{
    const acp_node *node = acp_node_first_child(member->document->root);
    while (node && !acp_slice_is(acp_node_name(node), key))
        node = acp_node_next(node);
    return node;
}

static acp_slice value_of(const acp_node *node)
{
    return node ? acp_node_value(node) : (acp_slice){"", 0};
}

static acp_side side_of(acp_member *member, const char *key)
{
    const acp_node *node = find_key(member, key);
    return (acp_side){node ? acp_spot_value(member, node)
                           : acp_spot_name(member, member->document->root),
                      value_of(node)};
}

/* path is this directory's sub-folder data. */
static bool is_data_folder(acp_slice path, acp_slice directory)
{
    size_t above = directory.len + (directory.len > 0);
    return path.len == above + sizeof "data" - 1 && acp_path_ends(path, "data") &&
           acp_slice_equal((acp_slice){path.ptr, directory.len}, directory);
}

/* Not the module's other files. */
static acp_member *next_registration(const acp_set *set, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next_document(set, ACP_KIND_UMBRELLA, member);
    while (member &&
           !acp_slice_equal_nocase(acp_slice_of(member->base), ACP_SLICE("OrgInfo.json")));
    return member;
}

/* The copy the module made of it when it registered. */
static acp_member *find_registered(const acp_set *set, const acp_member *placed)
{
    acp_slice directory = acp_member_directory(placed);
    acp_member *member = NULL;
    while ((member = next_registration(set, member)))
        if (is_data_folder(acp_member_directory(member), directory))
            return member;
    return NULL;
}

void acp_umbrella_orginfo_replaced_with_old_data(acp_set_run *run, const acp_rule *rule)
{
    static const char *const keys[] = {"organizationId", "fingerprint", "userId"};
    enum { KEYS = sizeof keys / sizeof *keys };
    acp_member *placed = NULL;
    while ((placed = next_registration(run->set, placed))) {
        acp_member *registered = find_registered(run->set, placed);
        size_t key = 0;
        if (!registered)
            continue;
        while (key < KEYS && acp_slice_equal(side_of(placed, keys[key]).value,
                                             side_of(registered, keys[key]).value))
            key++;
        bool agrees = key == KEYS;
        const char *name = keys[agrees ? 0 : key];
        acp_side here = side_of(placed, name), there = side_of(registered, name);
        acp_set_agree(
            run, rule, "Umbrella registration", here, there, agrees,
            "%s is \"%.*s\" here and \"%.*s\" in %s, which the module made when it "
            "registered. It goes on with that registration until the data folder is gone.",
            name, ACP_SLICE_ARGS(acp_shown(here.value)), ACP_SLICE_ARGS(acp_shown(there.value)),
            registered->name);
    }
}

/* Something that brings the agent of the Secure Web Gateway to the endpoint: it is part of the
 * Umbrella module, and no file tells whether the subscription will use it (003:L15101-15117). */
static acp_member *find_web_gateway(const acp_set *set)
{
    acp_member *member = acp_set_next_document(set, ACP_KIND_UMBRELLA, NULL);
    if (member)
        return member;
    while ((member = acp_set_next_member(set, member)))
        if (acp_path_ends(acp_member_directory(member), "Umbrella/SWG"))
            return member;
    acp_package package = {0};
    while (acp_package_next(set, &package) && !acp_package_is(&package, "umbrella"))
        continue;
    return package.member;
}

#define LOCAL_PROXY "ClientInitialization/AllowLocalProxyConnections"

void acp_umbrella_swg_needs_local_proxy(acp_set_run *run, const acp_rule *rule)
{
    acp_member *gateway = find_web_gateway(run->set), *profile = NULL;
    while (gateway && (profile = acp_set_next_profile(run->set, false, profile))) {
        const acp_node *written = acp_member_first(profile, LOCAL_PROXY);
        acp_side here = {acp_spot_setting(profile, LOCAL_PROXY), value_of(written)};
        acp_side there = {acp_spot_file(gateway), acp_slice_of(gateway->base)};
        acp_set_agree(run, rule, "local proxy of the Secure Web Gateway", here, there,
                      acp_member_is(profile, LOCAL_PROXY, "true"),
                      "The Secure Web Gateway agent of Umbrella, which %s brings to the endpoint, "
                      "needs AllowLocalProxyConnections true in every VPN profile. %s.",
                      gateway->name,
                      written ? "Here it is not"
                              : "Here it is not written, and the guide contradicts itself on what "
                                "the client does then");
    }
}
