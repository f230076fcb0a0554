/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Comments that suppress findings, in the three formats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/buffer.h"
#include "profile.h"

#define ROOT                                                                                       \
    "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\" "                           \
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "                                     \
    "xsi:schemaLocation=\"http://schemas.xmlsoap.org/encoding/ AnyConnectProfile.xsd\">"
/* Settings without which ACP1010 to ACP1012 would be reported. */
#define STATED                                                                                     \
    "<AllowLocalProxyConnections>true</AllowLocalProxyConnections>"                                \
    "<AutoReconnect>true<AutoReconnectBehavior>ReconnectAfterResume</AutoReconnectBehavior>"       \
    "</AutoReconnect><WindowsVPNEstablishment>LocalUsersOnly</WindowsVPNEstablishment>"            \
    "<LinuxVPNEstablishment>LocalUsersOnly</LinuxVPNEstablishment>"
#define HOSTS "<ServerList><HostEntry><HostName>gw.example.com</HostName></HostEntry></ServerList>"

static void check(acp_format format, const char *text, const acp_check_options *options,
                  const char *expected)
{
    static const acp_check_options none;
    acp_findings *findings = acp_findings_new();
    acp_read_options read = {.kind = ACP_KIND_VPN, .format = format};
    acp_buffer found = {0};
    assert_int_equal(
        acp_check_memory("vpn", text, strlen(text), &read, options ? options : &none, findings),
        ACP_OK);
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        acp_buffer_printf(&found, "%s%u:%u %s", i ? ", " : "", finding->start.line,
                          finding->start.column, finding->rule->id);
    }
    assert_string_equal(found.text ? found.text : "", expected);
    acp_buffer_free(&found);
    acp_findings_free(findings);
}

/* A profile with lines in its ClientInitialization, from line 2 on. */
static void check_lines(const char *lines, const acp_check_options *options, const char *expected)
{
    acp_buffer text = {0};
    acp_buffer_printf(&text,
                      ROOT "<ClientInitialization>\n%s\n" STATED "</ClientInitialization>" HOSTS
                           "</AnyConnectProfile>\n",
                      lines);
    check(ACP_FORMAT_XML, text.text, options, expected);
    acp_buffer_free(&text);
}

static void covers(void **state)
{
    (void)state;
    check_lines("<LocalLanAccess>true</LocalLanAccess>", NULL, "2:17 ACP1100");
    check_lines("<!-- acprof: ignore ACP1100 because the printers are there -->\n"
                "<LocalLanAccess>true</LocalLanAccess>",
                NULL, "");
    check_lines("<!-- acprof: ignore local-lan-access-on because printers -->"
                "<LocalLanAccess>true</LocalLanAccess>",
                NULL, "");
    check_lines("<!--acprof:ignore ACP1100 because printers-->"
                "<LocalLanAccess>true</LocalLanAccess>",
                NULL, "");
    check_lines("<!-- acprof: ignore ACP1100 because of the printers -->\n<!-- more to say -->\n"
                "<LocalLanAccess>true</LocalLanAccess>",
                NULL, "");
    check_lines("<!-- acprof: ignore ACP1100, ACP0121 because\n printers and a slip -->\n"
                "<LocalLanAccess UserControllable=\"True\">true</LocalLanAccess>",
                NULL, "");
    /* only the element that follows, and only the rules named */
    check_lines("<!-- acprof: ignore ACP1100 because printers -->\n"
                "<LocalLanAccess UserControllable=\"True\">true</LocalLanAccess>",
                NULL, "3:35 ACP0121");
    check_lines("<LocalLanAccess>true</LocalLanAccess>\n"
                "<!-- acprof: ignore ACP1100 because printers -->\n"
                "<MinimizeOnConnect>true</MinimizeOnConnect>",
                NULL, "2:17 ACP1100, 3:1 ACP0141");
}

static void covers_everything_inside(void **state)
{
    (void)state;
    check(ACP_FORMAT_XML,
          "<?xml version=\"1.0\"?>\n<!-- acprof: ignore ACP1100, ACP1020 because of the printers "
          "-->" ROOT "<ClientInitialization>\n" STATED
          "<LocalLanAccess>true</LocalLanAccess></ClientInitialization></AnyConnectProfile>",
          NULL, "");
    check(ACP_FORMAT_XML,
          ROOT "\n<!-- acprof: ignore ACP1100 because of the printers -->\n"
               "<ClientInitialization>" STATED
               "<LocalLanAccess>true</LocalLanAccess></ClientInitialization>" HOSTS
               "</AnyConnectProfile>",
          NULL, "");
}

