/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tnd: is the network trusted, and what the client does about it. */
#include <string.h>

#include "libtunnel/facts.h"
#include "libtunnel/hash.h"
#include "libtunnel/names.h"
#include "libtunnel/sort.h"
#include "libtunnel/view.h"

typedef tunnel_tnd_facts asked;
typedef tunnel_tnd_result answer;

/* ---- tables
 * ------------------------------------------------------------------------------------------- */

static const char *const trust_reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_TND_TRUST_REASONS);
static const char *const throughs[] = TUNNEL_CODE_TEXTS(TUNNEL_TND_THROUGHS);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_TND_ACTIONS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_TND_REASONS);

static const tunnel_field interface_fields[] = {
    FIELD(tunnel_tnd_interface, TEXT, name, .required = true),
    FIELD(tunnel_tnd_interface, BOOLEAN, up, .initial = true),
    FIELD(tunnel_tnd_interface, TEXTS, dns_suffixes),
    FIELD(tunnel_tnd_interface, TEXTS, dns_servers),
    FIELD(tunnel_tnd_interface, BOOLEAN, managed, .initial = true),
    FIELD_END,
};

static bool is_server(tunnel_text_t text)
{
    tunnel_host host;
    return tunnel_host_parse(text, &host);
}

static const tunnel_field probe_fields[] = {
    FIELD(tunnel_tnd_https_probe, TEXT, interface, .required = true),
    FIELD(tunnel_tnd_https_probe, TEXT, server, .required = true, .allows = is_server),
    FIELD(tunnel_tnd_https_probe, BOOLEAN, reachable, .required = true),
    FIELD(tunnel_tnd_https_probe, BOOLEAN, certificate_trusted),
    FIELD(tunnel_tnd_https_probe, TEXT, certificate_hash, .allows = tunnel_is_hex),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, OBJECTS, interfaces, .required = true, .fields = interface_fields,
          .size = sizeof(tunnel_tnd_interface)),
    FIELD(asked, BOOLEAN, network_manager, .initial = true),
    FIELD(asked, OBJECTS, https_probes, .fields = probe_fields,
          .size = sizeof(tunnel_tnd_https_probe)),
    FIELD(asked, CHOICE, vpn, .choices = tunnel_vpn_state_texts, .required = true),
    FIELD(asked, CHOICE, session_origin, .choices = tunnel_network_texts,
          .initial = TUNNEL_NETWORK_UNTRUSTED),
    FIELD(asked, BOOLEAN, gui_running, .initial = true),
    FIELD(asked, BOOLEAN, user_disconnected),
    FIELD(asked, BOOLEAN, sbl_window),
    FIELD(asked, TEXT, host),
    FACT_TUNNEL(asked),
    FIELD_END,
};

static const tunnel_field target_fields[] = {
    FIELD(tunnel_tnd_target, TEXT, interface),
    FIELD(tunnel_tnd_target, TEXT, server),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, network, .choices = tunnel_network_texts),
    FIELD(answer, CHOICE, network_reason, .choices = trust_reasons),
    FIELD(answer, TEXT, trusted_interface),
    FIELD(answer, OBJECT, probe_next, .fields = target_fields),
    FIELD(answer, CHOICE, probe_through, .choices = throughs),
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, BOOLEAN, close_sbl_window),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- probes
 * -------------------------------------------------------------------------------------------- */

/* A probe with its server's host and port read, to be found by interface and server. */
typedef struct {
    const tunnel_tnd_https_probe *probe;
    tunnel_host server;
} read_probe;

static int compare_target(const read_probe *a, tunnel_text_t interface, const char *host,
                          uint32_t port)
{
    int order = tunnel_text_compare(a->probe->interface, interface);
    if (!order)
        order = strcmp(a->server.host, host);
    return order ? order : (a->server.port > port) - (a->server.port < port);
}

static int by_target(const void *left, const void *right)
{
    const read_probe *a = left, *b = right;
    int order = compare_target(a, b->probe->interface, b->server.host, b->server.port);
    return order ? order : (a->probe > b->probe) - (a->probe < b->probe);
}

/* ---- one question
 * ---------------------------------------------------------------------------------------- */

typedef struct {
    const asked *f;
    answer *result;
    tunnel_view view;
    read_probe *probes; /* sorted */
    size_t probe_count;
    bool has_suffixes, has_servers, has_https; /* which kinds of rules there are */
    bool is_linux;
} question;

