/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading XML: positions in every encoding, broken documents, limits; scanner and parser in step.
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/buffer.h"
#include "document/findings.h"

#define NS "xmlns=\"http://schemas.xmlsoap.org/encoding/\""

static acp_document *read_bytes(const void *bytes, size_t size, acp_findings *findings)
{
    acp_document *document = NULL;
    acp_document_read_memory("p.xml", bytes, size, NULL, findings, &document);
    return document;
}

typedef struct {
    const char *title, *text;
    const char *expected; /* "LINE:COLUMN ID" of the first finding, "" : readable without one */
} broken_case;

static const broken_case broken[] = {
    {"empty", "", "1:1 ACP0010"},
    {"blank", " \n\n", "1:1 ACP0010"},
    {"text only", "hello", "1:1 ACP0010"},
    {"two roots", "<a/>\n<b/>", "2:1 ACP0010"},
    {"text after the root", "<a/>\n  x", "2:3 ACP0010"},
    {"mismatch", "<a>\n  <b>\n  </c>\n</a>", "3:5 ACP0010"},
    {"not closed", "<a>\n<b>x</b>\n", "3:1 ACP0010"},
    {"cut in a tag", "<a>\n<b x=", "2:6 ACP0010"},
    {"bare ampersand", "<a>\nAT&T</a>", "2:3 ACP0010"},
    {"ampersand and blank", "<a>\nA & B</a>", "2:3 ACP0010"},
    {"unknown entity", "<a>x &nbsp; y</a>", "1:6 ACP0010"},
    {"bare less-than", "<a>1 < 2</a>", "1:6 ACP0010"},
    {"less-than in an attribute", "<a x=\"1<2\"/>", "1:8 ACP0010"},
    {"unquoted attribute", "<a\n  x=5/>", "2:5 ACP0011"},
    {"attribute twice", "<a x='1' x='2'/>", "1:10 ACP0010"},
    {"control character", "<a>\x01</a>", "1:4 ACP0010"},
    {"comment not closed", "<a>\n<!-- x </a>", "2:1 ACP0010"},
    {"declaration too late", "\n<?xml version='1.0'?><a/>", "2:1 ACP0010"},
    {"undeclared prefix", "<a>\n<x:b/></a>", "2:2 ACP0010"},
    {"two colons", "<a>\n<x:b:c/></a>", "2:5 ACP0010"},
    {"entity bomb", "<!DOCTYPE a [<!ENTITY x 'y'>]>\n<a>&x;</a>", "1:1 ACP0017"},
    {"external subset", "<!DOCTYPE a SYSTEM 'http://example.com/x.dtd'><a/>", "1:1 ACP0017"},
    {"bare doctype", "<!DOCTYPE a><a/>", "1:1 ACP0017"},
    {"doctype after a bad declaration", /* libxml2 makes a document of it, which is to be freed */
     "<?xml version9'1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'> <!ENTITY d", "1:14 ACP0010"},
    {"tag not closed before the next", "<a>\n<b<c>x</c></a>", "2:2 ACP0010"},
    {"tag not closed before its end tag", "<a>\n<b</b></a>", "2:2 ACP0010"},
    {"root tag not closed", "<a x='1'\n  <b>y</b></a>", "1:2 ACP0010"},
    {"typographic quotes",
     "<a x=\xE2\x80\x9C"
     "1\xE2\x80\x9D/>",
     "1:6 ACP0011"},
    {"control character later", "<a>\nxy\x01</a>", "2:3 ACP0010"},
    {"profile in a script", "#!/bin/sh\ncat >x <<X\n<AnyConnectProfile>\n</AnyConnectProfile>\n",
     "3:1 ACP0035"},
    {"not UTF-8", "<a>\nx\xE9y</a>", "2:2 ACP0020"},
    {"wrong declaration", "<?xml version='1.0' encoding='UTF-16'?><a/>", "1:31 ACP0020"},
    {"unknown encoding", "<?xml version='1.0' encoding='EBCDIC'?><a/>", "1:31 ACP0020"},
    {"Latin-1 that is UTF-8", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xC3\xA9</a>",
     "1:31 ACP0020"},
    {"Latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "1:31 ACP0021"},
};

static void test_broken(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        acp_findings *findings = acp_findings_new();
        acp_document *document = read_bytes(broken[i].text, strlen(broken[i].text), findings);
        char got[80] = "";
        const acp_finding *first = acp_findings_get(findings, 0);
        if (first)
            snprintf(got, sizeof got, "%u:%u %s", first->start.line, first->start.column,
                     first->rule->id);
        if (strcmp(got, broken[i].expected) != 0)
            fail_msg("%s: expected \"%s\", got \"%s\" %s", broken[i].title, broken[i].expected, got,
                     first ? first->detail : "");
        assert_true(document || first);
        assert_true(acp_findings_count(findings) <= 1);
        acp_document_free(document);
        acp_findings_free(findings);
    }
}

