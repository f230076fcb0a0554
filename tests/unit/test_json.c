/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading JSON: what is said of broken files and where, positions, and whether the scanner and
 * json-c agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../json_agree.h"
#include "../random.h"
#include "document/buffer.h"

typedef struct {
    const char *text;
    const char *at;    /* "LINE:COLUMN-LINE:COLUMN ID" of the first finding */
    const char *words; /* part of its detail */
} broken_case;

static const broken_case broken[] = {
    {"", "1:1-1:1 ACP0013", "The file is empty"},
    {" \n\n", "1:1-1:1 ACP0013", "The file is empty"},
    {"{", "1:2-1:2 ACP0013", "closed with }; it was opened in line 1, column 1"},
    {"{\"a\": {\"b\": [1,\n 2", "2:3-2:3 ACP0013",
     "closed with ]; it was opened in line 1, column 13"},
    {"{\"a\"", "1:5-1:5 ACP0013", "before this object is closed"},
    {"{\"a\": 1,\n}", "1:8-1:9 ACP0013", "No member follows this comma"},
    {"{,\"a\": 1}", "1:2-1:3 ACP0013", "A member is missing before this comma"},
    {"{\"a\" 1}", "1:6-1:7 ACP0013", "A colon is missing"},
    {"{\"a\": }", "1:7-1:8 ACP0013", "A value is missing"},
    {"{a: 1}", "1:2-1:3 ACP0013", "Names are written in double quotes"},
    {"{@a: 1}", "1:2-1:4 ACP0013", "Names are written in double quotes"},
    {"{'a': 1}", "1:2-1:3 ACP0013", "double quotes, not single ones"},
    {"{\"a\": 'x'}", "1:7-1:8 ACP0013", "double quotes, not single ones"},
    {"{\"a\": True}", "1:7-1:11 ACP0013", "true in lower case"},
    {"{\"a\": FALSE}", "1:7-1:12 ACP0013", "false in lower case"},
    {"{\"a\": yes}", "1:7-1:10 ACP0013", "Text is written in double quotes"},
    {"{\"a\": NaN}", "1:7-1:10 ACP0013", "Text is written in double quotes"},
    {"{\"a\": 030}", "1:7-1:10 ACP0013", "cannot start with 0"},
    {"{\"a\": 30s}", "1:7-1:10 ACP0013", "This is no number"},
    {"{\"a\": +1}", "1:7-1:9 ACP0013", "This is no number"},
    {"{\"a\": .5}", "1:7-1:9 ACP0013", "This is no number"},
    {"{\"a\": 1.}", "1:7-1:9 ACP0013", "This is no number"},
    {"{\"a\": 1e+}", "1:7-1:10 ACP0013", "This is no number"},
    {"{\"a\": -}", "1:7-1:8 ACP0013", "This is no number"},
    {"{\"a\": 4.10.0}", "1:7-1:13 ACP0013", "This is no number"},
    {"{\"a\": 1:20}", "1:7-1:8 ACP0013", "This is no number"},
    {"{\"a\": {\"b\": 1\n  \"c\": 2}}", "2:3-2:4 ACP0013", "A comma is missing before this member"},
    {"{\"a\": [\"x\" \"y\"]}", "1:12-1:13 ACP0013", "A comma is missing before this"},
    {"{\"a\": [\"x\",]}", "1:11-1:12 ACP0013", "Nothing follows this comma"},
    {"{\"a\": [,]}", "1:8-1:9 ACP0013", "A value is missing"},
    {"{\"a\": [1}", "1:9-1:10 ACP0013", "} stands where ] must close the list"},
    {"{\"a\": {\"b\": 1]}", "1:14-1:15 ACP0013", "] stands where } must close the object"},
    {"{\"a\": \"x\"}}", "1:11-1:12 ACP0013", "The document ends before this"},
    {"{\"a\": \"x\"}\n{}", "2:1-2:2 ACP0013", "The document ends before this"},
    {"{\"a\": \"x\ty\"}", "1:9-1:10 ACP0013", "written as \\t"},
    {"{\"a\": \"x\ny\"}", "1:7-1:9 ACP0013", "not closed on its line"},
    {"{\"a\": \"x\x01y\"}", "1:9-1:10 ACP0013", "control character"},
    {"{\"a\": \"C:\\x\"}", "1:10-1:12 ACP0013", "write a backslash of the text itself twice"},
    {"{\"a\": \"\\u12g4\"}", "1:8-1:10 ACP0013", "four hexadecimal digits"},
    {"{\"a\": \"\\ud83d\"}", "1:8-1:14 ACP0013", "second half is missing"},
    {"{\"a\": \"\\ude00\"}", "1:8-1:14 ACP0013", "first half is missing"},
    {"// c\n{}", "1:1-1:3 ACP0013", "JSON has no comments"},
    {"{\"a\": 1 /* c */}", "1:9-1:11 ACP0013", "JSON has no comments"},
    {"{\"a\": 1 # c\n}", "1:9-1:10 ACP0013", "JSON has no comments"},
    {"{\"a\": \"b\": 1}", "1:10-1:11 ACP0013", "A colon stands where"},
    {"{\"\xC3\xA9\": {\"\xF0\x9F\x98\x80\": \"x\" 1}}", "1:17-1:18 ACP0013", "A comma is missing"},
    {"{\"a\": {\"b\": 1, \"c\": 2,\n \"b\": 3}}", "2:2-2:5 ACP0013",
     "\"b\" stands here for the second time; the first is in line 1, column 8"},
    {"{\"a\": {\"b\": 1, \"\\u0062\": 3}}", "1:16-1:24 ACP0013", "for the second time"},
    {"{\"a\": 1, \"a\": 2}", "1:10-1:13 ACP0013", "for the second time"},
    {"{\"a\": 1, \"b\": 2}", "1:10-1:13 ACP0016", "stands beside \"a\""},
    {"{}", "1:1-1:3 ACP0016", "The root element is missing"},
    {"[1]", "1:1-1:2 ACP0016", "A document starts with an object"},
    {"\"x\"", "1:1-1:2 ACP0016", "A document starts with an object"},
    {"{\"a\": null}", "1:2-1:5 ACP0016", "has no value here"},
    {"{\"a\": [1]}", "1:7-1:8 ACP0016", "there is one, not a list"},
    {"{\"a\": {\"@b\": {}}}", "1:14-1:15 ACP0016", "an object stands here"},
    {"{\"a\": {\"@b\": null}}", "1:14-1:18 ACP0016", "The attribute @b has no value"},
    {"{\"a\": {\"b\": [[1]]}}", "1:14-1:15 ACP0016", "The list of \"b\" holds a list"},
    {"{\"a\": {\"b\": [1, null]}}", "1:17-1:21 ACP0016", "has no value here"},
    {"{\"a\": {\"b c\": 1}}", "1:9-1:12 ACP0016", "cannot be the name of an element"},
    {"{\"a\": {\"1b\": 1}}", "1:9-1:11 ACP0016", "cannot be the name of an element"},
    {"{\"a\": {\"b:c:d\": 1}}", "1:9-1:14 ACP0016", "at most one colon"},
    {"{\"a\": {\"@:b\": 1}}", "1:9-1:12 ACP0016", "cannot be the name of an attribute"},
    {"{\"a\": {\"b:\": 1}}", "1:9-1:11 ACP0016", "at most one colon"},
    {"{\"a\": {\"\": 1}}", "1:9-1:9 ACP0016", "cannot be the name of an element"},
    {"{\"a\": {\"@\": 1}}", "1:9-1:10 ACP0016", "cannot be the name of an attribute"},
    {"{\"a\": {\"#foo\": 1}}", "1:8-1:14 ACP0016", "means nothing here"},
    {"{\"a\": {\"value\": {}}}", "1:17-1:18 ACP0016", "an object stands here"},
    {"{\"a\": {\"b\": \"x\\u0000y\"}}", "1:14-1:22 ACP0016", "a control character"},
    {"{\"a\": {\"b\": \"xy\xEF\xBF\xBF\"}}", "1:16-1:17 ACP0016", "a control character"},
    {"{\"a\": {\"#comment\": [\"a--b\"]}}", "1:23-1:24 ACP0016", "can neither hold --"},
    {"{\"a\": {\"#comment\": \"a-\"}}", "1:22-1:23 ACP0016", "can neither hold --"},
    {"{\"a\": {\"#comment\": [\"a\\r\"]}}", "1:22-1:25 ACP0016", "carriage return"},
    {"{\"a\": {\"#comment\": [[]]}}", "1:21-1:22 ACP0016", "A comment has to be a text"},
    {"{\"a\": {\"b\": {\"#comment-after\": \"x\"}}}", "1:14-1:30 ACP0016", "#comment-end"},
    {"{\"a\": {\"#order\": [\"b\"], \"b\": 1, \"c\": 2}}", "1:18-1:23 ACP0016",
     "names 1 child elements, but 2 stand here"},
    {"{\"a\": {\"#order\": [\"b\", \"b\"], \"b\": 1}}", "1:24-1:27 ACP0016", "more often"},
    {"{\"a\": {\"#order\": [\"x\"], \"b\": 1}}", "1:19-1:22 ACP0016", "which is not here"},
    {"{\"a\": {\"#order\": \"b\", \"b\": 1}}", "1:18-1:21 ACP0016", "is the list of the names"},
    {"{\"a\": {\"x:b\": 1}}", "1:9-1:12 ACP0016", "The prefix \"x\" is not declared"},
    {"{\"a\": {\"@y:c\": 2}}", "1:10-1:13 ACP0016", "The prefix \"y\" is not declared"},
    {"{\"a\": {\"@xmlns:p\": \"\"}}", "1:10-1:17 ACP0016", "cannot be declared"},
};

