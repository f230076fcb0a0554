/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writes JSON text into a buffer: commas, indentation and escaping in one place. */
#ifndef ACP_JSON_TEXT_H
#define ACP_JSON_TEXT_H

#include "document/buffer.h"

typedef struct {
    acp_buffer *out;
    unsigned depth;  /* at most 63 */
    uint64_t filled; /* bit per depth: something stands there already */
    uint64_t flat;   /* bit per depth: written on one line */
    bool after_key;
} acp_json_text;

/* A quoted string; bytes that are not UTF-8 become U+FFFD, controls (also C1) are escaped. */
void acp_json_quote(acp_buffer *out, const char *text, size_t length);

/* '{' or '['; flat: everything in it on one line. */
void acp_json_open(acp_json_text *json, char bracket, bool flat);
void acp_json_close(acp_json_text *json, char bracket);
/* For what follows in out behind text that was put together apart, by another thread: in so many
 * open lists and objects, none of them flat. filled: something stands in the innermost. */
acp_json_text acp_json_go_on(acp_buffer *out, unsigned depth, bool filled);
/* A name of ours: printable ASCII, without quotes and backslashes. It stands as it is. */
void acp_json_key(acp_json_text *json, const char *key);
void acp_json_string(acp_json_text *json, const char *text); /* NULL: null */
void acp_json_slice(acp_json_text *json, acp_slice text);
void acp_json_number(acp_json_text *json, int64_t number);
void acp_json_bool(acp_json_text *json, bool value);
void acp_json_null(acp_json_text *json);
/* Key and value at once. */
void acp_json_member(acp_json_text *json, const char *key, const char *text);
void acp_json_member_number(acp_json_text *json, const char *key, int64_t number);
void acp_json_member_bool(acp_json_text *json, const char *key, bool value);

#endif
