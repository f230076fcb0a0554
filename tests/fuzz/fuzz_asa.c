/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Running configurations of an ASA: read, and all that rules ask of the model. */
#include "fuzz_headend.h"
#include "headend/asa.h"

static void policies(const acp_document *document, const acp_asa *asa)
{
    for (const acp_asa_policy *policy = asa->policies; policy; policy = policy->next) {
        if (acp_asa_find_policy(asa, policy->name.text) != policy)
            abort();
        fuzz_list(document, policy->banner);
        for (unsigned setting = 0; setting < ACP_GP_COUNT; setting++) {
            acp_asa_value value = acp_asa_policy_value(asa, policy, setting);
            fuzz_value(document, value.value);
            fuzz_list(document, value.items);
        }
        for (const acp_asa_custom *custom = policy->customs; custom; custom = custom->next)
            fuzz_value(document, custom->name);
        const acp_asa_attached *attached = acp_asa_policy_profiles(asa, policy);
        for (; attached; attached = acp_asa_next_attached(attached)) {
            fuzz_value(document, attached->name);
            acp_asa_find_profile(asa, attached->name.text);
        }
        acp_asa_policy_custom_text(asa, policy, "perapp");
    }
}

static void tunnels(const acp_document *document, const acp_asa *asa)
{
    for (const acp_asa_tunnel *tunnel = asa->tunnels; tunnel; tunnel = tunnel->next) {
        for (unsigned setting = 0; setting < ACP_TG_COUNT; setting++) {
            acp_asa_value value = acp_asa_tunnel_value(asa, tunnel, setting);
            fuzz_value(document, value.value);
            fuzz_list(document, value.items);
        }
        acp_asa_tunnel_policy(asa, tunnel);
        acp_asa_tunnel_authentication(asa, tunnel, NULL);
        acp_asa_tunnel_has_pool(asa, tunnel, 4, NULL);
        for (const acp_asa_group_url *url = tunnel->urls; url; url = url->next) {
            fuzz_value(document, url->url);
            if (url->host.len && !acp_asa_serves_host(asa, url->host))
                abort();
            if (url->enabled && tunnel->remote_access &&
                !acp_asa_tunnel_by_url(asa, url->host, url->path) && url->host.len)
                abort();
            acp_asa_tunnel_of_entry(asa, url->host, url->path, false);
        }
    }
}

static bool count(acp_ip_range range, void *data)
{
    if (!acp_ip_contains(range, range))
        abort();
    return ++*(size_t *)data < 100;
}

static void access(const acp_document *document, const acp_asa *asa)
{
    size_t ranges = 0;
    for (const acp_asa_acl *acl = asa->acls; acl; acl = acl->next) {
        acp_asa_acl_expanded(asa, acl, 4);
        acp_asa_acl_expanded(asa, acl, 6);
        for (const acp_asa_ace *ace = acl->entries; ace; ace = ace->next) {
            fuzz_value(document, ace->protocol);
            fuzz_value(document, ace->source.value);
            fuzz_value(document, ace->destination_port.value);
            acp_asa_address_ranges(asa, &ace->source, count, &ranges);
        }
    }
    for (const acp_asa_nat *nat = asa->nats; nat; nat = nat->next) {
        fuzz_value(document, nat->mapped_if);
        fuzz_value(document, nat->real_to);
        acp_asa_named_ranges(asa, nat->real.text, count, &ranges);
    }
}

static void rest(const acp_document *document, const acp_asa *asa)
{
    for (const acp_asa_custom_data *data = asa->custom_data; data; data = data->next)
        if (acp_asa_find_custom_data(asa, data->type.text, data->name.text) != data)
            abort();
    for (const acp_asa_trustpoint *at = asa->trustpoints; at; at = at->next)
        fuzz_value(document, at->cn);
    for (const acp_asa_crypto_map *map = asa->crypto_maps; map; map = map->next)
        fuzz_value(document, map->interface);
    for (const acp_asa_ssl_cipher *cipher = asa->ssl.ciphers; cipher; cipher = cipher->next)
        fuzz_list(document, cipher->suites);
    for (const acp_asa_aaa_server *server = asa->aaa_servers; server; server = server->next)
        for (const acp_asa_aaa_host *host = server->hosts; host; host = host->next)
            fuzz_value(document, host->interface);
    for (const acp_asa_interface *at = asa->interfaces; at; at = at->next)
        fuzz_list(document, at->ipv6);
    acp_asa_ssl_on(asa, acp_slice_of("outside"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    acp_document *document = fuzz_text(data, size);
    acp_asa *asa;
    if (!document)
        return 0;
    if (acp_asa_read(document, &asa) != ACP_OK)
        abort();
    fuzz_lines(document, &asa->lines);
    policies(document, asa);
    tunnels(document, asa);
    access(document, asa);
    rest(document, asa);
    acp_asa_free(asa);
    acp_document_free(document);
    return 0;
}
