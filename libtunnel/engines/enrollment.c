/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* enrollment: is a certificate requested by SCEP, how, and with which subject. */
#include <string.h>

#include "libtunnel/expiry.h"
#include "libtunnel/request_subject.h"
#include "libtunnel/stores.h"

typedef tunnel_enrollment_facts asked;
typedef tunnel_enrollment_result answer;

enum { LEAST_KEY_SIZE = 2048, MOST_IMPORTS = 2 };

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const answers[] = TUNNEL_CODE_TEXTS(TUNNEL_ENROLLMENT_ANSWERS);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_ENROLLMENT_ACTIONS);
static const char *const modes[] = TUNNEL_CODE_TEXTS(TUNNEL_ENROLLMENT_MODES);
static const char *const nexts[] = TUNNEL_CODE_TEXTS(TUNNEL_ENROLLMENT_NEXTS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_ENROLLMENT_REASONS);

static const tunnel_field facts[] = {
    FIELD(asked, TIME, now, .required = true),
    FIELD(asked, TEXT, host),
    FACT_TUNNEL(asked),
    FIELD(asked, OBJECT, certificate, .fields = tunnel_expiry_fields),
    FIELD(asked, BOOLEAN, tunnel_established),
    FIELD(asked, BOOLEAN, headend_scep),
    FIELD(asked, BOOLEAN, user_requested),
    FIELD(asked, TEXT, username),
    FIELD(asked, TEXT, machine_id),
    FIELD(asked, BOOLEAN, radius_enrollment),
    FIELD(asked, BOOLEAN, multiple_certificate_authentication),
    FIELD(asked, MAYBE, fips_mode, .initial = TUNNEL_UNSET),
    FIELD(asked, CHOICE, request_result, .choices = answers,
          .initial = TUNNEL_ENROLLMENT_NO_ANSWER),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, CHOICE, mode, .choices = modes),
    FIELD(answer, TEXT, subject),
    FIELD(answer, INTEGER, key_size),
    FIELD(answer, TEXT, ca_domain),
    FIELD(answer, TEXT, ca_url),
    FIELD(answer, TEXT, ca_thumbprint),
    FIELD(answer, BOOLEAN, prompt_challenge),
    FIELD(answer, CHOICES, import_stores, .choices = tunnel_store_texts),
    FIELD(answer, BOOLEAN, show_get_certificate),
    FIELD(answer, CHOICE, next, .choices = nexts),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- one question --------------------------------------------------------------------------- */

/* The certification authority that legacy enrollment asks. */
typedef struct {
    bool of_entry;
    tunnel_text_t url; /* empty: there is none */
} authority;

typedef struct {
    const tunnel_policy *policy;
    const asked *f;
    answer *result;
    tunnel_explanation *why;
    tunnel_view view;
    bool mobile;
    bool expired, expiring; /* of the certificate, if there is one */
    tunnel_enrollment_mode mode;
    authority ca;
} question;

static bool decide(const question *q, uint32_t row, tunnel_enrollment_action action,
                   tunnel_enrollment_reason reason)
{
    tunnel_row(q->why, row);
    q->result->action = action;
    q->result->reason = reason;
    return true;
}

static bool refuse(const question *q, uint32_t row, tunnel_enrollment_reason reason)
{
    return decide(q, row, TUNNEL_ENROLLMENT_NONE, reason);
}

static tunnel_text_t or_null(tunnel_text_t text)
{
    return text.len ? text : (tunnel_text_t){NULL, 0};
}

/* ---- rows 1 to 4 ---------------------------------------------------------------------------- */

/* Row 1: a request was made, and its session ends. There is no polling (003:L9232). */
static bool is_answered(const question *q)
{
    static const tunnel_enrollment_reason by_answer[] = {
        [TUNNEL_ENROLLMENT_GRANTED] = TUNNEL_ENROLLMENT_ENROLLED,
        [TUNNEL_ENROLLMENT_REFUSED] = TUNNEL_ENROLLMENT_FAILED,
        [TUNNEL_ENROLLMENT_PENDING] = TUNNEL_ENROLLMENT_PENDING_UNSUPPORTED,
    };
    tunnel_enrollment_answer given = q->f->request_result;
    if (given == TUNNEL_ENROLLMENT_NO_ANSWER)
        return false;
    q->result->next = given == TUNNEL_ENROLLMENT_GRANTED ? TUNNEL_ENROLLMENT_RECONNECT
                                                         : TUNNEL_ENROLLMENT_CONTACT;
    return decide(q, 1, TUNNEL_ENROLLMENT_DISCONNECT, by_answer[given]);
}

/* On phones the application's own setting comes before the local policy. */
static bool has_fips_on_mobile(const question *q)
{
    if (!q->mobile)
        return false;
    if (q->f->fips_mode != TUNNEL_UNSET)
        return q->f->fips_mode == TUNNEL_TRUE;
    tunnel_view local = tunnel_view_of_local(q->policy, q->why);
    return tunnel_on(&local, POLICY_FIPS_MODE);
}

