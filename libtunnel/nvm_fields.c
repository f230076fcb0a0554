/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/nvm_fields.h"

#include "libtunnel/address.h"
#include "libtunnel/json.h"
#include "libtunnel/view.h"

#define BIT TUNNEL_FIELD_BIT

/* Later editors offered these, and keep them back in profiles of older ones (003:L14585-14606,
 * L14313-14322). */
static const tunnel_fields since_4_9 =
    BIT(PROCESS_PATH) | BIT(PROCESS_ARGS) | BIT(PARENT_PROCESS_PATH) | BIT(PARENT_PROCESS_ARGS);
static const tunnel_fields since_4_10 = BIT(ADDITIONAL_LOGGED_IN_USERS_LIST);

/* What Anonymize of old profiles leaves out. */
static const tunnel_fields anonymized = BIT(VIRTUAL_STATION_NAME) | BIT(LOGGED_IN_USER) |
                                        BIT(PROCESS_ACCOUNT) | BIT(PARENT_PROCESS_ACCOUNT) |
                                        BIT(ADDITIONAL_LOGGED_IN_USERS_LIST) |
                                        BIT(INTERFACE_MAC_ADDRESS) | BIT(INTERFACE_SSID);

static const tunnel_fields empty_on_android =
    BIT(VIRTUAL_STATION_NAME) | BIT(INTERFACE_MAC_ADDRESS) | BIT(SOURCE_I_PV6ADDRESS) |
    BIT(DESTINATION_I_PV6ADDRESS) | BIT(LOGGED_IN_USER) | BIT(LOGGED_IN_USER_ACCOUNT_TYPE) |
    BIT(PROCESS_ACCOUNT) | BIT(PROCESS_USER_ACCOUNT_TYPE) | BIT(PROCESS_PATH) | BIT(PROCESS_ARGS) |
    BIT(PARENT_PROCESS_ACCOUNT) | BIT(PARENT_PROCESS_USER_ACCOUNT_TYPE) | BIT(PARENT_PROCESS_PATH) |
    BIT(PARENT_PROCESS_ARGS) | BIT(MODULE_NAME_LIST) | BIT(MODULE_HASH_LIST);

/* ---- sets
 * -------------------------------------------------------------------------------------------- */

/* The bits from one place up to another, both in it. */
static tunnel_fields from_to(unsigned first, unsigned last)
{
    return (tunnel_fields)-1 >> (63 - last) & (tunnel_fields)-1 << first;
}

tunnel_fields tunnel_fields_of(tunnel_nvm_record record)
{
    switch (record) {
    case TUNNEL_NVM_ENDPOINT_RECORD: return from_to(0, NVM_INCLUDE_EXCLUDE_FIELD__AMPGUID);
    case TUNNEL_NVM_INTERFACE_RECORD:
        return from_to(NVM_INCLUDE_EXCLUDE_FIELD__ENDPOINT_UDID,
                       NVM_INCLUDE_EXCLUDE_FIELD__INTERFACE_TIMESTAMP);
    case TUNNEL_NVM_FLOW_RECORD: break;
    }
    return from_to(NVM_INCLUDE_EXCLUDE_FIELD__PROTOCOL,
                   NVM_INCLUDE_EXCLUDE_FIELD__FLOW_REPORT_STAGE);
}

tunnel_fields tunnel_fields_unavailable(uint32_t platform)
{
    if (platform == TUNNEL_WINDOWS)
        return 0;
    return since_4_10 | (platform == TUNNEL_ANDROID ? empty_on_android : 0);
}

tunnel_fields tunnel_field_named(tunnel_text_t name)
{
    const char *const *names = tunnel_settings[NVM_INCLUDE_EXCLUDE_FIELD].values;
    for (int i = 0; names[i]; i++)
        if (tunnel_text_is(name, names[i]))
            return (tunnel_fields)1 << i;
    return 0;
}

