/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles and their host entries: where they lead, and how they are found. */
#include <stdlib.h>

#include "compile/item_key.h"
#include "compile/lower.h"
#include "libtunnel/address.h"

static tunnel_text_t text_of(acp_slice slice)
{
    return (tunnel_text_t){slice.ptr, slice.len};
}

/* ---- addresses
 * ------------------------------------------------------------------------------------ */

static void add_address(acp_builder *builder, const acp_source *source, const acp_node *node)
{
    tunnel_host host;
    tunnel_host_parse(text_of(node->value), &host);
    size_t length = strlen(host.host);
    tunnel_address record = {
        .text = acp_build_text(builder, node->value),
        .host = acp_build_text(
            builder, (acp_slice){acp_arena_copy(&builder->arena, host.host, length), length}),
        .port = host.port <= UINT16_MAX ? host.port : 0,
        .has_port = host.has_port,
        .path = acp_build_text(builder, (acp_slice){host.path.ptr, host.path.len}),
        .family = host.family,
        .position = acp_build_position(builder, acp_origin_of(source, node)),
    };
    acp_build_add(builder, SECTION_ADDRESSES, &record);
}

/* The addresses of a list; returns how many. */
static uint32_t add_list(acp_builder *builder, const acp_source *source, const acp_node *list,
                         tunnel_setting item)
{
    uint32_t count = 0;
    const acp_node *node = list ? acp_source_child(list, item) : NULL;
    for (; node; node = acp_node_next_same(node))
        if (node->value.len) {
            add_address(builder, source, node);
            count++;
        }
    return count;
}

/* ---- reading
 * ------------------------------------------------------------------------------------- */

/* A HostName stands for an address if it is one, or a name with a dot of letters, digits, hyphens
 * and dots only. */
static bool is_address_name(acp_slice name)
{
    uint8_t bytes[16];
    bool dot = false;
    if (tunnel_ip_parse(text_of(name), bytes))
        return true;
    for (size_t i = 0; i < name.len; i++) {
        char c = acp_lower(name.ptr[i]);
        dot = dot || c == '.';
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'))
            return false;
    }
    return dot;
}

static void read_entry(acp_builder *builder, acp_compiled_entry *entry)
{
    const acp_node *name = acp_source_child(entry->node, VPN_HOST_NAME);
    const acp_node *address = acp_source_child(entry->node, VPN_HOST_ENTRY_HOST_ADDRESS);
    const acp_node *group = acp_source_child(entry->node, VPN_USER_GROUP);
    tunnel_host host = {.port = 443, .path = {"", 0}};
    if (name)
        entry->name = name->value;
    if (address && address->value.len)
        entry->at = address;
    else if (name && is_address_name(name->value))
        entry->at = name;
    const acp_node *key = address && address->value.len ? address : name;
    if (key)
        tunnel_host_parse(text_of(key->value), &host);
    size_t length = strlen(host.host);
    entry->host = (acp_slice){acp_arena_copy(&builder->arena, host.host, length), length};
    entry->port = host.port;
    entry->key = acp_lower_name(&builder->arena, entry->name);
    entry->group =
        group && group->value.len ? group->value : (acp_slice){host.path.ptr, host.path.len};
}

static const acp_node *first_entry(const acp_compiled_profile *profile)
{
    return acp_source_first(&profile->source, VPN_HOST_ENTRY);
}

void acp_hosts_read(acp_compilation *c)
{
    size_t count = 0, used = 0;
    for (size_t i = 0; i < c->profile_count; i++)
        for (const acp_node *node = first_entry(&c->profiles[i]); node; node = node->same)
            count++;
    c->entries = acp_arena_alloc(&c->builder.arena, (count + 1) * sizeof *c->entries);
    for (size_t i = 0; c->entries && i < c->profile_count; i++)
        for (const acp_node *node = first_entry(&c->profiles[i]); node; node = node->same) {
            c->entries[used] = (acp_compiled_entry){.profile = &c->profiles[i],
                                                    .profile_index = (uint32_t)i,
                                                    .node = node,
                                                    .name = {"", 0},
                                                    .view = c->profiles[i].view};
            read_entry(&c->builder, &c->entries[used++]);
        }
    c->entry_count = used;
}

/* ---- views of shared gateways -------------------------------------------------------------------
 */

static int by_host(const void *left, const void *right)
{
    const acp_compiled_entry *a = *(acp_compiled_entry *const *)left;
    const acp_compiled_entry *b = *(acp_compiled_entry *const *)right;
    int order = acp_slice_compare(a->host, b->host);
    if (!order)
        order = (a->port > b->port) - (a->port < b->port);
    return order ? order : (a > b) - (a < b);
}

static bool same_gateway(const acp_compiled_entry *a, const acp_compiled_entry *b)
{
    return a->port == b->port && acp_slice_equal(a->host, b->host);
}

