/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tables of the kinds beside the VPN profile, against the facts they were made from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/document.h"
#include "schema/schema.h"

static const acp_setting *at(acp_kind kind, const char *tail)
{
    acp_setting_id id;
    if (acp_settings_by_tail(kind, tail, &id, 1) != 1)
        fail_msg("\"%s\" is not one setting", tail);
    return acp_setting_get(id);
}

static unsigned count_children(const acp_setting *parent)
{
    unsigned count = 0;
    for (acp_setting_id id = parent->first_child; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next)
        count++;
    return count;
}

typedef struct {
    const char *path;
    unsigned min, max; /* occurrences; 0: n */
    const char *type;  /* "bool", "text", "group", a list of values, or "LOW..HIGH" */
    const char *fallback;
    const char *unit;
    bool attested;
} row;

/* What the row says of the type, from the table. */
static void type_text(char *out, size_t size, const acp_setting *s)
{
    size_t used = 0;
    out[0] = '\0';
    if (s->type == ACP_TYPE_NONE || s->type == ACP_TYPE_STRING) {
        snprintf(out, size, "%s", s->type == ACP_TYPE_NONE ? "group" : "text");
        return;
    }
    if (s->type == ACP_TYPE_INTEGER) {
        snprintf(out, size, "%lld..%lld", (long long)s->min, (long long)s->max);
        return;
    }
    for (unsigned i = 0; i < s->value_count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? "|" : "", s->values[i].name);
}

static void check_rows(acp_kind kind, const row *rows, size_t count)
{
    char type[2000];
    for (size_t i = 0; i < count; i++) {
        const row *r = &rows[i];
        const acp_setting *s = at(kind, r->path);
        type_text(type, sizeof type, s);
        if (strcmp(type, r->type) != 0)
            fail_msg("%s: %s instead of %s", r->path, type, r->type);
        if (s->min_occurs != r->min || s->max_occurs != (r->max ? r->max : ACP_UNBOUNDED))
            fail_msg("%s: occurs %u..%u", r->path, s->min_occurs, s->max_occurs);
        if (s->attested != r->attested)
            fail_msg("%s: attested %d", r->path, s->attested);
        const char *value = acp_setting_default(s, 0);
        if ((value != NULL) != (r->fallback != NULL) || (value && strcmp(value, r->fallback) != 0))
            fail_msg("%s: without it %s", r->path, value ? value : "nothing");
        if ((s->unit != NULL) != (r->unit != NULL) || (s->unit && strcmp(s->unit, r->unit) != 0))
            fail_msg("%s: unit %s", r->path, s->unit ? s->unit : "none");
    }
}

#define ROWS(kind, rows) check_rows(kind, rows, sizeof rows / sizeof *rows)
#define MOST             "4294967295"
#define BOOL             "true|false"
#define SWITCH           "1|0"

