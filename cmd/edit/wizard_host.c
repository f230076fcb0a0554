/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wizards about gateways: server, backup. */
#include <stdlib.h>
#include <string.h>

#include "wizard.h"

#define LIST    "AnyConnectProfile/ServerList/HostEntry"
#define METHOD  LIST "/PrimaryProtocol/StandardAuthenticationOnly/AuthMethodDuringIKENegotiation"
#define BACKUPS "AnyConnectProfile/ClientInitialization/BackupServerList/HostAddress"

/* ---- server ------------------------------------------------------------------------------------
 */

enum {
    SERVER_NAME,
    SERVER_ADDRESS,
    SERVER_GROUP,
    SERVER_PROTOCOL,
    SERVER_METHOD,
    SERVER_IDENTITY,
    SERVER_BACKUPS,
};

static const wizard_parameter server_parameters[] = {
    [SERVER_NAME] = {"name", "The name users see in the list of connections.", NULL},
    [SERVER_ADDRESS] = {"address",
                        "DNS name or address of the gateway, with :PORT behind it if that is not "
                        "443.",
                        NULL,
                        {LIST "/HostAddress"}},
    [SERVER_GROUP] = {"group",
                      "The group that stands behind the address in the gateway's URL.",
                      "",
                      {LIST "/UserGroup"}},
    [SERVER_PROTOCOL] = {"protocol",
                         "The protocol of the tunnel.",
                         "SSL",
                         {LIST "/PrimaryProtocol"}},
    [SERVER_METHOD] =
        {"method",
         "For IPsec to gateways that do not speak the client's own EAP method: how the "
         "user is authenticated.",
         "",
         {METHOD}},
    [SERVER_IDENTITY] = {"identity", "The identity shown to the gateway with that method.", ""},
    [SERVER_BACKUPS] = {"backups",
                        "Gateways tried in this order when the first cannot be reached.",
                        "",
                        {BACKUPS, .kind = EDIT_ANSWER_LIST}},
    {0},
};

static void add_backups(wizard_run *run, const char *base, const char *answer)
{
    char *rest = answer ? wizard_text(run, "%s", answer) : NULL;
    const char *path = wizard_text(run, "%s[+]", base);
    for (const char *item; rest && path && (item = wizard_item(&rest));)
        if (!wizard_has(run, base, item))
            wizard_set(run, path, item);
}

static void set_method(wizard_run *run, const char *base)
{
    const char *standard = wizard_text(run, "%s/PrimaryProtocol/StandardAuthenticationOnly", base);
    const char *path =
        standard ? wizard_text(run, "%s/AuthMethodDuringIKENegotiation", standard) : NULL;
    const char *identity_path = standard ? wizard_text(run, "%s/IKEIdentity", standard) : NULL;
    const char *method = path ? wizard_ask(run, SERVER_METHOD, path) : NULL;
    if (!method || !*method)
        return;
    const char *identity = wizard_ask(run, SERVER_IDENTITY, identity_path);
    wizard_set(run, standard, "true");
    wizard_set(run, path, method);
    wizard_set(run, identity_path, identity);
}

static void server(wizard_run *run)
{
    acp_slice ignored;
    const char *name = wizard_ask(run, SERVER_NAME, LIST "[+]/HostName");
    const char *base = name ? wizard_entry(run, LIST, "HostName", name) : NULL;
    if (base && wizard_count(run, base, &ignored)) {
        wizard_stop(run, "there is an entry named %s already; 'goto %s' goes to it", name, name);
        return;
    }
    const char *address_path = base ? wizard_text(run, "%s/HostAddress", base) : NULL;
    const char *group_path = base ? wizard_text(run, "%s/UserGroup", base) : NULL;
    const char *protocol_path = base ? wizard_text(run, "%s/PrimaryProtocol", base) : NULL;
    const char *backup_path =
        base ? wizard_text(run, "%s/BackupServerList/HostAddress", base) : NULL;
    if (run->code != CMD_OK || !backup_path)
        return;
    wizard_set(run, address_path, wizard_ask(run, SERVER_ADDRESS, address_path));
    wizard_set(run, group_path, wizard_ask(run, SERVER_GROUP, group_path));
    const char *protocol = wizard_ask(run, SERVER_PROTOCOL, protocol_path);
    wizard_set(run, protocol_path, protocol);
    if (protocol && strcmp(protocol, "IPsec") == 0)
        set_method(run, base);
    const char *item = wizard_text(run, "%s[+]", backup_path);
    add_backups(run, backup_path, wizard_ask(run, SERVER_BACKUPS, item));
}

const wizard_row wizard_server = {"server", "a gateway in the list of connections",
                                  "ServerList/HostEntry", server_parameters, server};

/* ---- backup -------------------------------------------------------------------------------------
 */

enum { BACKUP_HOST, BACKUP_ADDRESSES };

static const wizard_parameter backup_parameters[] = {
    [BACKUP_HOST] = {"host",
                     "The entry whose gateway they stand in for; nothing for those of all entries "
                     "that have none of their own.",
                     "",
                     {LIST "/HostName"}},
    [BACKUP_ADDRESSES] = {"addresses",
                          "Gateways to add behind those there are.",
                          NULL,
                          {BACKUPS, .kind = EDIT_ANSWER_LIST}},
    {0},
};

static void show_present(const wizard_run *run, const char *path)
{
    acp_path_result *found;
    size_t count;
    char message[1];
    if (!run->session->host->interactive ||
        acp_path_find(run->session->document, path, &found, &count, message, sizeof message) !=
            ACP_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        printf("  %zu. ", i + 1);
        edit_put(found[i].value);
        putchar('\n');
    }
    if (!count)
        puts("  There are none yet.");
    free(found);
}

static void backup(wizard_run *run)
{
    acp_slice ignored;
    const char *host = wizard_ask(run, BACKUP_HOST, NULL);
    const char *base = host && *host ? wizard_entry(run, LIST, "HostName", host) : NULL;
    if (base && !wizard_count(run, base, &ignored)) {
        wizard_stop(run, "there is no entry named %s", host);
        return;
    }
    const char *path = base ? wizard_text(run, "%s/BackupServerList/HostAddress", base) : BACKUPS;
    const char *item = path ? wizard_text(run, "%s[+]", path) : NULL;
    if (run->code != CMD_OK || !host || !item)
        return;
    show_present(run, path);
    add_backups(run, path, wizard_ask(run, BACKUP_ADDRESSES, item));
}

const wizard_row wizard_backup = {"backup", "gateways that stand in for others",
                                  "ClientInitialization/BackupServerList/HostAddress",
                                  backup_parameters, backup};
