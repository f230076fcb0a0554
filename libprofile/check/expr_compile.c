/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A rule's texts to its compiled form: one expression for every schema among its kinds, in it one
 * case for every place the rule looks at. */
#include "check/expr_compile.h"

#include <stdlib.h>

#define MAX_CASES 32

typedef struct {
    compiler c;
    acp_expr_op ops[ACP_EXPR_OPS];
    acp_expr_case cases[MAX_CASES];
    unsigned case_count;
} job;

static bool ended(compiler *c)
{
    if (c->status != ACP_OK)
        return false;
    return c->now.kind == TOKEN_END ||
           acp_expr_fail(c, c->now.at, "'%.*s' is left over", ACP_SLICE_ARGS(c->now.text));
}

static bool compile_when(compiler *c, const char *when, acp_expr_case *made)
{
    operand condition;
    if (!when)
        return acp_expr_emit(c, (acp_expr_op){.op = ACP_OP_TRUE, .setting = ACP_NO_SETTING},
                             &made->root);
    acp_expr_start(c, "when", when);
    if (!acp_expr_parse(c, &condition) || !acp_expr_condition(c, &condition) || !ended(c))
        return false;
    made->root = condition.op;
    return true;
}

/* `PATH`, `.`, `name(PATH)` or `name(.)`. */
static bool compile_at(compiler *c, const char *at, acp_expr_case *made)
{
    path found;
    bool items;
    acp_expr_start(c, "at", at);
    made->at_name = c->now.kind == TOKEN_CALL && acp_slice_is(c->now.text, "name");
    if (made->at_name) {
        acp_expr_next(c);
        if (!acp_expr_expect(c, "("))
            return false;
    }
    if (c->now.kind == TOKEN_PATH && acp_slice_is(c->now.text, ".")) {
        if (!c->scope.current)
            return acp_expr_fail(c, c->now.at, "'.' has a meaning only with each or unique");
        acp_expr_next(c);
    } else {
        if (!acp_expr_parse_path(c, &found, &items))
            return false;
        if (items)
            return acp_expr_fail(c, 0,
                                 "'at' points to a setting; with each: items(PATH) the item "
                                 "is '.'");
        made->at = found.setting;
        made->at_absolute = found.absolute;
        made->at_up = found.up;
    }
    if (made->at_name && !acp_expr_expect(c, ")"))
        return false;
    return ended(c);
}

static bool compile_unique(compiler *c, const acp_expr_source *source, acp_expr_case *made)
{
    path found;
    bool items;
    acp_expr_start(c, "unique", source->unique);
    if (!acp_expr_parse_path(c, &found, &items) || !ended(c))
        return false;
    if (items || made->items)
        return acp_expr_fail(c, 0, "unique compares whole values, not items");
    made->within = made->each;
    made->each = found.setting;
    made->unique = source->unique_nocase ? 2 : 1;
    c->scope = (scope){found.setting, false, true};
    return true;
}

static bool compile_case(job *j, const acp_expr_source *source, const char *each)
{
    compiler *c = &j->c;
    path found;
    if (j->case_count == MAX_CASES)
        return acp_expr_fail(c, 0, "more than %d places to look at", MAX_CASES);
    acp_expr_case *made = &j->cases[j->case_count++];
    *made = (acp_expr_case){.each = ACP_NO_SETTING, .within = ACP_NO_SETTING, .at = ACP_NO_SETTING};
    c->scope = (scope){acp_kind_root(c->kind), true, false};
    if (each) {
        acp_expr_start(c, "each", each);
        if (!acp_expr_parse_path(c, &found, &made->items) || !ended(c))
            return false;
        made->each = found.setting;
        c->scope = (scope){found.setting, false, true};
    }
    if (source->unique && !compile_unique(c, source, made))
        return false;
    if (!compile_when(c, source->when, made))
        return false;
    return !source->at || compile_at(c, source->at, made);
}

static bool keep(job *j, acp_expr **out)
{
    compiler *c = &j->c;
    size_t ops_size = c->op_count * sizeof *j->ops, cases_size = j->case_count * sizeof *j->cases;
    acp_expr *expr = acp_arena_alloc(c->arena, sizeof *expr);
    acp_expr_op *ops = acp_arena_alloc(c->arena, ops_size);
    acp_expr_case *cases = acp_arena_alloc(c->arena, cases_size);
    if (!expr || !ops || !cases)
        return acp_expr_no_memory(c);
    memcpy(ops, j->ops, ops_size);
    memcpy(cases, j->cases, cases_size);
    expr->ops = ops;
    expr->cases = cases;
    expr->op_count = (uint16_t)c->op_count;
    expr->case_count = (uint16_t)j->case_count;
    expr->kind = c->kind;
    *out = expr;
    return true;
}

static bool compile_schema(job *j, const acp_expr_source *source, acp_expr **out)
{
    j->c.op_count = j->c.memo_count = j->case_count = 0;
    j->c.ops = j->ops;
    if (!source->each || !source->each[0])
        return compile_case(j, source, NULL) && keep(j, out);
    for (size_t i = 0; source->each[i]; i++)
        if (!compile_case(j, source, source->each[i]))
            return false;
    return keep(j, out);
}

/* Whether a kind's schema was compiled for with an earlier kind of the same schema. */
static bool seen(uint32_t kinds, int kind, int schema)
{
    for (int k = 0; k < kind; k++)
        if (kinds >> k & 1 && acp_kind_get((acp_kind)k)->schema == schema)
            return true;
    return false;
}

acp_status acp_expr_compile(acp_arena *arena, const acp_expr_source *source, acp_expr **out,
                            char *message, size_t message_size)
{
    job *j = malloc(sizeof *j);
    if (!j)
        return ACP_NO_MEMORY;
    j->c = (compiler){.arena = arena,
                      .kinds = source->kinds,
                      .field = "kinds",
                      .status = ACP_OK,
                      .message = message,
                      .message_size = message_size};
    acp_expr **last = out;
    *out = NULL;
    for (int kind = 0; kind < ACP_KIND_COUNT && j->c.status == ACP_OK; kind++) {
        int schema = acp_kind_get((acp_kind)kind)->schema;
        if (!(source->kinds >> kind & 1) || schema < 0 || seen(source->kinds, kind, schema))
            continue;
        j->c.kind = (acp_kind)kind;
        if (compile_schema(j, source, last))
            last = (acp_expr **)&(*last)->next;
    }
    acp_status status = j->c.status;
    if (status == ACP_OK && !*out) {
        snprintf(message, message_size, "kinds: none of them has a schema to write conditions for");
        status = ACP_BAD_VALUE;
    }
    free(j);
    return status;
}
