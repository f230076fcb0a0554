/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/network_table.h"

#include "libtunnel/sort.h"

/* Networks that hold each other: no more than there are lengths. */
enum { MOST_NESTED = 129 };

/* ---- numbers
 * ------------------------------------------------------------------------------------------- */

tunnel_ip_number tunnel_ip_number_of(const uint8_t bytes[16])
{
    tunnel_ip_number number = {0, 0};
    for (int i = 0; i < 8; i++) {
        number.high = number.high << 8 | bytes[i];
        number.low = number.low << 8 | bytes[8 + i];
    }
    return number;
}

int tunnel_ip_number_compare(tunnel_ip_number a, tunnel_ip_number b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return (a.low > b.low) - (a.low < b.low);
}

/* The bits behind a prefix. */
static tunnel_ip_number rest_of(uint32_t bits)
{
    if (bits >= 128)
        return (tunnel_ip_number){0, 0};
    if (bits >= 64)
        return (tunnel_ip_number){0, UINT64_MAX >> (bits - 64)};
    return (tunnel_ip_number){UINT64_MAX >> bits, UINT64_MAX};
}

/* ---- building
 * ------------------------------------------------------------------------------------------ */

typedef struct {
    tunnel_network_table *table;
    const tunnel_texts *texts;
    const tunnel_network_scratch *stack[MOST_NESTED]; /* hold the present address, widest first */
    size_t depth;
} sweep;

/* By first address, the wider one first: each stands behind those that hold it. */
static int by_begin(const void *left, const void *right)
{
    const tunnel_network_scratch *a = left, *b = right;
    int order = tunnel_ip_number_compare(a->first, b->first);
    if (!order)
        order = (a->bits > b->bits) - (a->bits < b->bits);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* One that begins nothing is written over. */
static void begin(sweep *s, tunnel_ip_number at, const tunnel_network_scratch *network)
{
    tunnel_network_table *table = s->table;
    if (!table->count || tunnel_ip_number_compare(table->rows[table->count - 1].begin, at) != 0)
        table->count++;
    table->rows[table->count - 1] =
        (tunnel_network_row){at, network ? &s->texts->items[network->place] : NULL};
}

/* Leaves the innermost network. */
static void leave(sweep *s)
{
    const tunnel_network_scratch *network = s->stack[--s->depth];
    tunnel_ip_number rest = rest_of(network->bits);
    tunnel_ip_number next = {network->first.high | rest.high, (network->first.low | rest.low) + 1};
    if (!next.low)
        next.high++;
    if (next.high || next.low) /* there is something behind it */
        begin(s, next, s->depth ? s->stack[s->depth - 1] : NULL);
}

static bool holds(const tunnel_network_scratch *outer, const tunnel_network_scratch *inner)
{
    tunnel_ip_number rest = rest_of(outer->bits);
    return !((outer->first.high ^ inner->first.high) & ~rest.high) &&
           !((outer->first.low ^ inner->first.low) & ~rest.low);
}

static void enter(sweep *s, const tunnel_network_scratch *network)
{
    while (s->depth && !holds(s->stack[s->depth - 1], network))
        leave(s);
    if (s->depth && s->stack[s->depth - 1]->bits == network->bits)
        return; /* the same once more */
    begin(s, network->first, network);
    s->stack[s->depth++] = network;
}

void tunnel_network_table_build(tunnel_network_table *table, const tunnel_texts *networks,
                                uint8_t family, bool (*passed_over)(const tunnel_prefix *prefix),
                                tunnel_network_scratch *scratch)
{
    sweep s = {.table = table, .texts = networks};
    size_t count = 0;
    table->count = 0;
    for (size_t i = 0; i < networks->count; i++) {
        tunnel_prefix prefix;
        if (!tunnel_prefix_parse(networks->items[i], &prefix) || prefix.family != family ||
            (passed_over && passed_over(&prefix)))
            continue;
        tunnel_ip_number first = tunnel_ip_number_of(prefix.bytes), rest = rest_of(prefix.bits);
        scratch[count++] = (tunnel_network_scratch){
            {first.high & ~rest.high, first.low & ~rest.low}, prefix.bits, (uint32_t)i};
    }
    tunnel_sort(scratch, count, sizeof *scratch, by_begin);
    for (size_t i = 0; i < count; i++)
        enter(&s, &scratch[i]);
    while (s.depth)
        leave(&s);
}

/* ---- finding
 * ------------------------------------------------------------------------------------------- */

const tunnel_text_t *tunnel_network_table_find(const tunnel_network_table *table,
                                               tunnel_ip_number address)
{
    size_t low = 0, high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tunnel_ip_number_compare(table->rows[middle].begin, address) > 0)
            high = middle;
        else
            low = middle + 1;
    }
    return low ? table->rows[low - 1].text : NULL;
}
