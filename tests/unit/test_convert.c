/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The circle: XML to JSON or YAML and back gives the same document, for every valid test document,
 * hand-written nasty ones and random ones. Same means: canonical XML with comments is equal once
 * white space between elements is dropped. */
#include <glob.h>
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../random.h"
#include "document/buffer.h"
#include "document/findings.h"

#define NS "xmlns=\"http://schemas.xmlsoap.org/encoding/\""

/* ---- canonical XML ----------------------------------------------------------------------- */

static bool has_elements(const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            return true;
    return false;
}

/* Cuts the white space around a text; an empty one goes. */
static void trim(xmlNode *text)
{
    acp_slice all = acp_slice_of((const char *)text->content);
    acp_slice rest = acp_slice_trim(all);
    if (rest.len == 0) {
        xmlUnlinkNode(text);
        xmlFreeNode(text);
    } else if (rest.len < all.len) {
        xmlChar *copy = xmlStrndup((const xmlChar *)rest.ptr, (int)rest.len);
        xmlNodeSetContentLen(text, (const xmlChar *)"", 0);
        xmlNodeAddContent(text, copy);
        xmlFree(copy);
    }
}

/* values: white space around the text of an element that holds nothing else goes too. */
static void normalise(xmlNode *node, bool values)
{
    bool mixed = has_elements(node);
    for (xmlNode *child = node->children, *next; child; child = next) {
        next = child->next;
        bool blank = child->type == XML_TEXT_NODE && xmlIsBlankNode(child);
        if (child->type == XML_TEXT_NODE && (mixed || values || blank))
            trim(child);
        else if (child->type == XML_ELEMENT_NODE)
            normalise(child, values);
    }
}

static char *canonical(const char *text, size_t length, bool values)
{
    xmlDocPtr document = xmlReadMemory(text, (int)length, "x.xml", NULL,
                                       XML_PARSE_NOENT | XML_PARSE_NOCDATA | XML_PARSE_NONET);
    if (!document)
        fail_msg("libxml2 does not read it: %.*s", (int)length, text);
    normalise(xmlDocGetRootElement(document), values);
    xmlChar *out = NULL;
    int size = xmlC14NDocDumpMemory(document, NULL, XML_C14N_1_0, NULL, 1, &out);
    xmlFreeDoc(document);
    if (size < 0 || !out)
        fail_msg("no canonical form: %.*s", (int)length, text);
    return (char *)out;
}

/* ---- conversions ------------------------------------------------------------------------- */

static const char *name_of(acp_format format)
{
    return format == ACP_FORMAT_XML ? "p.xml" : format == ACP_FORMAT_JSON ? "p.json" : "p.yaml";
}

static char *convert(const char *text, size_t length, acp_format from, acp_format to,
                     size_t *out_length)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    acp_document_read_memory(name_of(from), text, length, NULL, findings, &document);
    const acp_finding *first = acp_findings_get(findings, 0);
    if (!document)
        fail_msg("not read: %s\n%.*s", first ? first->detail : "?", (int)length, text);
    char *out = NULL;
    if (acp_document_write(document, to, findings, &out, out_length) != ACP_OK)
        fail_msg("not written: %s\n%.*s", first ? first->detail : "?", (int)length, text);
    acp_document_free(document);
    acp_findings_free(findings);
    return out;
}

static void expect_same(const char *title, const char *wanted, const char *got, const char *text)
{
    if (strcmp(wanted, got) != 0)
        fail_msg("%s\n--- from\n%s\n--- expected\n%s\n--- got\n%s", title, text, wanted, got);
}

static void check_circle(const char *text, size_t length, acp_format over)
{
    size_t size, back_size, again_size;
    char *form = convert(text, length, ACP_FORMAT_XML, over, &size);
    char *back = convert(form, size, over, ACP_FORMAT_XML, &back_size);
    char *wanted = canonical(text, length, false), *got = canonical(back, back_size, false);
    expect_same("the document changed on its way", wanted, got, form);
    char *again = convert(form, size, over, over, &again_size);
    expect_same("written again it differs", form, again, form);
    char *twice = convert(back, back_size, ACP_FORMAT_XML, over, &again_size);
    expect_same("the circle's second turn differs", form, twice, form);
    xmlFree(wanted);
    xmlFree(got);
    free(form);
    free(back);
    free(again);
    free(twice);
}

