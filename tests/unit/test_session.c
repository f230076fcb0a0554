/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions prepared for many packets: what a table finds is what a look at every network finds. */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "../lib/policies.h"
#include "libtunnel/tunnel.h"

static const policy_document documents[] = {
    {"a.xml", "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\"><ServerList>"
              "<HostEntry><HostName>Paris</HostName><HostAddress>vpn.example.com</HostAddress>"
              "</HostEntry></ServerList></AnyConnectProfile>"},
    {NULL, NULL},
};

static tunnel_policy *policy;
static void *image;

static int open_policy(void **state)
{
    (void)state;
    acp_compile_options options = {.platform = ACP_WINDOWS};
    char error[256];
    size_t size;
    image = policy_compile(documents, &options, false, &size, error, sizeof error);
    return !image || tunnel_policy_seal(image, size, NULL) != TUNNEL_OK ||
           tunnel_policy_open_memory(image, size, NULL, &policy, error, sizeof error) != TUNNEL_OK;
}

static int close_policy(void **state)
{
    (void)state;
    tunnel_policy_close(policy);
    free(image);
    return 0;
}

/* ---- helpers
 * ------------------------------------------------------------------------------------------- */

static tunnel_text_t text_of(const char *text)
{
    return (tunnel_text_t){text, strlen(text)};
}

static tunnel_packet packet_to(const char *address, const char *name)
{
    tunnel_packet packet = {.family = strchr(address, ':') ? 6 : 4,
                            .service = TUNNEL_SERVICE_OTHER};
    assert_int_equal(inet_pton(packet.family == 6 ? AF_INET6 : AF_INET, address, packet.address),
                     1);
    if (name)
        packet.name = text_of(name);
    return packet;
}

/* A session in memory of just its size; free() the buffer's. */
static const tunnel_session *prepare(const tunnel_session_facts *facts, tunnel_buffer *buffer)
{
    const tunnel_session *session = NULL;
    *buffer = (tunnel_buffer){0};
    assert_int_equal(tunnel_session_prepare(facts, buffer, &session), TUNNEL_BUFFER_TOO_SMALL);
    assert_null(session);
    buffer->size = buffer->needed;
    buffer->memory = malloc(buffer->size);
    assert_non_null(buffer->memory);
    assert_int_equal(tunnel_session_prepare(facts, buffer, &session), TUNNEL_OK);
    return session;
}

static tunnel_split_result ask(const tunnel_session *session, tunnel_packet packet)
{
    tunnel_split_result result;
    memset(&result, 0xFF, sizeof result);
    tunnel_split_packet(policy, session, &packet, &result, NULL);
    return result;
}

static void expect(const tunnel_session *session, tunnel_packet packet, tunnel_split_reason reason,
                   const char *matched)
{
    tunnel_split_result result = ask(session, packet);
    assert_int_equal(result.reason, reason);
    if (!matched)
        assert_null(result.matched.ptr);
    else
        assert_true(result.matched.len == strlen(matched) &&
                    memcmp(result.matched.ptr, matched, result.matched.len) == 0);
}

/* ---- networks
 * ------------------------------------------------------------------------------------------ */

enum { NETWORKS = 2500, PACKETS = 20000 };

typedef struct {
    uint32_t value;
    unsigned bits;
    char text[24];
} network;

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static bool holds(const network *n, uint32_t address)
{
    return !((n->value ^ address) >> (32 - n->bits));
}

/* The longest, the first of equal ones. */
static const network *look_at_all(const network *networks, uint32_t address)
{
    const network *found = NULL;
    for (size_t i = 0; i < NETWORKS; i++)
        if (holds(&networks[i], address) && (!found || networks[i].bits > found->bits))
            found = &networks[i];
    return found;
}

