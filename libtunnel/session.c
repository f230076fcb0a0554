/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/session.h"

#include <string.h>

#include "libtunnel/address.h"
#include "libtunnel/json.h"
#include "libtunnel/sort.h"

/* ---- memory
 * ---------------------------------------------------------------------------------------- */

/* Places of a session's parts, one behind the other. */
typedef struct {
    char *memory; /* NULL: only to know how much it takes */
    size_t used;
} layout;

static void *place(layout *l, size_t count, size_t size)
{
    void *at = l->memory ? l->memory + l->used : NULL;
    l->used += (count * size + 7) & ~(size_t)7;
    return at;
}

static size_t most_addresses(const tunnel_session_facts *f)
{
    size_t count = 0;
    for (size_t i = 0; i < f->resolved.count; i++)
        count += f->resolved.items[i].addresses.count;
    return count;
}

static const tunnel_texts *networks_of(const tunnel_session_facts *f, int family)
{
    return family ? &f->networks.ipv6 : &f->networks.ipv4;
}

static size_t longest_list(const tunnel_session_facts *f)
{
    const size_t counts[] = {f->networks.ipv4.count, f->networks.ipv6.count,
                             f->local_networks.count, f->gateways.count};
    size_t longest = 0;
    for (int i = 0; i < 4; i++)
        if (counts[i] > longest)
            longest = counts[i];
    return longest;
}

/* Where everything goes; returns room for the longest list of networks. */
static tunnel_network_scratch *lay_out(layout *l, const tunnel_session_facts *f, tunnel_session *s)
{
    const size_t row = sizeof(tunnel_network_row), domain = sizeof(tunnel_domain_row);
    for (int i = 0; i < 2; i++) {
        tunnel_session_family *family = &s->families[i];
        family->networks.rows = place(l, tunnel_network_rows(networks_of(f, i)->count), row);
        family->local.rows = place(l, tunnel_network_rows(f->local_networks.count), row);
        family->gateways.rows = place(l, tunnel_network_rows(f->gateways.count), row);
    }
    s->exclude.rows = place(l, tunnel_domain_rows(f->dynamic_exclude), domain);
    s->include.rows = place(l, tunnel_domain_rows(f->dynamic_include), domain);
    s->answers = place(l, f->resolved.count, sizeof *s->answers);
    s->addresses = place(l, most_addresses(f), sizeof *s->addresses);
    return place(l, longest_list(f), sizeof(tunnel_network_scratch));
}

/* ---- what was pushed
 * ------------------------------------------------------------------------------- */

/* The wildcard of the local LAN. */
static bool is_wildcard(const tunnel_prefix *prefix)
{
    static const uint8_t zeros[16];
    return prefix->bits == (prefix->family == 4 ? 32 : 128) &&
           memcmp(prefix->bytes, zeros, sizeof zeros) == 0;
}

static bool has_wildcard(const tunnel_texts *networks, uint8_t family)
{
    tunnel_prefix prefix;
    for (size_t i = 0; i < networks->count; i++)
        if (tunnel_prefix_parse(networks->items[i], &prefix) && prefix.family == family &&
            is_wildcard(&prefix))
            return true;
    return false;
}

/* A rule of another protocol makes the client tunnel everything (003:L8358). */
static bool has_unsupported(const tunnel_texts *protocols)
{
    static const char *const supported[] = {"tcp", "udp", "icmp", "ip"};
    for (size_t i = 0; i < protocols->count; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof supported / sizeof *supported; k++)
            known = known || (protocols->items[i].len == strlen(supported[k]) &&
                              tunnel_compare_stored(supported[k], protocols->items[i]) == 0);
        if (!known)
            return true;
    }
    return false;
}

static bool is_true(const tunnel_session_facts *f, const char *attribute)
{
    for (size_t i = 0; i < f->attributes.count; i++)
        if (tunnel_text_is(f->attributes.items[i].name, attribute))
            return tunnel_text_is(f->attributes.items[i].value, "true");
    return false;
}

static void build_tables(tunnel_session *s, tunnel_network_scratch *scratch)
{
    const tunnel_session_facts *f = &s->facts;
    for (int i = 0; i < 2; i++) {
        tunnel_session_family *family = &s->families[i];
        uint8_t number = i ? 6 : 4;
        const tunnel_texts *networks = networks_of(f, i);
        tunnel_network_table_build(&family->networks, networks, number, is_wildcard, scratch);
        tunnel_network_table_build(&family->local, &f->local_networks, number, NULL, scratch);
        tunnel_network_table_build(&family->gateways, &f->gateways, number, NULL, scratch);
        family->has_wildcard = has_wildcard(networks, number);
    }
    tunnel_domain_table_build(&s->exclude, f->dynamic_exclude);
    tunnel_domain_table_build(&s->include, f->dynamic_include);
}

/* ---- modes in force
 * -------------------------------------------------------------------------------- */

static bool is_assigned(const tunnel_session *s, int family)
{
    return family ? s->facts.assigned.ipv6 : s->facts.assigned.ipv4;
}

static tunnel_split_mode mode_of(const tunnel_session *s, int family)
{
    if (!is_assigned(s, family))
        return s->facts.client_bypass ? TUNNEL_SPLIT_BYPASS : TUNNEL_SPLIT_DROP;
    if (s->firewall_unsupported)
        return TUNNEL_SPLIT_TUNNEL_ALL;
    return family ? s->facts.mode.ipv6 : s->facts.mode.ipv4;
}

/* Modes are known. Domains cannot be included for one family and excluded for the other
 * (003:L8465). */
