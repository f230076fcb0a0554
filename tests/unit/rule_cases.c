/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rule_cases [--coverage] FILE.test...: runs the rule cases. */
#include <stdlib.h>
#include <string.h>

#include "../lib/cases.h"
#include "check/rules.h"

typedef struct {
    size_t passed, failed;
    bool *fires;     /* per rule: a group expects it */
    bool *near_miss; /* a group of its own file does without it */
} tally;

/* Whether the file holds the cases of a rule: KEY.test. */
static bool is_own_file(const case_group *g, const acp_rule *rule)
{
    const char *base = strrchr(g->file, '/');
    size_t length = strlen(rule->key);
    base = base ? base + 1 : g->file;
    return strncmp(base, rule->key, length) == 0 && strcmp(base + length, ".test") == 0;
}

static void take_finding(const case_group *g, const case_part *part, case_findings *found,
                         const acp_finding *finding)
{
    const char *id = finding->rule->id;
    if (case_incidental(part->whole, id) && !case_lists(&g->expected, id) &&
        !is_own_file(g, finding->rule))
        return;
    if (found->count == CASE_MAX_FINDINGS)
        case_die(g, g->line, "too many findings", "");
    case_finding *made = &found->items[found->count++];
    unsigned line = finding->start.line, before = part->lines_before;
    memcpy(made->file, part->name, sizeof made->file);
    made->line = line < before ? 0 : line - before;
    made->column = finding->start.column;
    snprintf(made->severity, sizeof made->severity, "%s", acp_severity_name(finding->severity));
    snprintf(made->rule, sizeof made->rule, "%s", id);
}

static bool same(const case_finding *a, const case_finding *b)
{
    return strcmp(a->file, b->file) == 0 && a->line == b->line && a->column == b->column &&
           strcmp(a->severity, b->severity) == 0 && strcmp(a->rule, b->rule) == 0;
}

static bool all_same(const case_findings *expected, const case_findings *found)
{
    if (expected->count != found->count)
        return false;
    for (size_t i = 0; i < found->count; i++)
        if (!same(&expected->items[i], &found->items[i]))
            return false;
    return true;
}

/* Lines of one list that the other does not have; in full if they differ in order only. */
static size_t print_missing(const case_findings *list, const case_findings *other, char sign,
                            bool in_full)
{
    size_t printed = 0;
    for (size_t i = 0; i < list->count; i++) {
        const case_finding *e = &list->items[i];
        size_t here = 0, there = 0;
        for (size_t k = 0; k <= i; k++)
            here += same(&list->items[k], e);
        for (size_t k = 0; k < other->count; k++)
            there += same(&other->items[k], e);
        if (!in_full && here <= there)
            continue;
        printf("  %c %s%s%u:%u %s %s\n", sign, e->file, *e->file ? ":" : "", e->line, e->column,
               e->severity, e->rule);
        printed++;
    }
    return printed;
}

static void print_failure(const case_group *g, const case_findings *found)
{
    printf("FAIL %s:%u: %s\n", g->file, g->line, g->title);
    if (print_missing(&g->expected, found, '-', false) +
            print_missing(found, &g->expected, '+', false) ==
        0) {
        puts("  in another order:");
        print_missing(&g->expected, found, '-', true);
        print_missing(found, &g->expected, '+', true);
    }
}

static void note_coverage(const case_group *g, tally *t)
{
    for (size_t i = 0; i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        bool expects = case_lists(&g->expected, rule->id);
        t->fires[i] = t->fires[i] || expects;
        t->near_miss[i] = t->near_miss[i] || (!expects && is_own_file(g, rule));
    }
}

static bool check_document(const case_group *g, case_findings *found)
{
    const case_part part = {.lines_before = g->lines_before, .whole = g->whole};
    acp_slice text = case_text(g);
    acp_read_options read = case_read_options(g);
    acp_check_options options = case_check_options(g);
    acp_findings *findings = acp_findings_new();
    if (!findings)
        abort();
    acp_status status =
        acp_check_memory(case_name(g), text.ptr, text.len, &read, &options, findings);
    for (size_t i = 0; i < acp_findings_count(findings); i++)
        take_finding(g, &part, found, acp_findings_get(findings, i));
    acp_findings_free(findings);
    return status == ACP_OK || status == ACP_DAMAGED;
}

static bool check_set(const case_group *g, case_findings *found)
{
    case_parts *parts = calloc(1, sizeof *parts);
    if (!parts)
        abort();
    acp_set *set = case_set(g, parts);
    acp_set_options options = {.at = g->at ? g->at : 1767225600 /* 2026-01-01 */};
    acp_status status = acp_set_check(set, &options);
    for (size_t i = 0; i < acp_set_count(set); i++) {
        const acp_findings *findings = acp_set_findings(set, i);
        for (size_t k = 0; k < acp_findings_count(findings); k++)
            take_finding(g, &parts->items[i], found, acp_findings_get(findings, k));
    }
    acp_set_free(set);
    free(parts);
    return status == ACP_OK;
}

static void run(case_group *g, void *context)
{
    tally *t = context;
    case_findings *found = calloc(1, sizeof *found);
    if (!found)
        abort();
    bool good =
        (g->set ? check_set(g, found) : check_document(g, found)) && all_same(&g->expected, found);
    if (good)
        t->passed++;
    else
        t->failed++;
    if (!good)
        print_failure(g, found);
    note_coverage(g, t);
    free(found);
}

static size_t report_coverage(const tally *t)
{
    size_t missing = 0;
    for (size_t i = 0; i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        if (rule->planned)
            continue;
        if (!t->fires[i])
            printf("NOT COVERED %s %s: no group expects it\n", rule->id, rule->key);
        if (!t->near_miss[i])
            printf("NOT COVERED %s %s: no group of %s.test goes without it\n", rule->id, rule->key,
                   rule->key);
        missing += !t->fires[i] + !t->near_miss[i];
    }
    return missing;
}

int main(int argc, char **argv)
{
    size_t rules = acp_rule_count(), missing = 0;
    tally t = {.fires = calloc(rules, 1), .near_miss = calloc(rules, 1)};
    bool coverage = false;
    if (!t.fires || !t.near_miss)
        abort();
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--coverage") == 0)
            coverage = true;
        else
            cases_each(argv[i], run, &t);
    }
    if (coverage)
        missing = report_coverage(&t);
    printf("%zu passed, %zu failed\n", t.passed, t.failed + missing);
    free(t.fires);
    free(t.near_miss);
    return t.failed || missing || t.passed == 0;
}
