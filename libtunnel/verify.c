/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

tunnel_status tunnel_refuse(const tunnel_verifier *v, tunnel_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (v->why_size)
        vsnprintf(v->why, v->why_size, format, arguments);
    va_end(arguments);
    return status;
}

/* ---- header -------------------------------------------------------------------------------- */

static tunnel_status check_version(const tunnel_verifier *v, const tunnel_header *header)
{
    if (header->major != TUNNEL_MAJOR)
        return tunnel_refuse(v, TUNNEL_OTHER_VERSION,
                             "it has format %u.%u, and this runtime reads %d.x; compile the policy "
                             "anew with the acprof that came with the runtime",
                             header->major, header->minor, TUNNEL_MAJOR);
    if (header->settings != TUNNEL_SETTINGS_FINGERPRINT)
        return tunnel_refuse(v, TUNNEL_OTHER_VERSION,
                             "it was compiled with the settings %08x, and this runtime knows %08x "
                             "(formats %u.%u and %d.%d); compile the policy anew with the acprof "
                             "that came with the runtime",
                             header->settings, TUNNEL_SETTINGS_FINGERPRINT, header->major,
                             header->minor, TUNNEL_MAJOR, TUNNEL_MINOR);
    return TUNNEL_OK;
}

static bool is_one_platform(uint32_t platform)
{
    return platform && !(platform & ~(uint32_t)TUNNEL_PLATFORMS) && !(platform & (platform - 1));
}

static tunnel_status check_header(tunnel_verifier *v)
{
    tunnel_image *image = v->image;
    if (image->size < sizeof(tunnel_header))
        return tunnel_refuse(v, TUNNEL_DAMAGED, "it has %u bytes, fewer than a header",
                             image->size);
    const tunnel_header *header = (const tunnel_header *)(const void *)image->bytes;
    if (memcmp(header->magic, TUNNEL_MAGIC, sizeof header->magic) != 0)
        return tunnel_refuse(v, TUNNEL_NOT_A_POLICY, "it does not begin as a policy image does");
    tunnel_status status = check_version(v, header);
    if (status != TUNNEL_OK)
        return status;
    if (header->size != image->size)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "it has %u bytes, and its header says %u",
                             image->size, header->size);
    if (header->stripped > 1 || header->is_signed > 1 || !is_one_platform(header->platform) ||
        header->client > UINT16_MAX)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "its header has a value out of range");
    for (size_t i = 0; i < sizeof header->reserved; i++)
        if (header->reserved[i])
            return tunnel_refuse(v, TUNNEL_DAMAGED,
                                 "its header has something where nothing may be");
    image->header = header;
    return TUNNEL_OK;
}

/* ---- section table ------------------------------------------------------------------------- */

static uint32_t record_size(uint32_t type)
{
    return tunnel_records[type].words ? tunnel_records[type].word_count * 4 : 1;
}

/* Sections lie one behind the other, each from the next multiple of 8 on, and end with the image;
 * between them are zeros: no byte of an image is without meaning. */
static tunnel_status check_place(const tunnel_verifier *v, const tunnel_section *section,
                                 uint32_t *end)
{
    const tunnel_image *image = v->image;
    uint32_t start = (*end + 7) & ~7u;
    if (start > image->size || section->offset != start || section->size > image->size - start)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "section %u is not where it belongs",
                             section->type);
    for (uint32_t i = *end; i < start; i++)
        if (image->bytes[i])
            return tunnel_refuse(v, TUNNEL_DAMAGED, "there is something between the sections");
    *end = start + section->size;
    return TUNNEL_OK;
}

static tunnel_status take_signature(const tunnel_verifier *v, const tunnel_section *section)
{
    if (section->size != TUNNEL_SIGNATURE || section->count != TUNNEL_SIGNATURE)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "its signature has not the length of one");
    v->image->signature = v->image->bytes + section->offset;
    return TUNNEL_OK;
}

static tunnel_status take_section(const tunnel_verifier *v, const tunnel_section *section)
{
    tunnel_image *image = v->image;
    if (section->type == TUNNEL_SIGNATURE_SECTION)
        return take_signature(v, section);
    if (section->type >= TUNNEL_SECTIONS) {
        if (image->header->minor <= TUNNEL_MINOR)
            return tunnel_refuse(v, TUNNEL_DAMAGED, "section %u is none of format %d.%d",
                                 section->type, TUNNEL_MAJOR, TUNNEL_MINOR);
        return TUNNEL_OK;
    }
    if ((uint64_t)section->count * record_size(section->type) != section->size)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "section %s has %u bytes for %u records",
                             tunnel_records[section->type].name, section->size, section->count);
    image->counts[section->type] = section->count;
    image->sections[section->type] = image->bytes + section->offset;
    return TUNNEL_OK;
}

