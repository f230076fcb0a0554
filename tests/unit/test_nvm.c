/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How two conditions of a flow filter relate, against every text there is up to a length, and what
 * a profile made to be slow costs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../random.h"
#include "check/rules/nvm_condition.h"
#include "document/buffer.h"
#include "document/document.h"

#define HEAD "<NVMProfile><DataCollectionPolicy><FlowFilterRule>"
#define TAIL "</FlowFilterRule></DataCollectionPolicy></NVMProfile>"

static acp_document *read_profile(const acp_buffer *text)
{
    acp_document *document = NULL;
    acp_findings *findings = acp_findings_new();
    acp_read_options options = {.kind = ACP_KIND_NVM, .format = ACP_FORMAT_XML};
    assert_int_equal(
        acp_document_read_memory("nvm", text->text, text->length, &options, findings, &document),
        ACP_OK);
    acp_findings_free(findings);
    return document;
}

static void add_condition(acp_buffer *text, const char *field, const char *operation,
                          const char *value)
{
    acp_buffer_printf(text,
                      "<Condition><Field>%s</Field><Operation>%s</Operation><Value>%s</Value>"
                      "</Condition>",
                      field, operation, value);
}

static const acp_node *first_condition(const acp_document *document)
{
    acp_setting_id condition;
    assert_int_equal(acp_settings_by_tail(ACP_KIND_NVM, "Condition", &condition, 1), 1);
    return acp_document_slot(document, condition);
}

/* ---- pairs with a known answer ------------------------------------------------------------------
 */

typedef struct {
    const char *field, *first_operation, *first, *second_operation, *second;
    bool implies;  /* the second, the first */
    bool excludes; /* one the other */
} pair;

static void check_pair(const pair *p)
{
    acp_buffer text = {0};
    acp_arena arena = {0};
    acp_filter_condition a, b;
    size_t steps = ACP_FILTER_STEPS;
    acp_buffer_puts(&text, HEAD);
    add_condition(&text, p->field, p->first_operation, p->first);
    add_condition(&text, p->field, p->second_operation, p->second);
    acp_buffer_puts(&text, TAIL);
    acp_document *document = read_profile(&text);
    const acp_node *node = first_condition(document);
    assert_true(acp_filter_read(node, &arena, &a));
    assert_true(acp_filter_read(node->same, &arena, &b));
    if (acp_filter_implies(&b, &a, &steps) != p->implies ||
        acp_filter_excludes(&a, &b, &steps) != p->excludes)
        fail_msg("%s %s, %s %s", p->first_operation, p->first, p->second_operation, p->second);
    acp_arena_free(&arena);
    acp_document_free(document);
    acp_buffer_free(&text);
}

#define EQ "Equals"
#define NE "NotEquals"
#define IC "EqualsIgnoreCase"