static void describe(const acp_finding *finding, char *out, size_t size)
{
    snprintf(out, size, "%u:%u-%u:%u %s", finding->start.line, finding->start.column,
             finding->end.line, finding->end.column, finding->rule->id);
}

static acp_document *read_json(const char *text, size_t length, acp_findings *findings)
{
    acp_document *document = NULL;
    acp_document_read_memory("p.json", text, length, NULL, findings, &document);
    return document;
}

static void test_broken(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        acp_findings *findings = acp_findings_new();
        acp_document *document = read_json(broken[i].text, strlen(broken[i].text), findings);
        const acp_finding *first = acp_findings_get(findings, 0);
        char got[80] = "nothing";
        if (first)
            describe(first, got, sizeof got);
        if (strcmp(got, broken[i].at) != 0 || !strstr(first->detail, broken[i].words))
            fail_msg("%s\n  expected %s %s\n  got      %s %s", broken[i].text, broken[i].at,
                     broken[i].words, got, first ? first->detail : "");
        if (acp_findings_count(findings) != 1)
            fail_msg("%s: more than one finding: %s", broken[i].text,
                     acp_findings_get(findings, 1)->detail);
        acp_document_free(document);
        acp_findings_free(findings);
    }
}

/* ---- limits ------------------------------------------------------------------------------ */

