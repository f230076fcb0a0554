/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "mobile/server.h"

#include "mobile/link.h"
#include "schema/schema.h"
#include "schema/types.h"

static const char *const names[] = {"EAP-AnyConnect", "EAP-GTC", "EAP-MD5", "EAP-MSCHAPv2",
                                    "IKE-RSA"};

acp_ipsec_method acp_ipsec_method_of(acp_slice name, bool loose)
{
    char plain[32];
    if (name.len >= sizeof plain)
        return ACP_METHOD_NONE;
    for (size_t i = 0; i < name.len; i++)
        plain[i] = loose && (name.ptr[i] == ' ' || name.ptr[i] == '_') ? '-' : name.ptr[i];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (acp_slice_equal_nocase((acp_slice){plain, name.len}, acp_slice_of(names[i])))
            return (acp_ipsec_method)i;
    return ACP_METHOD_NONE;
}

const char *acp_ipsec_method_name(acp_ipsec_method method)
{
    return names[method];
}

static const char *wrong(const char **at, const char *where, const char *what)
{
    *at = where;
    return what;
}

/* METHOD[:IDENTITY] before the last @: an identity may be a mail address. */
static void take_user(acp_slice *rest, acp_server *out)
{
    const char *slash = memchr(rest->ptr, '/', rest->len);
    size_t length = slash ? (size_t)(slash - rest->ptr) : rest->len;
    const char *at = memrchr(rest->ptr, '@', length);
    if (!at)
        return;
    acp_slice user = {rest->ptr, (size_t)(at - rest->ptr)};
    const char *colon = user.len ? memchr(user.ptr, ':', user.len) : NULL;
    out->method = (acp_slice){user.ptr, colon ? (size_t)(colon - user.ptr) : user.len};
    if (colon)
        out->identity = (acp_slice){colon + 1, (size_t)(user.ptr + user.len - colon - 1)};
    rest->len -= user.len + 1;
    rest->ptr = at + 1;
}

const char *acp_server_parse(acp_slice value, acp_server *out, const char **at)
{
    static const char scheme[] = "ipsec://";
    const size_t length = sizeof scheme - 1;
    acp_slice rest = value;
    acp_address address;
    *out = (acp_server){0};
    if (rest.len >= length &&
        acp_slice_equal_nocase((acp_slice){rest.ptr, length}, acp_slice_of(scheme))) {
        out->ipsec = true;
        rest = (acp_slice){rest.ptr + length, rest.len - length};
    }
    if (rest.len)
        take_user(&rest, out);
    if (out->method.ptr && !out->method.len)
        return wrong(at, out->method.ptr, "no method stands before @");
    if (!rest.len)
        return wrong(at, rest.ptr, "no host is named");
    if ((out->ipsec || out->method.ptr) && acp_slice_find(rest, ACP_SLICE("://")))
        return wrong(at, rest.ptr, "a second scheme stands here");
    if (!acp_address_parse(rest, &address)) {
        bool port = address.port.ptr && !acp_is_port(address.port.ptr, address.port.len);
        return wrong(at, port ? address.port.ptr : rest.ptr,
                     port ? "the port is no number from 1 to 65535"
                          : "this is no HOST[:PORT][/GROUP]");
    }
    out->host = address.host;
    if (address.port.len)
        out->port = address.port;
    if (address.path.len)
        out->group = address.path;
    return NULL;
}

#define SUB_DELIMITERS "!$&'()*+,;="

void acp_server_put_identity(acp_buffer *out, acp_slice identity)
{
    acp_link_encode_but(out, identity, SUB_DELIMITERS ":@");
}

void acp_server_put_group(acp_buffer *out, acp_slice group)
{
    acp_link_encode_but(out, group, SUB_DELIMITERS ":@/");
}
