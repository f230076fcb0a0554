/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: from the tree of lines to the model. */
#include "headend/asa.h"

#include <stdlib.h>

#include "headend/asa_read.h"
#include "headend/shared.h"

static void read_interface(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_interface *interface = ACP_ASA_NEW(reader, acp_asa_interface);
    if (!interface || line->no || line->count < 2)
        return;
    interface->line = line;
    interface->name = acp_asa_word(reader, line, 1);
    for (const acp_line *at = line->first; at; at = at->next) {
        acp_cli value = acp_asa_setting(reader, at, 1);
        if (acp_asa_has(reader, at, 0, "nameif"))
            interface->nameif = value;
        else if (acp_asa_has(reader, at, 0, "security-level"))
            interface->security = value;
        else if (acp_asa_has(reader, at, 0, "shutdown"))
            interface->shutdown = !at->no;
        else if (acp_asa_has(reader, at, 0, "ip address *")) {
            interface->address = at->no ? value : acp_asa_word(reader, at, 2);
            interface->mask = at->no ? value : acp_asa_word(reader, at, 3);
        }
    }
    interface->ip = acp_ip_parse(interface->address.text);
    interface->ipv6 = acp_ipv6_addresses(reader->arena, reader->document, line);
    if (interface->nameif.line)
        acp_asa_enter(reader, ACP_ASA_NAME_INTERFACE, interface->nameif.text, interface);
    ACP_ASA_APPEND(reader->interfaces, interface);
}

static void read_load_balancing(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_load_balancing *balancing = &reader->asa->load_balancing;
    if (line->no)
        return;
    if (!balancing->line)
        balancing->line = line;
    for (const acp_line *at = line->first; at; at = at->next) {
        if (acp_asa_has(reader, at, 0, "participate"))
            balancing->participate = acp_asa_setting(reader, at, 0);
        else if (acp_asa_has(reader, at, 0, "cluster ip address *"))
            balancing->address = acp_asa_setting(reader, at, 3);
        else if (acp_asa_has(reader, at, 0, "redirect-fqdn enable"))
            balancing->redirect_fqdn = acp_asa_setting(reader, at, 1);
        else if (acp_asa_has(reader, at, 0, "priority *"))
            balancing->priority = acp_asa_setting(reader, at, 1);
    }
    balancing->ip = acp_ip_parse(balancing->address.text);
}

static acp_asa_item *new_item(acp_asa_reader *reader, const acp_line *line, uint32_t word)
{
    acp_asa_item *item = line->no || word >= line->count ? NULL : ACP_ASA_NEW(reader, acp_asa_item);
    if (item) {
        item->line = line;
        item->value = acp_asa_word(reader, line, word);
    }
    return item;
}

static void read_ntp(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_item *item = acp_asa_has(reader, line, 1, "server") ? new_item(reader, line, 2) : NULL;
    if (item)
        ACP_ASA_APPEND(reader->ntp_servers, item);
}

static void read_dap(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_item *item = new_item(reader, line, 1);
    if (item)
        ACP_ASA_APPEND(reader->dap_records, item);
}

static void read_address_name(acp_asa_reader *reader, const acp_line *line)
{
    if (!line->no)
        acp_asa_enter(reader, ACP_ASA_NAME_ADDRESS, acp_asa_word(reader, line, 2).text, line);
}

