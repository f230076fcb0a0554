/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the Network Visibility Module collects: data collection policies and their flow filters. */
#include <stdlib.h>

#include "check/rules/nvm_condition.h"
#include "compile/lower.h"

/* ---- values
 * ------------------------------------------------------------------------------------------ */

static acp_slice value_of(const acp_node *element, tunnel_setting setting)
{
    const acp_node *node = acp_source_child(element, setting);
    return node ? node->value : (acp_slice){"", 0};
}

/* Place of a text among a setting's values; -1: it is none of them. */
static int place_of(tunnel_setting setting, acp_slice text)
{
    const tunnel_setting_row *row = &tunnel_settings[setting];
    for (int i = 0; row->values[i]; i++)
        if (acp_slice_is(text, row->values[i]))
            return i;
    return -1;
}

static bool says(const acp_node *element, tunnel_setting setting, int place)
{
    return place_of(setting, value_of(element, setting)) == place;
}

/* Sets the bits of a field that is named in another setting's list of values. */
static void set_field(uint32_t bits[2], acp_slice name)
{
    int place = place_of(NVM_INCLUDE_EXCLUDE_FIELD, name);
    if (place >= 0)
        bits[place / 32] |= 1u << place % 32;
}

/* ---- conditions
 * -------------------------------------------------------------------------------------- */

static void set_network(const acp_prefix *range, tunnel_filter_condition *out)
{
    out->bits = range->length;
    for (unsigned i = 0; i < range->size && i * 8 < range->length; i++) {
        unsigned bits = range->length - i * 8;
        unsigned mask = bits >= 8 ? 0xFF : 0xFF & (0xFF00u >> bits);
        out->value[i / 4] |= (uint32_t)(range->bytes[i] & mask) << (24 - i % 4 * 8);
    }
}

static bool has_wildcard(const acp_filter_condition *condition)
{
    for (size_t i = 0; i < condition->length; i++)
        if (condition->symbols[i] >= ACP_FILTER_ONE)
            return true;
    return false;
}

/* A copy of a text without the backslashes of its escapes. */
static acp_slice without_escapes(acp_builder *builder, acp_slice text)
{
    char *copy = acp_arena_copy(&builder->arena, text.ptr, text.len);
    size_t used = 0;
    for (size_t i = 0; copy && i < text.len; i++) {
        i += text.ptr[i] == '\\' && i + 1 < text.len;
        copy[used++] = text.ptr[i];
    }
    return (acp_slice){copy, used};
}

/* A condition to be sorted among those of its rule. */
typedef struct {
    tunnel_filter_condition record; /* text and position are filled in last */
    acp_slice text;
    const acp_node *node;
} condition;

/* A text to be found, in lower case if case does not count. Addresses have no case. */
static void set_text(acp_builder *builder, const acp_filter_condition *read, condition *out)
{
    acp_slice text = read->value->value;
    const acp_setting *fields = acp_setting_get(acp_compiled_settings[NVM_CONDITION_FIELD]);
    const char *holds = fields->values[out->record.field].stands_for;
    bool address = strncmp(holds, "IPv", 3) == 0;
    out->record.form = has_wildcard(read) ? CONDITION_PATTERN : CONDITION_LITERAL;
    if (out->record.form == CONDITION_LITERAL)
        text = without_escapes(builder, text);
    if (read->ignore_case || address) {
        const char *lower = acp_arena_lower(&builder->arena, text.ptr, text.len);
        text = (acp_slice){lower, lower ? text.len : 0};
    }
    if (read->ignore_case && !address)
        out->record.flags |= CONDITION_IGNORE_CASE;
    if (strcmp(holds, "account") == 0 && !read->with_realm)
        out->record.flags |= CONDITION_PRINCIPAL;
    out->text = text;
}

