/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    tunnel_image *image;
    char *why;
    size_t why_size;
} verifier;

static tunnel_status refuse(const verifier *v, tunnel_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static tunnel_status refuse(const verifier *v, tunnel_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (v->why_size)
        vsnprintf(v->why, v->why_size, format, arguments);
    va_end(arguments);
    return status;
}

/* ---- header -------------------------------------------------------------------------------- */

static tunnel_status check_header(verifier *v)
{
    tunnel_image *image = v->image;
    if (image->size < sizeof(tunnel_header))
        return refuse(v, TUNNEL_DAMAGED, "it has %u bytes, fewer than a header", image->size);
    const tunnel_header *header = (const tunnel_header *)(const void *)image->bytes;
    if (memcmp(header->magic, TUNNEL_MAGIC, sizeof header->magic) != 0)
        return refuse(v, TUNNEL_NOT_A_POLICY, "it does not begin as a policy image does");
    if (header->major != TUNNEL_MAJOR)
        return refuse(
            v, TUNNEL_OTHER_VERSION,
            "it has format %u.%u, and this runtime reads %d.x; compile the policy anew with "
            "the acprof that came with the runtime",
            header->major, header->minor, TUNNEL_MAJOR);
    if (header->settings != tunnel_settings_fingerprint())
        return refuse(
            v, TUNNEL_OTHER_VERSION,
            "it was compiled with settings %08x, and this runtime knows %08x (format "
            "%u.%u and %d.%d); compile the policy anew with the acprof that came with the "
            "runtime",
            header->settings, tunnel_settings_fingerprint(), header->major, header->minor,
            TUNNEL_MAJOR, TUNNEL_MINOR);
    if (header->size != image->size)
        return refuse(v, TUNNEL_DAMAGED, "it has %u bytes, and its header says %u", image->size,
                      header->size);
    if (header->stripped > 1 || header->is_signed > 1 ||
        header->platform & ~(uint32_t)TUNNEL_PLATFORMS || !header->platform ||
        header->platform & (header->platform - 1) || header->client > UINT16_MAX)
        return refuse(v, TUNNEL_DAMAGED, "its header has a value out of range");
    for (size_t i = 0; i < sizeof header->reserved; i++)
        if (header->reserved[i])
            return refuse(v, TUNNEL_DAMAGED, "its header has something where nothing may be");
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
static tunnel_status check_place(const verifier *v, const tunnel_section *section, uint32_t *end)
{
    const tunnel_image *image = v->image;
    uint32_t start = (*end + 7) & ~7u;
    if (section->offset != start || section->size > image->size - start || start > image->size)
        return refuse(v, TUNNEL_DAMAGED, "section %u is not where it belongs", section->type);
    for (uint32_t i = *end; i < start; i++)
        if (image->bytes[i])
            return refuse(v, TUNNEL_DAMAGED, "there is something between the sections");
    *end = start + section->size;
    return TUNNEL_OK;
}

static tunnel_status take_section(const verifier *v, const tunnel_section *section, uint32_t last)
{
    tunnel_image *image = v->image;
    if (section->type <= last && last != TUNNEL_NONE)
        return refuse(v, TUNNEL_DAMAGED, "its sections are out of order");
    if (section->type >= TUNNEL_SECTIONS) {
        if (image->header->minor <= TUNNEL_MINOR)
            return refuse(v, TUNNEL_DAMAGED, "section %u is none of format %d.%d", section->type,
                          TUNNEL_MAJOR, TUNNEL_MINOR);
        return TUNNEL_OK;
    }
    if ((uint64_t)section->count * record_size(section->type) != section->size)
        return refuse(v, TUNNEL_DAMAGED, "section %s has %u bytes for %u records",
                      tunnel_records[section->type].name, section->size, section->count);
    image->counts[section->type] = section->count;
    image->sections[section->type] = image->bytes + section->offset;
    return TUNNEL_OK;
}

static tunnel_status check_sections(verifier *v)
{
    tunnel_image *image = v->image;
    uint32_t count = image->header->section_count;
    if (count > 64 ||
        sizeof(tunnel_header) + (uint64_t)count * sizeof(tunnel_section) > image->size)
        return refuse(v, TUNNEL_DAMAGED, "its section table does not fit");
    const tunnel_section *table = (const tunnel_section *)(const void *)(image->header + 1);
    uint32_t end = (uint32_t)(sizeof(tunnel_header) + count * sizeof(tunnel_section));
    uint32_t last = TUNNEL_NONE;
    for (uint32_t i = 0; i < count; i++) {
        tunnel_status status = check_place(v, &table[i], &end);
        if (status == TUNNEL_OK)
            status = take_section(v, &table[i], last);
        if (status != TUNNEL_OK)
            return status;
        last = table[i].type;
    }
    if (end != image->size)
        return refuse(v, TUNNEL_DAMAGED, "there is something behind its last section");
    if (image->counts[SECTION_POLICY] != 1)
        return refuse(v, TUNNEL_DAMAGED, "it has no policy");
    uint32_t texts = image->counts[SECTION_TEXTS];
    if (!texts || ((const char *)image->sections[SECTION_TEXTS])[texts - 1])
        return refuse(v, TUNNEL_DAMAGED, "its texts do not end");
    if (image->counts[SECTION_SIGNATURE] != (image->header->is_signed ? TUNNEL_SIGNATURE : 0u))
        return refuse(v, TUNNEL_DAMAGED, "its signature has not the length of one");
    return TUNNEL_OK;
}

/* ---- records ------------------------------------------------------------------------------- */

static bool is_text(const tunnel_image *image, uint32_t place)
{
    return place < image->counts[SECTION_TEXTS];
}

static bool in_range(uint32_t first, uint32_t count, uint32_t total)
{
    return first <= total && count <= total - first;
}

static bool is_value(const tunnel_image *image, const uint32_t *word)
{
    const tunnel_setting_row *setting = &tunnel_settings[word[-2]];
    uint32_t value = word[0], count = word[1], known = 0;
    while (setting->values[known])
        known++;
    switch ((tunnel_setting_type)setting->type) {
    case TUNNEL_BOOLEAN: return value <= 1 && !count;
    case TUNNEL_ENUM: return value < known && !count;
    case TUNNEL_NUMBER: return !count;
    case TUNNEL_TEXT: return is_text(image, value) && !count;
    case TUNNEL_LIST: return in_range(value, count, image->counts[SECTION_ITEMS]);
    }
    return false;
}

static bool is_sane(const tunnel_image *image, const tunnel_word *kind, const uint32_t *word)
{
    uint32_t total = image->counts[kind->section];
    switch ((tunnel_word_kind)kind->kind) {
    case WORD_ANY: return true;
    case WORD_NUMBER: return *word >= kind->low && *word <= kind->high;
    case WORD_TEXT: return is_text(image, *word);
    case WORD_TEXT_OR_NONE: return *word == TUNNEL_NONE || is_text(image, *word);
    case WORD_REF: return *word < total;
    case WORD_REF_OR_NONE: return *word == TUNNEL_NONE || *word < total;
    case WORD_FIRST: return in_range(word[0], word[1], total);
    case WORD_COUNT: return true; /* checked with what stands before it */
    case WORD_VALUE: return is_value(image, word);
    }
    return false;
}

static tunnel_status check_record(const verifier *v, uint32_t type, uint32_t index)
{
    const tunnel_record *record = &tunnel_records[type];
    const uint32_t *words =
        (const uint32_t *)v->image->sections[type] + (size_t)index * record->word_count;
    for (uint32_t i = 0; i < record->word_count; i++)
        if (!is_sane(v->image, &record->words[i], &words[i]))
            return refuse(v, TUNNEL_DAMAGED, "%s %u: %s cannot be %u", record->name, index,
                          record->words[i].name, words[i]);
    return TUNNEL_OK;
}

/* Views are searched by halves. */
static tunnel_status check_cells(const verifier *v, uint32_t first, uint32_t count)
{
    const tunnel_cell *cells = v->image->sections[SECTION_CELLS];
    for (uint32_t i = first + 1; i < first + count; i++)
        if (cells[i].setting <= cells[i - 1].setting)
            return refuse(v, TUNNEL_DAMAGED, "cells %u: out of order", i);
    return TUNNEL_OK;
}

static tunnel_status check_order(const verifier *v)
{
    const tunnel_image *image = v->image;
    tunnel_status status = TUNNEL_OK;
    const tunnel_view_record *views = image->sections[SECTION_VIEWS];
    for (uint32_t i = 0; i < image->counts[SECTION_VIEWS] && status == TUNNEL_OK; i++)
        status = check_cells(v, views[i].first_cell, views[i].cell_count);
    const tunnel_entry *entries = image->sections[SECTION_ENTRIES];
    for (uint32_t i = 0; i < image->counts[SECTION_ENTRIES] && status == TUNNEL_OK; i++)
        status = check_cells(v, entries[i].first_cell, entries[i].cell_count);
    const char *texts = image->sections[SECTION_TEXTS];
    const tunnel_by_name *names = image->sections[SECTION_BY_NAME];
    for (uint32_t i = 1; i < image->counts[SECTION_BY_NAME] && status == TUNNEL_OK; i++)
        if (strcmp(texts + names[i].name, texts + names[i - 1].name) < 0)
            status = refuse(v, TUNNEL_DAMAGED, "by-name %u: out of order", i);
    const tunnel_by_host *hosts = image->sections[SECTION_BY_HOST];
    for (uint32_t i = 1; i < image->counts[SECTION_BY_HOST] && status == TUNNEL_OK; i++) {
        int order = strcmp(texts + hosts[i].host, texts + hosts[i - 1].host);
        if (order < 0 || (order == 0 && hosts[i].port < hosts[i - 1].port))
            status = refuse(v, TUNNEL_DAMAGED, "by-host %u: out of order", i);
    }
    return status;
}

tunnel_status tunnel_verify(tunnel_image *image, char *why, size_t why_size)
{
    verifier v = {image, why, why_size};
    tunnel_status status = check_header(&v);
    if (status == TUNNEL_OK)
        status = check_sections(&v);
    for (uint32_t type = 0; type < TUNNEL_SECTIONS && status == TUNNEL_OK; type++)
        for (uint32_t i = 0; tunnel_records[type].words && i < image->counts[type]; i++) {
            status = check_record(&v, type, i);
            if (status != TUNNEL_OK)
                return status;
        }
    return status == TUNNEL_OK ? check_order(&v) : status;
}
