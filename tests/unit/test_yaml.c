/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading YAML: what is said of broken files and where, positions, # comments, and which scalars
 * are text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/buffer.h"
#include "document/datum.h"
#include "document/findings.h"

typedef struct {
    const char *text;
    const char *at;    /* "LINE:COLUMN ID" of the first finding */
    const char *words; /* part of its detail */
} broken_case;

static const broken_case broken[] = {
    {"", "1:1 ACP0014", "The file is empty"},
    {"# only a comment\n", "1:1 ACP0014", "The file is empty"},
    {"a:\n  b: 1\n c: 2\n", "3:2 ACP0014", "does not belong here"},
    {"a:\n  b: \"x\" y\n", "2:10 ACP0014", "something follows a value"},
    {"a:\n\tb: 1\n", "2:1 ACP0014", "A tab cannot indent"},
    {"a:\n  @b: 1\n", "2:3 ACP0014", "stands in quotes: \"@UserControllable\""},
    {"a:\n  b: `x`\n", "2:6 ACP0014", "stands in quotes"},
    {"a:\n  \"b: 1\n", "2:3 ACP0014", "The quote that opens here is never closed"},
    {"a:\n  b: 'x\n---\n", "2:6 ACP0014", "before the document ends"},
    {"a:\n  b: x: y\n", "2:7 ACP0014", "put the text in quotes if it holds"},
    {"a:\n  b x\n  c: 1\n", "3:4 ACP0014", "the line above lacks a colon"},
    {"a: x\nb\n", "2:1 ACP0014", "A colon and a blank are missing"},
    {"a:\n  - b\n  c: 1\n", "3:3 ACP0014", "This line stands in a list"},
    {"a:\n  b: [1, 2\n", "2:11 ACP0014",
     "the closing ] is missing before this. It was opened in "
     "line 2, column 6"},
    {"a:\n  \xC3\xA9: \xC3\xBC\n  \xF0\x9F\x98\x80: {x: [y z}\n", "3:14 ACP0014",
     "It was opened in line 3, column 10"},
    {"a: }\n", "1:4 ACP0014", "A value is missing"},
    {"a: \"C:\\q\"\n", "1:7 ACP0014", "A backslash starts an escape"},
    {"a: \xC3\xA9\x01\n", "1:5 ACP0014", "A control character"},
    {"a: 1\n---\nb: 2\n", "2:1 ACP0014", "A second document starts here"},
    {"a:\n  b: 1\n  c: 2\n  b: 3\n", "4:3 ACP0014",
     "\"b\" stands here for the second time; the first is in line 2, column 3"},
    {"%FOO\n---\na: 1\n", "1:5 ACP0014", "libyaml says"},
    {"a: &x 1\n", "1:4 ACP0016", "Anchors"},
    {"a: *x\n", "1:4 ACP0016", "aliases"},
    {"a: &x [*x]\n", "1:4 ACP0016", "Anchors"},
    {"a: !!str 1\n", "1:4 ACP0016", "Tags"},
    {"a: !x {b: 1}\n", "1:4 ACP0016", "Tags"},
    {"%TAG !a! tag:example.com,2000:\n---\na: 1\n", "1:1 ACP0016", "Tags"},
    {"a:\n  <<: {b: 1}\n", "2:3 ACP0016", "Merge keys"},
    {"a:\n  ? [x]\n  : 1\n", "2:5 ACP0016", "A name is a text"},
    {"a:\n  ? {x: 1}\n  : 1\n", "2:5 ACP0016", "A name is a text"},
    {"a\n", "1:1 ACP0016", "A document starts with an object"},
    {"- a\n", "1:1 ACP0016", "A document starts with an object"},
    {"{}\n", "1:1 ACP0016", "The root element is missing"},
    {"a: 1\nb: 2\n", "2:1 ACP0016", "\"b\" stands beside \"a\""},
    {"a:\n", "1:1 ACP0016", "has no value here"},
    {"a:\n  b: ~\n", "2:3 ACP0016", "has no value here"},
    {"a:\n  b: null\n", "2:3 ACP0016", "has no value here"},
    {"a:\n  b:\n    -\n    - x\n", "3:6 ACP0016", "has no value here"},
    {"a:\n  b:\n    - - x\n", "3:7 ACP0016", "holds a list"},
    {"a:\n  \"@b\": [x]\n", "2:9 ACP0016", "The attribute @b has to be a text"},
    {"a:\n  b c: 1\n", "2:3 ACP0016", "cannot be the name of an element"},
    {"a:\n  b: \"x\\x01\"\n", "2:7 ACP0016", "control character"},
    {"a:\n  \"#comment\": [\"x\", \"y--z\"]\n", "2:23 ACP0016", "can neither hold --"},
    {"a:\n  \"#foo\": 1\n", "2:3 ACP0016", "means nothing here"},
};

