/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server-certificate: what becomes of a gateway's certificate. */
#include "libtunnel/certificate.h"
#include "libtunnel/oid.h"
#include "libtunnel/server_name.h"
#include "libtunnel/view.h"

typedef tunnel_server_certificate_facts asked;
typedef tunnel_server_certificate_result answer;
typedef tunnel_server_certificate certificate;

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const chains[] = TUNNEL_CODE_TEXTS(TUNNEL_SERVER_CHAINS);
static const char *const anchors[] = TUNNEL_CODE_TEXTS(TUNNEL_SERVER_ANCHORS);
static const char *const revocations[] = TUNNEL_CODE_TEXTS(TUNNEL_SERVER_REVOCATIONS);
static const char *const contexts[] = TUNNEL_CODE_TEXTS(TUNNEL_SERVER_CONTEXTS);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_SERVER_ACTIONS);
static const char *const problems[] = TUNNEL_CODE_TEXTS(TUNNEL_SERVER_PROBLEMS);
static const char *const offers[] = TUNNEL_CODE_TEXTS(TUNNEL_SERVER_OFFERS);
static const char *const sources[] = TUNNEL_CODE_TEXTS(TUNNEL_SERVER_NAME_SOURCES);
static const char *const checks[] = TUNNEL_CODE_TEXTS(TUNNEL_SERVER_REVOCATION_CHECKS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_SERVER_REASONS);

static bool is_address(tunnel_text_t text)
{
    uint8_t bytes[16];
    return tunnel_ip_parse(text, bytes);
}

/* A name or an address, and nothing else of a URL. */
static bool is_target(tunnel_text_t text)
{
    tunnel_host host;
    return tunnel_host_parse(text, &host) && !host.has_port && !host.path.len;
}

static const tunnel_field name_fields[] = {
    FIELD(tunnel_server_names, TEXTS, dns),
    FIELD(tunnel_server_names, TEXTS, ip, .allows = is_address),
    FIELD(tunnel_server_names, TEXTS, email),
    FIELD_END,
};

static const tunnel_field certificate_fields[] = {
    FIELD(certificate, TEXT, subject, .required = true, .allows = tunnel_is_dn),
    FIELD(certificate, OBJECT, san, .fields = name_fields),
    FACTS_KEY_USE(certificate),
    FACTS_VALIDITY(certificate),
    FACTS_KEY(certificate),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, TIME, now, .required = true),
    FIELD(asked, TEXT, host),
    FACT_TUNNEL(asked),
    FIELD(asked, CHOICE, started_by, .choices = tunnel_starter_texts),
    FACT_PREFERENCES(asked),
    FIELD(asked, BOOLEAN, exempt),
    FIELD(asked, TEXT, target, .required = true, .allows = is_target),
    FIELD(asked, OBJECT, certificate, .required = true, .fields = certificate_fields),
    FIELD(asked, CHOICE, chain, .choices = chains, .required = true),
    FIELD(asked, CHOICE, trust_anchor, .choices = anchors),
    FIELD(asked, CHOICE, revocation, .choices = revocations),
    FIELD(asked, BOOLEAN, imported),
    FIELD(asked, BOOLEAN, client_certificate_from_machine_store),
    FIELD(asked, CHOICE, context, .choices = contexts),
    FIELD(asked, MAYBE, interactive, .initial = TUNNEL_UNSET),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, CHOICES, problems, .choices = problems),
    FIELD(answer, CHOICES, offers, .choices = offers),
    FIELD(answer, BOOLEAN, may_import),
    FIELD(answer, CHOICE, name_source, .choices = sources),
    FIELD(answer, CHOICE, revocation_check, .choices = checks),
    FIELD(answer, BOOLEAN, strict),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- problems ------------------------------------------------------------------------------- */

typedef enum { FATAL, INVALID, UNTRUSTED, REVOCATION, CLASSES } problem_class;

