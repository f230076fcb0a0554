/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Several profiles with entries of one gateway: the stricter value wins, and defaults take part. */
#include <stdlib.h>

#include "compile/item_key.h"
#include "compile/values.h"

typedef struct {
    acp_builder *builder;
    const acp_values *const *members;
    size_t count;
} merging;

/* ---- which value is the stricter ------------------------------------------------------------- */

/* Place of a value in "Closed,Open"; behind all of them if it is not there. */
static unsigned rank_in(const char *order, acp_slice value)
{
    acp_slice rest = acp_slice_of(order), item;
    unsigned rank = 0;
    while (acp_slice_next_item(&rest, &item)) {
        if (acp_slice_equal(item, value))
            return rank;
        rank++;
    }
    return rank;
}

/* The smaller, the stricter. */
static uint32_t strictness(tunnel_setting setting, const acp_compiled *value)
{
    const tunnel_setting_row *row = &tunnel_settings[setting];
    if (!value->here)
        return UINT32_MAX;
    switch ((tunnel_setting_type)row->type) {
    case TUNNEL_BOOLEAN: return value->number != (strcmp(row->stricter, "true") == 0);
    case TUNNEL_NUMBER: return value->number; /* "smaller" */
    case TUNNEL_ENUM: return rank_in(row->stricter, acp_slice_of(row->values[value->number]));
    default: return 0;
    }
}

/* The member whose value wins: of equally strict ones, or if nothing is stricter, the first. */
static const acp_compiled *winner(const merging *m, tunnel_setting setting)
{
    const acp_compiled *best = &m->members[0]->of[setting];
    const char *stricter = tunnel_settings[setting].stricter;
    for (size_t i = 1; stricter && i < m->count; i++) {
        const acp_compiled *value = &m->members[i]->of[setting];
        if (strictness(setting, value) < strictness(setting, best))
            best = value;
    }
    return best;
}

/* ---- what they have in common ------------------------------------------------------------------
 */

/* The items of one member, by what they stand for. */
typedef struct {
    acp_slice *keys;
    size_t count;
} key_set;

static int by_bytes(const void *left, const void *right)
{
    return acp_slice_compare(*(const acp_slice *)left, *(const acp_slice *)right);
}

static acp_slice item_key(acp_builder *builder, const acp_compiled *value, size_t index)
{
    return acp_item_key(&builder->arena, value->items[index].text);
}

static key_set make_keys(acp_builder *builder, const acp_compiled *value)
{
    key_set set = {acp_arena_alloc(&builder->arena, (value->count + 1) * sizeof *set.keys), 0};
    for (; set.keys && set.count < value->count; set.count++)
        set.keys[set.count] = item_key(builder, value, set.count);
    if (set.count)
        qsort(set.keys, set.count, sizeof *set.keys, by_bytes);
    return set;
}

static bool has_key(const key_set *set, acp_slice key)
{
    return set->count && bsearch(&key, set->keys, set->count, sizeof key, by_bytes);
}

/* Takes out of a list what another does not have. */
static void keep_common(acp_builder *builder, acp_compiled *list, const acp_compiled *other)
{
    key_set keys = make_keys(builder, other);
    acp_compiled_item *items = acp_arena_alloc(&builder->arena, (list->count + 1) * sizeof *items);
    size_t used = 0;
    for (size_t i = 0; items && i < list->count; i++)
        if (has_key(&keys, item_key(builder, list, i)))
            items[used++] = list->items[i];
    list->items = items;
    list->count = used;
}

/* Rules of trust are those of the profiles that set them and use them. */
static bool has_trust_rule(const acp_values *member, tunnel_setting setting)
{
    return acp_values_on(member, VPN_AUTOMATIC_VPN_POLICY) &&
           member->of[setting].flags & CELL_WRITTEN;
}

/* A list that is emptied stays written: a rule that nothing matches. */
static void merge_list(const merging *m, tunnel_setting setting, acp_compiled *merged)
{
    bool first = true;
    merged->flags &= ~(uint32_t)CELL_WRITTEN;
    merged->count = 0;
    for (size_t i = 0; i < m->count; i++) {
        const acp_compiled *value = &m->members[i]->of[setting];
        if (setting != VPN_ALLOWED_HOSTS && !has_trust_rule(m->members[i], setting))
            continue;
        if (first)
            *merged = *value;
        else
            keep_common(m->builder, merged, value);
        first = false;
    }
}

/* ---- servers ------------------------------------------------------------------------------------
 */

static bool same_server(const acp_compiled_server *a, const acp_compiled_server *b)
{
    return acp_slice_equal(a->host, b->host) && a->port == b->port && a->has_hash == b->has_hash &&
           memcmp(a->hash, b->hash, sizeof a->hash) == 0;
}

