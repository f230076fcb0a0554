/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The elements of a document as items with hashes: what is compared in one step. */
#include "change/match.h"

#include <stdlib.h>

#include "schema/schema.h"

/* ---- what an item is ----------------------------------------------------------------------- */

static const acp_setting *setting_of(const acp_item *item)
{
    return item->node->setting == ACP_NO_SETTING ? NULL : acp_setting_get(item->node->setting);
}

bool acp_item_is_entry(const acp_item *item)
{
    const acp_setting *setting = setting_of(item);
    return !setting || setting->max_occurs > 1;
}

static const acp_item *find_key(const acp_item *item)
{
    static const char *const keys[] = {"HostName", "Name"};
    for (size_t k = 0; acp_item_is_entry(item) && k < sizeof keys / sizeof *keys; k++)
        for (uint32_t i = 0; i < item->count; i++)
            if (item->items[i].node->value.len &&
                acp_slice_is(acp_local_name(item->items[i].node->name), keys[k]))
                return &item->items[i];
    return NULL;
}

/* The next character of a value in which white space counts as one blank; 0 at the end. */
static char next_collapsed(acp_slice *rest)
{
    if (!rest->len)
        return 0;
    bool space = acp_is_space(*rest->ptr);
    char c = space ? ' ' : *rest->ptr;
    do {
        rest->ptr++;
        rest->len--;
    } while (space && rest->len && acp_is_space(*rest->ptr));
    return c;
}

bool acp_values_equal(const acp_setting *setting, acp_slice a, acp_slice b)
{
    a = acp_slice_trim(a);
    b = acp_slice_trim(b);
    if (!setting || !setting->collapse)
        return acp_slice_equal(a, b);
    char x, y;
    do {
        x = next_collapsed(&a);
        y = next_collapsed(&b);
    } while (x == y && x);
    return x == y;
}

/* ---- hashes -------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static uint64_t hash_text(uint64_t hash, const acp_setting *setting, acp_slice text)
{
    text = acp_slice_trim(text);
    hash = mix(hash, 1);
    if (setting && setting->collapse)
        for (char c; (c = next_collapsed(&text));)
            hash = mix(hash, (unsigned char)c);
    else
        for (size_t i = 0; i < text.len; i++)
            hash = mix(hash, (unsigned char)text.ptr[i]);
    return hash;
}

/* Attributes have no order, children of different names none either: sums do not care. */
static uint64_t hash_item(const acp_item *item)
{
    const acp_node *node = item->node;
    const acp_setting *setting = setting_of(item);
    uint64_t sum = 0, own = hash_text(0, NULL, acp_local_name(node->name));
    own = hash_text(own, setting, node->value);
    for (unsigned i = 0; i < node->attribute_count; i++) {
        const acp_attribute *attribute = &node->attributes[i];
        sum += hash_text(hash_text(2, NULL, attribute->name), NULL, attribute->value);
    }
    for (uint32_t i = 0; i < item->count; i++)
        sum += mix(item->items[i].hash, item->items[i].place);
    return mix(own, sum);
}

/* ---- the tree ------------------------------------------------------------------------------ */

static int compare_kind(const acp_item *a, const acp_item *b)
{
    if (a->node->setting != b->node->setting)
        return a->node->setting < b->node->setting ? -1 : 1;
    return a->node->setting == ACP_NO_SETTING ? acp_slice_compare(a->node->name, b->node->name) : 0;
}

static int by_kind(const void *left, const void *right)
{
    const acp_item *a = *(acp_item *const *)left, *b = *(acp_item *const *)right;
    int order = compare_kind(a, b);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static bool fill(acp_items *tree, acp_arena *arena, acp_item *item)
{
    item->number = (uint32_t)tree->count;
    tree->all[tree->count++] = item;
    for (const acp_node *node = acp_node_first_child(item->node); node; node = acp_node_next(node))
        item->count++;
    item->items = acp_arena_alloc(arena, (item->count + 1) * sizeof *item->items);
    item->sorted = acp_arena_alloc(arena, (item->count + 1) * sizeof *item->sorted);
    if (!item->items || !item->sorted)
        return false;
    uint32_t at = 0;
    for (const acp_node *node = acp_node_first_child(item->node); node;
         node = acp_node_next(node)) {
        item->items[at] = (acp_item){.node = node, .parent = item, .index = at};
        item->sorted[at] = &item->items[at];
        at++;
    }
    qsort(item->sorted, item->count, sizeof *item->sorted, by_kind);
    for (uint32_t i = 0; i < item->count; i++) {
        bool follows = i && compare_kind(item->sorted[i - 1], item->sorted[i]) == 0;
        item->sorted[i]->place = follows ? item->sorted[i - 1]->place + 1 : 1;
    }
    for (uint32_t i = 0; i < item->count; i++)
        if (!fill(tree, arena, &item->items[i]))
            return false;
    item->key = find_key(item);
    item->hash = hash_item(item);
    return true;
}

bool acp_items_comparable(const acp_document *a, const acp_document *b)
{
    if (a->kind != ACP_KIND_UNKNOWN && b->kind != ACP_KIND_UNKNOWN && a->kind == b->kind)
        return true;
    return acp_slice_equal(acp_local_name(a->root->name), acp_local_name(b->root->name));
}

bool acp_items_make(const acp_document *document, acp_arena *arena, acp_items *out)
{
    acp_item *root = acp_arena_alloc(arena, sizeof *root);
    acp_item **all = acp_arena_alloc(arena, (document->node_count + 1) * sizeof(acp_item *));
    *out = (acp_items){.document = document, .all = all};
    if (!root || !all)
        return false;
    *root = (acp_item){.node = document->root, .place = 1};
    return fill(out, arena, root);
}

/* ---- equality ------------------------------------------------------------------------------ */

static bool same_attributes(const acp_node *a, const acp_node *b)
{
    if (a->attribute_count != b->attribute_count)
        return false;
    for (unsigned i = 0; i < a->attribute_count; i++) {
        const acp_attribute *one = &a->attributes[i];
        bool found = false;
        for (unsigned k = 0; k < b->attribute_count && !found; k++)
            found = acp_slice_equal(one->name, b->attributes[k].name) &&
                    acp_values_equal(NULL, one->value, b->attributes[k].value);
        if (!found)
            return false;
    }
    return true;
}

bool acp_items_same(const acp_item *a, const acp_item *b)
{
    if (a->hash != b->hash || a->count != b->count || compare_kind(a, b) != 0 ||
        !acp_values_equal(setting_of(a), a->node->value, b->node->value) ||
        !same_attributes(a->node, b->node))
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!acp_items_same(a->sorted[i], b->sorted[i]))
            return false;
    return true;
}
