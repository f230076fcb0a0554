/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* allowed-host: whether a destination can be reached while the network is held. Part of tunnel.h.
 */
#ifndef TUNNEL_ALLOWED_HOST_H
#define TUNNEL_ALLOWED_HOST_H

#define TUNNEL_ALLOWED_HOST_PROCESSES(X)                                                           \
    X(TUNNEL_ALLOWED_HOST_OTHER, "other")                                                          \
    X(TUNNEL_ALLOWED_HOST_CLIENT, "client")                                                        \
    X(TUNNEL_ALLOWED_HOST_PORTAL_BROWSER, "portal-browser")
typedef enum { TUNNEL_ALLOWED_HOST_PROCESSES(TUNNEL_CODE) } tunnel_allowed_host_process;

#define TUNNEL_ALLOWED_HOST_REASONS(X)                                                             \
    X(TUNNEL_ALLOWED_HOST_NOT_HELD, "not-held")                                                    \
    X(TUNNEL_ALLOWED_HOST_GATEWAY, "gateway")                                                      \
    X(TUNNEL_ALLOWED_HOST_ADDRESS, "allowed-address")                                              \
    X(TUNNEL_ALLOWED_HOST_NAME, "allowed-name")                                                    \
    X(TUNNEL_ALLOWED_HOST_RESOLVED, "allowed-resolved")                                            \
    X(TUNNEL_ALLOWED_HOST_LOCAL_RESOURCE, "local-resource")                                        \
    X(TUNNEL_ALLOWED_HOST_IN_PORTAL_BROWSER, "portal-browser")                                     \
    X(TUNNEL_ALLOWED_HOST_BLOCKED, "blocked")
typedef enum { TUNNEL_ALLOWED_HOST_REASONS(TUNNEL_CODE) } tunnel_allowed_host_reason;

/* Where something is sent to; at least one of the two. */
typedef struct {
    bool given;
    tunnel_text_t name, address;
} tunnel_allowed_host_destination;

/* A DNS answer seen on this network. */
typedef struct {
    tunnel_text_t name;
    tunnel_texts addresses;
} tunnel_allowed_host_answer;

typedef struct {
    tunnel_permits permit; /* as always-on answers; items NULL: gateways and allowed hosts */
    bool exempt;           /* the headend turned Always-On off */
    tunnel_text_t host;
    tunnel_allowed_host_destination destination;
    struct {
        const tunnel_allowed_host_answer *items;
        size_t count;
    } resolved;
    tunnel_allowed_host_process process;
    tunnel_texts local_resources; /* networks of the last session's local rules */
} tunnel_allowed_host_facts;

typedef struct {
    bool allowed;
    tunnel_text_t matched; /* what allowed it, as written; ptr NULL: nothing of that kind */
    tunnel_allowed_host_reason reason;
} tunnel_allowed_host_result;

TUNNEL_API tunnel_status tunnel_decide_allowed_host(const tunnel_policy *policy,
                                                    const tunnel_allowed_host_facts *facts,
                                                    tunnel_allowed_host_result *result,
                                                    tunnel_buffer *buffer, tunnel_explanation *why);

#endif
