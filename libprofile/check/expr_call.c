/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Function calls in expressions: one table row each. */
#include "check/expr_compile.h"

typedef struct function function;
struct function {
    const char *name;
    bool (*parse)(compiler *c, const function *f, operand *out);
    acp_op op;
    expr_gives gives;
    const char *usage;
};

static bool finish(compiler *c, const function *f, acp_expr_op op, operand *out)
{
    op.op = (uint8_t)f->op;
    out->gives = f->gives;
    return acp_expr_expect(c, ")") && acp_expr_emit(c, op, &out->op);
}

static bool parse_text(compiler *c, operand *out)
{
    if (!acp_expr_parse(c, out))
        return false;
    return out->gives != GIVES_CONDITION ||
           acp_expr_fail(c, out->at, "a condition where a value is expected");
}

static bool one_text(compiler *c, const function *f, operand *out)
{
    operand text;
    if (!parse_text(c, &text))
        return false;
    return finish(c, f, (acp_expr_op){.setting = ACP_NO_SETTING, .a = text.op}, out);
}

static bool two_texts(compiler *c, const function *f, operand *out)
{
    operand first, second;
    if (!parse_text(c, &first) || !acp_expr_expect(c, ",") || !parse_text(c, &second))
        return false;
    return finish(c, f, (acp_expr_op){.setting = ACP_NO_SETTING, .a = first.op, .b = second.op},
                  out);
}

static bool negation(compiler *c, const function *f, operand *out)
{
    operand given;
    if (!acp_expr_parse(c, &given) || !acp_expr_condition(c, &given))
        return false;
    return finish(c, f, (acp_expr_op){.setting = ACP_NO_SETTING, .a = given.op}, out);
}

/* Takes a literal text, or a bare name where only a name can stand. */
static bool literal(compiler *c, const function *f, acp_slice *text, size_t *at)
{
    *text = c->now.text;
    *at = c->now.at;
    if (c->now.kind != TOKEN_STRING && c->now.kind != TOKEN_PATH)
        return acp_expr_fail(c, *at, "a text in quotes is expected; it is written %s", f->usage);
    acp_expr_next(c);
    return c->status == ACP_OK;
}

static bool path_op(compiler *c, const path *found, acp_expr_op *op)
{
    *op = (acp_expr_op){.absolute = found->absolute, .setting = found->setting, .b = found->up};
    return acp_expr_memo(c, op);
}

static bool refuse_several(compiler *c, const path *found, size_t at)
{
    if (!found->many)
        return true;
    return acp_expr_fail(c, at,
                         "items() takes one list, and there can be several here; put it "
                         "inside each, some() or every()");
}

bool acp_expr_parse_path(compiler *c, path *out, bool *items)
{
    size_t at = c->now.at;
    *items = c->now.kind == TOKEN_CALL && acp_slice_is(c->now.text, "items");
    if (*items) {
        acp_expr_next(c);
        if (!acp_expr_expect(c, "("))
            return false;
        at = c->now.at;
    }
    if (c->now.kind != TOKEN_PATH)
        return acp_expr_fail(c, at, "a path is expected, such as HostEntry/HostAddress");
    if (acp_slice_is(c->now.text, ".")) {
        if (!*items || !c->scope.current)
            return acp_expr_fail(c, at, "'.' is one value, a path is expected");
    }
    if (!acp_expr_resolve(c, c->now.text, at, out))
        return false;
    acp_expr_next(c);
    return c->status == ACP_OK && (!*items || acp_expr_expect(c, ")"));
}

static bool of_path(compiler *c, const function *f, operand *out)
{
    path found;
    bool items;
    size_t at = c->now.at;
    if (!acp_expr_parse_path(c, &found, &items))
        return false;
    if (items && f->op != ACP_OP_COUNT)
        return acp_expr_fail(c, at, "items() stands in count(), some(), every() and each");
    if (items && !refuse_several(c, &found, at))
        return false;
    if ((f->op == ACP_OP_VALUE || f->op == ACP_OP_STANDS_FOR) && found.many)
        return acp_expr_fail(c, at, "there can be several of these; use some(), every() or each");
    function with_items = *f;
    if (items)
        with_items.op = ACP_OP_COUNT_ITEMS;
    acp_expr_op op;
    return path_op(c, &found, &op) && finish(c, &with_items, op, out);
}

/* stands-for(PATH): a setting whose values the schema says it of. */
static bool meaning(compiler *c, const function *f, operand *out)
{
    size_t at = c->now.at;
    unsigned told = 0;
    if (!of_path(c, f, out))
        return false;
    const acp_setting *setting = acp_setting_get(c->ops[out->op].setting);
    for (unsigned i = 0; i < setting->value_count; i++)
        told += setting->values[i].stands_for != NULL;
    return told > 0 || acp_expr_fail(c, at, "the schema does not say what values of %s stand for",
                                     setting->name);
}

