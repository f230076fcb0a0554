/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the fuzz targets of the runtime share. Run where corpus made facts/ENGINE.json, policy.acpol
 * and policies of other platforms. */
#ifndef ACP_FUZZ_POLICY_H
#define ACP_FUZZ_POLICY_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libtunnel/image.h"
#include "libtunnel/tunnel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file with a NUL behind it. */
static inline char *fuzz_load(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes = aligned_alloc(8, 1 << 16);
    if (!file || !bytes) {
        fprintf(stderr, "%s is missing: run tests/fuzz/corpus\n", path);
        exit(1);
    }
    *size = fread(bytes, 1, (1 << 16) - 1, file);
    bytes[*size] = '\0';
    fclose(file);
    return bytes;
}

/* Asks an engine; the answer must end in the buffer. */
static inline void fuzz_ask(const tunnel_policy *policy, const char *engine, const char *facts,
                            size_t length)
{
    static unsigned char work_room[1 << 20] __attribute__((aligned(8)));
    static char text_room[1 << 20];
    tunnel_buffer work = {.memory = work_room, .size = sizeof work_room};
    tunnel_buffer text = {.memory = text_room, .size = sizeof text_room};
    tunnel_status status =
        tunnel_decide_json(policy, engine, facts, length, length % 2, &work, &text);
    if (status == TUNNEL_BUFFER_TOO_SMALL)
        return;
    if ((status != TUNNEL_OK && status != TUNNEL_FACTS_INVALID) || text.used >= sizeof text_room ||
        text_room[text.used] != '\0' || text_room[0] != '{')
        abort();
}

#endif
