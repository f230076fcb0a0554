/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/xml_error.h"

#include <libxml/xmlerror.h>
#include <stdio.h>
#include <stdlib.h>

#include "document/findings.h"
#include "document/scan_xml.h"
#include "document/xml_quotes.h"

bool acp_xml_error_is_fatal(const xmlError *error)
{
    return error->level == XML_ERR_FATAL || error->domain != XML_FROM_NAMESPACE ||
           error->code == XML_NS_ERR_QNAME;
}

void acp_xml_error_take(acp_xml_error *error, xmlParserCtxtPtr parser, xmlErrorPtr from)
{
    error->code = from->code ? from->code : XML_ERR_INTERNAL_ERROR;
    error->fatal = acp_xml_error_is_fatal(from);
    if (parser->input)
        error->offset =
            parser->input->consumed + (size_t)(parser->input->cur - parser->input->base);
    snprintf(error->text, sizeof error->text, "%s", from->message ? from->message : "");
    for (size_t n = strlen(error->text); n && acp_is_space(error->text[n - 1]); n--)
        error->text[n - 1] = '\0';
}

static size_t back_to(const acp_document *document, size_t offset, const char *what)
{
    size_t length = strlen(what);
    if (offset > document->length)
        offset = document->length;
    for (size_t at = offset + 1; at-- > 0;)
        if (document->length - at >= length && memcmp(document->text + at, what, length) == 0)
            return at;
    return offset;
}

static acp_span to_word_end(const acp_document *document, size_t start)
{
    size_t end = start;
    while (end < document->length && !acp_is_space(document->text[end]) &&
           document->text[end] != '>' && document->text[end] != '=' && end - start < 80)
        end++;
    return (acp_span){(uint32_t)start, (uint32_t)(end > start ? end : start)};
}

static acp_slice span_text(const acp_document *document, acp_span span)
{
    return (acp_slice){document->text + span.start, span.end - span.start};
}

static unsigned line_at(const acp_document *document, size_t offset)
{
    return acp_document_line_number(document, offset);
}

static void say_mismatch(const acp_xml_error *error, const acp_document *document,
                         const acp_node *open, acp_findings *findings)
{
    size_t at = back_to(document, error->offset, "</");
    acp_span name = to_word_end(document, at + 2 <= document->length ? at + 2 : at);
    acp_slice written = {document->text + name.start, name.end - name.start};
    if (open)
        acp_read_finding(findings, document, "ACP0010", name,
                         "</%.*s> stands where </%.*s> is expected: <%.*s> was opened on line %u "
                         "and is not closed.",
                         ACP_SLICE_ARGS(written), ACP_SLICE_ARGS(open->name),
                         ACP_SLICE_ARGS(open->name), line_at(document, open->whole.start));
    else
        acp_read_finding(findings, document, "ACP0010", name, "</%.*s> closes nothing.",
                         ACP_SLICE_ARGS(written));
}

static void say_cut_short(const acp_document *document, const acp_node *open,
                          acp_findings *findings)
{
    acp_span end = {(uint32_t)document->length, (uint32_t)document->length};
    if (open)
        acp_read_finding(findings, document, "ACP0010", end,
                         "The file ends inside <%.*s>, which was opened on line %u: it was cut "
                         "short, or the end tag is missing.",
                         ACP_SLICE_ARGS(open->name), line_at(document, open->whole.start));
    else
        acp_read_finding(findings, document, "ACP0010", end,
                         "The file ends before its root element does.");
}

static void say_empty(const acp_document *document, acp_findings *findings)
{
    acp_slice all = {document->text, document->length};
    acp_slice rest = acp_slice_trim(all);
    acp_span at = {0, 0};
    if (!rest.len) {
        acp_read_finding(findings, document, "ACP0010", at, "The file is empty.");
        return;
    }
    at.start = at.end = (uint32_t)(rest.ptr - all.ptr);
    at.end++;
    if (*rest.ptr == '{')
        acp_read_finding(findings, document, "ACP0010", at,
                         "The file starts with a brace: it looks like JSON, but is read as XML "
                         "because of its name. Name it *.json.");
    else
        acp_read_finding(findings, document, "ACP0010", at,
                         "Text stands before the first element. An XML file starts with <.");
}

/* Mistakes at one character: where to step back to, and the words. */
typedef struct {
    int code;
    const char *back; /* position of this text at or before the parser's, NULL: stay */
    const char *text;
} known_error;

