/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof report */
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

static int cmd_report(int argc, char **argv);

const cmd_command cmd_commands[] = {CMD_REPORT_ROW(cmd_report), {0}};

typedef struct {
    const char *output;
    acp_check_options check;
    cmd_kinds kinds;
    cmd_configs configs;
    xmlNode *page;
} report;

/* ---- the tree ----------------------------------------------------------------------------------
 */

xmlNode *report_add(xmlNode *parent, const char *name)
{
    return parent ? xmlNewChild(parent, NULL, BAD_CAST name, NULL) : NULL;
}

void report_set(xmlNode *element, const char *name, const char *text, size_t length)
{
    char *shown = NULL;
    size_t size;
    FILE *stream = element && text ? open_memstream(&shown, &size) : NULL;
    if (!stream)
        return;
    acp_print_visible(stream, text, length);
    if (fclose(stream) == 0)
        xmlNewProp(element, BAD_CAST name, BAD_CAST shown);
    free(shown);
}

void report_set_text(xmlNode *element, const char *name, const char *text)
{
    if (text)
        report_set(element, name, text, strlen(text));
}

static void set_number(xmlNode *element, const char *name, size_t number)
{
    char text[32];
    snprintf(text, sizeof text, "%zu", number);
    report_set_text(element, name, text);
}

/* ---- one file
 * ------------------------------------------------------------------------------------ */

static void add_findings(xmlNode *file, const acp_findings *findings)
{
    size_t counts[] = {0, 0, 0};
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        xmlNode *element = report_add(file, "finding");
        counts[finding->severity]++;
        report_set_text(element, "severity", acp_severity_name(finding->severity));
        report_set_text(element, "rule", finding->rule->id);
        report_set_text(element, "key", finding->rule->key);
        report_set_text(element, "title", finding->rule->title);
        report_set_text(element, "detail", finding->detail);
        report_set_text(element, "remedy", finding->remedy);
        report_set_text(element, "path", finding->path);
        if (finding->rule->security == ACP_SECURITY_WEAKENS)
            report_set_text(element, "weakens", "yes");
        if (finding->start.line)
            set_number(element, "line", finding->start.line);
    }
    set_number(file, "errors", counts[ACP_ERROR]);
    set_number(file, "warnings", counts[ACP_WARNING]);
    set_number(file, "infos", counts[ACP_INFO]);
}

/* Adds what there is to say of a file. *foreign: it is none of ours, and nothing was added. */
static int describe_document(report *r, const cmd_file *input, const char *bytes, size_t size,
                             bool *foreign)
{
    const char *name = strcmp(input->name, "-") == 0 ? "<stdin>" : input->name;
    acp_read_options read = {.kind = cmd_kinds_for(&r->kinds, input->name)};
    acp_findings *findings = acp_findings_new(), *ignored = acp_findings_new();
    acp_document *document = NULL;
    acp_status status = findings && ignored ? ACP_OK : ACP_NO_MEMORY;
    if (status == ACP_OK)
        status = acp_check_memory(name, bytes, size, &read, &r->check, findings);
    if (status == ACP_OK)
        status = acp_document_read_memory(name, bytes, size, &read, ignored, &document);
    bool read_well = status == ACP_OK || status == ACP_DAMAGED;
    *foreign = read_well && cmd_file_is_foreign(input, findings);
    xmlNode *file = read_well && !*foreign ? report_add(r->page, "file") : NULL;
    report_set_text(file, "name", name);
    if (file)
        add_findings(file, findings);
    if (document) {
        const acp_kind_row *kind = acp_kind_get(acp_document_kind(document));
        report_set_text(file, "kind", kind ? kind->name : NULL);
        report_set_text(file, "kind-label", kind ? kind->label : "file of unknown kind");
        report_settings(file, document, cmd_client_version(&r->check));
    } else {
        report_set_text(file, "damaged", "yes");
    }
    acp_document_free(document);
    acp_findings_free(findings);
    acp_findings_free(ignored);
    return read_well ? CMD_OK : cmd_status(status, name);
}

static int describe_file(report *r, cmd_files *files, const cmd_file *input)
{
    char *bytes = NULL;
    size_t size;
    const struct cmd_config_row *config = cmd_config_for(&r->configs, input->name);
    if (!config)
        return r->configs.code;
    acp_status status = cmd_load(input->name, &bytes, &size);
    int code = status == ACP_OK ? CMD_OK : cmd_status(status, input->name);
    bool foreign = false;
    if (code == CMD_OK) {
        r->check.config = config->config;
        r->check.only = config->only;
        code = describe_document(r, input, bytes, size, &foreign);
    }
    if (!foreign)
        cmd_files_use(files, input);
    free(bytes);
    return code;
}

