/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof help */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "programs.h"

#define OPTION_COLUMNS 30
#define HELP_WIDTH     80 /* when it does not go to a terminal */

enum { MAN };

const cmd_option cmd_help_options[] = {
    [MAN] = {"man", NULL, WORDS_NONE, NULL,
             "print the manual page of acprof, or of COMMAND, in mdoc"},
    {0},
};

const char cmd_help_text[] = "Without COMMAND, lists the commands.";

static unsigned width_of(FILE *stream)
{
    unsigned width = cmd_width(stream);
    return width ? width : HELP_WIDTH;
}

static void print_option(const cmd_option *option, FILE *stream)
{
    char letter[] = {'-', option->letter, ',', ' ', '\0'};
    int used = fprintf(stream, "  %s--%s%s%s", option->letter ? letter : "", option->name,
                       option->value ? " " : "", option->value ? option->value : "");
    if (used > OPTION_COLUMNS - 2) {
        fputc('\n', stream);
        used = 0;
    }
    fprintf(stream, "%*s", OPTION_COLUMNS - used, "");
    acp_print_wrapped(stream, option->help, OPTION_COLUMNS, OPTION_COLUMNS, width_of(stream));
    fputc('\n', stream);
}

static void print_targets(FILE *stream)
{
    fputs("\nTargets:\n", stream);
    for (const acp_target *target = cmd_targets; target->name; target++) {
        fprintf(stream, "  %-*s", OPTION_COLUMNS - 2, target->name);
        acp_print_wrapped(stream, target->help, OPTION_COLUMNS, OPTION_COLUMNS, width_of(stream));
        fputc('\n', stream);
    }
}

void cmd_print_help(const cmd_command *command, FILE *stream)
{
    fprintf(stream, "acprof %s - %s\n\nUsage: acprof %s [options]%s%s\n\n", command->name,
            command->summary, command->name, *command->operands ? " " : "", command->operands);
    for (const char *text = command->text; *text;) {
        size_t length = strcspn(text, "\n");
        char *copy = strndup(text, length);
        if (copy)
            acp_print_wrapped(stream, copy, 0, 0, width_of(stream));
        free(copy);
        fputs("\n\n", stream);
        text += length + (text[length] == '\n');
    }
    fputs("Options:\n", stream);
    for (const cmd_option *option = command->options; option->name; option++)
        print_option(option, stream);
    for (const cmd_option *option = cmd_common_options; option->name; option++)
        print_option(option, stream);
    if (command->first == WORDS_TARGETS)
        print_targets(stream);
}

void cmd_print_overview(FILE *stream)
{
    fputs("Usage: acprof COMMAND [options] [FILE...]\n\n"
          "Checks, formats and converts the profiles of Cisco Secure Client (AnyConnect).\n\n"
          "Commands:\n",
          stream);
    for (const cmd_command *command = cmd_commands; command->name; command++)
        fprintf(stream, "  %-12s%s\n", command->name, command->summary);
    fputs("\nFILE may be - for standard input; validate and fmt also take directories.\n"
          "'acprof help COMMAND' tells more, 'acprof --version' the version.\n\n"
          "Exit codes: 0 done and clean; 1 there are findings; 2 the command line or the\n"
          "configuration is wrong; 3 a file cannot be read or the output cannot be written.\n",
          stream);
}

/* Help of a command that is a program of its own: it knows best. */
static int help_of(const char *name)
{
    const cmd_command *command = cmd_find(name);
    if (command) {
        cmd_print_help(command, stdout);
        return CMD_OK;
    }
    char help[] = "--help";
    char *argv[] = {(char *)name, help, NULL};
    int code = cmd_run_program(name, argv);
    return code ? code : cmd_unknown_command(name);
}

static int man_of(const char *name)
{
    const cmd_command *command = cmd_find(name);
    if (!command)
        return cmd_unknown_command(name);
    cmd_print_man_of(command, stdout);
    return CMD_OK;
}

int cmd_help(int argc, char **argv)
{
    cmd_args args;
    const char *value;
    int option, code = CMD_OK;
    bool man = false;
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    while ((option = cmd_args_next(&args, &value)) >= 0)
        man = true;
    if (option == CMD_HELP)
        code = args.choice;
    else if (option != CMD_END)
        code = CMD_USAGE;
    else if (args.operand_count > 1)
        code = cmd_usage(&args, "name one command at most");
    else if (man && args.operand_count)
        code = man_of(args.operands[0]);
    else if (man)
        cmd_print_man(stdout);
    else if (args.operand_count)
        code = help_of(args.operands[0]);
    else
        cmd_print_overview(stdout);
    cmd_args_free(&args);
    return code;
}
