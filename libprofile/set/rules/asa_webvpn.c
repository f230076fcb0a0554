/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: what webvpn hands out to clients, proxies of group policies, group URLs. */
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* ---- private proxies ----------------------------------------------------------------------- */

void acp_asa_proxy_linux(acp_set_run *run, const acp_rule *rule)
{
    static const char *const methods[] = {"use-server", "use-pac-url"};
    if (!acp_set_targets(run, ACP_LINUX))
        return;
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        acp_asa_value own = acp_asa_policy_own(at.policy, ACP_GP_MSIE_PROXY_METHOD);
        for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
            const acp_cli *method = acp_cli_find(own.items, methods[i]);
            if (method)
                acp_set_say(run, rule, acp_spot_cli(at.member, *method), NULL, NULL,
                            "Group policy %.*s gives clients a proxy with msie-proxy method %s. "
                            "The client for Linux does not set it, and programs there go without.",
                            ACP_SLICE_ARGS(acp_shown(at.policy->name.text)), methods[i]);
        }
    }
}

void acp_asa_proxy_lockdown_overridden(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        acp_asa_value lockdown =
            acp_asa_policy_value(at.asa, at.policy, ACP_GP_MSIE_PROXY_LOCKDOWN);
        acp_asa_value server = acp_asa_policy_value(at.asa, at.policy, ACP_GP_MSIE_PROXY_SERVER);
        const acp_cli *method =
            acp_asa_policy_item(at.asa, at.policy, ACP_GP_MSIE_PROXY_METHOD, "use-server");
        if (!acp_cli_is(lockdown.value, "disable") || !method || !server.items.count)
            continue;
        if (lockdown.from != ACP_ASA_OWN && server.from != ACP_ASA_OWN &&
            !acp_policy_states(&at, *method))
            continue;
        acp_spot proxy = acp_spot_cli(at.member, server.value);
        acp_set_say(run, rule, acp_spot_stated(&at, lockdown.value), &proxy, "the proxy",
                    "Group policy %.*s leaves the tab free but sets the private proxy %.*s. The "
                    "client hides the tab for a private proxy as well.",
                    ACP_SLICE_ARGS(acp_shown(at.policy->name.text)),
                    ACP_SLICE_ARGS(acp_shown(server.value.text)));
    }
}

/* ---- management profiles ------------------------------------------------------------------- */

/* The first line from here on that attaches a management profile; NULL: none. */
static const acp_asa_attached *skip_to_management(const acp_asa_attached *attached)
{
    while (attached && !acp_asa_attached_is(attached, "vpn-mgmt"))
        attached = attached->next;
    return attached;
}

/* The first line of a configuration that attaches one. */
static const acp_asa_attached *management_of(const acp_asa *asa)
{
    const acp_asa_attached *found = NULL;
    for (const acp_asa_policy *policy = asa->policies; policy && !found; policy = policy->next)
        found = skip_to_management(policy->profiles);
    return found;
}

static bool is_vpnm(acp_slice file)
{
    acp_slice end = ACP_SLICE(".vpnm");
    return file.len > end.len &&
           acp_slice_equal_nocase((acp_slice){file.ptr + file.len - end.len, end.len}, end);
}

static void check_extensions(acp_set_run *run, const acp_rule *rule, const acp_route *at,
                             acp_names *told)
{
    const acp_asa_attached *attached = skip_to_management(at->policy->profiles);
    for (; attached; attached = skip_to_management(attached->next)) {
        const acp_asa_profile *profile = acp_asa_find_profile(at->asa, attached->name.text);
        if (!profile || is_vpnm(profile->file_name) || !acp_mark(run, told, profile))
            continue;
        acp_spot use = acp_spot_cli(at->member, attached->name);
        acp_set_say(run, rule, acp_spot_cli(at->member, profile->file), &use, "attached here",
                    "Group policy %.*s attaches %.*s as a management profile, but its file is "
                    "%.*s. The ASA keeps management profiles in files that end in .vpnm.",
                    ACP_SLICE_ARGS(acp_shown(at->policy->name.text)),
                    ACP_SLICE_ARGS(acp_shown(profile->name.text)),
                    ACP_SLICE_ARGS(acp_shown(profile->file_name)));
    }
}

