/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/lower_names.h"

#include <stdlib.h>

#include "compile/item_key.h"
#include "libtunnel/address.h"

/* ---- names
 * ---------------------------------------------------------------------------------------- */

typedef struct {
    acp_slice name, text;
    uint32_t covers;
    size_t place; /* in the list */
} named;

static int by_name(const void *left, const void *right)
{
    const named *a = left, *b = right;
    int order = acp_slice_compare(a->name, b->name);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Makes one of those that are equal: the first, covering what each covers. */
static size_t merge_equal(named *names, size_t count)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (used && acp_slice_equal(names[used - 1].name, names[i].name))
            names[used - 1].covers |= names[i].covers;
        else
            names[used++] = names[i];
    }
    return used;
}

static int compare_name(const void *key, const void *item)
{
    const acp_slice *name = key;
    return acp_slice_compare(*name, ((const named *)item)->name);
}

/* An item before it covers all below another name, and this one is. */
static bool is_covered(const named *names, size_t count, const named *name)
{
    acp_slice rest = name->name;
    const char *dot;
    while (rest.len && (dot = memchr(rest.ptr, '.', rest.len))) {
        rest = (acp_slice){dot + 1, rest.len - (size_t)(dot + 1 - rest.ptr)};
        const named *above = bsearch(&rest, names, count, sizeof *names, compare_name);
        if (above && above->covers & NAME_BELOW && above->place < name->place)
            return true;
    }
    return false;
}

uint32_t acp_names_add(acp_builder *builder, const acp_compiled *list, acp_name_form *form)
{
    uint32_t first = acp_build_count(builder, SECTION_NAMES);
    named *names = acp_arena_alloc(&builder->arena, (list->count + 1) * sizeof *names);
    size_t count = 0;
    for (size_t i = 0; names && i < list->count; i++) {
        acp_slice name;
        if (!form(&builder->arena, list->items[i].text, &name, &names[count].covers))
            continue;
        names[count].name = acp_lower_name(&builder->arena, name);
        names[count].text = list->items[i].text;
        names[count++].place = i;
    }
    if (count)
        qsort(names, count, sizeof *names, by_name);
    count = merge_equal(names, count);
    for (size_t i = 0; i < count; i++) {
        if (is_covered(names, count, &names[i]))
            continue;
        tunnel_name record = {.name = acp_build_text(builder, names[i].name),
                              .covers = names[i].covers,
                              .text = acp_build_text(builder, names[i].text)};
        acp_build_add(builder, SECTION_NAMES, &record);
    }
    return acp_build_count(builder, SECTION_NAMES) - first;
}

/* *.X is all below X, *X is X itself; a * elsewhere, or alone, matches nothing. */
bool acp_trusted_domain(acp_arena *arena, acp_slice item, acp_slice *name, uint32_t *covers)
{
    (void)arena;
    *covers = NAME_ITSELF;
    if (item.len && *item.ptr == '*') {
        bool below = item.len > 1 && item.ptr[1] == '.';
        size_t prefix = below ? 2 : 1;
        item = (acp_slice){item.ptr + prefix, item.len - prefix};
        *covers = below ? NAME_COVERS : NAME_ITSELF;
    }
    *name = item;
    return item.len && !memchr(item.ptr, '*', item.len);
}

/* *.X is exactly one label before X; a * elsewhere matches nothing. */
bool acp_authorized_server(acp_arena *arena, acp_slice item, acp_slice *name, uint32_t *covers)
{
    tunnel_host host;
    bool wild = item.len > 2 && memcmp(item.ptr, "*.", 2) == 0;
    *name = wild ? (acp_slice){item.ptr + 2, item.len - 2} : item;
    *covers = wild ? NAME_ONE_BELOW : NAME_ITSELF;
    if (memchr(name->ptr, '*', name->len))
        return false;
    if (wild)
        return true;
    if (!tunnel_host_parse((tunnel_text_t){item.ptr, item.len}, &host) || host.has_port ||
        host.path.len)
        return false;
    name->len = strlen(host.host);
    name->ptr = acp_arena_copy(arena, host.host, name->len);
    return name->ptr;
}

/* ---- patterns of addresses ----------------------------------------------------------------------
 */

/* Parts of an address pattern: octets, or hextets. */
typedef struct {
    uint16_t value[8];
    bool any[8];
    unsigned count;
    int gap; /* where :: stands; -1: nowhere */
} parts;

