/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which element of one document is which of another: the ground diff and merge stand on. Elements
 * are paired by their settings; those of a list by content, key (HostName, Name), value, address or
 * likeness, in that order, so that an entry is found again where it was moved or renamed. */
#ifndef ACP_MATCH_H
#define ACP_MATCH_H

#include "document/document.h"

typedef struct acp_item acp_item;

/* An element in a comparison. */
struct acp_item {
    const acp_node *node;
    acp_item *parent;
    acp_item *partner;   /* in the other document, NULL: none */
    acp_item *items;     /* child elements, in document order */
    const acp_item *key; /* the one whose value an entry of a list is called by, NULL: none */
    acp_item **sorted;   /* the same by setting or name, then by place */
    uint32_t count;
    uint32_t index;  /* in the parent's items */
    uint32_t place;  /* among the siblings of its setting or name, from 1 */
    uint32_t number; /* in acp_items.all */
    bool moved;      /* stands at another place than its partner, seen from their siblings */
    uint64_t hash;   /* of all it holds but comments and layout */
};

/* A document's elements; all[0] is the root, an element comes before those in it. */
typedef struct {
    const acp_document *document;
    acp_item **all;
    size_t count;
} acp_items;

/* Documents of one kind, or of unknown ones with one root. */
bool acp_items_comparable(const acp_document *a, const acp_document *b);
/* Allocated from arena; the document must live as long. False: no memory. */
bool acp_items_make(const acp_document *document, acp_arena *arena, acp_items *out);
/* Pairs what belongs together from the roots down. A tree can be paired once. False: no memory. */
bool acp_items_pair(acp_items *a, acp_items *b);

/* True if both hold the same but for comments and layout. */
bool acp_items_same(const acp_item *a, const acp_item *b);
/* The value of an element or attribute as the client takes it: two spellings of it are equal. */
bool acp_values_equal(const acp_setting *setting, acp_slice a, acp_slice b);
/* An entry of a list: one of several that may stand there. */
bool acp_item_is_entry(const acp_item *item);

#endif
