/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prints data as YAML in block style. A text is written without quotes only when no reader of YAML
 * 1.1 or 1.2 could take it for anything else; quoted texts stay on one line. */
#include <inttypes.h>

#include "document/form.h"
#include "document/utf8.h"

/* YAML reads a name in its plain position only up to 1024 characters; escapes can swell it. */
#define LONGEST_PLAIN_KEY 128

static bool is_letter(char c)
{
    return acp_lower(c) >= 'a' && acp_lower(c) <= 'z';
}

/* Words that some reader takes for a truth value, nothing or a number, in any case of letters. */
static bool is_taken_word(acp_slice text)
{
    static const char *const words[] = {"y",     "n",    "yes", "no",  "on",       "off", "true",
                                        "false", "null", "nil", "nan", "infinity", "inf", "none"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (acp_slice_equal_nocase(text, acp_slice_of(words[i])))
            return true;
    return false;
}

/* What starts with a letter can be no number or date in any version; what holds only these signs no
 * indicator. */
static bool is_safe_plain(acp_slice text)
{
    if (text.len == 0 || !is_letter(*text.ptr) || is_taken_word(text))
        return false;
    char before = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (!is_letter(c) && !(c >= '0' && c <= '9') && !strchr("_-./ ", c))
            return false;
        if (c == '\0' || (c == ' ' && (before == ' ' || i + 1 == text.len)))
            return false;
        before = c;
    }
    return true;
}

static void write_escape(uint32_t code, acp_buffer *out)
{
    static const struct {
        char code, letter;
    } letters[] = {{'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (code == (uint32_t)letters[i].code) {
            acp_buffer_putc(out, '\\');
            acp_buffer_putc(out, letters[i].letter);
            return;
        }
    }
    acp_buffer_printf(out, code < 0x100 ? "\\x%02" PRIX32 : "\\u%04" PRIX32, code);
}

static bool needs_escape(uint32_t code)
{
    return code < 0x20 || code == '"' || code == '\\' || (code >= 0x7F && code < 0xA0) ||
           code == 0x2028 || code == 0x2029 || code == 0xFEFF;
}

static void write_text(acp_slice text, acp_buffer *out)
{
    if (is_safe_plain(text)) {
        acp_buffer_add(out, text.ptr, text.len);
        return;
    }
    acp_buffer_putc(out, '"');
    for (const char *at = text.ptr, *end = text.ptr + text.len; at < end;) {
        const char *start = at;
        uint32_t code = acp_utf8_next(&at, end);
        if (code == ACP_UTF8_BAD)
            acp_buffer_puts(out, "\xEF\xBF\xBD");
        else if (needs_escape(code))
            write_escape(code, out);
        else
            acp_buffer_add(out, start, (size_t)(at - start));
    }
    acp_buffer_putc(out, '"');
}

static void indent(unsigned depth, acp_buffer *out)
{
    while (depth-- > 0)
        acp_buffer_add(out, "  ", 2);
}

static void write_block(const acp_datum *datum, unsigned depth, bool first_indented,
                        acp_buffer *out);

/* Writes a value behind "name:" or "-", with the end of the line. */
static void write_value(const acp_datum *datum, unsigned depth, bool item, acp_buffer *out)
{
    if (acp_datum_is_scalar(datum)) {
        acp_buffer_putc(out, ' ');
        if (datum->type == ACP_DATUM_STRING)
            write_text(datum->text, out);
        else
            acp_buffer_add(out, datum->text.ptr, datum->text.len);
        acp_buffer_putc(out, '\n');
    } else if (!datum->first) {
        acp_buffer_puts(out, datum->type == ACP_DATUM_OBJECT ? " {}\n" : " []\n");
    } else if (item) {
        acp_buffer_putc(out, ' ');
        write_block(datum, depth + 1, true, out);
    } else {
        acp_buffer_putc(out, '\n');
        write_block(datum, depth + 1, false, out);
    }
}

/* first_indented: the first line's indentation stands there already, as "- ". */
static void write_block(const acp_datum *datum, unsigned depth, bool first_indented,
                        acp_buffer *out)
{
    bool object = datum->type == ACP_DATUM_OBJECT;
    for (const acp_datum *member = datum->first; member; member = member->next) {
        if (member != datum->first || !first_indented)
            indent(depth, out);
        if (!object) {
            acp_buffer_putc(out, '-');
            write_value(member, depth, true, out);
            continue;
        }
        if (member->key.len > LONGEST_PLAIN_KEY) {
            acp_buffer_puts(out, "? ");
            write_text(member->key, out);
            acp_buffer_putc(out, '\n');
            indent(depth, out);
        } else {
            write_text(member->key, out);
        }
        acp_buffer_putc(out, ':');
        write_value(member, depth, false, out);
    }
}

void acp_write_yaml(const acp_datum *top, acp_buffer *out)
{
    if (top->first)
        write_block(top, 0, false, out);
    else
        acp_buffer_puts(out, "{}\n");
}
