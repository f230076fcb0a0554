/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pairing the elements of two documents, and telling which of them moved. */
#include <stdlib.h>

#include "change/match.h"
#include "schema/schema.h"

/* Entries that nothing else pairs are compared each with each, if there are not too many. */
#define MOST_COMPARED 4096

typedef struct {
    acp_item **items;
    size_t count;
} item_list;

static void join(acp_item *a, acp_item *b)
{
    a->partner = b;
    b->partner = a;
}

/* ---- lists --------------------------------------------------------------------------------- */

typedef enum { BY_CONTENT, BY_KEY, BY_VALUE, BY_REST, BY_ADDRESS, WAY_COUNT } pair_way;

static uint64_t hash_slice(uint64_t hash, acp_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 0x100000001B3u;
    return hash + 1;
}

static uint64_t rest_hash(const acp_item *item, const acp_item *key)
{
    uint64_t sum = 1;
    for (uint32_t i = 0; i < item->count; i++)
        if (&item->items[i] != key)
            sum += item->items[i].hash * (2 * (uint64_t)item->items[i].place + 1);
    return sum;
}

static uint64_t address_hash(const acp_item *item)
{
    static const char *const names[] = {"HostAddress", "Address"};
    for (uint32_t i = 0; i < item->count; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (item->items[i].node->value.len &&
                acp_slice_is(acp_local_name(item->items[i].node->name), names[k]))
                return hash_slice(3, item->items[i].node->value);
    return 0;
}

/* What two entries must have in common to be paired in one of the ways; 0: this one has nothing of
 * the sort. Equal hashes of different things would pair what has little in common, no more. */
static uint64_t mark_of(const acp_item *item, pair_way way)
{
    const acp_item *key = item->key;
    switch (way) {
    case BY_CONTENT: return item->hash;
    case BY_KEY: return key ? hash_slice(1, key->node->value) : 0;
    case BY_VALUE: return item->node->value.len ? hash_slice(2, item->node->value) : 0;
    case BY_REST: return key && item->count > 1 ? rest_hash(item, key) : 0;
    case BY_ADDRESS: return address_hash(item);
    default: return 0;
    }
}

typedef struct {
    uint64_t mark;
    acp_item *item;
} marked;

static int by_mark(const void *left, const void *right)
{
    const marked *a = left, *b = right;
    if (a->mark != b->mark)
        return a->mark < b->mark ? -1 : 1;
    return (a->item->index > b->item->index) - (a->item->index < b->item->index);
}

static size_t mark_single(const item_list *list, pair_way way, marked *out)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        uint64_t mark = list->items[i]->partner ? 0 : mark_of(list->items[i], way);
        if (mark)
            out[count++] = (marked){mark, list->items[i]};
    }
    qsort(out, count, sizeof *out, by_mark);
    return count;
}

/* Of those with one mark, the first is paired with the first and so on. */
static void pair_marked(const marked *a, size_t a_count, const marked *b, size_t b_count)
{
    size_t i = 0, k = 0;
    while (i < a_count && k < b_count) {
        if (a[i].mark < b[k].mark)
            i++;
        else if (a[i].mark > b[k].mark)
            k++;
        else
            join(a[i++].item, b[k++].item);
    }
}

static uint32_t common_children(const acp_item *a, const acp_item *b)
{
    uint32_t i = 0, k = 0, common = 0;
    while (i < a->count && k < b->count) {
        const acp_item *x = a->sorted[i], *y = b->sorted[k];
        if (x->node->setting == y->node->setting) {
            common += x->hash == y->hash;
            i++;
            k++;
        } else if (x->node->setting < y->node->setting) {
            i++;
        } else {
            k++;
        }
    }
    return common;
}

static void pair_alike(const item_list *a, const item_list *b)
{
    size_t a_left = 0, b_left = 0;
    for (size_t i = 0; i < a->count; i++)
        a_left += !a->items[i]->partner;
    for (size_t i = 0; i < b->count; i++)
        b_left += !b->items[i]->partner;
    if (!a_left || b_left > MOST_COMPARED / a_left)
        return;
    for (size_t i = 0; i < a->count; i++) {
        acp_item *best = NULL;
        uint32_t most = 0;
        for (size_t k = 0; !a->items[i]->partner && k < b->count; k++) {
            uint32_t common = b->items[k]->partner ? 0 : common_children(a->items[i], b->items[k]);
            if (common > most) {
                most = common;
                best = b->items[k];
            }
        }
        if (best && 2 * most >= a->items[i]->count && 2 * most >= best->count)
            join(a->items[i], best);
    }
}