/* What the sections must be together. */
static tunnel_status check_needed(const tunnel_verifier *v)
{
    const tunnel_image *image = v->image;
    if (image->counts[SECTION_POLICY] != 1)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "it has no policy");
    uint32_t texts = image->counts[SECTION_TEXTS];
    if (!texts || ((const char *)image->sections[SECTION_TEXTS])[texts - 1])
        return tunnel_refuse(v, TUNNEL_DAMAGED, "its texts do not end");
    if (!image->signature != !image->header->is_signed)
        return tunnel_refuse(v, TUNNEL_DAMAGED,
                             "its header and its sections disagree on whether "
                             "it is signed");
    return TUNNEL_OK;
}

static tunnel_status check_sections(tunnel_verifier *v)
{
    tunnel_image *image = v->image;
    uint32_t count = image->header->section_count;
    if (count > TUNNEL_MOST_SECTIONS ||
        sizeof(tunnel_header) + count * sizeof(tunnel_section) > image->size)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "its section table does not fit");
    for (int type = 0; type < TUNNEL_SECTIONS; type++)
        image->sections[type] = image->bytes; /* of those that are not there */
    const tunnel_section *table = (const tunnel_section *)(const void *)(image->header + 1);
    uint32_t end = (uint32_t)(sizeof(tunnel_header) + count * sizeof(tunnel_section));
    for (uint32_t i = 0; i < count; i++) {
        if (i && table[i].type <= table[i - 1].type)
            return tunnel_refuse(v, TUNNEL_DAMAGED, "its sections are out of order");
        tunnel_status status = check_place(v, &table[i], &end);
        if (status == TUNNEL_OK)
            status = take_section(v, &table[i]);
        if (status != TUNNEL_OK)
            return status;
    }
    if (end != image->size)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "there is something behind its last section");
    return check_needed(v);
}

/* ---- words ---------------------------------------------------------------------------------- */

/* What the words of a section may be, as a lowest value and a span from there; of so many records
 * side by side that whole vectors of words are compared at once. */
enum { SIDE_BY_SIDE = 8, MOST_WORDS = 32 };

typedef struct {
    uint32_t low[MOST_WORDS * SIDE_BY_SIDE], span[MOST_WORDS * SIDE_BY_SIDE];
} spans;

/* False: no word is right. */
static bool set_span(const tunnel_image *image, const tunnel_word *word, uint32_t *low,
                     uint32_t *span)
{
    uint32_t total = image->counts[word->section];
    *low = 0;
    *span = UINT32_MAX;
    switch ((tunnel_word_kind)word->kind) {
    case WORD_ANY:
    case WORD_FIRST: /* in check_ranges */
    case WORD_COUNT:
    case WORD_VALUE: /* in check_values */ break;
    case WORD_NUMBER:
        *low = word->low;
        *span = word->high - word->low;
        break;
    case WORD_TEXT:
    case WORD_REF: *span = total - 1; return total;
    case WORD_REF_OR_NONE:
    case WORD_TEXT_OR_NONE:
        *low = TUNNEL_NONE; /* and on from 0 */
        *span = total;
        break;
    }
    return true;
}

/* Four words as one vector, at any place of four bytes. */
typedef uint32_t four __attribute__((vector_size(16), aligned(4), may_alias));

static bool in_spans(const uint32_t *words, size_t count, const spans *s)
{
    four bad[2] = {{0}, {0}};
    for (size_t i = 0; i < count; i += SIDE_BY_SIDE)
        for (int k = 0; k < 2; k++) {
            const four *word = (const four *)(words + i) + k;
            const four *low = (const four *)(s->low + i) + k;
            const four *span = (const four *)(s->span + i) + k;
            bad[k] |= (four)(*word - *low > *span);
        }
    bad[0] |= bad[1];
    return !(bad[0][0] | bad[0][1] | bad[0][2] | bad[0][3]);
}

/* The first word of a record that is wrong; NULL: none. */
static const tunnel_word *find_wrong(const tunnel_record *record, const uint32_t *words,
                                     const spans *s)
{
    for (uint32_t column = 0; column < record->word_count; column++)
        if (words[column] - s->low[column] > s->span[column])
            return &record->words[column];
    return NULL;
}

