/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Facts. The first byte chooses the engine, the rest is the JSON. */
#include "policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static tunnel_policy *policy;
    if (!policy) {
        size_t length;
        char *bytes = fuzz_load("policy.acpol", &length);
        if (tunnel_policy_open_memory(bytes, length, NULL, &policy, NULL, 0) != TUNNEL_OK)
            abort();
    }
    if (!size)
        return 0;
    const char *engine = tunnel_engine_name(data[0] % tunnel_engine_count());
    char *text = malloc(size); /* of its own size, so that the sanitizers see who leaves it */
    if (!text)
        return 0;
    memcpy(text, data + 1, size - 1);
    fuzz_ask(policy, engine, text, size - 1);
    free(text);
    return 0;
}
