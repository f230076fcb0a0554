/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Value types: numbers, hashes, OIDs, items of the profile's lists, and the table of all types. */
#include "schema/types.h"

static bool is_boolean(const char *text, size_t length)
{
    acp_slice value = {text, length};
    return acp_slice_is(value, "true") || acp_slice_is(value, "false");
}

/* Digits with a sign if allowed, at most as many significant ones as fit 64 bits. */
static bool is_number(acp_slice text, bool sign, uint64_t *value)
{
    if (sign && text.len && (text.ptr[0] == '+' || text.ptr[0] == '-')) {
        text.ptr++;
        text.len--;
    }
    *value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!acp_is_digit(text.ptr[i]) || *value > (INT64_MAX - 9) / 10)
            return false;
        *value = *value * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    return text.len > 0;
}

static bool is_integer(const char *text, size_t length)
{
    uint64_t value;
    return is_number((acp_slice){text, length}, true, &value);
}

static bool is_unsigned(const char *text, size_t length)
{
    uint64_t value;
    return is_number((acp_slice){text, length}, false, &value) && value <= UINT32_MAX;
}

/* Digits separated by single dots, no leading zeros, at least two arcs; the first is 0, 1 or 2 and
 * the second below 40 under 0 and 1. */
static bool is_oid(const char *text, size_t length)
{
    acp_slice rest = {text, length};
    unsigned first = 0;
    for (unsigned arc = 0;; arc++) {
        const char *dot = rest.len ? memchr(rest.ptr, '.', rest.len) : NULL;
        size_t digits = dot ? (size_t)(dot - rest.ptr) : rest.len;
        if (digits == 0 || (digits > 1 && rest.ptr[0] == '0'))
            return false;
        unsigned start = 0; /* of the arc, enough to compare with 39 */
        for (size_t i = 0; i < digits; i++) {
            if (!acp_is_digit(rest.ptr[i]))
                return false;
            if (start < 100)
                start = start * 10 + (unsigned)(rest.ptr[i] - '0');
        }
        if (arc == 0)
            first = start;
        if ((arc == 0 && first > 2) || (arc == 1 && first < 2 && start > 39))
            return false;
        if (!dot)
            return arc > 0;
        rest = (acp_slice){dot + 1, rest.len - digits - 1};
    }
}

/* Number of hexadecimal digits, colons and white space apart; 0 if anything else is there. */
static size_t count_hex(const char *text, size_t length)
{
    size_t digits = 0;
    for (size_t i = 0; i < length; i++) {
        if (acp_hex_digit(text[i]) >= 0)
            digits++;
        else if (text[i] != ':' && !acp_is_space(text[i]))
            return 0;
    }
    return digits;
}

static bool is_md5(const char *text, size_t length)
{
    return count_hex(text, length) == 32;
}

static bool is_sha1(const char *text, size_t length)
{
    return count_hex(text, length) == 40;
}

static bool is_sha256(const char *text, size_t length)
{
    return count_hex(text, length) == 64;
}

static bool is_sha512(const char *text, size_t length)
{
    return count_hex(text, length) == 128;
}

static bool is_thumbprint(const char *text, size_t length)
{
    return is_sha1(text, length) || is_md5(text, length);
}

/* 64 bytes are 86 Base64 characters and two of padding. */
static bool is_base64_of_64(const char *text, size_t length)
{
    size_t characters = 0, padding = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (acp_is_space(c))
            continue;
        if (c == '=') {
            padding++;
            continue;
        }
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (padding || (!letter && !acp_is_digit(c) && c != '+' && c != '/'))
            return false;
        characters++;
    }
    return characters == 86 && padding == 2;
}

static bool is_pin(const char *text, size_t length)
{
    return is_sha512(text, length) || is_base64_of_64(text, length);
}

/* What TrustedDNSDomains may list: name, *.name, *name. */
static bool is_dns_suffix(const char *text, size_t length)
{
    if (acp_is_ip(text, length))
        return false;
    if (length && text[0] == '*') {
        text++;
        length--;
    }
    if (length && text[0] == '.') {
        text++;
        length--;
    }
    return acp_is_dns_name(text, length);
}

/* *example.com reads like a wildcard but stands for example.com only. */
static bool is_dns_suffix_misread(const char *text, size_t length)
{
    return length > 1 && text[0] == '*' && text[1] != '.' && is_dns_suffix(text, length);
}

