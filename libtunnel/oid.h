/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef TUNNEL_OID_H
#define TUNNEL_OID_H

#include "libtunnel/tunnel.h"

/* Reads an OID in dotted decimal and writes what its DER has behind tag and length, which is never
 * longer than the text. Returns its bytes; 0: the text is none. out NULL: it is only looked at. */
size_t tunnel_oid_encode(tunnel_text_t text, uint8_t *out);
bool tunnel_is_oid(tunnel_text_t text);

#endif