static acp_document *read_yaml(const char *text, size_t length, acp_findings *findings)
{
    acp_document *document = NULL;
    acp_document_read_memory("p.yaml", text, length, NULL, findings, &document);
    return document;
}

static void test_broken(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        acp_findings *findings = acp_findings_new();
        acp_document *document = read_yaml(broken[i].text, strlen(broken[i].text), findings);
        const acp_finding *first = acp_findings_get(findings, 0);
        char got[80] = "nothing";
        if (first)
            snprintf(got, sizeof got, "%u:%u %s", first->start.line, first->start.column,
                     first->rule->id);
        if (strcmp(got, broken[i].at) != 0 || !strstr(first->detail, broken[i].words))
            fail_msg("%s\n  expected %s %s\n  got      %s %s", broken[i].text, broken[i].at,
                     broken[i].words, got, first ? first->detail : "");
        assert_int_equal(acp_findings_count(findings), 1);
        assert_null(document);
        acp_findings_free(findings);
    }
}

/* ---- limits ------------------------------------------------------------------------------ */

static void expect_rule(const acp_buffer *buffer, const char *rule)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = read_yaml(buffer->text, buffer->length, findings);
    const acp_finding *first = acp_findings_get(findings, 0);
    assert_string_equal(first ? first->rule->id : "none", rule);
    acp_document_free(document);
    acp_findings_free(findings);
}

