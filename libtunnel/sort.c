/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/sort.h"

#include "libtunnel/address.h"

typedef struct {
    char *items;
    size_t size, offset;
} heap;

static const tunnel_text_t *name_of(const heap *h, size_t index)
{
    return (const void *)(h->items + index * h->size + h->offset);
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
        if (child + 1 < count &&
            tunnel_text_compare(*name_of(h, child), *name_of(h, child + 1)) < 0)
            child++;
        if (tunnel_text_compare(*name_of(h, at), *name_of(h, child)) >= 0)
            return;
        swap(h, at, child);
        at = child;
    }
}

void tunnel_sort_by_name(void *items, size_t count, size_t size, size_t offset)
{
    heap h = {items, size, offset};
    for (size_t i = count / 2; i-- > 0;)
        sink(&h, i, count);
    for (size_t end = count; end-- > 1;) {
        swap(&h, 0, end);
        sink(&h, 0, end);
    }
}
