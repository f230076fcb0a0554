/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_COMPILE_ITEM_KEY_H
#define ACP_COMPILE_ITEM_KEY_H

#include "document/arena.h"
#include "document/slice.h"
#include "headend/ip.h"

/* A name in lower case and without a final dot: how tables hold names. */
acp_slice acp_lower_name(acp_arena *arena, acp_slice name);
/* First and last address of a network, or of an address alone; a zone does not count. Family 0: the
 * item is none. */
acp_ip_range acp_item_network(acp_slice item);
/* What an item of a list stands for, so that items that mean the same have the same bytes: names
 * without case and final dot, addresses and networks as numbers. */
acp_slice acp_item_key(acp_arena *arena, acp_slice item);

#endif