static void nvm(void **state)
{
    static const row rows[] = {
        {"CreatedByVersion", 0, 1, "text", NULL, NULL, false},
        {"SavedByVersion", 0, 1, "text", NULL, NULL, false},
        {"ProfileType", 0, 1, "Desktop|Mobile", "Desktop", NULL, false},
        {"CollectorConfiguration", 1, 1, "group", NULL, NULL, true},
        {"CollectorIP", 1, 1, "text", NULL, NULL, true},
        {"Port", 1, 1, "1..65535", NULL, NULL, true},
        {"Secure", 0, 1, BOOL, "false", NULL, false},
        {"CacheConfiguration", 0, 1, "group", NULL, NULL, false},
        {"MaxSize", 0, 1, "1.." MOST, NULL, "MB", false},
        {"MaxDuration", 0, 1, "1.." MOST, NULL, "days", false},
        {"PeriodicTemplate", 0, 1, "1.." MOST, "1440", "minutes", false},
        {"PeriodicFlowReporting", 0, 1, "0.." MOST, NULL, "seconds", false},
        {"AggregationInterval", 0, 1, "0..600", "5", "seconds", false},
        {"ThrottleRate", 0, 1, "0.." MOST, "500", "Kbps", false},
        {"Anonymize", 0, 1, BOOL, "false", NULL, true},
        {"CollectionMode", 0, 1, "off|trusted|untrusted|all", "off", NULL, true},
        {"CollectionCriteria", 0, 1, "group", NULL, NULL, false},
        {"BroadcastPackets", 0, 1, BOOL, "false", NULL, false},
        {"MulticastPackets", 0, 1, BOOL, "false", NULL, false},
        {"KnoxOnly", 0, 1, BOOL, "false", NULL, false},
        {"DataCollectionPolicy", 0, 6, "group", NULL, NULL, false},
        {"DataCollectionPolicy/Name", 1, 1, "text", NULL, NULL, false},
        {"Scope", 0, 1, "Device|KnoxOnly", "Device", NULL, false},
        {"NetworkType", 1, 3, "VPN|Trusted|Untrusted", NULL, NULL, false},
        {"FlowFilterRule", 0, 25, "group", NULL, NULL, false},
        {"FlowFilterRule/Name", 1, 1, "text", NULL, NULL, false},
        {"FlowFilterRule/Type", 1, 1, "Collect|Ignore", NULL, NULL, false},
        {"Condition", 1, 25, "group", NULL, NULL, false},
        {"Condition/Operation", 1, 1, "Equals|NotEquals|EqualsIgnoreCase", NULL, NULL, false},
        {"Condition/Value", 1, 1, "text", NULL, NULL, false},
        {"IncludeExclude", 0, 1, "group", NULL, NULL, false},
        {"IncludeExclude/Type", 0, 1, "Include|Exclude", "Exclude", NULL, false},
        {"OptionalAnonymizationFields", 0, 1, "group", NULL, NULL, false},
        {"AcceptableUsePolicy", 0, 1, "text", NULL, NULL, false},
        {"ExportOnMobileNetwork", 0, 1, BOOL, "true", NULL, false},
        {"TrustedNetworkDetection", 0, 1, "group", NULL, NULL, false},
        {"TrustedServer", 1, 10, "group", NULL, NULL, false},
        {"TrustedServer/URL", 1, 1, "text", NULL, NULL, false},
        {"TrustedServer/CertificateHash", 1, 1, "text", NULL, NULL, false},
    };
    (void)state;
    ROWS(ACP_KIND_NVM, rows);
    assert_int_equal(acp_schemas[acp_kinds[ACP_KIND_NVM].schema].count,
                     sizeof rows / sizeof *rows + 1 + 3); /* the root, and Field three times */
    assert_int_equal(at(ACP_KIND_NVM, "Condition/Field")->value_count, 40);
    assert_int_equal(at(ACP_KIND_NVM, "IncludeExclude/Field")->value_count, 59);
    assert_int_equal(at(ACP_KIND_NVM, "OptionalAnonymizationFields/Field")->value_count, 21);
    assert_int_equal(at(ACP_KIND_NVM, "AcceptableUsePolicy")->max, 4000);
    assert_true(at(ACP_KIND_NVM, "NVMProfile")->any_order);
    static const char *const mobile[] = {"KnoxOnly", "Scope", "AcceptableUsePolicy",
                                         "ExportOnMobileNetwork"};
    for (size_t i = 0; i < sizeof mobile / sizeof *mobile; i++)
        assert_int_equal(at(ACP_KIND_NVM, mobile[i])->platforms, ACP_ANDROID);
    assert_int_equal(at(ACP_KIND_NVM, "PeriodicFlowReporting")->platforms,
                     ACP_WINDOWS | ACP_MACOS | ACP_LINUX);
}

static const acp_value *value_of(const acp_setting *setting, const char *name)
{
    for (unsigned i = 0; i < setting->value_count; i++)
        if (strcmp(setting->values[i].name, name) == 0)
            return &setting->values[i];
    fail_msg("%s has no value %s", setting->name, name);
    return NULL;
}

