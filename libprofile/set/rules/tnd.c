/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/rules/tnd.h"

#include <stdlib.h>

#include "document/buffer.h"
#include "set/endpoint.h"

/* Items of a list in an order that does not depend on the file's. */
typedef struct {
    acp_slice *items;
    size_t count;
} list;

static int compare(const void *left, const void *right)
{
    return acp_slice_compare_nocase(*(const acp_slice *)left, *(const acp_slice *)right);
}

/* The text of a buffer, which is freed, for as long as the set lives. */
static acp_slice take(acp_set_run *run, acp_buffer *text)
{
    char *copy = text->failed ? NULL : acp_arena_copy(run->arena, text->text, text->length);
    acp_slice taken = {copy, copy ? text->length : 0};
    run->no_memory |= !copy;
    acp_buffer_free(text);
    return taken;
}

/* Sorts the list and joins it, each item once. */
static acp_slice join(acp_set_run *run, list all)
{
    acp_buffer text = {0};
    if (!all.count)
        return (acp_slice){"", 0};
    qsort(all.items, all.count, sizeof *all.items, compare);
    for (size_t i = 0; i < all.count; i++) {
        if (i > 0 && compare(&all.items[i], &all.items[i - 1]) == 0)
            continue;
        acp_buffer_puts(&text, i > 0 ? ", " : "");
        acp_buffer_add(&text, all.items[i].ptr, all.items[i].len);
    }
    return take(run, &text);
}

/* A comma list of names or addresses. */
static acp_slice read_names(acp_set_run *run, const acp_member *profile, const char *path)
{
    acp_slice value = acp_member_value(profile, path), rest = value, item;
    list all = {0};
    size_t most = 0;
    while (acp_slice_next_item(&rest, &item))
        most++;
    all.items = most ? acp_arena_alloc(run->arena, most * sizeof *all.items) : NULL;
    rest = value;
    while (all.items && acp_slice_next_item(&rest, &item)) {
        char buffer[ACP_HOST_KEY_SIZE];
        acp_slice key = acp_host_key(item, buffer);
        if (key.ptr == buffer)
            key.ptr = acp_arena_copy(run->arena, key.ptr, key.len);
        if (key.ptr && key.len)
            all.items[all.count++] = key;
    }
    return join(run, all);
}

/* HOST:PORT HASH, the hash without what may stand between its digits. */
static acp_slice describe_server(acp_set_run *run, const acp_member *profile,
                                 const acp_node *server)
{
    char buffer[ACP_HOST_KEY_SIZE];
    acp_slice host = acp_host_key(acp_member_value_below(profile, server, "Address"), buffer);
    acp_slice port = acp_member_value_below(profile, server, "Port");
    acp_slice hash = acp_member_value_below(profile, server, "CertificateHash");
    acp_buffer text = {0};
    acp_buffer_printf(&text, "%.*s:%.*s%s", ACP_SLICE_ARGS(host), ACP_SLICE_ARGS(port),
                      hash.len ? " " : "");
    for (size_t i = 0; i < hash.len; i++)
        if (hash.ptr[i] != ':' && !acp_is_space(hash.ptr[i]))
            acp_buffer_putc(&text, hash.ptr[i]);
    return take(run, &text);
}

static acp_slice read_servers(acp_set_run *run, const acp_member *profile, const char *path)
{
    const acp_node *first = acp_member_first(profile, path);
    first = first ? acp_node_below(first, "TrustedHttpsServer") : NULL;
    list all = {0};
    size_t most = 0;
    for (const acp_node *server = first; server; server = server->same)
        most++;
    all.items = most ? acp_arena_alloc(run->arena, most * sizeof *all.items) : NULL;
    for (const acp_node *server = first; server && all.items; server = server->same)
        all.items[all.count++] = describe_server(run, profile, server);
    return join(run, all);
}

static acp_slice read_word(acp_set_run *run, const acp_member *profile, const char *path)
{
    (void)run;
    return acp_member_value(profile, path);
}

/* ---- comparing ------------------------------------------------------------------------------- */

typedef struct {
    const char *name, *path;
    acp_slice (*read)(acp_set_run *run, const acp_member *profile, const char *path);
} setting;

static const setting detection = {"AutomaticVPNPolicy", ACP_TND, read_word};
static const setting settings[] = {
    {"TrustedNetworkPolicy", ACP_TND "/TrustedNetworkPolicy", read_word},
    {"UntrustedNetworkPolicy", ACP_TND "/UntrustedNetworkPolicy", read_word},
    {"TrustedDNSDomains", ACP_TND "/TrustedDNSDomains", read_names},
    {"TrustedDNSServers", ACP_TND "/TrustedDNSServers", read_names},
    {"TrustedHttpsServerList", ACP_TND "/TrustedHttpsServerList", read_servers},
};

static void compare_setting(acp_set_run *run, const acp_rule *rule, const setting *row,
                            acp_member *left, acp_member *right, const char *consequence)
{
    acp_side here = {acp_spot_setting(left, row->path), row->read(run, left, row->path)};
    acp_side there = {acp_spot_setting(right, row->path), row->read(run, right, row->path)};
    acp_set_agree(run, rule, row->name, here, there,
                  acp_slice_equal_nocase(here.value, there.value),
                  "%s is \"%.*s\" here, but \"%.*s\" in %s. %s", row->name,
                  ACP_SLICE_ARGS(acp_shown(here.value)), ACP_SLICE_ARGS(acp_shown(there.value)),
                  right->name, consequence);
}

void acp_tnd_agree(acp_set_run *run, const acp_rule *rule, acp_member *left, acp_member *right,
                   const char *consequence)
{
    compare_setting(run, rule, &detection, left, right, consequence);
    if (!acp_member_is(left, ACP_TND, "true") || !acp_member_is(right, ACP_TND, "true"))
        return;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        compare_setting(run, rule, &settings[i], left, right, consequence);
}
