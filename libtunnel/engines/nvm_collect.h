/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* nvm-collect: whether the Network Visibility Module takes, sends or keeps a record, and which of
 * its fields. Part of tunnel.h. */
#ifndef TUNNEL_NVM_COLLECT_H
#define TUNNEL_NVM_COLLECT_H

#define TUNNEL_NVM_INTERFACES(X)                                                                   \
    X(TUNNEL_NVM_INTERFACE_PHYSICAL, "physical")                                                   \
    X(TUNNEL_NVM_INTERFACE_VPN, "vpn")
typedef enum { TUNNEL_NVM_INTERFACES(TUNNEL_CODE) } tunnel_nvm_interface;

#define TUNNEL_NVM_TRUST_FACTS(X)                                                                  \
    X(TUNNEL_NVM_SERVERS_TRUSTED, "trusted")                                                       \
    X(TUNNEL_NVM_SERVERS_UNTRUSTED, "untrusted")                                                   \
    X(TUNNEL_NVM_SERVERS_NOT_RUN, "not-run")                                                       \
    X(TUNNEL_NVM_SERVERS_PENDING, "pending") /* the same */
typedef enum { TUNNEL_NVM_TRUST_FACTS(TUNNEL_CODE) } tunnel_nvm_trust_fact;

#define TUNNEL_NVM_MOBILE_DATA(X) X(TUNNEL_MOBILE_DATA_ON, "on") X(TUNNEL_MOBILE_DATA_OFF, "off")
typedef enum {
    TUNNEL_MOBILE_DATA_UNSET = TUNNEL_NO_CODE,
    TUNNEL_NVM_MOBILE_DATA(TUNNEL_CODE)
} tunnel_nvm_mobile_data;

#define TUNNEL_NVM_DESTINATIONS(X)                                                                 \
    X(TUNNEL_NVM_UNICAST, "unicast")                                                               \
    X(TUNNEL_NVM_BROADCAST, "broadcast")                                                           \
    X(TUNNEL_NVM_MULTICAST, "multicast")
typedef enum { TUNNEL_NVM_DESTINATIONS(TUNNEL_CODE) } tunnel_nvm_destination;

#define TUNNEL_NVM_RECORDS(X)                                                                      \
    X(TUNNEL_NVM_FLOW_RECORD, "flow")                                                              \
    X(TUNNEL_NVM_INTERFACE_RECORD, "interface")                                                    \
    X(TUNNEL_NVM_ENDPOINT_RECORD, "endpoint")
typedef enum { TUNNEL_NVM_RECORDS(TUNNEL_CODE) } tunnel_nvm_record;

#define TUNNEL_NVM_SCOPES(X) X(TUNNEL_NVM_DEVICE, "device") X(TUNNEL_NVM_KNOX, "knox")
typedef enum {
    TUNNEL_NVM_NO_SCOPE = TUNNEL_NO_CODE,
    TUNNEL_NVM_SCOPES(TUNNEL_CODE)
} tunnel_nvm_scope;

#define TUNNEL_NVM_REPORTS(X)                                                                      \
    X(TUNNEL_NVM_REPORT_START, "start")                                                            \
    X(TUNNEL_NVM_REPORT_PERIODIC, "periodic")                                                      \
    X(TUNNEL_NVM_REPORT_END, "end")
typedef enum { TUNNEL_NVM_REPORTS(TUNNEL_CODE) } tunnel_nvm_report;

#define TUNNEL_NVM_TRANSPORTS(X) X(TUNNEL_NVM_UDP, "udp") X(TUNNEL_NVM_DTLS, "dtls")
typedef enum { TUNNEL_NVM_TRANSPORTS(TUNNEL_CODE) } tunnel_nvm_transport;

#define TUNNEL_NVM_EVICTIONS(X)                                                                    \
    X(TUNNEL_NVM_EVICT_NONE, "none")                                                               \
    X(TUNNEL_NVM_EVICT_SIZE, "size")                                                               \
    X(TUNNEL_NVM_EVICT_AGE, "age")
typedef enum { TUNNEL_NVM_EVICTIONS(TUNNEL_CODE) } tunnel_nvm_eviction;

#define TUNNEL_NVM_COLLECT_REASONS(X)                                                              \
    X(TUNNEL_NVM_NO_PROFILE, "no-profile")                                                         \
    X(TUNNEL_NVM_PLATFORM_UNSUPPORTED, "platform-unsupported")                                     \
    X(TUNNEL_NVM_PROFILE_TYPE_MISMATCH, "profile-type-mismatch")                                   \
    X(TUNNEL_NVM_MODE_OFF, "mode-off")                                                             \
    X(TUNNEL_NVM_MODE_EXCLUDES_NETWORK, "mode-excludes-network")                                   \
    X(TUNNEL_NVM_OUTSIDE_KNOX, "outside-knox")                                                     \
    X(TUNNEL_NVM_BROADCAST_OFF, "broadcast-off")                                                   \
    X(TUNNEL_NVM_MULTICAST_OFF, "multicast-off")                                                   \
    X(TUNNEL_NVM_EXPORTED, "exported")                                                             \
    X(TUNNEL_NVM_CACHED_UNTRUSTED, "cached-untrusted")                                             \
    X(TUNNEL_NVM_CACHED_MOBILE_NETWORK_OFF, "cached-mobile-network-off")                           \
    X(TUNNEL_NVM_CACHED_USER_MOBILE_DATA_OFF, "cached-user-mobile-data-off")
typedef enum { TUNNEL_NVM_COLLECT_REASONS(TUNNEL_CODE) } tunnel_nvm_collect_reason;

typedef struct {
    bool vpn_connected;
    tunnel_nvm_interface interface;  /* where the flow is; vpn only with vpn_connected */
    tunnel_nvm_trust_fact nvm_trust; /* state of nvm-trust */
    bool vpn_trusted_network;        /* what the VPN module's detection says */
    bool standalone;                 /* without the VPN module */
    bool knox;                       /* traffic of the Knox workspace */
    bool cellular;
    tunnel_nvm_mobile_data user_mobile_data; /* the user's "Use mobile data for NVM" */
    tunnel_nvm_destination destination;
    tunnel_nvm_record record;
    tunnel_texts fields; /* of that record; items NULL: all */
    bool cached_data;    /* the cache is not empty */
    double cache_size_mb, cache_age_days;
} tunnel_nvm_collect_facts;

typedef struct {
    bool collect;  /* this record is taken */
    bool exported; /* it is sent now */
    bool cache;    /* it is kept for later */
    bool export_cached;
    tunnel_nvm_class network_state; /* trusted, untrusted */
    tunnel_nvm_class network_class;
    tunnel_text_t policy; /* data collection policy; ptr NULL: none */
    tunnel_nvm_scope policy_scope;
    tunnel_texts sent, hashed, dropped, unavailable; /* the fields asked about, if collected */
    struct {
        const tunnel_nvm_report *items;
        size_t count;
    } reports;
    int64_t report_interval_s; /* TUNNEL_NO_NUMBER: no periodic reports */
    int64_t throttle_kbps;     /* 0: not limited */
    tunnel_nvm_transport transport;
    tunnel_nvm_eviction evict;
    tunnel_nvm_collect_reason reason;
} tunnel_nvm_collect_result;

TUNNEL_API tunnel_status tunnel_decide_nvm_collect(const tunnel_policy *policy,
                                                   const tunnel_nvm_collect_facts *facts,
                                                   tunnel_nvm_collect_result *result,
                                                   tunnel_buffer *buffer, tunnel_explanation *why);

#endif