bool tunnel_fields_list(tunnel_fields fields, tunnel_buffer *buffer, tunnel_texts *names)
{
    size_t count = 0;
    *names = (tunnel_texts){NULL, 0};
    for (tunnel_fields rest = fields; rest; rest &= rest - 1)
        count++;
    if (!count)
        return true;
    tunnel_text_t *items = tunnel_take(buffer, count * sizeof *items);
    if (!items)
        return false;
    *names = (tunnel_texts){items, count};
    for (int i = 0; fields >> i; i++)
        if (fields >> i & 1)
            *items++ = tunnel_text_of(tunnel_settings[NVM_INCLUDE_EXCLUDE_FIELD].values[i]);
    return true;
}

/* ---- versions of editors
 * ---------------------------------------------------------------------------- */

enum { NOT_GIVEN = -1, EDITOR_4_9 = 4 << 16 | 9, EDITOR_4_10 = 4 << 16 | 10 };

static const char *take_number(const char *at, const char *end, int32_t *number)
{
    const char *start = at;
    for (*number = 0; at < end && *at >= '0' && *at <= '9'; at++)
        *number = *number < 1000 ? *number * 10 + (*at - '0') : *number;
    return at > start ? at : NULL;
}

/* "4.10", or more behind it; NOT_GIVEN: it is none. */
static int32_t read_version(tunnel_text_t text)
{
    const char *end = text.ptr + text.len;
    int32_t major, minor;
    const char *at = take_number(text.ptr, end, &major);
    if (!at || at == end || *at != '.' || !take_number(at + 1, end, &minor))
        return NOT_GIVEN;
    return major << 16 | minor;
}

/* What upgrading keeps back: without a policy, and by an Include policy all that it does not name;
 * by an Exclude policy what was new when it was saved last. */
static tunnel_fields kept_back(const tunnel_view *profile, const tunnel_collection *collection,
                               tunnel_fields named)
{
    int32_t created = read_version(tunnel_words(profile, NVM_CREATED_BY_VERSION)), saved = created;
    tunnel_fields fields = 0;
    if (created == NOT_GIVEN)
        return 0;
    if (created < EDITOR_4_9)
        fields |= since_4_9;
    if (created < EDITOR_4_10)
        fields |= since_4_10;
    if (!collection || collection->include)
        return fields & ~named;
    if (fields)
        saved = read_version(tunnel_words(profile, NVM_SAVED_BY_VERSION));
    if (saved == NOT_GIVEN)
        saved = created;
    if (saved < EDITOR_4_9)
        fields &= ~since_4_9;
    if (saved < EDITOR_4_10)
        fields &= ~since_4_10;
    return fields;
}

/* ---- sorting
 * ----------------------------------------------------------------------------------------- */

static tunnel_fields set_of(const uint32_t bits[2])
{
    return (tunnel_fields)bits[1] << 32 | bits[0];
}

/* What the policy's own lists drop; an empty one drops nothing. */
static tunnel_fields dropped_by(const tunnel_collection *collection)
{
    tunnel_fields listed = set_of(collection->listed);
    if (!collection->include)
        return listed;
    return listed ? ~(listed | set_of(collection->hashed)) : 0;
}

tunnel_fields_sorted tunnel_fields_sort(const tunnel_policy *policy, tunnel_fields asked,
                                        const tunnel_collection *collection,
                                        tunnel_explanation *why)
{
    tunnel_view profile = tunnel_view_of_nvm(policy, why);
    tunnel_fields mandatory = BIT(FLOW_DIRECTION);
    tunnel_fields hashed = collection ? set_of(collection->hashed) : 0;
    tunnel_fields named = collection ? hashed | set_of(collection->listed) : 0;
    tunnel_fields dropped = collection ? dropped_by(collection) : 0;
    tunnel_fields_sorted sorted = {
        .unavailable = asked & tunnel_fields_unavailable(tunnel_policy_platform(policy))};
    dropped |= kept_back(&profile, collection, named);
    if (!collection && tunnel_on(&profile, NVM_ANONYMIZE))
        dropped |= anonymized;
    asked &= ~sorted.unavailable;
    sorted.dropped = asked & dropped & ~mandatory;
    sorted.hashed = asked & hashed & ~sorted.dropped & ~mandatory;
    sorted.sent = asked & ~sorted.dropped & ~sorted.hashed;
    return sorted;
}