static void test_networks(void **state)
{
    static network networks[NETWORKS];
    static tunnel_text_t texts[NETWORKS];
    uint32_t seed = 7, found = 0;
    (void)state;
    for (size_t i = 0; i < NETWORKS; i++) {
        network *n = &networks[i];
        n->bits = 20 + next_random(&seed) % 13;
        n->value = 10u << 24 | (next_random(&seed) & 0xFFFF) << 4 | (next_random(&seed) & 15);
        snprintf(n->text, sizeof n->text, "%u.%u.%u.%u/%u", n->value >> 24, n->value >> 16 & 255,
                 n->value >> 8 & 255, n->value & 255, n->bits);
        texts[i] = text_of(n->text);
    }
    tunnel_session_facts facts = {.assigned = {true, true, true},
                                  .mode = {true, TUNNEL_SPLIT_INCLUDE, TUNNEL_SPLIT_TUNNEL_ALL},
                                  .networks = {true, {texts, NETWORKS}, {NULL, 0}}};
    tunnel_buffer buffer;
    const tunnel_session *session = prepare(&facts, &buffer);
    for (size_t i = 0; i < PACKETS; i++) {
        uint32_t address = 10u << 24 | (next_random(&seed) & 0xFFFFF);
        tunnel_packet packet = {.family = 4, .service = TUNNEL_SERVICE_OTHER};
        for (int k = 0; k < 4; k++)
            packet.address[k] = (uint8_t)(address >> (24 - 8 * k));
        const network *wanted = look_at_all(networks, address);
        found += wanted != NULL;
        expect(session, packet, wanted ? TUNNEL_SPLIT_IN_INCLUDE : TUNNEL_SPLIT_NOT_IN_INCLUDE,
               wanted ? wanted->text : NULL);
    }
    assert_true(found > PACKETS / 10 && found < PACKETS);
    free(buffer.memory);
}

/* ---- domains
 * ------------------------------------------------------------------------------------------- */

/* Names of a few short labels, so that many are below each other. */
static size_t make_name(char *out, uint32_t *seed)
{
    static const char *const labels[] = {"a", "b", "ab", "a-b", "xa", "B"};
    size_t length = 0, count = 1 + next_random(seed) % 4;
    for (size_t i = 0; i < count; i++)
        length +=
            (size_t)sprintf(out + length, "%s%s", i ? "." : "", labels[next_random(seed) % 6]);
    return length;
}

static bool is_below(const char *name, const char *domain)
{
    size_t more = strlen(name) - strlen(domain);
    return strlen(name) >= strlen(domain) && strcasecmp(name + more, domain) == 0 &&
           (!more || name[more - 1] == '.');
}

static void test_domains(void **state)
{
    enum { DOMAINS = 60, NAMES = 4000 };
    char domains[DOMAINS][32], list[DOMAINS * 34] = "", name[32];
    uint32_t seed = 11;
    (void)state;
    for (size_t i = 0; i < DOMAINS; i++) {
        make_name(domains[i], &seed);
        strcat(strcat(list, domains[i]), i % 3 ? ", " : ",");
    }
    tunnel_session_facts facts = {.assigned = {true, true, true}, .dynamic_exclude = text_of(list)};
    tunnel_buffer buffer;
    const tunnel_session *session = prepare(&facts, &buffer);
    for (size_t i = 0; i < NAMES; i++) {
        const char *longest = NULL;
        make_name(name, &seed);
        for (size_t k = 0; k < DOMAINS; k++)
            if (is_below(name, domains[k]) && (!longest || strlen(domains[k]) > strlen(longest)))
                longest = domains[k];
        expect(session, packet_to("192.0.2.1", name),
               longest ? TUNNEL_SPLIT_DYNAMIC_EXCLUDE : TUNNEL_SPLIT_ALL, longest);
    }
    free(buffer.memory);
}

/* ---- names resolved
 * ------------------------------------------------------------------------------------- */

