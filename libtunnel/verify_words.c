/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The words of all records: what the table of words says of each, values by their setting, ranges
 * one behind the other. This is most of what opening costs besides the digest, so loops take as few
 * instructions as can be and only note that something is wrong; what it is, is looked for then. */
#include <string.h>

#include "libtunnel/verify.h"

/* ---- words ---------------------------------------------------------------------------------- */

/* What the words of some records, one behind the other, may be: from a lowest value on, up to a
 * span; of one record, or of so many that they are a whole number of vectors, or more. Both moved
 * by SIGN, because a vector's numbers are compared as if they had one. */
enum { VECTOR = 4, FEW = VECTOR, MANY = 4 * VECTOR };
#define SIGN 0x80000000u

typedef struct {
    _Alignas(16) uint32_t low[TUNNEL_MOST_WORDS * MANY];
    _Alignas(16) uint32_t span[TUNNEL_MOST_WORDS * MANY];
    uint32_t count; /* words */
} spans;

/* False: no word is right. */
static inline bool set_span(const uint32_t *counts, const tunnel_word *word, uint32_t *low,
                            uint32_t *span)
{
    uint32_t total = counts[word->section];
    bool leads = word->kind >= WORD_TEXT && word->kind <= WORD_REF_OR_NONE;
    *low = word->low + SIGN;
    *span = (word->high - word->low + (leads ? total : 0)) ^ SIGN;
    return total || (word->kind != WORD_TEXT && word->kind != WORD_REF);
}

/* From those of one record of so many words. */
static void repeat_spans(spans *s, uint32_t width, uint32_t records)
{
    uint32_t wanted = width * (records < FEW ? 1 : records < 4 * MANY ? FEW : MANY);
    for (s->count = width; s->count < wanted; s->count *= 2) {
        memcpy(s->low + s->count, s->low, s->count * sizeof *s->low);
        memcpy(s->span + s->count, s->span, s->count * sizeof *s->span);
    }
}

/* Four numbers as one vector; and at any place of four bytes. */
typedef int32_t four __attribute__((vector_size(16), may_alias));
typedef uint32_t four_low __attribute__((vector_size(16), may_alias));
typedef uint32_t four_words __attribute__((vector_size(16), aligned(4), may_alias));

/* Those of four words from `at` on that are wrong. */
static inline four find_bad(const uint32_t *words, const spans *s, size_t at)
{
    four_words above = *(const four_words *)(words + at) - *(const four_low *)(s->low + at);
    return (four)above > *(const four *)(s->span + at);
}

static inline bool is_bad(const uint32_t *words, const spans *s, size_t at)
{
    return (int32_t)(words[at] - s->low[at]) > (int32_t)s->span[at];
}

/* Whether any of so many words is wrong. What is bad is -1 and counted: there are fewer words than
 * numbers. */
static bool has_bad(const uint32_t *words, size_t count, const spans *s)
{
    four bad = {0};
    bool wrong = false;
    for (size_t round = s->count; count; words += round, count -= round) {
        size_t i = 0;
        round = count < round ? count : round;
        for (; i + 4 * VECTOR <= round; i += 4 * VECTOR) {
            bad += find_bad(words, s, i);
            bad += find_bad(words, s, i + VECTOR);
            bad += find_bad(words, s, i + 2 * VECTOR);
            bad += find_bad(words, s, i + 3 * VECTOR);
        }
        for (; i + VECTOR <= round; i += VECTOR)
            bad += find_bad(words, s, i);
        for (; i < round; i++)
            wrong |= is_bad(words, s, i);
    }
    return wrong || bad[0] | bad[1] | bad[2] | bad[3];
}

static tunnel_status refuse_word(const tunnel_verifier *v, uint32_t type, const spans *s)
{
    const tunnel_record *record = &tunnel_records[type];
    const uint32_t *row = v->image->sections[type];
    uint32_t column = 0, i = 0;
    while (!is_bad(row, s, column))
        if (++column == record->word_count) {
            column = 0;
            row += record->word_count;
            i++;
        }
    return tunnel_refuse(v, TUNNEL_DAMAGED, "section %s: record %u has a %s of %u", record->name, i,
                         record->words[column].name, row[column]);
}

/* Also notes which words are ranges. */
static tunnel_status check_words(tunnel_verifier *v, uint32_t type)
{
    const tunnel_record *record = &tunnel_records[type];
    const uint32_t *counts = v->image->counts, width = record->word_count;
    const tunnel_word *word = record->words;
    spans s;
    for (uint32_t i = 0; i < width; i++, word++) {
        if (!set_span(counts, word, &s.low[i], &s.span[i]))
            return tunnel_refuse(v, TUNNEL_DAMAGED, "section %s is there, but nothing for its %s",
                                 record->name, word->name);
        if (word->kind == WORD_FIRST)
            v->ranges[v->range_count++] = (tunnel_range){type, i, word->section};
    }
    repeat_spans(&s, width, counts[type]);
    bool bad = has_bad(v->image->sections[type], (size_t)counts[type] * width, &s);
    return bad ? refuse_word(v, type, &s) : TUNNEL_OK;
}

/* ---- values ---------------------------------------------------------------------------------- */

