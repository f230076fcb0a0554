/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes on demand: each makes the next text of the document, and the last of these is checked
 * against the first. */
#include <stdarg.h>
#include <stdlib.h>

#include "change/added.h"
#include "change/create.h"
#include "change/data.h"
#include "change/edit_private.h"
#include "change/target.h"
#include "change/trial.h"
#include "change/twin.h"
#include "check/check.h"
#include "document/findings.h"
#include "document/form.h"
#include "document/utf8.h"
#include "document/xml_chars.h"

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

__attribute__((format(printf, 3, 4))) static acp_status refuse(changing *c, acp_status status,
                                                               const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(c->out->message, sizeof c->out->message, format, arguments);
    va_end(arguments);
    acp_clip_text(c->out->message);
    return status;
}

/* ---- one change -------------------------------------------------------------------------- */

static bool is_utf8(acp_slice text)
{
    const char *at = text.ptr, *end = at + text.len;
    while (at < end)
        if (acp_utf8_next(&at, end) == ACP_UTF8_BAD)
            return false;
    return true;
}

static acp_status look_at_value(changing *c, const acp_target *target, acp_slice value)
{
    const acp_setting *setting = acp_setting_get(target->setting);
    if (!is_utf8(value))
        return refuse(c, ACP_REFUSED, "the value of %s is not UTF-8", setting->name);
    if (acp_xml_bad_character(value) < value.len)
        return refuse(c, ACP_REFUSED,
                      "the value of %s has a control character, which no profile can hold",
                      setting->name);
    if (setting->content == ACP_CONTENT_ELEMENTS && value.len) {
        const acp_setting *child = acp_setting_get(setting->first_child);
        return refuse(c, ACP_REFUSED,
                      "%s holds other settings and no value of its own; set one of those, such as "
                      "%s/%s",
                      setting->name, setting->name, child ? child->name : "...");
    }
    return ACP_OK;
}

static void set_attribute(acp_edits *edits, const acp_target *target, acp_slice value)
{
    const acp_attribute *written = acp_node_attribute_of(target->node, target->setting);
    if (!written)
        acp_edit_add_attribute(edits, target->node,
                               acp_slice_of(acp_setting_get(target->setting)->name), value);
    else if (!acp_slice_equal(written->value, value))
        acp_edit_set_attribute(edits, written, value);
}

static acp_status set(changing *c, acp_edits *edits, const acp_change *change)
{
    acp_target target;
    acp_slice value = acp_slice_of(change->value);
    acp_status status = acp_target_find(c->now, change->path, ACP_PATH_SET, &target,
                                        c->out->message, sizeof c->out->message);
    if (status == ACP_OK)
        status = look_at_value(c, &target, value);
    if (status != ACP_OK)
        return status;
    if (c->now->data)
        return acp_data_set(edits, &target, value, c->out->message, sizeof c->out->message);
    if (target.there < target.elements)
        return acp_create(edits, &target, value,
                          acp_run_start(c->now, &c->check, NULL).client_version, c->out->message,
                          sizeof c->out->message)
                   ? ACP_OK
                   : ACP_REFUSED;
    if (acp_target_is_attribute(&target))
        set_attribute(edits, &target, value);
    else if (!acp_slice_equal(target.node->value, value))
        acp_edit_set_value(edits, target.node, value);
    return ACP_OK;
}

/* What is there already; *attribute is NULL if it is an element. */
static acp_status find_there(changing *c, const acp_change *change, acp_target *target,
                             const acp_attribute **attribute)
{
    acp_status status = acp_target_find(c->now, change->path, ACP_PATH_FIND, target,
                                        c->out->message, sizeof c->out->message);
    *attribute = status == ACP_OK && acp_target_is_attribute(target)
                     ? acp_node_attribute_of(target->node, target->setting)
                     : NULL;
    if (status == ACP_OK &&
        (target->there < target->elements || (acp_target_is_attribute(target) && !*attribute)))
        return refuse(c, ACP_NOT_FOUND, "there is no %s", change->path);
    return status;
}

