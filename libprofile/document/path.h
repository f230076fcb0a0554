/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A path as the user wrote it, taken apart. */
#ifndef ACP_PATH_H
#define ACP_PATH_H

#include "document/slice.h"

#define ACP_PATH_CONDITIONS 2 /* of one step: a key and a position among what it leaves */

/* [N], or [NAME="value"]. */
typedef struct {
    acp_slice key;    /* child element, or attribute with key_is_attribute; empty: position */
    acp_slice quoted; /* between the quotes, with doubled quotes left as they are */
    char quote;
    bool key_is_attribute;
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

/* ACP_OK or ACP_BAD_VALUE with a message. Slices point into text; no setting is looked up yet. */
acp_status acp_path_parse(const char *text, acp_path *path, char *message, size_t message_size);
/* True if value is what stands between the quotes of a condition. */
bool acp_path_key_is(const acp_path_condition *condition, acp_slice value);

#endif
