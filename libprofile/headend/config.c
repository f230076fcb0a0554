/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tree of a configuration, line by line, and looking at its words. */
#include "headend/config.h"

#include "headend/config_read.h"

static bool split_words(acp_config_reader *reader, const acp_raw_line *raw, acp_line *line)
{
    const char *text = reader->document->text;
    acp_span span;
    uint32_t count = 0, at = raw->start;
    while (acp_raw_word(text, &at, raw->end, &span))
        count++;
    acp_span *words = acp_arena_alloc(reader->arena, count * sizeof *words);
    if (!words)
        return false;
    at = raw->start;
    for (uint32_t i = 0; i < count; i++)
        acp_raw_word(text, &at, raw->end, &words[i]);
    bool no = count > 1 && words[0].end - words[0].start == 2 &&
              memcmp(text + words[0].start, "no", 2) == 0;
    *line = (acp_line){.words = words + no,
                       .count = count - no,
                       .indent = raw->indent,
                       .span = {raw->start, raw->end},
                       .no = no};
    return true;
}

/* Where the character that ends a block stands next, or ^C for '\0'; length if nowhere. */
static size_t find_delimiter(acp_config_reader *reader, unsigned char delimiter, size_t from)
{
    const acp_document *document = reader->document;
    if (reader->missing[delimiter])
        return document->length;
    const char *text = document->text + from;
    size_t length = document->length - from;
    const char *found = delimiter ? memchr(text, delimiter, length) : memmem(text, length, "^C", 2);
    /* Nothing here, nothing further on: no file can make us search it again and again. */
    reader->missing[delimiter] = !found;
    return found ? (size_t)(found - document->text) : document->length;
}

/* banner motd ^C and the lines to the next ^C; any character may take its place. */
static void take_delimited(acp_config_reader *reader, acp_line *line, const acp_raw_line *raw)
{
    static const char headers[] =
        "banner|banner motd|banner login|banner exec|banner incoming|banner slip-ppp|"
        "banner prompt-timeout|aaa authentication banner|aaa authentication fail-message";
    const char *text = reader->document->text;
    unsigned words = acp_command_match(text, line->words, line->count, headers);
    if (!words || words >= line->count || line->no)
        return;
    uint32_t start = line->words[words].start;
    start -= start > raw->start && text[start - 1] == '"'; /* the quote may be the delimiter */
    bool caret = raw->end - start > 1 && text[start] == '^' && text[start + 1] == 'C';
    if (!caret && (unsigned char)text[start] >= 0x80)
        return;
    size_t from = start + (caret ? 2u : 1u);
    size_t end = find_delimiter(reader, caret ? 0 : (unsigned char)text[start], from);
    if (end == reader->document->length)
        return;
    line->block = (acp_span){(uint32_t)from, (uint32_t)end};
    line->count = words;
    line->span.end = line->words[words - 1].end;
    const acp_document *document = reader->document;
    while (end < document->length && text[end] != '\n' && text[end] != '\r')
        end++;
    reader->at = end;
}

static bool is_hex(const char *text, const acp_raw_line *raw)
{
    for (uint32_t i = raw->start; i < raw->end; i++) {
        if (acp_hex_digit(text[i]) < 0 && text[i] != ' ' && text[i] != '\t')
            return false;
    }
    return true;
}

/* The hex digits below "certificate SERIAL" in a certificate chain, to the line quit. */
static void take_certificate(acp_config_reader *reader, acp_line *line)
{
    const acp_document *document = reader->document;
    if (!acp_line_has(document, line, 0, "certificate") || !line->parent ||
        !acp_line_has(document, line->parent, 2, "certificate chain"))
        return;
    size_t at = reader->at;
    acp_raw_line raw;
    while (acp_raw_next(document, reader->dialect->colon_comments, &at, &raw)) {
        if (raw.section_end)
            return;
        if (raw.end - raw.start == 4 && memcmp(document->text + raw.start, "quit", 4) == 0) {
            reader->at = at;
            return;
        }
        if (!is_hex(document->text, &raw))
            return;
        if (!line->block.end)
            line->block.start = raw.start;
        line->block.end = raw.end;
        reader->at = at;
    }
}

