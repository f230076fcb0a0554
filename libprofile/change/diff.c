/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The differences of two documents, from their paired elements. */
#include "change/diff.h"

#include <stdlib.h>

#include "schema/schema.h"

const char *acp_difference_name(acp_difference_type type)
{
    static const char *const names[] = {"added", "removed", "changed", "renamed", "moved"};
    return names[type];
}

const char *acp_effect_name(acp_effect effect)
{
    static const char *const names[] = {"neutral", "weakens", "strengthens"};
    return names[effect];
}

const char *acp_diff_text(acp_diff *diff, acp_slice text)
{
    const char *copy = acp_arena_copy(&diff->arena, text.ptr ? text.ptr : "", text.len);
    diff->failed |= !copy;
    return copy;
}

/* ---- one change ---------------------------------------------------------------------------- */

static const acp_setting *setting_of(acp_setting_id id)
{
    return id == ACP_NO_SETTING ? NULL : acp_setting_get(id);
}

/* The name of the entry an item is or stands in. */
static const char *entry_name(acp_diff *diff, const acp_item *item)
{
    for (; item; item = item->parent)
        if (item->key)
            return acp_diff_text(diff, item->key->node->value);
    return "";
}

static acp_position place_of(const acp_document *document, acp_span span)
{
    return document->text ? acp_document_position(document, span.start) : (acp_position){0, 0};
}

/* A change of item, which is new or, where that is NULL, old; attributes say more afterwards. */
static acp_difference make_change(acp_diff *diff, acp_difference_type type, const acp_item *item,
                                  const acp_item *old, const acp_item *new)
{
    const acp_setting *setting = setting_of(item->node->setting);
    acp_difference change = {.type = type, .setting = item->node->setting, .reason = ""};
    change.label =
        setting && setting->label ? setting->label : acp_diff_text(diff, item->node->name);
    change.entry = entry_name(diff, item);
    change.path = change.old_path = "";
    if (old) {
        change.path = change.old_path = acp_node_path(&diff->arena, diff->a, old->node, NULL);
        change.old_at = place_of(diff->a, old->node->name_span);
    }
    if (new) {
        change.path = acp_node_path(&diff->arena, diff->b, new->node, NULL);
        change.new_at = place_of(diff->b, new->node->name_span);
    }
    return change;
}

static acp_difference *add_change(acp_diff *diff, acp_difference change)
{
    if (diff->count == diff->size) {
        size_t size = diff->size ? 2 * diff->size : 32;
        acp_difference *grown = realloc(diff->changes, size * sizeof *grown);
        if (!grown) {
            diff->failed = true;
            return NULL;
        }
        diff->changes = grown;
        diff->size = size;
    }
    diff->changes[diff->count] = change;
    return &diff->changes[diff->count++];
}

static const char *default_of(const acp_diff *diff, const acp_setting *setting)
{
    const char *value = setting ? acp_setting_default(setting, diff->options.client_version) : NULL;
    if (setting && !value)
        value = setting->default_value;
    return value && *value ? value : NULL;
}

/* item is new or, where that is NULL, old. */
static void weigh(acp_diff *diff, acp_difference *change, const acp_item *item, const acp_item *old,
                  const acp_item *new)
{
    const acp_setting *setting = setting_of(change->setting);
    acp_value_pair pair = {.setting = setting};
    change->old_default = change->old_value ? NULL : default_of(diff, setting);
    change->new_default = change->new_value ? NULL : default_of(diff, setting);
    /* On an element that is not there, an attribute's default does not hold. */
    if (setting && setting->is_attribute && !(old && new))
        change->old_default = change->new_default = NULL;
    pair.before = change->old_value ? change->old_value : change->old_default;
    pair.after = change->new_value ? change->new_value : change->new_default;
    pair.others_before = acp_other_lists(old ? old : item);
    pair.others_after = acp_other_lists(new ? new : item);
    if (change->is_part)
        return;
    change->effect = acp_value_effect(&pair, &change->reason);
    if (change->effect == ACP_EFFECT_NONE && old && new && change->type == ACP_DIFFERENCE_VALUE)
        change->effect = acp_trust_effect(item, &change->reason);
}

/* ---- values and attributes ------------------------------------------------------------------- */

/* True if a value that is written once is what the client assumes where it is not. */
static bool is_default(const acp_diff *diff, const acp_setting *setting, acp_slice value)
{
    const char *assumed = default_of(diff, setting);
    if (assumed)
        return acp_values_equal(setting, value, acp_slice_of(assumed));
    return !acp_slice_trim(value).len;
}

static void compare_value(acp_diff *diff, const acp_item *old, const acp_item *new)
{
    const acp_setting *setting = setting_of(new->node->setting);
    if (acp_values_equal(setting, old->node->value, new->node->value))
        return;
    acp_difference change = make_change(diff, ACP_DIFFERENCE_VALUE, new, old, new);
    change.old_value = acp_diff_text(diff, old->node->value);
    change.new_value = acp_diff_text(diff, new->node->value);
    weigh(diff, &change, new, old, new);
    add_change(diff, change);
}

