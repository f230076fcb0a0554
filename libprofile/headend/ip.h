/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IP addresses, networks and ranges as configurations write them, to be compared as numbers. */
#ifndef ACP_HEADEND_IP_H
#define ACP_HEADEND_IP_H

#include "document/slice.h"

/* family: 4, 6, or 0: no address. IPv4 stands in the first four bytes, the rest is zero. */
typedef struct {
    uint8_t family;
    uint8_t bytes[16];
} acp_ip;

/* Addresses first to last, both included. family 0: nothing (unreadable, or a name). */
typedef struct {
    acp_ip first, last;
} acp_ip_range;

/* An address literal; family 0 if it is none. A zone and [] are not taken. */
acp_ip acp_ip_parse(acp_slice text);
/* Same family and bytes; never true of family 0. */
bool acp_ip_equal(acp_ip a, acp_ip b);
/* Order as numbers, within one family. */
int acp_ip_compare(acp_ip a, acp_ip b);
/* Number of leading one-bits of an IPv4 mask such as 255.255.255.0; -1: the ones are not all on the
 * left, or it is no IPv4 address. 0.0.0.0 is 0. */
int acp_ip_mask_prefix(acp_ip mask);
/* The same for a wildcard mask (0.0.0.255 is 24); -1: its ones are not all on the right. */
int acp_ip_wildcard_prefix(acp_ip mask);
/* Network of an address: all addresses that share the first prefix bits. family 0 if the prefix
 * does not fit the family. */
acp_ip_range acp_ip_network(acp_ip address, int prefix);
/* "2001:db8::/32" or "10.0.0.0/8" (an address alone is the network of itself). */
acp_ip_range acp_ip_network_parse(acp_slice text);
/* Every address of inner is in outer; false if one is of family 0 or the families differ. */
bool acp_ip_contains(acp_ip_range outer, acp_ip_range inner);
/* Some address is in both. */
bool acp_ip_overlap(acp_ip_range a, acp_ip_range b);
/* The range covers every address of its family. */
bool acp_ip_is_all(acp_ip_range range);

#endif
