/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/buffer.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

bool acp_buffer_reserve(acp_buffer *buffer, size_t more)
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

void acp_buffer_number(acp_buffer *buffer, int64_t number)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--at = '-';
    acp_buffer_add(buffer, at, (size_t)(digits + sizeof digits - at));
}

void acp_buffer_printf(acp_buffer *buffer, const char *format, ...)
{
    va_list list;
    if (!acp_buffer_reserve(buffer, 0))
        return;
    size_t room = buffer->size - buffer->length;
    va_start(list, format);
    int length = vsnprintf(buffer->text + buffer->length, room, format, list);
    va_end(list);
    /* Most texts fit into what there is, and are printed once only. */
    if (length >= 0 && (size_t)length >= room && acp_buffer_reserve(buffer, (size_t)length)) {
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
