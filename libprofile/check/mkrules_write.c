/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rule table as C source: constants only, nothing is done when the program starts. */
#include "check/mkrules_write.h"

#include "check/expr.h"

static void write_text(FILE *out, const char *text)
{
    if (!text) {
        fputs("NULL", out);
        return;
    }
    fputc('"', out);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < ' ' || c > '~' || c == '?')
            fprintf(out, "\\%03o", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

static void write_ere(FILE *out, const acp_ere *ere, const char *name)
{
    fprintf(out, "static const acp_ere_op %s_ops[] = {", name);
    for (unsigned i = 0; i < ere->op_count; i++) {
        const acp_ere_op *op = &ere->ops[i];
        fprintf(out, "%s{%u, %u, %u, %u},", i % 6 ? " " : "\n    ", op->op, op->c, op->a, op->b);
    }
    fputs("\n};\n", out);
    if (ere->set_count) {
        fprintf(out, "static const acp_ere_set %s_sets[] = {\n", name);
        for (unsigned i = 0; i < ere->set_count; i++) {
            fputs("    {{", out);
            for (unsigned k = 0; k < 8; k++)
                fprintf(out, "%s0x%xu", k ? ", " : "", (unsigned)ere->sets[i].bits[k]);
            fputs("}},\n", out);
        }
        fputs("};\n", out);
    }
    fprintf(out, "static const acp_ere %s = {%s_ops, ", name, name);
    if (ere->set_count)
        fprintf(out, "%s_sets, ", name);
    else
        fputs("NULL, ", out);
    fprintf(out, "%u, %u};\n", ere->op_count, ere->set_count);
}

static void write_ops(FILE *out, const acp_expr *expr, const char *name)
{
    char ere[64];
    for (unsigned i = 0; i < expr->op_count; i++) {
        snprintf(ere, sizeof ere, "%s_ere%u", name, i);
        if (expr->ops[i].ere)
            write_ere(out, expr->ops[i].ere, ere);
    }
    fprintf(out, "static const acp_expr_op %s_ops[] = {\n", name);
    for (unsigned i = 0; i < expr->op_count; i++) {
        const acp_expr_op *op = &expr->ops[i];
        fprintf(out, "    {%u, %u, %u, %u, %u, %u, ", op->op, op->absolute, op->setting, op->a,
                op->b, op->memo);
        write_text(out, op->text);
        fprintf(out, ", %.17g, ", op->number);
        if (op->ere)
            fprintf(out, "&%s_ere%u},\n", name, i);
        else
            fputs("NULL},\n", out);
    }
    fputs("};\n", out);
}

static void write_cases(FILE *out, const acp_expr *expr, const char *name)
{
    fprintf(out, "static const acp_expr_case %s_cases[] = {\n", name);
    for (unsigned i = 0; i < expr->case_count; i++) {
        const acp_expr_case *c = &expr->cases[i];
        fprintf(out,
                "    {.each = %u, .items = %d, .unique = %u, .within = %u, .at = %u, "
                ".at_absolute = %d,\n     .at_up = %u, .at_name = %d, "
                ".root = %u},\n",
                c->each, c->items, c->unique, c->within, c->at, c->at_absolute, c->at_up,
                c->at_name, c->root);
    }
    fputs("};\n", out);
}

/* The expressions of one rule, the last first, because each names the next. */
static void write_exprs(FILE *out, const acp_expr *expr, const char *id, unsigned number)
{
    if (expr->next)
        write_exprs(out, expr->next, id, number + 1);
    char name[32];
    snprintf(name, sizeof name, "%.20s_%u", id, number);
    write_ops(out, expr, name);
    write_cases(out, expr, name);
    fprintf(out, "static const acp_expr %s = {%s_ops, %s_cases, %u, %u, %d, ", name, name, name,
            expr->op_count, expr->case_count, (int)expr->kind);
    if (expr->next)
        fprintf(out, "&%.20s_%u};\n\n", id, number + 1);
    else
        fputs("NULL};\n\n", out);
}

static void write_member(FILE *out, const char *name, const char *text)
{
    if (!text)
        return;
    fprintf(out, "     .%s = ", name);
    write_text(out, text);
    fputs(",\n", out);
}

static void write_rule(FILE *out, const acp_rule *rule)
{
    fputs("    {.id = ", out);
    write_text(out, rule->id);
    fputs(",\n", out);
    write_member(out, "key", rule->key);
    fprintf(out,
            "     .tier = %u, .severity = %u, .strict = %u, .security = %u, .schema = %u, "
            ".planned = %u,\n     .fix = %u, .kinds = 0x%xu, .platforms = %u,\n",
            rule->tier, rule->severity, rule->strict, rule->security, rule->schema, rule->planned,
            rule->fix, (unsigned)rule->kinds, rule->platforms);
    write_member(out, "title", rule->title);
    write_member(out, "condition", rule->condition);
    write_member(out, "detail", rule->detail);
    write_member(out, "remedy", rule->remedy);
    write_member(out, "fix_text", rule->fix_text);
    write_member(out, "source", rule->source);
    write_member(out, "check", rule->check);
    write_member(out, "replaces", rule->replaces);
    if (rule->expr)
        fprintf(out, "     .expr = &%s_0,\n", rule->id);
    if (rule->fix_at)
        fprintf(out, "     .fix_at = &%s_fix_0,\n", rule->id);
    fputs("    },\n", out);
}

static void write_functions(FILE *out, const char *name, const int *functions, size_t count)
{
    fprintf(out, "const int16_t %s[] = {", name);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%d,", i % 16 ? " " : "\n    ", functions[i]);
    fputs("\n};\n", out);
}

void acp_rules_write_c(FILE *out, const acp_rule_rows *rows)
{
    const acp_rule *rules = rows->rules;
    fputs("/* Made by mkrules from schemas/rules; changes belong there. */\n"
          "#include \"check/expr.h\"\n#include \"check/rules.h\"\n\n",
          out);
    for (size_t i = 0; i < rows->count; i++) {
        char fix[24];
        snprintf(fix, sizeof fix, "%.16s_fix", rules[i].id);
        if (rules[i].expr)
            write_exprs(out, rules[i].expr, rules[i].id, 0);
        if (rules[i].fix_at)
            write_exprs(out, rules[i].fix_at, fix, 0);
    }
    fputs("const acp_rule acp_rules[] = {\n", out);
    for (size_t i = 0; i < rows->count; i++)
        write_rule(out, &rules[i]);
    fprintf(out, "};\nconst unsigned acp_rule_total = %zu;\n", rows->count);
    write_functions(out, "acp_rule_functions", rows->functions, rows->count);
    write_functions(out, "acp_rule_set_functions", rows->set_functions, rows->count);
}
