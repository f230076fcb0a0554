/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A change tried on a copy: the document that edits make, read and checked. */
#ifndef ACP_TRIAL_H
#define ACP_TRIAL_H

#include "change/edit.h"

typedef struct {
    acp_document *document;
    acp_findings *findings; /* of reading it and of checking it */
} acp_trial;

/* The bytes of the file a document was read from, malloc'ed, if document->exact. */
acp_status acp_document_bytes(const acp_document *document, char **bytes, size_t *size);
/* Reads the document that edits of one make (NULL: none, the document once more). ACP_DAMAGED: it
 * cannot be read, findings say why; ACP_BAD_VALUE: its encoding cannot hold it; ACP_NO_MEMORY. The
 * trial is to be freed in any case. */
acp_status acp_trial_read(const acp_document *old, const acp_edits *edits, acp_trial *out);
/* A check of it, which leaves no trace in the configuration. ACP_OK or ACP_NO_MEMORY. */
acp_status acp_trial_check(acp_trial *trial, const acp_check_options *options);
void acp_trial_free(acp_trial *trial);

#endif
