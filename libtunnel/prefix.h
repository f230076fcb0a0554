/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Networks: as facts write them, and tables of them in the policy. */
#ifndef TUNNEL_PREFIX_H
#define TUNNEL_PREFIX_H

#include "libtunnel/policy.h"

/* "10.0.0.0/8"; an address alone is the network of itself. */
typedef struct {
    uint8_t family; /* 4, 6 */
    uint8_t bits;
    uint8_t bytes[16]; /* those behind the bits do not count */
} tunnel_prefix;

/* False: the text is none. */
bool tunnel_prefix_parse(tunnel_text_t text, tunnel_prefix *prefix);
/* For the table of facts. */
bool tunnel_is_prefix(tunnel_text_t text);
bool tunnel_is_ip(tunnel_text_t text);
bool tunnel_prefix_holds(const tunnel_prefix *prefix, uint8_t family, const uint8_t bytes[16]);

/* What a range of SPANS has for an address; NULL: nothing. */
const tunnel_span *tunnel_spans_find(const tunnel_policy *policy, uint32_t first, uint32_t count,
                                     uint8_t family, const uint8_t bytes[16]);

#endif
