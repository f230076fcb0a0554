/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check/ere.h"

#include "document/slice.h"

#define MAX_DEPTH  32
#define MAX_REPEAT 255 /* RE_DUP_MAX as POSIX guarantees it */
#define MAX_SETS   64

typedef struct {
    const char *at, *start, *end;
    acp_ere_op ops[ACP_ERE_OPS];
    acp_ere_set sets[MAX_SETS];
    unsigned op_count, set_count, depth;
    const char *error;
} compiler;

static bool refuse(compiler *c, const char *why)
{
    if (!c->error)
        c->error = why;
    return false;
}

static bool emit(compiler *c, acp_ere_code code, unsigned a, unsigned b, char byte)
{
    if (c->op_count == ACP_ERE_OPS)
        return refuse(c, "the expression is too large; write fewer or smaller repeats");
    c->ops[c->op_count++] = (acp_ere_op){(uint8_t)code, (uint8_t)byte, (uint16_t)a, (uint16_t)b};
    return true;
}

static void shift(acp_ere_op *op, unsigned by)
{
    if (op->op == ACP_ERE_SPLIT)
        op->b = (uint16_t)(op->b + by);
    if (op->op == ACP_ERE_SPLIT || op->op == ACP_ERE_JUMP)
        op->a = (uint16_t)(op->a + by);
}

/* Makes room for one operation before the piece that starts at start and runs to the end of the
 * program. Jumps inside a piece stay inside it, so moving it shifts exactly its own targets. */
static bool insert(compiler *c, unsigned start, acp_ere_code code)
{
    if (!emit(c, code, 0, 0, 0))
        return false;
    for (unsigned i = c->op_count - 1; i > start; i--) {
        c->ops[i] = c->ops[i - 1];
        shift(&c->ops[i], 1);
    }
    c->ops[start] = (acp_ere_op){(uint8_t)code, 0, 0, 0};
    return true;
}

static bool copy_piece(compiler *c, unsigned start, unsigned length)
{
    unsigned by = c->op_count - start;
    for (unsigned i = 0; i < length; i++) {
        acp_ere_op op = c->ops[start + i];
        shift(&op, by);
        if (!emit(c, (acp_ere_code)op.op, op.a, op.b, (char)op.c))
            return false;
    }
    return true;
}

/* Makes the piece from start to the end optional, or repeated any number of times. */
static bool optional(compiler *c, unsigned start, bool repeated)
{
    if (!insert(c, start, ACP_ERE_SPLIT))
        return false;
    if (repeated && !emit(c, ACP_ERE_JUMP, start, 0, 0))
        return false;
    c->ops[start].a = (uint16_t)(start + 1);
    c->ops[start].b = (uint16_t)c->op_count;
    return true;
}

static bool repeat_piece(compiler *c, unsigned start, unsigned min, unsigned max, bool unbounded)
{
    unsigned length = c->op_count - start;
    if (!unbounded && max == 0) {
        c->op_count = start;
        return true;
    }
    if (min == 0 && (unbounded || max == 1))
        return optional(c, start, unbounded);
    unsigned whole = min ? min : 1, first = start;
    for (unsigned i = 1; i < whole; i++) {
        first = c->op_count;
        if (!copy_piece(c, start, length))
            return false;
    }
    if (unbounded) /* one more pass through the last copy */
        return emit(c, ACP_ERE_SPLIT, first, c->op_count + 1, 0);
    for (unsigned i = whole; i < max; i++) {
        unsigned copy = c->op_count;
        if (!copy_piece(c, start, length) || !optional(c, copy, false))
            return false;
    }
    return min > 0 || optional(c, start, false);
}

static bool read_number(compiler *c, unsigned *out)
{
    const char *digits = c->at;
    unsigned value = 0;
    while (c->at < c->end && *c->at >= '0' && *c->at <= '9' && value <= MAX_REPEAT)
        value = value * 10 + (unsigned)(*c->at++ - '0');
    if (value > MAX_REPEAT)
        return refuse(c, "a repeat count is at most 255");
    *out = value;
    return c->at > digits;
}

/* The {m}, {m,} or {m,n} behind a piece; at is behind the brace. */
static bool parse_braces(compiler *c, unsigned start)
{
    unsigned min = 0, max = 0;
    bool unbounded = false;
    if (!read_number(c, &min))
        return refuse(c, "a repeat is written {2}, {2,} or {2,5}; write \\{ for the brace itself");
    max = min;
    if (c->at < c->end && *c->at == ',') {
        c->at++;
        unbounded = !read_number(c, &max);
    }
    if (c->error || c->at == c->end || *c->at != '}')
        return refuse(c, "a repeat is not closed with }");
    c->at++;
    if (!unbounded && max < min)
        return refuse(c, "the second count of a repeat is smaller than the first");
    return repeat_piece(c, start, min, max, unbounded);
}