/* By tunnel_server_problem. */
static const struct {
    problem_class class;
    tunnel_server_reason reason; /* of a fatal one */
} kinds[] = {
    [TUNNEL_SERVER_KEY_TYPE] = {FATAL, TUNNEL_SERVER_BY_KEY_TYPE},
    [TUNNEL_SERVER_KEY_SIZE] = {FATAL, TUNNEL_SERVER_BY_KEY_SIZE},
    [TUNNEL_SERVER_HASH] = {FATAL, TUNNEL_SERVER_BY_HASH},
    [TUNNEL_SERVER_BAD_SIGNATURE] = {FATAL, TUNNEL_SERVER_BY_BAD_SIGNATURE},
    [TUNNEL_SERVER_REVOKED] = {FATAL, TUNNEL_SERVER_BY_REVOKED},
    [TUNNEL_SERVER_NOT_YET_VALID] = {INVALID, TUNNEL_SERVER_BY_INVALID},
    [TUNNEL_SERVER_EXPIRED] = {INVALID, TUNNEL_SERVER_BY_INVALID},
    [TUNNEL_SERVER_KEY_USAGE] = {INVALID, TUNNEL_SERVER_BY_INVALID},
    [TUNNEL_SERVER_EXTENDED_KEY_USAGE] = {INVALID, TUNNEL_SERVER_BY_INVALID},
    [TUNNEL_SERVER_NAME_MISMATCH] = {INVALID, TUNNEL_SERVER_BY_INVALID},
    [TUNNEL_SERVER_UNTRUSTED_CA] = {UNTRUSTED, TUNNEL_SERVER_BY_UNTRUSTED},
    [TUNNEL_SERVER_SELF_SIGNED] = {UNTRUSTED, TUNNEL_SERVER_BY_UNTRUSTED},
    [TUNNEL_SERVER_CHAIN_NOT_COMPLETE] = {UNTRUSTED, TUNNEL_SERVER_BY_UNTRUSTED},
    [TUNNEL_SERVER_REVOCATION_UNAVAILABLE] = {REVOCATION, TUNNEL_SERVER_BY_NO_REVOCATION},
};
enum { PROBLEMS = sizeof kinds / sizeof *kinds };

typedef struct {
    const tunnel_policy *policy;
    const asked *f;
    const certificate *c;
    answer *result;
    tunnel_explanation *why;
    tunnel_view view, local;
    tunnel_dn subject;
    bool found[PROBLEMS];
    bool has[CLASSES];
} question;

static bool has_usage(const certificate *c, const char *oid)
{
    for (size_t i = 0; i < c->extended_key_usage.count; i++)
        if (tunnel_text_is(c->extended_key_usage.items[i], oid))
            return true;
    return false;
}

static void look_at_key(question *q)
{
    const certificate *c = q->c;
    tunnel_key_verdict verdict = tunnel_judge_key(c->key_type, c->key_bits);
    q->found[TUNNEL_SERVER_KEY_TYPE] = verdict == TUNNEL_KEY_WRONG_TYPE;
    q->found[TUNNEL_SERVER_KEY_SIZE] = verdict == TUNNEL_KEY_TOO_SMALL;
    q->found[TUNNEL_SERVER_HASH] =
        tunnel_digest_is_weak(c->key_type, c->key_bits, c->signature_hash) &&
        tunnel_on(&q->local, POLICY_FIPS_MODE);
}

/* Extensions that are not there ask for nothing (003:L9017-9026). */
static void look_at_usages(question *q)
{
    const certificate *c = q->c;
    bool exchanges = tunnel_has_key_usage(c->key_usage, TUNNEL_KEY_ENCIPHERMENT) ||
                     tunnel_has_key_usage(c->key_usage, TUNNEL_KEY_AGREEMENT);
    q->found[TUNNEL_SERVER_KEY_USAGE] =
        c->key_usage.items && (!tunnel_has_key_usage(c->key_usage, TUNNEL_DIGITAL_SIGNATURE) ||
                               (c->key_type == TUNNEL_KEY_RSA && !exchanges));
    if (!c->extended_key_usage.items || has_usage(c, TUNNEL_OID_SERVER_AUTH))
        return;
    bool ipsec = tunnel_entry_choice(&q->view, q->view.entry, VPN_PRIMARY_PROTOCOL) ==
                 VPN_PRIMARY_PROTOCOL__I_PSEC;
    q->found[TUNNEL_SERVER_EXTENDED_KEY_USAGE] =
        !ipsec || !has_usage(c, TUNNEL_OID_IKE_INTERMEDIATE);
}

static void look_at_names(question *q)
{
    tunnel_host target;
    bool same, readable = tunnel_host_parse(q->f->target, &target);
    q->result->name_source = tunnel_compare_names(&q->c->san, &q->subject, &target, &same);
    q->found[TUNNEL_SERVER_NAME_MISMATCH] = !same || !readable;
}

/* Whether a root in that store makes a chain trusted. */
static bool anchor_counts(const question *q)
{
    tunnel_server_anchor anchor = q->f->trust_anchor;
    bool pem =
        anchor == TUNNEL_SERVER_ANCHOR_PEM_MACHINE || anchor == TUNNEL_SERVER_ANCHOR_PEM_USER;
    bool nss = anchor == TUNNEL_SERVER_ANCHOR_FIREFOX_NSS;
    bool of_user =
        nss || anchor == TUNNEL_SERVER_ANCHOR_USER || anchor == TUNNEL_SERVER_ANCHOR_PEM_USER;
    if (of_user && (q->f->tunnel == TUNNEL_MANAGEMENT ||
                    tunnel_on(&q->local, POLICY_RESTRICT_SERVER_CERT_STORE)))
        return false;
    return !(pem && tunnel_on(&q->local, POLICY_EXCLUDE_PEM_FILE_CERT_STORE)) &&
           !(nss && tunnel_on(&q->local, POLICY_EXCLUDE_FIREFOX_NSS_CERT_STORE));
}

