/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IOS-XE: what clients tunnel, and their way to the Internet if it is everything. */
#include "set/marks.h"
#include "set/rules/checks.h"
#include "set/rules/iosxe_each.h"

/* ---- no split tunneling ---------------------------------------------------------------------- */

/* The next authorization policy that clients get, each once. */
static const acp_iosxe_authorization *next_policy(acp_set_run *run, acp_flex *at, acp_names *seen)
{
    while (acp_next_flex(run->set, at)) {
        const acp_iosxe_authorization *policy = acp_flex_authorization(at);
        if (policy && acp_mark(run, seen, policy))
            return policy;
    }
    return NULL;
}

void acp_iosxe_split_acl_missing(acp_set_run *run, const acp_rule *rule)
{
    acp_names seen = {0};
    const acp_iosxe_authorization *policy;
    for (acp_flex at = {0}; (policy = next_policy(run, &at, &seen));)
        if (!policy->route_acl.line)
            acp_set_say(run, rule, acp_spot_cli(at.member, policy->name), NULL, NULL,
                        "The authorization policy %.*s of IKEv2 profile %.*s has no route set "
                        "access-list, so that clients send all traffic through the tunnel.",
                        ACP_SLICE_ARGS(acp_shown(policy->name.text)),
                        ACP_SLICE_ARGS(acp_shown(at.profile->name.text)));
}

void acp_iosxe_no_nat(acp_set_run *run, const acp_rule *rule)
{
    acp_names seen = {0};
    const acp_iosxe_authorization *policy;
    for (acp_flex at = {0}; (policy = next_policy(run, &at, &seen));) {
        const acp_iosxe_interface *template = acp_flex_template(&at);
        bool inside = template && acp_cli_is(template->nat, "inside");
        if (policy->route_acl.line || !template || (inside && at.router->nats))
            continue;
        acp_spot there = acp_spot_cli(at.member, policy->name);
        acp_set_say(run, rule, acp_spot_cli(at.member, inside ? template->nat : template->name),
                    &there, "nothing is split off",
                    "Clients of IKEv2 profile %.*s send everything through the tunnel, and %s: "
                    "with private addresses they reach nothing on the Internet.",
                    ACP_SLICE_ARGS(acp_shown(at.profile->name.text)),
                    inside            ? "the router has no ip nat inside source"
                    : at.router->nats ? "this interface has no ip nat inside"
                                      : "the router translates no addresses");
    }
}

/* ---- masks ----------------------------------------------------------------------------------- */

/* Ones on the left, zeros on the right, and some of both. */
static bool is_netmask(acp_cli wildcard)
{
    int prefix = wildcard.line ? acp_ip_mask_prefix(acp_ip_parse(wildcard.text)) : -1;
    return prefix > 0 && prefix < 32;
}

static void check_mask(acp_set_run *run, const acp_rule *rule, acp_member *member,
                       const acp_iosxe_address *address, acp_spot use)
{
    if (!is_netmask(address->wildcard))
        return;
    acp_ip mask = acp_ip_parse(address->wildcard.text);
    acp_set_say(run, rule, acp_spot_cli(member, address->wildcard), &use, "the list is used here",
                "In access lists of a router one-bits stand for what may differ, so that this "
                "matches other addresses than %.*s and those beside it. The wildcard mask of that "
                "network is %d.%d.%d.%d.",
                ACP_SLICE_ARGS(acp_shown(address->value.text)), 255 - mask.bytes[0],
                255 - mask.bytes[1], 255 - mask.bytes[2], 255 - mask.bytes[3]);
}

static void check_list(acp_set_run *run, const acp_rule *rule, acp_member *member, acp_cli use,
                       acp_names *seen)
{
    const acp_iosxe_acl *acl = use.line ? acp_iosxe_find_acl(member->iosxe, use.text) : NULL;
    if (!acl || !acp_mark(run, seen, acl))
        return;
    for (const acp_iosxe_ace *ace = acl->entries; ace; ace = ace->next) {
        check_mask(run, rule, member, &ace->source, acp_spot_cli(member, use));
        check_mask(run, rule, member, &ace->destination, acp_spot_cli(member, use));
    }
}

void acp_iosxe_acl_netmask(acp_set_run *run, const acp_rule *rule)
{
    acp_names seen = {0};
    for (acp_member *member = NULL; (member = acp_next_router(run->set, member));) {
        const acp_iosxe *router = member->iosxe;
        for (const acp_iosxe_authorization *at = router->authorizations; at; at = at->next)
            check_list(run, rule, member, at->route_acl, &seen);
        for (const acp_iosxe_nat *at = router->nats; at; at = at->next)
            check_list(run, rule, member, at->acl, &seen);
    }
}
