/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tables of all gateways of the profile set: where its entries and their lists lead. */
#include <stdlib.h>

#include "compile/lower.h"
#include "libtunnel/address.h"

typedef struct {
    bool wild;           /* it is a pattern */
    acp_slice key, host; /* as the tables have them */
    tunnel_setting setting;
    uint32_t address; /* its record */
} gateway;

typedef struct {
    acp_builder *builder;
    gateway *gateways;
    size_t count;
} gathering;

/* What stands behind the label of a host's last *. */
static acp_slice behind_wildcards(acp_slice host)
{
    size_t star = host.len;
    while (host.ptr[star - 1] != '*')
        star--;
    const char *dot = memchr(host.ptr + star, '.', host.len - star);
    return dot ? (acp_slice){dot + 1, (size_t)(host.ptr + host.len - dot) - 1} : (acp_slice){"", 0};
}

static void gather(gathering *g, uint32_t first, uint32_t count, tunnel_setting setting)
{
    for (uint32_t i = 0; i < count; i++) {
        const tunnel_address *address = acp_build_at(g->builder, SECTION_ADDRESSES, first + i);
        acp_slice host = g->builder->texts[address->host];
        bool wild = setting == VPN_LOAD_BALANCING_SERVER_LIST_HOST_ADDRESS && host.len &&
                    memchr(host.ptr, '*', host.len);
        if (host.len)
            g->gateways[g->count++] = (gateway){
                .wild = wild,
                .key = wild ? behind_wildcards(host) : host,
                .host = host,
                .setting = setting,
                .address = first + i,
            };
    }
}

static bool is_in_set(const acp_compilation *c, uint32_t profile)
{
    return profile < c->policy.profile_count && c->profiles[profile].in_set;
}

static void gather_all(acp_compilation *c, gathering *g)
{
    for (uint32_t i = 0; i < c->policy.profile_count; i++) {
        const tunnel_profile *profile = acp_build_at(g->builder, SECTION_PROFILES, i);
        if (profile->in_set)
            gather(g, profile->first_backup, profile->backup_count,
                   VPN_CLIENT_INITIALIZATION_BACKUP_SERVER_LIST_HOST_ADDRESS);
    }
    for (uint32_t i = 0; i < c->entry_count; i++) {
        const tunnel_entry *entry = acp_build_at(g->builder, SECTION_ENTRIES, i);
        if (!is_in_set(c, entry->profile))
            continue;
        bool named =
            c->entries[i].at && c->entries[i].at->setting == acp_compiled_settings[VPN_HOST_NAME];
        gather(g, entry->first_address, entry->address_count,
               named ? VPN_HOST_NAME : VPN_HOST_ENTRY_HOST_ADDRESS);
        gather(g, entry->first_backup, entry->backup_count,
               VPN_HOST_ENTRY_BACKUP_SERVER_LIST_HOST_ADDRESS);
        gather(g, entry->first_balanced, entry->balanced_count,
               VPN_LOAD_BALANCING_SERVER_LIST_HOST_ADDRESS);
    }
}

static int compare(const gateway *a, const gateway *b)
{
    int order = a->wild - b->wild;
    if (!order)
        order = acp_slice_compare(a->key, b->key);
    return order ? order : acp_slice_compare(a->host, b->host);
}

static int by_key(const void *left, const void *right)
{
    const gateway *a = left, *b = right;
    int order = compare(a, b);
    return order ? order : (a->address > b->address) - (a->address < b->address);
}

static void add(acp_builder *builder, const gateway *g)
{
    const tunnel_address *address = acp_build_at(builder, SECTION_ADDRESSES, g->address);
    acp_slice text = builder->texts[address->text];
    tunnel_host host;
    tunnel_host_parse((tunnel_text_t){text.ptr, text.len}, &host);
    tunnel_gateway record = {
        .key = acp_build_text(builder, g->key),
        .host = acp_build_text(builder, g->host),
        .text = acp_build_text(builder, (acp_slice){host.written.ptr, host.written.len}),
        .setting = g->setting,
        .position = address->position,
    };
    acp_build_add(builder, g->wild ? SECTION_PATTERNS : SECTION_GATEWAYS, &record);
}

static void add_gateways(acp_compilation *c, acp_builder *builder)
{
    gathering g = {.builder = builder};
    size_t most = acp_build_count(builder, SECTION_ADDRESSES);
    g.gateways = acp_arena_alloc(&builder->arena, (most + 1) * sizeof *g.gateways);
    if (!g.gateways)
        return;
    gather_all(c, &g);
    if (g.count)
        qsort(g.gateways, g.count, sizeof *g.gateways, by_key);
    for (size_t i = 0; i < g.count; i++)
        if (!i || compare(&g.gateways[i - 1], &g.gateways[i]) != 0)
            add(builder, &g.gateways[i]);
}

/* ---- entries by their lists ---------------------------------------------------------------------
 */

typedef struct {
    acp_slice host;
    uint32_t port, entry;
} listed;

typedef struct {
    acp_builder *builder;
    listed *items;
    size_t count;
} listing;

static void list(listing *l, uint32_t first, uint32_t count, uint32_t entry)
{
    for (uint32_t i = first; i < first + count; i++) {
        const tunnel_address *address = acp_build_at(l->builder, SECTION_ADDRESSES, i);
        acp_slice host = l->builder->texts[address->host];
        if (host.len)
            l->items[l->count++] = (listed){host, address->port, entry};
    }
}

/* The global list is the first entry's that has none of its own. */
static void list_profile(listing *l, const tunnel_profile *profile)
{
    bool global = true;
    for (uint32_t i = 0; i < profile->entry_count; i++) {
        uint32_t index = profile->first_entry + i;
        const tunnel_entry *entry = acp_build_at(l->builder, SECTION_ENTRIES, index);
        list(l, entry->first_backup, entry->backup_count, index);
        list(l, entry->first_balanced, entry->balanced_count, index);
        if (global && !entry->has_backups) {
            list(l, profile->first_backup, profile->backup_count, index);
            global = false;
        }
    }
}

static int compare_listed(const listed *a, const listed *b)
{
    int order = acp_slice_compare(a->host, b->host);
    return order ? order : (a->port > b->port) - (a->port < b->port);
}

static int by_listed(const void *left, const void *right)
{
    const listed *a = left, *b = right;
    int order = compare_listed(a, b);
    return order ? order : (a->entry > b->entry) - (a->entry < b->entry);
}

static void add_lists(const acp_compilation *c, acp_builder *builder)
{
    size_t most = acp_build_count(builder, SECTION_ADDRESSES);
    listing l = {builder, acp_arena_alloc(&builder->arena, (most + 1) * sizeof *l.items), 0};
    for (uint32_t i = 0; l.items && i < c->policy.profile_count; i++) {
        const tunnel_profile *profile = acp_build_at(builder, SECTION_PROFILES, i);
        if (profile->in_set)
            list_profile(&l, profile);
    }
    if (l.count)
        qsort(l.items, l.count, sizeof *l.items, by_listed);
    for (size_t i = 0; i < l.count; i++)
        if (!i || compare_listed(&l.items[i - 1], &l.items[i]) != 0)
            acp_build_add(builder, SECTION_BY_LIST,
                          &(tunnel_by_host){acp_build_text(builder, l.items[i].host),
                                            l.items[i].port, l.items[i].entry});
}

void acp_gateways_add(acp_compilation *c)
{
    acp_builder *builder = &c->builder;
    if (builder->failed || builder->full)
        return;
    add_gateways(c, builder);
    add_lists(c, builder);
}
