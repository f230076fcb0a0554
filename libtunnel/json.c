/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/json.h"

#include <string.h>

#include "libtunnel/ascii.h"

typedef struct {
    const char *at, *end;
    tunnel_buffer *work;
    tunnel_json *tokens;
    uint32_t count, size;
    char *texts; /* room for decoded strings: never longer than the text */
    uint32_t open[TUNNEL_JSON_DEPTH];
    int depth;
    tunnel_status status;
} reader;

void *tunnel_take(tunnel_buffer *buffer, size_t size)
{
    size_t start = (buffer->used + 7) & ~(size_t)7;
    if (size > SIZE_MAX / 2 || start > buffer->size || size > buffer->size - start) {
        buffer->needed = start + size;
        return NULL;
    }
    buffer->used = start + size;
    return (char *)buffer->memory + start;
}

static bool fail(reader *r)
{
    if (r->status == TUNNEL_OK)
        r->status = TUNNEL_FACTS_INVALID;
    return false;
}

static void skip_space(reader *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r'))
        r->at++;
}

static tunnel_json *new_token(reader *r, tunnel_json_type type)
{
    if (r->count == r->size) {
        fail(r);
        return NULL;
    }
    tunnel_json *token = &r->tokens[r->count++];
    *token = (tunnel_json){.type = type};
    return token;
}

/* ---- strings ------------------------------------------------------------------------------- */

static int hex4(const char *at)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = tunnel_hex_digit(at[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static char *put_code(char *out, uint32_t code)
{
    if (code < 0x80) {
        *out++ = (char)code;
    } else if (code < 0x800) {
        *out++ = (char)(0xC0 | code >> 6);
        *out++ = (char)(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        *out++ = (char)(0xE0 | code >> 12);
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
        *out++ = (char)(0x80 | (code & 0x3F));
    } else {
        *out++ = (char)(0xF0 | code >> 18);
        *out++ = (char)(0x80 | (code >> 12 & 0x3F));
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
        *out++ = (char)(0x80 | (code & 0x3F));
    }
    return out;
}

/* The four digits behind \u, with those of a low surrogate behind a high one. NULL: not valid;
 * U+0000 is none either, since no text of a policy holds it. */
static char *take_unicode(reader *r, char *out)
{
    if (r->end - r->at < 4)
        return NULL;
    int code = hex4(r->at);
    r->at += 4;
    if (code <= 0 || (code >= 0xDC00 && code < 0xE000))
        return NULL;
    if (code < 0xD800 || code >= 0xE000)
        return put_code(out, (uint32_t)code);
    if (r->end - r->at < 6 || r->at[0] != '\\' || r->at[1] != 'u')
        return NULL;
    int low = hex4(r->at + 2);
    r->at += 6;
    if (low < 0xDC00 || low >= 0xE000)
        return NULL;
    return put_code(out, 0x10000 + ((uint32_t)(code - 0xD800) << 10) + (uint32_t)(low - 0xDC00));
}

static char *take_escape(reader *r, char *out)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (r->at == r->end)
        return NULL;
    char c = *r->at++;
    if (c == 'u')
        return take_unicode(r, out);
    const char *name = c ? strchr(names, c) : NULL;
    if (!name)
        return NULL;
    *out++ = meanings[name - names];
    return out;
}

size_t tunnel_utf8_sequence(const char *at, const char *end)
{
    const unsigned char *b = (const unsigned char *)at;
    size_t left = (size_t)(end - at);
    size_t length = b[0] < 0x80   ? 1
                    : b[0] < 0xC2 ? 0
                    : b[0] < 0xE0 ? 2
                    : b[0] < 0xF0 ? 3
                    : b[0] < 0xF5 ? 4
                                  : 0;
    if (!length || length > left)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((b[i] & 0xC0) != 0x80)
            return 0;
    if ((b[0] == 0xE0 && b[1] < 0xA0) || (b[0] == 0xED && b[1] >= 0xA0) ||
        (b[0] == 0xF0 && b[1] < 0x90) || (b[0] == 0xF4 && b[1] >= 0x90))
        return 0;
    return length;
}

static bool read_string(reader *r, tunnel_text_t *text)
{
    char *out = r->texts;
    text->ptr = out;
    r->at++;
    while (r->at < r->end && *r->at != '"') {
        if (*r->at == '\\') {
            r->at++;
            out = take_escape(r, out);
            if (!out)
                return fail(r);
            continue;
        }
        size_t length = (unsigned char)*r->at < ' ' ? 0 : tunnel_utf8_sequence(r->at, r->end);
        if (!length)
            return fail(r);
        memcpy(out, r->at, length);
        out += length;
        r->at += length;
    }
    if (r->at == r->end)
        return fail(r);
    r->at++;
    text->len = (size_t)(out - text->ptr);
    r->texts = out;
    return true;
}

/* ---- other values -------------------------------------------------------------------------- */

static size_t digits(reader *r)
{
    size_t count = 0;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9') {
        r->at++;
        count++;
    }
    return count;
}

static bool read_number(reader *r, tunnel_text_t *text)
{
    const char *start = r->at;
    if (*r->at == '-')
        r->at++;
    const char *first = r->at;
    size_t count = digits(r);
    if (!count || (count > 1 && *first == '0'))
        return fail(r);
    if (r->at < r->end && *r->at == '.') {
        r->at++;
        if (!digits(r))
            return fail(r);
    }
    if (r->at < r->end && (*r->at == 'e' || *r->at == 'E')) {
        r->at++;
        if (r->at < r->end && (*r->at == '+' || *r->at == '-'))
            r->at++;
        if (!digits(r))
            return fail(r);
    }
    *text = (tunnel_text_t){start, (size_t)(r->at - start)};
    return true;
}

static bool read_word(reader *r, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(r->end - r->at) < length || memcmp(r->at, word, length) != 0)
        return fail(r);
    r->at += length;
    return true;
}

