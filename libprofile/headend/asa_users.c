/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: AAA servers and local users. */
#include "headend/asa_read.h"

typedef struct {
    acp_asa_aaa_server server;
    const acp_asa_aaa_host **hosts;
} server_builder;

static server_builder *server_of(acp_asa_reader *reader, const acp_line *line)
{
    acp_cli name = acp_asa_word(reader, line, 1);
    server_builder *made = acp_asa_named(reader, ACP_ASA_NAME_AAA_SERVER, name.text);
    if (made)
        return made;
    made = ACP_ASA_NEW(reader, server_builder);
    if (!made)
        return NULL;
    made->server.line = line;
    made->server.name = name;
    made->hosts = &made->server.hosts;
    acp_asa_enter(reader, ACP_ASA_NAME_AAA_SERVER, name.text, made);
    ACP_ASA_APPEND(reader->aaa_servers, &made->server);
    return made;
}

/* proxy-auth_map sdi CODE TEXT */
static void take_sdi_text(acp_asa_reader *reader, const acp_line *line,
                          const acp_asa_sdi_text ***end)
{
    if (line->no || !acp_asa_has(reader, line, 0, "proxy-auth_map sdi *"))
        return;
    acp_asa_sdi_text *sdi = ACP_ASA_NEW(reader, acp_asa_sdi_text);
    if (!sdi)
        return;
    sdi->line = line;
    sdi->code = acp_asa_word(reader, line, 2);
    sdi->text = acp_line_rest(reader->document, line, 3);
    ACP_ASA_APPEND(*end, sdi);
}

/* aaa-server NAME [(INTERFACE)] host ADDRESS */
static void take_host(acp_asa_reader *reader, const acp_line *line, server_builder *made)
{
    uint32_t at = acp_asa_has(reader, line, 2, "host") ? 2 : 3;
    acp_asa_aaa_host *host = ACP_ASA_NEW(reader, acp_asa_aaa_host);
    if (!host)
        return;
    host->line = line;
    host->host = acp_asa_word(reader, line, at + 1);
    if (at == 3) {
        acp_cli word = acp_asa_word(reader, line, 2);
        bool enclosed = word.text.len > 2 && word.text.ptr[0] == '(';
        if (enclosed) {
            word.text = (acp_slice){word.text.ptr + 1, word.text.len - 2};
            word.span = (acp_span){word.span.start + 1, word.span.end - 1};
        }
        host->interface = word;
    }
    const acp_asa_sdi_text **end = &host->sdi_texts;
    for (const acp_line *below = line->first; below; below = below->next)
        take_sdi_text(reader, below, &end);
    ACP_ASA_APPEND(made->hosts, host);
}

void acp_asa_read_aaa_server(acp_asa_reader *reader, const acp_line *line)
{
    server_builder *made = line->no || line->count < 2 ? NULL : server_of(reader, line);
    if (!made)
        return;
    if (line->mode == ACP_ASA_MODE_AAA_HOST) {
        take_host(reader, line, made);
    } else if (acp_asa_has(reader, line, 2, "protocol *")) {
        made->server.line = line;
        made->server.protocol = acp_asa_word(reader, line, 3);
    }
}

void acp_asa_read_user(acp_asa_reader *reader, const acp_line *line)
{
    acp_cli name = acp_asa_word(reader, line, 1);
    if (line->no || !name.line)
        return;
    acp_asa_user *user = acp_asa_named(reader, ACP_ASA_NAME_USER, name.text);
    if (!user) {
        user = ACP_ASA_NEW(reader, acp_asa_user);
        if (!user)
            return;
        user->line = line;
        user->name = name;
        acp_asa_enter(reader, ACP_ASA_NAME_USER, name.text, user);
        ACP_ASA_APPEND(reader->users, user);
    }
    for (const acp_line *at = line->first; at; at = at->next) {
        if (acp_asa_has(reader, at, 0, "vpn-group-policy"))
            user->group_policy = acp_asa_setting(reader, at, 1);
        else if (acp_asa_has(reader, at, 0, "group-lock value"))
            user->group_lock = acp_asa_setting(reader, at, 2);
    }
}
