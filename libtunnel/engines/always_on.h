/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* always-on: what network access there is while Always-On is set. Part of tunnel.h. */
#ifndef TUNNEL_ALWAYS_ON_H
#define TUNNEL_ALWAYS_ON_H

#define TUNNEL_ALWAYS_ON_RESULTS(X)                                                                \
    X(TUNNEL_ALWAYS_ON_NO_RESULT, "none") /* no attempt has finished on this network */            \
    X(TUNNEL_ALWAYS_ON_UNREACHABLE, "unreachable")                                                 \
    X(TUNNEL_ALWAYS_ON_CERTIFICATE_INVALID, "certificate-invalid")                                 \
    X(TUNNEL_ALWAYS_ON_AUTHENTICATION_FAILED, "authentication-failed")                             \
    X(TUNNEL_ALWAYS_ON_ERROR, "error")
typedef enum { TUNNEL_ALWAYS_ON_RESULTS(TUNNEL_CODE) } tunnel_always_on_attempt;

#define TUNNEL_ALWAYS_ON_BROWSERS(X)                                                               \
    X(TUNNEL_ALWAYS_ON_EMBEDDED, "embedded") X(TUNNEL_ALWAYS_ON_EXTERNAL, "external")
typedef enum { TUNNEL_ALWAYS_ON_BROWSERS(TUNNEL_CODE) } tunnel_always_on_browser;

#define TUNNEL_ALWAYS_ON_STATES(X) X(TUNNEL_ALWAYS_ON_ON, "on") X(TUNNEL_ALWAYS_ON_OFF, "off")
typedef enum { TUNNEL_ALWAYS_ON_STATES(TUNNEL_CODE) } tunnel_always_on_state;

#define TUNNEL_ALWAYS_ON_ACCESSES(X)                                                               \
    X(TUNNEL_ALWAYS_ON_UNRESTRICTED, "unrestricted")                                               \
    X(TUNNEL_ALWAYS_ON_TUNNEL, "tunnel")                                                           \
    X(TUNNEL_ALWAYS_ON_OPEN, "open")                                                               \
    X(TUNNEL_ALWAYS_ON_REMEDIATION, "remediation")                                                 \
    X(TUNNEL_ALWAYS_ON_BLOCKED, "blocked")
typedef enum { TUNNEL_ALWAYS_ON_ACCESSES(TUNNEL_CODE) } tunnel_always_on_access;

#define TUNNEL_ALWAYS_ON_ACTIONS(X)                                                                \
    X(TUNNEL_ALWAYS_ON_NONE, "none")                                                               \
    X(TUNNEL_ALWAYS_ON_CONNECT, "connect")                                                         \
    X(TUNNEL_ALWAYS_ON_RESUME, "resume")
typedef enum { TUNNEL_ALWAYS_ON_ACTIONS(TUNNEL_CODE) } tunnel_always_on_action;

#define TUNNEL_ALWAYS_ON_EVENTS(X) X(TUNNEL_ALWAYS_ON_BAD_CERTIFICATE, "certificate-invalid")
typedef enum {
    TUNNEL_ALWAYS_ON_NO_EVENT = TUNNEL_NO_CODE,
    TUNNEL_ALWAYS_ON_EVENTS(TUNNEL_CODE)
} tunnel_always_on_event;

#define TUNNEL_ALWAYS_ON_REASONS(X)                                                                \
    X(TUNNEL_ALWAYS_ON_VPN_CONNECTED, "vpn-connected")                                             \
    X(TUNNEL_ALWAYS_ON_NOT_SET, "always-on-not-set")                                               \
    X(TUNNEL_ALWAYS_ON_PLATFORM_UNSUPPORTED, "platform-unsupported")                               \
    X(TUNNEL_ALWAYS_ON_AUTOMATIC_POLICY_OFF, "automatic-policy-off")                               \
    X(TUNNEL_ALWAYS_ON_UNTRUSTED_DO_NOTHING, "untrusted-do-nothing")                               \
    X(TUNNEL_ALWAYS_ON_EXEMPT, "exempt")                                                           \
    X(TUNNEL_ALWAYS_ON_TRUSTED_NETWORK, "trusted-network")                                         \
    X(TUNNEL_ALWAYS_ON_USER_DISCONNECTED, "user-disconnected")                                     \
    X(TUNNEL_ALWAYS_ON_UPDATE_RUNNING, "update-running")                                           \
    X(TUNNEL_ALWAYS_ON_VPN_PAUSED, "vpn-paused")                                                   \
    X(TUNNEL_ALWAYS_ON_VPN_RECONNECTING, "vpn-reconnecting")                                       \
    X(TUNNEL_ALWAYS_ON_NO_USER, "no-user")                                                         \
    X(TUNNEL_ALWAYS_ON_PORTAL_OPEN, "portal-open")                                                 \
    X(TUNNEL_ALWAYS_ON_PORTAL_REMEDIATION_OFF, "portal-remediation-off")                           \
    X(TUNNEL_ALWAYS_ON_REMEDIATION_EXPIRED, "remediation-expired")                                 \
    X(TUNNEL_ALWAYS_ON_REMEDIATION_EXTERNAL_BROWSER, "remediation-external-browser")               \
    X(TUNNEL_ALWAYS_ON_REMEDIATION_CLIENT_BROWSER, "remediation-client-browser")                   \
    X(TUNNEL_ALWAYS_ON_CERTIFICATE_REFUSED, "certificate-invalid")                                 \
    X(TUNNEL_ALWAYS_ON_ATTEMPT_FAILED, "attempt-failed")                                           \
    X(TUNNEL_ALWAYS_ON_FAILURE_OPEN, "failure-open")                                               \
    X(TUNNEL_ALWAYS_ON_FAILURE_CLOSED, "failure-closed")                                           \
    X(TUNNEL_ALWAYS_ON_ESTABLISHING, "establishing")
typedef enum { TUNNEL_ALWAYS_ON_REASONS(TUNNEL_CODE) } tunnel_always_on_reason;

typedef struct {
    tunnel_network network;
    tunnel_vpn_state vpn;
    bool user_logged_on;
    bool user_disconnected; /* pressed Disconnect, and has picked no gateway since */
    bool update_running;
    bool exempt; /* the headend turned Always-On off */
    tunnel_text_t host;
    tunnel_always_on_attempt connect_result;
    bool captive_portal;           /* as the engine captive-portal detected it */
    int64_t remediation_elapsed_s; /* TUNNEL_NO_NUMBER: the restriction was not lifted yet */
    tunnel_always_on_browser remediation_browser;
    bool local_rules; /* rules for local resources of the last session are stored */
} tunnel_always_on_facts;

typedef struct {
    tunnel_always_on_state always_on;
    tunnel_always_on_access access;
    tunnel_always_on_reason reason;
    tunnel_permits permit;
    tunnel_always_on_action action;
    bool disconnect_button;
    int64_t remediation_left_s;
    tunnel_always_on_event event;
} tunnel_always_on_result;

TUNNEL_API tunnel_status tunnel_decide_always_on(const tunnel_policy *policy,
                                                 const tunnel_always_on_facts *facts,
                                                 tunnel_always_on_result *result,
                                                 tunnel_buffer *buffer, tunnel_explanation *why);

#endif
