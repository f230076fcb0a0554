/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: messages of SecurID behind a RADIUS server. */
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* In the order in which the ASA searches an answer for them (003:L10281-10338). */
static const struct {
    const char *code, *text;
} messages[] = {
    {"next-code", "Enter Next PASSCODE"},
    {"new-pin-sup", "Please remember your new PIN"},
    {"new-pin-meth", "Do you want to enter your own pin"},
    {"new-pin-req", "Enter your new Alpha-Numerical PIN"},
    {"new-pin-reenter", "Reenter PIN:"},
    {"new-pin-sys-ok", "New PIN Accepted"},
    {"next-ccode-and-reauth", "new PIN with the next card code"},
    {"ready-for-sys-pin", "ACCEPT A SYSTEM GENERATED PIN"},
};
#define MESSAGE_COUNT (sizeof messages / sizeof *messages)

static size_t message_of(acp_cli code)
{
    size_t i = 0;
    while (i < MESSAGE_COUNT && !acp_cli_is(code, messages[i].code))
        i++;
    return i;
}

/* A host of a server group of an ASA. */
typedef struct {
    acp_member *member;
    const acp_asa_aaa_server *server;
    const acp_asa_aaa_host *host;
} sdi_place;

/* The next one with messages of its own. */
static bool next_host(const acp_set *set, sdi_place *at)
{
    do {
        at->host = at->host ? at->host->next : NULL;
        while (!at->host) {
            at->server = at->server ? at->server->next : NULL;
            while (!at->server) {
                at->member = acp_next_asa(set, at->member);
                if (!at->member)
                    return false;
                at->server = at->member->asa->aaa_servers;
            }
            at->host = at->server->hosts;
        }
    } while (!at->host->sdi_texts);
    return true;
}

void acp_sdi_message_code_unknown(acp_set_run *run, const acp_rule *rule)
{
    for (sdi_place at = {0}; next_host(run->set, &at);)
        for (const acp_asa_sdi_text *text = at.host->sdi_texts; text; text = text->next)
            if (message_of(text->code) == MESSAGE_COUNT)
                acp_set_say(run, rule, acp_spot_cli(at.member, text->code), NULL, NULL,
                            "%.*s is none of next-code, new-pin-sup, new-pin-meth, new-pin-req, "
                            "new-pin-reenter, new-pin-sys-ok, next-ccode-and-reauth and "
                            "ready-for-sys-pin.",
                            ACP_SLICE_ARGS(acp_shown(text->code.text)));
}

/* A text the ASA looks for; written.line NULL: the default. */
typedef struct {
    acp_slice text, folded;
    acp_cli written;
} sdi_message;

static void collect(acp_set_run *run, const acp_asa_aaa_host *host, sdi_message all[MESSAGE_COUNT])
{
    for (size_t i = 0; i < MESSAGE_COUNT; i++)
        all[i] = (sdi_message){.text = acp_slice_of(messages[i].text)};
    for (const acp_asa_sdi_text *text = host->sdi_texts; text; text = text->next) {
        size_t i = message_of(text->code);
        if (i < MESSAGE_COUNT && text->text.line)
            all[i] = (sdi_message){.text = text->text.text, .written = text->text};
    }
    for (size_t i = 0; i < MESSAGE_COUNT; i++)
        all[i].folded = acp_folded(run, all[i].text);
}

static void say_hidden(acp_set_run *run, const acp_rule *rule, acp_member *member,
                       const sdi_message *all, size_t first, size_t hidden)
{
    acp_cli written = all[first].written;
    acp_spot there = acp_spot_cli(member, all[hidden].written);
    bool both = written.line && all[hidden].written.line;
    acp_set_say(run, rule, written.line ? acp_spot_cli(member, written) : there,
                both ? &there : NULL, "the later message",
                "\"%.*s\", the text of %s, is part of \"%.*s\", the text of %s. The ASA takes the "
                "first that fits, so that it reads the second as %s.",
                ACP_SLICE_ARGS(acp_shown(all[first].text)), messages[first].code,
                ACP_SLICE_ARGS(acp_shown(all[hidden].text)), messages[hidden].code,
                messages[first].code);
}

void acp_sdi_message_is_substring(acp_set_run *run, const acp_rule *rule)
{
    for (sdi_place at = {0}; next_host(run->set, &at);) {
        sdi_message all[MESSAGE_COUNT];
        collect(run, at.host, all);
        for (size_t i = 0; i < MESSAGE_COUNT; i++)
            for (size_t j = i + 1; all[i].folded.len && j < MESSAGE_COUNT; j++)
                if (acp_slice_find(all[j].folded, all[i].folded))
                    say_hidden(run, rule, at.member, all, i, j);
    }
}

void acp_sdi_messages_not_enabled(acp_set_run *run, const acp_rule *rule)
{
    acp_names mapped = {0};
    for (sdi_place at = {0}; next_host(run->set, &at);)
        acp_mark(run, &mapped, at.server);
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);) {
        acp_cli name =
            acp_asa_tunnel_value(at.asa, at.tunnel, ACP_TG_AUTHENTICATION_SERVER_GROUP).value;
        const acp_asa_aaa_server *server = acp_asa_find_aaa_server(at.asa, name.text);
        if (!server || !acp_cli_is(server->protocol, "radius") || !acp_is_marked(&mapped, server) ||
            acp_asa_tunnel_is(at.asa, at.tunnel, ACP_TG_PROXY_AUTH, "sdi"))
            continue;
        acp_spot there = acp_spot_cli(at.member, server->name);
        acp_set_say(run, rule, acp_spot_cli(at.member, name), &there, "the server group",
                    "Messages of SecurID are mapped for server group %.*s, but tunnel group %.*s "
                    "has no proxy-auth sdi. The ASA passes them on as plain challenges, which the "
                    "client may be unable to answer.",
                    ACP_SLICE_ARGS(acp_shown(name.text)),
                    ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)));
    }
}
