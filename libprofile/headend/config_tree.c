/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where a line belongs: below the line it is indented under, or, where the indentation was lost,
 * into the open mode that knows its command. */
#include "headend/config_read.h"

#define NO_MODE   UINT8_MAX /* below a line that enters no mode we know */
#define LOOKAHEAD 16        /* lines that may be needed to tell two modes of one header apart */

static const acp_mode *mode_get(const acp_dialect *dialect, uint8_t mode)
{
    for (const acp_mode *m = dialect->modes; m->mode; m++)
        if (m->mode == mode)
            return m;
    return NULL;
}

/* Mode that a line enters when it stands in mode parent; NULL: none. */
static const acp_mode *mode_entered(const acp_config_reader *reader, const acp_line *line,
                                    uint8_t parent)
{
    if (line->no)
        return NULL;
    for (const acp_mode *m = reader->dialect->modes; m->mode; m++) {
        if (m->parent == parent &&
            acp_command_match(reader->document->text, line->words, line->count, m->header))
            return m;
    }
    return NULL;
}

static unsigned match(const acp_config_reader *reader, const acp_line *line, const char *patterns)
{
    return acp_command_match(reader->document->text, line->words, line->count, patterns);
}

static unsigned match_mode(const acp_config_reader *reader, const acp_line *line, uint8_t mode)
{
    const acp_mode *found = mode_get(reader->dialect, mode);
    return found ? match(reader, line, found->commands) : 0;
}

static unsigned match_top(const acp_config_reader *reader, const acp_line *line)
{
    unsigned top = match(reader, line, reader->dialect->top);
    unsigned others = match(reader, line, reader->dialect->others);
    return top > others ? top : others;
}

/* A header such as webvpn, which enters one mode inside another and a different one outside: the
 * lines below it tell. 1: the inner, 0: the outer, -1: they do not tell. */
static int tell_by_lines_below(const acp_config_reader *reader, const acp_mode *inner,
                               const acp_mode *outer)
{
    const char *text = reader->document->text;
    size_t at = reader->at;
    acp_raw_line raw;
    for (unsigned i = 0; i < LOOKAHEAD; i++) {
        if (!acp_raw_next(reader->document, reader->dialect->colon_comments, &at, &raw) ||
            raw.section_end || raw.at_top)
            break;
        acp_span words[4];
        uint32_t count = 0, next = raw.start;
        while (count < 4 && acp_raw_word(text, &next, raw.end, &words[count]))
            count++;
        bool no = count > 1 && words[0].end - words[0].start == 2 &&
                  memcmp(text + words[0].start, "no", 2) == 0;
        unsigned in = acp_command_match(text, words + no, count - no, inner->commands);
        unsigned out = acp_command_match(text, words + no, count - no, outer->commands);
        if (in != out)
            return in > out;
        if (!in && acp_command_match(text, words + no, count - no, reader->dialect->top))
            break;
    }
    return -1;
}

/* Both the level and what lies below it know the command equally well. */
static bool inner_wins(const acp_config_reader *reader, const acp_line *line,
                       const acp_level *level, uint8_t base_mode)
{
    const acp_mode *inner = mode_entered(reader, line, level->line->mode);
    const acp_mode *outer = mode_entered(reader, line, base_mode);
    int told = inner && outer ? tell_by_lines_below(reader, inner, outer) : -1;
    bool known_to_be_lost =
        level->child_indent >= 0 && (uint32_t)level->child_indent <= level->line->indent;
    return told >= 0 ? told : known_to_be_lost;
}

/* Deepest level that the line is indented under, as number of levels to keep. */
static unsigned levels_above(const acp_config_reader *reader, const acp_raw_line *raw)
{
    if (raw->at_top || raw->indent_lost)
        return 0;
    unsigned keep = reader->depth;
    while (keep > 0) {
        const acp_level *level = &reader->levels[keep - 1];
        /* A line that stands in the first column by accident is no header of what follows. */
        bool stray = level->by_keyword && !level->line->mode;
        if (level->line->indent < raw->indent && !stray)
            break;
        keep--;
    }
    return keep;
}

