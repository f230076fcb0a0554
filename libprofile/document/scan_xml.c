/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/scan_xml.h"

#include <stdlib.h>

static size_t find(const acp_scanner *s, size_t from, const char *what)
{
    size_t length = strlen(what);
    const char *hit =
        from < s->length ? memmem(s->text + from, s->length - from, what, length) : NULL;
    return hit ? (size_t)(hit - s->text) + length : s->length;
}

static bool looking_at(const acp_scanner *s, size_t at, const char *what)
{
    size_t length = strlen(what);
    return s->length - at >= length && memcmp(s->text + at, what, length) == 0;
}

static size_t skip_space(const acp_scanner *s, size_t at)
{
    while (at < s->length && acp_is_space(s->text[at]))
        at++;
    return at;
}

static size_t skip_name(const acp_scanner *s, size_t at)
{
    static const bool ends[256] = {[' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true,
                                   ['>'] = true, ['/'] = true,  ['='] = true,  ['<'] = true};
    while (at < s->length && !ends[(unsigned char)s->text[at]])
        at++;
    return at;
}

static acp_scan_attribute *add_attribute(acp_scanner *s)
{
    if (s->attribute_count == s->attribute_size) {
        size_t size = s->attribute_size ? s->attribute_size * 2 : 16;
        acp_scan_attribute *more = realloc(s->attributes, size * sizeof *more);
        if (!more) {
            s->failed = true;
            return NULL;
        }
        s->attributes = more;
        s->attribute_size = size;
    }
    return &s->attributes[s->attribute_count++];
}

/* One attribute at `at`; returns where it ends. Never less than at + 1, so that scanning ends. */
static size_t scan_attribute(acp_scanner *s, size_t at)
{
    acp_span name = {(uint32_t)at, (uint32_t)skip_name(s, at)};
    size_t next = skip_space(s, name.end);
    if (name.end == name.start || next >= s->length || s->text[next] != '=')
        return next > at ? next : at + 1;
    next = skip_space(s, next + 1);
    if (next >= s->length || (s->text[next] != '"' && s->text[next] != '\''))
        return next;
    const char *end = memchr(s->text + next + 1, s->text[next], s->length - next - 1);
    size_t stop = end ? (size_t)(end - s->text) : s->length;
    acp_scan_attribute *attribute = add_attribute(s);
    if (attribute)
        *attribute = (acp_scan_attribute){name, {(uint32_t)(next + 1), (uint32_t)stop}};
    return stop < s->length ? stop + 1 : s->length;
}

static acp_scan_event scan_start_tag(acp_scanner *s, size_t at)
{
    s->name = (acp_span){(uint32_t)(at + 1), (uint32_t)skip_name(s, at + 1)};
    s->attribute_count = 0;
    size_t next = s->name.end;
    while (next < s->length && s->text[next] != '>') {
        if (acp_is_space(s->text[next]) || s->text[next] == '/')
            next++;
        else
            next = scan_attribute(s, next);
    }
    bool empty = next > at && next < s->length && s->text[next - 1] == '/';
    s->next = next < s->length ? next + 1 : s->length;
    s->whole = (acp_span){(uint32_t)at, (uint32_t)s->next};
    if (!empty)
        s->depth++;
    return empty ? ACP_SCAN_EMPTY : ACP_SCAN_START;
}

static acp_scan_event scan_close_tag(acp_scanner *s, size_t at)
{
    s->name = (acp_span){(uint32_t)(at + 2), (uint32_t)skip_name(s, at + 2)};
    s->next = find(s, s->name.end, ">");
    s->whole = (acp_span){(uint32_t)at, (uint32_t)s->next};
    if (s->depth)
        s->depth--;
    return ACP_SCAN_CLOSE;
}

/* <!DOCTYPE ... >, with quoted strings and an internal subset in brackets. */
static size_t skip_doctype(const acp_scanner *s, size_t at)
{
    char quote = 0;
    unsigned brackets = 0;
    for (; at < s->length; at++) {
        char c = s->text[at];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '[')
            brackets++;
        else if (c == ']' && brackets)
            brackets--;
        else if (c == '>' && !brackets)
            return at + 1;
    }
    return s->length;
}

/* Text up to the next markup that is not a CDATA section. */
static acp_scan_event scan_text(acp_scanner *s, size_t at)
{
    size_t next = at;
    s->plain = true;
    while (next < s->length) {
        if (looking_at(s, next, "<![CDATA[")) {
            s->plain = false;
            next = find(s, next, "]]>");
            continue;
        }
        if (s->text[next] == '<')
            break;
        const char *stop = memchr(s->text + next, '<', s->length - next);
        size_t end = stop ? (size_t)(stop - s->text) : s->length;
        if (memchr(s->text + next, '&', end - next) || memchr(s->text + next, '\r', end - next))
            s->plain = false;
        next = end;
    }
    s->next = next;
    s->whole = (acp_span){(uint32_t)at, (uint32_t)next};
    return ACP_SCAN_TEXT;
}

static acp_scan_event scan_to(acp_scanner *s, acp_scan_event event, size_t at, size_t end)
{
    s->next = end;
    s->whole = (acp_span){(uint32_t)at, (uint32_t)end};
    return event;
}

acp_scan_event acp_scan_next(acp_scanner *s)
{
    size_t at = s->depth ? s->next : skip_space(s, s->next);
    if (at >= s->length)
        return scan_to(s, ACP_SCAN_END, s->length, s->length);
    if (s->text[at] != '<' || looking_at(s, at, "<![CDATA["))
        return scan_text(s, at);
    if (looking_at(s, at, "<!--"))
        return scan_to(s, ACP_SCAN_COMMENT, at, find(s, at + 4, "-->"));
    if (looking_at(s, at, "<?")) {
        s->name = (acp_span){(uint32_t)(at + 2), (uint32_t)skip_name(s, at + 2)};
        return scan_to(s, ACP_SCAN_PI, at, find(s, at + 2, "?>"));
    }
    if (looking_at(s, at, "<!"))
        return scan_to(s, ACP_SCAN_DOCTYPE, at, skip_doctype(s, at));
    return looking_at(s, at, "</") ? scan_close_tag(s, at) : scan_start_tag(s, at);
}
