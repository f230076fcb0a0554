/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The firewall rules that an ASA gives to clients. */
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/asa_fault.h"
#include "set/rules/checks.h"

#define USED "used as client firewall"

/* An access list that a group policy uses as client firewall. */
typedef struct {
    acp_member *member;
    const acp_asa_acl *list;
    acp_spot use;
} firewall;

/* Entry of a firewall in force; last NULL: the first. */
static const acp_asa_ace *next_entry(const firewall *rules, const acp_asa_ace *last)
{
    const acp_asa_ace *entry = last ? last->next : rules->list->entries;
    while (entry && entry->inactive)
        entry = entry->next;
    return entry;
}

typedef void firewall_check(acp_set_run *run, const acp_rule *rule, const firewall *rules);

static void check_setting(acp_set_run *run, const acp_rule *rule, const acp_route *at,
                          acp_asa_policy_setting setting, acp_names *seen, firewall_check *check)
{
    acp_asa_value value = acp_asa_policy_own(at->policy, setting);
    if (value.from != ACP_ASA_OWN || value.none)
        return;
    firewall rules = {at->member, acp_asa_find_acl(at->asa, value.value.text),
                      acp_spot_cli(at->member, value.value)};
    if (rules.list && acp_mark(run, seen, rules.list))
        check(run, rule, &rules);
}

/* Calls check once for each access list, however many use it. */
static void check_firewalls(acp_set_run *run, const acp_rule *rule, firewall_check *check)
{
    acp_names seen = {0};
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        check_setting(run, rule, &at, ACP_GP_FIREWALL_PUBLIC, &seen, check);
        check_setting(run, rule, &at, ACP_GP_FIREWALL_PRIVATE, &seen, check);
    }
}

/* ---- protocols ------------------------------------------------------------------------------- */

static bool is_one_of(acp_slice text, const char *const *names)
{
    while (*names && !acp_slice_equal_nocase(text, acp_slice_of(*names)))
        names++;
    return *names;
}

/* Those the client's firewall knows, by name and number. */
static bool is_supported(acp_slice protocol)
{
    static const char *const names[] = {"ip", "tcp", "udp", "icmp", "0", "6", "17", "1", NULL};
    return is_one_of(protocol, names);
}

/* tcp-udp is a word of service-object. */
static bool is_unsupported(acp_cli protocol)
{
    return protocol.line && !is_supported(protocol.text) && !acp_cli_is(protocol, "tcp-udp");
}

/* object service NAME, service PROTOCOL ... */
static bool find_in_object(const acp_asa *asa, acp_slice name, acp_cli *found)
{
    const acp_asa_object *object = acp_asa_find_object(asa, name);
    for (const acp_line *line = object ? object->line->first : NULL; line; line = line->next) {
        *found = acp_line_word(asa->document, line, 1);
        if (acp_line_has(asa->document, line, 0, "service") && is_unsupported(*found))
            return true;
    }
    return false;
}

/* The protocol of a line of a group: protocol-object P, service-object P, service-object object S.
 */
static bool find_in_member(const acp_asa *asa, const acp_line *line, acp_cli *found)
{
    if (acp_line_has(asa->document, line, 0, "service-object object *"))
        return find_in_object(asa, acp_line_word(asa->document, line, 2).text, found);
    *found = acp_line_word(asa->document, line, 1);
    return (acp_line_has(asa->document, line, 0, "protocol-object") ||
            acp_line_has(asa->document, line, 0, "service-object")) &&
           is_unsupported(*found);
}

static bool find_in_group(const acp_asa *asa, acp_slice name, acp_cli *found)
{
    const acp_asa_object_group *group = acp_asa_find_object_group(asa, name);
    for (const acp_line *line = group ? group->line->first : NULL; line; line = line->next)
        if (find_in_member(asa, line, found))
            return true;
    return false;
}

/* The word of a line in front of another; line NULL: it is the first. */
static acp_cli word_before(const acp_asa *asa, acp_cli word)
{
    acp_cli before = {0};
    for (uint32_t i = 0; i < word.line->count; i++) {
        acp_cli at = acp_line_word(asa->document, word.line, i);
        if (at.span.start == word.span.start)
            break;
        before = at;
    }
    return before;
}

/* A protocol of an entry that the client does not know, wherever it is written. */
static bool find_unsupported(const acp_asa *asa, const acp_asa_ace *entry, acp_cli *found)
{
    *found = entry->protocol;
    if (!is_unsupported(entry->protocol))
        return false;
    acp_cli before = word_before(asa, entry->protocol);
    if (acp_cli_is(before, "object"))
        return find_in_object(asa, entry->protocol.text, found);
    return !acp_cli_is(before, "object-group") || find_in_group(asa, entry->protocol.text, found);
}