static tunnel_split_dynamic dynamic_of(const tunnel_session *s, int family)
{
    tunnel_split_mode mode = s->families[family].mode;
    bool exclude = s->exclude.count, include = s->include.count;
    if (mode == TUNNEL_SPLIT_BYPASS || mode == TUNNEL_SPLIT_DROP || s->firewall_unsupported)
        return TUNNEL_DYNAMIC_OFF;
    if (mode == TUNNEL_SPLIT_INCLUDE && include)
        return exclude ? TUNNEL_DYNAMIC_ENHANCED_INCLUDE : TUNNEL_DYNAMIC_INCLUDE;
    if (!exclude)
        return TUNNEL_DYNAMIC_OFF;
    if (!include)
        return TUNNEL_DYNAMIC_EXCLUDE;
    return s->families[!family].mode == TUNNEL_SPLIT_INCLUDE ? TUNNEL_DYNAMIC_OFF
                                                             : TUNNEL_DYNAMIC_ENHANCED_EXCLUDE;
}

static void find_modes(tunnel_session *s)
{
    const tunnel_session_facts *f = &s->facts;
    uint8_t bytes[16];
    s->firewall_unsupported = has_unsupported(&f->firewall_protocols);
    s->any_source = is_true(f, "tunnel-from-any-source");
    s->no_dhcp_route = is_true(f, "no-dhcp-server-route");
    s->dhcp_family = f->dhcp_server.ptr ? tunnel_ip_parse(f->dhcp_server, bytes) : 0;
    if (s->dhcp_family)
        s->dhcp_server = tunnel_ip_number_of(bytes);
    for (int i = 0; i < 2; i++)
        s->families[i].mode = mode_of(s, i);
    for (int i = 0; i < 2; i++)
        s->families[i].dynamic = dynamic_of(s, i);
}

/* ---- what was resolved
 * ----------------------------------------------------------------------------- */

static int by_name(const void *left, const void *right)
{
    const tunnel_session_answer *a = left, *b = right;
    int order = tunnel_domain_compare(a->name, b->name);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static int by_address(const void *left, const void *right)
{
    const tunnel_session_address *a = left, *b = right;
    int order = a->family - b->family;
    if (!order)
        order = tunnel_ip_number_compare(a->address, b->address);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Networks, modes and gateways are known. */
static void take_address(tunnel_session *s, tunnel_session_answer *answer, tunnel_text_t text)
{
    uint8_t bytes[16], family = tunnel_ip_parse(text, bytes);
    if (!family)
        return;
    const tunnel_session_family *of = tunnel_family_of(s, family);
    tunnel_ip_number address = tunnel_ip_number_of(bytes);
    s->addresses[s->address_count++] = (tunnel_session_address){family, address, answer->place};
    if (tunnel_network_table_find(&of->gateways, address))
        answer->hits_gateway = true;
    if (of->mode == TUNNEL_SPLIT_INCLUDE && tunnel_network_table_find(&of->networks, address))
        answer->hits_include = true;
}

static void take_answers(tunnel_session *s)
{
    for (size_t i = 0; i < s->facts.resolved.count; i++) {
        const tunnel_split_answer *seen = &s->facts.resolved.items[i];
        tunnel_session_answer *answer = &s->answers[s->answer_count++];
        *answer = (tunnel_session_answer){.name = seen->name, .place = (uint32_t)i};
        for (size_t k = 0; k < seen->addresses.count; k++)
            take_address(s, answer, seen->addresses.items[k]);
    }
    tunnel_sort(s->answers, s->answer_count, sizeof *s->answers, by_name);
    tunnel_sort(s->addresses, s->address_count, sizeof *s->addresses, by_address);
}

/* The last answer for a name. */
static const tunnel_session_answer *answer_for(const tunnel_session *s, tunnel_text_t name)
{
    size_t low = 0, high = s->answer_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tunnel_domain_compare(s->answers[middle].name, name) > 0)
            high = middle;
        else
            low = middle + 1;
    }
    return low && tunnel_domain_compare(s->answers[low - 1].name, name) == 0 ? &s->answers[low - 1]
                                                                             : NULL;
}

const tunnel_session_answer *tunnel_session_answer_of(const tunnel_session *session,
                                                      const tunnel_packet *packet)
{
    if (packet->name.ptr)
        return answer_for(session, packet->name);
    const tunnel_session_address wanted = {packet->family == 6 ? 6 : 4,
                                           tunnel_ip_number_of(packet->address), UINT32_MAX};
    size_t low = 0, high = session->address_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_address(&session->addresses[middle], &wanted) > 0)
            high = middle;
        else
            low = middle + 1;
    }
    const tunnel_session_address *found = low ? &session->addresses[low - 1] : NULL;
    if (!found || found->family != wanted.family ||
        tunnel_ip_number_compare(found->address, wanted.address) != 0)
        return NULL;
    return answer_for(session, session->facts.resolved.items[found->place].name);
}

tunnel_status tunnel_session_prepare(const tunnel_session_facts *facts, tunnel_buffer *buffer,
                                     const tunnel_session **session)
{
    layout l = {NULL, sizeof(tunnel_session)};
    tunnel_session measured;
    lay_out(&l, facts, &measured);
    tunnel_session *s = tunnel_take(buffer, l.used);
    if (!s)
        return TUNNEL_BUFFER_TOO_SMALL;
    *s = (tunnel_session){.facts = *facts};
    l = (layout){(char *)s, sizeof *s};
    build_tables(s, lay_out(&l, facts, s));
    find_modes(s);
    take_answers(s);
    *session = s;
    return TUNNEL_OK;
}
