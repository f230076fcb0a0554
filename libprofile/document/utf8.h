/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One code point at a time, from text that need not be valid. */
#ifndef ACP_UTF8_H
#define ACP_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ACP_UTF8_BAD UINT32_MAX

/* Takes the next code point off *at (before end). Bytes that are not UTF-8 (also overlong forms and
 * surrogates) give ACP_UTF8_BAD, one byte at a time. */
static inline uint32_t acp_utf8_next(const char **at, const char *end)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *p = (const unsigned char *)*at;
    unsigned length = p[0] < 0x80 ? 1 : p[0] < 0xC0 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    *at += 1;
    if (length == 1)
        return p[0];
    if (length == 0 || p[0] > 0xF4 || (unsigned)(end - (const char *)p) < length)
        return ACP_UTF8_BAD;
    uint32_t code = p[0] & (0x7Fu >> length);
    for (unsigned i = 1; i < length; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return ACP_UTF8_BAD;
        code = code << 6 | (p[i] & 0x3F);
    }
    if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return ACP_UTF8_BAD;
    *at += length - 1;
    return code;
}

static inline bool acp_utf8_valid(const char *text, size_t length)
{
    for (const char *at = text, *end = text + length; at < end;)
        if (acp_utf8_next(&at, end) == ACP_UTF8_BAD)
            return false;
    return true;
}

#endif
