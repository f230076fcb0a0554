/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "change/trial.h"

#include <stdlib.h>

#include "check/check.h"

acp_status acp_document_bytes(const acp_document *document, char **bytes, size_t *size)
{
    acp_edits *nothing = acp_edits_new(document);
    acp_status status = nothing ? acp_edits_apply(nothing, bytes, size) : ACP_NO_MEMORY;
    acp_edits_free(nothing);
    return status;
}

acp_status acp_trial_read(const acp_document *old, const acp_edits *edits, acp_trial *out)
{
    char *bytes = NULL;
    size_t size = 0;
    *out = (acp_trial){.findings = acp_findings_new()};
    acp_status status = !out->findings ? ACP_NO_MEMORY
                        : edits        ? acp_edits_apply(edits, &bytes, &size)
                                       : acp_document_bytes(old, &bytes, &size);
    acp_read_options read = {.kind = old->named_kind, .format = old->format};
    read.max_size = size + ACP_MAX_SIZE;
    if (status == ACP_OK)
        status =
            acp_document_read_memory(old->name, bytes, size, &read, out->findings, &out->document);
    free(bytes);
    return status;
}

acp_status acp_trial_check(acp_trial *trial, const acp_check_options *options)
{
    acp_run run = acp_run_start(trial->document, options, trial->findings);
    run.trial = true;
    acp_status status = acp_run_check(&run), end = acp_run_end(&run);
    return status == ACP_OK ? end : status;
}

void acp_trial_free(acp_trial *trial)
{
    acp_document_free(trial->document);
    acp_findings_free(trial->findings);
    *trial = (acp_trial){0};
}
