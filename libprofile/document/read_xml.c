/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* XML in: libxml2's SAX events give the content, the span scanner, kept in step, the places. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdlib.h>

#include "document/buffer.h"
#include "document/document.h"
#include "document/scan_xml.h"
#include "document/xml_error.h"
#include "document/xml_limits.h"

typedef struct {
    acp_document *document;
    acp_findings *findings;
    xmlParserCtxtPtr parser;
    acp_scanner scan;
    acp_scan_event ahead; /* the scanner's event not yet used */
    acp_node *open;       /* element whose content is being read */
    unsigned depth;
    size_t namespaces;     /* declared so far */
    const xmlChar *uri;    /* namespace of the last element; the parser has each at one place */
    const char *ns;        /* the same as the document has it */
    acp_buffer content;    /* of the text run being read, when it is not plain */
    size_t content_length; /* of the text run being read, plain or not */
    bool in_text;
    bool stopped;     /* no more events are wanted */
    bool out_of_step; /* scanner and parser disagreed: the parser has yet to find out that the
                         text is not well-formed, or this program is wrong */
    bool no_memory;
    acp_xml_error error; /* the first one */
} reader;

static void stop(reader *r)
{
    r->stopped = true;
    xmlStopParser(r->parser);
}

/* Events that come after this are passed over. */
static bool is_over(const reader *r)
{
    return r->stopped || r->out_of_step || r->no_memory;
}

static acp_slice text_at(const reader *r, acp_span span)
{
    return (acp_slice){r->document->text + span.start, span.end - span.start};
}

/* Content that is written as it is meant needs no copy: it is a slice of the source. */
static acp_slice content_of(reader *r, acp_span span)
{
    if (r->scan.plain && r->content_length == span.end - span.start)
        return text_at(r, span);
    char *copy = acp_arena_copy(&r->document->arena, r->content.text ? r->content.text : "",
                                r->content.length);
    if (!copy)
        r->no_memory = true;
    return (acp_slice){copy, copy ? r->content.length : 0};
}

static bool only_space(acp_slice text)
{
    return acp_slice_trim(text).len == 0;
}

/* White space between elements is layout. In an element without children it is content, but
 * whether there are children is known only at the end tag: finish_element drops it then. */
static void end_text(reader *r)
{
    acp_slice content = content_of(r, r->scan.whole);
    bool layout = only_space(content) && (!r->open || r->open->first);
    if (!layout && content.len && r->open) {
        acp_node *text = acp_node_new(r->document, ACP_NODE_TEXT, r->open);
        if (!text) {
            r->no_memory = true;
            return;
        }
        text->value = content;
        text->whole = text->value_span = r->scan.whole;
    }
    r->content.length = 0;
    r->content_length = 0;
    r->in_text = false;
}

static void advance(reader *r)
{
    r->ahead = acp_scan_next(&r->scan);
}

/* Brings the scanner to an event that the parser has just reported. */
static bool in_step(reader *r, acp_scan_event wanted)
{
    if (is_over(r))
        return false;
    if (!r->in_text)
        advance(r);
    if (r->ahead == ACP_SCAN_TEXT) {
        end_text(r);
        advance(r);
    }
    if (r->ahead == wanted || (wanted == ACP_SCAN_START && r->ahead == ACP_SCAN_EMPTY))
        return true;
    r->out_of_step = true;
    return false;
}

static void on_text(void *data, const xmlChar *text, int length)
{
    reader *r = data;
    if (is_over(r))
        return;
    if (!r->in_text) {
        advance(r);
        r->in_text = true;
        if (r->ahead != ACP_SCAN_TEXT) {
            r->out_of_step = true;
            return;
        }
    }
    r->content_length += (size_t)length;
    if (!r->scan.plain)
        acp_buffer_add(&r->content, (const char *)text, (size_t)length);
}

static acp_slice copy_value(reader *r, acp_span span, const xmlChar *start, size_t length)
{
    acp_slice raw = text_at(r, span);
    if (raw.len == length && (length == 0 || memcmp(raw.ptr, start, length) == 0))
        return raw;
    char *copy = acp_arena_copy(&r->document->arena, (const char *)start, length);
    if (!copy)
        r->no_memory = true;
    return (acp_slice){copy, copy ? length : 0};
}

/* The scanner has the attributes as written; the parser has namespace declarations and the others
 * apart, each in order of writing. */
