/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* client-certificate: which certificate of the user is shown to a gateway. */
#include "libtunnel/address.h"
#include "libtunnel/certificate.h"
#include "libtunnel/certificate_match.h"
#include "libtunnel/oid.h"
#include "libtunnel/sort.h"
#include "libtunnel/stores.h"

typedef tunnel_client_certificate_facts asked;
typedef tunnel_client_certificate_result answer;
typedef tunnel_client_certificate certificate;

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const multiples[] = TUNNEL_CODE_TEXTS(TUNNEL_CLIENT_MULTIPLES);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_CLIENT_ACTIONS);
static const char *const whys[] = TUNNEL_CODE_TEXTS(TUNNEL_CLIENT_WHYS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_CLIENT_REASONS);

static const tunnel_field certificate_fields[] = {
    FIELD(certificate, TEXT, id, .required = true, .unique = true),
    FIELD(certificate, CHOICE, store, .choices = tunnel_store_texts, .required = true),
    FIELD(certificate, TEXT, subject, .required = true, .allows = tunnel_is_dn),
    FIELD(certificate, TEXT, issuer, .required = true, .allows = tunnel_is_dn),
    FACTS_VALIDITY(certificate),
    FACTS_KEY_USE(certificate),
    FIELD(certificate, BOOLEAN, has_private_key, .initial = true),
    FIELD(certificate, MAYBE, self_signed, .initial = TUNNEL_UNSET),
    FACTS_KEY(certificate),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, TIME, now, .required = true),
    FIELD(asked, TEXT, host),
    FACT_TUNNEL(asked),
    FIELD(asked, CHOICE, started_by, .choices = tunnel_starter_texts),
    FACT_PREFERENCES(asked),
    FIELD(asked, BOOLEAN, is_admin),
    FIELD(asked, MAYBE, machine_store_readable, .initial = TUNNEL_UNSET),
    FIELD(asked, CHOICE, multiple, .choices = multiples),
    FIELD(asked, TEXT, user_selected),
    FIELD(asked, TEXT, assigned_certificate),
    FIELD(asked, OBJECTS, certificates, .required = true, .fields = certificate_fields,
          .size = sizeof(certificate)),
    FIELD_END,
};

static const tunnel_field rejection_fields[] = {
    FIELD(tunnel_client_rejection, TEXT, id),
    FIELD(tunnel_client_rejection, CHOICE, why, .choices = whys),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, TEXT, certificate),
    FIELD(answer, TEXT, second_certificate),
    FIELD(answer, BOOLEAN, from_machine_store),
    FIELD(answer, TEXTS, offered),
    FIELD(answer, TEXTS, matching),
    FIELD(answer, CHOICES, stores, .choices = tunnel_store_texts),
    FIELD(answer, OBJECTS, rejected, .fields = rejection_fields,
          .size = sizeof(tunnel_client_rejection)),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- one question --------------------------------------------------------------------------- */

/* A certificate that matches. */
typedef struct {
    const certificate *c;
    bool expired;
    size_t rank; /* of its store */
} match;

typedef struct {
    const asked *f;
    answer *result;
    tunnel_explanation *why;
    tunnel_view view, local;
    bool mobile;
    match *matches; /* the best first */
    size_t match_count;
    tunnel_client_rejection *rejected;
    size_t rejected_count;
} question;

/* False: the store is not searched. */
static bool find_rank(const question *q, tunnel_store store, size_t *rank)
{
    for (*rank = 0; *rank < q->result->stores.count; ++*rank)
        if (q->result->stores.items[*rank] == store)
            return true;
    return false;
}

/* Steps 4 to 6: the key. */
static tunnel_client_why judge_key(const question *q, const certificate *c)
{
    tunnel_key_verdict verdict = tunnel_judge_key(c->key_type, c->key_bits);
    bool file = c->store == TUNNEL_STORE_PEM_USER || c->store == TUNNEL_STORE_PEM_MACHINE;
    if (verdict == TUNNEL_KEY_WRONG_TYPE)
        return TUNNEL_CLIENT_KEY_TYPE;
    if (verdict == TUNNEL_KEY_TOO_SMALL)
        return TUNNEL_CLIENT_KEY_SIZE;
    if (c->key_type == TUNNEL_KEY_ECDSA && !file &&
        tunnel_policy_platform(q->view.policy) == TUNNEL_LINUX)
        return TUNNEL_CLIENT_ECDSA_STORE;
    if (tunnel_digest_is_weak(c->key_type, c->key_bits, c->signature_hash) &&
        tunnel_on(&q->local, POLICY_FIPS_MODE))
        return TUNNEL_CLIENT_HASH;
    return TUNNEL_CLIENT_MATCHES;
}

/* Step 7. Expired ones stay where enrollment may renew them. */
static tunnel_client_why judge_time(const question *q, const certificate *c)
{
    const asked *f = q->f;
    bool renewable = !q->mobile && f->tunnel == TUNNEL_USER && f->multiple == TUNNEL_CLIENT_ONE;
    if (f->now <= c->not_before)
        return TUNNEL_CLIENT_NOT_YET_VALID;
    return f->now >= c->not_after && !renewable ? TUNNEL_CLIENT_EXPIRED : TUNNEL_CLIENT_MATCHES;
}

