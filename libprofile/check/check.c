/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One run of all checks over a document, and what becomes of its findings: configuration,
 * suppressions, and findings that a more specific one makes superfluous. */
#include "check/check.h"

#include <stdarg.h>
#include <stdlib.h>

#include "change/fix.h"
#include "check/config.h"
#include "check/rules.h"
#include "check/suppress.h"
#include "document/findings.h"

static bool fixable(const acp_rule *rule, const acp_note *note)
{
    return note && note->fixable ? note->fixable > 0 : rule->fix != ACP_FIX_NONE;
}

void acp_report_wanted(acp_run *run, const acp_rule *rule, acp_place place, const acp_note *note)
{
    char *filled = NULL;
    const char *detail = note ? note->detail : NULL;
    if (!detail && rule->detail) {
        filled = acp_fill_template(rule->detail, &place, (acp_slice){0});
        detail = filled ? filled : rule->detail;
    }
    acp_finding_draft draft = {
        .rule = rule,
        .severity = acp_rule_severity(run->options, rule),
        .fixable = fixable(rule, note),
        .document = run->document,
        .span = place.span,
        .node = place.node,
        .attribute = place.attribute,
        .detail = detail,
        .remedy = note ? note->remedy : NULL,
        .related = note && note->related ? &note->related->span : NULL,
        .related_text = note ? note->related_text : NULL,
        .related_document = note ? note->related_document : NULL,
    };
    acp_findings_add(run->findings, &draft);
    free(filled);
}

void acp_report_at(acp_run *run, const acp_rule *rule, acp_place place, const acp_note *note)
{
    bool unknown_kind = run->document->kind == ACP_KIND_UNKNOWN;
    if (rule && (unknown_kind || acp_rule_wanted(run, rule)))
        acp_report_wanted(run, rule, place, note);
}

void acp_say(acp_run *run, const char *id, acp_place place, const char *detail, ...)
{
    char text[1024] = "";
    if (detail) {
        va_list list;
        va_start(list, detail);
        vsnprintf(text, sizeof text, detail, list);
        va_end(list);
        acp_clip_text(text);
    }
    acp_note note = {.detail = detail ? text : NULL};
    acp_report_at(run, acp_rule_find(id), place, &note);
}

/* True if one of the findings about the same setting says the same thing more precisely. */
static bool replaced(const acp_findings *findings, size_t index)
{
    const acp_node *node = acp_findings_node(findings, index);
    const char *id = acp_findings_get(findings, index)->rule->id;
    size_t first = index, end = index + 1;
    if (!node)
        return false;
    while (first > acp_findings_start(findings) && acp_findings_node(findings, first - 1) == node)
        first--;
    while (end < acp_findings_count(findings) && acp_findings_node(findings, end) == node)
        end++;
    for (size_t i = first; i < end; i++) {
        const char *replaces = acp_findings_get(findings, i)->rule->replaces;
        if (replaces && strstr(replaces, id) &&
            acp_findings_attribute(findings, i) == acp_findings_attribute(findings, index))
            return true;
    }
    return false;
}

typedef struct {
    const acp_document *document; /* NULL: damaged */
    const acp_check_options *options;
    acp_suppressions *suppressions;
    bool trial;
} settlement;

/* That a document could not be read is no matter of taste: nothing in it was checked, and a run
 * that says nothing would pass it as clean. */
static bool is_damage(const acp_findings *findings, size_t index, const settlement *s)
{
    return !s->document && acp_findings_get(findings, index)->rule->severity == ACP_ERROR;
}

static bool drop(const acp_findings *findings, size_t index, const settlement *s)
{
    const acp_finding *finding = acp_findings_get(findings, index);
    if (is_damage(findings, index, s))
        return false;
    if (!acp_rule_asked_for(s->options, finding->rule) ||
        acp_rule_severity(s->options, finding->rule) == ACP_OFF || replaced(findings, index))
        return true;
    const acp_node *node = acp_findings_node(findings, index);
    if (s->suppressions &&
        acp_suppressed(s->suppressions, node ? node : s->document->root, finding->rule))
        return true;
    return acp_config_ignores(s->options->config, finding->rule, finding->file, finding->path,
                              s->trial);
}

/* Decides on every finding of the current document first: a finding that is dropped may still be
 * the reason another one is superfluous. */
