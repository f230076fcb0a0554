/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which fields a data collection policy lets go: what it includes, excludes and anonymizes. Sets of
 * fields are sets of bits, one for each value of IncludeExclude/Field. */
#include "check/rules/nvm.h"

#include "check/rules.h"
#include "check/rules/vpn.h"
#include "document/buffer.h"

#define SELECTION ACP_NVM_POLICY "/IncludeExclude"
#define LISTED    SELECTION "/Field"
#define HASHED    ACP_NVM_POLICY "/OptionalAnonymizationFields/Field"

enum { MOST_FIELDS = 64 };

/* Kept back by default when a profile older than 4.9 is taken over. */
static const char *const process_fields[] = {"ProcessPath", "ParentProcessPath", "ProcessArgs",
                                             "ParentProcessArgs", NULL};
/* The same for profiles older than 4.10. */
static const char *const user_fields[] = {"AdditionalLoggedInUsersList", NULL};
/* What Anonymize of old profiles left out. */
static const char *const anonymized_fields[] = {
    "VirtualStationName",  "LoggedInUser",
    "ProcessAccount",      "ParentProcessAccount",
    "InterfaceMACAddress", "AdditionalLoggedInUsersList",
    "InterfaceSSID",       NULL};
/* What joins the three records; one key has a name in each of them. */
static const char *const endpoint_key[] = {"UDID", "EndpointUDID", "FlowUDID", NULL};
static const char *const interface_key[] = {"InterfaceInfoUID", "InterfaceUID", NULL};

typedef struct {
    const acp_node *node, *selection; /* selection: IncludeExclude, NULL: there is none */
    const acp_node *type;             /* of the selection, NULL: not written */
    bool include;
    uint64_t listed, hashed;
    const acp_node *first[MOST_FIELDS]; /* where each listed field stands first */
} policy;

/* ---- sets ---------------------------------------------------------------------------------------
 */

static const acp_setting *all_fields(const acp_run *run)
{
    return acp_setting_get(acp_rule_setting(run, LISTED));
}

static int index_of(const acp_setting *fields, acp_slice name)
{
    int index = acp_rule_value_index(fields, name);
    return index < MOST_FIELDS ? index : -1;
}

static uint64_t bit_of(const acp_setting *fields, acp_slice name)
{
    int index = index_of(fields, name);
    return index < 0 ? 0 : (uint64_t)1 << index;
}

static uint64_t set_of(const acp_setting *fields, const char *const *names)
{
    uint64_t set = 0;
    for (; *names; names++)
        set |= bit_of(fields, acp_slice_of(*names));
    return set;
}

/* "ProcessPath, ProcessArgs" */
static void name_fields(const acp_setting *fields, uint64_t set, char *text, size_t size)
{
    size_t used = 0;
    for (unsigned i = 0; i < fields->value_count && i < MOST_FIELDS && used < size; i++)
        if (set >> i & 1)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "",
                                     fields->values[i].name);
}

/* The fields that the lists of a name in a policy hold. first, if given, gets where. */
static uint64_t fields_in(const acp_setting *fields, const acp_node *policy_node, const char *list,
                          const acp_node **first)
{
    uint64_t set = 0;
    const acp_node *group = acp_nvm_child(policy_node, list);
    for (; group; group = acp_node_next_same(group)) {
        const acp_node *field = acp_nvm_child(group, "Field");
        for (; field; field = acp_node_next_same(field)) {
            int index = index_of(fields, field->value);
            if (index < 0)
                continue;
            if (first && !first[index])
                first[index] = field;
            set |= (uint64_t)1 << index;
        }
    }
    return set;
}

static policy read_policy(const acp_run *run, const acp_node *node)
{
    const acp_setting *fields = all_fields(run);
    policy one = {.node = node, .selection = acp_nvm_child(node, "IncludeExclude")};
    one.type = one.selection ? acp_nvm_child(one.selection, "Type") : NULL;
    one.include = one.type && acp_slice_is(one.type->value, "Include");
    one.listed = fields_in(fields, node, "IncludeExclude", one.first);
    one.hashed = fields_in(fields, node, "OptionalAnonymizationFields", NULL);
    return one;
}

/* What a policy does not keep back; an empty list keeps back nothing. */
static uint64_t sent_by(const policy *one)
{
    return one->include && one->listed ? one->listed | one->hashed : ~one->listed;
}

/* Where the first of the listed fields stands that is in a set, NULL: none is. */
static const acp_node *first_listed(const policy *one, uint64_t set)
{
    const acp_node *first = NULL;
    for (unsigned i = 0; i < MOST_FIELDS; i++) {
        const acp_node *node = set >> i & 1 ? one->first[i] : NULL;
        if (node && (!first || node->whole.start < first->whole.start))
            first = node;
    }
    return first;
}

/* Where to point for what a policy does not say. */
static acp_place place_of(const policy *one)
{
    return acp_at_name(one->selection ? one->selection : one->node);
}

