/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Configuration profiles that approve the client's extensions on macOS. */
#include <stdlib.h>

#include "check/rules/mobile.h"
#include "check/rules/vpn.h"
#include "document/datum.h"
#include "mobile/client.h"

static const acp_node *next_payload(const acp_run *run, const acp_node *last)
{
    return last ? acp_next_named(last) : acp_child_named(run->document->root, "PayloadContent");
}

static bool is_type(const acp_node *payload, const char *type)
{
    return acp_slice_is(acp_child_value(payload, "PayloadType"), type);
}

static acp_place at_type(const acp_node *payload)
{
    const acp_node *type = acp_child_named(payload, "PayloadType");
    return type ? acp_at_value(type) : acp_at_name(payload);
}

/* The list of a payload for the client's team, by the key it stands under, names something. */
static bool lists(const acp_node *payload, const char *key, const char *name)
{
    const acp_node *teams = acp_child_named(payload, key);
    const acp_node *item = teams ? acp_child_named(teams, ACP_TEAM) : NULL;
    while (item && !acp_slice_is(item->value, name))
        item = acp_next_named(item);
    return item != NULL;
}

/* A kernel extension payload that names the client's team, or something of its vendor under
 * another: the list of a team the schema does not know is an element of its own. */
static bool names_vendor(const acp_node *payload)
{
    const acp_node *teams = acp_child_named(payload, "AllowedKernelExtensions");
    for (const acp_node *team = teams ? acp_node_first_child(teams) : NULL; team;
         team = acp_node_next(team)) {
        if (acp_slice_is(team->name, ACP_TEAM))
            return true;
        for (const acp_node *item = acp_node_first_child(team); item; item = acp_node_next(item))
            if (acp_slice_starts(item->value, "com.cisco."))
                return true;
    }
    return false;
}

static bool is_client_filter(const acp_node *payload)
{
    return is_type(payload, ACP_PAYLOAD_CONTENT_FILTER) &&
           (acp_slice_starts(acp_child_value(payload, "PluginBundleID"), ACP_VPN_APP) ||
            acp_slice_starts(acp_child_value(payload, "FilterDataProviderBundleIdentifier"),
                             ACP_VPN_APP));
}

static bool needs_system_extension(const acp_node *payload)
{
    return is_type(payload, ACP_PAYLOAD_SYSTEM_EXTENSION) || is_client_filter(payload) ||
           (is_type(payload, ACP_PAYLOAD_KERNEL_EXTENSION) && names_vendor(payload)) ||
           acp_is_vpn_payload(acp_child_value(payload, "PayloadType"),
                              acp_child_value(payload, "VPNSubType"));
}

void acp_mobileconfig_system_extension_missing(acp_run *run, const acp_rule *rule)
{
    const acp_node *asks = NULL;
    for (const acp_node *payload = next_payload(run, NULL); payload;
         payload = next_payload(run, payload)) {
        if (lists(payload, "AllowedSystemExtensions", ACP_SYSTEM_EXTENSION))
            return;
        if (needs_system_extension(payload) &&
            (!asks || (is_type(payload, ACP_PAYLOAD_SYSTEM_EXTENSION) &&
                       !is_type(asks, ACP_PAYLOAD_SYSTEM_EXTENSION))))
            asks = payload;
    }
    const acp_node *list = asks ? acp_child_named(asks, "AllowedSystemExtensions") : NULL;
    if (asks)
        acp_say(run, rule->id, list ? acp_at_name(list) : at_type(asks),
                "No payload has " ACP_SYSTEM_EXTENSION " under " ACP_TEAM
                " in its AllowedSystemExtensions: users are asked to approve the extension.");
}

void acp_mobileconfig_kernel_extension_ids(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *payload = next_payload(run, NULL); payload;
         payload = next_payload(run, payload)) {
        const acp_node *list = acp_child_named(payload, "AllowedKernelExtensions");
        if (list && is_type(payload, ACP_PAYLOAD_KERNEL_EXTENSION) && names_vendor(payload) &&
            !lists(payload, "AllowedKernelExtensions", ACP_KERNEL_EXTENSION))
            acp_say(run, rule->id, acp_at_name(list),
                    "The client's kernel extension is " ACP_KERNEL_EXTENSION
                    " of the team " ACP_TEAM ".");
    }
}

/* ---- lists of the client's team ------------------------------------------------------------ */

/* The list of a dictionary for the client's team; NULL: there is none. */
static const acp_datum *list_of_team(const acp_datum *teams)
{
    const acp_datum *list =
        teams && teams->type == ACP_DATUM_OBJECT ? acp_datum_member(teams, ACP_TEAM) : NULL;
    return list && list->type == ACP_DATUM_ARRAY ? list : NULL;
}

/* A list that is there and lacks a name. One that is empty is no element: what the file holds is
 * looked at. */
static void check_list(acp_run *run, const acp_rule *rule, const char *key, const char *name)
{
    const acp_datum *top = run->document->data;
    const acp_datum *payloads = top ? acp_datum_member(top, "PayloadContent") : NULL;
    const acp_datum *payload = payloads ? payloads->first : NULL;
    for (; payload; payload = payload->next) {
        const acp_datum *teams =
            payload->type == ACP_DATUM_OBJECT ? acp_datum_member(payload, key) : NULL;
        const acp_datum *list = list_of_team(teams), *item = list ? list->first : NULL;
        while (item && !acp_slice_is(item->text, name))
            item = item->next;
        if (list && !item && teams->node)
            acp_rule_report(run, rule, acp_at_value(teams->node));
    }
}

