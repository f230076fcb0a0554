/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/hash.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_between(char c)
{
    return c == ':' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool tunnel_is_hex(tunnel_text_t text)
{
    for (size_t i = 0; i < text.len; i++)
        if (hex_digit(text.ptr[i]) < 0 && !is_between(text.ptr[i]))
            return false;
    return true;
}

bool tunnel_hash_is(tunnel_text_t text, const uint8_t *bytes, size_t size)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = hex_digit(text.ptr[i]);
        if (digit < 0) {
            if (!is_between(text.ptr[i]))
                return false;
            continue;
        }
        if (digits == size * 2 ||
            digit != (digits % 2 ? bytes[digits / 2] & 15 : bytes[digits / 2] >> 4))
            return false;
        digits++;
    }
    return size && digits == size * 2;
}
