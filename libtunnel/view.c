/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/view.h"

#include "libtunnel/json.h"

/* ---- views --------------------------------------------------------------------------------- */

static tunnel_view make(const tunnel_policy *policy, uint32_t record, tunnel_explanation *why)
{
    return (tunnel_view){
        .policy = policy,
        .record = TUNNEL_AT(policy, tunnel_view_record, VIEWS, record),
        .why = why,
    };
}

tunnel_view tunnel_view_of_profile(const tunnel_policy *policy, const tunnel_profile *profile,
                                   tunnel_preferences preferences, tunnel_explanation *why)
{
    tunnel_view view = make(policy, profile ? profile->view : policy->root->defaults, why);
    view.profile = profile;
    view.preferences = preferences;
    return view;
}

tunnel_view tunnel_view_of_entry(const tunnel_policy *policy, const tunnel_entry *entry,
                                 tunnel_preferences preferences, tunnel_explanation *why)
{
    tunnel_view view = make(policy, entry->view, why);
    view.entry = entry;
    view.profile = tunnel_profile_of(policy, entry);
    view.preferences = preferences;
    return view;
}

tunnel_view tunnel_view_of_host(const tunnel_policy *policy, tunnel_text_t host,
                                tunnel_preferences preferences, tunnel_explanation *why)
{
    const tunnel_profile *first = tunnel_first_profile(policy);
    const tunnel_entry *entry = NULL;
    if (host.ptr)
        entry = tunnel_find_entry(policy, host);
    else if (first && first->entry_count)
        entry = TUNNEL_AT(policy, tunnel_entry, ENTRIES, first->first_entry);
    return entry ? tunnel_view_of_entry(policy, entry, preferences, why)
                 : tunnel_view_of_profile(policy, first, preferences, why);
}

tunnel_view tunnel_view_of_management(const tunnel_policy *policy, tunnel_explanation *why)
{
    tunnel_view view = make(policy, policy->root->management, why);
    view.management = true;
    if (policy->root->management_profile != TUNNEL_NONE) {
        view.profile =
            TUNNEL_AT(policy, tunnel_profile, PROFILES, policy->root->management_profile);
        if (view.profile->entry_count)
            view.entry = TUNNEL_AT(policy, tunnel_entry, ENTRIES, view.profile->first_entry);
    }
    return view;
}

tunnel_view tunnel_view_of(const tunnel_policy *policy, tunnel_kind kind, tunnel_text_t host,
                           tunnel_preferences preferences, tunnel_explanation *why)
{
    return kind == TUNNEL_MANAGEMENT ? tunnel_view_of_management(policy, why)
                                     : tunnel_view_of_host(policy, host, preferences, why);
}

tunnel_view tunnel_view_of_local(const tunnel_policy *policy, tunnel_explanation *why)
{
    return make(policy, policy->root->local, why);
}

tunnel_view tunnel_view_of_nvm(const tunnel_policy *policy, tunnel_explanation *why)
{
    return make(policy, policy->root->nvm, why);
}

tunnel_view tunnel_view_of_posture(const tunnel_policy *policy, tunnel_explanation *why)
{
    return make(policy, policy->root->posture, why);
}

/* ---- values -------------------------------------------------------------------------------- */

static const tunnel_cell *find_cell(const tunnel_policy *policy, uint32_t first, uint32_t count,
                                    tunnel_setting setting)
{
    const tunnel_cell *cells = TUNNEL_AT(policy, tunnel_cell, CELLS, first);
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cells[middle].setting < setting)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && cells[low].setting == setting ? &cells[low] : NULL;
}

const tunnel_cell *tunnel_cell_of(const tunnel_view *view, tunnel_setting setting)
{
    const tunnel_cell *cell =
        find_cell(view->policy, view->record->first_cell, view->record->cell_count, setting);
    return cell && cell->flags & CELL_NOTHING ? NULL : cell;
}

bool tunnel_differs(const tunnel_view *view, tunnel_setting setting)
{
    const tunnel_cell *cell =
        find_cell(view->policy, view->record->first_cell, view->record->cell_count, setting);
    return cell && cell->flags & CELL_DIFFERS;
}

/* The place of a text in a setting's list of values; -1: it is none of them. */
static int value_place(const tunnel_setting_row *row, tunnel_text_t text)
{
    for (int i = 0; row->values[i]; i++)
        if (tunnel_text_is(text, row->values[i]))
            return i;
    return -1;
}

/* What is in force: the cell, or the user's preference in its place. */
typedef struct {
    const tunnel_cell *cell;
    tunnel_text_t preference; /* ptr NULL: none */
    uint32_t value;
} in_force;

