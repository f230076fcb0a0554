/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* .acprof.yaml: what it says, how files are merged, what is said of wrong ones. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "check/config_read.h"
#include "document/buffer.h"

#define HOST(name) "<HostEntry><HostName>" name "</HostName></HostEntry>"

static char top[] = "/tmp/acprof-config-XXXXXX";
static char message[600];

static const char *in_top(const char *name)
{
    static char path[2][256];
    static int which;
    which = !which;
    snprintf(path[which], sizeof path[which], "%s/%s", top, name);
    return path[which];
}

static void write_file(const char *name, const char *text)
{
    FILE *out = fopen(in_top(name), "w");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(top) || mkdir(in_top(".git"), 0700) || mkdir(in_top("a"), 0700) ||
        mkdir(in_top("a/b"), 0700) || mkdir(in_top("a/b/c"), 0700))
        return -1;
    return 0;
}

static int clear(void **state)
{
    (void)state;
    unlink(in_top(".acprof.yaml"));
    unlink(in_top("a/.acprof.yaml"));
    unlink(in_top("a/b/.acprof.yaml"));
    unlink(in_top("a/b/gw.xml"));
    unlink(in_top("gw.xml"));
    return 0;
}

static int tear_down(void **state)
{
    clear(state);
    return rmdir(in_top("a/b/c")) || rmdir(in_top("a/b")) || rmdir(in_top("a")) ||
           rmdir(in_top(".git")) || rmdir(top);
}

static acp_config *load(const char *directory)
{
    acp_config *config;
    message[0] = '\0';
    if (acp_config_load(in_top(directory), NULL, &config, message, sizeof message) != ACP_OK)
        fail_msg("%s", message);
    return config;
}

/* The configuration made of one file's text. */
static acp_config *load_text(const char *text)
{
    write_file(".acprof.yaml", text);
    acp_config *config = load(".");
    assert_non_null(config);
    return config;
}

/* "LINE:COLUMN RULE" of every finding. */
static void expect_findings(const acp_findings *findings, const char *expected)
{
    acp_buffer found = {0};
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        acp_buffer_printf(&found, "%s%u:%u %s %s", i ? ", " : "", finding->start.line,
                          finding->start.column, acp_severity_name(finding->severity),
                          finding->rule->id);
    }
    assert_string_equal(found.text ? found.text : "", expected);
    acp_buffer_free(&found);
}

static void expect_report(const acp_config *config, const char *expected)
{
    acp_findings *findings = acp_findings_new();
    acp_config_report(config, findings);
    expect_findings(findings, expected);
    acp_findings_free(findings);
}

/* Checks a profile with these host entries, asking for some rules only. */
static void after_check(const acp_config *config, const char *name, const char *hosts,
                        const acp_rule *const *only, const char *expected)
{
    acp_buffer text = {0};
    acp_findings *findings = acp_findings_new();
    acp_check_options options = {.config = config, .only = only};
    acp_read_options read = {.kind = ACP_KIND_VPN};
    acp_buffer_printf(&text,
                      "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">\n"
                      "<ClientInitialization><LocalLanAccess>true</LocalLanAccess>"
                      "</ClientInitialization>\n<ServerList>%s</ServerList></AnyConnectProfile>",
                      hosts);
    assert_int_equal(acp_check_memory(name, text.text, text.length, &read, &options, findings),
                     ACP_OK);
    expect_findings(findings, expected);
    acp_findings_free(findings);
    acp_buffer_free(&text);
}

static void none(void **state)
{
    (void)state;
    assert_null(load("a/b"));
    assert_int_equal(acp_config_platforms(NULL), 0);
    assert_int_equal(acp_config_fail_on(NULL), ACP_OFF);
    assert_int_equal(acp_config_severity(NULL, acp_rule_get(0), ACP_INFO), ACP_INFO);
    acp_config *config;
    errno = 0;
    assert_int_equal(acp_config_load(".", in_top("nothing"), &config, message, sizeof message),
                     ACP_IO);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(acp_config_load(".", in_top("a"), &config, message, sizeof message), ACP_IO);
}

