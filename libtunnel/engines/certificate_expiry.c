/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate-expiry: is the user warned that the certificate runs out. */
#include "libtunnel/expiry.h"

typedef tunnel_certificate_expiry_facts asked;
typedef tunnel_certificate_expiry_result answer;

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_EXPIRY_REASONS);

static const tunnel_field facts[] = {
    FIELD(asked, TIME, now, .required = true),
    FIELD(asked, TEXT, host),
    FACT_TUNNEL(asked),
    FIELD(asked, OBJECT, certificate, .fields = tunnel_expiry_fields),
    FIELD(asked, BOOLEAN, radius_enrollment),
    FIELD(asked, BOOLEAN, replacement_obtained),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, BOOLEAN, warn),
    FIELD(answer, BOOLEAN, expired),
    FIELD(answer, INTEGER, days_left),
    FIELD(answer, INTEGER, threshold_days),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- the decision --------------------------------------------------------------------------- */

/* What holds, and with it the row: one for each reason, in their order. */
static tunnel_expiry_reason judge(const asked *f, const answer *result)
{
    if (f->tunnel == TUNNEL_MANAGEMENT)
        return TUNNEL_EXPIRY_MANAGEMENT_TUNNEL;
    if (!f->certificate.given)
        return TUNNEL_EXPIRY_NO_CERTIFICATE;
    if (!result->threshold_days)
        return TUNNEL_EXPIRY_THRESHOLD_ZERO;
    if (f->radius_enrollment)
        return TUNNEL_EXPIRY_RADIUS_ENROLLMENT;
    if (f->replacement_obtained)
        return TUNNEL_EXPIRY_REPLACED;
    if (result->expired)
        return TUNNEL_EXPIRY_EXPIRED;
    return result->days_left <= result->threshold_days ? TUNNEL_EXPIRY_WITHIN_THRESHOLD
                                                       : TUNNEL_EXPIRY_NOT_DUE;
}

tunnel_status tunnel_decide_certificate_expiry(const tunnel_policy *policy, const asked *f,
                                               answer *result, tunnel_buffer *buffer,
                                               tunnel_explanation *why)
{
    (void)buffer;
    *result = (answer){.days_left = TUNNEL_NO_NUMBER};
    if (f->certificate.given) {
        result->expired = tunnel_is_expired(f->certificate.not_after, f->now);
        result->days_left = tunnel_days_left(f->certificate.not_after, f->now);
    }
    /* Settings of enrollment do not count for the management tunnel (003:L7788). */
    if (f->tunnel == TUNNEL_USER) {
        tunnel_view view = tunnel_view_of_host(policy, f->host, (tunnel_preferences){0}, why);
        result->threshold_days = tunnel_expiration_threshold(&view);
    }
    result->reason = judge(f, result);
    result->warn = result->reason == TUNNEL_EXPIRY_WITHIN_THRESHOLD;
    tunnel_row(why, (uint32_t)result->reason + 1);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(certificate_expiry, "certificate-expiry");
