/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes on demand: each makes the next text of the document, and the last of these is checked
 * against the first. */
#include <stdlib.h>

#include "change/added.h"
#include "change/change_edits.h"
#include "change/edit_private.h"
#include "change/trial.h"
#include "change/twin.h"
#include "check/check.h"
#include "document/findings.h"
#include "document/form.h"

typedef struct {
    const acp_document *document;
    acp_check_options check;
    bool despite_errors;
    acp_document *twin;         /* NULL: the document's own text is changed */
    const acp_findings *before; /* what is wrong with the document */
    acp_trial first;            /* it or its twin, read anew and checked; empty: before is given */
    const acp_document *now;    /* with the changes made so far */
    acp_trial made;             /* holds it, once there are any */
    acp_edits **steps;          /* that made it, in order */
    size_t step_count;
    bool moved; /* an element got another place */
    acp_change_result *out;
} changing;

/* ---- one step after the other ------------------------------------------------------------- */

/* The document the edits make becomes the one that is changed next. */
static acp_status take_step(changing *c, acp_edits *edits)
{
    acp_trial next;
    acp_status status = acp_trial_read(c->now, edits, &next);
    if (status == ACP_OK) {
        acp_trial_free(&c->made);
        c->made = next;
        c->now = next.document;
        c->steps[c->step_count++] = edits;
        return ACP_OK;
    }
    const acp_finding *why = next.findings ? acp_findings_get(next.findings, 0) : NULL;
    if (status == ACP_BAD_VALUE)
        status = acp_change_refuse(
            c->out, ACP_REFUSED,
            "the file is written in %s, which does not have every character of the "
            "value; convert the file to UTF-8 first",
            c->document->encoding);
    else if (status == ACP_DAMAGED)
        status = acp_change_refuse(c->out, ACP_REFUSED, "the file could not be read any more: %s",
                                   why ? why->rule->title : "");
    acp_trial_free(&next);
    acp_edits_free(edits);
    return status;
}

static acp_status change_one(changing *c, const acp_change *change)
{
    acp_edits *edits = acp_edits_new(c->now);
    if (!edits)
        return ACP_NO_MEMORY;
    uint16_t version = acp_run_start(c->now, &c->check, NULL).client_version;
    acp_status status = acp_change_edits(edits, change, version, &c->moved, c->out);
    if (status == ACP_OK && edits->count)
        return take_step(c, edits);
    acp_edits_free(edits);
    return status;
}

/* ---- before and after -------------------------------------------------------------------- */

/* JSON and YAML are changed through their twin in XML, but what is plain JSON. */
static acp_status start(changing *c)
{
    const acp_document *document = c->document;
    bool no_memory = false;
    if (!document->exact)
        return acp_change_refuse(
            c->out, ACP_REFUSED,
            "not every byte of the file could be read, and writing it would lose them; "
            "'acprof validate' tells where");
    if (document->format != ACP_FORMAT_XML && !document->data) {
        char *text = NULL;
        size_t length;
        acp_status status =
            acp_document_write(document, document->format, c->out->added, &text, &length);
        free(text);
        c->twin = status == ACP_OK ? acp_twin_new(document, &no_memory) : NULL;
        if (no_memory || status == ACP_NO_MEMORY)
            return ACP_NO_MEMORY;
        if (!c->twin)
            return acp_change_refuse(c->out, ACP_REFUSED,
                                     "the file would be written anew, and something be lost");
    }
    c->now = c->twin ? c->twin : document;
    if (c->before && !c->twin)
        return ACP_OK;
    acp_status status = acp_trial_read(c->now, NULL, &c->first);
    if (status == ACP_OK)
        status = acp_trial_check(&c->first, &c->check);
    c->before = c->first.findings;
    c->now = c->first.document;
    return status;
}

static acp_status write_twin(changing *c)
{
    acp_change_result *out = c->out;
    const acp_document *document = c->document;
    acp_status status = acp_twin_write(document, c->now, &out->text, &out->length);
    acp_read_options read = {.kind = document->named_kind,
                             .format = document->format,
                             .max_size = out->length + ACP_MAX_SIZE};
    acp_findings *ignored = acp_findings_new();
    if (!ignored)
        status = ACP_NO_MEMORY;
    if (status == ACP_OK)
        status = acp_document_read_memory(document->name, out->text, out->length, &read, ignored,
                                          &out->document);
    acp_findings_free(ignored);
    if (status == ACP_OK || status == ACP_NO_MEMORY)
        return status;
    return acp_change_refuse(c->out, ACP_REFUSED,
                             "the changed document has no form in the format of the file");
}