static void add_attributes(reader *r, acp_node *element, int ns_count, const xmlChar **ns,
                           int count, const xmlChar **attributes)
{
    size_t total = r->scan.attribute_count;
    if (total != (size_t)ns_count + (size_t)count) {
        r->out_of_step = true;
        return;
    }
    r->namespaces += (size_t)ns_count;
    if (total > ACP_XML_ATTRIBUTES || r->namespaces > ACP_XML_NAMESPACES) {
        acp_xml_say_unbounded(r->document, r->scan.name, r->findings);
        stop(r);
        return;
    }
    if (!total)
        return;
    element->attributes = acp_arena_alloc(&r->document->arena, total * sizeof(acp_attribute));
    if (!element->attributes) {
        r->no_memory = true;
        return;
    }
    int ns_seen = 0, seen = 0;
    for (size_t i = 0; i < total; i++) {
        const acp_scan_attribute *from = &r->scan.attributes[i];
        acp_attribute *to = &element->attributes[i];
        to->name = text_at(r, from->name);
        to->name_span = from->name;
        to->value_span = from->value;
        if (acp_xml_declares_namespace(to->name) && ns_seen < ns_count) {
            const xmlChar *uri = ns[2 * ns_seen++ + 1];
            to->value = copy_value(r, from->value, uri, uri ? strlen((const char *)uri) : 0);
        } else if (seen < count) {
            const xmlChar **a = attributes + 5 * seen++;
            to->value = copy_value(r, from->value, a[3], (size_t)(a[4] - a[3]));
        }
    }
    element->attribute_count = (uint16_t)total;
}

static void set_namespace(reader *r, acp_node *element, const xmlChar *uri)
{
    if (uri != r->uri) {
        acp_node_set_namespace(r->document, element, acp_slice_of((const char *)uri));
        r->uri = uri;
        r->ns = element->ns;
    }
    element->ns = r->ns;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int ns_count, const xmlChar **ns, int count, int defaulted,
                     const xmlChar **attributes)
{
    reader *r = data;
    (void)name;
    (void)prefix;
    if (!in_step(r, ACP_SCAN_START))
        return;
    if (++r->depth > ACP_MAX_DEPTH) {
        acp_read_finding(r->findings, r->document, "ACP0015", r->scan.name,
                         "Elements are nested more than %d deep.", ACP_MAX_DEPTH);
        stop(r);
        return;
    }
    if (acp_document_full(r->document)) {
        acp_say_full(r->document, r->findings, r->scan.name);
        stop(r);
        return;
    }
    acp_node *element = acp_node_new(r->document, ACP_NODE_ELEMENT, r->open);
    if (!element) {
        r->no_memory = true;
        return;
    }
    element->name = text_at(r, r->scan.name);
    element->name_span = r->scan.name;
    element->whole = element->tag_span = r->scan.whole;
    set_namespace(r, element, uri);
    add_attributes(r, element, ns_count, ns, count - defaulted, attributes);
    acp_node_bind(r->document, element);
    acp_node_bind_attributes(r->document, element);
    r->open = element;
}

/* White space that turned out to stand before the first child was layout after all. */
static void drop_leading_layout(acp_node *element)
{
    acp_node *first = element->first;
    if (first && first->next && first->type == ACP_NODE_TEXT && only_space(first->value))
        element->first = first->next;
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    reader *r = data;
    (void)name;
    (void)prefix;
    (void)uri;
    if (is_over(r) || !r->open)
        return;
    acp_node *element = r->open;
    if (r->ahead != ACP_SCAN_EMPTY || r->in_text) {
        if (!in_step(r, ACP_SCAN_CLOSE))
            return;
    }
    element->whole.end = r->scan.whole.end;
    drop_leading_layout(element);
    acp_node_finish(r->document, element);
    r->open = element->parent;
    r->depth--;
    r->ahead = ACP_SCAN_CLOSE; /* an empty tag is used up now */
}

static acp_node *add_leaf(reader *r, acp_node_type type, acp_scan_event event)
{
    if (!in_step(r, event))
        return NULL;
    if (acp_document_full(r->document)) {
        acp_say_full(r->document, r->findings, r->scan.whole);
        stop(r);
        return NULL;
    }
    acp_node *node = acp_node_new(r->document, type, r->open);
    if (!node) {
        r->no_memory = true;
        return NULL;
    }
    node->whole = node->value_span = r->scan.whole;
    return node;
}

static void on_comment(void *data, const xmlChar *text)
{
    reader *r = data;
    acp_node *node = add_leaf(r, ACP_NODE_COMMENT, ACP_SCAN_COMMENT);
    if (!node)
        return;
    acp_span inner = {node->whole.start + 4, node->whole.end - 3};
    node->value = copy_value(r, inner, text, strlen((const char *)text));
}

static void on_pi(void *data, const xmlChar *target, const xmlChar *text)
{
    reader *r = data;
    acp_node *node = add_leaf(r, ACP_NODE_PI, ACP_SCAN_PI);
    if (!node)
        return;
    node->name_span = (acp_span){node->whole.start + 2,
                                 node->whole.start + 2 + (uint32_t)strlen((const char *)target)};
    node->name = text_at(r, node->name_span);
    acp_span inner = {node->name_span.end, node->whole.end - 2};
    while (inner.start < inner.end && acp_is_space(r->document->text[inner.start]))
        inner.start++;
    node->value = copy_value(r, inner, text ? text : (const xmlChar *)"",
                             text ? strlen((const char *)text) : 0);
}

/* A profile has no use for a document type; what one could do is expand entities and reach other
 * files. */
