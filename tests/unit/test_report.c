/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Output formats: escaping, and the layout of text, on findings made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/slice.h"
#include "report/report.h"
#include "report/visible.h"

static const acp_rule rule = {
    .id = "ACP9999",
    .key = "test-rule",
    .severity = ACP_ERROR,
    .security = ACP_SECURITY_WEAKENS,
    .platforms = ACP_WINDOWS | ACP_LINUX,
    .title = "Something is wrong",
    .condition = "Always.",
    .remedy = "mend it",
    .source = "003:L1",
};

static acp_finding finding_at(const char *line, uint32_t start, uint32_t end)
{
    return (acp_finding){
        .rule = &rule,
        .severity = ACP_ERROR,
        .kind = ACP_KIND_VPN,
        .file = "a.xml",
        .start = {3, start},
        .end = {3, end},
        .path = "AnyConnectProfile/X",
        .detail = "",
        .remedy = "",
        .excerpt = acp_slice_of(line),
        .excerpt_column = 1,
        .fingerprint = 0x0123456789abcdef,
    };
}

/* The report of one finding; free it. */
static char *report(acp_report_format format, const acp_finding *finding, bool color,
                    unsigned width)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    acp_report_options options = {color, width, NULL, ACP_ERROR};
    acp_report_writer *writer = acp_report_begin(format, &options, stream);
    assert_non_null(writer);
    const acp_finding *list[] = {finding};
    acp_report_part part = {finding->file, list, 1, ACP_ERROR};
    writer->row->file(writer, &part);
    assert_int_equal(acp_report_end(writer), ACP_OK);
    fclose(stream);
    return text;
}

static void expect(acp_report_format format, const acp_finding *finding, unsigned width,
                   const char *wanted)
{
    char *text = report(format, finding, false, width);
    assert_string_equal(text, wanted);
    free(text);
}

static void expect_part(acp_report_format format, const acp_finding *finding, const char *wanted)
{
    char *text = report(format, finding, false, 0);
    if (!strstr(text, wanted))
        fail_msg("%s\nlacks\n%s", text, wanted);
    free(text);
}

static void test_text_layout(void **state)
{
    (void)state;
    acp_finding finding = finding_at("  <A>yes</A>", 6, 9);
    finding.detail = "'yes' is not a boolean.";
    finding.remedy = "mend it";
    finding.related = "first here";
    finding.related_file = "a.xml";
    finding.related_start = (acp_position){1, 2};
    expect(ACP_REPORT_TEXT, &finding, 0,
           "a.xml:3:6: error: Something is wrong [ACP9999 test-rule]\n"
           "     3 |   <A>yes</A>\n"
           "       |      ^~~\n"
           "  'yes' is not a boolean.\n"
           "  a.xml:1:2: note: first here\n"
           "  remedy: mend it\n");
}

static void test_text_without_position(void **state)
{
    (void)state;
    acp_finding finding = finding_at("", 0, 0);
    finding.start = finding.end = (acp_position){0, 0};
    expect(ACP_REPORT_TEXT, &finding, 0, "a.xml: error: Something is wrong [ACP9999 test-rule]\n");
}

/* A caret below line, in columns of the terminal. */
static void expect_caret(const char *line, uint32_t start, uint32_t end, const char *shown,
                         const char *caret)
{
    char wanted[1024];
    acp_finding finding = finding_at(line, start, end);
    snprintf(
        wanted, sizeof wanted,
        "a.xml:3:%u: error: Something is wrong [ACP9999 test-rule]\n     3 | %s\n       | %s\n",
        start, shown, caret);
    expect(ACP_REPORT_TEXT, &finding, 0, wanted);
}

static void test_caret(void **state)
{
    (void)state;
    expect_caret("\t<A>x</A>", 5, 6, "        <A>x</A>", "           ^");
    expect_caret("a\tb", 3, 4, "a       b", "        ^");
    expect_caret("\xE6\x9D\xB1\xE4\xBA\xAC!", 2, 3, "\xE6\x9D\xB1\xE4\xBA\xAC!", "  ^~");
    expect_caret("\xF0\x9F\x98\x80x", 2, 3, "\xF0\x9F\x98\x80x", "  ^");
    /* a flag is two letters drawn in two columns */
    expect_caret("\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7x", 3, 4, "\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7x",
                 "  ^");
    expect_caret("e\xCC\x81x", 3, 4, "e\xCC\x81x", " ^");
    /* behind the end of the line, and an empty span */
    expect_caret("<A>", 4, 4, "<A>", "   ^");
    expect_caret("<A>", 2, 2, "<A>", " ^");
}

static void test_caret_over_lines(void **state)
{
    (void)state;
    acp_finding finding = finding_at("<A>one", 4, 2);
    finding.end.line = 4;
    expect(ACP_REPORT_TEXT, &finding, 0,
           "a.xml:3:4: error: Something is wrong [ACP9999 test-rule]\n"
           "     3 | <A>one\n"
           "       |    ^~~\n");
}

