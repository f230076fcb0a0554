/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/scan_json.h"

void acp_json_start(acp_json_scanner *scanner, acp_slice text)
{
    *scanner = (acp_json_scanner){.text = text, .want = ACP_JSON_WANT_VALUE, .opener = UINT32_MAX};
}

/* NUL at the end and for NUL itself, which is no token anyway. */
static char peek(const acp_json_scanner *s, size_t at)
{
    return at < s->text.len ? s->text.ptr[at] : '\0';
}

static bool is_word(char c)
{
    return acp_is_digit(c) || (acp_lower(c) >= 'a' && acp_lower(c) <= 'z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static acp_json_token problem(acp_json_scanner *s, size_t start, size_t end, const char *text)
{
    s->problem = text;
    s->span = (acp_span){(uint32_t)start, (uint32_t)(end < s->text.len ? end : s->text.len)};
    return ACP_JSON_ERROR;
}

static size_t word_end(const acp_json_scanner *s, size_t at)
{
    while (is_word(peek(s, at)) || peek(s, at) == '.' || peek(s, at) == '-')
        at++;
    return at;
}

static size_t character_end(const acp_json_scanner *s, size_t at)
{
    at++;
    while (at < s->text.len && ((unsigned char)s->text.ptr[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static bool has_word(const acp_json_scanner *s, size_t start, size_t end, const char *word)
{
    return acp_slice_equal_nocase((acp_slice){s->text.ptr + start, end - start},
                                  acp_slice_of(word));
}

/* ---- strings ----------------------------------------------------------------------------- */

/* Value of the four hexadecimal digits at at, -1: they are none. */
static int hex4(const acp_json_scanner *s, size_t at)
{
    int value = 0;
    for (size_t i = 0; i < 4; i++) {
        int digit = acp_hex_digit(peek(s, at + i));
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static bool is_high(int unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(int unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Passes the escape whose backslash stands at *at. */
static const char *pass_escape(const acp_json_scanner *s, size_t *at)
{
    char c = peek(s, *at + 1);
    if (c != 'u') {
        if (c == '\0' || !strchr("\"\\/bfnrt", c))
            return "A backslash starts an escape here, and this is none that JSON knows: write a "
                   "backslash of the text itself twice, \\\\";
        *at += 2;
        return NULL;
    }
    int unit = hex4(s, *at + 2);
    if (unit < 0)
        return "\\u wants four hexadecimal digits behind it";
    *at += 6;
    if (is_low(unit))
        return "This is the second half of a character and the first half is missing";
    if (!is_high(unit))
        return NULL;
    if (peek(s, *at) != '\\' || peek(s, *at + 1) != 'u' || !is_low(hex4(s, *at + 2)))
        return "This is the first half of a character and the second half is missing";
    *at += 6;
    return NULL;
}

static acp_json_token scan_string(acp_json_scanner *s, acp_json_token token)
{
    size_t start = s->next, at = start + 1;
    s->escaped = false;
    for (;;) {
        unsigned char c = (unsigned char)peek(s, at);
        if (at >= s->text.len || c == '\n' || c == '\r')
            return problem(s, start, at, "The quote that opens here is not closed on its line");
        if (c < 0x20)
            return problem(s, at, at + 1,
                           c == '\t' ? "A tab inside quotes is written as \\t"
                                     : "A control character inside quotes is not allowed in JSON");
        if (c == '"')
            break;
        if (c != '\\') {
            at++;
            continue;
        }
        size_t escape = at;
        const char *wrong = pass_escape(s, &at);
        if (wrong)
            return problem(s, escape, at > escape ? at : escape + 2, wrong);
        s->escaped = true;
    }
    s->next = at + 1;
    s->span = (acp_span){(uint32_t)start, (uint32_t)(at + 1)};
    return token;
}

static size_t put_utf8(char *out, unsigned c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

bool acp_json_decode(acp_arena *arena, acp_slice raw, acp_slice *out)
{
    static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
    const acp_json_scanner s = {.text = raw};
    char *text = acp_arena_alloc(arena, raw.len + 1);
    if (!text)
        return false;
    size_t length = 0;
    for (size_t at = 0; at < raw.len;) {
        if (raw.ptr[at] != '\\') {
            text[length++] = raw.ptr[at++];
            continue;
        }
        char c = peek(&s, at + 1);
        const char *letter = strchr(letters, c);
        at += 2;
        if (c != 'u') {
            text[length++] = letter && c ? meant[letter - letters] : c;
            continue;
        }
        unsigned unit = (unsigned)hex4(&s, at);
        at += 4;
        if (is_high((int)unit)) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + ((unsigned)hex4(&s, at + 2) - 0xDC00);
            at += 6;
        }
        length += put_utf8(text + length, unit);
    }
    *out = (acp_slice){text, length};
    return true;
}

/* ---- numbers and words ------------------------------------------------------------------- */

static size_t pass_digits(const acp_json_scanner *s, size_t at)
{
    while (acp_is_digit(peek(s, at)))
        at++;
    return at;
}

static acp_json_token scan_number(acp_json_scanner *s)
{
    static const char plain[] = "This is no number: write it in quotes if it is text";
    size_t start = s->next, at = start;
    if (peek(s, at) == '-')
        at++;
    size_t digits = at;
    at = pass_digits(s, at);
    if (at == digits)
        return problem(s, start, word_end(s, at), plain);
    if (peek(s, digits) == '0' && at > digits + 1)
        return problem(s, start, at,
                       "A number cannot start with 0: write it in quotes if the 0 matters, else "
                       "without it");
    if (peek(s, at) == '.') {
        digits = ++at;
        at = pass_digits(s, at);
        if (at == digits || peek(s, at) == '.')
            return problem(s, start, word_end(s, at), plain);
    }
    if (acp_lower(peek(s, at)) == 'e') {
        at++;
        if (peek(s, at) == '+' || peek(s, at) == '-')
            at++;
        digits = at;
        at = pass_digits(s, at);
        if (at == digits)
            return problem(s, start, word_end(s, at), plain);
    }
    if (is_word(peek(s, at)) || peek(s, at) == ':')
        return problem(s, start, word_end(s, at), plain);
    s->span = (acp_span){(uint32_t)start, (uint32_t)at};
    s->next = at;
    return ACP_JSON_NUMBER;
}

static acp_json_token scan_word(acp_json_scanner *s)
{
    static const struct {
        const char *word, *problem;
        acp_json_token token;
    } words[] = {
        {"true", "JSON writes true in lower case", ACP_JSON_TRUE},
        {"false", "JSON writes false in lower case", ACP_JSON_FALSE},
        {"null", "JSON writes null in lower case", ACP_JSON_NULL},
    };
    size_t start = s->next, end = word_end(s, start);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!has_word(s, start, end, words[i].word))
            continue;
        if (memcmp(s->text.ptr + start, words[i].word, end - start) != 0)
            return problem(s, start, end, words[i].problem);
        s->span = (acp_span){(uint32_t)start, (uint32_t)end};
        s->next = end;
        return words[i].token;
    }
    return problem(s, start, end, "Text is written in double quotes");
}

/* ---- structure --------------------------------------------------------------------------- */

static acp_json_token bad_character(acp_json_scanner *s, const char *otherwise)
{
    char c = peek(s, s->next);
    if (c == '/' && (peek(s, s->next + 1) == '/' || peek(s, s->next + 1) == '*'))
        return problem(s, s->next, s->next + 2,
                       "JSON has no comments: write \"#comment\": [\"...\"] before the setting it "
                       "is about, or inside its object");
    if (c == '#')
        return problem(s, s->next, s->next + 1,
                       "JSON has no comments: write \"#comment\": [\"...\"] inside the object");
    if (c == '\'')
        return problem(s, s->next, s->next + 1, "JSON uses double quotes, not single ones");
    return problem(s, s->next, character_end(s, s->next), otherwise);
}

static acp_json_token cut_short(acp_json_scanner *s)
{
    size_t end = s->text.len;
    while (end > 0 && acp_is_space(s->text.ptr[end - 1]))
        end--;
    if (s->depth == 0)
        return problem(s, end, end, "The file is empty");
    s->opener = s->open[s->depth - 1];
    return problem(s, end, end,
                   s->text.ptr[s->opener] == '{'
                       ? "The file ends before this object is closed with }"
                       : "The file ends before this list is closed with ]");
}

static acp_json_token open_bracket(acp_json_scanner *s, acp_json_token token)
{
    s->span = (acp_span){(uint32_t)s->next, (uint32_t)s->next + 1};
    if (s->depth == ACP_DATUM_DEPTH)
        return ACP_JSON_TOO_DEEP;
    s->open[s->depth++] = (uint32_t)s->next++;
    s->want = token == ACP_JSON_OBJECT ? ACP_JSON_WANT_FIRST_KEY : ACP_JSON_WANT_FIRST_ITEM;
    return token;
}

static acp_json_token close_bracket(acp_json_scanner *s)
{
    char c = peek(s, s->next);
    char open = s->text.ptr[s->open[s->depth - 1]];
    if ((open == '{') != (c == '}')) {
        s->opener = s->open[s->depth - 1];
        return problem(s, s->next, s->next + 1,
                       open == '{' ? "] stands where } must close the object"
                                   : "} stands where ] must close the list");
    }
    s->span = (acp_span){(uint32_t)s->next, (uint32_t)s->next + 1};
    s->next++;
    s->depth--;
    s->want = s->depth ? ACP_JSON_WANT_SEPARATOR : ACP_JSON_WANT_END;
    return c == '}' ? ACP_JSON_OBJECT_END : ACP_JSON_ARRAY_END;
}

static acp_json_token scan_value(acp_json_scanner *s)
{
    char c = peek(s, s->next);
    if (c == '{')
        return open_bracket(s, ACP_JSON_OBJECT);
    if (c == '[')
        return open_bracket(s, ACP_JSON_ARRAY);
    acp_json_token token;
    if (c == '"')
        token = scan_string(s, ACP_JSON_STRING);
    else if (c == '-' || acp_is_digit(c))
        token = scan_number(s);
    else if (is_word(c))
        token = scan_word(s);
    else if (c == '+' || c == '.')
        token = problem(s, s->next, word_end(s, s->next + 1),
                        "This is no number: write it in quotes if it is text");
    else if (c == '}' || c == ']' || c == ',')
        token = problem(s, s->next, s->next + 1, "A value is missing here");
    else
        token = bad_character(s, "No value can start with this character");
    s->want = s->depth ? ACP_JSON_WANT_SEPARATOR : ACP_JSON_WANT_END;
    return token;
}

static void pass_space(acp_json_scanner *s)
{
    while (s->next < s->text.len && acp_is_space(s->text.ptr[s->next]))
        s->next++;
}

static acp_json_token scan_key(acp_json_scanner *s)
{
    char c = peek(s, s->next);
    if (c == '}' && s->want == ACP_JSON_WANT_KEY)
        return problem(s, s->comma, s->comma + 1,
                       "No member follows this comma: remove it, or write the member");
    if (c == ',')
        return problem(s, s->next, s->next + 1, "A member is missing before this comma");
    if (is_word(c) || c == '@')
        return problem(s, s->next, word_end(s, s->next + 1), "Names are written in double quotes");
    if (c != '"')
        return bad_character(s, "A name in double quotes is wanted here");
    if (scan_string(s, ACP_JSON_KEY) == ACP_JSON_ERROR)
        return ACP_JSON_ERROR;
    acp_span key = s->span;
    pass_space(s);
    if (s->next >= s->text.len)
        return cut_short(s);
    if (peek(s, s->next) != ':')
        return problem(s, s->next, character_end(s, s->next),
                       "A colon is missing between the name and its value");
    s->next++;
    s->want = ACP_JSON_WANT_VALUE;
    s->span = key;
    return ACP_JSON_KEY;
}

/* Passes the comma between two members or items; true: a token is to be returned. */
static bool pass_separator(acp_json_scanner *s, acp_json_token *token)
{
    char c = peek(s, s->next);
    bool object = s->text.ptr[s->open[s->depth - 1]] == '{';
    if (c == ',') {
        s->comma = (uint32_t)s->next++;
        s->want = object ? ACP_JSON_WANT_KEY : ACP_JSON_WANT_VALUE;
        return false;
    }
    if (c == '}' || c == ']')
        *token = close_bracket(s);
    else if (c == '"' && object)
        *token = problem(s, s->next, s->next + 1, "A comma is missing before this member");
    else if (c == '"' || c == '{' || c == '[' || is_word(c) || c == '-')
        *token = problem(s, s->next, s->next + 1, "A comma is missing before this");
    else if (c == ':')
        *token = problem(s, s->next, s->next + 1,
                         "A colon stands where a comma or a closing bracket is wanted");
    else
        *token = bad_character(s, "A comma or a closing bracket is wanted here");
    return true;
}

acp_json_token acp_json_next(acp_json_scanner *s)
{
    acp_json_token token;
    pass_space(s);
    if (s->want == ACP_JSON_WANT_END) {
        s->span = (acp_span){(uint32_t)s->next, (uint32_t)s->next};
        if (s->next >= s->text.len)
            return ACP_JSON_END;
        return bad_character(s, "The document ends before this: remove what follows it");
    }
    if (s->next < s->text.len && s->want == ACP_JSON_WANT_SEPARATOR) {
        if (pass_separator(s, &token))
            return token;
        pass_space(s);
    }
    if (s->next >= s->text.len)
        return cut_short(s);
    char c = peek(s, s->next);
    switch (s->want) {
    case ACP_JSON_WANT_FIRST_KEY: return c == '}' || c == ']' ? close_bracket(s) : scan_key(s);
    case ACP_JSON_WANT_KEY: return scan_key(s);
    case ACP_JSON_WANT_FIRST_ITEM: return c == ']' || c == '}' ? close_bracket(s) : scan_value(s);
    default: break;
    }
    if (c == ']' && s->depth && s->text.ptr[s->open[s->depth - 1]] == '[')
        return problem(s, s->comma, s->comma + 1,
                       "Nothing follows this comma: remove it, or write the item");
    return scan_value(s);
}
