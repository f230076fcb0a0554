/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A region of memory that is freed at once: a document owns one, a list of findings owns one. */
#ifndef ACP_ARENA_H
#define ACP_ARENA_H

#include <stdarg.h>

#include "profile.h"

typedef struct acp_arena_block acp_arena_block;
typedef struct {
    acp_arena_block *head;
    char *next, *end;
    bool failed; /* an allocation failed since the arena was made */
} acp_arena;

/* size bytes, zeroed, aligned for any type. NULL (and arena->failed) when memory runs out. */
void *acp_arena_alloc(acp_arena *arena, size_t size);
/* A copy of text with NUL behind it. */
char *acp_arena_copy(acp_arena *arena, const char *text, size_t length);
/* The same in lower case. */
char *acp_arena_lower(acp_arena *arena, const char *text, size_t length);
/* printf into the arena; NULL when memory runs out. */
char *acp_arena_printf(acp_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *acp_arena_vprintf(acp_arena *arena, const char *format, va_list list)
    __attribute__((format(printf, 2, 0)));
/* All that was allocated from part lives as long as what arena has; part is empty then. */
void acp_arena_join(acp_arena *arena, acp_arena *part);
void acp_arena_free(acp_arena *arena);

#endif
