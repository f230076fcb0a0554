/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Connect on demand: rules for names by the end of the name, of profiles and of links. Lists may be
 * long, so the rules that win are sorted by their last letters and never compared each with each.
 */
#include <stdlib.h>

#include "check/rules/mobile.h"
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

/* ---- entries of lists ---------------------------------------------------------------------- */

/* An entry of a list: an element of a profile, an item of a parameter of a link. */
typedef struct {
    acp_slice name;
    acp_place place;
} entry;

typedef struct {
    entry *items;
    size_t count, size;
} entries;

/* The lists of one host entry or link, as they are called there. */
typedef enum { NEVER, ALWAYS, IF_NEEDED } list_of;
static const char *const in_profile[] = {"NeverConnectDomainList", "AlwaysConnectDomainList",
                                         "ConnectIfNeededDomainList"};
static const char *const in_link[] = {"domainlistnever", "domainlistalways", "domainlistifneeded"};

static void add_entry(acp_run *run, entries *list, entry added)
{
    if (!added.name.len)
        return;
    if (list->count == list->size) {
        size_t size = list->size ? list->size * 2 : 16;
        entry *grown = realloc(list->items, size * sizeof *grown);
        if (!grown) {
            run->no_memory = true;
            return;
        }
        list->items = grown;
        list->size = size;
    }
    list->items[list->count++] = added;
}

static bool is_of_links(const acp_run *run)
{
    return run->document->kind == ACP_KIND_URI;
}

/* The elements that have lists, one after the other. */
static const acp_node *first_holder(acp_run *run)
{
    return acp_rule_first(run, is_of_links(run) ? "link" : MOBILE);
}

static const acp_node *list_in(acp_run *run, const acp_node *holder, list_of which)
{
    return acp_child_named(holder, is_of_links(run) ? in_link[which] : in_profile[which]);
}

/* Entries that are not empty. free(out->items). */
static void collect(acp_run *run, const acp_node *holder, list_of which, entries *out)
{
    const acp_node *list = list_in(run, holder, which);
    *out = (entries){0};
    if (!list)
        return;
    if (!is_of_links(run)) {
        const acp_node *node = acp_child_named(list, "OnDemandDNSMatch");
        for (; node; node = acp_node_next_same(node))
            add_entry(run, out, (entry){node->value, acp_at_value(node)});
        return;
    }
    acp_slice rest = list->value, item;
    while (list->value.len && acp_slice_next_item(&rest, &item))
        add_entry(run, out, (entry){item, acp_at_part(list, NULL, item)});
}

/* ---- entries one by one -------------------------------------------------------------------- */

typedef bool entry_test(acp_slice name);

static void each_entry(acp_run *run, const acp_rule *rule, entry_test *wrong)
{
    for (const acp_node *holder = first_holder(run); holder; holder = holder->same) {
        for (int which = NEVER; which <= IF_NEEDED; which++) {
            entries list;
            collect(run, holder, (list_of)which, &list);
            for (size_t i = 0; i < list.count; i++)
                if (wrong(list.items[i].name))
                    acp_rule_report_item(run, rule, list.items[i].place, list.items[i].name);
            free(list.items);
        }
    }
}

static bool is_no_name(acp_slice name)
{
    return acp_rule_valid("ip", name) || memchr(name.ptr, ':', name.len) ||
           memchr(name.ptr, '/', name.len);
}

void acp_ondemand_ip_address(acp_run *run, const acp_rule *rule)
{
    each_entry(run, rule, is_no_name);
}

/* At most two labels and no dot before them: what anyone may put letters before. */
static bool is_short(acp_slice name)
{
    if (is_no_name(name))
        return false;
    const char *dot = memchr(name.ptr, '.', name.len);
    return !dot || (dot > name.ptr && dot < name.ptr + name.len - 1 &&
                    !memchr(dot + 1, '.', (size_t)(name.ptr + name.len - dot - 1)));
}

void acp_ondemand_suffix_overmatch(acp_run *run, const acp_rule *rule)
{
    each_entry(run, rule, is_short);
}

void acp_ondemand_always_list(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *holder = first_holder(run); holder; holder = holder->same) {
        entries list;
        collect(run, holder, ALWAYS, &list);
        if (list.count)
            acp_rule_report(run, rule, acp_at_value(list_in(run, holder, ALWAYS)));
        free(list.items);
    }
}

/* ---- entries that never have an effect ----------------------------------------------------- */

static int by_end(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    bool within;
    int order = compare_ends(a->name, b->name, &within);
    return order ? order : a->place.span.start < b->place.span.start ? -1 : 1;
}

/* Sorts the Never Connect rules and leaves out those that have another one as their end. */
static void keep_shortest(entries *never)
{
    size_t kept = 0;
    if (never->count)
        qsort(never->items, never->count, sizeof *never->items, by_end);
    for (size_t i = 0; i < never->count; i++) {
        bool within = false;
        if (kept)
            compare_ends(never->items[kept - 1].name, never->items[i].name, &within);
        if (!within)
            never->items[kept++] = never->items[i];
    }
    never->count = kept;
}

/* The rule that is the end of a name: as none is the end of another, only the last one that does
 * not sort behind the name can be. */
static const entry *shadow_of(const entries *never, acp_slice name)
{
    size_t low = 0, high = never->count;
    bool within = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_ends(never->items[middle].name, name, &within) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return NULL;
    compare_ends(never->items[low - 1].name, name, &within);
    return within ? &never->items[low - 1] : NULL;
}

static void check_list(acp_run *run, const acp_rule *rule, const acp_node *holder, list_of which,
                       const entries *never)
{
    entries list;
    collect(run, holder, which, &list);
    for (size_t i = 0; i < list.count; i++) {
        const entry *shadow = shadow_of(never, list.items[i].name);
        if (shadow)
            acp_rule_report_pair(run, rule, list.items[i].place, shadow->place,
                                 "the Never Connect rule", NULL);
    }
    free(list.items);
}

void acp_ondemand_never_shadows(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *holder = first_holder(run); holder; holder = holder->same) {
        entries never;
        collect(run, holder, NEVER, &never);
        keep_shortest(&never);
        if (never.count) {
            check_list(run, rule, holder, ALWAYS, &never);
            check_list(run, rule, holder, IF_NEEDED, &never);
        }
        free(never.items);
    }
}
