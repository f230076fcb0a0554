/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof get */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

const cmd_option cmd_get_options[] = {{0}};

const char cmd_get_text[] =
    "Prints the value of a setting, one line for each place it stands at; an element that holds "
    "only other elements is printed as XML (OrgInfo.json: JSON). PATH is the setting's path or a "
    "trailing part of it "
    "that is unique: AutoReconnect, HostEntry/HostAddress, AutoReconnect/@UserControllable. One of "
    "several is picked by a child's value, HostEntry[HostName=\"Paris\"]/HostAddress, or by "
    "number, "
    "HostEntry[2].\n"
    "A setting that is not in the file gives exit code 1 and, on standard error, what the client "
    "does without it.";

static int print_result(const cmd_input *input, const acp_path_result *result)
{
    char *text = NULL;
    size_t length = 0;
    bool elements =
        !result->is_attribute && !result->value.len && acp_node_first_child(result->node);
    if (!elements) {
        /* Scripts get the bytes; a terminal gets nothing it would obey. */
        if (isatty(STDOUT_FILENO))
            acp_print_visible(stdout, result->value.ptr, result->value.len);
        else
            fwrite(result->value.ptr, 1, result->value.len, stdout);
        putchar('\n');
        return CMD_OK;
    }
    acp_status status = acp_node_write(input->document, result->node, &text, &length);
    if (status != ACP_OK)
        return cmd_status(status, input->name);
    int code = cmd_write_stdout(text, length);
    if (length && text[length - 1] != '\n')
        putchar('\n');
    free(text);
    return code;
}

static int absent(const cmd_input *input, const char *path)
{
    char plain[512];
    acp_setting_id id;
    cmd_path_without_picks(path, plain, sizeof plain);
    const acp_setting *setting = NULL;
    if (acp_settings_by_tail(acp_document_kind(input->document), plain, &id, 1) == 1)
        setting = acp_setting_get(id);
    const char *value = setting ? acp_setting_default(setting, 0) : NULL;
    if (value && *value && strcmp(plain, path) == 0 && setting->effective_reason)
        cmd_message("%s does not set %s, and the sources disagree or are silent on what the client "
                    "then does: %s. This program takes it to be '%s'",
                    input->name, path, setting->effective_reason, value);
    else if (value && *value && strcmp(plain, path) == 0)
        cmd_message("%s does not set %s; the client then takes it to be '%s'", input->name, path,
                    value);
    else
        cmd_message("%s has no %s", input->name, path);
    return CMD_FINDINGS;
}

static int get(const cmd_input *input, const char *path)
{
    acp_path_result *results = NULL;
    size_t count = 0;
    char message[2048];
    acp_status status =
        acp_path_find(input->document, path, &results, &count, message, sizeof message);
    if (status == ACP_BAD_VALUE || status == ACP_AMBIGUOUS) {
        cmd_message("%s", message);
        return CMD_USAGE;
    }
    if (status != ACP_OK)
        return cmd_status(status, input->name);
    int code = count ? CMD_OK : absent(input, path);
    for (size_t i = 0; i < count; i++)
        code = cmd_worse(code, print_result(input, &results[i]));
    free(results);
    return code;
}

int cmd_get(int argc, char **argv)
{
    cmd_args args;
    int code;
    if (!cmd_args_plain(&args, argc, argv, &code))
        return code;
    if (args.operand_count != 2) {
        code = cmd_usage(&args, "a file and a path are needed");
    } else {
        cmd_file file = {.name = args.operands[0]};
        cmd_input input;
        code = cmd_input_read(&input, &file);
        if (code == CMD_OK)
            code = get(&input, args.operands[1]);
        cmd_input_free(&input);
    }
    cmd_args_free(&args);
    return code;
}
