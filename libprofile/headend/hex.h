/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What both headends write alike about certificates. */
#ifndef ACP_HEADEND_HEX_H
#define ACP_HEADEND_HEX_H

#include "headend/config.h"

/* The bytes of the hex digits in a span; empty: there are none, or half a byte is left over. */
acp_slice acp_hex_decode(acp_arena *arena, const acp_document *document, acp_span span);
/* The value of CN in a subject name, "CN=asa.example.com,O=Example"; line NULL: it has none. */
acp_cli acp_cn_of(acp_cli subject_name);

#endif