/* What a condition compares, and where a field is empty. */
static void nvm_field_facts(void **state)
{
    (void)state;
    const acp_setting *flow = at(ACP_KIND_NVM, "Condition/Field");
    const acp_setting *all = at(ACP_KIND_NVM, "IncludeExclude/Field");
    unsigned empty_on_android = 0;
    for (unsigned i = 0; i < flow->value_count; i++) {
        assert_non_null(flow->values[i].stands_for);
        assert_int_equal(flow->values[i].platforms, value_of(all, flow->values[i].name)->platforms);
    }
    for (unsigned i = 0; i < all->value_count; i++) {
        assert_null(all->values[i].stands_for);
        empty_on_android += all->values[i].platforms && !(all->values[i].platforms & ACP_ANDROID);
    }
    assert_int_equal(empty_on_android, 18);
    assert_string_equal(value_of(flow, "DestinationTransportPort")->stands_for, "port");
    assert_string_equal(value_of(flow, "SourceIPv6Address")->stands_for, "IPv6 address");
    assert_string_equal(value_of(flow, "LoggedInUser")->stands_for, "account");
    assert_int_equal(value_of(all, "AdditionalLoggedInUsersList")->platforms, ACP_WINDOWS);
    assert_int_equal(value_of(all, "InterfaceSSID")->platforms, 0);
}

/* Every field that may be hashed is a field, and every field of a flow one of all records. */
static void nvm_fields(void **state)
{
    (void)state;
    const acp_setting *all = at(ACP_KIND_NVM, "IncludeExclude/Field");
    static const char *const some[] = {"Condition/Field", "OptionalAnonymizationFields/Field"};
    for (size_t s = 0; s < 2; s++) {
        const acp_setting *part = at(ACP_KIND_NVM, some[s]);
        for (unsigned i = 0; i < part->value_count; i++) {
            unsigned k = 0;
            while (k < all->value_count && strcmp(all->values[k].name, part->values[i].name) != 0)
                k++;
            assert_true(k < all->value_count);
        }
    }
}

