/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a change weakens or strengthens security: what the schema says is stricter, what comes to
 * and goes from lists of what is trusted, and what the rules find in one document only. */
#include <stdlib.h>

#include "change/diff.h"
#include "schema/schema.h"

/* ---- one value ------------------------------------------------------------------------------- */

/* Position in a list "A,B,C"; -1: not in it. */
static int position_in(const char *list, acp_slice word)
{
    acp_slice rest = acp_slice_of(list), item;
    for (int i = 0; acp_slice_next_item(&rest, &item); i++)
        if (acp_slice_equal(item, word))
            return i;
    return -1;
}

/* The other value of a boolean is the weaker one. */
static int boolean_rank(const acp_setting *setting, acp_slice value)
{
    for (unsigned i = 0; i < setting->value_count; i++)
        if (acp_slice_is(value, setting->values[i].name))
            return !acp_slice_is(value, setting->stricter);
    return -1;
}

static bool number_of(acp_slice text, int64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *out = 10 * *out + (text.ptr[i] - '0');
    }
    return text.len && text.len < 18;
}

/* 0 is the strictest; false: the value says nothing. */
static bool rank_of(const acp_setting *setting, const char *text, int64_t *rank)
{
    acp_slice value = acp_slice_trim(acp_slice_of(text));
    if (strcmp(setting->stricter, "smaller") == 0)
        return number_of(value, rank);
    *rank = setting->type == ACP_TYPE_BOOLEAN ? boolean_rank(setting, value)
                                              : position_in(setting->stricter, value);
    return *rank >= 0;
}

static bool has_item(acp_slice list, acp_slice wanted)
{
    acp_slice item;
    while (acp_slice_next_item(&list, &item))
        if (item.len && acp_slice_equal_nocase(item, wanted))
            return true;
    return false;
}

/* Items of a that b lacks. */
static size_t items_lacking(acp_slice a, acp_slice b)
{
    acp_slice item;
    size_t count = 0;
    while (acp_slice_next_item(&a, &item))
        count += item.len && !has_item(b, item);
    return count;
}

static acp_effect told(acp_effect effect, const char **reason, const char *weakens,
                       const char *strengthens)
{
    *reason = effect == ACP_EFFECT_WEAKENS ? weakens : strengthens;
    return effect;
}

/* A list of what is trusted. Where several stand side by side all must be met: one that comes makes
 * fewer things trusted, the first or only one is what makes anything trusted at all. */
static acp_effect list_effect(const acp_value_pair *pair, const char **reason)
{
    acp_slice before = acp_slice_trim(acp_slice_of(pair->before));
    acp_slice after = acp_slice_trim(acp_slice_of(pair->after));
    if (!before.len && !after.len)
        return ACP_EFFECT_NONE;
    if (!before.len)
        return told(pair->others_after ? ACP_EFFECT_STRENGTHENS : ACP_EFFECT_WEAKENS, reason,
                    "What it lists was not trusted before.",
                    "One more condition must be met before anything is trusted.");
    if (!after.len)
        return told(pair->others_before ? ACP_EFFECT_WEAKENS : ACP_EFFECT_STRENGTHENS, reason,
                    "One condition less must be met before anything is trusted.",
                    "What it listed is not trusted any more.");
    bool fewer = items_lacking(before, after) > 0;
    if (items_lacking(after, before))
        return told(
            ACP_EFFECT_WEAKENS, reason,
            fewer ? "It lists what was not trusted before." : "More is trusted than before.", "");
    if (fewer)
        return told(ACP_EFFECT_STRENGTHENS, reason, "", "Less is trusted than before.");
    return ACP_EFFECT_NONE;
}

/* Users may change a setting for which one value is the stricter. */
static bool lets_users_change(const acp_setting *setting)
{
    return setting->is_attribute && strcmp(setting->name, "UserControllable") == 0 &&
           acp_setting_get(setting->parent)->stricter;
}

static acp_effect control_effect(const acp_value_pair *pair, const char **reason)
{
    bool before = pair->before && strcmp(pair->before, "true") == 0;
    bool after = pair->after && strcmp(pair->after, "true") == 0;
    if (before == after)
        return ACP_EFFECT_NONE;
    return told(after ? ACP_EFFECT_WEAKENS : ACP_EFFECT_STRENGTHENS, reason,
                "Users can now change the setting.", "Users cannot change the setting any more.");
}

