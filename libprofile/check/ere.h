/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* POSIX extended regular expressions over bytes (C locale), without back-references.
 *
 * regcomp() is not used because patterns come from configuration files nobody vouches for: nested
 * repeats make it eat all memory, its matching can be exponential, and a compiled pattern cannot be
 * part of the generated rule table. Here a pattern becomes a small program of bounded size that is
 * run in time proportional to the text. */
#ifndef ACP_ERE_H
#define ACP_ERE_H

#include "document/arena.h"

#define ACP_ERE_LENGTH 256  /* longest pattern */
#define ACP_ERE_OPS    1024 /* longest program */

typedef enum {
    ACP_ERE_CHAR,  /* c */
    ACP_ERE_ANY,   /* any byte */
    ACP_ERE_SET,   /* a byte of sets[a] */
    ACP_ERE_SPLIT, /* go on at a and at b */
    ACP_ERE_JUMP,  /* go on at a */
    ACP_ERE_BEGIN, /* only at the start of the text */
    ACP_ERE_END,   /* only at its end */
    ACP_ERE_MATCH,
} acp_ere_code;

typedef struct {
    uint8_t op; /* acp_ere_code */
    uint8_t c;
    uint16_t a, b;
} acp_ere_op;

typedef struct {
    uint32_t bits[8];
} acp_ere_set;

typedef struct {
    const acp_ere_op *ops;
    const acp_ere_set *sets;
    uint16_t op_count, set_count;
} acp_ere;

/* Compiles into arena. ACP_BAD_VALUE: *error says why, *offset where in the pattern. */
acp_status acp_ere_compile(acp_arena *arena, acp_slice pattern, const acp_ere **out,
                           const char **error, size_t *offset);
/* True if the pattern matches anywhere in text. */
bool acp_ere_search(const acp_ere *ere, acp_slice text);

#endif
