/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entries of the rule files: what is read from a right one, what is said of wrong ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "check/rule_read.h"
#include "check/rules.h"

#define NAMED "id: ACP1999\nkey: some-thing\n"
#define REST                                                                                       \
    "tier: 1\nkinds: [vpn, mgmt]\nseverity: warning\nplatforms: all\ntitle: T\ncondition: c\n"     \
    "remedy: r\nsecurity: neutral\nsource: [003:L1-2, 003:L9]\n"

static acp_arena arena;

static int tear_down(void **state)
{
    (void)state;
    acp_arena_free(&arena);
    return 0;
}

static acp_status read_text(const char *text, acp_rule *rule, acp_rule_reader *reader)
{
    acp_yaml *entry;
    acp_position at;
    char message[200];
    *reader = (acp_rule_reader){.arena = &arena};
    if (acp_yaml_read(&arena, text, strlen(text), &entry, &at, message, sizeof message) != ACP_OK)
        fail_msg("%s: %s", text, message);
    return acp_rule_read(reader, entry, rule);
}

static acp_rule read_rule(const char *text)
{
    acp_rule rule;
    acp_rule_reader reader;
    if (read_text(text, &rule, &reader) != ACP_OK)
        fail_msg("%s: %u:%u %s", text, reader.at.line, reader.at.column, reader.message);
    return rule;
}

static void fields(void **state)
{
    (void)state;
    acp_rule rule = read_rule(NAMED REST "strict: error\nschema: true\ndetail: 'about {value}'\n"
                                         "replaces: [ACP0123, ACP0121]\n"
                                         "fix: set AutoReconnect true\n"
                                         "at: AutoReconnect\nwhen: AutoReconnect = 'false'\n");
    assert_string_equal(rule.id, "ACP1999");
    assert_string_equal(rule.key, "some-thing");
    assert_int_equal(rule.tier, 1);
    assert_int_equal(rule.severity, ACP_WARNING);
    assert_int_equal(rule.strict, ACP_ERROR);
    assert_int_equal(rule.security, ACP_SECURITY_NEUTRAL);
    assert_int_equal(rule.schema, 1);
    assert_int_equal(rule.planned, 0);
    assert_int_equal(rule.fix, ACP_FIX_SET);
    assert_string_equal(rule.fix_text, "set AutoReconnect true");
    assert_int_equal(rule.kinds, 1 << ACP_KIND_VPN | 1 << ACP_KIND_MGMT);
    assert_int_equal(rule.platforms, 0);
    assert_string_equal(rule.source, "003:L1-2; 003:L9");
    assert_string_equal(rule.replaces, "ACP0123 ACP0121");
    assert_non_null(rule.expr);
    assert_null(rule.check);
    rule = read_rule(NAMED REST "check: count_them\nfix: guess_it\n");
    assert_string_equal(rule.check, "count_them");
    assert_int_equal(rule.fix, ACP_FIX_FUNCTION);
    assert_int_equal(rule.strict, ACP_WARNING);
    assert_null(rule.expr);
    rule = read_rule(NAMED REST "status: planned\nfix: none\n");
    assert_int_equal(rule.planned, 1);
    assert_int_equal(rule.fix, ACP_FIX_NONE);
    rule = read_rule(NAMED REST "by: structure\n");
    assert_null(rule.expr);
    rule = read_rule(NAMED REST "each: [HostEntry, CertificatePinning]\nunique: "
                                "CertificatePinList/Pin\nfix: delete .\n");
    assert_int_equal(rule.fix, ACP_FIX_DELETE);
    assert_int_equal(rule.expr->case_count, 2);
}