static bool settle(acp_findings *findings, const settlement *s)
{
    size_t start = acp_findings_start(findings), count = acp_findings_count(findings) - start;
    bool *dropped = calloc(count ? count : 1, sizeof *dropped);
    if (!dropped)
        return false;
    for (size_t i = 0; i < count; i++)
        dropped[i] = drop(findings, start + i, s);
    for (size_t i = start; i < start + count; i++)
        if (!is_damage(findings, i, s))
            acp_findings_set_severity(
                findings, i, acp_rule_severity(s->options, acp_findings_get(findings, i)->rule));
    acp_findings_keep(findings, dropped);
    free(dropped);
    return true;
}

static void report_dropped(acp_run *run)
{
    size_t count = acp_findings_dropped(run->findings);
    if (!count)
        return;
    acp_findings_reserve_one(run->findings);
    acp_place whole_file = {{0, 0}, NULL, NULL};
    acp_say(run, "ACP0015", whole_file,
            "There are %zu findings more than the %d that are kept for one file.", count,
            ACP_MAX_FINDINGS);
}

acp_run acp_run_start(const acp_document *document, const acp_check_options *options,
                      acp_findings *findings)
{
    unsigned platforms = options->platforms;
    uint16_t version = options->client_version;
    if (!platforms)
        platforms = acp_config_platforms(options->config);
    if (!version)
        version = acp_config_client_version(options->config);
    return (acp_run){
        .document = document,
        .options = options,
        .findings = findings,
        .platforms = platforms,
        .client_version = version ? version : acp_newest_version(),
        .version_named = version != 0,
    };
}

acp_status acp_run_check(acp_run *run)
{
    acp_check_structure(run);
    acp_check_rules(run);
    return run->options->xsd ? acp_check_xsd(run) : ACP_OK;
}

acp_status acp_run_end(acp_run *run)
{
    acp_findings *findings = run->findings;
    settlement s = {run->document, run->options, NULL, run->trial};
    if (run->document->root)
        run->no_memory |= !acp_suppressions_new(run, &s.suppressions);
    acp_findings_sort(findings);
    run->no_memory |= !settle(findings, &s);
    acp_suppressions_report(s.suppressions, run);
    acp_suppressions_free(s.suppressions);
    report_dropped(run);
    acp_findings_sort(findings);
    if (!run->trial) {
        acp_config_checked(run);
        acp_fix_mark(run);
    }
    return run->no_memory || acp_findings_failed(findings) ? ACP_NO_MEMORY : ACP_OK;
}

acp_status acp_settle_damaged(const acp_check_options *options, acp_findings *findings)
{
    settlement s = {NULL, options, NULL, false};
    acp_fix_mark_damaged(options, findings);
    return settle(findings, &s) ? ACP_OK : ACP_NO_MEMORY;
}

/* findings may hold what reading found of this document already. */
static acp_status check_document(const acp_document *document, const acp_check_options *options,
                                 acp_findings *findings)
{
    acp_run run = acp_run_start(document, options, findings);
    acp_status status = acp_run_check(&run), ended = acp_run_end(&run);
    return ended == ACP_OK ? status : ended;
}

acp_status acp_check(const acp_document *document, const acp_check_options *options,
                     acp_findings *findings)
{
    acp_findings_begin(findings);
    return check_document(document, options, findings);
}

/* What reading returned, with the document checked if there is one. */
static acp_status check_read(acp_status status, acp_document *document,
                             const acp_check_options *options, acp_findings *findings)
{
    if (status == ACP_OK) {
        acp_status checked = check_document(document, options, findings);
        acp_document_free(document);
        return checked;
    }
    if (status == ACP_DAMAGED && acp_settle_damaged(options, findings) != ACP_OK)
        return ACP_NO_MEMORY;
    return status;
}

acp_status acp_check_file(const char *path, const acp_read_options *read,
                          const acp_check_options *options, acp_findings *findings)
{
    acp_document *document = NULL;
    acp_findings_begin(findings);
    acp_status status = acp_document_read(path, read, findings, &document);
    return check_read(status, document, options, findings);
}

acp_status acp_check_memory(const char *name, const void *bytes, size_t size,
                            const acp_read_options *read, const acp_check_options *options,
                            acp_findings *findings)
{
    acp_document *document = NULL;
    acp_findings_begin(findings);
    acp_status status = acp_document_read_memory(name, bytes, size, read, findings, &document);
    return check_read(status, document, options, findings);
}
