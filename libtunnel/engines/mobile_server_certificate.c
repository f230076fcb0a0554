/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* mobile-server-certificate: what a phone does about a gateway's certificate. */
#include "libtunnel/facts.h"
#include "libtunnel/view.h"

typedef tunnel_mobile_server_certificate_facts asked;
typedef tunnel_mobile_server_certificate_result answer;

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const found_problems[] = TUNNEL_CODE_TEXTS(TUNNEL_MOBILE_FOUND_PROBLEMS);
static const char *const problems[] = TUNNEL_CODE_TEXTS(TUNNEL_MOBILE_PROBLEMS);
static const char *const revocations[] = TUNNEL_CODE_TEXTS(TUNNEL_MOBILE_REVOCATIONS);
static const char *const contexts[] = TUNNEL_CODE_TEXTS(TUNNEL_MOBILE_CONTEXTS);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_MOBILE_ACTIONS);
static const char *const offers[] = TUNNEL_CODE_TEXTS(TUNNEL_MOBILE_OFFERS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_MOBILE_REASONS);

static const tunnel_field settings_fields[] = {
    FIELD(tunnel_mobile_settings, MAYBE, strict_certificate_trust, .initial = TUNNEL_UNSET),
    FIELD(tunnel_mobile_settings, MAYBE, block_untrusted_servers, .initial = TUNNEL_UNSET),
    FIELD(tunnel_mobile_settings, MAYBE, certificate_revocation, .initial = TUNNEL_UNSET),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, CHOICES, problems, .choices = found_problems),
    FIELD(asked, CHOICE, revocation, .choices = revocations),
    FIELD(asked, BOOLEAN, imported),
    FIELD(asked, OBJECT, mdm, .fields = settings_fields),
    FIELD(asked, OBJECT, user, .fields = settings_fields),
    FIELD(asked, CHOICE, context, .choices = contexts),
    FIELD(asked, BOOLEAN, interactive, .initial = true),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, CHOICES, problems, .choices = problems),
    FIELD(answer, CHOICES, offers, .choices = offers),
    FIELD(answer, CHOICES, details_offers, .choices = offers),
    FIELD(answer, BOOLEAN, may_import),
    FIELD(answer, BOOLEAN, strict),
    FIELD(answer, BOOLEAN, block_untrusted),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- problems ------------------------------------------------------------------------------- */

typedef enum { FATAL, INVALID, UNTRUSTED, CLASSES } problem_class;

/* In the order they are told. */
static const struct {
    tunnel_mobile_problem problem;
    problem_class class;
    tunnel_mobile_reason reason; /* of a fatal one */
} order[] = {
    {TUNNEL_MOBILE_KEY_TYPE, FATAL, TUNNEL_MOBILE_BY_KEY_TYPE},
    {TUNNEL_MOBILE_KEY_SIZE, FATAL, TUNNEL_MOBILE_BY_KEY_SIZE},
    {TUNNEL_MOBILE_HASH, FATAL, TUNNEL_MOBILE_BY_HASH},
    {TUNNEL_MOBILE_BAD_SIGNATURE, FATAL, TUNNEL_MOBILE_BY_BAD_SIGNATURE},
    {TUNNEL_MOBILE_REVOKED, FATAL, TUNNEL_MOBILE_BY_REVOKED},
    {TUNNEL_MOBILE_NOT_YET_VALID, INVALID, TUNNEL_MOBILE_BY_INVALID},
    {TUNNEL_MOBILE_EXPIRED, INVALID, TUNNEL_MOBILE_BY_INVALID},
    {TUNNEL_MOBILE_KEY_USAGE, INVALID, TUNNEL_MOBILE_BY_INVALID},
    {TUNNEL_MOBILE_EXTENDED_KEY_USAGE, INVALID, TUNNEL_MOBILE_BY_INVALID},
    {TUNNEL_MOBILE_NAME_MISMATCH, INVALID, TUNNEL_MOBILE_BY_INVALID},
    {TUNNEL_MOBILE_UNTRUSTED_CA, UNTRUSTED, TUNNEL_MOBILE_BY_UNTRUSTED},
    {TUNNEL_MOBILE_SELF_SIGNED, UNTRUSTED, TUNNEL_MOBILE_BY_UNTRUSTED},
    {TUNNEL_MOBILE_CHAIN_INCOMPLETE, UNTRUSTED, TUNNEL_MOBILE_BY_UNTRUSTED},
    {TUNNEL_MOBILE_REVOCATION_UNAVAILABLE, INVALID, TUNNEL_MOBILE_BY_INVALID},
};
enum { MOST_PROBLEMS = sizeof order / sizeof *order };

typedef struct {
    const asked *f;
    answer *result;
    tunnel_explanation *why;
    bool has[CLASSES];
    tunnel_mobile_reason fatal; /* the first */
} question;

static tunnel_maybe in_force(tunnel_maybe mdm, tunnel_maybe user, tunnel_maybe initial)
{
    return mdm != TUNNEL_UNSET ? mdm : user != TUNNEL_UNSET ? user : initial;
}

/* Settings that objects which are not given leave open too, for callers from C. */
static tunnel_mobile_settings settings_of(const tunnel_mobile_settings *given)
{
    static const tunnel_mobile_settings open = {false, TUNNEL_UNSET, TUNNEL_UNSET, TUNNEL_UNSET};
    return given->given ? *given : open;
}

