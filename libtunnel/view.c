/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/view.h"

#include <string.h>

/* ---- finding the entry --------------------------------------------------------------------- */

static const tunnel_entry *entry_at(const tunnel_policy *policy, uint32_t index)
{
    return TUNNEL_AT(policy, tunnel_entry, ENTRIES, index);
}

static const tunnel_profile *profile_at(const tunnel_policy *policy, uint32_t index)
{
    return TUNNEL_AT(policy, tunnel_profile, PROFILES, index);
}

/* Order of a stored lower-case name and a text in any case. */
static int compare_nocase(const char *stored, tunnel_text_t text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char a = (unsigned char)stored[i], b = (unsigned char)text.ptr[i];
        if (b >= 'A' && b <= 'Z')
            b = (unsigned char)(b + 32);
        if (a != b)
            return a < b ? -1 : 1;
    }
    return stored[text.len] ? 1 : 0;
}

static const tunnel_entry *by_name(const tunnel_policy *policy, tunnel_text_t name)
{
    const tunnel_by_name *rows = policy->image.sections[SECTION_BY_NAME];
    uint32_t low = 0, high = policy->image.counts[SECTION_BY_NAME];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_nocase(tunnel_text(policy, rows[middle].name), name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == policy->image.counts[SECTION_BY_NAME] ||
        compare_nocase(tunnel_text(policy, rows[low].name), name) != 0)
        return NULL;
    return entry_at(policy, rows[low].entry);
}

static int compare_host(const tunnel_policy *policy, const tunnel_by_host *row,
                        const tunnel_host *host)
{
    int order = strcmp(tunnel_text(policy, row->host), host->host);
    if (order == 0 && row->port != host->port)
        order = row->port < host->port ? -1 : 1;
    return order;
}

static bool is_group(const tunnel_policy *policy, const tunnel_entry *entry, tunnel_text_t path)
{
    return !path.len || tunnel_text_is(path, tunnel_text(policy, entry->group));
}

static const tunnel_entry *by_host(const tunnel_policy *policy, const tunnel_host *host)
{
    const tunnel_by_host *rows = policy->image.sections[SECTION_BY_HOST];
    uint32_t low = 0, count = policy->image.counts[SECTION_BY_HOST], high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_host(policy, &rows[middle], host) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && compare_host(policy, &rows[low], host) == 0; low++)
        if (is_group(policy, entry_at(policy, rows[low].entry), host->path))
            return entry_at(policy, rows[low].entry);
    return NULL;
}

static bool holds(const tunnel_policy *policy, uint32_t first, uint32_t count,
                  const tunnel_host *host)
{
    const tunnel_address *list = TUNNEL_AT(policy, tunnel_address, ADDRESSES, first);
    for (uint32_t i = 0; i < count; i++)
        if (list[i].port == host->port &&
            strcmp(tunnel_text(policy, list[i].host), host->host) == 0)
            return true;
    return false;
}

static const tunnel_entry *by_list(const tunnel_policy *policy, const tunnel_host *host)
{
    for (uint32_t i = 0; i < policy->image.counts[SECTION_ENTRIES]; i++) {
        const tunnel_entry *entry = entry_at(policy, i);
        const tunnel_profile *profile = profile_at(policy, entry->profile);
        if (!profile->in_set || entry->profile >= policy->root->profile_count)
            continue;
        if (holds(policy, entry->first_member, entry->member_count, host) ||
            (entry->has_backups
                 ? holds(policy, entry->first_backup, entry->backup_count, host)
                 : holds(policy, profile->first_backup, profile->backup_count, host)))
            return entry;
    }
    return NULL;
}

static const tunnel_entry *find_entry(const tunnel_policy *policy, tunnel_text_t text)
{
    tunnel_host host;
    const tunnel_entry *entry = by_name(policy, tunnel_text_trim(text));
    if (entry || !tunnel_host_parse(text, &host))
        return entry;
    entry = by_host(policy, &host);
    return entry ? entry : by_list(policy, &host);
}

static const tunnel_profile *first_profile(const tunnel_policy *policy)
{
    for (uint32_t i = 0; i < policy->root->profile_count; i++)
        if (profile_at(policy, policy->root->first_profile + i)->in_set)
            return profile_at(policy, policy->root->first_profile + i);
    return NULL;
}

/* ---- views --------------------------------------------------------------------------------- */

