/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* profile-merge: one HostAddress in several profiles. The compiler has merged; here is told what.
 */
#include <string.h>

#include "libtunnel/facts.h"
#include "libtunnel/view.h"

typedef tunnel_profile_merge_facts asked;
typedef tunnel_profile_merge_result answer;

/* ---- names ---------------------------------------------------------------------------------- */

/* An element that has a value or is a list, or TrustedHttpsServerList. */
static bool has_value(tunnel_setting setting)
{
    const tunnel_setting_row *row = &tunnel_settings[setting];
    if (row->place != TUNNEL_IN_PROFILE || strchr(row->path, '@'))
        return false;
    return row->type != TUNNEL_GROUP || setting == VPN_TRUSTED_HTTPS_SERVER_LIST;
}

static tunnel_setting find_setting(tunnel_text_t name)
{
    tunnel_setting setting = tunnel_setting_find(TUNNEL_IN_PROFILE, name.ptr, name.len);
    return setting != TUNNEL_SETTINGS && has_value(setting) ? setting : TUNNEL_SETTINGS;
}

static bool is_name(tunnel_text_t name)
{
    return find_setting(name) != TUNNEL_SETTINGS;
}

/* ---- tables --------------------------------------------------------------------------------- */

static const tunnel_field facts[] = {
    FIELD(asked, TEXT, host_address, .required = true),
    FIELD(asked, TEXTS, settings, .allows = is_name),
    FIELD_END,
};

static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_PROFILE_MERGE_REASONS);

static const tunnel_field value_fields[] = {
    FIELD(tunnel_named_value, TEXT, name),
    FIELD(tunnel_named_value, VALUE, value),
    FIELD_END,
};

static const tunnel_field boolean_fields[] = {
    FIELD(tunnel_named_boolean, TEXT, name),
    FIELD(tunnel_named_boolean, BOOLEAN, value),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, INTEGERS, profiles),
    FIELD(answer, MAP, settings, .fields = value_fields, .size = sizeof(tunnel_named_value)),
    FIELD(answer, MAP, user_controllable, .fields = boolean_fields,
          .size = sizeof(tunnel_named_boolean)),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- values --------------------------------------------------------------------------------- */

/* "host:port" of the servers in force. */
static bool server_value(const tunnel_view *view, tunnel_buffer *buffer, tunnel_value *value)
{
    const tunnel_view_record *record = view->record;
    tunnel_text_t *texts = tunnel_take(buffer, record->server_count * sizeof *texts);
    *value = (tunnel_value){.kind = TUNNEL_VALUE_TEXTS, .texts = {texts, record->server_count}};
    for (uint32_t i = 0; texts && i < record->server_count; i++)
        texts[i] = tunnel_slice(
            view->policy,
            TUNNEL_AT(view->policy, tunnel_server, SERVERS, record->first_server + i)->text);
    return texts != NULL;
}

static bool value_of(const tunnel_view *view, tunnel_setting setting, tunnel_buffer *buffer,
                     tunnel_value *value)
{
    if (setting == VPN_TRUSTED_HTTPS_SERVER_LIST)
        return server_value(view, buffer, value);
    const tunnel_cell *cell = tunnel_cell_of(view, setting);
    bool list = tunnel_settings[setting].type == TUNNEL_LIST;
    *value = (tunnel_value){.kind = list ? TUNNEL_VALUE_TEXTS : TUNNEL_VALUE_NULL};
    if (!cell)
        return true;
    *value = tunnel_cell_value(view->policy, cell, cell->value, buffer);
    return !list || value->texts.items;
}

/* Room for all settings, which is used up to what there are. */
typedef struct {
    const tunnel_view *view;
    tunnel_buffer *buffer;
    tunnel_named_value *values;
    tunnel_named_boolean *booleans;
    answer *result;
} collection;

static bool collect(collection *c, tunnel_setting setting)
{
    const tunnel_setting_row *row = &tunnel_settings[setting];
    tunnel_text_t name = tunnel_text_of(row->name);
    tunnel_named_value *entry = &c->values[c->result->settings.count++];
    entry->name = name;
    if (row->controllable >= 0) {
        const tunnel_cell *cell = tunnel_cell_of(c->view, setting);
        c->booleans[c->result->user_controllable.count++] =
            (tunnel_named_boolean){name, cell && cell->flags & CELL_CONTROLLABLE};
    }
    tunnel_is_written(c->view, setting);
    return value_of(c->view, setting, c->buffer, &entry->value);
}

