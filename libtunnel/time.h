/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef TUNNEL_TIME_H
#define TUNNEL_TIME_H

#include "libtunnel/tunnel.h"

/* RFC 3339 with zone, "2026-01-31T12:00:00Z" or "...+02:00", or a date alone, which is midnight
 * UTC. Seconds since 1970; fractions are dropped. False: it is none. */
bool tunnel_time_parse(tunnel_text_t text, int64_t *out);

#endif
