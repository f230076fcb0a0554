/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Edits of files that are plain JSON (OrgInfo.json): members of one object. */
#ifndef ACP_EDIT_JSON_H
#define ACP_EDIT_JSON_H

#include "change/edit.h"
#include "change/target.h"

/* Changes the member a target names, or puts it behind the last one. ACP_OK or ACP_REFUSED with a
 * message. */
acp_status acp_json_set(acp_edits *edits, const acp_target *target, acp_slice value, char *message,
                        size_t message_size);
void acp_json_delete(acp_edits *edits, const acp_node *member);

#endif
