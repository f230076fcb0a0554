/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rule expressions: what they mean, where their findings point, and what is said of wrong ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "check/expr.h"
#include "document/buffer.h"

static const char profile[] =
    "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">\n"
    "<ClientInitialization>\n"
    "<AutoReconnect UserControllable=\" true \">true\n"
    "<AutoReconnectBehavior>ReconnectAfterResume</AutoReconnectBehavior>\n"
    "</AutoReconnect>\n"
    "<LocalLanAccess></LocalLanAccess>\n"
    "<AuthenticationTimeout>45</AuthenticationTimeout>\n"
    "<AutomaticVPNPolicy>true\n"
    "<TrustedDNSDomains>a.example, *.b.example,,A.example</TrustedDNSDomains>\n"
    "</AutomaticVPNPolicy>\n"
    "<CertificatePinning>true<CertificatePinList>\n"
    "<Pin Issuer=\"one\">AA:bb cc</Pin><Pin>dd</Pin>\n"
    "</CertificatePinList></CertificatePinning>\n"
    "</ClientInitialization>\n"
    "<ServerList>\n"
    "<HostEntry><HostName>Paris</HostName><HostAddress>https://[2001:db8::1]:8443/a/b</HostAddress>"
    "<UserGroup>x</UserGroup></HostEntry>\n"
    "<HostEntry><HostName>paris</HostName><BackupServerList><HostAddress>b1</HostAddress>"
    "<HostAddress>b2</HostAddress></BackupServerList></HostEntry>\n"
    "<HostEntry><HostName>Z\xc3\xbcrich</HostName><HostAddress>b1</HostAddress>"
    "<CertificatePinList><Pin>AA:bb cc</Pin><Pin>AA:bb cc</Pin></CertificatePinList></HostEntry>\n"
    "</ServerList>\n"
    "</AnyConnectProfile>\n";

typedef struct {
    const char *when, *at, *unique, *each[4];
    bool nocase;
    unsigned platforms;
    uint16_t client;
    const char *found; /* "LINE:COLUMN ..." of the findings, in order of evaluation */
} row;

static acp_document *document;

static int set_up(void **state)
{
    (void)state;
    acp_read_options options = {.kind = ACP_KIND_VPN};
    acp_findings *findings = acp_findings_new();
    acp_status status = acp_document_read_memory("vpn.xml", profile, sizeof profile - 1, &options,
                                                 findings, &document);
    acp_findings_free(findings);
    return status == ACP_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    acp_document_free(document);
    return 0;
}

static acp_expr_source source_of(const row *r)
{
    return (acp_expr_source){.when = r->when,
                             .at = r->at,
                             .unique = r->unique,
                             .each = r->each,
                             .unique_nocase = r->nocase,
                             .kinds = document->kind == ACP_KIND_NVM
                                          ? 1u << ACP_KIND_NVM
                                          : 1u << ACP_KIND_VPN | 1u << ACP_KIND_MGMT};
}

static void check(const row *r)
{
    acp_arena arena = {0};
    acp_expr *expr;
    char message[500] = "";
    acp_expr_source source = source_of(r);
    if (acp_expr_compile(&arena, &source, &expr, message, sizeof message) != ACP_OK)
        fail_msg("%s: %s", r->when ? r->when : r->unique, message);
    assert_null(expr->next); /* vpn and mgmt share a schema */
    acp_rule rule = {.id = "TEST1",
                     .key = "test",
                     .title = "test",
                     .remedy = "none",
                     .kinds = source.kinds,
                     .expr = expr};
    acp_findings *findings = acp_findings_new();
    acp_check_options options = {0};
    acp_run run = {.document = document,
                   .options = &options,
                   .findings = findings,
                   .platforms = r->platforms,
                   .client_version = r->client ? r->client : acp_newest_version()};
    acp_expr_run(&run, &rule);
    acp_buffer found = {0};
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        acp_position at = acp_findings_get(findings, i)->start;
        acp_buffer_printf(&found, "%s%u:%u", i ? " " : "", at.line, at.column);
    }
    const char *text = found.text ? found.text : "";
    if (strcmp(text, r->found) != 0)
        fail_msg("%s: found '%s', expected '%s'", r->when ? r->when : r->unique, text, r->found);
    acp_buffer_free(&found);
    acp_findings_free(findings);
    acp_arena_free(&arena);
}

