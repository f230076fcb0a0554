/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers that are the same on every machine and in every run (splitmix64). */
#ifndef ACP_TEST_RANDOM_H
#define ACP_TEST_RANDOM_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t state;
} test_random;

static inline uint64_t random_next(test_random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* 0 to limit - 1. */
static inline size_t random_below(test_random *random, size_t limit)
{
    return (size_t)(random_next(random) % limit);
}

#endif
