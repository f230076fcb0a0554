/* SPDX-License-Identifier: GPL-3.0-or-later */
/* -D NAME=VALUE */
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "schema/schema.h"

static size_t count_options(const acp_target *target)
{
    size_t count = 0;
    while (target->options[count].name)
        count++;
    return count;
}

/* The option a definition is about; -1: none (message printed). */
static int find(const cmd_args *args, const acp_target *target, const char *definition)
{
    const char *names[64] = {0};
    char word[64], hint[128];
    size_t length = strcspn(definition, "=");
    if (!definition[length]) {
        cmd_usage(args, "'%s' is not NAME=VALUE", definition);
        return -1;
    }
    for (size_t i = 0; i < 63 && target->options[i].name; i++) {
        names[i] = target->options[i].name;
        if (strlen(names[i]) == length && memcmp(names[i], definition, length) == 0)
            return (int)i;
    }
    snprintf(word, sizeof word, "%.*s", (int)(length < 63 ? length : 63), definition);
    cmd_did_you_mean(hint, sizeof hint, word, names);
    if (!*hint)
        snprintf(hint, sizeof hint, "; 'acprof generate %s --list' names them", target->name);
    cmd_usage(args, "%s has no definition '%s'%s", target->name, word, hint);
    return -1;
}

static int take(const cmd_args *args, generate_options *options, const char *definition)
{
    char message[512];
    int i = find(args, options->target, definition);
    if (i < 0)
        return CMD_USAGE;
    const acp_target_option *option = &options->target->options[i];
    const char *value = definition + strlen(option->name) + 1;
    if (options->values[i] && strcmp(options->values[i], value) != 0)
        return cmd_usage(args, "%s is given twice", option->name);
    if (acp_target_check_value(option, value, message, sizeof message) != ACP_OK)
        return cmd_usage(args, "%s", message);
    options->values[i] = value;
    return CMD_OK;
}

/* Reads the file a value names. */
static int load(generate_options *options, size_t i)
{
    char *bytes;
    size_t size;
    acp_status status = cmd_load(options->values[i], &bytes, &size);
    if (status == ACP_OK && size > ACP_MAX_SIZE) {
        cmd_message("%s is larger than 16 MiB", options->values[i]);
        free(bytes);
        return CMD_IO;
    }
    if (status != ACP_OK) {
        free(bytes);
        return cmd_status(status, options->values[i]);
    }
    options->contents[i] = (acp_slice){bytes, size};
    return CMD_OK;
}

/* What -D client and --client-version say agrees; either alone tells the other. */
static int agree_on_client(const cmd_args *args, generate_options *options, size_t i)
{
    unsigned major = options->client_version >> 8;
    if (!options->client_version) {
        if (options->values[i] && strcmp(options->values[i], "4") == 0)
            options->client_version = ACP_VERSION(4, 10);
        return CMD_OK;
    }
    if (!options->values[i])
        options->values[i] = major <= 4 ? "4" : "5";
    if ((major <= 4) == (strcmp(options->values[i], "4") == 0))
        return CMD_OK;
    return cmd_usage(args, "-D client=%s and --client-version do not fit together",
                     options->values[i]);
}

/* Fallbacks in place of what is missing. */
static int complete(const cmd_args *args, generate_options *options, size_t count)
{
    char type[256];
    int code = CMD_OK;
    for (size_t i = 0; i < count && code == CMD_OK; i++) {
        const acp_target_option *option = &options->target->options[i];
        if (strcmp(option->name, "client") == 0)
            code = agree_on_client(args, options, i);
        if (code == CMD_OK && !options->values[i])
            options->values[i] = option->fallback;
        if (code == CMD_OK && !options->values[i])
            code = cmd_usage(args, "-D %s=... is missing: %s; %s", option->name, option->help,
                             acp_target_type(option, type, sizeof type));
        bool file = option->type && strcmp(option->type, "file") == 0;
        if (code == CMD_OK && file && *options->values[i])
            code = load(options, i);
    }
    return code;
}

int generate_take_values(const cmd_args *args, generate_options *options)
{
    size_t count = count_options(options->target);
    int code = CMD_OK;
    options->values = calloc(count + 1, sizeof *options->values);
    options->contents = calloc(count + 1, sizeof *options->contents);
    if (!options->values || !options->contents) {
        cmd_message("out of memory");
        return CMD_IO;
    }
    for (size_t i = 0; i < options->definition_count && code == CMD_OK; i++)
        code = take(args, options, options->definitions[i]);
    return code == CMD_OK ? complete(args, options, count) : code;
}

void generate_free_values(generate_options *options)
{
    size_t count = count_options(options->target);
    for (size_t i = 0; i < count && options->contents; i++)
        free((char *)options->contents[i].ptr);
    free(options->contents);
    free(options->values);
}
