/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Expressions: tokens and grammar. The result is an array of operations, operands first. */
#include "check/expr_compile.h"

#include <stdarg.h>

bool acp_expr_fail(compiler *c, size_t at, const char *format, ...)
{
    if (c->status != ACP_OK)
        return false;
    c->status = ACP_BAD_VALUE;
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(c->message, c->message_size, "%s, column %zu: %s", c->field, at + 1, text);
    return false;
}

bool acp_expr_no_memory(compiler *c)
{
    if (c->status == ACP_OK)
        c->status = ACP_NO_MEMORY;
    return false;
}

static bool is_name_start(char b)
{
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
}

static const char *skip_name(const char *at)
{
    while (is_name_start(*at) || acp_is_digit(*at) || *at == '-' || *at == ':')
        at++;
    return at;
}

/* Skips the steps of a path: names, @names, . and .. with slashes between. */
static const char *skip_path(const char *at)
{
    if (*at == '/')
        at++;
    for (;;) {
        const char *step = at;
        if (*at == '.') {
            at += at[1] == '.' ? 2 : 1;
        } else {
            at += *at == '@';
            at = skip_name(at);
        }
        if (at == step || *at != '/')
            return at;
        at++;
    }
}

static const char *skip_number(const char *at)
{
    while (acp_is_digit(*at))
        at++;
    if (*at == '.' && acp_is_digit(at[1]))
        for (at++; acp_is_digit(*at);)
            at++;
    return at;
}

static void scan_word(compiler *c, const char *at)
{
    const char *end = skip_path(at);
    const char *behind = end;
    c->now.kind = TOKEN_PATH;
    c->now.text = (acp_slice){at, (size_t)(end - at)};
    while (acp_is_space(*behind))
        behind++;
    acp_slice word = c->now.text;
    if (*end == '[')
        acp_expr_fail(c, (size_t)(end - c->text),
                      "there are no [conditions] in paths; write some(PATH, CONDITION)");
    if (is_name_start(*at) && *behind == '(' && !memchr(at, '/', word.len) &&
        !acp_slice_is(word, "and") && !acp_slice_is(word, "or"))
        c->now.kind = TOKEN_CALL;
}

static void scan_string(compiler *c, const char *at)
{
    const char *end = strchr(at + 1, *at);
    if (!end) {
        acp_expr_fail(c, c->now.at, "this text is not closed: a %c is missing", *at);
        return;
    }
    c->now.kind = TOKEN_STRING;
    c->now.text = (acp_slice){at + 1, (size_t)(end - at - 1)};
}

static void scan_sign(compiler *c, const char *at)
{
    static const char *const signs[] = {"!=", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (strncmp(at, signs[i], strlen(signs[i])) != 0)
            continue;
        c->now.kind = TOKEN_SIGN;
        c->now.text = (acp_slice){at, strlen(signs[i])};
        return;
    }
    if (*at == '&' || *at == '|')
        acp_expr_fail(c, c->now.at, "write '%s' for %c", *at == '&' ? "and" : "or", *at);
    else if (*at == '!')
        acp_expr_fail(c, c->now.at, "write not(...) for !");
    else if (*at == '*')
        acp_expr_fail(c, c->now.at, "a path names each setting, * is not available");
    else
        acp_expr_fail(c, c->now.at, "unexpected character");
}

void acp_expr_next(compiler *c)
{
    const char *at = c->now.text.ptr + c->now.text.len + (c->now.kind == TOKEN_STRING);
    c->before_end = (size_t)(at - c->text);
    c->compares = c->now.kind == TOKEN_SIGN && c->now.text.len && strchr("=!<>", *c->now.text.ptr);
    while (acp_is_space(*at))
        at++;
    c->now = (token){TOKEN_END, {at, 0}, (size_t)(at - c->text)};
    if (!*at || c->status != ACP_OK)
        return;
    if (is_name_start(*at) || *at == '/' || *at == '@' || (*at == '.' && !acp_is_digit(at[1]))) {
        scan_word(c, at);
    } else if (acp_is_digit(*at)) {
        c->now.kind = TOKEN_NUMBER;
        c->now.text.len = (size_t)(skip_number(at) - at);
    } else if (*at == '\'' || *at == '"') {
        scan_string(c, at);
    } else {
        scan_sign(c, at);
    }
}

void acp_expr_start(compiler *c, const char *field, const char *text)
{
    c->field = field;
    c->text = text;
    c->depth = 0;
    c->now = (token){TOKEN_END, {text, 0}, 0};
    if (strlen(text) > ACP_EXPR_LENGTH)
        acp_expr_fail(c, 0, "longer than %d characters", ACP_EXPR_LENGTH);
    else
        acp_expr_next(c);
}