/* ---- the page
 * ------------------------------------------------------------------------------------ */

static int write_page(const report *r, const xmlChar *text, int length)
{
    return r->output ? cmd_write_file(r->output, (const char *)text, (size_t)length)
                     : cmd_write_stdout((const char *)text, (size_t)length);
}

/* The stylesheet is ours and whole; nothing it could be told to do may touch files or network. */
static xmlDoc *transform(xsltStylesheet *style, xmlDoc *tree)
{
    xsltSecurityPrefs *none = xsltNewSecurityPrefs();
    xsltTransformContext *context = none ? xsltNewTransformContext(style, tree) : NULL;
    xmlDoc *page = NULL;
    static const xsltSecurityOption options[] = {
        XSLT_SECPREF_READ_FILE,    XSLT_SECPREF_WRITE_FILE,    XSLT_SECPREF_CREATE_DIRECTORY,
        XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK,
    };
    for (size_t i = 0; none && i < sizeof options / sizeof *options; i++)
        xsltSetSecurityPrefs(none, options[i], xsltSecurityForbid);
    if (context && xsltSetCtxtSecurityPrefs(none, context) == 0)
        page = xsltApplyStylesheetUser(style, tree, NULL, NULL, NULL, context);
    if (context)
        xsltFreeTransformContext(context);
    xsltFreeSecurityPrefs(none);
    return page;
}

static int make_page(const report *r, xmlDoc *tree)
{
    xmlDoc *text = xmlReadMemory(report_stylesheet, (int)strlen(report_stylesheet), "report.xsl",
                                 NULL, XML_PARSE_NONET);
    xsltStylesheet *style = text ? xsltParseStylesheetDoc(text) : NULL;
    xmlDoc *page = style ? transform(style, tree) : NULL;
    xmlChar *bytes = NULL;
    int length = 0, code = CMD_IO;
    if (page && xsltSaveResultToString(&bytes, &length, page, style) == 0 && bytes)
        code = write_page(r, bytes, length);
    else
        cmd_message("the page could not be made: out of memory");
    xmlFree(bytes);
    xmlFreeDoc(page);
    if (style)
        xsltFreeStylesheet(style);
    else
        xmlFreeDoc(text);
    return code;
}

/* ---- the command
 * --------------------------------------------------------------------------------- */

static int report_files(report *r, const cmd_files *named)
{
    cmd_files *files = (cmd_files *)named;
    xmlDoc *tree = xmlNewDoc(BAD_CAST "1.0");
    r->page = tree ? xmlNewNode(NULL, BAD_CAST "page") : NULL;
    if (!r->page) {
        xmlFreeDoc(tree);
        cmd_message("out of memory");
        return CMD_IO;
    }
    xmlDocSetRootElement(tree, r->page);
    xmlNewTextChild(r->page, NULL, BAD_CAST "style", BAD_CAST report_style);
    report_set_text(r->page, "version", acp_library_version());
    int code = files->code;
    for (size_t i = 0; i < files->count; i++)
        code = cmd_worse(code, describe_file(r, files, &files->files[i]));
    code = cmd_files_end(files, code);
    if (code != CMD_USAGE)
        code = cmd_worse(code, make_page(r, tree));
    xmlFreeDoc(tree);
    return code;
}

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    report *r = data;
    switch (option) {
    case REPORT_OUTPUT: r->output = strcmp(value, "-") == 0 ? NULL : value; return true;
    case REPORT_PLATFORM: return cmd_value_platforms(args, value, &r->check.platforms);
    case REPORT_CLIENT_VERSION: return cmd_value_version(args, value, &r->check.client_version);
    case REPORT_KIND: return cmd_kinds_add(args, &r->kinds, value);
    default: r->configs.file = value; return true;
    }
}

static int run(const cmd_args *args, report *r)
{
    cmd_files files = {0};
    int code;
    if (!cmd_files_get(args, &files))
        code = files.code;
    else if (!cmd_kinds_used(args, &r->kinds, files.files, files.count))
        code = CMD_USAGE;
    else
        code = report_files(r, &files);
    cmd_files_free(&files);
    return code;
}

static int cmd_report(int argc, char **argv)
{
    cmd_args args;
    report r = {.kinds = {.all = ACP_KIND_UNKNOWN}, .check = {.skip_fixable = true}};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = cmd_args_all(&args, take, &r);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END)
        code = run(&args, &r);
    cmd_kinds_free(&r.kinds);
    cmd_configs_free(&r.configs);
    cmd_args_free(&args);
    return code;
}

int main(int argc, char **argv)
{
    return cmd_program(argc, argv, "report");
}
