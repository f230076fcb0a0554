/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Links, a server value, and escapes; what is read is built again. */
#include "fuzz.h"
#include "mobile/link.h"
#include "mobile/server.h"
#include "tests/link_agree.h"

/* What is encoded is decoded to the same, and is in no need of being encoded. */
static void check_escapes(acp_slice text)
{
    acp_arena arena = {0};
    acp_buffer encoded = {0};
    acp_slice decoded;
    acp_link_encode(&encoded, text);
    acp_slice written = {encoded.text ? encoded.text : "", encoded.length};
    if (acp_link_raw_character(written, false))
        abort();
    if (acp_link_decode(&arena, written, &decoded) && !acp_link_bad_escape(written) &&
        !acp_slice_equal(decoded, text))
        abort();
    acp_buffer_free(&encoded);
    acp_arena_free(&arena);
}

/* The parts lie inside the value. */
static void check_server(acp_slice value)
{
    acp_server server;
    const char *at = value.ptr;
    const char *problem = acp_server_parse(value, &server, &at);
    if (problem && (at < value.ptr || at > value.ptr + value.len))
        abort();
    if (!problem && (!server.host.len || server.host.ptr < value.ptr ||
                     server.host.ptr + server.host.len > value.ptr + value.len))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    acp_slice text = {(const char *)data, size};
    if (size) {
        check_escapes(text);
        check_server(text);
        free(link_agree(text));
    }
    fuzz_document("input.uri", ACP_FORMAT_LINKS, data, size);
    return 0;
}
