/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/expiry.h"

enum { DAY_S = 86400, MOST_DAYS = 180 }; /* 003:L9429 */

const tunnel_field tunnel_expiry_fields[] = {
    FIELD(tunnel_expiry, TIME, not_after, .required = true),
    FIELD_END,
};

int64_t tunnel_days_left(int64_t not_after, int64_t now)
{
    if (tunnel_is_expired(not_after, now))
        return 0;
    return (int64_t)(((uint64_t)not_after - (uint64_t)now) / DAY_S);
}

int64_t tunnel_expiration_threshold(const tunnel_view *view)
{
    int64_t days = tunnel_number(view, VPN_CERTIFICATE_EXPIRATION_THRESHOLD);
    return days >= 0 && days <= MOST_DAYS ? days : 0;
}
