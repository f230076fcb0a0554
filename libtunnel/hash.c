/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/hash.h"

#include "libtunnel/ascii.h"

static bool is_between(char c)
{
    return c == ':' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool tunnel_is_hex(tunnel_text_t text)
{
    for (size_t i = 0; i < text.len; i++)
        if (tunnel_hex_digit(text.ptr[i]) < 0 && !is_between(text.ptr[i]))
            return false;
    return true;
}

bool tunnel_hash_is(tunnel_text_t text, const uint8_t *bytes, size_t size)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = tunnel_hex_digit(text.ptr[i]);
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

static int base64_digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Reads digits of 4 or 6 bits until there are size bytes. False if there are too few or too many,
 * or a character that is none (= ends Base64). */
static bool read_digits(tunnel_text_t text, unsigned bits, uint8_t *bytes, size_t size)
{
    unsigned held = 0, held_bits = 0;
    size_t used = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (is_between(c) || (c == '=' && bits == 6 && used == size))
            continue;
        int value = bits == 4 ? tunnel_hex_digit(c) : base64_digit(c);
        if (value < 0 || used == size)
            return false;
        held = held << bits | (unsigned)value;
        held_bits += bits;
        if (held_bits >= 8) {
            held_bits -= 8;
            bytes[used++] = (uint8_t)(held >> held_bits);
            held &= (1u << held_bits) - 1;
        }
    }
    return used == size;
}

bool tunnel_hash_read(tunnel_text_t text, uint8_t *bytes, size_t size)
{
    return read_digits(text, 4, bytes, size) || read_digits(text, 6, bytes, size);
}
