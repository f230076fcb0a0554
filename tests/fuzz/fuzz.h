/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the fuzz targets share. */
#ifndef ACP_FUZZ_H
#define ACP_FUZZ_H

#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "document/findings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Scanner and parser must see the same document. */
static inline void fuzz_in_step(const acp_findings *findings)
{
    for (size_t i = 0; i < acp_findings_count(findings); i++)
        if (strcmp(acp_findings_get(findings, i)->detail, ACP_OUT_OF_STEP) == 0)
            abort();
}

/* Everything that can be done with a document: read, check, write in each format, read again. */
static inline void fuzz_document(const char *name, acp_format format, const uint8_t *data,
                                 size_t size)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document;
    acp_read_options read = {.kind = ACP_KIND_UNKNOWN, .format = format, .max_size = 1 << 20};
    if (!findings)
        return;
    if (acp_document_read_memory(name, data, size, &read, findings, &document) != ACP_OK) {
        if (acp_findings_count(findings) == 0)
            abort(); /* a document that is refused must be told why */
        fuzz_in_step(findings);
        acp_findings_free(findings);
        return;
    }
    /* The size chooses the target platforms, so that every kind of input meets every rule. */
    acp_check_options check = {.platforms = size & ACP_PLATFORMS_ALL, .skip_fixable = true};
    acp_check(document, &check, findings);
    static const acp_format formats[] = {ACP_FORMAT_XML, ACP_FORMAT_JSON, ACP_FORMAT_YAML};
    for (size_t i = 0; i < 3; i++) {
        char *text;
        size_t length;
        acp_document *again;
        if (acp_document_write(document, formats[i], findings, &text, &length) != ACP_OK)
            continue;
        /* nothing in plain JSON says what it is */
        acp_kind kind = document->data ? document->kind : ACP_KIND_UNKNOWN;
        acp_read_options reread = {.kind = kind, .format = formats[i]};
        if (acp_document_read_memory("again", text, length, &reread, findings, &again) != ACP_OK)
            abort(); /* what is written must be readable */
        char *twice;
        size_t twice_length;
        /* and writing it again changes nothing; but XML made of JSON or YAML still has the white
         * space around values, which is trimmed when XML is written again */
        bool settled = format == ACP_FORMAT_XML || formats[i] != ACP_FORMAT_XML;
        if (acp_document_write(again, formats[i], findings, &twice, &twice_length) != ACP_OK ||
            (settled && (twice_length != length || memcmp(text, twice, length) != 0)))
            abort();
        free(twice);
        free(text);
        acp_document_free(again);
    }
    acp_document_free(document);
    acp_findings_free(findings);
}

#endif
