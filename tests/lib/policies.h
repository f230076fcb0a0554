/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Policy images for tests, compiled in memory. */
#ifndef ACP_TESTS_POLICIES_H
#define ACP_TESTS_POLICIES_H

#include "profile.h"

typedef struct {
    const char *file; /* its name tells the kind of all but VPN profiles */
    const char *text;
} policy_document;

/* Checks and compiles the documents, the last with file NULL. The image is not sealed; free() it.
 * NULL: error, of message_size bytes, says why. */
void *policy_compile(const policy_document *documents, const acp_compile_options *options,
                     bool despite_errors, size_t *size, char *error, size_t error_size);

#endif
