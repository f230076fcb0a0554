/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Do the JSON scanner and json-c see the same in a text? For tests and the fuzz target. */
#ifndef ACP_JSON_AGREE_H
#define ACP_JSON_AGREE_H

#include <json-c/json.h>
#include <stdlib.h>

#include "document/scan_json.h"

typedef enum {
    JSON_BOTH_REFUSE,
    JSON_SAME,      /* both read it, and the same from it */
    JSON_DUPLICATE, /* both read it, but json-c keeps one of two members of one name */
    JSON_STRICTER,  /* the scanner refuses what json-c lets pass */
    JSON_LAXER,     /* the scanner reads what json-c refuses: never right */
    JSON_DIFFERENT, /* both read it, but not the same: never right */
} json_verdict;

static json_verdict json_same_value(acp_json_scanner *scan, acp_json_token token,
                                    json_object *object);

static inline acp_slice json_inner(const acp_json_scanner *scan, acp_arena *arena)
{
    acp_slice raw = {scan->text.ptr + scan->span.start + 1, scan->span.end - scan->span.start - 2};
    acp_slice text = raw;
    if (scan->escaped && !acp_json_decode(arena, raw, &text))
        abort();
    return text;
}

static inline json_verdict json_worse(json_verdict a, json_verdict b)
{
    return a > b ? a : b;
}

static inline json_verdict json_same_members(acp_json_scanner *scan, json_object *object)
{
    json_verdict verdict = JSON_SAME;
    acp_arena arena = {0};
    int count = 0;
    bool cut = false; /* a name with NUL, which json-c cuts there */
    while (acp_json_next(scan) == ACP_JSON_KEY) {
        acp_slice name = json_inner(scan, &arena);
        char *key = acp_arena_copy(&arena, name.ptr, name.len);
        json_object *member = NULL;
        cut |= memchr(name.ptr, 0, name.len) != NULL;
        if (!json_object_object_get_ex(object, key, &member))
            verdict = JSON_DIFFERENT;
        acp_json_token token = acp_json_next(scan);
        verdict = json_worse(verdict, json_same_value(scan, token, member));
        count++;
    }
    acp_arena_free(&arena);
    return cut || json_object_object_length(object) < count ? JSON_DUPLICATE : verdict;
}

static inline json_verdict json_same_items(acp_json_scanner *scan, json_object *array)
{
    json_verdict verdict = JSON_SAME;
    size_t count = 0, length = json_object_array_length(array);
    for (;;) {
        acp_json_token token = acp_json_next(scan);
        if (token == ACP_JSON_ARRAY_END)
            break;
        json_object *item = count < length ? json_object_array_get_idx(array, count) : NULL;
        verdict = json_worse(verdict, json_same_value(scan, token, item));
        count++;
    }
    return count == length ? verdict : JSON_DIFFERENT;
}

static inline json_verdict json_same_string(acp_json_scanner *scan, json_object *object)
{
    acp_arena arena = {0};
    acp_slice text = json_inner(scan, &arena);
    bool same = json_object_is_type(object, json_type_string) &&
                (size_t)json_object_get_string_len(object) == text.len &&
                memcmp(json_object_get_string(object), text.ptr, text.len) == 0;
    acp_arena_free(&arena);
    return same ? JSON_SAME : JSON_DIFFERENT;
}

/* Passes what is left of the object or list just opened. */
static inline void json_skip(acp_json_scanner *scan)
{
    unsigned depth = scan->depth - 1;
    while (scan->depth > depth && acp_json_next(scan) > ACP_JSON_TOO_DEEP)
        ;
}

static inline json_verdict json_same_value(acp_json_scanner *scan, acp_json_token token,
                                           json_object *object)
{
    bool same = false;
    switch (token) {
    case ACP_JSON_OBJECT:
        if (json_object_is_type(object, json_type_object))
            return json_same_members(scan, object);
        json_skip(scan);
        return JSON_DIFFERENT;
    case ACP_JSON_ARRAY:
        if (json_object_is_type(object, json_type_array))
            return json_same_items(scan, object);
        json_skip(scan);
        return JSON_DIFFERENT;
    case ACP_JSON_STRING: return json_same_string(scan, object);
    case ACP_JSON_NUMBER:
        same = json_object_is_type(object, json_type_int) ||
               json_object_is_type(object, json_type_double);
        break;
    case ACP_JSON_TRUE:
    case ACP_JSON_FALSE:
        same = json_object_is_type(object, json_type_boolean) &&
               json_object_get_boolean(object) == (token == ACP_JSON_TRUE);
        break;
    case ACP_JSON_NULL: same = object == NULL; break;
    default: break;
    }
    return same ? JSON_SAME : JSON_DIFFERENT;
}

/* *problem is what the scanner says when it refuses. */
static inline json_verdict json_agree(const char *text, size_t length, const char **problem)
{
    acp_json_scanner scan;
    acp_json_token token;
    acp_json_start(&scan, (acp_slice){text, length});
    do
        token = acp_json_next(&scan);
    while (token > ACP_JSON_TOO_DEEP);
    *problem = token == ACP_JSON_ERROR ? scan.problem : "too deep";
    json_tokener *tokener = json_tokener_new_ex(ACP_DATUM_DEPTH + 1);
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    json_object *object = json_tokener_parse_ex(tokener, text, (int)length + 1);
    enum json_tokener_error error = json_tokener_get_error(tokener);
    bool accepts = error == json_tokener_success;
    json_tokener_free(tokener);
    json_verdict verdict = accepts ? JSON_STRICTER : JSON_BOTH_REFUSE;
    /* What is not UTF-8 never gets as far as the scanner. */
    if (token == ACP_JSON_END && !accepts && error != json_tokener_error_parse_utf8_string)
        verdict = JSON_LAXER;
    if (token == ACP_JSON_END && accepts) {
        acp_json_start(&scan, (acp_slice){text, length});
        token = acp_json_next(&scan);
        verdict = json_same_value(&scan, token, object);
    }
    json_object_put(object);
    return verdict;
}

#endif
