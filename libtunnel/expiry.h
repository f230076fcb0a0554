/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* When the user's certificate runs out, and when that is near. */
#ifndef TUNNEL_EXPIRY_H
#define TUNNEL_EXPIRY_H

#include "libtunnel/facts.h"
#include "libtunnel/view.h"

/* The fact `certificate`: when it ends. */
extern const tunnel_field tunnel_expiry_fields[];

static inline bool tunnel_is_expired(int64_t not_after, int64_t now)
{
    return now >= not_after;
}

/* Whole days that are left, rounded down, so that a warning comes early rather than late; 0 once
 * the certificate has expired. */
int64_t tunnel_days_left(int64_t not_after, int64_t now);

/* CertificateExpirationThreshold in days; 0 if it is off, or more than the client takes. */
int64_t tunnel_expiration_threshold(const tunnel_view *view);

#endif
