/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* mobile-server-certificate: what a phone does about a gateway's certificate. Part of tunnel.h. */
#ifndef TUNNEL_MOBILE_SERVER_CERTIFICATE_H
#define TUNNEL_MOBILE_SERVER_CERTIFICATE_H

/* What is found in the certificate itself, */
#define TUNNEL_MOBILE_FOUND_PROBLEMS(X)                                                            \
    X(TUNNEL_MOBILE_KEY_TYPE, "key-type")                                                          \
    X(TUNNEL_MOBILE_KEY_SIZE, "key-size")                                                          \
    X(TUNNEL_MOBILE_HASH, "hash")                                                                  \
    X(TUNNEL_MOBILE_BAD_SIGNATURE, "bad-signature")                                                \
    X(TUNNEL_MOBILE_NOT_YET_VALID, "not-yet-valid")                                                \
    X(TUNNEL_MOBILE_EXPIRED, "expired")                                                            \
    X(TUNNEL_MOBILE_KEY_USAGE, "key-usage")                                                        \
    X(TUNNEL_MOBILE_EXTENDED_KEY_USAGE, "extended-key-usage")                                      \
    X(TUNNEL_MOBILE_NAME_MISMATCH, "name-mismatch")                                                \
    X(TUNNEL_MOBILE_UNTRUSTED_CA, "untrusted-ca")                                                  \
    X(TUNNEL_MOBILE_SELF_SIGNED, "self-signed")                                                    \
    X(TUNNEL_MOBILE_CHAIN_INCOMPLETE, "chain-incomplete")
/* and what revocation adds. */
#define TUNNEL_MOBILE_PROBLEMS(X)                                                                  \
    TUNNEL_MOBILE_FOUND_PROBLEMS(X)                                                                \
    X(TUNNEL_MOBILE_REVOKED, "revoked")                                                            \
    X(TUNNEL_MOBILE_REVOCATION_UNAVAILABLE, "revocation-unavailable")
typedef enum { TUNNEL_MOBILE_PROBLEMS(TUNNEL_CODE) } tunnel_mobile_problem;

#define TUNNEL_MOBILE_REVOCATIONS(X)                                                               \
    X(TUNNEL_MOBILE_REVOCATION_NOT_CHECKED, "not-checked")                                         \
    X(TUNNEL_MOBILE_REVOCATION_GOOD, "good")                                                       \
    X(TUNNEL_MOBILE_REVOCATION_REVOKED, "revoked")                                                 \
    X(TUNNEL_MOBILE_REVOCATION_NO_ANSWER, "unavailable")
typedef enum { TUNNEL_MOBILE_REVOCATIONS(TUNNEL_CODE) } tunnel_mobile_revocation;

#define TUNNEL_MOBILE_CONTEXTS(X)                                                                  \
    X(TUNNEL_MOBILE_IN_TUNNEL, "tunnel")                                                           \
    X(TUNNEL_MOBILE_IN_BROWSER, "embedded-browser") /* the SAML window */
typedef enum { TUNNEL_MOBILE_CONTEXTS(TUNNEL_CODE) } tunnel_mobile_context;

#define TUNNEL_MOBILE_ACTIONS(X)                                                                   \
    X(TUNNEL_MOBILE_ACCEPT, "accept")                                                              \
    X(TUNNEL_MOBILE_REJECT, "reject")                                                              \
    X(TUNNEL_MOBILE_PROMPT, "prompt")
typedef enum { TUNNEL_MOBILE_ACTIONS(TUNNEL_CODE) } tunnel_mobile_action;

#define TUNNEL_MOBILE_OFFERS(X)                                                                    \
    X(TUNNEL_MOBILE_KEEP_ME_SAFE, "keep-me-safe")                                                  \
    X(TUNNEL_MOBILE_CHANGE_SETTINGS, "change-settings")                                            \
    X(TUNNEL_MOBILE_CANCEL, "cancel")                                                              \
    X(TUNNEL_MOBILE_CONTINUE, "continue")                                                          \
    X(TUNNEL_MOBILE_VIEW_DETAILS, "view-details")                                                  \
    X(TUNNEL_MOBILE_IMPORT_AND_CONTINUE, "import-and-continue")                                    \
    X(TUNNEL_MOBILE_BACK, "back")
typedef enum { TUNNEL_MOBILE_OFFERS(TUNNEL_CODE) } tunnel_mobile_offer;

#define TUNNEL_MOBILE_REASONS(X)                                                                   \
    X(TUNNEL_MOBILE_BY_PLATFORM, "platform-unsupported")                                           \
    X(TUNNEL_MOBILE_BY_VALID, "valid")                                                             \
    X(TUNNEL_MOBILE_BY_IMPORT, "imported")                                                         \
    X(TUNNEL_MOBILE_BY_KEY_TYPE, "key-type")                                                       \
    X(TUNNEL_MOBILE_BY_KEY_SIZE, "key-size")                                                       \
    X(TUNNEL_MOBILE_BY_HASH, "hash")                                                               \
    X(TUNNEL_MOBILE_BY_BAD_SIGNATURE, "bad-signature")                                             \
    X(TUNNEL_MOBILE_BY_REVOKED, "revoked")                                                         \
    X(TUNNEL_MOBILE_BY_STRICT, "strict-certificate-trust")                                         \
    X(TUNNEL_MOBILE_BY_BROWSER, "embedded-browser")                                                \
    X(TUNNEL_MOBILE_BY_BLOCK, "block-untrusted-servers")                                           \
    X(TUNNEL_MOBILE_BY_NOBODY, "cannot-prompt")                                                    \
    X(TUNNEL_MOBILE_BY_UNTRUSTED, "untrusted")                                                     \
    X(TUNNEL_MOBILE_BY_INVALID, "invalid")
typedef enum { TUNNEL_MOBILE_REASONS(TUNNEL_CODE) } tunnel_mobile_reason;

/* Settings of the application; those device management gives are locked. */
typedef struct {
    bool given;
    tunnel_maybe strict_certificate_trust, block_untrusted_servers, certificate_revocation;
} tunnel_mobile_settings;

typedef struct {
    const tunnel_mobile_problem *items;
    size_t count;
} tunnel_mobile_problems;

typedef struct {
    const tunnel_mobile_offer *items;
    size_t count;
} tunnel_mobile_offers;

typedef struct {
    tunnel_mobile_problems problems; /* found in the certificate, in any order */
    tunnel_mobile_revocation revocation;
    bool imported; /* this very certificate */
    tunnel_mobile_settings mdm, user;
    tunnel_mobile_context context;
    bool interactive; /* false: started on demand in the background */
} tunnel_mobile_server_certificate_facts;

typedef struct {
    tunnel_mobile_action action;
    tunnel_mobile_problems problems;
    tunnel_mobile_offers offers, details_offers;
    bool may_import;
    bool strict, block_untrusted; /* settings in force */
    tunnel_mobile_reason reason;
} tunnel_mobile_server_certificate_result;

TUNNEL_API tunnel_status tunnel_decide_mobile_server_certificate(
    const tunnel_policy *policy, const tunnel_mobile_server_certificate_facts *facts,
    tunnel_mobile_server_certificate_result *result, tunnel_buffer *buffer,
    tunnel_explanation *why);

#endif
