/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Hashes as facts and profiles write them: hexadecimal in any case, colons and blanks dropped. */
#ifndef TUNNEL_HASH_H
#define TUNNEL_HASH_H

#include "libtunnel/tunnel.h"

/* Nothing but hexadecimal digits, colons and blanks. */
bool tunnel_is_hex(tunnel_text_t text);
/* The text stands for these bytes; never true of none. */
bool tunnel_hash_is(tunnel_text_t text, const uint8_t *bytes, size_t size);
/* Reads a hash of size bytes, in hexadecimal or Base64. False: the text is none of that size; what
 * bytes hold then is undefined. */
bool tunnel_hash_read(tunnel_text_t text, uint8_t *bytes, size_t size);

#endif
