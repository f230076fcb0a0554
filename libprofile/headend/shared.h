/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What both headends write alike. */
#ifndef ACP_HEADEND_SHARED_H
#define ACP_HEADEND_SHARED_H

#include "headend/config.h"

/* The bytes of the hex digits in a block, without what a pager wrote between them; empty: there are
 * none, or half a byte is left over. */
acp_slice acp_hex_decode(acp_arena *arena, const acp_document *document, acp_span span);
/* The value of CN in a subject name, "CN=asa.example.com,O=Example"; line NULL: it has none. */
acp_cli acp_cn_of(acp_cli subject_name);

/* Addresses of "ipv6 address" lines below an interface line, without their prefix length. */
acp_cli_list acp_ipv6_addresses(acp_arena *arena, const acp_document *document,
                                const acp_line *interface);
/* Is host, in any case of letters, name.domain? Not when one of the two is empty. */
bool acp_is_full_name(acp_slice host, acp_slice name, acp_slice domain);

#endif
