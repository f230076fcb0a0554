/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/buffer.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(acp_buffer *buffer, size_t more)
{
    if (buffer->failed)
        return false;
    size_t wanted = buffer->length + more + 1;
    if (wanted <= buffer->size)
        return true;
    size_t size = buffer->size ? buffer->size : 256;
    while (size < wanted)
        size *= 2;
    char *text = realloc(buffer->text, size);
    if (!text) {
        buffer->failed = true;
        return false;
    }
    buffer->text = text;
    buffer->size = size;
    return true;
}

void acp_buffer_add(acp_buffer *buffer, const char *text, size_t length)
{
    if (!reserve(buffer, length))
        return;
    if (length)
        memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void acp_buffer_puts(acp_buffer *buffer, const char *text)
{
    acp_buffer_add(buffer, text, strlen(text));
}

void acp_buffer_putc(acp_buffer *buffer, char c)
{
    if (!reserve(buffer, 1))
        return;
    buffer->text[buffer->length++] = c;
    buffer->text[buffer->length] = '\0';
}

void acp_buffer_printf(acp_buffer *buffer, const char *format, ...)
{
    va_list list;
    if (!reserve(buffer, 0))
        return;
    size_t room = buffer->size - buffer->length;
    va_start(list, format);
    int length = vsnprintf(buffer->text + buffer->length, room, format, list);
    va_end(list);
    /* Most texts fit into what there is, and are printed once only. */
    if (length >= 0 && (size_t)length >= room && reserve(buffer, (size_t)length)) {
        va_start(list, format);
        vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, list);
        va_end(list);
    }
    buffer->failed = buffer->failed || length < 0;
    if (!buffer->failed)
        buffer->length += (size_t)length;
    buffer->text[buffer->length] = '\0';
}

void acp_buffer_free(acp_buffer *buffer)
{
    free(buffer->text);
    *buffer = (acp_buffer){0};
}
