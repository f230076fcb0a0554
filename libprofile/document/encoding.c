/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From bytes to UTF-8 text. What a file says of its encoding and what its bytes are may differ:
 * that is a finding, and the text is read all the same when there is one way to. */
#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "document/document.h"
#include "document/encode.h"
#include "document/utf8.h"

typedef struct {
    const char *name; /* for iconv and messages */
    size_t bom_length;
    const char *bom;
    unsigned unit; /* bytes of one code unit */
} encoding_mark;

/* The longer marks first: UTF-32LE's starts with UTF-16LE's. */
static const encoding_mark marks[] = {
    {"UTF-32LE", 4, "\xFF\xFE\0\0", 4}, {"UTF-32BE", 4, "\0\0\xFE\xFF", 4},
    {"UTF-8", 3, "\xEF\xBB\xBF", 1},    {"UTF-16LE", 2, "\xFF\xFE", 2},
    {"UTF-16BE", 2, "\xFE\xFF", 2},
};

/* Encodings an editor may have written. Others are refused: iconv knows hundreds, and a file from
 * a stranger is no reason to try them. */
static const char *const accepted[] = {
    "UTF-8",        "UTF8",         "US-ASCII",     "ASCII",        "UTF-16",       "UTF-16LE",
    "UTF-16BE",     "UTF-32",       "UTF-32LE",     "UTF-32BE",     "ISO-8859-1",   "ISO-8859-2",
    "ISO-8859-3",   "ISO-8859-4",   "ISO-8859-5",   "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",
    "ISO-8859-9",   "ISO-8859-10",  "ISO-8859-13",  "ISO-8859-14",  "ISO-8859-15",  "ISO-8859-16",
    "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255",
    "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258", "SHIFT_JIS",    "EUC-JP",       "GB2312",
    "GBK",          "GB18030",      "BIG5",         "EUC-KR",
};

static const char *accepted_name(acp_slice name)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++)
        if (acp_slice_equal_nocase(name, acp_slice_of(accepted[i])))
            return accepted[i];
    return NULL;
}

/* Length of the UTF-8 sequence at p, 0 if there is no valid one. */
static unsigned utf8_sequence(const unsigned char *p, size_t left)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned length = p[0] < 0x80 ? 1 : p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (length == 1)
        return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4 || left < length)
        return 0;
    uint32_t code = p[0] & (0x7Fu >> length);
    for (unsigned i = 1; i < length; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (p[i] & 0x3Fu);
    }
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < least[length] || code > 0x10FFFF || surrogate ? 0 : length;
}

/* Offset of the first byte that is not UTF-8, length if there is none. */
static size_t first_bad_utf8(const char *text, size_t length, bool *ascii)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t at = 0;
    *ascii = true;
    while (at < length) {
        if (length - at >= 8 && acp_eight_ascii(acp_eight_at(text + at))) {
            at += 8;
            continue;
        }
        if (p[at] < 0x80) {
            at++;
            continue;
        }
        *ascii = false;
        unsigned step = utf8_sequence(p + at, length - at);
        if (!step)
            return at;
        at += step;
    }
    return length;
}

/* Value of encoding="..." in the XML declaration at the start of text; empty: none. */
static acp_slice declared_encoding(const char *text, size_t length)
{
    acp_slice none = {0};
    if (length < 6 || memcmp(text, "<?xml", 5) != 0 || !acp_is_space(text[5]))
        return none;
    const char *end = memmem(text, length, "?>", 2);
    if (!end)
        return none;
    const char *at = memmem(text, (size_t)(end - text), "encoding", 8);
    if (!at)
        return none;
    at += 8;
    while (at < end && acp_is_space(*at))
        at++;
    if (at >= end || *at++ != '=')
        return none;
    while (at < end && acp_is_space(*at))
        at++;
    if (at >= end || (*at != '"' && *at != '\''))
        return none;
    const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
    return close ? (acp_slice){at + 1, (size_t)(close - at - 1)} : none;
}

static const encoding_mark *find_mark(const char *bytes, size_t size)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (size >= marks[i].bom_length && memcmp(bytes, marks[i].bom, marks[i].bom_length) == 0)
            return &marks[i];
    return NULL;
}

