/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* nvm-trust: whether the Network Visibility Module trusts the network. */
#include <string.h>

#include "libtunnel/facts.h"
#include "libtunnel/hash.h"
#include "libtunnel/sort.h"
#include "libtunnel/view.h"

typedef tunnel_nvm_trust_facts asked;
typedef tunnel_nvm_trust_result answer;

enum { PASSES = 2, SECOND_PASS_WAIT = 10 };

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const states[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_TRUST_STATES);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_TRUST_REASONS);

static const tunnel_field probe_fields[] = {
    FIELD(tunnel_nvm_probe, TEXT, url, .required = true),
    FIELD(tunnel_nvm_probe, INTEGER, pass, .required = true, .low = 1, .high = PASSES),
    FIELD(tunnel_nvm_probe, BOOLEAN, reachable, .required = true),
    FIELD(tunnel_nvm_probe, TEXT, sha256, .allows = tunnel_is_hex),
    FIELD(tunnel_nvm_probe, BOOLEAN, via_proxy),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, OBJECTS, results, .fields = probe_fields, .size = sizeof(tunnel_nvm_probe)),
    FIELD(asked, BOOLEAN, vpn_connected),
    FIELD(asked, BOOLEAN, standalone),
    FIELD(asked, BOOLEAN, vpn_trusted_network),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, state, .choices = states),
    FIELD(answer, TEXT, server),
    FIELD(answer, TEXT, next_url),
    FIELD(answer, INTEGER, next_pass),
    FIELD(answer, INTEGER, wait_s),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- results of probes
 * ------------------------------------------------------------------------------ */

/* A result with its server's host and port read, to be found by server and pass. */
typedef struct {
    const tunnel_nvm_probe *probe;
    tunnel_host server;
} read_probe;

typedef struct {
    const tunnel_policy *policy;
    const tunnel_view_record *record;
    tunnel_explanation *why;
    answer *result;
    read_probe *probes;
    size_t probe_count;
} question;

static int compare_target(const read_probe *a, const char *host, uint32_t port, int64_t pass)
{
    int order = strcmp(a->server.host, host);
    if (!order)
        order = (a->server.port > port) - (a->server.port < port);
    return order ? order : (a->probe->pass > pass) - (a->probe->pass < pass);
}

static int by_target(const void *left, const void *right)
{
    const read_probe *a = left, *b = right;
    int order = compare_target(a, b->server.host, b->server.port, b->probe->pass);
    return order ? order : (a->probe > b->probe) - (a->probe < b->probe);
}

/* False: the buffer is too small. A URL of another scheme, or that is none, is no server's. */
static bool read_probes(question *q, const asked *f, tunnel_buffer *buffer)
{
    if (f->results.count)
        q->probes = tunnel_take(buffer, f->results.count * sizeof *q->probes);
    for (size_t i = 0; q->probes && i < f->results.count; i++) {
        read_probe *read = &q->probes[q->probe_count];
        read->probe = &f->results.items[i];
        q->probe_count += tunnel_https_parse(read->probe->url, &read->server);
    }
    if (q->probes)
        tunnel_sort(q->probes, q->probe_count, sizeof *q->probes, by_target);
    return q->probes || !f->results.count;
}

static const tunnel_nvm_probe *find_probe(const question *q, const tunnel_server *server,
                                          int64_t pass)
{
    const char *host = tunnel_text(q->policy, server->host);
    size_t low = 0, high = q->probe_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_target(&q->probes[middle], host, server->port, pass) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found =
        low < q->probe_count && compare_target(&q->probes[low], host, server->port, pass) == 0;
    return found ? q->probes[low].probe : NULL;
}

/* Servers behind a proxy prove nothing (003:L14691). */
static bool proves(const question *q, const tunnel_nvm_probe *probe, const tunnel_server *server)
{
    return probe->reachable && !probe->via_proxy && probe->sha256.ptr &&
           tunnel_hash_is(probe->sha256, tunnel_bytes(q->policy, server->first_byte),
                          server->byte_count);
}

/* ---- rows
 * ------------------------------------------------------------------------------------------- */