static acp_status write_result(changing *c)
{
    acp_change_result *out = c->out;
    out->changed = c->step_count;
    if (c->twin && out->changed)
        return write_twin(c);
    acp_trial fresh = {0};
    acp_status status = c->step_count ? ACP_OK : acp_trial_read(c->document, NULL, &fresh);
    acp_trial *made = c->step_count ? &c->made : &fresh;
    if (status == ACP_OK)
        status = acp_document_bytes(made->document, &out->text, &out->length);
    if (status == ACP_OK) {
        out->document = made->document;
        out->findings = c->made.findings;
        made->document = NULL;
        c->made.findings = NULL;
    }
    acp_trial_free(&fresh);
    return status;
}

/* A finding of the twin as one of the file it is written as. */
static void add_from_file(acp_findings *added, const acp_finding *finding, const acp_findings *file)
{
    for (size_t i = 0; i < acp_findings_count(file); i++) {
        const acp_finding *same = acp_findings_get(file, i);
        if (same->rule != finding->rule || strcmp(same->path, finding->path) != 0)
            continue;
        acp_findings_add_copy(added, same, same->start, same->end);
        return;
    }
    acp_findings_add_copy(added, finding, (acp_position){0, 0}, (acp_position){0, 0});
}

static acp_status add_findings(changing *c, const bool *is_added)
{
    acp_findings *added = c->out->added, *after = c->made.findings;
    acp_trial file = {0};
    acp_status status = ACP_OK;
    if (c->twin && c->out->document)
        status = acp_trial_read(c->out->document, NULL, &file);
    if (status == ACP_OK && file.document)
        status = acp_trial_check(&file, &c->check);
    for (size_t i = 0; status == ACP_OK && i < acp_findings_count(after); i++) {
        const acp_finding *finding = acp_findings_get(after, i);
        if (!is_added[i])
            continue;
        if (c->twin)
            add_from_file(added, finding, file.findings);
        else
            acp_findings_add_copy(added, finding, finding->start, finding->end);
    }
    acp_trial_free(&file);
    return status == ACP_OK && acp_findings_failed(added) ? ACP_NO_MEMORY : status;
}

/* What the change would do to the document, and whether it may. */
static acp_status judge(changing *c)
{
    acp_status status = c->step_count ? acp_trial_check(&c->made, &c->check) : ACP_OK;
    if (status != ACP_OK || !c->step_count)
        return status;
    bool *is_added = calloc(acp_findings_count(c->made.findings) + 1, sizeof *is_added);
    status = is_added ? acp_findings_added(c->before, c->made.findings, c->steps, c->step_count,
                                           c->moved, is_added)
                      : ACP_NO_MEMORY;
    if (status == ACP_OK)
        status = add_findings(c, is_added);
    free(is_added);
    if (status != ACP_OK || c->despite_errors)
        return status;
    if (acp_findings_dropped(c->made.findings))
        return acp_change_refuse(
            c->out, ACP_REFUSED,
            "the file has more than %d findings, so that nobody can say whether this "
            "adds one",
            ACP_MAX_FINDINGS);
    if (acp_findings_worst(c->out->added) >= ACP_ERROR)
        return acp_change_refuse(c->out, ACP_REFUSED,
                                 "the file would have an error it does not have now");
    return ACP_OK;
}

static void drop_document(acp_change_result *out)
{
    acp_document_free(out->document);
    acp_findings_free(out->findings);
    free(out->text);
    out->document = NULL;
    out->findings = NULL;
    out->text = NULL;
    out->length = 0;
    out->changed = false;
}

static void end(changing *c)
{
    acp_trial_free(&c->made);
    acp_trial_free(&c->first);
    while (c->step_count)
        acp_edits_free(c->steps[--c->step_count]);
    free(c->steps);
    acp_document_free(c->twin);
}

acp_status acp_change_document(const acp_document *document, const acp_change *changes,
                               size_t count, const acp_change_options *options,
                               acp_change_result *out)
{
    changing c = {.document = document,
                  .out = out,
                  .before = options->known,
                  .despite_errors = options->despite_errors};
    if (options->check)
        c.check = *options->check;
    c.check.skip_fixable = true;
    *out = (acp_change_result){.added = acp_findings_new(), .failed = count};
    c.steps = malloc((count + 1) * sizeof(acp_edits *));
    acp_status status = out->added && c.steps ? start(&c) : ACP_NO_MEMORY;
    for (size_t i = 0; status == ACP_OK && i < count; i++) {
        status = change_one(&c, &changes[i]);
        if (status != ACP_OK)
            out->failed = i;
    }
    /* Before it is judged, so that findings can point into the file as it would be. */
    bool twin_done = status == ACP_OK && c.twin && c.step_count;
    if (twin_done)
        status = write_result(&c);
    if (status == ACP_OK)
        status = judge(&c);
    if (status == ACP_OK && !twin_done)
        status = write_result(&c);
    if (status != ACP_OK)
        drop_document(out);
    end(&c);
    return status;
}

void acp_change_free(acp_change_result *result)
{
    acp_document_free(result->document);
    free(result->text);
    acp_findings_free(result->findings);
    acp_findings_free(result->added);
    *result = (acp_change_result){0};
}
