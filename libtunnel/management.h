/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether there can be a management tunnel at all. */
#ifndef TUNNEL_MANAGEMENT_H
#define TUNNEL_MANAGEMENT_H

#include "libtunnel/view.h"

/* Why not: the first that holds. */
typedef enum {
    TUNNEL_FEATURE_ON,
    TUNNEL_FEATURE_PLATFORM_UNSUPPORTED,
    TUNNEL_FEATURE_NO_PROFILE,
    TUNNEL_FEATURE_NO_ENTRY,
    TUNNEL_FEATURE_SEVERAL_ENTRIES,
    TUNNEL_FEATURE_NO_GROUP,
    TUNNEL_FEATURE_ALWAYS_ON,
} tunnel_feature;

tunnel_feature tunnel_management_feature(const tunnel_policy *policy, tunnel_explanation *why);

#endif
