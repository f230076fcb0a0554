/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* client-certificate: which certificate of the user is shown to a gateway. Part of tunnel.h. */
#ifndef TUNNEL_CLIENT_CERTIFICATE_H
#define TUNNEL_CLIENT_CERTIFICATE_H

/* Several certificates, as the gateway may ask for them. */
#define TUNNEL_CLIENT_MULTIPLES(X)                                                                 \
    X(TUNNEL_CLIENT_ONE, "none")                                                                   \
    X(TUNNEL_CLIENT_MACHINE_AND_USER, "machine-and-user")                                          \
    X(TUNNEL_CLIENT_TWO_USER, "two-user")
typedef enum { TUNNEL_CLIENT_MULTIPLES(TUNNEL_CODE) } tunnel_client_multiple;

#define TUNNEL_CLIENT_ACTIONS(X)                                                                   \
    X(TUNNEL_CLIENT_USE, "use") X(TUNNEL_CLIENT_PROMPT, "prompt") X(TUNNEL_CLIENT_NONE, "none")
typedef enum { TUNNEL_CLIENT_ACTIONS(TUNNEL_CODE) } tunnel_client_action;

/* Why a certificate does not match. */
#define TUNNEL_CLIENT_WHYS(X)                                                                      \
    X(TUNNEL_CLIENT_STORE_NOT_SEARCHED, "store-not-searched")                                      \
    X(TUNNEL_CLIENT_NO_PRIVATE_KEY, "no-private-key")                                              \
    X(TUNNEL_CLIENT_SELF_SIGNED, "self-signed")                                                    \
    X(TUNNEL_CLIENT_KEY_TYPE, "key-type")                                                          \
    X(TUNNEL_CLIENT_KEY_SIZE, "key-size")                                                          \
    X(TUNNEL_CLIENT_ECDSA_STORE, "ecdsa-store")                                                    \
    X(TUNNEL_CLIENT_HASH, "hash")                                                                  \
    X(TUNNEL_CLIENT_NOT_YET_VALID, "not-yet-valid")                                                \
    X(TUNNEL_CLIENT_EXPIRED, "expired")                                                            \
    X(TUNNEL_CLIENT_KEY_USAGE, "key-usage")                                                        \
    X(TUNNEL_CLIENT_KEY_USAGE_ABSENT, "ku-absent")                                                 \
    X(TUNNEL_CLIENT_EXTENDED_KEY_USAGE, "extended-key-usage")                                      \
    X(TUNNEL_CLIENT_EXTENDED_KEY_USAGE_ABSENT, "eku-absent")                                       \
    X(TUNNEL_CLIENT_DISTINGUISHED_NAME, "distinguished-name")
typedef enum {
    TUNNEL_CLIENT_MATCHES = TUNNEL_NO_CODE,
    TUNNEL_CLIENT_WHYS(TUNNEL_CODE)
} tunnel_client_why;

#define TUNNEL_CLIENT_REASONS(X)                                                                   \
    X(TUNNEL_CLIENT_SINGLE_MATCH, "single-match")                                                  \
    X(TUNNEL_CLIENT_BEST_MATCH, "best-match")                                                      \
    X(TUNNEL_CLIENT_USER_SELECTED, "user-selected")                                                \
    X(TUNNEL_CLIENT_SELECTION_NOT_ALLOWED, "selection-not-allowed")                                \
    X(TUNNEL_CLIENT_PROMPT_SELECTION, "prompt-selection")                                          \
    X(TUNNEL_CLIENT_ASSIGNED, "assigned-certificate")                                              \
    X(TUNNEL_CLIENT_ASSIGNED_FILTERED, "assigned-certificate-filtered")                            \
    X(TUNNEL_CLIENT_EXPIRED_RENEWABLE, "expired-renewable")                                        \
    X(TUNNEL_CLIENT_ONLY_EXPIRED, "only-expired")                                                  \
    X(TUNNEL_CLIENT_NO_MATCH, "no-match")                                                          \
    X(TUNNEL_CLIENT_NO_STORE, "no-store")                                                          \
    X(TUNNEL_CLIENT_DISABLED, "certificates-disabled")                                             \
    X(TUNNEL_CLIENT_MULTIPLE_SELECTED, "multiple-selected")                                        \
    X(TUNNEL_CLIENT_MULTIPLE_INCOMPLETE, "multiple-incomplete")                                    \
    X(TUNNEL_CLIENT_MULTIPLE_NEEDS_AUTOMATIC, "multiple-needs-automatic-selection")                \
    X(TUNNEL_CLIENT_MULTIPLE_UNSUPPORTED, "multiple-unsupported-platform")
typedef enum { TUNNEL_CLIENT_REASONS(TUNNEL_CODE) } tunnel_client_reason;

typedef struct {
    tunnel_text_t id; /* no two of a list have the same */
    tunnel_store store;
    tunnel_text_t subject, issuer; /* RFC 4514 */
    int64_t not_before, not_after;
    tunnel_key_usages key_usage;
    tunnel_texts extended_key_usage; /* dotted; items NULL: it does not have the extension */
    bool has_private_key;
    tunnel_maybe self_signed; /* TUNNEL_UNSET: if subject and issuer are the same */
    tunnel_key_type key_type;
    int64_t key_bits;
    tunnel_signature_hash signature_hash;
} tunnel_client_certificate;

typedef struct {
    const tunnel_client_certificate *items;
    size_t count;
} tunnel_client_certificates;

typedef struct {
    int64_t now;
    tunnel_text_t host;
    tunnel_kind tunnel;
    tunnel_starter started_by;
    tunnel_preferences preferences;
    bool is_admin;                       /* windows */
    tunnel_maybe machine_store_readable; /* windows; TUNNEL_UNSET: as is_admin */
    tunnel_client_multiple multiple;
    tunnel_text_t user_selected;        /* windows: picked in the prompt */
    tunnel_text_t assigned_certificate; /* ios, android: bound to the entry */
    tunnel_client_certificates certificates;
} tunnel_client_certificate_facts;

typedef struct {
    tunnel_text_t id;
    tunnel_client_why why;
} tunnel_client_rejection;

typedef struct {
    const tunnel_client_rejection *items;
    size_t count;
} tunnel_client_rejections;

typedef struct {
    tunnel_client_action action;
    tunnel_text_t certificate, second_certificate; /* used; ptr NULL: none */
    bool from_machine_store;                       /* one of them is */
    tunnel_texts offered;                          /* in a prompt, the best first */
    tunnel_texts matching;                         /* the best first */
    tunnel_stores stores;                          /* searched, in order */
    tunnel_client_rejections rejected;             /* as the facts have them */
    tunnel_client_reason reason;
} tunnel_client_certificate_result;

TUNNEL_API tunnel_status tunnel_decide_client_certificate(
    const tunnel_policy *policy, const tunnel_client_certificate_facts *facts,
    tunnel_client_certificate_result *result, tunnel_buffer *buffer, tunnel_explanation *why);

#endif
