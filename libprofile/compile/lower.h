/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parts of a compilation: what each kind of document and each subject becomes in the image. */
#ifndef ACP_COMPILE_LOWER_H
#define ACP_COMPILE_LOWER_H

#include "compile/values.h"

/* A VPN profile, or the management profile, which is the last. */
typedef struct {
    acp_source source;
    bool management;
    bool in_set, always_on;
    uint32_t view;
    acp_values values;
} acp_compiled_profile;

/* A host entry. */
typedef struct {
    const acp_compiled_profile *profile;
    uint32_t profile_index;
    const acp_node *node;
    const acp_node *at; /* the element that gives its address; NULL: it has none */
    acp_slice name;
    acp_slice key;  /* HostName in lower case, without final dot */
    acp_slice host; /* of HostAddress, else HostName; empty: it cannot be read */
    uint32_t port;
    acp_slice group;
    uint32_t view;
} acp_compiled_entry;

/* All that is compiled. */
typedef struct {
    acp_builder builder;
    acp_compiled_profile *profiles;
    size_t profile_count; /* with the management profile */
    bool has_management;
    acp_source local, nvm, posture;
    acp_compiled_entry *entries; /* in the order of profiles and documents */
    size_t entry_count;
    tunnel_policy_record policy;
} acp_compilation;

/* Element of a path below the root, first of several; NULL: not written. */
const acp_node *acp_source_first(const acp_source *source, tunnel_setting setting);
/* First child of an element that is of a setting. */
const acp_node *acp_source_child(const acp_node *element, tunnel_setting setting);

/* lower_hosts.c, in this order: reads the entries of all profiles; adds the views of those that
 * share a gateway; adds profiles and entries, and the tables to find these. */
void acp_hosts_read(acp_compilation *c);
void acp_hosts_add_views(acp_compilation *c);
void acp_hosts_add(acp_compilation *c);
/* lower_pins.c: the pins below an element, of which each is an `item`; how many. list NULL: none.
 */
uint32_t acp_pins_add(acp_builder *builder, const acp_source *source, const acp_node *list,
                      tunnel_setting item);
/* lower_nvm.c: the data collection policies, and which of them hold. */
void acp_collections_add(acp_compilation *c);
/* lower_gateways.c: the tables of all gateways, and of entries by their lists, of the profiles and
 * entries that were added. */
void acp_gateways_add(acp_compilation *c);

#endif
