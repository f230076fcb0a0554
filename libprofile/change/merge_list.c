/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Merging lists of plain data: which item is which, then each as any other value. */
#include <stdlib.h>

#include "change/data.h"
#include "change/merge_data.h"

/* Items compared one by one; a longer list with changes on both sides is one value. */
#define MOST_ITEMS 2000

#define TAKEN (SIZE_MAX - 1) /* what theirs adds as well */

typedef struct {
    const acp_datum **items;
    size_t *partner; /* base: in the other list; the others: in base; SIZE_MAX: none */
    size_t count;
} list;

static bool take(const acp_datum *array, list *out)
{
    size_t count = array ? array->count : 0;
    *out =
        (list){malloc((count + 1) * sizeof(acp_datum *)), malloc((count + 1) * sizeof(size_t)), 0};
    for (const acp_datum *item = array ? array->first : NULL; item && out->items && out->partner;
         item = item->next) {
        out->partner[out->count] = SIZE_MAX;
        out->items[out->count++] = item;
    }
    return out->items && out->partner;
}

static void drop(list *l)
{
    free(l->items);
    free(l->partner);
}

/* ---- which is which ------------------------------------------------------------------------ */

/* What an entry is called by. */
static acp_slice name_of(const acp_datum *item)
{
    static const char *const names[] = {
        "PayloadUUID", "PayloadIdentifier", "vpn_name", "name", "vpn_host", "host", NULL};
    for (size_t i = 0; item->type == ACP_DATUM_OBJECT && names[i]; i++) {
        const acp_datum *name = acp_datum_member(item, names[i]);
        if (name && acp_datum_is_scalar(name) && name->text.len)
            return name->text;
    }
    return (acp_slice){0};
}

static bool named_alike(const acp_datum *a, const acp_datum *b)
{
    acp_slice x = name_of(a), y = name_of(b);
    return x.len && acp_slice_equal(x, y);
}

static void pair_by(list *a, list *b, bool (*alike)(const acp_datum *, const acp_datum *))
{
    size_t from = 0;
    for (size_t i = 0; i < a->count; i++) {
        while (from < b->count && b->partner[from] != SIZE_MAX)
            from++;
        for (size_t k = from; k < b->count && a->partner[i] == SIZE_MAX; k++) {
            if (b->partner[k] != SIZE_MAX || !alike(a->items[i], b->items[k]))
                continue;
            a->partner[i] = k;
            b->partner[k] = i;
        }
    }
}

/* Entries that are left between the same neighbours, as many here as there, are taken to be
 * changed. */
static void pair_by_place(list *a, list *b)
{
    size_t left = 0, other = 0;
    for (size_t i = 0; i < a->count; i++)
        left += a->partner[i] == SIZE_MAX;
    for (size_t k = 0; k < b->count; k++)
        other += b->partner[k] == SIZE_MAX;
    for (size_t i = 0, k = 0; left == other && i < a->count; i++) {
        if (a->partner[i] != SIZE_MAX)
            continue;
        while (b->partner[k] != SIZE_MAX)
            k++;
        a->partner[i] = k;
        b->partner[k] = i;
    }
}

static void pair(list *a, list *b)
{
    pair_by(a, b, acp_data_same);
    pair_by(a, b, named_alike);
    pair_by_place(a, b);
}

/* ---- the merge ----------------------------------------------------------------------------- */

typedef struct {
    acp_data_merge *m;
    acp_datum *array;    /* of ours */
    list base, base_too; /* paired with ours, and with theirs */
    list ours, theirs;
    acp_datum **ours_items;
    acp_datum **places; /* of each of theirs: what it is in ours now, NULL: nothing */
} merging;

static acp_datum *ours_of(const merging *l, size_t base)
{
    size_t at = base == SIZE_MAX ? SIZE_MAX : l->base.partner[base];
    return at == SIZE_MAX ? NULL : l->ours_items[at];
}

/* What theirs has that base had not: behind what it stands behind there. */
static void add(merging *l, size_t i, const acp_datum *theirs)
{
    acp_datum *before = NULL, *made;
    for (size_t k = 0; k < l->ours.count; k++)
        if (l->ours.partner[k] == SIZE_MAX && acp_data_same(l->ours.items[k], theirs)) {
            l->ours.partner[k] = TAKEN;
            l->places[i] = l->ours_items[k];
            return;
        }
    for (size_t k = 0; k < i; k++)
        before = l->places[k] ? l->places[k] : before;
    made = acp_data_new_from(l->m, theirs);
    if (!made)
        return;
    l->places[i] = made;
    acp_data_put(l->array, before, made);
}

static bool ascend(const size_t *places, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (places[i] < places[i - 1])
            return false;
    return true;
}

