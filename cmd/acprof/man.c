/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manual page, from the same tables as the help texts. */
#include <ctype.h>
#include <string.h>

#include "programs.h"

#define LINE 76

/* Length of the next word of text, and whether a sentence ends behind it. */
static size_t word_length(const char *text, bool *ends)
{
    size_t length = strcspn(text, " \n");
    *ends = length && text[length - 1] == '.' && text[length] == ' ' &&
            isupper((unsigned char)text[length + 1]);
    return length;
}

static void word(FILE *stream, const char *text, size_t length, bool line_start)
{
    if (line_start && (*text == '.' || *text == '\''))
        fputs("\\&", stream);
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\\')
            fputs("\\e", stream);
        else
            fputc(text[i], stream);
}

/* Prose as mdoc wants it: short lines, each sentence on one of its own, nothing taken for a macro.
 */
static void prose(FILE *stream, const char *text)
{
    size_t column = 0;
    while (*text) {
        bool ends;
        size_t length = word_length(text, &ends);
        if (column && column + 1 + length > LINE) {
            fputc('\n', stream);
            column = 0;
        }
        if (column)
            fputc(' ', stream);
        word(stream, text, length, column == 0);
        column = ends ? 0 : column + (column > 0) + length;
        text += length;
        if (*text == '\n') {
            fputs("\n.Pp\n", stream);
            column = 0;
        } else if (ends) {
            fputc('\n', stream);
        }
        text += *text != '\0';
    }
    fputc('\n', stream);
}

static void option_item(FILE *stream, const cmd_option *option)
{
    fputs(".It ", stream);
    if (option->letter)
        fprintf(stream, "Fl %c , ", option->letter);
    fprintf(stream, "Fl \\-%s", option->name);
    if (option->value)
        fprintf(stream, " Ar %s", option->value);
    fputc('\n', stream);
    prose(stream, option->help);
}

/* The targets of generate, each with its definitions. */
static void target_items(FILE *stream)
{
    fputs(".Pp\nThe targets and their definitions:\n.Bl -tag -width Ds\n", stream);
    for (const acp_target *target = cmd_targets; target->name; target++) {
        fprintf(stream, ".It Cm %s\n", target->name);
        prose(stream, target->help);
        if (!target->options->name)
            continue;
        fputs(".Bl -tag -width Ds\n", stream);
        for (const acp_target_option *option = target->options; option->name; option++) {
            fprintf(stream, ".It Fl D Cm %s Ns = Ns Ar %s\n", option->name,
                    option->choices ? option->choices : "VALUE");
            prose(stream, option->help);
        }
        fputs(".El\n", stream);
    }
    fputs(".El\n", stream);
}

static void option_list(FILE *stream, const cmd_command *command)
{
    if (!command->options->name)
        return;
    fputs(".Bl -tag -width Ds\n", stream);
    for (const cmd_option *option = command->options; option->name; option++)
        option_item(stream, option);
    fputs(".El\n", stream);
    if (command->first == WORDS_TARGETS)
        target_items(stream);
}

static void command_section(FILE *stream, const cmd_command *command)
{
    fprintf(stream, ".Ss acprof %s\n.Bd -ragged -compact\n.Nm Cm %s\n.Op Ar options\n",
            command->name, command->name);
    if (*command->operands)
        fprintf(stream, ".Ar %s\n", command->operands);
    fputs(".Ed\n.Pp\n", stream);
    prose(stream, command->text);
    option_list(stream, command);
}

static void upper(FILE *stream, const char *text)
{
    for (; *text; text++)
        fputc(toupper((unsigned char)*text), stream);
}

