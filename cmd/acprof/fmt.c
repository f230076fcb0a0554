/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof fmt */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

enum { WRITE, CHECK };

const cmd_option cmd_fmt_options[] = {
    [WRITE] = {"write", NULL, WORDS_NONE, NULL, "write the files anew, those that would change"},
    [CHECK] = {"check", NULL, WORDS_NONE, NULL,
               "write nothing; name the files that would change and exit with 1 if there are any"},
    {0},
};

const char cmd_fmt_text[] =
    "Brings a profile into one layout: four blanks a level, one element a line, no white space "
    "around values, UTF-8. Settings, their order, attributes and comments stay as they are. "
    "Links get the form anyconnect:ACTION?NAME=VALUE, with what is no letter or digit in a value "
    "as an escape. Without an option the result of one file goes to standard output.\n"
    "A file that is damaged is left alone and reported as validate does. So is a YAML file with # "
    "comments, which would be lost; keep such remarks under the key \"#comment\".\n"
    "--write puts a new file in the place of the old one, whole or not at all, and names it as "
    "soon "
    "as it is there. A hard link to the old file keeps the old content.";

typedef struct {
    bool write, check;
    size_t files, changed;
} fmt;

static int finish(fmt *state, const cmd_file *file, const cmd_input *input, const char *text,
                  size_t length)
{
    if (!state->write && !state->check)
        return cmd_write_stdout(text, length);
    if (length == input->size && memcmp(text, input->bytes, length) == 0)
        return CMD_OK;
    state->changed++;
    if (state->check) {
        acp_print_visible(stdout, input->name, strlen(input->name));
        putchar('\n');
        return CMD_FINDINGS;
    }
    int code = cmd_write_file(file->name, text, length);
    if (code == CMD_OK) {
        acp_print_visible(stdout, input->name, strlen(input->name));
        puts(": formatted");
        /* At once: whoever stops a long run wants to know how far it came. */
        errno = 0;
        if (fflush(stdout) != 0) {
            cmd_stdout_failed();
            code = CMD_IO;
        }
    }
    return code;
}

static int format_one(fmt *state, cmd_files *files, const cmd_file *file)
{
    cmd_input input;
    char *text = NULL;
    size_t length;
    int code = cmd_input_read(&input, file);
    if (!input.foreign)
        cmd_files_use(files, file);
    if (code == CMD_OK && !input.foreign) {
        state->files++;
        code = cmd_document_text(&input, acp_document_format(input.document), &text, &length);
        if (code == CMD_OK)
            code = finish(state, file, &input, text, length);
    }
    free(text);
    cmd_input_free(&input);
    return code;
}

static int format_all(const cmd_args *args, fmt *state)
{
    cmd_files files = {0};
    int code = CMD_USAGE;
    bool fine = cmd_files_get(args, &files);
    if (!fine) {
        code = files.code;
    } else if (!state->write && !state->check && files.count > 1) {
        cmd_usage(args, "several files cannot go to standard output; use --write or --check");
    } else {
        code = files.code;
        for (size_t i = 0; i < files.count; i++)
            code = cmd_worse(code, format_one(state, &files, &files.files[i]));
        code = cmd_files_end(&files, code);
        if (state->check && state->changed)
            cmd_message(
                "%zu of %zu files %s not in canonical layout; 'acprof fmt --write' mends that",
                state->changed, state->files, state->changed == 1 ? "is" : "are");
    }
    cmd_files_free(&files);
    return code;
}

int cmd_fmt(int argc, char **argv)
{
    cmd_args args;
    fmt state = {0};
    const char *value;
    int option, code = CMD_USAGE;
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    while ((option = cmd_args_next(&args, &value)) >= 0) {
        state.write = state.write || option == WRITE;
        state.check = state.check || option == CHECK;
    }
    if (option == CMD_HELP)
        code = args.choice;
    else if (option == CMD_END && state.write && state.check)
        cmd_usage(&args, "--write and --check exclude each other");
    else if (option == CMD_END && state.write && cmd_args_name_input(&args))
        cmd_usage(&args, "standard input cannot be written anew; leave out --write");
    else if (option == CMD_END)
        code = format_all(&args, &state);
    cmd_args_free(&args);
    return code;
}
