/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof diff */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

enum { FORMAT, DEFAULTS, SECURITY, CLIENT_VERSION };
enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_PATCH, FORMAT_HTML };

static const char *const formats[] = {"text", "json", "json-patch", "html", NULL};

const cmd_option cmd_diff_options[] = {
    [FORMAT] = {"format", "FORMAT", WORDS_CHOICES, formats,
                "text, json, json-patch (RFC 6902) or html (default: text)"},
    [DEFAULTS] = {"defaults", NULL, WORDS_NONE, NULL,
                  "a setting that is absent is no difference from one with the client's default"},
    [SECURITY] = {"security", NULL, WORDS_NONE, NULL, "only what weakens or strengthens security"},
    [CLIENT_VERSION] = {"client-version", "VERSION", WORDS_NONE, NULL,
                        "the client whose defaults count, such as 4.10 (default: the newest "
                        "known)"},
    {0},
};

const char cmd_diff_text[] =
    "Compares two documents of one kind by what they mean. Comments, layout, the order of settings "
    "that have none and the way a file is written (XML, JSON or YAML) are no differences. Entries "
    "of lists are known by their key, such as HostName, or by what is in them, and so are found "
    "again where they were moved or renamed.\n"
    "Each difference says whether it weakens or strengthens security, as far as the schema knows "
    "the stricter value or a rule objects to one of the two documents only.\n"
    "--format json-patch writes the operations that make the JSON form of the second document out "
    "of that of the first ('acprof convert --to json'), comments apart. It holds every difference "
    "of the forms and takes neither --defaults nor --security.\n"
    "Exit code 0: no difference; 1: there are some.";

typedef struct {
    int format;
    acp_diff_options options;
} diff;

static int write_patch(const cmd_input *a, const cmd_input *b)
{
    char *text = NULL;
    size_t length, count;
    acp_findings *findings = acp_findings_new();
    acp_status status =
        findings ? acp_diff_patch(a->document, b->document, findings, &text, &length, &count)
                 : ACP_NO_MEMORY;
    int code = CMD_OK;
    if (status == ACP_OK)
        code = cmd_worse(count ? CMD_FINDINGS : CMD_OK, cmd_write_stdout(text, length));
    else if (status == ACP_BAD_VALUE)
        code = cmd_worse(CMD_FINDINGS, cmd_print_findings(findings, stderr));
    else
        code = cmd_status(status, a->name);
    acp_findings_free(findings);
    free(text);
    return code;
}

static const char *kind_of(const cmd_input *input)
{
    const acp_kind_row *kind = acp_kind_get(acp_document_kind(input->document));
    return kind ? kind->label : "of no known kind";
}

static int compare(const diff *asked, const cmd_input *a, const cmd_input *b)
{
    static const acp_diff_format format_of[] = {[FORMAT_TEXT] = ACP_DIFF_TEXT,
                                                [FORMAT_JSON] = ACP_DIFF_JSON,
                                                [FORMAT_HTML] = ACP_DIFF_HTML};
    acp_diff *found = NULL;
    acp_status status = acp_diff_new(a->document, b->document, &asked->options, &found);
    if (status == ACP_BAD_VALUE) {
        cmd_message("%s (%s) and %s (%s) are of different kinds; there is nothing to compare",
                    a->name, kind_of(a), b->name, kind_of(b));
        return CMD_USAGE;
    }
    if (status != ACP_OK)
        return cmd_status(status, a->name);
    int code = acp_diff_count(found) ? CMD_FINDINGS : CMD_OK;
    if (asked->format == FORMAT_PATCH)
        code = write_patch(a, b);
    else
        status = acp_diff_write(found, format_of[asked->format], cmd_color(stdout),
                                cmd_width(stdout), stdout);
    if (status == ACP_IO)
        cmd_stdout_failed();
    acp_diff_free(found);
    return status == ACP_IO ? CMD_IO : status == ACP_OK ? code : cmd_status(status, a->name);
}

static int read_and_compare(const cmd_args *args, const diff *asked)
{
    cmd_file files[] = {{.name = args->operands[0]}, {.name = args->operands[1]}};
    cmd_input inputs[] = {{0}, {0}};
    int code = cmd_input_read_any(&inputs[0], &files[0], NULL);
    code = cmd_worse(code, cmd_input_read_any(&inputs[1], &files[1], NULL));
    if (code == CMD_OK)
        code = compare(asked, &inputs[0], &inputs[1]);
    cmd_input_free(&inputs[0]);
    cmd_input_free(&inputs[1]);
    return code;
}

static bool check_usage(const cmd_args *args, const diff *asked)
{
    if (args->operand_count != 2)
        cmd_usage(args, "two files are needed: the old and the new one");
    else if (strcmp(args->operands[0], "-") == 0 && strcmp(args->operands[1], "-") == 0)
        cmd_usage(args, "standard input can be read only once");
    else if (asked->format == FORMAT_PATCH && (asked->options.defaults || asked->options.security))
        cmd_usage(args, "a patch holds every difference; leave out --defaults and --security");
    else
        return true;
    return false;
}

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    diff *asked = data;
    switch (option) {
    case FORMAT: asked->format = args->choice; break;
    case DEFAULTS: asked->options.defaults = true; break;
    case SECURITY: asked->options.security = true; break;
    case CLIENT_VERSION: return cmd_value_version(args, value, &asked->options.client_version);
    }
    return true;
}

int cmd_diff(int argc, char **argv)
{
    cmd_args args;
    diff asked = {0};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = cmd_args_all(&args, take, &asked);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END && check_usage(&args, &asked))
        code = read_and_compare(&args, &asked);
    cmd_args_free(&args);
    return code;
}