static void look_at_chain(question *q)
{
    tunnel_server_chain chain = q->f->chain;
    q->found[TUNNEL_SERVER_BAD_SIGNATURE] = chain == TUNNEL_SERVER_CHAIN_BAD_SIGNATURE;
    q->found[TUNNEL_SERVER_UNTRUSTED_CA] =
        chain == TUNNEL_SERVER_CHAIN_UNTRUSTED_CA ||
        (chain == TUNNEL_SERVER_CHAIN_TRUSTED && !anchor_counts(q));
    q->found[TUNNEL_SERVER_SELF_SIGNED] = chain == TUNNEL_SERVER_CHAIN_SELF_SIGNED;
    q->found[TUNNEL_SERVER_CHAIN_NOT_COMPLETE] = chain == TUNNEL_SERVER_CHAIN_INCOMPLETE;
}

/* The check the policy asks for; Always-On makes it impossible (003:L6186-6189, L6216-6219). */
static tunnel_server_revocation_check find_check(const question *q)
{
    uint32_t platform = tunnel_policy_platform(q->policy);
    tunnel_server_revocation_check check = TUNNEL_SERVER_CHECK_NONE;
    if (platform == TUNNEL_WINDOWS && tunnel_on(&q->local, POLICY_ENABLE_CRL_CHECK))
        check = TUNNEL_SERVER_CHECK_CRL;
    if (platform == TUNNEL_LINUX && tunnel_on(&q->local, POLICY_OCSP_REVOCATION) &&
        tunnel_on(&q->local, POLICY_EXCLUDE_FIREFOX_NSS_CERT_STORE))
        check = TUNNEL_SERVER_CHECK_OCSP;
    if (check != TUNNEL_SERVER_CHECK_NONE && tunnel_always_on(q->policy, q->f->exempt, q->why))
        check = TUNNEL_SERVER_CHECK_NONE;
    return check;
}

static void look_at_revocation(question *q)
{
    tunnel_server_revocation revocation = q->f->revocation;
    q->result->revocation_check = find_check(q);
    q->found[TUNNEL_SERVER_REVOKED] = revocation == TUNNEL_SERVER_REVOCATION_REVOKED;
    q->found[TUNNEL_SERVER_REVOCATION_UNAVAILABLE] =
        q->result->revocation_check != TUNNEL_SERVER_CHECK_NONE &&
        (revocation == TUNNEL_SERVER_REVOCATION_NO_ANSWER ||
         revocation == TUNNEL_SERVER_REVOCATION_NOT_CHECKED);
}

/* False: the buffer is too small. */
static bool find_problems(question *q, tunnel_buffer *buffer)
{
    tunnel_server_problem *items = tunnel_take(buffer, PROBLEMS * sizeof *items);
    if (!items || !tunnel_dn_read(q->c->subject, buffer, &q->subject))
        return false;
    look_at_key(q);
    q->found[TUNNEL_SERVER_NOT_YET_VALID] = q->f->now <= q->c->not_before;
    q->found[TUNNEL_SERVER_EXPIRED] = q->f->now >= q->c->not_after;
    look_at_usages(q);
    look_at_names(q);
    look_at_chain(q);
    look_at_revocation(q);
    size_t count = 0;
    for (int i = 0; i < PROBLEMS; i++)
        if (q->found[i]) {
            q->has[kinds[i].class] = true;
            items[count++] = (tunnel_server_problem)i;
        }
    q->result->problems = (tunnel_server_problems){items, count};
    return true;
}

/* ---- the decision --------------------------------------------------------------------------- */

static bool decide(const question *q, uint32_t row, tunnel_server_action action,
                   tunnel_server_reason reason)
{
    tunnel_row(q->why, row);
    q->result->action = action;
    q->result->reason = reason;
    return true;
}

static bool reject(const question *q, uint32_t row, tunnel_server_reason reason)
{
    return decide(q, row, TUNNEL_SERVER_REJECT, reason);
}