static void set_add(acp_ere_set *set, unsigned char byte)
{
    set->bits[byte / 32] |= 1u << (byte % 32);
}

static bool class_holds(const char *name, size_t length, unsigned char c)
{
    acp_slice n = {name, length};
    bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
    bool graph = c > ' ' && c < 127;
    if (acp_slice_is(n, "alpha"))
        return upper || lower;
    if (acp_slice_is(n, "digit"))
        return digit;
    if (acp_slice_is(n, "alnum"))
        return upper || lower || digit;
    if (acp_slice_is(n, "upper"))
        return upper;
    if (acp_slice_is(n, "lower"))
        return lower;
    if (acp_slice_is(n, "space"))
        return c == ' ' || (c >= '\t' && c <= '\r');
    if (acp_slice_is(n, "blank"))
        return c == ' ' || c == '\t';
    if (acp_slice_is(n, "punct"))
        return graph && !upper && !lower && !digit;
    if (acp_slice_is(n, "xdigit"))
        return acp_hex_digit((char)c) >= 0;
    if (acp_slice_is(n, "print"))
        return graph || c == ' ';
    if (acp_slice_is(n, "graph"))
        return graph;
    return acp_slice_is(n, "cntrl") && (c < ' ' || c == 127);
}

/* A [:class:] inside brackets; at is behind "[:". */
static bool parse_class(compiler *c, acp_ere_set *set)
{
    const char *name = c->at;
    while (c->at < c->end && *c->at >= 'a' && *c->at <= 'z')
        c->at++;
    size_t length = (size_t)(c->at - name);
    if (c->end - c->at < 2 || c->at[0] != ':' || c->at[1] != ']')
        return refuse(c, "a character class is written [:alpha:] inside the brackets");
    c->at += 2;
    bool any = false;
    for (unsigned byte = 0; byte < 256; byte++) {
        if (!class_holds(name, length, (unsigned char)byte))
            continue;
        set_add(set, (unsigned char)byte);
        any = true;
    }
    return any || refuse(c, "no such character class; there are alpha, digit, alnum, upper, lower, "
                            "space, blank, punct, print, graph, cntrl and xdigit");
}

static bool parse_range(compiler *c, acp_ere_set *set)
{
    unsigned char low = (unsigned char)*c->at++;
    unsigned char high = low;
    if (c->end - c->at >= 2 && c->at[0] == '-' && c->at[1] != ']') {
        high = (unsigned char)c->at[1];
        c->at += 2;
    }
    if (high < low)
        return refuse(c, "a range in brackets runs backwards");
    for (unsigned byte = low; byte <= high; byte++)
        set_add(set, (unsigned char)byte);
    return true;
}

/* A bracket expression; at is behind the opening bracket. */
static bool parse_brackets(compiler *c)
{
    if (c->set_count == MAX_SETS)
        return refuse(c, "too many bracket expressions");
    acp_ere_set set = {{0}};
    bool negated = c->at < c->end && *c->at == '^';
    if (negated)
        c->at++;
    const char *first = c->at;
    while (c->at < c->end && (*c->at != ']' || c->at == first)) {
        if (*c->at == '[' && c->end - c->at > 1 && strchr(":.=", c->at[1])) {
            if (c->at[1] != ':')
                return refuse(c, "[. .] and [= =] depend on a locale and are not available");
            c->at += 2;
            if (!parse_class(c, &set))
                return false;
        } else if (!parse_range(c, &set)) {
            return false;
        }
    }
    if (c->at == c->end)
        return refuse(c, "a bracket is not closed with ]");
    c->at++;
    if (negated)
        for (unsigned i = 0; i < 8; i++)
            set.bits[i] = ~set.bits[i];
    c->sets[c->set_count] = set;
    return emit(c, ACP_ERE_SET, c->set_count++, 0, 0);
}

static bool parse_escape(compiler *c)
{
    if (c->at == c->end)
        return refuse(c, "the expression ends in a backslash");
    char byte = *c->at;
    if (byte >= '1' && byte <= '9')
        return refuse(c, "back-references are not available");
    if (!strchr("^.[]$()|*+?{}\\/-", byte))
        return refuse(c, "only special characters take a backslash; write [0-9] for \\d, "
                         "[[:space:]] for \\s, [[:alnum:]_] for \\w");
    c->at++;
    return emit(c, ACP_ERE_CHAR, 0, 0, byte);
}

