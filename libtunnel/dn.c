/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/dn.h"

#include <string.h>

#include "libtunnel/address.h"
#include "libtunnel/ascii.h"
#include "libtunnel/json.h"
#include "libtunnel/oid.h"
#include "libtunnel/sort.h"

/* ---- characters
 * ---------------------------------------------------------------------------------- */

static int compare_nocase(tunnel_text_t a, tunnel_text_t b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < common; i++) {
        unsigned char x = (unsigned char)tunnel_lower(a.ptr[i]),
                      y = (unsigned char)tunnel_lower(b.ptr[i]);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

/* ---- values in hexadecimal --------------------------------------------------------------------
 */

/* Length of what a BER header announces; SIZE_MAX: it is none, or does not end with the value. */
static size_t take_length(const uint8_t *ber, size_t size, size_t *header)
{
    size_t length = size > 1 ? ber[1] : SIZE_MAX, more = length & 0x7F;
    *header = 2;
    if (size > 1 && ber[1] & 0x80) {
        length = 0;
        *header += more;
        if (!more || more > 4 || *header > size)
            return SIZE_MAX;
        for (size_t i = 2; i < *header; i++)
            length = length << 8 | ber[i];
    }
    return *header <= size && length == size - *header ? length : SIZE_MAX;
}

/* UCS-2 to UTF-8, which is never longer than the digits it came from. */
static size_t write_wide(char *out, const uint8_t *text, size_t length)
{
    size_t used = 0;
    for (size_t i = 0; i + 1 < length; i += 2) {
        unsigned c = (unsigned)text[i] << 8 | text[i + 1];
        if (c < 0x80) {
            out[used++] = (char)c;
        } else if (c < 0x800) {
            out[used++] = (char)(0xC0 | c >> 6);
            out[used++] = (char)(0x80 | (c & 0x3F));
        } else {
            out[used++] = (char)(0xE0 | c >> 12);
            out[used++] = (char)(0x80 | (c >> 6 & 0x3F));
            out[used++] = (char)(0x80 | (c & 0x3F));
        }
    }
    return used;
}

/* The text in a BER string, written to out; ptr NULL: it is no text. */
static tunnel_text_t decode_ber(tunnel_text_t digits, uint8_t *ber, char *out)
{
    enum { UTF8 = 0x0C, NUMERIC = 0x12, PRINTABLE = 0x13, TELETEX = 0x14, IA5 = 0x16 };
    enum { VISIBLE = 0x1A, BMP = 0x1E };
    size_t size = digits.len / 2, header;
    for (size_t i = 0; i < size; i++)
        ber[i] = (uint8_t)(tunnel_hex_digit(digits.ptr[2 * i]) << 4 |
                           tunnel_hex_digit(digits.ptr[2 * i + 1]));
    size_t length = take_length(ber, size, &header);
    if (length == SIZE_MAX)
        return (tunnel_text_t){NULL, 0};
    switch (ber[0]) {
    case UTF8:
    case NUMERIC:
    case PRINTABLE:
    case TELETEX:
    case IA5:
    case VISIBLE: memcpy(out, ber + header, length); return (tunnel_text_t){out, length};
    case BMP: return (tunnel_text_t){out, write_wide(out, ber + header, length)};
    default: return (tunnel_text_t){NULL, 0};
    }
}

/* ---- parsing -------------------------------------------------------------------------------- */

/* parts NULL: the text is only checked. */
typedef struct {
    const char *at, *end;
    tunnel_dn_part *parts;
    size_t count;
    char *out;        /* where the next value goes; together they are no longer than the text */
    uint8_t *scratch; /* for half of the text */
} parser;

static void skip_spaces(parser *p)
{
    while (p->at < p->end && *p->at == ' ')
        p->at++;
}

static bool is_letter(char c)
{
    return tunnel_lower(c) >= 'a' && tunnel_lower(c) <= 'z';
}

static bool take_type(parser *p, tunnel_text_t *type)
{
    const char *start = p->at;
    while (p->at < p->end &&
           (is_letter(*p->at) || tunnel_is_digit(*p->at) || *p->at == '-' || *p->at == '.'))
        p->at++;
    *type = (tunnel_text_t){start, (size_t)(p->at - start)};
    if (!type->len)
        return false;
    if (!is_letter(*start))
        return tunnel_is_oid(*type);
    return !memchr(start, '.', type->len);
}

static bool take_hexadecimal(parser *p, tunnel_text_t *value)
{
    const char *start = ++p->at;
    while (p->at < p->end && tunnel_hex_digit(*p->at) >= 0)
        p->at++;
    tunnel_text_t digits = {start, (size_t)(p->at - start)};
    *value = (tunnel_text_t){start - 1, digits.len + 1};
    if (!digits.len || digits.len % 2)
        return false;
    tunnel_text_t text = {NULL, 0};
    if (p->parts)
        text = decode_ber(digits, p->scratch, p->out);
    if (text.ptr) {
        *value = text;
        p->out += text.len;
    }
    return true;
}

/* What a backslash stands before: a special character, or two digits of any byte. */
static bool take_escape(parser *p, char *c)
{
    size_t left = (size_t)(p->end - p->at);
    if (left > 2 && tunnel_hex_digit(p->at[1]) >= 0 && tunnel_hex_digit(p->at[2]) >= 0) {
        *c = (char)(tunnel_hex_digit(p->at[1]) << 4 | tunnel_hex_digit(p->at[2]));
        p->at += 3;
        return true;
    }
    if (left < 2 || !p->at[1] || !strchr("\"+,;<>\\ #=", p->at[1]))
        return false;
    *c = p->at[1];
    p->at += 2;
    return true;
}

static bool take_string(parser *p, tunnel_text_t *value)
{
    size_t length = 0, kept = 0; /* kept: without spaces at the end that are not escaped */
    while (p->at < p->end && *p->at != ',' && *p->at != '+') {
        char c = *p->at;
        bool escaped = c == '\\';
        if (!c || strchr("\";<>", c) || (escaped && !take_escape(p, &c)))
            return false;
        if (!escaped)
            p->at++;
        if (p->parts)
            p->out[length] = c;
        length++;
        if (escaped || c != ' ')
            kept = length;
    }
    *value = (tunnel_text_t){p->parts ? p->out : "", p->parts ? kept : 0};
    if (p->parts)
        p->out += kept;
    return true;
}

static bool take_part(parser *p, uint32_t rdn)
{
    tunnel_dn_part part = {.rdn = rdn};
    skip_spaces(p);
    if (!take_type(p, &part.type))
        return false;
    skip_spaces(p);
    if (p->at == p->end || *p->at++ != '=')
        return false;
    skip_spaces(p);
    bool hexadecimal = p->at < p->end && *p->at == '#';
    if (!(hexadecimal ? take_hexadecimal(p, &part.value) : take_string(p, &part.value)))
        return false;
    skip_spaces(p);
    if (p->parts) {
        part.attribute = tunnel_dn_attribute_of(part.type);
        p->parts[p->count] = part;
    }
    p->count++;
    return p->at == p->end || *p->at == ',' || *p->at == '+';
}

static parser parser_of(tunnel_text_t text)
{
    const char *start = text.ptr ? text.ptr : "";
    return (parser){.at = start, .end = start + text.len};
}

/* False: the text is no name. */
static bool parse(parser *p)
{
    uint32_t rdn = 0;
    if (p->at == p->end)
        return true;
    for (;;) {
        if (!take_part(p, rdn))
            return false;
        if (p->at == p->end)
            return true;
        rdn += *p->at++ == ',';
    }
}

/* ---- names ---------------------------------------------------------------------------------- */

bool tunnel_is_dn(tunnel_text_t text)
{
    parser p = parser_of(text);
    return parse(&p);
}

/* The same for parts that are equal, and only for these. */
static int compare_parts(const tunnel_dn_part *a, const tunnel_dn_part *b)
{
    if (a->rdn != b->rdn)
        return a->rdn < b->rdn ? -1 : 1;
    if (a->attribute != b->attribute)
        return a->attribute < b->attribute ? -1 : 1;
    int order = a->attribute == DN_OTHER ? compare_nocase(a->type, b->type) : 0;
    return order ? order : compare_nocase(a->value, b->value);
}

static int by_part(const void *a, const void *b)
{
    return compare_parts(a, b);
}

bool tunnel_dn_read(tunnel_text_t text, tunnel_buffer *buffer, tunnel_dn *out)
{
    parser p = parser_of(text), count = p;
    *out = (tunnel_dn){NULL, 0};
    if (!parse(&count) || !count.count)
        return true;
    p.parts = tunnel_take(buffer, count.count * sizeof *p.parts);
    p.out = p.parts ? tunnel_take(buffer, text.len) : NULL;
    p.scratch = p.out ? tunnel_take(buffer, text.len / 2 + 1) : NULL;
    if (!p.scratch)
        return false;
    parse(&p);
    tunnel_sort(p.parts, p.count, sizeof *p.parts, by_part);
    *out = (tunnel_dn){p.parts, p.count};
    return true;
}

bool tunnel_dn_same(const tunnel_dn *a, const tunnel_dn *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; i < a->count && same; i++)
        same = compare_parts(&a->items[i], &b->items[i]) == 0;
    return same;
}

size_t tunnel_dn_escape(tunnel_text_t value, char *out)
{
    size_t length = 0;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        bool edge = (c == ' ' && (!i || i + 1 == value.len)) || (c == '#' && !i);
        const char *written = c ? NULL : "\\00";
        char escaped[2] = {'\\', c};
        bool special = c && (edge || strchr("\"+,;<>\\", c));
        size_t more = written ? 3 : special ? 2 : 1;
        if (out)
            memcpy(out + length, written ? written : special ? escaped : &c, more);
        length += more;
    }
    return length;
}
