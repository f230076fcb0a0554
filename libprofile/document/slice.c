/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/slice.h"

int acp_base64_digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

acp_slice acp_slice_trim(acp_slice text)
{
    while (text.len && acp_is_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len && acp_is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

void acp_trim_range(const char *text, uint32_t *start, uint32_t *end)
{
    while (*start < *end && acp_is_space(text[*start]))
        ++*start;
    while (*end > *start && acp_is_space(text[*end - 1]))
        --*end;
}

static int by_length(acp_slice a, acp_slice b)
{
    return (a.len > b.len) - (a.len < b.len);
}

int acp_slice_compare(acp_slice a, acp_slice b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
    return order ? order : by_length(a, b);
}

int acp_slice_compare_nocase(acp_slice a, acp_slice b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < common; i++) {
        unsigned char x = (unsigned char)acp_lower(a.ptr[i]);
        unsigned char y = (unsigned char)acp_lower(b.ptr[i]);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return by_length(a, b);
}

acp_slice acp_slice_prefix(acp_slice name)
{
    const char *colon = name.len ? memchr(name.ptr, ':', name.len) : NULL;
    return (acp_slice){name.ptr, colon ? (size_t)(colon - name.ptr) : 0};
}

bool acp_slice_equal_nocase(acp_slice a, acp_slice b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (acp_lower(a.ptr[i]) != acp_lower(b.ptr[i]))
            return false;
    return true;
}

const char *acp_slice_find(acp_slice text, acp_slice needle)
{
    return text.len ? memmem(text.ptr, text.len, needle.ptr, needle.len) : NULL;
}

/* Length of a rest that is the empty item behind the last comma: an empty list looks alike. */
#define LAST_AND_EMPTY SIZE_MAX

static bool is_blank(acp_slice text)
{
    size_t spaces = 0;
    while (spaces < text.len && acp_is_space(text.ptr[spaces]))
        spaces++;
    return spaces == text.len;
}

bool acp_slice_next_item(acp_slice *rest, acp_slice *item)
{
    if (rest->len == LAST_AND_EMPTY) {
        *item = (acp_slice){rest->ptr, 0};
        *rest = (acp_slice){0};
        return true;
    }
    if (is_blank(*rest))
        return false;
    const char *comma = memchr(rest->ptr, ',', rest->len);
    size_t length = comma ? (size_t)(comma - rest->ptr) : rest->len;
    *item = acp_slice_trim((acp_slice){rest->ptr, length});
    if (comma) {
        rest->ptr = comma + 1;
        rest->len -= length + 1;
        if (is_blank(*rest))
            rest->len = LAST_AND_EMPTY;
    } else {
        *rest = (acp_slice){0};
    }
    return true;
}

acp_slice acp_shown(acp_slice text)
{
    if (text.len <= 80)
        return text;
    text.len = 80;
    while (text.len > 0 && (text.ptr[text.len] & 0xC0) == 0x80)
        text.len--;
    return text;
}

void acp_clip_text(char *text)
{
    size_t length = strlen(text), tail = 0;
    while (tail < length && tail < 3 && ((unsigned char)text[length - 1 - tail] & 0xC0) == 0x80)
        tail++;
    if (tail >= length)
        return;
    unsigned char first = (unsigned char)text[length - 1 - tail];
    size_t wanted = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    if (first >= 0xC0 && tail < wanted)
        text[length - 1 - tail] = '\0';
}