bool acp_expr_is_sign(const compiler *c, const char *sign)
{
    return c->now.kind == TOKEN_SIGN && acp_slice_is(c->now.text, sign);
}

static bool is_word(const compiler *c, const char *word)
{
    return c->now.kind == TOKEN_PATH && acp_slice_is(c->now.text, word);
}

bool acp_expr_expect(compiler *c, const char *sign)
{
    if (!acp_expr_is_sign(c, sign)) {
        if (c->now.kind == TOKEN_END)
            return acp_expr_fail(c, c->now.at, "the end, where '%s' is expected", sign);
        return acp_expr_fail(c, c->now.at, "'%.*s', where '%s' is expected",
                             ACP_SLICE_ARGS(c->now.text), sign);
    }
    acp_expr_next(c);
    return c->status == ACP_OK;
}

bool acp_expr_emit(compiler *c, acp_expr_op op, uint16_t *index)
{
    if (c->op_count == ACP_EXPR_OPS)
        return acp_expr_fail(c, c->now.at, "more than %d operations", ACP_EXPR_OPS);
    *index = (uint16_t)c->op_count;
    c->ops[c->op_count++] = op;
    return true;
}

bool acp_expr_memo(compiler *c, acp_expr_op *op)
{
    if (c->scope.root)
        return true;
    if (c->memo_count == ACP_EXPR_MEMOS)
        return acp_expr_fail(c, c->now.at, "more than %d questions about other elements",
                             ACP_EXPR_MEMOS);
    op->memo = (uint8_t)++c->memo_count;
    return true;
}

bool acp_expr_condition(compiler *c, const operand *given)
{
    if (given->gives == GIVES_CONDITION)
        return true;
    const acp_expr_op *op = &c->ops[given->op];
    if (op->op == ACP_OP_VALUE) {
        const acp_setting *setting = acp_setting_get(op->setting);
        bool at = setting->is_attribute;
        return acp_expr_fail(c, given->at,
                             "%s%s is a value, not a condition; write %s%s = 'true' or "
                             "present(%s%s)",
                             at ? "@" : "", setting->name, at ? "@" : "", setting->name,
                             at ? "@" : "", setting->name);
    }
    return acp_expr_fail(c, given->at, "this is a %s, not a condition; compare it with something",
                         given->gives == GIVES_NUMBER ? "number" : "text");
}

static bool parse_literal(compiler *c, operand *out)
{
    bool number = c->now.kind == TOKEN_NUMBER;
    acp_expr_op op = {.op = number ? ACP_OP_NUMBER : ACP_OP_STRING,
                      .setting = ACP_NO_SETTING,
                      .text = acp_arena_copy(c->arena, c->now.text.ptr, c->now.text.len)};
    if (!op.text)
        return acp_expr_no_memory(c);
    double scale = 0;
    for (const char *d = op.text; number && *d; d++) {
        if (*d == '.') {
            scale = 1;
            continue;
        }
        op.number = op.number * 10 + (*d - '0');
        scale *= 10;
    }
    if (scale > 0)
        op.number /= scale;
    out->gives = number ? GIVES_NUMBER : GIVES_TEXT;
    acp_expr_next(c);
    return acp_expr_emit(c, op, &out->op);
}

static bool parse_current(compiler *c, operand *out)
{
    if (!c->scope.current)
        return acp_expr_fail(c, c->now.at,
                             "'.' has a meaning only with each, or inside some() and every()");
    out->gives = GIVES_TEXT;
    acp_expr_next(c);
    return acp_expr_emit(c, (acp_expr_op){.op = ACP_OP_CURRENT, .setting = ACP_NO_SETTING},
                         &out->op);
}

static bool parse_value(compiler *c, operand *out)
{
    path found;
    if (is_word(c, "."))
        return parse_current(c, out);
    if (acp_expr_never_written(c, c->now.text)) {
        out->gives = GIVES_TEXT;
        acp_expr_next(c);
        return acp_expr_emit(
            c, (acp_expr_op){.op = ACP_OP_STRING, .setting = ACP_NO_SETTING, .text = ""}, &out->op);
    }
    if (!acp_expr_resolve(c, c->now.text, c->now.at, &found))
        return false;
    if (found.many)
        return acp_expr_fail(c, c->now.at,
                             "there can be several %.*s; use some(), every(), count() or each",
                             ACP_SLICE_ARGS(c->now.text));
    out->gives = GIVES_TEXT;
    acp_expr_next(c);
    acp_expr_op op = {
        .op = ACP_OP_VALUE, .absolute = found.absolute, .setting = found.setting, .b = found.up};
    return (!found.up || acp_expr_memo(c, &op)) && acp_expr_emit(c, op, &out->op);
}