/* Items all three have: those that are there change places among themselves. */
static void put_in_order(merging *l, acp_datum *const *wanted, size_t count)
{
    acp_datum **order = calloc(l->theirs.count + l->ours.count + 1, sizeof(acp_datum *));
    size_t all = 0, next = 0, entries = l->array->count;
    if (!order) {
        l->m->failed = true;
        return;
    }
    for (acp_datum *at = l->array->first; at; at = at->next) {
        bool common = false;
        for (size_t k = 0; k < count && !common; k++)
            common = wanted[k] == at;
        order[all++] = common ? wanted[next++] : at;
    }
    l->array->first = l->array->last = NULL;
    for (size_t k = 0; k < all; k++) {
        order[k]->next = NULL;
        acp_datum_add(l->array, order[k]);
    }
    l->array->count = (uint32_t)entries;
    free(order);
}

/* The places in base of what all three have, in the order of ours. */
static size_t order_of_ours(const merging *l, size_t *places)
{
    size_t count = 0;
    for (size_t i = 0; i < l->ours.count; i++) {
        size_t b = l->ours.partner[i];
        if (b != SIZE_MAX && l->base_too.partner[b] != SIZE_MAX)
            places[count++] = b;
    }
    return count;
}

/* Where theirs put items elsewhere, and ours did not, theirs is followed. */
static void reorder(merging *l)
{
    size_t count = 0, *there = calloc(l->theirs.count + 1, sizeof *there);
    size_t *here = calloc(l->ours.count + 1, sizeof *here);
    acp_datum **wanted = calloc(l->theirs.count + 1, sizeof(acp_datum *));
    l->m->failed |= !there || !here || !wanted;
    for (size_t i = 0; !l->m->failed && i < l->theirs.count; i++) {
        if (!l->places[i])
            continue;
        there[count] = l->theirs.partner[i];
        wanted[count++] = l->places[i];
    }
    if (!l->m->failed && !ascend(there, count)) {
        size_t ours = order_of_ours(l, here);
        bool alike = ours == count && memcmp(here, there, count * sizeof *here) == 0;
        if (ascend(here, ours) || (!alike && acp_data_conflict(l->m, l->array, NULL)))
            put_in_order(l, wanted, count);
    }
    free(there);
    free(here);
    free(wanted);
}

static void merge(merging *l)
{
    acp_data_merge *m = l->m;
    for (size_t b = 0; b < l->base.count; b++) {
        acp_datum *o = ours_of(l, b);
        size_t t = l->base_too.partner[b];
        if (!o || t != SIZE_MAX)
            continue;
        if (acp_data_same(o, l->base.items[b]) || acp_data_conflict(m, o, NULL))
            acp_data_remove(l->array, o);
    }
    for (size_t i = 0; i < l->theirs.count && !m->failed; i++) {
        size_t b = l->theirs.partner[i];
        l->places[i] = ours_of(l, b);
        if (l->places[i])
            acp_data_merge_value(m, l->places[i], l->base.items[b], l->theirs.items[i]);
    }
    reorder(l);
    for (size_t i = 0; i < l->theirs.count && !m->failed; i++) {
        size_t b = l->theirs.partner[i];
        const acp_datum *theirs = l->theirs.items[i];
        if (!l->places[i] && (b == SIZE_MAX || (!acp_data_same(l->base.items[b], theirs) &&
                                                acp_data_conflict(m, NULL, theirs))))
            add(l, i, theirs);
    }
}

void acp_data_merge_lists(acp_data_merge *m, acp_datum *ours, const acp_datum *base,
                          const acp_datum *theirs)
{
    merging l = {.m = m, .array = ours};
    bool fine = take(base, &l.base) && take(base, &l.base_too) && take(ours, &l.ours) &&
                take(theirs, &l.theirs);
    l.ours_items = calloc(l.ours.count + 1, sizeof(acp_datum *));
    l.places = calloc(l.theirs.count + 1, sizeof(acp_datum *));
    fine = fine && l.ours_items && l.places;
    size_t i = 0;
    for (acp_datum *item = ours->first; fine && item; item = item->next)
        l.ours_items[i++] = item;
    m->failed |= !fine;
    bool long_list =
        l.base.count > MOST_ITEMS || l.ours.count > MOST_ITEMS || l.theirs.count > MOST_ITEMS;
    if (fine && long_list) {
        if ((base && acp_data_same(base, ours)) || acp_data_conflict(m, ours, theirs)) {
            acp_datum *made = acp_data_new_from(m, theirs);
            ours->first = made ? made->first : NULL;
            ours->last = made ? made->last : NULL;
            ours->count = made ? made->count : 0;
        }
    } else if (fine) {
        pair(&l.base, &l.ours);
        pair(&l.base_too, &l.theirs);
        merge(&l);
    }
    drop(&l.base);
    drop(&l.base_too);
    drop(&l.ours);
    drop(&l.theirs);
    free(l.ours_items);
    free(l.places);
}
