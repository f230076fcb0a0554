/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* split: whether a packet goes through the tunnel, past it, or nowhere. Part of tunnel.h.
 *
 * What the headend pushed and what the endpoint resolved is prepared once, with
 * tunnel_session_prepare; then tunnel_split_packet is asked for each packet, in time that grows
 * with the logarithm of what was pushed. tunnel_decide_split does both, for a single one. */
#ifndef TUNNEL_SPLIT_H
#define TUNNEL_SPLIT_H

#define TUNNEL_SPLIT_MODES(X)                                                                      \
    X(TUNNEL_SPLIT_TUNNEL_ALL, "tunnel-all")                                                       \
    X(TUNNEL_SPLIT_INCLUDE, "split-include")                                                       \
    X(TUNNEL_SPLIT_EXCLUDE, "split-exclude")                                                       \
    X(TUNNEL_SPLIT_BYPASS, "bypass") /* this and the next: in results only */                      \
    X(TUNNEL_SPLIT_DROP, "drop")
typedef enum { TUNNEL_SPLIT_MODES(TUNNEL_CODE) } tunnel_split_mode;

#define TUNNEL_SPLIT_DYNAMICS(X)                                                                   \
    X(TUNNEL_DYNAMIC_OFF, "off")                                                                   \
    X(TUNNEL_DYNAMIC_EXCLUDE, "exclude")                                                           \
    X(TUNNEL_DYNAMIC_ENHANCED_EXCLUDE, "enhanced-exclude")                                         \
    X(TUNNEL_DYNAMIC_INCLUDE, "include")                                                           \
    X(TUNNEL_DYNAMIC_ENHANCED_INCLUDE, "enhanced-include")
typedef enum { TUNNEL_SPLIT_DYNAMICS(TUNNEL_CODE) } tunnel_split_dynamic;

#define TUNNEL_SPLIT_ROUTES(X)                                                                     \
    X(TUNNEL_ROUTE_TUNNEL, "tunnel")                                                               \
    X(TUNNEL_ROUTE_DIRECT, "direct")                                                               \
    X(TUNNEL_ROUTE_DROP, "drop")
typedef enum { TUNNEL_SPLIT_ROUTES(TUNNEL_CODE) } tunnel_split_route;

#define TUNNEL_SPLIT_REASONS(X)                                                                    \
    X(TUNNEL_SPLIT_SECURE_GATEWAY, "secure-gateway")                                               \
    X(TUNNEL_SPLIT_CLIENT_BYPASS, "client-bypass")                                                 \
    X(TUNNEL_SPLIT_NO_ADDRESS, "no-address")                                                       \
    X(TUNNEL_SPLIT_FOREIGN_SOURCE, "foreign-source")                                               \
    X(TUNNEL_SPLIT_DHCP_SERVER_ROUTE, "dhcp-server-route")                                         \
    X(TUNNEL_SPLIT_DHCP_SERVER_FILTER, "dhcp-server-filter")                                       \
    X(TUNNEL_SPLIT_FIREWALL_RULE_UNSUPPORTED, "firewall-rule-unsupported")                         \
    X(TUNNEL_SPLIT_DYNAMIC_EXCLUDE, "dynamic-exclude")                                             \
    X(TUNNEL_SPLIT_EXCLUDE_HITS_INCLUDE_ROUTE, "exclude-hits-include-route")                       \
    X(TUNNEL_SPLIT_ALL, "tunnel-all")                                                              \
    X(TUNNEL_SPLIT_IN_EXCLUDE, "in-exclude")                                                       \
    X(TUNNEL_SPLIT_LOCAL_LAN, "local-lan")                                                         \
    X(TUNNEL_SPLIT_NOT_IN_EXCLUDE, "not-in-exclude")                                               \
    X(TUNNEL_SPLIT_STATIC_INCLUDE_WINS, "static-include-wins")                                     \
    X(TUNNEL_SPLIT_IN_INCLUDE, "in-include")                                                       \
    X(TUNNEL_SPLIT_INCLUDE_HITS_PUBLIC_ROUTE, "include-hits-public-route")                         \
    X(TUNNEL_SPLIT_DYNAMIC_INCLUDE, "dynamic-include")                                             \
    X(TUNNEL_SPLIT_NOT_IN_INCLUDE, "not-in-include")
typedef enum { TUNNEL_SPLIT_REASONS(TUNNEL_CODE) } tunnel_split_reason;