/* UTF-16 without a mark shows by the zero byte beside an ASCII character. */
static const char *guess_utf16(const char *bytes, size_t size)
{
    if (size < 4)
        return NULL;
    if (bytes[0] && !bytes[1] && bytes[2] && !bytes[3])
        return "UTF-16LE";
    if (!bytes[0] && bytes[1] && !bytes[2] && bytes[3])
        return "UTF-16BE";
    return NULL;
}

/* Converts with iconv. *bad: offset in the input of the first sequence that does not decode, size
 * if all do; what follows it is left out. */
static char *convert(const char *encoding, const char *bytes, size_t size, size_t *length,
                     size_t *bad)
{
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1)
        return NULL;
    size_t room = size * 3 + 16; /* no accepted encoding grows more */
    char *text = malloc(room + 1);
    if (!text) {
        iconv_close(converter);
        return NULL;
    }
    char *in = (char *)bytes, *out = text;
    size_t left = size, free_room = room;
    size_t result = iconv(converter, &in, &left, &out, &free_room);
    *bad = result == (size_t)-1 ? size - left : size;
    *length = room - free_room;
    text[*length] = '\0';
    iconv_close(converter);
    return text;
}

/* Some encodings write a character in several ways, of which the text does not tell which it was.
 */
static bool comes_back(const char *encoding, const char *text, size_t length, const char *bytes,
                       size_t size)
{
    char *again;
    size_t again_size;
    if (acp_encode(text, length, encoding, false, &again, &again_size) != ACP_OK)
        return false;
    bool same = again_size == size && memcmp(again, bytes, size) == 0;
    free(again);
    return same;
}

static acp_span span_of(const acp_document *document, acp_slice part)
{
    if (!part.len)
        return (acp_span){0, 0};
    uint32_t start = (uint32_t)(part.ptr - document->text);
    return (acp_span){start, start + (uint32_t)part.len};
}

static bool is_utf8_name(acp_slice name)
{
    return acp_slice_equal_nocase(name, ACP_SLICE("UTF-8")) ||
           acp_slice_equal_nocase(name, ACP_SLICE("UTF8")) ||
           acp_slice_equal_nocase(name, ACP_SLICE("US-ASCII")) ||
           acp_slice_equal_nocase(name, ACP_SLICE("ASCII"));
}

/* "UTF-16" fits both byte orders. */
static bool same_encoding(acp_slice declared, const char *actual)
{
    if (strcmp(actual, "UTF-8") == 0)
        return is_utf8_name(declared);
    acp_slice name = acp_slice_of(actual);
    return acp_slice_equal_nocase(declared, name) ||
           acp_slice_equal_nocase(declared, (acp_slice){name.ptr, name.len - 2});
}

/* Control characters other than the zero byte and white space: no editor writes them. */
static bool has_controls(const acp_document *document)
{
    for (size_t i = 0; i < document->length; i++)
        if ((unsigned char)document->text[i] < ' ' && document->text[i] &&
            !acp_is_space(document->text[i]))
            return true;
    return false;
}

static const char *not_well_formed(const acp_document *document)
{
    return document->format == ACP_FORMAT_JSON   ? "ACP0013"
           : document->format == ACP_FORMAT_YAML ? "ACP0014"
                                                 : "ACP0010";
}

static acp_status bad_bytes(acp_document *document, size_t at, const char *encoding,
                            acp_findings *findings)
{
    if (memchr(document->text, '\0', document->length)) {
        bool binary = at < document->length || has_controls(document);
        document->length = strlen(document->text);
        uint32_t zero = (uint32_t)document->length;
        acp_read_finding(findings, document, not_well_formed(document),
                         binary ? (acp_span){0, 0} : (acp_span){zero, zero},
                         binary
                             ? "This is a binary file, not a text file."
                             : "A zero byte stands here. Text has none: the file was damaged, or "
                               "is not a text file.");
        return ACP_DAMAGED;
    }
    /* The excerpt of the report must be valid text. */
    for (size_t i = at; i < document->length; i++)
        if ((unsigned char)document->text[i] >= 0x80)
            document->text[i] = '?';
    acp_read_finding(findings, document, "ACP0020", (acp_span){(uint32_t)at, (uint32_t)at + 1},
                     "The bytes here are not %s. The client cannot read the file.", encoding);
    return ACP_DAMAGED;
}

