/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A YAML file as a tree of scalars, lists and maps with positions: what rule files and .acprof.yaml
 * are read with. Scalars are text whatever they look like (`off` is not a boolean). The reader
 * trusts nothing: size and depth are bounded, anchors, aliases and tags are refused, a key stands
 * once in a map. */
#ifndef ACP_YAML_TREE_H
#define ACP_YAML_TREE_H

#include "document/arena.h"

#define ACP_YAML_DEPTH 16

typedef enum { ACP_YAML_SCALAR, ACP_YAML_LIST, ACP_YAML_MAP } acp_yaml_type;

typedef struct acp_yaml acp_yaml;
struct acp_yaml {
    acp_yaml_type type;
    const char *text;    /* scalar: without NUL inside */
    const char *key;     /* member of a map, else NULL */
    acp_position at;     /* of the value */
    acp_position key_at; /* of the key */
    acp_yaml *first, *last, *next;
    bool used; /* for whoever reads a map, to find the keys nobody asked for */
};

/* Reads one document into arena. *out is NULL for an empty file. ACP_BAD_VALUE: *at and message say
 * what is wrong and where. */
acp_status acp_yaml_read(acp_arena *arena, const char *text, size_t length, acp_yaml **out,
                         acp_position *at, char *message, size_t message_size);
/* Member of a map, marked as used; NULL: not there. */
acp_yaml *acp_yaml_member(acp_yaml *map, const char *key);
/* First member nobody asked for, NULL: none. */
const acp_yaml *acp_yaml_unused(const acp_yaml *map);

#endif
