/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz.h"

#include "../json_agree.h"

/* The scanner and json-c must read the same, or the scanner must refuse. */
static void check_agreement(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        return;
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    const char *problem;
    json_verdict verdict = json_agree(text, size, &problem);
    if (verdict == JSON_LAXER || verdict == JSON_DIFFERENT)
        abort();
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_agreement(data, size);
    fuzz_document("input.json", ACP_FORMAT_JSON, data, size);
    return 0;
}
