/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* management-tunnel: events in order, status after each. Part of tunnel.h. */
#ifndef TUNNEL_MANAGEMENT_TUNNEL_H
#define TUNNEL_MANAGEMENT_TUNNEL_H

#define TUNNEL_MGMT_EVENTS(X)                                                                      \
    X(TUNNEL_MGMT_BOOT, "boot")                                                                    \
    X(TUNNEL_MGMT_NETWORK, "network")                                                              \
    X(TUNNEL_MGMT_USER_TUNNEL, "user-tunnel")                                                      \
    X(TUNNEL_MGMT_UPDATE, "update")                                                                \
    X(TUNNEL_MGMT_USER, "user")                                                                    \
    X(TUNNEL_MGMT_LOST, "lost")                                                                    \
    X(TUNNEL_MGMT_RETRY, "retry")                                                                  \
    X(TUNNEL_MGMT_PROCESS, "process")                                                              \
    X(TUNNEL_MGMT_CONNECT, "connect")
typedef enum { TUNNEL_MGMT_EVENTS(TUNNEL_CODE) } tunnel_mgmt_event_kind;

/* Of network, user-tunnel, update and user, each its own. */
#define TUNNEL_MGMT_STATES(X)                                                                      \
    X(TUNNEL_MGMT_TRUSTED, "trusted")                                                              \
    X(TUNNEL_MGMT_UNTRUSTED, "untrusted")                                                          \
    X(TUNNEL_MGMT_UNKNOWN, "unknown") /* as a fact: untrusted */                                   \
    X(TUNNEL_MGMT_NO_NETWORK, "none")                                                              \
    X(TUNNEL_MGMT_STARTING, "starting")                                                            \
    X(TUNNEL_MGMT_UP, "up")                                                                        \
    X(TUNNEL_MGMT_DOWN, "down")                                                                    \
    X(TUNNEL_MGMT_PENDING, "pending")                                                              \
    X(TUNNEL_MGMT_DONE, "done")                                                                    \
    X(TUNNEL_MGMT_LOGGED_ON, "logged-on")                                                          \
    X(TUNNEL_MGMT_LOGGED_OFF, "logged-off")
typedef enum {
    TUNNEL_MGMT_NO_STATE = TUNNEL_NO_CODE,
    TUNNEL_MGMT_STATES(TUNNEL_CODE)
} tunnel_mgmt_state;

#define TUNNEL_MGMT_OUTCOMES(X)                                                                    \
    X(TUNNEL_MGMT_STARTED, "started")                                                              \
    X(TUNNEL_MGMT_FAILED, "failed")                                                                \
    X(TUNNEL_MGMT_ESTABLISHED, "established")
typedef enum {
    TUNNEL_MGMT_NO_OUTCOME = TUNNEL_NO_CODE,
    TUNNEL_MGMT_OUTCOMES(TUNNEL_CODE)
} tunnel_mgmt_outcome;

#define TUNNEL_MGMT_CAUSES(X)                                                                      \
    X(TUNNEL_MGMT_UNREACHABLE, "unreachable")                                                      \
    X(TUNNEL_MGMT_SERVER_CERTIFICATE, "server-certificate")                                        \
    X(TUNNEL_MGMT_CLIENT_CERTIFICATE, "client-certificate")                                        \
    X(TUNNEL_MGMT_KEY_NEEDS_PROMPT, "key-needs-prompt")                                            \
    X(TUNNEL_MGMT_BANNER, "banner")                                                                \
    X(TUNNEL_MGMT_OTHER, "other")
typedef enum { TUNNEL_MGMT_CAUSES(TUNNEL_CODE) } tunnel_mgmt_cause;

#define TUNNEL_MGMT_MODES(X)                                                                       \
    X(TUNNEL_MGMT_TUNNEL_ALL, "tunnel-all")                                                        \
    X(TUNNEL_MGMT_SPLIT_INCLUDE, "split-include")                                                  \
    X(TUNNEL_MGMT_SPLIT_EXCLUDE, "split-exclude")
typedef enum { TUNNEL_MGMT_MODES(TUNNEL_CODE) } tunnel_mgmt_mode;

#define TUNNEL_MGMT_STATUSES(X)                                                                    \
    X(TUNNEL_MGMT_DISCONNECTED, "Disconnected")                                                    \
    X(TUNNEL_MGMT_DISABLED, "Disconnected (disabled)")                                             \
    X(TUNNEL_MGMT_IN_USER_TUNNEL, "Disconnected (user tunnel active)")                             \
    X(TUNNEL_MGMT_IN_UPDATE, "Disconnected (software update pending)")                             \
    X(TUNNEL_MGMT_IN_TRUSTED, "Disconnected (trusted network)")                                    \
    X(TUNNEL_MGMT_LAUNCH_FAILED, "Disconnected (process launch failed)")                           \
    X(TUNNEL_MGMT_CONNECT_FAILED, "Disconnected (connect failed)")                                 \
    X(TUNNEL_MGMT_BAD_CONFIGURATION, "Disconnected (invalid VPN configuration)")                   \
    X(TUNNEL_MGMT_CONNECTED, "Connected")
