/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The schema and kind tables against the published facts, and lookups over them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "document/slice.h"
#include "schema/schema.h"

static const acp_setting *setting_at(acp_kind kind, const char *tail)
{
    acp_setting_id id;
    if (acp_settings_by_tail(kind, tail, &id, 1) != 1)
        fail_msg("\"%s\" is not one setting", tail);
    return acp_setting_get(id);
}

static const acp_setting *vpn(const char *tail)
{
    return setting_at(ACP_KIND_VPN, tail);
}

/* ---- every row of the published facts ----------------------------------------------------- */

static void add_text_type(char *out, size_t size, const acp_setting *s)
{
    size_t used = strlen(out);
    if (s->value_count)
        for (unsigned i = 0; i < s->value_count; i++)
            used +=
                (size_t)snprintf(out + used, size - used, "%s%s", i ? "|" : "", s->values[i].name);
    else if (s->type == ACP_TYPE_STRING && s->max)
        snprintf(out + used, size - used, "string %ld..%ld", (long)s->min, (long)s->max);
    else if (s->type == ACP_TYPE_STRING)
        snprintf(out + used, size - used, "string");
    else
        snprintf(out + used, size - used, "integer %ld..%ld", (long)s->min, (long)s->max);
    if (s->collapse)
        strcat(out, " collapsed");
}

/* The row as the file of facts has it. */
static void print_row(char *out, size_t size, acp_setting_id id)
{
    const acp_setting *s = acp_setting_get(id);
    char path[300], type[500] = "", most[12];
    acp_setting_path(id, path, sizeof path);
    if (s->content == ACP_CONTENT_MIXED)
        strcat(type, "text ");
    if (s->content != ACP_CONTENT_ELEMENTS)
        add_text_type(type, sizeof type, s);
    if (s->content == ACP_CONTENT_MIXED)
        strcat(type, "; ");
    if (s->content != ACP_CONTENT_TEXT)
        strcat(type, s->any_order ? "children any order" : "children in order");
    snprintf(most, sizeof most, "%u", s->max_occurs);
    snprintf(out, size, "%s\t%u..%s\t%s\t%s", path, s->min_occurs,
             s->max_occurs == ACP_UNBOUNDED ? "n" : most, type,
             !s->default_value   ? "-"
             : *s->default_value ? s->default_value
                                 : "(empty)");
}

static void table_is_the_published_one(void **state)
{
    (void)state;
    FILE *facts = fopen("testdata/golden/schema-vpn.tsv", "r");
    assert_non_null(facts);
    char wanted[1024], row[1024];
    const acp_schema *schema = &acp_schemas[0];
    unsigned index = 0, elements = 0;
    while (fgets(wanted, sizeof wanted, facts)) {
        if (wanted[0] == '#')
            continue;
        wanted[strcspn(wanted, "\n")] = '\0';
        /* What the guide has and the published schema has not is not in the file. */
        while (index < schema->count && !acp_settings[schema->first + index].attested)
            index++;
        assert_true(index < schema->count);
        elements += !acp_settings[schema->first + index].is_attribute;
        print_row(row, sizeof row, (acp_setting_id)(schema->first + index++));
        assert_string_equal(row, wanted);
    }
    fclose(facts);
    assert_int_equal(index, schema->count);
    assert_true(elements > 136); /* what the published schema has, and later additions */
}

