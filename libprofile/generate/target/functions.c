/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The functions that stylesheets call. */
#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>

#include "generate/target/escape.h"
#include "generate/target/server_pin.h"
#include "generate/target/stylesheet.h"

/* The one argument as text; NULL: it was called with others, and an error is raised. */
static xmlChar *argument(xmlXPathParserContextPtr parser, int count)
{
    if (count == 1)
        return xmlXPathPopString(parser);
    xmlXPathErr(parser, XPATH_INVALID_ARITY);
    return NULL;
}

static acp_job *job_of(xmlXPathParserContextPtr parser)
{
    return xsltXPathGetTransformContext(parser)->_private;
}

static void answer(xmlXPathParserContextPtr parser, acp_buffer *out)
{
    if (out->failed)
        job_of(parser)->out->no_memory = true;
    xmlXPathReturnString(parser, xmlStrdup(BAD_CAST(out->text ? out->text : "")));
    acp_buffer_free(out);
}

/* "corp.xml: entry Office: ", of what is looked at; nothing, if that is of no file. */
static void add_place(xmlXPathParserContextPtr parser, acp_buffer *out)
{
    const xmlNode *node = xsltXPathGetTransformContext(parser)->node;
    while (node && !(node->type == XML_ELEMENT_NODE && xmlHasProp(node, BAD_CAST "file")))
        node = node->parent;
    xmlChar *file = node ? xmlGetProp(node, BAD_CAST "file") : NULL;
    xmlChar *name =
        node && xmlHasProp(node, BAD_CAST "number") ? xmlGetProp(node, BAD_CAST "name") : NULL;
    if (file)
        acp_buffer_printf(out, "%s: ", (const char *)file);
    if (name)
        acp_buffer_printf(out, "entry %s: ", (const char *)name);
    xmlFree(file);
    xmlFree(name);
}

static void refuse_text(xmlXPathParserContextPtr parser, acp_slice text, const char *syntax)
{
    acp_buffer place = {0};
    add_place(parser, &place);
    acp_output_refuse(job_of(parser)->out, "%s'%.*s' cannot be written in %s",
                      place.text ? place.text : "", ACP_SLICE_ARGS(acp_shown(text)), syntax);
    acp_buffer_free(&place);
}

/* Whichever of acp_escapes was called. */
static void escape(xmlXPathParserContextPtr parser, int count)
{
    const char *name = (const char *)parser->context->function;
    const acp_escape_row *row = acp_escapes;
    xmlChar *text = argument(parser, count);
    acp_buffer out = {0};
    while (row->name && strcmp(row->name, name) != 0)
        row++;
    if (!text || !row->name)
        return;
    acp_slice value = acp_slice_of((const char *)text);
    if (!row->escape(&out, value))
        refuse_text(parser, value, row->what);
    xmlFree(text);
    answer(parser, &out);
}

static void base64(xmlXPathParserContextPtr parser, int count)
{
    xmlChar *text = argument(parser, count);
    acp_buffer out = {0};
    if (!text)
        return;
    acp_base64(&out, text, strlen((const char *)text));
    xmlFree(text);
    answer(parser, &out);
}

/* Two digits for each byte of its UTF-8. */
static void hex(xmlXPathParserContextPtr parser, int count)
{
    xmlChar *text = argument(parser, count);
    acp_buffer out = {0};
    if (!text)
        return;
    for (const xmlChar *at = text; *at; at++)
        acp_buffer_printf(&out, "%02x", *at);
    xmlFree(text);
    answer(parser, &out);
}

static void sha256(xmlXPathParserContextPtr parser, int count)
{
    xmlChar *text = argument(parser, count);
    char hash[ACP_SHA256_TEXT];
    if (!text)
        return;
    acp_sha256(text, strlen((const char *)text), hash);
    xmlFree(text);
    xmlXPathReturnString(parser, xmlStrdup(BAD_CAST hash));
}

/* The bytes of a file by its number, document/@index. */
static void source_base64(xmlXPathParserContextPtr parser, int count)
{
    const acp_job *job = job_of(parser);
    acp_buffer out = {0};
    if (count != 1) {
        xmlXPathErr(parser, XPATH_INVALID_ARITY);
        return;
    }
    double index = xmlXPathPopNumber(parser);
    if (index >= 0 && index < (double)job->input_count) {
        const acp_job_input *input = &job->inputs[(size_t)index];
        acp_base64(&out, input->bytes, input->size);
    }
    answer(parser, &out);
}

static void server_pin(xmlXPathParserContextPtr parser, int count)
{
    xmlChar *host = argument(parser, count);
    acp_buffer out = {0};
    if (!host)
        return;
    if (!acp_server_pin(job_of(parser)->set, acp_slice_of((const char *)host), &out))
        job_of(parser)->out->no_memory = true;
    xmlFree(host);
    answer(parser, &out);
}

bool acp_stylesheet_functions(xsltTransformContextPtr context, acp_job *job)
{
    static const struct {
        const char *name;
        xmlXPathFunction function;
    } others[] = {{"base64", base64},
                  {"hex", hex},
                  {"sha256", sha256},
                  {"source-base64", source_base64},
                  {"server-pin", server_pin}};
    const xmlChar *ns = BAD_CAST ACP_DEPLOY_NS;
    bool fine = true;
    context->_private = job;
    for (const acp_escape_row *row = acp_escapes; row->name && fine; row++)
        fine = xsltRegisterExtFunction(context, BAD_CAST row->name, ns, escape) == 0;
    for (size_t i = 0; i < sizeof others / sizeof *others && fine; i++)
        fine =
            xsltRegisterExtFunction(context, BAD_CAST others[i].name, ns, others[i].function) == 0;
    return fine;
}