/* ---- versions -----------------------------------------------------------------------------------
 */

/* 0: not written, or none. */
static uint16_t version_of(const acp_run *run, const char *path, char text[32])
{
    acp_slice value = acp_rule_value(run, path);
    if (value.len >= 32)
        value.len = 0;
    snprintf(text, 32, "%.*s", ACP_SLICE_ARGS(value));
    return acp_version_parse(text);
}

/* Version of the editor that saved the profile last, as far as it says. */
static uint16_t saved_version(const acp_run *run, char text[32])
{
    uint16_t saved = version_of(run, "SavedByVersion", text);
    return saved ? saved : version_of(run, "CreatedByVersion", text);
}

/* The fields an Exclude policy of an old profile would have to name. */
static uint64_t fields_of_upgrade(const acp_run *run, uint16_t version)
{
    const acp_setting *fields = all_fields(run);
    uint64_t set = 0;
    if (version && version < ACP_VERSION(4, 10))
        set |= set_of(fields, user_fields);
    if (version && version < ACP_VERSION(4, 9))
        set |= set_of(fields, process_fields);
    return set;
}

/* ---- networks -----------------------------------------------------------------------------------
 */

static bool is_collected(const acp_run *run, acp_slice network)
{
    acp_slice mode = acp_rule_value(run, "CollectionMode");
    if (acp_slice_is(network, "Untrusted"))
        return acp_slice_is(mode, "untrusted") || acp_slice_is(mode, "all");
    return (acp_slice_is(network, "VPN") || acp_slice_is(network, "Trusted")) &&
           (acp_slice_is(mode, "trusted") || acp_slice_is(mode, "all"));
}

static bool is_for_collected_network(const acp_run *run, const acp_node *policy_node)
{
    const acp_node *node = acp_nvm_child(policy_node, "NetworkType");
    while (node && !is_collected(run, node->value))
        node = acp_node_next_same(node);
    return node != NULL;
}

static bool some_policy_is_for(const acp_run *run, const char *network)
{
    const acp_node *node = acp_rule_first(run, ACP_NVM_POLICY "/NetworkType");
    while (node && !acp_slice_is(node->value, network))
        node = node->same;
    return node != NULL;
}

/* Collected networks no policy is for, in words; empty: there are none. */
static void networks_without_policy(const acp_run *run, char text[64])
{
    bool trusted = some_policy_is_for(run, "Trusted");
    bool vpn = trusted || some_policy_is_for(run, "VPN");
    bool covered[] = {vpn, trusted, some_policy_is_for(run, "Untrusted")};
    static const char *const networks[] = {"VPN", "Trusted", "Untrusted"};
    size_t used = 0;
    text[0] = '\0';
    for (unsigned i = 0; i < 3; i++)
        if (!covered[i] && is_collected(run, acp_slice_of(networks[i])))
            used += (size_t)snprintf(text + used, 64 - used, "%s%s", used ? ", " : "", networks[i]);
}

/* ---- the checks ---------------------------------------------------------------------------------
 */

void acp_nvm_field_in_both_lists(acp_run *run, const acp_rule *rule)
{
    const acp_setting *fields = all_fields(run);
    const acp_node *node = acp_rule_first(run, HASHED);
    policy one = {0};
    for (; node; node = node->same) {
        if (node->parent->parent != one.node)
            one = read_policy(run, node->parent->parent);
        uint64_t both = bit_of(fields, node->value) & one.listed;
        if (!both)
            continue;
        char detail[200];
        snprintf(detail, sizeof detail,
                 "%.*s is in the %s list too. The guide rules that out, and what the client does "
                 "then is not known.",
                 ACP_SLICE_ARGS(node->value), one.include ? "Include" : "Exclude");
        acp_rule_report_pair(run, rule, acp_at_value(node), acp_at_value(first_listed(&one, both)),
                             "also listed here", detail);
    }
}

static void report_process_fields(acp_run *run, const acp_rule *rule, const policy *one,
                                  uint64_t set)
{
    char names[100];
    const acp_node *named = one->include ? first_listed(one, set) : NULL;
    name_fields(all_fields(run), set, names, sizeof names);
    acp_say(run, rule->id, named ? acp_at_value(named) : place_of(one),
            "This policy sends in clear: %s. They tell where programs lie and what they were "
            "started with, such as the names of users and, in arguments, their passwords.",
            names);
}

static bool is_old(uint16_t version)
{
    return version && version < ACP_VERSION(4, 9);
}

/* The process fields a policy sends as they are. Of a profile made before they existed, the client
 * sends what is included by name, and all that an Exclude policy not saved anew does not name. */
static uint64_t clear_process_fields(const acp_run *run, const policy *one)
{
    char text[32];
    bool old = is_old(version_of(run, "CreatedByVersion", text));
    uint64_t clear = sent_by(one) & ~one->hashed & set_of(all_fields(run), process_fields);
    if (old && one->include)
        clear &= one->listed;
    else if (old && !is_old(saved_version(run, text)))
        clear = 0;
    return clear;
}

