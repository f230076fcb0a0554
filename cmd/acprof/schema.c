/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof schema */
#include <stdlib.h>

#include "cmd.h"

enum { FORMAT };

static const char *const formats[] = {"xsd", "json-schema", NULL};

const cmd_option cmd_schema_options[] = {
    [FORMAT] = {"format", "FORMAT", WORDS_CHOICES, formats,
                "xsd: XML Schema; json-schema: of the JSON and YAML form (default: xsd)"},
    {0},
};

const char cmd_schema_text[] =
    "Prints the schema of a kind of document, for editors and other validators. In the XML Schema "
    "each setting is annotated with its label, help, platforms, defaults and source. A kind that "
    "is "
    "plain JSON has a JSON Schema only.";

static int print_schema(acp_kind kind, bool json)
{
    const acp_kind_row *row = acp_kind_get(kind);
    acp_slice xsd = acp_kind_xsd(kind);
    char *text = NULL;
    size_t length = 0;
    if (!xsd.ptr && !row->json_schema) {
        cmd_message(
            "there is no schema of the kind %s (%s): no published source shows its elements",
            row->name, row->label);
        return CMD_FINDINGS;
    }
    if (!json && xsd.ptr)
        return cmd_write_stdout(xsd.ptr, xsd.len);
    acp_status status = acp_kind_json_schema(kind, &text, &length);
    int code = status == ACP_OK ? cmd_write_stdout(text, length) : cmd_status(status, row->name);
    free(text);
    return code;
}

int cmd_schema(int argc, char **argv)
{
    cmd_args args;
    const char *value;
    int option, code = CMD_USAGE, format = 0;
    acp_kind kind;
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    while ((option = cmd_args_next(&args, &value)) >= 0)
        format = args.choice;
    if (option == CMD_HELP)
        code = args.choice;
    else if (option == CMD_END && args.operand_count != 1)
        cmd_usage(&args, "name one kind of document");
    else if (option == CMD_END && cmd_value_kind(&args, args.operands[0], &kind))
        code = print_schema(kind, format == 1);
    cmd_args_free(&args);
    return code;
}