static bool read_probes(question *q, tunnel_buffer *buffer)
{
    q->probe_count = q->f->https_probes.count;
    if (!q->has_https || !q->probe_count)
        return true;
    q->probes = tunnel_take(buffer, q->probe_count * sizeof *q->probes);
    for (size_t i = 0; q->probes && i < q->probe_count; i++) {
        q->probes[i].probe = &q->f->https_probes.items[i];
        tunnel_host_parse(q->probes[i].probe->server, &q->probes[i].server);
    }
    if (q->probes)
        tunnel_sort(q->probes, q->probe_count, sizeof *q->probes, by_target);
    return q->probes;
}

/* The first probe of a server on an interface; NULL: it was not probed. */
static const tunnel_tnd_https_probe *find_probe(const question *q, tunnel_text_t interface,
                                                const char *host, uint32_t port)
{
    size_t low = 0, high = q->probes ? q->probe_count : 0, end = high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_target(&q->probes[middle], interface, host, port) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < end && compare_target(&q->probes[low], interface, host, port) == 0;
    return found ? q->probes[low].probe : NULL;
}

/* ---- trust
 * ------------------------------------------------------------------------------------------------
 */

static bool suffixes_match(const question *q, const tunnel_texts *suffixes)
{
    const tunnel_view_record *record = q->view.record;
    for (size_t i = 0; i < suffixes->count; i++)
        if (!tunnel_names_find(q->view.policy, record->first_domain, record->domain_count,
                               tunnel_text_trim(suffixes->items[i])))
            return false;
    return suffixes->count;
}

static bool is_resolver(const question *q, tunnel_text_t text)
{
    uint8_t bytes[16];
    uint32_t words[4], family = tunnel_ip_parse(tunnel_text_trim(text), bytes);
    const tunnel_view_record *record = q->view.record;
    const tunnel_resolver *list =
        TUNNEL_AT(q->view.policy, tunnel_resolver, RESOLVERS, record->first_resolver);
    memcpy(words, bytes, sizeof words);
    for (uint32_t i = 0; i < record->resolver_count; i++) {
        uint32_t differs = list[i].family ^ family;
        for (int k = 0; k < 4; k++)
            differs |= (words[k] ^ list[i].value[k]) & list[i].mask[k];
        if (!differs)
            return true;
    }
    return false;
}

static bool servers_match(const question *q, const tunnel_texts *servers)
{
    for (size_t i = 0; i < servers->count; i++)
        if (!is_resolver(q, servers->items[i]))
            return false;
    return servers->count;
}

static bool proves(const question *q, const tunnel_tnd_https_probe *probe,
                   const tunnel_server *server)
{
    return probe->reachable && probe->certificate_trusted &&
           tunnel_hash_is(probe->certificate_hash, tunnel_bytes(q->view.policy, server->first_byte),
                          server->byte_count);
}

/* The servers in order: the one that proves the network, or that was not probed yet, ends it. */
static tunnel_tnd_trust_reason ask_servers(question *q, const tunnel_tnd_interface *interface)
{
    const tunnel_policy *policy = q->view.policy;
    const tunnel_view_record *record = q->view.record;
    for (uint32_t i = 0; i < record->server_count; i++) {
        const tunnel_server *server =
            TUNNEL_AT(policy, tunnel_server, SERVERS, record->first_server + i);
        const char *host = tunnel_text(policy, server->host);
        const tunnel_tnd_https_probe *probe = find_probe(q, interface->name, host, server->port);
        if (probe && proves(q, probe, server))
            return TUNNEL_TND_RULES_MATCH;
        if (probe || !*host)
            continue;
        if (!q->result->probe_next.given) {
            uint8_t bytes[16];
            bool name = !tunnel_ip_parse(tunnel_text_of(host), bytes);
            bool through = q->f->vpn == TUNNEL_VPN_CONNECTED && name;
            q->result->probe_next.given = true;
            q->result->probe_next.interface = interface->name;
            q->result->probe_next.server = tunnel_slice(policy, server->text);
            q->result->probe_through = through ? TUNNEL_TND_TUNNEL : TUNNEL_TND_INTERFACE;
        }
        return TUNNEL_TND_HTTPS_NOT_PROBED;
    }
    return TUNNEL_TND_HTTPS_MISMATCH;
}

