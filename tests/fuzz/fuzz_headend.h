/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the targets for running configurations share: reading, and looking whether what was read is
 * really there. */
#ifndef ACP_FUZZ_HEADEND_H
#define ACP_FUZZ_HEADEND_H

#include "fuzz.h"
#include "headend/config.h"

/* NULL: not text. */
static inline acp_document *fuzz_text(const uint8_t *data, size_t size)
{
    acp_document *document = acp_document_new(NULL, "input", ACP_KIND_UNKNOWN, ACP_FORMAT_AUTO);
    acp_findings *findings = acp_findings_new();
    char *bytes = malloc(size + 1);
    if (!document || !findings || !bytes)
        abort();
    if (size)
        memcpy(bytes, data, size);
    acp_status status = acp_source_decode(document, bytes, size, findings);
    acp_findings_free(findings);
    if (status == ACP_OK)
        return document;
    acp_document_free(document);
    return NULL;
}

static inline void fuzz_span(const acp_document *document, acp_span span)
{
    if (span.start > span.end || span.end > document->length)
        abort();
}

/* A value from the file is where its span says; made ones (joined words) are the exception. */
static inline void fuzz_value(const acp_document *document, acp_cli value)
{
    if (!value.line)
        return;
    fuzz_span(document, value.span);
    fuzz_span(document, value.line->span);
    if (value.span.end - value.span.start != value.text.len ||
        (value.text.len &&
         memcmp(document->text + value.span.start, value.text.ptr, value.text.len) != 0))
        abort();
}

static inline void fuzz_list(const acp_document *document, acp_cli_list list)
{
    for (size_t i = 0; i < list.count; i++)
        fuzz_value(document, list.items[i]);
}

/* Every line is in the tree once, after the one before it. */
static inline void fuzz_lines(const acp_document *document, const acp_lines *lines)
{
    size_t count = 0, known = 0;
    uint32_t end = 0;
    for (const acp_line *line = lines->first; line; line = acp_line_after(line)) {
        fuzz_span(document, line->span);
        fuzz_span(document, line->block);
        if (line->span.start < end || line->count == 0)
            abort();
        end = line->span.end;
        count++;
        known += line->known;
        for (uint32_t i = 0; i < line->count; i++)
            fuzz_value(document, acp_line_word(document, line, i));
        fuzz_value(document, acp_line_rest(document, line, 1));
    }
    if (count != lines->line_count || known != lines->known)
        abort();
}

#endif
