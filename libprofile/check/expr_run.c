/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Runs a rule's expression over a document: where it looks, and where its findings point. */
#include "check/expr_run.h"

#include <stdlib.h>

#include "check/rules.h"

/* The nearest element that is written, upward from a setting that is not. */
static acp_place nearest_written(const acp_run *run, const acp_node *start, acp_setting_id setting)
{
    const acp_document *document = run->document;
    while (setting != ACP_NO_SETTING && (!start || setting != start->setting)) {
        const acp_node *node = acp_locate(run, start, setting);
        if (node)
            return acp_at_name(node);
        setting = acp_setting_get(setting)->parent;
    }
    return acp_at_name(start ? start : document->root);
}

static acp_place place_of(const acp_node *node, const acp_attribute *attribute, bool name)
{
    if (attribute)
        return name ? acp_at_attribute_name(node, attribute) : acp_at_attribute(node, attribute);
    const acp_setting *row = acp_setting_get(node->setting);
    if (name || (row && row->content == ACP_CONTENT_ELEMENTS))
        return acp_at_name(node);
    return acp_at_value(node);
}

static acp_place place_of_setting(const acp_run *run, const acp_node *start, acp_setting_id setting,
                                  bool name)
{
    const acp_node *node = acp_locate(run, start, acp_expr_element(setting));
    if (!node)
        return nearest_written(run, start, acp_expr_element(setting));
    if (!acp_setting_get(setting)->is_attribute)
        return place_of(node, NULL, name);
    const acp_attribute *attribute = acp_node_attribute_of(node, setting);
    return attribute ? place_of(node, attribute, name) : acp_at_name(node);
}

/* Without `at`: the first setting of the condition that is written. */
static acp_place place_of_condition(const acp_run *run, const acp_expr *expr)
{
    for (unsigned i = 0; i < expr->op_count; i++) {
        const acp_expr_op *op = &expr->ops[i];
        if (!op->absolute || op->setting == ACP_NO_SETTING)
            continue;
        const acp_node *node = acp_document_slot(run->document, acp_expr_element(op->setting));
        if (node && (!acp_setting_get(op->setting)->is_attribute ||
                     acp_node_attribute_of(node, op->setting)))
            return place_of_setting(run, NULL, op->setting, false);
    }
    return acp_at_name(run->document->root);
}

static acp_place place_for(const acp_run *run, const acp_expr *expr, const acp_expr_case *place,
                           const acp_context *context)
{
    if (place->at != ACP_NO_SETTING) {
        const acp_node *start =
            place->at_absolute ? NULL : acp_context_start(context, place->at_up);
        return place_of_setting(run, start, place->at, place->at_name);
    }
    if (place->each == ACP_NO_SETTING)
        return place_of_condition(run, expr);
    if (context->is_item && !place->at_name)
        return acp_at_part(context->node, context->attribute, context->item);
    return place_of(context->node, context->attribute, place->at_name);
}

static void report(acp_run *run, const acp_rule *rule, const acp_expr *expr,
                   const acp_expr_case *place, const acp_context *context, const acp_place *related)
{
    acp_place at = place_for(run, expr, place, context);
    acp_note note = {.related = related, .related_text = related ? "first here" : NULL};
    acp_slice item = context->is_item ? context->item : (acp_slice){NULL, 0};
    char *detail = acp_fill_template(rule->detail, &at, item);
    char *remedy = acp_fill_template(rule->remedy, &at, item);
    note.detail = detail;
    note.remedy = remedy;
    acp_report_at(run, rule, at, &note);
    free(detail);
    free(remedy);
}

typedef void visitor(acp_machine *m, const acp_context *context, void *data);

/* Calls visit for every element (attribute, item) a case looks at. */
static void visit_each(acp_machine *m, const acp_expr_case *place, visitor *visit, void *data)
{
    acp_walk walk;
    bool of_attribute = acp_setting_get(place->each)->is_attribute;
    const acp_node *node = acp_walk_document(&walk, m->run, acp_expr_element(place->each));
    for (; node; node = acp_walk_next(&walk)) {
        acp_context context = {.node = node};
        if (of_attribute)
            context.attribute = acp_node_attribute_of(node, place->each);
        if (of_attribute && !context.attribute)
            continue;
        if (!place->items) {
            visit(m, &context, data);
            continue;
        }
        acp_slice rest = of_attribute ? context.attribute->value : node->value;
        context.is_item = true;
        while (acp_slice_next_item(&rest, &context.item))
            visit(m, &context, data);
    }
}

