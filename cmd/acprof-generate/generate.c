/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof generate: the options. */
#include <stdlib.h>
#include <string.h>

#include "cmd/acprof/together.h"
#include "generate.h"

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    generate_options *options = data;
    switch (option) {
    case GENERATE_LIST: options->list = true; break;
    case GENERATE_OUTPUT: options->output = value; break;
    case GENERATE_DEFINE: options->definitions[options->definition_count++] = value; break;
    case GENERATE_FAIL_ON: acp_severity_by_name(value, &options->fail_on); break;
    case GENERATE_CLIENT_VERSION: return cmd_value_version(args, value, &options->client_version);
    case GENERATE_KIND: return cmd_kinds_add(args, &options->kinds, value);
    case GENERATE_CONFIG: options->configs.file = value; break;
    }
    return true;
}

/* The first operand names the target; what is left are files. False: message printed. */
static bool take_target(cmd_args *args, generate_options *options)
{
    cmd_word_list names;
    char hint[128];
    if (!args->operand_count) {
        if (!options->list)
            cmd_usage(args, "a target is needed; 'acprof generate --list' names them");
        return options->list;
    }
    options->target = acp_target_find(args->operands[0]);
    if (!options->target && cmd_words_get(WORDS_TARGETS, NULL, &names)) {
        cmd_did_you_mean(hint, sizeof hint, args->operands[0], names.list);
        cmd_usage(args, "there is no target '%s'%s", args->operands[0],
                  *hint ? hint : "; 'acprof generate --list' names them");
        cmd_words_free(&names);
    }
    args->operand_count--;
    memmove(args->operands, args->operands + 1,
            (size_t)args->operand_count * sizeof *args->operands);
    return options->target;
}

static int make(const cmd_args *args, generate_options *options)
{
    cmd_files files = {0};
    together_inputs none = {0};
    int code = generate_take_values(args, options);
    if (code == CMD_OK && !options->output)
        code = cmd_usage(args, "--output is missing: --output DIRECTORY");
    if (code == CMD_OK && !together_files(args, &none, &files))
        code = files.code;
    else if (code == CMD_OK && !cmd_kinds_used(args, &options->kinds, files.files, files.count))
        code = CMD_USAGE;
    if (code == CMD_OK)
        code = generate_run(options, &files);
    cmd_files_free(&files);
    generate_free_values(options);
    return code;
}

static int run(cmd_args *args, generate_options *options)
{
    if (!take_target(args, options))
        return CMD_USAGE;
    if (options->list && args->operand_count)
        return cmd_usage(args, "--list takes one target, and no files");
    return options->list ? generate_list(options->target) : make(args, options);
}

int cmd_generate(int argc, char **argv)
{
    cmd_args args;
    generate_options options = {.fail_on = ACP_OFF, .kinds = {.all = ACP_KIND_UNKNOWN}};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = CMD_ERROR;
    options.definitions = calloc((size_t)argc + 1, sizeof *options.definitions);
    if (options.definitions)
        end = cmd_args_all(&args, take, &options);
    else
        code = cmd_status(ACP_NO_MEMORY, "-");
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END)
        code = run(&args, &options);
    free(options.definitions);
    cmd_configs_free(&options.configs);
    cmd_kinds_free(&options.kinds);
    cmd_args_free(&args);
    return code;
}
