/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Domains that come in as a fact, in a table that is searched by halves. */
#ifndef TUNNEL_DOMAIN_TABLE_H
#define TUNNEL_DOMAIN_TABLE_H

#include "libtunnel/tunnel.h"

/* Of the domains that hold a name, the longest is found first, and leads to the others. */
typedef struct {
    tunnel_text_t text; /* as given */
    uint32_t place;
    uint32_t above; /* row of the next longer domain that holds this one, from 1; 0: none */
} tunnel_domain_row;

typedef struct {
    tunnel_domain_row *rows;
    size_t count;
} tunnel_domain_table;

/* Order of two names from their ends, label by label, without case and final dots: what is below a
 * name stands right behind it. */
int tunnel_domain_compare(tunnel_text_t a, tunnel_text_t b);

/* No fewer than the rows a comma list takes. */
size_t tunnel_domain_rows(tunnel_text_t list);
/* Fills the table, whose rows have room, with the domains of a comma list as a headend pushes it:
 * of the first 20,000 characters, and without those that have a * (003:L8477). */
void tunnel_domain_table_build(tunnel_domain_table *table, tunnel_text_t list);
/* The longest domain that is a name, or that it is below; ptr NULL: none, or there is no name. */
tunnel_text_t tunnel_domain_table_find(const tunnel_domain_table *table, tunnel_text_t name);

#endif
