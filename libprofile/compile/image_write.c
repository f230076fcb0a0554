/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The image's bytes: texts once each and sorted, the sections in their order. */
#include <stdlib.h>

#include "compile/build.h"

/* ---- texts ------------------------------------------------------------------------------------
 */

typedef struct {
    acp_slice text;
    uint32_t number;
} numbered;

static int by_text(const void *left, const void *right)
{
    const numbered *a = left, *b = right;
    return acp_slice_compare(a->text, b->text);
}

/* Puts each text once into pool; *places: where the texts stand in it, by their number. */
static bool place_texts(const acp_builder *builder, acp_buffer *pool, uint32_t **places)
{
    size_t count = builder->text_count;
    numbered *sorted = calloc(count + 1, sizeof *sorted);
    *places = calloc(count + 1, sizeof **places);
    for (size_t i = 0; sorted && i < count; i++)
        sorted[i] = (numbered){builder->texts[i], (uint32_t)i};
    if (sorted && *places) {
        qsort(sorted, count, sizeof *sorted, by_text);
        size_t last = 0;
        for (size_t i = 0; i < count; i++) {
            if (!i || by_text(&sorted[i - 1], &sorted[i]) != 0) {
                last = pool->length;
                acp_buffer_add(pool, sorted[i].text.ptr, sorted[i].text.len);
                acp_buffer_add(pool, "", 1);
            }
            (*places)[sorted[i].number] = (uint32_t)last;
        }
        if (!count)
            acp_buffer_add(pool, "", 1);
    }
    bool done = sorted && *places && !pool->failed;
    free(sorted);
    return done;
}

/* Whether a record's word is a text. */
static bool is_text(const tunnel_word *word, const uint32_t *words, uint32_t column)
{
    if (word->kind == WORD_TEXT_OR_NONE)
        return words[column] != TUNNEL_NONE;
    if (word->kind == WORD_VALUE)
        return tunnel_settings[words[column - 2]].type == TUNNEL_TEXT;
    return word->kind == WORD_TEXT;
}

/* From numbers of texts to their places. */
static void place_words(acp_records *records, const tunnel_record *record, const uint32_t *places)
{
    uint32_t *words = records->words;
    for (uint32_t i = 0; i < records->count; i++, words += record->word_count)
        for (uint32_t column = 0; column < record->word_count; column++)
            if (is_text(&record->words[column], words, column))
                words[column] = places[words[column]];
}

/* ---- layout ------------------------------------------------------------------------------------
 */

/* A section and its bytes. */
typedef struct {
    tunnel_section row;
    const void *bytes;
} part;

typedef struct {
    part parts[TUNNEL_SECTIONS + 1];
    uint32_t count;
    uint64_t size;
} layout;

static void add_part(layout *all, uint32_t type, const void *bytes, uint32_t count, uint64_t size)
{
    all->parts[all->count++] =
        (part){{.type = type, .count = count, .size = (uint32_t)size}, bytes};
}

static void lay_out(layout *all)
{
    all->size = sizeof(tunnel_header) + all->count * sizeof(tunnel_section);
    for (uint32_t i = 0; i < all->count; i++) {
        all->size = (all->size + 7) & ~(uint64_t)7;
        all->parts[i].row.offset = (uint32_t)all->size;
        all->size += all->parts[i].row.size;
    }
}

static void write_header(const acp_builder *builder, const layout *all, tunnel_header *header)
{
    *header = (tunnel_header){
        .magic = TUNNEL_MAGIC,
        .major = TUNNEL_MAJOR,
        .minor = TUNNEL_MINOR,
        .size = (uint32_t)all->size,
        .section_count = all->count,
        .settings = TUNNEL_SETTINGS_FINGERPRINT,
        .platform = builder->platform,
        .client = builder->client_version,
        .stripped = builder->strip,
        .is_signed = builder->sign,
    };
}

static acp_status write_parts(const acp_builder *builder, const layout *all, void **image,
                              size_t *size)
{
    char *bytes = all->size <= UINT32_MAX ? calloc(1, (size_t)all->size) : NULL;
    if (!bytes)
        return all->size <= UINT32_MAX ? ACP_NO_MEMORY : ACP_BAD_VALUE;
    write_header(builder, all, (tunnel_header *)(void *)bytes);
    tunnel_section *table = (tunnel_section *)(void *)(bytes + sizeof(tunnel_header));
    for (uint32_t i = 0; i < all->count; i++) {
        table[i] = all->parts[i].row;
        if (all->parts[i].bytes)
            memcpy(bytes + table[i].offset, all->parts[i].bytes, table[i].size);
    }
    *image = bytes;
    *size = (size_t)all->size;
    return ACP_OK;
}

acp_status acp_build_write(acp_builder *builder, void **image, size_t *size)
{
    acp_buffer pool = {0};
    uint32_t *places = NULL;
    layout all = {.count = 0};
    acp_status status = ACP_NO_MEMORY;
    if (builder->full)
        return ACP_BAD_VALUE;
    if (!builder->failed && !builder->arena.failed && !builder->bytes.failed &&
        place_texts(builder, &pool, &places)) {
        add_part(&all, SECTION_TEXTS, pool.text, (uint32_t)pool.length, pool.length);
        if (builder->bytes.length)
            add_part(&all, SECTION_BYTES, builder->bytes.text, (uint32_t)builder->bytes.length,
                     builder->bytes.length);
        for (uint32_t i = SECTION_POLICY; i < TUNNEL_SECTIONS; i++) {
            acp_records *records = &builder->sections[i];
            uint64_t width = tunnel_records[i].word_count * sizeof(uint32_t);
            place_words(records, &tunnel_records[i], places);
            if (records->count)
                add_part(&all, i, records->words, records->count, records->count * width);
        }
        if (builder->sign)
            add_part(&all, TUNNEL_SIGNATURE_SECTION, NULL, TUNNEL_SIGNATURE, TUNNEL_SIGNATURE);
        lay_out(&all);
        status = write_parts(builder, &all, image, size);
    }
    acp_buffer_free(&pool);
    free(places);
    return status;
}
