/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Three documents, NULs between them, are merged; what comes out can be read where there is no
 * conflict, and where one side did nothing it means what the other does. */
#include "fuzz.h"

#include "document/document.h"

static acp_document *read_document(const char *data, size_t size)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    acp_read_options read = {.kind = ACP_KIND_UNKNOWN, .max_size = 1 << 16};
    if (!findings)
        abort();
    acp_document_read_memory("p.xml", data, size, &read, findings, &document);
    acp_findings_free(findings);
    return document;
}

static bool differ(const acp_document *a, const acp_document *b)
{
    acp_diff *diff;
    if (acp_diff_new(a, b, NULL, &diff) != ACP_OK)
        return false;
    bool found = acp_diff_count(diff) > 0;
    acp_diff_free(diff);
    return found;
}

/* expected: what the outcome means, NULL: nothing is known of it. */
static void merge(const acp_document *base, const acp_document *ours, const acp_document *theirs,
                  const acp_document *expected)
{
    acp_merge_result result;
    acp_status status = acp_merge(base, ours, theirs, NULL, &result);
    if (status == ACP_OK && !result.conflicts) {
        acp_document *merged = read_document(result.text, result.length);
        if (!merged || (expected && differ(merged, expected)))
            abort();
        acp_document_free(merged);
    }
    if (status == ACP_OK && expected && result.conflicts)
        abort();
    if ((status == ACP_BAD_VALUE || result.conflicts) && (!result.messages || !*result.messages))
        abort();
    acp_merge_free(&result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 3);
    acp_document *documents[3] = {NULL, NULL, NULL};
    if (!text)
        abort();
    memcpy(text, data, size);
    memset(text + size, 0, 3);
    const char *at = text;
    for (int i = 0; i < 3; i++) {
        documents[i] = read_document(at, strlen(at));
        at += at < text + size ? strlen(at) + 1 : 0;
    }
    acp_document *base = documents[0], *ours = documents[1], *theirs = documents[2];
    if (base && ours && theirs) {
        merge(base, ours, theirs, NULL);
        merge(base, base, theirs, theirs);
        merge(base, ours, base, ours);
        merge(base, ours, ours, ours);
    }
    for (int i = 0; i < 3; i++)
        acp_document_free(documents[i]);
    free(text);
    return 0;
}
