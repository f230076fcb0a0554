/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sdi: how the text typed for RSA SecurID is read. Part of tunnel.h. */
#ifndef TUNNEL_SDI_H
#define TUNNEL_SDI_H

#define TUNNEL_SDI_METHODS(X) X(TUNNEL_SDI_PIN, "pin") X(TUNNEL_SDI_PASSCODE, "passcode")
typedef enum {
    TUNNEL_SDI_NO_METHOD = TUNNEL_NO_CODE, /* what was typed is not to be sent */
    TUNNEL_SDI_METHODS(TUNNEL_CODE)
} tunnel_sdi_method;

#define TUNNEL_SDI_LABELS(X)                                                                       \
    X(TUNNEL_SDI_LABEL_PIN, "PIN:") X(TUNNEL_SDI_LABEL_PASSCODE, "Passcode:")
typedef enum {
    TUNNEL_SDI_NO_LABEL = TUNNEL_NO_CODE,
    TUNNEL_SDI_LABELS(TUNNEL_CODE)
} tunnel_sdi_label;

#define TUNNEL_SDI_TOKENS(X)                                                                       \
    X(TUNNEL_SDI_SOFTWARE_TOKEN, "SoftwareToken") X(TUNNEL_SDI_HARDWARE_TOKEN, "HardwareToken")
typedef enum {
    TUNNEL_SDI_NO_TOKEN = TUNNEL_NO_CODE,
    TUNNEL_SDI_TOKENS(TUNNEL_CODE)
} tunnel_sdi_token;

#define TUNNEL_SDI_REASONS(X)                                                                      \
    X(TUNNEL_SDI_PLATFORM_UNSUPPORTED, "platform-unsupported")                                     \
    X(TUNNEL_SDI_NOT_WINDOWS, "not-windows")                                                       \
    X(TUNNEL_SDI_BY_SOFTWARE_TOKEN, "software-token")                                              \
    X(TUNNEL_SDI_BY_HARDWARE_TOKEN, "hardware-token")                                              \
    X(TUNNEL_SDI_CACHED_TYPE, "cached-type")                                                       \
    X(TUNNEL_SDI_LABEL_DEFAULT, "label-default")                                                   \
    X(TUNNEL_SDI_OTHER_METHOD, "other-method")                                                     \
    X(TUNNEL_SDI_RSA_SOFTWARE_MISSING, "rsa-software-missing")                                     \
    X(TUNNEL_SDI_BOTH_FAILED, "both-failed")
typedef enum { TUNNEL_SDI_REASONS(TUNNEL_CODE) } tunnel_sdi_reason;

/* The cached SDI token type. */
typedef struct {
    bool given;
    tunnel_text_t username, group;
    tunnel_sdi_token token_type;
} tunnel_sdi_success;

typedef struct {
    tunnel_text_t host;
    tunnel_preferences preferences;
    tunnel_text_t username, group;
    tunnel_sdi_method field_label; /* what the headend calls the field */
    bool rsa_software;             /* RSA SecurID client 1.1 or later is there */
    tunnel_sdi_success last_success;
    int64_t attempt; /* 1 to 3 */
} tunnel_sdi_facts;

typedef struct {
    tunnel_sdi_method read_as;
    tunnel_sdi_method if_it_fails;
    tunnel_sdi_label label;
    tunnel_sdi_token token_type_to_cache;
    tunnel_sdi_reason reason;
} tunnel_sdi_result;

TUNNEL_API tunnel_status tunnel_decide_sdi(const tunnel_policy *policy,
                                           const tunnel_sdi_facts *facts, tunnel_sdi_result *result,
                                           tunnel_buffer *buffer, tunnel_explanation *why);

#endif
