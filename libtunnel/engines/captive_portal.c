/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* captive-portal: whether one stands before the gateway, and who may deal with it. */
#include "libtunnel/facts.h"
#include "libtunnel/portal.h"

typedef tunnel_captive_portal_facts asked;
typedef tunnel_captive_portal_result answer;

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const answers[] = TUNNEL_CODE_TEXTS(TUNNEL_PORTAL_ANSWERS);
static const char *const browsers[] = TUNNEL_CODE_TEXTS(TUNNEL_PORTAL_BROWSERS);
static const char *const detections[] = TUNNEL_CODE_TEXTS(TUNNEL_PORTAL_DETECTIONS);
static const char *const remediations[] = TUNNEL_CODE_TEXTS(TUNNEL_PORTAL_REMEDIATIONS);
static const char *const restrictions[] = TUNNEL_CODE_TEXTS(TUNNEL_PORTAL_RESTRICTIONS);
static const char *const messages[] = TUNNEL_CODE_TEXTS(TUNNEL_PORTAL_MESSAGES);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_PORTAL_REASONS);

static const tunnel_field facts[] = {
    FIELD(asked, CHOICE, answer, .choices = answers, .required = true),
    FIELD(asked, MAYBE, certificate_matches, .initial = TUNNEL_UNSET),
    FIELD(asked, CHOICE, network, .choices = tunnel_network_texts,
          .initial = TUNNEL_NETWORK_UNTRUSTED),
    FIELD(asked, CHOICE, browser, .choices = browsers),
    FIELD(asked, INTEGER, remediation_elapsed_s, .initial = TUNNEL_NO_NUMBER),
    FIELD(asked, BOOLEAN, ui_running, .initial = true),
    FIELD(asked, BOOLEAN, user_logged_on, .initial = true),
    FACT_TUNNEL(asked),
    FIELD(asked, BOOLEAN, exempt),
    FIELD(asked, TEXT, host),
    FACT_PREFERENCES(asked),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, BOOLEAN, detected),
    FIELD(answer, CHOICE, detection, .choices = detections),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD(answer, CHOICE, remediation, .choices = remediations),
    FIELD(answer, CHOICE, restriction, .choices = restrictions),
    FIELD(answer, INTEGER, left_s),
    FIELD(answer, CHOICE, message, .choices = messages),
    FIELD_END,
};

/* ---- rows
 * ------------------------------------------------------------------------------------------- */

typedef struct {
    const asked *f;
    answer *result;
    tunnel_view view;
} question;

static tunnel_portal_detection detect(const question *q)
{
    if (tunnel_on(&q->view, VPN_DISABLE_CAPTIVE_PORTAL_DETECTION))
        return TUNNEL_PORTAL_OFF;
    if (q->f->answer == TUNNEL_PORTAL_NOBODY)
        return TUNNEL_PORTAL_NO_ANSWER;
    if (q->f->certificate_matches == TUNNEL_FALSE)
        return TUNNEL_PORTAL_NAME_MISMATCH;
    return q->f->answer == TUNNEL_PORTAL_OTHER ? TUNNEL_PORTAL_FOREIGN_ANSWER
                                               : TUNNEL_PORTAL_GATEWAY_ANSWERED;
}

/* What a row says besides its reason. */
typedef struct {
    tunnel_portal_remediation remediation;
    tunnel_portal_message message;
    tunnel_portal_restriction restriction;
} outcome;

static const outcome any_browser = {TUNNEL_PORTAL_USER_BROWSER, TUNNEL_PORTAL_SAYS_ANY_BROWSER,
                                    TUNNEL_PORTAL_UNRESTRICTED};
static const outcome client_browser = {TUNNEL_PORTAL_CLIENT_BROWSER,
                                       TUNNEL_PORTAL_SAYS_CLIENT_BROWSER,
                                       TUNNEL_PORTAL_CLIENT_BROWSER_ONLY};
static const outcome denied = {TUNNEL_PORTAL_DENIED, TUNNEL_PORTAL_NO_MESSAGE, TUNNEL_PORTAL_KEPT};

static void decide(question *q, uint32_t row, outcome what, tunnel_portal_reason reason)
{
    tunnel_row(q->view.why, row);
    q->result->remediation = what.remediation;
    q->result->message = what.message;
    q->result->restriction = what.restriction;
    q->result->reason = reason;
}