static int by_server(const void *left, const void *right)
{
    const acp_compiled_server *a = left, *b = right;
    int order = acp_slice_compare(a->host, b->host);
    if (!order)
        order = (a->port > b->port) - (a->port < b->port);
    if (!order)
        order = a->has_hash - b->has_hash;
    return order ? order : memcmp(a->hash, b->hash, sizeof a->hash);
}

static void keep_common_servers(acp_builder *builder, acp_values *merged, const acp_values *other)
{
    size_t used = 0, size = sizeof(acp_compiled_server);
    acp_compiled_server *kept = acp_arena_alloc(&builder->arena, (merged->server_count + 1) * size);
    acp_compiled_server *others =
        acp_arena_alloc(&builder->arena, (other->server_count + 1) * size);
    if (kept && others && other->server_count) {
        memcpy(others, other->servers, other->server_count * size);
        qsort(others, other->server_count, size, by_server);
        for (size_t i = 0; i < merged->server_count; i++)
            if (bsearch(&merged->servers[i], others, other->server_count, size, by_server))
                kept[used++] = merged->servers[i];
    }
    merged->servers = kept;
    merged->server_count = used;
}

static void merge_servers(const merging *m, acp_values *merged)
{
    acp_compiled *group = &merged->of[VPN_TRUSTED_HTTPS_SERVER_LIST];
    *group = (acp_compiled){0};
    merged->server_count = 0;
    for (size_t i = 0; i < m->count; i++) {
        const acp_values *member = m->members[i];
        if (!has_trust_rule(member, VPN_TRUSTED_HTTPS_SERVER_LIST))
            continue;
        if (group->here) {
            keep_common_servers(m->builder, merged, member);
            continue;
        }
        *group = member->of[VPN_TRUSTED_HTTPS_SERVER_LIST];
        merged->servers = member->servers;
        merged->server_count = member->server_count;
    }
}

/* ---- whether they say the same
 * ------------------------------------------------------------------- */

static bool same_items(acp_builder *builder, const acp_compiled *a, const acp_compiled *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; i < a->count && same; i++)
        same = acp_slice_equal(item_key(builder, a, i), item_key(builder, b, i));
    return same;
}

static bool same_servers(const acp_values *a, const acp_values *b)
{
    bool same = a->server_count == b->server_count;
    for (size_t i = 0; i < a->server_count && same; i++)
        same = same_server(&a->servers[i], &b->servers[i]);
    return same;
}

static bool says_the_same(const merging *m, tunnel_setting setting, const acp_values *other)
{
    const acp_compiled *a = &m->members[0]->of[setting], *b = &other->of[setting];
    if (setting == VPN_TRUSTED_HTTPS_SERVER_LIST)
        return same_servers(m->members[0], other);
    switch ((tunnel_setting_type)tunnel_settings[setting].type) {
    case TUNNEL_GROUP: return true; /* what stands in it is compared */
    case TUNNEL_LIST: return same_items(m->builder, a, b);
    case TUNNEL_TEXT: return acp_slice_equal(a->text, b->text);
    default: return a->here == b->here && a->number == b->number;
    }
}

static uint32_t common_flags(const merging *m, tunnel_setting setting)
{
    uint32_t flags = CELL_CONTROLLABLE;
    for (size_t i = 0; i < m->count; i++) {
        if (!(m->members[i]->of[setting].flags & CELL_CONTROLLABLE))
            flags &= ~(uint32_t)CELL_CONTROLLABLE;
        if (!says_the_same(m, setting, m->members[i]))
            flags |= CELL_DIFFERS;
    }
    return flags;
}

void acp_values_merge(acp_builder *builder, const acp_values *const *members, size_t count,
                      acp_values *merged)
{
    merging m = {builder, members, count};
    memset(merged, 0, sizeof *merged);
    merged->definitions = members[0]->definitions;
    merged->definition_count = members[0]->definition_count;
    for (int i = 0; i < TUNNEL_SETTINGS; i++) {
        tunnel_setting setting = (tunnel_setting)i;
        const tunnel_setting_row *row = &tunnel_settings[setting];
        acp_compiled *value = &merged->of[setting];
        if (row->place != TUNNEL_IN_PROFILE)
            continue;
        *value = *winner(&m, setting);
        if (row->stricter && row->type == TUNNEL_LIST)
            merge_list(&m, setting, value);
        if (setting == VPN_TRUSTED_HTTPS_SERVER_LIST)
            merge_servers(&m, merged);
        value->flags &= ~(uint32_t)CELL_CONTROLLABLE;
        value->flags |= common_flags(&m, setting);
        if (!value->here && value->flags & CELL_DIFFERS) {
            value->here = true;
            value->flags |= CELL_NOTHING;
        }
    }
}
