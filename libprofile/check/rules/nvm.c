/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Networks and number of data collection policies, what they ask of Android, and trusted servers.
 */
#include "check/rules/nvm.h"

#include <stdlib.h>

#include "check/rules/vpn.h"

enum { DEVICE, KNOX, SCOPES };
enum { MOST_POLICIES = 3 }; /* of a desktop profile, and of each scope in a mobile one */

bool acp_nvm_is_mobile(const acp_run *run)
{
    return acp_slice_is(acp_rule_value(run, "ProfileType"), "Mobile");
}

const acp_node *acp_nvm_child(const acp_node *parent, const char *name)
{
    acp_setting_id setting = acp_setting_child(parent->setting, name, strlen(name), false);
    return acp_node_child(parent, setting);
}

acp_slice acp_nvm_value(const acp_run *run, const acp_node *parent, const char *name)
{
    acp_setting_id setting = acp_setting_child(parent->setting, name, strlen(name), false);
    return acp_value_effective(run, setting, parent);
}

static unsigned scope_of(const acp_run *run, const acp_node *policy)
{
    return acp_slice_is(acp_nvm_value(run, policy, "Scope"), "KnoxOnly") ? KNOX : DEVICE;
}

/* ---- policies -----------------------------------------------------------------------------------
 */

static void report_shared(acp_run *run, const acp_rule *rule, const acp_node *later,
                          const acp_node *earlier)
{
    char detail[300];
    snprintf(detail, sizeof detail,
             "Two policies are for networks of the type %.*s. The guide rules that out, and which "
             "of them the client follows is not known.",
             ACP_SLICE_ARGS(later->value));
    acp_rule_report_pair(run, rule, acp_at_value(later), acp_at_value(earlier),
                         "the other policy for it", detail);
}

void acp_nvm_policies_share_network(acp_run *run, const acp_rule *rule)
{
    enum { NETWORKS = 3 };
    const acp_node *first[SCOPES][NETWORKS] = {0};
    const acp_setting *networks =
        acp_setting_get(acp_rule_setting(run, ACP_NVM_POLICY "/NetworkType"));
    const acp_node *policy = acp_rule_first(run, ACP_NVM_POLICY);
    for (; policy; policy = policy->same) {
        unsigned scope = scope_of(run, policy);
        const acp_node *node = acp_nvm_child(policy, "NetworkType");
        for (; node; node = acp_node_next_same(node)) {
            int network = acp_rule_value_index(networks, node->value);
            if (network < 0 || network >= NETWORKS)
                continue;
            const acp_node **known = &first[scope][network];
            if (!*known)
                *known = node;
            else if ((*known)->parent != policy)
                report_shared(run, rule, node, *known);
        }
    }
}

void acp_nvm_policy_count(acp_run *run, const acp_rule *rule)
{
    bool mobile = acp_nvm_is_mobile(run);
    unsigned counts[SCOPES] = {0};
    const acp_node *policy = acp_rule_first(run, ACP_NVM_POLICY);
    for (; policy; policy = policy->same) {
        unsigned scope = mobile ? scope_of(run, policy) : DEVICE;
        if (++counts[scope] != MOST_POLICIES + 1)
            continue;
        acp_say(run, rule->id, acp_at_name(policy),
                "%s may have %d policies, one for each type of network; this is the fourth, and "
                "what the client makes of it is not known.",
                !mobile         ? "A desktop profile"
                : scope == KNOX ? "The Knox workspace in a mobile profile"
                                : "The device in a mobile profile",
                MOST_POLICIES);
    }
}

/* ---- fields that are empty on Android -----------------------------------------------------------
 */

/* Says of each field of a list that the client for Android leaves it empty. */
static void report_empty(acp_run *run, const acp_rule *rule, const acp_node *field,
                         const char *consequence)
{
    const acp_setting *setting = field ? acp_setting_get(field->setting) : NULL;
    for (; field; field = acp_node_next_same(field)) {
        int index = acp_rule_value_index(setting, field->value);
        unsigned platforms = index < 0 ? 0 : setting->values[index].platforms;
        if (platforms && !(platforms & ACP_ANDROID))
            acp_say(run, rule->id, acp_at_value(field), "On Android %.*s is always %s%s.",
                    ACP_SLICE_ARGS(field->value),
                    acp_slice_is(field->value, "ParentProcessHash") ? "0" : "empty", consequence);
    }
}

