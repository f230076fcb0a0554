/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of IP protocols, as flow filters and flows write them. */
#ifndef TUNNEL_PROTOCOL_H
#define TUNNEL_PROTOCOL_H

#include "libtunnel/tunnel.h"

/* The number of a protocol by its name in any case of letters; -1: it is none that is known. */
int tunnel_protocol_of(tunnel_text_t name);

#endif
