/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/address.h"

#include <arpa/inet.h>
#include <string.h>

#include "libtunnel/ascii.h"

static bool equal_nocase(const char *a, const char *b, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (tunnel_lower(a[i]) != tunnel_lower(b[i]))
            return false;
    return true;
}

tunnel_text_t tunnel_without_dot(tunnel_text_t name)
{
    if (name.len > 1 && name.ptr[name.len - 1] == '.')
        name.len--;
    return name;
}

tunnel_text_t tunnel_text_of(const char *text)
{
    return (tunnel_text_t){text, text ? strlen(text) : 0};
}

bool tunnel_text_is(tunnel_text_t text, const char *other)
{
    return strlen(other) == text.len && memcmp(text.ptr ? text.ptr : "", other, text.len) == 0;
}

int tunnel_text_compare(tunnel_text_t a, tunnel_text_t b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
    return order ? order : a.len < b.len ? -1 : a.len > b.len;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

tunnel_text_t tunnel_text_trim(tunnel_text_t text)
{
    while (text.len && is_blank(*text.ptr)) {
        text.ptr++;
        text.len--;
    }
    while (text.len && is_blank(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

bool tunnel_same_name(tunnel_text_t a, tunnel_text_t b)
{
    a = tunnel_without_dot(a);
    b = tunnel_without_dot(b);
    return a.len == b.len && equal_nocase(a.ptr, b.ptr, a.len);
}

int tunnel_compare_stored(const char *stored, tunnel_text_t text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char a = (unsigned char)stored[i], b = (unsigned char)tunnel_lower(text.ptr[i]);
        if (a != b)
            return a < b ? -1 : 1;
    }
    return stored[text.len] ? 1 : 0;
}

bool tunnel_is_below(tunnel_text_t name, tunnel_text_t domain)
{
    name = tunnel_without_dot(name);
    domain = tunnel_without_dot(domain);
    if (!domain.len || name.len < domain.len)
        return false;
    size_t more = name.len - domain.len;
    return equal_nocase(name.ptr + more, domain.ptr, domain.len) &&
           (!more || name.ptr[more - 1] == '.');
}

uint8_t tunnel_ip_parse(tunnel_text_t text, uint8_t bytes[16])
{
    char copy[INET6_ADDRSTRLEN];
    size_t length = 0;
    memset(bytes, 0, 16);
    /* What is asked most is a name. */
    if (!text.len || ((*text.ptr < '0' || *text.ptr > '9') && !memchr(text.ptr, ':', text.len)))
        return 0;
    while (length < text.len && text.ptr[length] != '%')
        length++;
    if (!length || length >= sizeof copy)
        return 0;
    memcpy(copy, text.ptr, length);
    copy[length] = '\0';
    if (length == text.len && inet_pton(AF_INET, copy, bytes) == 1)
        return 4;
    return inet_pton(AF_INET6, copy, bytes) == 1 ? 6 : 0;
}

/* Takes ":PORT" at the start of rest; false: what stands there is no port. */
static bool take_port(tunnel_text_t rest, tunnel_host *out)
{
    uint32_t port = 0;
    if (!rest.len)
        return true;
    if (rest.len < 2 || rest.len > 6 || *rest.ptr != ':')
        return false;
    for (size_t i = 1; i < rest.len; i++) {
        if (rest.ptr[i] < '0' || rest.ptr[i] > '9')
            return false;
        port = port * 10 + (uint32_t)(rest.ptr[i] - '0');
    }
    out->port = port;
    out->has_port = true;
    return port && port <= 65535;
}

static bool take_host(tunnel_text_t host, tunnel_host *out)
{
    out->family = tunnel_ip_parse(host, out->bytes);
    out->written = host;
    if (out->family)
        return inet_ntop(out->family == 4 ? AF_INET : AF_INET6, out->bytes, out->host,
                         sizeof out->host);
    host = tunnel_without_dot(host);
    if (!host.len || host.len >= sizeof out->host)
        return false;
    for (size_t i = 0; i < host.len; i++) {
        if ((unsigned char)host.ptr[i] <= ' ' || host.ptr[i] == ':' || host.ptr[i] == '[')
            return false;
        out->host[i] = tunnel_lower(host.ptr[i]);
    }
    out->host[host.len] = '\0';
    return true;
}

static bool skip_scheme(tunnel_text_t *text, const char *scheme)
{
    size_t length = strlen(scheme);
    if (text->len <= length || !equal_nocase(text->ptr, scheme, length))
        return false;
    text->ptr += length;
    text->len -= length;
    return true;
}

/* A scheme is gone. */
static bool parse(tunnel_text_t text, tunnel_host *out)
{
    const char *slash = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    if (slash) {
        out->path = (tunnel_text_t){slash + 1, text.len - (size_t)(slash - text.ptr) - 1};
        text.len = (size_t)(slash - text.ptr);
    }
    if (text.len && *text.ptr == '[') {
        const char *end = memchr(text.ptr, ']', text.len);
        size_t inside = end ? (size_t)(end - text.ptr) : 0;
        return end && take_host((tunnel_text_t){text.ptr + 1, inside - 1}, out) &&
               out->family == 6 && take_port((tunnel_text_t){end + 1, text.len - inside - 1}, out);
    }
    if (tunnel_ip_parse(text, out->bytes))
        return take_host(text, out);
    const char *colon = text.len ? memchr(text.ptr, ':', text.len) : NULL;
    size_t length = colon ? (size_t)(colon - text.ptr) : text.len;
    return take_host((tunnel_text_t){text.ptr, length}, out) &&
           take_port((tunnel_text_t){text.ptr + length, text.len - length}, out);
}

static bool parse_whole(tunnel_text_t text, bool ipsec, tunnel_host *out)
{
    *out = (tunnel_host){.port = 443, .path = {"", 0}};
    text = tunnel_text_trim(text);
    if (!skip_scheme(&text, "https://") && ipsec)
        skip_scheme(&text, "ipsec://");
    if (parse(text, out))
        return true;
    out->host[0] = '\0';
    return false;
}

bool tunnel_host_parse(tunnel_text_t text, tunnel_host *out)
{
    return parse_whole(text, true, out);
}

bool tunnel_https_parse(tunnel_text_t text, tunnel_host *out)
{
    return parse_whole(text, false, out);
}

bool tunnel_host_fits(const char *host, const char *pattern)
{
    const char *star = NULL, *resume = NULL; /* where the last * can take one character more */
    while (*host) {
        if (*pattern == '*' && *host != '.') {
            star = ++pattern;
            resume = ++host;
        } else if (*pattern && *pattern != '*' && *pattern == *host) {
            pattern++;
            host++;
        } else if (star && *resume != '.' && *resume) {
            pattern = star;
            host = ++resume;
        } else {
            return false;
        }
    }
    return !*pattern;
}

bool tunnel_is_link_local(uint8_t family, const uint8_t bytes[16])
{
    return (family == 4 && bytes[0] == 169 && bytes[1] == 254) ||
           (family == 6 && bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80);
}
