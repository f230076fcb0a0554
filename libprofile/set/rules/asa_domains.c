/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdlib.h>

#include "document/utf8.h"
#include "schema/types.h"
#include "set/rules/asa_domains.h"

/* ---- in the order of the list -------------------------------------------------------------- */

acp_asa_domain_walk acp_asa_domains_of(const acp_asa_custom_data *data)
{
    return (acp_asa_domain_walk){
        .rest = data->joined, .joined = data->joined, .value = data->values};
}

/* Where a part of the joined text stands: as much of it as is in the line it begins in. */
static acp_span span_at(acp_asa_domain_walk *walk, size_t offset, size_t length)
{
    while (walk->value->next && offset >= walk->start + walk->value->value.text.len) {
        walk->start += walk->value->value.text.len;
        walk->value = walk->value->next;
    }
    acp_span span = walk->value->value.span;
    size_t from = offset - walk->start;
    if (!length || from >= span.end - span.start)
        return span;
    span.start += (uint32_t)from;
    if (length < span.end - span.start)
        span.end = span.start + (uint32_t)length;
    return span;
}

bool acp_asa_next_domain(acp_asa_domain_walk *walk, acp_asa_domain *domain)
{
    if (!walk->value || !acp_slice_next_item(&walk->rest, &domain->name))
        return false;
    domain->span = span_at(walk, (size_t)(domain->name.ptr - walk->joined.ptr), domain->name.len);
    return true;
}

bool acp_asa_domain_character(const acp_asa_custom_data *data, size_t number, acp_span *span)
{
    acp_asa_domain_walk walk = acp_asa_domains_of(data);
    const char *at = walk.joined.ptr, *end = at + walk.joined.len;
    while (number-- && at < end)
        acp_utf8_next(&at, end);
    if (at == end || !walk.value)
        return false;
    *span = span_at(&walk, (size_t)(at - walk.joined.ptr), (size_t)(end - at));
    return true;
}

/* ---- sorted -------------------------------------------------------------------------------- */

/* Names are compared from their ends, with the dot before all other characters: so those below a
 * domain follow it directly. */
static int compare(acp_slice a, acp_slice b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    for (size_t i = 1; i <= common; i++) {
        unsigned char x = (unsigned char)acp_lower(a.ptr[a.len - i]);
        unsigned char y = (unsigned char)acp_lower(b.ptr[b.len - i]);
        if (x != y)
            return y == '.' || (x != '.' && x > y) ? 1 : -1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

/* Of equal names, the earlier item first. */
static int compare_items(const void *a, const void *b)
{
    const acp_asa_domain *x = *(const acp_asa_domain *const *)a;
    const acp_asa_domain *y = *(const acp_asa_domain *const *)b;
    int order = compare(x->name, y->name);
    return order ? order : (x > y) - (x < y);
}

/* A final dot changes nothing. */
static acp_slice without_dot(acp_slice name)
{
    name.len -= name.len > 1 && name.ptr[name.len - 1] == '.';
    return name;
}

bool acp_asa_is_below(acp_slice name, acp_slice domain)
{
    name = without_dot(name);
    domain = without_dot(domain);
    if (name.len <= domain.len || name.ptr[name.len - domain.len - 1] != '.')
        return false;
    return compare((acp_slice){name.ptr + name.len - domain.len, domain.len}, domain) == 0;
}

/* The part of the list a client looks at; a name cut there does not count. */
static acp_slice first_characters(acp_slice text)
{
    const char *at = text.ptr, *end = text.ptr + text.len;
    for (size_t i = 0; i < ACP_ASA_DOMAIN_CHARACTERS && at < end; i++)
        acp_utf8_next(&at, end);
    while (at < end && at > text.ptr && *at != ',')
        at--;
    return (acp_slice){text.ptr, (size_t)(at - text.ptr)};
}

acp_asa_domain_list acp_asa_domain_list_of(acp_set_run *run, const acp_asa_custom_data *data)
{
    acp_asa_domain_walk walk = acp_asa_domains_of(data);
    walk.rest = first_characters(walk.rest);
    size_t most = 1;
    for (size_t i = 0; i < walk.rest.len; i++)
        most += walk.rest.ptr[i] == ',';
    acp_asa_domain *items = acp_arena_alloc(run->arena, most * sizeof *items);
    const acp_asa_domain **sorted = acp_arena_alloc(run->arena, most * sizeof *sorted);
    acp_asa_domain_list list = {.items = items, .sorted = sorted};
    if (!items || !sorted)
        return list;
    for (acp_asa_domain domain; acp_asa_next_domain(&walk, &domain);) {
        if (!acp_is_dns_name(domain.name.ptr, domain.name.len))
            continue;
        domain.name = without_dot(domain.name);
        items[list.count] = domain;
        sorted[list.count] = &items[list.count];
        list.count++;
    }
    qsort(sorted, list.count, sizeof *sorted, compare_items);
    return list;
}

/* Index of the first item that is not before a name. */
static size_t lower_bound(const acp_asa_domain_list *list, acp_slice name)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(list->sorted[middle]->name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const acp_asa_domain *acp_asa_domain_find(const acp_asa_domain_list *list, acp_slice name)
{
    size_t i = lower_bound(list, name);
    return i < list->count && compare(list->sorted[i]->name, name) == 0 ? list->sorted[i] : NULL;
}

const acp_asa_domain *acp_asa_domain_above(const acp_asa_domain_list *list, acp_slice name)
{
    const char *dot;
    while (name.len && (dot = memchr(name.ptr, '.', name.len))) {
        name = (acp_slice){dot + 1, name.len - (size_t)(dot + 1 - name.ptr)};
        const acp_asa_domain *found = acp_asa_domain_find(list, name);
        if (found)
            return found;
    }
    return NULL;
}

const acp_asa_domain *acp_asa_domain_below(const acp_asa_domain_list *list, acp_slice name)
{
    size_t i = lower_bound(list, name);
    while (i < list->count && compare(list->sorted[i]->name, name) == 0)
        i++;
    return i < list->count && acp_asa_is_below(list->sorted[i]->name, name) ? list->sorted[i]
                                                                            : NULL;
}
