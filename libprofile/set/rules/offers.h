/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a headend offers clients over IKEv2 and IPsec. */
#ifndef ACP_SET_OFFERS_H
#define ACP_SET_OFFERS_H

#include "set/gateways.h"

typedef enum {
    ACP_ENCRYPTION,
    ACP_INTEGRITY,
    ACP_PRF,
    ACP_GROUP, /* Diffie-Hellman */
    ACP_TRANSFORMS
} acp_transform;

/* One policy, proposal or transform set: a client that takes it takes one word of each list. A word
 * without line is a built-in default; a list without words is not written, or means nothing here.
 */
typedef struct {
    const char *what; /* "IKEv2 policy" */
    acp_cli name;
    acp_cli_list lists[ACP_TRANSFORMS];
} acp_offer;

typedef struct {
    const acp_offer *items;
    size_t count;
    bool ike;     /* of IKEv2; else of IPsec */
    bool unclear; /* there are more: built-in ones, or names that are defined nowhere */
} acp_offers;

/* None for a member that is no headend, or has no such clients. They live as long as the set. */
acp_offers acp_offers_of(acp_set_run *run, acp_member *member, bool ike);

#endif
