/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parts of every ASA of a set in turn, for rules about a configuration alone. */
#ifndef ACP_SET_ASA_EACH_H
#define ACP_SET_ASA_EACH_H

#include "set/gateways.h"

/* The next group policy with lines of its own, DfltGrpPolicy among them; the first after {0}. */
bool acp_next_policy(const acp_set *set, acp_route *at);
/* The next tunnel group of remote access, with its group policy; the first after {0}. One whose
 * type is not written counts, so that a part of a configuration can be checked. */
bool acp_next_tunnel(const acp_set *set, acp_route *at);

/* A tunnel group that signs users in by SAML does it in the client's own browser. */
bool acp_uses_embedded_browser(const acp_route *at);

/* Does the group policy at a place state this itself? What several policies have of DfltGrpPolicy
 * is reported there, once. */
bool acp_policy_states(const acp_route *at, acp_cli value);
/* A value that the group policy states itself, else the policy's name. */
acp_spot acp_spot_stated(const acp_route *at, acp_cli value);

#endif
