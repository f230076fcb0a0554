/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "headend/ip.h"

#include <arpa/inet.h>

static unsigned width(acp_ip ip)
{
    return ip.family == 4 ? 32 : ip.family == 6 ? 128 : 0;
}

acp_ip acp_ip_parse(acp_slice text)
{
    char copy[INET6_ADDRSTRLEN];
    acp_ip ip = {0};
    if (text.len == 0 || text.len >= sizeof copy || memchr(text.ptr, '\0', text.len))
        return ip;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    if (inet_pton(AF_INET, copy, ip.bytes) == 1)
        ip.family = 4;
    else if (inet_pton(AF_INET6, copy, ip.bytes) == 1)
        ip.family = 6;
    return ip;
}

bool acp_ip_equal(acp_ip a, acp_ip b)
{
    return a.family && a.family == b.family && acp_ip_compare(a, b) == 0;
}

int acp_ip_compare(acp_ip a, acp_ip b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes);
}

static unsigned bit(const uint8_t *bytes, unsigned index)
{
    return bytes[index / 8] >> (7 - index % 8) & 1;
}

int acp_ip_mask_prefix(acp_ip mask)
{
    if (mask.family != 4)
        return -1;
    int prefix = 0;
    while (prefix < 32 && bit(mask.bytes, (unsigned)prefix))
        prefix++;
    for (unsigned i = (unsigned)prefix; i < 32; i++)
        if (bit(mask.bytes, i))
            return -1;
    return prefix;
}

int acp_ip_wildcard_prefix(acp_ip mask)
{
    for (size_t i = 0; i < 4; i++)
        mask.bytes[i] = (uint8_t)~mask.bytes[i];
    return acp_ip_mask_prefix(mask);
}

acp_ip_range acp_ip_network(acp_ip address, int prefix)
{
    unsigned bits = width(address);
    if (!bits || prefix < 0 || (unsigned)prefix > bits)
        return (acp_ip_range){0};
    acp_ip_range range = {address, address};
    for (unsigned i = (unsigned)prefix; i < bits; i++) {
        uint8_t one = (uint8_t)(0x80 >> i % 8);
        range.first.bytes[i / 8] &= (uint8_t)~one;
        range.last.bytes[i / 8] |= one;
    }
    return range;
}

acp_ip_range acp_ip_network_parse(acp_slice text)
{
    const char *slash = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    acp_slice literal = {text.ptr, slash ? (size_t)(slash - text.ptr) : text.len};
    acp_ip address = acp_ip_parse(literal);
    if (!slash)
        return acp_ip_network(address, (int)width(address));
    int prefix = 0;
    size_t digits = (size_t)(text.ptr + text.len - slash) - 1;
    for (size_t i = 1; i <= digits; i++) {
        if (slash[i] < '0' || slash[i] > '9' || digits > 3)
            return (acp_ip_range){0};
        prefix = prefix * 10 + (slash[i] - '0');
    }
    return acp_ip_network(address, digits ? prefix : -1);
}

bool acp_ip_contains(acp_ip_range outer, acp_ip_range inner)
{
    return outer.first.family && outer.first.family == inner.first.family &&
           acp_ip_compare(outer.first, inner.first) <= 0 &&
           acp_ip_compare(inner.last, outer.last) <= 0;
}

bool acp_ip_overlap(acp_ip_range a, acp_ip_range b)
{
    return a.first.family && a.first.family == b.first.family &&
           acp_ip_compare(a.first, b.last) <= 0 && acp_ip_compare(b.first, a.last) <= 0;
}

bool acp_ip_is_all(acp_ip_range range)
{
    acp_ip zero = {.family = range.first.family};
    return range.first.family && acp_ip_contains(range, acp_ip_network(zero, 0));
}