static void local_policy(void **state)
{
    static const char *const on_by_default[] = {
        "AllowSoftwareUpdatesFromAnyServer",   "AllowComplianceModuleUpdatesFromAnyServer",
        "AllowVPNProfileUpdatesFromAnyServer", "AllowManagementVPNProfileUpdatesFromAnyServer",
        "AllowISEProfileUpdatesFromAnyServer", "AllowServiceProfileUpdatesFromAnyServer",
        "AllowScriptUpdatesFromAnyServer",     "AllowHelpUpdatesFromAnyServer",
        "AllowResourceUpdatesFromAnyServer",   "AllowLocalizationUpdatesFromAnyServer"};
    (void)state;
    const acp_schema *schema = &acp_schemas[1];
    assert_string_equal(schema->name, "AnyConnectLocalPolicy");
    unsigned off = 0, on = 0;
    for (unsigned i = 0; i < schema->count; i++) {
        const acp_setting *s = &acp_settings[schema->first + i];
        if (s->type != ACP_TYPE_BOOLEAN)
            continue;
        off += strcmp(s->default_value, "false") == 0;
        on += strcmp(s->default_value, "true") == 0;
    }
    assert_int_equal(off, 17);
    assert_int_equal(on, 10);
    for (size_t i = 0; i < sizeof on_by_default / sizeof *on_by_default; i++)
        assert_string_equal(setting_at(ACP_KIND_LOCAL_POLICY, on_by_default[i])->default_value,
                            "true");
    const acp_setting *caching = setting_at(ACP_KIND_LOCAL_POLICY, "RestrictPreferenceCaching");
    assert_int_equal(caching->type, ACP_TYPE_ENUM);
    assert_int_equal(caching->value_count, 5);
    assert_string_equal(caching->values[0].name, "false");
    const acp_setting *server =
        setting_at(ACP_KIND_LOCAL_POLICY, "AuthorizedServerList/ServerName");
    assert_int_equal(server->max_occurs, ACP_UNBOUNDED);
    assert_int_equal(server->min_occurs, 0);
    assert_true(setting_at(ACP_KIND_LOCAL_POLICY, "AnyConnectLocalPolicy")->any_order);
    assert_true(setting_at(ACP_KIND_LOCAL_POLICY, "UpdatePolicy")->any_order);
    assert_int_equal(setting_at(ACP_KIND_LOCAL_POLICY, "@acversion")->min_occurs, 0);
    assert_int_equal(setting_at(ACP_KIND_LOCAL_POLICY, "OCSPRevocation")->platforms, ACP_LINUX);
}

/* ---- facts beside the published table ------------------------------------------------------ */

