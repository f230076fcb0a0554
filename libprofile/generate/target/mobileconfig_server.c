/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The server value of a connection on iOS: [ipsec://][METHOD[:IDENTITY]@]HOST[:PORT][/GROUP] */
#include "generate/target/mobileconfig.h"
#include "schema/schema.h"

static acp_slice value_of(const acp_entry *entry, const char *path)
{
    return acp_member_value_below(entry->member, entry->node, path);
}

#define STANDARD "PrimaryProtocol/StandardAuthenticationOnly"

acp_ipsec_method acp_mobileconfig_method(const acp_entry *entry)
{
    if (!entry->ipsec || !acp_slice_is(value_of(entry, STANDARD), "true"))
        return ACP_METHOD_NONE;
    return acp_ipsec_method_of(value_of(entry, STANDARD "/AuthMethodDuringIKENegotiation"), false);
}

/* Without one it is the client's own, which needs not be said. */
static void put_method(const acp_entry *entry, acp_buffer *out)
{
    acp_slice identity = value_of(entry, STANDARD "/IKEIdentity");
    acp_ipsec_method method = acp_mobileconfig_method(entry);
    if (method == ACP_METHOD_NONE)
        return;
    acp_buffer_puts(out, acp_ipsec_method_name(method));
    if (identity.len && acp_ipsec_method_takes_identity(method)) {
        acp_buffer_putc(out, ':');
        acp_server_put_identity(out, identity);
    }
    acp_buffer_putc(out, '@');
}

static void put_port(acp_job *job, const acp_entry *entry, acp_buffer *out)
{
    acp_address parts;
    if (!acp_address_parse(entry->at->value, &parts) || !parts.port.len)
        return;
    if (!entry->ipsec) {
        acp_buffer_printf(out, ":%.*s", ACP_SLICE_ARGS(parts.port));
        return;
    }
    const acp_document *document = entry->member->document;
    const char *path = acp_node_path(&job->out->arena, document, entry->at, NULL);
    acp_output_ignore(job->out, entry->member->name, acp_node_position(document, entry->at),
                      path ? path : "", "with IPsec the client for iOS has a port of its own");
}

/* A group of its own is any text, the path of an address a piece of a URL already. */
static void put_group(const acp_entry *entry, acp_buffer *out)
{
    if (!entry->group.len)
        return;
    acp_buffer_putc(out, '/');
    if (entry->group_at == entry->at)
        acp_buffer_add(out, entry->group.ptr, entry->group.len);
    else
        acp_server_put_group(out, entry->group);
}

bool acp_mobileconfig_server(acp_job *job, const acp_entry *entry, acp_buffer *out)
{
    acp_server read;
    const char *at = NULL;
    if (!entry->at || !entry->host.len) {
        acp_output_refuse(job->out, "%s:%u: the entry has no address that can be connected to",
                          entry->member->name,
                          acp_node_position(entry->member->document, entry->node).line);
        return false;
    }
    if (entry->ipsec) {
        acp_buffer_puts(out, "ipsec://");
        put_method(entry, out);
    }
    bool brackets = memchr(entry->host.ptr, ':', entry->host.len);
    acp_buffer_printf(out, "%s%.*s%s", brackets ? "[" : "", ACP_SLICE_ARGS(entry->host),
                      brackets ? "]" : "");
    put_port(job, entry, out);
    put_group(entry, out);
    if (out->failed)
        return false;
    const char *wrong = acp_server_parse((acp_slice){out->text, out->length}, &read, &at);
    if (wrong)
        acp_output_refuse(job->out, "%s: '%s' cannot be the server of a connection: %s",
                          entry->member->name, out->text, wrong);
    return !wrong;
}
