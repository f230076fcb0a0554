/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pins, in the order of their hashes. */
#include <stdlib.h>

#include "check/certificate.h"
#include "compile/lower.h"

typedef struct {
    uint8_t hash[ACP_SHA512_SIZE];
    uint32_t size; /* 0: it cannot be read */
    acp_origin origin;
    size_t place; /* in the list */
} pin;

static int by_hash(const void *left, const void *right)
{
    const pin *a = left, *b = right;
    int order = (a->size > b->size) - (a->size < b->size);
    if (!order)
        order = memcmp(a->hash, b->hash, a->size);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static size_t read_pins(acp_builder *builder, const acp_source *source, const acp_node *first,
                        pin **out)
{
    size_t count = 0, used = 0;
    for (const acp_node *node = first; node; node = acp_node_next_same(node))
        count++;
    pin *pins = acp_arena_alloc(&builder->arena, (count + 1) * sizeof *pins);
    for (const acp_node *node = first; pins && node; node = acp_node_next_same(node)) {
        pin *one = &pins[used];
        *one = (pin){.origin = acp_origin_of(source, node), .place = used};
        one->size = acp_hash_read(node->value, one->hash, sizeof one->hash) ? sizeof one->hash : 0;
        used++;
    }
    *out = pins;
    return used;
}

/* In the order of their hashes, so that one is found by halves. */
uint32_t acp_pins_add(acp_builder *builder, const acp_source *source, const acp_node *list,
                      tunnel_setting item)
{
    pin *pins;
    size_t count = read_pins(builder, source, list ? acp_source_child(list, item) : NULL, &pins);
    if (count)
        qsort(pins, count, sizeof *pins, by_hash);
    for (size_t i = 0; i < count; i++) {
        tunnel_pin record = {
            .first_byte = acp_build_count(builder, SECTION_BYTES),
            .byte_count = pins[i].size,
            .position = acp_build_position(builder, pins[i].origin),
        };
        acp_build_bytes(builder, pins[i].hash, pins[i].size);
        acp_build_add(builder, SECTION_PINS, &record);
    }
    return (uint32_t)count;
}
