/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Certificate pins of hosts. */
#include <stdlib.h>

#include "check/certificate.h"
#include "check/rules/common.h"
#include "check/rules/vpn.h"

#define PINNING    "ClientInitialization/CertificatePinning"
#define HOST_ENTRY "ServerList/HostEntry"

typedef struct {
    bool readable;
    uint8_t hash[ACP_SHA512_SIZE];
    acp_slice text, issuer;
} pin;

/* The pins that count for a host, as far as it matters here. */
typedef struct {
    const acp_node *first_node;
    pin first;
    size_t count;
    bool same_hash, same_issuer;
} pin_set;

/* ---- reading a pin ----------------------------------------------------------------------------
 */

static pin read_pin(const acp_node *node)
{
    pin one = {.text = node->value};
    const acp_attribute *issuer = acp_node_attribute(node, "Issuer");
    if (issuer)
        one.issuer = acp_slice_trim(issuer->value);
    one.readable = acp_hash_read(node->value, one.hash, sizeof one.hash);
    return one;
}

static bool same_hash(const pin *a, const pin *b)
{
    if (a->readable && b->readable)
        return memcmp(a->hash, b->hash, ACP_SHA512_SIZE) == 0;
    return acp_slice_equal(a->text, b->text);
}

static void add_pin(pin_set *set, const acp_node *node)
{
    pin one = read_pin(node);
    if (!set->count++) {
        *set = (pin_set){node, one, 1, true, one.issuer.len > 0};
        return;
    }
    set->same_hash = set->same_hash && same_hash(&one, &set->first);
    set->same_issuer = set->same_issuer && acp_slice_equal(one.issuer, set->first.issuer);
}

/* ---- hosts that depend on one pin ---------------------------------------------------------------
 */

static bool depends_on_one(const pin_set *set)
{
    return set->count && (set->same_hash || set->same_issuer);
}

static void report_single(acp_run *run, const acp_rule *rule, const pin_set *set,
                          const acp_node *place, const char *hosts, acp_slice host)
{
    static const char danger[] =
        "The day that certificate is replaced or its CA is compromised no pin matches, and the "
        "client ends every connection, also the one that would bring a new profile.";
    acp_slice name = acp_shown(host), issuer = acp_shown(set->first.issuer);
    if (set->same_hash)
        acp_say(run, rule->id, acp_at_value(place), "Only this one pin counts for %s%.*s%s. %s",
                hosts, ACP_SLICE_ARGS(name), host.len ? "\"" : "", danger);
    else
        acp_say(run, rule->id, acp_at_value(place),
                "All %zu pins that count for %s%.*s%s have the issuer \"%.*s\". %s", set->count,
                hosts, ACP_SLICE_ARGS(name), host.len ? "\"" : "", ACP_SLICE_ARGS(issuer), danger);
}

/* The host's pins added to the global ones; the first of its own, NULL: it has none. */
static const acp_node *add_own_pins(const acp_run *run, const acp_node *host, pin_set *set)
{
    acp_setting_id list_setting = acp_rule_setting(run, HOST_ENTRY "/CertificatePinList");
    acp_setting_id pin_setting = acp_rule_setting(run, HOST_ENTRY "/CertificatePinList/Pin");
    const acp_node *own = NULL, *list = acp_node_child(host, list_setting);
    for (; list; list = acp_node_next_same(list)) {
        const acp_node *node = acp_node_child(list, pin_setting);
        for (; node; node = acp_node_next_same(node)) {
            own = own ? own : node;
            add_pin(set, node);
        }
    }
    return own;
}

void acp_pin_single(acp_run *run, const acp_rule *rule)
{
    pin_set global = {0};
    bool global_told = false;
    if (!acp_slice_is(acp_rule_value(run, PINNING), "true"))
        return;
    const acp_node *node = acp_rule_first(run, PINNING "/CertificatePinList/Pin");
    for (; node; node = node->same)
        add_pin(&global, node);
    acp_setting_id name = acp_rule_setting(run, HOST_ENTRY "/HostName");
    for (const acp_node *host = acp_rule_first(run, HOST_ENTRY); host; host = host->same) {
        pin_set set = global;
        const acp_node *own = add_own_pins(run, host, &set);
        if (!depends_on_one(&set) || (!own && global_told))
            continue;
        if (own) {
            report_single(run, rule, &set, own, "the host \"", acp_value_written(run, name, host));
        } else {
            report_single(run, rule, &set, global.first_node,
                          "the hosts that have none of their own", (acp_slice){"", 0});
            global_told = true;
        }
    }
}

/* ---- the same pin twice -------------------------------------------------------------------------
 */

typedef struct {
    const acp_node *node;
    const acp_node *list; /* NULL: the global pins */
    pin pin;
} listed_pin;

static int compare_pins(const pin *a, const pin *b)
{
    if (a->readable != b->readable)
        return a->readable ? -1 : 1;
    if (a->readable)
        return memcmp(a->hash, b->hash, ACP_SHA512_SIZE);
    size_t shorter = a->text.len < b->text.len ? a->text.len : b->text.len;
    int order = shorter ? memcmp(a->text.ptr, b->text.ptr, shorter) : 0;
    return order ? order : (a->text.len > b->text.len) - (a->text.len < b->text.len);
}

int acp_pin_order(const acp_node *a, const acp_node *b)
{
    pin x = read_pin(a), y = read_pin(b);
    return compare_pins(&x, &y);
}

/* Equal pins side by side, the global ones first, then list by list. */
static int by_pin(const void *left, const void *right)
{
    const listed_pin *a = left, *b = right;
    int order = compare_pins(&a->pin, &b->pin);
    if (order)
        return order;
    if (!a->list != !b->list)
        return a->list ? 1 : -1;
    return a->node->whole.start < b->node->whole.start ? -1 : 1;
}

static size_t collect_pins(const acp_run *run, const char *path, bool global, listed_pin *out)
{
    size_t count = 0;
    for (const acp_node *node = acp_rule_first(run, path); node; node = node->same) {
        if (!node->value.len)
            continue;
        if (out)
            out[count] = (listed_pin){node, global ? NULL : node->parent, read_pin(node)};
        count++;
    }
    return count;
}

void acp_pin_duplicate(acp_run *run, const acp_rule *rule)
{
    static const char global[] = PINNING "/CertificatePinList/Pin";
    static const char own[] = HOST_ENTRY "/CertificatePinList/Pin";
    size_t count = collect_pins(run, global, true, NULL) + collect_pins(run, own, false, NULL);
    listed_pin *all = count > 1 ? calloc(count, sizeof *all) : NULL;
    if (!all) {
        run->no_memory |= count > 1;
        return;
    }
    size_t used = collect_pins(run, global, true, all);
    collect_pins(run, own, false, all + used);
    qsort(all, count, sizeof *all, by_pin);
    const listed_pin *first = &all[0]; /* of the equal ones in the global list or this one */
    for (size_t i = 1; i < count; i++) {
        bool equal = compare_pins(&first->pin, &all[i].pin) == 0;
        if (equal && (!first->list || first->list == all[i].list))
            acp_rule_report_pair(run, rule, acp_at_value(all[i].node), acp_at_value(first->node),
                                 "the same pin", NULL);
        else
            first = &all[i];
    }
    free(all);
}
