/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Settings that have no effect: what they depend on is off, or the platform does not know them. */
#include "check/rules/mgmt.h"
#include "check/rules/vpn.h"

#define CI        "ClientInitialization/"
#define POLICY    CI "AutomaticVPNPolicy"
#define ALWAYS_ON POLICY "/AlwaysOn"
#define MOBILE    "ServerList/HostEntry/MobileHostEntryInfo"
#define STANDARD  "ServerList/HostEntry/PrimaryProtocol/StandardAuthenticationOnly"

/* Value of an element, of one that is empty what the client does without it. */
static acp_slice value_or_default(const acp_run *run, const acp_node *node)
{
    const char *value =
        node->value.len ? NULL
                        : acp_setting_default(acp_setting_get(node->setting), run->client_version);
    return value ? acp_slice_of(value) : node->value;
}

/* Asks for something else than what the client does anyway: a group by being there with something
 * in it. */
static bool asks_for_something(const acp_run *run, const acp_node *node)
{
    const acp_setting *setting = acp_setting_get(node->setting);
    if (setting->content == ACP_CONTENT_ELEMENTS)
        return node->has_elements;
    const char *usual = acp_setting_default(setting, run->client_version);
    return node->value.len && !(usual && acp_slice_is(node->value, usual));
}

static bool users_may_change(const acp_run *run, const acp_node *node)
{
    static const char name[] = "UserControllable";
    acp_setting_id attribute = acp_setting_child(node->setting, name, sizeof name - 1, true);
    return run->document->kind != ACP_KIND_MGMT && attribute != ACP_NO_SETTING &&
           acp_slice_is(acp_value_effective(run, attribute, node), "true");
}

/* The state a setting needs of the one it depends on: the element around it, or that one's child
 * beside it. */
typedef struct {
    const char *name, *needed, *beside;
} dependency;

typedef struct {
    const char *path; /* of the elements around */
    const dependency *children;
} dependency_group;

static const char *forced_value(const acp_run *run, const acp_node *node)
{
    return run->document->kind == ACP_KIND_MGMT
               ? acp_management_value(acp_setting_get(node->setting)->name)
               : NULL;
}

static bool is_active(const acp_run *run, const acp_node *node, const dependency *row)
{
    const acp_node *on = node->parent;
    if (row->beside) {
        acp_setting_id beside =
            acp_setting_child(on->setting, row->beside, strlen(row->beside), false);
        return acp_slice_is(acp_value_effective(run, beside, on), row->needed);
    }
    const char *forced = forced_value(run, on);
    acp_slice state = forced ? acp_slice_of(forced) : value_or_default(run, on);
    return acp_slice_is(state, row->needed) || users_may_change(run, on) ||
           users_may_change(run, node);
}

static void report_inactive(acp_run *run, const acp_rule *rule, const acp_node *node,
                            const dependency *row)
{
    const char *name = acp_setting_get(node->setting)->name;
    const char *on = row->beside ? row->beside : acp_setting_get(node->parent->setting)->name;
    char detail[256], remedy[128];
    if (forced_value(run, node->parent)) {
        snprintf(detail, sizeof detail,
                 "The client heeds %s only while %s is %s, which it never is in the management "
                 "tunnel.",
                 name, on, row->needed);
        snprintf(remedy, sizeof remedy, "remove %s", name);
    } else {
        snprintf(detail, sizeof detail,
                 "The client heeds %s only while %s is %s, and here it is not.", name, on,
                 row->needed);
        snprintf(remedy, sizeof remedy, "set %s to %s, or remove %s", on, row->needed, name);
    }
    acp_note note = {.detail = detail, .remedy = remedy};
    acp_report_at(run, rule, acp_at_value(node), &note);
}

static void check_children(acp_run *run, const acp_rule *rule, const acp_node *around,
                           const dependency *rows)
{
    for (const acp_node *node = around->first; node; node = node->next) {
        if (node->type != ACP_NODE_ELEMENT || node->setting == ACP_NO_SETTING)
            continue;
        const char *name = acp_setting_get(node->setting)->name;
        const dependency *row = rows;
        while (row->name && strcmp(row->name, name) != 0)
            row++;
        if (row->name && asks_for_something(run, node) && !is_active(run, node, row))
            report_inactive(run, rule, node, row);
    }
}

