/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* posture-timing: what the posture module does next, and when. Part of tunnel.h. */
#ifndef TUNNEL_POSTURE_TIMING_H
#define TUNNEL_POSTURE_TIMING_H

#define TUNNEL_POSTURE_PHASES(X)                                                                   \
    X(TUNNEL_POSTURE_DISCOVERY, "discovery")                                                       \
    X(TUNNEL_POSTURE_CWA_BYOD, "cwa-byod")                                                         \
    X(TUNNEL_POSTURE_HTTP_RETRY, "http-retry")                                                     \
    X(TUNNEL_POSTURE_REASSESSMENT, "reassessment")                                                 \
    X(TUNNEL_POSTURE_GRACE, "grace")                                                               \
    X(TUNNEL_POSTURE_REMEDIATION, "remediation")                                                   \
    X(TUNNEL_POSTURE_VLAN, "vlan")                                                                 \
    X(TUNNEL_POSTURE_IP_REFRESH, "ip-refresh")
typedef enum { TUNNEL_POSTURE_PHASES(TUNNEL_CODE) } tunnel_posture_phase;

#define TUNNEL_POSTURE_LINKS(X)                                                                    \
    X(TUNNEL_POSTURE_WIRED, "wired")                                                               \
    X(TUNNEL_POSTURE_WIFI_8021X, "wifi-8021x")                                                     \
    X(TUNNEL_POSTURE_WIFI_OPEN, "wifi-open")                                                       \
    X(TUNNEL_POSTURE_OVER_VPN, "vpn")                                                              \
    X(TUNNEL_POSTURE_NO_LINK, "none")
typedef enum { TUNNEL_POSTURE_LINKS(TUNNEL_CODE) } tunnel_posture_link;

#define TUNNEL_POSTURE_CHECKS(X)                                                                   \
    X(TUNNEL_POSTURE_CHECK_POSTURE, "posture")                                                     \
    X(TUNNEL_POSTURE_CHECK_TEMPORAL_AGENT, "temporal-agent")                                       \
    X(TUNNEL_POSTURE_CHECK_HARDWARE, "hardware-inventory")                                         \
    X(TUNNEL_POSTURE_CHECK_APPLICATIONS, "application-monitoring")
typedef enum { TUNNEL_POSTURE_CHECKS(TUNNEL_CODE) } tunnel_posture_check;

#define TUNNEL_POSTURE_ACTIONS(X)                                                                  \
    X(TUNNEL_POSTURE_PROBE, "probe")                                                               \
    X(TUNNEL_POSTURE_WAIT, "wait")                                                                 \
    X(TUNNEL_POSTURE_STOP, "stop")                                                                 \
    X(TUNNEL_POSTURE_START, "start-posture")                                                       \
    X(TUNNEL_POSTURE_RETRY, "retry")                                                               \
    X(TUNNEL_POSTURE_REASSESS, "reassess")                                                         \
    X(TUNNEL_POSTURE_RECHECK, "recheck")                                                           \
    X(TUNNEL_POSTURE_END, "end")                                                                   \
    X(TUNNEL_POSTURE_DENY, "deny")                                                                 \
    X(TUNNEL_POSTURE_REPORT, "report")                                                             \
    X(TUNNEL_POSTURE_REFRESH, "refresh")                                                           \
    X(TUNNEL_POSTURE_PAUSE, "pause")                                                               \
    X(TUNNEL_POSTURE_NONE, "none")
typedef enum { TUNNEL_POSTURE_ACTIONS(TUNNEL_CODE) } tunnel_posture_action;

#define TUNNEL_POSTURE_METHODS(X) X(TUNNEL_POSTURE_ICMP, "icmp") X(TUNNEL_POSTURE_ARP, "arp")
typedef enum { TUNNEL_POSTURE_METHODS(TUNNEL_CODE) } tunnel_posture_method;

