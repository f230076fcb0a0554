/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles against the ASAs their entries lead to, for rules about what both must agree on. */
#ifndef ACP_SET_CONNECTIONS_H
#define ACP_SET_CONNECTIONS_H

#include "set/gateways.h"
#include "set/marks.h"

/* An entry of a profile and an ASA it leads to. */
typedef struct {
    acp_entry entry;
    acp_route route; /* tunnel NULL: what is written determines none */
} acp_connection;

/* The next entry of the user profiles (with mgmt, also of management profiles) and ASA; the first
 * after {0}. False: no more. */
bool acp_next_connection(const acp_set *set, bool mgmt, acp_connection *at);

/* The same within one profile. */
bool acp_next_connection_in(const acp_set *set, acp_member *profile, acp_connection *at);

/* A user profile and a tunnel group that entries of it lead to. */
typedef struct {
    acp_connection at; /* the first such entry */
    acp_names seen;
} acp_pairing;

/* The next profile and tunnel group, each pair once; the first after {0}. */
bool acp_next_pairing(acp_set_run *run, acp_pairing *pairing);

/* The group of an entry where it is written, else the entry. */
acp_spot acp_connection_spot(const acp_connection *connection);

/* What is in force for the tunnel group can be told: the configuration has its group policy, or it
 * is DfltGrpPolicy, which needs no line. */
bool acp_route_is_known(const acp_route *route);
acp_slice acp_route_policy_name(const acp_route *route);
/* A setting of the group policy where it is written, else the name of the policy or tunnel group.
 */
acp_spot acp_route_spot(const acp_route *route, acp_asa_value value);

/* The word that asks for a method in the tunnel group's authentication ("certificate"); NULL: it
 * does not ask for it, or no tunnel group is known. */
const acp_cli *acp_route_asks_for(const acp_route *route, const char *method);

/* Sides of what must agree: a setting of a profile by its path, as it is in force; the same below
 * an element; a word of a configuration. */
acp_side acp_side_of_setting(acp_member *member, const char *path);
acp_side acp_side_below(acp_member *member, const acp_node *element, const char *path);
acp_side acp_side_of_word(acp_member *member, acp_cli word);

#endif
