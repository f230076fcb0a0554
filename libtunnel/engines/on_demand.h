/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* on-demand: whether iOS connects because an application asks for a name. Part of tunnel.h. */
#ifndef TUNNEL_ON_DEMAND_H
#define TUNNEL_ON_DEMAND_H

#define TUNNEL_ON_DEMAND_LOOKUPS(X)                                                                \
    X(TUNNEL_ON_DEMAND_DNS_NOT_DONE, "not-done")                                                   \
    X(TUNNEL_ON_DEMAND_DNS_FAILED, "failed")                                                       \
    X(TUNNEL_ON_DEMAND_DNS_RESOLVED, "resolved")
typedef enum { TUNNEL_ON_DEMAND_LOOKUPS(TUNNEL_CODE) } tunnel_on_demand_dns;

#define TUNNEL_ON_DEMAND_LINKS(X)                                                                  \
    X(TUNNEL_ON_DEMAND_WIFI, "wifi")                                                               \
    X(TUNNEL_ON_DEMAND_CELLULAR, "cellular")                                                       \
    X(TUNNEL_ON_DEMAND_OTHER_LINK, "other")
typedef enum { TUNNEL_ON_DEMAND_LINKS(TUNNEL_CODE) } tunnel_on_demand_link;

#define TUNNEL_ON_DEMAND_ACTIONS(X)                                                                \
    X(TUNNEL_ON_DEMAND_CONNECT, "connect")                                                         \
    X(TUNNEL_ON_DEMAND_LOOKUP, "lookup")                                                           \
    X(TUNNEL_ON_DEMAND_NONE, "none")
typedef enum { TUNNEL_ON_DEMAND_ACTIONS(TUNNEL_CODE) } tunnel_on_demand_action;

#define TUNNEL_ON_DEMAND_LISTS(X)                                                                  \
    X(TUNNEL_ON_DEMAND_NEVER_LIST, "never")                                                        \
    X(TUNNEL_ON_DEMAND_ALWAYS_LIST, "always")                                                      \
    X(TUNNEL_ON_DEMAND_IF_NEEDED_LIST, "if-needed")
typedef enum {
    TUNNEL_ON_DEMAND_NO_LIST = TUNNEL_NO_CODE,
    TUNNEL_ON_DEMAND_LISTS(TUNNEL_CODE)
} tunnel_on_demand_list;

#define TUNNEL_ON_DEMAND_REASONS(X)                                                                \
    X(TUNNEL_ON_DEMAND_NO_HOST_ENTRY, "no-host-entry")                                             \
    X(TUNNEL_ON_DEMAND_OFF, "connect-on-demand-off")                                               \
    X(TUNNEL_ON_DEMAND_CERTIFICATES_DISABLED, "certificates-disabled")                             \
    X(TUNNEL_ON_DEMAND_NO_VALID_CERTIFICATE, "no-valid-certificate")                               \
    X(TUNNEL_ON_DEMAND_ALREADY_CONNECTED, "already-connected")                                     \
    X(TUNNEL_ON_DEMAND_NOT_A_DOMAIN, "not-a-domain")                                               \
    X(TUNNEL_ON_DEMAND_TRUSTED_NETWORK, "trusted-network")                                         \
    X(TUNNEL_ON_DEMAND_SERVER_ADDRESS, "server-address")                                           \
    X(TUNNEL_ON_DEMAND_NEVER_CONNECT, "never-connect")                                             \
    X(TUNNEL_ON_DEMAND_ALWAYS_CONNECT, "always-connect")                                           \
    X(TUNNEL_ON_DEMAND_IF_NEEDED, "if-needed")                                                     \
    X(TUNNEL_ON_DEMAND_LOOKUP_FIRST, "lookup-first")                                               \
    X(TUNNEL_ON_DEMAND_RESOLVED, "resolved")                                                       \
    X(TUNNEL_ON_DEMAND_NO_MATCH, "no-match")                                                       \
    X(TUNNEL_ON_DEMAND_PLATFORM_UNSUPPORTED, "platform-unsupported")
typedef enum { TUNNEL_ON_DEMAND_REASONS(TUNNEL_CODE) } tunnel_on_demand_reason;

typedef struct {
    tunnel_text_t host;
    tunnel_text_t domain; /* the name an application asks for */
    bool vpn_connected;
    bool certificate_valid;
    int64_t ios_version; /* major */
    tunnel_on_demand_dns dns;
    tunnel_on_demand_link link;
    bool trusted_network; /* Apple's detection says so */
} tunnel_on_demand_facts;

typedef struct {
    tunnel_on_demand_action action;
    tunnel_on_demand_list list;
    tunnel_text_t entry; /* of that list, as written; ptr NULL: none */
    tunnel_on_demand_reason reason;
} tunnel_on_demand_result;

TUNNEL_API tunnel_status tunnel_decide_on_demand(const tunnel_policy *policy,
                                                 const tunnel_on_demand_facts *facts,
                                                 tunnel_on_demand_result *result,
                                                 tunnel_buffer *buffer, tunnel_explanation *why);

#endif
