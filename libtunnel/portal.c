/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/portal.h"

bool tunnel_fails_open(const tunnel_view *view)
{
    return tunnel_choice(view, VPN_CONNECT_FAILURE_POLICY) == VPN_CONNECT_FAILURE_POLICY__OPEN;
}

int64_t tunnel_portal_left(const tunnel_view *view, int64_t elapsed_s)
{
    int64_t minutes = tunnel_number(view, VPN_CAPTIVE_PORTAL_REMEDIATION_TIMEOUT);
    int64_t limit = minutes < 0 ? 0 : minutes * 60;
    if (elapsed_s < 0)
        return limit;
    return elapsed_s < limit ? limit - elapsed_s : 0;
}
