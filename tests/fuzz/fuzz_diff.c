/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Two documents, a NUL between them, are compared in both directions and written in every form;
 * with itself, each has no difference. The first byte is a digit: which name, and so which kind,
 * they have. */
#include "fuzz.h"

static const char *const names[] = {"p.xml",        "AnyConnectLocalPolicy.xml",
                                    "OrgInfo.json", "NVM_ServiceProfile.xml",
                                    "a.json",       "a.yaml"};

static acp_document *read_document(const char *name, const uint8_t *data, size_t size)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    acp_read_options read = {.kind = ACP_KIND_UNKNOWN, .max_size = 1 << 16};
    if (!findings)
        abort();
    acp_document_read_memory(name, data, size, &read, findings, &document);
    acp_findings_free(findings);
    return document;
}

/* Number of differences; they and the patch must be of one opinion where there are none. */
static size_t compare(const acp_document *a, const acp_document *b, unsigned bits)
{
    acp_diff_options options = {.defaults = bits & 1, .security = bits & 2};
    acp_diff *diff;
    FILE *stream = fopen("/dev/null", "w");
    if (!stream || acp_diff_new(a, b, &options, &diff) != ACP_OK) {
        if (stream)
            fclose(stream);
        return 0;
    }
    for (acp_diff_format format = ACP_DIFF_TEXT; format <= ACP_DIFF_HTML; format++)
        acp_diff_write(diff, format, bits & 1, bits & 2 ? 40 : 0, stream);
    fclose(stream);
    size_t count = acp_diff_count(diff), patched, length;
    char *patch;
    acp_findings *findings = acp_findings_new();
    if (acp_diff_patch(a, b, findings, &patch, &length, &patched) == ACP_OK) {
        if (!bits && count && !patched)
            abort();
        free(patch);
    }
    acp_findings_free(findings);
    acp_diff_free(diff);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data + 1, 0, size - 1) : NULL;
    const char *name = names[size ? data[0] % (sizeof names / sizeof *names) : 0];
    if (!end)
        return 0;
    acp_document *a = read_document(name, data + 1, (size_t)(end - data) - 1);
    acp_document *b = a ? read_document(name, end + 1, size - (size_t)(end - data) - 1) : NULL;
    if (a && b) {
        for (unsigned bits = 0; bits < 4; bits++)
            if (compare(a, a, bits) || compare(b, b, bits))
                abort();
        if (!compare(a, b, 0) != !compare(b, a, 0))
            abort();
        compare(a, b, 1);
        compare(b, a, 2);
    }
    acp_document_free(a);
    acp_document_free(b);
    return 0;
}
