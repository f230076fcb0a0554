/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Addresses of hosts: DNS names, IP literals, and [https://]host[:port][/path]. */
#include <arpa/inet.h>

#include "document/utf8.h"
#include "schema/types.h"

#define NAME_MAX_BYTES  253
#define LABEL_MAX_CHARS 63

/* Copies a literal for inet_pton. */
static bool read_literal(int family, const char *text, size_t length, void *out)
{
    char copy[INET6_ADDRSTRLEN];
    if (length == 0 || length >= sizeof copy || memchr(text, '\0', length))
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return inet_pton(family, copy, out) == 1;
}

static bool read_v4(const char *text, size_t length, unsigned char out[4])
{
    return read_literal(AF_INET, text, length, out);
}

static bool is_v6_link_local(const unsigned char address[16])
{
    return address[0] == 0xFE && (address[1] & 0xC0) == 0x80;
}

/* A zone ("%eth0") is taken where it means something, behind a link-local address, so that such an
 * address is recognized and refused for what it is. */
static bool read_v6(const char *text, size_t length, unsigned char out[16])
{
    const char *zone = length ? memchr(text, '%', length) : NULL;
    size_t literal = zone ? (size_t)(zone - text) : length;
    if (!read_literal(AF_INET6, text, literal, out))
        return false;
    return !zone || (literal + 1 < length && is_v6_link_local(out));
}

size_t acp_ip_bytes(const char *text, size_t length, unsigned char out[16])
{
    if (read_v4(text, length, out))
        return 4;
    return read_v6(text, length, out) ? 16 : 0;
}

bool acp_is_ipv4(const char *text, size_t length)
{
    unsigned char address[4];
    return read_v4(text, length, address);
}

bool acp_is_ipv6(const char *text, size_t length)
{
    unsigned char address[16];
    return read_v6(text, length, address);
}

bool acp_is_ip(const char *text, size_t length)
{
    return acp_is_ipv4(text, length) || acp_is_ipv6(text, length);
}

/* The four bytes of an IPv4 address, also of one written as ::ffff:a.b.c.d. */
static bool read_as_v4(const char *text, size_t length, unsigned char out[4])
{
    static const unsigned char mapped[12] = {[10] = 0xFF, [11] = 0xFF};
    unsigned char v6[16];
    if (read_v4(text, length, out))
        return true;
    if (!read_v6(text, length, v6) || memcmp(v6, mapped, sizeof mapped) != 0)
        return false;
    memcpy(out, v6 + 12, 4);
    return true;
}

bool acp_is_link_local(const char *text, size_t length)
{
    unsigned char v4[4], v6[16];
    if (read_as_v4(text, length, v4))
        return v4[0] == 169 && v4[1] == 254;
    return read_v6(text, length, v6) && is_v6_link_local(v6);
}

bool acp_is_not_public(const char *text, size_t length)
{
    static const unsigned char loopback[16] = {[15] = 1};
    unsigned char a[4], v6[16];
    if (read_as_v4(text, length, a))
        return a[0] == 10 || a[0] == 127 || (a[0] == 172 && (a[1] & 0xF0) == 16) ||
               (a[0] == 192 && a[1] == 168) || (a[0] == 100 && (a[1] & 0xC0) == 64);
    return read_v6(text, length, v6) &&
           ((v6[0] & 0xFE) == 0xFC || memcmp(v6, loopback, sizeof loopback) == 0);
}

bool acp_is_cidr(const char *text, size_t length)
{
    const char *slash = length ? memchr(text, '/', length) : NULL;
    if (!slash)
        return false;
    size_t address = (size_t)(slash - text), digits = length - address - 1;
    if (digits < 1 || digits > 3 || (digits > 1 && slash[1] == '0'))
        return false;
    unsigned prefix = 0;
    for (size_t i = 1; i <= digits; i++) {
        if (!acp_is_digit(slash[i]))
            return false;
        prefix = prefix * 10 + (unsigned)(slash[i] - '0');
    }
    return acp_is_ipv4(text, address) ? prefix <= 32 : acp_is_ipv6(text, address) && prefix <= 128;
}

/* Characters that look like white space or like nothing: they come with text pasted from a page. */
static bool is_invisible(uint32_t c)
{
    return c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
           c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

/* Full stops of other scripts, and commas: they end a name for people but not for DNS. */
static bool is_foreign_punctuation(uint32_t c)
{
    return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF0E || c == 0xFF61;
}

static bool is_label_char(uint32_t c)
{
    if (c >= 0x80)
        return c > 0x9F && c != ACP_UTF8_BAD && !is_invisible(c) && !is_foreign_punctuation(c);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

/* One label; *numeric tells whether it consists of digits. stars: * may stand for characters. */
static bool is_label(acp_slice label, bool stars, bool *numeric)
{
    const char *at = label.ptr, *end = label.ptr + label.len;
    size_t count = 0;
    *numeric = true;
    while (at < end) {
        uint32_t c = acp_utf8_next(&at, end);
        if (!is_label_char(c) && !(stars && c == '*'))
            return false;
        if (c < '0' || c > '9')
            *numeric = false;
        count++;
    }
    return count > 0 && count <= LABEL_MAX_CHARS && label.ptr[0] != '-' &&
           label.ptr[label.len - 1] != '-';
}

/* Number of labels of a DNS name, 0 if it is none. A name whose last label is a number is a
 * mistyped IP address. A final dot is allowed. */
static size_t count_labels(const char *text, size_t length, bool stars)
{
    if (length > 1 && text[length - 1] == '.')
        length--;
    if (length == 0 || length > NAME_MAX_BYTES)
        return 0;
    acp_slice rest = {text, length};
    for (size_t labels = 1;; labels++) {
        const char *dot = rest.len ? memchr(rest.ptr, '.', rest.len) : NULL;
        acp_slice label = {rest.ptr, dot ? (size_t)(dot - rest.ptr) : rest.len};
        bool numeric;
        if (!is_label(label, stars, &numeric) || (!dot && numeric))
            return 0;
        if (!dot)
            return labels;
        rest = (acp_slice){dot + 1, rest.len - label.len - 1};
    }
}

bool acp_is_dns_name(const char *text, size_t length)
{
    return count_labels(text, length, false) > 0;
}

bool acp_is_fqdn(const char *text, size_t length)
{
    return count_labels(text, length, false) > 1;
}

bool acp_is_host(const char *text, size_t length)
{
    return acp_is_ip(text, length) || acp_is_dns_name(text, length);
}

bool acp_is_host_pattern(const char *text, size_t length)
{
    acp_address address;
    if (acp_address_parse((acp_slice){text, length}, &address))
        return true;
    return length && memchr(text, '*', length) && count_labels(text, length, true) > 1;
}

bool acp_is_port(const char *text, size_t length)
{
    unsigned port = 0;
    if (length < 1 || length > 5)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!acp_is_digit(text[i]))
            return false;
        port = port * 10 + (unsigned)(text[i] - '0');
    }
    return port >= 1 && port <= 65535;
}

static bool starts_nocase(acp_slice text, acp_slice start)
{
    return text.len >= start.len && acp_slice_equal_nocase((acp_slice){text.ptr, start.len}, start);
}

/* What may stand in a path without being escaped, and %; other scripts are taken as written. */
static bool is_path(acp_slice path)
{
    if (!path.len)
        return true;
    const char *at = path.ptr, *end = path.ptr + path.len;
    while (at < end) {
        uint32_t c = acp_utf8_next(&at, end);
        if (c <= ' ' || c == 0x7F || c == ACP_UTF8_BAD || is_invisible(c) ||
            (c < 0x80 && strchr("\"<>\\^`{|}", (int)c)))
            return false;
    }
    return true;
}

/* host[:port], where an IPv6 literal needs brackets if a port follows. */
static bool split_authority(acp_slice text, acp_address *out)
{
    const char *colon;
    if (text.len && text.ptr[0] == '[') {
        const char *close = memchr(text.ptr, ']', text.len);
        if (!close)
            return false;
        out->bracketed = true;
        out->host = (acp_slice){text.ptr + 1, (size_t)(close - text.ptr) - 1};
        acp_slice rest = {close + 1, text.len - out->host.len - 2};
        if (!acp_is_ipv6(out->host.ptr, out->host.len))
            return false;
        if (!rest.len)
            return true;
        out->port = (acp_slice){rest.ptr + 1, rest.len - 1};
        return rest.ptr[0] == ':' && acp_is_port(out->port.ptr, out->port.len);
    }
    out->host = text;
    if (acp_is_ipv6(text.ptr, text.len))
        return true;
    if ((colon = text.len ? memchr(text.ptr, ':', text.len) : NULL)) {
        out->host.len = (size_t)(colon - text.ptr);
        out->port = (acp_slice){colon + 1, text.len - out->host.len - 1};
        if (!acp_is_port(out->port.ptr, out->port.len))
            return false;
    }
    return acp_is_host(out->host.ptr, out->host.len) && !acp_is_ipv6(out->host.ptr, out->host.len);
}

bool acp_address_parse(acp_slice text, acp_address *out)
{
    static const acp_slice https = {"https://", 8};
    *out = (acp_address){0};
    if (starts_nocase(text, https)) {
        out->scheme = (acp_slice){text.ptr, https.len - 3};
        text.ptr += https.len;
        text.len -= https.len;
    }
    const char *slash = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    if (slash) {
        size_t before = (size_t)(slash - text.ptr);
        out->path = (acp_slice){slash + 1, text.len - before - 1};
        text.len = before;
    }
    return split_authority(text, out) && is_path(out->path);
}

bool acp_is_address(const char *text, size_t length)
{
    acp_address address;
    return acp_address_parse((acp_slice){text, length}, &address);
}

/* The rest of a URL behind a scheme: an authority and whatever follows it. */
static bool is_url_rest(acp_slice rest, acp_address *out)
{
    size_t end = 0;
    while (end < rest.len && !strchr("/?#", rest.ptr[end]))
        end++;
    *out = (acp_address){0};
    out->path = (acp_slice){rest.ptr + end, rest.len - end};
    return split_authority((acp_slice){rest.ptr, end}, out) && is_path(out->path);
}

bool acp_is_url(const char *text, size_t length)
{
    acp_slice url = {text, length};
    const char *mark = acp_slice_find(url, ACP_SLICE("://"));
    if (!mark || mark == text)
        return false;
    for (const char *p = text; p < mark; p++) {
        bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
        if (!letter && (p == text || (!acp_is_digit(*p) && *p != '+' && *p != '-' && *p != '.')))
            return false;
    }
    acp_address parts;
    return is_url_rest((acp_slice){mark + 3, length - (size_t)(mark - text) - 3}, &parts);
}

bool acp_is_http_url(const char *text, size_t length)
{
    static const acp_slice schemes[] = {{"http://", 7}, {"https://", 8}};
    acp_slice url = {text, length};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (!starts_nocase(url, schemes[i]))
            continue;
        acp_address parts;
        acp_slice rest = {text + schemes[i].len, length - schemes[i].len};
        return is_url_rest(rest, &parts) && (acp_is_ip(parts.host.ptr, parts.host.len) ||
                                             acp_is_fqdn(parts.host.ptr, parts.host.len));
    }
    return acp_is_ip(text, length) || acp_is_fqdn(text, length);
}
