/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Token scanner for JSON (RFC 8259, to the letter): says where each token stands, and in words that
 * help what is wrong where. It builds nothing. json-c reads the same text; both must agree. */
#ifndef ACP_SCAN_JSON_H
#define ACP_SCAN_JSON_H

#include "document/datum.h"

typedef enum {
    ACP_JSON_END,
    ACP_JSON_ERROR,    /* problem and span say what and where */
    ACP_JSON_TOO_DEEP, /* span is the bracket that is one too many */
    ACP_JSON_OBJECT,   /* { */
    ACP_JSON_OBJECT_END,
    ACP_JSON_ARRAY, /* [ */
    ACP_JSON_ARRAY_END,
    ACP_JSON_KEY,    /* with its quotes; the colon behind it is passed over */
    ACP_JSON_STRING, /* with its quotes */
    ACP_JSON_NUMBER,
    ACP_JSON_TRUE,
    ACP_JSON_FALSE,
    ACP_JSON_NULL,
} acp_json_token;

typedef enum {
    ACP_JSON_WANT_VALUE,
    ACP_JSON_WANT_FIRST_ITEM, /* or ] */
    ACP_JSON_WANT_FIRST_KEY,  /* or } */
    ACP_JSON_WANT_KEY,
    ACP_JSON_WANT_SEPARATOR, /* comma or closing bracket */
    ACP_JSON_WANT_END,
} acp_json_want;

typedef struct {
    acp_slice text;
    size_t next;
    acp_json_want want;
    unsigned depth;
    uint32_t open[ACP_DATUM_DEPTH]; /* where each open { or [ stands */
    uint32_t comma;                 /* the last one */
    /* the token last returned: */
    acp_span span;
    bool escaped;        /* a string with backslashes */
    const char *problem; /* printf format without arguments */
    uint32_t opener;     /* the bracket the problem is about, UINT32_MAX: none */
} acp_json_scanner;

void acp_json_start(acp_json_scanner *scanner, acp_slice text);
acp_json_token acp_json_next(acp_json_scanner *scanner);
/* Decodes what stands between the quotes of a string that was scanned with escapes. False: no
 * memory. */
bool acp_json_decode(acp_arena *arena, acp_slice raw, acp_slice *out);

#endif