#define TUNNEL_POSTURE_REASONS(X)                                                                  \
    X(TUNNEL_POSTURE_PLATFORM_UNSUPPORTED, "platform-unsupported")                                 \
    X(TUNNEL_POSTURE_SERVER_FOUND, "server-found")                                                 \
    X(TUNNEL_POSTURE_UNAUTHORIZED_SERVER, "unauthorized-server")                                   \
    X(TUNNEL_POSTURE_NO_CONNECTION, "no-connection")                                               \
    X(TUNNEL_POSTURE_WIFI_NOT_SECURE, "wifi-not-secure")                                           \
    X(TUNNEL_POSTURE_INITIAL, "initial")                                                           \
    X(TUNNEL_POSTURE_PERIODIC_OFF, "periodic-off")                                                 \
    X(TUNNEL_POSTURE_PERIODIC, "periodic")                                                         \
    X(TUNNEL_POSTURE_FLOW_COMPLETE, "flow-complete")                                               \
    X(TUNNEL_POSTURE_MAXIMUM_TIME, "maximum-time")                                                 \
    X(TUNNEL_POSTURE_INTERVAL, "interval")                                                         \
    X(TUNNEL_POSTURE_LIMIT_REACHED, "limit-reached")                                               \
    X(TUNNEL_POSTURE_RETRANSMISSION_DELAY, "retransmission-delay")                                 \
    X(TUNNEL_POSTURE_DISABLED, "disabled")                                                         \
    X(TUNNEL_POSTURE_IN_GRACE, "in-grace")                                                         \
    X(TUNNEL_POSTURE_PRA_RETRANSMISSION, "pra-retransmission")                                     \
    X(TUNNEL_POSTURE_DUE, "due")                                                                   \
    X(TUNNEL_POSTURE_NOT_DUE, "not-due")                                                           \
    X(TUNNEL_POSTURE_NOT_APPLICABLE, "not-applicable")                                             \
    X(TUNNEL_POSTURE_NOT_CONFIGURED, "not-configured")                                             \
    X(TUNNEL_POSTURE_NEVER_COMPLIANT, "never-compliant")                                           \
    X(TUNNEL_POSTURE_GRACE_ENDED, "grace-ended")                                                   \
    X(TUNNEL_POSTURE_COMPLIANT, "compliant")                                                       \
    X(TUNNEL_POSTURE_NON_COMPLIANT, "non-compliant")                                               \
    X(TUNNEL_POSTURE_DELAYED, "delayed")                                                           \
    X(TUNNEL_POSTURE_NOTIFICATION_POINT, "notification-point")                                     \
    X(TUNNEL_POSTURE_RUNNING, "running")                                                           \
    X(TUNNEL_POSTURE_EXPIRED, "expired")                                                           \
    X(TUNNEL_POSTURE_BEHIND_ASA, "behind-asa")                                                     \
    X(TUNNEL_POSTURE_VPN_CONNECTED, "vpn-connected")                                               \
    X(TUNNEL_POSTURE_OFF, "off")                                                                   \
    X(TUNNEL_POSTURE_PROBES_DROPPED, "probes-dropped")                                             \
    X(TUNNEL_POSTURE_AGENT_REFRESH, "agent-refresh")                                               \
    X(TUNNEL_POSTURE_TRANSITION_DELAY, "transition-delay")
typedef enum { TUNNEL_POSTURE_REASONS(TUNNEL_CODE) } tunnel_posture_reason;

/* The facts of the phase asked about; those of others are not looked at. */
typedef struct {
    tunnel_posture_phase phase;
    tunnel_posture_link link;
    bool server_found;
    tunnel_text_t server_name;
    tunnel_integers grace_periods_s; /* one of each posture policy that matched */
    double elapsed_s;
    int64_t probes_sent;
    double since_last_probe_s;
    bool flow_complete;
    int64_t failures;       /* of one message */
    int64_t interval_hours; /* TUNNEL_NO_NUMBER: off */
    double since_last_s;
    bool in_grace, communication_failed;
    double since_failure_s;
    bool previously_compliant;
    tunnel_maybe compliant_now; /* TUNNEL_UNSET: not rechecked */
    int64_t delay_notification_percent;
    bool custom_notification;
    tunnel_posture_check check;
    bool mandatory_met, reassessment;
    int64_t dropped_probes;
    bool vpn_connected, behind_asa;
} tunnel_posture_timing_facts;

typedef struct {
    tunnel_posture_action action;
    double wait_s; /* until the next step; negative: there is none */
    tunnel_posture_reason reason;
    int64_t retries_left; /* TUNNEL_NO_NUMBER in other phases; so of the next */
    int64_t grace_s;
    bool notify, access, rescan_offered;
    struct {
        const tunnel_posture_method *items;
        size_t count;
    } probe_methods;
    int64_t release_delay_s, renew_delay_s, transition_delay_s;
} tunnel_posture_timing_result;

TUNNEL_API tunnel_status tunnel_decide_posture_timing(const tunnel_policy *policy,
                                                      const tunnel_posture_timing_facts *facts,
                                                      tunnel_posture_timing_result *result,
                                                      tunnel_buffer *buffer,
                                                      tunnel_explanation *why);

#endif
