/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "change/twin.h"

#include <stdlib.h>

static acp_status write_as(const acp_document *document, acp_format format, char **text,
                           size_t *length)
{
    acp_findings *ignored = acp_findings_new();
    acp_status status =
        ignored ? acp_document_write(document, format, ignored, text, length) : ACP_NO_MEMORY;
    acp_findings_free(ignored);
    return status;
}

acp_document *acp_twin_new(const acp_document *document, bool *no_memory)
{
    char *text = NULL;
    size_t length;
    acp_document *twin = NULL;
    acp_status status = write_as(document, ACP_FORMAT_XML, &text, &length);
    acp_findings *ignored = acp_findings_new();
    acp_read_options read = {
        .kind = document->named_kind, .format = ACP_FORMAT_XML, .max_size = length + ACP_MAX_SIZE};
    if (!ignored)
        status = ACP_NO_MEMORY;
    if (status == ACP_OK)
        status = acp_document_read_memory(document->name, text, length, &read, ignored, &twin);
    *no_memory |= status == ACP_NO_MEMORY;
    acp_findings_free(ignored);
    free(text);
    return twin;
}

acp_status acp_twin_write(const acp_document *document, const acp_document *twin, char **bytes,
                          size_t *size)
{
    return write_as(twin, document->format, bytes, size);
}

bool acp_twin_holds(const acp_document *document, const acp_document *twin, bool *no_memory)
{
    char *bytes;
    size_t size;
    acp_status status = acp_twin_write(document, twin, &bytes, &size);
    *no_memory |= status == ACP_NO_MEMORY;
    free(bytes);
    return status == ACP_OK;
}
