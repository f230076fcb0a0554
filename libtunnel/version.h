/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Versions of the client and its modules: numbers between dots. */
#ifndef TUNNEL_VERSION_H
#define TUNNEL_VERSION_H

#include "libtunnel/tunnel.h"

/* Order of two versions by their numbers, so that 4.10 is above 4.9; what is missing counts as 0,
 * and of a part that is no number only the digits it begins with. */
int tunnel_version_compare(tunnel_text_t a, tunnel_text_t b);

/* Exactly so many numbers, with nothing else but the dots between them. */
bool tunnel_is_version(tunnel_text_t text, unsigned numbers);

#endif
