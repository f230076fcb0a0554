/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "headend/shared.h"

#include "headend/config_read.h"

/* Hex digits of the lines of a block; bytes NULL: they are only counted. */
static size_t take_digits(const acp_document *document, acp_span span, char *bytes)
{
    size_t count = 0, at = span.start;
    acp_raw_line line;
    while (at < span.end && acp_raw_next(document, false, &at, &line)) {
        for (uint32_t i = line.start; i < line.end; i++) {
            int value = acp_hex_digit(document->text[i]);
            if (value < 0)
                continue;
            if (bytes)
                bytes[count / 2] = (char)((unsigned char)bytes[count / 2] << 4 | value);
            count++;
        }
    }
    return count;
}

acp_slice acp_hex_decode(acp_arena *arena, const acp_document *document, acp_span span)
{
    size_t digits = take_digits(document, span, NULL);
    if (digits == 0 || digits % 2)
        return (acp_slice){0};
    char *bytes = acp_arena_alloc(arena, digits / 2);
    if (!bytes)
        return (acp_slice){0};
    take_digits(document, span, bytes);
    return (acp_slice){bytes, digits / 2};
}

acp_cli acp_cn_of(acp_cli subject_name)
{
    acp_slice text = subject_name.text;
    for (size_t at = 0; at < text.len;) {
        while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == ','))
            at++;
        size_t end = at;
        while (end < text.len && text.ptr[end] != ',')
            end += text.ptr[end] == '\\' && end + 1 < text.len ? 2 : 1;
        acp_slice part = {text.ptr + at, end - at};
        bool cn = part.len > 2 && acp_lower(part.ptr[0]) == 'c' && acp_lower(part.ptr[1]) == 'n' &&
                  (part.ptr[2] == '=' || part.ptr[2] == ' ');
        const char *equals = cn ? memchr(part.ptr, '=', part.len) : NULL;
        if (equals) {
            uint32_t start = subject_name.span.start + (uint32_t)(equals + 1 - text.ptr);
            uint32_t stop = subject_name.span.start + (uint32_t)end;
            acp_trim_range(text.ptr - subject_name.span.start, &start, &stop);
            size_t from = start - subject_name.span.start;
            return (acp_cli){{text.ptr + from, stop - start}, {start, stop}, subject_name.line};
        }
        at = end;
    }
    return (acp_cli){0};
}

static acp_cli without_prefix(acp_cli address)
{
    const char *slash = address.text.len ? memchr(address.text.ptr, '/', address.text.len) : NULL;
    if (slash) {
        address.text.len = (size_t)(slash - address.text.ptr);
        address.span.end = address.span.start + (uint32_t)address.text.len;
    }
    return address;
}

acp_cli_list acp_ipv6_addresses(acp_arena *arena, const acp_document *document,
                                const acp_line *interface)
{
    size_t count = 0, done = 0;
    for (const acp_line *at = interface->first; at; at = at->next)
        count += !at->no && acp_line_has(document, at, 0, "ipv6 address *");
    acp_cli *items = count ? acp_arena_alloc(arena, count * sizeof *items) : NULL;
    for (const acp_line *at = items ? interface->first : NULL; at; at = at->next)
        if (!at->no && acp_line_has(document, at, 0, "ipv6 address *"))
            items[done++] = without_prefix(acp_line_word(document, at, 2));
    return (acp_cli_list){items, done};
}

bool acp_is_full_name(acp_slice host, acp_slice name, acp_slice domain)
{
    return name.len && domain.len && host.len == name.len + 1 + domain.len &&
           host.ptr[name.len] == '.' &&
           acp_slice_equal_nocase((acp_slice){host.ptr, name.len}, name) &&
           acp_slice_equal_nocase((acp_slice){host.ptr + name.len + 1, domain.len}, domain);
}
