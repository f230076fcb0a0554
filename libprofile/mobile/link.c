/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "mobile/link.h"

#define SCHEME "anyconnect:"

bool acp_link_has_scheme(acp_slice text)
{
    return text.len >= sizeof SCHEME - 1 &&
           acp_slice_equal_nocase((acp_slice){text.ptr, sizeof SCHEME - 1}, ACP_SLICE(SCHEME));
}

static acp_slice from(acp_slice text, size_t start)
{
    return (acp_slice){text.ptr + start, text.len - start};
}

acp_link_reader acp_link_start(acp_slice link, acp_slice *action)
{
    acp_slice rest = from(link, sizeof SCHEME - 1);
    if (rest.len >= 2 && rest.ptr[0] == '/' && rest.ptr[1] == '/')
        rest = from(rest, 2);
    size_t length = 0;
    while (length < rest.len && !strchr("/?&", rest.ptr[length]))
        length++;
    *action = (acp_slice){rest.ptr, length};
    rest = from(rest, length);
    if (rest.len && *rest.ptr == '/')
        rest = from(rest, 1);
    if (rest.len && (*rest.ptr == '?' || *rest.ptr == '&'))
        rest = from(rest, 1);
    return (acp_link_reader){rest};
}

bool acp_link_next(acp_link_reader *reader, acp_slice *name, acp_slice *value)
{
    acp_slice rest = reader->rest;
    while (rest.len && *rest.ptr == '&')
        rest = from(rest, 1);
    if (!rest.len)
        return false;
    const char *end = memchr(rest.ptr, '&', rest.len);
    acp_slice both = {rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len};
    reader->rest = from(rest, both.len);
    const char *equals = memchr(both.ptr, '=', both.len);
    size_t length = equals ? (size_t)(equals - both.ptr) : both.len;
    *name = (acp_slice){both.ptr, length};
    *value = from(both, length + (equals != NULL));
    return true;
}

/* ---- escapes ------------------------------------------------------------------------------- */

/* The byte at *at, which moves behind it; -1: a % that starts no escape. */
static int take_byte(acp_slice value, size_t *at)
{
    unsigned char c = (unsigned char)value.ptr[*at];
    if (c != '%') {
        ++*at;
        return c;
    }
    if (value.len - *at < 3)
        return -1;
    int high = acp_hex_digit(value.ptr[*at + 1]), low = acp_hex_digit(value.ptr[*at + 2]);
    if (high < 0 || low < 0)
        return -1;
    *at += 3;
    return high * 16 + low;
}

/* How many bytes follow the first of a character, -1: it is no first byte. */
static int bytes_behind(int first)
{
    return first < 0x80                     ? 0
           : first >= 0xC2 && first <= 0xDF ? 1
           : first >= 0xE0 && first <= 0xEF ? 2
           : first >= 0xF0 && first <= 0xF4 ? 3
                                            : -1;
}

/* Whether the second byte of a character is one the first can have. */
static bool fits(int first, int second)
{
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= most;
}

const char *acp_link_bad_escape(acp_slice value)
{
    for (size_t at = 0; at < value.len;) {
        const char *start = value.ptr + at;
        int first = take_byte(value, &at), more = bytes_behind(first);
        if (first <= 0 || more < 0)
            return start;
        for (int i = 0; i < more; i++) {
            int next = at < value.len ? take_byte(value, &at) : -1;
            if (i == 0 ? !fits(first, next) : (next & 0xC0) != 0x80 || next < 0)
                return start;
        }
    }
    return NULL;
}

static bool is_unreserved(char c)
{
    return (acp_lower(c) >= 'a' && acp_lower(c) <= 'z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~", c));
}

const char *acp_link_raw_character(acp_slice value, bool list)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (!is_unreserved(c) && c != '%' && !(list && c == ','))
            return value.ptr + i;
    }
    return NULL;
}

bool acp_link_decode(acp_arena *arena, acp_slice value, acp_slice *out)
{
    *out = value;
    if (!value.len || !memchr(value.ptr, '%', value.len) || acp_link_bad_escape(value))
        return true;
    char *text = acp_arena_alloc(arena, value.len + 1);
    if (!text)
        return false;
    size_t length = 0;
    for (size_t at = 0; at < value.len;)
        text[length++] = (char)take_byte(value, &at);
    *out = (acp_slice){text, length};
    return true;
}

void acp_link_encode_but(acp_buffer *out, acp_slice text, const char *as_is)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (is_unreserved(c) || (c && strchr(as_is, c)))
            acp_buffer_putc(out, c);
        else
            acp_buffer_printf(out, "%%%02X", (unsigned char)c);
    }
}

void acp_link_encode(acp_buffer *out, acp_slice text)
{
    acp_link_encode_but(out, text, "");
}

void acp_link_encode_value(acp_buffer *out, acp_slice name, acp_slice value)
{
    bool list = acp_link_is_list(name);
    for (const char *comma; list && value.len && (comma = memchr(value.ptr, ',', value.len));) {
        size_t length = (size_t)(comma - value.ptr);
        acp_link_encode(out, (acp_slice){value.ptr, length});
        acp_buffer_putc(out, ',');
        value = from(value, length + 1);
    }
    acp_link_encode(out, value);
}

/* ---- actions ------------------------------------------------------------------------------- */

const char *const *acp_link_parameters(acp_slice action)
{
    static const char *const create[] = {"name",
                                         "host",
                                         "protocol",
                                         "authentication",
                                         "ike-identity",
                                         "netroam",
                                         "keychainalias",
                                         "usecert",
                                         "certcommonname",
                                         "useondemand",
                                         "domainlistnever",
                                         "domainlistalways",
                                         "domainlistifneeded",
                                         NULL};
    static const char *const connect[] = {"name",
                                          "host",
                                          "onsuccess",
                                          "onerror",
                                          "prefill_username",
                                          "prefill_password",
                                          "prefill_secondary_username",
                                          "prefill_secondary_password",
                                          "prefill_group_list",
                                          NULL};
    static const char *const disconnect[] = {"onsuccess", NULL};
    static const char *const import[] = {"type", "uri", "lang", "host", NULL};
    static const struct {
        const char *name;
        const char *const *parameters;
    } actions[] = {
        {"create", create}, {"connect", connect}, {"disconnect", disconnect}, {"import", import}};
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (acp_slice_is(action, actions[i].name))
            return actions[i].parameters;
    return NULL;
}

bool acp_link_repeats(acp_slice name)
{
    return acp_slice_is(name, "onsuccess") || acp_slice_is(name, "onerror");
}

bool acp_link_is_list(acp_slice name)
{
    return acp_slice_is(name, "domainlistnever") || acp_slice_is(name, "domainlistalways") ||
           acp_slice_is(name, "domainlistifneeded");
}