/* Steps 3 to 10. False: the buffer is too small. */
static bool judge_contents(const question *q, const certificate *c, tunnel_buffer *buffer,
                           tunnel_client_why *why)
{
    tunnel_dn subject, issuer;
    if (!tunnel_dn_read(c->subject, buffer, &subject) ||
        !tunnel_dn_read(c->issuer, buffer, &issuer))
        return false;
    bool self_signed = c->self_signed == TUNNEL_UNSET ? tunnel_dn_same(&subject, &issuer)
                                                      : c->self_signed == TUNNEL_TRUE;
    *why = self_signed ? TUNNEL_CLIENT_SELF_SIGNED : judge_key(q, c);
    if (*why == TUNNEL_CLIENT_MATCHES)
        *why = judge_time(q, c);
    return *why != TUNNEL_CLIENT_MATCHES ||
           tunnel_match_certificate(&q->view, c, &subject, &issuer, buffer, why);
}

static bool judge(question *q, const certificate *c, tunnel_buffer *buffer)
{
    size_t rank, mark = buffer->used;
    tunnel_client_why why = TUNNEL_CLIENT_STORE_NOT_SEARCHED;
    if (find_rank(q, c->store, &rank)) {
        why = TUNNEL_CLIENT_NO_PRIVATE_KEY;
        if (c->has_private_key && !judge_contents(q, c, buffer, &why))
            return false;
    }
    buffer->used = mark;
    if (why == TUNNEL_CLIENT_MATCHES)
        q->matches[q->match_count++] = (match){c, q->f->now >= c->not_after, rank};
    else
        q->rejected[q->rejected_count++] = (tunnel_client_rejection){c->id, why};
    return true;
}

/* ---- rank ----------------------------------------------------------------------------------- */

static int by_rank(const void *left, const void *right)
{
    const match *a = left, *b = right;
    if (a->expired != b->expired)
        return a->expired ? 1 : -1;
    if (a->c->not_after != b->c->not_after)
        return a->c->not_after > b->c->not_after ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->c->not_before != b->c->not_before)
        return a->c->not_before > b->c->not_before ? -1 : 1;
    return tunnel_text_compare(a->c->id, b->c->id);
}

/* Sorts all certificates into those that match and those that do not. */
static bool sort_out(question *q, tunnel_buffer *buffer)
{
    size_t count = q->f->certificates.count;
    tunnel_text_t *ids = tunnel_take(buffer, count * sizeof *ids);
    q->rejected = ids ? tunnel_take(buffer, count * sizeof *q->rejected) : NULL;
    q->matches = q->rejected ? tunnel_take(buffer, count * sizeof *q->matches) : NULL;
    if (!q->matches)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!judge(q, &q->f->certificates.items[i], buffer))
            return false;
    tunnel_sort(q->matches, q->match_count, sizeof *q->matches, by_rank);
    for (size_t i = 0; i < q->match_count; i++)
        ids[i] = q->matches[i].c->id;
    q->result->matching = (tunnel_texts){ids, q->match_count};
    q->result->rejected = (tunnel_client_rejections){q->rejected, q->rejected_count};
    return true;
}

/* ---- choice --------------------------------------------------------------------------------- */

static void decide(const question *q, uint32_t row, tunnel_client_action action,
                   tunnel_client_reason reason)
{
    tunnel_row(q->why, row);
    q->result->action = action;
    q->result->reason = reason;
}

static void use(const question *q, uint32_t row, const certificate *c, tunnel_client_reason reason)
{
    decide(q, row, TUNNEL_CLIENT_USE, reason);
    q->result->certificate = c->id;
    q->result->from_machine_store = tunnel_is_machine_store(c->store);
}

static void refuse(const question *q, uint32_t row, tunnel_client_reason reason)
{
    decide(q, row, TUNNEL_CLIENT_NONE, reason);
}

/* The best match of a kind of store from *at on; NULL: there is none. */
static const certificate *next_of(const question *q, size_t *at, bool (*of_kind)(tunnel_store))
{
    while (*at < q->match_count) {
        const certificate *c = q->matches[(*at)++].c;
        if (of_kind(c->store))
            return c;
    }
    return NULL;
}

/* Row 4. */
static void choose_two(const question *q)
{
    bool two_users = q->f->multiple == TUNNEL_CLIENT_TWO_USER;
    size_t at = 0;
    const certificate *first =
        next_of(q, &at, two_users ? tunnel_is_user_store : tunnel_is_machine_store);
    if (!two_users)
        at = 0;
    const certificate *second = next_of(q, &at, tunnel_is_user_store);
    if (!first || !second) {
        refuse(q, 4, TUNNEL_CLIENT_MULTIPLE_INCOMPLETE);
        return;
    }
    use(q, 4, first, TUNNEL_CLIENT_MULTIPLE_SELECTED);
    q->result->second_certificate = second->id;
}