typedef enum {
    TUNNEL_MGMT_NO_STATUS = TUNNEL_NO_CODE,
    TUNNEL_MGMT_STATUSES(TUNNEL_CODE)
} tunnel_mgmt_status;

#define TUNNEL_MGMT_ACTIONS(X)                                                                     \
    X(TUNNEL_MGMT_NOTHING, "none")                                                                 \
    X(TUNNEL_MGMT_START, "start")                                                                  \
    X(TUNNEL_MGMT_STOP, "stop")                                                                    \
    X(TUNNEL_MGMT_RECONNECT, "reconnect")                                                          \
    X(TUNNEL_MGMT_CONNECT_USER_TUNNEL, "connect-user-tunnel")
typedef enum { TUNNEL_MGMT_ACTIONS(TUNNEL_CODE) } tunnel_mgmt_action;

#define TUNNEL_MGMT_REASONS(X)                                                                     \
    X(TUNNEL_MGMT_WHY_PLATFORM, "platform-unsupported")                                            \
    X(TUNNEL_MGMT_WHY_NO_PROFILE, "no-management-profile")                                         \
    X(TUNNEL_MGMT_WHY_NO_ENTRY, "no-host-entry")                                                   \
    X(TUNNEL_MGMT_WHY_SEVERAL_ENTRIES, "several-host-entries")                                     \
    X(TUNNEL_MGMT_WHY_NO_GROUP, "no-user-group")                                                   \
    X(TUNNEL_MGMT_WHY_ALWAYS_ON, "always-on")                                                      \
    X(TUNNEL_MGMT_WHY_USER_TUNNEL, "user-tunnel")                                                  \
    X(TUNNEL_MGMT_WHY_UPDATE, "update-pending")                                                    \
    X(TUNNEL_MGMT_WHY_TRUSTED, "trusted-network")                                                  \
    X(TUNNEL_MGMT_WHY_NO_NETWORK, "no-network")                                                    \
    X(TUNNEL_MGMT_WHY_PROCESS, "process-failed")                                                   \
    X(TUNNEL_MGMT_WHY_CONNECT, "connect-failed")                                                   \
    X(TUNNEL_MGMT_WHY_INTERACTION, "interaction-needed")                                           \
    X(TUNNEL_MGMT_WHY_CONFIGURATION, "invalid-configuration")                                      \
    X(TUNNEL_MGMT_WHY_CONNECTED, "connected")                                                      \
    X(TUNNEL_MGMT_WHY_UNKNOWN, "network-unknown")                                                  \
    X(TUNNEL_MGMT_WHY_RECONNECTING, "reconnecting")                                                \
    X(TUNNEL_MGMT_WHY_ATTEMPTING, "attempting")
typedef enum {
    TUNNEL_MGMT_NO_REASON = TUNNEL_NO_CODE,
    TUNNEL_MGMT_REASONS(TUNNEL_CODE)
} tunnel_mgmt_reason;

typedef struct {
    bool given;
    bool address; /* the headend assigned one */
    tunnel_mgmt_mode mode;
} tunnel_mgmt_family;

typedef struct {
    bool given;
    tunnel_mgmt_family ipv4, ipv6;
    bool client_bypass;
    tunnel_text_t tunnel_all_allowed; /* the attribute as pushed; ptr NULL: none */
    bool banner;
} tunnel_mgmt_config;

typedef struct {
    tunnel_mgmt_event_kind event;
    tunnel_mgmt_state state;            /* network: by the rules of the user profile */
    tunnel_mgmt_state management_state; /* network: by the management profile's; NO_STATE: as state
                                         */
    tunnel_mgmt_outcome result;         /* process, connect */
    tunnel_mgmt_cause cause;            /* connect that failed */
    tunnel_mgmt_config config;          /* connect that established */
} tunnel_mgmt_event;

typedef struct {
    tunnel_text_t host;
    struct {
        const tunnel_mgmt_event *items;
        size_t count;
    } events;
} tunnel_management_tunnel_facts;

/* The lists have one item for each event. */
typedef struct {
    struct {
        const tunnel_mgmt_status *items;
        size_t count;
    } statuses;
    struct {
        const tunnel_mgmt_action *items;
        size_t count;
    } actions;
    struct {
        const tunnel_mgmt_reason *items;
        size_t count;
    } reasons;
    tunnel_mgmt_status status; /* the last ones */
    tunnel_mgmt_reason reason;
} tunnel_management_tunnel_result;

TUNNEL_API tunnel_status tunnel_decide_management_tunnel(
    const tunnel_policy *policy, const tunnel_management_tunnel_facts *facts,
    tunnel_management_tunnel_result *result, tunnel_buffer *buffer, tunnel_explanation *why);

#endif