/* How many records from the first on are right, eight at a time. */
static uint32_t pass_over(const uint32_t *words, uint32_t count, uint32_t width, spans *s)
{
    uint32_t done = 0;
    for (uint32_t i = 1; i < SIDE_BY_SIDE; i++) {
        memcpy(s->low + i * width, s->low, width * sizeof *s->low);
        memcpy(s->span + i * width, s->span, width * sizeof *s->span);
    }
    while (done + SIDE_BY_SIDE <= count &&
           in_spans(words + (size_t)done * width, (size_t)width * SIDE_BY_SIDE, s))
        done += SIDE_BY_SIDE;
    return done;
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
    uint32_t done = count > 4 * SIDE_BY_SIDE ? pass_over(words, count, width, &s) : 0;
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

/* Their settings are checked. Items of lists stand one list behind the other. */
static tunnel_status check_values(const tunnel_verifier *v)
{
    const tunnel_cell *cells = v->image->sections[SECTION_CELLS];
    const uint64_t limits[] = {
        [TUNNEL_BOOLEAN] = 2,
        [TUNNEL_GROUP] = 2,
        [TUNNEL_NUMBER] = (uint64_t)1 << 32,
        [TUNNEL_TEXT] = v->image->counts[SECTION_TEXTS],
        [TUNNEL_LIST] = 0,
    };
    uint64_t cursor = 0;
    for (uint32_t i = 0; i < v->image->counts[SECTION_CELLS]; i++) {
        const tunnel_cell *cell = &cells[i];
        const tunnel_setting_row *setting = &tunnel_settings[cell->setting];
        uint64_t limit =
            setting->type == TUNNEL_ENUM ? setting->value_count : limits[setting->type];
        bool fine = setting->type == TUNNEL_LIST ? cell->value == cursor
                                                 : cell->value < limit && !cell->count;
        cursor += cell->count;
        if (!fine || cursor > v->image->counts[SECTION_ITEMS])
            return tunnel_refuse(v, TUNNEL_DAMAGED, "cell %u has a value of %u and %u items", i,
                                 cell->value, cell->count);
    }
    return TUNNEL_OK;
}

/* ---- ranges ---------------------------------------------------------------------------------- */

/* A range of a record: where it stands, and where the range of its section before it does, in words
 * from the record's first: in the record, or in the one before. */
typedef struct {
    int at, before;
    uint32_t section, total;
} range_word;

static uint32_t find_ranges(const tunnel_image *image, const tunnel_record *record,
                            range_word ranges[MOST_WORDS])
{
    int last[TUNNEL_SECTIONS] = {0};
    uint32_t count = 0;
    for (int round = 0; round < 2; round++) {
        count = 0;
        for (uint32_t i = 0; i < record->word_count; i++) {
            const tunnel_word *word = &record->words[i];
            if (word->kind != WORD_FIRST)
                continue;
            ranges[count].at = (int)i;
            ranges[count].section = word->section;
            ranges[count].total = image->counts[word->section];
            ranges[count++].before = round ? last[word->section] : 0;
            last[word->section] = (int)i;
        }
        for (int i = 0; i < TUNNEL_SECTIONS && !round; i++)
            last[i] -= (int)record->word_count; /* of the record before */
    }
    return count;
}

static bool is_behind(const uint32_t *row, const range_word *range, uint32_t end)
{
    uint32_t first = row[range->at], count = row[range->at + 1];
    return first == end && first <= range->total && count <= range->total - first;
}

/* Ranges stand one behind the other, those of one record in the order of its words. ends: of the
 * ranges so far, by section. */
static tunnel_status check_ranges(const tunnel_verifier *v, uint32_t type,
                                  uint32_t ends[TUNNEL_SECTIONS])
{
    const tunnel_record *record = &tunnel_records[type];
    const uint32_t *row = v->image->sections[type];
    range_word ranges[MOST_WORDS];
    uint32_t count = find_ranges(v->image, record, ranges), total = v->image->counts[type];
    for (uint32_t i = 0; count && i < total; i++, row += record->word_count)
        for (uint32_t k = 0; k < count; k++) {
            const range_word *range = &ranges[k];
            const uint32_t *before = row + range->before;
            uint32_t end = i || range->before >= 0 ? before[0] + before[1] : ends[range->section];
            if (!is_behind(row, range, end))
                return tunnel_refuse(v, TUNNEL_DAMAGED,
                                     "section %s: record %u has a range of %s that is not behind "
                                     "the one before",
                                     record->name, i, record->words[range->at].name);
        }
    for (uint32_t k = 0; k < count && total; k++)
        ends[ranges[k].section] = row[ranges[k].at - (int)record->word_count] +
                                  row[ranges[k].at + 1 - (int)record->word_count];
    return TUNNEL_OK;
}

static tunnel_status check_all(const tunnel_verifier *v)
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

tunnel_status tunnel_verify(tunnel_image *image, char *why, size_t why_size)
{
    tunnel_verifier v = {image, why, why ? why_size : 0};
    tunnel_status status = check_header(&v);
    if (status == TUNNEL_OK)
        status = check_sections(&v);
    if (status == TUNNEL_OK)
        status = check_all(&v);
    return status == TUNNEL_OK ? tunnel_verify_order(&v) : status;
}
