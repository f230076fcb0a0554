/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tunnel groups of ASAs that management profiles lead to. */
#ifndef ACP_SET_ASA_MGMT_H
#define ACP_SET_ASA_MGMT_H

#include "set/rules/asa_pairs.h"

/* An entry of a management profile and the tunnel group it leads to. */
typedef struct {
    acp_connection connection;
    acp_member *profile;
    acp_names seen;
} acp_management;

/* The next one, each tunnel group once; the first after {0}. */
bool acp_management_next(acp_set_run *run, acp_management *management);
/* The same where it can be told what is in force for the tunnel group. */
bool acp_management_next_known(acp_set_run *run, acp_management *management);
/* The side of the profile: its entry, with what the management tunnel needs. */
acp_side acp_management_side(const acp_management *management, const char *needed);

#endif