static tunnel_tnd_trust_reason judge(question *q, const tunnel_tnd_interface *interface)
{
    if (q->is_linux && !interface->managed)
        return TUNNEL_TND_UNMANAGED_INTERFACE;
    if (q->has_suffixes && !suffixes_match(q, &interface->dns_suffixes))
        return TUNNEL_TND_SUFFIX_MISMATCH;
    if (q->has_servers && !servers_match(q, &interface->dns_servers))
        return TUNNEL_TND_SERVER_MISMATCH;
    return q->has_https ? ask_servers(q, interface) : TUNNEL_TND_RULES_MATCH;
}

/* The first interface that every rule matches on; else the reason of the one that came furthest. */
static void find_trust(question *q)
{
    answer *result = q->result;
    result->network = TUNNEL_NETWORK_UNTRUSTED;
    result->network_reason = TUNNEL_TND_NO_INTERFACE;
    for (size_t i = 0; i < q->f->interfaces.count; i++) {
        const tunnel_tnd_interface *interface = &q->f->interfaces.items[i];
        if (!interface->up)
            continue;
        if (!q->has_suffixes && !q->has_servers) {
            result->network_reason = TUNNEL_TND_NO_RULE;
            return;
        }
        tunnel_tnd_trust_reason reason = judge(q, interface);
        if (reason == TUNNEL_TND_RULES_MATCH) {
            result->network = TUNNEL_NETWORK_TRUSTED;
            result->network_reason = reason;
            result->trusted_interface = interface->name;
            result->probe_next.given = false;
            result->probe_through = TUNNEL_TND_NO_PROBE;
            return;
        }
        if (result->network_reason == TUNNEL_TND_NO_INTERFACE || reason > result->network_reason)
            result->network_reason = reason;
    }
}

/* Notes the rules in their order. HTTPS servers are ignored when neither list is set. */
static void find_rules(question *q)
{
    q->has_suffixes = tunnel_is_written(&q->view, VPN_TRUSTED_DNS_DOMAINS);
    q->has_servers = tunnel_is_written(&q->view, VPN_TRUSTED_DNS_SERVERS);
    q->has_https = (q->has_suffixes || q->has_servers) &&
                   tunnel_is_written(&q->view, VPN_TRUSTED_HTTPS_SERVER_LIST);
}

/* ---- the action
 * ------------------------------------------------------------------------------------------- */

static void decide(question *q, uint32_t row, tunnel_tnd_action action, tunnel_tnd_reason reason)
{
    tunnel_row(q->view.why, row);
    q->result->action = action;
    q->result->reason = reason;
}

static bool trusts_with(const question *q, uint32_t policy)
{
    return tunnel_choice(&q->view, VPN_TRUSTED_NETWORK_POLICY) == policy;
}

static bool starts_nothing_outside(const question *q)
{
    return tunnel_choice(&q->view, VPN_UNTRUSTED_NETWORK_POLICY) ==
           VPN_UNTRUSTED_NETWORK_POLICY__DO_NOTHING;
}

/* Asks for both, so that both are explained. */
static bool does_nothing(const question *q)
{
    bool inside = trusts_with(q, VPN_TRUSTED_NETWORK_POLICY__DO_NOTHING);
    bool outside = starts_nothing_outside(q);
    return inside && outside;
}

/* Rows 1 to 4: nothing is evaluated. */
static bool is_off(question *q)
{
    if (tunnel_policy_platform(q->view.policy) & TUNNEL_MOBILE)
        decide(q, 1, TUNNEL_TND_NONE, TUNNEL_TND_PLATFORM_UNSUPPORTED);
    else if (!tunnel_on(&q->view, VPN_AUTOMATIC_VPN_POLICY))
        decide(q, 2, TUNNEL_TND_NONE, TUNNEL_TND_POLICY_OFF);
    else if (does_nothing(q))
        decide(q, 3, TUNNEL_TND_NONE, TUNNEL_TND_BOTH_DO_NOTHING);
    else if (q->is_linux && !q->f->network_manager)
        decide(q, 4, TUNNEL_TND_NONE, TUNNEL_TND_NETWORK_MANAGER_MISSING);
    else
        return false;
    return true;
}