static acp_status delete (changing *c, acp_edits *edits, const acp_change *change)
{
    acp_target target;
    const acp_attribute *attribute;
    acp_status status = find_there(c, change, &target, &attribute);
    if (status != ACP_OK)
        return status;
    if (target.node == c->now->root && !attribute)
        return refuse(c, ACP_REFUSED, "%s is the whole document and cannot be deleted",
                      acp_setting_get(target.setting)->name);
    if (attribute)
        acp_edit_delete_attribute(edits, attribute);
    else if (c->now->data)
        return acp_data_delete(edits, target.node, c->out->message, sizeof c->out->message);
    else
        acp_edit_delete_element(edits, target.node, ACP_COMMENTS_STAY);
    return ACP_OK;
}

/* The place asked for, from 1; 0: it is none of those there are. */
static size_t read_place(const char *text, size_t count)
{
    size_t place = 0;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9' || place > count)
            return 0;
        place = 10 * place + (size_t)(*p - '0');
    }
    return place <= count ? place : 0;
}

static acp_status move(changing *c, acp_edits *edits, const acp_change *change)
{
    acp_target target;
    const acp_attribute *attribute;
    acp_status status = find_there(c, change, &target, &attribute);
    if (status != ACP_OK)
        return status;
    const char *name = acp_setting_get(target.setting)->name;
    if (attribute || !target.node->parent)
        return refuse(c, ACP_REFUSED, "%s has no place among others that could change", name);
    size_t count = 0, place = 0;
    const acp_node *first = acp_node_child(target.node->parent, target.setting);
    for (const acp_node *node = first; node; node = acp_node_next_same(node)) {
        count++;
        if (node == target.node)
            place = count;
    }
    size_t wanted = read_place(change->value, count);
    if (!wanted)
        return refuse(c, ACP_REFUSED, "%s cannot get place %s: there %s %zu %s", name,
                      change->value, count == 1 ? "is" : "are", count, name);
    const acp_node *beside = first;
    for (size_t i = 1; i < wanted; i++)
        beside = acp_node_next_same(beside);
    if (wanted != place && c->now->data) {
        status = acp_data_place(edits, target.node, beside, wanted < place);
        if (status == ACP_REFUSED)
            return refuse(c, ACP_REFUSED, "%s has no place among others that could change", name);
    } else if (wanted != place) {
        acp_edit_place_element(edits, target.node, beside, wanted < place);
    }
    c->moved |= wanted != place;
    return status;
}

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
        status = refuse(c, ACP_REFUSED,
                        "the file is written in %s, which does not have every character of the "
                        "value; convert the file to UTF-8 first",
                        c->document->encoding);
    else if (status == ACP_DAMAGED)
        status = refuse(c, ACP_REFUSED, "the file could not be read any more: %s",
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
    acp_status status = change->how == ACP_CHANGE_SET      ? set(c, edits, change)
                        : change->how == ACP_CHANGE_DELETE ? delete (c, edits, change)
                                                           : move(c, edits, change);
    if (acp_edits_failed(edits))
        status = ACP_NO_MEMORY;
    if (status == ACP_OK && edits->count && !acp_edits_commit(edits))
        status = refuse(c, ACP_REFUSED, "the change touches one place of the file twice");
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
        return refuse(c, ACP_REFUSED,
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
            return refuse(c, ACP_REFUSED, "the file would be written anew, and something be lost");
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
    return refuse(c, ACP_REFUSED, "the changed document has no form in the format of the file");
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
        return refuse(c, ACP_REFUSED,
                      "the file has more than %d findings, so that nobody can say whether this "
                      "adds one",
                      ACP_MAX_FINDINGS);
    if (acp_findings_worst(c->out->added) >= ACP_ERROR)
        return refuse(c, ACP_REFUSED, "the file would have an error it does not have now");
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