static void defaults_by_version(void **state)
{
    static const struct {
        const char *path;
        uint16_t version;
        const char *value;
    } cases[] = {
        {"AuthenticationTimeout", ACP_VERSION(5, 0), "30"},
        {"AuthenticationTimeout", ACP_VERSION(4, 2), "12"},
        {"AuthenticationTimeout", ACP_VERSION(4, 3), "30"},
        {"AuthenticationTimeout", 0, "30"},
        {"WindowsVPNEstablishment", ACP_VERSION(5, 1), "LocalUsersOnly"},
        {"WindowsVPNEstablishment", ACP_VERSION(4, 0), "LocalUsersOnly"},
        {"LinuxVPNEstablishment", ACP_VERSION(5, 1), "LocalUsersOnly"},
        {"AllowLocalProxyConnections", 0, "false"},
        {"AutoReconnectBehavior", 0, "DisconnectOnSuspend"},
        {"TrustedDNSDomains", 0, ""},
        {"MatchOnlyCertsWithEKU", 0, "false"},
        {"CertificateExpirationThreshold", 0, "0"},
        {"AutoReconnect/@UserControllable", 0, "false"},
        {"LocalLanAccess/@UserControllable", 0, "true"},
        {"HostEntry/HostAddress", 0, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *value = acp_setting_default(vpn(cases[i].path), cases[i].version);
        if (!cases[i].value)
            assert_null(value);
        else
            assert_string_equal(value, cases[i].value);
    }
    assert_string_equal(vpn("WindowsVPNEstablishment")->default_value, "AllowRemoteUsers");
    assert_non_null(vpn("WindowsVPNEstablishment")->effective_reason);
    assert_null(vpn("AutoReconnect")->effective_reason);
}

static void first_versions(void **state)
{
    static const char *const later[] = {"CertificateStoreMac",
                                        "DisableCaptivePortalDetection",
                                        "SuspendOnConnectedStandby",
                                        "LinuxLogonEnforcement",
                                        "LinuxVPNEstablishment",
                                        "TrustedHttpsServerList",
                                        "AllowedHosts",
                                        "CertificatePinning",
                                        "HostEntry/CertificatePinList",
                                        "MatchOnlyCertsWithEKU",
                                        "MatchOnlyCertsWithKU",
                                        "CertificateAccessControl",
                                        "CaptivePortalRemediationBrowserFailover"};
    (void)state;
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        assert_int_equal(vpn(later[i])->since, ACP_VERSION(4, 3));
    assert_int_equal(vpn("CertificateStoreLinux")->since, ACP_VERSION(5, 0));
    assert_int_equal(vpn("CertificateStore")->since, 0);
    const acp_setting *method = vpn("AuthMethodDuringIKENegotiation");
    for (unsigned i = 0; i < method->value_count; i++)
        assert_int_equal(method->values[i].since,
                         strcmp(method->values[i].name, "EAP-AnyConnect") ? 0 : ACP_VERSION(4, 3));
    assert_int_equal(vpn("WindowsLogonEnforcement")->values[2].since, ACP_VERSION(4, 3));
    assert_int_equal(acp_newest_version(), ACP_VERSION(5, 0));
}

static void every_setting_is_described(void **state)
{
    (void)state;
    for (unsigned i = 0; i < acp_setting_total; i++) {
        const acp_setting *s = acp_setting_get((acp_setting_id)i);
        assert_non_null(s->label);
        assert_non_null(s->help);
        assert_non_null(s->source);
        assert_true(s->platforms != 0 && s->platforms <= ACP_PLATFORMS_ALL);
        assert_int_equal(s->name_len, strlen(s->name));
        assert_int_equal(s->loose, s->content == ACP_CONTENT_MIXED ||
                                       strncmp(s->name, "MatchOnlyCertsWith", 18) == 0 ||
                                       strcmp(s->name, "ProxyPort") == 0);
        if (s->value_type) {
            size_t length = strcspn(s->value_type, " ");
            if (!acp_value_type_find(s->value_type, length))
                fail_msg("%s: no value type %s", s->name, s->value_type);
            assert_true(!s->value_type[length] || strcmp(s->value_type + length, " list") == 0);
        }
    }
}

static bool has_value(const acp_setting *s, acp_slice value)
{
    for (unsigned i = 0; i < s->value_count; i++)
        if (acp_slice_is(value, s->values[i].name))
            return true;
    return false;
}

/* Values named in the facts must be values of the setting, and an order of strictness must hold
 * each of them. */
static void facts_name_real_values(void **state)
{
    (void)state;
    for (unsigned i = 0; i < acp_setting_total; i++) {
        const acp_setting *s = acp_setting_get((acp_setting_id)i);
        if (s->value_count && s->default_value)
            assert_true(has_value(s, acp_slice_of(s->default_value)));
        if (s->value_count && s->effective)
            assert_true(has_value(s, acp_slice_of(s->effective)));
        if (s->default_before && s->value_count)
            assert_true(has_value(s, acp_slice_of(s->default_before_value)));
        if (!s->stricter || strcmp(s->stricter, "common") == 0)
            continue;
        if (strcmp(s->stricter, "smaller") == 0) {
            assert_int_equal(s->type, ACP_TYPE_INTEGER);
            continue;
        }
        acp_slice rest = acp_slice_of(s->stricter), item;
        unsigned items = 0;
        for (; acp_slice_next_item(&rest, &item); items++)
            if (!has_value(s, item))
                fail_msg("%s: stricter names %.*s", s->name, ACP_SLICE_ARGS(item));
        assert_int_equal(items, s->type == ACP_TYPE_BOOLEAN ? 1 : s->value_count);
    }
}

/* ---- links and lookups --------------------------------------------------------------------- */

static void ids_are_depth_first(void **state)
{
    (void)state;
    for (unsigned schema = 0; schema < acp_schema_total; schema++) {
        acp_setting_id first = acp_schemas[schema].first;
        assert_int_equal(acp_settings[first].parent, ACP_NO_SETTING);
        for (unsigned i = 0; i < acp_schemas[schema].count; i++) {
            acp_setting_id id = (acp_setting_id)(first + i);
            assert_int_equal(acp_setting_schema(id), schema);
            assert_true(acp_setting_within(id, first));
            if (!i)
                continue;
            const acp_setting *s = &acp_settings[id];
            assert_true(s->parent >= first && s->parent < id);
            assert_int_equal(acp_setting_child(s->parent, s->name, s->name_len, s->is_attribute),
                             id);
        }
    }
    assert_int_equal(acp_setting_schema((acp_setting_id)(acp_setting_total - 1)),
                     acp_schema_total - 1);
    assert_null(acp_setting_get((acp_setting_id)acp_setting_total));
    assert_null(acp_setting_get(ACP_NO_SETTING));
}

static void paths_and_tails(void **state)
{
    (void)state;
    acp_setting_id ids[4];
    char path[200];
    for (unsigned i = 0; i < acp_setting_total; i++) {
        int kind = ACP_KIND_MGMT;
        while (acp_kind_get((acp_kind)kind)->schema != (int)acp_setting_schema((acp_setting_id)i))
            kind++;
        acp_setting_path((acp_setting_id)i, path, sizeof path);
        assert_int_equal(acp_settings_by_tail((acp_kind)kind, path, ids, 4), 1);
        assert_int_equal(ids[0], i);
    }
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "HostAddress", ids, 2), 4);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "BackupServerList/HostAddress", ids, 4), 2);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "HostEntry/HostAddress", ids, 4), 1);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "@Subject", ids, 4), 2);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "Subject", ids, 4), 0);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "@AutoReconnect", ids, 4), 0);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "autoreconnect", ids, 4), 0);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "HostEntr", ids, 4), 0);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "ntry/HostName", ids, 4), 0);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "/AnyConnectProfile/ServerList", ids, 4),
                     1);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "/ServerList", ids, 4), 0);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "x/AnyConnectProfile", ids, 4), 0);
    static const char *const odd[] = {"",     "/", "//", "HostEntry/", "//ServerList",
                                      "a//b", "@", "/@"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, odd[i], ids, 4), 0);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_NVM, "Port", ids, 4), 1);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_FEEDBACK, "Port", ids, 4), 0);
    assert_int_equal(acp_settings_by_tail(ACP_KIND_UNKNOWN, "Port", ids, 4), 0);
}

