/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "generate/target/escape.h"

#include <limits.h>

#include "document/json_text.h"
#include "document/utf8.h"
#include "document/xml_chars.h"

/* ---- what a text has --------------------------------------------------------------------- */

static bool is_control(unsigned char c)
{
    return c < 0x20 || c == 0x7F;
}

static bool has_control(acp_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (is_control((unsigned char)text.ptr[i]))
            return true;
    return false;
}

static bool has(acp_slice text, char c)
{
    return text.len && memchr(text.ptr, c, text.len);
}

static bool is_ascii(acp_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    return true;
}

/* ---- markup, JSON, YAML ------------------------------------------------------------------ */

bool acp_escape_xml(acp_buffer *out, acp_slice text)
{
    if (acp_xml_bad_character(text) < text.len)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '&': acp_buffer_puts(out, "&amp;"); break;
        case '<': acp_buffer_puts(out, "&lt;"); break;
        case '>': acp_buffer_puts(out, "&gt;"); break;
        case '"': acp_buffer_puts(out, "&quot;"); break;
        case '\'': acp_buffer_puts(out, "&#39;"); break;
        case '\t': acp_buffer_puts(out, "&#9;"); break;
        case '\n': acp_buffer_puts(out, "&#10;"); break;
        case '\r': acp_buffer_puts(out, "&#13;"); break;
        default: acp_buffer_putc(out, text.ptr[i]);
        }
    }
    return true;
}

/* Whole profiles are escaped, in which every few characters one is not plain: room is made for many
 * at once, and each escape is copied as the bytes that the longest one has. */
bool acp_escape_plist(acp_buffer *out, acp_slice text)
{
    enum { LONGEST = 5, PART = 1024 };
    static const struct {
        char text[LONGEST + 2]; /* eight bytes a row */
        uint8_t length;
    } escapes[UCHAR_MAX + 1] = {
        ['&'] = {"&amp;", 5}, ['<'] = {"&lt;", 4}, ['>'] = {"&gt;", 4}, ['\r'] = {"&#13;", 5}};
    if (acp_xml_bad_character(text) < text.len)
        return false;
    for (const char *at = text.ptr, *end = at + text.len; at < end;) {
        const char *stop = end - at < PART ? end : at + PART;
        if (!acp_buffer_reserve(out, (size_t)(stop - at) * LONGEST))
            break;
        char *to = out->text + out->length;
        while (at < stop) {
            unsigned char c = (unsigned char)*at++;
            unsigned length = escapes[c].length;
            *to++ = (char)c;
            if (length) {
                memcpy(to - 1, escapes[c].text, LONGEST);
                to += length - 1;
            }
        }
        out->length = (size_t)(to - out->text);
        *to = '\0';
    }
    return true;
}

bool acp_escape_json(acp_buffer *out, acp_slice text)
{
    acp_json_quote(out, text.ptr ? text.ptr : "", text.len);
    return true;
}

bool acp_escape_yaml(acp_buffer *out, acp_slice text)
{
    acp_buffer json = {0};
    acp_json_quote(&json, text.ptr ? text.ptr : "", text.len);
    for (const char *at = json.text, *end = at + json.length; at && at < end;) {
        const char *start = at;
        uint32_t code = acp_utf8_next(&at, end);
        if (code == 0x2028 || code == 0x2029 || code == 0xFEFF)
            acp_buffer_printf(out, "\\u%04X", code);
        else
            acp_buffer_add(out, start, (size_t)(at - start));
    }
    out->failed = out->failed || json.failed;
    acp_buffer_free(&json);
    return true;
}

/* ---- shells ------------------------------------------------------------------------------ */

bool acp_escape_powershell(acp_buffer *out, acp_slice text)
{
    acp_buffer_putc(out, '\'');
    for (const char *at = text.ptr, *end = at + text.len; at < end;) {
        const char *start = at;
        uint32_t code = acp_utf8_next(&at, end);
        if (code == '\'' || (code >= 0x2018 && code <= 0x201B))
            acp_buffer_add(out, start, (size_t)(at - start));
        acp_buffer_add(out, start, (size_t)(at - start));
    }
    acp_buffer_putc(out, '\'');
    return true;
}

bool acp_escape_shell(acp_buffer *out, acp_slice text)
{
    acp_buffer_putc(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'')
            acp_buffer_puts(out, "'\\''");
        else
            acp_buffer_putc(out, text.ptr[i]);
    }
    acp_buffer_putc(out, '\'');
    return true;
}

bool acp_escape_msi(acp_buffer *out, acp_slice text)
{
    if (has_control(text) || has(text, '%'))
        return false;
    acp_buffer_putc(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            acp_buffer_putc(out, '"');
        acp_buffer_putc(out, text.ptr[i]);
    }
    acp_buffer_putc(out, '"');
    return true;
}

/* ---- files of settings ------------------------------------------------------------------- */

static bool keyfile(acp_buffer *out, acp_slice text, bool item)
{
    if (memchr(text.ptr ? text.ptr : "", '\0', text.len))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        switch (c) {
        case '\\': acp_buffer_puts(out, "\\\\"); break;
        case '\n': acp_buffer_puts(out, "\\n"); break;
        case '\r': acp_buffer_puts(out, "\\r"); break;
        case '\t': acp_buffer_puts(out, "\\t"); break;
        case ' ': acp_buffer_puts(out, i && i + 1 < text.len ? " " : "\\s"); break;
        case ';': acp_buffer_puts(out, item ? "\\;" : ";"); break;
        default: acp_buffer_putc(out, c);
        }
    }
    return true;
}

