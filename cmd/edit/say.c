/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the editor says and asks. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "edit.h"

#define MOST_LISTED 14 /* values a question names */

__attribute__((format(printf, 2, 0))) static void print(FILE *stream, const char *format,
                                                        va_list list)
{
    char *text = NULL;
    int length = vasprintf(&text, format, list);
    if (length < 0)
        fputs("out of memory", stream);
    else if (strchr(text, '\n')) /* a list, laid out already */
        acp_print_visible(stream, text, (size_t)length);
    else
        acp_print_wrapped(stream, text, 0, 0, cmd_width(stream));
    fputc('\n', stream);
    if (length >= 0)
        free(text);
}

void edit_tell(const edit_session *s, const char *format, ...)
{
    va_list list;
    if (!s->host->interactive || s->quiet)
        return;
    va_start(list, format);
    print(stdout, format, list);
    va_end(list);
}

void edit_fail(const edit_session *s, const char *format, ...)
{
    va_list list;
    if (s->quiet)
        return;
    if (fflush(stdout) != 0)
        cmd_stdout_failed();
    if (!s->host->interactive && s->line)
        fprintf(stderr, "acprof edit: line %u: ", s->line);
    else if (!s->host->interactive)
        fputs("acprof edit: ", stderr);
    va_start(list, format);
    print(stderr, format, list);
    va_end(list);
}

int edit_no_memory(const edit_session *s)
{
    edit_fail(s, "out of memory");
    return CMD_IO;
}

bool edit_is_stopped(const edit_session *s)
{
    return s->host->stopped && s->host->stopped(s->host->data);
}

void edit_put(acp_slice text)
{
    acp_print_visible(stdout, text.ptr ? text.ptr : "", text.len);
}

/* ---- cells of tables --------------------------------------------------------------------------
 */

static bool starts_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* Goes to the next character; returns how wide the one before it is. */
static unsigned step(acp_slice text, size_t *at)
{
    size_t start = (*at)++;
    while (*at < text.len && !starts_character(text.ptr[*at]))
        (*at)++;
    bool layout = strchr("\t\r\n", text.ptr[start]) && text.ptr[start];
    return layout ? 1 : acp_visible_columns(text.ptr + start, *at - start);
}

unsigned edit_columns(acp_slice text)
{
    unsigned columns = 0;
    for (size_t i = 0; i < text.len;)
        columns += step(text, &i);
    return columns;
}

/* The characters that fit. */
static acp_slice first_of(acp_slice text, unsigned columns)
{
    size_t i = 0;
    for (size_t next = 0; next < text.len; i = next) {
        unsigned wide = step(text, &next);
        if (wide > columns)
            break;
        columns -= wide;
    }
    return (acp_slice){text.ptr, i};
}

/* How much of it stands before what a line cannot hold. */
static size_t until_layout(const char *text, size_t length)
{
    size_t i = 0;
    while (i < length && text[i] != '\n' && text[i] != '\t' && text[i] != '\r')
        i++;
    return i;
}

void edit_put_cell(acp_slice text, unsigned width, bool pad)
{
    unsigned columns = edit_columns(text);
    bool cut = width && columns > width;
    acp_slice shown = cut ? first_of(text, width - 1) : text;
    for (size_t i = 0, next; i < shown.len; i = next) { /* a cell is one line */
        next = i + until_layout(shown.ptr + i, shown.len - i);
        edit_put((acp_slice){shown.ptr + i, next - i});
        if (next < shown.len) {
            putchar(' ');
            next++;
        }
    }
    if (cut)
        fputs("…", stdout);
    for (columns = cut ? edit_columns(shown) + 1 : columns; pad && columns < width; columns++)
        putchar(' ');
}

/* ---- questions --------------------------------------------------------------------------------
 */

void edit_print_question(const edit_session *s, const char *help, const char *path, bool list)
{
    const acp_setting *setting = path ? acp_setting_get(edit_setting_of(s, path)) : NULL;
    if (help)
        edit_print_text(help, 0);
    for (unsigned i = 0; setting && i < setting->value_count && setting->value_count <= MOST_LISTED;
         i++)
        printf("  %-20s %s\n", setting->values[i].name,
               setting->values[i].help ? setting->values[i].help : "");
    if (list)
        puts("  several with commas between them");
}

char edit_choose(edit_session *s, const char *question, const char *letters)
{
    while (s->host->interactive) {
        char *answer = s->host->ask(s->host->data, question, NULL);
        if (!answer)
            return '\0';
        const char *word = edit_trim(answer);
        char letter = *word >= 'A' && *word <= 'Z' ? (char)(*word - 'A' + 'a') : *word;
        free(answer);
        if (letter && strchr(letters, letter))
            return letter;
        printf("Type one of the letters in brackets.\n");
    }
    return '\0';
}

bool edit_confirm(edit_session *s, const char *question)
{
    if (!s->host->interactive)
        return false;
    char *answer = s->host->ask(s->host->data, question, NULL);
    const char *word = answer ? edit_trim(answer) : "";
    bool yes = *word == 'y' || *word == 'Y';
    free(answer);
    return yes;
}
