/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Facts. The first byte chooses the engine and the policy, the rest is the JSON. */
#include "policy.h"

static const char *const files[] = {"policy.acpol", "linux.acpol", "ios.acpol", "android.acpol"};
enum { POLICIES = sizeof files / sizeof *files };
static tunnel_policy *policies[POLICIES];

static void load_policies(void)
{
    for (int i = 0; i < POLICIES && !policies[i]; i++) {
        size_t length;
        char *bytes = fuzz_load(files[i], &length);
        if (tunnel_policy_open_memory(bytes, length, NULL, &policies[i], NULL, 0) != TUNNEL_OK)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    load_policies();
    if (!size)
        return 0;
    const char *engine = tunnel_engine_name(data[0] % tunnel_engine_count());
    const tunnel_policy *policy = policies[data[0] / tunnel_engine_count() % POLICIES];
    char *text = malloc(size); /* of its own size, so that the sanitizers see who leaves it */
    if (!text)
        return 0;
    memcpy(text, data + 1, size - 1);
    fuzz_ask(policy, engine, text, size - 1);
    free(text);
    return 0;
}
