/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/build.h"

#include <stdlib.h>

/* Far more than any policy has, and so little that numbers of bytes fit 32 bits. */
enum { MOST_RECORDS = 1 << 22, MOST_BYTES = 1 << 27 };

void acp_build_free(acp_builder *builder)
{
    for (int i = 0; i < TUNNEL_SECTIONS; i++)
        free(builder->sections[i].words);
    acp_buffer_free(&builder->bytes);
    free(builder->texts);
    acp_arena_free(&builder->arena);
}

/* Room for one more of `count` items; false: no memory. */
static bool make_room(acp_builder *builder, void **items, size_t count, size_t *size, size_t width)
{
    if (count < *size)
        return true;
    if (count >= MOST_RECORDS) {
        builder->full = true;
        return false;
    }
    size_t larger = *size ? *size * 2 : 64;
    void *grown = realloc(*items, larger * width);
    if (!grown) {
        builder->failed = true;
        return false;
    }
    *items = grown;
    *size = larger;
    return true;
}

uint32_t acp_build_add(acp_builder *builder, tunnel_section_type section, const void *record)
{
    acp_records *records = &builder->sections[section];
    size_t width = tunnel_records[section].word_count * sizeof(uint32_t);
    void *words = records->words;
    if (!make_room(builder, &words, records->count, &records->size, width))
        return 0;
    records->words = words;
    memcpy((char *)words + records->count * width, record, width);
    return records->count++;
}

uint32_t acp_build_text(acp_builder *builder, acp_slice text)
{
    void *texts = builder->texts;
    if (!make_room(builder, &texts, builder->text_count, &builder->text_size, sizeof text))
        return 0;
    builder->texts = texts;
    builder->texts[builder->text_count] = text;
    return (uint32_t)builder->text_count++;
}

uint32_t acp_build_bytes(acp_builder *builder, const void *bytes, size_t size)
{
    size_t at = builder->bytes.length;
    if (size > MOST_BYTES || at > MOST_BYTES) {
        builder->full = true;
        return 0;
    }
    acp_buffer_add(&builder->bytes, bytes, size);
    return (uint32_t)at;
}

uint32_t acp_build_count(const acp_builder *builder, tunnel_section_type section)
{
    return section == SECTION_BYTES ? (uint32_t)builder->bytes.length
                                    : builder->sections[section].count;
}

void *acp_build_at(const acp_builder *builder, tunnel_section_type section, uint32_t index)
{
    return builder->sections[section].words + (size_t)index * tunnel_records[section].word_count;
}

uint32_t acp_build_position(acp_builder *builder, acp_origin origin)
{
    if (!origin.line || builder->strip)
        return TUNNEL_NONE;
    const tunnel_position position = {origin.file, origin.line};
    return acp_build_add(builder, SECTION_POSITIONS, &position);
}
