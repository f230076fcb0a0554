/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/attempts.h"

#include <stdio.h>
#include <string.h>

#include "libtunnel/json.h"
#include "libtunnel/sort.h"

bool tunnel_attempts_start(tunnel_attempts *attempts, const tunnel_policy *policy,
                           const tunnel_families *usable, size_t most, tunnel_buffer *buffer)
{
    *attempts = (tunnel_attempts){.policy = policy, .buffer = buffer, .size = most};
    for (size_t i = 0; i < usable->count; i++)
        attempts->usable[usable->items[i] == TUNNEL_IPV6] = true;
    if (!usable->items)
        attempts->usable[TUNNEL_IPV4] = attempts->usable[TUNNEL_IPV6] = true;
    attempts->items = tunnel_take(buffer, most * sizeof *attempts->items);
    attempts->full = !attempts->items;
    return attempts->items;
}

tunnel_attempt_base tunnel_attempt_base_of(const tunnel_view *view)
{
    tunnel_attempt_base base = {.view = view};
    if (!view->entry)
        return base;
    base.entry = tunnel_slice(view->policy, view->entry->name);
    base.group = tunnel_slice(view->policy, view->entry->group);
    if (tunnel_entry_choice(view, view->entry, VPN_PRIMARY_PROTOCOL) ==
        VPN_PRIMARY_PROTOCOL__I_PSEC)
        base.protocol = TUNNEL_IPSEC;
    return base;
}

/* ---- families
 * ------------------------------------------------------------------------------------- */

/* IPProtocolSupport, in its order, as far as the endpoint has it and the address is of it. */
static tunnel_families families_of(const tunnel_attempts *attempts, const tunnel_view *view,
                                   uint8_t literal)
{
    static const tunnel_family orders[][2] = {
        {TUNNEL_IPV4, TUNNEL_IPV6},
        {TUNNEL_IPV6, TUNNEL_IPV4},
    };
    uint32_t support = tunnel_choice(view, VPN_IP_PROTOCOL_SUPPORT);
    bool v6_first = support == VPN_IP_PROTOCOL_SUPPORT__I_PV6 ||
                    support == VPN_IP_PROTOCOL_SUPPORT__I_PV6_I_PV4;
    bool v4 =
        attempts->usable[TUNNEL_IPV4] && support != VPN_IP_PROTOCOL_SUPPORT__I_PV6 && literal != 6;
    bool v6 =
        attempts->usable[TUNNEL_IPV6] && support != VPN_IP_PROTOCOL_SUPPORT__I_PV4 && literal != 4;
    if (v4 && v6)
        return (tunnel_families){orders[v6_first], 2};
    return (tunnel_families){orders[v6 && !v4], (size_t)(v4 || v6)};
}

/* ---- addresses
 * ------------------------------------------------------------------------------------ */

/* https://host:port/group; ptr NULL: no room. */
static tunnel_text_t make_url(tunnel_attempts *attempts, tunnel_protocol protocol,
                              const tunnel_host *host, tunnel_text_t group)
{
    char port[16] = "";
    if (host->has_port)
        snprintf(port, sizeof port, ":%u", host->port);
    bool v6 = host->family == 6;
    size_t most = strlen(host->host) + group.len + 32;
    char *url = tunnel_take(attempts->buffer, most);
    if (!url)
        return (tunnel_text_t){NULL, 0};
    int length =
        snprintf(url, most, "%s://%s%s%s%s%s", protocol == TUNNEL_IPSEC ? "ipsec" : "https",
                 v6 ? "[" : "", host->host, v6 ? "]" : "", port, group.len ? "/" : "");
    memcpy(url + length, group.ptr ? group.ptr : "", group.len);
    return (tunnel_text_t){url, (size_t)length + group.len};
}