static const acp_attribute *same_attribute(const acp_node *node, const acp_attribute *attribute)
{
    for (unsigned i = 0; node && i < node->attribute_count; i++)
        if (acp_slice_equal(node->attributes[i].name, attribute->name))
            return &node->attributes[i];
    return NULL;
}

/* What an attribute is on both sides of its element; NULL: the attribute is not there. */
typedef struct {
    const acp_item *old_item, *new_item;
    const acp_attribute *old, *new;
    bool part;
} attribute_pair;

static void place_attribute(acp_diff *diff, const attribute_pair *pair, acp_difference *change)
{
    if (pair->old) {
        change->old_path = acp_node_path(&diff->arena, diff->a, pair->old_item->node, pair->old);
        change->old_value = acp_diff_text(diff, pair->old->value);
        change->old_at = place_of(diff->a, pair->old->name_span);
    }
    change->path = change->old_path;
    if (pair->new) {
        change->path = acp_node_path(&diff->arena, diff->b, pair->new_item->node, pair->new);
        change->new_value = acp_diff_text(diff, pair->new->value);
        change->new_at = place_of(diff->b, pair->new->name_span);
    }
}

/* attribute: one of the pair's, on item. */
static void add_attribute_change(acp_diff *diff, const attribute_pair *pair, const acp_item *item,
                                 const acp_attribute *attribute)
{
    const acp_setting *setting = setting_of(attribute->setting);
    bool on_both = pair->old_item && pair->new_item, both = pair->old && pair->new;
    if (both && acp_values_equal(setting, pair->old->value, pair->new->value))
        return;
    /* On an element that is not there, the attribute's default does not hold. */
    if (diff->options.defaults && on_both && !both && setting &&
        is_default(diff, setting, attribute->value))
        return;
    acp_difference_type type = both        ? ACP_DIFFERENCE_VALUE
                               : pair->new ? ACP_DIFFERENCE_ADDED
                                           : ACP_DIFFERENCE_REMOVED;
    acp_difference change = make_change(diff, type, item, pair->old_item, pair->new_item);
    acp_slice label = setting && setting->label ? acp_slice_of(setting->label) : attribute->name;
    change.setting = attribute->setting;
    change.is_part = pair->part;
    change.label = acp_arena_printf(&diff->arena, "%s: %.*s", change.label, ACP_SLICE_ARGS(label));
    diff->failed |= !change.label;
    place_attribute(diff, pair, &change);
    weigh(diff, &change, item, pair->old_item, pair->new_item);
    add_change(diff, change);
}

/* old or new may be NULL: the element came or went. */
static void compare_attributes(acp_diff *diff, const acp_item *old, const acp_item *new, bool part)
{
    attribute_pair pair = {.old_item = old, .new_item = new, .part = part};
    for (unsigned i = 0; old && i < old->node->attribute_count; i++) {
        pair.old = &old->node->attributes[i];
        pair.new = new ? same_attribute(new->node, pair.old) : NULL;
        add_attribute_change(diff, &pair, old, pair.old);
    }
    pair.old = NULL;
    for (unsigned i = 0; new &&i < new->node->attribute_count; i++) {
        pair.new = &new->node->attributes[i];
        if (!old || !same_attribute(old->node, pair.new))
            add_attribute_change(diff, &pair, new, pair.new);
    }
}

/* ---- what came and went ---------------------------------------------------------------------- */

static void add_single(acp_diff *diff, const acp_item *item, bool added, bool part);

static void add_entry(acp_diff *diff, const acp_item *item, bool added, bool part)
{
    acp_difference change = make_change(diff, added ? ACP_DIFFERENCE_ADDED : ACP_DIFFERENCE_REMOVED,
                                        item, added ? NULL : item, added ? item : NULL);
    change.is_entry = true;
    change.is_part = part;
    const char *value = item->node->value.len ? acp_diff_text(diff, item->node->value) : NULL;
    change.old_value = added ? NULL : value;
    change.new_value = added ? value : NULL;
    /* What is in an entry comes and goes with it. */
    if (!part)
        change.effect = acp_entry_effect(item, added, &change.reason);
    add_change(diff, change);
    compare_attributes(diff, added ? NULL : item, added ? item : NULL, true);
    for (uint32_t i = 0; i < item->count; i++)
        if (&item->items[i] != item->key)
            add_single(diff, &item->items[i], added, true);
}

