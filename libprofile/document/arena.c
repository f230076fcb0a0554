/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/arena.h"

#include <stdarg.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "document/slice.h"

#define ALIGNMENT   16
#define FIRST_BLOCK ((size_t)16 << 10)
#define HUGE_FROM   ((size_t)512 << 10) /* larger blocks are whole huge pages */
#define HUGE_PAGE   ((size_t)2 << 20)

struct acp_arena_block {
    acp_arena_block *next;
    size_t size;
};

static size_t round_up(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

/* The small pages in the place of a huge one cost several times as much, which for large documents
 * and thousands of them is a good part of the time. Where there are none, nothing changes. */
static acp_arena_block *huge_block(size_t size)
{
    acp_arena_block *made = aligned_alloc(HUGE_PAGE, size);
    if (made)
        madvise(made, size, MADV_HUGEPAGE);
    return made;
}

/* Blocks double: small documents stay small, large ones need few blocks. */
static size_t next_size(const acp_arena *arena, size_t least)
{
    size_t size = arena->head ? arena->head->size * 2 : FIRST_BLOCK;
    if (size > HUGE_PAGE)
        size = HUGE_PAGE;
    if (size < least)
        size = least;
    return size < HUGE_FROM ? size : (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
}

static bool grow(acp_arena *arena, size_t size)
{
    size_t header = round_up(sizeof(acp_arena_block));
    size_t block = next_size(arena, size + header);
    acp_arena_block *made = block < HUGE_PAGE ? malloc(block) : huge_block(block);
    if (!made)
        return false;
    made->next = arena->head;
    made->size = block;
    arena->head = made;
    arena->next = (char *)made + header;
    arena->end = (char *)made + block;
    return true;
}

/* As acp_arena_alloc, not zeroed. */
static void *alloc(acp_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 4) {
        arena->failed = true;
        return NULL;
    }
    size = round_up(size ? size : 1);
    if ((size_t)(arena->end - arena->next) < size && !grow(arena, size)) {
        arena->failed = true;
        return NULL;
    }
    void *made = arena->next;
    arena->next += size;
    return made;
}

void *acp_arena_alloc(acp_arena *arena, size_t size)
{
    void *made = alloc(arena, size);
    return made ? memset(made, 0, size) : NULL;
}

char *acp_arena_copy(acp_arena *arena, const char *text, size_t length)
{
    char *copy = alloc(arena, length + 1);
    if (copy && length)
        memcpy(copy, text, length);
    if (copy)
        copy[length] = '\0';
    return copy;
}

char *acp_arena_lower(acp_arena *arena, const char *text, size_t length)
{
    char *copy = acp_arena_copy(arena, text, length);
    for (size_t i = 0; copy && i < length; i++)
        copy[i] = acp_lower(copy[i]);
    return copy;
}

char *acp_arena_vprintf(acp_arena *arena, const char *format, va_list list)
{
    char brief[256]; /* most texts are, and need to be printed once only */
    va_list again;
    va_copy(again, list);
    int length = vsnprintf(brief, sizeof brief, format, list);
    char *text = NULL;
    if (length >= 0 && (size_t)length < sizeof brief)
        text = acp_arena_copy(arena, brief, (size_t)length);
    else if (length >= 0 && (text = acp_arena_alloc(arena, (size_t)length + 1)))
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *acp_arena_printf(acp_arena *arena, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char *text = acp_arena_vprintf(arena, format, list);
    va_end(list);
    return text;
}

/* Behind the block that allocations come from: what is left of part's is not used. */
void acp_arena_join(acp_arena *arena, acp_arena *part)
{
    acp_arena_block *last = part->head;
    bool failed = arena->failed || part->failed;
    while (last && last->next)
        last = last->next;
    if (!arena->head) {
        *arena = *part;
    } else if (last) {
        last->next = arena->head->next;
        arena->head->next = part->head;
    }
    arena->failed = failed;
    *part = (acp_arena){0};
}

void acp_arena_free(acp_arena *arena)
{
    while (arena->head) {
        acp_arena_block *block = arena->head;
        arena->head = block->next;
        free(block);
    }
    *arena = (acp_arena){0};
}