/* Conditions about the whole document; each points at the root's name, 1:2, when it holds. */
static void conditions(void **state)
{
    static const char *const hold[] = {
        "AutoReconnect = 'true'",
        "AutoReconnect/@UserControllable = 'true'",
        "LocalLanAccess = ''",
        "MinimizeOnConnect = 'true'", /* absent: what the client does */
        "MinimizeOnConnect/@UserControllable = 'true'",
        "AuthenticationTimeout = 45 and AuthenticationTimeout = '45'",
        "AuthenticationTimeout > 44.5 and AuthenticationTimeout <= 45",
        "AuthenticationTimeout + 5 - 10 = 40",
        "-1 < 0 and 2 - 3 = -1",
        "AutoReconnect != 1 and not(AutoReconnect < 1) and not(AutoReconnect >= 1)",
        "TrustedHttpsServerList = ''",
        "count(HostEntry) = 3 and count(/ServerList/HostEntry/HostAddress) = 2",
        "count(CertificatePinning/CertificatePinList/Pin/@Issuer) = 1",
        "count(items(TrustedDNSDomains)) = 4 and count(items(TrustedDNSServers)) = 0",
        "present(LocalLanAccess) and not(present(TrustedDNSServers))",
        "present(HostEntry/UserGroup) and not(present(HostEntry/CAURL/@Thumbprint))",
        "some(HostEntry, HostName = 'Paris' and present(UserGroup))",
        "not(some(HostEntry, HostName = 'Paris' and UserGroup = 'y'))",
        "every(HostEntry, HostName != '')",
        "not(every(HostEntry, present(UserGroup)))",
        "every(HostEntry/CAURL, . = 'nothing at all')",
        "some(items(TrustedDNSDomains), starts-with(., '*'))",
        "some(items(TrustedDNSDomains), . = '')",
        "every(items(TrustedDNSServers), . = 'none')",
        "some(HostEntry/HostName, string-length(.) = 6 and . = 'Z\xc3\xbcrich')",
        "some(HostEntry, some(BackupServerList/HostAddress, some(/HostEntry/HostAddress, . = "
        "'b1')))",
        "some(HostEntry, count(BackupServerList/HostAddress) = 2 and HostName = 'paris')",
        "some(HostEntry/BackupServerList/HostAddress, . = 'b2' and ../../HostName = 'paris')",
        "some(HostEntry/BackupServerList/HostAddress, count(../HostAddress) = 2)",
        "string-length('') = 0 and string-length(AutoReconnect) = 4",
        "starts-with(AutoReconnect, 'tr') and contains(AutoReconnect, 'ru')",
        "contains(AutoReconnect, '') and not(contains('', 'x'))",
        "matches(AutoReconnect, '^(true|false)$')",
        "valid('ipv4', '192.0.2.1') and not(valid(ipv4, 'x'))",
        "some(HostEntry, name(.) = 'HostEntry' and every(HostName, name(.) = 'HostName')) and "
        "some(AutoReconnect/@UserControllable, name(.) = 'UserControllable')",
        "lower('ABC') = 'abc' and lower(\"it's\") = \"it's\"",
        "some(CertificatePinning/CertificatePinList/Pin, hex(.) = 'AAbbcc')",
        "some(HostEntry/HostAddress, host-of(.) = '2001:db8::1' and port-of(.) = 8443 and "
        "path-of(.) = 'a/b')",
        "host-of('not an address at all') = ''",
        "not(platform('windows')) and not(excludes('linux'))",
        "kind('vpn') and not(kind('mgmt')) and not(kind(preferences))",
        "client('4.2') and not(client('99'))",
        "(AutoReconnect = 'true' or AutoReconnect = 'x') and (1 = 1)",
        "AnyConnectProfile/ClientInitialization/AutoReconnect = 'true'",
        "1 = 2 or 1 = 1 and 2 = 2",
        "not(1 = 1 and 2 = 3)",
        "value(AutoReconnect) = 'true'",
        "lower(AuthenticationTimeout) = '45' and string-length(40 + 5) = 2",
    };
    (void)state;
    for (size_t i = 0; i < sizeof hold / sizeof *hold; i++) {
        char text[600];
        row holds = {.when = hold[i], .at = "AnyConnectProfile", .found = "1:2"};
        snprintf(text, sizeof text, "not(%s)", hold[i]);
        row fails = {.when = text, .at = "AnyConnectProfile", .found = ""};
        check(&holds);
        check(&fails);
    }
}

