/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The words of all records: what the table of words says of each, values by their setting, ranges
 * one behind the other. This is most of what opening costs besides the digest, so each loop runs
 * without branches and only notes that something is wrong; what it is, is looked for then. */
#include <string.h>

#include "libtunnel/verify.h"

enum { MOST_WORDS = 32 };

/* ---- words ---------------------------------------------------------------------------------- */

/* What the words of some records side by side may be: from a lowest value on, up to a span; so many
 * records that they are a whole number of vectors. Both moved by SIGN, because a vector's numbers
 * are compared as if they had one. */
enum { SIDE_BY_SIDE = 4 };
#define SIGN 0x80000000u

typedef struct {
    _Alignas(16) uint32_t low[MOST_WORDS * SIDE_BY_SIDE];
    _Alignas(16) uint32_t span[MOST_WORDS * SIDE_BY_SIDE];
} spans;

/* False: no word is right. */
static bool set_span(const tunnel_image *image, const tunnel_word *word, uint32_t *low,
                     uint32_t *span)
{
    uint32_t total = image->counts[word->section];
    bool leads = word->kind >= WORD_TEXT && word->kind <= WORD_REF_OR_NONE;
    *low = word->low + SIGN;
    *span = (word->high - word->low + (leads ? total : 0)) ^ SIGN;
    return total || (word->kind != WORD_TEXT && word->kind != WORD_REF);
}

/* Four numbers as one vector; and at any place of four bytes. */
typedef int32_t four __attribute__((vector_size(16), may_alias));
typedef uint32_t four_low __attribute__((vector_size(16), may_alias));
typedef uint32_t four_words __attribute__((vector_size(16), aligned(4), may_alias));

/* The first word of a record that is wrong; NULL: none. */
static const tunnel_word *find_wrong(const tunnel_record *record, const uint32_t *words,
                                     const spans *s)
{
    for (uint32_t column = 0; column < record->word_count; column++)
        if ((int32_t)(words[column] - s->low[column]) > (int32_t)s->span[column])
            return &record->words[column];
    return NULL;
}

/* Those of four words from `at` on that are wrong. */
static inline four find_bad(const uint32_t *words, const spans *s, uint32_t at)
{
    four_words above = *(const four_words *)(words + at) - *(const four_low *)(s->low + at);
    return (four)above > *(const four *)(s->span + at);
}

/* How many records from the first on need not be looked at one by one, because so many at a time
 * all are right: none, if one is wrong. */
static uint32_t pass_over(const uint32_t *words, uint32_t count, uint32_t width, spans *s)
{
    uint32_t done = 0, size = width * SIDE_BY_SIDE;
    four bad = {0};
    for (uint32_t i = 1; i < SIDE_BY_SIDE; i++) {
        memcpy(s->low + i * width, s->low, width * sizeof *s->low);
        memcpy(s->span + i * width, s->span, width * sizeof *s->span);
    }
    for (; done + SIDE_BY_SIDE <= count; done += SIDE_BY_SIDE, words += size) {
        for (uint32_t i = 0; i < size - 4; i += 8)
            bad |= find_bad(words, s, i) | find_bad(words, s, i + 4);
        bad |= find_bad(words, s, size - 4); /* again, if there are two at a time */
    }
    return bad[0] | bad[1] | bad[2] | bad[3] ? 0 : done;
}

static tunnel_status check_words(const tunnel_verifier *v, uint32_t type)
{
    const tunnel_record *record = &tunnel_records[type];
    const uint32_t *words = v->image->sections[type];
    uint32_t count = v->image->counts[type], width = record->word_count;
    spans s;
    for (uint32_t i = 0; i < width && count; i++)
        if (!set_span(v->image, &record->words[i], &s.low[i], &s.span[i]))
            return tunnel_refuse(v, TUNNEL_DAMAGED, "section %s is there, but nothing for its %s",
                                 record->name, record->words[i].name);
    uint32_t done = count > 2 * SIDE_BY_SIDE ? pass_over(words, count, width, &s) : 0;
    for (; done < count; done++) {
        const uint32_t *row = words + (size_t)done * width;
        const tunnel_word *wrong = find_wrong(record, row, &s);
        if (wrong)
            return tunnel_refuse(v, TUNNEL_DAMAGED, "section %s: record %u has a %s of %u",
                                 record->name, done, wrong->name, row[wrong - record->words]);
    }
    return TUNNEL_OK;
}

/* ---- values ---------------------------------------------------------------------------------- */

/* Of so many cells whether one has a value that its setting cannot have. Items of lists stand one
 * list behind the other, the next from *cursor on. */
static bool has_wrong_value(const tunnel_image *image, const tunnel_cell *cells, uint32_t count,
                            uint64_t *cursor)
{
    uint32_t texts = image->counts[SECTION_TEXTS], wrong = 0;
    uint64_t next = *cursor;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t limit = tunnel_value_limits[cells[i].setting];
        bool list = limit == TUNNEL_LIMIT_LIST, number = limit == TUNNEL_LIMIT_NUMBER;
        limit = limit == TUNNEL_LIMIT_TEXT ? texts : limit;
        uint32_t above = cells[i].value - (list ? (uint32_t)next : 0);
        wrong |= !number & (above >= (list ? 1 : limit));
        wrong |= list ? 0 : cells[i].count;
        next += cells[i].count;
    }
    *cursor = next;
    return wrong || next > image->counts[SECTION_ITEMS];
}

