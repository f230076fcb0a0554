/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Flow filter rules that cannot do what they seem to. */
#include "check/rules/nvm.h"
#include "check/rules/nvm_condition.h"
#include "check/rules/vpn.h"

#define RULE      ACP_NVM_POLICY "/FlowFilterRule"
#define CONDITION RULE "/Condition"

typedef struct {
    const acp_node *node;
    acp_slice type;
    acp_filter_condition *conditions;
    size_t count;
    bool readable; /* every condition is, and there is one */
} filter;

static size_t count_same(const acp_node *node)
{
    size_t count = 0;
    for (; node; node = acp_node_next_same(node))
        count++;
    return count;
}

static bool read_filter(const acp_node *node, acp_arena *arena, filter *out)
{
    const acp_node *type = acp_nvm_child(node, "Type");
    const acp_node *condition = acp_nvm_child(node, "Condition");
    *out = (filter){.node = node, .type = type ? type->value : (acp_slice){"", 0}};
    out->conditions = acp_arena_alloc(arena, (count_same(condition) + 1) * sizeof *out->conditions);
    if (!out->conditions)
        return false;
    out->readable = condition != NULL;
    for (; condition; condition = acp_node_next_same(condition))
        out->readable &= acp_filter_read(condition, arena, &out->conditions[out->count++]);
    return true;
}

typedef void filters_visitor(acp_run *run, const acp_rule *rule, const filter *filters,
                             size_t count, size_t *steps);

/* Calls visit with the filter rules of each policy. */
static void visit_policies(acp_run *run, const acp_rule *rule, filters_visitor *visit)
{
    const acp_node *policy = acp_rule_first(run, ACP_NVM_POLICY);
    size_t steps = ACP_FILTER_STEPS;
    for (; policy; policy = policy->same) {
        acp_arena arena = {0};
        size_t count = 0;
        const acp_node *node = acp_nvm_child(policy, "FlowFilterRule");
        filter *filters = acp_arena_alloc(&arena, (count_same(node) + 1) * sizeof *filters);
        for (; filters && node; node = acp_node_next_same(node))
            count += read_filter(node, &arena, &filters[count]);
        if (arena.failed)
            run->no_memory = true;
        else
            visit(run, rule, filters, count, &steps);
        acp_arena_free(&arena);
    }
}

static acp_slice name_of(const filter *one)
{
    const acp_node *name = acp_nvm_child(one->node, "Name");
    return acp_shown(name ? name->value : (acp_slice){"", 0});
}

/* ---- rules that are never asked -----------------------------------------------------------------
 */

/* Every flow that meets all conditions of b meets all of a. */
static bool fits_all_of(const filter *a, const filter *b, size_t *steps)
{
    for (size_t i = 0; i < a->count; i++) {
        size_t k = 0;
        while (k < b->count && !acp_filter_implies(&b->conditions[k], &a->conditions[i], steps))
            k++;
        if (k == b->count)
            return false;
    }
    return true;
}

static void report_shadowed(acp_run *run, const acp_rule *rule, const filter *later,
                            const filter *earlier)
{
    acp_slice name = name_of(earlier);
    char detail[500];
    snprintf(detail, sizeof detail,
             "Every flow that fits this rule fits the rule \"%.*s\" before it, and the first rule "
             "that fits decides: this one is never asked%s.",
             ACP_SLICE_ARGS(name),
             acp_slice_equal(later->type, earlier->type) ? ", and would not decide otherwise"
                                                         : ", though it would decide otherwise");
    acp_rule_report_pair(run, rule, acp_at_name(later->node), acp_at_name(earlier->node),
                         "the rule before it", detail);
}

static void find_shadowed(acp_run *run, const acp_rule *rule, const filter *filters, size_t count,
                          size_t *steps)
{
    for (size_t k = 1; k < count && *steps; k++) {
        const filter *later = &filters[k];
        for (size_t i = 0; later->readable && i < k && *steps; i++) {
            *steps -= 1;
            if (!filters[i].readable || !fits_all_of(&filters[i], later, steps))
                continue;
            report_shadowed(run, rule, later, &filters[i]);
            break;
        }
    }
}

void acp_nvm_filter_shadowed(acp_run *run, const acp_rule *rule)
{
    visit_policies(run, rule, find_shadowed);
}

/* ---- conditions that exclude each other ---------------------------------------------------------
 */

static void find_contradictions(acp_run *run, const acp_rule *rule, const filter *filters,
                                size_t count, size_t *steps)
{
    for (size_t r = 0; r < count; r++) {
        const filter *one = &filters[r];
        for (size_t k = 1; one->readable && k < one->count && *steps; k++) {
            size_t i = 0;
            while (i < k && !acp_filter_excludes(&one->conditions[i], &one->conditions[k], steps))
                i++;
            if (i < k)
                acp_rule_report_pair(
                    run, rule, acp_at_value(one->conditions[k].value),
                    acp_at_value(one->conditions[i].value), "the condition it cannot meet as well",
                    "All conditions of a rule must hold at once, and no flow meets "
                    "this one and one before it: the rule does nothing.");
        }
    }
}

void acp_nvm_filter_contradiction(acp_run *run, const acp_rule *rule)
{
    visit_policies(run, rule, find_contradictions);
}

/* ---- rules that take everything -----------------------------------------------------------------
 */

static bool takes_everything(const filter *one)
{
    size_t i = 0;
    while (i < one->count && acp_filter_is_everything(&one->conditions[i]))
        i++;
    return one->readable && i == one->count;
}

static void find_everything(acp_run *run, const acp_rule *rule, const filter *filters, size_t count,
                            size_t *steps)
{
    (void)steps;
    for (size_t i = 0; i < count && !acp_slice_is(filters[i].type, "Collect"); i++) {
        if (!acp_slice_is(filters[i].type, "Ignore") || !takes_everything(&filters[i]))
            continue;
        acp_say(run, rule->id, acp_at_name(filters[i].node),
                "Every flow fits the conditions, so that on the networks of this policy nothing is "
                "collected at all.");
        return;
    }
}

void acp_nvm_filter_ignores_everything(acp_run *run, const acp_rule *rule)
{
    visit_policies(run, rule, find_everything);
}

/* ---- ranges that are not what is written --------------------------------------------------------
 */

void acp_nvm_filter_host_bits(acp_run *run, const acp_rule *rule)
{
    const acp_node *node = acp_rule_first(run, CONDITION);
    for (; node; node = node->same) {
        acp_arena arena = {0};
        acp_filter_condition one;
        char network[ACP_PREFIX_TEXT], detail[300], remedy[100];
        bool odd = acp_filter_read(node, &arena, &one) && one.form == ACP_FILTER_RANGE &&
                   acp_prefix_has_host_bits(&one.range);
        acp_arena_free(&arena);
        if (!odd)
            continue;
        acp_prefix_network(&one.range, network);
        acp_slice value = acp_shown(one.value->value);
        snprintf(detail, sizeof detail,
                 "Bits behind the prefix do not count: \"%.*s\" stands for %s, all of it.",
                 ACP_SLICE_ARGS(value), network);
        snprintf(remedy, sizeof remedy, "write %s", network);
        acp_note note = {.detail = detail, .remedy = remedy};
        acp_report_at(run, rule, acp_at_value(one.value), &note);
    }
}
