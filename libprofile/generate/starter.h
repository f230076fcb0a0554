/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Starters from the inside. A starter is a complete document in templates/starters/, built into the
 * library, whose values are examples; docs/starter-howto.md describes the instructions before its
 * root that say which of them are parameters. */
#ifndef ACP_STARTER_H
#define ACP_STARTER_H

#include "document/document.h"
#include "schema/schema.h"

/* One file of templates/starters/. */
typedef struct {
    const char *name;
    const char *text, *end;
} acp_starter_row;
extern const acp_starter_row acp_starter_rows[]; /* in order of name, ends with name NULL */

typedef enum {
    ACP_PARAMETER_ONE,    /* one value */
    ACP_PARAMETER_COMMAS, /* several, in one value with commas */
    ACP_PARAMETER_REPEAT, /* several, each in an element of its own */
    ACP_PARAMETER_SITES,  /* host entries: NAME=ADDRESS+BACKUP */
} acp_parameter_form;

/* Where the value of a parameter goes in one document. */
typedef struct {
    size_t parameter;
    const char *path; /* several with semicolons between them */
    const char *drop; /* what is deleted when there is no value */
} acp_starter_use;

typedef struct {
    acp_document *document; /* without the instructions */
    acp_starter_use *uses;
    size_t use_count;
} acp_starter_file_row;

#define ACP_STARTER_FILES      2
#define ACP_STARTER_PARAMETERS 16

struct acp_starter {
    acp_arena arena;
    const char *summary;
    const char *others; /* name of the starter that makes the second file, NULL: none */
    acp_starter_file_row files[ACP_STARTER_FILES];
    size_t file_count;
    acp_parameter parameters[ACP_STARTER_PARAMETERS];
    acp_parameter_form forms[ACP_STARTER_PARAMETERS];
    const acp_value_type *types[ACP_STARTER_PARAMETERS]; /* of an item; NULL: any text */
    const char *choices[ACP_STARTER_PARAMETERS];         /* with commas between them; NULL: any */
    size_t parameter_count;
};

/* True if it makes a file of another starter and is none of its own. */
bool acp_starter_is_part(const acp_starter_row *row);

#endif
