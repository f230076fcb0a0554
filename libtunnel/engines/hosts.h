/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hosts: which gateways are tried, in which order. Part of tunnel.h. */
#ifndef TUNNEL_HOSTS_H
#define TUNNEL_HOSTS_H

#define TUNNEL_TRIGGERS(X)                                                                         \
    X(TUNNEL_TRIGGER_USER, "user")                                                                 \
    X(TUNNEL_TRIGGER_START, "start")         /* the client starts */                               \
    X(TUNNEL_TRIGGER_AUTOMATIC, "automatic") /* trusted network detection, or Always-On */
typedef enum { TUNNEL_TRIGGERS(TUNNEL_CODE) } tunnel_trigger;

#define TUNNEL_FAMILIES(X) X(TUNNEL_IPV4, "ipv4") X(TUNNEL_IPV6, "ipv6")
typedef enum { TUNNEL_FAMILIES(TUNNEL_CODE) } tunnel_family;

typedef struct {
    const tunnel_family *items;
    size_t count;
} tunnel_families;

#define TUNNEL_PROXY_MODES(X)                                                                      \
    X(TUNNEL_PROXY_MODE_NONE, "none")                                                              \
    X(TUNNEL_PROXY_MODE_STATIC, "static")                                                          \
    X(TUNNEL_PROXY_MODE_AUTO_DETECT, "auto-detect")                                                \
    X(TUNNEL_PROXY_MODE_PAC, "pac")
typedef enum { TUNNEL_PROXY_MODES(TUNNEL_CODE) } tunnel_proxy_mode;

#define TUNNEL_PROTOCOLS(X) X(TUNNEL_SSL, "ssl") X(TUNNEL_IPSEC, "ipsec")
typedef enum { TUNNEL_PROTOCOLS(TUNNEL_CODE) } tunnel_protocol;

#define TUNNEL_HOSTS_SOURCES(X)                                                                    \
    X(TUNNEL_HOSTS_ENTRY, "entry")                                                                 \
    X(TUNNEL_HOSTS_BACKUP, "backup")                                                               \
    X(TUNNEL_HOSTS_GLOBAL_BACKUP, "global-backup")                                                 \
    X(TUNNEL_HOSTS_OGS, "ogs")                                                                     \
    X(TUNNEL_HOSTS_TYPED, "typed")                                                                 \
    X(TUNNEL_HOSTS_REDIRECT, "redirect")
typedef enum { TUNNEL_HOSTS_SOURCES(TUNNEL_CODE) } tunnel_hosts_source;

/* Optimal gateway selection. */
#define TUNNEL_OGS_STATES(X)                                                                       \
    X(TUNNEL_OGS_OFF, "off")                                                                       \
    X(TUNNEL_OGS_BLOCKED_ALWAYS_ON, "blocked-always-on")                                           \
    X(TUNNEL_OGS_BLOCKED_PROXY, "blocked-proxy")                                                   \
    X(TUNNEL_OGS_BLOCKED_IPV6, "blocked-ipv6")                                                     \
    X(TUNNEL_OGS_NO_ANSWER, "no-answer")                                                           \
    X(TUNNEL_OGS_CHOSEN, "chosen")                                                                 \
    X(TUNNEL_OGS_KEPT, "kept")                                                                     \
    X(TUNNEL_OGS_SWITCHED, "switched")
typedef enum { TUNNEL_OGS_STATES(TUNNEL_CODE) } tunnel_ogs;

