/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Round-trip times of the gateways that entries of the profile set lead to. */
#ifndef TUNNEL_ROUND_TRIPS_H
#define TUNNEL_ROUND_TRIPS_H

#include "libtunnel/policy.h"

typedef struct {
    const tunnel_policy *policy;
    int64_t *of;                 /* by entry; TUNNEL_NO_NUMBER: not measured, or no answer */
    const tunnel_entry *fastest; /* of equal ones the first; NULL: none has a time */
} tunnel_round_trips;

/* From times by host. False: the buffer is too small. */
bool tunnel_round_trips_read(const tunnel_policy *policy, const tunnel_rtt *times, size_t count,
                             tunnel_buffer *buffer, tunnel_round_trips *out);
int64_t tunnel_round_trip_of(const tunnel_round_trips *trips, const tunnel_entry *entry);

typedef struct {
    int64_t ms; /* INT64_MAX: none */
    const tunnel_entry *entry;
} tunnel_timed_entry;
/* The entries of the set by their time, equal ones and those without one in the order of lists.
 * NULL: the buffer is too small. */
const tunnel_timed_entry *tunnel_round_trips_sort(const tunnel_round_trips *trips,
                                                  tunnel_buffer *buffer, size_t *count);

#endif