static void values(void **state)
{
    (void)state;
    acp_config *config = load_text("root: true\nplatform: [windows, macos]\n"
                                   "client-version: \"5.1\"\nfail-on: warning\n");
    assert_int_equal(acp_config_platforms(config), ACP_WINDOWS | ACP_MACOS);
    assert_int_equal(acp_config_client_version(config), ACP_VERSION(5, 1));
    assert_int_equal(acp_config_fail_on(config), ACP_WARNING);
    acp_config_free(config);
    config = load_text("platform: linux\n");
    assert_int_equal(acp_config_platforms(config), ACP_LINUX);
    assert_int_equal(acp_config_client_version(config), 0);
    acp_config_free(config);
    config = load_text("# nothing yet\n");
    assert_int_equal(acp_config_fail_on(config), ACP_OFF);
    acp_config_free(config);
    write_file("a/b/.acprof.yaml", "fail-on: info\n");
    assert_int_equal(
        acp_config_load(".", in_top("a/b/.acprof.yaml"), &config, message, sizeof message), ACP_OK);
    assert_int_equal(acp_config_fail_on(config), ACP_INFO);
    acp_config_free(config);
}

static acp_severity severity_of(const acp_config *config, const char *rule)
{
    return acp_config_severity(config, acp_rule_find(rule), (acp_severity)9);
}

static void nearest_wins(void **state)
{
    (void)state;
    write_file(".acprof.yaml", "platform: [windows]\nfail-on: error\nclient-version: 5.1\n"
                               "rules:\n  ACP1090: error\n  ACP1100: info\n");
    write_file("a/.acprof.yaml", "fail-on: info\nrules: {auto-reconnect-off: info}\n");
    write_file("a/b/.acprof.yaml", "platform: [linux]\n");
    acp_config *config = load("a/b/c");
    assert_int_equal(acp_config_platforms(config), ACP_LINUX);
    assert_int_equal(acp_config_fail_on(config), ACP_INFO);
    assert_int_equal(acp_config_client_version(config), ACP_VERSION(5, 1));
    assert_int_equal(severity_of(config, "ACP1090"), ACP_INFO);
    assert_int_equal(severity_of(config, "ACP1100"), ACP_INFO);
    assert_int_equal(severity_of(config, "ACP1110"), 9);
    acp_config_free(config);
    write_file("a/.acprof.yaml", "root: true\nrules: {auto-reconnect-off: info}\n");
    config = load("a/b/c");
    assert_int_equal(acp_config_client_version(config), 0);
    assert_int_equal(severity_of(config, "ACP1100"), 9);
    acp_config_free(config);
    write_file("a/.acprof.yaml", "root: false\n");
    config = load("a/b/c");
    assert_int_equal(acp_config_client_version(config), ACP_VERSION(5, 1));
    acp_config_free(config);
}

static void stops_at_the_repository(void **state)
{
    (void)state;
    write_file(".acprof.yaml", "fail-on: info\n");
    assert_int_equal(mkdir(in_top("a/b/.git"), 0700), 0);
    assert_null(load("a/b/c"));
    assert_int_equal(rmdir(in_top("a/b/.git")), 0);
}

