/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/prefix.h"

#include <string.h>

#include "libtunnel/address.h"

/* ---- in facts
 * --------------------------------------------------------------------------------------- */

bool tunnel_prefix_parse(tunnel_text_t text, tunnel_prefix *prefix)
{
    const char *slash = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    size_t length = slash ? (size_t)(slash - text.ptr) : text.len;
    unsigned bits = 0;
    prefix->family = tunnel_ip_parse((tunnel_text_t){text.ptr, length}, prefix->bytes);
    unsigned most = prefix->family == 4 ? 32 : 128;
    if (!slash)
        bits = most;
    else if (length + 1 == text.len || text.len - length > 4)
        return false;
    for (size_t i = length + 1; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        bits = bits * 10 + (unsigned)(text.ptr[i] - '0');
    }
    prefix->bits = (uint8_t)(bits > most ? 0 : bits);
    return prefix->family && bits <= most;
}

bool tunnel_is_prefix(tunnel_text_t text)
{
    tunnel_prefix prefix;
    return tunnel_prefix_parse(text, &prefix);
}

bool tunnel_is_ip(tunnel_text_t text)
{
    uint8_t bytes[16];
    return tunnel_ip_parse(text, bytes);
}

bool tunnel_prefix_holds(const tunnel_prefix *prefix, uint8_t family, const uint8_t bytes[16])
{
    unsigned whole = prefix->bits / 8, rest = prefix->bits % 8;
    if (prefix->family != family || memcmp(prefix->bytes, bytes, whole) != 0)
        return false;
    return !rest || !((prefix->bytes[whole] ^ bytes[whole]) >> (8 - rest));
}

/* ---- in the policy
 * ---------------------------------------------------------------------------------- */

/* An address as a span begins with one. */
static tunnel_span begin_of(uint8_t family, const uint8_t bytes[16])
{
    tunnel_span span = {.family = family};
    for (int i = 0; i < 4; i++)
        span.begin[i] = (uint32_t)bytes[4 * i] << 24 | (uint32_t)bytes[4 * i + 1] << 16 |
                        (uint32_t)bytes[4 * i + 2] << 8 | bytes[4 * i + 3];
    return span;
}

static bool is_behind(const tunnel_span *span, const tunnel_span *address)
{
    if (span->family != address->family)
        return span->family > address->family;
    for (int i = 0; i < 4; i++)
        if (span->begin[i] != address->begin[i])
            return span->begin[i] > address->begin[i];
    return false;
}

const tunnel_span *tunnel_spans_find(const tunnel_policy *policy, uint32_t first, uint32_t count,
                                     uint8_t family, const uint8_t bytes[16])
{
    const tunnel_span *spans = TUNNEL_AT(policy, tunnel_span, SPANS, first);
    tunnel_span address = begin_of(family, bytes);
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (is_behind(&spans[middle], &address))
            high = middle;
        else
            low = middle + 1;
    }
    const tunnel_span *found = low ? &spans[low - 1] : NULL;
    return found && found->family == family && found->text != TUNNEL_NONE ? found : NULL;
}
