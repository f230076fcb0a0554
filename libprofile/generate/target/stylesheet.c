/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Runs a stylesheet over the documents of a job and takes the files out of what it makes:
 *
 *   files
 *     file/@path [@mode] [@encoding="base64"]   text, or one element, which is written as XML
 *     note                                      text for the manifest
 *     refuse                                    nothing is made, for this reason
 *     ignored/@document @setting                why a written setting has no effect there
 *     default/@kind @setting                    the value that was taken for what is not written
 */
#include "generate/target/stylesheet.h"

#include <libexslt/exslt.h>
#include <libxml/xmlsave.h>
#include <libxslt/documents.h>
#include <libxslt/extensions.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdlib.h>

#include "document/buffer.h"

/* ---- what it made ------------------------------------------------------------------------ */

static bool is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* The decoded bytes; false: it is no Base64. */
static bool decode(const char *text, acp_buffer *out)
{
    uint32_t bits = 0;
    unsigned count = 0;
    for (; *text; text++) {
        int digit = acp_base64_digit(*text);
        if (acp_is_space(*text) || *text == '=')
            continue;
        if (digit < 0)
            return false;
        bits = bits << 6 | (uint32_t)digit;
        count += 6;
        if (count >= 8) {
            count -= 8;
            acp_buffer_putc(out, (char)(bits >> count & 0xFF));
        }
    }
    return true;
}

/* The one element in a file, as a document of its own. */
static bool write_element(xmlNode *element, acp_buffer *out)
{
    xmlDocPtr document = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr copy = document ? xmlDocCopyNode(element, document, 1) : NULL;
    xmlChar *text = NULL;
    int length = 0;
    if (copy) {
        xmlDocSetRootElement(document, copy);
        xmlReconciliateNs(document, copy);
        xmlDocDumpFormatMemoryEnc(document, &text, &length, "UTF-8", 1);
    }
    if (text)
        acp_buffer_add(out, (const char *)text, (size_t)length);
    xmlFree(text);
    xmlFreeDoc(document);
    return text != NULL;
}

static void add_file(acp_job *job, xmlNode *node)
{
    xmlChar *path = xmlGetProp(node, BAD_CAST "path"), *mode = xmlGetProp(node, BAD_CAST "mode");
    xmlChar *encoding = xmlGetProp(node, BAD_CAST "encoding"), *text = xmlNodeGetContent(node);
    xmlNode *element = xmlFirstElementChild(node);
    acp_buffer out = {0};
    bool fine = path && text;
    if (fine && encoding)
        fine = decode((const char *)text, &out);
    else if (fine && element)
        fine = write_element(element, &out);
    else if (fine)
        acp_buffer_puts(&out, (const char *)text);
    if (fine && !out.failed)
        acp_output_add(job->out, (const char *)path,
                       mode ? (unsigned)strtoul((const char *)mode, NULL, 8) : 0644,
                       out.text ? out.text : "", out.length);
    else
        acp_output_refuse(job->out, "a file of %s cannot be taken from its stylesheet",
                          job->target->name);
    acp_buffer_free(&out);
    xmlFree(path);
    xmlFree(mode);
    xmlFree(encoding);
    xmlFree(text);
}

/* A setting by its path below the root, one of several by its number: HostEntry[2]. */
static void ignore_at(acp_job *job, const acp_member *member, const char *path, const char *why)
{
    const acp_document *document = member->document;
    acp_arena arena = {0};
    acp_path_result *found = NULL;
    size_t count = 0;
    char message[128];
    const char *full = acp_arena_printf(&arena, "/%.*s/%s",
                                        ACP_SLICE_ARGS(acp_local_name(document->root->name)), path);
    if (full)
        acp_path_find(document, full, &found, &count, message, sizeof message);
    const acp_node *at = count ? found->node : document->root;
    const char *shown = count ? acp_node_path(&arena, document, at, NULL) : path;
    acp_output_ignore(job->out, member->name, acp_node_position(document, at), shown ? shown : path,
                      "%s", why);
    job->out->no_memory = job->out->no_memory || arena.failed;
    free(found);
    acp_arena_free(&arena);
}

static void add_ignored(acp_job *job, xmlNode *node, const char *why)
{
    xmlChar *number = xmlGetProp(node, BAD_CAST "document");
    xmlChar *path = xmlGetProp(node, BAD_CAST "setting");
    size_t index = number ? strtoul((const char *)number, NULL, 10) : SIZE_MAX;
    if (index < job->input_count && path)
        ignore_at(job, job->inputs[index].member, (const char *)path, why);
    xmlFree(number);
    xmlFree(path);
}

static void add_default(acp_job *job, xmlNode *node, const char *value)
{
    xmlChar *name = xmlGetProp(node, BAD_CAST "kind");
    xmlChar *path = xmlGetProp(node, BAD_CAST "setting");
    const acp_kind_row *kind = name ? acp_kind_get(acp_kind_by_name((const char *)name)) : NULL;
    if (kind && path)
        acp_output_assume(job->out, kind->name, (const char *)path, acp_slice_of(value));
    xmlFree(name);
    xmlFree(path);
}

static void take_remark(acp_job *job, xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    const char *text = (const char *)content;
    if (!text)
        job->out->no_memory = true;
    else if (is(node, "note"))
        acp_output_note(job->out, "%s", text);
    else if (is(node, "refuse"))
        acp_output_refuse(job->out, "%s", text);
    else if (is(node, "ignored"))
        add_ignored(job, node, text);
    else if (is(node, "default"))
        add_default(job, node, text);
    xmlFree(content);
}

