/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All gateways of the profile set. */
#ifndef TUNNEL_GATEWAYS_H
#define TUNNEL_GATEWAYS_H

#include "libtunnel/policy.h"

/* The gateway that a host is, in the form of tunnel_host; NULL: none. */
const tunnel_gateway *tunnel_gateway_find(const tunnel_policy *policy, const char *host);

#endif
