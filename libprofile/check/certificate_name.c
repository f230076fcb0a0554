/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is this the certificate of that host? As the client verifies names, 003:L9028-9045. */
#include "check/certificate_index.h"
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

/* ---- many certificates -------------------------------------------------------------------------
 */

typedef void enter(acp_certificate_index *index, acp_slice name, void *thing);

static void enter_first(acp_arena *arena, acp_names *names, acp_slice name, void *thing)
{
    if (name.ptr && !acp_names_find(names, name))
        acp_names_enter(names, arena, name, thing);
}

static void enter_name(acp_certificate_index *index, acp_slice name, void *thing)
{
    if (acp_wildcard_of(name) == ACP_WILDCARD_IGNORED)
        return;
    name.ptr = acp_arena_lower(index->arena, name.ptr, name.len);
    enter_first(index->arena, &index->names, name, thing);
}

static void enter_address(acp_certificate_index *index, acp_slice text, void *thing)
{
    unsigned char bytes[16];
    size_t size = acp_ip_bytes(text.ptr, text.len, bytes);
    char *copy = size ? acp_arena_copy(index->arena, (const char *)bytes, size) : NULL;
    enter_first(index->arena, &index->addresses, (acp_slice){copy, size}, thing);
}

static void enter_all(acp_certificate_index *index, acp_text_list names, void *thing, enter *one)
{
    for (size_t i = 0; i < names.count; i++)
        one(index, names.items[i], thing);
}

void acp_certificate_index_enter(acp_certificate_index *index, const acp_certificate *certificate,
                                 void *thing)
{
    acp_text_list names = certificate->dns_names, addresses = certificate->ip_addresses;
    acp_text_list cn = {certificate->common_names.items, certificate->common_names.count > 0};
    bool named = names.count, by_address = named || addresses.count;
    enter_all(index, named ? names : cn, thing, enter_name);
    enter_all(index, by_address ? addresses : cn, thing, enter_address);
}

void acp_certificate_index_find(const acp_certificate_index *index, acp_slice host, void *found[2])
{
    unsigned char bytes[16];
    host = without_brackets(host);
    found[0] = found[1] = NULL;
    size_t size = acp_ip_bytes(host.ptr, host.len, bytes);
    if (size) {
        found[0] = acp_names_find(&index->addresses, (acp_slice){(const char *)bytes, size});
        return;
    }
    char *name = acp_arena_lower(index->arena, host.ptr, host.len);
    if (!name)
        return;
    found[0] = acp_names_find(&index->names, (acp_slice){name, host.len});
    char *dot = memchr(name, '.', host.len);
    if (!dot || dot == name)
        return;
    dot[-1] = '*';
    acp_slice wildcard = {dot - 1, (size_t)(name + host.len - dot) + 1};
    found[1] = acp_names_find(&index->names, wildcard);
}
