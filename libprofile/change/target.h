/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one place a path names in a document, or would name once what is missing has been made. */
#ifndef ACP_TARGET_H
#define ACP_TARGET_H

#include "document/path.h"

typedef struct {
    acp_path path;
    unsigned elements;      /* steps that are elements: all but a last attribute */
    unsigned there;         /* of these, how many there are in the document */
    const acp_node *node;   /* the element of the last of them */
    acp_setting_id setting; /* of the last step */
} acp_target;

static inline bool acp_target_is_attribute(const acp_target *target)
{
    return target->elements < target->path.count;
}

/* ACP_OK: all or a beginning of the path is there. ACP_AMBIGUOUS: it names several places.
 * ACP_NOT_FOUND: a position or an attribute that nothing is at (also what acp_target_create cannot
 * make). ACP_BAD_VALUE, ACP_NO_MEMORY. */
acp_status acp_target_find(const acp_document *document, const char *path, acp_path_use use,
                           acp_target *out, char *message, size_t message_size);

#endif