/* A number within the setting's range; false: the text is none. */
static bool take_number(const tunnel_setting_row *row, tunnel_text_t text, uint32_t *out)
{
    int64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || i > 9)
            return false;
        number = number * 10 + (text.ptr[i] - '0');
    }
    *out = (uint32_t)number;
    return text.len && number <= UINT32_MAX &&
           (row->min == row->max || (number >= row->min && number <= row->max));
}

/* A preference counts if the schema allows its value. */
static void take_preference(const tunnel_setting_row *row, tunnel_text_t text, in_force *out)
{
    text = tunnel_text_trim(text);
    int place = value_place(row, text);
    switch ((tunnel_setting_type)row->type) {
    case TUNNEL_BOOLEAN:
        if (place < 0)
            return;
        out->value = place == 0;
        break;
    case TUNNEL_ENUM:
        if (place < 0)
            return;
        out->value = (uint32_t)place;
        break;
    case TUNNEL_NUMBER:
        if (!take_number(row, text, &out->value))
            return;
        break;
    case TUNNEL_TEXT: break;
    default: return;
    }
    out->preference = text;
}

static in_force look_up(const tunnel_view *view, const tunnel_cell *cell, tunnel_setting setting)
{
    in_force found = {.cell = cell};
    if (!cell)
        return found;
    found.value = cell->value;
    if (cell->flags & CELL_CONTROLLABLE) {
        const tunnel_setting_row *row = &tunnel_settings[setting];
        tunnel_text_t text = tunnel_preference_of(view->preferences, row->name);
        if (text.ptr)
            take_preference(row, text, &found);
    }
    return found;
}

tunnel_text_t tunnel_preference_of(tunnel_preferences preferences, const char *name)
{
    for (size_t i = 0; i < preferences.count; i++)
        if (tunnel_text_is(preferences.items[i].name, name))
            return preferences.items[i].value;
    return (tunnel_text_t){NULL, 0};
}

/* ---- explaining ---------------------------------------------------------------------------- */

/* Room for one more reason; NULL: it is there already, or there is no room. */
static tunnel_reason *new_reason(tunnel_explanation *why, tunnel_setting setting)
{
    const char *path = tunnel_settings[setting].path;
    if (!why || why->count == why->size)
        return NULL;
    for (size_t i = 0; i < why->count; i++)
        if (why->items[i].path == path)
            return NULL;
    why->items[why->count] = (tunnel_reason){.path = path, .from = "default"};
    return &why->items[why->count++];
}

static void set_position(const tunnel_policy *policy, tunnel_reason *reason, uint32_t index)
{
    if (index == TUNNEL_NONE)
        return;
    const tunnel_position *position = TUNNEL_AT(policy, tunnel_position, POSITIONS, index);
    const tunnel_file *file = TUNNEL_AT(policy, tunnel_file, FILES, position->file);
    reason->file = tunnel_text(policy, file->name);
    reason->line = position->line;
}

static tunnel_texts list_value(const tunnel_policy *policy, const tunnel_cell *cell,
                               tunnel_buffer *buffer)
{
    tunnel_text_t *texts = buffer ? tunnel_take(buffer, cell->count * sizeof *texts) : NULL;
    if (!texts)
        return (tunnel_texts){NULL, 0};
    for (uint32_t i = 0; i < cell->count; i++)
        texts[i] =
            tunnel_slice(policy, TUNNEL_AT(policy, tunnel_item, ITEMS, cell->value + i)->text);
    return (tunnel_texts){texts, cell->count};
}

tunnel_value tunnel_cell_value(const tunnel_policy *policy, const tunnel_cell *cell, uint32_t value,
                               tunnel_buffer *buffer)
{
    const tunnel_setting_row *row = &tunnel_settings[cell->setting];
    switch ((tunnel_setting_type)row->type) {
    case TUNNEL_BOOLEAN:
    case TUNNEL_GROUP: return (tunnel_value){TUNNEL_VALUE_BOOLEAN, value, {0}, {0}};
    case TUNNEL_NUMBER: return (tunnel_value){TUNNEL_VALUE_NUMBER, value, {0}, {0}};
    case TUNNEL_ENUM:
        return (tunnel_value){TUNNEL_VALUE_TEXT, 0, tunnel_text_of(row->values[value]), {0}};
    case TUNNEL_TEXT: return (tunnel_value){TUNNEL_VALUE_TEXT, 0, tunnel_slice(policy, value), {0}};
    case TUNNEL_LIST:
        return (tunnel_value){TUNNEL_VALUE_TEXTS, 0, {0}, list_value(policy, cell, buffer)};
    }
    return (tunnel_value){0};
}