static bool is_there(const asked *f, tunnel_mobile_problem problem, bool checking)
{
    if (problem == TUNNEL_MOBILE_REVOKED)
        return f->revocation == TUNNEL_MOBILE_REVOCATION_REVOKED;
    if (problem == TUNNEL_MOBILE_REVOCATION_UNAVAILABLE)
        return checking && (f->revocation == TUNNEL_MOBILE_REVOCATION_NO_ANSWER ||
                            f->revocation == TUNNEL_MOBILE_REVOCATION_NOT_CHECKED);
    for (size_t i = 0; i < f->problems.count; i++)
        if (f->problems.items[i] == problem)
            return true;
    return false;
}

/* False: the buffer is too small. */
static bool collect_problems(question *q, bool checking, tunnel_buffer *buffer)
{
    tunnel_mobile_problem *items = tunnel_take(buffer, MOST_PROBLEMS * sizeof *items);
    if (!items)
        return false;
    size_t count = 0;
    for (size_t i = 0; i < MOST_PROBLEMS; i++) {
        if (!is_there(q->f, order[i].problem, checking))
            continue;
        if (order[i].class == FATAL && !q->has[FATAL])
            q->fatal = order[i].reason;
        q->has[order[i].class] = true;
        items[count++] = order[i].problem;
    }
    q->result->problems = (tunnel_mobile_problems){items, count};
    return true;
}

/* ---- the decision --------------------------------------------------------------------------- */

static void decide(const question *q, uint32_t row, tunnel_mobile_action action,
                   tunnel_mobile_reason reason)
{
    tunnel_row(q->why, row);
    q->result->action = action;
    q->result->reason = reason;
}

/* Row 5: neither button connects. */
static void offer_safety(const question *q)
{
    static const tunnel_mobile_offer safety[] = {TUNNEL_MOBILE_KEEP_ME_SAFE,
                                                 TUNNEL_MOBILE_CHANGE_SETTINGS};
    decide(q, 5, TUNNEL_MOBILE_REJECT, TUNNEL_MOBILE_BY_BLOCK);
    q->result->offers = (tunnel_mobile_offers){safety, 2};
}

/* Rows 8 and 9: only what is merely untrusted can be made trusted. */
static void prompt(const question *q)
{
    static const tunnel_mobile_offer asking[] = {TUNNEL_MOBILE_CANCEL, TUNNEL_MOBILE_CONTINUE,
                                                 TUNNEL_MOBILE_VIEW_DETAILS};
    static const tunnel_mobile_offer details[] = {TUNNEL_MOBILE_IMPORT_AND_CONTINUE,
                                                  TUNNEL_MOBILE_BACK};
    bool importable = !q->has[INVALID];
    decide(q, importable ? 8 : 9, TUNNEL_MOBILE_PROMPT,
           importable ? TUNNEL_MOBILE_BY_UNTRUSTED : TUNNEL_MOBILE_BY_INVALID);
    q->result->offers = (tunnel_mobile_offers){asking, 3};
    q->result->details_offers =
        importable ? (tunnel_mobile_offers){details, 2} : (tunnel_mobile_offers){details + 1, 1};
    q->result->may_import = importable;
}

static void judge(const question *q)
{
    const asked *f = q->f;
    if (q->has[FATAL])
        decide(q, 1, TUNNEL_MOBILE_REJECT, q->fatal);
    else if (!q->result->problems.count)
        decide(q, 2, TUNNEL_MOBILE_ACCEPT, TUNNEL_MOBILE_BY_VALID);
    else if (q->result->strict)
        decide(q, 3, TUNNEL_MOBILE_REJECT, TUNNEL_MOBILE_BY_STRICT);
    else if (f->context == TUNNEL_MOBILE_IN_BROWSER)
        decide(q, 4, TUNNEL_MOBILE_REJECT, TUNNEL_MOBILE_BY_BROWSER);
    else if (q->result->block_untrusted)
        offer_safety(q);
    else if (!q->has[INVALID] && f->imported)
        decide(q, 6, TUNNEL_MOBILE_ACCEPT, TUNNEL_MOBILE_BY_IMPORT);
    else if (!f->interactive)
        decide(q, 7, TUNNEL_MOBILE_REJECT, TUNNEL_MOBILE_BY_NOBODY);
    else
        prompt(q);
}

tunnel_status tunnel_decide_mobile_server_certificate(const tunnel_policy *policy, const asked *f,
                                                      answer *result, tunnel_buffer *buffer,
                                                      tunnel_explanation *why)
{
    question q = {.f = f, .result = result, .why = why};
    *result = (answer){.action = TUNNEL_MOBILE_REJECT, .reason = TUNNEL_MOBILE_BY_PLATFORM};
    if (!(tunnel_policy_platform(policy) & TUNNEL_MOBILE))
        return TUNNEL_OK;
    tunnel_mobile_settings mdm = settings_of(&f->mdm), user = settings_of(&f->user);
    tunnel_view local = tunnel_view_of_local(policy, why);
    result->strict =
        tunnel_on(&local, POLICY_STRICT_CERTIFICATE_TRUST) ||
        in_force(mdm.strict_certificate_trust, user.strict_certificate_trust, TUNNEL_FALSE);
    result->block_untrusted =
        in_force(mdm.block_untrusted_servers, user.block_untrusted_servers, TUNNEL_TRUE);
    bool checking = in_force(mdm.certificate_revocation, user.certificate_revocation, TUNNEL_FALSE);
    if (!collect_problems(&q, checking, buffer))
        return TUNNEL_BUFFER_TOO_SMALL;
    judge(&q);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(mobile_server_certificate, "mobile-server-certificate");