/* An IP literal as it would be with 0 for each * that stands for a whole part, and, behind a * at
 * the end, for all parts that follow. Writes at most 64 characters. */
static bool without_stars(acp_slice text, char separator, acp_slice *out, char buffer[64])
{
    size_t used = 0, parts = 1;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool alone = (i == 0 || text.ptr[i - 1] == separator) &&
                     (i + 1 == text.len || text.ptr[i + 1] == separator);
        if ((c == '*' && !alone) || used >= 40)
            return false;
        if (c == separator)
            parts++;
        buffer[used++] = c == '*' ? '0' : c;
    }
    if (text.ptr[text.len - 1] == '*') {
        if (separator == '.')
            for (; parts < 4; parts++, used += 2)
                memcpy(buffer + used, ".0", 2);
        else if (parts < 8 && !acp_slice_find(text, ACP_SLICE("::"))) {
            memcpy(buffer + used, "::", 2);
            used += 2;
        }
    }
    *out = (acp_slice){buffer, used};
    return true;
}

/* What TrustedDNSServers may list. A bare * would be any server and matches none. */
static bool is_ip_pattern(const char *text, size_t length)
{
    acp_slice pattern = {text, length}, literal;
    char buffer[64];
    if (length < 2)
        return false;
    if (memchr(text, ':', length))
        return without_stars(pattern, ':', &literal, buffer) &&
               acp_is_ipv6(literal.ptr, literal.len);
    return without_stars(pattern, '.', &literal, buffer) && acp_is_ipv4(literal.ptr, literal.len);
}

/* What AllowedHosts may list. */
static bool is_allowed_host(const char *text, size_t length)
{
    return acp_is_host(text, length) || acp_is_cidr(text, length);
}

/* What AuthorizedServerList may list: a host, or *. and a name. */
static bool is_server_name(const char *text, size_t length)
{
    if (length > 2 && text[0] == '*' && text[1] == '.')
        return acp_is_dns_name(text + 2, length - 2);
    return acp_is_host(text, length);
}

static bool is_email(const char *text, size_t length)
{
    const char *at = length ? memrchr(text, '@', length) : NULL;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] <= ' ' || text[i] == 0x7F)
            return false;
    return at && at > text && acp_is_dns_name(at + 1, length - (size_t)(at + 1 - text));
}

/* Two or more segments of letters, digits and _ that start with a letter, with dots between. */
bool acp_is_package(const char *text, size_t length)
{
    unsigned segments = 0;
    bool start = true;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        bool letter = acp_lower(c) >= 'a' && acp_lower(c) <= 'z';
        if (c == '.' && !start) {
            start = true;
        } else if (letter || (!start && ((c >= '0' && c <= '9') || c == '_'))) {
            segments += start;
            start = false;
        } else {
            return false;
        }
    }
    return !start && segments >= 2;
}

static bool is_uuid(const char *text, size_t length)
{
    if (length != 36)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? text[i] != '-' : acp_hex_digit(text[i]) < 0)
            return false;
    }
    return true;
}

/* What identifies an app on iOS and macOS: names with points between them. */
static bool is_app_id(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = acp_lower(text[i]);
        bool inner = i && i + 1 < length && text[i - 1] != '.';
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
              (c == '.' && inner)))
            return false;
    }
    return length && length <= 155;
}

static bool is_app_ids(const char *text, size_t length)
{
    return acp_is_list(text, length, is_app_id);
}

