/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reconnect: what becomes of a session on suspend, resume and loss of the network. Part of
 * tunnel.h. */
#ifndef TUNNEL_RECONNECT_H
#define TUNNEL_RECONNECT_H

#define TUNNEL_RECONNECT_EVENTS(X)                                                                 \
    X(TUNNEL_RECONNECT_SUSPEND, "suspend")                                                         \
    X(TUNNEL_RECONNECT_RESUME, "resume")                                                           \
    X(TUNNEL_RECONNECT_NETWORK_LOST, "network-lost")                                               \
    X(TUNNEL_RECONNECT_NETWORK_RESTORED, "network-restored")                                       \
    X(TUNNEL_RECONNECT_DPD_TIMEOUT, "dpd-timeout")                                                 \
    X(TUNNEL_RECONNECT_GATEWAY_ENDED, "gateway-ended")                                             \
    X(TUNNEL_RECONNECT_USER_DISCONNECT, "user-disconnect")                                         \
    X(TUNNEL_RECONNECT_STANDBY_ENTER, "standby-enter")                                             \
    X(TUNNEL_RECONNECT_STANDBY_EXIT, "standby-exit")
typedef enum { TUNNEL_RECONNECT_EVENTS(TUNNEL_CODE) } tunnel_reconnect_event;

#define TUNNEL_RECONNECT_ACTIONS(X)                                                                \
    X(TUNNEL_RECONNECT_NONE, "none")                                                               \
    X(TUNNEL_RECONNECT_KEEP, "keep")                                                               \
    X(TUNNEL_RECONNECT_RELEASE, "release")                                                         \
    X(TUNNEL_RECONNECT_PROBE, "probe")                                                             \
    X(TUNNEL_RECONNECT_RECONNECT, "reconnect")                                                     \
    X(TUNNEL_RECONNECT_END, "end")                                                                 \
    X(TUNNEL_RECONNECT_NEW_SESSION, "new-session")                                                 \
    X(TUNNEL_RECONNECT_HOLD_TRAFFIC, "hold-traffic")                                               \
    X(TUNNEL_RECONNECT_PASS_TRAFFIC, "pass-traffic")
typedef enum { TUNNEL_RECONNECT_ACTIONS(TUNNEL_CODE) } tunnel_reconnect_action;

#define TUNNEL_RECONNECT_RESOURCES(X)                                                              \
    X(TUNNEL_RECONNECT_KEPT, "kept") X(TUNNEL_RECONNECT_RELEASED, "released")
typedef enum { TUNNEL_RECONNECT_RESOURCES(TUNNEL_CODE) } tunnel_reconnect_resources;

#define TUNNEL_RECONNECT_REASONS(X)                                                                \
    X(TUNNEL_RECONNECT_USER_DISCONNECTED, "user-disconnected")                                     \
    X(TUNNEL_RECONNECT_GATEWAY_ENDED_IT, "gateway-ended")                                          \
    X(TUNNEL_RECONNECT_CONNECTED_STANDBY, "connected-standby")                                     \
    X(TUNNEL_RECONNECT_STANDBY_NOT_MANAGED, "standby-not-managed")                                 \
    X(TUNNEL_RECONNECT_DPD_RETRY, "dpd-retry")                                                     \
    X(TUNNEL_RECONNECT_AUTO_RECONNECT_OFF, "auto-reconnect-off")                                   \
    X(TUNNEL_RECONNECT_DISCONNECT_ON_SUSPEND, "disconnect-on-suspend")                             \
    X(TUNNEL_RECONNECT_KEEP_FOR_RESUME, "keep-for-resume")                                         \
    X(TUNNEL_RECONNECT_ALWAYS_ON, "always-on")                                                     \
    X(TUNNEL_RECONNECT_RELEASED_AT_SUSPEND, "released-at-suspend")                                 \
    X(TUNNEL_RECONNECT_IDLE_TIMEOUT, "idle-timeout")                                               \
    X(TUNNEL_RECONNECT_ROAMING_LIMIT, "roaming-limit")                                             \
    X(TUNNEL_RECONNECT_DPD_FAILED, "dpd-failed")                                                   \
    X(TUNNEL_RECONNECT_SESSION_RESUMABLE, "session-resumable")
typedef enum { TUNNEL_RECONNECT_REASONS(TUNNEL_CODE) } tunnel_reconnect_reason;

typedef struct {
    tunnel_reconnect_event event;
    int64_t down_s;         /* since the session broke */
    int64_t idle_timeout_s; /* as pushed; 0: none */
    int64_t dpd_misses;     /* dead peer detection: answers missed */
    tunnel_network network;
    tunnel_kind tunnel;
    bool exempt; /* the headend turned Always-On off */
    tunnel_text_t host;
    tunnel_preferences preferences;
} tunnel_reconnect_facts;

typedef struct {
    tunnel_reconnect_action action;
    tunnel_reconnect_resources resources;
    bool reauthenticate; /* the next session needs a full login */
    int64_t give_up_after_s;
    tunnel_reconnect_reason reason;
} tunnel_reconnect_result;

TUNNEL_API tunnel_status tunnel_decide_reconnect(const tunnel_policy *policy,
                                                 const tunnel_reconnect_facts *facts,
                                                 tunnel_reconnect_result *result,
                                                 tunnel_buffer *buffer, tunnel_explanation *why);

#endif