static void ise_posture(void **state)
{
    static const row rows[] = {
        {"EnableSignatureCheck", 0, 1, SWITCH, "0", NULL, false},
        {"LogFileSize", 0, 1, "5..200", "5", "MB", false},
        {"RemediationTimer", 0, 1, "1..300", "4", "minutes", false},
        {"DARTCount", 0, 1, "0.." MOST, "0", "bundles", true},
        {"EnableAgentLogTrace", 0, 1, SWITCH, "0", NULL, false},
        {"OperateOnNonDot1XWireless", 0, 1, SWITCH, "0", NULL, true},
        {"EnablePostureNonRedirectionFlow", 0, 1, SWITCH, "1", NULL, false},
        {"StealthMode", 0, 1, SWITCH, "0", NULL, true},
        {"EnableStealthWithNotification", 0, 1, SWITCH, "0", NULL, false},
        {"DisableEDRInternetCheck", 0, 1, SWITCH, "0", NULL, false},
        {"EnableRescan", 0, 1, SWITCH, "0", NULL, true},
        {"DisableUACPopup", 0, 1, SWITCH, "0", NULL, false},
        {"BackoffTimerLimit", 0, 1, "1.." MOST, "30", "seconds", false},
        {"PeriodicProbeInterval", 0, 1, "0.." MOST, "30", "minutes", false},
        {"PostureStateSynchronizationInterval", 0, 1, "0..300", "0", "seconds", false},
        {"PostureStateSynchronizationProbeList", 0, 1, "text", "", NULL, false},
        {"MaximumTimeForCWABYODProbing", 0, 1, "0.." MOST, "90", "seconds", false},
        {"IntervalOfCWABYODProbing", 0, 1, "1.." MOST, "5", "seconds", false},
        {"VLANDetectionInterval", 0, 1, "0..900", "0", "seconds", false},
        {"PingOrARP", 0, 1, "0|1|2", "1", NULL, false},
        {"MaximumTimeoutForPing", 0, 1, "1..10", "1", "seconds", false},
        {"EnableAgentIPRefresh", 0, 1, SWITCH, "0", NULL, false},
        {"DHCPRenewDelay", 0, 1, "0..60", "0", "seconds", false},
        {"DHCPReleaseDelay", 0, 1, "0..60", "0", "seconds", false},
        {"NetworkTransitionDelay", 0, 1, "0.." MOST, "5", "seconds", false},
        {"DiscoveryHost", 0, 1, "text", NULL, NULL, false},
        {"ServerNameRules", 0, 1, "text", NULL, NULL, false},
        {"CallHomeList", 0, 1, "text", NULL, NULL, false},
        {"PRARetransmissionTime", 0, 1, "60..3600", "120", "seconds", false},
        {"RetransmissionDelay", 0, 1, "5..300", "60", "seconds", false},
        {"RetransmissionLimit", 0, 1, "0..10", "4", "attempts", false},
    };
    (void)state;
    ROWS(ACP_KIND_ISE_POSTURE, rows);
    assert_int_equal(count_children(at(ACP_KIND_ISE_POSTURE, "cfg")), sizeof rows / sizeof *rows);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const acp_setting *s = at(ACP_KIND_ISE_POSTURE, rows[i].path);
        assert_int_equal(s->type == ACP_TYPE_BOOLEAN, strcmp(rows[i].type, SWITCH) == 0);
        /* A default the guide does not state says why it is taken. */
        if (!s->default_value && s->effective)
            assert_non_null(s->effective_reason);
    }
    assert_int_equal(at(ACP_KIND_ISE_POSTURE, "DisableUACPopup")->platforms, ACP_WINDOWS);
    assert_int_equal(at(ACP_KIND_ISE_POSTURE, "StealthMode")->platforms, ACP_WINDOWS | ACP_MACOS);
}

static void amp(void **state)
{
    static const row rows[] = {
        {"FAConfiguration", 1, 1, "group", NULL, NULL, true},
        {"Install", 0, 1, "group", NULL, NULL, true},
        {"Uninstall", 0, 1, "text", NULL, NULL, false},
        {"WindowsConnectorLocation", 0, 1, "text", NULL, NULL, true},
        {"MacConnectorLocation", 0, 1, "text", NULL, NULL, true},
        {"StartMenu", 0, 1, BOOL, NULL, NULL, true},
        {"DesktopIcon", 0, 1, BOOL, NULL, NULL, true},
        {"ContextIcon", 0, 1, BOOL, NULL, NULL, true},
    };
    (void)state;
    ROWS(ACP_KIND_AMP, rows);
    assert_int_equal(count_children(at(ACP_KIND_AMP, "Install")), 5);
}

/* Every setting of the local policy is one of the transforms, flat, with the same facts. */
static void transforms_hold_the_local_policy(void **state)
{
    (void)state;
    const acp_schema *policy = &acp_schemas[acp_kinds[ACP_KIND_LOCAL_POLICY].schema];
    unsigned held = 0;
    for (unsigned i = 1; i < policy->count; i++) {
        const acp_setting *s = acp_setting_get((acp_setting_id)(policy->first + i));
        if (s->is_attribute || !s->attested || strcmp(s->name, "UpdatePolicy") == 0)
            continue;
        const acp_setting *same = at(ACP_KIND_TRANSFORMS, s->name);
        assert_int_equal(same->type, s->type);
        assert_int_equal(same->value_count, s->value_count);
        assert_string_equal(same->help, s->help);
        assert_string_equal(same->source, s->source);
        assert_int_equal(same->default_value != NULL, s->default_value != NULL);
        if (s->default_value)
            assert_string_equal(same->default_value, s->default_value);
        held++;
    }
    assert_int_equal(held, 30);
    assert_int_equal(count_children(at(ACP_KIND_TRANSFORMS, "ACTransforms")), held + 2 - 1);
    assert_string_equal(at(ACP_KIND_TRANSFORMS, "DisableVPN")->default_value, "false");
    assert_int_equal(at(ACP_KIND_TRANSFORMS, "ServerName")->max_occurs, ACP_UNBOUNDED);
}

