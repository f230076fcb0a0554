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

/* ---- columns -------------------------------------------------------------------------------- */

/* The words of a section at one place, a block of records at a time: what is looked at twice is in
 * the cache then, and the compiler can keep each loop free of branches. */
enum { BLOCK = 256 };

typedef struct {
    const uint32_t *words; /* of the block's first record */
    uint32_t width;        /* words of a record */
    uint32_t count;        /* records */
} block;

/* All words lie in low..low + span. */
static bool in_span(const block *b, uint32_t column, uint32_t low, uint32_t span)
{
    const uint32_t *word = b->words + column;
    uint32_t bad = 0;
    for (uint32_t i = 0; i < b->count; i++, word += b->width)
        bad |= *word - low > span;
    return !bad;
}

/* What a cell's value may be, by its setting. */
typedef struct {
    uint64_t limit; /* value, or the end of the items, is below it */
    uint8_t is_list;
} value_kind;

typedef struct {
    const tunnel_verifier *v;
    uint64_t cursors[TUNNEL_SECTIONS]; /* end of the ranges so far */
    value_kind values[TUNNEL_SETTINGS];
} walk;

static bool check_values(walk *w, const block *b, uint32_t column)
{
    uint64_t cursor = w->cursors[SECTION_ITEMS], bad = 0;
    const uint32_t *word = b->words + column;
    for (uint32_t i = 0; i < b->count; i++, word += b->width) {
        const value_kind *kind = &w->values[word[-2]];
        uint64_t count = kind->is_list ? word[1] : 0;
        bad |= count != word[1];
        bad |= kind->is_list ? word[0] ^ cursor : word[0] >= kind->limit;
        cursor += count;
    }
    w->cursors[SECTION_ITEMS] = cursor;
    return !bad;
}

static bool check_column(walk *w, const tunnel_word *kind, const block *b, uint32_t column)
{
    uint32_t total = w->v->image->counts[kind->section];
    switch ((tunnel_word_kind)kind->kind) {
    case WORD_ANY:
    case WORD_FIRST: /* in check_ranges */
    case WORD_COUNT: return true;
    case WORD_NUMBER: return in_span(b, column, kind->low, kind->high - kind->low);
    case WORD_TEXT:
    case WORD_REF: return total && in_span(b, column, 0, total - 1);
    case WORD_REF_OR_NONE:
    case WORD_TEXT_OR_NONE: return in_span(b, column, TUNNEL_NONE, total);
    case WORD_VALUE: return check_values(w, b, column);
    }
    return false;
}

/* Ranges stand one behind the other, those of one record in the order of its words. */
static bool check_ranges(walk *w, const block *b, const tunnel_record *record)
{
    uint32_t columns[TUNNEL_SECTIONS * 2], count = 0, bad = 0;
    for (uint32_t i = 0; i < record->word_count; i++)
        if (record->words[i].kind == WORD_FIRST)
            columns[count++] = i;
    const uint32_t *word = b->words;
    for (uint32_t i = 0; count && i < b->count; i++, word += b->width)
        for (uint32_t k = 0; k < count; k++) {
            uint64_t *cursor = &w->cursors[record->words[columns[k]].section];
            bad |= word[columns[k]] != *cursor;
            *cursor += word[columns[k] + 1];
        }
    return !bad;
}

static tunnel_status check_records(walk *w, uint32_t type)
{
    const tunnel_image *image = w->v->image;
    const tunnel_record *record = &tunnel_records[type];
    uint32_t total = image->counts[type];
    for (uint32_t i = 0; i < total; i += BLOCK) {
        block b = {(const uint32_t *)image->sections[type] + (size_t)i * record->word_count,
                   record->word_count, total - i < BLOCK ? total - i : BLOCK};
        const char *wrong = check_ranges(w, &b, record) ? NULL : "ranges";
        for (uint32_t column = 0; column < record->word_count && !wrong; column++)
            if (!check_column(w, &record->words[column], &b, column))
                wrong = record->words[column].name;
        if (wrong)
            return tunnel_refuse(w->v, TUNNEL_DAMAGED,
                                 "section %s: records %u to %u have %s that cannot be",
                                 record->name, i, i + b.count - 1, wrong);
    }
    return TUNNEL_OK;
}

static void describe_values(walk *w)
{
    for (int i = 0; i < TUNNEL_SETTINGS; i++) {
        const tunnel_setting_row *setting = &tunnel_settings[i];
        value_kind *kind = &w->values[i];
        uint64_t known = 0;
        while (setting->values[known])
            known++;
        switch ((tunnel_setting_type)setting->type) {
        case TUNNEL_BOOLEAN:
        case TUNNEL_GROUP: kind->limit = 2; break;
        case TUNNEL_ENUM: kind->limit = known; break;
        case TUNNEL_NUMBER: kind->limit = (uint64_t)1 << 32; break;
        case TUNNEL_TEXT: kind->limit = w->v->image->counts[SECTION_TEXTS]; break;
        case TUNNEL_LIST: kind->is_list = 1; break;
        }
    }
}

static tunnel_status check_all(const tunnel_verifier *v)
{
    walk w = {.v = v};
    describe_values(&w);
    for (uint32_t type = 0; type < TUNNEL_SECTIONS; type++) {
        tunnel_status status = tunnel_records[type].words ? check_records(&w, type) : TUNNEL_OK;
        if (status != TUNNEL_OK)
            return status;
    }
    for (uint32_t type = 0; type < TUNNEL_SECTIONS; type++)
        if (w.cursors[type] > v->image->counts[type])
            return tunnel_refuse(v, TUNNEL_DAMAGED, "section %s ends before the ranges in it",
                                 tunnel_records[type].name);
    return TUNNEL_OK;
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