static void decide(const question *q, uint32_t row, tunnel_nvm_trust_state state,
                   tunnel_nvm_trust_reason reason)
{
    tunnel_row(q->why, row);
    q->result->state = state;
    q->result->reason = reason;
}

static tunnel_text_t note_server(const question *q, const tunnel_server *server)
{
    tunnel_text_t url = tunnel_slice(q->policy, server->text);
    tunnel_note(q->policy, q->why, NVM_TRUSTED_SERVER, url, server->position);
    return url;
}

/* One pass over the servers in their order; true: one proves the network, or is to be probed. A URL
 * that cannot be read cannot be probed. */
static bool run_pass(question *q, int64_t pass)
{
    bool first = true;
    for (uint32_t i = 0; i < q->record->server_count; i++) {
        const tunnel_server *server =
            TUNNEL_AT(q->policy, tunnel_server, SERVERS, q->record->first_server + i);
        const tunnel_nvm_probe *probe = find_probe(q, server, pass);
        if (!*tunnel_text(q->policy, server->host))
            continue;
        if (probe && proves(q, probe, server)) {
            decide(q, (uint32_t)pass + 2, TUNNEL_NVM_TRUST_TRUSTED,
                   TUNNEL_NVM_TRUST_SERVER_MATCHED);
            q->result->server = note_server(q, server);
            return true;
        }
        if (!probe) {
            decide(q, (uint32_t)pass + 2, TUNNEL_NVM_TRUST_PENDING,
                   pass == PASSES ? TUNNEL_NVM_TRUST_FINAL_ATTEMPT : TUNNEL_NVM_TRUST_PROBING);
            q->result->next_url = note_server(q, server);
            q->result->next_pass = pass;
            q->result->wait_s = pass == PASSES && first ? SECOND_PASS_WAIT : 0;
            return true;
        }
        first = false;
    }
    return false;
}

/* Row 2: without servers of its own, the module follows that of the VPN, if there is one. */
static void follow_vpn_module(const question *q, const asked *f)
{
    if (f->standalone)
        decide(q, 2, TUNNEL_NVM_TRUST_UNTRUSTED, TUNNEL_NVM_TRUST_STANDALONE_WITHOUT_SERVERS);
    else if (f->vpn_trusted_network)
        decide(q, 2, TUNNEL_NVM_TRUST_TRUSTED, TUNNEL_NVM_TRUST_VPN_MODULE_TRUSTED);
    else
        decide(q, 2, TUNNEL_NVM_TRUST_UNTRUSTED, TUNNEL_NVM_TRUST_VPN_MODULE_UNTRUSTED);
}

tunnel_status tunnel_decide_nvm_trust(const tunnel_policy *policy, const asked *f, answer *result,
                                      tunnel_buffer *buffer, tunnel_explanation *why)
{
    tunnel_view view = tunnel_view_of_nvm(policy, why);
    question q = {.policy = policy, .record = view.record, .why = why, .result = result};
    *result = (answer){.next_pass = TUNNEL_NO_NUMBER, .wait_s = TUNNEL_NO_NUMBER};
    if (tunnel_policy_platform(policy) == TUNNEL_IOS) {
        decide(&q, 0, TUNNEL_NVM_TRUST_UNTRUSTED, TUNNEL_NVM_TRUST_PLATFORM_UNSUPPORTED);
        return TUNNEL_OK;
    }
    if (f->vpn_connected) {
        decide(&q, 1, TUNNEL_NVM_TRUST_TRUSTED, TUNNEL_NVM_TRUST_VPN_CONNECTED);
        return TUNNEL_OK;
    }
    tunnel_on(&view, NVM_TRUSTED_NETWORK_DETECTION);
    if (!view.record->server_count) {
        follow_vpn_module(&q, f);
        return TUNNEL_OK;
    }
    if (!read_probes(&q, f, buffer))
        return TUNNEL_BUFFER_TOO_SMALL;
    for (int64_t pass = 1; pass <= PASSES; pass++)
        if (run_pass(&q, pass))
            return TUNNEL_OK;
    decide(&q, 5, TUNNEL_NVM_TRUST_UNTRUSTED, TUNNEL_NVM_TRUST_NO_SERVER_MATCHED);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(nvm_trust, "nvm-trust");