static void test_controls_are_visible(void **state)
{
    (void)state;
    expect_caret("a\033[2Jb", 2, 3, "a\\x1B[2Jb", " ^~~~");
    expect_caret("\xE2\x80\xAEx", 2, 3, "\\u202Ex", "      ^");
    expect_caret("\xC2\x9Bx", 2, 3, "\\u009Bx", "      ^");
    expect_caret("\xFFx", 2, 3, "\\xFFx", "    ^");
    expect_caret("a\rb", 3, 4, "a\\rb", "   ^");
    acp_finding finding = finding_at("x", 1, 2);
    finding.file = "\033]0;title\007.xml";
    finding.detail = "value '\033[31m'";
    finding.remedy = "\xE2\x80\xAEmend";
    for (int format = 0; format < ACP_REPORT_COUNT; format++) {
        char *text = report((acp_report_format)format, &finding, false, 60);
        assert_null(strchr(text, '\033'));
        assert_null(strchr(text, '\007'));
        free(text);
    }
}

static void test_long_line_is_cut(void **state)
{
    (void)state;
    char line[400];
    memset(line, 'a', 399);
    line[399] = '\0';
    line[300] = 'X';
    acp_finding finding = finding_at(line, 301, 302);
    char *text = report(ACP_REPORT_TEXT, &finding, false, 80);
    char *source = strchr(text, '\n') + 1;
    char *caret = strchr(source, '\n') + 1;
    char *x = strchr(source, 'X');
    assert_non_null(x);
    assert_true(strncmp(source, "     3 | \xE2\x80\xA6", 12) == 0);
    /* the ellipsis is one column and three bytes */
    assert_int_equal(x - source - 2, strchr(caret, '^') - caret);
    assert_true((size_t)(caret - source) <= 80 + 5);
    free(text);
}

static void test_color(void **state)
{
    (void)state;
    acp_finding finding = finding_at("<A>", 2, 3);
    char *text = report(ACP_REPORT_TEXT, &finding, true, 0);
    assert_non_null(strstr(text, "\033[1;31merror: \033[0m"));
    assert_non_null(strstr(text, "\033[1;31m^\033[0m\n"));
    free(text);
}

static void test_wrapping(void **state)
{
    (void)state;
    acp_buffer out = {0};
    acp_visible_wrapped(&out, "one two three four", 0, 2, 9);
    assert_string_equal(out.text, "one two\n  three\n  four");
    acp_buffer_free(&out);
    acp_visible_wrapped(&out, "one  two\nthree", 4, 2, 0);
    assert_string_equal(out.text, "one  two\n  three");
    acp_buffer_free(&out);
    acp_visible_wrapped(&out, "unbreakablelongword x", 0, 0, 5);
    assert_string_equal(out.text, "unbreakablelongword\nx");
    acp_buffer_free(&out);
}

static void test_json(void **state)
{
    (void)state;
    acp_finding finding = finding_at("x", 1, 2);
    finding.file = "q\"b\\n\n\x01\xFF.xml";
    finding.kind = ACP_KIND_UNKNOWN;
    expect_part(ACP_REPORT_JSON, &finding, "\"file\": \"q\\\"b\\\\n\\n\\u0001\xEF\xBF\xBD.xml\",");
    expect_part(ACP_REPORT_JSON, &finding,
                "\"line\": 3,\n    \"column\": 1,\n    \"end_line\": 3,");
    expect_part(ACP_REPORT_JSON, &finding, "\"kind\": null,");
    expect_part(ACP_REPORT_JSON, &finding, "\"platforms\": [\"windows\", \"linux\"],");
    finding.start = finding.end = (acp_position){0, 0};
    expect_part(ACP_REPORT_JSON, &finding, "\"line\": null,\n    \"column\": null,");
}

static void test_empty_reports(void **state)
{
    (void)state;
    static const char *const files[] = {"a&b.xml", NULL};
    static const struct {
        acp_report_format format;
        const char *wanted;
    } rows[] = {
        {ACP_REPORT_TEXT, ""},
        {ACP_REPORT_JSON, "[]\n"},
        {ACP_REPORT_GITHUB, ""},
        {ACP_REPORT_CHECKSTYLE, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<checkstyle version=\"4.3\">\n"
                                "  <file name=\"a&amp;b.xml\"/>\n"
                                "</checkstyle>\n"},
    };
    acp_findings *none = acp_findings_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = NULL;
        size_t size;
        FILE *stream = open_memstream(&text, &size);
        acp_report_options options = {false, 0, files, ACP_ERROR};
        assert_int_equal(acp_report(rows[i].format, none, &options, stream), ACP_OK);
        fclose(stream);
        assert_string_equal(text, rows[i].wanted);
        free(text);
    }
    acp_findings_free(none);
}

