/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entries for mobile devices against the ASAs they lead to. */
#include "set/connections.h"
#include "set/rules/checks.h"
#include "set/rules/mobile.h"

static const acp_node *mobile_of(const acp_entry *entry)
{
    return acp_node_below(entry->node, "MobileHostEntryInfo");
}

/* ---- on demand -------------------------------------------------------------------------------
 */

void acp_asa_ondemand_idle_timeout_long(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    for (acp_connection at = {0}; acp_next_connection(run->set, false, &at);) {
        const acp_node *mobile = mobile_of(&at.entry);
        const acp_route *route = &at.route;
        if (!mobile || !acp_route_asks_for(route, "certificate"))
            continue;
        acp_side there = acp_side_below(at.entry.member, mobile, "ConnectOnDemand");
        if (!acp_slice_is(there.value, "true") ||
            !acp_mark_pair(run, &told, at.entry.member, route->policy))
            continue;
        acp_asa_value timeout =
            acp_asa_policy_value(route->asa, route->policy, ACP_GP_VPN_IDLE_TIMEOUT);
        bool written = timeout.value.line;
        acp_side here = {acp_spot_policy_value(route->member, route->policy, timeout),
                         written ? timeout.value.text : ACP_SLICE("the default")};
        const char *unit = !written             ? ", half an hour or more"
                           : timeout.number < 0 ? ", which is no limit"
                                                : " minutes";
        acp_set_agree(
            run, rule, "idle timeout on demand", here, there,
            written && timeout.number >= 0 && timeout.number <= 1,
            "Entries of %s connect on demand to tunnel group %.*s, whose vpn-idle-timeout is "
            "%.*s%s. The device keeps the connection that long after its last use.",
            at.entry.member->base, ACP_SLICE_ARGS(acp_shown(route->tunnel->name.text)),
            ACP_SLICE_ARGS(acp_shown(here.value)), unit);
    }
}

/* What of a tunnel group keeps a device from connecting by itself; NULL: nothing. */
static const char *on_demand_fault(const acp_entry *entry, const acp_route *route)
{
    const unsigned certificates = ACP_ASA_AUTH_CERTIFICATE | ACP_ASA_AUTH_MULTIPLE_CERTIFICATE;
    unsigned methods = acp_asa_tunnel_authentication(route->asa, route->tunnel, NULL);
    if (!(methods & certificates))
        return "asks for no certificate";
    if (methods & ~certificates)
        return "asks for more than a certificate";
    if (acp_asa_tunnel_value(route->asa, route->tunnel, ACP_TG_SECONDARY_AUTHENTICATION)
            .items.count)
        return "has a secondary authentication";
    /* IPsec names the tunnel group itself. */
    if (!entry->ipsec &&
        acp_asa_tunnel_by_url(route->asa, entry->host, entry->group) != route->tunnel)
        return "is not reached by a group URL";
    return NULL;
}

static void check_on_demand(acp_set_run *run, const acp_rule *rule, const acp_entry *entry,
                            acp_spot here)
{
    for (acp_route route = {0}; acp_entry_next_asa(run->set, entry, &route);) {
        const char *fault = route.tunnel ? on_demand_fault(entry, &route) : NULL;
        if (!fault)
            continue;
        acp_spot there = acp_spot_cli(route.member, route.tunnel->name);
        acp_set_say(run, rule, here, &there, "the tunnel group is here",
                    "Tunnel group %.*s %s, and a device that connects on demand asks its user "
                    "nothing.",
                    ACP_SLICE_ARGS(acp_shown(route.tunnel->name.text)), fault);
    }
}

void acp_ondemand_group_not_certificate_only(acp_set_run *run, const acp_rule *rule)
{
    for (acp_entry entry = {0}; acp_entry_next(run->set, false, &entry);) {
        const acp_node *mobile = mobile_of(&entry);
        const acp_node *node = mobile ? acp_node_below(mobile, "ConnectOnDemand") : NULL;
        if (node && acp_slice_is(node->value, "true"))
            check_on_demand(run, rule, &entry, acp_spot_value(entry.member, node));
    }
    for (acp_link_at at = {0}; acp_next_link(run->set, &at);) {
        const acp_node *node = acp_link_at_parameter(&at, "useondemand");
        acp_entry entry;
        if (node && acp_slice_is(at.action, "create") && acp_slice_is(node->value, "true") &&
            acp_entry_of_link(&at, &entry))
            check_on_demand(run, rule, &entry, acp_spot_value(at.member, node));
    }
}

/* ---- NAT traversal ---------------------------------------------------------------------------
 */

/* What switches NAT traversal off for clients; line NULL: nothing does. It is on where nothing is
 * written (command reference, since 8.0). */
static acp_cli nat_traversal_off(const acp_asa *asa)
{
    const acp_line *line = asa->nat_traversal.line;
    if (line && asa->nat_traversal.no)
        return (acp_cli){
            {asa->document->text + line->span.start, line->span.end - line->span.start},
            line->span,
            line};
    const acp_asa_crypto_map *map = asa->crypto_maps;
    while (map && (!map->nat_t_disable.line || map->peer.line))
        map = map->next;
    return map ? map->nat_t_disable : (acp_cli){0};
}

static void check_entries(acp_set_run *run, const acp_rule *rule, acp_names *seen)
{
    bool mobile_targets = acp_set_targets(run, ACP_IOS | ACP_ANDROID);
    for (acp_connection at = {0}; acp_next_connection(run->set, false, &at);) {
        if (!at.entry.ipsec || (!mobile_targets && !mobile_of(&at.entry)) ||
            !acp_mark(run, seen, at.route.asa))
            continue;
        acp_cli off = nat_traversal_off(at.route.asa);
        if (!off.line)
            continue;
        acp_spot there = acp_spot_below(at.entry.member, at.entry.node, "PrimaryProtocol");
        acp_set_say(
            run, rule, acp_spot_cli(at.route.member, off), &there, "IPsec for mobile devices",
            "This switches NAT traversal off, and %s has mobile devices connect with IPsec. "
            "In mobile networks they are behind NAT, and nothing comes through the tunnel.",
            at.entry.member->base);
    }
}

void acp_asa_nat_traversal_off(acp_set_run *run, const acp_rule *rule)
{
    acp_names seen = {0};
    acp_member *member = NULL;
    check_entries(run, rule, &seen);
    while (acp_set_targets(run, ACP_IOS | ACP_ANDROID) &&
           (member = acp_next_asa(run->set, member))) {
        acp_cli off = nat_traversal_off(member->asa);
        if (!off.line || !member->asa->ikev2_enables || !acp_mark(run, &seen, member->asa))
            continue;
        acp_spot there = acp_spot_cli(member, member->asa->ikev2_enables->interface);
        acp_set_say(
            run, rule, acp_spot_cli(member, off), &there, "IPsec is enabled",
            "This switches NAT traversal off, and the target platforms include mobile ones. "
            "In mobile networks devices are behind NAT, and with IPsec nothing comes "
            "through the tunnel.");
    }
}
