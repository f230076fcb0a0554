/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The certificates of a set: what gateways show, to whom of the profiles it belongs, and what
 * clients have. All that is made here lives as long as the set. */
#ifndef ACP_SET_CERTIFICATES_H
#define ACP_SET_CERTIFICATES_H

#include "check/certificate.h"
#include "set/hosts.h"

/* A certificate and the file it stands in. */
typedef struct {
    acp_member *member;
    const acp_certificate *certificate;
} acp_held;

/* What a gateway shows. */
typedef struct acp_chain {
    acp_member *member;
    acp_slice host;              /* the host the file was said to be of; empty: not said */
    const acp_certificate *leaf; /* NULL: damaged, so that nobody knows which one it is */
    const acp_held *items;       /* all of the file, and those of CAs given that lead to a root */
    size_t count;
    bool whole; /* from the leaf to a root that signed itself, and the file is not damaged */
} acp_chain;

const acp_chain *acp_set_chains(acp_set_run *run, size_t *count);

/* It was given for this host, or for none and the leaf's names cover it. */
bool acp_chain_is_of(const acp_chain *chain, acp_slice host);

/* A host a profile leads to: of an entry, of its backup or load balancing servers, of the global
 * backup list. */
typedef struct {
    acp_entry entry; /* it belongs to; node is NULL: the global list */
    acp_slice host;
    const acp_node *at; /* its address */
    bool primary;       /* it is the entry's own */
} acp_target;
/* Those of one profile that can be read. */
const acp_target *acp_profile_targets(acp_set_run *run, acp_member *profile, size_t *count);

/* A host of a profile and a chain that is of it. */
typedef struct acp_served {
    const acp_target *target;
    const acp_chain *chain;
} acp_served;
/* In order of the profiles, management profiles too. */
const acp_served *acp_set_served(acp_set_run *run, size_t *count);
/* A host with SSL the chain is of; without one, another; NULL: no profile leads to it. */
const acp_target *acp_chain_target(acp_set_run *run, const acp_chain *chain);

/* Certificates clients have: of files given as client certificates and of PEM stores, without those
 * of the CAs that issued them. The next one; the first after {0}. False: no more. */
bool acp_client_certificate_next(const acp_set *set, acp_held *held);

/* Folders of the PEM store, .cisco/certificates of a user or of the machine (003:L9691-9711). */
typedef enum {
    ACP_STORE_NONE, /* not in a PEM store */
    ACP_STORE_TOP,  /* in it, but in none of the folders */
    ACP_STORE_CA,
    ACP_STORE_CLIENT,
    ACP_STORE_PRIVATE,
} acp_store;
acp_store acp_member_store(const acp_member *member);

/* Where a certificate begins in its file. */
acp_spot acp_spot_certificate(acp_member *member, const acp_certificate *certificate);
/* Its subject as a message can bear it. */
acp_slice acp_certificate_title(const acp_certificate *certificate);

#endif
