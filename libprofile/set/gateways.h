/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From host entries and profiles of a set to the headends given, and what these do with them. */
#ifndef ACP_SET_GATEWAYS_H
#define ACP_SET_GATEWAYS_H

#include "headend/asa.h"
#include "headend/iosxe.h"
#include "set/hosts.h"

/* The headends an entry leads to: those that were named for its host; else those that answer to it;
 * a single headend, not named for another host, is that of every entry. last NULL: the first. */
acp_member *acp_entry_next_headend(const acp_set *set, acp_role role, const acp_entry *entry,
                                   acp_member *last);

/* Where a connection ends up on an ASA. */
typedef struct {
    acp_member *member;
    const acp_asa *asa;
    const acp_asa_tunnel *tunnel; /* NULL: none is determined by what is written */
    const acp_asa_policy *policy; /* NULL: DfltGrpPolicy as built in, see acp_asa_tunnel_policy */
} acp_route;

/* The next ASA an entry leads to, with tunnel group and group policy; the first after {0}. */
bool acp_entry_next_asa(const acp_set *set, const acp_entry *entry, acp_route *route);

/* The next configuration of an ASA; last NULL: the first. */
acp_member *acp_next_asa(const acp_set *set, acp_member *last);

/* A group policy that gives clients a profile of the set. */
typedef struct {
    acp_route route;
    const acp_asa_attached *line;      /* "anyconnect profiles value", its own or DfltGrpPolicy's */
    const acp_asa_attached *inherited; /* what this ASA's DfltGrpPolicy has of the profile */
} acp_attachment;

/* The next one, by the name of the profile's file (a management profile, which has another name on
 * the endpoint: by type vpn-mgmt); the first after {0}. */
bool acp_next_attachment(const acp_set *set, const acp_member *profile, acp_attachment *at);
/* The profiles of the set that a file on an ASA is, by its name; last NULL: the first. */
acp_member *acp_asa_next_profile_given(const acp_set *set, const acp_asa_profile *profile,
                                       acp_member *last);

/* Where a word or line of a configuration stands. A value without a line (a built-in default) is
 * shown at the group policy or tunnel group it is in force for. */
acp_spot acp_spot_cli(acp_member *member, acp_cli value);
acp_spot acp_spot_line(acp_member *member, const acp_line *line);
acp_spot acp_spot_policy_value(acp_member *member, const acp_asa_policy *policy,
                               acp_asa_value value);
acp_spot acp_spot_tunnel_value(acp_member *member, const acp_asa_tunnel *tunnel,
                               acp_asa_value value);

/* The words of a value with blanks between them, as they are shown; empty: there are none. */
acp_slice acp_words_shown(acp_set_run *run, acp_cli_list words);

#endif
