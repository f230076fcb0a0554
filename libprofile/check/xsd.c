/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Validation against a schema the user brings, by libxml2. Its verdicts become findings; positions
 * are our own, found by walking both trees along the same child numbers. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "check/check.h"

#define XSD_RULE     "ACP0064"
#define XSD_FINDINGS 1000 /* per document: a wrong schema refuses everything */

struct acp_xsd {
    xmlSchemaPtr schema;
};

typedef struct {
    const char *path;
    char *message;
    size_t size;
    bool said;
    char missing[256]; /* what the schema takes in and could not be loaded; "": nothing */
    const char *why;
} load_report;

/* libxml2's message without the line feed and the repeated part behind it. */
static size_t message_length(const char *message)
{
    return message ? strcspn(message, "\n") : 0;
}

static void say_missing(load_report *report, const char *file, int line)
{
    report->said = true;
    snprintf(report->message, report->size, "%s:%d: it takes in %s, which %s",
             file ? file : report->path, line > 0 ? line : 1, report->missing, report->why);
}

/* Keeps the first thing wrong. That something the schema takes in cannot be loaded is told without
 * a place; the place comes with the next message. libxml2 would do without what an import names,
 * but then the schema would not say what it seems to say. */
static void on_load_error(void *data, xmlErrorPtr error)
{
    load_report *report = data;
    if (report->said)
        return;
    if (error->domain == XML_FROM_IO && error->str1 && strcmp(error->str1, report->path) != 0) {
        bool network = error->code == XML_IO_NETWORK_ATTEMPT;
        snprintf(report->missing, sizeof report->missing, "%s", error->str1);
        report->why = network ? "is in the network; nothing is fetched from there: save it beside "
                                "the schema and name the file"
                              : "cannot be read";
        return;
    }
    if (report->missing[0]) {
        say_missing(report, error->file, error->line);
        return;
    }
    if (error->level == XML_ERR_WARNING)
        return;
    report->said = true;
    snprintf(report->message, report->size, "%s:%d: %.*s", error->file ? error->file : report->path,
             error->line > 0 ? error->line : 1, (int)message_length(error->message),
             error->message ? error->message : "");
}

static void on_any_error(void *data, xmlErrorPtr error)
{
    (void)data;
    (void)error;
}

/* Loads what a schema includes from files only. */
static xmlParserInputPtr load_local(const char *url, const char *id, xmlParserCtxtPtr context)
{
    return xmlNoNetExternalEntityLoader(url, id, context);
}

acp_status acp_xsd_load(const char *path, acp_xsd **out, char *message, size_t message_size)
{
    *out = NULL;
    struct stat info;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return ACP_IO;
    bool directory = fstat(file, &info) == 0 && S_ISDIR(info.st_mode);
    close(file);
    load_report report = {.path = path, .message = message, .size = message_size};
    snprintf(message, message_size, "%s:1: %s", path,
             directory ? "a directory is no XML Schema" : "not a usable XML Schema");
    if (directory)
        return ACP_BAD_VALUE;
    acp_xsd *xsd = calloc(1, sizeof *xsd);
    /* The loader is libxml2's only way to be kept from the network, and it is one for the whole
     * program: schemas are loaded before the threads start, and it is put back at once. */
    xmlExternalEntityLoader before = xmlGetExternalEntityLoader();
    xmlSetExternalEntityLoader(load_local);
    /* Some errors only come to the handler of the thread, which by itself prints them. */
    xmlStructuredErrorFunc handler = xmlStructuredError;
    void *handler_data = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(&report, on_load_error);
    xmlSchemaParserCtxtPtr parser = xsd ? xmlSchemaNewParserCtxt(path) : NULL;
    if (parser) {
        xmlSchemaSetParserStructuredErrors(parser, on_load_error, &report);
        xsd->schema = xmlSchemaParse(parser);
        xmlSchemaFreeParserCtxt(parser);
    }
    xmlSetStructuredErrorFunc(handler_data, handler);
    xmlSetExternalEntityLoader(before);
    if (report.missing[0] && !report.said)
        say_missing(&report, NULL, 1);
    if (!parser || !xsd->schema || report.missing[0]) {
        acp_status status = parser ? ACP_BAD_VALUE : ACP_NO_MEMORY;
        acp_xsd_free(xsd);
        return status;
    }
    *out = xsd;
    return ACP_OK;
}

