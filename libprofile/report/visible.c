/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "report/visible.h"

#include <inttypes.h>
#include <string.h>

#include "document/slice.h"
#include "document/utf8.h"

typedef struct {
    uint32_t first, last;
} range;

/* Combining marks, joiners, variation selectors: drawn with the character before them. */
static const range zero_wide[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489},   {0x0591, 0x05BD},   {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x06D6, 0x06DC}, {0x0900, 0x0902},   {0x093C, 0x093C},   {0x0941, 0x0948}, {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},   {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF}, {0x200B, 0x200D},
    {0x2060, 0x2060}, {0x20D0, 0x20F0},   {0x302A, 0x302D},   {0x3099, 0x309A}, {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF},
};

/* East Asian wide and full-width characters, and emoji. */
static const range two_wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
    {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x17000, 0x18CFF}, {0x1B000, 0x1B2FF},
    {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A},
    {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
    {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
    {0x1F3F8, 0x1F3FA}, {0x1F400, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC},
    {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A},
    {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5},
    {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6D7}, {0x1F6DC, 0x1F6DF},
    {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1F93A},
    {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x2FFFD},
    {0x30000, 0x3FFFD},
};

static bool in_ranges(uint32_t code, const range *ranges, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && code >= ranges[low].first;
}

unsigned acp_code_width(uint32_t code)
{
    if (code < 0x300)
        return 1;
    if (in_ranges(code, zero_wide, sizeof zero_wide / sizeof *zero_wide))
        return 0;
    return in_ranges(code, two_wide, sizeof two_wide / sizeof *two_wide) ? 2 : 1;
}

/* Controls, and what changes the writing direction or hides itself. */
static bool is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x061C || code == 0x200E ||
           code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x206F) || code == 0xFEFF ||
           (code >= 0xFFF9 && code <= 0xFFFB) || (code >= 0xE0000 && code <= 0xE007F);
}

/* Adds one code point (of the bytes from start to end) and returns its width. */
static unsigned add_code(acp_buffer *out, uint32_t code, const char *start, const char *end)
{
    char text[16];
    if (code == ACP_UTF8_BAD)
        snprintf(text, sizeof text, "\\x%02X", (unsigned char)*start);
    else if (code == '\t')
        strcpy(text, " ");
    else if (code == '\n')
        strcpy(text, "\\n");
    else if (code == '\r')
        strcpy(text, "\\r");
    else if (is_unsafe(code))
        snprintf(text, sizeof text, code < 0x80 ? "\\x%02" PRIX32 : "\\u%04" PRIX32, code);
    else {
        if (out)
            acp_buffer_add(out, start, (size_t)(end - start));
        return acp_code_width(code);
    }
    if (out)
        acp_buffer_puts(out, text);
    return (unsigned)strlen(text);
}

unsigned acp_visible_line(acp_buffer *out, acp_slice text)
{
    unsigned width = 0;
    for (const char *at = text.ptr, *end = text.ptr + text.len; at < end;) {
        const char *start = at;
        uint32_t code = acp_utf8_next(&at, end);
        width += add_code(out, code, start, at);
    }
    return width;
}

static void add_blanks(acp_buffer *out, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        acp_buffer_putc(out, ' ');
}

void acp_visible_wrapped(acp_buffer *out, const char *text, unsigned start, unsigned indent,
                         unsigned width)
{
    unsigned column = start;
    bool at_start = true; /* nothing but indentation on this line yet */
    while (*text) {
        size_t blank = strspn(text, " \t");
        size_t word = strcspn(text + blank, " \t\n");
        acp_slice piece = {text + blank, word};
        unsigned wide = acp_visible_line(NULL, piece);
        if (word) {
            if (!at_start && width && column + blank + wide > width) {
                acp_buffer_putc(out, '\n');
                add_blanks(out, indent);
                column = indent;
            } else {
                add_blanks(out, (unsigned)blank);
                column += (unsigned)blank;
            }
            acp_visible_line(out, piece);
            column += wide;
            at_start = false;
        }
        text += blank + word;
        if (*text == '\n') {
            acp_buffer_putc(out, '\n');
            text++;
            if (*text && *text != '\n')
                add_blanks(out, indent);
            column = indent;
            at_start = true;
        }
    }
}

void acp_print_wrapped(FILE *stream, const char *text, unsigned start, unsigned indent,
                       unsigned width)
{
    acp_buffer buffer = {0};
    acp_visible_wrapped(&buffer, text, start, indent, width);
    if (buffer.length)
        fwrite(buffer.text, 1, buffer.length, stream);
    acp_buffer_free(&buffer);
}

void acp_print_visible(FILE *stream, const char *text, size_t length)
{
    acp_buffer buffer = {0};
    for (const char *at = text, *end = text + length; at < end;) {
        const char *start = at;
        uint32_t code = acp_utf8_next(&at, end);
        if (code == '\n' || code == '\t')
            acp_buffer_putc(&buffer, (char)code);
        else
            add_code(&buffer, code, start, at);
    }
    if (buffer.length)
        fwrite(buffer.text, 1, buffer.length, stream);
    acp_buffer_free(&buffer);
}