/* The preferences hold what a user can control in a profile, and nothing more. */
static void preferences_hold_what_users_control(void **state)
{
    (void)state;
    const acp_schema *profile = &acp_schemas[acp_kinds[ACP_KIND_VPN].schema];
    const acp_schema *preferences = &acp_schemas[acp_kinds[ACP_KIND_PREFERENCES].schema];
    unsigned held = 0;
    for (unsigned i = 1; i < profile->count; i++) {
        acp_setting_id id = (acp_setting_id)(profile->first + i);
        const acp_setting *s = acp_setting_get(id);
        if (acp_setting_child(id, "UserControllable", strlen("UserControllable"), true) ==
            ACP_NO_SETTING)
            continue;
        const acp_setting *same = at(ACP_KIND_PREFERENCES, s->name);
        assert_int_equal(same->type, s->type);
        assert_int_equal(same->value_count, s->value_count);
        for (unsigned v = 0; v < s->value_count; v++)
            assert_string_equal(same->values[v].name, s->values[v].name);
        assert_string_equal(same->label, s->label);
        assert_null(same->default_value); /* the profile decides */
        assert_null(same->effective);
        held++;
    }
    assert_int_equal(held, 18);
    /* with the root, ControllablePreferences, BlockUntrustedServers and eleven at the top */
    assert_int_equal(preferences->count, held + 3 + 11);
    assert_int_equal(at(ACP_KIND_PREFERENCES, "ProxyPort")->type, ACP_TYPE_INTEGER);
    assert_true(at(ACP_KIND_PREFERENCES, "ProxyPort")->loose);
}

/* The only names of the project's own in the kinds that were published. */
static void unattested_in_profile_and_policy(void **state)
{
    (void)state;
    char names[300] = "";
    for (acp_kind kind = ACP_KIND_MGMT; kind <= ACP_KIND_PREFERENCES; kind++) {
        const acp_schema *schema = &acp_schemas[acp_kinds[kind].schema];
        for (unsigned i = 0; i < schema->count; i++) {
            const acp_setting *s = acp_setting_get((acp_setting_id)(schema->first + i));
            if (!s->attested)
                strcat(strcat(names, s->name), " ");
        }
    }
    assert_string_equal(names, "DisableInterfacesWithoutTrustedServerConnectivity "
                               "CertificateImportStoreLinux TrustedISECertificateFingerprints "
                               "Fingerprint ");
    assert_int_equal(at(ACP_KIND_VPN, "CertificateImportStoreLinux")->value_count, 3);
    assert_int_equal(at(ACP_KIND_VPN, "CertificateImportStoreLinux")->platforms, ACP_LINUX);
}

static void telling_names(void **state)
{
    static const char *const telling[] = {"DARTCount", "StealthMode", "CollectorIP",
                                          "FipsMode",  "PingOrARP",   "organizationId"};
    static const char *const general[] = {"Name", "Type", "URL",     "Port", "",  "x",
                                          "Pin",  "cfg",  "Install", "CN",   "Ab"};
    (void)state;
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        assert_true(acp_name_is_telling(acp_slice_of(telling[i])));
    for (size_t i = 0; i < sizeof general / sizeof *general; i++)
        assert_false(acp_name_is_telling(acp_slice_of(general[i])));
}

static void panes(void **state)
{
    (void)state;
    assert_string_equal(at(ACP_KIND_VPN, "AutoReconnect")->pane, "Preferences (Part 1)");
    assert_string_equal(at(ACP_KIND_ISE_POSTURE, "PingOrARP")->pane, "IP Address Change");
    assert_string_equal(at(ACP_KIND_PREFERENCES, "AutoReconnect")->pane, "Preferences (Part 1)");
    assert_null(at(ACP_KIND_TRANSFORMS, "DisableVPN")->pane);
}

