/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From text to lines and words, rid of what a terminal session leaves between them. */
#include "headend/config_read.h"

#define TAB 8

/* Length of the blank at text, 0: none. Pages on the web indent with no-break spaces; a NUL can
 * only come with text that was not decoded. */
static unsigned blank_length(const char *text, const char *end)
{
    if (*text == ' ' || *text == '\t' || *text == '\0' || *text == '\f' || *text == '\v')
        return 1;
    return end - text > 1 && text[0] == '\xC2' && text[1] == '\xA0' ? 2 : 0;
}

static uint32_t skip_blanks(const char *text, uint32_t at, uint32_t end)
{
    unsigned length;
    while (at < end && (length = blank_length(text + at, text + end)) > 0)
        at += length;
    return at;
}

static uint32_t trim_end(const char *text, uint32_t start, uint32_t end)
{
    while (end > start) {
        if (blank_length(text + end - 1, text + end))
            end--;
        else if (end - start > 1 && blank_length(text + end - 2, text + end) == 2)
            end -= 2;
        else
            break;
    }
    return end;
}

static void measure_indent(const char *text, uint32_t start, acp_raw_line *line)
{
    while (start < line->end) {
        unsigned length = blank_length(text + start, text + line->end);
        if (!length)
            break;
        line->indent = text[start] == '\t' ? (line->indent / TAB + 1) * TAB : line->indent + 1;
        start += length;
    }
    line->start = start;
}

static bool starts_with(const char *text, const acp_raw_line *line, const char *word)
{
    size_t length = strlen(word);
    return line->end - line->start >= length && memcmp(text + line->start, word, length) == 0;
}

/* The pager's prompt is wiped with backspaces and blanks, after which the real line follows.
 * Without the backspaces nobody can tell the blanks from its indentation. */
static void pass_pager(const char *text, acp_raw_line *line)
{
    static const char *const prompts[] = {"<--- More --->", "--More--"};
    for (size_t i = 0; i < sizeof prompts / sizeof *prompts; i++) {
        if (!starts_with(text, line, prompts[i]))
            continue;
        uint32_t at = line->start + (uint32_t)strlen(prompts[i]), wiped = at;
        while (at < line->end && (text[at] == '\b' || blank_length(text + at, text + line->end))) {
            if (text[at] == '\b')
                wiped = at + 1;
            at++;
        }
        line->indent_lost = wiped == line->start + strlen(prompts[i]);
        line->indent = 0;
        measure_indent(text, wiped, line);
        return;
    }
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '/';
}

/* "asa(config-group-policy)# split-dns none" (003:L16890), "Router# show version". */
static void pass_prompt(const char *text, acp_raw_line *line)
{
    uint32_t at = line->start, mode = 0, end = line->end;
    while (at < end && is_name_char(text[at]))
        at++;
    if (at == line->start)
        return;
    if (at < end && text[at] == '(') {
        mode = ++at;
        while (at < end && is_name_char(text[at]))
            at++;
        if (at == end || text[at++] != ')')
            return;
    }
    if (at + 1 >= end || (text[at] != '#' && text[at] != '>'))
        return;
    uint32_t command = skip_blanks(text, at + 1, end);
    if (!mode && command == at + 1)
        return;
    line->at_top = mode && at - mode == sizeof("config") && memcmp(text + mode, "config", 6) == 0;
    line->start = command;
}

/* Comments are passed over, but for the ASA's word on its own model. */
static bool is_comment(const char *text, bool colon_comments, acp_raw_line *line)
{
    if (text[line->start] == '!')
        return true;
    if (!colon_comments || text[line->start] != ':')
        return false;
    acp_raw_line rest = *line;
    rest.start = skip_blanks(text, rest.start + 1, rest.end);
    if (!starts_with(text, &rest, "Hardware:"))
        return true;
    line->start = rest.start;
    return false;
}

bool acp_raw_next(const acp_document *document, bool colon_comments, size_t *at, acp_raw_line *out)
{
    const char *text = document->text;
    while (*at < document->length) {
        size_t start = *at;
        size_t end = start;
        while (end < document->length && text[end] != '\n' && text[end] != '\r')
            end++;
        *at = end + 1;
        *out = (acp_raw_line){.end = (uint32_t)end};
        out->end = trim_end(text, (uint32_t)start, out->end);
        measure_indent(text, (uint32_t)start, out);
        pass_pager(text, out);
        if (out->start == out->end)
            continue;
        out->section_end = out->end - out->start == 1 && text[out->start] == '!' && !out->indent;
        if (out->section_end)
            return true;
        if (is_comment(text, colon_comments, out))
            continue;
        pass_prompt(text, out);
        return true;
    }
    return false;
}

bool acp_raw_word(const char *text, uint32_t *at, uint32_t end, acp_span *span)
{
    uint32_t start = skip_blanks(text, *at, end);
    if (start == end)
        return false;
    const char *quote = text[start] == '"' ? memchr(text + start + 1, '"', end - start - 1) : NULL;
    if (quote) {
        *span = (acp_span){start + 1, (uint32_t)(quote - text)};
        *at = span->end + 1;
        return true;
    }
    uint32_t stop = start;
    while (stop < end && !blank_length(text + stop, text + end))
        stop++;
    *span = (acp_span){start, stop};
    *at = stop;
    return true;
}

/* Words of a pattern that the words begin with; 0: they do not. */
static unsigned match_one(const char *text, const acp_span *words, uint32_t count,
                          acp_slice pattern)
{
    const char *p = pattern.ptr, *end = pattern.ptr + pattern.len;
    unsigned matched = 0;
    for (; p < end; matched++) {
        const char *blank = memchr(p, ' ', (size_t)(end - p));
        acp_slice expected = {p, (size_t)((blank ? blank : end) - p)};
        if (matched == count)
            return 0;
        acp_slice word = {text + words[matched].start, words[matched].end - words[matched].start};
        if (!acp_slice_is(expected, "*") && !acp_slice_equal_nocase(word, expected))
            return 0;
        p = blank ? blank + 1 : end;
    }
    return matched;
}

unsigned acp_command_match(const char *text, const acp_span *words, uint32_t count,
                           const char *patterns)
{
    unsigned longest = 0;
    for (const char *p = patterns; count && *p;) {
        const char *end = strchrnul(p, '|');
        if (acp_lower(*p) == acp_lower(text[words[0].start]) || *p == '*') {
            unsigned matched = match_one(text, words, count, (acp_slice){p, (size_t)(end - p)});
            longest = matched > longest ? matched : longest;
        }
        p = *end ? end + 1 : end;
    }
    return longest;
}
