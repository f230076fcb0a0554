/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: tunnel groups by URL and alias, and the hosts it answers to. All are looked up by a key, as
 * every entry of every profile asks. */
#include "headend/asa_read.h"

/* A command line of an ASA is shorter than this, so a longer name is not in its configuration. */
enum { KEY_SIZE = 1024 };

static bool append(char key[KEY_SIZE], size_t *used, acp_slice text)
{
    if (text.len > KEY_SIZE - *used)
        return false;
    if (text.len)
        memcpy(key + *used, text.ptr, text.len);
    *used += text.len;
    return true;
}

/* Two ways of writing one host have one key: names in lower case, addresses as their number. Empty:
 * it is too long. */
static acp_slice host_key(char key[KEY_SIZE], acp_slice host)
{
    acp_ip ip = acp_ip_parse(host);
    size_t used = 0;
    if (ip.family) {
        append(key, &used, (acp_slice){(const char *)&ip.family, 1});
        append(key, &used, (acp_slice){(const char *)ip.bytes, sizeof ip.bytes});
    } else if (append(key, &used, host)) {
        for (size_t i = 0; i < used; i++)
            key[i] = acp_lower(key[i]);
    }
    return (acp_slice){key, used};
}

static acp_slice url_key(char key[KEY_SIZE], acp_slice host, acp_slice path)
{
    size_t used = host_key(key, host).len;
    bool fits = used && append(key, &used, ACP_SLICE("/")) && append(key, &used, path);
    return (acp_slice){key, fits ? used : 0};
}

/* ---- what is looked up ------------------------------------------------------------------------
 */

/* Of several things of one key the first counts. */
static void enter(acp_asa_reader *reader, acp_asa_name_kind kind, acp_slice key, const void *thing)
{
    if (!key.len || acp_asa_named(reader, kind, key))
        return;
    char *copy = acp_arena_copy(reader->arena, key.ptr, key.len);
    if (copy)
        acp_asa_enter(reader, kind, (acp_slice){copy, key.len}, thing);
}

static void enter_host(acp_asa_reader *reader, acp_asa_name_kind kind, acp_slice host)
{
    char key[KEY_SIZE];
    enter(reader, kind, host_key(key, host), reader->asa);
}

static void enter_device(acp_asa_reader *reader, acp_slice host)
{
    enter_host(reader, ACP_ASA_NAME_HOST, host);
    enter_host(reader, ACP_ASA_NAME_DEVICE, host);
}

static void enter_tunnel(acp_asa_reader *reader, const acp_asa_tunnel *tunnel)
{
    char key[KEY_SIZE];
    for (const acp_asa_group_url *url = tunnel->urls; url; url = url->next) {
        enter_host(reader, ACP_ASA_NAME_HOST, url->host);
        if (url->enabled && tunnel->remote_access)
            enter(reader, ACP_ASA_NAME_URL, url_key(key, url->host, url->path), tunnel);
    }
    for (const acp_asa_group_alias *at = tunnel->aliases; at; at = at->next)
        if (at->enabled && tunnel->remote_access)
            enter(reader, ACP_ASA_NAME_ALIAS, at->alias.text, tunnel);
}

static void enter_interface(acp_asa_reader *reader, const acp_asa_interface *interface)
{
    if (interface->ip.family)
        enter_device(reader, interface->address.text);
    for (size_t i = 0; i < interface->ipv6.count; i++)
        if (acp_ip_parse(interface->ipv6.items[i].text).family)
            enter_device(reader, interface->ipv6.items[i].text);
}

void acp_asa_index_hosts(acp_asa_reader *reader)
{
    const acp_asa *asa = reader->asa;
    for (const acp_asa_tunnel *tunnel = asa->tunnels; tunnel; tunnel = tunnel->next)
        enter_tunnel(reader, tunnel);
    for (const acp_asa_trustpoint *at = asa->trustpoints; at; at = at->next) {
        enter_host(reader, ACP_ASA_NAME_HOST, at->fqdn.text);
        enter_host(reader, ACP_ASA_NAME_HOST, at->cn.text);
    }
    for (const acp_asa_interface *at = asa->interfaces; at; at = at->next)
        enter_interface(reader, at);
    if (asa->load_balancing.ip.family)
        enter_host(reader, ACP_ASA_NAME_HOST, asa->load_balancing.address.text);
    if (asa->hostname.text.len && asa->domain_name.text.len) {
        const char *name =
            acp_arena_printf(reader->arena, "%.*s.%.*s", ACP_SLICE_ARGS(asa->hostname.text),
                             ACP_SLICE_ARGS(asa->domain_name.text));
        if (name)
            enter_device(reader, acp_slice_of(name));
    }
}

/* ---- looking up -------------------------------------------------------------------------------
 */

static void *find(const acp_asa *asa, acp_asa_name_kind kind, acp_slice key)
{
    return key.len ? acp_names_find(&asa->own->names[kind], key) : NULL;
}

const acp_asa_tunnel *acp_asa_tunnel_by_url(const acp_asa *asa, acp_slice host, acp_slice path)
{
    char key[KEY_SIZE];
    return find(asa, ACP_ASA_NAME_URL, url_key(key, host, path));
}

const acp_asa_tunnel *acp_asa_tunnel_by_alias(const acp_asa *asa, acp_slice alias)
{
    return find(asa, ACP_ASA_NAME_ALIAS, alias);
}

const acp_asa_tunnel *acp_asa_tunnel_of_entry(const acp_asa *asa, acp_slice host,
                                              acp_slice user_group, bool ipsec)
{
    if (ipsec && user_group.len) {
        const acp_asa_tunnel *tunnel = acp_asa_find_tunnel(asa, user_group);
        return tunnel && tunnel->remote_access ? tunnel : NULL;
    }
    const acp_asa_tunnel *tunnel = acp_asa_tunnel_by_url(asa, host, user_group);
    return tunnel || !user_group.len ? tunnel : acp_asa_tunnel_by_alias(asa, user_group);
}

bool acp_asa_serves_host(const acp_asa *asa, acp_slice host)
{
    char key[KEY_SIZE];
    return find(asa, ACP_ASA_NAME_HOST, host_key(key, host));
}

bool acp_asa_is_device(const acp_asa *asa, acp_slice host)
{
    char key[KEY_SIZE];
    return find(asa, ACP_ASA_NAME_DEVICE, host_key(key, host));
}