/* The names of a pane's settings, one blank between them. */
static void pane_is(acp_kind kind, const char *name, const char *wanted)
{
    char text[2000] = "";
    const acp_pane *pane = acp_pane_find(kind, name);
    assert_non_null(pane);
    for (size_t i = 0; i < pane->count; i++) {
        if (i)
            strcat(text, " ");
        strcat(text, acp_setting_get(pane->settings[i])->name);
    }
    assert_string_equal(text, wanted);
}

static void panes_in_the_order_of_the_editor(void **state)
{
    (void)state;
    static const char *const vpn[] = {
        "preferences-1",        "preferences-2",          "backup-servers",
        "certificate-matching", "certificate-enrollment", "certificate-pin",
        "server-list",          "mobile-settings",        "other"};
    size_t count;
    const acp_pane *panes = acp_kind_panes(ACP_KIND_VPN, &count);
    assert_int_equal(count, sizeof vpn / sizeof *vpn);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(panes[i].name, vpn[i]);
    pane_is(ACP_KIND_VPN, "preferences (part 1)",
            "UseStartBeforeLogon ShowPreConnectMessage CertificateStore CertificateStoreMac "
            "CertificateStoreLinux CertificateStoreOverride AutoConnectOnStart MinimizeOnConnect "
            "LocalLanAccess DisableCaptivePortalDetection AutoReconnect AutoReconnectBehavior "
            "SuspendOnConnectedStandby AutoUpdate RSASecurIDIntegration WindowsLogonEnforcement "
            "WindowsVPNEstablishment LinuxLogonEnforcement LinuxVPNEstablishment ClearSmartcardPin "
            "IPProtocolSupport");
    pane_is(ACP_KIND_MGMT, "Server-List",
            "ServerList HostEntry HostName HostAddress UserGroup AutomaticSCEPHost "
            "BackupServerList LoadBalancingServerList HostAddress PrimaryProtocol "
            "StandardAuthenticationOnly AuthMethodDuringIKENegotiation IKEIdentity CAURL "
            "CertificatePinList");
    pane_is(ACP_KIND_UMBRELLA, "settings", "organizationId fingerprint userId");
    assert_null(acp_pane_find(ACP_KIND_VPN, "preferences"));
    assert_null(acp_kind_panes(ACP_KIND_NAM, &count));
    assert_int_equal(count, 0);
}

static void each_value_is_on_one_pane(void **state)
{
    (void)state;
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++) {
        size_t count;
        const acp_pane *panes = acp_kind_panes((acp_kind)kind, &count);
        acp_setting_id root = acp_kind_root((acp_kind)kind);
        for (acp_setting_id id = root; id < acp_setting_total && acp_setting_within(id, root);
             id++) {
            unsigned on = 0;
            for (size_t i = 0; i < count; i++)
                for (size_t k = 0; k < panes[i].count; k++)
                    on += panes[i].settings[k] == id;
            const acp_setting *setting = acp_setting_get(id);
            bool valued = !setting->is_attribute && setting->content != ACP_CONTENT_ELEMENTS;
            assert_true(valued ? on == 1 : on <= 1);
        }
    }
}

