/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Faults that several lines of a group policy make together. */
#ifndef ACP_SET_ASA_FAULT_H
#define ACP_SET_ASA_FAULT_H

#include "set/gateways.h"

/* What a group policy has of a setting, its own or not; is there a value other than "none"; is it
 * this one? */
static inline acp_asa_value acp_in_force(const acp_route *at, acp_asa_policy_setting setting)
{
    return acp_asa_policy_value(at->asa, at->policy, setting);
}
static inline bool acp_is_set(const acp_route *at, acp_asa_policy_setting setting)
{
    return acp_in_force(at, setting).items.count;
}
static inline bool acp_is_in_force(const acp_route *at, acp_asa_policy_setting setting,
                                   const char *text)
{
    return acp_asa_policy_is(at->asa, at->policy, setting, text);
}
/* The custom attribute of a type that a group policy applies; NULL: none, or its line says "none".
 */
static inline const acp_asa_custom *acp_custom_in_force(const acp_route *at, const char *type)
{
    return acp_asa_policy_custom(at->asa, at->policy, type);
}

/* A line that has its part in a fault: of a setting, a custom attribute, or profiles attached. */
typedef struct {
    acp_asa_policy_setting setting;
    const char *item;     /* of a setting that is a list: what to point at in it; NULL: the first */
    const char *custom;   /* type of the custom attribute; NULL: none */
    const char *profiles; /* profiles: the type to point at; NULL: not these */
} acp_asa_part;

/* Does a group policy itself state one of the parts? If not, a fault that they make in it is that
 * of DfltGrpPolicy and reported there, once. parts end with the
 * setting ACP_GP_COUNT. */
bool acp_states_part(const acp_route *at, const acp_asa_part *parts);

typedef struct {
    acp_spot at;     /* the first part that it states */
    acp_spot *other; /* the first of the remaining ones in force, if written; NULL: none */
    acp_spot other_spot;
} acp_asa_places;
/* Where a fault stands in a group policy that states a part of it. */
void acp_fault_places(const acp_route *at, const acp_asa_part *parts, acp_asa_places *places);
/* What the other place is called. */
#define ACP_ASA_OTHER "together with this"

typedef struct {
    bool (*is_there)(const acp_route *at); /* in what is in force for the group policy */
    const acp_asa_part *parts;
    const char *detail; /* goes on after "Group policy NAME " */
} acp_asa_fault;

/* Adds a finding for each group policy that has the fault and states a part of it. */
void acp_say_fault(acp_set_run *run, const acp_rule *rule, const acp_asa_fault *fault);

#endif