static void on_doctype(void *data, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id)
{
    reader *r = data;
    (void)public_id;
    (void)system_id;
    if (!in_step(r, ACP_SCAN_DOCTYPE))
        return;
    /* Every property list has one, and it only names where Apple's lies, which is not read. */
    acp_slice whole = text_at(r, r->scan.whole);
    if (r->document->format == ACP_FORMAT_PLIST && strcmp((const char *)name, "plist") == 0 &&
        !memchr(whole.ptr, '[', whole.len)) {
        r->document->doctype = r->scan.whole;
        return;
    }
    acp_read_finding(r->findings, r->document, "ACP0017", r->scan.whole,
                     "The file declares a document type; it is not read any further, because "
                     "such a declaration can pull in other files or swell without bound.");
    stop(r);
}

static void on_error(void *data, xmlErrorPtr error)
{
    reader *r = data;
    /* With a document type that is not read libxml2 only warns of entities nobody declared. */
    bool serious = error->level >= XML_ERR_ERROR || error->code == XML_WAR_UNDECLARED_ENTITY;
    if (r->stopped || !serious)
        return;
    /* The first mistake is told, but one that ends the document goes before one that does not. */
    if (r->error.code && (r->error.fatal || !acp_xml_error_is_fatal(error)))
        return;
    acp_xml_error_take(&r->error, r->parser, error);
}

static const xmlSAXHandler handlers = {
    .initialized = XML_SAX2_MAGIC,
    .internalSubset = on_doctype,
    .characters = on_text,
    .ignorableWhitespace = on_text,
    .cdataBlock = on_text,
    .comment = on_comment,
    .processingInstruction = on_pi,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .serror = (xmlStructuredErrorFunc)on_error,
};

/* The XML declaration is no event of the parser's. */
static size_t after_declaration(const acp_document *document)
{
    if (document->length < 6 || memcmp(document->text, "<?xml", 5) != 0 ||
        !acp_is_space(document->text[5]))
        return 0;
    const char *end = strstr(document->text, "?>");
    return end ? (size_t)(end + 2 - document->text) : document->length;
}

/* The parser reads the text where it is; a buffer of its own would be a copy, and grow. */
static bool push_input(xmlParserCtxtPtr parser, const acp_document *document)
{
    xmlParserInputPtr input = xmlNewStringInputStream(parser, BAD_CAST document->text);
    if (!input)
        return false;
    input->end = input->base + document->length; /* also behind a NUL */
    input->length = (int)document->length;
    if (inputPush(parser, input) >= 0)
        return true;
    xmlFreeInputStream(input);
    return false;
}

static void parse(reader *r)
{
    /* libxml2 looks without a lock whether it was started: two first documents would race. */
    static pthread_once_t started = PTHREAD_ONCE_INIT;
    acp_document *document = r->document;
    pthread_once(&started, xmlInitParser);
    r->parser = xmlNewParserCtxt();
    if (!r->parser) {
        r->no_memory = true;
        return;
    }
    *r->parser->sax = handlers;
    r->parser->userData = r;
    r->scan = (acp_scanner){.text = document->text, .length = document->length};
    r->scan.next = after_declaration(document);
    /* NOENT: without it an & in an attribute comes as "&#38;". The only entities there can be are
     * the five every document has, since on_doctype stops at a declaration. */
    xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT);
    /* The text is UTF-8, whatever its declaration or its first bytes say. */
    r->parser->encoding = xmlStrdup(BAD_CAST "UTF-8");
    if (r->parser->encoding && push_input(r->parser, document))
        xmlParseDocument(r->parser);
    else
        r->no_memory = true;
    r->no_memory |= r->scan.failed || r->content.failed || document->arena.failed;
    free(r->scan.attributes);
    acp_buffer_free(&r->content);
    xmlFreeDoc(r->parser->myDoc); /* a document type that goes wrong makes one */
    r->parser->myDoc = NULL;
    xmlFreeParserCtxt(r->parser);
}

acp_status acp_read_xml(acp_document *document, acp_findings *findings)
{
    reader r = {.document = document, .findings = findings};
    if (!acp_xml_is_bounded(document, after_declaration(document), findings))
        return ACP_DAMAGED;
    parse(&r);
    bool silent = !document->root && !r.error.code && !r.stopped && !r.out_of_step;
    if (r.no_memory || r.error.code == XML_ERR_NO_MEMORY || silent)
        return ACP_NO_MEMORY; /* libxml2 says nothing when it has no memory to start with */
    if (r.out_of_step && !r.error.code) {
        acp_read_finding(findings, document, "ACP0010", r.scan.whole, "%s", ACP_OUT_OF_STEP);
        return ACP_DAMAGED;
    }
    if (r.stopped && !r.error.code)
        return ACP_DAMAGED;
    if (r.error.code) {
        acp_xml_error_report(&r.error, document, r.open, findings);
        if (r.error.fatal)
            return ACP_DAMAGED;
    }
    return document->root && !r.open ? ACP_OK : ACP_DAMAGED;
}