void acp_mobileconfig_system_extension_type(acp_run *run, const acp_rule *rule)
{
    check_list(run, rule, "AllowedSystemExtensionTypes", "NetworkExtension");
}

void acp_mobileconfig_removable_without_bundle_id(acp_run *run, const acp_rule *rule)
{
    check_list(run, rule, "RemovableSystemExtensions", ACP_SYSTEM_EXTENSION);
}

/* ---- identity ------------------------------------------------------------------------------ */

static int by_value(const void *left, const void *right)
{
    const acp_node *a = *(const acp_node *const *)left, *b = *(const acp_node *const *)right;
    int order = acp_slice_compare_nocase(a->value, b->value);
    return order ? order : a->whole.start < b->whole.start ? -1 : 1;
}

/* UUIDs are the same in any case of letters, identifiers are not. */
static bool same(const acp_node *a, const acp_node *b, bool nocase)
{
    return nocase ? acp_slice_equal_nocase(a->value, b->value)
                  : acp_slice_equal(a->value, b->value);
}

static void check_unique(acp_run *run, const acp_rule *rule, const char *key, bool nocase)
{
    size_t count = 1, found = 0;
    for (const acp_node *payload = next_payload(run, NULL); payload;
         payload = next_payload(run, payload))
        count++;
    const acp_node **values = calloc(count, sizeof *values);
    run->no_memory |= !values;
    if (!values)
        return;
    const acp_node *value = acp_child_named(run->document->root, key), *payload = NULL;
    for (size_t i = 0; i < count; i++) {
        if (value && value->value.len)
            values[found++] = value;
        payload = next_payload(run, payload);
        value = payload ? acp_child_named(payload, key) : NULL;
    }
    qsort(values, found, sizeof *values, by_value);
    for (size_t i = 1, first = 0; i < found; i++) {
        if (!same(values[first], values[i], nocase))
            first = i;
        else
            acp_rule_report_pair(run, rule, acp_at_value(values[i]), acp_at_value(values[first]),
                                 "the first is here", NULL);
    }
    free(values);
}

void acp_mobileconfig_duplicate_uuid(acp_run *run, const acp_rule *rule)
{
    check_unique(run, rule, "PayloadUUID", true);
    check_unique(run, rule, "PayloadIdentifier", false);
}

/* ---- content filter ------------------------------------------------------------------------ */

/* What a key of the filter must be; absent: what the system takes when the key is not there. */
typedef struct {
    const char *key, *wanted, *absent;
} filter_key;

static void check_filter(acp_run *run, const acp_rule *rule, const filter_key *keys, size_t count)
{
    for (const acp_node *payload = next_payload(run, NULL); payload;
         payload = next_payload(run, payload)) {
        for (size_t i = 0; i < count && is_client_filter(payload); i++) {
            const filter_key *key = &keys[i];
            const acp_node *node = acp_child_named(payload, key->key);
            acp_slice value = node ? node->value : acp_slice_of(key->absent);
            if (acp_slice_is(value, key->wanted))
                continue;
            acp_say(run, rule->id, node ? acp_at_value(node) : at_type(payload),
                    node ? "%s is %s for this client; here it is \"%.*s\"."
                         : "%s is %s for this client; here it is not written%.*s.",
                    key->key, key->wanted, node ? (int)acp_shown(value).len : 0,
                    node ? value.ptr : "");
        }
    }
}

void acp_mobileconfig_filter_bundle_ids(acp_run *run, const acp_rule *rule)
{
    static const filter_key keys[] = {
        {"PluginBundleID", ACP_FILTER_PLUGIN, ""},
        {"FilterDataProviderBundleIdentifier", ACP_SYSTEM_EXTENSION, ""}};
    check_filter(run, rule, keys, sizeof keys / sizeof *keys);
}

void acp_mobileconfig_filter_flags(acp_run *run, const acp_rule *rule)
{
    static const filter_key keys[] = {
        {"AutoFilterEnabled", "false", "false"}, {"FilterBrowsers", "false", "false"},
        {"FilterSockets", "true", "false"},      {"FilterPackets", "false", "false"},
        {"FilterGrade", "firewall", "firewall"}, {"FilterType", "Plugin", "Plugin"}};
    check_filter(run, rule, keys, sizeof keys / sizeof *keys);
}

/* The same text if runs of white space count as one blank. */
static bool same_words(acp_slice text, acp_slice wanted)
{
    size_t at = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool space = acp_is_space(text.ptr[i]);
        if (space && at && wanted.ptr[at - 1] == ' ')
            continue;
        if (at == wanted.len || (space ? ' ' : text.ptr[i]) != wanted.ptr[at])
            return false;
        at++;
    }
    return at == wanted.len;
}

void acp_mobileconfig_filter_designated_requirement(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *payload = next_payload(run, NULL); payload;
         payload = next_payload(run, payload)) {
        const acp_node *node = acp_child_named(payload, "FilterDataProviderDesignatedRequirement");
        if (is_client_filter(payload) &&
            !same_words(node ? node->value : (acp_slice){0}, ACP_SLICE(ACP_DESIGNATED_REQUIREMENT)))
            acp_say(run, rule->id, node ? acp_at_value(node) : at_type(payload), "%s",
                    node ? "The system compares it with the signature of the extension, and it "
                           "does not fit that one."
                         : "It is missing: the system does not know whose extension may filter.");
    }
}
