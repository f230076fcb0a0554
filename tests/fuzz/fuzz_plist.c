/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Property lists: configuration profiles, and VPN payloads with profiles in them. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_document("input.mobileconfig", ACP_FORMAT_PLIST, data, size);
    return 0;
}