void acp_xsd_free(acp_xsd *xsd)
{
    if (!xsd)
        return;
    xmlSchemaFree(xsd->schema);
    free(xsd);
}

typedef struct {
    acp_run *run;
    unsigned count;
} validation;

/* Which child element of its parent an element is, from 0. */
static unsigned element_number(const xmlNode *element)
{
    unsigned number = 0;
    for (const xmlNode *before = element->prev; before; before = before->prev)
        number += before->type == XML_ELEMENT_NODE;
    return number;
}

/* The element of our tree that stands where libxml2's does; NULL if the trees differ. */
static const acp_node *same_element(const acp_document *document, const xmlNode *element)
{
    unsigned numbers[ACP_MAX_DEPTH + 1], depth = 0;
    for (; element->parent && element->parent->type == XML_ELEMENT_NODE;
         element = element->parent) {
        if (depth > ACP_MAX_DEPTH)
            return NULL;
        numbers[depth++] = element_number(element);
    }
    const acp_node *node = acp_document_root(document);
    while (node && depth > 0) {
        unsigned number = numbers[--depth];
        node = acp_node_first_child(node);
        for (; node && number > 0; number--)
            node = acp_node_next(node);
    }
    return node;
}

static acp_place place_of(const acp_document *document, const xmlNode *node, int code)
{
    const xmlNode *element = node;
    while (element && element->type != XML_ELEMENT_NODE)
        element = element->parent;
    const acp_node *found = element ? same_element(document, element) : NULL;
    if (!found)
        return acp_at_name(acp_document_root(document));
    if (node->type == XML_ATTRIBUTE_NODE) {
        acp_attribute *attribute = acp_node_attribute(found, (const char *)node->name);
        if (attribute)
            return acp_at_attribute(found, attribute);
    }
    bool value =
        code >= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 && code <= XML_SCHEMAV_CVC_ENUMERATION_VALID;
    return value && !found->has_elements ? acp_at_value(found) : acp_at_name(found);
}

static void on_invalid(void *data, xmlErrorPtr error)
{
    validation *state = data;
    if (state->count++ >= XSD_FINDINGS)
        return;
    const xmlNode *node = error->node;
    acp_place place = node ? place_of(state->run->document, node, error->code)
                           : acp_at_name(acp_document_root(state->run->document));
    acp_say(state->run, XSD_RULE, place, "The schema says: %.*s",
            (int)message_length(error->message), error->message ? error->message : "");
}

/* The document as libxml2 sees it: its own text, or what it is as XML. NULL: no memory. */
static xmlDocPtr parse_again(const acp_document *document)
{
    const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                        XML_PARSE_BIG_LINES | XML_PARSE_COMPACT;
    if (document->format == ACP_FORMAT_XML)
        return xmlReadMemory(document->text, (int)document->length, NULL, "UTF-8", options);
    acp_findings *lost = acp_findings_new();
    char *text = NULL;
    size_t length = 0;
    xmlDocPtr parsed = NULL;
    if (lost && acp_document_write(document, ACP_FORMAT_XML, lost, &text, &length) == ACP_OK)
        parsed = xmlReadMemory(text, (int)length, NULL, "UTF-8", options);
    free(text);
    acp_findings_free(lost);
    return parsed;
}

acp_status acp_check_xsd(acp_run *run)
{
    if (!run->options->xsd)
        return ACP_OK;
    validation state = {run, 0};
    xmlStructuredErrorFunc handler = xmlStructuredError;
    void *handler_data = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, on_any_error);
    xmlDocPtr parsed = parse_again(run->document);
    xmlSchemaValidCtxtPtr context =
        parsed ? xmlSchemaNewValidCtxt(run->options->xsd->schema) : NULL;
    if (context) {
        xmlSchemaSetValidStructuredErrors(context, on_invalid, &state);
        xmlSchemaValidateDoc(context, parsed);
        xmlSchemaFreeValidCtxt(context);
    }
    xmlFreeDoc(parsed);
    xmlSetStructuredErrorFunc(handler_data, handler);
    return context ? ACP_OK : ACP_NO_MEMORY;
}