acp_status acp_lines_read(const acp_document *document, const acp_dialect *dialect,
                          acp_arena *arena, acp_lines *out)
{
    *out = (acp_lines){.document = document};
    acp_config_reader reader = {
        .document = document, .dialect = dialect, .arena = arena, .out = out};
    acp_raw_line raw;
    while (acp_raw_next(document, dialect->colon_comments, &reader.at, &raw)) {
        if (raw.section_end) {
            acp_config_section_end(&reader);
            continue;
        }
        if (out->line_count == ACP_MAX_LINES)
            return ACP_DAMAGED;
        acp_line *line = acp_arena_alloc(arena, sizeof *line);
        if (!line || !split_words(&reader, &raw, line))
            return ACP_NO_MEMORY;
        if (dialect->delimited_blocks)
            take_delimited(&reader, line, &raw);
        acp_config_place(&reader, line, &raw);
        take_certificate(&reader, line);
    }
    return ACP_OK;
}

const acp_line *acp_line_after(const acp_line *line)
{
    if (line->first)
        return line->first;
    while (line && !line->next)
        line = line->parent;
    return line ? line->next : NULL;
}

static acp_cli cli_of(const acp_document *document, const acp_line *line, acp_span span)
{
    return (acp_cli){{document->text + span.start, span.end - span.start}, span, line};
}

acp_cli acp_line_word(const acp_document *document, const acp_line *line, uint32_t index)
{
    return index < line->count ? cli_of(document, line, line->words[index]) : (acp_cli){0};
}

acp_cli acp_line_rest(const acp_document *document, const acp_line *line, uint32_t index)
{
    if (index >= line->count)
        return (acp_cli){0};
    if (index + 1 == line->count)
        return acp_line_word(document, line, index);
    acp_span span = {line->words[index].start, line->span.end};
    if (span.start > line->span.start && document->text[span.start - 1] == '"')
        span.start--;
    return cli_of(document, line, span);
}

bool acp_line_has(const acp_document *document, const acp_line *line, uint32_t index,
                  const char *words)
{
    return index < line->count &&
           acp_command_match(document->text, line->words + index, line->count - index, words) > 0;
}

/* Items of one word: the word itself, or its parts between commas. */
static size_t add_items(acp_cli *items, size_t count, acp_cli word, bool commas)
{
    acp_span span = {word.span.start, word.span.start};
    for (uint32_t i = word.span.start; i <= word.span.end; i++) {
        bool end = i == word.span.end;
        if (!end && !(commas && word.text.ptr[i - word.span.start] == ','))
            continue;
        span.end = i;
        if (!commas || span.end > span.start) {
            acp_slice part = {word.text.ptr + (span.start - word.span.start),
                              span.end - span.start};
            if (items)
                items[count] = (acp_cli){part, span, word.line};
            count++;
        }
        span.start = i + 1;
    }
    return count;
}

acp_cli_list acp_line_list(acp_arena *arena, const acp_document *document, const acp_line *line,
                           uint32_t index, bool commas)
{
    size_t count = 0;
    for (uint32_t i = index; i < line->count; i++)
        count = add_items(NULL, count, acp_line_word(document, line, i), commas);
    acp_cli *items = count ? acp_arena_alloc(arena, count * sizeof *items) : NULL;
    if (!items)
        return (acp_cli_list){0};
    count = 0;
    for (uint32_t i = index; i < line->count; i++)
        count = add_items(items, count, acp_line_word(document, line, i), commas);
    return (acp_cli_list){items, count};
}

const acp_cli *acp_cli_find(acp_cli_list list, const char *text)
{
    const acp_cli *item = list.items;
    for (size_t i = 0; i < list.count; i++, item++)
        if (acp_slice_is(item->text, text))
            return item;
    return NULL;
}

long acp_cli_number(acp_cli value)
{
    if (value.text.len == 0 || value.text.len > 9)
        return -1;
    long number = 0;
    for (size_t i = 0; i < value.text.len; i++) {
        if (value.text.ptr[i] < '0' || value.text.ptr[i] > '9')
            return -1;
        number = number * 10 + (value.text.ptr[i] - '0');
    }
    return number;
}
