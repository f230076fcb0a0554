/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles of the set beside the group policies and tunnel groups of the ASAs they lead to. */
#ifndef ACP_SET_ASA_PAIRS_H
#define ACP_SET_ASA_PAIRS_H

#include "set/connections.h"

/* ---- by the group policies that give clients a profile -------------------------------------- */

/* A group policy that attaches the profile, with a setting in force there. */
typedef struct {
    acp_attachment at;
    acp_asa_value value;
    acp_names seen;
} acp_giver;

/* The next one; the first after {0}. A line of DfltGrpPolicy comes once, not with each heir, and so
 * does a built-in value where the profile is of DfltGrpPolicy as well. */
bool acp_giver_next(acp_set_run *run, const acp_member *profile, acp_asa_policy_setting setting,
                    acp_giver *giver);

/* ---- values -------------------------------------------------------------------------------- */

/* " (from DfltGrpPolicy)", " (the default)", or nothing: to stand behind a value. */
const char *acp_value_origin(acp_asa_value value);

/* ---- settings that exclude each other ------------------------------------------------------- */

/* A setting of the profile, and what the group policy that attaches it must not say beside it. */
typedef struct {
    const char *path, *value;
    acp_asa_policy_setting setting;
    const char *const *words; /* ends with NULL */
    const char *what, *consequence;
} acp_policy_conflict;
/* Compares where the profile has that value. */
void acp_check_policy_conflict(acp_set_run *run, const acp_rule *rule, acp_member *profile,
                               const acp_policy_conflict *conflict);

/* The same for all user profiles, and the authentication of the tunnel groups their entries lead
 * to. */
typedef struct {
    const char *path, *value;
    unsigned methods; /* ACP_ASA_AUTH_* */
    const char *what, *consequence;
} acp_authentication_conflict;
void acp_check_authentication_conflict(acp_set_run *run, const acp_rule *rule,
                                       const acp_authentication_conflict *conflict);

#endif