#define TUNNEL_SPLIT_SOURCES(X) X(TUNNEL_SOURCE_CLIENT, "client") X(TUNNEL_SOURCE_OTHER, "other")
typedef enum { TUNNEL_SPLIT_SOURCES(TUNNEL_CODE) } tunnel_split_source;

#define TUNNEL_SPLIT_SERVICES(X) X(TUNNEL_SERVICE_DHCP, "dhcp") X(TUNNEL_SERVICE_OTHER, "other")
typedef enum { TUNNEL_SPLIT_SERVICES(TUNNEL_CODE) } tunnel_split_service;

/* ---- sessions ---------------------------------------------------------------------------- */

typedef struct {
    bool given;
    bool ipv4, ipv6;
} tunnel_split_assigned;

typedef struct {
    bool given;
    tunnel_split_mode ipv4, ipv6; /* the first three */
} tunnel_split_family_modes;

typedef struct {
    bool given;
    tunnel_texts ipv4, ipv6; /* "10.0.0.0/8"; 0.0.0.0/32 and ::/128 stand for the local LAN */
} tunnel_split_networks;

/* A custom attribute of the group policy. */
typedef struct {
    tunnel_text_t name, value;
} tunnel_split_attribute;

/* A DNS answer seen since the session is up. */
typedef struct {
    tunnel_text_t name;
    tunnel_texts addresses;
} tunnel_split_answer;

typedef struct {
    tunnel_split_assigned assigned; /* families the headend gave an address of */
    tunnel_split_family_modes mode;
    tunnel_split_networks networks;
    bool client_bypass;
    tunnel_text_t dynamic_exclude, dynamic_include; /* comma lists */
    tunnel_texts firewall_protocols;                /* of the client firewall rules */
    struct {
        const tunnel_split_attribute *items;
        size_t count;
    } attributes;
    tunnel_texts gateways; /* addresses of the secure gateway */
    tunnel_text_t dhcp_server;
    tunnel_texts local_networks; /* on the physical links */
    tunnel_text_t host;
    tunnel_preferences preferences;
    struct {
        const tunnel_split_answer *items; /* of one name, or address, the last holds */
        size_t count;
    } resolved;
} tunnel_session_facts;

typedef struct tunnel_session tunnel_session;

/* Prepares a session in the buffer, in one piece: once too small, buffer->needed is enough. It
 * points to the lists and texts of the facts, so these, and the buffer, must stay as they are as
 * long as it is asked; any number of threads may ask it. Texts that are no network or address are
 * passed over. TUNNEL_OK or TUNNEL_BUFFER_TOO_SMALL. */
TUNNEL_API tunnel_status tunnel_session_prepare(const tunnel_session_facts *facts,
                                                tunnel_buffer *buffer,
                                                const tunnel_session **session);

/* ---- packets ----------------------------------------------------------------------------- */

typedef struct {
    uint8_t family;      /* 4, 6 */
    uint8_t address[16]; /* where it goes, in the order of the network; IPv4 in the first four */
    tunnel_text_t name;  /* it was resolved from; ptr NULL: as the session's answers say, if any */
    tunnel_split_source source; /* other: a virtual machine or container */
    tunnel_split_service service;
} tunnel_packet;

typedef struct {
    tunnel_split_route route;
    tunnel_split_mode mode; /* in force for the address's family, as the next one */
    tunnel_split_dynamic dynamic;
    tunnel_text_t matched; /* network or domain that decided, as pushed; ptr NULL: none */
    tunnel_split_reason reason;
} tunnel_split_result;

/* Where one packet goes; it cannot fail. why: as everywhere. */
TUNNEL_API void tunnel_split_packet(const tunnel_policy *policy, const tunnel_session *session,
                                    const tunnel_packet *packet, tunnel_split_result *result,
                                    tunnel_explanation *why);

typedef struct {
    bool given;
    tunnel_text_t address;
    tunnel_text_t name;  /* it was resolved from */
    tunnel_texts answer; /* all addresses of that answer; items NULL: that one */
} tunnel_split_destination;

typedef struct {
    tunnel_session_facts session; /* resolved: from the destination */
    tunnel_split_destination destination;
    tunnel_split_source source;
    tunnel_split_service service;
} tunnel_split_facts;

TUNNEL_API tunnel_status tunnel_decide_split(const tunnel_policy *policy,
                                             const tunnel_split_facts *facts,
                                             tunnel_split_result *result, tunnel_buffer *buffer,
                                             tunnel_explanation *why);

#endif