static void nest(acp_buffer *buffer, const char *open, const char *close, unsigned depth)
{
    for (unsigned i = 0; i < depth; i++)
        acp_buffer_puts(buffer, open);
    acp_buffer_puts(buffer, "1");
    for (unsigned i = 0; i < depth; i++)
        acp_buffer_puts(buffer, close);
}

static void expect_rule(const acp_buffer *buffer, const char *rule)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = read_json(buffer->text, buffer->length, findings);
    const acp_finding *first = acp_findings_get(findings, 0);
    assert_string_equal(first ? first->rule->id : "none", rule);
    acp_document_free(document);
    acp_findings_free(findings);
}

static void test_limits(void **unused)
{
    (void)unused;
    static const struct {
        const char *open, *close;
        unsigned depth;
        const char *rule;
    } cases[] = {
        {"{\"a\":", "}", 64, "none"},         {"{\"a\":", "}", 65, "ACP0015"},
        {"{\"a\":", "}", 200, "ACP0015"},     {"[", "]", 130, "ACP0016"},
        {"[", "]", 131, "ACP0015"},           {"[", "]", 1000000, "ACP0015"},
        {"{\"a\":", "}", 1000000, "ACP0015"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        acp_buffer buffer = {0};
        nest(&buffer, cases[i].open, cases[i].close, cases[i].depth);
        expect_rule(&buffer, cases[i].rule);
        acp_buffer_free(&buffer);
    }
}

static void test_many_members(void **unused)
{
    (void)unused;
    acp_buffer buffer = {0};
    acp_buffer_puts(&buffer, "{\"a\":{");
    for (unsigned i = 0; i < 100000; i++)
        acp_buffer_printf(&buffer, "\"k%u\":1,", i);
    size_t length = buffer.length;
    acp_buffer_puts(&buffer, "\"z\":1}}");
    expect_rule(&buffer, "none");
    buffer.length = length;
    acp_buffer_puts(&buffer, "\"k77777\":1}}");
    expect_rule(&buffer, "ACP0013");
    buffer.length = 0;
    acp_buffer_puts(&buffer, "{\"a\":{\"b\":[0");
    for (unsigned i = 0; i < ACP_DATUM_COUNT; i++)
        acp_buffer_puts(&buffer, ",0");
    acp_buffer_puts(&buffer, "]}}");
    expect_rule(&buffer, "ACP0015");
    acp_buffer_free(&buffer);
}

/* ---- positions --------------------------------------------------------------------------- */

static const char placed[] =
    "{\n"
    "  \"AnyConnectProfile\": {\n"
    "    \"@xmlns\": \"http://schemas.xmlsoap.org/encoding/\",\n"
    "    \"ClientInitialization\": {\n"
    "      \"AutoReconnect\": {\"@UserControllable\": false, \"value\": true},\n"
    "      \"AuthenticationTimeout\": 30,\n"
    "      \"\xC3\xA9\": \"\xF0\x9F\x98\x80\", \"last\": \" x \\n\"\n"
    "    },\n"
    "    \"ServerList\": {\"HostEntry\": [\n"
    "      {\"HostName\": \"Paris\", \"HostAddress\": \"gw\"},\n"
    "      \"bare\"\n"
    "    ]}\n"
    "  }\n"
    "}\n";

typedef struct {
    const char *path; /* names from the root's children on; "@..." an attribute; "+" the next one */
    const char *name, *value; /* "LINE:COLUMN-LINE:COLUMN" */
} place_case;

static const place_case places[] = {
    {"", "2:4-2:21", "2:22-2:22"},
    {"@xmlns", "3:7-3:12", "3:16-3:52"},
    {"ClientInitialization", "4:6-4:26", "4:27-4:27"},
    {"ClientInitialization/AutoReconnect", "5:8-5:21", "5:62-5:66"},
    {"ClientInitialization/AutoReconnect/@UserControllable", "5:27-5:43", "5:46-5:51"},
    {"ClientInitialization/AuthenticationTimeout", "6:8-6:29", "6:32-6:34"},
    {"ClientInitialization/\xC3\xA9", "7:8-7:9", "7:13-7:14"},
    {"ClientInitialization/last", "7:18-7:22", "7:26-7:31"},
    {"ServerList/HostEntry", "10:7-10:8", "10:8-10:8"},
    {"ServerList/HostEntry/HostName", "10:9-10:17", "10:21-10:26"},
    {"ServerList/HostEntry/HostAddress", "10:30-10:41", "10:45-10:47"},
    {"ServerList/HostEntry+", "11:7-11:8", "11:8-11:12"},
};

static void span_text(const acp_document *document, acp_span span, char *out, size_t size)
{
    acp_position start = acp_document_position(document, span.start);
    acp_position end = acp_document_position(document, span.end);
    snprintf(out, size, "%u:%u-%u:%u", start.line, start.column, end.line, end.column);
}

/* The child of that name, or with a + behind the name the second one. */
static const acp_node *child_of(const acp_node *node, const char *name, size_t length)
{
    unsigned pass = name[length - 1] == '+';
    acp_slice wanted = {name, length - pass};
    for (const acp_node *child = node->first; child; child = child->next) {
        if (child->type != ACP_NODE_ELEMENT || !acp_slice_equal(child->name, wanted))
            continue;
        if (pass-- == 0)
            return child;
    }
    return NULL;
}

static void test_places(void **unused)
{
    (void)unused;
    acp_findings *findings = acp_findings_new();
    acp_document *document = read_json(placed, sizeof placed - 1, findings);
    assert_non_null(document);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const acp_node *node = document->root;
        const char *step = places[i].path;
        while (*step && *step != '@') {
            size_t length = strcspn(step, "/");
            node = child_of(node, step, length);
            assert_non_null(node);
            step += length + (step[length] == '/');
        }
        const acp_attribute *attribute = *step ? acp_node_attribute(node, step + 1) : NULL;
        assert_int_equal(*step != 0, attribute != NULL);
        char name[60], value[60];
        span_text(document, attribute ? attribute->name_span : node->name_span, name, sizeof name);
        span_text(document, attribute ? attribute->value_span : node->value_span, value,
                  sizeof value);
        if (strcmp(name, places[i].name) != 0 || strcmp(value, places[i].value) != 0)
            fail_msg("%s: expected %s %s, got %s %s", places[i].path, places[i].name,
                     places[i].value, name, value);
    }
    acp_document_free(document);
    acp_findings_free(findings);
}

