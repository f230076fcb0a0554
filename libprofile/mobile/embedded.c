/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "mobile/embedded.h"

/* ---- Base64 -------------------------------------------------------------------------------- */

/* Whole groups of four, = only at the end, white space anywhere. */
static bool decode(acp_slice text, char *out, size_t *length)
{
    unsigned bits = 0, count = 0, padding = 0;
    *length = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (acp_is_space(c))
            continue;
        int digit = acp_base64_digit(c);
        if (c != '=' && (digit < 0 || padding))
            return false;
        padding += c == '=';
        bits = bits << 6 | (unsigned)(c == '=' ? 0 : digit);
        if (++count % 4)
            continue;
        out[(*length)++] = (char)(bits >> 16 & 0xFF);
        out[(*length)++] = (char)(bits >> 8 & 0xFF);
        out[(*length)++] = (char)(bits & 0xFF);
    }
    if (!count || count % 4 || padding > 2)
        return false;
    *length -= padding;
    return true;
}

bool acp_embedded_take(acp_arena *arena, const acp_document *document, const acp_node *node,
                       bool base64, acp_embedded *out, bool *no_memory)
{
    acp_slice value = node->text ? node->text->value : node->value;
    *out = (acp_embedded){.bytes = value,
                          .base64 = base64,
                          .document = document,
                          .raw = node->text ? node->text->value_span : node->value_span};
    if (!base64)
        return true;
    char *bytes = acp_arena_alloc(arena, value.len + 1);
    *no_memory |= !bytes;
    out->bytes.ptr = bytes;
    return bytes && decode(value, bytes, &out->bytes.len);
}

/* ---- places -------------------------------------------------------------------------------- */

/* What the piece at the start of raw takes there, and how many bytes of the value it stands for. */
typedef struct {
    size_t raw, bytes;
} step;

/* \n, é, \ud83d\ude00 */
static step json_escape(acp_slice raw)
{
    if (raw.len < 6 || raw.ptr[1] != 'u')
        return (step){2, 1};
    unsigned unit = 0;
    for (int i = 2; i < 6; i++)
        unit = unit << 4 | (unsigned)acp_hex_digit(raw.ptr[i]);
    if (unit >= 0xD800 && unit <= 0xDBFF)
        return (step){12, 4};
    return (step){6, unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3};
}

/* &lt; &#228; &#xE4; */
static step xml_reference(acp_slice raw)
{
    const char *end = memchr(raw.ptr, ';', raw.len);
    size_t length = end ? (size_t)(end + 1 - raw.ptr) : 1;
    unsigned code = 0;
    if (length < 4 || raw.ptr[1] != '#')
        return (step){length, 1};
    bool hex = raw.ptr[2] == 'x';
    for (size_t i = 2 + hex; i + 1 < length && code < 0x110000; i++)
        code = code * (hex ? 16 : 10) + (unsigned)acp_hex_digit(raw.ptr[i]);
    return (step){length, code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4};
}

static step piece(acp_format format, acp_slice raw)
{
    if (format == ACP_FORMAT_JSON)
        return *raw.ptr == '\\' ? json_escape(raw) : (step){1, 1};
    if (acp_slice_starts(raw, "<![CDATA["))
        return (step){9, 0};
    if (acp_slice_starts(raw, "]]>"))
        return (step){3, 0};
    if (acp_slice_starts(raw, "\r\n"))
        return (step){2, 1};
    return *raw.ptr == '&' ? xml_reference(raw) : (step){1, 1};
}

/* Digits of Base64 with six bits each; three bytes are four of them. */
static uint32_t base64_place(acp_slice raw, uint32_t start, size_t offset)
{
    size_t digit = offset / 3 * 4 + offset % 3;
    for (size_t i = 0; i < raw.len; i++)
        if (!acp_is_space(raw.ptr[i]) && digit-- == 0)
            return start + (uint32_t)i;
    return start + (uint32_t)raw.len;
}

uint32_t acp_embedded_place(const acp_embedded *embedded, size_t offset)
{
    uint32_t start = embedded->raw.start;
    acp_slice raw = {embedded->document->text + start, embedded->raw.end - start};
    if (embedded->base64)
        return base64_place(raw, start, offset);
    size_t at = 0, bytes = 0;
    while (at < raw.len) {
        step next = piece(embedded->document->format, (acp_slice){raw.ptr + at, raw.len - at});
        if (bytes + next.bytes > offset)
            break;
        bytes += next.bytes;
        at += next.raw;
    }
    return start + (uint32_t)(at < raw.len ? at : raw.len);
}