static void test_limits(void **unused)
{
    (void)unused;
    static const struct {
        const char *piece;
        unsigned count;
        const char *end, *rule;
    } cases[] = {
        {"{a: ", 64, "1", "ACP0014"},
        {"[", 1000000, "", "ACP0015"},
        {"- ", 1000000, "", "ACP0015"},
        {"{a: ", 1000000, "", "ACP0015"},
        {"? ", 1000000, "", "ACP0016"},
        {"%TAG !a! b\n", 100000, "", "ACP0016"},
        {"  - 0\n", ACP_DATUM_COUNT, "", "ACP0015"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        acp_buffer buffer = {0};
        if (*cases[i].piece == ' ')
            acp_buffer_puts(&buffer, "a:\n b:\n");
        for (unsigned k = 0; k < cases[i].count; k++)
            acp_buffer_puts(&buffer, cases[i].piece);
        acp_buffer_puts(&buffer, cases[i].end);
        expect_rule(&buffer, cases[i].rule);
        acp_buffer_free(&buffer);
    }
}

static void test_depth(void **unused)
{
    (void)unused;
    for (unsigned depth = 64; depth <= 65; depth++) {
        acp_buffer buffer = {0};
        for (unsigned i = 0; i < depth; i++)
            acp_buffer_puts(&buffer, "{a: ");
        acp_buffer_puts(&buffer, "1");
        for (unsigned i = 0; i < depth; i++)
            acp_buffer_puts(&buffer, "}");
        expect_rule(&buffer, depth == 64 ? "none" : "ACP0015");
        acp_buffer_free(&buffer);
    }
}

/* ---- positions --------------------------------------------------------------------------- */

static const char placed[] = "# \xE2\x82\xAC\n"
                             "AnyConnectProfile:\n"
                             "  \"@xmlns\": \"http://schemas.xmlsoap.org/encoding/\"\n"
                             "  ClientInitialization:\r\n"
                             "    AutoReconnect: {\"@UserControllable\": false, value: true}\n"
                             "    \xC3\xA9: \xF0\x9F\x98\x80 x # \xC3\xA9\n"
                             "    single: ' it''s '\n"
                             "    folded: one\n"
                             "      two\n"
                             "    block: |\n"
                             "      text\n"
                             "\n"
                             "  ServerList:\n"
                             "    HostEntry:\n"
                             "      - HostName: Paris\n"
                             "        HostAddress: gw, gw2\n"
                             "      - bare\n";

typedef struct {
    const char *name, *name_at, *value, *value_at;
} place_case;

/* Elements in document order. */
static const place_case places[] = {
    {"AnyConnectProfile", "2:1-2:18", "", "2:18-2:18"},
    {"ClientInitialization", "4:3-4:23", "", "4:23-4:23"},
    {"AutoReconnect", "5:5-5:18", "true", "5:56-5:60"},
    {"\xC3\xA9", "6:5-6:6", "\xF0\x9F\x98\x80 x", "6:8-6:11"},
    {"single", "7:5-7:11", "it's", "7:14-7:21"},
    {"folded", "8:5-8:11", "one two", "8:13-9:10"},
    {"block", "10:5-10:10", "text", "10:12-11:11"},
    {"ServerList", "13:3-13:13", "", "13:13-13:13"},
    {"HostEntry", "15:9-15:10", "", "15:10-15:10"},
    {"HostName", "15:9-15:17", "Paris", "15:19-15:24"},
    {"HostAddress", "16:9-16:20", "gw, gw2", "16:22-16:29"},
    {"HostEntry", "17:9-17:10", "bare", "17:9-17:13"},
};

static void span_text(const acp_document *document, acp_span span, char *out, size_t size)
{
    acp_position start = acp_document_position(document, span.start);
    acp_position end = acp_document_position(document, span.end);
    snprintf(out, size, "%u:%u-%u:%u", start.line, start.column, end.line, end.column);
}

static size_t check_places(const acp_document *document, const acp_node *node, size_t index)
{
    assert_true(index < sizeof places / sizeof *places);
    const place_case *place = &places[index++];
    char name[60], value[60];
    span_text(document, node->name_span, name, sizeof name);
    span_text(document, node->value_span, value, sizeof value);
    assert_true(acp_slice_is(node->name, place->name));
    if (strcmp(name, place->name_at) != 0 || strcmp(value, place->value_at) != 0 ||
        !acp_slice_is(node->value, place->value))
        fail_msg("%s: expected %s %s, got %s %s %.*s", place->name, place->name_at, place->value_at,
                 name, value, ACP_SLICE_ARGS(node->value));
    for (const acp_node *child = node->first; child; child = child->next)
        if (child->type == ACP_NODE_ELEMENT)
            index = check_places(document, child, index);
    return index;
}

static void test_places(void **unused)
{
    (void)unused;
    acp_findings *findings = acp_findings_new();
    acp_document *document = read_yaml(placed, sizeof placed - 1, findings);
    assert_non_null(document);
    assert_int_equal(check_places(document, document->root, 0), sizeof places / sizeof *places);
    const acp_attribute *attribute = acp_node_attribute(document->root, "xmlns");
    char name[60], value[60];
    span_text(document, attribute->name_span, name, sizeof name);
    span_text(document, attribute->value_span, value, sizeof value);
    assert_string_equal(name, "3:5-3:10");
    assert_string_equal(value, "3:14-3:50");
    acp_document_free(document);
    acp_findings_free(findings);
}

/* libyaml counts characters: past the first hundreds of them every one of two bytes would shift
 * what follows. */
static void test_far_places(void **unused)
{
    (void)unused;
    acp_buffer buffer = {0};
    acp_buffer_puts(&buffer, "a:\n");
    for (unsigned i = 0; i < 2000; i++)
        acp_buffer_printf(&buffer, "  \xC3\xA9%u: \xE2\x82\xAC x\n", i);
    acp_findings *findings = acp_findings_new();
    acp_document *document = read_yaml(buffer.text, buffer.length, findings);
    assert_non_null(document);
    uint32_t line = 2;
    for (const acp_node *node = document->root->first; node; node = node->next, line++) {
        acp_position at = acp_document_position(document, node->value_span.start);
        assert_int_equal(at.line, line);
        assert_int_equal(document->text[node->name_span.start], '\xC3');
        assert_int_equal(document->text[node->value_span.start], '\xE2');
        assert_int_equal(document->text[node->value_span.end - 1], 'x');
    }
    assert_int_equal(line, 2002);
    acp_document_free(document);
    acp_findings_free(findings);
    acp_buffer_free(&buffer);
}

/* ---- # comments -------------------------------------------------------------------------- */

typedef struct {
    const char *text, *at; /* where the first # comment starts, NULL: there is none */
} comment_case;

static const comment_case comments[] = {
    {"a: x\n", NULL},
    {"# c\na: x\n", "1:1"},
    {"a: x # c\n", "1:6"},
    {"a: x\n# c\n", "2:1"},
    {"a: x#y\n", NULL},
    {"a: \"x # y\"\n", NULL},
    {"a: 'x # y'\n", NULL},
    {"a: \"x\"#c\n", "1:7"},
    {"a: \"x\n  # y\"\n", NULL},
    {"a: # c\n  b: x\n", "1:4"},
    {"a:\n  # c\n  b: x\n", "2:3"},
    {"a: {b: 1,#c\n c: 2}\n", "1:10"},
    {"a:\n  b:\n    - x # c\n", "3:9"},
    {"a:\n  b: |\n    # text\n    x\n", NULL},
    {"a:\n  b: |  # c\n    x\n", "2:9"},
    {"a:\n  b: |\n    x\n  # c\n", "4:3"},
    {"a:\n  b: >-\n    x # y\n    z\n", NULL},
    {"a:\n  b: x\n   y # c\n", "3:6"},
    {"--- # c\na: x\n", "1:5"},
    {"a: x\n... # c\n", "2:5"},
    {"\xEF\xBB\xBF# c\na: x\n", "1:1"},
    {"a: \xC3\xA9\xE2\x82\xAC # \xC3\xA9\n", "1:7"},
};

static void test_comments(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof comments / sizeof *comments; i++) {
        acp_findings *findings = acp_findings_new();
        acp_document *document = read_yaml(comments[i].text, strlen(comments[i].text), findings);
        const char *at = comments[i].at;
        assert_non_null(document);
        char got[40] = "none";
        if (document->yaml_comments) {
            acp_position start = acp_document_position(document, document->yaml_comment.start);
            snprintf(got, sizeof got, "%u:%u", start.line, start.column);
        }
        if (strcmp(got, at ? at : "none") != 0)
            fail_msg("%s: expected %s, got %s", comments[i].text, at ? at : "none", got);
        char *text;
        size_t length;
        acp_status status = acp_document_write(document, ACP_FORMAT_XML, findings, &text, &length);
        assert_int_equal(status, at ? ACP_BAD_VALUE : ACP_OK);
        if (at)
            assert_string_equal(acp_findings_get(findings, 0)->rule->id, "ACP0016");
        free(text);
        acp_document_free(document);
        acp_findings_free(findings);
    }
}