/* The same document in each encoding has its pieces at the same lines and columns. */
static const char sample[] =
    "<AnyConnectProfile " NS ">\n"
    "\t<!-- caf\xC3\xA9 \xF0\x9F\x98\x80 -->\n"
    "  <ServerList>\n"
    "    <HostEntry><HostName>Z\xC3\xBCrich \xC3\xA9</HostName><HostAddress>\n"
    "      a.example.com</HostAddress></HostEntry>\n"
    "  </ServerList></AnyConnectProfile>\n";

static void check_sample(const void *bytes, size_t size, const char *what)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = read_bytes(bytes, size, findings);
    if (!document)
        fail_msg("%s: %s", what, acp_findings_get(findings, 0)->detail);
    const acp_node *list = acp_node_first_child(document->root);
    const acp_node *name = acp_node_first_child(acp_node_first_child(list));
    const acp_node *address = acp_node_next(name);
    acp_position at = acp_document_position(document, list->name_span.start);
    acp_position value = acp_document_position(document, name->value_span.end);
    acp_position host = acp_document_position(document, address->value_span.start);
    if (at.line != 3 || at.column != 4 || value.line != 4 || value.column != 34 || host.line != 5 ||
        host.column != 7)
        fail_msg("%s: %u:%u %u:%u %u:%u", what, at.line, at.column, value.line, value.column,
                 host.line, host.column);
    assert_true(acp_slice_is(address->value, "a.example.com"));
    acp_document_free(document);
    acp_findings_free(findings);
}

static uint32_t next_code(const char **p)
{
    unsigned char c = (unsigned char)*(*p)++;
    unsigned more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
    uint32_t code = more == 3 ? c & 7 : more == 2 ? c & 15 : more ? c & 31 : c;
    while (more--)
        code = code << 6 | ((unsigned char)*(*p)++ & 0x3F);
    return code;
}

static void put_unit(acp_buffer *out, uint32_t unit, bool big)
{
    acp_buffer_putc(out, (char)(big ? unit >> 8 : unit));
    acp_buffer_putc(out, (char)(big ? unit : unit >> 8));
}

static void to_utf16(acp_buffer *out, const char *text, bool big, bool bom)
{
    if (bom)
        put_unit(out, 0xFEFF, big);
    while (*text) {
        uint32_t code = next_code(&text);
        if (code > 0xFFFF) {
            put_unit(out, 0xD800 + ((code - 0x10000) >> 10), big);
            code = 0xDC00 + ((code - 0x10000) & 0x3FF);
        }
        put_unit(out, code, big);
    }
}

static void test_encodings(void **unused)
{
    (void)unused;
    check_sample(sample, strlen(sample), "UTF-8");
    char text[1000];
    snprintf(text, sizeof text, "\xEF\xBB\xBF%s", sample);
    check_sample(text, strlen(text), "UTF-8 with BOM");
    for (int form = 0; form < 4; form++) {
        acp_buffer wide = {0};
        to_utf16(&wide, sample, form & 1, form < 2);
        check_sample(wide.text, wide.length, "UTF-16");
        acp_buffer_free(&wide);
    }
    for (int cr_only = 0; cr_only < 2; cr_only++) {
        acp_buffer lines = {0};
        for (const char *p = sample; *p; p++) {
            if (*p == '\n')
                acp_buffer_putc(&lines, '\r');
            if (*p != '\n' || !cr_only)
                acp_buffer_putc(&lines, *p);
        }
        check_sample(lines.text, lines.length, cr_only ? "CR" : "CR LF");
        acp_buffer_free(&lines);
    }
}

static acp_slice span_text(const acp_document *document, acp_span span)
{
    assert_true(span.start <= span.end && span.end <= document->length);
    return (acp_slice){document->text + span.start, span.end - span.start};
}

static void check_spans(const acp_document *document, const acp_node *node)
{
    assert_true(acp_slice_equal(span_text(document, node->name_span), node->name));
    acp_slice whole = span_text(document, node->whole);
    assert_true(whole.len && whole.ptr[0] == '<' && whole.ptr[whole.len - 1] == '>');
    for (unsigned i = 0; i < node->attribute_count; i++) {
        const acp_attribute *attribute = &node->attributes[i];
        assert_true(acp_slice_equal(span_text(document, attribute->name_span), attribute->name));
        acp_slice raw = span_text(document, attribute->value_span);
        if (!memchr(raw.ptr, '&', raw.len) && attribute->value.len == raw.len)
            assert_memory_equal(raw.ptr, attribute->value.ptr, raw.len);
        assert_true(raw.ptr[raw.len] == '"' || raw.ptr[raw.len] == '\'');
    }
    acp_slice value = span_text(document, node->value_span);
    if (!memchr(value.ptr, '&', value.len) && !memchr(value.ptr, '<', value.len) &&
        !memchr(value.ptr, '\r', value.len))
        assert_true(acp_slice_equal(value, node->value));
    for (const acp_node *child = acp_node_first_child(node); child; child = acp_node_next(child)) {
        assert_true(child->whole.start >= node->tag_span.end &&
                    child->whole.end <= node->whole.end);
        check_spans(document, child);
    }
}