static bool pair_list(const item_list *a, const item_list *b)
{
    marked *x = malloc((a->count + b->count + 1) * sizeof *x);
    if (!x)
        return false;
    for (int way = 0; way < WAY_COUNT; way++) {
        size_t a_count = mark_single(a, (pair_way)way, x);
        size_t b_count = mark_single(b, (pair_way)way, x + a_count);
        pair_marked(x, a_count, x + a_count, b_count);
    }
    free(x);
    pair_alike(a, b);
    return true;
}

/* A setting that stands there once is the same whatever is in it. */
static void pair_rest(const item_list *a, const item_list *b)
{
    size_t k = 0;
    for (size_t i = 0; i < a->count; i++) {
        while (k < b->count && b->items[k]->partner)
            k++;
        if (!a->items[i]->partner && k < b->count)
            join(a->items[i], b->items[k]);
    }
}

/* ---- order --------------------------------------------------------------------------------- */

/* Marks the pairs that are not part of a longest run in the same order as moved. The items are in
 * the order of their document; scratch has room for two words each. */
static void mark_moved(acp_item *const *items, size_t count, uint32_t *scratch)
{
    uint32_t *tails = scratch, *before = scratch + count, length = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t low = 0, high = length;
        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (items[tails[middle]]->partner->index < items[i]->partner->index)
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low ? tails[low - 1] : UINT32_MAX;
        tails[low] = i;
        length += low == length;
        items[i]->moved = items[i]->partner->moved = true;
    }
    for (uint32_t i = length ? tails[length - 1] : UINT32_MAX; i != UINT32_MAX; i = before[i])
        items[i]->moved = items[i]->partner->moved = false;
}

static bool has_order(const acp_item *item)
{
    const acp_setting *setting = acp_setting_get(item->node->setting);
    return !setting || !setting->unordered;
}

/* The order of all children counts where the schema has a sequence, else that of each list; but not
 * that of entries whose order means nothing. */
static bool order_children(acp_item *parent)
{
    const acp_setting *setting =
        parent->node->setting == ACP_NO_SETTING ? NULL : acp_setting_get(parent->node->setting);
    bool sequence = setting && !setting->any_order;
    acp_item **paired = calloc((size_t)parent->count + 1, sizeof(acp_item *));
    uint32_t *scratch = malloc((2 * (size_t)parent->count + 1) * sizeof *scratch);
    bool fine = paired && scratch;
    size_t count = 0;
    for (uint32_t i = 0; fine && i < parent->count; i++) {
        acp_item *item = sequence ? &parent->items[i] : parent->sorted[i];
        if (!sequence && item->place == 1) {
            mark_moved(paired, count, scratch);
            count = 0;
        }
        if (item->partner && has_order(item))
            paired[count++] = item;
    }
    if (fine)
        mark_moved(paired, count, scratch);
    free(paired);
    free(scratch);
    return fine;
}

/* ---- from the roots down --------------------------------------------------------------------- */

/* The siblings of one setting or name from *at on. */
static item_list next_run(const acp_item *parent, uint32_t *at)
{
    item_list run = {parent->sorted + *at, 0};
    do {
        ++*at;
        run.count++;
    } while (*at < parent->count && parent->sorted[*at]->place > 1);
    return run;
}

static int compare_runs(const item_list *a, const item_list *b)
{
    const acp_node *x = a->items[0]->node, *y = b->items[0]->node;
    if (x->setting != y->setting)
        return x->setting < y->setting ? -1 : 1;
    return x->setting == ACP_NO_SETTING ? acp_slice_compare(x->name, y->name) : 0;
}

static bool pair_runs(const item_list *a, const item_list *b)
{
    if (a->count == 1 && b->count == 1 && !acp_item_is_entry(a->items[0])) {
        join(a->items[0], b->items[0]);
        return true;
    }
    if (!pair_list(a, b))
        return false;
    if (!acp_item_is_entry(a->items[0]) ||
        (a->count == 1 && b->count == 1 && a->items[0]->node->setting == ACP_NO_SETTING))
        pair_rest(a, b);
    return true;
}

static bool pair_children(acp_item *a, acp_item *b)
{
    uint32_t i = 0, k = 0;
    while (i < a->count && k < b->count) {
        uint32_t a_next = i, b_next = k;
        item_list x = next_run(a, &a_next), y = next_run(b, &b_next);
        int order = compare_runs(&x, &y);
        if (order == 0 && !pair_runs(&x, &y))
            return false;
        if (order <= 0)
            i = a_next;
        if (order >= 0)
            k = b_next;
    }
    if (!order_children(a))
        return false;
    for (uint32_t n = 0; n < a->count; n++)
        if (a->items[n].partner && !pair_children(&a->items[n], a->items[n].partner))
            return false;
    return true;
}

bool acp_items_pair(acp_items *a, acp_items *b)
{
    join(a->all[0], b->all[0]);
    return pair_children(a->all[0], b->all[0]);
}
