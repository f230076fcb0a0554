/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

__attribute__((format(printf, 2, 0))) static void print(const char *command, const char *format,
                                                        va_list list)
{
    char *text = NULL;
    int length = vasprintf(&text, format, list);
    cmd_progress_end();
    if (fflush(stdout) != 0)
        cmd_stdout_failed();
    fprintf(stderr, "acprof%s%s: ", command ? " " : "", command ? command : "");
    if (length >= 0)
        acp_print_visible(stderr, text, (size_t)length);
    else
        fputs("out of memory", stderr);
    fputc('\n', stderr);
    if (length >= 0)
        free(text);
}

void cmd_message(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    print(NULL, format, list);
    va_end(list);
}

int cmd_usage(const cmd_args *args, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    print(args->command->name, format, list);
    va_end(list);
    fprintf(stderr, "Usage: acprof %s [options]%s%s\nRun 'acprof help %s' for the options.\n",
            args->command->name, *args->command->operands ? " " : "", args->command->operands,
            args->command->name);
    return CMD_USAGE;
}

const char *cmd_did_you_mean(char *buffer, size_t size, const char *word,
                             const char *const *candidates)
{
    const char *nearest = acp_nearest(word, candidates);
    if (nearest)
        snprintf(buffer, size, "; did you mean '%s'?", nearest);
    else
        *buffer = '\0';
    return buffer;
}

int cmd_status(acp_status status, const char *file)
{
    const char *name = strcmp(file, "-") == 0 ? "standard input" : file;
    if (status == ACP_OK)
        return CMD_OK;
    if (status == ACP_DAMAGED)
        return CMD_FINDINGS;
    if (status == ACP_NO_MEMORY)
        cmd_message("%s: out of memory", name);
    else
        cmd_message("%s cannot be read: %s", name, strerror(errno));
    return CMD_IO;
}

int cmd_worse(int a, int b)
{
    return a > b ? a : b;
}
