/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* nvm-trust: whether the Network Visibility Module trusts the network. Part of tunnel.h. */
#ifndef TUNNEL_NVM_TRUST_H
#define TUNNEL_NVM_TRUST_H

#define TUNNEL_NVM_TRUST_STATES(X)                                                                 \
    X(TUNNEL_NVM_TRUST_TRUSTED, "trusted")                                                         \
    X(TUNNEL_NVM_TRUST_UNTRUSTED, "untrusted")                                                     \
    X(TUNNEL_NVM_TRUST_PENDING, "pending")
typedef enum { TUNNEL_NVM_TRUST_STATES(TUNNEL_CODE) } tunnel_nvm_trust_state;

#define TUNNEL_NVM_TRUST_REASONS(X)                                                                \
    X(TUNNEL_NVM_TRUST_VPN_CONNECTED, "vpn-connected")                                             \
    X(TUNNEL_NVM_TRUST_SERVER_MATCHED, "server-matched")                                           \
    X(TUNNEL_NVM_TRUST_PROBING, "probing")                                                         \
    X(TUNNEL_NVM_TRUST_FINAL_ATTEMPT, "final-attempt")                                             \
    X(TUNNEL_NVM_TRUST_NO_SERVER_MATCHED, "no-server-matched")                                     \
    X(TUNNEL_NVM_TRUST_VPN_MODULE_TRUSTED, "vpn-module-trusted")                                   \
    X(TUNNEL_NVM_TRUST_VPN_MODULE_UNTRUSTED, "vpn-module-untrusted")                               \
    X(TUNNEL_NVM_TRUST_STANDALONE_WITHOUT_SERVERS, "standalone-without-servers")                   \
    X(TUNNEL_NVM_TRUST_PLATFORM_UNSUPPORTED, "platform-unsupported")
typedef enum { TUNNEL_NVM_TRUST_REASONS(TUNNEL_CODE) } tunnel_nvm_trust_reason;

/* A probe of a trusted server that was made; of one server and pass the first counts. */
typedef struct {
    tunnel_text_t url;
    int64_t pass;         /* 1, 2 */
    bool reachable;       /* the TLS handshake was completed */
    tunnel_text_t sha256; /* of the server's certificate, hexadecimal; ptr NULL: not reachable */
    bool via_proxy;
} tunnel_nvm_probe;

typedef struct {
    struct {
        const tunnel_nvm_probe *items;
        size_t count;
    } results;
    bool vpn_connected;
    bool standalone;          /* without the VPN module */
    bool vpn_trusted_network; /* what the VPN module's detection says */
} tunnel_nvm_trust_facts;

typedef struct {
    tunnel_nvm_trust_state state;
    tunnel_text_t server;   /* that proved it, as in the profile; ptr NULL: none */
    tunnel_text_t next_url; /* the probe to make, the pass it is of, and after how long; not given
                               unless pending */
    int64_t next_pass, wait_s;
    tunnel_nvm_trust_reason reason;
} tunnel_nvm_trust_result;

/* Takes some room in the buffer for each result. */
TUNNEL_API tunnel_status tunnel_decide_nvm_trust(const tunnel_policy *policy,
                                                 const tunnel_nvm_trust_facts *facts,
                                                 tunnel_nvm_trust_result *result,
                                                 tunnel_buffer *buffer, tunnel_explanation *why);

#endif
