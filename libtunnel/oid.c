/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/oid.h"

#include "libtunnel/ascii.h"

/* Arcs up to 128 bits, as UUIDs have them; 2^130 in groups of seven bits. */
enum { MOST_DIGITS = 39, MOST_GROUPS = 19 };

/* An arc in base 128, the lowest group first. */
typedef struct {
    uint8_t groups[MOST_GROUPS];
    size_t count;
} arc;

/* Multiplies by factor and adds; both are small enough that nothing is lost. */
static void multiply_add(arc *value, unsigned factor, unsigned more)
{
    for (size_t i = 0; i < value->count || more; i++) {
        if (i == value->count)
            value->groups[value->count++] = 0;
        more += value->groups[i] * factor;
        value->groups[i] = more & 0x7F;
        more >>= 7;
    }
}

/* Takes an arc and the dot behind it off the text. False: there is none. */
static bool take_arc(tunnel_text_t *text, arc *out)
{
    size_t digits = 0;
    *out = (arc){.count = 0};
    while (digits < text->len && tunnel_is_digit(text->ptr[digits])) {
        if (digits == MOST_DIGITS)
            return false;
        multiply_add(out, 10, (unsigned)(text->ptr[digits++] - '0'));
    }
    if (!digits || (digits > 1 && text->ptr[0] == '0'))
        return false;
    bool dot = digits < text->len;
    if (dot && (text->ptr[digits] != '.' || digits + 1 == text->len))
        return false;
    text->ptr += digits + dot;
    text->len -= digits + dot;
    return true;
}

static size_t write_arc(const arc *value, uint8_t *out)
{
    size_t count = value->count ? value->count : 1;
    for (size_t i = 0; out && i < count; i++) {
        size_t place = count - 1 - i;
        uint8_t group = value->count ? value->groups[place] : 0;
        out[i] = (uint8_t)(place ? group | 0x80 : group);
    }
    return count;
}

/* The first two arcs share a number. False: the first one is not 0 to 2, or the second is too large
 * for it. */
static bool join(const arc *first, arc *second)
{
    unsigned root = first->count ? first->groups[0] : 0;
    bool small = second->count == 0 || (second->count == 1 && second->groups[0] < 40);
    if (first->count > 1 || root > 2 || (root < 2 && !small))
        return false;
    multiply_add(second, 1, root * 40);
    return true;
}

size_t tunnel_oid_encode(tunnel_text_t text, uint8_t *out)
{
    arc first, next;
    size_t size = 0;
    if (!take_arc(&text, &first) || !text.len || !take_arc(&text, &next) || !join(&first, &next))
        return 0;
    for (;;) {
        size += write_arc(&next, out ? out + size : NULL);
        if (!text.len)
            return size;
        if (!take_arc(&text, &next))
            return 0;
    }
}

bool tunnel_is_oid(tunnel_text_t text)
{
    return tunnel_oid_encode(text, NULL) > 0;
}
