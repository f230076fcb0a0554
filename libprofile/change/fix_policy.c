/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What takes the local policy as well: settings of it that stand in a VPN profile, and preferences
 * that it forbids to keep. */
#include <stdlib.h>

#include "change/fix_stage.h"
#include "change/fixes.h"
#include "check/rules.h"
#include "document/findings.h"
#include "schema/schema.h"
#include "set/rules/checks.h"

/* A file alone does not tell. */
bool acp_fix_needs_policy(const acp_fix_job *job, const acp_fix_place *place)
{
    (void)job;
    (void)place;
    return false;
}

/* One of the two files. */
typedef struct {
    const acp_fix_input *input;
    acp_fix_result *out;
    acp_document *document;
    acp_fixing fixing;
    acp_check_options check;
    bool started;
} side;

static acp_status start(side *s, const acp_fix_input *input, acp_fix_result *out)
{
    *s = (side){.input = input, .out = out, .check = *input->check};
    *out = (acp_fix_result){.fixed = acp_findings_new(), .left = acp_findings_new()};
    acp_findings *ignored = acp_findings_new();
    if (!out->fixed || !out->left || !ignored) {
        acp_findings_free(ignored);
        return ACP_NO_MEMORY;
    }
    acp_status status = acp_document_read_memory(input->name, input->bytes, input->size,
                                                 input->read, ignored, &s->document);
    acp_findings_free(ignored);
    if (status != ACP_OK || s->document->format != ACP_FORMAT_XML || !s->document->exact)
        return status == ACP_NO_MEMORY ? status : ACP_OK;
    s->started = acp_fixing_start(&s->fixing, s->document, &s->check);
    return s->fixing.no_memory ? ACP_NO_MEMORY : ACP_OK;
}

static acp_status end(side *s)
{
    acp_status status = ACP_OK;
    if (s->started && s->fixing.step_count)
        status = acp_document_bytes(s->fixing.now.document, &s->out->text, &s->out->length);
    if (s->document)
        acp_fixing_end(&s->fixing);
    acp_document_free(s->document);
    return status;
}

/* ---- settings of the policy --------------------------------------------------------------- */

/* Where the local policy has a setting: there is one of the name only. */
static acp_setting_id place_in_policy(acp_slice name)
{
    acp_setting_id id, found = ACP_NO_SETTING;
    const acp_schema *schema = &acp_schemas[acp_kind_get(ACP_KIND_LOCAL_POLICY)->schema];
    for (id = schema->first; id < schema->first + schema->count; id++) {
        const acp_setting *setting = acp_setting_get(id);
        if (setting->is_attribute || !acp_slice_is(name, setting->name))
            continue;
        if (found != ACP_NO_SETTING)
            return ACP_NO_SETTING;
        found = id;
    }
    return found;
}

/* Adds the edit that puts a setting into the policy; none if it is there with that value. False: it
 * is there with another, or the element holds more than a value. */
static bool add_to_policy(const side *policy, acp_edits *edits, const acp_node *node)
{
    const acp_document *document = policy->fixing.now.document;
    acp_setting_id setting = place_in_policy(acp_local_name(node->name));
    if (setting == ACP_NO_SETTING || node->has_elements)
        return false;
    const acp_node *there = acp_document_slot(document, setting);
    if (there)
        return acp_slice_equal(there->value, node->value);
    acp_edit_write(edits, document->root, setting, node->value, acp_newest_version());
    return true;
}

/* Both files as they are without and with a setting. False: one of them does not bear it. */
static bool prepare(side *profile, side *policy, const acp_rule *rule, const acp_node *node,
                    acp_edits *edits[2], acp_trial next[2], bool *into)
{
    acp_edit_delete_element(edits[0], node, ACP_COMMENTS_STAY);
    if (!add_to_policy(policy, edits[1], node) || !acp_edits_commit(edits[0]))
        return false;
    *into = acp_edits_commit(edits[1]);
    if (!acp_fixing_prepare(&profile->fixing, edits[0], rule, 1, false, &next[0]))
        return false;
    if (!*into || acp_fixing_prepare(&policy->fixing, edits[1], rule, 0, false, &next[1]))
        return true;
    acp_trial_free(&next[0]);
    return false;
}

static void tell(side *profile, size_t index)
{
    const acp_fixing *fixing = &profile->fixing;
    acp_span span = acp_findings_span(fixing->now.findings, index);
    uint32_t start = acp_fixing_first_offset(fixing, span.start);
    uint32_t end = acp_fixing_first_offset(fixing, span.end);
    acp_findings_add_copy(profile->out->fixed, acp_findings_get(fixing->now.findings, index),
                          acp_document_position(profile->document, start),
                          acp_document_position(profile->document, end));
}