void acp_mgmt_profile_extension(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    for (acp_route at = {0}; acp_next_policy(run->set, &at);)
        check_extensions(run, rule, &at, &told);
}

void acp_mgmt_asa_too_old(acp_set_run *run, const acp_rule *rule)
{
    acp_release least = acp_release_parse(ACP_SLICE("9.0(1)"));
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa_attached *attached = management_of(member->asa);
        if (!attached || !member->asa->software.count ||
            acp_release_compare(member->asa->software, least) >= 0)
            continue;
        acp_spot use = acp_spot_cli(member, attached->name);
        acp_set_say(run, rule, acp_spot_cli(member, member->asa->version), &use,
                    "the management profile",
                    "This ASA runs release %.*s, and %.*s is attached as a management profile. "
                    "Before release 9.0(1) an ASA does not serve the management tunnel.",
                    ACP_SLICE_ARGS(acp_shown(member->asa->version.text)),
                    ACP_SLICE_ARGS(acp_shown(attached->name.text)));
    }
}

void acp_mgmt_image_too_old(acp_set_run *run, const acp_rule *rule)
{
    static const struct {
        acp_asa_os os;
        const char *label, *version;
    } first[] = {
        {ACP_ASA_OS_WINDOWS, "Windows", "4.7.00136"},
        {ACP_ASA_OS_MACOS, "macOS", "4.7.01076"},
    };
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa_attached *attached = management_of(member->asa);
        const acp_asa_image *image = attached ? member->asa->webvpn.images : NULL;
        for (; image; image = image->next) {
            size_t i = image->os == first[0].os ? 0 : 1;
            if (image->os != first[i].os || !image->version.count ||
                acp_release_compare(image->version,
                                    acp_release_parse(acp_slice_of(first[i].version))) >= 0)
                continue;
            acp_spot use = acp_spot_cli(member, attached->name);
            acp_set_say(
                run, rule, acp_spot_cli(member, image->file), &use, "the management profile",
                "The ASA hands out this package, and %.*s is attached as a management "
                "profile. Clients for %s know the management tunnel since %s.",
                ACP_SLICE_ARGS(acp_shown(attached->name.text)), first[i].label, first[i].version);
        }
    }
}

/* ---- other files --------------------------------------------------------------------------- */

/* By its fixed name, or by the file of that name if it is in the set. */
static bool is_local_policy(const acp_set *set, const acp_asa_profile *profile)
{
    if (acp_slice_equal_nocase(profile->file_name, ACP_SLICE("AnyConnectLocalPolicy.xml")))
        return true;
    for (acp_member *file = NULL; (file = acp_asa_next_profile_given(set, profile, file));)
        if (file->kind == ACP_KIND_LOCAL_POLICY)
            return true;
    return false;
}

void acp_local_policy_on_asa(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa_profile *profile = member->asa->webvpn.profiles;
        for (; profile; profile = profile->next)
            if (is_local_policy(run->set, profile))
                acp_set_say(run, rule, acp_spot_cli(member, profile->file), NULL, NULL,
                            "%.*s is a local policy. The ASA hands out profiles only, so that no "
                            "client ever takes its settings from here.",
                            ACP_SLICE_ARGS(acp_shown(profile->file_name)));
    }
}

void acp_asa_group_url_disabled(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);)
        for (const acp_asa_group_url *url = at.tunnel->urls; url; url = url->next)
            if (!url->enabled)
                acp_set_say(run, rule, acp_spot_cli(at.member, url->url), NULL, NULL,
                            "The ASA does not answer to this group URL, and a client that "
                            "connects to it does not get to tunnel group %.*s.",
                            ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)));
}
