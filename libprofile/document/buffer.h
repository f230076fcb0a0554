/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text that grows: what writers write into. */
#ifndef ACP_BUFFER_H
#define ACP_BUFFER_H

#include "profile.h"

typedef struct {
    char *text; /* NUL-terminated once something was added */
    size_t length, size;
    bool failed; /* memory ran out: text is not complete */
} acp_buffer;

void acp_buffer_add(acp_buffer *buffer, const char *text, size_t length);
void acp_buffer_puts(acp_buffer *buffer, const char *text);
void acp_buffer_putc(acp_buffer *buffer, char c);
void acp_buffer_printf(acp_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void acp_buffer_free(acp_buffer *buffer);

#endif