bool acp_escape_keyfile(acp_buffer *out, acp_slice text)
{
    return keyfile(out, text, false);
}

bool acp_escape_keyfile_item(acp_buffer *out, acp_slice text)
{
    return keyfile(out, text, true);
}

bool acp_escape_openconnect(acp_buffer *out, acp_slice text)
{
    if (!text.len || has_control(text) || *text.ptr == ' ')
        return false;
    acp_buffer_add(out, text.ptr, text.len);
    return true;
}

bool acp_escape_swanctl(acp_buffer *out, acp_slice text)
{
    if (memchr(text.ptr ? text.ptr : "", '\0', text.len))
        return false;
    acp_buffer_putc(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        switch (c) {
        case '\\': acp_buffer_puts(out, "\\\\"); break;
        case '"': acp_buffer_puts(out, "\\\""); break;
        case '\n': acp_buffer_puts(out, "\\n"); break;
        case '\r': acp_buffer_puts(out, "\\r"); break;
        case '\t': acp_buffer_puts(out, "\\t"); break;
        default: acp_buffer_putc(out, c);
        }
    }
    acp_buffer_putc(out, '"');
    return true;
}

bool acp_escape_reg(acp_buffer *out, acp_slice text)
{
    if (has_control(text))
        return false;
    acp_buffer_putc(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\')
            acp_buffer_putc(out, '\\');
        acp_buffer_putc(out, text.ptr[i]);
    }
    acp_buffer_putc(out, '"');
    return true;
}

/* ---- configurations of headends ---------------------------------------------------------- */

/* The parsers of both read a line to its end, know double quotes and no escapes, and take a
 * question mark for a call for help. */
static bool can_stand(acp_slice text)
{
    return !has_control(text) && !has(text, '?') && is_ascii(text);
}

static bool word(acp_buffer *out, acp_slice text)
{
    if (!text.len || !can_stand(text) || has(text, '"'))
        return false;
    /* At the start of a line, an exclamation mark is a comment. */
    bool quoted = has(text, ' ') || *text.ptr == '!';
    if (quoted)
        acp_buffer_putc(out, '"');
    acp_buffer_add(out, text.ptr, text.len);
    if (quoted)
        acp_buffer_putc(out, '"');
    return true;
}

static bool rest_of_line(acp_buffer *out, acp_slice text)
{
    acp_slice trimmed = acp_slice_trim(text);
    if (!trimmed.len || trimmed.len != text.len || !can_stand(text))
        return false;
    acp_buffer_add(out, text.ptr, text.len);
    return true;
}

bool acp_escape_asa(acp_buffer *out, acp_slice text)
{
    return word(out, text);
}

bool acp_escape_ios(acp_buffer *out, acp_slice text)
{
    return word(out, text);
}

bool acp_escape_asa_line(acp_buffer *out, acp_slice text)
{
    return rest_of_line(out, text);
}

bool acp_escape_ios_line(acp_buffer *out, acp_slice text)
{
    return rest_of_line(out, text);
}

/* ---- bytes ------------------------------------------------------------------------------- */

void acp_base64(acp_buffer *out, const void *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *in = bytes;
    for (size_t i = 0; i < size; i += 3) {
        unsigned left = size - i > 2 ? 3 : (unsigned)(size - i);
        uint32_t three = (uint32_t)in[i] << 16 | (left > 1 ? (uint32_t)in[i + 1] << 8 : 0) |
                         (left > 2 ? in[i + 2] : 0);
        char four[4] = {digits[three >> 18], digits[three >> 12 & 63],
                        left > 1 ? digits[three >> 6 & 63] : '=',
                        left > 2 ? digits[three & 63] : '='};
        acp_buffer_add(out, four, sizeof four);
    }
}

#define ASA "an ASA's configuration, which takes printable ASCII without "
#define IOS "an IOS-XE configuration, which takes printable ASCII without "

const acp_escape_row acp_escapes[] = {
    {"xml", acp_escape_xml, "XML"},
    {"plist", acp_escape_plist, "a property list"},
    {"json", acp_escape_json, "JSON"},
    {"yaml", acp_escape_yaml, "YAML"},
    {"powershell", acp_escape_powershell, "PowerShell"},
    {"shell", acp_escape_shell, "the shell"},
    {"msi", acp_escape_msi,
     "a command line of msiexec, which takes neither control characters nor %"},
    {"keyfile", acp_escape_keyfile, "a keyfile"},
    {"keyfile-item", acp_escape_keyfile_item, "a list in a keyfile"},
    {"openconnect", acp_escape_openconnect,
     "a file of openconnect, which takes neither control characters nor a blank in front"},
    {"swanctl", acp_escape_swanctl, "swanctl.conf"},
    {"reg", acp_escape_reg, "a .reg file, which takes no control characters"},
    {"asa", acp_escape_asa, ASA "\" and ?"},
    {"asa-line", acp_escape_asa_line, ASA "? and blanks around it"},
    {"ios", acp_escape_ios, IOS "\" and ?"},
    {"ios-line", acp_escape_ios_line, IOS "? and blanks around it"},
    {NULL, NULL, NULL},
};
