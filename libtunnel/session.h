/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a headend pushed, prepared for questions about packets. */
#ifndef TUNNEL_SESSION_H
#define TUNNEL_SESSION_H

#include "libtunnel/domain_table.h"
#include "libtunnel/network_table.h"

/* A name that was resolved; sorted as tunnel_domain_compare does. */
typedef struct {
    tunnel_text_t name;
    uint32_t place;
    bool hits_gateway; /* one of its addresses is the gateway's */
    bool hits_include; /* one of its addresses lies in a network that is to be tunneled */
} tunnel_session_answer;

/* An address and the last answer that has it; sorted by family and number. */
typedef struct {
    uint8_t family;
    tunnel_ip_number address;
    uint32_t place; /* of the answer in the facts */
} tunnel_session_address;

/* One family of addresses. */
typedef struct {
    tunnel_split_mode mode;       /* in force */
    tunnel_split_dynamic dynamic; /* where the platform has it */
    bool has_wildcard;            /* the networks hold the one for the local LAN */
    tunnel_network_table networks, local, gateways;
} tunnel_session_family;

struct tunnel_session {
    tunnel_session_facts facts;
    tunnel_session_family families[2]; /* IPv4, IPv6 */
    bool firewall_unsupported;
    bool any_source, no_dhcp_route; /* attributes that are "true" */
    uint8_t dhcp_family;            /* 0: no server */
    tunnel_ip_number dhcp_server;
    tunnel_domain_table exclude, include;
    tunnel_session_answer *answers;
    size_t answer_count;
    tunnel_session_address *addresses;
    size_t address_count;
};

static inline const tunnel_session_family *tunnel_family_of(const tunnel_session *session,
                                                            uint8_t family)
{
    return &session->families[family == 6];
}

/* The answer a packet's destination came from; NULL: none that is known. */
const tunnel_session_answer *tunnel_session_answer_of(const tunnel_session *session,
                                                      const tunnel_packet *packet);

#endif