static bool read_simple(reader *r)
{
    char c = *r->at;
    if (c == '"') {
        tunnel_json *token = new_token(r, JSON_STRING);
        return token && read_string(r, &token->text);
    }
    if (c == '-' || tunnel_is_digit(c)) {
        tunnel_json *token = new_token(r, JSON_NUMBER);
        return token && read_number(r, &token->text);
    }
    tunnel_json_type type = c == 't' ? JSON_TRUE : c == 'f' ? JSON_FALSE : JSON_NULL;
    const char *word = c == 't' ? "true" : c == 'f' ? "false" : "null";
    return new_token(r, type) && read_word(r, word);
}

static bool read_name(reader *r)
{
    uint32_t name = r->count;
    skip_space(r);
    if (r->at == r->end || *r->at != '"' || !read_simple(r))
        return fail(r);
    r->tokens[name].next = r->count;
    skip_space(r);
    return (r->at < r->end && *r->at++ == ':') || fail(r);
}

/* Begins an array or object. *empty: it has ended, too. */
static bool open_group(reader *r, bool *empty)
{
    char c = *r->at;
    if (r->depth == TUNNEL_JSON_DEPTH)
        return fail(r);
    uint32_t token = r->count;
    if (!new_token(r, c == '[' ? JSON_ARRAY : JSON_OBJECT))
        return false;
    r->open[r->depth++] = token;
    r->at++;
    skip_space(r);
    *empty = r->at < r->end && *r->at == (c == '[' ? ']' : '}');
    if (*empty) {
        r->at++;
        r->tokens[r->open[--r->depth]].next = r->count;
        return true;
    }
    return c == '[' || read_name(r);
}

/* A value is complete: takes what ends with it. *more: another one follows. */
static bool close_groups(reader *r, bool *more)
{
    *more = false;
    while (r->depth) {
        tunnel_json *parent = &r->tokens[r->open[r->depth - 1]];
        bool array = parent->type == JSON_ARRAY;
        parent->count++;
        skip_space(r);
        if (r->at == r->end)
            return fail(r);
        char sign = *r->at++;
        if (sign == ',') {
            *more = true;
            return array || read_name(r);
        }
        if (sign != (array ? ']' : '}'))
            return fail(r);
        parent->next = r->count;
        r->depth--;
    }
    return true;
}

/* Goes over the text once, with the open arrays and objects on a stack of their own. */
static bool read_all(reader *r)
{
    for (bool more = true; more;) {
        skip_space(r);
        if (r->at == r->end)
            return fail(r);
        uint32_t token = r->count;
        bool empty = true;
        if (*r->at == '[' || *r->at == '{') {
            if (!open_group(r, &empty))
                return false;
        } else {
            if (!read_simple(r))
                return false;
            r->tokens[token].next = r->count;
        }
        if (empty && !close_groups(r, &more))
            return false;
    }
    return true;
}

/* More tokens than values can stand in so many bytes are not needed: one byte each, and a comma. */
static uint32_t most_tokens(const char *text, size_t length)
{
    uint32_t count = 1;
    for (size_t i = 0; i < length; i++)
        count += text[i] == ',' || text[i] == ':' || text[i] == '[' || text[i] == '{';
    return count;
}

tunnel_status tunnel_json_read(const char *text, size_t length, tunnel_buffer *work,
                               const tunnel_json **tokens)
{
    reader r = {.at = text, .end = text + length, .work = work};
    if (length > UINT32_MAX / 8)
        return TUNNEL_FACTS_INVALID;
    r.size = most_tokens(text, length) + 1;
    r.tokens = tunnel_take(work, r.size * sizeof *r.tokens);
    r.texts = r.tokens ? tunnel_take(work, length + 1) : NULL;
    if (!r.texts) {
        work->needed += length + 16;
        return TUNNEL_BUFFER_TOO_SMALL;
    }
    if (read_all(&r)) {
        skip_space(&r);
        if (r.at != r.end)
            fail(&r);
    }
    *tokens = r.tokens;
    return r.status;
}
