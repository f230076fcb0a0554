/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: SCEP proxy, and tunnel groups that authenticate with certificates alone. */
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* ---- tunnel groups that enroll certificates ------------------------------------------------ */

/* The next tunnel group with scep-enrollment enable; *where: that word. */
static bool next_enrolling(const acp_set *set, acp_route *at, acp_cli *where)
{
    while (acp_next_tunnel(set, at)) {
        *where = acp_asa_tunnel_value(at->asa, at->tunnel, ACP_TG_SCEP_ENROLLMENT).value;
        if (acp_cli_is(*where, "enable"))
            return true;
    }
    return false;
}

static bool has_forwarding_url(const acp_route *at)
{
    return acp_asa_policy_value(at->asa, at->policy, ACP_GP_SCEP_FORWARDING_URL).items.count > 0;
}

void acp_scep_enrollment_without_forwarding_url(acp_set_run *run, const acp_rule *rule)
{
    acp_cli enroll;
    for (acp_route at = {0}; next_enrolling(run->set, &at, &enroll);) {
        acp_asa_value name = acp_asa_tunnel_value(at.asa, at.tunnel, ACP_TG_DEFAULT_GROUP_POLICY);
        bool undefined = !at.policy && !acp_cli_is(name.value, "DfltGrpPolicy");
        if (undefined || has_forwarding_url(&at))
            continue;
        acp_spot policy = at.policy ? acp_spot_cli(at.member, at.policy->name) : (acp_spot){0};
        acp_set_say(run, rule, acp_spot_cli(at.member, enroll), at.policy ? &policy : NULL,
                    "the group policy",
                    "Tunnel group %.*s lets clients enroll, but its group policy %.*s has no "
                    "scep-forwarding-url. The ASA does not know which CA to send their requests "
                    "to, and no client gets a certificate.",
                    ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)),
                    ACP_SLICE_ARGS(acp_shown(name.value.text)));
    }
}

void acp_scep_authentication_not_aaa_and_certificate(acp_set_run *run, const acp_rule *rule)
{
    const unsigned both = ACP_ASA_AUTH_AAA | ACP_ASA_AUTH_CERTIFICATE;
    acp_cli enroll;
    for (acp_route at = {0}; next_enrolling(run->set, &at, &enroll);) {
        acp_asa_value methods;
        unsigned bits = acp_asa_tunnel_authentication(at.asa, at.tunnel, &methods);
        if ((bits & both) == both)
            continue;
        acp_spot there = acp_spot_cli(at.member, enroll);
        acp_set_say(run, rule, acp_spot_tunnel_value(at.member, at.tunnel, methods), &there,
                    "enrollment is enabled here",
                    "Tunnel group %.*s enrolls clients but does not ask for %s. A client enrolls "
                    "after it logged on with a password, and shows its certificate from then on.",
                    ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)),
                    !(bits & both)            ? "password and certificate"
                    : bits & ACP_ASA_AUTH_AAA ? "a certificate"
                                              : "a password");
    }
}

static bool has_enabled_url(const acp_asa_tunnel *tunnel)
{
    const acp_asa_group_url *url = tunnel->urls;
    while (url && !url->enabled)
        url = url->next;
    return url != NULL;
}

void acp_scep_enrollment_without_group_url(acp_set_run *run, const acp_rule *rule)
{
    acp_cli enroll;
    for (acp_route at = {0}; next_enrolling(run->set, &at, &enroll);)
        if (!has_enabled_url(at.tunnel))
            acp_set_say(run, rule, acp_spot_cli(at.member, enroll), NULL, NULL,
                        "Tunnel group %.*s enrolls clients but has no enabled group-url. Clients "
                        "have no address that leads them to this group to enroll.",
                        ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)));
}

/* ---- group policies with the address of a CA ----------------------------------------------- */

/* The next group policy with a forwarding URL of its own. */
static bool next_forwarding(const acp_set *set, acp_route *at, acp_cli *url)
{
    while (acp_next_policy(set, at)) {
        acp_asa_value own = acp_asa_policy_own(at->policy, ACP_GP_SCEP_FORWARDING_URL);
        *url = own.value;
        if (own.items.count)
            return true;
    }
    return false;
}