static const known_error known_errors[] = {
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "&",
     "An & starts a reference such as &amp; here, but no ; ends it. Write &amp; for the "
     "character itself."},
    {XML_ERR_UNDECLARED_ENTITY, "&",
     "This reference is not known. Only &amp; &lt; &gt; &quot; &apos; and &#NUMBER; exist."},
    {XML_WAR_UNDECLARED_ENTITY, "&",
     "This reference is not known. Only &amp; &lt; &gt; &quot; &apos; and &#NUMBER; exist."},
    {XML_ERR_INVALID_CHARREF, "&", "This character reference names no character XML allows."},
    {XML_ERR_INVALID_DEC_CHARREF, "&", "A number and ; must follow &#."},
    {XML_ERR_INVALID_HEX_CHARREF, "&", "A hexadecimal number and ; must follow &#x."},
    {XML_ERR_LT_IN_ATTRIBUTE, "<", "A < inside an attribute value must be written &lt;."},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, NULL,
     "An attribute needs ="
     "\"value\" behind its name."},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, NULL, "The quote that ends this attribute value is missing."},
    {XML_ERR_ATTRIBUTE_REDEFINED, NULL, "The same attribute stands twice in this tag."},
    {XML_ERR_DOCUMENT_END, NULL,
     "The root element ended before this. A document has one root element and nothing but "
     "comments behind it."},
    {XML_ERR_INVALID_CHAR, NULL, "This character is not allowed in XML."},
    {XML_ERR_COMMENT_NOT_FINISHED, "<!--",
     "The comment that starts here is never closed with "
     "-->."},
    {XML_ERR_HYPHEN_IN_COMMENT, "--", "Two hyphens in a row are not allowed inside a comment."},
    {XML_ERR_CDATA_NOT_FINISHED, "<![CDATA[",
     "The CDATA section that starts here is never closed "
     "with ]]>."},
    {XML_ERR_MISPLACED_CDATA_END, "]]>", "]]> is not allowed in text; write ]]&gt;."},
    {XML_ERR_RESERVED_XML_NAME, "<?",
     "An XML declaration is allowed only at the very start of the file."},
    {XML_ERR_GT_REQUIRED, NULL, "The tag is not complete: > or an attribute has to stand here."},
    {XML_ERR_SPACE_REQUIRED, NULL, "White space is missing between two attributes."},
    {XML_NS_ERR_QNAME, NULL, "A name has at most one colon, between its prefix and the rest."},
    {XML_NS_ERR_UNDEFINED_NAMESPACE, NULL,
     "The prefix of this name is not declared with xmlns:PREFIX=\"...\"."},
};

static const known_error *find_known(int code)
{
    for (size_t i = 0; i < sizeof known_errors / sizeof *known_errors; i++)
        if (known_errors[i].code == code)
            return &known_errors[i];
    return NULL;
}

/* The parser speaks of a whole start tag: finds the name in it that is wrong, an attribute that
 * stands twice or the first name with the prefix that is not declared. */
static acp_span name_in_tag(const acp_xml_error *error, const acp_document *document)
{
    size_t start = back_to(document, error->offset, "<");
    acp_scanner scan = {.text = document->text, .length = document->length, .next = start};
    acp_span found = {(uint32_t)start, (uint32_t)start + 1};
    char prefix[80] = "";
    sscanf(error->text, "Namespace prefix %78s", prefix);
    strcat(prefix, ":");
    acp_scan_event event = acp_scan_next(&scan);
    if (event == ACP_SCAN_START || event == ACP_SCAN_EMPTY)
        found = scan.name;
    bool searching = error->code == XML_ERR_ATTRIBUTE_REDEFINED ||
                     strncmp(document->text + found.start, prefix, strlen(prefix)) != 0;
    for (size_t i = 0; searching && i < scan.attribute_count; i++) {
        acp_slice name = span_text(document, scan.attributes[i].name);
        bool here = strncmp(name.ptr, prefix, strlen(prefix)) == 0;
        for (size_t k = 0; !here && k < i && error->code == XML_ERR_ATTRIBUTE_REDEFINED; k++)
            here = acp_slice_equal(name, span_text(document, scan.attributes[k].name));
        if (here) {
            found = scan.attributes[i].name;
            searching = false;
        }
    }
    free(scan.attributes);
    return found;
}

