/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Links against the entries, headends and MDM configurations they meet. */
#include "check/rules/mobile.h"
#include "set/marks.h"
#include "set/rules/checks.h"
#include "set/rules/mobile.h"

/* ---- names ----------------------------------------------------------------------------------- */

static void enter_name(acp_set_run *run, acp_names *names, acp_slice name, acp_spot at)
{
    acp_spot *kept =
        name.len && !acp_names_find(names, name) ? acp_arena_alloc(run->arena, sizeof *kept) : NULL;
    if (kept)
        *kept = at;
    if (kept && !acp_names_enter(names, run->arena, name, kept))
        run->no_memory = true;
}

void acp_uri_name_not_unique(acp_set_run *run, const acp_rule *rule)
{
    acp_names names = {0};
    if (!acp_has_links(run->set))
        return;
    for (acp_entry entry = {0}; acp_entry_next(run->set, false, &entry);)
        enter_name(run, &names, acp_member_value_below(entry.member, entry.node, "HostName"),
                   acp_spot_below(entry.member, entry.node, "HostName"));
    for (acp_link_at at = {0}; acp_next_link(run->set, &at);) {
        const acp_node *name = acp_link_at_parameter(&at, "name");
        if (!name || !name->value.len || !acp_slice_is(at.action, "create"))
            continue;
        const acp_spot *other = acp_names_find(&names, name->value);
        if (other)
            acp_set_say(run, rule, acp_spot_value(at.member, name), other,
                        other->member->kind == ACP_KIND_URI ? "a link that makes an entry of it"
                                                            : "an entry of the profile has it",
                        "There is an entry %.*s already. The client does not act on this link.",
                        ACP_SLICE_ARGS(acp_shown(name->value)));
        else
            enter_name(run, &names, name->value, acp_spot_value(at.member, name));
    }
}

void acp_uri_connect_name_unknown(acp_set_run *run, const acp_rule *rule)
{
    acp_named_entries known;
    acp_find_named_entries(run, &known);
    /* Without any entry given, the files say nothing about which there are. */
    if (!known.count || !acp_set_is_complete(run->set))
        return;
    for (acp_link_at at = {0}; acp_next_link(run->set, &at);) {
        const acp_node *name = acp_link_at_parameter(&at, "name");
        if (!name || !name->value.len || !acp_slice_is(at.action, "connect") ||
            acp_link_at_value(&at, "host").len || acp_names_find(&known.names, name->value))
            continue;
        acp_set_say(run, rule, acp_spot_value(at.member, name), NULL, NULL,
                    "No entry given is called %.*s, in these letters, and the link names no host: "
                    "the client does not know what to connect to.",
                    ACP_SLICE_ARGS(acp_shown(name->value)));
    }
}

/* ---- headends -------------------------------------------------------------------------------- */

/* Where a link that connects leads: by its host, else by its name. */
static void find_entry(const acp_link_at *at, const acp_named_entries *known, acp_entry *out)
{
    const acp_named_entry *named = acp_names_find(&known->names, acp_link_at_value(at, "name"));
    if (!acp_entry_of_link(at, out))
        *out = named ? named->entry : (acp_entry){0};
}

/* The next ASA it leads to; every one if it is not known where that is. */
static bool next_asa(const acp_set *set, const acp_entry *entry, acp_route *route)
{
    if (entry->host.len)
        return acp_entry_next_asa(set, entry, route);
    acp_member *member = acp_next_asa(set, route->member);
    *route = (acp_route){.member = member, .asa = member ? member->asa : NULL};
    return member != NULL;
}

void acp_uri_prefill_secondary_unused(acp_set_run *run, const acp_rule *rule)
{
    acp_named_entries known;
    acp_entry entry;
    acp_find_named_entries(run, &known);
    for (acp_link_at at = {0}; acp_next_link(run->set, &at);) {
        const acp_node *prefill = acp_link_at_parameter(&at, "prefill_secondary_username");
        if (!prefill)
            prefill = acp_link_at_parameter(&at, "prefill_secondary_password");
        if (!prefill || !acp_slice_is(at.action, "connect"))
            continue;
        acp_slice alias = acp_link_at_value(&at, "prefill_group_list");
        find_entry(&at, &known, &entry);
        for (acp_route route = {0}; next_asa(run->set, &entry, &route);) {
            const acp_asa_tunnel *tunnel =
                alias.len ? acp_asa_tunnel_by_alias(route.asa, alias) : NULL;
            tunnel = tunnel ? tunnel : route.tunnel;
            if (!tunnel || acp_asa_tunnel_value(route.asa, tunnel, ACP_TG_SECONDARY_AUTHENTICATION)
                               .items.count)
                continue;
            acp_spot there = acp_spot_cli(route.member, tunnel->name);
            acp_set_say(run, rule, acp_spot_name(at.member, prefill), &there,
                        "the tunnel group is here",
                        "Tunnel group %.*s has no secondary-authentication-server-group: nobody "
                        "asks for a second user name or password.",
                        ACP_SLICE_ARGS(acp_shown(tunnel->name.text)));
        }
    }
}