acp_effect acp_control_effect(const acp_item *item, bool added, const char **reason)
{
    acp_setting_id control =
        item->node->setting == ACP_NO_SETTING
            ? ACP_NO_SETTING
            : acp_setting_child(item->node->setting, "UserControllable", 16, true);
    const acp_setting *setting = acp_setting_get(control);
    if (!setting || !lets_users_change(setting) ||
        acp_node_attribute_value(item->node, control).ptr)
        return ACP_EFFECT_NONE;
    acp_value_pair pair = {.setting = setting};
    *(added ? &pair.after : &pair.before) = setting->default_value;
    return control_effect(&pair, reason);
}

acp_effect acp_value_effect(const acp_value_pair *pair, const char **reason)
{
    const acp_setting *setting = pair->setting;
    int64_t before, after;
    if (setting && lets_users_change(setting))
        return control_effect(pair, reason);
    if (!setting || !setting->stricter)
        return ACP_EFFECT_NONE;
    if (strcmp(setting->stricter, "common") == 0)
        return list_effect(pair, reason);
    if (!pair->before || !pair->after || !rank_of(setting, pair->before, &before) ||
        !rank_of(setting, pair->after, &after) || before == after)
        return ACP_EFFECT_NONE;
    return told(after > before ? ACP_EFFECT_WEAKENS : ACP_EFFECT_STRENGTHENS, reason,
                "The value before is the stricter one.", "The value now is the stricter one.");
}

/* ---- entries --------------------------------------------------------------------------------- */

static bool is_list_of_trusted(const acp_node *node)
{
    const acp_setting *setting =
        node && node->setting != ACP_NO_SETTING ? acp_setting_get(node->setting) : NULL;
    return setting && setting->stricter && strcmp(setting->stricter, "common") == 0;
}

bool acp_other_lists(const acp_item *item)
{
    /* A repeated one is a mistake, and the first is what counts. */
    if (!item->parent || item->place > 1 || !is_list_of_trusted(item->node))
        return false;
    for (uint32_t i = 0; i < item->parent->count; i++) {
        const acp_item *other = &item->parent->items[i];
        if (other->node->setting != item->node->setting && is_list_of_trusted(other->node) &&
            (other->node->value.len || other->count))
            return true;
    }
    return false;
}

acp_effect acp_trust_effect(const acp_item *item, const char **reason)
{
    for (; item->parent; item = item->parent)
        if (acp_item_is_entry(item) && is_list_of_trusted(item->parent->node))
            return told(ACP_EFFECT_WEAKENS, reason, "It is not what was trusted before.", "");
    return ACP_EFFECT_NONE;
}

static acp_effect server_effect(const acp_item *list, bool added, size_t others,
                                const char **reason)
{
    bool turned = !others && acp_other_lists(list);
    if (turned)
        return told(added ? ACP_EFFECT_STRENGTHENS : ACP_EFFECT_WEAKENS, reason,
                    "One condition less must be met before anything is trusted.",
                    "One more condition must be met before anything is trusted.");
    return told(added ? ACP_EFFECT_WEAKENS : ACP_EFFECT_STRENGTHENS, reason,
                "One more server is trusted.", "One server less is trusted.");
}

static acp_effect pin_effect(bool added, size_t others, const char **reason)
{
    if (!others)
        return told(added ? ACP_EFFECT_STRENGTHENS : ACP_EFFECT_WEAKENS, reason,
                    "There is no pin left in the list, and keys without one are accepted.",
                    "There was no pin in the list, and keys without one were accepted.");
    return told(added ? ACP_EFFECT_WEAKENS : ACP_EFFECT_STRENGTHENS, reason,
                "One more public key is accepted.", "One public key less is accepted.");
}

acp_effect acp_entry_effect(const acp_item *entry, bool added, const char **reason)
{
    const acp_item *list = entry->parent;
    /* What the list holds in the other document, which does not have this one. */
    size_t others = list && list->partner ? list->partner->count : 0;
    const acp_setting *setting =
        entry->node->setting == ACP_NO_SETTING ? NULL : acp_setting_get(entry->node->setting);
    if (list && is_list_of_trusted(list->node))
        return server_effect(list, added, others, reason);
    if (setting && setting->value_type && strcmp(setting->value_type, "pin") == 0)
        return pin_effect(added, others, reason);
    return ACP_EFFECT_NONE;
}

/* ---- rules ----------------------------------------------------------------------------------- */

