/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/json_text.h"

#include <inttypes.h>
#include <string.h>

#include "document/utf8.h"

static bool are_plain(uint64_t eight)
{
    return acp_eight_printable(eight) && !acp_eight_has(eight, '"') && !acp_eight_has(eight, '\\');
}

/* Where the printable ASCII that stands for itself ends. */
static const char *plain_end(const char *at, const char *end)
{
    while (end - at >= 8 && are_plain(acp_eight_at(at)))
        at += 8;
    while (at < end && *at >= 0x20 && *at < 0x7F && *at != '"' && *at != '\\')
        at++;
    return at;
}

void acp_json_quote(acp_buffer *out, const char *text, size_t length)
{
    acp_buffer_putc(out, '"');
    for (const char *at = text, *end = text + length; at < end;) {
        const char *start = at;
        at = plain_end(at, end);
        acp_buffer_add(out, start, (size_t)(at - start));
        if (at == end)
            break;
        start = at;
        uint32_t code = acp_utf8_next(&at, end);
        switch (code) {
        case ACP_UTF8_BAD: acp_buffer_puts(out, "\xEF\xBF\xBD"); break;
        case '"': acp_buffer_puts(out, "\\\""); break;
        case '\\': acp_buffer_puts(out, "\\\\"); break;
        case '\n': acp_buffer_puts(out, "\\n"); break;
        case '\r': acp_buffer_puts(out, "\\r"); break;
        case '\t': acp_buffer_puts(out, "\\t"); break;
        default:
            if (code < 0x20 || (code >= 0x7F && code <= 0x9F))
                acp_buffer_printf(out, "\\u%04" PRIX32, code);
            else
                acp_buffer_add(out, start, (size_t)(at - start));
        }
    }
    acp_buffer_putc(out, '"');
}

static void new_line(acp_json_text *json)
{
    acp_buffer_putc(json->out, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        acp_buffer_puts(json->out, "  ");
}

/* What stands between the previous value and the next. */
static void separate(acp_json_text *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    uint64_t bit = (uint64_t)1 << json->depth;
    bool flat = json->flat & bit;
    if (json->filled & bit)
        acp_buffer_puts(json->out, flat ? ", " : ",");
    json->filled |= bit;
    if (!flat && json->depth)
        new_line(json);
}

acp_json_text acp_json_go_on(acp_buffer *out, unsigned depth, bool filled)
{
    uint64_t outer = ((uint64_t)1 << depth) - 1;
    return (acp_json_text){.out = out, .depth = depth, .filled = outer | (uint64_t)filled << depth};
}

void acp_json_open(acp_json_text *json, char bracket, bool flat)
{
    separate(json);
    acp_buffer_putc(json->out, bracket);
    bool outer = json->flat & (uint64_t)1 << json->depth;
    json->depth++;
    uint64_t bit = (uint64_t)1 << json->depth;
    json->filled &= ~bit;
    json->flat = flat || outer ? json->flat | bit : json->flat & ~bit;
}

void acp_json_close(acp_json_text *json, char bracket)
{
    uint64_t bit = (uint64_t)1 << json->depth;
    bool broken = (json->filled & bit) && !(json->flat & bit);
    json->depth--;
    if (broken)
        new_line(json);
    acp_buffer_putc(json->out, bracket);
}

void acp_json_key(acp_json_text *json, const char *key)
{
    separate(json);
    acp_buffer_putc(json->out, '"');
    acp_buffer_puts(json->out, key);
    acp_buffer_puts(json->out, "\": ");
    json->after_key = true;
}

void acp_json_string(acp_json_text *json, const char *text)
{
    if (text)
        acp_json_slice(json, (acp_slice){text, strlen(text)});
    else
        acp_json_null(json);
}

void acp_json_slice(acp_json_text *json, acp_slice text)
{
    separate(json);
    acp_json_quote(json->out, text.ptr, text.len);
}

void acp_json_number(acp_json_text *json, int64_t number)
{
    separate(json);
    acp_buffer_number(json->out, number);
}

void acp_json_bool(acp_json_text *json, bool value)
{
    separate(json);
    acp_buffer_puts(json->out, value ? "true" : "false");
}

void acp_json_null(acp_json_text *json)
{
    separate(json);
    acp_buffer_puts(json->out, "null");
}

void acp_json_member(acp_json_text *json, const char *key, const char *text)
{
    acp_json_key(json, key);
    acp_json_string(json, text);
}

void acp_json_member_number(acp_json_text *json, const char *key, int64_t number)
{
    acp_json_key(json, key);
    acp_json_number(json, number);
}

void acp_json_member_bool(acp_json_text *json, const char *key, bool value)
{
    acp_json_key(json, key);
    acp_json_bool(json, value);
}
