/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is this the certificate of that host? As the client verifies names, 003:L9028-9045. */
#include "check/certificate.h"
#include "schema/types.h"

acp_wildcard acp_wildcard_of(acp_slice name)
{
    if (!name.len || !memchr(name.ptr, '*', name.len))
        return ACP_WILDCARD_NONE;
    acp_slice rest = {name.ptr + 1, name.len - 1};
    if (name.ptr[0] != '*' || !rest.len || rest.ptr[0] != '.' || memchr(rest.ptr, '*', rest.len))
        return ACP_WILDCARD_IGNORED;
    rest = (acp_slice){rest.ptr + 1, rest.len - 1};
    const char *dot = rest.len ? memchr(rest.ptr, '.', rest.len) : NULL;
    bool two_labels = dot && dot > rest.ptr && dot + 1 < rest.ptr + rest.len;
    return two_labels ? ACP_WILDCARD_LABEL : ACP_WILDCARD_IGNORED;
}

static bool name_covers(acp_slice name, acp_slice host)
{
    acp_wildcard wildcard = acp_wildcard_of(name);
    if (wildcard == ACP_WILDCARD_NONE)
        return acp_slice_equal_nocase(name, host);
    const char *dot = host.len ? memchr(host.ptr, '.', host.len) : NULL;
    if (wildcard == ACP_WILDCARD_IGNORED || !dot || dot == host.ptr)
        return false;
    acp_slice below = {dot, (size_t)(host.ptr + host.len - dot)};
    return acp_slice_equal_nocase((acp_slice){name.ptr + 1, name.len - 1}, below);
}

static acp_slice without_brackets(acp_slice host)
{
    if (host.len > 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']')
        return (acp_slice){host.ptr + 1, host.len - 2};
    return host;
}

static bool same_address(acp_slice a, acp_slice b)
{
    unsigned char left[16], right[16];
    size_t size = acp_ip_bytes(a.ptr, a.len, left);
    return size && acp_ip_bytes(b.ptr, b.len, right) == size && memcmp(left, right, size) == 0;
}

static bool one_covers(const acp_text_list *names, acp_slice host,
                       bool (*covers)(acp_slice name, acp_slice host))
{
    size_t i = 0;
    while (i < names->count && !covers(names->items[i], host))
        i++;
    return i < names->count;
}

bool acp_certificate_cn_is_for(const acp_certificate *certificate, acp_slice host)
{
    host = without_brackets(host);
    if (!certificate->common_names.count)
        return false;
    acp_slice name = certificate->common_names.items[0];
    return acp_is_ip(host.ptr, host.len) ? same_address(name, host) : name_covers(name, host);
}

bool acp_certificate_is_for(const acp_certificate *certificate, acp_slice host,
                            acp_name_source *source)
{
    host = without_brackets(host);
    bool address = acp_is_ip(host.ptr, host.len);
    const acp_text_list *names = &certificate->dns_names, *addresses = &certificate->ip_addresses;
    acp_name_source used = certificate->common_names.count ? ACP_NAMES_CN : ACP_NAMES_NONE;
    if (names->count || (address && addresses->count))
        used = ACP_NAMES_SAN;
    if (source)
        *source = used;
    if (used != ACP_NAMES_SAN)
        return acp_certificate_cn_is_for(certificate, host);
    return address ? one_covers(addresses, host, same_address)
                   : one_covers(names, host, name_covers);
}
