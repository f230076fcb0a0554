/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof set and delete. */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

enum { WRITE, DESPITE_ERRORS, PLATFORM, CLIENT_VERSION, CONFIG, KIND };

const cmd_option cmd_change_options[] = {
    [WRITE] = {"write", NULL, WORDS_NONE, NULL, "write the file anew, if it changes"},
    [DESPITE_ERRORS] = {"despite-errors", NULL, WORDS_NONE, NULL,
                        "change the file also if that adds errors"},
    [PLATFORM] = {"platform", "PLATFORM,...", WORDS_PLATFORMS, NULL,
                  "the platforms the profile is for (default: any)"},
    [CLIENT_VERSION] = {"client-version", "VERSION", WORDS_NONE, NULL,
                        "the oldest client the profile is for, as 5.1 (default: the newest known)"},
    [CONFIG] = {"config", "FILE", WORDS_FILES, NULL,
                "use this configuration instead of the .acprof.yaml files above the file"},
    [KIND] = {"kind", "KIND", WORDS_KINDS, NULL,
              "take the file to be of this kind instead of going by name and root element"},
    {0},
};

const char cmd_set_text[] =
    "Gives settings new values: all that are named, or none. PATH is as for 'acprof get' and names "
    "one place; the value is everything behind the first = outside brackets. What is missing on "
    "the way is made, where the schema has it and in the layout of the file. An entry that is "
    "picked by a key and not there is made with that key, HostEntry[HostName=\"Paris\"]/"
    "HostAddress=vpn.example.com; HostEntry[+] makes another one. A quote in a key is doubled. An "
    "element that holds nothing but others is made with an empty value, MobilePolicy=.\n"
    "Every other byte of the file stays, with comments, layout, line ends and encoding; JSON and "
    "YAML files are written anew, but no YAML file with # comments, which would be lost.\n"
    "The changed file is checked before anything is written. If it has an error that it did not "
    "have before, nothing is done, the error is shown and the exit code is 1. Warnings that are "
    "new are shown as well. The result goes to standard output, or with --write in the place of "
    "the file.";

const char cmd_delete_text[] =
    "Takes settings out of a file: all that are named, or none. PATH is as for 'acprof get' and "
    "names one place: an element with everything in it, or an attribute. A comment before it "
    "stays, but not one that suppresses findings, which would cover what comes next.\n"
    "As with 'acprof set', every other byte stays, and nothing is done if the file would then "
    "have an error it did not have before.";

typedef struct {
    bool write;
    acp_kind kind;
    cmd_configs configs;
    acp_check_options check;
    acp_change_options change;
} options;

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    options *o = data;
    switch (option) {
    case WRITE: o->write = true; break;
    case DESPITE_ERRORS: o->change.despite_errors = true; break;
    case PLATFORM: return cmd_value_platforms(args, value, &o->check.platforms);
    case CLIENT_VERSION: return cmd_value_version(args, value, &o->check.client_version);
    case CONFIG: o->configs.file = value; break;
    case KIND: return cmd_value_kind(args, value, &o->kind);
    }
    return true;
}

/* The operands behind the file, as changes. NULL: message printed. */
static acp_change *changes_of(const cmd_args *args, acp_change_how how)
{
    size_t count = (size_t)args->operand_count - 1;
    acp_change *changes = calloc(count + 1, sizeof *changes);
    for (size_t i = 0; changes && i < count; i++) {
        char *operand = args->operands[i + 1];
        changes[i] = (acp_change){how, operand, NULL};
        if (how == ACP_CHANGE_DELETE)
            continue;
        size_t length = acp_path_length(operand);
        if (!operand[length] || !length) {
            cmd_usage(args, "'%s' is not PATH=VALUE", operand);
            free(changes);
            return NULL;
        }
        operand[length] = '\0';
        changes[i].value = operand + length + 1;
    }
    if (!changes)
        cmd_message("out of memory");
    return changes;
}

/* Findings the change adds, or those that are why it was not made. */
static int say(const cmd_input *input, acp_change_result *result, acp_status status, size_t count)
{
    if (status != ACP_OK)
        cmd_keep_errors(result->added);
    if (acp_findings_count(result->added))
        cmd_print_findings(result->added, stderr);
    switch (status) {
    case ACP_OK: return CMD_OK;
    case ACP_BAD_VALUE:
    case ACP_AMBIGUOUS: cmd_message("%s", result->message); return CMD_USAGE;
    case ACP_REFUSED:
    case ACP_NOT_FOUND:
        cmd_message("%s is left as it is: %s%s", input->name, result->message,
                    result->failed == count && acp_findings_worst(result->added) >= ACP_ERROR
                        ? "; --despite-errors changes it all the same"
                        : "");
        return CMD_FINDINGS;
    default: return cmd_status(status, input->name);
    }
}

static int change_input(cmd_input *input, const char *file, options *o, const acp_change *changes,
                        size_t count)
{
    const struct cmd_config_row *row = cmd_config_for(&o->configs, file);
    if (!row)
        return o->configs.code ? o->configs.code : CMD_IO;
    o->check.config = row->config;
    o->change.check = &o->check;
    acp_change_result result;
    acp_status status = acp_change_document(input->document, changes, count, &o->change, &result);
    int code = say(input, &result, status, count);
    if (code == CMD_OK && !o->write)
        code = cmd_write_stdout(result.text, result.length);
    else if (code == CMD_OK && result.changed)
        code = cmd_write_file(file, result.text, result.length);
    acp_change_free(&result);
    return code;
}

static int run(const cmd_args *args, options *o, acp_change_how how)
{
    cmd_file file = {.name = args->operands[0]};
    cmd_input input;
    acp_change *changes = changes_of(args, how);
    if (!changes)
        return CMD_USAGE;
    int code = cmd_input_read_as(&input, &file, NULL, o->kind);
    if (code == CMD_OK)
        code = change_input(&input, file.name, o, changes, (size_t)args->operand_count - 1);
    cmd_input_free(&input);
    free(changes);
    return code;
}

static int run_command(int argc, char **argv, acp_change_how how)
{
    cmd_args args;
    options o = {.kind = ACP_KIND_UNKNOWN};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = cmd_args_all(&args, take, &o);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END && args.operand_count < 2)
        cmd_usage(&args, how == ACP_CHANGE_SET ? "a file and PATH=VALUE are needed"
                                               : "a file and a path are needed");
    else if (end == CMD_END && o.write && strcmp(args.operands[0], "-") == 0)
        cmd_usage(&args, "standard input cannot be written anew; leave out --write");
    else if (end == CMD_END)
        code = run(&args, &o, how);
    cmd_configs_free(&o.configs);
    cmd_args_free(&args);
    return code;
}

int cmd_set(int argc, char **argv)
{
    return run_command(argc, argv, ACP_CHANGE_SET);
}

int cmd_delete(int argc, char **argv)
{
    return run_command(argc, argv, ACP_CHANGE_DELETE);
}
