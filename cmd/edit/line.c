/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking command lines apart. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

char *edit_trim(char *text)
{
    size_t length = strlen(text);
    while (length && (is_blank(text[length - 1]) || text[length - 1] == '\r'))
        text[--length] = '\0';
    while (is_blank(*text))
        text++;
    return text;
}

/* Ends the word that *rest starts with. */
static char *cut(char **rest, size_t length)
{
    char *word = *rest, *next = word + length;
    if (*next)
        *next++ = '\0';
    while (is_blank(*next))
        next++;
    *rest = next;
    return word;
}

char *edit_word(char **rest)
{
    return cut(rest, strcspn(*rest, " \t"));
}

bool edit_take_word(char **rest, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(*rest, word, length) != 0 || ((*rest)[length] && !is_blank((*rest)[length])))
        return false;
    edit_word(rest);
    return true;
}

char *edit_path_word(char **rest, bool assigned)
{
    const char *text = *rest;
    size_t length = 0;
    unsigned depth = 0;
    char quote = '\0';
    for (; text[length]; length++) {
        char c = text[length];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if ((depth || !length) && (c == '"' || c == '\''))
            quote = c;
        else if (c == '[')
            depth++;
        else if (c == ']')
            depth -= depth > 0;
        else if (!depth && (is_blank(c) || (assigned && c == '=')))
            break;
    }
    char *word = cut(rest, length);
    /* PATH = VALUE */
    if (assigned && **rest == '=' && (is_blank((*rest)[1]) || !(*rest)[1]))
        cut(rest, 0);
    return word;
}

/* Whether quotes stand around all of it: one inside would be doubled. */
static bool is_quoted(const char *text, size_t length)
{
    if (length < 2 || (*text != '"' && *text != '\'') || text[length - 1] != *text)
        return false;
    for (size_t i = 1; i + 1 < length; i++) {
        if (text[i] != *text)
            continue;
        if (i + 2 >= length || text[i + 1] != *text)
            return false;
        i++;
    }
    return true;
}

char *edit_unquote(char *text)
{
    size_t length = strlen(text);
    if (!is_quoted(text, length))
        return text;
    char quote = *text, *out = text;
    for (size_t i = 1; i + 1 < length; i++) {
        *out++ = text[i];
        i += text[i] == quote;
    }
    *out = '\0';
    return text;
}

size_t edit_quoted_length(const char *text)
{
    size_t length = 1;
    if (*text != '"' && *text != '\'')
        return 0;
    while (text[length] && (text[length] != *text || text[length + 1] == *text))
        length += text[length] == *text ? 2 : 1;
    return text[length] ? length + 1 : 0;
}

size_t edit_value_length(const char *text)
{
    bool quoted = *text == '"' || *text == '\'';
    size_t length = quoted ? edit_quoted_length(text) : strcspn(text, " \t");
    return quoted && !length ? strlen(text) : length;
}

char *edit_value_word(char **rest)
{
    return edit_unquote(cut(rest, edit_value_length(*rest)));
}

/* ---- the other way round --------------------------------------------------------------------- */

/* Names that stand for themselves begin like one and have nothing that ends or divides a path. */
bool edit_needs_quotes(const char *text)
{
    if (!*text || strchr("@./[-#", *text))
        return true;
    for (; *text; text++)
        if (is_blank(*text) || strchr("\"'/[]=,\r\n", *text))
            return true;
    return false;
}

char *edit_quote(const char *text, char quote, bool closed)
{
    char *made = malloc(2 * strlen(text) + 3), *out = made;
    if (!made)
        return NULL;
    *out++ = quote;
    for (; *text; text++) {
        if (*text == quote)
            *out++ = quote;
        *out++ = *text;
    }
    if (closed)
        *out++ = quote;
    *out = '\0';
    return made;
}

char *edit_file_name(const char *typed)
{
    const char *home = getenv("HOME");
    bool is_home = *typed == '~' && (!typed[1] || typed[1] == '/');
    char *name = NULL;
    if (!is_home || !home || !*home)
        return strdup(typed);
    return asprintf(&name, "%s%s", home, typed + 1) < 0 ? NULL : name;
}