const acp_value_type acp_value_types[] = {
    {"boolean", is_boolean, "true or false"},
    {"integer", is_integer, "a whole number"},
    {"unsigned", is_unsigned, "a whole number from 0 to 4294967295"},
    {"port", acp_is_port, "a port from 1 to 65535"},
    {"ipv4", acp_is_ipv4, "an IPv4 address such as 192.0.2.1"},
    {"ipv6", acp_is_ipv6, "an IPv6 address such as 2001:db8::1"},
    {"ip", acp_is_ip, "an IPv4 or IPv6 address"},
    {"cidr", acp_is_cidr, "an address range such as 192.0.2.0/24 or 2001:db8::/32"},
    {"ipv4-range", acp_is_ipv4_range, "an IPv4 address or a range such as 192.0.2.0/24"},
    {"ipv6-range", acp_is_ipv6_range, "an IPv6 address or a range such as 2001:db8::/32"},
    {"link-local", acp_is_link_local, "an address in 169.254.0.0/16 or fe80::/10"},
    {"not-public", acp_is_not_public, "a private, shared or loopback address"},
    {"fqdn", acp_is_fqdn, "a DNS name with a domain, such as vpn.example.com"},
    {"dns-name", acp_is_dns_name, "a DNS name"},
    {"host", acp_is_host, "a DNS name or an IP address"},
    {"host-pattern", acp_is_host_pattern, "an address, or a DNS name with * inside a label"},
    {"address", acp_is_address,
     "HOST, HOST:PORT or https://HOST:PORT/PATH, an IPv6 address in brackets if a port follows"},
    {"url", acp_is_url, "a URL such as https://www.example.com/path"},
    {"http-url", acp_is_http_url,
     "a DNS name with a domain, an IP address, or an http or https URL with one"},
    {"oid", is_oid, "an OID such as 1.3.6.1.5.5.7.3.11"},
    {"md5", is_md5, "an MD5 hash: 32 hexadecimal digits"},
    {"sha1", is_sha1, "a SHA-1 hash: 40 hexadecimal digits"},
    {"sha256", is_sha256, "a SHA-256 hash: 64 hexadecimal digits"},
    {"sha512", is_sha512, "a SHA-512 hash: 128 hexadecimal digits"},
    {"thumbprint", is_thumbprint, "40 (SHA-1) or 32 (MD5) hexadecimal digits"},
    {"pin", is_pin, "a SHA-512 hash: 128 hexadecimal digits, or Base64 of 64 bytes"},
    {"dns-suffix", is_dns_suffix, "a DNS suffix such as example.com or *.example.com"},
    {"dns-suffix-misread", is_dns_suffix_misread, "a DNS suffix that begins with * and no dot"},
    {"ip-pattern", is_ip_pattern,
     "an IP address in which * may stand for whole parts, such as 192.0.2.*"},
    {"allowed-host", is_allowed_host, "an IP address, an address range or a DNS name"},
    {"server-name", is_server_name, "a DNS name, an IP address, or *. and a domain"},
    {"ipv4-pool", acp_is_ipv4_pool,
     "IPv4 addresses as FIRST-LAST/PREFIX or NETWORK/PREFIX, such as 192.0.2.10-192.0.2.99/24"},
    {"networks", acp_is_networks,
     "networks with commas between them, such as 192.0.2.0/24,2001:db8::/32, no bits behind the "
     "prefix"},
    {"ipv4-networks", acp_is_ipv4_networks,
     "IPv4 networks with commas between them, such as 192.0.2.0/24, no bits behind the prefix"},
    {"ip-list", acp_is_ip_list, "IP addresses with commas between them"},
    {"ipv4-list", acp_is_ipv4_list, "IPv4 addresses with commas between them"},
    {"domain-list", acp_is_domain_list, "DNS names with commas between them"},
    {"email", is_email, "a mail address such as help@example.com"},
    {"package-list", acp_is_package_list,
     "names of Android packages with commas between them, such as com.example.mail"},
    {"uuid", is_uuid, "a UUID such as 0D2D93F1-7BB5-5C0E-8A53-3B0D2A7C0A11"},
    {"app-id", is_app_id, "an identifier such as com.example.mail"},
    {"app-ids", is_app_ids, "identifiers such as com.example.mail with commas between them"},
    {"headend-name", acp_is_headend_name, "up to 64 ASCII characters without \" and ?"},
    {"headend-word", acp_is_headend_word, "up to 64 ASCII characters without blanks, \" and ?"},
    {"headend-words", acp_is_headend_words, "words with commas between them, without \" and ?"},
    {"version", acp_is_version, "numbers with dots between them, such as 5.1.10.233"},
    {"three-part-version", acp_is_three_part_version,
     "three numbers with dots between them, such as 5.1.2"},
    {"dh-groups", acp_is_dh_groups,
     "numbers of Diffie-Hellman groups with commas between them, such as 20,19"},
    {NULL, NULL, NULL},
};

const acp_value_type *acp_value_type_find(const char *name, size_t length)
{
    for (const acp_value_type *type = acp_value_types; type->name; type++)
        if (acp_slice_is((acp_slice){name, length}, type->name))
            return type;
    return NULL;
}
