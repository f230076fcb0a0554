/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Address translation on an ASA against the addresses that clients get. */
#include <stdlib.h>

#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* Many lines may name one big group. Beyond this many ranges every pool counts as exempt. */
#define MAX_RANGES 100000u

/* One ASA, and what holds for all of its pools. */
typedef struct {
    acp_set_run *run;
    const acp_asa *asa;
    acp_names client_interfaces; /* where clients come in; empty: the configuration does not tell */
    acp_ip_range *exempt;        /* from translation; in the end sorted and apart */
    size_t count, size;
    bool all_exempt; /* or more than can be told */
} translator;

/* ---- interfaces ------------------------------------------------------------------------------ */

static bool is_any(acp_cli name)
{
    return acp_cli_is(name, "any") || acp_cli_is(name, "any4");
}

static void note_client_interfaces(translator *state)
{
    acp_names *names = &state->client_interfaces;
    acp_arena *arena = state->run->arena;
    for (const acp_asa_webvpn_enable *on = state->asa->webvpn.enables; on; on = on->next)
        acp_names_enter(names, arena, on->interface.text, (void *)on);
    for (const acp_asa_ikev2_enable *on = state->asa->ikev2_enables; on; on = on->next)
        acp_names_enter(names, arena, on->interface.text, (void *)on);
}

static bool may_face_clients(const translator *state, acp_cli interface)
{
    return is_any(interface) || !state->client_interfaces.root ||
           acp_names_find(&state->client_interfaces, interface.text);
}

/* ---- ranges exempt from translation ---------------------------------------------------------- */

static bool grow(translator *state)
{
    size_t size = state->size ? state->size * 2 : 64;
    acp_ip_range *items = acp_arena_alloc(state->run->arena, size * sizeof *items);
    if (!items)
        return false;
    if (state->count)
        memcpy(items, state->exempt, state->count * sizeof *items);
    state->exempt = items;
    state->size = size;
    return true;
}

static bool add_range(acp_ip_range range, void *data)
{
    translator *state = data;
    if (state->count == MAX_RANGES || (state->count == state->size && !grow(state)))
        state->all_exempt = true;
    else
        state->exempt[state->count++] = range;
    return !state->all_exempt;
}

static void add_named(translator *state, acp_cli name)
{
    if (is_any(name))
        state->all_exempt = true;
    else
        acp_asa_named_ranges(state->asa, name.text, add_range, state);
}

/* Identity on both sides: neither is translated. The clients are the other side, or, seen from the
 * interface they come in through, the near one. */
static void add_twice(translator *state, const acp_asa_nat *nat)
{
    if (!acp_slice_equal(nat->real.text, nat->mapped.text))
        return;
    if (!nat->real_to.line) {
        state->all_exempt = true;
    } else if (acp_slice_equal(nat->real_to.text, nat->mapped_to.text)) {
        add_named(state, nat->real_to);
        if (!is_any(nat->real) && may_face_clients(state, nat->real_if))
            add_named(state, nat->real);
    }
}

static void add_list(translator *state, const acp_asa_nat *nat)
{
    const acp_asa_acl *list = acp_asa_find_acl(state->asa, nat->acl.text);
    bool near = may_face_clients(state, nat->real_if);
    const acp_asa_ace *entry = list ? list->entries : NULL;
    for (; entry && !state->all_exempt; entry = entry->next) {
        if (entry->action != ACP_ASA_ACE_PERMIT || entry->inactive)
            continue;
        acp_asa_address_ranges(state->asa, &entry->destination, add_range, state);
        if (near && entry->source.kind != ACP_ASA_ADDRESS_ANY)
            acp_asa_address_ranges(state->asa, &entry->source, add_range, state);
    }
}

/* Addresses that stay as they are, whoever talks to them. */
static void add_object(translator *state, const acp_asa_nat *nat)
{
    if (acp_slice_equal(nat->real.text, nat->mapped.text) && may_face_clients(state, nat->real_if))
        add_named(state, nat->real);
}

static void add_nat(translator *state, const acp_asa_nat *nat)
{
    if (nat->kind == ACP_ASA_NAT_TWICE)
        add_twice(state, nat);
    else if (nat->kind == ACP_ASA_NAT_OBJECT)
        add_object(state, nat);
    else if (nat->kind == ACP_ASA_NAT_EXEMPTION)
        add_list(state, nat);
    else
        state->all_exempt = true; /* nat (inside) 0 NETWORK: whoever the clients are */
}

static int compare_ranges(const void *left, const void *right)
{
    const acp_ip_range *a = left, *b = right;
    if (a->first.family != b->first.family)
        return a->first.family < b->first.family ? -1 : 1;
    return acp_ip_compare(a->first, b->first);
}

