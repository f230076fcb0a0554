/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arenas for several threads: each works in one that is lent to it, and what all of them made lives
 * equally long. Thousands of small things with an arena each would be spread over more memory. */
#ifndef ACP_ARENA_POOL_H
#define ACP_ARENA_POOL_H

#include <pthread.h>

#include "document/arena.h"

typedef struct acp_lent acp_lent;
struct acp_lent {
    acp_arena arena;
    acp_lent *next;
};

typedef struct {
    pthread_mutex_t mutex;
    acp_lent *spare; /* those not lent now */
} acp_arena_pool;

void acp_arena_pool_start(acp_arena_pool *pool);
/* An arena, for the caller alone until it is returned; any thread may ask. NULL: no memory. */
acp_lent *acp_arena_pool_lend(acp_arena_pool *pool);
void acp_arena_pool_return(acp_arena_pool *pool, acp_lent *lent);
/* Ends the pool, of which nothing is lent any more. What was made lives as long as what `to` has.
 */
void acp_arena_pool_end(acp_arena_pool *pool, acp_arena *to);

#endif