/* ---- scalars ----------------------------------------------------------------------------- */

/* Plain scalars that readers of YAML 1.1 or 1.2 turn into something else are text here. */
static void test_plain_text(void **unused)
{
    (void)unused;
    static const char *const texts[] = {
        "off",   "on",   "NO",
        "y",     "n",    "yes",
        "True",  "TRUE", "4.10",
        "1e3",   "0x1F", "0o17",
        "030",   "1:20", "2001-12-31",
        "1_000", "+1",   "-1",
        ".5",    ".inf", ".nan",
        "=",     "true", "false",
        "0",     "30",   "99999999999999999999",
        "x y",   "a:b",  "http://a/b",
        "a#b",   "-x",   "?x",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[80];
        int length = snprintf(text, sizeof text, "a:\n  b: %s\n", texts[i]);
        acp_findings *findings = acp_findings_new();
        acp_document *document = read_yaml(text, (size_t)length, findings);
        assert_non_null(document);
        assert_true(acp_slice_is(document->root->first->value, texts[i]));
        acp_document_free(document);
        acp_findings_free(findings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_broken),     cmocka_unit_test(test_limits),
        cmocka_unit_test(test_depth),      cmocka_unit_test(test_places),
        cmocka_unit_test(test_far_places), cmocka_unit_test(test_comments),
        cmocka_unit_test(test_plain_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
