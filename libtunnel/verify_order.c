/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables that are searched by halves are sorted. */
#include <string.h>

#include "libtunnel/verify.h"

/* As strcmp, for texts that begin alike, as names of one company do: eight bytes at once, the first
 * of them the lowest, as on all machines images are for (image.h). There are always eight bytes to
 * read: behind the texts stands the policy. */
static inline int compare_texts(const char *a, const char *b)
{
    for (;; a += 8, b += 8) {
        uint64_t left, right, ends;
        memcpy(&left, a, sizeof left);
        memcpy(&right, b, sizeof right);
        ends = (left - 0x0101010101010101u) & ~left & 0x8080808080808080u;
        uint64_t stop = (left ^ right) | ends; /* the first byte that differs, or is the last */
        if (stop) {
            int at = __builtin_ctzll(stop) & ~7;
            return (int)(left >> at & 255) - (int)(right >> at & 255);
        }
    }
}

/* ---- which of two records may stand first -----------------------------------------------------
 */

static inline bool in_order_by_name(const char *texts, const void *first, const void *second)
{
    const tunnel_by_name *a = first, *b = second;
    int order = compare_texts(texts + a->name, texts + b->name);
    return order < 0 || (order == 0 && a->entry < b->entry);
}

static inline bool in_order_by_host(const char *texts, const void *first, const void *second)
{
    const tunnel_by_host *a = first, *b = second;
    int order = compare_texts(texts + a->host, texts + b->host);
    if (order == 0 && a->port != b->port)
        order = a->port < b->port ? -1 : 1;
    return order < 0 || (order == 0 && a->entry < b->entry);
}

/* Each host and port once. */
static inline bool in_order_by_list(const char *texts, const void *first, const void *second)
{
    const tunnel_by_host *a = first, *b = second;
    int order = compare_texts(texts + a->host, texts + b->host);
    return order < 0 || (order == 0 && a->port < b->port);
}

static inline bool in_order_names(const char *texts, const void *first, const void *second)
{
    const tunnel_name *a = first, *b = second;
    return compare_texts(texts + a->name, texts + b->name) < 0;
}

static inline bool in_order_spans(const char *texts, const void *first, const void *second)
{
    const tunnel_span *a = first, *b = second;
    (void)texts;
    if (a->family != b->family)
        return a->family < b->family;
    for (int i = 0; i < 4; i++)
        if (a->begin[i] != b->begin[i])
            return a->begin[i] < b->begin[i];
    return false;
}

static inline bool in_order_gateways(const char *texts, const void *first, const void *second)
{
    const tunnel_gateway *a = first, *b = second;
    int order = compare_texts(texts + a->key, texts + b->key);
    return order < 0 || (order == 0 && compare_texts(texts + a->host, texts + b->host) < 0);
}

/* By the length, then by the bytes; one may stand twice. */
static inline bool in_order_oids(const char *texts, const void *first, const void *second)
{
    const tunnel_oid *a = first, *b = second;
    (void)texts;
    return a->size < b->size || (a->size == b->size && memcmp(a->der, b->der, a->size) <= 0);
}

/* ---- ranges ------------------------------------------------------------------------------------
 */

/* The first of some records that does not stand behind the one before; 0: none. */
typedef uint32_t find_disorder(const tunnel_image *image, const void *records, uint32_t count);

