/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IOS-XE: whether the addresses that clients get are translated. */
#include <stdlib.h>

#include "set/marks.h"
#include "set/rules/checks.h"
#include "set/rules/iosxe_each.h"

/* The sources that a router translates. */
typedef struct {
    acp_ip_range *ranges; /* apart from each other, in order */
    size_t count;
    acp_cli list; /* the first that is named */
    bool unclear; /* there are sources that cannot be told */
} translated;

static int by_first(const void *left, const void *right)
{
    const acp_ip_range *a = left, *b = right;
    return acp_ip_compare(a->first, b->first);
}

static acp_ip after(acp_ip ip)
{
    for (int i = 3; i >= 0 && ++ip.bytes[i] == 0; i--)
        continue;
    return ip;
}

/* Joins what overlaps or lies side by side. */
static void join(translated *all)
{
    static const acp_ip last = {4, {255, 255, 255, 255}};
    size_t used = 0;
    qsort(all->ranges, all->count, sizeof *all->ranges, by_first);
    for (size_t i = 1; i < all->count; i++) {
        acp_ip_range *range = &all->ranges[used], next = all->ranges[i];
        if (!acp_ip_equal(range->last, last) && acp_ip_compare(next.first, after(range->last)) > 0)
            all->ranges[++used] = next;
        else if (acp_ip_compare(next.last, range->last) > 0)
            range->last = next.last;
    }
    if (all->count)
        all->count = used + 1;
}

/* A network mask in place of a wildcard mask permits addresses apart from each other: of a pool,
 * none that counts. */
static bool is_readable(const acp_iosxe_ace *ace)
{
    return ace->source.range.first.family ||
           acp_ip_mask_prefix(acp_ip_parse(ace->source.wildcard.text)) > 0;
}

static size_t count_entries(acp_set_run *run, const acp_iosxe *router, acp_names *seen)
{
    size_t count = 0;
    for (const acp_iosxe_nat *nat = router->nats; nat; nat = nat->next) {
        const acp_iosxe_acl *acl = acp_iosxe_find_acl(router, nat->acl.text);
        if (!acl || !acp_mark(run, seen, acl))
            continue;
        for (const acp_iosxe_ace *ace = acl->entries; ace; ace = ace->next)
            count += ace->permit;
    }
    return count;
}

static void add_entries(translated *all, const acp_iosxe_acl *acl)
{
    for (const acp_iosxe_ace *ace = acl->entries; ace; ace = ace->next) {
        if (!ace->permit)
            continue;
        all->unclear = all->unclear || !is_readable(ace);
        if (ace->source.range.first.family)
            all->ranges[all->count++] = ace->source.range;
    }
}

static translated translated_by(acp_set_run *run, const acp_iosxe *router)
{
    translated all = {0};
    acp_names seen = {0}, added = {0};
    size_t count = count_entries(run, router, &seen);
    all.ranges = acp_arena_alloc(run->arena, (count + 1) * sizeof *all.ranges);
    for (const acp_iosxe_nat *nat = router->nats; nat && all.ranges; nat = nat->next) {
        const acp_iosxe_acl *acl = acp_iosxe_find_acl(router, nat->acl.text);
        if (acp_line_has(router->document, nat->line, 4, "route-map"))
            all.unclear = true;
        if (nat->acl.line && !all.list.line)
            all.list = nat->acl;
        if (acl && acp_mark(run, &added, acl))
            add_entries(&all, acl);
    }
    if (all.ranges)
        join(&all);
    return all;
}

static bool covers(const translated *all, acp_ip_range pool)
{
    size_t low = 0, high = all->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (acp_ip_compare(all->ranges[middle].first, pool.first) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low && acp_ip_contains(all->ranges[low - 1], pool);
}

/* As the pool's line has it: "192.168.10.5 192.168.10.10". */
static acp_slice range_text(const acp_iosxe_pool *pool)
{
    const char *start = pool->low.text.ptr;
    acp_cli last = pool->high.line ? pool->high : pool->low;
    return (acp_slice){start, (size_t)(last.text.ptr + last.text.len - start)};
}

/* The first entry that permits something; NULL: there is none, or no list. */
static const acp_line *first_permit(const acp_iosxe_acl *acl)
{
    const acp_iosxe_ace *ace = acl ? acl->entries : NULL;
    while (ace && !ace->permit)
        ace = ace->next;
    return ace ? ace->line : NULL;
}

static void check_pool(acp_set_run *run, const acp_rule *rule, const acp_flex *at,
                       const acp_iosxe_pool *pool, const translated *all)
{
    const acp_iosxe_acl *acl = acp_iosxe_find_acl(at->router, all->list.text);
    const acp_line *permit = first_permit(acl);
    acp_side here = {acp_spot_cli(at->member, acl ? acl->name : all->list), all->list.text};
    acp_side there = {acp_spot_cli(at->member, pool->low), range_text(pool)};
    if (permit)
        here = (acp_side){acp_spot_line(at->member, permit),
                          acp_line_rest(at->router->document, permit, 0).text};
    acp_set_agree(run, rule, "addresses translated", here, there, covers(all, pool->range),
                  "Clients get addresses of the pool %.*s (%.*s), and the access list %.*s does "
                  "not permit them all. The router does not translate the others, which reach "
                  "nothing on the Internet.",
                  ACP_SLICE_ARGS(acp_shown(pool->name.text)),
                  ACP_SLICE_ARGS(acp_shown(there.value)),
                  ACP_SLICE_ARGS(acp_shown(all->list.text)));
}

void acp_iosxe_nat_acl_misses_pool(acp_set_run *run, const acp_rule *rule)
{
    translated all = {0};
    acp_names seen = {0};
    const acp_iosxe *known = NULL;
    for (acp_flex at = {0}; acp_next_flex(run->set, &at);) {
        const acp_iosxe_interface *template = acp_flex_template(&at);
        const acp_iosxe_authorization *policy = acp_flex_authorization(&at);
        const acp_iosxe_pool *pool =
            policy ? acp_iosxe_find_pool(at.router, policy->pool.text) : NULL;
        if (!template || !acp_cli_is(template->nat, "inside") || !pool ||
            pool->range.first.family != 4 || !acp_mark(run, &seen, pool))
            continue;
        if (known != at.router)
            all = translated_by(run, at.router);
        known = at.router;
        if (all.list.line && !all.unclear)
            check_pool(run, rule, &at, pool, &all);
    }
}