void acp_scep_group_policy_without_profile(acp_set_run *run, const acp_rule *rule)
{
    acp_cli url;
    for (acp_route at = {0}; next_forwarding(run->set, &at, &url);) {
        const acp_asa_attached *attached = at.policy->profiles;
        while (attached && !acp_asa_attached_is(attached, "user"))
            attached = attached->next;
        if (!attached)
            acp_set_say(run, rule, acp_spot_cli(at.member, url), NULL, NULL,
                        "Group policy %.*s forwards enrollment requests but attaches no profile of "
                        "type user itself. Clients read in that profile what to put into a "
                        "request.",
                        ACP_SLICE_ARGS(acp_shown(at.policy->name.text)));
    }
}

void acp_scep_forwarding_url_unused(acp_set_run *run, const acp_rule *rule)
{
    acp_names used = {0};
    acp_cli enroll, url;
    for (acp_route at = {0}; next_enrolling(run->set, &at, &enroll);)
        if (has_forwarding_url(&at))
            acp_mark(
                run, &used,
                acp_asa_policy_value(at.asa, at.policy, ACP_GP_SCEP_FORWARDING_URL).value.line);
    for (acp_route at = {0}; next_forwarding(run->set, &at, &url);)
        if (!acp_is_marked(&used, url.line))
            acp_set_say(run, rule, acp_spot_cli(at.member, url), NULL, NULL,
                        "No tunnel group with scep-enrollment enable uses group policy %.*s. The "
                        "ASA forwards no request to this address.",
                        ACP_SLICE_ARGS(acp_shown(at.policy->name.text)));
}

/* ---- certificates alone -------------------------------------------------------------------- */

static bool is_certificate_only(const acp_route *at)
{
    const unsigned certificates = ACP_ASA_AUTH_CERTIFICATE | ACP_ASA_AUTH_MULTIPLE_CERTIFICATE;
    unsigned bits = acp_asa_tunnel_authentication(at->asa, at->tunnel, NULL);
    return bits && !(bits & ~certificates);
}

static void mark_mapped(acp_set_run *run, acp_names *mapped)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa_map_rule *map = member->asa->map_rules;
        for (; map; map = map->next) {
            const acp_asa_tunnel *tunnel = acp_asa_find_tunnel(member->asa, map->tunnel.text);
            if (tunnel)
                acp_mark(run, mapped, tunnel);
        }
    }
}

/* Reports the group if nothing selects it. The default groups have what nothing else selects. */
static void say_unselected(acp_set_run *run, const acp_rule *rule, const acp_route *at,
                           const acp_names *mapped, const acp_asa_tunnel *other)
{
    if (has_enabled_url(at->tunnel) || acp_is_marked(mapped, at->tunnel) ||
        acp_cli_is(at->tunnel->name, "DefaultWEBVPNGroup") ||
        acp_cli_is(at->tunnel->name, "DefaultRAGroup"))
        return;
    acp_asa_value methods = acp_asa_tunnel_value(at->asa, at->tunnel, ACP_TG_AUTHENTICATION);
    acp_spot there = acp_spot_cli(at->member, other->name);
    acp_set_say(run, rule, acp_spot_tunnel_value(at->member, at->tunnel, methods), &there,
                "another one",
                "Tunnel groups %.*s and %.*s ask for a certificate only. Neither a group-url nor a "
                "certificate map leads anybody to %.*s.",
                ACP_SLICE_ARGS(acp_shown(at->tunnel->name.text)),
                ACP_SLICE_ARGS(acp_shown(other->name.text)),
                ACP_SLICE_ARGS(acp_shown(at->tunnel->name.text)));
}

void acp_certificate_only_groups_without_group_url(acp_set_run *run, const acp_rule *rule)
{
    acp_names mapped = {0};
    acp_route first = {0};
    bool alone = true;
    mark_mapped(run, &mapped);
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);) {
        if (!is_certificate_only(&at))
            continue;
        if (at.member != first.member) {
            first = at;
            alone = true;
            continue;
        }
        if (alone)
            say_unselected(run, rule, &first, &mapped, at.tunnel);
        alone = false;
        say_unselected(run, rule, &at, &mapped, first.tunnel);
    }
}
