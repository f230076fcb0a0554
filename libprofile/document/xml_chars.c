/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/xml_chars.h"

#include "document/utf8.h"

typedef struct {
    uint32_t first, last;
} range;

/* NameStartChar of XML 1.0, fifth edition. */
static const range name_start[] = {
    {':', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
    {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};
/* What NameChar adds to that. */
static const range name_more[] = {
    {'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040},
};

static bool in_ranges(const range *ranges, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

bool acp_xml_is_name(acp_slice name)
{
    const char *at = name.ptr, *end = name.ptr + name.len;
    for (bool first = true; at < end; first = false) {
        uint32_t c = acp_utf8_next(&at, end);
        if (!in_ranges(name_start, sizeof name_start / sizeof *name_start, c) &&
            (first || !in_ranges(name_more, sizeof name_more / sizeof *name_more, c)))
            return false;
    }
    return name.len > 0;
}

bool acp_xml_is_qualified(acp_slice name)
{
    const char *colon = memchr(name.ptr, ':', name.len);
    if (!colon)
        return true;
    size_t prefix = (size_t)(colon - name.ptr);
    acp_slice local = {colon + 1, name.len - prefix - 1};
    return prefix && acp_xml_is_name(local) && !memchr(local.ptr, ':', local.len);
}

static bool is_xml_character(uint32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    return c != 0xFFFE && c != 0xFFFF && c != ACP_UTF8_BAD;
}

size_t acp_xml_bad_character(acp_slice text)
{
    const char *at = text.ptr, *end = text.ptr + text.len;
    while ((at = acp_printable_end(at, end)) < end) {
        const char *start = at;
        if (!is_xml_character(acp_utf8_next(&at, end)))
            return (size_t)(start - text.ptr);
    }
    return text.len;
}
