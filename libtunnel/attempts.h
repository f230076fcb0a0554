/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list of gateways to try, as the engine hosts answers it. */
#ifndef TUNNEL_ATTEMPTS_H
#define TUNNEL_ATTEMPTS_H

#include "libtunnel/view.h"

typedef struct {
    const tunnel_policy *policy;
    tunnel_buffer *buffer;
    bool usable[2]; /* by tunnel_family: on the endpoint */
    tunnel_hosts_attempt *items;
    size_t count, size;
    bool family_missing; /* an address was left out because no family was left */
    bool full;           /* the buffer is too small */
} tunnel_attempts;

/* Room for so many. False: the buffer is too small. */
bool tunnel_attempts_start(tunnel_attempts *attempts, const tunnel_policy *policy,
                           const tunnel_families *usable, size_t most, tunnel_buffer *buffer);
/* What addresses are tried with: the settings in force, entry and protocol. */
typedef struct {
    const tunnel_view *view;
    tunnel_text_t entry; /* HostName; ptr NULL: typed */
    tunnel_protocol protocol;
    tunnel_text_t group; /* the entry's */
} tunnel_attempt_base;

tunnel_attempt_base tunnel_attempt_base_of(const tunnel_view *view);

/* Adds an address, unless it can not be read, is link-local, or of no family left. */
void tunnel_attempts_add(tunnel_attempts *attempts, const tunnel_attempt_base *base,
                         tunnel_text_t address, tunnel_text_t group, tunnel_hosts_source source);
/* The entry of the view, and its backups: its own list, else its profile's. */
void tunnel_attempts_add_entry(tunnel_attempts *attempts, const tunnel_view *view,
                               tunnel_hosts_source source);
void tunnel_attempts_add_backups(tunnel_attempts *attempts, const tunnel_view *view);
/* Room that the two can take. */
size_t tunnel_attempts_most(const tunnel_view *view);
/* Takes out what has the URL of one before it. */
void tunnel_attempts_end(tunnel_attempts *attempts);

#endif