void tunnel_attempts_add(tunnel_attempts *attempts, const tunnel_attempt_base *base,
                         tunnel_text_t address, tunnel_text_t group, tunnel_hosts_source source)
{
    tunnel_host host;
    if (attempts->full || attempts->count == attempts->size || !tunnel_host_parse(address, &host) ||
        tunnel_is_link_local(host.family, host.bytes))
        return;
    tunnel_families families = families_of(attempts, base->view, host.family);
    if (!families.count) {
        attempts->family_missing = true;
        return;
    }
    tunnel_hosts_attempt *attempt = &attempts->items[attempts->count];
    *attempt = (tunnel_hosts_attempt){
        .entry = base->entry,
        .url = make_url(attempts, base->protocol, &host, group),
        .protocol = base->protocol,
        .user_group = {group.ptr ? group.ptr : "", group.len},
        .families = families,
        .source = source,
    };
    attempts->full = !attempt->url.ptr;
    attempts->count += !attempts->full;
}

/* Over SSL a backup has the group its own address names, over IPsec the entry's before that. */
static void add_list(tunnel_attempts *attempts, const tunnel_attempt_base *base, uint32_t first,
                     uint32_t count, tunnel_hosts_source source)
{
    const tunnel_policy *policy = attempts->policy;
    for (uint32_t i = 0; i < count; i++) {
        const tunnel_address *address = TUNNEL_AT(policy, tunnel_address, ADDRESSES, first + i);
        bool inherits = base->protocol == TUNNEL_IPSEC && base->group.len;
        tunnel_attempts_add(attempts, base, tunnel_slice(policy, address->text),
                            inherits ? base->group : tunnel_slice(policy, address->path), source);
    }
}

void tunnel_attempts_add_entry(tunnel_attempts *attempts, const tunnel_view *view,
                               tunnel_hosts_source source)
{
    const tunnel_entry *entry = view->entry;
    tunnel_attempt_base base = tunnel_attempt_base_of(view);
    if (entry->address_count) {
        const tunnel_address *address =
            TUNNEL_AT(view->policy, tunnel_address, ADDRESSES, entry->first_address);
        tunnel_attempts_add(attempts, &base, tunnel_slice(view->policy, address->text), base.group,
                            source);
    }
}

void tunnel_attempts_add_backups(tunnel_attempts *attempts, const tunnel_view *view)
{
    const tunnel_entry *entry = view->entry;
    tunnel_attempt_base base = tunnel_attempt_base_of(view);
    if (entry->has_backups)
        add_list(attempts, &base, entry->first_backup, entry->backup_count, TUNNEL_HOSTS_BACKUP);
    else
        add_list(attempts, &base, view->profile->first_backup, view->profile->backup_count,
                 TUNNEL_HOSTS_GLOBAL_BACKUP);
}

size_t tunnel_attempts_most(const tunnel_view *view)
{
    return (size_t)1 + view->entry->backup_count + view->profile->backup_count;
}

/* ---- the same URL once
 * ---------------------------------------------------------------------------- */

static int by_url(const void *left, const void *right)
{
    const tunnel_hosts_attempt *a = *(tunnel_hosts_attempt *const *)left;
    const tunnel_hosts_attempt *b = *(tunnel_hosts_attempt *const *)right;
    int order = tunnel_text_compare(a->url, b->url);
    return order ? order : (a > b) - (a < b);
}

void tunnel_attempts_end(tunnel_attempts *attempts)
{
    size_t count = attempts->count, kept = 0;
    tunnel_hosts_attempt **sorted =
        attempts->full ? NULL : tunnel_take(attempts->buffer, count * sizeof(*sorted));
    if (!sorted) {
        attempts->full = true;
        return;
    }
    for (size_t i = 0; i < count; i++)
        sorted[i] = &attempts->items[i];
    tunnel_sort(sorted, count, sizeof *sorted, by_url);
    /* The first of those alike stays; the others are marked by a length no text has. */
    const tunnel_hosts_attempt *first = NULL;
    for (size_t i = 0; i < count; i++) {
        if (first && tunnel_text_compare(first->url, sorted[i]->url) == 0)
            sorted[i]->entry.len = SIZE_MAX;
        else
            first = sorted[i];
    }
    for (size_t i = 0; i < count; i++)
        if (attempts->items[i].entry.len != SIZE_MAX)
            attempts->items[kept++] = attempts->items[i];
    attempts->count = kept;
}