/* Their settings are checked. */
static tunnel_status check_values(const tunnel_verifier *v)
{
    const tunnel_cell *cells = v->image->sections[SECTION_CELLS];
    uint32_t count = v->image->counts[SECTION_CELLS], i = 0;
    uint64_t cursor = 0;
    if (!has_wrong_value(v->image, cells, count, &cursor))
        return TUNNEL_OK;
    for (cursor = 0; !has_wrong_value(v->image, &cells[i], 1, &cursor);)
        i++;
    return tunnel_refuse(v, TUNNEL_DAMAGED, "cell %u has a value of %u and %u items", i,
                         cells[i].value, cells[i].count);
}

/* ---- ranges ---------------------------------------------------------------------------------- */

/* A range of a record: where it stands, and where the range of its section before it does, in words
 * from the record's first: in the record, or in the one before. */
typedef struct {
    int at, before;
    uint32_t section;
} range_word;

static uint32_t find_ranges(const tunnel_record *record, range_word ranges[MOST_WORDS])
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < record->word_count; i++)
        if (record->words[i].kind == WORD_FIRST)
            ranges[count++] = (range_word){(int)i, 0, record->words[i].section};
    for (uint32_t k = 0; k < count; k++) {
        uint32_t other = k;
        do
            other = (other ? other : count) - 1;
        while (ranges[other].section != ranges[k].section);
        ranges[k].before = ranges[other].at - (other < k ? 0 : (int)record->word_count);
    }
    return count;
}

/* Whether a range is not within its section, or not behind the one before, which ends at `end`. */
static bool is_wrong_range(const uint32_t *range, uint32_t end, uint32_t total)
{
    return (range[0] != end) | ((uint64_t)range[0] + range[1] > total);
}

/* Of the first record, whose range before is that of another section's records. */
static uint32_t end_before(const uint32_t *row, const range_word *range, uint32_t record,
                           const uint32_t ends[TUNNEL_SECTIONS])
{
    const uint32_t *before = row + range->before;
    return record || range->before >= 0 ? before[0] + before[1] : ends[range->section];
}

/* Whether any record's range of one word is wrong. */
static bool has_wrong_range(const tunnel_image *image, uint32_t type, const range_word *range,
                            const uint32_t ends[TUNNEL_SECTIONS])
{
    const uint32_t *row = image->sections[type];
    uint32_t width = tunnel_records[type].word_count, total = image->counts[range->section];
    bool wrong = is_wrong_range(row + range->at, end_before(row, range, 0, ends), total);
    for (uint32_t i = 1; i < image->counts[type]; i++) {
        row += width;
        const uint32_t *before = row + range->before;
        wrong |= is_wrong_range(row + range->at, before[0] + before[1], total);
    }
    return wrong;
}

static tunnel_status refuse_range(const tunnel_verifier *v, uint32_t type, const range_word *range,
                                  const uint32_t ends[TUNNEL_SECTIONS])
{
    const tunnel_record *record = &tunnel_records[type];
    const uint32_t *row = v->image->sections[type];
    uint32_t total = v->image->counts[range->section], i = 0;
    while (!is_wrong_range(row + range->at, end_before(row, range, i, ends), total)) {
        row += record->word_count;
        i++;
    }
    return tunnel_refuse(v, TUNNEL_DAMAGED,
                         "section %s: record %u has a range of %s that is not behind the one "
                         "before",
                         record->name, i, record->words[range->at].name);
}

/* Ranges stand one behind the other, those of one record in the order of its words. ends: of the
 * ranges so far, by section. */
static tunnel_status check_ranges(const tunnel_verifier *v, uint32_t type,
                                  uint32_t ends[TUNNEL_SECTIONS])
{
    const tunnel_record *record = &tunnel_records[type];
    range_word ranges[MOST_WORDS];
    uint32_t total = v->image->counts[type], count = total ? find_ranges(record, ranges) : 0;
    for (uint32_t k = 0; k < count; k++)
        if (has_wrong_range(v->image, type, &ranges[k], ends))
            return refuse_range(v, type, &ranges[k], ends);
    const uint32_t *last =
        (const uint32_t *)v->image->sections[type] + (size_t)(total - 1) * record->word_count;
    for (uint32_t k = 0; k < count; k++)
        ends[ranges[k].section] = last[ranges[k].at] + last[ranges[k].at + 1];
    return TUNNEL_OK;
}

tunnel_status tunnel_verify_words(const tunnel_verifier *v)
{
    uint32_t ends[TUNNEL_SECTIONS] = {0};
    tunnel_status status = TUNNEL_OK;
    for (uint32_t type = 0; type < TUNNEL_SECTIONS && status == TUNNEL_OK; type++)
        if (tunnel_records[type].words)
            status = check_words(v, type);
    for (uint32_t type = 0; type < TUNNEL_SECTIONS && status == TUNNEL_OK; type++)
        if (tunnel_records[type].words)
            status = check_ranges(v, type, ends);
    return status == TUNNEL_OK ? check_values(v) : status;
}