static void kinds_by_file_name(void **state)
{
    static const struct {
        const char *name;
        int kind;
    } cases[] = {
        {"AnyConnectLocalPolicy.xml", ACP_KIND_LOCAL_POLICY},
        {"a/b/ACTransforms.xml", ACP_KIND_TRANSFORMS},
        {".anyconnect", ACP_KIND_PREFERENCES},
        {"C:\\x\\preferences_global.xml", ACP_KIND_PREFERENCES},
        {"x.anyconnect", ACP_KIND_UNKNOWN},
        {"corp.VPNM", ACP_KIND_MGMT},
        {"a/vpnmgmttunprofile.JSON", ACP_KIND_MGMT},
        {"VpnMgmtTunProfile.yaml", ACP_KIND_MGMT},
        {"VpnMgmtTunProfile.yml", ACP_KIND_MGMT},
        {"VpnMgmtTunProfile.txt", ACP_KIND_UNKNOWN},
        {"Network Access Manager/newConfigFiles/configuration.xml", ACP_KIND_NAM},
        {"x/network access manager/SYSTEM/Configuration.xml", ACP_KIND_NAM},
        {"C:\\Network Access Manager\\system\\configuration.xml", ACP_KIND_NAM},
        {"newConfigFiles/configuration.xml", ACP_KIND_UNKNOWN},
        {"Network Access Manager/configuration.xml", ACP_KIND_UNKNOWN},
        {"Network Access Manager/system/x/configuration.xml", ACP_KIND_UNKNOWN},
        {"configuration.xml", ACP_KIND_UNKNOWN},
        {"orginfo.JSON", ACP_KIND_UMBRELLA},
        {"OrgInfo.xml", ACP_KIND_UMBRELLA},
        {"swg/SWGConfigOverride.json", ACP_KIND_UMBRELLA},
        {"CustomerExperience_Feedback.xml", ACP_KIND_FEEDBACK},
        {"links.URI", ACP_KIND_URI},
        {"corp.mobileconfig", ACP_KIND_MOBILECONFIG},
        {"ios/managed-configuration.json", ACP_KIND_MDM_IOS},
        {"x/android/managed-configuration.json", ACP_KIND_MDM_ANDROID},
        {"ChromeOS\\managed-configuration.json", ACP_KIND_MDM_CHROME},
        {"managed-configuration.json", ACP_KIND_UNKNOWN},
        {"amp.xml", ACP_KIND_UNKNOWN},
        {"", ACP_KIND_UNKNOWN},
        {"/", ACP_KIND_UNKNOWN},
        {"////", ACP_KIND_UNKNOWN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (acp_kind_of_file(cases[i].name) != (acp_kind)cases[i].kind)
            fail_msg("%s: kind %d", cases[i].name, acp_kind_of_file(cases[i].name));
    char longest[600];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(acp_kind_of_file(longest), ACP_KIND_UNKNOWN);
}

/* A rule of the structure check that leaves out a kind would let its mistakes pass in silence. */
static void structure_rules_cover_every_kind(void **state)
{
    static const struct {
        const char *rule;
        unsigned without;
        const char *why;
    } exceptions[] = {
        {"ACP0050", ~3u, "the root's namespace: only those have one"},
        {"ACP0051", ~7u, "and the local policy"},
        {"ACP0053", 7u, "have a namespace"},
        {"ACP0092", ~19u, "the names misprinted are not theirs"},
        {"ACP0100", ~23u, "no order of elements anywhere in them"},
        {"ACP0104", ~3u, "no ServerList"},
        {"ACP0112", ~3u, "UserControllable is unknown there like any other: ACP0111"},
        {"ACP0126", 16u, "the client leaves settings empty itself"},
        {"ACP0131", ~115u, "no numbers with a unit"},
        {"ACP1002", ~3u, "about profiles"},
        {"ACP3080", ~16u, "about preferences"},
        {"ACP3081", ~16u, "about preferences"},
    };
    unsigned all = 0;
    (void)state;
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++)
        if (acp_kinds[kind].schema >= 0 && !acp_kinds[kind].json_schema)
            all |= 1u << kind;
    for (size_t i = 0; i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        unsigned wanted = all;
        for (size_t k = 0; k < sizeof exceptions / sizeof *exceptions; k++)
            if (strcmp(exceptions[k].rule, rule->id) == 0)
                wanted &= ~exceptions[k].without;
        bool by_structure = rule->schema && !rule->expr && !rule->check;
        if (by_structure && (rule->kinds & wanted) != wanted)
            fail_msg("%s leaves out kinds %x", rule->id, wanted & ~rule->kinds);
    }
}

/* OrgInfo.json: settings made from a JSON Schema. */
static void umbrella(void **state)
{
    static const row rows[] = {
        {"organizationId", 1, 1, "text", NULL, NULL, true},
        {"fingerprint", 1, 1, "text", NULL, NULL, true},
        {"userId", 1, 1, "text", NULL, NULL, true},
    };
    (void)state;
    ROWS(ACP_KIND_UMBRELLA, rows);
    assert_int_equal(count_children(at(ACP_KIND_UMBRELLA, "OrgInfo")), sizeof rows / sizeof *rows);
    assert_int_equal(at(ACP_KIND_UMBRELLA, "OrgInfo")->platforms,
                     ACP_WINDOWS | ACP_MACOS | ACP_ANDROID);
    assert_string_equal(at(ACP_KIND_UMBRELLA, "userId")->label, "User");
    assert_int_equal(acp_kind_xsd(ACP_KIND_UMBRELLA).len, 0);
}

static void json_schemas(void **state)
{
    (void)state;
    char *text;
    size_t length;
    assert_int_equal(acp_kind_json_schema(ACP_KIND_UMBRELLA, &text, &length), ACP_OK);
    assert_int_equal(strlen(text), length);
    assert_non_null(strstr(text, "\"organizationId\""));
    free(text);
    assert_int_equal(acp_kind_json_schema(ACP_KIND_TRANSFORMS, &text, &length), ACP_OK);
    assert_non_null(strstr(text, "\"Transforms\""));
    assert_non_null(strstr(text, "\"maxProperties\": 1"));
    free(text);
    assert_int_equal(acp_kind_json_schema(ACP_KIND_ISE_POSTURE, &text, &length), ACP_OK);
    assert_non_null(strstr(text, "\"maximum\": 1}"));
    assert_null(strstr(text, "\"boolean\""));
    free(text);
    assert_int_equal(acp_kind_json_schema(ACP_KIND_FEEDBACK, &text, &length), ACP_NOT_FOUND);
}

/* Both roots of the transforms name the same settings. */
static void either_root_of_transforms(void **state)
{
    (void)state;
    static const char xml[] = "<Transforms><DisableVPN>true</DisableVPN></Transforms>";
    static const char *const paths[] = {"DisableVPN", "Transforms/DisableVPN",
                                        "ACTransforms/DisableVPN", "/Transforms/DisableVPN"};
    acp_findings *findings = acp_findings_new();
    acp_document *document;
    assert_int_equal(acp_document_read_memory("t.xml", xml, strlen(xml), NULL, findings, &document),
                     ACP_OK);
    assert_int_equal(document->kind, ACP_KIND_TRANSFORMS);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        acp_path_result *results;
        size_t count;
        char message[200];
        assert_int_equal(
            acp_path_find(document, paths[i], &results, &count, message, sizeof message), ACP_OK);
        assert_int_equal(count, 1);
        assert_true(acp_slice_is(results[0].value, "true"));
        free(results);
    }
    acp_document_free(document);
    acp_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nvm),
        cmocka_unit_test(nvm_field_facts),
        cmocka_unit_test(nvm_fields),
        cmocka_unit_test(ise_posture),
        cmocka_unit_test(amp),
        cmocka_unit_test(transforms_hold_the_local_policy),
        cmocka_unit_test(preferences_hold_what_users_control),
        cmocka_unit_test(unattested_in_profile_and_policy),
        cmocka_unit_test(telling_names),
        cmocka_unit_test(panes),
        cmocka_unit_test(panes_in_the_order_of_the_editor),
        cmocka_unit_test(each_value_is_on_one_pane),
        cmocka_unit_test(kinds_by_file_name),
        cmocka_unit_test(structure_rules_cover_every_kind),
        cmocka_unit_test(umbrella),
        cmocka_unit_test(json_schemas),
        cmocka_unit_test(either_root_of_transforms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