/* hostname, version and the like, which stand once */
static void read_single(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa *asa = reader->asa;
    const struct {
        const char *command;
        uint32_t word;
        acp_cli *value;
    } rows[] = {{"ASA Version *|PIX Version *", 2, &asa->version},
                {"Hardware: *", 1, &asa->hardware},
                {"hostname *", 1, &asa->hostname},
                {"domain-name *", 1, &asa->domain_name}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (acp_asa_has(reader, line, 0, rows[i].command))
            *rows[i].value = acp_asa_setting(reader, line, rows[i].word);
    if (acp_asa_has(reader, line, 0, "vpn-addr-assign"))
        asa->vpn_addr_assign = acp_asa_setting_words(reader, line, 1);
}

static void read_line(acp_asa_reader *reader, const acp_line *line)
{
    static const struct {
        const char *command;
        void (*read)(acp_asa_reader *reader, const acp_line *line);
    } rows[] = {
        {"interface *", read_interface},
        {"ip local pool", acp_asa_read_pool},
        {"ipv6 local pool", acp_asa_read_ipv6_pool},
        {"access-list *|ipv6 access-list *", acp_asa_read_access_list},
        {"object network *|object service *", acp_asa_read_object},
        {"object-group * *", acp_asa_read_object_group},
        {"name * *", read_address_name},
        {"nat *", acp_asa_read_nat},
        {"webvpn", acp_asa_read_webvpn},
        {"anyconnect-custom-data", acp_asa_read_custom_data},
        {"group-policy *", acp_asa_read_policy},
        {"tunnel-group *", acp_asa_read_tunnel},
        {"tunnel-group-map|certificate-group-map", acp_asa_read_map_rule},
        {"vpn load-balancing", read_load_balancing},
        {"aaa-server *", acp_asa_read_aaa_server},
        {"username *", acp_asa_read_user},
        {"crypto|isakmp", acp_asa_read_crypto},
        {"ssl", acp_asa_read_ssl},
        {"ntp", read_ntp},
        {"dynamic-access-policy-record", read_dap},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (acp_asa_has(reader, line, 0, rows[i].command)) {
            rows[i].read(reader, line);
            return;
        }
    }
    read_single(reader, line);
}

static acp_asa_reader reader_of(acp_asa *asa)
{
    return (acp_asa_reader){
        .asa = asa,
        .own = asa->own,
        .document = asa->document,
        .arena = &asa->own->arena,
        .interfaces = &asa->interfaces,
        .ntp_servers = &asa->ntp_servers,
        .dap_records = &asa->dap_records,
        .ikev2_trustpoints = &asa->ikev2_trustpoints,
        .pools = &asa->pools,
        .ipv6_pools = &asa->ipv6_pools,
        .acls = &asa->acls,
        .objects = &asa->objects,
        .object_groups = &asa->object_groups,
        .nats = &asa->nats,
        .enables = &asa->webvpn.enables,
        .images = &asa->webvpn.images,
        .profiles = &asa->webvpn.profiles,
        .custom_attrs = &asa->webvpn.custom_attrs,
        .saml_idps = &asa->webvpn.saml_idps,
        .custom_data = &asa->custom_data,
        .policies = &asa->policies,
        .tunnels = &asa->tunnels,
        .map_rules = &asa->map_rules,
        .aaa_servers = &asa->aaa_servers,
        .users = &asa->users,
        .trustpoints = &asa->trustpoints,
        .certificates = &asa->certificates,
        .ikev2_policies = &asa->ikev2_policies,
        .ikev2_enables = &asa->ikev2_enables,
        .ipsec_proposals = &asa->ipsec_proposals,
        .crypto_maps = &asa->crypto_maps,
        .ssl_trustpoints = &asa->ssl.trustpoints,
        .ssl_ciphers = &asa->ssl.ciphers,
    };
}

static acp_status read_model(acp_asa *asa)
{
    acp_arena *arena = &asa->own->arena;
    acp_status status = acp_lines_read(asa->document, &acp_asa_dialect, arena, &asa->lines);
    if (status != ACP_OK)
        return status;
    acp_asa_reader reader = reader_of(asa);
    for (const acp_line *line = asa->lines.first; line; line = line->next)
        read_line(&reader, line);
    acp_asa_join_custom_data(&reader);
    acp_asa_count_groups(&reader);
    acp_asa_bind_crypto_maps(&reader);
    acp_asa_index_hosts(&reader);
    asa->known_lines = asa->lines.known;
    asa->other_kind = asa->lines.foreign_signs > asa->lines.own_signs;
    asa->software = acp_release_parse(asa->version.text);
    return arena->failed ? ACP_NO_MEMORY : ACP_OK;
}

acp_status acp_asa_read(acp_document *document, acp_asa **out)
{
    *out = NULL;
    acp_asa *asa = calloc(1, sizeof *asa);
    struct acp_asa_private *own = calloc(1, sizeof *own);
    if (!asa || !own) {
        free(asa);
        free(own);
        return ACP_NO_MEMORY;
    }
    asa->document = document;
    asa->own = own;
    acp_status status = read_model(asa);
    if (status == ACP_OK)
        *out = asa;
    else
        acp_asa_free(asa);
    return status;
}

void acp_asa_free(acp_asa *asa)
{
    if (!asa)
        return;
    acp_arena_free(&asa->own->arena);
    free(asa->own);
    free(asa);
}