void acp_uri_prefill_group_unknown(acp_set_run *run, const acp_rule *rule)
{
    acp_named_entries known;
    acp_entry entry;
    acp_find_named_entries(run, &known);
    for (acp_link_at at = {0}; acp_next_link(run->set, &at);) {
        const acp_node *group = acp_link_at_parameter(&at, "prefill_group_list");
        bool found = false, asked = false;
        if (!group || !group->value.len || !acp_slice_is(at.action, "connect"))
            continue;
        find_entry(&at, &known, &entry);
        for (acp_route route = {0}; next_asa(run->set, &entry, &route); asked = true)
            found |= acp_asa_tunnel_by_alias(route.asa, group->value) != NULL;
        if (asked && !found)
            acp_set_say(run, rule, acp_spot_value(at.member, group), NULL, NULL,
                        "No tunnel group of the ASA has the enabled group-alias %.*s, in these "
                        "letters: users have to choose one.",
                        ACP_SLICE_ARGS(acp_shown(group->value)));
    }
}

/* ---- MDM configurations ---------------------------------------------------------------------- */

static const acp_node *control_of(const acp_member *member)
{
    return acp_mdm_setting(member, "UriExternalControl", "vpn_setting_uri_external_control");
}

static bool is_value(const acp_node *node, const char *value)
{
    return node && acp_slice_equal_nocase(node->value, acp_slice_of(value));
}

/* The setting, or where it would stand. */
static acp_spot spot_of(acp_member *member, const acp_node *setting)
{
    const acp_node *connection = NULL;
    if (setting)
        return acp_spot_value(member, setting);
    const acp_node *settings = acp_next_mdm_settings(member, &connection);
    return settings && settings->parent ? acp_spot_name(member, settings) : acp_spot_file(member);
}

void acp_uri_keychainalias_external_control(acp_set_run *run, const acp_rule *rule)
{
    for (acp_link_at at = {0}; acp_next_link(run->set, &at);) {
        const acp_node *alias = acp_link_at_parameter(&at, "keychainalias");
        acp_member *member = NULL;
        while (alias && (member = acp_next_mdm(run->set, ACP_MDM_PHONE_BIT, member))) {
            const acp_node *control = control_of(member);
            acp_spot there = spot_of(member, control);
            if (!is_value(control, "Enabled"))
                acp_set_say(run, rule, acp_spot_name(at.member, alias), &there,
                            "the managed configuration is here",
                            "%s does not enable External Control, and without it the client takes "
                            "no certificate from the device's store.",
                            member->base);
        }
    }
}

void acp_uri_external_control_disabled(acp_set_run *run, const acp_rule *rule)
{
    acp_link_at at = {0};
    acp_member *member = NULL;
    if (!acp_next_link(run->set, &at))
        return;
    acp_spot there = acp_spot_name(at.member, at.node);
    const acp_node *action = acp_link_at_parameter(&at, "action");
    if (action)
        there = acp_spot_value(at.member, action);
    while ((member = acp_next_mdm(run->set, ACP_MDM_IOS_BIT | ACP_MDM_PHONE_BIT, member))) {
        const acp_node *control = control_of(member);
        if (!control || is_value(control, "Disabled"))
            acp_set_say(run, rule, spot_of(member, control), &there, "a link is here",
                        control ? "External Control is off, so the client refuses every link."
                                : "External Control is not set, so it is off as long as the user "
                                  "does not switch it on, and the client refuses every link.");
    }
}

static bool is_blocked(const acp_link_at *at)
{
    return acp_slice_is(at->action, "create") ||
           (acp_slice_is(at->action, "import") &&
            acp_slice_is(acp_link_at_value(at, "type"), "profile"));
}

void acp_uri_blocked_by_mdm(acp_set_run *run, const acp_rule *rule)
{
    acp_member *member = NULL;
    while ((member = acp_next_mdm(run->set, ACP_MDM_IOS_BIT, member))) {
        const acp_node *block = acp_mdm_setting(member, "BlockUserCreateVPNConnection", "");
        if (!is_value(block, "true"))
            continue;
        acp_spot there = acp_spot_value(member, block);
        for (acp_link_at at = {0}; acp_next_link(run->set, &at);) {
            const acp_node *action = acp_link_at_parameter(&at, "action");
            if (action && is_blocked(&at))
                acp_set_say(run, rule, acp_spot_value(at.member, action), &there,
                            "users may not create connections",
                            "%s keeps users from creating connections and importing profiles, and "
                            "links, too.",
                            member->base);
        }
    }
}
