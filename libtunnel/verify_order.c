/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables that are searched by halves are sorted. */
#include <string.h>

#include "libtunnel/verify.h"

/* The second of two records may stand behind the first. */
typedef bool in_order(const char *texts, const uint32_t *first, const uint32_t *second);

static bool names_in_order(const char *texts, const uint32_t *first, const uint32_t *second)
{
    int order = strcmp(texts + first[0], texts + second[0]);
    return order < 0 || (order == 0 && first[1] < second[1]);
}

static bool each_name_once(const char *texts, const uint32_t *first, const uint32_t *second)
{
    return strcmp(texts + first[0], texts + second[0]) < 0;
}

static bool hosts_in_order(const char *texts, const uint32_t *first, const uint32_t *second)
{
    int order = strcmp(texts + first[0], texts + second[0]);
    if (order == 0 && first[1] != second[1])
        order = first[1] < second[1] ? -1 : 1;
    return order < 0 || (order == 0 && first[2] < second[2]);
}

static bool spans_in_order(const char *texts, const uint32_t *first, const uint32_t *second)
{
    (void)texts;
    for (int i = 0; i < 5; i++)
        if (first[i] != second[i])
            return first[i] < second[i];
    return false;
}

static bool gateways_in_order(const char *texts, const uint32_t *first, const uint32_t *second)
{
    int order = strcmp(texts + first[0], texts + second[0]);
    return order < 0 || (order == 0 && strcmp(texts + first[1], texts + second[1]) < 0);
}

/* Sections that are sorted: as a whole, or each range of them that a record has. */
static const struct {
    in_order *compare;
    bool whole;
} orders[TUNNEL_SECTIONS] = {
    [SECTION_BY_NAME] = {names_in_order, true},     [SECTION_BY_HOST] = {hosts_in_order, true},
    [SECTION_NAMES] = {each_name_once, false},      [SECTION_SPANS] = {spans_in_order, false},
    [SECTION_GATEWAYS] = {gateways_in_order, true}, [SECTION_PATTERNS] = {gateways_in_order, true},
};

static tunnel_status check_range(const tunnel_verifier *v, uint32_t section, uint32_t first,
                                 uint32_t count)
{
    const char *texts = v->image->sections[SECTION_TEXTS];
    uint32_t width = tunnel_records[section].word_count;
    const uint32_t *record = (const uint32_t *)v->image->sections[section] + (size_t)first * width;
    for (uint32_t i = 1; i < count; i++, record += width)
        if (!orders[section].compare(texts, record, record + width))
            return tunnel_refuse(v, TUNNEL_DAMAGED, "section %s: record %u is out of order",
                                 tunnel_records[section].name, first + i);
    return TUNNEL_OK;
}

/* Most of what is sorted are cells; so these are compared right here. */
static tunnel_status check_cells(const tunnel_verifier *v, uint32_t first, uint32_t count)
{
    const tunnel_cell *cells = (const tunnel_cell *)v->image->sections[SECTION_CELLS] + first;
    for (uint32_t i = 1; i < count; i++)
        if (cells[i].setting <= cells[i - 1].setting)
            return tunnel_refuse(v, TUNNEL_DAMAGED, "section cells: record %u is out of order",
                                 first + i);
    return TUNNEL_OK;
}

/* The ranges that one word of a section's records gives. */
static tunnel_status check_ranges(const tunnel_verifier *v, uint32_t type, uint32_t column)
{
    const tunnel_record *record = &tunnel_records[type];
    const uint32_t *words = (const uint32_t *)v->image->sections[type] + column;
    uint32_t section = record->words[column].section;
    tunnel_status status = TUNNEL_OK;
    for (uint32_t i = 0; i < v->image->counts[type] && status == TUNNEL_OK; i++) {
        status = section == SECTION_CELLS ? check_cells(v, words[0], words[1])
                                          : check_range(v, section, words[0], words[1]);
        words += record->word_count;
    }
    return status;
}

tunnel_status tunnel_verify_order(const tunnel_verifier *v)
{
    tunnel_status status = TUNNEL_OK;
    for (uint32_t type = 0; type < TUNNEL_SECTIONS && status == TUNNEL_OK; type++) {
        const tunnel_record *record = &tunnel_records[type];
        if (orders[type].whole)
            status = check_range(v, type, 0, v->image->counts[type]);
        for (uint32_t i = 0; i < record->word_count && status == TUNNEL_OK; i++) {
            const tunnel_word *word = &record->words[i];
            if (word->kind == WORD_FIRST &&
                (word->section == SECTION_CELLS || orders[word->section].compare))
                status = check_ranges(v, type, i);
        }
    }
    return status;
}