#define TUNNEL_HOSTS_REASONS(X)                                                                    \
    X(TUNNEL_HOSTS_SERVICE_DISABLED, "service-disabled")                                           \
    X(TUNNEL_HOSTS_MANAGEMENT_DISABLED, "management-disabled")                                     \
    X(TUNNEL_HOSTS_MANAGEMENT_ENTRY, "management-entry")                                           \
    X(TUNNEL_HOSTS_USER_SELECTED, "user-selected")                                                 \
    X(TUNNEL_HOSTS_HOST_NOT_IN_PROFILE, "host-not-in-profile")                                     \
    X(TUNNEL_HOSTS_MANUAL_HOST_NOT_ALLOWED, "manual-host-not-allowed")                             \
    X(TUNNEL_HOSTS_TYPED_HOST, "typed-host")                                                       \
    X(TUNNEL_HOSTS_NO_HOST_ENTRY, "no-host-entry")                                                 \
    X(TUNNEL_HOSTS_AUTO_CONNECT_OFF, "auto-connect-off")                                           \
    X(TUNNEL_HOSTS_OGS_LOWEST_RTT, "ogs-lowest-rtt")                                               \
    X(TUNNEL_HOSTS_OGS_KEPT_SHORT_SUSPEND, "ogs-kept-short-suspend")                               \
    X(TUNNEL_HOSTS_OGS_KEPT_NO_ANSWER, "ogs-kept-no-answer")                                       \
    X(TUNNEL_HOSTS_OGS_KEPT_BEST, "ogs-kept-best")                                                 \
    X(TUNNEL_HOSTS_OGS_SWITCHED, "ogs-switched")                                                   \
    X(TUNNEL_HOSTS_OGS_KEPT_SMALL_GAIN, "ogs-kept-small-gain")                                     \
    X(TUNNEL_HOSTS_LAST_CONNECTED, "last-connected")                                               \
    X(TUNNEL_HOSTS_DEFAULT_ENTRY, "default-entry")                                                 \
    X(TUNNEL_HOSTS_REDIRECT_UNRESTRICTED, "redirect-unrestricted")                                 \
    X(TUNNEL_HOSTS_REDIRECT_LISTED, "redirect-listed")                                             \
    X(TUNNEL_HOSTS_REDIRECT_NOT_LISTED, "redirect-not-listed")                                     \
    X(TUNNEL_HOSTS_NO_IP_FAMILY, "no-ip-family")                                                   \
    X(TUNNEL_HOSTS_NO_ADDRESS, "no-address")
typedef enum { TUNNEL_HOSTS_REASONS(TUNNEL_CODE) } tunnel_hosts_reason;

/* Round-trip time of a host without port; TUNNEL_NO_NUMBER: it did not answer. */
typedef struct {
    tunnel_text_t host;
    int64_t ms;
} tunnel_rtt;

typedef struct {
    tunnel_trigger trigger;
    tunnel_text_t selected;       /* HostName picked, or text typed; with trigger user */
    tunnel_text_t last_connected; /* HostName or address */
    tunnel_kind tunnel;
    bool exempt;
    tunnel_preferences preferences;
    tunnel_families families; /* usable on the endpoint; items NULL: both */
    struct {
        const tunnel_rtt *items;
        size_t count;
    } rtt_ms;
    tunnel_text_t current; /* HostName or address of the session that was suspended */
    int64_t suspended_s;
    tunnel_proxy_mode proxy_mode; /* the system's */
    tunnel_text_t redirect_to;    /* where a load-balancing primary sends the client */
} tunnel_hosts_facts;

typedef struct {
    tunnel_text_t entry; /* HostName; ptr NULL: none */
    tunnel_text_t url;
    tunnel_protocol protocol;
    tunnel_text_t user_group;
    tunnel_families families; /* in order of use */
    tunnel_hosts_source source;
} tunnel_hosts_attempt;

typedef struct {
    struct {
        const tunnel_hosts_attempt *items;
        size_t count;
    } attempts;
    tunnel_ogs ogs;
    tunnel_text_t remember; /* HostName to keep as the new default; ptr NULL: none */
    tunnel_hosts_reason reason;
} tunnel_hosts_result;

TUNNEL_API tunnel_status tunnel_decide_hosts(const tunnel_policy *policy,
                                             const tunnel_hosts_facts *facts,
                                             tunnel_hosts_result *result, tunnel_buffer *buffer,
                                             tunnel_explanation *why);

#endif