static void say_not_utf8(acp_document *document, acp_slice declared, acp_findings *findings)
{
    acp_read_finding(findings, document, "ACP0021", span_of(document, declared),
                     "The file is in %s.", document->encoding);
}

/* Bytes in units of two or four: always converted; the declaration inside can only agree or not. */
static acp_status decode_wide(acp_document *document, char *bytes, size_t size, size_t skip,
                              acp_findings *findings)
{
    size_t bad, length;
    char *text = convert(document->encoding, bytes + skip, size - skip, &length, &bad);
    if (text)
        document->exact = comes_back(document->encoding, text, length, bytes + skip, size - skip);
    free(bytes);
    if (!text)
        return ACP_NO_MEMORY;
    document->text = text;
    document->length = length;
    if (bad < size - skip)
        return bad_bytes(document, length, document->encoding, findings);
    if (document->format != ACP_FORMAT_XML)
        return ACP_OK;
    acp_slice declared = declared_encoding(text, length);
    if (declared.len && !same_encoding(declared, document->encoding))
        acp_read_finding(findings, document, "ACP0020", span_of(document, declared),
                         "The declaration says %.*s, but the bytes are %s.",
                         ACP_SLICE_ARGS(declared), document->encoding);
    else
        say_not_utf8(document, declared, findings);
    return ACP_OK;
}

/* One byte a unit, and declared as something else than UTF-8. */
static acp_status decode_declared(acp_document *document, acp_slice declared,
                                  acp_findings *findings)
{
    bool ascii;
    bool utf8 = first_bad_utf8(document->text, document->length, &ascii) == document->length;
    const char *name = accepted_name(declared);
    bool wide = name && (strncmp(name, "UTF-16", 6) == 0 || strncmp(name, "UTF-32", 6) == 0);
    if (!name || wide || (utf8 && !ascii)) {
        acp_read_finding(findings, document, "ACP0020", span_of(document, declared),
                         !name ? "%.*s is not an encoding this program or the client reads."
                               : "The declaration says %.*s, but the bytes are UTF-8.",
                         ACP_SLICE_ARGS(declared));
        return utf8 ? ACP_OK : ACP_DAMAGED;
    }
    size_t bad, length, size = document->length;
    char *text = convert(name, document->text, size, &length, &bad);
    if (!text)
        return ACP_NO_MEMORY;
    document->exact = comes_back(name, text, length, document->text, size);
    free(document->text);
    document->text = text;
    document->length = length;
    document->encoding = name;
    if (bad < size)
        return bad_bytes(document, length, name, findings);
    say_not_utf8(document, declared_encoding(text, length), findings);
    return ACP_OK;
}

acp_status acp_source_decode(acp_document *document, char *bytes, size_t size,
                             acp_findings *findings)
{
    const encoding_mark *mark = find_mark(bytes, size);
    document->bom = mark != NULL;
    const char *wide = mark && mark->unit > 1 ? mark->name : mark ? NULL : guess_utf16(bytes, size);
    document->encoding = wide ? wide : "UTF-8";
    document->exact = true;
    if (wide)
        return decode_wide(document, bytes, size, mark ? mark->bom_length : 0, findings);
    if (mark) {
        size -= mark->bom_length;
        memmove(bytes, bytes + mark->bom_length, size);
    }
    bytes[size] = '\0';
    document->text = bytes;
    document->length = size;
    acp_slice declared = {0};
    if (document->format == ACP_FORMAT_XML)
        declared = declared_encoding(bytes, size);
    if (declared.len && !is_utf8_name(declared)) {
        if (!mark)
            return decode_declared(document, declared, findings);
        acp_read_finding(findings, document, "ACP0020", span_of(document, declared),
                         "The declaration says %.*s, but the file starts with the byte order mark "
                         "of UTF-8.",
                         ACP_SLICE_ARGS(declared));
    }
    bool ascii;
    size_t bad = first_bad_utf8(bytes, size, &ascii);
    if (bad < size || memchr(bytes, '\0', size))
        return bad_bytes(document, bad, "UTF-8", findings);
    return ACP_OK;
}
