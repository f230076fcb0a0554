/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Captive portals, as far as two engines ask about them. */
#ifndef TUNNEL_PORTAL_H
#define TUNNEL_PORTAL_H

#include "libtunnel/view.h"

/* Connect failure policy Open: the network is open when no gateway can be reached. */
bool tunnel_fails_open(const tunnel_view *view);
/* Seconds that the user has left of CaptivePortalRemediationTimeout; 0: none. elapsed_s below 0:
 * the restriction was not lifted yet. */
int64_t tunnel_portal_left(const tunnel_view *view, int64_t elapsed_s);

#endif