static bool take_number(acp_slice text, unsigned base, unsigned most, uint16_t *value)
{
    unsigned number = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = acp_hex_digit(text.ptr[i]);
        if (digit < 0 || (unsigned)digit >= base)
            return false;
        number = number * base + (unsigned)digit;
        if (number > most)
            return false;
    }
    *value = (uint16_t)number;
    return text.len;
}

static bool take_parts(acp_slice item, char separator, parts *p)
{
    bool v6 = separator == ':';
    *p = (parts){.gap = -1};
    for (bool more = true; more;) {
        const char *end = memchr(item.ptr, separator, item.len);
        acp_slice part = {item.ptr, end ? (size_t)(end - item.ptr) : item.len};
        more = end != NULL;
        if (more)
            item = (acp_slice){end + 1, item.len - part.len - 1};
        if (!part.len && v6 && more && p->gap < 0) {
            p->gap = (int)p->count;
            if (p->count)
                continue;
            if (!item.len || *item.ptr != ':') /* "::1" begins with two */
                return false;
            item = (acp_slice){item.ptr + 1, item.len - 1};
            continue;
        }
        if (!part.len && v6 && !more && p->gap == (int)p->count)
            break; /* "2001::" */
        if (p->count == (v6 ? 8u : 4u))
            return false;
        p->any[p->count] = acp_slice_is(part, "*");
        if (!p->any[p->count] &&
            !take_number(part, v6 ? 16 : 10, v6 ? 0xFFFF : 255, &p->value[p->count]))
            return false;
        p->count++;
    }
    return p->count > 0;
}

/* Puts all parts in their place; a * at the end stands for those behind it, too. */
static bool spread(parts *p, unsigned whole)
{
    if (p->gap >= 0) {
        unsigned behind = p->count - (unsigned)p->gap, missing = whole - p->count;
        if (p->count >= whole)
            return false;
        for (unsigned i = 0; i < behind; i++) {
            p->value[whole - 1 - i] = p->value[p->count - 1 - i];
            p->any[whole - 1 - i] = p->any[p->count - 1 - i];
        }
        for (unsigned i = 0; i < missing; i++) {
            p->value[(unsigned)p->gap + i] = 0;
            p->any[(unsigned)p->gap + i] = false;
        }
        return true;
    }
    if (p->count < whole && !p->any[p->count - 1])
        return false;
    for (; p->count < whole; p->count++)
        p->any[p->count] = true;
    return true;
}

/* Bytes of a pattern; false: it is none, or a bare *. */
static bool take_pattern(acp_slice item, uint8_t value[16], uint8_t mask[16], uint32_t *family)
{
    bool v6 = item.len && memchr(item.ptr, ':', item.len);
    parts p;
    if (item.len < 2 || !take_parts(item, v6 ? ':' : '.', &p) || !spread(&p, v6 ? 8 : 4))
        return false;
    *family = v6 ? 6 : 4;
    for (unsigned i = 0; i < (v6 ? 8u : 4u); i++) {
        unsigned at = v6 ? i * 2 : i, bits = p.any[i] ? 0 : 0xFFFF;
        if (v6) {
            value[at] = (uint8_t)(p.value[i] >> 8 & bits >> 8);
            mask[at++] = (uint8_t)(bits >> 8);
        }
        value[at] = (uint8_t)(p.value[i] & bits);
        mask[at] = (uint8_t)bits;
    }
    return true;
}

static bool take_resolver(acp_slice item, tunnel_resolver *resolver)
{
    uint8_t value[16] = {0}, mask[16] = {0};
    resolver->family = tunnel_ip_parse((tunnel_text_t){item.ptr, item.len}, value);
    if (resolver->family)
        memset(mask, 0xFF, resolver->family == 4 ? 4 : 16);
    else if (!take_pattern(item, value, mask, &resolver->family))
        return false;
    memcpy(resolver->value, value, sizeof value);
    memcpy(resolver->mask, mask, sizeof mask);
    return true;
}

uint32_t acp_resolvers_add(acp_builder *builder, const acp_compiled *list)
{
    uint32_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        tunnel_resolver resolver;
        if (!take_resolver(list->items[i].text, &resolver))
            continue;
        acp_build_add(builder, SECTION_RESOLVERS, &resolver);
        count++;
    }
    return count;
}
