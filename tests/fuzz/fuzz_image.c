/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Policy images by somebody who can make digests: whatever the runtime opens, every engine can be
 * asked. */
#include "policy.h"

enum { MOST_ENGINES = 64 };

/* Facts each engine takes. */
static char *facts[MOST_ENGINES];
static size_t lengths[MOST_ENGINES];

static void load_facts(void)
{
    for (size_t i = 0; i < tunnel_engine_count() && i < MOST_ENGINES && !facts[i]; i++) {
        char path[128];
        snprintf(path, sizeof path, "facts/%s.json", tunnel_engine_name(i));
        facts[i] = fuzz_load(path, &lengths[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    load_facts();
    uint8_t *bytes = aligned_alloc(8, (size + 8) & ~(size_t)7);
    tunnel_policy *policy = NULL;
    if (!bytes)
        return 0;
    memcpy(bytes, data, size);
    if (size >= sizeof(tunnel_header)) {
        tunnel_header *header = (tunnel_header *)(void *)bytes;
        memcpy(header->magic, TUNNEL_MAGIC, sizeof header->magic);
        header->major = TUNNEL_MAJOR;
        header->size = (uint32_t)size;
        header->is_signed = 0;
        tunnel_policy_seal(bytes, size, NULL);
    }
    if (tunnel_policy_open_memory(bytes, size, NULL, &policy, NULL, 0) == TUNNEL_OK)
        for (size_t i = 0; i < tunnel_engine_count(); i++)
            fuzz_ask(policy, tunnel_engine_name(i), facts[i], lengths[i]);
    tunnel_policy_close(policy);
    free(bytes);
    return 0;
}
