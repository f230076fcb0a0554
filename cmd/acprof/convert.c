/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof convert */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

enum { TO, OUTPUT };

static const char *const formats[] = {"xml", "json", "yaml", NULL};
static const acp_format format_of[] = {ACP_FORMAT_XML, ACP_FORMAT_JSON, ACP_FORMAT_YAML};

const cmd_option cmd_convert_options[] = {
    [TO] = {"to", "FORMAT", WORDS_CHOICES, formats, "xml, json or yaml; must be given"},
    [OUTPUT] = {"output", "FILE", WORDS_FILES, NULL,
                "write to FILE, whole or not at all (default: standard output)"},
    {0},
};

const char cmd_convert_text[] =
    "Writes a document as XML, JSON or YAML. Nothing is lost on the way there and back: elements, "
    "their order, attributes, values and comments. Names are those of the XML; attributes start "
    "with @, comments stand under \"#comment\". What a form cannot hold, such as processing "
    "instructions or the # comments of YAML, is reported and nothing is written.";

/* Plain data can be shown as JSON, and a property list is XML. */
static bool has_form(const acp_document *document, acp_format format)
{
    return !acp_kind_get(acp_document_kind(document))->json_schema || format == ACP_FORMAT_JSON ||
           (format == ACP_FORMAT_XML && acp_document_format(document) == ACP_FORMAT_PLIST);
}

static const char *what_is(acp_format format)
{
    return format == ACP_FORMAT_PLIST   ? "a property list"
           : format == ACP_FORMAT_LINKS ? "a list of links"
                                        : "plain JSON";
}

static int convert(const cmd_args *args, int to, const char *output)
{
    acp_format format = format_of[to];
    cmd_file file = {.name = args->operands[0]};
    cmd_input input;
    char *text = NULL;
    size_t length;
    /* Half a conversion in place would leave a file whose name and content disagree. */
    if (output && cmd_same_file(file.name, output))
        return cmd_usage(args, "--output %s is the input itself; choose another name", output);
    int code = cmd_input_read(&input, &file);
    if (code == CMD_OK && !has_form(input.document, format)) {
        cmd_message("%s is %s, which no client reads as %s; %s", input.name,
                    what_is(acp_document_format(input.document)), formats[to],
                    acp_document_format(input.document) == ACP_FORMAT_JSON
                        ? "it has no other form"
                        : "'--to json' shows what it holds");
        code = CMD_FINDINGS;
    }
    if (code == CMD_OK)
        code = cmd_document_text(&input, format, &text, &length);
    if (code == CMD_OK)
        code = output ? cmd_write_file(output, text, length) : cmd_write_stdout(text, length);
    free(text);
    cmd_input_free(&input);
    return code;
}

int cmd_convert(int argc, char **argv)
{
    cmd_args args;
    const char *value, *output = NULL;
    int option, code = CMD_USAGE, to = -1;
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    while ((option = cmd_args_next(&args, &value)) >= 0) {
        if (option == TO)
            to = args.choice;
        else
            output = strcmp(value, "-") == 0 ? NULL : value;
    }
    if (option == CMD_HELP)
        code = args.choice;
    else if (option == CMD_END && to < 0)
        cmd_usage(&args, "--to is missing: --to xml, --to json or --to yaml");
    else if (option == CMD_END && args.operand_count != 1)
        cmd_usage(&args, args.operand_count ? "one file at a time" : "no file is named");
    else if (option == CMD_END)
        code = convert(&args, to, output);
    cmd_args_free(&args);
    return code;
}
