/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_COMPILE_ITEM_KEY_H
#define ACP_COMPILE_ITEM_KEY_H

#include "document/arena.h"
#include "document/slice.h"

/* A name in lower case and without a final dot: how tables hold names. */
acp_slice acp_lower_name(acp_arena *arena, acp_slice name);
/* What an item of a list stands for, so that items that mean the same have the same bytes: names
 * without case and final dot, addresses and networks as numbers. */
acp_slice acp_item_key(acp_arena *arena, acp_slice item);

#endif