/* Rows 7 to 10; false: none of them. */
static bool act_inside(question *q)
{
    bool connected = q->f->vpn == TUNNEL_VPN_CONNECTED;
    bool disconnected = q->f->vpn == TUNNEL_VPN_DISCONNECTED;
    if (connected && q->f->session_origin == TUNNEL_NETWORK_TRUSTED)
        decide(q, 7, TUNNEL_TND_NONE, TUNNEL_TND_SESSION_STARTED_INSIDE);
    else if (trusts_with(q, VPN_TRUSTED_NETWORK_POLICY__DISCONNECT) && !disconnected)
        decide(q, 8, TUNNEL_TND_DISCONNECT, TUNNEL_TND_MOVED_TO_TRUSTED);
    else if (trusts_with(q, VPN_TRUSTED_NETWORK_POLICY__DISCONNECT))
        decide(q, 8, TUNNEL_TND_NONE, TUNNEL_TND_TRUSTED_STAY_DOWN);
    else if (trusts_with(q, VPN_TRUSTED_NETWORK_POLICY__PAUSE) && connected)
        decide(q, 9, TUNNEL_TND_PAUSE, TUNNEL_TND_TRUSTED_PAUSE);
    else if (trusts_with(q, VPN_TRUSTED_NETWORK_POLICY__PAUSE))
        decide(q, 9, TUNNEL_TND_NONE, TUNNEL_TND_TRUSTED_STAY_DOWN);
    else if (trusts_with(q, VPN_TRUSTED_NETWORK_POLICY__DO_NOTHING))
        decide(q, 10, TUNNEL_TND_NONE, TUNNEL_TND_TRUSTED_DO_NOTHING);
    else
        return false;
    return true;
}

/* Rows 5 to 16. */
static void act(question *q)
{
    const asked *f = q->f;
    bool trusted = q->result->network == TUNNEL_NETWORK_TRUSTED;
    if (q->result->network_reason == TUNNEL_TND_NO_INTERFACE)
        decide(q, 5, TUNNEL_TND_NONE, TUNNEL_TND_NO_NETWORK);
    else if (f->vpn == TUNNEL_VPN_CONNECTING || f->vpn == TUNNEL_VPN_RECONNECTING)
        decide(q, 6, TUNNEL_TND_NONE, TUNNEL_TND_ATTEMPT_IN_PROGRESS);
    else if (trusted && act_inside(q))
        return;
    else if (f->vpn == TUNNEL_VPN_PAUSED)
        decide(q, 11, TUNNEL_TND_RESUME, TUNNEL_TND_SESSION_RESUME);
    else if (f->vpn == TUNNEL_VPN_CONNECTED)
        decide(q, 12, TUNNEL_TND_NONE, TUNNEL_TND_ALREADY_CONNECTED);
    else if (!trusted && starts_nothing_outside(q))
        decide(q, 13, TUNNEL_TND_NONE, TUNNEL_TND_UNTRUSTED_DO_NOTHING);
    else if (f->user_disconnected)
        decide(q, 14, TUNNEL_TND_NONE, TUNNEL_TND_USER_DISCONNECTED);
    else if (!f->gui_running)
        decide(q, 15, TUNNEL_TND_NONE, TUNNEL_TND_GUI_NOT_RUNNING);
    else
        decide(q, 16, TUNNEL_TND_CONNECT,
               trusted ? TUNNEL_TND_TRUSTED_CONNECT : TUNNEL_TND_UNTRUSTED_CONNECT);
}

tunnel_status tunnel_decide_tnd(const tunnel_policy *policy, const asked *f, answer *result,
                                tunnel_buffer *buffer, tunnel_explanation *why)
{
    question q = {.f = f,
                  .result = result,
                  .view = tunnel_view_of(policy, f->tunnel, f->host, (tunnel_preferences){0}, why),
                  .is_linux = tunnel_policy_platform(policy) == TUNNEL_LINUX};
    *result = (answer){.network = TUNNEL_NETWORK_UNKNOWN,
                       .network_reason = TUNNEL_TND_NOT_EVALUATED,
                       .probe_through = TUNNEL_TND_NO_PROBE};
    if (is_off(&q))
        return TUNNEL_OK;
    find_rules(&q);
    if (!read_probes(&q, buffer))
        return TUNNEL_BUFFER_TOO_SMALL;
    find_trust(&q);
    act(&q);
    result->close_sbl_window = f->sbl_window && tunnel_policy_platform(policy) == TUNNEL_WINDOWS &&
                               result->network == TUNNEL_NETWORK_TRUSTED;
    return TUNNEL_OK;
}

TUNNEL_ENGINE(tnd, "tnd");
