/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* logon: who may establish and keep the tunnel. Part of tunnel.h. */
#ifndef TUNNEL_LOGON_H
#define TUNNEL_LOGON_H

#define TUNNEL_LOGON_EVENTS(X)                                                                     \
    X(TUNNEL_LOGON_ESTABLISH, "establish")                                                         \
    X(TUNNEL_LOGON_LOGON, "logon")                                                                 \
    X(TUNNEL_LOGON_LOGOFF, "logoff")                                                               \
    X(TUNNEL_LOGON_REMOTE_DROPPED, "remote-dropped")
typedef enum { TUNNEL_LOGON_EVENTS(TUNNEL_CODE) } tunnel_logon_event;

#define TUNNEL_LOGON_PLACES(X) X(TUNNEL_LOGON_LOCAL, "local") X(TUNNEL_LOGON_REMOTE, "remote")
typedef enum { TUNNEL_LOGON_PLACES(TUNNEL_CODE) } tunnel_logon_place;

#define TUNNEL_LOGON_USERS(X) X(TUNNEL_LOGON_INITIATOR, "initiator") X(TUNNEL_LOGON_OTHER, "other")
typedef enum { TUNNEL_LOGON_USERS(TUNNEL_CODE) } tunnel_logon_user;

#define TUNNEL_LOGON_CAUSES(X) X(TUNNEL_LOGON_BY_ROUTING, "routing") X(TUNNEL_LOGON_BY_USER, "user")
typedef enum { TUNNEL_LOGON_CAUSES(TUNNEL_CODE) } tunnel_logon_cause;

#define TUNNEL_LOGON_ACTIONS(X)                                                                    \
    X(TUNNEL_LOGON_ALLOW, "allow")                                                                 \
    X(TUNNEL_LOGON_REFUSE, "refuse")                                                               \
    X(TUNNEL_LOGON_KEEP, "keep")                                                                   \
    X(TUNNEL_LOGON_TERMINATE, "terminate")
typedef enum { TUNNEL_LOGON_ACTIONS(TUNNEL_CODE) } tunnel_logon_action;

/* WindowsLogonEnforcement, LinuxLogonEnforcement. */
#define TUNNEL_LOGON_ENFORCEMENTS(X)                                                               \
    X(TUNNEL_SINGLE_LOGON, "SingleLogon")                                                          \
    X(TUNNEL_SINGLE_LOCAL_LOGON, "SingleLocalLogon")                                               \
    X(TUNNEL_SINGLE_LOGON_NO_REMOTE, "SingleLogonNoRemote")
typedef enum {
    TUNNEL_NO_ENFORCEMENT = TUNNEL_NO_CODE,
    TUNNEL_LOGON_ENFORCEMENTS(TUNNEL_CODE)
} tunnel_logon_enforcement;

/* WindowsVPNEstablishment, LinuxVPNEstablishment. */
#define TUNNEL_LOGON_ESTABLISHMENTS(X)                                                             \
    X(TUNNEL_LOCAL_USERS_ONLY, "LocalUsersOnly") X(TUNNEL_ALLOW_REMOTE_USERS, "AllowRemoteUsers")
typedef enum {
    TUNNEL_NO_ESTABLISHMENT = TUNNEL_NO_CODE,
    TUNNEL_LOGON_ESTABLISHMENTS(TUNNEL_CODE)
} tunnel_logon_establishment;

#define TUNNEL_LOGON_REASONS(X)                                                                    \
    X(TUNNEL_LOGON_MANAGEMENT_TUNNEL, "management-tunnel")                                         \
    X(TUNNEL_LOGON_OTHER_USER, "other-user")                                                       \
    X(TUNNEL_LOGON_RETAINED, "retained")                                                           \
    X(TUNNEL_LOGON_INITIATOR_LOGGED_OFF, "initiator-logged-off")                                   \
    X(TUNNEL_LOGON_DIFFERENT_USER, "different-user")                                               \
    X(TUNNEL_LOGON_PLATFORM_NOT_ENFORCED, "platform-not-enforced")                                 \
    X(TUNNEL_LOGON_NOT_ENFORCED, "not-enforced")                                                   \
    X(TUNNEL_LOGON_ROUTING_DROPPED_USER, "routing-dropped-user")                                   \
    X(TUNNEL_LOGON_LEFT_TOO_EARLY, "left-too-early")                                               \
    X(TUNNEL_LOGON_LEFT_AFTER_WAIT, "left-after-wait")                                             \
    X(TUNNEL_LOGON_REMOTE_USER_NOT_ALLOWED, "remote-user-not-allowed")                             \
    X(TUNNEL_LOGON_SEVERAL_LOCAL_USERS, "several-local-users")                                     \
    X(TUNNEL_LOGON_REMOTE_USER_PRESENT, "remote-user-present")                                     \
    X(TUNNEL_LOGON_SEVERAL_USERS, "several-users")                                                 \
    X(TUNNEL_LOGON_WITHIN_LIMITS, "within-limits")
typedef enum { TUNNEL_LOGON_REASONS(TUNNEL_CODE) } tunnel_logon_reason;

typedef struct {
    tunnel_logon_event event;
    tunnel_logon_place initiator;      /* how the user who (would) establish is logged on */
    int64_t local_users, remote_users; /* after the event */
    bool sbl;                          /* before logon */
    tunnel_logon_user user;            /* whose logon or logoff */
    bool initiator_logged_off;
    tunnel_logon_cause dropped_by;
    int64_t up_s; /* since the tunnel is up */
    tunnel_kind tunnel;
    tunnel_text_t host;
} tunnel_logon_facts;

typedef struct {
    tunnel_logon_action action;
    tunnel_logon_enforcement enforcement;
    tunnel_logon_establishment establishment;
    tunnel_logon_reason reason;
} tunnel_logon_result;

TUNNEL_API tunnel_status tunnel_decide_logon(const tunnel_policy *policy,
                                             const tunnel_logon_facts *facts,
                                             tunnel_logon_result *result, tunnel_buffer *buffer,
                                             tunnel_explanation *why);

#endif
