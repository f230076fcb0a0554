/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "schema/prefix.h"

#include <arpa/inet.h>

#include "schema/types.h"

/* Decimal digits up to a limit. */
static bool read_number(acp_slice text, unsigned limit, unsigned *out)
{
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *out = *out * 10 + (unsigned)(text.ptr[i] - '0');
        if (*out > limit)
            return false;
    }
    return text.len > 0;
}

/* inet_pton refuses leading zeros, which elsewhere mean octal. */
static bool read_v4(acp_slice text, uint8_t out[16])
{
    for (unsigned i = 0; i < 4; i++) {
        const char *dot = text.len ? memchr(text.ptr, '.', text.len) : NULL;
        size_t length = dot ? (size_t)(dot - text.ptr) : text.len;
        unsigned octet;
        if (!dot != (i == 3) || !read_number((acp_slice){text.ptr, length}, 255, &octet))
            return false;
        out[i] = (uint8_t)octet;
        if (dot)
            text = (acp_slice){dot + 1, text.len - length - 1};
    }
    return true;
}

static bool read_v6(acp_slice text, uint8_t out[16])
{
    char copy[INET6_ADDRSTRLEN];
    if (text.len == 0 || text.len >= sizeof copy || memchr(text.ptr, '\0', text.len))
        return false;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    return inet_pton(AF_INET6, copy, out) == 1;
}

bool acp_prefix_parse(acp_slice text, acp_prefix *out)
{
    const char *slash = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    acp_slice address = {text.ptr, slash ? (size_t)(slash - text.ptr) : text.len};
    *out = (acp_prefix){.size = 4};
    if (!read_v4(address, out->bytes)) {
        out->size = 16;
        if (!read_v6(address, out->bytes))
            return false;
    }
    unsigned bits = out->size * 8u, length = bits;
    if (slash) {
        acp_slice digits = {slash + 1, text.len - address.len - 1};
        if (digits.len > 3 || !read_number(digits, bits, &length))
            return false;
    }
    out->length = (uint8_t)length;
    return true;
}

/* Byte i of the mask. */
static uint8_t mask_byte(const acp_prefix *prefix, unsigned i)
{
    unsigned bits = prefix->length > i * 8 ? prefix->length - i * 8u : 0;
    return bits >= 8 ? 0xFF : (uint8_t)(0xFF00u >> bits);
}

bool acp_prefix_covers(const acp_prefix *outer, const acp_prefix *inner)
{
    if (outer->size != inner->size || outer->length > inner->length)
        return false;
    for (unsigned i = 0; i < outer->size; i++)
        if ((outer->bytes[i] ^ inner->bytes[i]) & mask_byte(outer, i))
            return false;
    return true;
}

bool acp_prefix_has_host_bits(const acp_prefix *prefix)
{
    for (unsigned i = 0; i < prefix->size; i++)
        if (prefix->bytes[i] & (uint8_t)~mask_byte(prefix, i))
            return true;
    return false;
}

void acp_prefix_network(const acp_prefix *prefix, char text[ACP_PREFIX_TEXT])
{
    uint8_t network[16];
    for (unsigned i = 0; i < prefix->size; i++)
        network[i] = prefix->bytes[i] & mask_byte(prefix, i);
    if (!inet_ntop(prefix->size == 4 ? AF_INET : AF_INET6, network, text, ACP_PREFIX_TEXT))
        *text = '\0';
    size_t used = strlen(text);
    snprintf(text + used, ACP_PREFIX_TEXT - used, "/%u", prefix->length);
}

bool acp_is_ipv4_range(const char *text, size_t length)
{
    acp_prefix prefix;
    return acp_prefix_parse((acp_slice){text, length}, &prefix) && prefix.size == 4;
}

bool acp_is_ipv6_range(const char *text, size_t length)
{
    acp_prefix prefix;
    return acp_prefix_parse((acp_slice){text, length}, &prefix) && prefix.size == 16;
}