/* Rows 2 and 3. */
static bool is_off(const question *q)
{
    if (!tunnel_on(&q->view, VPN_CERTIFICATE_SCEP))
        return refuse(q, 2, TUNNEL_ENROLLMENT_OFF);
    if (q->f->tunnel == TUNNEL_MANAGEMENT)
        return refuse(q, 3, TUNNEL_ENROLLMENT_MANAGEMENT_TUNNEL);
    if (q->f->multiple_certificate_authentication)
        return refuse(q, 3, TUNNEL_ENROLLMENT_MULTIPLE_CERTIFICATES);
    return has_fips_on_mobile(q) && refuse(q, 3, TUNNEL_ENROLLMENT_FIPS_ON_MOBILE);
}

static void look_at_certificate(question *q)
{
    const asked *f = q->f;
    if (!f->certificate.given)
        return;
    q->expired = tunnel_is_expired(f->certificate.not_after, f->now);
    if (q->expired || f->radius_enrollment)
        return;
    int64_t threshold = tunnel_expiration_threshold(&q->view);
    q->expiring = threshold && tunnel_days_left(f->certificate.not_after, f->now) <= threshold;
}

/* ---- row 5: the service --------------------------------------------------------------------- */

static authority find_authority(const question *q)
{
    authority found = {true, tunnel_entry_words(&q->view, q->view.entry, VPN_HOST_ENTRY_CAURL)};
    if (!found.url.len)
        found = (authority){false, tunnel_words(&q->view, VPN_CERTIFICATE_ENROLLMENT_CAURL)};
    return found;
}

/* AutomaticSCEPHost is the entry's address, and if it has a group that is the entry's. */
static bool is_automatic_host(const question *q)
{
    const tunnel_entry *entry = q->view.entry;
    tunnel_text_t text = tunnel_entry_words(&q->view, entry, VPN_HOST_ENTRY_AUTOMATIC_SCEP_HOST);
    tunnel_host host;
    if (!text.len)
        text = tunnel_words(&q->view, VPN_CERTIFICATE_ENROLLMENT_AUTOMATIC_SCEP_HOST);
    if (!entry || !entry->address_count || !tunnel_host_parse(text, &host))
        return false;
    const tunnel_address *address =
        TUNNEL_AT(q->policy, tunnel_address, ADDRESSES, entry->first_address);
    return strcmp(tunnel_text(q->policy, address->host), host.host) == 0 &&
           address->port == host.port &&
           (!host.path.len || tunnel_text_is(host.path, tunnel_text(q->policy, entry->group)));
}

/* False: there is none. */
static bool find_service(question *q)
{
    q->mode = TUNNEL_ENROLLMENT_PROXY;
    if (q->f->headend_scep)
        return true;
    q->mode = TUNNEL_ENROLLMENT_LEGACY;
    q->ca = find_authority(q);
    return q->ca.url.len && (q->f->user_requested || is_automatic_host(q));
}

/* ---- the request ---------------------------------------------------------------------------- */

static size_t find_imports(const question *q, tunnel_store stores[MOST_IMPORTS])
{
    uint32_t value;
    size_t count = 0;
    tunnel_view local = tunnel_view_of_local(q->policy, q->why);
    switch (tunnel_policy_platform(q->policy)) {
    case TUNNEL_WINDOWS:
        value = tunnel_choice(&q->view, VPN_CERTIFICATE_IMPORT_STORE);
        if (value != VPN_CERTIFICATE_IMPORT_STORE__USER)
            stores[count++] = TUNNEL_STORE_WINDOWS_MACHINE;
        if (value != VPN_CERTIFICATE_IMPORT_STORE__MACHINE)
            stores[count++] = TUNNEL_STORE_WINDOWS_USER;
        return count;
    case TUNNEL_MACOS: stores[0] = TUNNEL_STORE_MAC_LOGIN; return 1;
    case TUNNEL_LINUX:
        value = tunnel_choice(&q->view, VPN_CERTIFICATE_IMPORT_STORE_LINUX);
        if (value != VPN_CERTIFICATE_IMPORT_STORE_LINUX__USER_FIREFOX_NSS &&
            !tunnel_is_excluded_store(&local, TUNNEL_STORE_PEM_USER))
            stores[count++] = TUNNEL_STORE_PEM_USER;
        if (value != VPN_CERTIFICATE_IMPORT_STORE_LINUX__USER_PEM_FILE &&
            !tunnel_is_excluded_store(&local, TUNNEL_STORE_FIREFOX_NSS))
            stores[count++] = TUNNEL_STORE_FIREFOX_NSS;
        return count;
    default: stores[0] = TUNNEL_STORE_APP; return 1;
    }
}