static void test_github(void **state)
{
    (void)state;
    acp_finding finding = finding_at("x", 4, 9);
    finding.file = "a:b,c%.xml";
    finding.detail = "50% of\nlines, here: bad.";
    finding.remedy = "mend it";
    expect(ACP_REPORT_GITHUB, &finding, 0,
           "::error file=a%3Ab%2Cc%25.xml,line=3,col=4,endColumn=9,title=ACP9999 test-rule::"
           "Something is wrong. 50%25 of%0Alines, here: bad. Remedy: mend it.\n");
    finding.severity = ACP_INFO;
    finding.end.line = 7;
    expect_part(ACP_REPORT_GITHUB, &finding, "::notice file=");
    expect_part(ACP_REPORT_GITHUB, &finding, ",line=3,endLine=7,title=");
}

static void test_xml(void **state)
{
    (void)state;
    acp_finding finding = finding_at("x", 4, 9);
    finding.file = "<a> & \"b\"\t\n\x01\xEF\xBF\xBE.xml";
    expect_part(ACP_REPORT_CHECKSTYLE, &finding,
                "<file name=\"&lt;a&gt; &amp; &quot;b&quot;&#9;&#10;\\x01\\uFFFE.xml\">");
    expect_part(ACP_REPORT_CHECKSTYLE, &finding,
                "<error line=\"3\" column=\"4\" severity=\"error\" "
                "message=\"Something is wrong.\" source=\"acprof.ACP9999\"/>");
}

static void test_junit_fail_on(void **state)
{
    (void)state;
    acp_finding finding = finding_at("x", 4, 9);
    expect_part(ACP_REPORT_JUNIT, &finding, "tests=\"1\" failures=\"1\"");
    expect_part(ACP_REPORT_JUNIT, &finding,
                "<failure type=\"error\" message=\"Something is wrong\">a.xml:3:4: error: ");
    finding.severity = ACP_WARNING;
    expect_part(ACP_REPORT_JUNIT, &finding, "tests=\"1\" failures=\"0\"");
    expect_part(ACP_REPORT_JUNIT, &finding, "<system-out>a.xml:3:4: warning: ");
}

static void test_sarif(void **state)
{
    (void)state;
    acp_finding finding = finding_at("x", 4, 9);
    finding.file = "dir/a b\xC3\xA9:#%.xml";
    expect_part(ACP_REPORT_SARIF, &finding, "\"uri\": \"dir/a%20b%C3%A9%3A%23%25.xml\"");
    expect_part(
        ACP_REPORT_SARIF, &finding,
        "\"region\": {\"startLine\": 3, \"startColumn\": 4, \"endLine\": 3, \"endColumn\": 9}");
    expect_part(ACP_REPORT_SARIF, &finding,
                "\"partialFingerprints\": {\"ruleSettingValue/v1\": \"0123456789abcdef\"}");
    expect_part(ACP_REPORT_SARIF, &finding, "\"security-severity\": \"7.5\"");
    finding.file = "/x.xml";
    expect_part(ACP_REPORT_SARIF, &finding, "\"uri\": \"file:///x.xml\"");
    finding.start = finding.end = (acp_position){0, 0};
    char *text = report(ACP_REPORT_SARIF, &finding, false, 0);
    assert_null(strstr(text, "region"));
    free(text);
}

static void test_names(void **state)
{
    (void)state;
    for (int i = 0; i < ACP_REPORT_COUNT; i++)
        assert_int_equal(acp_report_by_name(acp_report_name((acp_report_format)i)), i);
    assert_int_equal(acp_report_by_name("jsn"), -1);
    assert_null(acp_report_name(ACP_REPORT_COUNT));
}

static void test_nearest(void **state)
{
    (void)state;
    static const char *const words[] = {"validate", "fmt", "convert", "AutoReconnect", NULL};
    assert_string_equal(acp_nearest("valdate", words), "validate");
    assert_string_equal(acp_nearest("autoreconect", words), "AutoReconnect");
    assert_string_equal(acp_nearest("conv", words), "convert");
    assert_null(acp_nearest("zzzzzz", words));
    assert_null(acp_nearest("", words));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_layout),
        cmocka_unit_test(test_text_without_position),
        cmocka_unit_test(test_caret),
        cmocka_unit_test(test_caret_over_lines),
        cmocka_unit_test(test_controls_are_visible),
        cmocka_unit_test(test_long_line_is_cut),
        cmocka_unit_test(test_color),
        cmocka_unit_test(test_wrapping),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_empty_reports),
        cmocka_unit_test(test_github),
        cmocka_unit_test(test_xml),
        cmocka_unit_test(test_junit_fail_on),
        cmocka_unit_test(test_sarif),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
