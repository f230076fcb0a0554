/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the command: in the table, else as a program acprof-NAME of its own. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

const cmd_command *cmd_find(const char *name)
{
    for (const cmd_command *command = cmd_commands; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

/* Only plain names become part of a path. */
static bool is_plain(const char *name)
{
    return *name && *name != '-' &&
           name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

/* Runs directory/acprof-NAME; returns only if it is not there. */
static int run_in(const char *directory, const char *name, char **argv)
{
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s/acprof-%s", directory, name);
    if (length < 0 || (size_t)length >= sizeof path)
        return CMD_OK;
    execv(path, argv);
    if (errno == ENOENT || errno == ENOTDIR)
        return CMD_OK;
    cmd_message("%s cannot be run: %s", path, strerror(errno));
    return CMD_IO;
}

int cmd_run_program(const char *name, char **argv)
{
    if (!is_plain(name))
        return CMD_OK;
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length > 0) {
        self[length] = '\0';
        char *slash = strrchr(self, '/');
        if (slash) {
            *slash = '\0';
            int code = run_in(self, name, argv);
            if (code)
                return code;
        }
    }
    return run_in(ACP_LIBEXECDIR, name, argv);
}

int cmd_unknown_command(const char *name)
{
    cmd_word_list names;
    char hint[128];
    if (!cmd_words_get(WORDS_COMMANDS, NULL, &names))
        return CMD_IO;
    cmd_message("'%s' is not an acprof command%s", name,
                cmd_did_you_mean(hint, sizeof hint, name, names.list));
    cmd_message("run 'acprof help' for the list");
    cmd_words_free(&names);
    return CMD_USAGE;
}

int cmd_dispatch(int argc, char **argv)
{
    /* A reader that goes away is a failed write like any other, not a silent death. */
    signal(SIGPIPE, SIG_IGN);
    cmd_buffer_stdout();
    if (argc < 2) {
        cmd_print_overview(stderr);
        return CMD_USAGE;
    }
    static char help[] = "help";
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        argv[1] = help;
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0) {
        printf("acprof %s\n", ACP_VERSION_STRING);
        return cmd_close_stdout(CMD_OK);
    }
    if (strcmp(name, "__complete") == 0)
        return cmd_close_stdout(cmd_complete(argc - 1, argv + 1));
    const cmd_command *command = cmd_find(name);
    if (command && command->run)
        return cmd_close_stdout(command->run(argc - 1, argv + 1));
    int code = cmd_run_program(name, argv + 1);
    if (code)
        return code;
    if (command) {
        cmd_message("the program acprof-%s is neither beside acprof nor in %s", name,
                    ACP_LIBEXECDIR);
        return CMD_IO;
    }
    if (*name == '-') {
        cmd_message("%s is not an option of acprof itself: give a command first", name);
        cmd_message("run 'acprof help' for the list");
        return CMD_USAGE;
    }
    return cmd_unknown_command(name);
}