static void switches_off_with_a_reason(void **state)
{
    const acp_rule *only[] = {acp_rule_find("ACP1100"), NULL};
    (void)state;
    acp_config *config = load_text("rules:\n"
                                   "  ACP1100: {severity: off, because: the printers}\n"
                                   "  ACP1090: off\n"
                                   "  ACP1085: {severity: off, because: ' '}\n"
                                   "  no-such-rule: error\n"
                                   "  auto-reconect-off: error\n");
    assert_int_equal(severity_of(config, "ACP1100"), ACP_OFF);
    assert_int_equal(severity_of(config, "ACP1090"), 9);
    assert_int_equal(severity_of(config, "ACP1085"), 9);
    after_check(config, in_top("gw.xml"), HOST("gw.example.com"), only, "");
    expect_report(config, "3:3 warning ACP0140, 4:3 warning ACP0140, 5:3 warning ACP0141, "
                          "6:3 warning ACP0141");
    acp_findings *findings = acp_findings_new();
    acp_config_report(config, findings);
    assert_non_null(
        strstr(acp_findings_get(findings, 3)->detail, "do you mean auto-reconnect-off"));
    acp_findings_free(findings);
    acp_config_free(config);
    config = load_text("rules: {ACP0140: info, ACP0141: {severity: off, because: x}, ACP1090: off, "
                       "none: info}\n");
    expect_report(config, "1:62 info ACP0140");
    acp_config_free(config);
}

static void changes_severity(void **state)
{
    const acp_rule *only[] = {acp_rule_find("ACP1100"), NULL};
    (void)state;
    acp_config *config = load_text("rules: {ACP1100: error}\n");
    after_check(config, in_top("gw.xml"), HOST("gw.example.com"), only, "2:39 error ACP1100");
    expect_report(config, "");
    acp_config_free(config);
}

static void ignores(void **state)
{
    const acp_rule *only[] = {acp_rule_find("ACP1022"), NULL};
    static const char twice[] = HOST("Paris") HOST("Lyon") HOST("Paris") HOST("Lyon");
    (void)state;
    write_file("gw.xml", "");
    write_file("a/b/gw.xml", "");
    acp_config *config =
        load_text("ignore:\n"
                  "  - {rule: ACP1022, file: 'a/**', because: moved in March}\n"
                  "  - rule: host-name-duplicate\n"
                  "    path: HostEntry[HostName=\"Lyon\"]/HostName\n"
                  "    because: two gateways\n"
                  "  - {rule: ACP1100, file: '*.xml', because: never asked for}\n"
                  "  - {rule: ACP1022, file: b/*.xml, because: no file there}\n"
                  "  - {rule: ACP1022, file: '*.xml'}\n"
                  "  - {rule: ACP1022, path: HostAddress, because: nothing there}\n"
                  "  - {rule: ACP10222, path: HostName, because: slip}\n");
    after_check(config, in_top("gw.xml"), twice, only, "3:131 warning ACP1022");
    after_check(config, in_top("a/b/gw.xml"), twice, only, "");
    expect_report(config, "8:5 warning ACP0140, 10:12 warning ACP0141, 9:5 warning ACP0141");
    acp_config_free(config);
    /* a pattern is relative to the directory of its file */
    clear(NULL);
    write_file("a/.acprof.yaml",
               "ignore: [{rule: ACP1022, file: 'b/gw.xml', because: moved in March}]\n");
    config = load("a/b");
    after_check(config, in_top("a/b/gw.xml"), twice, only, "");
    expect_report(config, "");
    acp_config_free(config);
}

