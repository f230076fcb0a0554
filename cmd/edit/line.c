/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking command lines apart. */
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

char *edit_value_word(char **rest)
{
    const char *text = *rest;
    char quote = *text == '"' || *text == '\'' ? *text : '\0';
    size_t length = quote ? 1 : strcspn(text, " \t");
    if (quote) {
        while (text[length] && (text[length] != quote || text[length + 1] == quote))
            length += text[length] == quote ? 2 : 1;
        length += text[length] == quote;
    }
    return edit_unquote(cut(rest, length));
}