static void check_layout(const char *text, size_t length)
{
    size_t size, again_size;
    char *once = convert(text, length, ACP_FORMAT_XML, ACP_FORMAT_XML, &size);
    char *again = convert(once, size, ACP_FORMAT_XML, ACP_FORMAT_XML, &again_size);
    expect_same("the layout is not settled", once, again, once);
    char *wanted = canonical(text, length, true), *got = canonical(once, size, true);
    expect_same("the layout changed the document", wanted, got, once);
    xmlFree(wanted);
    xmlFree(got);
    free(once);
    free(again);
}

static void check_document(const char *text, size_t length)
{
    check_layout(text, length);
    check_circle(text, length, ACP_FORMAT_JSON);
    check_circle(text, length, ACP_FORMAT_YAML);
}

/* ---- files ------------------------------------------------------------------------------- */

/* Decoded to UTF-8, because canonical() is to see what the reader saw. */
static void check_file(const char *path)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    if (acp_document_read(path, NULL, findings, &document) != ACP_OK)
        fail_msg("%s cannot be read", path);
    if (acp_document_format(document) == ACP_FORMAT_XML) {
        const char *body = document->text;
        if (strncmp(body, "<?xml", 5) == 0)
            body = strstr(body, "?>") + 2;
        check_document(body, strlen(body));
    }
    acp_document_free(document);
    acp_findings_free(findings);
}

