/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How the client's parts are called in Apple's configuration profiles. */
#ifndef ACP_MOBILE_CLIENT_H
#define ACP_MOBILE_CLIENT_H

#include "document/slice.h"

#define ACP_TEAM             "DE8Y96K9QP"
#define ACP_SYSTEM_EXTENSION "com.cisco.anyconnect.macos.acsockext"
#define ACP_FILTER_PLUGIN    "com.cisco.anyconnect.macos.acsock"
#define ACP_KERNEL_EXTENSION "com.cisco.kext.acsock"
#define ACP_VPN_APP          "com.cisco.anyconnect"

#define ACP_PAYLOAD_SYSTEM_EXTENSION "com.apple.system-extension-policy"
#define ACP_PAYLOAD_KERNEL_EXTENSION "com.apple.syspolicy.kernel-extension-policy"
#define ACP_PAYLOAD_CONTENT_FILTER   "com.apple.webcontent-filter"
#define ACP_PAYLOAD_VPN              "com.apple.vpn.managed"
#define ACP_PAYLOAD_PER_APP_VPN      "com.apple.vpn.managed.applayer"
#define ACP_PAYLOAD_APP_MAPPING      "com.apple.vpn.managed.appmapping"

/* What the signature of the system extension must satisfy, on one line. */
#define ACP_DESIGNATED_REQUIREMENT                                                                 \
    "anchor apple generic and identifier \"" ACP_SYSTEM_EXTENSION "\" and "                        \
    "(certificate leaf[field.1.2.840.113635.100.6.1.9] /* exists */ or "                           \
    "certificate 1[field.1.2.840.113635.100.6.2.6] /* exists */ and "                              \
    "certificate leaf[field.1.2.840.113635.100.6.1.13] /* exists */ and "                          \
    "certificate leaf[subject.OU] = " ACP_TEAM ")"

/* Whether a payload with this PayloadType and VPNSubType is a connection of the client. Older
 * releases of the app had identifiers of their own, which all start with the present one. */
static inline bool acp_is_vpn_payload(acp_slice type, acp_slice app)
{
    return (acp_slice_is(type, ACP_PAYLOAD_VPN) || acp_slice_is(type, ACP_PAYLOAD_PER_APP_VPN)) &&
           app.len >= sizeof ACP_VPN_APP - 1 &&
           memcmp(app.ptr, ACP_VPN_APP, sizeof ACP_VPN_APP - 1) == 0;
}

#endif
