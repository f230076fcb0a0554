/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Host entries of the profiles of a set, and who they lead to. */
#ifndef ACP_SET_HOSTS_H
#define ACP_SET_HOSTS_H

#include "set/set.h"

/* An entry of a server list, and where it leads. */
typedef struct acp_entry {
    acp_member *member;
    size_t index;             /* in the profile, from 0 */
    const acp_node *node;     /* the HostEntry */
    const acp_node *at;       /* HostAddress; if it is absent or empty HostName, which then counts;
                                 NULL: neither */
    acp_slice host;           /* its host, without scheme, brackets, port and path */
    unsigned port;            /* 443 if none is written */
    acp_slice group;          /* UserGroup, else the path of the address; may be empty */
    const acp_node *group_at; /* the element that has the group, NULL: none */
    bool ipsec;               /* PrimaryProtocol IPsec */
    size_t profile;           /* which of the profiles gone through, from 1 */
} acp_entry;

/* Finds out the entries of a profile when it was read: checks go through them dozens of times.
 * Nothing for a member that is no profile. False: no memory. */
bool acp_entries_read(acp_member *member);
/* The next entry of the user profiles (with mgmt, also of management profiles) of a set; the first
 * after {0}. False: no more. Entries whose address cannot be read have an empty host. */
bool acp_entry_next(const acp_set *set, bool mgmt, acp_entry *entry);
/* The same within one profile. */
bool acp_entry_next_in(acp_member *member, acp_entry *entry);
/* Those of the user profiles that have a host, those of one host (ignoring case) side by side, by
 * port, then in order of the set. They live as long as the set. NULL: there are none, or no memory.
 */
const acp_entry *acp_entries_by_host(acp_set_run *run, size_t *count);
/* Same host, ignoring case, and port. */
bool acp_entry_same_gateway(const acp_entry *a, const acp_entry *b);
/* Where to point for the entry as a whole: at what gives its address. */
acp_spot acp_entry_spot(const acp_entry *entry);

#endif
