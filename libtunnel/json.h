/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON as facts come in: text to a flat array of tokens, in memory of the caller. */
#ifndef TUNNEL_JSON_H
#define TUNNEL_JSON_H

#include "libtunnel/tunnel.h"

enum { TUNNEL_JSON_DEPTH = 16 };

typedef enum {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
} tunnel_json_type;

/* One value or member name. */
typedef struct {
    uint32_t type;      /* tunnel_json_type */
    uint32_t count;     /* of an array: values; of an object: members, each a name and a value */
    uint32_t next;      /* index of the token behind it and what is in it */
    tunnel_text_t text; /* string: decoded; number: as written */
} tunnel_json;

/* Memory from a buffer, aligned to 8. NULL: too small; buffer->needed tells. */
void *tunnel_take(tunnel_buffer *buffer, size_t size);

/* Reads one value with nothing but white space around it. tokens[0] is it. TUNNEL_FACTS_INVALID: it
 * is no JSON (RFC 8259), deeper than TUNNEL_JSON_DEPTH, or not UTF-8. A name may stand in an object
 * twice; who reads the object refuses that. */
tunnel_status tunnel_json_read(const char *text, size_t length, tunnel_buffer *work,
                               const tunnel_json **tokens);

/* Length of the UTF-8 sequence at `at`, 0: it is none. */
size_t tunnel_utf8_sequence(const char *at, const char *end);

#endif
