/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof compile: the options. */
#include <stdlib.h>
#include <string.h>

#include "compile.h"

static bool take_platform(const cmd_args *args, const char *value, unsigned *platform)
{
    unsigned bits = 0;
    if (!cmd_value_platforms(args, value, &bits))
        return false;
    if (*platform || bits & (bits - 1)) {
        cmd_usage(args, "a policy is compiled for one platform; compile again for another");
        return false;
    }
    if (bits & ~(unsigned)(ACP_WINDOWS | ACP_MACOS | ACP_LINUX | ACP_IOS | ACP_ANDROID)) {
        cmd_usage(args,
                  "there are no decisions for %s; --platform is windows, macos, linux, ios "
                  "or android",
                  value);
        return false;
    }
    *platform = bits;
    return true;
}

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    compile_options *options = data;
    switch (option) {
    case COMPILE_OUTPUT: options->output = value; break;
    case COMPILE_PLATFORM: return take_platform(args, value, &options->compile.platform);
    case COMPILE_CLIENT_VERSION:
        return cmd_value_version(args, value, &options->compile.client_version);
    case COMPILE_SIGN: options->key_file = value; break;
    case COMPILE_STRIP: options->compile.strip = true; break;
    case COMPILE_DESPITE_ERRORS: options->despite_errors = true; break;
    case COMPILE_KIND: return cmd_kinds_add(args, &options->kinds, value);
    case COMPILE_CONFIG: options->configs.file = value; break;
    case COMPILE_MAX_SIZE: return cmd_value_size(args, value, &options->max_size);
    }
    return true;
}

/* CMD_END, or how to end. */
static int read_options(cmd_args *args, compile_options *options)
{
    int option = cmd_args_all(args, take, options);
    if (option == CMD_END && !options->compile.platform) {
        cmd_usage(args, "--platform is missing: the endpoint's, as --platform windows");
        return CMD_ERROR;
    }
    if (option == CMD_END && !options->output) {
        cmd_usage(args, "--output is missing: --output POLICY.acpol");
        return CMD_ERROR;
    }
    options->compile.sign = options->key_file != NULL;
    return option;
}

/* A slip must not cost a profile. */
static bool may_write(const cmd_args *args, const compile_options *options, const cmd_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        if (cmd_same_file(files->files[i].name, options->output)) {
            cmd_usage(args, "--output %s is one of the files to compile; choose another name",
                      options->output);
            return false;
        }
    if (options->key_file && cmd_same_file(options->key_file, options->output)) {
        cmd_usage(args, "--output %s is the key; choose another name", options->output);
        return false;
    }
    return true;
}

int cmd_compile(int argc, char **argv)
{
    cmd_args args;
    cmd_files files = {0};
    compile_options options = {.kinds = {.all = ACP_KIND_UNKNOWN}};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = read_options(&args, &options);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END && !cmd_files_get(&args, &files))
        code = files.code;
    else if (end == CMD_END && cmd_kinds_used(&args, &options.kinds, files.files, files.count) &&
             may_write(&args, &options, &files))
        code = compile_run(&options, &files);
    cmd_files_free(&files);
    cmd_configs_free(&options.configs);
    cmd_kinds_free(&options.kinds);
    cmd_args_free(&args);
    return code;
}
