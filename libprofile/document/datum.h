/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What JSON and YAML have in common: objects, lists and scalars, with the place of each piece. Both
 * readers make such a tree, both writers print one; form.h turns it into nodes and back. */
#ifndef ACP_DATUM_H
#define ACP_DATUM_H

#include "document/arena.h"
#include "document/document.h"

/* An element of depth n stands below at most 2n objects and lists, and a list of comments below
 * that; so every document the XML reader takes can be read back. */
#define ACP_DATUM_DEPTH (2 * ACP_MAX_DEPTH + 2)
/* Members and items in one file: bounds memory, at a hundred times what a large profile has. */
#define ACP_DATUM_COUNT ((uint32_t)1 << 20)

typedef enum {
    ACP_DATUM_OBJECT,
    ACP_DATUM_ARRAY,
    ACP_DATUM_STRING,
    ACP_DATUM_NUMBER,
    ACP_DATUM_BOOLEAN,
    ACP_DATUM_NULL,
} acp_datum_type;

typedef struct acp_datum acp_datum;
struct acp_datum {
    uint8_t type; /* acp_datum_type */
    bool quoted;  /* span holds a quote on either side of the text */
    bool key_quoted;
    uint32_t count;            /* members or items */
    acp_slice key;             /* members of an object: decoded */
    acp_slice text;            /* scalars: decoded; numbers and booleans as written */
    acp_span key_span;         /* with quotes */
    acp_span span;             /* with quotes, braces or brackets */
    acp_slice element;         /* property lists: what a scalar is written as */
    acp_span key_outer, outer; /* property lists: the elements around them; acp_datum_outer */
    acp_datum *first, *last, *next;
    const acp_node *node; /* what plain data became */
    /* In a copy of plain data that is changed: what it was and what that stood behind; NULL: it is
     * new, or the first. What goes stays in its place until the copy is written. */
    const acp_datum *was, *was_behind;
    bool goes;
};

acp_datum *acp_datum_new(acp_arena *arena, acp_datum_type type);
/* Puts a member or item last. */
void acp_datum_add(acp_datum *parent, acp_datum *child);
/* Member of an object, NULL: none. Looks through all of them. */
acp_datum *acp_datum_member(const acp_datum *object, const char *key);
/* Members sorted by key, in order of place where keys are equal. The array ends with NULL; free()
 * it. NULL: no memory. */
const acp_datum **acp_datum_sorted(const acp_datum *object);
/* The first member whose key stood before in the same object, and that earlier one. NULL: there is
 * none, or (*failed) memory ran out. */
const acp_datum *acp_datum_repeated(const acp_datum *object, const acp_datum **earlier,
                                    bool *failed);

/* All of a value, or key, as it stands there. */
static inline acp_span acp_datum_outer(const acp_datum *datum)
{
    return datum->outer.end ? datum->outer : datum->span;
}

static inline acp_span acp_datum_key_outer(const acp_datum *datum)
{
    return datum->key_outer.end ? datum->key_outer : datum->key_span;
}

/* Where the text, or the key, stands without its quotes. */
acp_span acp_datum_text_span(const acp_datum *datum);
acp_span acp_datum_name_span(const acp_datum *datum);

static inline bool acp_datum_is_scalar(const acp_datum *datum)
{
    return datum->type != ACP_DATUM_OBJECT && datum->type != ACP_DATUM_ARRAY;
}

#endif
