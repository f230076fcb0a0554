/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

static tunnel_text_t text_of(const char *text)
{
    return (tunnel_text_t){text, strlen(text)};
}

static void check(tunnel_status status)
{
    if (status == TUNNEL_OK)
        return;
    fprintf(stderr, "bench: %s\n", tunnel_status_text(status));
    exit(1);
}

/* ---- texts ------------------------------------------------------------------------------------
 */

/* Some forms in turn, with numbers. */
typedef struct {
    const char *before, *behind;
} form;

static void fill(bench_text text, form with, size_t number)
{
    snprintf(text, sizeof(bench_text), "%s%zu%s", with.before, number, with.behind);
}

void bench_name(bench_text text, size_t which)
{
    static const form forms[] = {{"app", ".cloud.example"},
                                 {"backup", ".example.com"},
                                 {"nowhere", ".example.net"},
                                 {"VPN", ".example.com"}};
    fill(text, forms[which % 4], which * 6 % 500);
}

void bench_suffix(bench_text text, size_t which)
{
    static const form forms[] = {{"floor.site", ".corp.example"}, {"cafe", ".example"}};
    fill(text, forms[which % 2], which % 25);
}

void bench_host(bench_text text, size_t which)
{
    static const form forms[] = {
        {"Site ", ""}, {"backup", ".example.com"}, {"nowhere", ".example"}};
    fill(text, forms[which % 3], which * 15 % 1000);
}

int bench_port(size_t which)
{
    return 20000 + (int)(which % 2 ? which % 25 : which + 1000);
}

/* ---- engines ----------------------------------------------------------------------------------
 */

static struct {
    bench_text suffix, host;
    tunnel_text_t suffixes[1], resolvers[2];
    tunnel_tnd_interface interfaces[1];
    tunnel_tnd_facts facts;
} tnd[BENCH_QUESTIONS];

static void prepare_tnd(size_t which)
{
    bench_suffix(tnd[which].suffix, which);
    bench_host(tnd[which].host, which);
    tnd[which].suffixes[0] = text_of(tnd[which].suffix);
    tnd[which].resolvers[0] = text_of("192.0.2.7");
    tnd[which].resolvers[1] = text_of("192.0.2.25");
    tnd[which].interfaces[0] = (tunnel_tnd_interface){.name = text_of("eth0"),
                                                      .up = true,
                                                      .managed = true,
                                                      .dns_suffixes = {tnd[which].suffixes, 1},
                                                      .dns_servers = {tnd[which].resolvers, 2}};
    tnd[which].facts = (tunnel_tnd_facts){.interfaces = {tnd[which].interfaces, 1},
                                          .network_manager = true,
                                          .vpn = TUNNEL_VPN_DISCONNECTED,
                                          .gui_running = true,
                                          .host = text_of(tnd[which].host)};
}

static unsigned ask_tnd(const bench_open *open, size_t which)
{
    tunnel_tnd_result result;
    tunnel_buffer none = {0};
    check(tunnel_decide_tnd(open->policy, &tnd[which].facts, &result, &none, NULL));
    return result.network_reason != TUNNEL_TND_SUFFIX_MISMATCH;
}

static struct {
    bench_text name, host;
    tunnel_allowed_host_facts facts;
} allowed_host[BENCH_QUESTIONS];

static void prepare_allowed_host(size_t which)
{
    bench_name(allowed_host[which].name, which);
    bench_host(allowed_host[which].host, which);
    allowed_host[which].facts = (tunnel_allowed_host_facts){
        .destination = {.given = true, .name = text_of(allowed_host[which].name)},
        .host = text_of(allowed_host[which].host),
    };
}

static unsigned ask_allowed_host(const bench_open *open, size_t which)
{
    tunnel_allowed_host_result result;
    tunnel_buffer none = {0};
    check(
        tunnel_decide_allowed_host(open->policy, &allowed_host[which].facts, &result, &none, NULL));
    return result.allowed;
}

static tunnel_packet packets[BENCH_QUESTIONS];

/* Every other one goes to an address of one of the networks. */
static void prepare_split(size_t which)
{
    size_t network = which * 39 % 2500;
    packets[which] = (tunnel_packet){
        .family = 4,
        .address = {which % 2 ? 10 : 11, (uint8_t)(network / 250), (uint8_t)(network % 250), 77},
        .source = TUNNEL_SOURCE_CLIENT,
        .service = TUNNEL_SERVICE_OTHER,
    };
}

static unsigned ask_split(const bench_open *open, size_t which)
{
    tunnel_split_result result;
    tunnel_split_packet(open->policy, open->session, &packets[which], &result, NULL);
    return result.route == TUNNEL_ROUTE_TUNNEL;
}

static tunnel_nvm_flow_filter_facts flows[BENCH_QUESTIONS];

static void prepare_flow(size_t which)
{
    tunnel_nvm_flow_filter_facts *facts = &flows[which];
    facts->network_class = TUNNEL_NVM_VPN;
    tunnel_flow_clear(&facts->flow);
    facts->flow.given = true;
    facts->flow.SourceTransportPort = bench_port(which);
    facts->flow.DestinationTransportPort = BENCH_HTTPS;
    facts->flow.DestinationIPv4Address = text_of(BENCH_ADDRESS);
    facts->flow.ProcessName = text_of(BENCH_PROCESS);
}

static unsigned ask_flow(const bench_open *open, size_t which)
{
    tunnel_nvm_flow_filter_result result;
    tunnel_buffer none = {0};
    check(tunnel_decide_nvm_flow_filter(open->policy, &flows[which], &result, &none, NULL));
    return result.action == TUNNEL_FLOW_IGNORE;
}

const tunnel_session *bench_session(void)
{
    enum { NETWORKS = 2500 };
    static char room[NETWORKS][20];
    static tunnel_text_t networks[NETWORKS];
    static uint64_t memory[1 << 17];
    for (size_t i = 0; i < NETWORKS; i++) {
        snprintf(room[i], sizeof room[i], "10.%zu.%zu.0/24", i / 250, i % 250);
        networks[i] = text_of(room[i]);
    }
    const tunnel_session_facts facts = {
        .assigned = {.given = true, .ipv4 = true},
        .mode = {.given = true, .ipv4 = TUNNEL_SPLIT_INCLUDE, .ipv6 = TUNNEL_SPLIT_TUNNEL_ALL},
        .networks = {.given = true, .ipv4 = {networks, NETWORKS}},
    };
    tunnel_buffer buffer = {.memory = memory, .size = sizeof memory};
    const tunnel_session *session;
    check(tunnel_session_prepare(&facts, &buffer, &session));
    return session;
}

const bench_row bench_rows[] = {
    {"tnd", prepare_tnd, ask_tnd, bench_walk_tnd, "vpn.xml"},
    {"allowed-host", prepare_allowed_host, ask_allowed_host, bench_walk_allowed_host, "vpn.xml"},
    {"nvm-flow-filter", prepare_flow, ask_flow, bench_walk_flow, "NVM_ServiceProfile.xml"},
    {"split", prepare_split, ask_split, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
