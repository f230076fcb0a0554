/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who may start a session, and which entry becomes the default on a phone. */
#include "check/rules/vpn.h"

void acp_single_logon_no_remote(acp_run *run, const acp_rule *rule)
{
    static const struct {
        unsigned platform;
        const char *enforcement, *establishment;
    } pairs[] = {
        {ACP_WINDOWS, "ClientInitialization/WindowsLogonEnforcement",
         "ClientInitialization/WindowsVPNEstablishment"},
        {ACP_LINUX, "ClientInitialization/LinuxLogonEnforcement",
         "ClientInitialization/LinuxVPNEstablishment"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const acp_node *enforcement = acp_rule_first(run, pairs[i].enforcement);
        const acp_node *establishment = acp_rule_first(run, pairs[i].establishment);
        if (acp_rule_excludes(run, pairs[i].platform) || !enforcement || !establishment)
            continue;
        if (acp_slice_is(enforcement->value, "SingleLogonNoRemote") &&
            acp_slice_is(establishment->value, "AllowRemoteUsers"))
            acp_rule_report_pair(run, rule, acp_at_value(enforcement), acp_at_value(establishment),
                                 "remote users are allowed here", NULL);
    }
}

void acp_activate_on_import_twice(acp_run *run, const acp_rule *rule)
{
    const acp_node *first = NULL;
    const acp_node *node =
        acp_rule_first(run, "ServerList/HostEntry/MobileHostEntryInfo/ActivateOnImport");
    for (; node; node = node->same) {
        if (!acp_slice_is(node->value, "true"))
            continue;
        if (first)
            acp_rule_report_pair(run, rule, acp_at_value(node), acp_at_value(first),
                                 "the first is here", NULL);
        else
            first = node;
    }
}
