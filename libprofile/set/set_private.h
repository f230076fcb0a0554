/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of libprofile/set share and checks do not see. */
#ifndef ACP_SET_PRIVATE_H
#define ACP_SET_PRIVATE_H

#include "document/arena_pool.h"
#include "set/set.h"

enum { ACP_ROLES = ACP_ROLE_FILE + 1 };

struct acp_set {
    acp_arena arena;
    acp_member *first, *last;
    acp_member **members; /* the same, count of them */
    size_t room;
    /* Checks ask for the members of a role for every host entry. */
    acp_member *first_of[ACP_ROLES], *last_of[ACP_ROLES];
    size_t count;
    acp_agreement *agreements;
    size_t agreement_count, agreement_room;
    acp_arena_pool documents;
};

/* Reads the file of a member that is no document: its text, and what its role makes of it. max_size
 * 0: the usual one. */
acp_status acp_member_load(acp_member *member, size_t max_size);
/* The same for its bytes; takes them over. */
acp_status acp_member_take(acp_member *member, char *bytes, size_t size);
void acp_member_free(acp_member *member);

#endif
