/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Mending step by step. Each step is tried on a copy: the new text is read and checked, and becomes
 * the document only if no finding is new. */
#include "change/fix_stage.h"

#include <stdlib.h>

#include "check/rules.h"
#include "document/findings.h"

/* What trying may cost: bytes read and checked, and what reading costs even if there is nothing in
 * a file. Some thousands of steps for a profile of usual size, a dozen for the largest file. */
#define BUDGET ((size_t)256 << 20)
#define STEP   ((size_t)64 << 10)

void acp_fixing_reset(acp_fixing *fixing)
{
    if (fixing->step_count)
        acp_trial_free(&fixing->now);
    while (fixing->step_count)
        acp_edits_free(fixing->steps[--fixing->step_count]);
    fixing->now = fixing->first;
}

void acp_fixing_end(acp_fixing *fixing)
{
    acp_fixing_reset(fixing);
    acp_trial_free(&fixing->first);
    free(fixing->steps);
}

uint32_t acp_fixing_first_offset(const acp_fixing *fixing, uint32_t offset)
{
    for (size_t i = fixing->step_count; i-- > 0;)
        offset = acp_edits_old_offset(fixing->steps[i], offset);
    return offset;
}

/* ---- one step ---------------------------------------------------------------------------- */

static bool fine(acp_fixing *fixing, acp_status status)
{
    fixing->no_memory |= status == ACP_NO_MEMORY;
    return status == ACP_OK;
}

/* The document is read again, because what reading found belongs to its findings. */
bool acp_fixing_start(acp_fixing *fixing, const acp_document *document,
                      const acp_check_options *asked)
{
    *fixing = (acp_fixing){.options = *asked, .asked = asked, .budget = BUDGET};
    fixing->options.only = NULL;
    bool started = fine(fixing, acp_trial_read(document, NULL, &fixing->first)) &&
                   fine(fixing, acp_trial_check(&fixing->first, &fixing->options));
    fixing->now = fixing->first;
    /* Where not all findings are kept, nobody can say that one is new. */
    if (started && acp_findings_dropped(fixing->first.findings))
        fixing->budget = 0;
    return started;
}

bool acp_fixing_prepare(acp_fixing *fixing, const acp_edits *edits, const acp_rule *rule,
                        size_t fewer, bool moves, acp_trial *next)
{
    size_t cost = fixing->now.document->length + STEP;
    bool affordable = cost <= fixing->budget;
    *next = (acp_trial){0};
    fixing->budget -= affordable ? cost : fixing->budget;
    if (affordable && fine(fixing, acp_trial_read(fixing->now.document, edits, next)) &&
        fine(fixing, acp_trial_check(next, &fixing->options)) &&
        acp_findings_nothing_new(fixing->now.findings, next->findings, rule, fewer, moves,
                                 &fixing->no_memory))
        return true;
    acp_trial_free(next);
    return false;
}

void acp_fixing_take(acp_fixing *fixing, acp_trial next, acp_edits *edits)
{
    if (fixing->step_count == fixing->step_size) {
        size_t size = fixing->step_size ? 2 * fixing->step_size : 8;
        acp_edits **grown = realloc(fixing->steps, size * sizeof *grown);
        if (!grown) {
            fixing->no_memory = true;
            acp_trial_free(&next);
            acp_edits_free(edits);
            return;
        }
        fixing->steps = grown;
        fixing->step_size = size;
    }
    if (fixing->step_count)
        acp_trial_free(&fixing->now);
    fixing->steps[fixing->step_count++] = edits;
    fixing->now = next;
}

static void tell(const acp_fixing *fixing, const size_t *which, size_t count)
{
    for (size_t i = 0; fixing->mended && i < count; i++) {
        acp_span span = acp_findings_span(fixing->now.findings, which[i]);
        span.start = acp_fixing_first_offset(fixing, span.start);
        span.end = acp_fixing_first_offset(fixing, span.end);
        fixing->mended(fixing->data, acp_findings_get(fixing->now.findings, which[i]), span);
    }
}

/* Takes the document over that the edits make, if that mends what it should and brings nothing
 * new. */
static bool try_edits(acp_fixing *fixing, acp_edits *edits, const acp_fix_row *row,
                      const size_t *which, size_t count)
{
    const acp_rule *rule = acp_findings_get(fixing->now.findings, which[0])->rule;
    acp_trial next;
    if (!acp_fixing_prepare(fixing, edits, rule, count, row->flags & ACP_FIX_MOVES, &next)) {
        acp_edits_free(edits);
        return false;
    }
    tell(fixing, which, count);
    acp_fixing_take(fixing, next, edits);
    return !fixing->no_memory;
}

/* ---- all findings of a rule ------------------------------------------------------------------ */

/* Findings that are to be mended, by their index; those that cannot be leave the list. */
typedef struct {
    size_t *items;
    size_t count;
} indices;

static bool wanted(const acp_fixing *fixing, const acp_finding *finding, const acp_rule *rule)
{
    return finding->rule == rule && finding->fixable && acp_rule_asked_for(fixing->asked, rule);
}

/* Offsets, in `now` and in order, of findings of the rule that were tried alone and cannot be
 * mended. */
typedef struct {
    uint32_t *items;
    size_t count, size;
} offsets;