/* What cannot be read, no flow equals; and what has no field or operation, no flow meets. */
static void read_condition(acp_builder *builder, const acp_node *node, condition *out)
{
    acp_filter_condition read;
    bool readable = acp_filter_read(node, &builder->arena, &read);
    int field = place_of(NVM_CONDITION_FIELD, value_of(node, NVM_CONDITION_FIELD));
    *out = (condition){.text = {"", 0}, .node = node};
    out->record.field = field < 0 ? 0 : (uint32_t)field;
    out->record.flags = field >= 0 && read.value && read.negated ? CONDITION_NEGATED : 0;
    if (!readable)
        return;
    switch ((acp_filter_form)read.form) {
    case ACP_FILTER_NUMBER:
        out->record.form = CONDITION_NUMBER;
        out->record.value[0] = (uint32_t)(uint64_t)read.number;
        out->record.value[1] = (uint32_t)((uint64_t)read.number >> 32);
        break;
    case ACP_FILTER_RANGE:
        out->record.form = CONDITION_NETWORK;
        set_network(&read.range, &out->record);
        break;
    case ACP_FILTER_TEXT: set_text(builder, &read, out); break;
    }
}

/* The lower, the sooner it is tested. */
static unsigned cost_of(const condition *c)
{
    return c->record.form + (c->record.flags & CONDITION_NEGATED ? CONDITION_FORMS : 0);
}

static int by_meaning(const condition *a, const condition *b)
{
    int order = cost_of(a) < cost_of(b) ? -1 : cost_of(a) > cost_of(b);
    if (!order)
        order = memcmp(&a->record, &b->record, sizeof a->record);
    return order ? order : acp_slice_compare(a->text, b->text);
}

static int by_cost(const void *left, const void *right)
{
    const condition *a = left, *b = right;
    int order = by_meaning(a, b);
    return order ? order : a->node->whole.start < b->node->whole.start ? -1 : 1;
}

/* A rule fits if all its conditions do: their order is free, and one that says the same as another
 * adds nothing. */
static void add_conditions(acp_builder *builder, const acp_source *source, const acp_node *first)
{
    size_t count = 0, used = 0;
    for (const acp_node *node = first; node; node = acp_node_next_same(node))
        count++;
    condition *all = acp_arena_alloc(&builder->arena, (count + 1) * sizeof *all);
    for (const acp_node *node = first; all && node; node = acp_node_next_same(node))
        read_condition(builder, node, &all[used++]);
    if (used)
        qsort(all, used, sizeof *all, by_cost);
    for (size_t i = 0; i < used; i++) {
        tunnel_filter_condition record = all[i].record;
        if (i && by_meaning(&all[i - 1], &all[i]) == 0)
            continue;
        record.text = acp_build_text(builder, all[i].text);
        record.position = acp_build_position(builder, acp_origin_of(source, all[i].node));
        acp_build_add(builder, SECTION_FILTER_CONDITIONS, &record);
    }
}

/* ---- rules
 * ------------------------------------------------------------------------------------------- */

/* A rule that says neither of the two things it can do does none: no flow meets it. */
static void add_rule(acp_builder *builder, const acp_source *source, const acp_node *node)
{
    tunnel_filter_rule rule = {
        .name = acp_build_text(builder, value_of(node, NVM_FLOW_FILTER_RULE_NAME)),
        .ignore = says(node, NVM_FLOW_FILTER_RULE_TYPE, NVM_FLOW_FILTER_RULE_TYPE__IGNORE),
        .first_condition = acp_build_count(builder, SECTION_FILTER_CONDITIONS),
        .position = acp_build_position(builder, acp_origin_of(source, node)),
    };
    if (!rule.ignore &&
        !says(node, NVM_FLOW_FILTER_RULE_TYPE, NVM_FLOW_FILTER_RULE_TYPE__COLLECT)) {
        tunnel_filter_condition never = {.text = acp_build_text(builder, (acp_slice){"", 0}),
                                         .position = TUNNEL_NONE};
        acp_build_add(builder, SECTION_FILTER_CONDITIONS, &never);
    }
    add_conditions(builder, source, acp_source_child(node, NVM_CONDITION));
    rule.condition_count =
        acp_build_count(builder, SECTION_FILTER_CONDITIONS) - rule.first_condition;
    acp_build_add(builder, SECTION_FILTER_RULES, &rule);
}

/* ---- policies
 * ---------------------------------------------------------------------------------------- */