/* A function for each order, so that nothing is called for each record. */
#define FIND_DISORDER(type, order)                                                                 \
    static uint32_t disorder_##order(const tunnel_image *image, const void *records,               \
                                     uint32_t count)                                               \
    {                                                                                              \
        const char *texts = image->sections[SECTION_TEXTS];                                        \
        const type *record = records;                                                              \
        for (uint32_t i = 1; i < count; i++)                                                       \
            if (!in_order_##order(texts, &record[i - 1], &record[i]))                              \
                return i;                                                                          \
        return 0;                                                                                  \
    }

FIND_DISORDER(tunnel_by_name, by_name)
FIND_DISORDER(tunnel_by_host, by_host)
FIND_DISORDER(tunnel_by_host, by_list)
FIND_DISORDER(tunnel_name, names)
FIND_DISORDER(tunnel_span, spans)
FIND_DISORDER(tunnel_gateway, gateways)
FIND_DISORDER(tunnel_oid, oids)

/* Cells are most of what is sorted, and quickly compared: without branches. */
static uint32_t disorder_cells(const tunnel_image *image, const void *records, uint32_t count)
{
    const tunnel_cell *cells = records;
    bool wrong = false;
    uint32_t i = 1;
    (void)image;
#pragma GCC unroll 4
    for (uint32_t k = 1; k < count; k++)
        wrong |= cells[k].setting <= cells[k - 1].setting;
    while (wrong && cells[i].setting > cells[i - 1].setting)
        i++;
    return wrong ? i : 0;
}

/* By the length of the hash, then by its bytes; several may have the same. */
static uint32_t disorder_pins(const tunnel_image *image, const void *records, uint32_t count)
{
    const uint8_t *bytes = image->sections[SECTION_BYTES];
    const tunnel_pin *pins = records;
    for (uint32_t i = 1; i < count; i++) {
        const tunnel_pin *a = &pins[i - 1], *b = &pins[i];
        if (a->byte_count > b->byte_count ||
            (a->byte_count && a->byte_count == b->byte_count &&
             memcmp(bytes + a->first_byte, bytes + b->first_byte, a->byte_count) > 0))
            return i;
    }
    return 0;
}

/* Sections that are sorted: as a whole, or each range of them that a record has. */
static const struct {
    find_disorder *find;
    bool whole;
} orders[TUNNEL_SECTIONS] = {
    [SECTION_CELLS] = {disorder_cells, false},      [SECTION_BY_NAME] = {disorder_by_name, true},
    [SECTION_BY_HOST] = {disorder_by_host, true},   [SECTION_NAMES] = {disorder_names, false},
    [SECTION_SPANS] = {disorder_spans, false},      [SECTION_GATEWAYS] = {disorder_gateways, true},
    [SECTION_PATTERNS] = {disorder_gateways, true}, [SECTION_BY_LIST] = {disorder_by_list, true},
    [SECTION_PINS] = {disorder_pins, false},        [SECTION_OIDS] = {disorder_oids, false},
};

static tunnel_status check_range(const tunnel_verifier *v, uint32_t section, uint32_t first,
                                 uint32_t count)
{
    const tunnel_record *record = &tunnel_records[section];
    const uint32_t *words = v->image->sections[section];
    uint32_t wrong =
        orders[section].find(v->image, words + (size_t)first * record->word_count, count);
    if (!wrong)
        return TUNNEL_OK;
    return tunnel_refuse(v, TUNNEL_DAMAGED, "section %s: record %u is out of order", record->name,
                         first + wrong);
}

/* The ranges that one word of a section's records gives. */
static tunnel_status check_ranges(const tunnel_verifier *v, const tunnel_range *range)
{
    uint32_t width = tunnel_records[range->type].word_count;
    const uint32_t *words = (const uint32_t *)v->image->sections[range->type] + range->column;
    tunnel_status status = TUNNEL_OK;
    for (uint32_t i = 0; i < v->image->counts[range->type] && status == TUNNEL_OK; i++) {
        if (words[1] > 1)
            status = check_range(v, range->section, words[0], words[1]);
        words += width;
    }
    return status;
}

tunnel_status tunnel_verify_order(const tunnel_verifier *v)
{
    tunnel_status status = TUNNEL_OK;
    for (uint32_t type = 0; type < TUNNEL_SECTIONS && status == TUNNEL_OK; type++)
        if (orders[type].whole)
            status = check_range(v, type, 0, v->image->counts[type]);
    for (uint32_t i = 0; i < v->range_count && status == TUNNEL_OK; i++)
        if (orders[v->ranges[i].section].find)
            status = check_ranges(v, &v->ranges[i]);
    return status;
}
