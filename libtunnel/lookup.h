/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding host entries of the profile set. */
#ifndef TUNNEL_LOOKUP_H
#define TUNNEL_LOOKUP_H

#include "libtunnel/address.h"
#include "libtunnel/policy.h"

/* The entry of the profile set that a text is: (1) one of that HostName, (2) of that host and port,
 * and group if a path is written, (3) one whose load-balancing or backup list holds them. NULL:
 * none. */
const tunnel_entry *tunnel_find_entry(const tunnel_policy *policy, tunnel_text_t text);
/* Steps 1 and 2 only. */
const tunnel_entry *tunnel_find_own_entry(const tunnel_policy *policy, tunnel_text_t text);

/* The same three steps in one profile alone. */
const tunnel_entry *tunnel_find_entry_in(const tunnel_policy *policy, const tunnel_profile *profile,
                                         tunnel_text_t text);

/* All entries of VPN profiles with a host and port, in or out of the profile set. */
const tunnel_by_host *tunnel_find_hosts(const tunnel_policy *policy, const tunnel_host *host,
                                        uint32_t *count);

/* The same with a host, whatever the port. */
const tunnel_by_host *tunnel_find_any_port(const tunnel_policy *policy, const char *host,
                                           uint32_t *count);

/* The entry is of a profile of the set. */
bool tunnel_is_in_set(const tunnel_policy *policy, const tunnel_entry *entry);

/* First profile of the set; NULL: there is none. */
const tunnel_profile *tunnel_first_profile(const tunnel_policy *policy);

static inline const tunnel_profile *tunnel_profile_of(const tunnel_policy *policy,
                                                      const tunnel_entry *entry)
{
    return TUNNEL_AT(policy, tunnel_profile, PROFILES, entry->profile);
}

#endif