static void test_spans(void **unused)
{
    (void)unused;
    glob_t files = {0};
    glob("testdata/*/*.xml", 0, NULL, &files);
    glob("testdata/*/*/*.xml", GLOB_APPEND, NULL, &files);
    unsigned read = 0;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        acp_findings *findings = acp_findings_new();
        acp_document *document;
        if (acp_document_read(files.gl_pathv[i], NULL, findings, &document) == ACP_OK) {
            check_spans(document, document->root);
            read++;
        }
        for (size_t n = 0; n < acp_findings_count(findings); n++)
            assert_string_not_equal(acp_findings_get(findings, n)->detail, ACP_OUT_OF_STEP);
        acp_document_free(document);
        acp_findings_free(findings);
    }
    globfree(&files);
    assert_true(read >= 10);
}

/* What the scanner could take amiss: quotes, brackets, CDATA, comments, entities in each place. */
static void test_in_step(void **unused)
{
    (void)unused;
    static const char *const texts[] = {
        "<a><![CDATA[<b>]]></a>",
        "<a><![CDATA[]]></a>",
        "<a>x<![CDATA[]]>y<b/></a>",
        "<a><!--<b>--><?p <c>?></a>",
        "<a b='>' c=\"'/>\"/>",
        "<a b = '1'\n\tc\n=\n\"2\" />",
        "<a>&lt;b&gt; &#65;&#x42; &amp;amp;</a>",
        "<a>\r\n<b>\r</b>\r\n</a>",
        "<?xml version='1.0'?><!-- x --><?p?><a/><!-- y --><?q z?>\n",
        "<a xmlns='urn:x' xmlns:y='urn:y' y:z='1' w='2'><y:b xmlns=''/></a>",
        "<a>]]&gt;</a>",
        "<a\n/>",
        "<a></a >",
        "<a b='&#10;x'>\n\n</a>",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        acp_findings *findings = acp_findings_new();
        acp_document *document = read_bytes(texts[i], strlen(texts[i]), findings);
        if (!document)
            fail_msg("%s: %s", texts[i], acp_findings_get(findings, 0)->detail);
        check_spans(document, document->root);
        acp_document_free(document);
        acp_findings_free(findings);
    }
}

static const char *first_rule(acp_findings *findings)
{
    const acp_finding *first = acp_findings_get(findings, 0);
    return first ? first->rule->id : "";
}

static void test_depth(void **unused)
{
    (void)unused;
    static const unsigned depths[] = {ACP_MAX_DEPTH, ACP_MAX_DEPTH + 1, 300, 1000000};
    for (size_t n = 0; n < sizeof depths / sizeof *depths; n++) {
        unsigned depth = depths[n];
        acp_buffer text = {0};
        for (unsigned i = 0; i < depth; i++)
            acp_buffer_puts(&text, "<a>");
        for (unsigned i = 0; i < depth; i++)
            acp_buffer_puts(&text, "</a>");
        acp_findings *findings = acp_findings_new();
        acp_document *document = read_bytes(text.text, text.length, findings);
        assert_string_equal(first_rule(findings), depth > ACP_MAX_DEPTH ? "ACP0015" : "");
        assert_int_equal(document != NULL, depth <= ACP_MAX_DEPTH);
        acp_document_free(document);
        acp_findings_free(findings);
        acp_buffer_free(&text);
    }
}

/* A name of megabytes, again and again looked at from the next byte on, would never end. */
static void test_long_names(void **unused)
{
    (void)unused;
    static const char *const forms[] = {"<a %s>", "<a %s=1>", "<%s", "<a>&%s", "<a></%s"};
    size_t length = (size_t)4 << 20;
    char *name = malloc(length + 1);
    assert_non_null(name);
    memset(name, 'b', length);
    name[length] = '\0';
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        acp_buffer text = {0};
        for (const char *p = forms[i]; *p; p++) {
            if (*p == '%')
                acp_buffer_add(&text, name, length);
            if (*p != '%' && (p == forms[i] || p[-1] != '%'))
                acp_buffer_putc(&text, *p);
        }
        acp_findings *findings = acp_findings_new();
        assert_null(read_bytes(text.text, text.length, findings));
        assert_int_equal(acp_findings_count(findings), 1);
        acp_findings_free(findings);
        acp_buffer_free(&text);
    }
    free(name);
}

static void test_size(void **unused)
{
    (void)unused;
    acp_findings *findings = acp_findings_new();
    acp_document *document;
    acp_read_options options = {.kind = ACP_KIND_UNKNOWN, .max_size = 10};
    assert_int_equal(
        acp_document_read_memory("p.xml", "<a></a>    ", 11, &options, findings, &document),
        ACP_DAMAGED);
    assert_string_equal(first_rule(findings), "ACP0015");
    assert_int_equal(
        acp_document_read_memory("p.xml", "<a></a>   ", 10, &options, findings, &document), ACP_OK);
    acp_document_free(document);
    acp_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_broken),     cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_spans),      cmocka_unit_test(test_in_step),
        cmocka_unit_test(test_depth),      cmocka_unit_test(test_size),
        cmocka_unit_test(test_long_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
