/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tnd: is the network trusted, and what the client does about it. Part of tunnel.h. */
#ifndef TUNNEL_TND_H
#define TUNNEL_TND_H

#define TUNNEL_TND_TRUST_REASONS(X)                                                                \
    X(TUNNEL_TND_RULES_MATCH, "rules-match")                                                       \
    X(TUNNEL_TND_UNMANAGED_INTERFACE, "unmanaged-interface")                                       \
    X(TUNNEL_TND_SUFFIX_MISMATCH, "suffix-mismatch")                                               \
    X(TUNNEL_TND_SERVER_MISMATCH, "server-mismatch")                                               \
    X(TUNNEL_TND_HTTPS_MISMATCH, "https-mismatch")                                                 \
    X(TUNNEL_TND_HTTPS_NOT_PROBED, "https-not-probed")                                             \
    X(TUNNEL_TND_NO_RULE, "no-rule")                                                               \
    X(TUNNEL_TND_NO_INTERFACE, "no-interface")                                                     \
    X(TUNNEL_TND_NOT_EVALUATED, "not-evaluated")
typedef enum { TUNNEL_TND_TRUST_REASONS(TUNNEL_CODE) } tunnel_tnd_trust_reason;

#define TUNNEL_TND_THROUGHS(X) X(TUNNEL_TND_TUNNEL, "tunnel") X(TUNNEL_TND_INTERFACE, "interface")
typedef enum {
    TUNNEL_TND_NO_PROBE = TUNNEL_NO_CODE,
    TUNNEL_TND_THROUGHS(TUNNEL_CODE)
} tunnel_tnd_through;

#define TUNNEL_TND_ACTIONS(X)                                                                      \
    X(TUNNEL_TND_NONE, "none")                                                                     \
    X(TUNNEL_TND_CONNECT, "connect")                                                               \
    X(TUNNEL_TND_DISCONNECT, "disconnect")                                                         \
    X(TUNNEL_TND_PAUSE, "pause")                                                                   \
    X(TUNNEL_TND_RESUME, "resume")
typedef enum { TUNNEL_TND_ACTIONS(TUNNEL_CODE) } tunnel_tnd_action;

#define TUNNEL_TND_REASONS(X)                                                                      \
    X(TUNNEL_TND_PLATFORM_UNSUPPORTED, "platform-unsupported")                                     \
    X(TUNNEL_TND_POLICY_OFF, "policy-off")                                                         \
    X(TUNNEL_TND_BOTH_DO_NOTHING, "both-do-nothing")                                               \
    X(TUNNEL_TND_NETWORK_MANAGER_MISSING, "network-manager-missing")                               \
    X(TUNNEL_TND_NO_NETWORK, "no-network")                                                         \
    X(TUNNEL_TND_ATTEMPT_IN_PROGRESS, "attempt-in-progress")                                       \
    X(TUNNEL_TND_SESSION_STARTED_INSIDE, "session-started-inside")                                 \
    X(TUNNEL_TND_MOVED_TO_TRUSTED, "moved-to-trusted")                                             \
    X(TUNNEL_TND_TRUSTED_STAY_DOWN, "trusted-stay-down")                                           \
    X(TUNNEL_TND_TRUSTED_PAUSE, "trusted-pause")                                                   \
    X(TUNNEL_TND_TRUSTED_DO_NOTHING, "trusted-do-nothing")                                         \
    X(TUNNEL_TND_SESSION_RESUME, "session-resume")                                                 \
    X(TUNNEL_TND_ALREADY_CONNECTED, "already-connected")                                           \
    X(TUNNEL_TND_UNTRUSTED_DO_NOTHING, "untrusted-do-nothing")                                     \
    X(TUNNEL_TND_USER_DISCONNECTED, "user-disconnected")                                           \
    X(TUNNEL_TND_GUI_NOT_RUNNING, "gui-not-running")                                               \
    X(TUNNEL_TND_TRUSTED_CONNECT, "trusted-connect")                                               \
    X(TUNNEL_TND_UNTRUSTED_CONNECT, "untrusted-connect")
typedef enum { TUNNEL_TND_REASONS(TUNNEL_CODE) } tunnel_tnd_reason;

typedef struct {
    tunnel_text_t name;
    bool up;
    tunnel_texts dns_suffixes, dns_servers;
    bool managed; /* linux: by NetworkManager */
} tunnel_tnd_interface;

typedef struct {
    tunnel_text_t interface;
    tunnel_text_t server; /* "host:port" */
    bool reachable;
    bool certificate_trusted;
    tunnel_text_t certificate_hash; /* hexadecimal */
} tunnel_tnd_https_probe;

typedef struct {
    struct {
        const tunnel_tnd_interface *items;
        size_t count;
    } interfaces;
    bool network_manager; /* linux */
    struct {
        const tunnel_tnd_https_probe *items;
        size_t count;
    } https_probes;
    tunnel_vpn_state vpn;
    tunnel_network session_origin; /* where the session was established */
    bool gui_running;
    bool user_disconnected; /* the user ended the session, and trust has not changed since */
    bool sbl_window;
    tunnel_text_t host;
    tunnel_kind tunnel; /* whose profile gives the rules; the action is for the user tunnel */
} tunnel_tnd_facts;

typedef struct {
    bool given;
    tunnel_text_t interface, server;
} tunnel_tnd_target;

typedef struct {
    tunnel_network network;
    tunnel_tnd_trust_reason network_reason;
    tunnel_text_t trusted_interface; /* ptr NULL: none */
    tunnel_tnd_target probe_next;
    tunnel_tnd_through probe_through;
    tunnel_tnd_action action;
    bool close_sbl_window;
    tunnel_tnd_reason reason;
} tunnel_tnd_result;

TUNNEL_API tunnel_status tunnel_decide_tnd(const tunnel_policy *policy,
                                           const tunnel_tnd_facts *facts, tunnel_tnd_result *result,
                                           tunnel_buffer *buffer, tunnel_explanation *why);

#endif