/* ---- agreement --------------------------------------------------------------------------- */

/* Where json-c is more lenient than RFC 8259 even in its strict mode. */
static const char *const stricter[] = {
    "A control character",
    "A tab inside quotes",
    "The quote that opens here is not closed",
    "This is the first half",
    "This is the second half",
    "This is no number",
    "Text is written in double quotes",
    "JSON uses double quotes",
    "A number cannot start with 0",
};

static void check_agreement(const char *text, size_t length)
{
    const char *problem = "";
    json_verdict verdict = json_agree(text, length, &problem);
    if (verdict == JSON_LAXER || verdict == JSON_DIFFERENT)
        fail_msg("%s: %.*s", verdict == JSON_LAXER ? "json-c refuses" : "read differently",
                 (int)length, text);
    if (verdict != JSON_STRICTER)
        return;
    for (size_t i = 0; i < sizeof stricter / sizeof *stricter; i++)
        if (strncmp(problem, stricter[i], strlen(stricter[i])) == 0)
            return;
    fail_msg("json-c accepts, the scanner says \"%s\": %.*s", problem, (int)length, text);
}

/* What broken texts are made of. */
static const char *const pieces[] = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0041",
    "\\ud83d\\ude00",
    "\\ud800",
    "\\n",
    "\\/",
    "true",
    "false",
    "null",
    "0",
    "-",
    "1.5",
    "1e9",
    "-0",
    "01",
    ".",
    "e",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\"a\"",
    "\"a\": 1",
    "/*x*/",
    "//",
    "#",
    "'",
    "NaN",
    "Infinity",
    "\x01",
    "\xC3\xA9",
    "\xF0\x9F\x98\x80",
    "@",
    "x",
    "\\u0000",
    "99999999999999999999",
    "\xEF\xBB\xBF",
};

static void test_agreement(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        check_agreement(broken[i].text, strlen(broken[i].text));
    check_agreement(placed, sizeof placed - 1);
    test_random random = {20240517};
    unsigned read = 0;
    for (unsigned round = 0; round < 40000; round++) {
        acp_buffer buffer = {0};
        size_t at = random_below(&random, sizeof placed);
        size_t cut = random_below(&random, 4) ? 0 : random_below(&random, 12);
        acp_buffer_add(&buffer, placed, at);
        if (random_below(&random, 3))
            acp_buffer_puts(&buffer, pieces[random_below(&random, sizeof pieces / sizeof *pieces)]);
        if (at + cut < sizeof placed - 1)
            acp_buffer_puts(&buffer, placed + at + cut);
        const char *problem;
        check_agreement(buffer.text ? buffer.text : "", buffer.length);
        read += json_agree(buffer.text ? buffer.text : "", buffer.length, &problem) == JSON_SAME;
        acp_buffer_free(&buffer);
    }
    /* Mutations that never gave JSON would prove nothing. */
    assert_true(read > 4000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_broken),       cmocka_unit_test(test_limits),
        cmocka_unit_test(test_many_members), cmocka_unit_test(test_places),
        cmocka_unit_test(test_agreement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
