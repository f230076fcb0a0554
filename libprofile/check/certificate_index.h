/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Certificates by the hosts they are for, where there are many of both. */
#ifndef ACP_CERTIFICATE_INDEX_H
#define ACP_CERTIFICATE_INDEX_H

#include "check/certificate.h"
#include "headend/names.h"

/* With an arena, else zeroed: empty. */
typedef struct {
    acp_arena *arena;
    acp_names names, addresses; /* in lower case; as bytes */
} acp_certificate_index;

/* Enters thing under every name of the certificate that counts; of several things under one name
 * the first stays. Without memory it may be missing: arena->failed. */
void acp_certificate_index_enter(acp_certificate_index *index, const acp_certificate *certificate,
                                 void *thing);
/* What was entered first with a certificate for that host, as acp_certificate_is_for has it: by its
 * own name or address, and by a wildcard; NULL each: nothing. */
void acp_certificate_index_find(const acp_certificate_index *index, acp_slice host, void *found[2]);

#endif