static void own_rules(void **state)
{
    (void)state;
    write_file("a/.acprof.yaml",
               "rules: {CORP001: warning}\n"
               "ignore: [{rule: CORP001, path: 'HostEntry[HostName=\"old\"]', because: goes}]\n");
    write_file(".acprof.yaml",
               "own-rules:\n"
               "  - id: CORP001\n"
               "    kinds: [vpn]\n"
               "    severity: error\n"
               "    title: Every gateway must be in corp.example\n"
               "    each: HostEntry\n"
               "    when: not(matches(HostAddress, '\\.corp\\.example(:[0-9]+)?(/.*)?$'))\n"
               "    at: HostName\n"
               "    detail: '{value} has the address of somebody else.'\n"
               "    remedy: use the corporate gateways\n");
    acp_config *config = load("a");
    assert_int_equal(acp_config_rule_count(config), 1);
    const acp_rule *rule = acp_config_rule(config, 0);
    assert_string_equal(rule->key, "CORP001");
    assert_int_equal(rule->severity, ACP_ERROR);
    const acp_rule *only[] = {rule, NULL};
    after_check(config, in_top("a/gw.xml"),
                HOST("new") HOST(
                    "old") "<HostEntry><HostName>good</HostName><HostAddress>a.corp.example:443"
                           "</HostAddress></HostEntry>",
                only, "3:34 warning CORP001");
    expect_report(config, "");
    acp_config_free(config);
    /* the nearer of two with one id */
    write_file("a/.acprof.yaml",
               "own-rules: [{id: CORP001, kinds: [vpn], severity: info, title: t, remedy: r,\n"
               "  when: LocalLanAccess = 'true'}]\n");
    config = load("a");
    assert_int_equal(acp_config_rule_count(config), 1);
    assert_int_equal(acp_config_rule(config, 0)->severity, ACP_INFO);
    const acp_rule *nearer[] = {acp_config_rule(config, 0), NULL};
    after_check(config, in_top("a/gw.xml"), HOST("new"), nearer, "2:39 info CORP001");
    acp_config_free(config);
}

#define OWN "own-rules: [{id: CORP1, kinds: [vpn], severity: error, title: t, remedy: r, "

static void own_rule_twice(void **state)
{
    (void)state;
    acp_config *config;
    write_file(".acprof.yaml", "own-rules: [{id: CORP1, key: my-rule, kinds: [vpn], severity: "
                               "error, title: t, remedy: r, when: 1 = 1}]\n"
                               "rules:\n  CORP1: info\n  my-rule: error\n");
    assert_int_equal(acp_config_load(top, NULL, &config, message, sizeof message), ACP_BAD_VALUE);
    assert_non_null(strstr(message, ".acprof.yaml:4:3: "));
    /* in files above each other the nearer one wins, under either name */
    write_file(".acprof.yaml", "rules: {ACP1090: info}\n");
    write_file("a/.acprof.yaml", "rules: {auto-reconnect-off: error}\n");
    config = load("a");
    assert_int_equal(acp_config_severity(config, acp_rule_find("ACP1090"), ACP_OFF), ACP_ERROR);
    acp_config_free(config);
}

/* Which file cannot be read, not only in which directory. */
static void unreadable(void **state)
{
    (void)state;
    acp_config *config;
    assert_int_equal(mkdir(in_top("a/.acprof.yaml"), 0700), 0);
    errno = 0;
    assert_int_equal(acp_config_load(in_top("a/b"), NULL, &config, message, sizeof message),
                     ACP_IO);
    assert_int_equal(errno, EISDIR);
    assert_string_equal(message, in_top("a/.acprof.yaml"));
    assert_int_equal(rmdir(in_top("a/.acprof.yaml")), 0);
}

