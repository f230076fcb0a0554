/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A path as the user wrote it, taken apart. */
#ifndef ACP_PATH_H
#define ACP_PATH_H

#include "document/buffer.h"
#include "document/document.h"

#define ACP_PATH_CONDITIONS 2 /* of one step: a key and a position among what it leaves */

/* [N], [NAME="value"] or [+]. */
typedef struct {
    acp_slice key;    /* child element, or attribute with key_is_attribute; empty: position */
    acp_slice quoted; /* between the quotes, with doubled quotes left as they are */
    char quote;
    bool key_is_attribute;
    bool append;            /* [+]: an entry that is still to be made */
    acp_setting_id setting; /* of the key */
    size_t position;        /* from 1 */
} acp_path_condition;

typedef struct {
    acp_slice name; /* without @ */
    bool is_attribute;
    unsigned condition_count;
    acp_path_condition conditions[ACP_PATH_CONDITIONS];
    acp_setting_id setting;
} acp_path_step;

typedef struct {
    acp_path_step steps[ACP_MAX_DEPTH];
    unsigned count;
    bool from_root; /* begins with a slash */
} acp_path;

typedef enum { ACP_PATH_FIND, ACP_PATH_SET } acp_path_use; /* [+] only makes sense for the second */

/* ACP_OK or ACP_BAD_VALUE with a message. Slices point into text; no setting is looked up yet. */
acp_status acp_path_parse(const char *text, acp_path_use use, acp_path *path, char *message,
                          size_t message_size);
/* The same with the settings of all steps and keys, and the steps from the root put before those
 * that were written. Also ACP_AMBIGUOUS and ACP_NO_MEMORY. message_size is not 0. */
acp_status acp_path_resolve(const acp_document *document, const char *text, acp_path_use use,
                            acp_path *path, char *message, size_t message_size);
/* The elements that the first `count` steps of a resolved path name, none of them an attribute:
 * malloc'ed in *nodes. ACP_OK or ACP_NO_MEMORY. */
acp_status acp_path_elements(const acp_document *document, const acp_path *path, unsigned count,
                             const acp_node ***nodes, size_t *found);
/* True if value is what stands between the quotes of a condition. */
bool acp_path_key_is(const acp_path_condition *condition, acp_slice value);

/* Order of two paths by their names: without what stands in brackets. */
int acp_path_compare_names(acp_slice a, acp_slice b);
/* The value of a key without its quotes, written to out one character after another. */
void acp_path_key_text(const acp_path_condition *condition, acp_buffer *out);

#endif
