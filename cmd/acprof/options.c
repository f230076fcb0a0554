/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One option parser over the tables of the commands. */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

static const char *const color_choices[] = {"auto", "always", "never", NULL};

enum { COMMON_COLOR, COMMON_HELP };

const cmd_option cmd_common_options[] = {
    [COMMON_COLOR] = {"color", "WHEN", WORDS_CHOICES, color_choices,
                      "use color: auto (on a terminal, unless NO_COLOR is set), always or never"},
    [COMMON_HELP] = {"help", NULL, WORDS_NONE, NULL, "print this help (also -h)"},
    {0},
};

bool cmd_args_start(cmd_args *args, int argc, char **argv)
{
    *args = (cmd_args){.command = cmd_find(argv[0]), .argc = argc, .next = 1, .argv = argv};
    args->operands = calloc((size_t)argc + 1, sizeof *args->operands);
    if (!args->operands)
        cmd_message("out of memory");
    return args->operands;
}

void cmd_args_free(cmd_args *args)
{
    free(args->operands);
}

/* Index of the option with that name, -1: none. */
static int find(const cmd_option *options, const char *name, size_t length)
{
    for (int i = 0; options[i].name; i++)
        if (strlen(options[i].name) == length && memcmp(options[i].name, name, length) == 0)
            return i;
    return -1;
}

static int unknown_option(const cmd_args *args, const char *word, size_t length)
{
    const char *names[64];
    size_t count = 0;
    for (const cmd_option *o = args->command->options; o->name && count < 60; o++)
        names[count++] = o->name;
    for (const cmd_option *o = cmd_common_options; o->name; o++)
        names[count++] = o->name;
    names[count] = NULL;
    char wanted[64];
    snprintf(wanted, sizeof wanted, "%.*s", (int)(length < 63 ? length : 63), word);
    const char *nearest = acp_nearest(wanted, names);
    if (nearest)
        cmd_usage(args, "there is no option --%s; did you mean --%s?", wanted, nearest);
    else
        cmd_usage(args, "there is no option --%s", wanted);
    return CMD_ERROR;
}

/* Checks the value against the option's choices and notes which it is. */
static bool take_choice(cmd_args *args, const cmd_option *option, const char *value)
{
    for (int i = 0; option->choices[i]; i++)
        if (strcmp(option->choices[i], value) == 0) {
            args->choice = i;
            return true;
        }
    char list[256] = "", hint[128];
    for (int i = 0; option->choices[i]; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", option->choices[i]);
    }
    cmd_usage(args, "--%s cannot be '%s'%s It is one of: %s", option->name, value,
              cmd_did_you_mean(hint, sizeof hint, value, option->choices)[0] ? hint : ".", list);
    return false;
}

/* The option's value: behind =, else the next argument. False: message printed. */
static bool take_value(cmd_args *args, const cmd_option *option, const char *equals,
                       const char **value)
{
    *value = NULL;
    if (!option->value) {
        if (equals)
            cmd_usage(args, "--%s takes no value", option->name);
        return !equals;
    }
    if (equals)
        *value = equals + 1;
    else if (args->next < args->argc)
        *value = args->argv[args->next++];
    if (!*value) {
        cmd_usage(args, "--%s needs a value: --%s %s", option->name, option->name, option->value);
        return false;
    }
    return option->words != WORDS_CHOICES || take_choice(args, option, *value);
}

static int show_help(cmd_args *args)
{
    cmd_print_help(args->command, stdout);
    args->choice = CMD_OK;
    return CMD_HELP;
}

/* An argument that starts with two hyphens. CMD_END: one of the common options, dealt with. */
static int long_option(cmd_args *args, const char *word, const char **value)
{
    const char *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    int own = find(args->command->options, word, length);
    if (own >= 0)
        return take_value(args, &args->command->options[own], equals, value) ? own : CMD_ERROR;
    int common = find(cmd_common_options, word, length);
    if (common < 0)
        return unknown_option(args, word, length);
    if (!take_value(args, &cmd_common_options[common], equals, value))
        return CMD_ERROR;
    if (common == COMMON_HELP)
        return show_help(args);
    cmd_set_color(args->choice);
    return CMD_END;
}

/* Index of the option with that letter, -1: none. */
static int find_letter(const cmd_option *options, char letter)
{
    for (int i = 0; options[i].name; i++)
        if (options[i].letter == letter)
            return i;
    return -1;
}

/* -X VALUE or -XVALUE. */
static int short_option(cmd_args *args, const char *word, const char **value)
{
    int own = find_letter(args->command->options, word[1]);
    if (own < 0) {
        cmd_usage(args, "there is no option %s (a file of that name is written ./%s)", word, word);
        return CMD_ERROR;
    }
    /* The character before a value that is there stands for the = of the long form. */
    const char *before = word[2] ? word + 1 : NULL;
    return take_value(args, &args->command->options[own], before, value) ? own : CMD_ERROR;
}

int cmd_args_next(cmd_args *args, const char **value)
{
    while (args->next < args->argc) {
        char *word = args->argv[args->next++];
        if (args->only_operands || word[0] != '-' || word[1] == '\0') {
            args->operands[args->operand_count++] = word;
        } else if (strcmp(word, "--") == 0) {
            args->only_operands = true;
        } else if (word[1] == '-') {
            int option = long_option(args, word + 2, value);
            if (option != CMD_END)
                return option;
        } else if (strcmp(word, "-h") == 0) {
            return show_help(args);
        } else {
            return short_option(args, word, value);
        }
    }
    return CMD_END;
}

int cmd_args_all(cmd_args *args,
                 bool (*take)(const cmd_args *args, void *options, int option, const char *value),
                 void *options)
{
    const char *value;
    int option;
    while ((option = cmd_args_next(args, &value)) >= 0)
        if (!take(args, options, option, value))
            return CMD_ERROR;
    return option;
}

bool cmd_args_name_input(const cmd_args *args)
{
    for (int i = 0; i < args->operand_count; i++)
        if (strcmp(args->operands[i], "-") == 0)
            return true;
    return false;
}

bool cmd_args_plain(cmd_args *args, int argc, char **argv, int *code)
{
    const char *value;
    *code = CMD_IO;
    if (!cmd_args_start(args, argc, argv))
        return false;
    int option = cmd_args_next(args, &value);
    *code = option == CMD_HELP ? args->choice : CMD_USAGE;
    if (option != CMD_END)
        cmd_args_free(args);
    return option == CMD_END;
}