static void pairs(void **state)
{
    static const pair rows[] = {
        /* the guide's: a rule for a host, one for its network */
        {"SourceIPv4Address", EQ, "192.168.30.0/24", EQ, "192.168.30.14", true, false},
        {"SourceIPv4Address", EQ, "192.168.30.14", EQ, "192.168.30.0/24", false, false},
        {"SourceIPv4Address", EQ, "192.168.30.0/24", EQ, "192.168.31.1", false, true},
        {"SourceIPv4Address", NE, "192.168.30.0/24", EQ, "192.168.31.1", true, false},
        {"SourceIPv4Address", NE, "192.168.30.0/24", EQ, "192.168.30.1", false, true},
        {"SourceIPv4Address", IC, "010.0.0.0/8", EQ, "10.1.2.3", true, false},
        {"SourceIPv4Address", EQ, "*", EQ, "192.0.2.1", true, false},
        {"SourceIPv4Address", EQ, "192.0.2.*", EQ, "192.0.2.1", false, false}, /* not known */
        {"SourceIPv4Address", EQ, "192.0.2.*", EQ, "198.51.*", false, true},
        {"DestinationIPv6Address", EQ, "2001:db8::/32", EQ, "2001:DB8:0::5", true, false},
        {"Protocol", EQ, "udp", EQ, "17", true, false},
        {"Protocol", EQ, "tcp", EQ, "UDP", false, true},
        {"ProcessID", EQ, "-7", EQ, "7", false, true},
        {"ProcessID", NE, "7", NE, "007", true, false},
        {"ProcessName", IC, "Chrome*", EQ, "CHROME.exe", true, false},
        {"ProcessName", EQ, "chrome*", IC, "chrome.exe", false, false},
        {"ProcessName", EQ, "?*?", EQ, "**?a", true, false},
        {"ProcessName", EQ, "a\\*b", EQ, "a*b", false, false},
        {"ProcessName", EQ, "a*b", EQ, "a\\*b", true, false},
        {"ProcessName", EQ, "M?ller", EQ, "M\xc3\xbcller", true, false},
        {"ProcessName", EQ, "", EQ, "*", false, false},
        {"ProcessName", EQ, "*", EQ, "", true, false},
        /* Authority\Principal, and the principal alone */
        {"LoggedInUser", EQ, "Jane*", EQ, "Janet", true, false},
        {"LoggedInUser", EQ, "ACME\\\\*", EQ, "ACME\\\\Jane", true, false},
        {"LoggedInUser", EQ, "Jane", EQ, "ACME\\\\Joe", false, false},
        {"LoggedInUser", EQ, "*", EQ, "ACME\\\\Joe", true, false},
        /* several texts, of which one has to fit */
        {"ModuleNameList", EQ, "*.dll", EQ, "one.dll", true, false},
        {"ModuleNameList", EQ, "one.dll", EQ, "two.dll", false, false},
        {"ModuleNameList", NE, "one.dll", EQ, "two.dll", false, false},
        {"ModuleNameList", NE, "*.dll", EQ, "two.dll", false, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_pair(&rows[i]);
}

static void unreadable(void **state)
{
    static const char *const conditions[][3] = {
        {"ProcessName", EQ, "C:\\Windows"},
        {"ProcessName", EQ, "end\\"},
        {"ProcessName", "Equal", "x"},
        {"processname", EQ, "x"},
        {"SourceIPv4Address", EQ, "2001:db8::1"},
        {"SourceIPv6Address", EQ, "192.0.2.1"},
        {"SourceIPv4Address", EQ, ""},
        {"DestinationTransportPort", EQ, "dns"},
        {"Protocol", EQ, "dns"},
    };
    acp_buffer text = {0};
    acp_arena arena = {0};
    size_t count = 0;
    (void)state;
    acp_buffer_puts(&text, HEAD);
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        add_condition(&text, conditions[i][0], conditions[i][1], conditions[i][2]);
    acp_buffer_puts(&text, "<Condition><Field>ProcessName</Field></Condition>" TAIL);
    acp_document *document = read_profile(&text);
    for (const acp_node *node = first_condition(document); node; node = node->same, count++) {
        acp_filter_condition one;
        if (acp_filter_read(node, &arena, &one))
            fail_msg("condition %zu is taken", count);
    }
    assert_int_equal(count, sizeof conditions / sizeof *conditions + 1);
    acp_arena_free(&arena);
    acp_document_free(document);
    acp_buffer_free(&text);
}

/* ---- every text ---------------------------------------------------------------------------------
 */

enum { CONDITIONS = 80, LONGEST = 5, LETTERS = 4 };
/* z stands in no pattern. */
static const char letters[LETTERS + 1] = "aA5z";

typedef struct {
    char operation[20], pattern[8];
} made_condition;

/* As the definition has it, one character after the other. */
static bool matches(const char *pattern, const char *text, bool ignore_case)
{
    if (!*pattern)
        return !*text;
    if (*pattern == '*')
        return matches(pattern + 1, text, ignore_case) ||
               (*text && matches(pattern, text + 1, ignore_case));
    bool same = ignore_case ? acp_lower(*pattern) == acp_lower(*text) : *pattern == *text;
    return *text && (*pattern == '?' || same) && matches(pattern + 1, text + 1, ignore_case);
}

/* text NULL: the flow does not have the field. */
static bool holds(const made_condition *c, const char *text)
{
    bool equal = text && matches(c->pattern, text, strcmp(c->operation, IC) == 0);
    return equal != (strcmp(c->operation, NE) == 0);
}

static void next_text(char text[LONGEST + 1])
{
    for (size_t i = 0; i < LONGEST; i++) {
        if (!text[i]) {
            text[i] = letters[0];
            return;
        }
        const char *letter = strchr(letters, text[i]);
        if (letter[1]) {
            text[i] = letter[1];
            return;
        }
        text[i] = letters[0];
    }
    text[0] = '\0';
}

/* What holds of two conditions over every text. */
static void ask_every_text(const made_condition *a, const made_condition *b, bool *implies,
                           bool *excludes)
{
    char text[LONGEST + 1] = "";
    *implies = !holds(b, NULL) || holds(a, NULL);
    *excludes = !holds(a, NULL) || !holds(b, NULL);
    do {
        bool first = holds(a, text), second = holds(b, text);
        *implies = *implies && (!second || first);
        *excludes = *excludes && !(first && second);
        next_text(text);
    } while (*text);
}

static void every_text(void **state)
{
    static const char *const operations[] = {EQ, NE, IC};
    made_condition made[CONDITIONS];
    acp_filter_condition conditions[CONDITIONS];
    acp_buffer text = {0};
    acp_arena arena = {0};
    test_random random = {25};
    size_t steps = ACP_FILTER_STEPS, implied = 0, excluded = 0;
    (void)state;
    acp_buffer_puts(&text, HEAD);
    for (size_t i = 0; i < CONDITIONS; i++) {
        size_t length = 1 + random_below(&random, 3);
        memset(&made[i], 0, sizeof made[i]);
        strcpy(made[i].operation, operations[random_below(&random, 3)]);
        for (size_t k = 0; k < length; k++)
            made[i].pattern[k] = "aA5*?*"[random_below(&random, 6)];
        add_condition(&text, "ProcessName", made[i].operation, made[i].pattern);
    }
    acp_buffer_puts(&text, TAIL);
    acp_document *document = read_profile(&text);
    const acp_node *node = first_condition(document);
    for (size_t i = 0; i < CONDITIONS; i++, node = node->same)
        assert_true(acp_filter_read(node, &arena, &conditions[i]));
    for (size_t i = 0; i < CONDITIONS * CONDITIONS; i++) {
        size_t a = i / CONDITIONS, b = i % CONDITIONS;
        bool implies, excludes;
        ask_every_text(&made[a], &made[b], &implies, &excludes);
        bool told = acp_filter_implies(&conditions[b], &conditions[a], &steps);
        bool told_excludes = acp_filter_excludes(&conditions[a], &conditions[b], &steps);
        bool positive = !conditions[a].negated && !conditions[b].negated;
        if ((told && !implies) || (told_excludes && !excludes) ||
            (positive && (told != implies || told_excludes != excludes)))
            fail_msg("%s %s, %s %s", made[a].operation, made[a].pattern, made[b].operation,
                     made[b].pattern);
        implied += told;
        excluded += told_excludes;
    }
    assert_true(implied > CONDITIONS && excluded > CONDITIONS);
    acp_arena_free(&arena);
    acp_document_free(document);
    acp_buffer_free(&text);
}

/* ---- work ---------------------------------------------------------------------------------------
 */

/* Rules that differ at their very end, each compared with all before it: without a bound, minutes.
 */
static void many_rules(void **state)
{
    enum { RULES = 4000, LENGTH = 200 };
    acp_buffer text = {0};
    char pattern[LENGTH + 20];
    (void)state;
    acp_buffer_puts(&text, "<NVMProfile><DataCollectionPolicy>");
    for (unsigned i = 0; i < RULES; i++) {
        memset(pattern, 'a', LENGTH);
        pattern[0] = '*';
        pattern[LENGTH / 2] = '*';
        snprintf(pattern + LENGTH, sizeof pattern - LENGTH, "%u", i);
        acp_buffer_puts(&text, "<FlowFilterRule><Type>Ignore</Type>");
        add_condition(&text, "ProcessName", IC, pattern);
        acp_buffer_puts(&text, "</FlowFilterRule>");
    }
    acp_buffer_puts(&text, "</DataCollectionPolicy></NVMProfile>");
    acp_document *document = read_profile(&text);
    acp_findings *findings = acp_findings_new();
    const acp_rule *only[] = {acp_rule_find("nvm-filter-rule-shadowed"), NULL};
    acp_check_options options = {.only = only};
    assert_int_equal(acp_check(document, &options, findings), ACP_OK);
    assert_int_equal(acp_findings_count(findings), 0);
    acp_findings_free(findings);
    acp_document_free(document);
    acp_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs),
        cmocka_unit_test(unreadable),
        cmocka_unit_test(every_text),
        cmocka_unit_test(many_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