static void test_files(void **unused)
{
    (void)unused;
    glob_t found;
    assert_int_equal(glob("testdata/valid/*.xml", 0, NULL, &found), 0);
    assert_int_equal(glob("testdata/valid/*/*.xml", GLOB_APPEND, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        check_file(found.gl_pathv[i]);
    globfree(&found);
}

/* ---- nasty documents --------------------------------------------------------------------- */

static const char *const nasty[] = {
    "<a/>",
    "<a></a>",
    "<a> x </a>",
    "<a>\n</a>",
    "<a>&#13;x&#13;</a>",
    "<!--1--><!-- 2\n  3 --><a/><!--4-->\n<!---->",
    "<a><!--only--></a>",
    "<a>x<!--behind--></a>",
    "<a><!--before-->x</a>",
    "<a> <!--before--> x <!--behind--> </a>",
    "<a b='1'/>",
    "<a b='1'>x</a>",
    "<a b='&quot;&apos;&lt;&gt;&amp;&#9;&#10;&#13; x  y '/>",
    "<a b='x\n\ty'/>",
    "<a><b/></a>",
    "<a>text<b/></a>",
    "<a><b/>text</a>",
    "<a><b/>text<b/></a>",
    "<a><c/>text<b/><c/></a>",
    "<a><!--1-->text<!--2--><b/><!--3--></a>",
    "<a><b/><!--1-->text<!--2--></a>",
    "<a><b>1</b><b>2</b><c/><b>3</b></a>",
    "<a><b>1</b><!--x--><b>2</b></a>",
    "<a><b/><c/><b/><d/><c/><!--end--></a>",
    "<a>text<b/><c/><b/></a>",
    "<a><value/></a>",
    "<a>own<value>x</value></a>",
    "<a><value>x</value><value b='1'>y</value></a>",
    "<a><b/><value/>own<value/></a>",
    "<a><value/><b/><value/>own</a>",
    "<a><order/><comment/></a>",
    "<a><![CDATA[<b>&amp;]]></a>",
    "<a>x<![CDATA[ ]]>]]&gt;</a>",
    "<a>&lt;b&gt; &#x1F600; &#xE9; &#133; &#x2028; &#x7F; \xEF\xBB\xBF</a>",
    "<a>x\r\ny\rz</a>",
    "<!-- x\r\ny --><a/>",
    "<a xmlns='urn:a'><b xmlns=''><c xmlns='urn:c'/></b></a>",
    "<p:a xmlns:p='urn:p' p:b='1'><p:c xmlns:p='urn:q' p:d='2'/><p:c/></p:a>",
    "<a xml:lang='en' xml:space='preserve'>x</a>",
    "<a><true>true</true><no>no</no><y>y</y><n>~</n><null>null</null><on>off</on></a>",
    "<a><t>true</t><t>True</t><t>0</t><t>00</t><t>030</t><t>4.10</t><t>1e3</t><t>0x1F</t>"
    "<t>1:20</t><t>2001-12-31</t><t>=</t><t>&lt;&lt;</t><t>-</t><t>- x</t><t>? x</t><t>: x</t>"
    "<t>x: y</t><t>x #y</t><t>#x</t><t>&amp;x</t><t>*x</t><t>!x</t><t>|</t><t>&gt;</t><t>'x'</t>"
    "<t>\"x\"</t><t>%x</t><t>@x</t><t>`x</t><t>{x}</t><t>[x]</t><t>x, y</t><t>---</t><t>...</t>"
    "<t>.inf</t><t>.nan</t><t>1_000</t><t>+1</t><t>\\</t><t>\\n</t><t>x:</t><t>9 </t></a>",
    "<a>first line\n\n   second \n</a>",
    "<\xC3\xA9 \xC3\xBC='\xC3\xA4'><\xE2\x84\xA6/></\xC3\xA9>",
    "<AnyConnectProfile " NS "><ClientInitialization>"
    "<AutoReconnect UserControllable='false'> true\n<AutoReconnectBehavior>ReconnectAfterResume"
    "</AutoReconnectBehavior></AutoReconnect><AuthenticationTimeout>030</AuthenticationTimeout>"
    "<AuthenticationTimeout> 30</AuthenticationTimeout>"
    "<AuthenticationTimeout>30</AuthenticationTimeout>"
    "<AuthenticationTimeout>99999999999999999999</AuthenticationTimeout>"
    "<AutoUpdate>TRUE</AutoUpdate><AutoUpdate>false</AutoUpdate>"
    "<Unknown>true</Unknown></ClientInitialization><ServerList>\n</ServerList></AnyConnectProfile>",
};

static void test_nasty(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof nasty / sizeof *nasty; i++)
        check_document(nasty[i], strlen(nasty[i]));
}

static void test_long_names(void **unused)
{
    (void)unused;
    acp_buffer buffer = {0};
    char name[3000];
    memset(name, 'n', sizeof name);
    acp_buffer_printf(&buffer, "<a><b><%.*s c='1'><d>1</d><d>2</d></%.*s></b><b/></a>", 3000, name,
                      3000, name);
    check_document(buffer.text, buffer.length);
    acp_buffer_free(&buffer);
}

static void test_deep(void **unused)
{
    (void)unused;
    acp_buffer buffer = {0};
    acp_buffer_puts(&buffer, "<a>");
    for (unsigned i = 0; i < 62; i++)
        acp_buffer_puts(&buffer, "<a/><a>");
    acp_buffer_puts(&buffer, "<!--x--><a/>");
    for (unsigned i = 0; i < 63; i++)
        acp_buffer_puts(&buffer, "</a>");
    check_document(buffer.text, buffer.length);
    acp_buffer_free(&buffer);
}

/* ---- exact text -------------------------------------------------------------------------- */

typedef struct {
    acp_format from, to;
    const char *text, *wanted;
} exact_case;

static const exact_case exact[] = {
    {ACP_FORMAT_XML, ACP_FORMAT_XML,
     "<!--h--><a\n x = 'q\"' y='2'><b>true<c/></b>\n\n\n<d/><e> v\n</e><!-- two\n  lines --></a>",
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
     "<!--h-->\n"
     "<a x=\"q&quot;\" y=\"2\">\n"
     "    <b>true\n"
     "        <c></c>\n"
     "    </b>\n"
     "    <d></d>\n"
     "    <e>v</e>\n"
     "    <!-- two\n"
     "  lines -->\n"
     "</a>\n"},
    {ACP_FORMAT_XML, ACP_FORMAT_XML, "<a><?p  q ?>tr<!--x-->ue<b/><?r?></a><?s t?>",
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
     "<a>\n"
     "    <?p q ?>tr<!--x-->ue\n"
     "    <b></b>\n"
     "    <?r?>\n"
     "</a>\n"
     "<?s t?>\n"},
    {ACP_FORMAT_XML, ACP_FORMAT_JSON,
     "<AnyConnectProfile " NS "><!--c--><ClientInitialization><AutoReconnect "
     "UserControllable='false'>true</AutoReconnect><AuthenticationTimeout>30"
     "</AuthenticationTimeout></ClientInitialization><ServerList><HostEntry><HostName>P&quot;"
     "</HostName><HostAddress> gw </HostAddress></HostEntry></ServerList></AnyConnectProfile>",
     "{\n"
     "  \"AnyConnectProfile\": {\n"
     "    \"@xmlns\": \"http://schemas.xmlsoap.org/encoding/\",\n"
     "    \"ClientInitialization\": {\n"
     "      \"#comment\": [\n"
     "        \"c\"\n"
     "      ],\n"
     "      \"AutoReconnect\": {\n"
     "        \"@UserControllable\": false,\n"
     "        \"value\": true\n"
     "      },\n"
     "      \"AuthenticationTimeout\": 30\n"
     "    },\n"
     "    \"ServerList\": {\n"
     "      \"HostEntry\": [\n"
     "        {\n"
     "          \"HostName\": \"P\\\"\",\n"
     "          \"HostAddress\": \" gw \"\n"
     "        }\n"
     "      ]\n"
     "    }\n"
     "  }\n"
     "}\n"},
    {ACP_FORMAT_JSON, ACP_FORMAT_XML,
     "{\"a\":{\"#order\":[\"b\",\"c\",\"b\"],\"b\":[\" x\\n\",{\"#comment\":\"k\",\"@l\":1}],"
     "\"c\":{},\"value\":false,\"#comment-after\":[\"z\"]}}",
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
     "<a>false\n"
     "    <b> x\n"
     "</b>\n"
     "    <c></c>\n"
     "    <!--k-->\n"
     "    <b l=\"1\"></b>\n"
     "</a>\n"
     "<!--z-->\n"},
    {ACP_FORMAT_JSON, ACP_FORMAT_YAML,
     "{\"a\":{\"@b\":\"no\",\"c\":[{\"d\":\"x y\",\"e\":\"4.10\"},\"\",{}],\"f\":\"1\\n2\"}}",
     "a:\n"
     "  \"@b\": \"no\"\n"
     "  c:\n"
     "    - d: x y\n"
     "      e: \"4.10\"\n"
     "    - \"\"\n"
     "    - \"\"\n"
     "  f: \"1\\n2\"\n"},
};

static void test_exact(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        size_t length;
        char *got =
            convert(exact[i].text, strlen(exact[i].text), exact[i].from, exact[i].to, &length);
        expect_same("not the text expected", exact[i].wanted, got, exact[i].text);
        assert_int_equal(length, strlen(got));
        free(got);
    }
}