static void path_buffers(void **state)
{
    (void)state;
    static const char whole[] = "AnyConnectProfile/ServerList/HostEntry/CAURL/@Thumbprint";
    acp_setting_id id;
    char buffer[sizeof whole + 8];
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, "HostEntry/CAURL/@Thumbprint", &id, 1), 1);
    for (size_t size = 0; size < sizeof buffer; size++) {
        memset(buffer, '#', sizeof buffer);
        assert_int_equal(acp_setting_path(id, buffer, size), sizeof whole - 1);
        assert_int_equal(buffer[size], '#');
        if (size)
            assert_int_equal(strncmp(buffer, whole, size - 1), 0);
    }
    assert_int_equal(acp_setting_path(ACP_NO_SETTING, buffer, sizeof buffer), 0);
    assert_string_equal(buffer, "");
}

static void kinds(void **state)
{
    (void)state;
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++) {
        const acp_kind_row *row = acp_kind_get((acp_kind)kind);
        assert_non_null(row->name);
        assert_non_null(row->label);
        assert_non_null(row->file);
        assert_non_null(row->roots);
        assert_non_null(row->files);
        assert_int_equal(acp_kind_by_name(row->name), kind);
        acp_slice xsd = acp_kind_xsd((acp_kind)kind);
        assert_int_equal(row->schema >= 0 && !row->json_schema, xsd.len > 0);
        assert_int_equal(row->schema >= 0, acp_kind_root((acp_kind)kind) != ACP_NO_SETTING);
        if (!xsd.len)
            continue;
        if (kind <= ACP_KIND_LOCAL_POLICY) {
            assert_string_equal(row->ns, "http://schemas.xmlsoap.org/encoding/");
            assert_string_equal(row->ns, acp_schemas[row->schema].ns);
        } else {
            assert_null(row->ns);
            assert_null(acp_schemas[row->schema].ns);
        }
        assert_non_null(acp_slice_find(xsd, acp_slice_of(row->roots[0])));
        assert_int_equal(strncmp(xsd.ptr, "<?xml", 5), 0);
        assert_int_equal(strncmp(xsd.ptr + xsd.len - 12, "</xs:schema>", 12) == 0 ||
                             strncmp(xsd.ptr + xsd.len - 13, "</xs:schema>\n", 13) == 0,
                         1);
        assert_string_equal(acp_setting_get(acp_kind_root((acp_kind)kind))->name, row->roots[0]);
    }
    assert_null(acp_kind_get(ACP_KIND_UNKNOWN));
    assert_null(acp_kind_get(ACP_KIND_COUNT));
    assert_int_equal(acp_kind_by_name("VPN"), ACP_KIND_UNKNOWN);
    assert_int_equal(acp_kind_root(ACP_KIND_MGMT), acp_kind_root(ACP_KIND_VPN));
}