/* The address behind one; that behind the last of all is the first. */
static acp_ip address_after(acp_ip address)
{
    for (size_t i = address.family == 4 ? 4 : 16; i-- && ++address.bytes[i] == 0;)
        continue;
    return address;
}

/* Makes one range of those that overlap or touch. */
static void join_ranges(translator *state)
{
    size_t kept = 0;
    for (size_t i = 0; i < state->count; i++) {
        acp_ip_range range = state->exempt[i], *last = kept ? &state->exempt[kept - 1] : NULL;
        bool joins = last && last->first.family == range.first.family &&
                     (acp_ip_compare(range.first, last->last) <= 0 ||
                      acp_ip_equal(range.first, address_after(last->last)));
        if (!joins)
            state->exempt[kept++] = range;
        else if (acp_ip_compare(range.last, last->last) > 0)
            last->last = range.last;
    }
    state->count = kept;
}

static void find_exempt(translator *state)
{
    const acp_asa_nat *nat = state->asa->nats;
    for (; nat && !state->all_exempt; nat = nat->next)
        if (!nat->inactive && !nat->dynamic)
            add_nat(state, nat);
    if (state->count)
        qsort(state->exempt, state->count, sizeof *state->exempt, compare_ranges);
    join_ranges(state);
}

/* Where a pool is in order to the ranges, which do not overlap. */
static int compare_with_pool(const void *pool, const void *range)
{
    const acp_ip_range *a = pool, *b = range;
    if (acp_ip_contains(*b, *a))
        return 0;
    return compare_ranges(a, b) < 0 ? -1 : 1;
}

static bool is_exempt(const translator *state, acp_ip_range pool)
{
    return state->all_exempt || (state->count && bsearch(&pool, state->exempt, state->count,
                                                         sizeof *state->exempt, compare_with_pool));
}

/* ---- translation of what goes to clients ----------------------------------------------------- */

/* The line of an old translation (nat 1) does not name the interface that it leads to. */
static bool translates_to_clients(const translator *state, const acp_asa_nat *nat)
{
    if (nat->inactive || !nat->dynamic || nat->real_to.line)
        return false;
    return nat->kind == ACP_ASA_NAT_OLD ||
           (!acp_slice_equal(nat->real_if.text, nat->mapped_if.text) &&
            may_face_clients(state, nat->mapped_if));
}

static const acp_asa_nat *find_translation(const translator *state)
{
    const acp_asa_nat *nat = state->asa->nats;
    while (nat && !translates_to_clients(state, nat))
        nat = nat->next;
    return nat;
}

static void check_pool(const translator *state, const acp_rule *rule, acp_member *member,
                       const acp_asa_nat *translation, const acp_asa_pool *pool)
{
    if (!pool->range.first.family || is_exempt(state, pool->range))
        return;
    acp_spot there = acp_spot_line(member, translation->line);
    acp_set_say(state->run, rule, acp_spot_cli(member, pool->addresses), &there, "translated here",
                "What inside hosts send to clients with addresses %.*s is translated on its way. "
                "The clients drop such answers: they connect, but reach nothing inside.",
                ACP_SLICE_ARGS(acp_shown(pool->addresses.text)));
}

/* ---- pools ----------------------------------------------------------------------------------- */

static void mark_pools(acp_set_run *run, acp_names *used, const acp_asa *asa, acp_asa_value names)
{
    for (size_t i = 0; names.from == ACP_ASA_OWN && i < names.items.count; i++) {
        const acp_asa_pool *pool = acp_asa_find_pool(asa, names.items.items[i].text);
        if (pool)
            acp_mark(run, used, pool);
    }
}

static acp_names pools_in_use(acp_set_run *run)
{
    acp_names used = {0};
    for (acp_route at = {0}; acp_next_policy(run->set, &at);)
        mark_pools(run, &used, at.asa, acp_asa_policy_own(at.policy, ACP_GP_ADDRESS_POOLS));
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);)
        mark_pools(run, &used, at.asa, acp_asa_tunnel_own(at.tunnel, ACP_TG_ADDRESS_POOL));
    return used;
}

void acp_asa_client_pool_without_nat_exemption(acp_set_run *run, const acp_rule *rule)
{
    acp_names used = pools_in_use(run);
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        translator state = {.run = run, .asa = member->asa};
        note_client_interfaces(&state);
        const acp_asa_nat *translation = find_translation(&state);
        if (!translation)
            continue;
        find_exempt(&state);
        for (const acp_asa_pool *pool = member->asa->pools; pool; pool = pool->next)
            if (acp_is_marked(&used, pool))
                check_pool(&state, rule, member, translation, pool);
    }
}
