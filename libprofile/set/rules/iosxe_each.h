/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The IKEv2 profiles of every IOS-XE router of a set in turn, and what they lead to. */
#ifndef ACP_SET_IOSXE_EACH_H
#define ACP_SET_IOSXE_EACH_H

#include "set/gateways.h"

/* What the client sends as its IKE identity unless the profile says otherwise (004:L251). */
#define ACP_CLIENT_KEY_ID "*$AnyConnectClient$*"

/* The next configuration of a router; last NULL: the first. */
acp_member *acp_next_router(const acp_set *set, acp_member *last);

/* Where a connection ends up on a router. */
typedef struct {
    acp_member *member;
    const acp_iosxe *router;
    const acp_iosxe_ikev2_profile *profile;
} acp_flex;

/* The next IKEv2 profile; the first after {0}. */
bool acp_next_ikev2_profile(const acp_set *set, acp_flex *at);
/* The same of those that are for this client. */
bool acp_next_flex(const acp_set *set, acp_flex *at);
/* The first such of one router. False: it has none. */
bool acp_first_flex(acp_member *member, acp_flex *at);

/* Remote authentication by EAP, this client's own or a standard one. */
bool acp_flex_asks_eap(const acp_flex *at);
/* The router looks up the group's attributes itself, or no list says who does. */
bool acp_flex_is_local(const acp_flex *at);
/* The authorization policy in force; NULL: not defined on the router, or the AAA server's. */
const acp_iosxe_authorization *acp_flex_authorization(const acp_flex *at);
/* The interface that clients' interfaces are made from; NULL: not defined. */
const acp_iosxe_interface *acp_flex_template(const acp_flex *at);
/* "default" of those things that a router has without a line (004:L123). */
bool acp_iosxe_is_built_in(acp_cli name);

#endif
