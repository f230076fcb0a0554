/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate-expiry: is the user warned that the certificate runs out. Part of tunnel.h. */
#ifndef TUNNEL_CERTIFICATE_EXPIRY_H
#define TUNNEL_CERTIFICATE_EXPIRY_H

#define TUNNEL_EXPIRY_REASONS(X)                                                                   \
    X(TUNNEL_EXPIRY_MANAGEMENT_TUNNEL, "management-tunnel")                                        \
    X(TUNNEL_EXPIRY_NO_CERTIFICATE, "no-certificate")                                              \
    X(TUNNEL_EXPIRY_THRESHOLD_ZERO, "threshold-zero")                                              \
    X(TUNNEL_EXPIRY_RADIUS_ENROLLMENT, "radius-enrollment")                                        \
    X(TUNNEL_EXPIRY_REPLACED, "replaced")                                                          \
    X(TUNNEL_EXPIRY_EXPIRED, "expired")                                                            \
    X(TUNNEL_EXPIRY_WITHIN_THRESHOLD, "within-threshold")                                          \
    X(TUNNEL_EXPIRY_NOT_DUE, "not-due")
typedef enum { TUNNEL_EXPIRY_REASONS(TUNNEL_CODE) } tunnel_expiry_reason;

typedef struct {
    int64_t now;
    tunnel_text_t host;
    tunnel_kind tunnel;
    tunnel_expiry certificate; /* in use */
    bool radius_enrollment;
    bool replacement_obtained;
} tunnel_certificate_expiry_facts;

typedef struct {
    bool warn;
    bool expired;
    int64_t days_left; /* rounded down, 0 once expired; TUNNEL_NO_NUMBER: no certificate */
    int64_t threshold_days;
    tunnel_expiry_reason reason;
} tunnel_certificate_expiry_result;

TUNNEL_API tunnel_status tunnel_decide_certificate_expiry(
    const tunnel_policy *policy, const tunnel_certificate_expiry_facts *facts,
    tunnel_certificate_expiry_result *result, tunnel_buffer *buffer, tunnel_explanation *why);

#endif
