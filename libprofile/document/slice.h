/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Small helpers for pieces of text. ASCII only: element names, literals and keywords are. */
#ifndef ACP_SLICE_H
#define ACP_SLICE_H

#include <string.h>

#include "profile.h"

#define ACP_SLICE(literal) ((acp_slice){literal, sizeof(literal) - 1})
#define ACP_SLICE_ARGS(s)  ((int)(s).len), ((s).ptr ? (s).ptr : "") /* for %.*s */

static inline acp_slice acp_slice_of(const char *text)
{
    return (acp_slice){text, text ? strlen(text) : 0};
}
static inline bool acp_slice_equal(acp_slice a, acp_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
static inline bool acp_slice_is(acp_slice a, const char *text)
{
    return acp_slice_equal(a, acp_slice_of(text));
}
static inline bool acp_slice_starts(acp_slice text, const char *start)
{
    size_t length = strlen(start);
    return text.len >= length &&
           acp_slice_equal((acp_slice){text.ptr, length}, (acp_slice){start, length});
}
/* Whether a list of names, NULL at its end, holds one. */
static inline bool acp_slice_listed(acp_slice name, const char *const *list)
{
    while (*list && !acp_slice_is(name, *list))
        list++;
    return *list != NULL;
}
/* White space as XML has it: blank, tab, line feed, carriage return. */
static inline bool acp_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
static inline char acp_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}
static inline bool acp_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
/* Value of a digit; -1: it is none. */
static inline int acp_hex_digit(char c)
{
    c = acp_lower(c);
    return acp_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
int acp_base64_digit(char c);
acp_slice acp_slice_trim(acp_slice text);
/* Moves the ends of a range of text inwards over white space. */
void acp_trim_range(const char *text, uint32_t *start, uint32_t *end);
/* Order of the bytes; of two that begin alike, the shorter one comes first. */
int acp_slice_compare(acp_slice a, acp_slice b);
int acp_slice_compare_nocase(acp_slice a, acp_slice b);
/* The part of a name before the colon; empty if there is none. */
acp_slice acp_slice_prefix(acp_slice name);
bool acp_slice_equal_nocase(acp_slice a, acp_slice b);
/* First position of needle in text, NULL if it is not there. */
const char *acp_slice_find(acp_slice text, acp_slice needle);
/* Takes the next item of a comma list off *rest, trimmed; false at the end. "a,,b" has three items;
 * the caller skips a list that is empty as a whole, which would have one empty item. */
bool acp_slice_next_item(acp_slice *rest, acp_slice *item);
/* As much of a text from the file as a message can bear, no character cut in two. */
acp_slice acp_shown(acp_slice text);
/* Takes a UTF-8 sequence that snprintf cut in two off the end of text. */
void acp_clip_text(char *text);

#endif
