/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IOS-XE: from the tree of lines to the model, and finding things in it. */
#include "headend/iosxe.h"

#include <stdlib.h>

#include "headend/iosxe_read.h"

/* NAME and the words behind it, which begin at the word at. */
static acp_iosxe_list *new_list(acp_iosxe_reader *reader, const acp_line *line, uint32_t at)
{
    acp_iosxe_list *list =
        line->no || at >= line->count ? NULL : ACP_IOSXE_NEW(reader, acp_iosxe_list);
    if (list) {
        list->line = line;
        list->name = acp_iosxe_word(reader, line, at);
        list->words = acp_iosxe_words(reader, line, at + 1);
    }
    return list;
}

static void read_login(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_list *list = new_list(reader, line, 3);
    if (!list)
        return;
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_LOGIN, list->name.text, list);
    ACP_IOSXE_APPEND(reader->logins, list);
}

static void read_network(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_list *list = new_list(reader, line, 3);
    if (!list)
        return;
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_NETWORK, list->name.text, list);
    ACP_IOSXE_APPEND(reader->networks, list);
}

static void read_profile_file(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_list *list = new_list(reader, line, 4);
    if (!list)
        return;
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_PROFILE_FILE, list->name.text, list);
    ACP_IOSXE_APPEND(reader->profiles, list);
}

static void read_user(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_list *list = new_list(reader, line, 1);
    if (list)
        ACP_IOSXE_APPEND(reader->users, list);
}

/* What stands once. */
static void read_single(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe *router = reader->router;
    const struct {
        const char *command;
        uint32_t word;
        acp_cli *value;
    } rows[] = {{"version *", 1, &router->version},
                {"hostname *", 1, &router->hostname},
                {"ip domain name *", 3, &router->domain_name},
                {"ip domain-name *", 2, &router->domain_name},
                {"aaa new-model", 1, &router->aaa_new_model}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (acp_iosxe_has(reader, line, 0, rows[i].command))
            *rows[i].value = acp_iosxe_value(reader, line, rows[i].word);
    if (acp_iosxe_has(reader, line, 0, "ip http server"))
        router->http_server = line;
    else if (acp_iosxe_has(reader, line, 0, "ip http secure-server"))
        router->http_secure_server = line;
    else if (acp_iosxe_has(reader, line, 0, "crypto ikev2 http-url cert"))
        router->http_url_cert = line;
}

static void read_line(acp_iosxe_reader *reader, const acp_line *line)
{
    static const struct {
        const char *command;
        void (*read)(acp_iosxe_reader *reader, const acp_line *line);
    } rows[] = {
        {"interface *", acp_iosxe_read_interface},
        {"aaa authentication login *", read_login},
        {"aaa authorization network *", read_network},
        {"crypto vpn anyconnect profile *", read_profile_file},
        {"username *", read_user},
        {"ip local pool", acp_iosxe_read_pool},
        {"ip access-list standard|ip access-list extended", acp_iosxe_read_acl},
        {"access-list *", acp_iosxe_read_numbered_acl},
        {"ip nat inside source", acp_iosxe_read_nat},
        {"crypto pki trustpoint *", acp_iosxe_read_trustpoint},
        {"crypto pki import * pkcs12", acp_iosxe_read_import},
        {"crypto pki certificate chain *", acp_iosxe_read_chain},
        {"crypto pki server *", acp_iosxe_read_server},
        {"crypto ikev2 proposal *", acp_iosxe_read_proposal},
        {"crypto ikev2 policy *", acp_iosxe_read_policy},
        {"crypto ikev2 authorization policy *", acp_iosxe_read_authorization},
        {"crypto ikev2 profile *", acp_iosxe_read_profile},
        {"crypto ipsec transform-set *", acp_iosxe_read_transform},
        {"crypto ipsec profile *", acp_iosxe_read_ipsec},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (acp_iosxe_has(reader, line, 0, rows[i].command)) {
            rows[i].read(reader, line);
            return;
        }
    }
    read_single(reader, line);
}

static acp_iosxe_reader reader_of(acp_iosxe *router)
{
    return (acp_iosxe_reader){
        .router = router,
        .own = router->own,
        .document = router->document,
        .arena = &router->own->arena,
        .logins = &router->logins,
        .networks = &router->networks,
        .profiles = &router->profiles,
        .users = &router->users,
        .interfaces = &router->interfaces,
        .pools = &router->pools,
        .acls = &router->acls,
        .trustpoints = &router->trustpoints,
        .certificates = &router->certificates,
        .pki_servers = &router->pki_servers,
        .ikev2_proposals = &router->ikev2_proposals,
        .ikev2_policies = &router->ikev2_policies,
        .authorizations = &router->authorizations,
        .ikev2_profiles = &router->ikev2_profiles,
        .transform_sets = &router->transform_sets,
        .ipsec_profiles = &router->ipsec_profiles,
        .nats = &router->nats,
    };
}

static acp_status read_model(acp_iosxe *router)
{
    acp_arena *arena = &router->own->arena;
    acp_status status = acp_lines_read(router->document, &acp_iosxe_dialect, arena, &router->lines);
    if (status != ACP_OK)
        return status;
    acp_iosxe_reader reader = reader_of(router);
    for (const acp_line *line = router->lines.first; line; line = line->next)
        read_line(&reader, line);
    router->known_lines = router->lines.known;
    router->other_kind = router->lines.foreign_signs > router->lines.own_signs;
    router->software = acp_release_parse(router->version.text);
    return arena->failed ? ACP_NO_MEMORY : ACP_OK;
}

acp_status acp_iosxe_read(acp_document *document, acp_iosxe **out)
{
    *out = NULL;
    acp_iosxe *router = calloc(1, sizeof *router);
    struct acp_iosxe_private *own = calloc(1, sizeof *own);
    if (!router || !own) {
        free(router);
        free(own);
        return ACP_NO_MEMORY;
    }
    router->document = document;
    router->own = own;
    acp_status status = read_model(router);
    if (status == ACP_OK)
        *out = router;
    else
        acp_iosxe_free(router);
    return status;
}

void acp_iosxe_free(acp_iosxe *router)
{
    if (!router)
        return;
    acp_arena_free(&router->own->arena);
    free(router->own);
    free(router);
}