/* Findings that say that security is weakened, in order of path. */
typedef struct {
    acp_findings *findings;
    const acp_finding **weak;
    size_t count;
} weaknesses;

static int by_path(const void *left, const void *right)
{
    const acp_finding *a = *(const acp_finding *const *)left;
    const acp_finding *b = *(const acp_finding *const *)right;
    int order = strcmp(a->path, b->path);
    return order ? order : strcmp(a->rule->id, b->rule->id);
}

static acp_status find_weaknesses(const acp_diff *diff, const acp_document *document,
                                  weaknesses *out)
{
    acp_check_options options = {.client_version = diff->options.client_version,
                                 .skip_fixable = true};
    *out = (weaknesses){.findings = acp_findings_new()};
    acp_status status =
        out->findings ? acp_check(document, &options, out->findings) : ACP_NO_MEMORY;
    size_t count = out->findings ? acp_findings_count(out->findings) : 0;
    out->weak = malloc((count + 1) * sizeof(const acp_finding *));
    if (!out->weak)
        return ACP_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const acp_finding *finding = acp_findings_get(out->findings, i);
        if (finding->rule->security == ACP_SECURITY_WEAKENS && *finding->path)
            out->weak[out->count++] = finding;
    }
    qsort(out->weak, out->count, sizeof(const acp_finding *), by_path);
    return status;
}

/* Index of the first of a path's, or where they would be. */
static size_t first_of(const weaknesses *in, const char *path)
{
    size_t low = 0, high = in->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(in->weak[middle]->path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A rule that has a finding at path in one document and none at the other's. */
static const acp_rule *only_in(const weaknesses *in, const char *path, const weaknesses *not_in,
                               const char *other_path)
{
    for (size_t i = first_of(in, path); i < in->count && strcmp(in->weak[i]->path, path) == 0;
         i++) {
        bool there = false;
        for (size_t k = first_of(not_in, other_path);
             k < not_in->count && strcmp(not_in->weak[k]->path, other_path) == 0; k++)
            there |= not_in->weak[k]->rule == in->weak[i]->rule;
        if (!there)
            return in->weak[i]->rule;
    }
    return NULL;
}

/* The client does the same before and after. */
static bool is_same_to_client(const acp_difference *change)
{
    const char *before = change->old_value ? change->old_value : change->old_default;
    const char *after = change->new_value ? change->new_value : change->new_default;
    const acp_setting *setting =
        change->setting == ACP_NO_SETTING ? NULL : acp_setting_get(change->setting);
    return !change->is_entry && before && after &&
           acp_values_equal(setting, acp_slice_of(before), acp_slice_of(after));
}

static void ask(acp_diff *diff, const weaknesses *old, const weaknesses *new,
                acp_difference *change)
{
    const char *new_path = change->type == ACP_DIFFERENCE_REMOVED ? "" : change->path;
    const acp_rule *came = *new_path ? only_in(new, new_path, old, change->old_path) : NULL;
    const acp_rule *went = *change->old_path ? only_in(old, change->old_path, new, new_path) : NULL;
    if (!came == !went || is_same_to_client(change))
        return;
    const acp_rule *rule = came ? came : went;
    change->effect = came ? ACP_EFFECT_WEAKENS : ACP_EFFECT_STRENGTHENS;
    change->reason = acp_arena_printf(&diff->arena, "%s: %s (%s).",
                                      came ? "The rules object now" : "The rules objected before",
                                      rule->title, rule->id);
    diff->failed |= !change->reason;
}

acp_status acp_diff_ask_rules(acp_diff *diff)
{
    weaknesses old = {0}, new = {0};
    bool asked = false;
    for (size_t i = 0; i < diff->count; i++)
        asked |= diff->changes[i].effect == ACP_EFFECT_NONE && !diff->changes[i].is_part;
    if (!asked)
        return ACP_OK;
    acp_status status = find_weaknesses(diff, diff->a, &old);
    if (status == ACP_OK)
        status = find_weaknesses(diff, diff->b, &new);
    for (size_t i = 0; status == ACP_OK && i < diff->count; i++)
        if (diff->changes[i].effect == ACP_EFFECT_NONE && !diff->changes[i].is_part)
            ask(diff, &old, &new, &diff->changes[i]);
    acp_findings_free(old.findings);
    acp_findings_free(new.findings);
    free(old.weak);
    free(new.weak);
    return diff->failed ? ACP_NO_MEMORY : status;
}
