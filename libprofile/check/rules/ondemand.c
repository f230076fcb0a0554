/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Connect on demand: rules for names by the end of the name. Lists may be long, so the rules that
 * win are sorted by their last letters and never compared each with each. */
#include <stdlib.h>

#include "check/rules/vpn.h"

#define MOBILE "ServerList/HostEntry/MobileHostEntryInfo"

/* Letters from the last to the first, case ignored; the end of a text is less than any letter.
 * *within: one of them is the end of the other. */
static int compare_ends(acp_slice a, acp_slice b, bool *within)
{
    while (a.len && b.len) {
        unsigned char x = (unsigned char)acp_lower(a.ptr[--a.len]);
        unsigned char y = (unsigned char)acp_lower(b.ptr[--b.len]);
        if (x == y)
            continue;
        *within = false;
        return x < y ? -1 : 1;
    }
    *within = true;
    return (a.len > 0) - (b.len > 0);
}

static int by_end(const void *left, const void *right)
{
    const acp_node *a = *(const acp_node *const *)left, *b = *(const acp_node *const *)right;
    bool within;
    int order = compare_ends(a->value, b->value, &within);
    return order ? order : a->whole.start < b->whole.start ? -1 : 1;
}

typedef struct {
    const acp_node **rules; /* sorted; none is the end of another */
    size_t count;
} shadows;

static size_t count_same(const acp_node *node)
{
    size_t count = 0;
    for (; node; node = acp_node_next_same(node))
        count++;
    return count;
}

/* The Never Connect rules of one entry. */
static bool collect(acp_run *run, const acp_node *entry, shadows *out)
{
    acp_setting_id list = acp_rule_setting(run, MOBILE "/NeverConnectDomainList");
    acp_setting_id match = acp_rule_setting(run, MOBILE "/NeverConnectDomainList/OnDemandDNSMatch");
    const acp_node *never = acp_node_child(entry, list);
    const acp_node *first = never ? acp_node_child(never, match) : NULL;
    size_t size = count_same(first), count = 0;
    *out = (shadows){size ? calloc(size, sizeof *out->rules) : NULL, 0};
    if (!out->rules) {
        run->no_memory |= size > 0;
        return false;
    }
    for (const acp_node *node = first; node; node = acp_node_next_same(node))
        if (node->value.len)
            out->rules[count++] = node;
    qsort(out->rules, count, sizeof *out->rules, by_end);
    for (size_t i = 0; i < count; i++) {
        bool within = false;
        if (out->count)
            compare_ends(out->rules[out->count - 1]->value, out->rules[i]->value, &within);
        if (!within)
            out->rules[out->count++] = out->rules[i];
    }
    return true;
}

/* The rule that is the end of a name: as none is the end of another, only the last one that does
 * not sort behind the name can be. */
static const acp_node *shadow_of(const shadows *never, acp_slice name)
{
    size_t low = 0, high = never->count;
    bool within = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_ends(never->rules[middle]->value, name, &within) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return NULL;
    compare_ends(never->rules[low - 1]->value, name, &within);
    return within ? never->rules[low - 1] : NULL;
}

static void check_list(acp_run *run, const acp_rule *rule, const acp_node *list,
                       const shadows *never)
{
    static const char name[] = "OnDemandDNSMatch";
    if (!list)
        return;
    acp_setting_id match = acp_setting_child(list->setting, name, sizeof name - 1, false);
    const acp_node *node = acp_node_child(list, match);
    for (; node; node = acp_node_next_same(node)) {
        const acp_node *shadow = node->value.len ? shadow_of(never, node->value) : NULL;
        if (shadow)
            acp_rule_report_pair(run, rule, acp_at_value(node), acp_at_value(shadow),
                                 "the Never Connect rule", NULL);
    }
}

void acp_ondemand_never_shadows(acp_run *run, const acp_rule *rule)
{
    acp_setting_id always = acp_rule_setting(run, MOBILE "/AlwaysConnectDomainList");
    acp_setting_id needed = acp_rule_setting(run, MOBILE "/ConnectIfNeededDomainList");
    for (const acp_node *entry = acp_rule_first(run, MOBILE); entry; entry = entry->same) {
        shadows never;
        if (!collect(run, entry, &never))
            continue;
        check_list(run, rule, acp_node_child(entry, always), &never);
        check_list(run, rule, acp_node_child(entry, needed), &never);
        free(never.rules);
    }
}