static void take(acp_job *job, xmlDocPtr result)
{
    xmlNode *root = xmlDocGetRootElement(result);
    for (xmlNode *node = root ? root->children : NULL; node; node = node->next) {
        if (is(node, "file"))
            add_file(job, node);
        else if (node->type == XML_ELEMENT_NODE)
            take_remark(job, node);
    }
}

/* ---- running it -------------------------------------------------------------------------- */

/* What libxslt has to say is a mistake in one of our stylesheets; the first line of it is kept. */
__attribute__((format(printf, 2, 3))) static void keep_error(void *data, const char *format, ...)
{
    acp_output *out = data;
    char text[512];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    text[strcspn(text, "\n")] = '\0';
    if (*text)
        acp_output_refuse(out, "the stylesheet cannot be run: %s", text);
}

/* One of ours by its name, its names in the dictionary; NULL: there is none of that name. */
static xmlDocPtr read_ours(const char *name, size_t length, xmlDictPtr dictionary)
{
    const acp_stylesheet_row *row = acp_stylesheet_rows;
    while (row->name && (strlen(row->name) != length || memcmp(row->name, name, length) != 0))
        row++;
    xmlParserCtxtPtr parser = row->name ? xmlNewParserCtxt() : NULL;
    if (!parser)
        return NULL;
    if (dictionary) {
        xmlDictFree(parser->dict);
        parser->dict = dictionary;
        xmlDictReference(dictionary);
    }
    xmlDocPtr document = xmlCtxtReadMemory(parser, row->text, (int)(row->end - row->text),
                                           row->name, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
    xmlFreeParserCtxt(parser);
    return document;
}

/* What a stylesheet imports is one of ours, too, whatever the directory. It has to have its names
 * in the same dictionary: libxslt compares them by where they are. */
static xmlDocPtr read_imported(const xmlChar *uri, xmlDictPtr dictionary, int options,
                               void *context, xsltLoadType type)
{
    const char *slash = strrchr((const char *)uri, '/');
    const char *name = slash ? slash + 1 : (const char *)uri;
    size_t length = strlen(name);
    (void)options, (void)context;
    return type == XSLT_LOAD_STYLESHEET && length > 4 && strcmp(name + length - 4, ".xsl") == 0
               ? read_ours(name, length - 4, dictionary)
               : NULL;
}

static xsltStylesheetPtr load(const acp_job *job)
{
    xmlDocPtr document = read_ours(job->target->name, strlen(job->target->name), NULL);
    if (!document) {
        acp_output_refuse(job->out, "there is no stylesheet for %s", job->target->name);
        return NULL;
    }
    xsltSetLoaderFunc(read_imported);
    xsltStylesheetPtr stylesheet = xsltParseStylesheetDoc(document);
    xsltSetLoaderFunc(NULL);
    if (!stylesheet)
        xmlFreeDoc(document);
    return stylesheet;
}

/* A stylesheet reads its input and nothing else, and writes nothing. */
static bool forbid_all(xsltTransformContextPtr context, xsltSecurityPrefsPtr preferences)
{
    static const xsltSecurityOption all[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
                                             XSLT_SECPREF_CREATE_DIRECTORY,
                                             XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK};
    bool fine = preferences != NULL;
    for (size_t i = 0; i < sizeof all / sizeof *all && fine; i++)
        fine = xsltSetSecurityPrefs(preferences, all[i], xsltSecurityForbid) == 0;
    return fine && xsltSetCtxtSecurityPrefs(preferences, context) == 0;
}

static void transform(acp_job *job, xsltStylesheetPtr stylesheet, xmlDocPtr tree)
{
    xsltTransformContextPtr context = xsltNewTransformContext(stylesheet, tree);
    xsltSecurityPrefsPtr preferences = xsltNewSecurityPrefs();
    xmlDocPtr result = NULL;
    if (context)
        xsltSetTransformErrorFunc(context, job->out, keep_error);
    if (context && forbid_all(context, preferences) && acp_stylesheet_functions(context, job)) {
        result = xsltApplyStylesheetUser(stylesheet, tree, NULL, NULL, NULL, context);
        if (result && context->state == XSLT_STATE_OK)
            take(job, result);
        else
            acp_output_refuse(job->out, "the stylesheet of %s stopped", job->target->name);
    } else {
        job->out->no_memory = true;
    }
    xmlFreeDoc(result);
    if (context)
        xsltFreeTransformContext(context);
    xsltFreeSecurityPrefs(preferences);
}

acp_status acp_stylesheet_make(acp_job *job)
{
    exsltCommonRegister();
    exsltStrRegister();
    exsltSetsRegister();
    xsltSetGenericErrorFunc(job->out, keep_error);
    xsltStylesheetPtr stylesheet = load(job);
    xmlDocPtr tree = stylesheet ? acp_job_tree(job) : NULL;
    if (tree)
        transform(job, stylesheet, tree);
    xmlFreeDoc(tree);
    if (stylesheet)
        xsltFreeStylesheet(stylesheet);
    xsltSetGenericErrorFunc(NULL, NULL);
    if (!acp_output_fine(job->out))
        return acp_output_status(job->out);
    return tree ? ACP_OK : ACP_NO_MEMORY;
}
