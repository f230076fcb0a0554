/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* PEM: blocks of Base64 between lines, in a file that may hold any other text (RFC 7468). */
#ifndef ACP_PEM_H
#define ACP_PEM_H

#include "document/document.h"

/* A line of the file; 0: the file as a whole. */
typedef struct {
    uint32_t line;
    acp_span span; /* of its bytes in the file */
} acp_pem_line;

typedef struct {
    const char *file; /* its first byte */
    acp_slice rest;
    uint32_t line; /* the last one taken off rest */
} acp_pem_reader;

typedef struct {
    acp_slice label;    /* "CERTIFICATE" */
    acp_slice body;     /* the lines between */
    acp_pem_line begin; /* -----BEGIN */
    const char *file;   /* its first byte */
} acp_pem_block;

typedef enum { ACP_PEM_END, ACP_PEM_BLOCK, ACP_PEM_PROBLEM } acp_pem_found;

/* The next block, or what is wrong (*problem) on which line (block->begin); reading can go on
 * behind it. Texts of problems live in the arena. */
acp_pem_found acp_pem_next(acp_pem_reader *reader, acp_arena *arena, acp_pem_block *block,
                           const char **problem);
/* The bytes of a block, in the arena. NULL: *problem says why and *where on which line, or the
 * arena has no memory and *problem is NULL. */
uint8_t *acp_pem_decode(const acp_pem_block *block, acp_arena *arena, size_t *size,
                        const char **problem, acp_pem_line *where);

#endif
