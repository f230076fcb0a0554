/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tests behind acp_value_types: is this text of that type? Text need not end in NUL. */
#ifndef ACP_TYPES_H
#define ACP_TYPES_H

#include "document/slice.h"
#include "schema/schema.h"

/* address.c */
/* networks.c */
acp_type_test acp_is_ipv4_pool, acp_is_networks, acp_is_ipv4_networks, acp_is_ip_list,
    acp_is_ipv4_list, acp_is_domain_list, acp_is_package_list;
/* types.c: the name of an Android package */
acp_type_test acp_is_package;
acp_type_test acp_is_port, acp_is_ipv4, acp_is_ipv6, acp_is_ip, acp_is_cidr, acp_is_link_local;
acp_type_test acp_is_not_public, acp_is_fqdn, acp_is_dns_name, acp_is_host, acp_is_host_pattern;
acp_type_test acp_is_address, acp_is_url, acp_is_http_url;
/* prefix.c */
acp_type_test acp_is_ipv4_range, acp_is_ipv6_range;

/* headend_words.c */
/* Is there an item between commas, and does each pass? Blanks are fine behind commas only. */
bool acp_is_list(const char *text, size_t length, acp_type_test *test);
acp_type_test acp_is_headend_name, acp_is_headend_word, acp_is_headend_words;
acp_type_test acp_is_version, acp_is_three_part_version, acp_is_dh_groups;

/* The bytes of an IP address, without zone: how many there are, 0: it is none. */
size_t acp_ip_bytes(const char *text, size_t length, unsigned char out[16]);

#endif