void cmd_print_man_of(const cmd_command *command, FILE *stream)
{
    fputs(".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"
          ".\\\" Printed by acprof help --man COMMAND; change the command table, not this page.\n"
          ".Dd November 21, 2026\n.Dt ACPROF-",
          stream);
    upper(stream, command->name);
    fprintf(stream, " 1\n.Os\n.Sh NAME\n.Nm acprof-%s\n.Nd %s\n", command->name, command->summary);
    fprintf(stream, ".Sh SYNOPSIS\n.Nm acprof Cm %s\n.Op Ar options\n", command->name);
    if (*command->operands)
        fprintf(stream, ".Ar %s\n", command->operands);
    fputs(".Sh DESCRIPTION\n", stream);
    prose(stream, command->text);
    if (command->options->name)
        fputs(".Pp\nThe options are:\n", stream);
    option_list(stream, command);
    fputs(".Pp\nThe options that every command has, and the exit codes, stand in\n"
          "acprof(1).\n.Sh SEE ALSO\nacprof(1), acprof.yaml(5), acprof-path(7)\n",
          stream);
}

static void head(FILE *stream)
{
    fputs(".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"
          ".\\\" Printed by acprof help --man; change the command table, not this page.\n"
          ".Dd November 21, 2026\n"
          ".Dt ACPROF 1\n"
          ".Os\n"
          ".Sh NAME\n"
          ".Nm acprof\n"
          ".Nd check, format and convert profiles of Cisco Secure Client\n"
          ".Sh SYNOPSIS\n"
          ".Nm\n"
          ".Ar command\n"
          ".Op Ar options\n"
          ".Op Ar FILE...\n"
          ".Sh DESCRIPTION\n"
          ".Nm\n"
          "works on the configuration files of Cisco Secure Client, formerly AnyConnect.\n"
          "Options and files may stand in any order;\n"
          ".Fl \\-\n"
          "ends the options, and\n"
          ".Fl\n"
          "stands for standard input.\n"
          "A value follows its option as the next word or behind an equals sign.\n"
          "The options\n"
          ".Fl \\-color Ar WHEN\n"
          ".Pq auto, always or never\n"
          "and\n"
          ".Fl \\-help\n"
          "are understood by every command.\n"
          "A command that is not listed here is looked for as a program\n"
          ".Pa acprof-COMMAND\n"
          "beside\n"
          ".Nm\n"
          "and in its libexec directory.\n",
          stream);
}

static void tail(FILE *stream)
{
    fputs(".Sh ENVIRONMENT\n"
          ".Bl -tag -width NO_COLOR\n"
          ".It Ev NO_COLOR\n"
          "If it is set and not empty, there is no color unless\n"
          ".Fl \\-color Ns = Ns Cm always\n"
          "asks for it.\n"
          ".El\n"
          ".Sh FILES\n"
          ".Bl -tag -width .acprof.yaml\n"
          ".It Pa .acprof.yaml\n"
          "Configuration, looked for upward from each file checked.\n"
          ".El\n"
          ".Sh EXIT STATUS\n"
          ".Bl -tag -width Ds\n"
          ".It 0\n"
          "Done and clean.\n"
          ".It 1\n"
          "There are findings at or above the severity of\n"
          ".Fl \\-fail-on ,\n"
          "a file is not in canonical layout, two files differ, or a setting is absent.\n"
          ".It 2\n"
          "The command line or the configuration is wrong.\n"
          ".It 3\n"
          "An input cannot be read or an output cannot be written.\n"
          ".It 4\n"
          "A policy image is damaged, not signed though it must be,\nor signed by an unknown key.\n"
          ".El\n"
          ".Pp\n"
          "Over several files the greatest wins.\n"
          "A signal gives 128 and its number.\n"
          ".Sh EXAMPLES\n"
          ".Dl acprof validate profiles/\n"
          ".Dl acprof validate --format sarif --platform windows,macos vpn.xml >vpn.sarif\n"
          ".Dl acprof get vpn.xml 'HostEntry[HostName=\"Paris\"]/HostAddress'\n"
          ".Dl acprof explain AutoReconnect\n"
          ".Sh SEE ALSO\n",
          stream);
    for (const cmd_command *command = cmd_commands; command->name; command++)
        fprintf(stream, "acprof-%s(1),\n", command->name);
    fputs("acprof.yaml(5), acprof-path(7)\n", stream);
}

void cmd_print_man(FILE *stream)
{
    head(stream);
    fputs(".Sh COMMANDS\n", stream);
    for (const cmd_command *command = cmd_commands; command->name; command++)
        command_section(stream, command);
    tail(stream);
}
