/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate-pin: is a gateway's chain one of those the profile pins. Part of tunnel.h. */
#ifndef TUNNEL_CERTIFICATE_PIN_H
#define TUNNEL_CERTIFICATE_PIN_H

#define TUNNEL_PIN_ACTIONS(X)                                                                      \
    X(TUNNEL_PIN_SKIP, "skip")                                                                     \
    X(TUNNEL_PIN_PASS, "pass")                                                                     \
    X(TUNNEL_PIN_TERMINATE, "terminate")
typedef enum { TUNNEL_PIN_ACTIONS(TUNNEL_CODE) } tunnel_pin_action;

#define TUNNEL_PIN_SCOPES(X) X(TUNNEL_PIN_OF_HOST, "host") X(TUNNEL_PIN_GLOBAL, "global")
typedef enum {
    TUNNEL_PIN_NO_SCOPE = TUNNEL_NO_CODE,
    TUNNEL_PIN_SCOPES(TUNNEL_CODE)
} tunnel_pin_scope;

#define TUNNEL_PIN_REASONS(X)                                                                      \
    X(TUNNEL_PIN_PINNING_DISABLED, "pinning-disabled")                                             \
    X(TUNNEL_PIN_NO_PINS, "no-pins")                                                               \
    X(TUNNEL_PIN_MATCHED, "pin-matched")                                                           \
    X(TUNNEL_PIN_NONE_MATCHED, "no-pin-matched")
typedef enum { TUNNEL_PIN_REASONS(TUNNEL_CODE) } tunnel_pin_reason;

typedef struct {
    tunnel_text_t subject;
    tunnel_text_t public_key_sha512; /* of the SubjectPublicKeyInfo: hexadecimal or Base64 */
} tunnel_pin_certificate;

typedef struct {
    const tunnel_pin_certificate *items;
    size_t count;
} tunnel_pin_chain;

typedef struct {
    tunnel_text_t host;
    tunnel_text_t primary_host; /* the entry the user chose, when host is one of its backups */
    tunnel_pin_chain chain;     /* leaf first */
} tunnel_certificate_pin_facts;

typedef struct {
    tunnel_pin_action action;
    int64_t matched_index; /* in chain, or TUNNEL_NO_NUMBER */
    tunnel_pin_scope matched_scope;
    int64_t pins_considered;
    tunnel_pin_reason reason;
} tunnel_certificate_pin_result;

TUNNEL_API tunnel_status tunnel_decide_certificate_pin(const tunnel_policy *policy,
                                                       const tunnel_certificate_pin_facts *facts,
                                                       tunnel_certificate_pin_result *result,
                                                       tunnel_buffer *buffer,
                                                       tunnel_explanation *why);

#endif
