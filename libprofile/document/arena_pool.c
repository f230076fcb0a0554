/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/arena_pool.h"

#include <stdlib.h>

void acp_arena_pool_start(acp_arena_pool *pool)
{
    pthread_mutex_init(&pool->mutex, NULL);
    pool->spare = NULL;
}

acp_lent *acp_arena_pool_lend(acp_arena_pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    acp_lent *lent = pool->spare;
    if (lent)
        pool->spare = lent->next;
    pthread_mutex_unlock(&pool->mutex);
    return lent ? lent : calloc(1, sizeof *lent);
}

void acp_arena_pool_return(acp_arena_pool *pool, acp_lent *lent)
{
    pthread_mutex_lock(&pool->mutex);
    lent->next = pool->spare;
    pool->spare = lent;
    pthread_mutex_unlock(&pool->mutex);
}

void acp_arena_pool_end(acp_arena_pool *pool, acp_arena *to)
{
    while (pool->spare) {
        acp_lent *lent = pool->spare;
        pool->spare = lent->next;
        acp_arena_join(to, &lent->arena);
        free(lent);
    }
    pthread_mutex_destroy(&pool->mutex);
}