static void says_what_is_wrong_with_it(void **state)
{
    (void)state;
    check_lines("<!-- acprof: ignore ACP1100 -->\n<LocalLanAccess>true</LocalLanAccess>", NULL,
                "2:1 ACP0140, 3:17 ACP1100");
    check_lines("<!-- acprof: ignore ACP1100 because   -->\n<LocalLanAccess>true</LocalLanAccess>",
                NULL, "2:1 ACP0140, 3:17 ACP1100");
    check_lines("<!-- acprof: ignore ACP1100 because printers -->\n"
                "<LocalLanAccess>false</LocalLanAccess>",
                NULL, "2:1 ACP0141");
    check_lines("<!-- acprof: ignore ACP9999 because printers -->\n"
                "<LocalLanAccess>false</LocalLanAccess>",
                NULL, "2:1 ACP0141");
    check_lines("<!-- acprof: disable ACP1100 because printers -->\n"
                "<LocalLanAccess>false</LocalLanAccess>",
                NULL, "2:1 ACP0141");
    check_lines("<!-- acprof: ignore because -->\n<LocalLanAccess>false</LocalLanAccess>", NULL,
                "2:1 ACP0141");
    check_lines("<LocalLanAccess>false</LocalLanAccess><AutoConnectOnStart>false"
                "</AutoConnectOnStart>\n"
                "<!-- see acprof: ignore ACP1100 in the manual -->",
                NULL, "");
    check(ACP_FORMAT_XML,
          ROOT "<ClientInitialization>" STATED "</ClientInitialization>" HOSTS
               "\n<!-- acprof: ignore ACP1100 because of the end --></AnyConnectProfile>"
               "\n<!-- acprof: ignore ACP1100 because of the end -->",
          NULL, "2:1 ACP0141, 3:1 ACP0141");
}

/* What a run did not look for cannot show that a comment is of no use. */
static void not_asked_for(void **state)
{
    static const char lines[] = "<!-- acprof: ignore ACP1100 because printers -->\n"
                                "<AutoUpdate>true</AutoUpdate>";
    const acp_rule *other[] = {acp_rule_find("ACP1020"), acp_rule_find("ACP0141"), NULL};
    const acp_rule *same[] = {acp_rule_find("ACP1100"), acp_rule_find("ACP0141"), NULL};
    acp_check_options options = {.only = other};
    (void)state;
    check_lines(lines, &options, "");
    options.only = same;
    check_lines(lines, &options, "2:1 ACP0141");
    options = (acp_check_options){.platforms = ACP_ANDROID};
    check_lines(lines, &options, "");
    options.platforms = ACP_WINDOWS;
    check_lines(lines, &options, "2:1 ACP0141");
    options = (acp_check_options){0};
    check_lines("<!-- acprof: ignore ACP0081, ACP0064 because of old clients -->\n"
                "<LocalLanAccess>false</LocalLanAccess>",
                &options, "");
    options.client_version = ACP_VERSION(5, 1);
    check_lines("<!-- acprof: ignore ACP0081 because of old clients -->\n"
                "<LocalLanAccess>false</LocalLanAccess>",
                &options, "2:1 ACP0141");
}

/* Detail and remedy of each finding, a line each, of a profile that does not mention printers. */
static void check_texts(const char *comment, const char *lines, const char *expected)
{
    static const acp_check_options none;
    acp_findings *findings = acp_findings_new();
    acp_read_options read = {.kind = ACP_KIND_VPN, .format = ACP_FORMAT_XML};
    acp_buffer text = {0}, found = {0};
    acp_buffer_printf(&text,
                      ROOT "<ClientInitialization>%s%s" STATED "</ClientInitialization>" HOSTS
                           "</AnyConnectProfile>",
                      comment, lines);
    assert_int_equal(acp_check_memory("vpn", text.text, text.length, &read, &none, findings),
                     ACP_OK);
    acp_buffer_puts(&found, "");
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        if (strncmp(finding->rule->id, "ACP014", 6) == 0)
            acp_buffer_printf(&found, "%s %s: %s\n", finding->rule->id, finding->detail,
                              finding->remedy);
    }
    assert_string_equal(found.text, expected);
    acp_buffer_free(&text);
    acp_buffer_free(&found);
    acp_findings_free(findings);
}