static void places(void **state)
{
    static const row rows[] = {
        {.when = "AutoReconnect = 'true'", .at = "AutoReconnect", .found = "3:42"},
        {.when = "AutoReconnect = 'true'", .at = "name(AutoReconnect)", .found = "3:2"},
        {.when = "1 = 1", .at = "AutoReconnect/@UserControllable", .found = "3:34"},
        {.when = "1 = 1", .at = "name(AutoReconnect/@UserControllable)", .found = "3:16"},
        {.when = "1 = 1", .at = "LocalLanAccess", .found = "6:2"},
        {.when = "1 = 1", .at = "LocalLanAccess/@UserControllable", .found = "6:2"},
        {.when = "1 = 1", .at = "ServerList", .found = "15:2"},
        {.when = "1 = 1", .at = "TrustedHttpsServer/Address", .found = "8:2"},
        {.when = "1 = 1", .at = "MobilePolicy", .found = "2:2"},
        {.when = "1 = 1", .at = "HostEntry/HostName", .found = "16:22"},
        /* without at: the first written setting the condition names */
        {.when = "present(TrustedDNSServers) or AutoReconnectBehavior != ''", .found = "4:24"},
        {.when = "not(present(TrustedDNSServers))", .found = "1:2"},
        {.when = "HostName = 'Paris'", .each = {"HostEntry"}, .found = "16:2"},
        {.when = "HostName = 'Paris'",
         .each = {"HostEntry"},
         .at = "HostAddress",
         .found = "16:51"},
        {.when = "HostAddress = ''", .each = {"HostEntry"}, .at = "HostAddress", .found = "17:2"},
        {.when = "HostAddress = ''",
         .each = {"HostEntry"},
         .at = "/AutoReconnect",
         .found = "3:42"},
        {.when = ". = 'b2'",
         .each = {"HostEntry/BackupServerList/HostAddress"},
         .at = "../../HostName",
         .found = "17:22"},
        {.when = ". = 'one'",
         .each = {"CertificatePinning/CertificatePinList/Pin/@Issuer"},
         .found = "12:14"},
        {.when = ". = 'one' and .. = 'AA:bb cc'",
         .each = {"CertificatePinning/CertificatePinList/Pin/@Issuer"},
         .at = "..",
         .found = "12:19"},
        {.when = ". = 'dd' or . = 'b1'",
         .each = {"CertificatePinning/CertificatePinList/Pin", "HostEntry/HostAddress"},
         .found = "12:38 18:52"},
        {.when = "contains(., 'example')",
         .each = {"items(TrustedDNSDomains)"},
         .at = ".",
         .found = "9:20 9:31 9:44"},
        {.when = ". = ''", .each = {"items(TrustedDNSDomains)"}, .found = "9:43"},
        {.when = ". = ''", .each = {"items(TrustedDNSDomains)"}, .at = "name(.)", .found = "9:2"},
        {.when = "present(../HostName)", .each = {"HostEntry/CAURL"}, .found = ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(&rows[i]);
}

static void repeated(void **state)
{
    static const row rows[] = {
        {.unique = "HostEntry/HostName", .at = ".", .found = ""},
        {.unique = "HostEntry/HostName", .nocase = true, .at = ".", .found = "17:22"},
        {.unique = "HostEntry/CertificatePinList/Pin", .found = "18:112"},
        {.unique = "BackupServerList/HostAddress", .each = {"HostEntry"}, .found = ""},
        {.unique = "CertificatePinList/Pin",
         .each = {"HostEntry", "CertificatePinning"},
         .found = "18:112"},
        {.unique = "HostEntry/HostName",
         .nocase = true,
         .when = "present(../UserGroup)",
         .found = ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(&rows[i]);
}

static void targets(void **state)
{
    static const row rows[] = {
        {.when = "platform('windows')", .platforms = ACP_WINDOWS | ACP_LINUX, .found = "1:2"},
        {.when = "platform('macos')", .platforms = ACP_WINDOWS, .found = ""},
        {.when = "excludes('macos')", .platforms = ACP_WINDOWS, .found = "1:2"},
        {.when = "excludes('windows')", .platforms = ACP_WINDOWS, .found = ""},
        {.when = "client('4.10')", .client = ACP_VERSION(4, 9), .found = ""},
        {.when = "client('4.10')", .client = ACP_VERSION(4, 10), .found = "1:2"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(&rows[i]);
}

/* What values stand for, which the schema of NVM profiles says of a flow filter's fields. */
static void meanings(void **state)
{
    static const char nvm[] = "<NVMProfile><DataCollectionPolicy><FlowFilterRule>\n"
                              "<Condition><Field>DestinationTransportPort</Field></Condition>\n"
                              "<Condition><Field> SourceIPv6Address </Field></Condition>\n"
                              "<Condition><Field>sourceipv6address</Field></Condition>\n"
                              "<Condition/>\n"
                              "</FlowFilterRule></DataCollectionPolicy></NVMProfile>\n";
    static const row rows[] = {
        {.when = "stands-for(Field) = 'port'", .each = {"Condition"}, .found = "2:2"},
        {.when = "stands-for(Field) = 'IPv6 address'", .each = {"Condition"}, .found = "3:2"},
        {.when = "stands-for(Field) = ''", .each = {"Condition"}, .found = "4:2 5:2"},
        {.when = "string-length(stands-for(../Field)) = 4",
         .each = {"Condition/Field"},
         .found = "2:19"},
    };
    acp_document *profile_document = document;
    acp_findings *findings = acp_findings_new();
    acp_read_options options = {.kind = ACP_KIND_NVM};
    (void)state;
    assert_int_equal(
        acp_document_read_memory("nvm.xml", nvm, sizeof nvm - 1, &options, findings, &document),
        ACP_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(&rows[i]);
    acp_document_free(document);
    acp_findings_free(findings);
    document = profile_document;
}

static const struct {
    row row;
    const char *words; /* beginning and, behind "...", part of the message */
} wrong[] = {
    {{.when = "AutoReconnect = true"}, "when, column 17: ... write 'true'"},
    {{.when = "AlwaysOn = true()"}, "when, column 12: ... write 'true'"},
    {{.when = "AutoReconnect"}, "when, column 1: ... AutoReconnect = 'true'"},
    {{.when = "not(AutoReconnect)"}, "when, column 5: ... is a value"},
    {{.when = "AutoReconnect and 1 = 1"}, "when, column 1: ... is a value"},
    {{.when = "count(HostEntry)"}, "when, column 1: ... number"},
    {{.when = "AutoReconect = 'true'"}, "when, column 1: ... do you mean AutoReconnect?"},
    {{.when = "Nonsenses = 'true'"}, "when, column 1: ... no setting Nonsenses"},
    {{.when = "BackupServerList/HostAddress = ''"},
     "when, column 1: ... ClientInitialization/BackupServerList/HostAddress"},
    {{.when = "HostEntry/HostName = ''"}, "when, column 1: ... several"},
    {{.when = "count(items(HostEntry/HostName)) = 1"}, "when, column 7: ... several"},
    {{.when = "value(HostEntry/HostName) = ''"}, "when, column 7: ... several"},
    {{.when = "AutoReconnect = 'true"}, "when, column 17: ... not closed"},
    {{.when = "AutoReconnect = 'true' 'x'"}, "when, column 24: ... left over"},
    {{.when = "AutoReconnect == 'true'"}, "when, column 16: "},
    {{.when = "AutoReconnect = 'true' && 1 = 1"}, "when, column 24: ... 'and'"},
    {{.when = "AutoReconnect = 'a' | 1 = 1"}, "when, column 21: ... 'or'"},
    {{.when = "!present(AutoReconnect)"}, "when, column 1: ... not("},
    {{.when = "HostEntry[1] = 'x'"}, "when, column 10: ... some("},
    {{.when = "count(*) = 1"}, "when, column 7: "},
    {{.when = "presnt(AutoReconnect)"}, "when, column 1: ... present(PATH)"},
    {{.when = "present('x')"}, "when, column 9: ... path"},
    {{.when = "present(AutoReconnect"}, "when, column 22: ... ')'"},
    {{.when = "AutoReconnect ="}, "when, column 16: ... missing"},
    {{.when = ""}, "when, column 1: ... missing"},
    {{.when = "and = 'x'"}, "when, column 1: "},
    {{.when = "(1 = 1) = (2 = 2)"}, "when, column 2: ... condition"},
    {{.when = "lower(1 = 1) = 'x'"}, "when, column 7: ... condition"},
    {{.when = "1 + (1 = 1) = 2"}, "when, column 6: ... condition"},
    {{.when = ". = 'x'"}, "when, column 1: ... each"},
    {{.when = "name(.) = 'x'"}, "when, column 6: ... name(.), inside each"},
    {{.when = "some(HostEntry, name(HostName) = 'x')"}, "when, column 22: ... name(.)"},
    {{.when = "../ServerList = 'x'"}, "when, column 1: ... above the root"},
    {{.when = "ServerList/../AutoReconnect = 'x'"}, "when, column 1: ... start of a path"},
    {{.when = "valid('ipv5', 'x')"}, "when, column 7: ... ipv4"},
    {{.when = "kind('vnp')"}, "when, column 6: no document kind 'vnp'"},
    {{.when = "platform('beos')"}, "when, column 10: ... windows"},
    {{.when = "client('new')"}, "when, column 8: ... version"},
    {{.when = "client(4.2)"}, "when, column 8: ... quotes"},
    {{.when = "matches(AutoReconnect, AutoReconnect)"}, "when, column 24: ... quotes"},
    {{.when = "matches(AutoReconnect, '(a')"}, "when, column 27: ... parenthesis"},
    {{.when = "matches(AutoReconnect, '(a)\\1')"}, "when, column 29: ... back-references"},
    {{.when = "stands-for(AutoReconnect) = 'x'"}, "when, column 12: ... does not say"},
    {{.when = "stands-for(HostEntry/HostName) = 'x'"}, "when, column 12: ... several"},
    {{.when = "items(TrustedDNSDomains) = 'x'"}, "when, column 1: ... items()"},
    {{.when = "AutoReconnect = 'true'", .each = {"HostEntry"}},
     "when, column 1: ... write /AutoReconnect"},
    {{.when = "1 = 1", .each = {"HostEntries"}}, "each, column 1: ... HostEntry"},
    {{.when = "1 = 1", .each = {"HostEntry HostName"}}, "each, column 11: ... left over"},
    {{.when = "1 = 1", .at = "Nowhere"}, "at, column 1: ... no setting"},
    {{.when = "1 = 1", .at = "."}, "at, column 1: ... each"},
    {{.when = "1 = 1", .at = "name(AutoReconnect"}, "at, column 19: ... ')'"},
    {{.when = "1 = 1", .at = "items(TrustedDNSDomains)"}, "at, column 1: ... item"},
    {{.unique = "items(TrustedDNSDomains)"}, "unique, column 1: ... whole values"},
    {{.unique = "HostEntry/HostNam"}, "unique, column 1: ... do you mean HostName?"},
};

static void mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        acp_arena arena = {0};
        acp_expr *expr;
        char message[500] = "", start[64];
        acp_expr_source source = source_of(&wrong[i].row);
        const char *dots = strstr(wrong[i].words, "... ");
        snprintf(start, sizeof start, "%.*s",
                 dots ? (int)(dots - wrong[i].words) : (int)strlen(wrong[i].words), wrong[i].words);
        acp_status status = acp_expr_compile(&arena, &source, &expr, message, sizeof message);
        if (status != ACP_BAD_VALUE || strncmp(message, start, strlen(start)) != 0 ||
            (dots && !strstr(message, dots + 4)))
            fail_msg("%s: '%s'", wrong[i].row.when ? wrong[i].row.when : wrong[i].words, message);
        acp_arena_free(&arena);
    }
}

static acp_status compile_text(const char *when, char *message, size_t size)
{
    acp_arena arena = {0};
    acp_expr *expr;
    row r = {.when = when};
    acp_expr_source source = source_of(&r);
    acp_status status = acp_expr_compile(&arena, &source, &expr, message, size);
    acp_arena_free(&arena);
    return status;
}

static void bounds(void **state)
{
    char message[500];
    acp_buffer text = {0};
    (void)state;
    for (int depth = 30; depth <= 40; depth += 10) {
        for (int i = 0; i < depth; i++)
            acp_buffer_puts(&text, "(");
        acp_buffer_puts(&text, "1 = 1");
        for (int i = 0; i < depth; i++)
            acp_buffer_puts(&text, ")");
        assert_int_equal(compile_text(text.text, message, sizeof message),
                         depth == 30 ? ACP_OK : ACP_BAD_VALUE);
        acp_buffer_free(&text);
        text = (acp_buffer){0};
    }
    assert_non_null(strstr(message, "nested"));
    for (int i = 0; i < 300; i++)
        acp_buffer_puts(&text, "1 = 1 and ");
    acp_buffer_puts(&text, "1 = 1");
    assert_int_equal(compile_text(text.text, message, sizeof message), ACP_BAD_VALUE);
    assert_non_null(strstr(message, "operations"));
    for (int i = 0; i < 300; i++)
        acp_buffer_puts(&text, "                ");
    assert_int_equal(compile_text(text.text, message, sizeof message), ACP_BAD_VALUE);
    assert_non_null(strstr(message, "characters"));
    acp_buffer_free(&text);
}

static void kinds(void **state)
{
    acp_arena arena = {0};
    acp_expr *expr;
    char message[500];
    acp_expr_source source = {.when = "FipsMode = 'true'", .kinds = 1u << ACP_KIND_LOCAL_POLICY};
    (void)state;
    assert_int_equal(acp_expr_compile(&arena, &source, &expr, message, sizeof message), ACP_OK);
    assert_int_equal(expr->kind, ACP_KIND_LOCAL_POLICY);
    source.kinds |= 1u << ACP_KIND_VPN;
    assert_int_equal(acp_expr_compile(&arena, &source, &expr, message, sizeof message),
                     ACP_BAD_VALUE);
    source.when = "1 = 1";
    assert_int_equal(acp_expr_compile(&arena, &source, &expr, message, sizeof message), ACP_OK);
    assert_non_null(expr->next);
    source.kinds = 1u << ACP_KIND_NAM;
    assert_int_equal(acp_expr_compile(&arena, &source, &expr, message, sizeof message),
                     ACP_BAD_VALUE);
    acp_arena_free(&arena);
}

/* Values longer than the scratch space of lower() and hex(). */
static void long_values(void **state)
{
    acp_buffer text = {0};
    acp_findings *findings = acp_findings_new();
    acp_read_options options = {.kind = ACP_KIND_VPN};
    acp_document *small = document;
    (void)state;
    acp_buffer_puts(&text, "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">"
                           "<ServerList><HostEntry><HostName>");
    for (int i = 0; i < 5000; i++)
        acp_buffer_puts(&text, "Ab");
    acp_buffer_puts(&text, "</HostName></HostEntry></ServerList></AnyConnectProfile>");
    assert_int_equal(
        acp_document_read_memory("vpn.xml", text.text, text.length, &options, findings, &document),
        ACP_OK);
    row r = {.when = "some(HostEntry/HostName, lower(hex(.)) = lower(.) and starts-with(lower(.), "
                     "'abab') and string-length(lower(.)) = 10000)",
             .at = "AnyConnectProfile",
             .found = "1:2"};
    check(&r);
    acp_document_free(document);
    document = small;
    acp_findings_free(findings);
    acp_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions), cmocka_unit_test(places),   cmocka_unit_test(repeated),
        cmocka_unit_test(targets),    cmocka_unit_test(meanings), cmocka_unit_test(mistakes),
        cmocka_unit_test(bounds),     cmocka_unit_test(kinds),    cmocka_unit_test(long_values),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
