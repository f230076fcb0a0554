/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one change edits. */
#ifndef ACP_CHANGE_EDITS_H
#define ACP_CHANGE_EDITS_H

#include "change/edit.h"

/* Adds the edits that a change is to those of a document, of which there are none yet. *moved is
 * set if an element gets another place. ACP_OK, or as acp_change_document with out->message. */
acp_status acp_change_edits(acp_edits *edits, const acp_change *change, uint16_t client_version,
                            bool *moved, acp_change_result *out);
/* Writes the message; returns the status. */
acp_status acp_change_refuse(acp_change_result *out, acp_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