/* Entries of VPN profiles that a filter takes, sorted. */
typedef bool entry_filter(const acp_compiled_entry *entry);

static acp_compiled_entry **sort_entries(acp_compilation *c, entry_filter *wanted,
                                         int (*order)(const void *, const void *), size_t *count)
{
    acp_compiled_entry **sorted =
        acp_arena_alloc(&c->builder.arena, (c->entry_count + 1) * sizeof(acp_compiled_entry *));
    *count = 0;
    for (size_t i = 0; sorted && i < c->entry_count; i++)
        if (!c->entries[i].profile->management && wanted(&c->entries[i]))
            sorted[(*count)++] = &c->entries[i];
    if (*count)
        qsort(sorted, *count, sizeof *sorted, order);
    return sorted;
}

static bool has_host(const acp_compiled_entry *entry)
{
    return entry->host.len > 0;
}

static bool takes_part(const acp_compiled_entry *entry)
{
    return has_host(entry) && entry->profile->in_set;
}

/* A gateway of several profiles, and which. */
typedef struct {
    acp_compiled_entry **entries;
    size_t entry_count;
    uint32_t *members; /* in order */
    size_t member_count;
} gateway;

/* Entries stand in the order of profiles; each counts once. */
static void find_members(acp_builder *builder, gateway *g)
{
    g->members = acp_arena_alloc(&builder->arena, g->entry_count * sizeof *g->members);
    for (size_t i = 0; g->members && i < g->entry_count; i++) {
        uint32_t profile = g->entries[i]->profile_index;
        if (!g->member_count || g->members[g->member_count - 1] != profile)
            g->members[g->member_count++] = profile;
    }
}

static int by_members(const void *left, const void *right)
{
    const gateway *a = left, *b = right;
    for (size_t i = 0; i < a->member_count && i < b->member_count; i++)
        if (a->members[i] != b->members[i])
            return a->members[i] < b->members[i] ? -1 : 1;
    return (a->member_count > b->member_count) - (a->member_count < b->member_count);
}

/* Gateways that several profiles of the set share, in the order of their profiles. */
static gateway *find_shared(acp_compilation *c, size_t *count)
{
    size_t total;
    acp_compiled_entry **sorted = sort_entries(c, takes_part, by_host, &total);
    gateway *shared = acp_arena_alloc(&c->builder.arena, (total + 1) * sizeof *shared);
    *count = 0;
    for (size_t i = 0, end; shared && sorted && i < total; i = end) {
        for (end = i + 1; end < total && same_gateway(sorted[i], sorted[end]); end++)
            ;
        if (sorted[i]->profile == sorted[end - 1]->profile)
            continue;
        gateway *g = &shared[(*count)++];
        *g = (gateway){.entries = sorted + i, .entry_count = end - i};
        find_members(&c->builder, g);
    }
    if (*count)
        qsort(shared, *count, sizeof *shared, by_members);
    return shared;
}

static uint32_t add_merged_view(acp_compilation *c, const gateway *g, acp_values *room)
{
    const acp_values **members =
        acp_arena_alloc(&c->builder.arena, g->member_count * sizeof *members);
    for (size_t i = 0; members && i < g->member_count; i++)
        members[i] = &c->profiles[g->members[i]].values;
    if (!members || !g->members)
        return 0;
    acp_values_merge(&c->builder, members, g->member_count, room);
    return acp_values_add_view(&c->builder, room, g->members, g->member_count);
}

/* Gateways of the same profiles share a view. */
void acp_hosts_add_views(acp_compilation *c)
{
    size_t count;
    gateway *shared = find_shared(c, &count);
    acp_values *room = acp_arena_alloc(&c->builder.arena, sizeof *room);
    uint32_t view = 0;
    for (size_t i = 0; room && i < count; i++) {
        if (!i || by_members(&shared[i - 1], &shared[i]) != 0)
            view = add_merged_view(c, &shared[i], room);
        for (size_t k = 0; k < shared[i].entry_count; k++)
            shared[i].entries[k]->view = view;
    }
}

/* ---- profiles and entries
 * -------------------------------------------------------------------------- */

static void add_profile(acp_compilation *c, const acp_compiled_profile *profile)
{
    acp_builder *b = &c->builder;
    const acp_source *source = &profile->source;
    tunnel_profile record = {
        .file = source->file,
        .view = profile->view,
        .in_set = profile->in_set,
        .always_on = profile->always_on,
        .first_backup = acp_build_count(b, SECTION_ADDRESSES),
        .first_pin = acp_build_count(b, SECTION_PINS),
    };
    for (size_t i = 0; i < c->entry_count; i++)
        record.entry_count += c->entries[i].profile == profile;
    for (size_t i = 0; i < c->entry_count && c->entries[i].profile < profile; i++)
        record.first_entry++;
    record.backup_count =
        add_list(b, source, acp_source_first(source, VPN_CLIENT_INITIALIZATION_BACKUP_SERVER_LIST),
                 VPN_CLIENT_INITIALIZATION_BACKUP_SERVER_LIST_HOST_ADDRESS);
    record.pin_count = acp_pins_add(
        b, source, acp_source_first(source, VPN_CERTIFICATE_PINNING_CERTIFICATE_PIN_LIST),
        VPN_CERTIFICATE_PINNING_CERTIFICATE_PIN_LIST_PIN);
    acp_build_add(b, SECTION_PROFILES, &record);
}

