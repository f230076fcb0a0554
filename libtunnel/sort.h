/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef TUNNEL_SORT_H
#define TUNNEL_SORT_H

#include "libtunnel/tunnel.h"

/* Sorts structs of size bytes by the tunnel_text_t at offset, in place and without memory, in time
 * that no input can make worse than n log n. */
void tunnel_sort_by_name(void *items, size_t count, size_t size, size_t offset);

#endif