/* Number of levels to keep when the indentation may be lost; keep: as the indentation has it. */
static unsigned levels_by_keyword(const acp_config_reader *reader, const acp_line *line,
                                  const acp_raw_line *raw, unsigned keep)
{
    uint8_t base_mode = keep ? reader->levels[keep - 1].line->mode : 0;
    unsigned base = keep ? match_mode(reader, line, base_mode) : match_top(reader, line);
    unsigned best = 0, best_keep = 0, unsure = 0;
    for (unsigned i = reader->depth; i > keep; i--) {
        const acp_level *level = &reader->levels[i - 1];
        bool indented =
            level->child_indent >= 0 && (uint32_t)level->child_indent > level->line->indent;
        if (!level->line->mode || (base && (level->closed || (indented && !raw->indent_lost))))
            continue;
        if (!unsure &&
            (raw->indent_lost || (!indented && level->child_indent >= 0 && !level->closed)))
            unsure = i;
        unsigned matched = match_mode(reader, line, level->line->mode);
        if (matched > best) {
            best = matched;
            best_keep = i;
        }
    }
    if (best > base)
        return best_keep;
    if (best && best == base &&
        inner_wins(reader, line, &reader->levels[best_keep - 1], keep ? base_mode : 0))
        return best_keep;
    return !base && !keep && unsure ? unsure : keep;
}

static void append(acp_config_reader *reader, acp_line *line, acp_line *parent)
{
    acp_line **last = parent ? &parent->last : &reader->last_top;
    acp_line **first = parent ? &parent->first : &reader->out->first;
    line->parent = parent;
    if (*last)
        (*last)->next = line;
    else
        *first = line;
    *last = line;
}

static void push(acp_config_reader *reader, acp_line *line, bool by_keyword)
{
    if (reader->depth == ACP_MAX_LEVELS)
        return;
    reader->levels[reader->depth++] =
        (acp_level){.line = line, .child_indent = -1, .by_keyword = by_keyword};
}

/* exit and quit leave a mode, end leaves them all: what people type, and what IOS prints last. */
static bool leaves_mode(acp_config_reader *reader, const acp_line *line)
{
    if (line->no || line->count != 1)
        return false;
    if (match(reader, line, "end")) {
        reader->depth = 0;
        return true;
    }
    if (!match(reader, line, "exit|quit"))
        return false;
    while (reader->depth > 0)
        if (reader->levels[--reader->depth].line->mode)
            break;
    return true;
}

void acp_config_place(acp_config_reader *reader, acp_line *line, const acp_raw_line *raw)
{
    if (leaves_mode(reader, line))
        return;
    unsigned by_indent = levels_above(reader, raw), keep = by_indent;
    bool mode_open = false;
    for (unsigned i = by_indent; i < reader->depth; i++)
        mode_open |= reader->levels[i].line->mode != 0;
    if (mode_open && !raw->at_top)
        keep = levels_by_keyword(reader, line, raw, by_indent);
    reader->depth = keep;
    acp_level *above = keep ? &reader->levels[keep - 1] : NULL;
    acp_line *parent = above ? above->line : NULL;
    if (above && raw->indent_lost && above->child_indent >= 0)
        line->indent = (uint32_t)above->child_indent;
    else if (above && (keep == by_indent || above->child_indent < 0))
        above->child_indent = (int32_t)line->indent;
    append(reader, line, parent);
    uint8_t mode = !parent ? 0 : parent->mode ? parent->mode : NO_MODE;
    const acp_mode *entered = mode_entered(reader, line, mode);
    line->mode = entered ? entered->mode : 0;
    line->known = parent ? match_mode(reader, line, parent->mode) > 0
                         : match(reader, line, reader->dialect->top) > 0;
    reader->out->known += line->known;
    reader->out->line_count++;
    if (!parent) {
        reader->out->own_signs += match(reader, line, reader->dialect->own_signs) > 0;
        reader->out->foreign_signs += match(reader, line, reader->dialect->foreign_signs) > 0;
    }
    push(reader, line, keep > by_indent);
}

void acp_config_section_end(acp_config_reader *reader)
{
    for (unsigned i = 0; i < reader->depth; i++)
        reader->levels[i].closed = true;
}