static void describe_authority(const question *q)
{
    answer *result = q->result;
    const tunnel_view *view = &q->view;
    result->ca_url = q->ca.url;
    if (q->ca.of_entry) {
        result->ca_thumbprint =
            tunnel_entry_words(view, view->entry, VPN_HOST_ENTRY_CAURL_THUMBPRINT);
        result->prompt_challenge =
            q->f->user_requested &&
            tunnel_entry_on(view, view->entry, VPN_HOST_ENTRY_CAURL_PROMPT_FOR_CHALLENGE_PW);
    } else {
        result->ca_thumbprint = tunnel_words(view, VPN_CERTIFICATE_ENROLLMENT_CAURL_THUMBPRINT);
        result->prompt_challenge =
            q->f->user_requested &&
            tunnel_on(view, VPN_CERTIFICATE_ENROLLMENT_CAURL_PROMPT_FOR_CHALLENGE_PW);
    }
    result->ca_thumbprint = or_null(result->ca_thumbprint);
}

/* What is requested. False: the buffer is too small. */
static bool describe(const question *q, tunnel_buffer *buffer)
{
    answer *result = q->result;
    tunnel_subject_words words = {q->f->username, q->f->machine_id};
    tunnel_store *stores = tunnel_take(buffer, MOST_IMPORTS * sizeof *stores);
    if (!stores || !tunnel_write_subject(&q->view, &words, buffer, &result->subject))
        return false;
    int64_t size = tunnel_number(&q->view, VPN_KEY_SIZE);
    result->mode = q->mode;
    result->key_size = size > LEAST_KEY_SIZE ? size : LEAST_KEY_SIZE;
    result->ca_domain = or_null(tunnel_words(&q->view, VPN_CA_DOMAIN));
    if (q->mode == TUNNEL_ENROLLMENT_LEGACY)
        describe_authority(q);
    result->import_stores = (tunnel_stores){stores, find_imports(q, stores)};
    return true;
}

/* Rows 6 and 7: what the request says has to be known. */
static bool lacks_contents(const question *q)
{
    tunnel_subject_use use = tunnel_look_at_subject(&q->view);
    if (q->mobile && !use.any)
        return refuse(q, 6, TUNNEL_ENROLLMENT_NO_CONTENTS);
    if (use.user && !q->f->username.len)
        return refuse(q, 7, TUNNEL_ENROLLMENT_USERNAME_UNAVAILABLE);
    return use.machine && !q->f->machine_id.len &&
           refuse(q, 7, TUNNEL_ENROLLMENT_MACHINE_ID_UNAVAILABLE);
}

/* Rows 8 and 9. */
static void request(const question *q)
{
    if (!q->f->tunnel_established)
        decide(q, 8, TUNNEL_ENROLLMENT_WAIT, TUNNEL_ENROLLMENT_WAITING_FOR_TUNNEL);
    else
        decide(q, 9, TUNNEL_ENROLLMENT_ENROLL,
               !q->f->certificate.given ? TUNNEL_ENROLLMENT_NO_CERTIFICATE
               : q->expired             ? TUNNEL_ENROLLMENT_CERTIFICATE_EXPIRED
               : q->expiring            ? TUNNEL_ENROLLMENT_CERTIFICATE_EXPIRING
                                        : TUNNEL_ENROLLMENT_USER_REQUESTED);
}

tunnel_status tunnel_decide_enrollment(const tunnel_policy *policy, const asked *f, answer *result,
                                       tunnel_buffer *buffer, tunnel_explanation *why)
{
    question q = {.policy = policy, .f = f, .result = result, .why = why};
    *result = (answer){.action = TUNNEL_ENROLLMENT_NONE,
                       .mode = TUNNEL_ENROLLMENT_NO_MODE,
                       .key_size = TUNNEL_NO_NUMBER,
                       .next = TUNNEL_ENROLLMENT_NO_NEXT};
    q.view = tunnel_view_of(policy, f->tunnel, f->host, (tunnel_preferences){0}, why);
    q.mobile = tunnel_policy_platform(policy) & TUNNEL_MOBILE;
    if (is_answered(&q) || is_off(&q))
        return TUNNEL_OK;
    look_at_certificate(&q);
    bool due = !f->certificate.given || q.expired || q.expiring;
    result->show_get_certificate = due && tunnel_on(&q.view, VPN_DISPLAY_GET_CERT_BUTTON);
    if (!due && !f->user_requested) {
        refuse(&q, 4, TUNNEL_ENROLLMENT_CERTIFICATE_VALID);
    } else if (!find_service(&q)) {
        refuse(&q, 5, TUNNEL_ENROLLMENT_NO_SCEP_SERVICE);
    } else if (!lacks_contents(&q)) {
        if (!describe(&q, buffer))
            return TUNNEL_BUFFER_TOO_SMALL;
        request(&q);
    }
    return TUNNEL_OK;
}

TUNNEL_ENGINE(enrollment, "enrollment");
