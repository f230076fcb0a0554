/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Candidates on the terminal. */
#include "list.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <readline/readline.h>

#define MOST_LISTED 60
#define HELP_COLUMN 34
#define LEAST_HELP  20

/* With a slash behind it if it is a directory. malloc'ed; NULL: no memory. */
static char *with_slash(const char *name, bool *directory)
{
    struct stat info;
    char *file = edit_file_name(name), *made = NULL;
    *directory = file && stat(file, &info) == 0 && S_ISDIR(info.st_mode);
    free(file);
    return asprintf(&made, "%s%s", name, *directory ? "/" : "") < 0 ? NULL : made;
}

static void add_file(edit_completion *c, const char *name, char quote)
{
    bool directory;
    char *word = with_slash(name, &directory);
    if (word && (quote || (c->quotes && edit_needs_quotes(name) && strpbrk(name, " \t\"'")))) {
        char *quoted = edit_quote(word, quote ? quote : '"', !directory);
        free(word);
        word = quoted;
    }
    edit_candidate *grown = word ? realloc(c->list, (c->count + 1) * sizeof *grown) : NULL;
    if (!grown) {
        free(word);
        c->failed = true;
        return;
    }
    c->list = grown;
    c->list[c->count++] = (edit_candidate){word, NULL, c->quotes && !directory ? ' ' : '\0'};
}

/* File names are readline's own business. */
static void add_files(edit_completion *c, const char *start)
{
    char *name, quote = *start == '"' || *start == '\'' ? *start : '\0';
    for (int state = 0; (name = rl_filename_completion_function(start + !!quote, state));
         state = 1) {
        add_file(c, name, quote);
        free(name);
    }
}

/* How much all candidates have in common. */
static size_t common_length(const edit_completion *c)
{
    size_t length = strlen(c->list[0].word);
    for (size_t i = 1; i < c->count; i++) {
        size_t same = 0;
        while (same < length && c->list[i].word[same] == c->list[0].word[same])
            same++;
        length = same;
    }
    while (length && ((unsigned char)c->list[0].word[length] & 0xC0) == 0x80)
        length--;
    return length;
}

static void put_in(size_t start, const char *text, size_t length, char behind)
{
    char *copy = malloc(length + 2);
    if (!copy)
        return;
    memcpy(copy, text, length);
    copy[length] = behind;
    copy[length + 1] = '\0';
    rl_begin_undo_group();
    rl_delete_text((int)start, rl_point);
    rl_point = (int)start;
    rl_insert_text(copy);
    rl_end_undo_group();
    free(copy);
}

static void list(const edit_completion *c)
{
    unsigned width = cmd_width(stdout);
    rl_crlf();
    for (size_t i = 0; i < c->count && i < MOST_LISTED; i++) {
        const edit_candidate *one = &c->list[i];
        acp_slice word = {one->word, strlen(one->word)};
        fputs("  ", stdout);
        bool help = one->help && width > HELP_COLUMN + LEAST_HELP;
        edit_put_cell(word, help ? HELP_COLUMN - 4 : 0, help);
        if (help) {
            fputs("  ", stdout);
            edit_put_cell((acp_slice){one->help, strlen(one->help)}, width - HELP_COLUMN - 1,
                          false);
        }
        putchar('\n');
    }
    if (c->count > MOST_LISTED)
        printf("  ... and %zu more; type more of it\n", c->count - MOST_LISTED);
    fflush(stdout);
    rl_on_new_line();
    rl_redisplay();
}

void list_complete(edit_session *session, bool command)
{
    edit_completion c;
    char *line = strndup(rl_line_buffer, (size_t)rl_point);
    if (!line)
        return;
    if (command)
        edit_complete(session, line, &c);
    else
        edit_complete_answer(session, line, &c);
    if (c.files)
        add_files(&c, line + c.start);
    size_t typed = strlen(line) - c.start, common = c.count ? common_length(&c) : 0;
    /* A slash is put in when nothing else is to be: the element itself may be meant. */
    char behind = c.count == 1 ? c.list[0].behind : '\0';
    if (behind == '/' && common > typed)
        behind = '\0';
    if (!c.count || c.failed)
        rl_ding();
    else if (common > typed || c.count == 1)
        put_in(c.start, c.list[0].word, common, behind);
    else
        list(&c);
    edit_completion_free(&c);
    free(line);
}
