/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server-certificate: what becomes of a gateway's certificate. Part of tunnel.h. */
#ifndef TUNNEL_SERVER_CERTIFICATE_H
#define TUNNEL_SERVER_CERTIFICATE_H

#define TUNNEL_SERVER_CHAINS(X)                                                                    \
    X(TUNNEL_SERVER_CHAIN_TRUSTED, "trusted")                                                      \
    X(TUNNEL_SERVER_CHAIN_UNTRUSTED_CA, "untrusted-ca")                                            \
    X(TUNNEL_SERVER_CHAIN_SELF_SIGNED, "self-signed")                                              \
    X(TUNNEL_SERVER_CHAIN_INCOMPLETE, "incomplete")                                                \
    X(TUNNEL_SERVER_CHAIN_BAD_SIGNATURE, "bad-signature")
typedef enum { TUNNEL_SERVER_CHAINS(TUNNEL_CODE) } tunnel_server_chain;

/* The store that holds the root of a trusted chain. */
#define TUNNEL_SERVER_ANCHORS(X)                                                                   \
    X(TUNNEL_SERVER_ANCHOR_SYSTEM, "system")                                                       \
    X(TUNNEL_SERVER_ANCHOR_USER, "user")                                                           \
    X(TUNNEL_SERVER_ANCHOR_PEM_MACHINE, "pem-machine")                                             \
    X(TUNNEL_SERVER_ANCHOR_PEM_USER, "pem-user")                                                   \
    X(TUNNEL_SERVER_ANCHOR_FIREFOX_NSS, "firefox-nss")
typedef enum { TUNNEL_SERVER_ANCHORS(TUNNEL_CODE) } tunnel_server_anchor;

#define TUNNEL_SERVER_REVOCATIONS(X)                                                               \
    X(TUNNEL_SERVER_REVOCATION_NOT_CHECKED, "not-checked")                                         \
    X(TUNNEL_SERVER_REVOCATION_GOOD, "good")                                                       \
    X(TUNNEL_SERVER_REVOCATION_REVOKED, "revoked")                                                 \
    X(TUNNEL_SERVER_REVOCATION_NO_ANSWER, "unavailable")
typedef enum { TUNNEL_SERVER_REVOCATIONS(TUNNEL_CODE) } tunnel_server_revocation;

#define TUNNEL_SERVER_CONTEXTS(X)                                                                  \
    X(TUNNEL_SERVER_IN_TUNNEL, "tunnel")                                                           \
    X(TUNNEL_SERVER_IN_BROWSER, "embedded-browser") /* the SAML window */
typedef enum { TUNNEL_SERVER_CONTEXTS(TUNNEL_CODE) } tunnel_server_context;

#define TUNNEL_SERVER_ACTIONS(X)                                                                   \
    X(TUNNEL_SERVER_ACCEPT, "accept")                                                              \
    X(TUNNEL_SERVER_REJECT, "reject")                                                              \
    X(TUNNEL_SERVER_PROMPT, "prompt")
typedef enum { TUNNEL_SERVER_ACTIONS(TUNNEL_CODE) } tunnel_server_action;

/* In the order they are told. */
#define TUNNEL_SERVER_PROBLEMS(X)                                                                  \
    X(TUNNEL_SERVER_KEY_TYPE, "key-type")                                                          \
    X(TUNNEL_SERVER_KEY_SIZE, "key-size")                                                          \
    X(TUNNEL_SERVER_HASH, "hash")                                                                  \
    X(TUNNEL_SERVER_BAD_SIGNATURE, "bad-signature")                                                \
    X(TUNNEL_SERVER_REVOKED, "revoked")                                                            \
    X(TUNNEL_SERVER_NOT_YET_VALID, "not-yet-valid")                                                \
    X(TUNNEL_SERVER_EXPIRED, "expired")                                                            \
    X(TUNNEL_SERVER_KEY_USAGE, "key-usage")                                                        \
    X(TUNNEL_SERVER_EXTENDED_KEY_USAGE, "extended-key-usage")                                      \
    X(TUNNEL_SERVER_NAME_MISMATCH, "name-mismatch")                                                \
    X(TUNNEL_SERVER_UNTRUSTED_CA, "untrusted-ca")                                                  \
    X(TUNNEL_SERVER_SELF_SIGNED, "self-signed")                                                    \
    X(TUNNEL_SERVER_CHAIN_NOT_COMPLETE, "chain-incomplete")                                        \
    X(TUNNEL_SERVER_REVOCATION_UNAVAILABLE, "revocation-unavailable")
typedef enum { TUNNEL_SERVER_PROBLEMS(TUNNEL_CODE) } tunnel_server_problem;

#define TUNNEL_SERVER_OFFERS(X)                                                                    \
    X(TUNNEL_SERVER_KEEP_ME_SAFE, "keep-me-safe")                                                  \
    X(TUNNEL_SERVER_CHANGE_SETTINGS, "change-settings")                                            \
    X(TUNNEL_SERVER_CANCEL, "cancel")                                                              \
    X(TUNNEL_SERVER_CONTINUE, "continue")                                                          \
    X(TUNNEL_SERVER_IGNORE, "ignore")                                                              \
    X(TUNNEL_SERVER_ALWAYS_TRUST, "always-trust-and-import")
