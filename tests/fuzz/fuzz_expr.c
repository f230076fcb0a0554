/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rule expressions as .acprof.yaml of a stranger may hold them: compiled, then run. */
#include "check/expr.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[500], *text = malloc(size + 1);
    if (!text)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    acp_arena arena = {0};
    acp_expr *expr;
    static const char *const each[] = {"HostEntry", NULL};
    acp_expr_source source = {.when = text, .at = ".", .each = each, .kinds = 1u << ACP_KIND_VPN};
    acp_status status = acp_expr_compile(&arena, &source, &expr, message, sizeof message);
    if (status != ACP_OK && status != ACP_NO_MEMORY && !*message)
        abort(); /* a mistake must be told */
    acp_arena_free(&arena);
    free(text);
    return 0;
}