void acp_nvm_field_empty_on_android(acp_run *run, const acp_rule *rule)
{
    if (!acp_nvm_is_mobile(run))
        return;
    const acp_node *node = acp_rule_first(run, ACP_NVM_POLICY "/IncludeExclude");
    for (; node; node = node->same)
        if (acp_slice_is(acp_nvm_value(run, node, "Type"), "Include"))
            report_empty(run, rule, acp_nvm_child(node, "Field"), "");
    node = acp_rule_first(run, ACP_NVM_POLICY "/OptionalAnonymizationFields");
    for (; node; node = node->same)
        report_empty(run, rule, acp_nvm_child(node, "Field"), ": there is nothing to hash");
    node = acp_rule_first(run, ACP_NVM_POLICY "/FlowFilterRule/Condition");
    for (; node; node = node->same)
        report_empty(run, rule, acp_nvm_child(node, "Field"),
                     ", so that a condition on it tells no flows apart");
}

/* ---- trusted servers ----------------------------------------------------------------------------
 */

typedef struct {
    const acp_node *node;
    acp_slice host, port, hash;
} server;

static bool read_server(const acp_node *node, server *out)
{
    const acp_node *url = acp_nvm_child(node, "URL");
    const acp_node *hash = acp_nvm_child(node, "CertificateHash");
    acp_address address;
    if (!url || !acp_address_parse(url->value, &address))
        return false;
    *out = (server){.node = node, .host = address.host, .port = address.port};
    while (out->port.len > 1 && *out->port.ptr == '0')
        out->port = (acp_slice){out->port.ptr + 1, out->port.len - 1};
    if (!out->port.len)
        out->port = ACP_SLICE("443");
    if (hash)
        out->hash = hash->value;
    return true;
}

static int compare_servers(const server *a, const server *b)
{
    int order = acp_slice_compare_nocase(a->host, b->host);
    return order ? order : acp_slice_compare(a->port, b->port);
}

static int by_address(const void *left, const void *right)
{
    const server *a = left, *b = right;
    int order = compare_servers(a, b);
    return order ? order : a->node->whole.start < b->node->whole.start ? -1 : 1;
}

/* The next digit of a hash in which colons and white space do not count; 0: the end. */
static char next_digit(acp_slice *rest)
{
    while (rest->len && (*rest->ptr == ':' || acp_is_space(*rest->ptr)))
        *rest = (acp_slice){rest->ptr + 1, rest->len - 1};
    if (!rest->len)
        return '\0';
    char digit = acp_lower(*rest->ptr);
    *rest = (acp_slice){rest->ptr + 1, rest->len - 1};
    return digit;
}

static bool same_hash(acp_slice a, acp_slice b)
{
    char x, y;
    do {
        x = next_digit(&a);
        y = next_digit(&b);
    } while (x == y && x);
    return x == y;
}

static void report_server(acp_run *run, const acp_rule *rule, const server *later,
                          const server *first)
{
    bool same = same_hash(later->hash, first->hash);
    acp_slice host = acp_shown(later->host);
    acp_place other = acp_at_name(first->node);
    char detail[400];
    snprintf(detail, sizeof detail,
             same ? "%.*s, port %.*s, is listed already. When the client does not reach it, it "
                    "waits for it twice."
                  : "%.*s, port %.*s, is listed already, with another hash. The server has one "
                    "certificate, so that one of the two hashes never fits.",
             ACP_SLICE_ARGS(host), ACP_SLICE_ARGS(later->port));
    acp_note note = {.detail = detail,
                     .remedy = same ? "remove this entry"
                                    : "find out which hash is the one of the server's certificate, "
                                      "and remove the other entry",
                     .related = &other,
                     .related_text = "listed here",
                     .fixable = same ? 1 : -1};
    acp_report_at(run, rule, acp_at_name(later->node), &note);
}

void acp_nvm_tnd_duplicate_server(acp_run *run, const acp_rule *rule)
{
    const acp_node *start = acp_rule_first(run, "TrustedNetworkDetection/TrustedServer");
    size_t size = 0, count = 0;
    for (const acp_node *node = start; node; node = node->same)
        size++;
    server *all = size > 1 ? calloc(size, sizeof *all) : NULL;
    if (!all) {
        run->no_memory |= size > 1;
        return;
    }
    for (const acp_node *node = start; node; node = node->same)
        count += read_server(node, &all[count]);
    if (count)
        qsort(all, count, sizeof *all, by_address);
    const server *first = all;
    for (size_t i = 1; i < count; i++) {
        if (compare_servers(first, &all[i]) == 0)
            report_server(run, rule, &all[i], first);
        else
            first = &all[i];
    }
    free(all);
}