static bool is_asked_before(const tunnel_texts *names, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (tunnel_text_compare(names->items[i], names->items[index]) == 0)
            return true;
    return false;
}

static tunnel_status collect_settings(const tunnel_view *view, const asked *f, answer *result,
                                      tunnel_buffer *buffer)
{
    size_t most = f->settings.items ? f->settings.count : TUNNEL_SETTINGS;
    collection c = {.view = view, .buffer = buffer, .result = result};
    c.values = tunnel_take(buffer, most * sizeof *c.values);
    c.booleans = c.values ? tunnel_take(buffer, most * sizeof *c.booleans) : NULL;
    if (!c.booleans)
        return TUNNEL_BUFFER_TOO_SMALL;
    result->settings.items = c.values;
    result->user_controllable.items = c.booleans;
    bool fits = true;
    for (size_t i = 0; i < most && fits; i++) {
        tunnel_setting setting = (tunnel_setting)i;
        bool wanted;
        if (f->settings.items) {
            setting = find_setting(f->settings.items[i]);
            wanted = setting != TUNNEL_SETTINGS && !is_asked_before(&f->settings, i);
        } else {
            wanted = has_value(setting) && tunnel_differs(view, setting);
        }
        fits = !wanted || collect(&c, setting);
    }
    return fits ? TUNNEL_OK : TUNNEL_BUFFER_TOO_SMALL;
}

/* ---- the decision ------------------------------------------------------------------------------
 */

/* An entry of the profile set with that address; *outside: another profile has one, too. */
static const tunnel_entry *find_entry(const tunnel_policy *policy, tunnel_text_t address,
                                      bool *outside)
{
    const tunnel_entry *found = NULL;
    tunnel_host host;
    uint32_t count = 0;
    const tunnel_by_host *rows =
        tunnel_host_parse(address, &host) ? tunnel_find_hosts(policy, &host, &count) : NULL;
    *outside = false;
    for (uint32_t i = 0; i < count; i++) {
        const tunnel_entry *entry = TUNNEL_AT(policy, tunnel_entry, ENTRIES, rows[i].entry);
        if (!tunnel_profile_of(policy, entry)->in_set)
            *outside = true;
        else if (!found)
            found = entry;
    }
    return found;
}

static bool collect_profiles(const tunnel_view *view, answer *result, tunnel_buffer *buffer)
{
    const tunnel_view_record *record = view->record;
    int64_t *items = tunnel_take(buffer, record->member_count * sizeof *items);
    for (uint32_t i = 0; items && i < record->member_count; i++)
        items[i] =
            TUNNEL_AT(view->policy, tunnel_member, MEMBERS, record->first_member + i)->profile;
    result->profiles.items = items;
    result->profiles.count = record->member_count;
    return items != NULL;
}

tunnel_status tunnel_decide_profile_merge(const tunnel_policy *policy, const asked *f,
                                          answer *result, tunnel_buffer *buffer,
                                          tunnel_explanation *why)
{
    bool outside;
    *result = (answer){.reason = TUNNEL_PROFILE_MERGE_NO_PROFILE};
    const tunnel_entry *entry = find_entry(policy, f->host_address, &outside);
    if (entry) {
        tunnel_view view = tunnel_view_of_entry(policy, entry, (tunnel_preferences){0}, why);
        result->reason = view.record->member_count > 1 ? TUNNEL_PROFILE_MERGE_MERGED
                                                       : TUNNEL_PROFILE_MERGE_ONE_PROFILE;
        if (!collect_profiles(&view, result, buffer))
            return TUNNEL_BUFFER_TOO_SMALL;
        tunnel_status status = collect_settings(&view, f, result, buffer);
        if (status != TUNNEL_OK)
            return status;
    }
    if (outside)
        result->reason = TUNNEL_PROFILE_MERGE_ALWAYS_ON_PROFILES_ONLY;
    return TUNNEL_OK;
}

TUNNEL_ENGINE(profile_merge, "profile-merge");
