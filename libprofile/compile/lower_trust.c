/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Servers that prove a trusted network. */
#include "check/certificate.h"
#include "compile/lower.h"
#include "libtunnel/address.h"

static acp_slice value_of(const acp_node *server, tunnel_setting setting)
{
    const acp_node *node = acp_source_child(server, setting);
    return node ? node->value : (acp_slice){"", 0};
}

static uint32_t port_of(acp_slice text, uint32_t fallback)
{
    uint32_t port = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || port > UINT16_MAX)
            return fallback;
        port = port * 10 + (uint32_t)(text.ptr[i] - '0');
    }
    return port && port <= UINT16_MAX ? port : fallback;
}

static acp_slice copy_host(acp_builder *builder, const tunnel_host *host)
{
    size_t length = strlen(host->host);
    return (acp_slice){acp_arena_copy(&builder->arena, host->host, length), length};
}

static void read_hash(acp_slice text, acp_compiled_server *server)
{
    server->has_hash = acp_hash_read(text, server->hash, sizeof server->hash);
    if (!server->has_hash)
        memset(server->hash, 0, sizeof server->hash);
}

static void read_server(acp_builder *builder, const acp_source *source, const acp_node *node,
                        acp_compiled_server *server)
{
    acp_slice address = value_of(node, VPN_ADDRESS), port = value_of(node, VPN_PORT);
    tunnel_host host;
    tunnel_host_parse((tunnel_text_t){address.ptr, address.len}, &host);
    bool bare = host.family == 6 && address.ptr[0] != '[';
    const char *text =
        acp_arena_printf(&builder->arena, "%s%.*s%s:%.*s", bare ? "[" : "", ACP_SLICE_ARGS(address),
                         bare ? "]" : "", ACP_SLICE_ARGS(port));
    *server = (acp_compiled_server){
        .text = acp_slice_of(text),
        .host = copy_host(builder, &host),
        .port = port_of(port, host.port),
        .origin = acp_origin_of(source, node),
    };
    read_hash(value_of(node, VPN_CERTIFICATE_HASH), server);
}

typedef void server_reader(acp_builder *builder, const acp_source *source, const acp_node *node,
                           acp_compiled_server *server);

static void read_all(acp_builder *builder, const acp_source *source, const acp_node *first,
                     server_reader *read, acp_values *values)
{
    size_t count = 0, used = 0;
    for (const acp_node *node = first; node; node = node->same)
        count++;
    acp_compiled_server *servers = acp_arena_alloc(&builder->arena, (count + 1) * sizeof *servers);
    for (const acp_node *node = first; servers && node; node = node->same)
        read(builder, source, node, &servers[used++]);
    values->servers = servers;
    values->server_count = used;
}

void acp_values_read_servers(acp_builder *builder, const acp_source *source, acp_values *values)
{
    read_all(builder, source, acp_source_first(source, VPN_TRUSTED_HTTPS_SERVER), read_server,
             values);
    if (!values->server_count)
        values->of[VPN_TRUSTED_HTTPS_SERVER_LIST] = (acp_compiled){0};
}

static void read_nvm_server(acp_builder *builder, const acp_source *source, const acp_node *node,
                            acp_compiled_server *server)
{
    acp_slice url = value_of(node, NVM_URL);
    tunnel_host host;
    tunnel_https_parse((tunnel_text_t){url.ptr, url.len}, &host);
    *server = (acp_compiled_server){
        .text = url,
        .host = copy_host(builder, &host),
        .port = host.port <= UINT16_MAX ? host.port : 0,
        .origin = acp_origin_of(source, node),
    };
    read_hash(value_of(node, NVM_CERTIFICATE_HASH), server);
}

void acp_values_read_nvm_servers(acp_builder *builder, const acp_source *source, acp_values *values)
{
    read_all(builder, source, acp_source_first(source, NVM_TRUSTED_SERVER), read_nvm_server,
             values);
}