static const certificate *find_match(const question *q, tunnel_text_t id)
{
    for (size_t i = 0; i < q->match_count; i++)
        if (tunnel_text_compare(q->matches[i].c->id, id) == 0)
            return q->matches[i].c;
    return NULL;
}

static bool is_there(const asked *f, tunnel_text_t id)
{
    for (size_t i = 0; i < f->certificates.count; i++)
        if (tunnel_text_compare(f->certificates.items[i].id, id) == 0)
            return true;
    return false;
}

/* Row 5: what is bound to the entry is used, or nothing is. */
static void choose_assigned(const question *q)
{
    const certificate *c = find_match(q, q->f->assigned_certificate);
    if (c)
        use(q, 5, c, TUNNEL_CLIENT_ASSIGNED);
    else
        refuse(q, 5, TUNNEL_CLIENT_ASSIGNED_FILTERED);
}

/* Rows 7 and 8. */
static void choose_by_user(const question *q)
{
    const certificate *c = find_match(q, q->f->user_selected);
    if (!q->f->user_selected.ptr) {
        decide(q, 8, TUNNEL_CLIENT_PROMPT, TUNNEL_CLIENT_PROMPT_SELECTION);
        q->result->offered = q->result->matching;
    } else if (c) {
        use(q, 7, c, TUNNEL_CLIENT_USER_SELECTED);
    } else {
        refuse(q, 7, TUNNEL_CLIENT_SELECTION_NOT_ALLOWED);
    }
}

/* Rows 9 and 10. */
static void choose_best(const question *q)
{
    const match *best = &q->matches[0];
    if (!best->expired)
        use(q, 9, best->c,
            q->match_count == 1 ? TUNNEL_CLIENT_SINGLE_MATCH : TUNNEL_CLIENT_BEST_MATCH);
    else if (tunnel_on(&q->view, VPN_CERTIFICATE_SCEP))
        use(q, 10, best->c, TUNNEL_CLIENT_EXPIRED_RENEWABLE);
    else
        refuse(q, 10, TUNNEL_CLIENT_ONLY_EXPIRED);
}

/* The user is asked on Windows only; elsewhere, and by default, the client selects. */
static bool selects_itself(const question *q)
{
    return tunnel_policy_platform(q->view.policy) != TUNNEL_WINDOWS ||
           tunnel_on(&q->view, VPN_AUTOMATIC_CERT_SELECTION);
}

/* From row 3 on; there is a store. */
static void choose(const question *q, uint32_t certificate_policy)
{
    const asked *f = q->f;
    bool several = f->multiple != TUNNEL_CLIENT_ONE;
    if (several && q->mobile)
        refuse(q, 3, TUNNEL_CLIENT_MULTIPLE_UNSUPPORTED);
    else if (several && !selects_itself(q))
        refuse(q, 3, TUNNEL_CLIENT_MULTIPLE_NEEDS_AUTOMATIC);
    else if (several)
        choose_two(q);
    else if (certificate_policy == VPN_CERTIFICATE_POLICY__MANUAL && f->assigned_certificate.ptr &&
             is_there(f, f->assigned_certificate))
        choose_assigned(q);
    else if (!q->match_count)
        refuse(q, 6, TUNNEL_CLIENT_NO_MATCH);
    else if (!selects_itself(q))
        choose_by_user(q);
    else
        choose_best(q);
}

tunnel_status tunnel_decide_client_certificate(const tunnel_policy *policy, const asked *f,
                                               answer *result, tunnel_buffer *buffer,
                                               tunnel_explanation *why)
{
    question q = {.f = f, .result = result, .why = why};
    uint32_t certificate_policy = VPN_CERTIFICATE_POLICY__AUTO;
    tunnel_store *stores = tunnel_take(buffer, TUNNEL_MOST_STORES * sizeof *stores);
    if (!stores)
        return TUNNEL_BUFFER_TOO_SMALL;
    *result = (answer){.action = TUNNEL_CLIENT_NONE};
    q.view = tunnel_view_of(policy, f->tunnel, f->host, f->preferences, why);
    q.local = tunnel_view_of_local(policy, why);
    q.mobile = tunnel_policy_platform(policy) & TUNNEL_MOBILE;
    if (q.mobile)
        certificate_policy = tunnel_entry_choice(&q.view, q.view.entry, VPN_CERTIFICATE_POLICY);
    result->stores = (tunnel_stores){stores, tunnel_find_stores(&q.view, f, stores)};
    if (!sort_out(&q, buffer))
        return TUNNEL_BUFFER_TOO_SMALL;
    if (certificate_policy == VPN_CERTIFICATE_POLICY__NONE) {
        refuse(&q, 1, TUNNEL_CLIENT_DISABLED);
    } else if (!result->stores.count) {
        refuse(&q, 2, TUNNEL_CLIENT_NO_STORE);
    } else {
        tunnel_note_match(&q.view);
        choose(&q, certificate_policy);
    }
    return TUNNEL_OK;
}

TUNNEL_ENGINE(client_certificate, "client-certificate");
