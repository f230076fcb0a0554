/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text that grows: what writers write into. */
#ifndef ACP_BUFFER_H
#define ACP_BUFFER_H

#include <string.h>

#include "profile.h"

typedef struct {
    char *text; /* NUL-terminated once something was added */
    size_t length, size;
    bool failed; /* memory ran out: text is not complete */
} acp_buffer;

/* Makes room for more bytes and the NUL behind them. False: no memory, now or before. */
bool acp_buffer_reserve(acp_buffer *buffer, size_t more);

/* Writers do little else than add short pieces: mostly there is room. */
static inline void acp_buffer_add(acp_buffer *buffer, const char *text, size_t length)
{
    if (buffer->size - buffer->length <= length && !acp_buffer_reserve(buffer, length))
        return;
    if (length)
        memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

static inline void acp_buffer_puts(acp_buffer *buffer, const char *text)
{
    acp_buffer_add(buffer, text, strlen(text));
}

static inline void acp_buffer_putc(acp_buffer *buffer, char c)
{
    acp_buffer_add(buffer, &c, 1);
}

/* In decimal: much faster than printf, where there are thousands. */
void acp_buffer_number(acp_buffer *buffer, int64_t number);
void acp_buffer_printf(acp_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void acp_buffer_free(acp_buffer *buffer);

#endif
