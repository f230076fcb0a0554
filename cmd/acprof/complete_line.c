/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bash does with a line before it has words: quotes, backslashes, and where the text begins
 * that a completion takes the place of. */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

typedef struct {
    char *text; /* as long as the line at most */
    size_t length;
    size_t taken; /* characters of it that stay where something is offered */
    char quote;   /* the one that is open, 0: none */
    bool any;     /* a word has begun, even if it is empty yet */
} shell_word;

static void put(shell_word *word, char c)
{
    word->text[word->length++] = c == '\n' ? ' ' : c;
    word->any = true;
}

/* An unquoted character; breaks: those at which readline begins anew. An @ is taken along. */
static void put_plain(shell_word *word, char c, const char *breaks)
{
    bool begins = strchr("=:@", c) && strchr(breaks, c);
    if (begins && c == '@')
        word->taken = word->length;
    put(word, c);
    if (begins && c != '@')
        word->taken = word->length;
}

static bool is_escaped(const shell_word *word, const char *at)
{
    return at[0] == '\\' && at[1] &&
           (!word->quote || (word->quote == '"' && strchr("$`\"\\", at[1])));
}

static void print_word(shell_word *word)
{
    printf("%.*s\n", (int)word->length, word->text);
    *word = (shell_word){.text = word->text};
}

/* Prints the words; the last one stays in *word. */
static void split(const char *line, const char *breaks, shell_word *word)
{
    for (const char *at = line; *at; at++) {
        if (is_escaped(word, at)) {
            put(word, *++at);
        } else if (word->quote ? *at == word->quote : *at == '"' || *at == '\'') {
            word->quote = word->quote ? '\0' : *at;
            word->taken = word->length;
            word->any = true;
        } else if (word->quote) {
            put(word, *at);
        } else if (!strchr(" \t\n", *at)) {
            put_plain(word, *at, breaks);
        } else if (word->any) {
            print_word(word);
        }
    }
}

int cmd_complete_line(const char *breaks, const char *line)
{
    shell_word word = {.text = malloc(strlen(line) + 1)};
    if (!word.text)
        return CMD_IO;
    split(line, breaks, &word);
    printf("%.*s\n%zu\n%s\n", (int)word.length, word.text, word.taken,
           word.quote == '"'    ? "double"
           : word.quote == '\'' ? "single"
                                : "none");
    free(word.text);
    return CMD_OK;
}