static tunnel_view make(const tunnel_policy *policy, uint32_t record, tunnel_explanation *why)
{
    return (tunnel_view){
        .policy = policy,
        .record = TUNNEL_AT(policy, tunnel_view_record, VIEWS,
                            record == TUNNEL_NONE ? policy->root->defaults : record),
        .why = why,
    };
}

tunnel_view tunnel_view_of_host(const tunnel_policy *policy, tunnel_text_t host,
                                tunnel_preferences preferences, tunnel_explanation *why)
{
    const tunnel_profile *first = first_profile(policy);
    const tunnel_entry *entry = NULL;
    if (first && !host.ptr)
        entry = first->entry_count ? entry_at(policy, first->first_entry) : NULL;
    else if (first)
        entry = find_entry(policy, host);
    tunnel_view view = make(policy,
                            entry   ? entry->view
                            : first ? first->view
                                    : policy->root->defaults,
                            why);
    view.entry = entry;
    view.profile = entry ? profile_at(policy, entry->profile) : first;
    view.preferences = preferences;
    return view;
}

tunnel_view tunnel_view_of_management(const tunnel_policy *policy, tunnel_explanation *why)
{
    tunnel_view view = make(policy, policy->root->management, why);
    view.management = true;
    if (policy->root->management_profile != TUNNEL_NONE) {
        view.profile = profile_at(policy, policy->root->management_profile);
        if (view.profile->entry_count)
            view.entry = entry_at(policy, view.profile->first_entry);
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

tunnel_view tunnel_view_of_posture(const tunnel_policy *policy, tunnel_explanation *why)
{
    return make(policy, policy->root->posture, why);
}

tunnel_view tunnel_view_of_telemetry(const tunnel_policy *policy, tunnel_explanation *why)
{
    return make(policy, policy->root->telemetry, why);
}

bool tunnel_always_on(const tunnel_policy *policy, bool exempt)
{
    return policy->root->always_on && !exempt;
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

static const tunnel_cell *cell_of(const tunnel_view *view, tunnel_setting setting)
{
    return find_cell(view->policy, view->record->first_cell, view->record->cell_count, setting);
}

static tunnel_text_t number_text(int64_t number, char *room, size_t size)
{
    bool minus = number < 0;
    uint64_t rest = minus ? (uint64_t)-number : (uint64_t)number;
    char *at = room + size;
    do
        *--at = (char)('0' + rest % 10);
    while ((rest /= 10) && at > room + 1);
    if (minus)
        *--at = '-';
    return (tunnel_text_t){at, (size_t)(room + size - at)};
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

static bool take_preference(const tunnel_setting_row *row, tunnel_text_t text, in_force *out)
{
    text = tunnel_text_trim(text);
    int64_t number = 0;
    int place = value_place(row, text);
    switch ((tunnel_setting_type)row->type) {
    case TUNNEL_BOOLEAN:
        if (place < 0)
            return false;
        out->value = place == 0;
        break;
    case TUNNEL_ENUM:
        if (place < 0)
            return false;
        out->value = (uint32_t)place;
        break;
    case TUNNEL_NUMBER:
        for (size_t i = 0; i < text.len; i++) {
            if (text.ptr[i] < '0' || text.ptr[i] > '9' || i > 9)
                return false;
            number = number * 10 + (text.ptr[i] - '0');
        }
        if (!text.len || (row->min != row->max && (number < row->min || number > row->max)))
            return false;
        out->value = (uint32_t)number;
        break;
    case TUNNEL_TEXT: break;
    case TUNNEL_LIST: return false;
    }
    out->preference = text;
    return true;
}

static in_force look_up(const tunnel_view *view, tunnel_setting setting)
{
    const tunnel_setting_row *row = &tunnel_settings[setting];
    in_force found = {.cell = cell_of(view, setting)};
    if (!found.cell)
        return found;
    found.value = found.cell->value;
    if (found.cell->flags & CELL_CONTROLLABLE)
        for (size_t i = 0; i < view->preferences.count; i++)
            if (tunnel_text_is(view->preferences.items[i].name, row->name))
                take_preference(row, view->preferences.items[i].value, &found);
    return found;
}

/* ---- explaining ---------------------------------------------------------------------------- */

static tunnel_text_t shown_value(const tunnel_view *view, const tunnel_setting_row *row,
                                 const in_force *found)
{
    static const char room_for_numbers[] = "";
    if (found->preference.ptr)
        return found->preference;
    if (!found->cell)
        return tunnel_text_of(room_for_numbers);
    switch ((tunnel_setting_type)row->type) {
    case TUNNEL_BOOLEAN: return tunnel_text_of(row->values[found->value ? 0 : 1]);
    case TUNNEL_ENUM: return tunnel_text_of(row->values[found->value]);
    case TUNNEL_TEXT: return tunnel_slice(view->policy, found->value);
    default: return tunnel_text_of(room_for_numbers);
    }
}

static void explain(const tunnel_view *view, tunnel_setting setting, const in_force *found)
{
    tunnel_explanation *why = view->why;
    const tunnel_setting_row *row = &tunnel_settings[setting];
    if (!why)
        return;
    for (size_t i = 0; i < why->count; i++)
        if (why->items[i].path == row->path)
            return;
    if (why->count == why->size)
        return;
    tunnel_reason *reason = &why->items[why->count++];
    uint32_t flags = found->cell ? found->cell->flags : 0;
    *reason = (tunnel_reason){.path = row->path, .value = shown_value(view, row, found)};
    reason->from = found->preference.ptr  ? "preference"
                   : flags & CELL_FORCED  ? "forced"
                   : flags & CELL_WRITTEN ? "written"
                                          : "default";
    if (row->type == TUNNEL_NUMBER && found->cell && !found->preference.ptr)
        reason->value = number_text((int32_t)found->value, reason->room, sizeof reason->room);
    if (found->cell && found->cell->position != TUNNEL_NONE) {
        const tunnel_position *position =
            TUNNEL_AT(view->policy, tunnel_position, POSITIONS, found->cell->position);
        reason->file = tunnel_text(
            view->policy, TUNNEL_AT(view->policy, tunnel_file, FILES, position->file)->name);
        reason->line = position->line;
    }
}

static in_force ask(const tunnel_view *view, tunnel_setting setting)
{
    in_force found = look_up(view, setting);
    explain(view, setting, &found);
    return found;
}

bool tunnel_on(const tunnel_view *view, tunnel_setting setting)
{
    return ask(view, setting).value;
}

uint32_t tunnel_choice(const tunnel_view *view, tunnel_setting setting)
{
    return ask(view, setting).value;
}

int64_t tunnel_number(const tunnel_view *view, tunnel_setting setting)
{
    return (int32_t)ask(view, setting).value;
}

tunnel_text_t tunnel_words(const tunnel_view *view, tunnel_setting setting)
{
    in_force found = ask(view, setting);
    if (found.preference.ptr)
        return found.preference;
    return found.cell ? tunnel_slice(view->policy, found.value) : tunnel_text_of("");
}

const tunnel_item *tunnel_items(const tunnel_view *view, tunnel_setting setting, uint32_t *count)
{
    in_force found = ask(view, setting);
    *count = found.cell ? found.cell->count : 0;
    return TUNNEL_AT(view->policy, tunnel_item, ITEMS, found.value);
}

bool tunnel_is_written(const tunnel_view *view, tunnel_setting setting)
{
    const tunnel_cell *cell = cell_of(view, setting);
    return cell && cell->flags & CELL_WRITTEN;
}

/* Defaults of entries stand in the view of defaults. */
static uint32_t entry_value(const tunnel_view *view, const tunnel_entry *entry,
                            tunnel_setting setting)
{
    const tunnel_policy *policy = view->policy;
    in_force found = {0};
    if (entry)
        found.cell = find_cell(policy, entry->first_cell, entry->cell_count, setting);
    if (!found.cell) {
        const tunnel_view_record *defaults =
            TUNNEL_AT(policy, tunnel_view_record, VIEWS, policy->root->defaults);
        found.cell = find_cell(policy, defaults->first_cell, defaults->cell_count, setting);
    }
    found.value = found.cell ? found.cell->value : 0;
    explain(view, setting, &found);
    return found.value;
}

bool tunnel_entry_on(const tunnel_view *view, const tunnel_entry *entry, tunnel_setting setting)
{
    return entry_value(view, entry, setting);
}

uint32_t tunnel_entry_choice(const tunnel_view *view, const tunnel_entry *entry,
                             tunnel_setting setting)
{
    return entry_value(view, entry, setting);
}