/* The start tag that is open before an offset for want of a >; an empty span if there is none. */
static acp_span unclosed_tag(const acp_document *document, size_t offset)
{
    size_t at = offset;
    while (at > 0 && document->text[at - 1] != '<' && document->text[at - 1] != '>')
        at--;
    if (at == 0 || document->text[at - 1] != '<' || at == offset ||
        strchr("!?/ \t\r\n", document->text[at]))
        return (acp_span){0, 0};
    return to_word_end(document, at);
}

/* A name is missing behind the mark that wants one. Mostly that is a bare & or <; but when a tag
 * before it was never closed, writing &lt; would make it worse. */
static void say_name_missing(const acp_xml_error *error, const acp_document *document,
                             acp_findings *findings)
{
    size_t at = error->offset < document->length ? error->offset : document->length;
    if (at > 0 && memchr("&<", document->text[at - 1], 2))
        at--;
    acp_span here = {(uint32_t)at, (uint32_t)(at < document->length ? at + 1 : at)};
    acp_span tag = document->text[at] == '<' ? unclosed_tag(document, at) : (acp_span){0, 0};
    if (tag.end > tag.start)
        acp_read_finding(findings, document, "ACP0010", tag,
                         "The tag <%.*s is not closed with > before the next < on line %u.",
                         (int)(tag.end - tag.start), document->text + tag.start,
                         line_at(document, at));
    else
        acp_read_finding(findings, document, "ACP0010", here,
                         "A bare & or < stands here, or a name is missing. In text, write &amp; "
                         "for & and &lt; for <.");
}

/* Word processors turn quotes into typographic ones. */
static bool is_typographic_quote(const acp_document *document, size_t at)
{
    static const char *const quotes[] = {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E",
                                         "\xE2\x80\x98", "\xE2\x80\x99", "\xC2\xAB",
                                         "\xC2\xBB"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (strncmp(document->text + at, quotes[i], strlen(quotes[i])) == 0)
            return true;
    return false;
}

static void say_unquoted(const acp_xml_error *error, const acp_document *document,
                         acp_findings *findings)
{
    acp_span here = to_word_end(document, error->offset);
    const char *detail = "The value is not in quotes, so the file is not XML and the client cannot "
                         "read it.";
    if (is_typographic_quote(document, error->offset))
        detail = "The value stands in typographic quotes, as word processors write them. XML knows "
                 "only the straight ones, \" and '.";
    size_t count = acp_findings_count(findings);
    acp_read_finding(findings, document, "ACP0011", here, "%s", detail);
    acp_buffer quoted = {0};
    bool fixable = acp_xml_quoted(document, here.start, &quoted);
    acp_buffer_free(&quoted);
    if (acp_findings_count(findings) > count)
        acp_findings_set_fixable(findings, count, fixable);
}

static void say_other(const acp_xml_error *error, const acp_document *document,
                      acp_findings *findings)
{
    const known_error *known = find_known(error->code);
    size_t at = error->offset < document->length ? error->offset : document->length;
    if (known && known->back)
        at = back_to(document, at, known->back);
    acp_span span = {(uint32_t)at, (uint32_t)(at < document->length ? at + 1 : at)};
    if (error->code == XML_ERR_ATTRIBUTE_REDEFINED || error->code == XML_NS_ERR_UNDEFINED_NAMESPACE)
        span = name_in_tag(error, document);
    acp_read_finding(findings, document, "ACP0010", span, "%s", known ? known->text : error->text);
}

void acp_xml_error_report(const acp_xml_error *error, const acp_document *document,
                          const acp_node *open, acp_findings *findings)
{
    acp_span here = to_word_end(document, error->offset);
    bool at_end = error->offset >= document->length;
    if (strstr(error->text, "Huge input") || strstr(error->text, "too long")) {
        acp_read_finding(findings, document, "ACP0015", here,
                         "A name is longer than 50,000 bytes, or a text, comment or attribute "
                         "value longer than 10,000,000.");
        return;
    }
    switch (error->code) {
    case XML_ERR_TAG_NAME_MISMATCH: say_mismatch(error, document, open, findings); return;
    case XML_ERR_DOCUMENT_EMPTY: say_empty(document, findings); return;
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
        if (at_end) {
            say_cut_short(document, open, findings);
            return;
        }
        say_unquoted(error, document, findings);
        return;
    case XML_ERR_NAME_REQUIRED: say_name_missing(error, document, findings); return;
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_GT_REQUIRED:
    case XML_ERR_LTSLASH_REQUIRED:
        if (at_end) {
            say_cut_short(document, open, findings);
            return;
        }
        break;
    default: break;
    }
    say_other(error, document, findings);
}