static void test_resolved(void **state)
{
    (void)state;
    const tunnel_text_t first[] = {text_of("192.0.2.1"), text_of("192.0.2.2")};
    const tunnel_text_t second[] = {text_of("192.0.2.2"), text_of("198.51.100.1")};
    const tunnel_text_t third[] = {text_of("192.0.2.3"), text_of("no address")};
    const tunnel_text_t gateway = text_of("198.51.100.1");
    const tunnel_split_answer answers[] = {
        {text_of("one.example.com"), {first, 2}},
        {text_of("two.example.com"), {second, 2}},
        {text_of("other.example"), {third, 2}},
    };
    tunnel_session_facts facts = {.assigned = {true, true, false},
                                  .mode = {true, TUNNEL_SPLIT_INCLUDE, TUNNEL_SPLIT_TUNNEL_ALL},
                                  .dynamic_include = text_of("example.com"),
                                  .gateways = {&gateway, 1},
                                  .resolved = {answers, 3}};
    tunnel_buffer buffer;
    const tunnel_session *session = prepare(&facts, &buffer);
    expect(session, packet_to("192.0.2.1", NULL), TUNNEL_SPLIT_DYNAMIC_INCLUDE, "example.com");
    /* The last answer with that address holds, and it has the gateway's as well. */
    expect(session, packet_to("192.0.2.2", NULL), TUNNEL_SPLIT_INCLUDE_HITS_PUBLIC_ROUTE, NULL);
    expect(session, packet_to("192.0.2.2", "ONE.example.com."), TUNNEL_SPLIT_DYNAMIC_INCLUDE,
           "example.com");
    expect(session, packet_to("192.0.2.3", NULL), TUNNEL_SPLIT_NOT_IN_INCLUDE, NULL);
    expect(session, packet_to("192.0.2.4", NULL), TUNNEL_SPLIT_NOT_IN_INCLUDE, NULL);
    expect(session, packet_to("192.0.2.4", "three.example.com"), TUNNEL_SPLIT_DYNAMIC_INCLUDE,
           "example.com");
    expect(session, packet_to("198.51.100.1", NULL), TUNNEL_SPLIT_SECURE_GATEWAY, NULL);
    free(buffer.memory);
}

/* ---- what is none
 * --------------------------------------------------------------------------------------- */

static void test_passed_over(void **state)
{
    (void)state;
    const tunnel_text_t odd[] = {text_of(""),
                                 text_of("10.0.0.0/99"),
                                 text_of("2001:db8::/32"),
                                 text_of("10.0.0.0/8"),
                                 {NULL, 0}};
    tunnel_session_facts facts = {.assigned = {true, true, true},
                                  .mode = {true, TUNNEL_SPLIT_EXCLUDE, TUNNEL_SPLIT_EXCLUDE},
                                  .networks = {true, {odd, 5}, {odd, 5}},
                                  .gateways = {odd, 5},
                                  .local_networks = {odd, 5},
                                  .dhcp_server = odd[1]};
    tunnel_buffer buffer;
    const tunnel_session *session = prepare(&facts, &buffer);
    expect(session, packet_to("11.0.0.1", NULL), TUNNEL_SPLIT_NOT_IN_EXCLUDE, NULL);
    expect(session, packet_to("10.0.0.1", NULL), TUNNEL_SPLIT_SECURE_GATEWAY, NULL);
    facts.gateways.count = 0;
    free(buffer.memory);
    session = prepare(&facts, &buffer);
    expect(session, packet_to("10.0.0.1", NULL), TUNNEL_SPLIT_IN_EXCLUDE, "10.0.0.0/8");
    expect(session, packet_to("2001:db8::1", NULL), TUNNEL_SPLIT_IN_EXCLUDE, "2001:db8::/32");
    free(buffer.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_networks),
        cmocka_unit_test(test_domains),
        cmocka_unit_test(test_resolved),
        cmocka_unit_test(test_passed_over),
    };
    return cmocka_run_group_tests(tests, open_policy, close_policy);
}
