/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is this the certificate of that gateway (003:L9028-9045). */
#ifndef TUNNEL_SERVER_NAME_H
#define TUNNEL_SERVER_NAME_H

#include "libtunnel/address.h"
#include "libtunnel/dn.h"

/* Which names of a certificate are compared with the name or address a connection was made to, and
 * whether one of them is it. */
tunnel_server_name_source tunnel_compare_names(const tunnel_server_names *san,
                                               const tunnel_dn *subject, const tunnel_host *target,
                                               bool *same);

/* Rules of ISE posture: "*.x" and ".x" are for every name that ends in ".x", others for one name.
 */
bool tunnel_server_rule_covers(tunnel_text_t rule, tunnel_text_t name);

#endif
