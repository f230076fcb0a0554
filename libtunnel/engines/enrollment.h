/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* enrollment: is a certificate requested by SCEP, how, and with which subject. Part of tunnel.h. */
#ifndef TUNNEL_ENROLLMENT_H
#define TUNNEL_ENROLLMENT_H

/* How a request came back. */
#define TUNNEL_ENROLLMENT_ANSWERS(X)                                                               \
    X(TUNNEL_ENROLLMENT_GRANTED, "granted")                                                        \
    X(TUNNEL_ENROLLMENT_REFUSED, "refused")                                                        \
    X(TUNNEL_ENROLLMENT_PENDING, "pending")
typedef enum {
    TUNNEL_ENROLLMENT_NO_ANSWER = TUNNEL_NO_CODE,
    TUNNEL_ENROLLMENT_ANSWERS(TUNNEL_CODE)
} tunnel_enrollment_answer;

#define TUNNEL_ENROLLMENT_ACTIONS(X)                                                               \
    X(TUNNEL_ENROLLMENT_ENROLL, "enroll")                                                          \
    X(TUNNEL_ENROLLMENT_WAIT, "wait")                                                              \
    X(TUNNEL_ENROLLMENT_DISCONNECT, "disconnect")                                                  \
    X(TUNNEL_ENROLLMENT_NONE, "none")
typedef enum { TUNNEL_ENROLLMENT_ACTIONS(TUNNEL_CODE) } tunnel_enrollment_action;

/* Through the gateway, or directly with the certification authority. */
#define TUNNEL_ENROLLMENT_MODES(X)                                                                 \
    X(TUNNEL_ENROLLMENT_PROXY, "proxy") X(TUNNEL_ENROLLMENT_LEGACY, "legacy")
typedef enum {
    TUNNEL_ENROLLMENT_NO_MODE = TUNNEL_NO_CODE,
    TUNNEL_ENROLLMENT_MODES(TUNNEL_CODE)
} tunnel_enrollment_mode;

#define TUNNEL_ENROLLMENT_NEXTS(X)                                                                 \
    X(TUNNEL_ENROLLMENT_RECONNECT, "reconnect-with-certificate")                                   \
    X(TUNNEL_ENROLLMENT_CONTACT, "contact-administrator")
typedef enum {
    TUNNEL_ENROLLMENT_NO_NEXT = TUNNEL_NO_CODE,
    TUNNEL_ENROLLMENT_NEXTS(TUNNEL_CODE)
} tunnel_enrollment_next;

#define TUNNEL_ENROLLMENT_REASONS(X)                                                               \
    X(TUNNEL_ENROLLMENT_NO_CERTIFICATE, "no-certificate")                                          \
    X(TUNNEL_ENROLLMENT_CERTIFICATE_EXPIRED, "certificate-expired")                                \
    X(TUNNEL_ENROLLMENT_CERTIFICATE_EXPIRING, "certificate-expiring")                              \
    X(TUNNEL_ENROLLMENT_USER_REQUESTED, "user-requested")                                          \
    X(TUNNEL_ENROLLMENT_WAITING_FOR_TUNNEL, "waiting-for-tunnel")                                  \
    X(TUNNEL_ENROLLMENT_ENROLLED, "enrolled")                                                      \
    X(TUNNEL_ENROLLMENT_FAILED, "enrollment-failed")                                               \
    X(TUNNEL_ENROLLMENT_PENDING_UNSUPPORTED, "pending-unsupported")                                \
    X(TUNNEL_ENROLLMENT_OFF, "enrollment-off")                                                     \
    X(TUNNEL_ENROLLMENT_MANAGEMENT_TUNNEL, "management-tunnel")                                    \
    X(TUNNEL_ENROLLMENT_MULTIPLE_CERTIFICATES, "multiple-certificate-authentication")              \
    X(TUNNEL_ENROLLMENT_FIPS_ON_MOBILE, "fips-on-mobile")                                          \
    X(TUNNEL_ENROLLMENT_CERTIFICATE_VALID, "certificate-valid")                                    \
    X(TUNNEL_ENROLLMENT_NO_SCEP_SERVICE, "no-scep-service")                                        \
    X(TUNNEL_ENROLLMENT_NO_CONTENTS, "no-contents")                                                \
    X(TUNNEL_ENROLLMENT_USERNAME_UNAVAILABLE, "username-unavailable")                              \
    X(TUNNEL_ENROLLMENT_MACHINE_ID_UNAVAILABLE, "machine-id-unavailable")
typedef enum { TUNNEL_ENROLLMENT_REASONS(TUNNEL_CODE) } tunnel_enrollment_reason;

typedef struct {
    int64_t now;
    tunnel_text_t host;
    tunnel_kind tunnel;
    tunnel_expiry certificate; /* the best that matches */
    bool tunnel_established;   /* and the user authenticated with AAA */
    bool headend_scep;         /* the connection profile has SCEP enrollment on */
    bool user_requested;       /* Get Certificate was pressed */
    tunnel_text_t username;    /* of the login at the gateway; empty or ptr NULL: none */
    tunnel_text_t machine_id;  /* from the posture module; likewise */
    bool radius_enrollment;
    bool multiple_certificate_authentication;
    tunnel_maybe fips_mode; /* ios, android: the application's setting */
    tunnel_enrollment_answer request_result;
} tunnel_enrollment_facts;

typedef struct {
    tunnel_enrollment_action action;
    tunnel_enrollment_mode mode;
    tunnel_text_t subject; /* RFC 4514; ptr NULL: nothing is requested */
    int64_t key_size;      /* or TUNNEL_NO_NUMBER */
    tunnel_text_t ca_domain, ca_url, ca_thumbprint;
    bool prompt_challenge; /* ask for user name and one-time password */
    tunnel_stores import_stores;
    bool show_get_certificate;
    tunnel_enrollment_next next;
    tunnel_enrollment_reason reason;
} tunnel_enrollment_result;

TUNNEL_API tunnel_status tunnel_decide_enrollment(const tunnel_policy *policy,
                                                  const tunnel_enrollment_facts *facts,
                                                  tunnel_enrollment_result *result,
                                                  tunnel_buffer *buffer, tunnel_explanation *why);

#endif