/* some(PATH, CONDITION): inside the condition, paths start at the element in question. */
static bool quantifier(compiler *c, const function *f, operand *out)
{
    path found;
    bool items;
    operand condition;
    acp_expr_op op;
    size_t at = c->now.at;
    if (!acp_expr_parse_path(c, &found, &items) || (items && !refuse_several(c, &found, at)) ||
        !acp_expr_expect(c, ",") || !path_op(c, &found, &op))
        return false;
    scope outer = c->scope;
    c->scope = (scope){found.setting, false, true};
    bool done = acp_expr_parse(c, &condition) && acp_expr_condition(c, &condition);
    c->scope = outer;
    if (!done)
        return false;
    op.a = condition.op;
    function with_items = *f;
    if (items)
        with_items.op = f->op == ACP_OP_SOME ? ACP_OP_SOME_ITEM : ACP_OP_EVERY_ITEM;
    return finish(c, &with_items, op, out);
}

static bool pattern(compiler *c, const function *f, operand *out)
{
    operand text;
    acp_expr_op op = {.setting = ACP_NO_SETTING};
    const char *error = NULL;
    size_t offset = 0;
    if (!parse_text(c, &text) || !acp_expr_expect(c, ","))
        return false;
    if (c->now.kind != TOKEN_STRING)
        return acp_expr_fail(c, c->now.at, "the regular expression is a text in quotes");
    acp_status status = acp_ere_compile(c->arena, c->now.text, &op.ere, &error, &offset);
    if (status == ACP_NO_MEMORY)
        return acp_expr_no_memory(c);
    if (status != ACP_OK)
        return acp_expr_fail(c, c->now.at + 1 + offset, "%s", error);
    op.text = acp_arena_copy(c->arena, c->now.text.ptr, c->now.text.len);
    if (!op.text)
        return acp_expr_no_memory(c);
    op.a = text.op;
    acp_expr_next(c);
    return finish(c, f, op, out);
}

/* name(.): known when the rule is compiled, so that it costs what a literal costs. */
static bool current_name(compiler *c, const function *f, operand *out)
{
    if (c->now.kind != TOKEN_PATH || !acp_slice_is(c->now.text, ".") || !c->scope.current)
        return acp_expr_fail(c, c->now.at, "it is written %s, inside each, some() or every()",
                             f->usage);
    acp_expr_next(c);
    return finish(
        c, f,
        (acp_expr_op){.setting = ACP_NO_SETTING, .text = acp_setting_get(c->scope.setting)->name},
        out);
}

static const char *nearest_type(acp_slice name)
{
    const char *best = NULL;
    unsigned least = 4;
    for (const acp_value_type *t = acp_value_types; t->name; t++) {
        unsigned distance = acp_distance(name, acp_slice_of(t->name), least);
        if (distance < least) {
            least = distance;
            best = t->name;
        }
    }
    return best;
}

