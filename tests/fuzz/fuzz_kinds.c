/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Documents of every kind. The first byte says which; from 128 on the rest is the file as it is,
 * below it chooses elements and values of the kind's schema. */
#include "settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    acp_kind kind = (acp_kind)(data[0] % 128 % ACP_KIND_COUNT);
    acp_buffer text = {0};
    if (data[0] >= 128) {
        fuzz_document(fuzz_file_name(kind), ACP_FORMAT_AUTO, data + 1, size - 1);
        return 0;
    }
    fuzz_made_of_settings(kind, data + 1, size - 1, &text);
    if (text.text && !text.failed)
        fuzz_document(fuzz_file_name(kind), ACP_FORMAT_XML, (const uint8_t *)text.text,
                      text.length);
    acp_buffer_free(&text);
    return 0;
}