static void says_what_to_do(void **state)
{
    static const char on[] = "<LocalLanAccess>true</LocalLanAccess>";
    (void)state;
    check_texts("<!-- acprof: ignore ACP1100, ACP1090 because printers -->", on,
                "ACP0141 ACP1090 yields no finding in the element that follows.: take ACP1090 out "
                "of the comment\n");
    check_texts("<!-- acprof: ignore ACP9999 ACP1100 because printers -->", on,
                "ACP0141 There is no rule ACP9999.: take ACP9999 out of the comment\n");
    check_texts("<!-- acprof: ignore ACP0081 ACP1090 because of old clients -->", on,
                "ACP0141 ACP1090 yields no finding in the element that follows.: take ACP1090 out "
                "of the comment\n");
    /* in the order in which they are written */
    check_texts("<!-- acprof: ignore ACP9999 ACP1090 ACP9998 because printers -->", on,
                "ACP0141 There is no rule ACP9999; the comment has no effect.: remove it, or "
                "correct the rule id or the path\n"
                "ACP0141 ACP1090 yields no finding in the element that follows; the comment has no "
                "effect.: remove it, or correct the rule id or the path\n"
                "ACP0141 There is no rule ACP9998; the comment has no effect.: remove it, or "
                "correct the rule id or the path\n");
    check_texts("<!-- acprof: ignore ACP1100 -->", on,
                "ACP0140 Findings of ACP1100 are still reported: the comment gives no reason after "
                "because.: add because and the reason: <!-- acprof: ignore ACP1100 because ... "
                "-->\n");
}

/* Two comments that name the same rule are both of use. */
static void named_twice(void **state)
{
    (void)state;
    check_texts("<!-- acprof: ignore ACP1100 because printers -->"
                "<!-- acprof: ignore ACP1100 ACP1100 because of more printers -->",
                "<LocalLanAccess>true</LocalLanAccess>", "");
    check_texts("<!-- acprof: ignore ACP1100 because printers -->"
                "<!-- acprof: ignore ACP1100 -->",
                "<LocalLanAccess>true</LocalLanAccess>",
                "ACP0140 Findings of ACP1100 are still reported: the comment gives no reason after "
                "because.: add because and the reason: <!-- acprof: ignore ACP1100 because ... "
                "-->\n");
}

static void too_many_names(void **state)
{
    acp_buffer comment = {0};
    (void)state;
    acp_buffer_puts(&comment, "<!-- acprof: ignore");
    for (int i = 0; i < 64; i++)
        acp_buffer_puts(&comment, " ACP1100");
    acp_buffer_puts(&comment, " because printers -->");
    check_texts(comment.text, "<LocalLanAccess>true</LocalLanAccess>", "");
    comment.length -= strlen(" because printers -->");
    acp_buffer_puts(&comment, ",ACP9999, ACP9998 because printers -->");
    check_texts(comment.text, "<LocalLanAccess>true</LocalLanAccess>",
                "ACP0141 The comment names too many rules: those after the first 64 are passed "
                "over.: remove it, or correct the rule id or the path\n");
    acp_buffer_free(&comment);
}

static void in_json_and_yaml(void **state)
{
    static const char json[] =
        "{\"AnyConnectProfile\": {\"@xmlns\": \"http://schemas.xmlsoap.org/encoding/\",\n"
        "\"ClientInitialization\": {\n"
        "\"LocalLanAccess\": {\"#comment\": [\"acprof: ignore ACP1100 because printers\"], "
        "\"value\": true},\n"
        "\"MinimizeOnConnect\": {\"#comment\": [\"acprof: ignore ACP1100 because printers\"], "
        "\"value\": true},\n"
        "\"AllowLocalProxyConnections\": true, \"WindowsVPNEstablishment\": \"LocalUsersOnly\",\n"
        "\"LinuxVPNEstablishment\": \"LocalUsersOnly\", \"AutoReconnect\": {\"value\": true,\n"
        "\"AutoReconnectBehavior\": \"ReconnectAfterResume\"}},\n"
        "\"ServerList\": {\"HostEntry\": [{\"HostName\": \"gw.example.com\"}]}}}\n";
    (void)state;
    check(ACP_FORMAT_JSON, json, NULL, "1:3 ACP0060, 4:36 ACP0141");
    check(ACP_FORMAT_YAML, json, NULL, "1:3 ACP0060, 4:36 ACP0141");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers),
        cmocka_unit_test(covers_everything_inside),
        cmocka_unit_test(says_what_is_wrong_with_it),
        cmocka_unit_test(not_asked_for),
        cmocka_unit_test(says_what_to_do),
        cmocka_unit_test(named_twice),
        cmocka_unit_test(too_many_names),
        cmocka_unit_test(in_json_and_yaml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