static void check_protocols(acp_set_run *run, const acp_rule *rule, const firewall *rules)
{
    acp_cli protocol;
    for (const acp_asa_ace *entry = NULL; (entry = next_entry(rules, entry));)
        if (find_unsupported(rules->member->asa, entry, &protocol))
            acp_set_say(run, rule, acp_spot_cli(rules->member, protocol), &rules->use, USED,
                        "The client's firewall does not know the protocol %.*s. The client drops "
                        "the rule and sends all traffic through the tunnel, whatever is split.",
                        ACP_SLICE_ARGS(acp_shown(protocol.text)));
}

void acp_asa_firewall_protocol(acp_set_run *run, const acp_rule *rule)
{
    check_firewalls(run, rule, check_protocols);
}

/* ---- order ----------------------------------------------------------------------------------- */

static bool is_global(const acp_asa_ace *entry)
{
    return entry->source.kind == ACP_ASA_ADDRESS_ANY &&
           entry->destination.kind == ACP_ASA_ADDRESS_ANY &&
           entry->source_port.kind == ACP_ASA_PORT_ANY &&
           entry->destination_port.kind == ACP_ASA_PORT_ANY;
}

static void check_order(acp_set_run *run, const acp_rule *rule, const firewall *rules)
{
    const acp_asa_ace *global = next_entry(rules, NULL);
    while (global && !is_global(global))
        global = next_entry(rules, global);
    const acp_asa_ace *behind = global;
    while (behind && is_global(behind))
        behind = next_entry(rules, behind);
    if (!behind)
        return;
    acp_spot there = acp_spot_line(rules->member, behind->line);
    acp_set_say(run, rule, acp_spot_line(rules->member, global->line), &there, "one behind it",
                "This rule for any address and port stands before others. A Mac applies the rules "
                "in this order, so this one decides before those behind it.");
}

void acp_asa_firewall_global_not_last(acp_set_run *run, const acp_rule *rule)
{
    check_firewalls(run, rule, check_order);
}

/* ---- addresses and ports --------------------------------------------------------------------- */

static bool has_source(const acp_asa_ace *entry)
{
    return entry->source.kind != ACP_ASA_ADDRESS_NONE && entry->source.kind != ACP_ASA_ADDRESS_ANY;
}

static void check_sources(acp_set_run *run, const acp_rule *rule, const firewall *rules)
{
    for (const acp_asa_ace *entry = NULL; (entry = next_entry(rules, entry));)
        if (has_source(entry))
            acp_set_say(
                run, rule, acp_spot_cli(rules->member, entry->source.value), &rules->use, USED,
                "The client ignores the source %.*s. A public rule holds on all interfaces of "
                "the computer, a private one on the tunnel's.",
                ACP_SLICE_ARGS(acp_shown(entry->source.value.text)));
}

void acp_asa_firewall_source_ip(acp_set_run *run, const acp_rule *rule)
{
    check_firewalls(run, rule, check_sources);
}

/* Port 0 stands for all of them. */
static bool is_specific(const acp_asa_port *port)
{
    return port->kind == ACP_ASA_PORT_ONE && !acp_slice_is(port->value.text, "0");
}

static void check_direction(acp_set_run *run, const acp_rule *rule, const firewall *rules,
                            const acp_asa_ace *entry)
{
    static const char *const with_ports[] = {"tcp", "udp", "6", "17", NULL};
    bool inbound = is_specific(&entry->source_port);
    if (inbound == is_specific(&entry->destination_port) ||
        !is_one_of(entry->protocol.text, with_ports))
        return;
    const acp_asa_port *port = inbound ? &entry->source_port : &entry->destination_port;
    acp_set_say(run, rule, acp_spot_cli(rules->member, port->value), &rules->use, USED,
                "With %s port %.*s and no such port on the other side the rule holds for %s "
                "traffic only.",
                inbound ? "source" : "destination", ACP_SLICE_ARGS(acp_shown(port->value.text)),
                inbound ? "inbound" : "outbound");
}

static void check_directions(acp_set_run *run, const acp_rule *rule, const firewall *rules)
{
    for (const acp_asa_ace *entry = NULL; (entry = next_entry(rules, entry));)
        check_direction(run, rule, rules, entry);
}

void acp_asa_firewall_one_direction(acp_set_run *run, const acp_rule *rule)
{
    check_firewalls(run, rule, check_directions);
}
