/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One code point at a time, from text that need not be valid. */
#ifndef ACP_UTF8_H
#define ACP_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* Most of any text is plain ASCII, and eight bytes of it are passed over at once. */
#define ACP_EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline uint64_t acp_eight_at(const char *at)
{
    uint64_t eight;
    memcpy(&eight, at, sizeof eight);
    return eight;
}

static inline bool acp_eight_ascii(uint64_t eight)
{
    return !(eight & ACP_EIGHT(0x80));
}

static inline bool acp_eight_printable(uint64_t eight)
{
    /* No byte takes from the next one: with its high bit set each is large enough. */
    const uint64_t high = ACP_EIGHT(0x80);
    return !((eight | (eight + ACP_EIGHT(1))) & high) &&
           (((eight | high) - ACP_EIGHT(0x20)) & high) == high;
}

static inline bool acp_eight_has(uint64_t eight, unsigned char byte)
{
    uint64_t other = eight ^ ACP_EIGHT(byte);
    return (other - ACP_EIGHT(1)) & ~other & ACP_EIGHT(0x80);
}

/* Where printable ASCII ends. */
static inline const char *acp_printable_end(const char *at, const char *end)
{
    while (end - at >= 8 && acp_eight_printable(acp_eight_at(at)))
        at += 8;
    while (at < end && *at >= 0x20 && *at <= 0x7E)
        at++;
    return at;
}

static inline bool acp_utf8_valid(const char *text, size_t length)
{
    for (const char *at = text, *end = text + length; at < end;)
        if (acp_utf8_next(&at, end) == ACP_UTF8_BAD)
            return false;
    return true;
}

#endif