/* Rows 5 to 9: remediation is allowed. */
static void remedy(question *q)
{
    static const outcome failover = {TUNNEL_PORTAL_EXTERNAL_BROWSER,
                                     TUNNEL_PORTAL_SAYS_RETRY_ANY_BROWSER, TUNNEL_PORTAL_LIFTED};
    int64_t left = tunnel_portal_left(&q->view, q->f->remediation_elapsed_s);
    if (left && !(q->f->ui_running && q->f->user_logged_on)) {
        decide(q, 6, denied, TUNNEL_PORTAL_BECAUSE_NO_USER_SESSION);
        return;
    }
    q->result->left_s = left;
    if (!left)
        decide(q, 5, denied, TUNNEL_PORTAL_BECAUSE_REMEDIATION_EXPIRED);
    else if (q->f->browser != TUNNEL_PORTAL_BROWSER_CLOSED)
        decide(q, 9, client_browser, TUNNEL_PORTAL_BECAUSE_CLIENT_BROWSER);
    else if (tunnel_on(&q->view, VPN_CAPTIVE_PORTAL_REMEDIATION_BROWSER_FAILOVER))
        decide(q, 7, failover, TUNNEL_PORTAL_BECAUSE_BROWSER_FAILOVER);
    else
        decide(q, 8, client_browser, TUNNEL_PORTAL_BECAUSE_FAILOVER_OFF);
}

/* Rows 1 to 9: there is a portal. */
static void act(question *q)
{
    static const outcome nothing = {TUNNEL_PORTAL_NO_REMEDIATION, TUNNEL_PORTAL_NO_MESSAGE,
                                    TUNNEL_PORTAL_UNRESTRICTED};
    static const outcome forbidden = {TUNNEL_PORTAL_DENIED, TUNNEL_PORTAL_SAYS_POLICY_FORBIDS,
                                      TUNNEL_PORTAL_KEPT};
    const asked *f = q->f;
    if (f->tunnel == TUNNEL_MANAGEMENT && !(f->ui_running && f->user_logged_on))
        decide(q, 1, nothing, TUNNEL_PORTAL_BECAUSE_NO_USER_SESSION);
    else if (!tunnel_always_on(q->view.policy, f->exempt, q->view.why) ||
             f->network == TUNNEL_NETWORK_TRUSTED)
        decide(q, 2, any_browser, TUNNEL_PORTAL_BECAUSE_NOT_RESTRICTED);
    else if (tunnel_fails_open(&q->view))
        decide(q, 3, any_browser, TUNNEL_PORTAL_BECAUSE_FAILURE_OPEN);
    else if (!tunnel_on(&q->view, VPN_ALLOW_CAPTIVE_PORTAL_REMEDIATION))
        decide(q, 4, forbidden, TUNNEL_PORTAL_BECAUSE_REMEDIATION_OFF);
    else
        remedy(q);
}

tunnel_status tunnel_decide_captive_portal(const tunnel_policy *policy, const asked *f,
                                           answer *result, tunnel_buffer *buffer,
                                           tunnel_explanation *why)
{
    question q = {.f = f,
                  .result = result,
                  .view = tunnel_view_of_host(policy, f->host, f->preferences, why)};
    tunnel_portal_detection detection = detect(&q);
    (void)buffer;
    *result = (answer){.detected = detection == TUNNEL_PORTAL_NAME_MISMATCH ||
                                   detection == TUNNEL_PORTAL_FOREIGN_ANSWER,
                       .detection = detection,
                       .left_s = TUNNEL_NO_NUMBER,
                       .message = TUNNEL_PORTAL_NO_MESSAGE};
    if (result->detected)
        act(&q);
    else
        result->reason = detection == TUNNEL_PORTAL_OFF ? TUNNEL_PORTAL_BECAUSE_OFF
                         : detection == TUNNEL_PORTAL_NO_ANSWER
                             ? TUNNEL_PORTAL_BECAUSE_NO_ANSWER
                             : TUNNEL_PORTAL_BECAUSE_GATEWAY_ANSWERED;
    return TUNNEL_OK;
}

TUNNEL_ENGINE(captive_portal, "captive-portal");
