/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which findings of a document are fixable: for each rule it is tried. */
#include <stdlib.h>

#include "change/fix_stage.h"
#include "change/twin.h"
#include "check/rules.h"
#include "document/findings.h"

/* Findings of one rule, by path, those of one path in order. */
typedef struct {
    const acp_findings *findings;
    size_t *items, count;
} selection;

static int by_path(const void *left, const void *right, void *data)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    const acp_findings *findings = data;
    int order = strcmp(acp_findings_get(findings, a)->path, acp_findings_get(findings, b)->path);
    return order ? order : a < b ? -1 : a > b;
}

/* From `start` on; NULL items: no memory. */
static selection select_rule(const acp_findings *findings, size_t start, const acp_rule *rule)
{
    size_t total = acp_findings_count(findings);
    selection made = {findings, malloc((total + 1) * sizeof *made.items), 0};
    for (size_t i = start; made.items && i < total; i++)
        if (acp_findings_get(findings, i)->rule == rule)
            made.items[made.count++] = i;
    if (made.count)
        qsort_r(made.items, made.count, sizeof *made.items, by_path, (void *)findings);
    return made;
}

static const char *path_at(const selection *s, size_t i)
{
    return acp_findings_get(s->findings, s->items[i])->path;
}

/* The finding of `first` that one of `now` is, by its place, else by its path; not one that is
 * another already. first->count: cannot be said. */
static size_t find_original(const acp_fixing *fixing, const selection *first, const bool *left,
                            size_t index)
{
    const char *path = acp_findings_get(fixing->now.findings, index)->path;
    uint32_t offset = acp_findings_span(fixing->now.findings, index).start;
    offset = acp_fixing_first_offset(fixing, offset);
    size_t alike = first->count, other = first->count;
    for (size_t i = 0; i < first->count; i++) {
        if (left[i])
            continue;
        if (acp_findings_span(first->findings, first->items[i]).start == offset)
            return i;
        other = i;
        if (alike == first->count && strcmp(path_at(first, i), path) == 0)
            alike = i;
    }
    return alike < first->count ? alike : other;
}

/* Marks the findings of a rule in the run that are no longer there. `first` and the run's may be of
 * the same document in two forms, so that they are held against each other by their paths. */
static void mark_gone(acp_run *run, const acp_fixing *fixing, const acp_rule *rule)
{
    selection first = select_rule(fixing->first.findings, 0, rule);
    selection now = select_rule(fixing->now.findings, 0, rule);
    selection own = select_rule(run->findings, acp_findings_start(run->findings), rule);
    bool *left = calloc(first.count + 1, sizeof *left);
    if (!left || !first.items || !now.items || !own.items) {
        run->no_memory = true;
        goto done;
    }
    for (size_t i = 0; i < now.count; i++) {
        size_t original = find_original(fixing, &first, left, now.items[i]);
        left[original < first.count ? original : 0] = true;
    }
    for (size_t i = 0, k = 0; i < own.count; i++) {
        while (k < first.count && strcmp(path_at(&first, k), path_at(&own, i)) < 0)
            k++;
        bool same = k < first.count && strcmp(path_at(&first, k), path_at(&own, i)) == 0;
        if (!same || left[k])
            acp_findings_set_fixable(run->findings, own.items[i], false);
        k += same;
    }
done:
    free(left);
    free(first.items);
    free(now.items);
    free(own.items);
}

static void unmark(acp_run *run, const acp_rule *rule)
{
    for (size_t i = acp_findings_start(run->findings); i < acp_findings_count(run->findings); i++)
        if (!rule || acp_findings_get(run->findings, i)->rule == rule)
            acp_findings_set_fixable(run->findings, i, false);
}

/* Tries a rule on a document: the run's own or, if it is none of XML, its twin. */
static void mark_rule(acp_run *run, acp_fixing *fixing, const acp_rule *rule)
{
    acp_fixing_reset(fixing);
    size_t mended = acp_fixing_rule(fixing, rule);
    run->no_memory |= fixing->no_memory;
    bool twin = run->document->format != fixing->now.document->format;
    bool written =
        mended && (!twin || acp_twin_holds(run->document, fixing->now.document, &run->no_memory));
    if (written)
        mark_gone(run, fixing, rule);
    else
        unmark(run, rule);
}

static bool is_marked(const acp_run *run, const acp_rule *rule)
{
    for (size_t i = acp_findings_start(run->findings); i < acp_findings_count(run->findings); i++)
        if (acp_findings_get(run->findings, i)->rule == rule &&
            acp_findings_get(run->findings, i)->fixable)
            return true;
    return false;
}

/* Whether a finding is still marked whose fix works on the text, or on the elements. */
static bool any_marked(const acp_run *run, bool text)
{
    for (size_t i = acp_findings_start(run->findings); i < acp_findings_count(run->findings); i++) {
        const acp_finding *finding = acp_findings_get(run->findings, i);
        const acp_fix_row *row = finding->fixable ? acp_fix_row_of(finding->rule) : NULL;
        if (row && !(row->flags & ACP_FIX_TEXT) != text)
            return true;
    }
    return false;
}

static void mark_some(acp_run *run, const acp_document *document, bool text)
{
    acp_fixing fixing;
    const acp_config *config = run->options->config;
    if (!any_marked(run, text))
        return;
    bool started = acp_fixing_start(&fixing, document, run->options);
    run->no_memory |= fixing.no_memory;
    fixing.text = text;
    size_t own = acp_config_rule_count(config);
    for (size_t i = 0; started && i < acp_rule_total + own; i++) {
        const acp_rule *rule =
            i < acp_rule_total ? &acp_rules[i] : acp_config_rule(config, i - acp_rule_total);
        const acp_fix_row *row = acp_fix_row_of(rule);
        if (row && !(row->flags & ACP_FIX_TEXT) != text && is_marked(run, rule))
            mark_rule(run, &fixing, rule);
    }
    acp_fixing_end(&fixing);
}

static void unmark_elements(acp_run *run)
{
    for (size_t i = acp_findings_start(run->findings); i < acp_findings_count(run->findings); i++) {
        const acp_fix_row *row = acp_fix_row_of(acp_findings_get(run->findings, i)->rule);
        if (!row || !(row->flags & ACP_FIX_TEXT))
            acp_findings_set_fixable(run->findings, i, false);
    }
}

void acp_fix_mark(acp_run *run)
{
    const acp_document *document = run->document;
    if (!document->exact || run->options->skip_fixable || acp_findings_dropped(run->findings)) {
        unmark(run, NULL);
        return;
    }
    mark_some(run, document, true);
    if (document->format == ACP_FORMAT_XML) {
        mark_some(run, document, false);
    } else if (any_marked(run, false)) {
        acp_document *twin = acp_twin_new(document, &run->no_memory);
        if (twin)
            mark_some(run, twin, false);
        else
            unmark_elements(run);
        acp_document_free(twin);
    }
}

void acp_fix_mark_damaged(const acp_check_options *options, acp_findings *findings)
{
    for (size_t i = acp_findings_start(findings); i < acp_findings_count(findings); i++) {
        const acp_fix_row *row = acp_fix_row_of(acp_findings_get(findings, i)->rule);
        if (options->skip_fixable || !row || !(row->flags & ACP_FIX_DAMAGED))
            acp_findings_set_fixable(findings, i, false);
    }
}