/* Rows 3 to 6: where nobody may be asked. */
static bool must_reject(const question *q)
{
    const asked *f = q->f;
    if (f->tunnel == TUNNEL_MANAGEMENT)
        return reject(q, 3, TUNNEL_SERVER_BY_MANAGEMENT);
    if (q->result->strict)
        return reject(q, 4, TUNNEL_SERVER_BY_STRICT);
    if (tunnel_always_on(q->policy, f->exempt, q->why))
        return reject(q, 5, TUNNEL_SERVER_BY_ALWAYS_ON);
    if (f->started_by == TUNNEL_STARTED_BY_SBL ||
        (tunnel_policy_platform(q->policy) == TUNNEL_WINDOWS &&
         tunnel_on_anywhere(q->policy, VPN_USE_START_BEFORE_LOGON, f->preferences, q->why)))
        return reject(q, 5, TUNNEL_SERVER_BY_SBL);
    if (f->client_certificate_from_machine_store)
        return reject(q, 5, TUNNEL_SERVER_BY_MACHINE_CERTIFICATE);
    if (f->context == TUNNEL_SERVER_IN_BROWSER)
        return reject(q, 6, TUNNEL_SERVER_BY_BROWSER);
    return false;
}

/* On unless the user has turned it off (003:L9055-9059, L9072-9079). */
static bool blocks_untrusted(const question *q)
{
    tunnel_text_t value = tunnel_preference_of(q->f->preferences, "BlockUntrustedServers");
    return !tunnel_text_is(tunnel_text_trim(value), "false");
}

/* Rows 7, 11 and 12. */
static void prompt(const question *q, uint32_t row, tunnel_server_reason reason)
{
    static const tunnel_server_offer ignoring[] = {TUNNEL_SERVER_CANCEL, TUNNEL_SERVER_IGNORE};
    static const tunnel_server_offer asking[] = {TUNNEL_SERVER_CANCEL, TUNNEL_SERVER_CONTINUE,
                                                 TUNNEL_SERVER_ALWAYS_TRUST};
    decide(q, row, TUNNEL_SERVER_PROMPT, reason);
    q->result->may_import = row == 11;
    q->result->offers = row == 7 ? (tunnel_server_offers){ignoring, 2}
                                 : (tunnel_server_offers){asking, q->result->may_import ? 3 : 2};
}

/* Rows 7 to 12: what the user may do. */
static void ask_user(const question *q)
{
    static const tunnel_server_offer safety[] = {TUNNEL_SERVER_KEEP_ME_SAFE,
                                                 TUNNEL_SERVER_CHANGE_SETTINGS};
    bool interactive = q->f->interactive != TUNNEL_FALSE;
    bool only_revocation = !q->has[INVALID] && !q->has[UNTRUSTED];
    bool only_untrusted = !q->has[INVALID] && !q->has[REVOCATION];
    if (only_revocation && interactive) {
        prompt(q, 7, TUNNEL_SERVER_BY_NO_REVOCATION);
    } else if (!only_revocation && blocks_untrusted(q)) {
        reject(q, 8, TUNNEL_SERVER_BY_BLOCK);
        q->result->offers = (tunnel_server_offers){safety, 2};
    } else if (only_untrusted && q->f->imported) {
        decide(q, 9, TUNNEL_SERVER_ACCEPT, TUNNEL_SERVER_BY_IMPORT);
    } else if (!interactive) {
        reject(q, 10, TUNNEL_SERVER_BY_NOBODY);
    } else {
        prompt(q, only_untrusted ? 11 : 12,
               q->has[INVALID] ? TUNNEL_SERVER_BY_INVALID : TUNNEL_SERVER_BY_UNTRUSTED);
    }
}

tunnel_status tunnel_decide_server_certificate(const tunnel_policy *policy, const asked *f,
                                               answer *result, tunnel_buffer *buffer,
                                               tunnel_explanation *why)
{
    *result = (answer){.action = TUNNEL_SERVER_REJECT,
                       .name_source = TUNNEL_SERVER_NAMES_NONE,
                       .revocation_check = TUNNEL_SERVER_CHECK_NONE,
                       .reason = TUNNEL_SERVER_BY_PLATFORM};
    if (!(tunnel_policy_platform(policy) & TUNNEL_DESKTOP))
        return TUNNEL_OK;
    question q = {.policy = policy, .f = f, .c = &f->certificate, .result = result, .why = why};
    q.view = tunnel_view_of(policy, f->tunnel, f->host, f->preferences, why);
    q.local = tunnel_view_of_local(policy, why);
    if (!find_problems(&q, buffer))
        return TUNNEL_BUFFER_TOO_SMALL;
    result->strict = tunnel_on(&q.local, POLICY_STRICT_CERTIFICATE_TRUST) ||
                     tunnel_on(&q.local, POLICY_RESTRICT_SERVER_CERT_STORE);
    if (q.has[FATAL])
        reject(&q, 1, kinds[result->problems.items[0]].reason);
    else if (!result->problems.count)
        decide(&q, 2, TUNNEL_SERVER_ACCEPT, TUNNEL_SERVER_BY_VALID);
    else if (!must_reject(&q))
        ask_user(&q);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(server_certificate, "server-certificate");