/* A name known of a kind without schema must not also be one that a schema has. */
static void names_and_versions(void **state)
{
    static const struct {
        const char *text;
        uint16_t version;
    } versions[] = {
        {"5", ACP_VERSION(5, 0)},
        {"5.1", ACP_VERSION(5, 1)},
        {"4.10.07061", ACP_VERSION(4, 10)},
        {"", 0},
        {"x", 0},
        {"5.", 0},
        {"5.x", 0},
        {"v5", 0},
        {"5 ", 0},
        {"0.1", 0},
        {"-5", 0},
        {"256.1", 0},
        {"5.256", 0},
        {"5.1-rc", 0},
        {"99999999999999999999", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
        assert_int_equal(acp_version_parse(versions[i].text), versions[i].version);
    unsigned all = 0;
    for (unsigned i = 0; acp_platform_name(i); i++) {
        const char *name = acp_platform_name(i);
        assert_int_equal(acp_platform_by_name(name, strlen(name)), 1u << i);
        all |= 1u << i;
    }
    assert_int_equal(all, ACP_PLATFORMS_ALL);
    assert_int_equal(acp_platform_by_name("linux", 5), ACP_LINUX);
    assert_int_equal(acp_platform_by_name("uwp", 3), ACP_UWP);
    assert_int_equal(acp_platform_by_name("linu", 4), 0);
    assert_int_equal(acp_platform_by_name("", 0), 0);
    acp_severity severity;
    assert_true(acp_severity_by_name("off", &severity));
    assert_int_equal(severity, ACP_OFF);
    assert_false(acp_severity_by_name("Error", &severity));
    assert_string_equal(acp_severity_name(ACP_WARNING), "warning");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_is_the_published_one),
        cmocka_unit_test(local_policy),
        cmocka_unit_test(defaults_by_version),
        cmocka_unit_test(first_versions),
        cmocka_unit_test(every_setting_is_described),
        cmocka_unit_test(facts_name_real_values),
        cmocka_unit_test(ids_are_depth_first),
        cmocka_unit_test(paths_and_tails),
        cmocka_unit_test(path_buffers),
        cmocka_unit_test(kinds),
        cmocka_unit_test(names_and_versions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
