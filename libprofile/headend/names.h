/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Things by name, each kind of things apart. A crit-bit tree: no choice of names makes it slow. */
#ifndef ACP_HEADEND_NAMES_H
#define ACP_HEADEND_NAMES_H

#include "document/arena.h"
#include "document/slice.h"

typedef struct acp_name_node acp_name_node;
/* Zeroed: empty. */
typedef struct {
    acp_name_node *root;
} acp_names;

/* The thing entered under exactly this name; NULL: none. */
void *acp_names_find(const acp_names *names, acp_slice name);
/* Enters thing, in the place of one of the same name. name must live as long as names. false: no
 * memory. */
bool acp_names_enter(acp_names *names, acp_arena *arena, acp_slice name, void *thing);

#endif
