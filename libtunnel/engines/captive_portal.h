/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* captive-portal: whether one stands before the gateway, and who may deal with it. Part of
 * tunnel.h. */
#ifndef TUNNEL_CAPTIVE_PORTAL_H
#define TUNNEL_CAPTIVE_PORTAL_H

/* Who answered at the gateway's address. */
#define TUNNEL_PORTAL_ANSWERS(X)                                                                   \
    X(TUNNEL_PORTAL_GATEWAY, "gateway")                                                            \
    X(TUNNEL_PORTAL_OTHER, "other")                                                                \
    X(TUNNEL_PORTAL_NOBODY, "none")
typedef enum { TUNNEL_PORTAL_ANSWERS(TUNNEL_CODE) } tunnel_portal_answer;

/* The client's own browser. */
#define TUNNEL_PORTAL_BROWSERS(X)                                                                  \
    X(TUNNEL_PORTAL_BROWSER_NONE, "none")                                                          \
    X(TUNNEL_PORTAL_BROWSER_OPEN, "open")                                                          \
    X(TUNNEL_PORTAL_BROWSER_CLOSED, "closed") /* by the user */
typedef enum { TUNNEL_PORTAL_BROWSERS(TUNNEL_CODE) } tunnel_portal_browser;

#define TUNNEL_PORTAL_DETECTIONS(X)                                                                \
    X(TUNNEL_PORTAL_OFF, "off")                                                                    \
    X(TUNNEL_PORTAL_NO_ANSWER, "no-answer")                                                        \
    X(TUNNEL_PORTAL_NAME_MISMATCH, "name-mismatch")                                                \
    X(TUNNEL_PORTAL_FOREIGN_ANSWER, "foreign-answer")                                              \
    X(TUNNEL_PORTAL_GATEWAY_ANSWERED, "gateway-answered")
typedef enum { TUNNEL_PORTAL_DETECTIONS(TUNNEL_CODE) } tunnel_portal_detection;

#define TUNNEL_PORTAL_REMEDIATIONS(X)                                                              \
    X(TUNNEL_PORTAL_NO_REMEDIATION, "none")                                                        \
    X(TUNNEL_PORTAL_USER_BROWSER, "user-browser")                                                  \
    X(TUNNEL_PORTAL_CLIENT_BROWSER, "client-browser")                                              \
    X(TUNNEL_PORTAL_EXTERNAL_BROWSER, "external-browser")                                          \
    X(TUNNEL_PORTAL_DENIED, "denied")
typedef enum { TUNNEL_PORTAL_REMEDIATIONS(TUNNEL_CODE) } tunnel_portal_remediation;

#define TUNNEL_PORTAL_RESTRICTIONS(X)                                                              \
    X(TUNNEL_PORTAL_UNRESTRICTED, "none")                                                          \
    X(TUNNEL_PORTAL_KEPT, "kept")                                                                  \
    X(TUNNEL_PORTAL_CLIENT_BROWSER_ONLY, "client-browser-only")                                    \
    X(TUNNEL_PORTAL_LIFTED, "lifted")
typedef enum { TUNNEL_PORTAL_RESTRICTIONS(TUNNEL_CODE) } tunnel_portal_restriction;

/* What the client says to the user; the texts stand at 003:L7400, L7418, L7472, L7479. */
#define TUNNEL_PORTAL_MESSAGES(X)                                                                  \
    X(TUNNEL_PORTAL_SAYS_ANY_BROWSER, "portal-any-browser")                                        \
    X(TUNNEL_PORTAL_SAYS_POLICY_FORBIDS, "portal-policy-forbids")                                  \
    X(TUNNEL_PORTAL_SAYS_RETRY_ANY_BROWSER, "portal-retry-any-browser")                            \
    X(TUNNEL_PORTAL_SAYS_CLIENT_BROWSER, "portal-client-browser")
typedef enum {
    TUNNEL_PORTAL_NO_MESSAGE = TUNNEL_NO_CODE,
    TUNNEL_PORTAL_MESSAGES(TUNNEL_CODE)
} tunnel_portal_message;

#define TUNNEL_PORTAL_REASONS(X)                                                                   \
    X(TUNNEL_PORTAL_BECAUSE_OFF, "off")                                                            \
    X(TUNNEL_PORTAL_BECAUSE_NO_ANSWER, "no-answer")                                                \
    X(TUNNEL_PORTAL_BECAUSE_GATEWAY_ANSWERED, "gateway-answered")                                  \
    X(TUNNEL_PORTAL_BECAUSE_NO_USER_SESSION, "no-user-session")                                    \
    X(TUNNEL_PORTAL_BECAUSE_NOT_RESTRICTED, "not-restricted")                                      \
    X(TUNNEL_PORTAL_BECAUSE_FAILURE_OPEN, "failure-open")                                          \
    X(TUNNEL_PORTAL_BECAUSE_REMEDIATION_OFF, "remediation-off")                                    \
    X(TUNNEL_PORTAL_BECAUSE_REMEDIATION_EXPIRED, "remediation-expired")                            \
    X(TUNNEL_PORTAL_BECAUSE_BROWSER_FAILOVER, "browser-failover")                                  \
    X(TUNNEL_PORTAL_BECAUSE_FAILOVER_OFF, "failover-off")                                          \
    X(TUNNEL_PORTAL_BECAUSE_CLIENT_BROWSER, "client-browser")
typedef enum { TUNNEL_PORTAL_REASONS(TUNNEL_CODE) } tunnel_portal_reason;

typedef struct {
    tunnel_portal_answer answer;
    tunnel_maybe certificate_matches; /* it names the gateway as the profile does */
    tunnel_network network;
    tunnel_portal_browser browser;
    int64_t remediation_elapsed_s; /* TUNNEL_NO_NUMBER: the restriction was not lifted yet */
    bool ui_running;
    bool user_logged_on;
    tunnel_kind tunnel; /* the settings are those of the user's profile in both cases */
    bool exempt;        /* the headend turned Always-On off */
    tunnel_text_t host;
    tunnel_preferences preferences;
} tunnel_captive_portal_facts;

typedef struct {
    bool detected;
    tunnel_portal_detection detection;
    tunnel_portal_reason reason;
    tunnel_portal_remediation remediation;
    tunnel_portal_restriction restriction;
    int64_t left_s;
    tunnel_portal_message message;
} tunnel_captive_portal_result;

TUNNEL_API tunnel_status tunnel_decide_captive_portal(const tunnel_policy *policy,
                                                      const tunnel_captive_portal_facts *facts,
                                                      tunnel_captive_portal_result *result,
                                                      tunnel_buffer *buffer,
                                                      tunnel_explanation *why);

#endif
