/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* roaming: what becomes of the tunnel of a phone that loses its link. Part of tunnel.h. */
#ifndef TUNNEL_ROAMING_H
#define TUNNEL_ROAMING_H

#define TUNNEL_ROAMING_EVENTS(X)                                                                   \
    X(TUNNEL_ROAMING_CONNECTION_LOST, "connection-lost") /* also a change of link */               \
    X(TUNNEL_ROAMING_RESUME, "resume")                                                             \
    X(TUNNEL_ROAMING_SUSPEND, "suspend")
typedef enum { TUNNEL_ROAMING_EVENTS(TUNNEL_CODE) } tunnel_roaming_event;

#define TUNNEL_ROAMING_ACTIONS(X)                                                                  \
    X(TUNNEL_ROAMING_RETRY, "retry")                                                               \
    X(TUNNEL_ROAMING_STOP, "stop")                                                                 \
    X(TUNNEL_ROAMING_DISCONNECT, "disconnect")                                                     \
    X(TUNNEL_ROAMING_KEEP, "keep")
typedef enum { TUNNEL_ROAMING_ACTIONS(TUNNEL_CODE) } tunnel_roaming_action;

#define TUNNEL_ROAMING_REASONS(X)                                                                  \
    X(TUNNEL_ROAMING_PLATFORM_UNSUPPORTED, "platform-unsupported")                                 \
    X(TUNNEL_ROAMING_ON, "roaming-on")                                                             \
    X(TUNNEL_ROAMING_OFF_WINDOW, "roaming-off-window")                                             \
    X(TUNNEL_ROAMING_OFF_EXPIRED, "roaming-off-expired")                                           \
    X(TUNNEL_ROAMING_AUTO_RECONNECT_OFF, "auto-reconnect-off")                                     \
    X(TUNNEL_ROAMING_DISCONNECT_ON_SUSPEND, "disconnect-on-suspend")                               \
    X(TUNNEL_ROAMING_KEEP_FOR_RESUME, "keep-for-resume")                                           \
    X(TUNNEL_ROAMING_ALWAYS_RECONNECT, "always-reconnect")
typedef enum { TUNNEL_ROAMING_REASONS(TUNNEL_CODE) } tunnel_roaming_reason;

typedef struct {
    tunnel_text_t host;
    tunnel_roaming_event event;
    double down_s; /* since the connection was lost */
} tunnel_roaming_facts;

typedef struct {
    tunnel_roaming_action action;
    int64_t limit_s;    /* TUNNEL_NO_NUMBER: none */
    double remaining_s; /* negative: does not apply */
    tunnel_roaming_reason reason;
} tunnel_roaming_result;

TUNNEL_API tunnel_status tunnel_decide_roaming(const tunnel_policy *policy,
                                               const tunnel_roaming_facts *facts,
                                               tunnel_roaming_result *result, tunnel_buffer *buffer,
                                               tunnel_explanation *why);

#endif