/* ---- what is refused --------------------------------------------------------------------- */

typedef struct {
    const char *text;
    acp_format to;
    const char *at; /* "LINE:COLUMN ID" */
} refused_case;

static const refused_case refused[] = {
    {"<a>\n<?p q?></a>", ACP_FORMAT_JSON, "2:1 ACP0016"},
    {"<?p q?><a/>", ACP_FORMAT_YAML, "1:1 ACP0016"},
    {"<a/>\n<?p q?>", ACP_FORMAT_JSON, "2:1 ACP0016"},
    {"<a>x<b/>\n <c/>y</a>", ACP_FORMAT_JSON, "2:6 ACP0110"},
    {"<a>tr<!--x-->ue</a>", ACP_FORMAT_YAML, "1:14 ACP0110"},
};

static void test_refused(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        acp_findings *findings = acp_findings_new();
        acp_document *document = NULL;
        acp_document_read_memory("p.xml", refused[i].text, strlen(refused[i].text), NULL, findings,
                                 &document);
        assert_non_null(document);
        assert_int_equal(acp_findings_count(findings), 0);
        char *text = NULL;
        size_t length;
        assert_int_equal(acp_document_write(document, refused[i].to, findings, &text, &length),
                         ACP_BAD_VALUE);
        assert_null(text);
        const acp_finding *first = acp_findings_get(findings, 0);
        char got[60] = "nothing";
        if (first)
            snprintf(got, sizeof got, "%u:%u %s", first->start.line, first->start.column,
                     first->rule->id);
        if (strcmp(got, refused[i].at) != 0)
            fail_msg("%s: expected %s, got %s", refused[i].text, refused[i].at, got);
        acp_document_free(document);
        acp_findings_free(findings);
    }
}

/* ---- random documents -------------------------------------------------------------------- */

