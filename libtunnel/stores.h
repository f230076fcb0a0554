/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Stores of users' certificates. */
#ifndef TUNNEL_STORES_H
#define TUNNEL_STORES_H

#include "libtunnel/view.h"

extern const char *const tunnel_store_texts[];

/* A machine's store; all others but that of a phone's application are a user's. */
bool tunnel_is_machine_store(tunnel_store store);
bool tunnel_is_user_store(tunnel_store store);

/* The local policy says that the client does not use it. */
bool tunnel_is_excluded_store(const tunnel_view *local, tunnel_store store);

enum { TUNNEL_MOST_STORES = 5 };

/* The stores that are searched for certificates of the user, in order; returns how many. view:
 * whose settings hold. */
size_t tunnel_find_stores(const tunnel_view *view, const tunnel_client_certificate_facts *facts,
                          tunnel_store stores[TUNNEL_MOST_STORES]);

#endif
