/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/domain_table.h"

#include <string.h>

#include "libtunnel/address.h"
#include "libtunnel/ascii.h"
#include "libtunnel/sort.h"

/* What the client reads of a list (003:L8477). */
enum { MOST_CHARACTERS = 20000 };

/* ---- order
 * ----------------------------------------------------------------------------------------- */

/* A dot before all else. */
static unsigned rank(char c)
{
    if (c == '.')
        return 0;
    return (unsigned char)tunnel_lower(c) + 1u;
}

int tunnel_domain_compare(tunnel_text_t a, tunnel_text_t b)
{
    a = tunnel_without_dot(a);
    b = tunnel_without_dot(b);
    for (; a.len && b.len; a.len--, b.len--) {
        unsigned left = rank(a.ptr[a.len - 1]), right = rank(b.ptr[b.len - 1]);
        if (left != right)
            return left < right ? -1 : 1;
    }
    return (a.len > 0) - (b.len > 0);
}

static int by_name(const void *left, const void *right)
{
    const tunnel_domain_row *a = left, *b = right;
    int order = tunnel_domain_compare(a->text, b->text);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* ---- building
 * -------------------------------------------------------------------------------------- */

/* Length of the first characters of a text in UTF-8. */
static size_t head_of(tunnel_text_t text)
{
    size_t characters = 0;
    for (size_t i = 0; i < text.len; i++)
        if (((unsigned char)text.ptr[i] & 0xC0) != 0x80 && ++characters > MOST_CHARACTERS)
            return i;
    return text.len;
}

size_t tunnel_domain_rows(tunnel_text_t list)
{
    size_t end = head_of(list), rows = 1;
    for (size_t i = 0; i < end; i++)
        rows += list.ptr[i] == ',';
    return rows;
}

/* Adds the names that end before `end`; one that goes on behind it is cut, and does not count. */
static void take_names(tunnel_domain_table *table, tunnel_text_t list, size_t end)
{
    uint32_t place = 0;
    for (size_t start = 0; start < end; start++) {
        const char *comma = memchr(list.ptr + start, ',', list.len - start);
        size_t stop = comma ? (size_t)(comma - list.ptr) : list.len;
        tunnel_text_t name = tunnel_text_trim((tunnel_text_t){list.ptr + start, stop - start});
        start = stop;
        if (name.len && (size_t)(name.ptr - list.ptr) + name.len <= end &&
            !memchr(name.ptr, '*', name.len))
            table->rows[table->count++] = (tunnel_domain_row){name, place++, 0};
    }
}

/* Leaves of equal names the first, and finds for each the one above. */
static void link_rows(tunnel_domain_table *table)
{
    size_t used = 0;
    for (size_t i = 0; i < table->count; i++) {
        tunnel_domain_row row = table->rows[i];
        if (used && tunnel_domain_compare(table->rows[used - 1].text, row.text) == 0)
            continue;
        row.above = (uint32_t)used;
        while (row.above && !tunnel_is_below(row.text, table->rows[row.above - 1].text))
            row.above = table->rows[row.above - 1].above;
        table->rows[used++] = row;
    }
    table->count = used;
}

void tunnel_domain_table_build(tunnel_domain_table *table, tunnel_text_t list)
{
    table->count = 0;
    if (!list.len)
        return;
    take_names(table, list, head_of(list));
    tunnel_sort(table->rows, table->count, sizeof *table->rows, by_name);
    link_rows(table);
}

/* ---- finding
 * --------------------------------------------------------------------------------------- */

tunnel_text_t tunnel_domain_table_find(const tunnel_domain_table *table, tunnel_text_t name)
{
    size_t low = 0, high = name.ptr ? table->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tunnel_domain_compare(table->rows[middle].text, name) > 0)
            high = middle;
        else
            low = middle + 1;
    }
    while (low && !tunnel_is_below(name, table->rows[low - 1].text))
        low = table->rows[low - 1].above;
    return low ? table->rows[low - 1].text : (tunnel_text_t){NULL, 0};
}
