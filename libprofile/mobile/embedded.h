/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles inside values of MDM configurations: as their XML, or as Base64 of that. */
#ifndef ACP_MOBILE_EMBEDDED_H
#define ACP_MOBILE_EMBEDDED_H

#include "document/document.h"

typedef struct {
    acp_slice bytes; /* of the file in the value */
    bool base64;
    const acp_document *document;
    acp_span raw; /* the value as written in the document */
} acp_embedded;

/* The file in a value. base64 tells what to take it for. False: it is no Base64, or (*no_memory)
 * there is none; bytes are of the arena. */
bool acp_embedded_take(acp_arena *arena, const acp_document *document, const acp_node *node,
                       bool base64, acp_embedded *out, bool *no_memory);
/* Where a byte of the file stands in the document: references, escapes and line ends take more or
 * fewer characters there than bytes. */
uint32_t acp_embedded_place(const acp_embedded *embedded, size_t offset);

#endif
