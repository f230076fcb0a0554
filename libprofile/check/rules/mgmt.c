/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The management tunnel: its file, and the values it forces whatever the profile says. */
#include "check/rules/mgmt.h"

#include "check/rules/common.h"
#include "check/rules/vpn.h"
#include "document/buffer.h"

#define CI "ClientInitialization/"

/* The guide lists nineteen; the nineteenth, BlockUntrustedServers, is no setting of a profile. */
static const struct {
    const char *path, *value;
} forced_values[] = {
    {CI "UseStartBeforeLogon", "false"},
    {CI "AutomaticCertSelection", "true"},
    {CI "ShowPreConnectMessage", "false"},
    {CI "CertificateStore", "Machine"},
    {CI "CertificateStoreOverride", "true"},
    {CI "AutoConnectOnStart", "false"},
    {CI "MinimizeOnConnect", "false"},
    {CI "AutoReconnect", "true"},
    {CI "AutoReconnect/AutoReconnectBehavior", "ReconnectAfterResume"},
    {CI "AutoUpdate", "false"},
    {CI "WindowsVPNEstablishment", "AllowRemoteUsers"},
    {CI "LinuxVPNEstablishment", "AllowRemoteUsers"},
    {CI "RetainVpnOnLogoff", "true"},
    {CI "RetainVpnOnLogoff/UserEnforcement", "AnyUser"},
    {CI "AutomaticVPNPolicy/AlwaysOn", "false"},
    {CI "EnableScripting", "false"},
    {CI "EnableAutomaticServerSelection", "false"},
    {CI "AllowManualHostInput", "false"},
};
enum { FORCED = sizeof forced_values / sizeof *forced_values };

static const char *last_step(const char *path)
{
    return strrchr(path, '/') + 1;
}

const char *acp_management_value(const char *name)
{
    for (size_t i = 0; i < FORCED; i++)
        if (strcmp(last_step(forced_values[i].path), name) == 0)
            return forced_values[i].value;
    return NULL;
}

bool acp_management_forced(size_t index, const char **path, const char **value)
{
    *path = index < FORCED ? forced_values[index].path : CI "ProxySettings";
    *value = index < FORCED ? forced_values[index].value : "IgnoreProxy";
    return index <= FORCED;
}

/* The profile in JSON or YAML is not what is deployed, and standard input has no name. */
void acp_management_file_name(acp_run *run, const acp_rule *rule)
{
    const acp_document *document = run->document;
    if (document->format == ACP_FORMAT_XML && strcmp(document->name, "<stdin>") != 0 &&
        acp_kind_of_file(document->name) != ACP_KIND_MGMT)
        acp_report_at(run, rule, acp_at_name(document->root), NULL);
}

void acp_management_forced_value(acp_run *run, const acp_rule *rule)
{
    for (size_t i = 0; i < FORCED; i++) {
        const acp_node *node = acp_rule_first(run, forced_values[i].path);
        for (; node; node = node->same) {
            const acp_setting *setting = acp_setting_get(node->setting);
            /* A value that is none of the setting's is reported for that. */
            if (acp_slice_is(node->value, forced_values[i].value) ||
                acp_rule_value_index(setting, node->value) < 0)
                continue;
            char detail[200], remedy[100];
            snprintf(detail, sizeof detail,
                     "In the management tunnel the client takes %s for %s, whatever is written "
                     "here.",
                     forced_values[i].value, setting->name);
            snprintf(remedy, sizeof remedy, "write %s", forced_values[i].value);
            acp_note note = {.detail = detail, .remedy = remedy};
            acp_report_at(run, rule, acp_at_value(node), &note);
        }
    }
}

void acp_management_values_absent(acp_run *run, const acp_rule *rule)
{
    const acp_node *around = acp_rule_first(run, "ClientInitialization");
    acp_buffer absent = {0}, detail = {0};
    const char *path, *value;
    for (size_t i = 0; acp_management_forced(i, &path, &value); i++)
        if (!acp_rule_first(run, path))
            acp_buffer_printf(&absent, "%s%s %s", absent.length ? ", " : "", last_step(path),
                              value);
    if (absent.length) {
        acp_buffer_printf(&detail,
                          "The management tunnel works with these values all the same, but whoever "
                          "reads the file does not see them: %s.",
                          absent.text);
        acp_note note = {.detail = detail.text};
        acp_report_at(run, rule, acp_at_name(around ? around : run->document->root), &note);
    }
    run->no_memory |= absent.failed || detail.failed;
    acp_buffer_free(&absent);
    acp_buffer_free(&detail);
}