/* What the record holds needs no cell. */
static void leave_out(acp_values *values)
{
    static const tunnel_setting held[] = {
        VPN_HOST_NAME,
        VPN_HOST_ENTRY_HOST_ADDRESS,
        VPN_USER_GROUP,
        VPN_HOST_ENTRY_BACKUP_SERVER_LIST,
        VPN_HOST_ENTRY_BACKUP_SERVER_LIST_HOST_ADDRESS,
        VPN_LOAD_BALANCING_SERVER_LIST,
        VPN_LOAD_BALANCING_SERVER_LIST_HOST_ADDRESS,
    };
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        values->of[held[i]].here = false;
}

static void add_entry(acp_compilation *c, const acp_compiled_entry *entry, acp_values *room)
{
    acp_builder *b = &c->builder;
    const acp_source *source = &entry->profile->source;
    const acp_node *backups = acp_source_child(entry->node, VPN_HOST_ENTRY_BACKUP_SERVER_LIST);
    acp_values_read_entry(b, source, entry->node, room);
    leave_out(room);
    tunnel_entry record = {
        .profile = entry->profile_index,
        .name = acp_build_text(b, entry->name),
        .group = acp_build_text(b, entry->group),
        .view = entry->view,
        .has_backups = backups != NULL,
        .first_cell = acp_values_add(b, room),
        .first_address = acp_build_count(b, SECTION_ADDRESSES),
        .first_pin = acp_build_count(b, SECTION_PINS),
        .position = acp_build_position(b, acp_origin_of(source, entry->node)),
    };
    record.cell_count = acp_build_count(b, SECTION_CELLS) - record.first_cell;
    if (entry->at) {
        add_address(b, source, entry->at);
        record.address_count = 1;
    }
    record.first_backup = acp_build_count(b, SECTION_ADDRESSES);
    record.backup_count =
        add_list(b, source, backups, VPN_HOST_ENTRY_BACKUP_SERVER_LIST_HOST_ADDRESS);
    record.first_balanced = acp_build_count(b, SECTION_ADDRESSES);
    record.balanced_count =
        add_list(b, source, acp_source_child(entry->node, VPN_LOAD_BALANCING_SERVER_LIST),
                 VPN_LOAD_BALANCING_SERVER_LIST_HOST_ADDRESS);
    record.pin_count =
        acp_pins_add(b, source, acp_source_child(entry->node, VPN_HOST_ENTRY_CERTIFICATE_PIN_LIST),
                     VPN_HOST_ENTRY_CERTIFICATE_PIN_LIST_PIN);
    acp_build_add(b, SECTION_ENTRIES, &record);
}

/* ---- finding them
 * ---------------------------------------------------------------------------------- */

static int by_name(const void *left, const void *right)
{
    const acp_compiled_entry *a = *(acp_compiled_entry *const *)left;
    const acp_compiled_entry *b = *(acp_compiled_entry *const *)right;
    int order = acp_slice_compare(a->key, b->key);
    return order ? order : (a > b) - (a < b);
}

static bool has_name(const acp_compiled_entry *entry)
{
    return entry->key.len > 0;
}

static void add_tables(acp_compilation *c)
{
    acp_builder *b = &c->builder;
    size_t count;
    acp_compiled_entry **sorted = sort_entries(c, has_name, by_name, &count);
    for (size_t i = 0; i < count; i++) {
        tunnel_by_name row = {acp_build_text(b, sorted[i]->key),
                              (uint32_t)(sorted[i] - c->entries)};
        acp_build_add(b, SECTION_BY_NAME, &row);
    }
    sorted = sort_entries(c, has_host, by_host, &count);
    for (size_t i = 0; i < count; i++) {
        tunnel_by_host row = {acp_build_text(b, sorted[i]->host), sorted[i]->port,
                              (uint32_t)(sorted[i] - c->entries)};
        acp_build_add(b, SECTION_BY_HOST, &row);
    }
}

void acp_hosts_add(acp_compilation *c)
{
    acp_values *room = acp_arena_alloc(&c->builder.arena, sizeof *room);
    for (size_t i = 0; i < c->profile_count; i++)
        add_profile(c, &c->profiles[i]);
    for (size_t i = 0; room && i < c->entry_count; i++)
        add_entry(c, &c->entries[i], room);
    add_tables(c);
}