/* Moves the setting a finding of the profile is about. */
static bool move_one(side *profile, side *policy, size_t index)
{
    const acp_findings *findings = profile->fixing.now.findings;
    const acp_rule *rule = acp_findings_get(findings, index)->rule;
    acp_edits *edits[2] = {acp_edits_new(profile->fixing.now.document),
                           acp_edits_new(policy->fixing.now.document)};
    acp_trial next[2] = {{0}};
    bool into = false, able = edits[0] && edits[1];
    profile->fixing.no_memory |= !able;
    able = able &&
           prepare(profile, policy, rule, acp_findings_node(findings, index), edits, next, &into);
    if (able) {
        tell(profile, index);
        acp_fixing_take(&profile->fixing, next[0], edits[0]);
    } else {
        acp_edits_free(edits[0]);
    }
    if (able && into)
        acp_fixing_take(&policy->fixing, next[1], edits[1]);
    else
        acp_edits_free(edits[1]);
    return able && !profile->fixing.no_memory && !policy->fixing.no_memory;
}

static void move_all(side *profile, side *policy)
{
    size_t i = 0;
    /* After each move the findings are others; those before the one moved have been tried. */
    while (i < acp_findings_count(profile->fixing.now.findings)) {
        const acp_finding *finding = acp_findings_get(profile->fixing.now.findings, i);
        if (strcmp(finding->rule->id, "ACP1002") != 0 ||
            !acp_rule_asked_for(&profile->check, finding->rule) || !move_one(profile, policy, i))
            i++;
    }
}

/* ---- preferences ------------------------------------------------------------------------- */

static void say_emptied(side *preferences, const acp_rule *rule, const acp_node *node)
{
    acp_fixing *fixing = &preferences->fixing;
    acp_span span = {acp_fixing_first_offset(fixing, node->value_span.start),
                     acp_fixing_first_offset(fixing, node->value_span.end)};
    const acp_finding_draft draft = {.rule = rule,
                                     .severity = (acp_severity)rule->severity,
                                     .document = preferences->document,
                                     .span = span};
    acp_findings_add(preferences->out->fixed, &draft);
}

/* The first child of the root from `skip` on that holds what it must not. */
static const acp_node *next_forbidden(const side *preferences, acp_slice restriction, size_t *skip)
{
    const acp_node *root = preferences->fixing.now.document->root;
    size_t index = 0;
    for (const acp_node *node = acp_node_first_child(root); node; node = acp_node_next(node)) {
        if (index++ < *skip ||
            !acp_preference_forbidden(restriction, acp_local_name(node->name), node->value))
            continue;
        *skip = index;
        return node;
    }
    return NULL;
}

/* Each by itself: one that must not be empty stays. The number of elements stays the same. */
static void empty_all(side *preferences, const side *policy, const acp_rule *rule)
{
    const acp_node *restriction = NULL, *node;
    acp_fixing *fixing = &preferences->fixing;
    size_t skip = 0;
    for (node = acp_node_first_child(policy->document->root); node; node = acp_node_next(node))
        if (acp_slice_is(acp_local_name(node->name), "RestrictPreferenceCaching"))
            restriction = node;
    while (restriction && !fixing->no_memory &&
           (node = next_forbidden(preferences, restriction->value, &skip))) {
        acp_edits *edits = acp_edits_new(fixing->now.document);
        acp_trial next;
        bool token = acp_slice_is(acp_local_name(node->name), "SDITokenType");
        fixing->no_memory |= !edits;
        if (edits)
            acp_edit_set_value(edits, node, token ? ACP_SLICE("none") : (acp_slice){"", 0});
        if (edits && acp_edits_commit(edits) &&
            acp_fixing_prepare(fixing, edits, rule, 0, false, &next)) {
            say_emptied(preferences, rule, node);
            acp_fixing_take(fixing, next, edits);
        } else {
            acp_edits_free(edits);
        }
    }
}

static void mend(side *file, side *policy)
{
    const acp_rule *restricted = acp_rule_find("ACP9133");
    if (!file->started || !policy->started || policy->document->kind != ACP_KIND_LOCAL_POLICY)
        return;
    if (file->document->kind != ACP_KIND_PREFERENCES)
        move_all(file, policy);
    else if (acp_rule_asked_for(&file->check, restricted))
        empty_all(file, policy, restricted);
}

acp_status acp_fix_with_policy(const acp_fix_input *file, const acp_fix_input *policy,
                               acp_fix_result *file_out, acp_fix_result *policy_out)
{
    side one, other;
    acp_status status = start(&one, file, file_out), second = start(&other, policy, policy_out);
    if (status == ACP_OK)
        status = second;
    if (status == ACP_OK)
        mend(&one, &other);
    if (status == ACP_OK && (one.fixing.no_memory || other.fixing.no_memory))
        status = ACP_NO_MEMORY;
    second = end(&one);
    status = status == ACP_OK ? second : status;
    second = end(&other);
    return status == ACP_OK ? second : status;
}
