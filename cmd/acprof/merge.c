/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof merge */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

enum { WRITE, MARKER_SIZE, LABEL_PATH, OURS_LABEL, THEIRS_LABEL };
enum { BASE, OURS, THEIRS };

#define MOST_MARKER 200

const cmd_option cmd_merge_options[] = {
    [WRITE] = {"write", NULL, WORDS_NONE, NULL,
               "write the result into OURS, whole or not at all (default: standard output)"},
    [MARKER_SIZE] = {"marker-size", "NUMBER", WORDS_NONE, NULL,
                     "length of the conflict markers (default: 7); git's %L"},
    [LABEL_PATH] = {"path", "NAME", WORDS_NONE, NULL,
                    "the file's name, for messages and for what kind of document it is; git's %P"},
    [OURS_LABEL] = {"ours", "LABEL", WORDS_NONE, NULL,
                    "what stands behind the first marker (default: OURS)"},
    [THEIRS_LABEL] = {"theirs", "LABEL", WORDS_NONE, NULL,
                      "what stands behind the last marker (default: THEIRS)"},
    {0},
};

const char cmd_merge_text[] =
    "Does to OURS what was done to BASE to make THEIRS. Settings are told by their path, entries "
    "of "
    "lists by their key or what is in them: changes of different settings, of different entries, "
    "and entries that one side moved do not get into each other's way, wherever in the file they "
    "stand. OURS keeps its layout and comments; comments that only THEIRS has come with the "
    "setting they stand before.\n"
    "What both sides changed differently stands in the result twice, between markers as git writes "
    "them.\n"
    "Exit code 0: merged; 1: there are conflicts, listed on standard error.\n"
    "As a git merge driver: acprof merge --write --marker-size %L --path %P %O %A %B.";

typedef struct {
    bool write;
    const char *path;
    acp_merge_options options;
} merge;

static bool same_bytes(const cmd_input *a, const cmd_input *b)
{
    return a->size == b->size && (!a->size || memcmp(a->bytes, b->bytes, a->size) == 0);
}

static int write_result(const merge *asked, const char *ours, const char *text, size_t length)
{
    return asked->write ? cmd_write_file(ours, text, length) : cmd_write_stdout(text, length);
}

/* The lines of messages, each as one. */
static void print_messages(const char *messages)
{
    for (const char *line = messages; line && *line;) {
        int length = (int)strcspn(line, "\n");
        cmd_message("%.*s", length, line);
        line += length + (line[length] == '\n');
    }
}

static int merge_changed(const merge *asked, const cmd_input *inputs, const char *ours)
{
    acp_merge_result result;
    acp_status status = acp_merge(inputs[BASE].document, inputs[OURS].document,
                                  inputs[THEIRS].document, &asked->options, &result);
    int code = result.conflicts || status == ACP_BAD_VALUE ? CMD_FINDINGS : CMD_OK;
    print_messages(result.messages);
    if (status == ACP_OK && result.text)
        code = cmd_worse(code, write_result(asked, ours, result.text, result.length));
    else if (status != ACP_OK && status != ACP_BAD_VALUE)
        code = cmd_status(status, ours);
    if (result.conflicts)
        cmd_message("%zu conflict%s%s", result.conflicts, result.conflicts == 1 ? "" : "s",
                    result.text ? "" : "; nothing is written");
    else if (status == ACP_BAD_VALUE)
        cmd_message("%s is not merged", inputs[OURS].name);
    acp_merge_free(&result);
    return code;
}

/* Where only one side changed anything, the result is that side, byte by byte. */
static int merge_inputs(const merge *asked, const cmd_input *inputs, const char *ours)
{
    const cmd_input *taken = NULL;
    if (same_bytes(&inputs[BASE], &inputs[THEIRS]) || same_bytes(&inputs[OURS], &inputs[THEIRS]))
        taken = &inputs[OURS];
    else if (same_bytes(&inputs[BASE], &inputs[OURS]))
        taken = &inputs[THEIRS];
    return taken ? write_result(asked, ours, taken->bytes, taken->size)
                 : merge_changed(asked, inputs, ours);
}

static int read_and_merge(const cmd_args *args, const merge *asked)
{
    cmd_input inputs[3] = {{0}, {0}, {0}};
    int code = CMD_OK;
    for (int i = BASE; i <= THEIRS; i++) {
        cmd_file file = {.name = args->operands[i]};
        code = cmd_worse(code, cmd_input_read_any(&inputs[i], &file, asked->path));
    }
    if (code == CMD_OK)
        code = merge_inputs(asked, inputs, args->operands[OURS]);
    for (int i = BASE; i <= THEIRS; i++)
        cmd_input_free(&inputs[i]);
    return code;
}

static bool marker_size(const cmd_args *args, const char *value, unsigned *size)
{
    char *end;
    unsigned long number = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || number < 1 || number > MOST_MARKER) {
        cmd_usage(args, "--marker-size %s: a number from 1 to %d is needed", value, MOST_MARKER);
        return false;
    }
    *size = (unsigned)number;
    return true;
}

static bool check_usage(const cmd_args *args, const merge *asked)
{
    int inputs = 0;
    for (int i = 0; i < args->operand_count; i++)
        inputs += strcmp(args->operands[i], "-") == 0;
    if (args->operand_count != 3)
        cmd_usage(args, "three files are needed: BASE, OURS and THEIRS");
    else if (inputs > 1)
        cmd_usage(args, "standard input can be read only once");
    else if (asked->write && strcmp(args->operands[OURS], "-") == 0)
        cmd_usage(args, "standard input cannot be written anew; leave out --write");
    else
        return true;
    return false;
}

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    merge *asked = data;
    switch (option) {
    case WRITE: asked->write = true; break;
    case LABEL_PATH: asked->path = value; break;
    case OURS_LABEL: asked->options.ours = value; break;
    case THEIRS_LABEL: asked->options.theirs = value; break;
    case MARKER_SIZE: return marker_size(args, value, &asked->options.marker_size);
    }
    return true;
}

int cmd_merge(int argc, char **argv)
{
    cmd_args args;
    merge asked = {0};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = cmd_args_all(&args, take, &asked);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END && check_usage(&args, &asked))
        code = read_and_merge(&args, &asked);
    cmd_args_free(&args);
    return code;
}