static void mistakes(void **state)
{
    static const struct {
        const char *text, *at, *words;
    } rows[] = {
        {"fail_on: error\n", "1:1", "unknown key fail_on"},
        {"root: yes\n", "1:7", "root is true or false"},
        {"platform: [windows, beos]\n", "1:21", "no platform beos"},
        {"platform: {}\n", "1:11", "platform is a list"},
        {"platform: []\n", "1:11", "platform is a list"},
        {"client-version: new\n", "1:17", "not a client version"},
        {"fail-on: off\n", "1:10", "none of error, warning, info"},
        {"rules: [ACP1090]\n", "1:8", "rules is a map"},
        {"rules: {ACP1090: loud}\n", "1:18", "none of error, warning, info, off"},
        {"rules: {ACP1090: {because: x}}\n", "1:18", "severity is missing"},
        {"rules: {ACP1090: {severity: info, why: x}}\n", "1:35", "unknown key why"},
        {"rules: {ACP1090: info, ACP1090: error}\n", "1:24", "twice"},
        {"rules: {ACP1090: info, auto-reconnect-off: error}\n", "1:24",
         "the same rule as ACP1090 in line 1"},
        {"rules:\n  auto-reconnect-off: info\n  ACP1090: info\n", "3:3", "twice"},
        {"ignore: ACP1090\n", "1:9", "ignore is a list"},
        {"ignore: [ACP1090]\n", "1:10", "an ignore entry is"},
        {"ignore: [{file: x, because: y}]\n", "1:10", "no rule"},
        {"ignore: [{rule: ACP1090, because: y}]\n", "1:10", "neither file nor path"},
        {"ignore: [{rule: ACP1090, file: /x, because: y}]\n", "1:32", "relative"},
        {"ignore: [{rule: ACP1090, file: x, reason: y}]\n", "1:35", "unknown key reason"},
        {"ignore: [{rule: [ACP1090], file: x, because: y}]\n", "1:17", "must be a text"},
        {"own-rules: {id: CORP1}\n", "1:12", "own-rules is a list"},
        {"own-rules: [{id: ACP1}]\n", "1:18", "prefix of your own"},
        {"own-rules: [{id: corp1}]\n", "1:18", "upper-case"},
        {"own-rules: [{id: CORP1, severity: error, kinds: [vpn, asa]}]\n", "1:55",
         "no document kind asa"},
        {OWN "when: LocalLanAccess}]\n", "1:83", "LocalLanAccess = 'true'"},
        {OWN "when: LocalLanAcces = ''}]\n", "1:83", "do you mean LocalLanAccess?"},
        {OWN "title2: x}]\n", "1:77", "unknown key title2"},
        {OWN "check: x, when: 1 = 1}]\n", "1:77", "unknown key check"},
        {OWN "each: HostEntry}]\n", "1:13", "no condition"},
        {OWN "fix: guess, when: 1 = 1}]\n", "1:82", "fix is none"},
        {OWN "when: 1 = 1}, {id: CORP1, kinds: [vpn], severity: error, title: t, remedy: r, "
             "when: 1 = 1}]\n",
         "1:91", "already"},
        {OWN "when: 1 = 1, key: auto-reconnect-off}]\n", "1:13", "ACP1090"},
        {"a: &x b\n", "1:4", "anchors"},
        {"a: *x\n", "1:4", "aliases"},
        {"a: !!str x\n", "1:4", "tags"},
        {"a: b\n---\nc: d\n", "2:1", "one document"},
        {"a: [\n", "2:1", ""},
        {"\ta: b\n", "1:1", ""},
        {"- a\n", "1:1", "a configuration is a map"},
        {"[a]: b\n", "1:1", "a key must be a plain word"},
        {"a: \"\\0\"\n", "1:4", "NUL"},
        {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "1:17", "nested too deep"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        acp_config *config;
        char start[300];
        snprintf(start, sizeof start, "%s:%s: ", in_top(".acprof.yaml"), rows[i].at);
        write_file(".acprof.yaml", rows[i].text);
        message[0] = '\0';
        acp_status status = acp_config_load(top, NULL, &config, message, sizeof message);
        if (status != ACP_BAD_VALUE || strncmp(message, start, strlen(start)) != 0 ||
            !strstr(message + strlen(start), rows[i].words) || config)
            fail_msg("%s%d '%s', expected %s", rows[i].text, (int)status, message, start);
    }
}

static void bounds(void **state)
{
    acp_config *config;
    acp_buffer text = {0};
    (void)state;
    while (text.length <= ACP_CONFIG_SIZE)
        acp_buffer_puts(&text, "# this is how a file grows and grows\n");
    write_file(".acprof.yaml", text.text);
    assert_int_equal(acp_config_load(top, NULL, &config, message, sizeof message), ACP_BAD_VALUE);
    assert_non_null(strstr(message, "larger than"));
    text.length = 0;
    acp_buffer_puts(&text, "rules:\n");
    for (int i = 0; i < 1100; i++)
        acp_buffer_printf(&text, "  r%d: info\n", i);
    write_file(".acprof.yaml", text.text);
    assert_int_equal(acp_config_load(top, NULL, &config, message, sizeof message), ACP_BAD_VALUE);
    assert_non_null(strstr(message, "1024 keys"));
    acp_buffer_free(&text);
    unlink(in_top(".acprof.yaml"));
    assert_int_equal(mkfifo(in_top(".acprof.yaml"), 0600), 0);
    assert_int_equal(acp_config_load(top, NULL, &config, message, sizeof message), ACP_IO);
}

static void patterns(void **state)
{
    static const struct {
        const char *pattern, *name;
        bool matches;
    } rows[] = {
        {"*.xml", "a.xml", true},
        {"*.xml", "d/a.xml", false},
        {"**/*.xml", "a.xml", true},
        {"**/*.xml", "d/e/a.xml", true},
        {"legacy/**", "legacy/d/a", true},
        {"legacy/**", "legacy", false},
        {"legacy/**", "other/a", false},
        {"**", "a/b/c", true},
        {"a/**/z", "a/z", true},
        {"a/**/z", "a/b/c/z", true},
        {"a/**/z", "a/b/c/zz", false},
        {"a?c", "abc", true},
        {"a?c", "a/c", false},
        {"a*c*e", "abcde", true},
        {"a*c*e", "abcdef", false},
        {"*", "", true},
        {"**/b/*/d", "a/b/c/b/x/d", true},
        {"**/b/*/d", "a/b/c/b/x/y/d", false},
        {"*a*a*a*b", "aaaaaaaaaaaaaa", false},
        {"x", "", false},
        {"", "x", false},
        {"a/*", "a/", true},
    };
    static const struct {
        const char *wanted, *path;
        bool matches;
    } paths[] = {
        {"HostAddress", "AnyConnectProfile/ServerList/HostEntry[2]/HostAddress", true},
        {"HostEntry", "AnyConnectProfile/ServerList/HostEntry[2]/HostAddress", true},
        {"HostEntry[2]", "AnyConnectProfile/ServerList/HostEntry[2]/HostAddress", true},
        {"HostEntry[1]", "AnyConnectProfile/ServerList/HostEntry[2]/HostAddress", false},
        {"HostEntry/HostName", "AnyConnectProfile/ServerList/HostEntry[2]/HostAddress", false},
        {"ServerList/HostAddress", "A/ServerList/HostEntry/HostAddress", false},
        {"HostEntry[HostName=\"a/b\"]/X", "A/HostEntry[HostName=\"a/b\"]/X", true},
        {"b\"]", "A/HostEntry[HostName=\"a/b\"]/X", false},
        {"/A/B", "A/B/C", true},
        {"/B", "A/B/C", false},
        {"Host", "A/HostEntry", false},
        {"@X", "A/B/@X", true},
        {"A", "", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (acp_glob_matches(rows[i].pattern, rows[i].name) != rows[i].matches)
            fail_msg("%s on %s", rows[i].pattern, rows[i].name);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (acp_setting_path_matches(paths[i].wanted, paths[i].path) != paths[i].matches)
            fail_msg("%s on %s", paths[i].wanted, paths[i].path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(none, clear),
        cmocka_unit_test_teardown(values, clear),
        cmocka_unit_test_teardown(nearest_wins, clear),
        cmocka_unit_test_teardown(stops_at_the_repository, clear),
        cmocka_unit_test_teardown(switches_off_with_a_reason, clear),
        cmocka_unit_test_teardown(changes_severity, clear),
        cmocka_unit_test_teardown(ignores, clear),
        cmocka_unit_test_teardown(own_rules, clear),
        cmocka_unit_test_teardown(mistakes, clear),
        cmocka_unit_test_teardown(own_rule_twice, clear),
        cmocka_unit_test_teardown(unreadable, clear),
        cmocka_unit_test_teardown(bounds, clear),
        cmocka_unit_test_teardown(patterns, clear),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