static uint32_t networks_of(const acp_node *policy)
{
    uint32_t networks = 0;
    const acp_node *node = acp_source_child(policy, NVM_NETWORK_TYPE);
    for (; node; node = acp_node_next_same(node)) {
        int place = place_of(NVM_NETWORK_TYPE, node->value);
        if (place >= 0)
            networks |= 1u << place;
    }
    return networks;
}

/* Fields listed below a child of the policy; those the setting does not allow are passed over. */
static void read_fields(const acp_node *list, tunnel_setting setting, uint32_t bits[2])
{
    const acp_node *node = list ? acp_source_child(list, setting) : NULL;
    for (; node; node = acp_node_next_same(node))
        if (place_of(setting, node->value) >= 0)
            set_field(bits, node->value);
}

static void add_collection(acp_builder *builder, const acp_source *source, const acp_node *node)
{
    const acp_node *fields = acp_source_child(node, NVM_INCLUDE_EXCLUDE);
    tunnel_collection record = {
        .name = acp_build_text(builder, value_of(node, NVM_DATA_COLLECTION_POLICY_NAME)),
        .knox = says(node, NVM_SCOPE, NVM_SCOPE__KNOX_ONLY),
        .networks = networks_of(node),
        .include =
            fields && says(fields, NVM_INCLUDE_EXCLUDE_TYPE, NVM_INCLUDE_EXCLUDE_TYPE__INCLUDE),
        .first_rule = acp_build_count(builder, SECTION_FILTER_RULES),
        .position = acp_build_position(builder, acp_origin_of(source, node)),
    };
    read_fields(fields, NVM_INCLUDE_EXCLUDE_FIELD, record.listed);
    read_fields(acp_source_child(node, NVM_OPTIONAL_ANONYMIZATION_FIELDS),
                NVM_OPTIONAL_ANONYMIZATION_FIELDS_FIELD, record.hashed);
    const acp_node *rule = acp_source_child(node, NVM_FLOW_FILTER_RULE);
    for (; rule; rule = acp_node_next_same(rule)) {
        add_rule(builder, source, rule);
        record.rule_count++;
    }
    acp_build_add(builder, SECTION_COLLECTIONS, &record);
}

/* The first policy of a scope that names a network. */
static uint32_t find_collection(const acp_builder *builder, bool knox, int network)
{
    for (uint32_t i = 0; i < acp_build_count(builder, SECTION_COLLECTIONS); i++) {
        const tunnel_collection *record = acp_build_at(builder, SECTION_COLLECTIONS, i);
        if (record->knox == knox && record->networks >> network & 1)
            return i;
    }
    return TUNNEL_NONE;
}

/* For the VPN the policy that names it, else the one for trusted networks; for the Knox workspace
 * its own, else the device's (003:L14511-14533, L14631). */
static void find_collections(acp_compilation *c)
{
    tunnel_policy_record *policy = &c->policy;
    for (int network = 0; network < 3; network++) {
        policy->device_collections[network] = find_collection(&c->builder, false, network);
        policy->knox_collections[network] = find_collection(&c->builder, true, network);
    }
    uint32_t *device = policy->device_collections, *knox = policy->knox_collections;
    if (device[NVM_NETWORK_TYPE__VPN] == TUNNEL_NONE)
        device[NVM_NETWORK_TYPE__VPN] = device[NVM_NETWORK_TYPE__TRUSTED];
    if (knox[NVM_NETWORK_TYPE__VPN] == TUNNEL_NONE)
        knox[NVM_NETWORK_TYPE__VPN] = knox[NVM_NETWORK_TYPE__TRUSTED];
    for (int network = 0; network < 3; network++)
        if (knox[network] == TUNNEL_NONE)
            knox[network] = device[network];
}

void acp_collections_add(acp_compilation *c)
{
    const acp_node *node = acp_source_first(&c->nvm, NVM_DATA_COLLECTION_POLICY);
    c->policy.first_collection = acp_build_count(&c->builder, SECTION_COLLECTIONS);
    for (; node; node = node->same) {
        add_collection(&c->builder, &c->nvm, node);
        c->policy.collection_count++;
    }
    find_collections(c);
}
