/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof edit */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/acprof/programs.h"
#include "fetch.h"
#include "terminal.h"

typedef struct {
    edit_options edit;
    const char *history;
} options;

/* ---- at a terminal -----------------------------------------------------------------------------
 */

static char *ask(void *data, const char *prompt, const char *initial)
{
    char *line;
    (void)data;
    return terminal_read(prompt, initial, false, &line) == TERMINAL_LINE ? line : NULL;
}

/* The last steps of the place, and whether something is not saved. malloc'ed. */
static char *prompt_of(const edit_session *s)
{
    const char *last = edit_last_step(s->place);
    char *prompt = NULL;
    size_t size;
    FILE *out = open_memstream(&prompt, &size);
    if (!out)
        return NULL;
    acp_print_visible(out, last, strlen(last));
    fprintf(out, "%s> ", edit_is_unsaved(s) ? " *" : "");
    fclose(out);
    return prompt;
}

/* Several lines can come at once: pasted. What follows one that failed was not meant for what there
 * is then. */
static void run_lines(edit_session *s, char *lines)
{
    int code = CMD_OK;
    char *rest = lines, *line;
    while (code == CMD_OK && !s->quit && (line = strsep(&rest, "\n")))
        code = edit_run(s, line);
    if (code != CMD_OK && rest && *edit_trim(rest))
        edit_tell(s, "The lines pasted behind this one are not run.");
}

static void greet(const edit_session *s)
{
    edit_tell(s, "%s: %s. 'help' lists the commands, Tab completes.", s->file,
              acp_kind_get(acp_document_kind(s->document))->label);
    if (access(s->file, W_OK) != 0)
        edit_tell(s, "%s cannot be written; 'save FILE' writes elsewhere.", s->file);
    edit_tell_rescued(s);
}

static int run_terminal(edit_session *s, const char *history)
{
    bool lost = false;
    terminal_start(s, history);
    greet(s);
    while (!s->quit && !lost) {
        char *line = NULL;
        edit_look_at_disk(s);
        char *prompt = prompt_of(s);
        switch (terminal_read(prompt ? prompt : "> ", NULL, true, &line)) {
        case TERMINAL_LINE: run_lines(s, line); break;
        case TERMINAL_INTERRUPTED: break;
        case TERMINAL_END: s->quit = edit_may_quit(s); break;
        case TERMINAL_LOST: lost = true; break;
        }
        lost = lost || terminal_is_lost();
        free(prompt);
        free(line);
    }
    if (lost)
        edit_rescue(s);
    terminal_end();
    return lost ? CMD_IO : CMD_OK;
}

/* ---- a script -----------------------------------------------------------------------------------
 */

static int run_script(edit_session *s)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    int code = CMD_OK;
    while (code == CMD_OK && !s->quit && (length = getline(&line, &size, stdin)) >= 0) {
        s->line++;
        if (length && line[length - 1] == '\n')
            line[--length] = '\0';
        if (strlen(line) != (size_t)length) {
            edit_fail(s, "there is a NUL in the line");
            code = CMD_USAGE;
        } else {
            code = edit_run(s, line);
        }
    }
    free(line);
    if (code == CMD_OK && ferror(stdin)) {
        edit_fail(s, "the script cannot be read further");
        code = CMD_IO;
    }
    if (code != CMD_OK) {
        if (edit_is_unsaved(s))
            edit_fail(s, "the script ends here; what it had not saved is dropped");
        return code;
    }
    return s->quit ? CMD_OK : edit_quit(s, (char[]){""});
}

/* ---- the command line ---------------------------------------------------------------------------
 */

static bool is_stopped(void *data)
{
    (void)data;
    return terminal_is_interrupted();
}

static const edit_host terminal_host = {.interactive = true,
                                        .ask = ask,
                                        .load = cmd_load,
                                        .write = cmd_write_file,
                                        .fetch = fetch_certificates,
                                        .stopped = is_stopped};
static const edit_host script_host = {
    .load = cmd_load, .write = cmd_write_file, .fetch = fetch_certificates};

static int edit(const char *file, const options *o)
{
    edit_session session = {0};
    bool interactive = isatty(STDIN_FILENO);
    int code = edit_open(&session, file, &o->edit, interactive ? &terminal_host : &script_host);
    if (code == CMD_OK)
        code = interactive ? run_terminal(&session, o->history) : run_script(&session);
    edit_close(&session);
    if (interactive)
        terminal_heed_end();
    return code;
}

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    options *o = data;
    switch (option) {
    case EDIT_PLATFORM: return cmd_value_platforms(args, value, &o->edit.check.platforms);
    case EDIT_CLIENT_VERSION: return cmd_value_version(args, value, &o->edit.check.client_version);
    case EDIT_CONFIG: o->edit.config = value; break;
    case EDIT_KIND: return cmd_value_kind(args, value, &o->edit.kind);
    case EDIT_DESPITE_ERRORS: o->edit.despite_errors = true; break;
    case EDIT_HISTORY: o->history = value; break;
    }
    return true;
}

static int cmd_edit(int argc, char **argv)
{
    cmd_args args;
    options o = {.edit.kind = ACP_KIND_UNKNOWN};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = cmd_args_all(&args, take, &o);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END && args.operand_count != 1)
        cmd_usage(&args, "name one file");
    else if (end == CMD_END && strcmp(args.operands[0], "-") == 0)
        cmd_usage(&args, "commands come from standard input; name a file to edit");
    else if (end == CMD_END)
        code = edit(args.operands[0], &o);
    cmd_args_free(&args);
    return code;
}

const cmd_command cmd_commands[] = {CMD_EDIT_ROW(cmd_edit), {0}};

int main(int argc, char **argv)
{
    return cmd_program(argc, argv, "edit");
}