static bool parse_primary(compiler *c, operand *out)
{
    out->at = c->now.at;
    switch (c->now.kind) {
    case TOKEN_STRING:
    case TOKEN_NUMBER: return parse_literal(c, out);
    case TOKEN_CALL: return acp_expr_call(c, out);
    case TOKEN_PATH:
        if (is_word(c, "and") || is_word(c, "or"))
            break;
        return parse_value(c, out);
    case TOKEN_SIGN:
        if (!acp_expr_is_sign(c, "("))
            break;
        acp_expr_next(c);
        return acp_expr_parse(c, out) && acp_expr_expect(c, ")");
    case TOKEN_END: return acp_expr_fail(c, c->now.at, "something is missing at the end");
    }
    return acp_expr_fail(c, c->now.at, "'%.*s', where a value or condition is expected",
                         ACP_SLICE_ARGS(c->now.text));
}

static bool combine(compiler *c, acp_op op, const operand *left, const operand *right,
                    expr_gives gives, operand *out)
{
    *out = (operand){gives, 0, left->at};
    return acp_expr_emit(
        c,
        (acp_expr_op){.op = (uint8_t)op, .setting = ACP_NO_SETTING, .a = left->op, .b = right->op},
        &out->op);
}

static bool want_value(compiler *c, const operand *given)
{
    if (given->gives != GIVES_CONDITION)
        return true;
    return acp_expr_fail(c, given->at,
                         "a condition where a value is expected; conditions are "
                         "joined with and, or and not()");
}

static bool parse_sum(compiler *c, operand *out)
{
    bool negative = acp_expr_is_sign(c, "-");
    operand right;
    if (negative) {
        operand zero = {GIVES_NUMBER, 0, c->now.at};
        acp_expr_next(c);
        if (!acp_expr_emit(c, (acp_expr_op){.op = ACP_OP_NUMBER, .setting = ACP_NO_SETTING},
                           &zero.op) ||
            !parse_primary(c, &right) || !want_value(c, &right) ||
            !combine(c, ACP_OP_SUB, &zero, &right, GIVES_NUMBER, out))
            return false;
    } else if (!parse_primary(c, out)) {
        return false;
    }
    while (acp_expr_is_sign(c, "+") || acp_expr_is_sign(c, "-")) {
        acp_op op = acp_expr_is_sign(c, "+") ? ACP_OP_ADD : ACP_OP_SUB;
        operand left = *out;
        acp_expr_next(c);
        if (!parse_primary(c, &right) || !want_value(c, &left) || !want_value(c, &right) ||
            !combine(c, op, &left, &right, GIVES_NUMBER, out))
            return false;
    }
    return true;
}

static bool parse_comparison(compiler *c, operand *out)
{
    static const char *const signs[] = {"=", "!=", "<", "<=", ">", ">="};
    operand left, right;
    if (!parse_sum(c, out))
        return false;
    for (unsigned i = 0; i < 6; i++) {
        if (!acp_expr_is_sign(c, signs[i]))
            continue;
        left = *out;
        acp_expr_next(c);
        return parse_sum(c, &right) && want_value(c, &left) && want_value(c, &right) &&
               combine(c, (acp_op)(ACP_OP_EQ + i), &left, &right, GIVES_CONDITION, out);
    }
    return true;
}

static bool parse_joined(compiler *c, acp_op op, operand *out)
{
    const char *word = op == ACP_OP_AND ? "and" : "or";
    operand right;
    if (!(op == ACP_OP_AND ? parse_comparison(c, out) : parse_joined(c, ACP_OP_AND, out)))
        return false;
    while (is_word(c, word)) {
        operand left = *out;
        acp_expr_next(c);
        if (!(op == ACP_OP_AND ? parse_comparison(c, &right) : parse_joined(c, ACP_OP_AND, &right)))
            return false;
        if (!acp_expr_condition(c, &left) || !acp_expr_condition(c, &right) ||
            !combine(c, op, &left, &right, GIVES_CONDITION, out))
            return false;
    }
    return c->status == ACP_OK;
}

bool acp_expr_parse(compiler *c, operand *out)
{
    if (c->depth == ACP_EXPR_NESTING)
        return acp_expr_fail(c, c->now.at, "nested more than %d deep", ACP_EXPR_NESTING);
    c->depth++;
    bool done = parse_joined(c, ACP_OP_OR, out);
    c->depth--;
    return done;
}