static bool parse_alternatives(compiler *c);

static bool parse_group(compiler *c)
{
    if (c->depth == MAX_DEPTH)
        return refuse(c, "parentheses are nested more than 32 deep");
    c->depth++;
    if (!parse_alternatives(c))
        return false;
    c->depth--;
    if (c->at == c->end)
        return refuse(c, "a parenthesis is not closed");
    c->at++;
    return true;
}

static bool parse_atom(compiler *c)
{
    char byte = *c->at++;
    switch (byte) {
    case '(': return parse_group(c);
    case '[': return parse_brackets(c);
    case '.': return emit(c, ACP_ERE_ANY, 0, 0, 0);
    case '^': return emit(c, ACP_ERE_BEGIN, 0, 0, 0);
    case '$': return emit(c, ACP_ERE_END, 0, 0, 0);
    case '\\': return parse_escape(c);
    case '*':
    case '+':
    case '?':
    case '{':
        c->at--;
        return refuse(c, "there is nothing to repeat before this; write a backslash before it "
                         "for the character itself");
    default: return emit(c, ACP_ERE_CHAR, 0, 0, byte);
    }
}

static bool parse_repeats(compiler *c, unsigned start)
{
    while (c->at < c->end && strchr("*+?{", *c->at)) {
        char how = *c->at++;
        bool done = how == '{'   ? parse_braces(c, start)
                    : how == '?' ? repeat_piece(c, start, 0, 1, false)
                                 : repeat_piece(c, start, how == '+', 0, true);
        if (!done)
            return false;
    }
    return true;
}

static bool parse_branch(compiler *c)
{
    const char *first = c->at;
    while (c->at < c->end && *c->at != '|' && *c->at != ')') {
        unsigned start = c->op_count;
        if (!*c->at)
            return refuse(c, "a NUL character cannot be part of an expression");
        if (!parse_atom(c) || !parse_repeats(c, start))
            return false;
    }
    return c->at > first || refuse(c, "an alternative is empty; write (abc)? for optional text");
}

static bool parse_alternatives(compiler *c)
{
    unsigned exits[ACP_ERE_LENGTH], exit_count = 0;
    for (;;) {
        unsigned start = c->op_count;
        if (!parse_branch(c))
            return false;
        if (c->at == c->end || *c->at != '|')
            break;
        c->at++;
        if (!insert(c, start, ACP_ERE_SPLIT))
            return false;
        exits[exit_count++] = c->op_count;
        if (!emit(c, ACP_ERE_JUMP, 0, 0, 0))
            return false;
        c->ops[start].a = (uint16_t)(start + 1);
        c->ops[start].b = (uint16_t)c->op_count;
    }
    for (unsigned i = 0; i < exit_count; i++)
        c->ops[exits[i]].a = (uint16_t)c->op_count;
    return true;
}

static acp_status keep(const compiler *c, acp_arena *arena, const acp_ere **out)
{
    size_t ops_size = c->op_count * sizeof *c->ops;
    size_t sets_size = c->set_count * sizeof *c->sets;
    acp_ere *ere = acp_arena_alloc(arena, sizeof *ere);
    acp_ere_op *ops = acp_arena_alloc(arena, ops_size);
    acp_ere_set *sets = c->set_count ? acp_arena_alloc(arena, sets_size) : NULL;
    if (!ere || !ops || (c->set_count && !sets))
        return ACP_NO_MEMORY;
    memcpy(ops, c->ops, ops_size);
    if (sets)
        memcpy(sets, c->sets, sets_size);
    *ere = (acp_ere){ops, sets, (uint16_t)c->op_count, (uint16_t)c->set_count};
    *out = ere;
    return ACP_OK;
}

acp_status acp_ere_compile(acp_arena *arena, acp_slice pattern, const acp_ere **out,
                           const char **error, size_t *offset)
{
    compiler c = {.at = pattern.ptr, .start = pattern.ptr, .end = pattern.ptr + pattern.len};
    bool done;
    if (pattern.len > ACP_ERE_LENGTH)
        done = refuse(&c, "a regular expression is at most 256 characters long");
    else
        done = parse_alternatives(&c);
    if (done && c.at < c.end)
        done = refuse(&c, "a closing parenthesis without an opening one");
    if (!done || !emit(&c, ACP_ERE_MATCH, 0, 0, 0)) {
        *error = c.error;
        *offset = (size_t)(c.at - c.start);
        return ACP_BAD_VALUE;
    }
    return keep(&c, arena, out);
}
