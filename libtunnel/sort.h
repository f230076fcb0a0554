/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef TUNNEL_SORT_H
#define TUNNEL_SORT_H

#include "libtunnel/tunnel.h"

/* Order of two items: below, equal to or above 0. */
typedef int tunnel_order(const void *a, const void *b);

/* Sorts in place and without memory, in time that no input can make worse than n log n. Equal items
 * may change places. */
void tunnel_sort(void *items, size_t count, size_t size, tunnel_order *order);
/* Of structs that begin with a tunnel_text_t, by its bytes. */
tunnel_order tunnel_order_of_names;

#endif
