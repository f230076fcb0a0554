/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/sort.h"

#include "libtunnel/address.h"

typedef struct {
    char *items;
    size_t size;
    tunnel_order *order;
} heap;

static int compare(const heap *h, size_t a, size_t b)
{
    return h->order(h->items + a * h->size, h->items + b * h->size);
}

static void swap(const heap *h, size_t a, size_t b)
{
    char *x = h->items + a * h->size, *y = h->items + b * h->size;
    for (size_t i = 0; i < h->size; i++) {
        char kept = x[i];
        x[i] = y[i];
        y[i] = kept;
    }
}

/* Lets an item sink until both below it are smaller. */
static void sink(const heap *h, size_t at, size_t count)
{
    for (;;) {
        size_t child = at * 2 + 1;
        if (child >= count)
            return;
        if (child + 1 < count && compare(h, child, child + 1) < 0)
            child++;
        if (compare(h, at, child) >= 0)
            return;
        swap(h, at, child);
        at = child;
    }
}

void tunnel_sort(void *items, size_t count, size_t size, tunnel_order *order)
{
    heap h = {items, size, order};
    for (size_t i = count / 2; i-- > 0;)
        sink(&h, i, count);
    for (size_t end = count; end-- > 1;) {
        swap(&h, 0, end);
        sink(&h, 0, end);
    }
}

int tunnel_order_of_names(const void *a, const void *b)
{
    return tunnel_text_compare(*(const tunnel_text_t *)a, *(const tunnel_text_t *)b);
}
