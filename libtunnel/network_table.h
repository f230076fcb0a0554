/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Networks that come in as facts, in a table that is searched by halves. */
#ifndef TUNNEL_NETWORK_TABLE_H
#define TUNNEL_NETWORK_TABLE_H

#include "libtunnel/prefix.h"

/* An address as a number; one of IPv4 in the highest bits. */
typedef struct {
    uint64_t high, low;
} tunnel_ip_number;

tunnel_ip_number tunnel_ip_number_of(const uint8_t bytes[16]);
int tunnel_ip_number_compare(tunnel_ip_number a, tunnel_ip_number b);

/* From an address on, up to where the next row begins: what holds it. */
typedef struct {
    tunnel_ip_number begin;
    const tunnel_text_t *text; /* the longest network, as given; NULL: none */
} tunnel_network_row;

/* Networks of one family. */
typedef struct {
    tunnel_network_row *rows;
    size_t count;
} tunnel_network_table;

/* What building takes for each network. */
typedef struct {
    tunnel_ip_number first;
    uint32_t bits;
    uint32_t place;
} tunnel_network_scratch;

/* Rows for so many networks. */
static inline size_t tunnel_network_rows(size_t count)
{
    return 2 * count;
}

/* Fills the table, whose rows have room, with the networks of a family; a network that is given
 * twice counts where it stands first, and those `passed_over` is true of, not at all. */
void tunnel_network_table_build(tunnel_network_table *table, const tunnel_texts *networks,
                                uint8_t family, bool (*passed_over)(const tunnel_prefix *prefix),
                                tunnel_network_scratch *scratch);

/* The longest network that holds an address; NULL: none does. */
const tunnel_text_t *tunnel_network_table_find(const tunnel_network_table *table,
                                               tunnel_ip_number address);

#endif