/* Where an offset stands in the list, or would stand. */
static size_t place_of(const offsets *list, uint32_t offset)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_offset(const offsets *list, uint32_t offset)
{
    size_t at = place_of(list, offset);
    return at < list->count && list->items[at] == offset;
}

static void add_offset(acp_fixing *fixing, offsets *list, uint32_t offset)
{
    if (list->count == list->size) {
        size_t size = list->size ? 2 * list->size : 16;
        uint32_t *grown = realloc(list->items, size * sizeof *grown);
        if (!grown) {
            fixing->no_memory = true;
            return;
        }
        list->items = grown;
        list->size = size;
    }
    size_t at = place_of(list, offset);
    memmove(list->items + at + 1, list->items + at, (list->count - at) * sizeof *list->items);
    list->items[at] = offset;
    list->count++;
}

static indices collect(acp_fixing *fixing, const acp_rule *rule, const offsets *refused)
{
    const acp_findings *findings = fixing->now.findings;
    size_t total = acp_findings_count(findings);
    indices list = {malloc((total + 1) * sizeof *list.items), 0};
    fixing->no_memory |= !list.items;
    for (size_t i = 0; list.items && i < total; i++)
        if (wanted(fixing, acp_findings_get(findings, i), rule) &&
            !has_offset(refused, acp_findings_span(findings, i).start))
            list.items[list.count++] = i;
    return list;
}

static bool add_edits(const acp_fixing *fixing, const acp_fix_row *row, acp_fix_job *job,
                      size_t index)
{
    const acp_findings *findings = fixing->now.findings;
    acp_fix_place place = {
        .rule = acp_findings_get(findings, index)->rule,
        .span = acp_findings_span(findings, index),
        .node = acp_findings_node(findings, index),
        .attribute = acp_findings_attribute(findings, index),
    };
    if (row->run(job, &place))
        return true;
    acp_edits_cancel(job->edits);
    return false;
}

/* Tries to mend the first `most` of a list in one step. Those whose fix says no leave the list for
 * the refused; those that touch what another does wait. Returns how many were tried; *mended: how
 * many of them with success. */
static size_t attempt(acp_fixing *fixing, const acp_fix_row *row, indices *list, size_t most,
                      offsets *refused, size_t *mended)
{
    acp_edits *edits = acp_edits_new(fixing->now.document);
    size_t *tried = malloc((list->count + 1) * sizeof *tried), count = 0, kept = 0;
    *mended = 0;
    if (!edits || !tried) {
        fixing->no_memory = true;
        acp_edits_free(edits);
        free(tried);
        return 0;
    }
    acp_fix_job job = {fixing->now.document,
                       acp_run_start(fixing->now.document, &fixing->options, NULL), edits};
    for (size_t i = 0; i < list->count; i++) {
        bool able = i >= most || add_edits(fixing, row, &job, list->items[i]);
        if (!able)
            add_offset(fixing, refused,
                       acp_findings_span(fixing->now.findings, list->items[i]).start);
        if (able && i < most && acp_edits_commit(edits))
            tried[count++] = list->items[i];
        if (able)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
    if (!count)
        acp_edits_free(edits);
    else if (try_edits(fixing, edits, row, tried, count))
        *mended = count;
    if (count == 1 && !*mended)
        add_offset(fixing, refused, acp_findings_span(fixing->now.findings, tried[0]).start);
    free(tried);
    return count;
}

/* Mends some of a list, all if that brings nothing new, else fewer and fewer. Returns how many. */
static size_t mend_some(acp_fixing *fixing, const acp_fix_row *row, indices *list, offsets *refused)
{
    size_t mended = 0;
    for (size_t most = list->count; most && list->count && !fixing->no_memory;) {
        size_t tried = attempt(fixing, row, list, most, refused, &mended);
        if (mended || !tried)
            break;
        most = tried / 2;
    }
    return mended;
}

static void move_offsets(const acp_fixing *fixing, offsets *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i] =
            acp_edits_new_offset(fixing->steps[fixing->step_count - 1], list->items[i]);
}

size_t acp_fixing_rule(acp_fixing *fixing, const acp_rule *rule)
{
    const acp_fix_row *row = acp_fix_row_of(rule);
    offsets refused = {0};
    size_t all = 0, before, mended = 1;
    if (!row || !(row->flags & ACP_FIX_TEXT) == fixing->text)
        return 0;
    while (!fixing->no_memory && fixing->budget) {
        indices list = collect(fixing, rule, &refused);
        before = refused.count;
        mended = mend_some(fixing, row, &list, &refused);
        free(list.items);
        all += mended;
        if (mended)
            move_offsets(fixing, &refused);
        else if (refused.count == before)
            break;
    }
    free(refused.items);
    return all;
}

size_t acp_fixing_all(acp_fixing *fixing)
{
    const acp_config *config = fixing->options.config;
    size_t all = 0, before;
    do {
        before = all;
        for (unsigned i = 0; i < acp_rule_total; i++)
            if (acp_rules[i].fix != ACP_FIX_NONE)
                all += acp_fixing_rule(fixing, &acp_rules[i]);
        for (size_t i = 0; config && i < acp_config_rule_count(config); i++)
            all += acp_fixing_rule(fixing, acp_config_rule(config, i));
    } while (all > before && fixing->budget && !fixing->no_memory);
    return all;
}