/* A rule of its own tells of the Exclude policies of old profiles. */
static bool is_told_elsewhere(const acp_run *run, const policy *one)
{
    char text[32];
    return !one->include && is_old(saved_version(run, text)) &&
           acp_rule_wanted(run, acp_rule_find("ACP4053"));
}

static void report_networks_without_policy(acp_run *run, const acp_rule *rule)
{
    char networks[64], text[32];
    const acp_node *mode = acp_rule_first(run, "CollectionMode");
    networks_without_policy(run, networks);
    if (!mode || !*networks || is_old(version_of(run, "CreatedByVersion", text)))
        return;
    acp_say(run, rule->id, acp_at_value(mode),
            "No policy is for networks of the type %s, so that every field is sent there: also "
            "ProcessPath, ProcessArgs and those of the parent process, which tell where programs "
            "lie and what they were started with.",
            networks);
}

void acp_nvm_process_fields_collected(acp_run *run, const acp_rule *rule)
{
    if (acp_nvm_is_mobile(run))
        return;
    const acp_node *node = acp_rule_first(run, ACP_NVM_POLICY);
    for (; node; node = node->same) {
        policy one = read_policy(run, node);
        uint64_t clear = clear_process_fields(run, &one);
        if (clear && is_for_collected_network(run, node) && !is_told_elsewhere(run, &one))
            report_process_fields(run, rule, &one, clear);
    }
    report_networks_without_policy(run, rule);
}

void acp_nvm_exclude_not_resaved(acp_run *run, const acp_rule *rule)
{
    char version[32], names[200];
    uint64_t wanted = fields_of_upgrade(run, saved_version(run, version));
    const acp_node *node =
        wanted && !acp_nvm_is_mobile(run) ? acp_rule_first(run, ACP_NVM_POLICY) : NULL;
    for (; node; node = node->same) {
        policy one = read_policy(run, node);
        uint64_t missing = wanted & ~(one.listed | one.hashed);
        if (one.include || !missing)
            continue;
        name_fields(all_fields(run), missing, names, sizeof names);
        acp_say(run, rule->id, place_of(&one),
                "The profile was last saved by the editor of %s, which did not know all fields of "
                "today. The client leaves those out for an old profile, but not where an Exclude "
                "policy was never saved anew: here it sends %s.",
                version, names);
    }
}

static void report_key_excluded(acp_run *run, const acp_rule *rule, const policy *one, uint64_t key)
{
    const acp_node *group = one->selection;
    for (; group; group = acp_node_next_same(group)) {
        const acp_node *field = acp_nvm_child(group, "Field");
        for (; field; field = acp_node_next_same(field))
            if (bit_of(all_fields(run), field->value) & key)
                acp_say(run, rule->id, acp_at_value(field),
                        "Without %.*s the collector cannot tell which flow, interface and endpoint "
                        "records belong together.",
                        ACP_SLICE_ARGS(field->value));
    }
}

void acp_nvm_correlation_key_missing(acp_run *run, const acp_rule *rule)
{
    const acp_setting *fields = all_fields(run);
    uint64_t endpoint = set_of(fields, endpoint_key), interface = set_of(fields, interface_key);
    const acp_node *node = acp_rule_first(run, ACP_NVM_POLICY);
    for (; node; node = node->same) {
        policy one = read_policy(run, node);
        if (!one.include) {
            report_key_excluded(run, rule, &one, endpoint | interface);
            continue;
        }
        uint64_t sent = sent_by(&one);
        bool no_endpoint = !(sent & endpoint), no_interface = !(sent & interface);
        if (no_endpoint || no_interface)
            acp_say(run, rule->id, acp_at_value(one.type),
                    "The list includes no %s%s%s. Without it the collector cannot tell which flow, "
                    "interface and endpoint records belong together.",
                    no_endpoint ? "UDID" : "", no_endpoint && no_interface ? " and no " : "",
                    no_interface ? "InterfaceInfoUID" : "");
    }
}

void acp_nvm_converted_policy(acp_run *run, const acp_rule *rule)
{
    uint64_t converted = set_of(all_fields(run), anonymized_fields);
    const acp_node *anonymize = acp_rule_first(run, "Anonymize");
    const acp_node *node = acp_rule_first(run, ACP_NVM_POLICY);
    if (anonymize && node) {
        acp_say(
            run, rule->id, acp_at_value(anonymize),
            "Anonymize is of an older release and does nothing on networks that have a policy. A "
            "newer editor that opens such a profile adds a policy that excludes the fields "
            "that were anonymized before.");
        return;
    }
    for (; node; node = node->same) {
        policy one = read_policy(run, node);
        if (!one.include && one.listed == converted)
            acp_say(run, rule->id, place_of(&one),
                    "The list is the one a newer editor adds when it converts a profile with "
                    "Anonymize: what was anonymized before is missing in every record.");
    }
}
