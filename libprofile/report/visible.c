/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "report/visible.h"

#include <inttypes.h>
#include <string.h>

#include "document/slice.h"
#include "document/utf8.h"
#include "document/width.h"

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
        at = acp_printable_end(at, end);
        width += (unsigned)(at - start);
        if (out && at > start)
            acp_buffer_add(out, start, (size_t)(at - start));
        if (at == end)
            break;
        start = at;
        uint32_t code = acp_utf8_next(&at, end);
        width += add_code(out, code, start, at);
    }
    return width;
}

unsigned acp_visible_columns(const char *text, size_t length)
{
    return acp_visible_line(NULL, (acp_slice){text, length});
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
        at = acp_printable_end(at, end);
        acp_buffer_add(&buffer, start, (size_t)(at - start));
        if (at == end)
            break;
        start = at;
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
