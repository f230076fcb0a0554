/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Addresses and ranges as conditions of flow filters write them: 192.0.2.7, 192.30.250.00/16,
 * 2001:db8::/32. Octets may have leading zeros and are decimal; bits behind the prefix may be set
 * and do not count. */
#ifndef ACP_PREFIX_H
#define ACP_PREFIX_H

#include "document/slice.h"

enum { ACP_PREFIX_TEXT = 64 };

typedef struct {
    uint8_t bytes[16]; /* as written */
    uint8_t size;      /* of the address: 4 or 16 */
    uint8_t length;    /* of the prefix, in bits */
} acp_prefix;

bool acp_prefix_parse(acp_slice text, acp_prefix *out);
/* Every address of inner is one of outer. */
bool acp_prefix_covers(const acp_prefix *outer, const acp_prefix *inner);
/* Bits are set that do not count. */
bool acp_prefix_has_host_bits(const acp_prefix *prefix);
/* The network: 192.30.0.0/16. */
void acp_prefix_network(const acp_prefix *prefix, char text[ACP_PREFIX_TEXT]);

#endif
