/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an endpoint makes of the profiles and the local policy it holds together. */
#ifndef ACP_SET_ENDPOINT_H
#define ACP_SET_ENDPOINT_H

#include "set/set.h"

#define ACP_TND       "ClientInitialization/AutomaticVPNPolicy"
#define ACP_ALWAYS_ON ACP_TND "/AlwaysOn"
/* Of a local policy: false lets only the headends listed deliver that kind of update. */
#define ACP_UPDATES(what) "UpdatePolicy/Allow" what "UpdatesFromAnyServer"
#define ACP_SERVER_LIST   "UpdatePolicy/AuthorizedServerList"

/* Always-On is in force: AlwaysOn and AutomaticVPNPolicy are true, and the client is not told to do
 * nothing in untrusted networks, which switches it off (003:L6969-6970). */
bool acp_profile_always_on(const acp_member *profile); /* acp_member.always_on has the answer */
/* The user profiles of which this is true; last NULL: the first. */
acp_member *acp_set_next_always_on(const acp_set *set, acp_member *last);

/* A host so that two texts for the same one are equal but for case: an address in its usual
 * notation, a name without final dot. The result may stand in buffer. */
enum { ACP_HOST_KEY_SIZE = 48 };
acp_slice acp_host_key(acp_slice host, char buffer[ACP_HOST_KEY_SIZE]);

/* The headends a local policy lets update everything, to be asked often. */
typedef struct {
    const struct acp_server *items;
    size_t count;
} acp_servers;
/* They live as long as the set. */
acp_servers acp_policy_servers(acp_set_run *run, const acp_member *policy);
/* A ServerName is this host, or is *.X and the host a name with one label before X. Names are not
 * looked up (003:L2183-2187, 003:L2299-2302). */
bool acp_servers_cover(const acp_servers *servers, acp_slice host);

#endif
