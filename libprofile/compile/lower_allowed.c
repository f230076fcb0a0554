/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* AllowedHosts: what can be reached while Always-On holds the network. */
#include <stdlib.h>

#include "compile/item_key.h"
#include "compile/lower_names.h"

/* Items after these do not count (003:L4925, L7073). */
enum { MOST_HOSTS = 500 };

static acp_compiled head_of(const acp_compiled *list)
{
    acp_compiled head = *list;
    if (head.count > MOST_HOSTS)
        head.count = MOST_HOSTS;
    return head;
}

/* ---- names
 * ------------------------------------------------------------------------------------------- */

/* A host name, with all below it. No wildcards (003:L4925); URLs and ports are no host names. */
static bool take_name(acp_arena *arena, acp_slice item, acp_slice *name, uint32_t *covers)
{
    (void)arena;
    for (size_t i = 0; i < item.len; i++)
        if (strchr("*/:@[]", item.ptr[i]) || (unsigned char)item.ptr[i] <= ' ')
            return false;
    *name = item;
    *covers = NAME_COVERS;
    return item.len && !acp_item_network(item).first.family;
}

uint32_t acp_allowed_names_add(acp_builder *builder, const acp_compiled *list)
{
    acp_compiled head = head_of(list);
    return acp_names_add(builder, &head, take_name);
}

/* ---- networks
 * ---------------------------------------------------------------------------------------- */

typedef struct {
    acp_ip_range range;
    acp_slice text;
    size_t place; /* in the list */
} network;

/* By first address, the wider one first: each stands behind those that hold it. */
static int by_range(const void *left, const void *right)
{
    const network *a = left, *b = right;
    int order = a->range.first.family - b->range.first.family;
    if (!order)
        order = acp_ip_compare(a->range.first, b->range.first);
    if (!order)
        order = acp_ip_compare(b->range.last, a->range.last);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

typedef struct {
    acp_builder *builder;
    uint32_t first;        /* span of this list */
    const network **stack; /* those that hold the present address, the widest first */
    size_t depth;
} sweep;

/* From an address on, an item holds: NULL: none. One that begins nothing is written over. */
static void begin_span(sweep *s, acp_ip at, const network *item)
{
    uint32_t count = acp_build_count(s->builder, SECTION_SPANS);
    tunnel_span span = {
        .family = at.family,
        .text = item ? acp_build_text(s->builder, item->text) : TUNNEL_NONE,
    };
    for (int i = 0; i < 4; i++)
        span.begin[i] = (uint32_t)at.bytes[4 * i] << 24 | (uint32_t)at.bytes[4 * i + 1] << 16 |
                        (uint32_t)at.bytes[4 * i + 2] << 8 | at.bytes[4 * i + 3];
    tunnel_span *last =
        count > s->first ? acp_build_at(s->builder, SECTION_SPANS, count - 1) : NULL;
    if (last && last->family == span.family &&
        memcmp(last->begin, span.begin, sizeof span.begin) == 0)
        *last = span;
    else
        acp_build_add(s->builder, SECTION_SPANS, &span);
}

/* False: there is none behind the last one. */
static bool step(acp_ip *address)
{
    for (int i = address->family == 4 ? 3 : 15; i >= 0; i--)
        if (++address->bytes[i])
            return true;
    return false;
}

/* Leaves the innermost network. */
static void leave(sweep *s)
{
    acp_ip next = s->stack[--s->depth]->range.last;
    if (step(&next))
        begin_span(s, next, s->depth ? s->stack[s->depth - 1] : NULL);
}

/* One that an item before it holds is left out, so that the innermost is the first of the list. */
static void enter(sweep *s, const network *item)
{
    while (s->depth && !acp_ip_contains(s->stack[s->depth - 1]->range, item->range))
        leave(s);
    if (s->depth && s->stack[s->depth - 1]->place < item->place)
        return;
    begin_span(s, item->range.first, item);
    s->stack[s->depth++] = item;
}

uint32_t acp_allowed_spans_add(acp_builder *builder, const acp_compiled *list)
{
    size_t most = head_of(list).count, count = 0;
    network *networks = acp_arena_alloc(&builder->arena, (most + 1) * sizeof *networks);
    sweep s = {.builder = builder,
               .first = acp_build_count(builder, SECTION_SPANS),
               .stack = acp_arena_alloc(&builder->arena, (most + 1) * sizeof *s.stack)};
    if (!networks || !s.stack)
        return 0;
    for (size_t i = 0; i < most; i++) {
        acp_ip_range range = acp_item_network(list->items[i].text);
        if (range.first.family)
            networks[count++] = (network){range, list->items[i].text, i};
    }
    if (count)
        qsort(networks, count, sizeof *networks, by_range);
    for (size_t i = 0; i < count; i++)
        enter(&s, &networks[i]);
    while (s.depth)
        leave(&s);
    return acp_build_count(builder, SECTION_SPANS) - s.first;
}