static const dependency of_reconnect[] = {
    {"AutoReconnectBehavior", "true", NULL},
    {0},
};
static const dependency of_proxy[] = {
    {"PublicProxyServerAddress", "Override", NULL},
    {0},
};
static const dependency of_selection[] = {
    {"AutoServerSelectionImprovement", "true", NULL},
    {"AutoServerSelectionSuspendTime", "true", NULL},
    {0},
};
static const dependency of_retain[] = {
    {"UserEnforcement", "true", NULL},
    {0},
};
static const dependency of_policy[] = {
    {"TrustedDNSDomains", "true", NULL},      {"TrustedDNSServers", "true", NULL},
    {"TrustedHttpsServerList", "true", NULL}, {"TrustedNetworkPolicy", "true", NULL},
    {"UntrustedNetworkPolicy", "true", NULL}, {0},
};
static const dependency of_always_on[] = {
    {"ConnectFailurePolicy", "true", NULL},
    {"AllowVPNDisconnect", "true", NULL},
    {"AllowedHosts", "true", NULL},
    {0},
};
static const dependency of_failure[] = {
    {"AllowCaptivePortalRemediation", "Closed", NULL},
    {"ApplyLastVPNLocalResourceRules", "Closed", NULL},
    {0},
};
static const dependency of_remediation[] = {
    {"CaptivePortalRemediationTimeout", "true", NULL},
    {0},
};
static const dependency of_ppp[] = {
    {"PPPExclusionServerIP", "Override", NULL},
    {0},
};
static const dependency of_scripting[] = {
    {"TerminateScriptOnNextEvent", "true", NULL},
    {"EnablePostSBLOnConnectScript", "true", NULL},
    {0},
};
static const dependency of_mobile[] = {
    {"AlwaysConnectDomainList", "true", "ConnectOnDemand"},
    {"NeverConnectDomainList", "true", "ConnectOnDemand"},
    {"ConnectIfNeededDomainList", "true", "ConnectOnDemand"},
    {0},
};
static const dependency of_standard[] = {
    {"AuthMethodDuringIKENegotiation", "true", NULL},
    {"IKEIdentity", "true", NULL},
    {0},
};
static const dependency_group dependencies[] = {
    {CI "AutoReconnect", of_reconnect},
    {CI "ProxySettings", of_proxy},
    {CI "EnableAutomaticServerSelection", of_selection},
    {CI "RetainVpnOnLogoff", of_retain},
    {POLICY, of_policy},
    {ALWAYS_ON, of_always_on},
    {ALWAYS_ON "/ConnectFailurePolicy", of_failure},
    {ALWAYS_ON "/ConnectFailurePolicy/AllowCaptivePortalRemediation", of_remediation},
    {CI "PPPExclusion", of_ppp},
    {CI "EnableScripting", of_scripting},
    {MOBILE, of_mobile},
    {STANDARD, of_standard},
    {"ControllablePreferences/PPPExclusion", of_ppp}, /* of the user's preferences */
};

void acp_setting_inactive(acp_run *run, const acp_rule *rule)
{
    for (size_t i = 0; i < sizeof dependencies / sizeof *dependencies; i++)
        for (const acp_node *around = acp_rule_first(run, dependencies[i].path); around;
             around = around->same)
            if (around->has_elements)
                check_children(run, rule, around, dependencies[i].children);
}

/* The platforms are those of the schema. */
void acp_setting_not_on_platform(acp_run *run, const acp_rule *rule)
{
    static const char *const paths[] = {
        CI "UseStartBeforeLogon",
        CI "CertificateStore",
        CI "CertificateStoreOverride",
        CI "SuspendOnConnectedStandby",
        CI "RSASecurIDIntegration",
        CI "WindowsLogonEnforcement",
        CI "WindowsVPNEstablishment",
        CI "AutomaticCertSelection",
        CI "EnableScripting/EnablePostSBLOnConnectScript",
        CI "CertificateStoreMac",
        CI "CertificateStoreLinux",
        CI "LinuxLogonEnforcement",
        CI "LinuxVPNEstablishment",
        CI "RetainVpnOnLogoff",
        ALWAYS_ON "/ConnectFailurePolicy/AllowCaptivePortalRemediation",
        MOBILE,
    };
    for (size_t i = 0; run->platforms && i < sizeof paths / sizeof *paths; i++) {
        const acp_node *node = acp_rule_first(run, paths[i]);
        const acp_setting *setting = node ? acp_setting_get(node->setting) : NULL;
        if (!node || (setting->platforms & run->platforms))
            continue;
        const char *forced = forced_value(run, node);
        for (; node; node = node->same)
            if (asks_for_something(run, node) && !(forced && acp_slice_is(node->value, forced)))
                acp_rule_report(run, rule, acp_at_value(node));
    }
}