/* The greatest value by what tunnel_last_values has for a setting. */
enum { LAST_VALUES = INT8_MAX + 1 };

static void set_most(const tunnel_image *image, uint32_t most[LAST_VALUES])
{
    for (uint32_t i = 0; i < LAST_VALUES; i++)
        most[i] = i;
    most[TUNNEL_LAST_TEXT] = image->counts[SECTION_TEXTS] - 1;
    most[TUNNEL_LAST_NUMBER] = UINT32_MAX;
}

/* Of so many cells whether one has a value that its setting cannot have. Items of lists stand one
 * list behind the other, the next from *cursor on. */
static bool has_wrong_value(const uint32_t most[LAST_VALUES], const tunnel_cell *cells,
                            uint32_t count, uint64_t *cursor)
{
    uint64_t below = 0, items = *cursor;
    uint32_t odd = 0;
#pragma GCC unroll 4
    for (uint32_t i = 0; i < count; i++) {
        int last = tunnel_last_values[cells[i].setting];
        if (__builtin_expect(last < 0, false)) { /* TUNNEL_LAST_LIST: few are */
            odd |= cells[i].value ^ (uint32_t)items;
            items += cells[i].count;
            continue;
        }
        below |= (uint64_t)most[last] - cells[i].value;
        odd |= cells[i].count;
    }
    *cursor = items;
    return odd || below >> 32;
}

/* Their settings are checked. */
static tunnel_status check_values(const tunnel_verifier *v)
{
    const tunnel_cell *cells = v->image->sections[SECTION_CELLS];
    uint32_t count = v->image->counts[SECTION_CELLS], total = v->image->counts[SECTION_ITEMS],
             i = 0;
    uint32_t most[LAST_VALUES];
    uint64_t cursor = 0;
    set_most(v->image, most);
    if (!has_wrong_value(most, cells, count, &cursor) && cursor <= total)
        return TUNNEL_OK;
    for (cursor = 0; !has_wrong_value(most, &cells[i], 1, &cursor) && cursor <= total;)
        i++;
    return tunnel_refuse(v, TUNNEL_DAMAGED, "cell %u has a value of %u and %u items", i,
                         cells[i].value, cells[i].count);
}

/* ---- ranges ---------------------------------------------------------------------------------- */

/* Whether a range does not begin where the one before in its section ends. Moves the end on. */
static inline bool is_apart(const uint32_t *range, uint64_t *end)
{
    bool apart = range[0] != *end;
    *end += range[1];
    return apart;
}

/* The ranges of one section's records, record by record. ends: of the ranges so far, by section. */
static bool has_wrong_range(const tunnel_image *image, const tunnel_range *ranges, uint32_t count,
                            uint64_t ends[TUNNEL_SECTIONS])
{
    uint32_t type = ranges->type, width = tunnel_records[type].word_count;
    const uint32_t *row = image->sections[type];
    bool wrong = false;
    for (uint32_t i = 0; i < image->counts[type]; i++, row += width)
        for (uint32_t k = 0; k < count; k++)
            wrong |= is_apart(row + ranges[k].column, &ends[ranges[k].section]);
    for (uint32_t k = 0; k < count; k++)
        wrong |= ends[ranges[k].section] > image->counts[ranges[k].section];
    return wrong;
}

static tunnel_status refuse_range(const tunnel_verifier *v, const tunnel_range *ranges,
                                  uint32_t count, uint64_t ends[TUNNEL_SECTIONS])
{
    const tunnel_record *record = &tunnel_records[ranges->type];
    const uint32_t *row = v->image->sections[ranges->type];
    uint32_t i = 0, k = 0;
    for (;; k++) {
        if (k == count) {
            k = 0;
            row += record->word_count;
            i++;
        }
        uint32_t section = ranges[k].section;
        if (is_apart(row + ranges[k].column, &ends[section]) ||
            ends[section] > v->image->counts[section])
            break;
    }
    return tunnel_refuse(v, TUNNEL_DAMAGED,
                         "section %s: record %u has a range of %s that is not behind the one "
                         "before",
                         record->name, i, record->words[ranges[k].column].name);
}

/* Ranges stand one behind the other, those of one record in the order of its words. */
static tunnel_status check_ranges(const tunnel_verifier *v)
{
    uint64_t ends[TUNNEL_SECTIONS] = {0}, before[TUNNEL_SECTIONS];
    for (uint32_t first = 0, next; first < v->range_count; first = next) {
        const tunnel_range *ranges = &v->ranges[first];
        for (next = first + 1; next < v->range_count && v->ranges[next].type == ranges->type;)
            next++;
        memcpy(before, ends, sizeof ends);
        if (has_wrong_range(v->image, ranges, next - first, ends))
            return refuse_range(v, ranges, next - first, before);
    }
    return TUNNEL_OK;
}

tunnel_status tunnel_verify_words(tunnel_verifier *v)
{
    tunnel_status status = TUNNEL_OK;
    for (uint32_t type = 0; type < TUNNEL_SECTIONS && status == TUNNEL_OK; type++)
        if (tunnel_records[type].words && v->image->counts[type])
            status = check_words(v, type);
    if (status == TUNNEL_OK)
        status = check_ranges(v);
    return status == TUNNEL_OK ? check_values(v) : status;
}