typedef struct {
    const acp_rule *rule;
    const acp_expr *expr;
    const acp_expr_case *place;
} asked;

static void check_one(acp_machine *m, const acp_context *context, void *data)
{
    const asked *what = data;
    acp_machine_reset(m);
    if (acp_machine_holds(m, what->place->root, context))
        report(m->run, what->rule, what->expr, what->place, context, NULL);
}

/* One value among those that must differ. */
typedef struct {
    acp_context context;
    acp_slice value;
    const acp_node *within;
    size_t order;
} entry;

typedef struct {
    const acp_expr_case *place;
    entry *entries;
    size_t count, size;
} collection;

static void collect(acp_machine *m, const acp_context *context, void *data)
{
    collection *all = data;
    acp_slice value = acp_context_text(context);
    acp_machine_reset(m);
    if (!value.len || !acp_machine_holds(m, all->place->root, context))
        return;
    if (all->count == all->size) {
        size_t size = all->size ? 2 * all->size : 32;
        entry *grown = realloc(all->entries, size * sizeof *grown);
        if (!grown) {
            m->run->no_memory = true;
            return;
        }
        all->entries = grown;
        all->size = size;
    }
    const acp_node *within = NULL;
    if (all->place->within != ACP_NO_SETTING)
        for (within = context->node; within && within->setting != all->place->within;)
            within = within->parent;
    all->entries[all->count] = (entry){*context, value, within, all->count};
    all->count++;
}

static int compare_values(acp_slice a, acp_slice b, bool nocase)
{
    return nocase ? acp_slice_compare_nocase(a, b) : acp_slice_compare(a, b);
}

static int compare_entries(const void *left, const void *right, void *nocase)
{
    const entry *a = left, *b = right;
    if (a->within != b->within)
        return (uintptr_t)a->within < (uintptr_t)b->within ? -1 : 1;
    int order = compare_values(a->value, b->value, *(bool *)nocase);
    return order ? order : a->order < b->order ? -1 : 1;
}

/* Sorted rather than hashed: an input cannot be made to collide. */
static void check_unique(acp_machine *m, const asked *what)
{
    collection all = {.place = what->place};
    bool nocase = what->place->unique == 2;
    visit_each(m, what->place, collect, &all);
    if (all.count)
        qsort_r(all.entries, all.count, sizeof *all.entries, compare_entries, &nocase);
    const entry *first = all.entries;
    for (size_t i = 1; i < all.count; i++) {
        const entry *e = &all.entries[i];
        if (e->within != first->within || compare_values(e->value, first->value, nocase) != 0) {
            first = e;
            continue;
        }
        acp_place related = place_of(first->context.node, first->context.attribute, false);
        report(m->run, what->rule, what->expr, what->place, &e->context, &related);
    }
    free(all.entries);
}

static void run_case(acp_machine *m, const asked *what)
{
    acp_context root = {.node = m->run->document->root};
    if (what->place->unique)
        check_unique(m, what);
    else if (what->place->each != ACP_NO_SETTING)
        visit_each(m, what->place, check_one, (void *)what);
    else
        check_one(m, &root, (void *)what);
}

void acp_expr_run(acp_run *run, const acp_rule *rule)
{
    const acp_document *document = run->document;
    int schema = acp_kind_get(document->kind)->schema;
    const acp_expr *expr = rule->expr;
    while (expr && acp_kind_get(expr->kind)->schema != schema)
        expr = expr->next;
    if (!expr || schema < 0 || !document->root || document->root->setting == ACP_NO_SETTING)
        return;
    acp_machine m;
    m.run = run;
    m.ops = expr->ops;
    m.known = 0;
    m.used = 0;
    m.spill = NULL;
    for (unsigned i = 0; i < expr->case_count; i++) {
        asked what = {rule, expr, &expr->cases[i]};
        run_case(&m, &what);
    }
    acp_machine_reset(&m);
}