static void explain(const tunnel_view *view, tunnel_setting setting, const in_force *found)
{
    tunnel_reason *reason = new_reason(view->why, setting);
    if (!reason || !found->cell)
        return;
    const tunnel_cell *cell = found->cell;
    if (found->preference.ptr && tunnel_settings[setting].type == TUNNEL_TEXT)
        reason->value = (tunnel_value){TUNNEL_VALUE_TEXT, 0, found->preference, {0}};
    else
        reason->value = tunnel_cell_value(view->policy, cell, found->value, view->why->buffer);
    reason->from = found->preference.ptr        ? "preference"
                   : cell->flags & CELL_FORCED  ? "forced"
                   : cell->flags & CELL_WRITTEN ? "written"
                                                : "default";
    if (!found->preference.ptr)
        set_position(view->policy, reason, cell->position);
}

void tunnel_note(const tunnel_policy *policy, tunnel_explanation *why, tunnel_setting setting,
                 tunnel_text_t value, uint32_t position)
{
    tunnel_reason *reason = new_reason(why, setting);
    if (!reason)
        return;
    if (value.ptr)
        reason->value = (tunnel_value){TUNNEL_VALUE_TEXT, 0, value, {0}};
    reason->from = value.ptr ? "written" : "default";
    set_position(policy, reason, position);
}

/* ---- values in force ------------------------------------------------------------------------ */

static in_force ask(const tunnel_view *view, tunnel_setting setting)
{
    in_force found = look_up(view, tunnel_cell_of(view, setting), setting);
    explain(view, setting, &found);
    return found;
}

bool tunnel_on(const tunnel_view *view, tunnel_setting setting)
{
    return ask(view, setting).value;
}

uint32_t tunnel_choice(const tunnel_view *view, tunnel_setting setting)
{
    in_force found = ask(view, setting);
    return found.cell ? found.value : TUNNEL_NONE;
}

int64_t tunnel_number(const tunnel_view *view, tunnel_setting setting)
{
    in_force found = ask(view, setting);
    return found.cell ? (int64_t)found.value : TUNNEL_NO_NUMBER;
}

static tunnel_text_t text_of(const tunnel_view *view, const in_force *found)
{
    if (found->preference.ptr)
        return found->preference;
    return found->cell ? tunnel_slice(view->policy, found->value) : tunnel_text_of("");
}

static const tunnel_item *items_of(const tunnel_view *view, const in_force *found, uint32_t *count)
{
    *count = found->cell ? found->cell->count : 0;
    return TUNNEL_AT(view->policy, tunnel_item, ITEMS, *count ? found->value : 0);
}

tunnel_text_t tunnel_words(const tunnel_view *view, tunnel_setting setting)
{
    in_force found = ask(view, setting);
    return text_of(view, &found);
}

const tunnel_item *tunnel_items(const tunnel_view *view, tunnel_setting setting, uint32_t *count)
{
    in_force found = ask(view, setting);
    return items_of(view, &found, count);
}

bool tunnel_is_written(const tunnel_view *view, tunnel_setting setting)
{
    in_force found = ask(view, setting);
    return found.cell && found.cell->flags & CELL_WRITTEN;
}

/* Defaults of entries stand in the view of defaults. */
static in_force ask_entry(const tunnel_view *view, const tunnel_entry *entry,
                          tunnel_setting setting)
{
    const tunnel_policy *policy = view->policy;
    in_force found = {0};
    if (entry)
        found.cell = find_cell(policy, entry->first_cell, entry->cell_count, setting);
    if (!found.cell) {
        tunnel_view defaults = make(policy, policy->root->defaults, NULL);
        found.cell = tunnel_cell_of(&defaults, setting);
    }
    found.value = found.cell ? found.cell->value : 0;
    explain(view, setting, &found);
    return found;
}

bool tunnel_entry_on(const tunnel_view *view, const tunnel_entry *entry, tunnel_setting setting)
{
    return ask_entry(view, entry, setting).value;
}

uint32_t tunnel_entry_choice(const tunnel_view *view, const tunnel_entry *entry,
                             tunnel_setting setting)
{
    in_force found = ask_entry(view, entry, setting);
    return found.cell ? found.value : TUNNEL_NONE;
}

tunnel_text_t tunnel_entry_words(const tunnel_view *view, const tunnel_entry *entry,
                                 tunnel_setting setting)
{
    in_force found = ask_entry(view, entry, setting);
    return text_of(view, &found);
}

const tunnel_item *tunnel_entry_items(const tunnel_view *view, const tunnel_entry *entry,
                                      tunnel_setting setting, uint32_t *count)
{
    in_force found = ask_entry(view, entry, setting);
    return items_of(view, &found, count);
}