static void mistakes(void **state)
{
    static const struct {
        const char *text;
        unsigned line, column;
        const char *words;
    } rows[] = {
        {"[a]", 1, 1, "a rule is a map"},
        {REST, 1, 1, "the rule has no id"},
        {"id: ACP199\n", 1, 5, "four digits"},
        {"id: CORP001\n", 1, 5, "four digits"},
        {"id: [ACP1999]\n", 1, 5, "must be a text"},
        {"id: ACP1999\n", 1, 1, "no key"},
        {"id: ACP1999\nkey: Some_Thing\n", 2, 6, "lower-case words"},
        {NAMED, 1, 1, "no severity"},
        {NAMED "severity: off\n", 3, 11, "not off"},
        {NAMED "severity: error\nstrict: loud\n", 4, 9, "not loud"},
        {NAMED "severity: error\n", 1, 1, "no kinds"},
        {NAMED "severity: error\nkinds: vpn\n", 4, 8, "must be a list"},
        {NAMED "severity: error\nkinds: []\n", 4, 8, "must be a list"},
        {NAMED "severity: error\nkinds: [vpn, vnp]\n", 4, 14, "no document kind vnp"},
        {NAMED "severity: error\nkinds: [[vpn]]\n", 4, 9, "texts only"},
        {NAMED "severity: error\nkinds: [vpn]\nplatforms: [beos]\n", 5, 13, "no platform beos"},
        {NAMED "severity: error\nkinds: [vpn]\n", 1, 1, "no platforms"},
        {NAMED "severity: error\nkinds: [vpn]\nplatforms: all\ntitle: t\n", 1, 1, "no condition"},
        {NAMED REST, 1, 1, "nothing checks this rule"},
        {NAMED REST "each: HostEntry\n", 1, 1, "nothing checks this rule"},
        {NAMED REST "check: a\nby: reader\n", 1, 1, "exclude each other"},
        {NAMED REST "check: a\neach: HostEntry\n", 1, 1, "belong to when"},
        {NAMED REST "status: soon\n", 12, 9, "planned"},
        {NAMED REST "by: magic\n", 12, 5, "structure or reader"},
        {NAMED REST "when: 1 = 1\n", 1, 1, "write at or each"},
        {NAMED REST "at: .\nwhen: 1 = 1\n", 12, 5, "'.' has a meaning"},
        {NAMED REST "at: ServerList\nwhen: AlwaysOn = true\n", 13, 7, "write 'true'"},
        {NAMED REST "each: HostEntri\nwhen: 1 = 1\n", 12, 7, "do you mean HostEntry?"},
        {NAMED REST "unique: Pin\nunique-nocase: Pin\n", 13, 16, "exclude each other"},
        {NAMED REST "unique: Pins\n", 12, 9, "no setting Pins"},
        {NAMED REST "check: a\nfix: Do It\n", 13, 6, "fix is none"},
        {NAMED REST "check: a\nfix: set Nowhere 1\n", 13, 6, "fix: no setting Nowhere"},
        {NAMED REST "check: a\nfix: set AutoReconnect\n", 13, 6, "fix is none"},
        {NAMED REST "check: a\nschema: yes\n", 13, 9, "true or false"},
        {NAMED REST "check: a\nremedey: x\n", 13, 1, "unknown key remedey"},
        {NAMED "severity: error\nkinds: [vpn]\nplatforms: all\ntitle: t\ncondition: c\nremedy: r\n"
               "source: [x]\ntier: 1\nsecurity: bad\n",
         11, 11, "neutral, weakens or n/a"},
        {NAMED "severity: error\nkinds: [vpn]\nplatforms: all\ntitle: t\ncondition: c\nremedy: r\n"
               "source: [x]\nsecurity: n/a\ntier: 4\n",
         11, 7, "tier is 1, 2 or 3"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        acp_rule rule;
        acp_rule_reader reader;
        acp_status status = read_text(rows[i].text, &rule, &reader);
        if (status != ACP_BAD_VALUE || reader.at.line != rows[i].line ||
            reader.at.column != rows[i].column || !strstr(reader.message, rows[i].words))
            fail_msg("%s: %u:%u %s", rows[i].text, reader.at.line, reader.at.column,
                     reader.message);
    }
}

static void templates(void **state)
{
    acp_node node = {.name = {"HostName", 8}, .value = {"a\nb", 3}};
    acp_place place = {.node = &node};
    acp_slice none = {NULL, 0}, item = {"one", 3};
    char longer[200];
    (void)state;
    assert_null(acp_fill_template(NULL, &place, none));
    assert_null(acp_fill_template("nothing open", &place, none));
    char *text = acp_fill_template("{name} is {value}, {item} {", &place, item);
    assert_string_equal(text, "HostName is a b, one {");
    free(text);
    text = acp_fill_template("{item} {other}", &place, none);
    assert_string_equal(text, "a b {other}");
    free(text);
    for (size_t i = 0; i + 1 < sizeof longer; i += 2)
        memcpy(longer + i, "\xc3\xbc", 2);
    node.value = (acp_slice){longer, 3};
    node.value.len = 199;
    text = acp_fill_template("{value}", &place, none);
    assert_int_equal(strlen(text), 83);
    assert_string_equal(text + 78, "\xc3\xbc...");
    free(text);
    place = (acp_place){0};
    text = acp_fill_template("[{name}{value}]", &place, none);
    assert_string_equal(text, "[]");
    free(text);
}

static void lookups(void **state)
{
    (void)state;
    assert_true(acp_rule_count() > 100);
    assert_null(acp_rule_get(acp_rule_count()));
    for (size_t i = 0; i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        assert_ptr_equal(acp_rule_find(rule->id), rule);
        assert_ptr_equal(acp_rule_find(rule->key), rule);
        assert_true(i == 0 || strcmp(acp_rule_get(i - 1)->id, rule->id) < 0);
    }
    assert_null(acp_rule_find("ACP9999"));
    assert_null(acp_rule_find(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields),
        cmocka_unit_test(mistakes),
        cmocka_unit_test(templates),
        cmocka_unit_test(lookups),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