typedef enum { TUNNEL_SERVER_OFFERS(TUNNEL_CODE) } tunnel_server_offer;

#define TUNNEL_SERVER_NAME_SOURCES(X)                                                              \
    X(TUNNEL_SERVER_NAMES_SAN, "san")                                                              \
    X(TUNNEL_SERVER_NAMES_CN, "cn")                                                                \
    X(TUNNEL_SERVER_NAMES_NONE, "none")
typedef enum { TUNNEL_SERVER_NAME_SOURCES(TUNNEL_CODE) } tunnel_server_name_source;

#define TUNNEL_SERVER_REVOCATION_CHECKS(X)                                                         \
    X(TUNNEL_SERVER_CHECK_CRL, "crl")                                                              \
    X(TUNNEL_SERVER_CHECK_OCSP, "ocsp")                                                            \
    X(TUNNEL_SERVER_CHECK_NONE, "none")
typedef enum { TUNNEL_SERVER_REVOCATION_CHECKS(TUNNEL_CODE) } tunnel_server_revocation_check;

#define TUNNEL_SERVER_REASONS(X)                                                                   \
    X(TUNNEL_SERVER_BY_PLATFORM, "platform-unsupported")                                           \
    X(TUNNEL_SERVER_BY_VALID, "valid")                                                             \
    X(TUNNEL_SERVER_BY_IMPORT, "imported")                                                         \
    X(TUNNEL_SERVER_BY_UNTRUSTED, "untrusted-ca-only")                                             \
    X(TUNNEL_SERVER_BY_INVALID, "invalid-certificate")                                             \
    X(TUNNEL_SERVER_BY_NO_REVOCATION, "revocation-unavailable")                                    \
    X(TUNNEL_SERVER_BY_KEY_TYPE, "key-type")                                                       \
    X(TUNNEL_SERVER_BY_KEY_SIZE, "key-size")                                                       \
    X(TUNNEL_SERVER_BY_HASH, "hash")                                                               \
    X(TUNNEL_SERVER_BY_BAD_SIGNATURE, "bad-signature")                                             \
    X(TUNNEL_SERVER_BY_REVOKED, "revoked")                                                         \
    X(TUNNEL_SERVER_BY_MANAGEMENT, "management-tunnel")                                            \
    X(TUNNEL_SERVER_BY_STRICT, "strict-certificate-trust")                                         \
    X(TUNNEL_SERVER_BY_ALWAYS_ON, "always-on")                                                     \
    X(TUNNEL_SERVER_BY_SBL, "start-before-logon")                                                  \
    X(TUNNEL_SERVER_BY_MACHINE_CERTIFICATE, "machine-certificate")                                 \
    X(TUNNEL_SERVER_BY_BROWSER, "embedded-browser")                                                \
    X(TUNNEL_SERVER_BY_BLOCK, "block-untrusted-servers")                                           \
    X(TUNNEL_SERVER_BY_NOBODY, "cannot-prompt")
typedef enum { TUNNEL_SERVER_REASONS(TUNNEL_CODE) } tunnel_server_reason;

typedef struct {
    bool given; /* false: the certificate does not have the extension */
    tunnel_texts dns, ip, email;
} tunnel_server_names;

typedef struct {
    bool given;
    tunnel_text_t subject; /* RFC 4514 */
    tunnel_server_names san;
    tunnel_key_usages key_usage;
    tunnel_texts extended_key_usage; /* dotted; items NULL: it does not have the extension */
    int64_t not_before, not_after;
    tunnel_key_type key_type;
    int64_t key_bits;
    tunnel_signature_hash signature_hash;
} tunnel_server_certificate;

typedef struct {
    int64_t now;
    tunnel_text_t host;
    tunnel_kind tunnel;
    tunnel_starter started_by;
    tunnel_preferences preferences;
    bool exempt;
    tunnel_text_t target; /* name or address the connection was made to */
    tunnel_server_certificate certificate;
    tunnel_server_chain chain;
    tunnel_server_anchor trust_anchor;
    tunnel_server_revocation revocation;
    bool imported; /* this certificate was stored by "always trust and import" */
    bool client_certificate_from_machine_store;
    tunnel_server_context context;
    tunnel_maybe interactive; /* TUNNEL_UNSET: as the tunnel has it */
} tunnel_server_certificate_facts;

typedef struct {
    const tunnel_server_problem *items;
    size_t count;
} tunnel_server_problems;

typedef struct {
    const tunnel_server_offer *items;
    size_t count;
} tunnel_server_offers;

typedef struct {
    tunnel_server_action action;
    tunnel_server_problems problems;
    tunnel_server_offers offers; /* empty: no dialog, an error message only */
    bool may_import;
    tunnel_server_name_source name_source;
    tunnel_server_revocation_check revocation_check;
    bool strict;
    tunnel_server_reason reason;
} tunnel_server_certificate_result;

TUNNEL_API tunnel_status tunnel_decide_server_certificate(
    const tunnel_policy *policy, const tunnel_server_certificate_facts *facts,
    tunnel_server_certificate_result *result, tunnel_buffer *buffer, tunnel_explanation *why);

#endif