static const char *const names[] = {
    "ClientInitialization",
    "AutoReconnect",
    "AutoReconnectBehavior",
    "AuthenticationTimeout",
    "ServerList",
    "HostEntry",
    "HostName",
    "BackupServerList",
    "HostAddress",
    "CertificateMatch",
    "value",
    "no",
    "x",
    "p:x",
    "p:value",
    "\xC3\xA9",
    "a-b.c_d",
};
static const char *const texts[] = {
    "true",
    "false",
    "30",
    "030",
    "0",
    "off",
    "no",
    "~",
    "4.10",
    "1:20",
    "gw.example.com:8443",
    "a &amp; b",
    "&lt;x&gt;",
    "<![CDATA[<&]]>",
    "\xF0\x9F\x98\x80 \xC3\xA9",
    "- x",
    "x: y",
    "#",
    "]]&gt;",
    "line\nline",
    "&#13;",
    "&#x85;",
    "\"",
    "'",
    "\\",
    "  ",
    "x",
    "null",
    "&#x2028;&#x7F;",
    "@a",
};
static const char *const attributes[] = {
    "UserControllable", "Wildcard", "b", "p:b", "xml:lang", "xmlns:q", "xmlns",
};

static const char *pick(test_random *random, const char *const *list, size_t count)
{
    return list[random_below(random, count)];
}

#define PICK(random, list) pick(random, list, sizeof(list) / sizeof *(list))

static void add_space(test_random *random, acp_buffer *out)
{
    static const char *const spaces[] = {"", "", " ", "\n", "\r\n\t", "\n\n    "};
    acp_buffer_puts(out, PICK(random, spaces));
}

static void add_comments(test_random *random, acp_buffer *out)
{
    static const char *const words[] = {"", " x ", "a\n  b", "- ", "\xE2\x82\xAC", "<b/>", "&amp;"};
    while (random_below(random, 6) == 0) {
        acp_buffer_printf(out, "<!--%s-->", PICK(random, words));
        add_space(random, out);
    }
}

static void add_attributes(test_random *random, acp_buffer *out)
{
    unsigned used = 0;
    for (size_t count = random_below(random, 3); count > 0; count--) {
        size_t index = random_below(random, sizeof attributes / sizeof *attributes);
        if (used & 1u << index)
            continue;
        used |= 1u << index;
        bool namespace = strncmp(attributes[index], "xmlns", 5) == 0;
        if (namespace && random_below(random, 8))
            continue; /* a file may declare only so many */
        const char *value = namespace ? "urn:n" : PICK(random, texts);
        if (strchr(value, '"') || strstr(value, "CDATA"))
            value = "&quot;\t&#10;";
        acp_buffer_printf(out, " %s=\"%s\"", attributes[index], value);
    }
}

static void add_text(test_random *random, acp_buffer *out)
{
    add_comments(random, out);
    add_space(random, out);
    acp_buffer_puts(out, PICK(random, texts));
    add_space(random, out);
}

static void add_element(test_random *random, const char *name, unsigned depth, acp_buffer *out)
{
    acp_buffer_printf(out, "<%s", name);
    if (depth == 0)
        acp_buffer_puts(out, " xmlns='http://schemas.xmlsoap.org/encoding/' xmlns:p='urn:p'");
    else
        add_attributes(random, out);
    acp_buffer_putc(out, '>');
    size_t count = depth > 5 ? 0 : random_below(random, depth ? 5 : 8);
    size_t text_at = random_below(random, 3) ? random_below(random, count + 1) : SIZE_MAX;
    if (count && random_below(random, 2))
        text_at = SIZE_MAX;
    for (size_t i = 0; i <= count; i++) {
        if (i == text_at)
            add_text(random, out);
        else
            add_space(random, out);
        add_comments(random, out);
        if (i < count)
            add_element(random, PICK(random, names), depth + 1, out);
    }
    acp_buffer_printf(out, "</%s>", name);
}

static void test_random_documents(void **unused)
{
    (void)unused;
    test_random random = {7};
    for (unsigned round = 0; round < 2000; round++) {
        acp_buffer buffer = {0};
        add_comments(&random, &buffer);
        add_element(&random, "AnyConnectProfile", 0, &buffer);
        add_comments(&random, &buffer);
        check_document(buffer.text, buffer.length);
        acp_buffer_free(&buffer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_nasty),
        cmocka_unit_test(test_long_names),
        cmocka_unit_test(test_deep),
        cmocka_unit_test(test_exact),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_random_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