static bool validity(compiler *c, const function *f, operand *out)
{
    acp_slice name;
    size_t at;
    operand text;
    if (!literal(c, f, &name, &at))
        return false;
    const acp_value_type *type = acp_value_type_find(name.ptr, name.len);
    if (!type) {
        const char *near = nearest_type(name);
        return acp_expr_fail(c, at, "no value type '%.*s'%s%s%s", ACP_SLICE_ARGS(name),
                             near ? "; do you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    if (!acp_expr_expect(c, ",") || !parse_text(c, &text))
        return false;
    return finish(c, f,
                  (acp_expr_op){.setting = ACP_NO_SETTING,
                                .a = text.op,
                                .b = (uint16_t)(type - acp_value_types),
                                .text = type->name},
                  out);
}

static bool platform(compiler *c, const function *f, operand *out)
{
    acp_slice name;
    size_t at;
    if (!literal(c, f, &name, &at))
        return false;
    unsigned bit = acp_platform_by_name(name.ptr, name.len);
    if (!bit)
        return acp_expr_fail(c, at,
                             "no platform '%.*s'; there are windows, macos, linux, ios, "
                             "android, chromeos and uwp",
                             ACP_SLICE_ARGS(name));
    return finish(c, f, (acp_expr_op){.setting = ACP_NO_SETTING, .a = (uint16_t)bit}, out);
}

/* Asked when the rule runs: kinds may share a schema, and with it the compiled rule. */
static bool kind_of_document(compiler *c, const function *f, operand *out)
{
    char text[32];
    acp_slice name;
    size_t at;
    if (!literal(c, f, &name, &at))
        return false;
    snprintf(text, sizeof text, "%.*s", ACP_SLICE_ARGS(name));
    acp_kind kind = acp_kind_by_name(text);
    if (kind < 0 || name.len >= sizeof text)
        return acp_expr_fail(c, at, "no document kind '%.*s'", ACP_SLICE_ARGS(name));
    return finish(c, f, (acp_expr_op){.setting = ACP_NO_SETTING, .a = (uint16_t)kind}, out);
}

static bool client(compiler *c, const function *f, operand *out)
{
    char text[32];
    size_t at = c->now.at;
    acp_slice name = c->now.text;
    if (c->now.kind != TOKEN_STRING)
        return acp_expr_fail(c, at, "the version is a text in quotes: %s", f->usage);
    snprintf(text, sizeof text, "%.*s", ACP_SLICE_ARGS(name));
    uint16_t version = acp_version_parse(text);
    if (!version || name.len >= sizeof text)
        return acp_expr_fail(c, at, "'%.*s' is not a version such as '4.10'", ACP_SLICE_ARGS(name));
    acp_expr_next(c);
    return finish(c, f, (acp_expr_op){.setting = ACP_NO_SETTING, .a = version}, out);
}

static const function functions[] = {
    {"not", negation, ACP_OP_NOT, GIVES_CONDITION, "not(CONDITION)"},
    {"count", of_path, ACP_OP_COUNT, GIVES_NUMBER, "count(PATH)"},
    {"present", of_path, ACP_OP_PRESENT, GIVES_CONDITION, "present(PATH)"},
    {"name", current_name, ACP_OP_STRING, GIVES_TEXT, "name(.)"},
    {"value", of_path, ACP_OP_VALUE, GIVES_TEXT, "value(PATH)"},
    {"some", quantifier, ACP_OP_SOME, GIVES_CONDITION, "some(PATH, CONDITION)"},
    {"every", quantifier, ACP_OP_EVERY, GIVES_CONDITION, "every(PATH, CONDITION)"},
    {"string-length", one_text, ACP_OP_LENGTH, GIVES_NUMBER, "string-length(VALUE)"},
    {"starts-with", two_texts, ACP_OP_STARTS, GIVES_CONDITION, "starts-with(VALUE, 'text')"},
    {"contains", two_texts, ACP_OP_CONTAINS, GIVES_CONDITION, "contains(VALUE, 'text')"},
    {"matches", pattern, ACP_OP_MATCHES, GIVES_CONDITION, "matches(VALUE, 'regex')"},
    {"valid", validity, ACP_OP_VALID, GIVES_CONDITION, "valid('host', VALUE)"},
    {"platform", platform, ACP_OP_PLATFORM, GIVES_CONDITION, "platform('windows')"},
    {"excludes", platform, ACP_OP_EXCLUDES, GIVES_CONDITION, "excludes('linux')"},
    {"kind", kind_of_document, ACP_OP_KIND, GIVES_CONDITION, "kind('vpn')"},
    {"client", client, ACP_OP_CLIENT, GIVES_CONDITION, "client('4.10')"},
    {"lower", one_text, ACP_OP_LOWER, GIVES_TEXT, "lower(VALUE)"},
    {"hex", one_text, ACP_OP_HEX, GIVES_TEXT, "hex(VALUE)"},
    {"host-of", one_text, ACP_OP_HOST, GIVES_TEXT, "host-of(ADDRESS)"},
    {"port-of", one_text, ACP_OP_PORT, GIVES_TEXT, "port-of(ADDRESS)"},
    {"path-of", one_text, ACP_OP_PATH, GIVES_TEXT, "path-of(ADDRESS)"},
    {"stands-for", meaning, ACP_OP_STANDS_FOR, GIVES_TEXT, "stands-for(PATH)"},
};

static bool no_function(compiler *c, acp_slice name)
{
    const char *near = NULL;
    unsigned least = 4;
    if (acp_slice_is(name, "true") || acp_slice_is(name, "false"))
        return acp_expr_fail(c, c->now.at, "values are texts: write '%.*s'", ACP_SLICE_ARGS(name));
    if (acp_slice_is(name, "items"))
        return acp_expr_fail(c, c->now.at, "items() stands in count(), some(), every() and each");
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        unsigned distance = acp_distance(name, acp_slice_of(functions[i].name), least);
        if (distance < least) {
            least = distance;
            near = functions[i].usage;
        }
    }
    return acp_expr_fail(c, c->now.at, "no function %.*s()%s%s", ACP_SLICE_ARGS(name),
                         near ? "; do you mean " : "", near ? near : "");
}

bool acp_expr_call(compiler *c, operand *out)
{
    acp_slice name = c->now.text;
    out->at = c->now.at;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (!acp_slice_is(name, functions[i].name))
            continue;
        acp_expr_next(c);
        return acp_expr_expect(c, "(") && functions[i].parse(c, &functions[i], out);
    }
    return no_function(c, name);
}