/* An element that stands once: its value, its attributes and what is in it, each on its own. */
static void add_single(acp_diff *diff, const acp_item *item, bool added, bool part)
{
    if (acp_item_is_entry(item)) {
        add_entry(diff, item, added, part);
        return;
    }
    const acp_setting *setting = setting_of(item->node->setting);
    const acp_item *old = added ? NULL : item, *new = added ? item : NULL;
    bool has_own = item->node->value.len || (!item->count && !item->node->attribute_count);
    bool same = diff->options.defaults && is_default(diff, setting, item->node->value);
    if (has_own && !same) {
        acp_difference change = make_change(
            diff, added ? ACP_DIFFERENCE_ADDED : ACP_DIFFERENCE_REMOVED, item, old, new);
        change.is_part = part;
        change.old_value = old ? acp_diff_text(diff, item->node->value) : NULL;
        change.new_value = new ? acp_diff_text(diff, item->node->value) : NULL;
        weigh(diff, &change, item, old, new);
        if (!part && change.effect == ACP_EFFECT_NONE)
            change.effect = acp_control_effect(item, added, &change.reason);
        add_change(diff, change);
    }
    compare_attributes(diff, old, new, part);
    for (uint32_t i = 0; i < item->count; i++)
        add_single(diff, &item->items[i], added, part);
}

/* ---- pairs --------------------------------------------------------------------------------- */

static void compare_names(acp_diff *diff, const acp_item *old, const acp_item *new)
{
    const acp_item *a = old->key, *b = new->key;
    if (!a || !b || acp_slice_equal(a->node->value, b->node->value))
        return;
    acp_difference change = make_change(diff, ACP_DIFFERENCE_RENAMED, new, old, new);
    change.is_entry = true;
    change.old_value = acp_diff_text(diff, a->node->value);
    change.new_value = acp_diff_text(diff, b->node->value);
    add_change(diff, change);
}

/* An entry of a list is told by its place in the list, others by that among all siblings. */
static void compare_places(acp_diff *diff, const acp_item *old, const acp_item *new)
{
    if (!new->moved)
        return;
    acp_difference change = make_change(diff, ACP_DIFFERENCE_MOVED, new, old, new);
    bool entry = acp_item_is_entry(new);
    change.is_entry = entry;
    change.old_place = entry ? old->place : old->index + 1;
    change.new_place = entry ? new->place : new->index + 1;
    if (entry && !new->key &&new->node->value.len)
        change.entry = acp_diff_text(diff, new->node->value);
    add_change(diff, change);
}

static void compare_pair(acp_diff *diff, const acp_item *old, const acp_item *new)
{
    compare_names(diff, old, new);
    compare_places(diff, old, new);
    compare_value(diff, old, new);
    compare_attributes(diff, old, new, false);
    for (uint32_t i = 0; i < old->count; i++)
        if (!old->items[i].partner)
            add_single(diff, &old->items[i], false, false);
    for (uint32_t i = 0; i < new->count; i++) {
        const acp_item *item = &new->items[i];
        if (!item->partner)
            add_single(diff, item, true, false);
        else if (item != new->key || item->partner != old->key)
            compare_pair(diff, item->partner, item);
    }
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* Keeps what weakens or strengthens, and the entries it is in. */
static void keep_security(acp_diff *diff)
{
    size_t kept = diff->count;
    bool part_kept = false;
    for (size_t i = diff->count; i-- > 0;) {
        acp_difference *change = &diff->changes[i];
        bool heads = change->is_entry && !change->is_part && part_kept;
        bool keep = change->effect != ACP_EFFECT_NONE || heads;
        part_kept = change->is_part && (keep || part_kept);
        if (keep)
            diff->changes[--kept] = *change;
    }
    diff->count -= kept;
    if (diff->count)
        memmove(diff->changes, diff->changes + kept, diff->count * sizeof *diff->changes);
}

acp_status acp_diff_new(const acp_document *a, const acp_document *b,
                        const acp_diff_options *options, acp_diff **out)
{
    acp_items old, new;
    *out = NULL;
    if (!acp_items_comparable(a, b))
        return ACP_BAD_VALUE;
    acp_diff *diff = calloc(1, sizeof *diff);
    if (!diff)
        return ACP_NO_MEMORY;
    diff->a = a;
    diff->b = b;
    if (options)
        diff->options = *options;
    diff->failed = !acp_items_make(a, &diff->arena, &old) ||
                   !acp_items_make(b, &diff->arena, &new) || !acp_items_pair(&old, &new);
    if (!diff->failed)
        compare_pair(diff, old.all[0], new.all[0]);
    acp_status status =
        diff->failed || diff->arena.failed ? ACP_NO_MEMORY : acp_diff_ask_rules(diff);
    if (status != ACP_OK) {
        acp_diff_free(diff);
        return status;
    }
    if (diff->options.security)
        keep_security(diff);
    *out = diff;
    return ACP_OK;
}

void acp_diff_free(acp_diff *diff)
{
    if (!diff)
        return;
    acp_arena_free(&diff->arena);
    free(diff->changes);
    free(diff);
}

size_t acp_diff_count(const acp_diff *diff)
{
    return diff->count;
}

const acp_difference *acp_diff_get(const acp_diff *diff, size_t index)
{
    return index < diff->count ? &diff->changes[index] : NULL;
}
