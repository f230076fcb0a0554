/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sdi: how the text typed for RSA SecurID is read. */
#include "libtunnel/facts.h"
#include "libtunnel/view.h"

typedef tunnel_sdi_facts asked;
typedef tunnel_sdi_result answer;

static const char *const methods[] = TUNNEL_CODE_TEXTS(TUNNEL_SDI_METHODS);
static const char *const labels[] = TUNNEL_CODE_TEXTS(TUNNEL_SDI_LABELS);
static const char *const tokens[] = TUNNEL_CODE_TEXTS(TUNNEL_SDI_TOKENS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_SDI_REASONS);

static const tunnel_field success_fields[] = {
    FIELD(tunnel_sdi_success, TEXT, username, .required = true),
    FIELD(tunnel_sdi_success, TEXT, group, .required = true),
    FIELD(tunnel_sdi_success, CHOICE, token_type, .choices = tokens, .required = true),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, TEXT, host),
    FACT_PREFERENCES(asked),
    FIELD(asked, TEXT, username, .required = true),
    FIELD(asked, TEXT, group, .required = true),
    FIELD(asked, CHOICE, field_label, .choices = methods, .initial = TUNNEL_SDI_PASSCODE),
    FIELD(asked, BOOLEAN, rsa_software),
    FIELD(asked, OBJECT, last_success, .fields = success_fields),
    FIELD(asked, INTEGER, attempt, .initial = 1, .low = 1, .high = 3),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, read_as, .choices = methods),
    FIELD(answer, CHOICE, if_it_fails, .choices = methods),
    FIELD(answer, CHOICE, label, .choices = labels),
    FIELD(answer, CHOICE, token_type_to_cache, .choices = tokens),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- Automatic ------------------------------------------------------------------------------ */

/* A type is worthless without the user name it was learned with. */
static bool may_cache(const tunnel_policy *policy, tunnel_explanation *why)
{
    tunnel_view local = tunnel_view_of_local(policy, why);
    uint32_t restricted = tunnel_choice(&local, POLICY_RESTRICT_PREFERENCE_CACHING);
    return restricted == POLICY_RESTRICT_PREFERENCE_CACHING__FALSE ||
           restricted == POLICY_RESTRICT_PREFERENCE_CACHING__THUMBPRINTS;
}

static bool is_same_login(const asked *f)
{
    return f->last_success.given &&
           tunnel_text_compare(f->last_success.username, f->username) == 0 &&
           tunnel_text_compare(f->last_success.group, f->group) == 0;
}

static tunnel_sdi_method other(tunnel_sdi_method method)
{
    return method == TUNNEL_SDI_PIN ? TUNNEL_SDI_PASSCODE : TUNNEL_SDI_PIN;
}

static tunnel_sdi_label label_of(tunnel_sdi_method method)
{
    return method == TUNNEL_SDI_PIN ? TUNNEL_SDI_LABEL_PIN : TUNNEL_SDI_LABEL_PASSCODE;
}

/* Rows 4 to 7. Without the RSA software nothing can be made of a PIN, so that only the passcode is
 * left. */
static uint32_t try_in_turn(const asked *f, bool caching, answer *result)
{
    bool cached = caching && is_same_login(f);
    tunnel_sdi_method first = f->field_label;
    if (cached)
        first = f->last_success.token_type == TUNNEL_SDI_SOFTWARE_TOKEN ? TUNNEL_SDI_PIN
                                                                        : TUNNEL_SDI_PASSCODE;
    if (!f->rsa_software)
        first = TUNNEL_SDI_PASSCODE;
    result->label = label_of(first);
    if (f->attempt == 1) {
        result->read_as = first;
        result->if_it_fails = f->rsa_software ? other(first) : TUNNEL_SDI_NO_METHOD;
        result->reason = cached ? TUNNEL_SDI_CACHED_TYPE : TUNNEL_SDI_LABEL_DEFAULT;
    } else if (f->attempt == 2) {
        result->read_as = f->rsa_software ? other(first) : TUNNEL_SDI_NO_METHOD;
        result->reason =
            f->rsa_software ? TUNNEL_SDI_OTHER_METHOD : TUNNEL_SDI_RSA_SOFTWARE_MISSING;
    } else {
        result->reason = TUNNEL_SDI_BOTH_FAILED;
    }
    if (caching && result->read_as != TUNNEL_SDI_NO_METHOD)
        result->token_type_to_cache = result->read_as == TUNNEL_SDI_PIN ? TUNNEL_SDI_SOFTWARE_TOKEN
                                                                        : TUNNEL_SDI_HARDWARE_TOKEN;
    return f->attempt == 1 ? (cached ? 4 : 5) : f->attempt == 2 ? 6 : 7;
}

/* ---- the decision --------------------------------------------------------------------------- */

tunnel_status tunnel_decide_sdi(const tunnel_policy *policy, const asked *f, answer *result,
                                tunnel_buffer *buffer, tunnel_explanation *why)
{
    (void)buffer;
    uint32_t platform = tunnel_policy_platform(policy);
    *result = (answer){.read_as = TUNNEL_SDI_NO_METHOD,
                       .if_it_fails = TUNNEL_SDI_NO_METHOD,
                       .label = TUNNEL_SDI_NO_LABEL,
                       .token_type_to_cache = TUNNEL_SDI_NO_TOKEN,
                       .reason = TUNNEL_SDI_PLATFORM_UNSUPPORTED};
    if (platform & TUNNEL_MOBILE)
        return TUNNEL_OK;
    result->label = TUNNEL_SDI_LABEL_PASSCODE;
    if (platform != TUNNEL_WINDOWS) {
        tunnel_row(why, 1);
        result->read_as = TUNNEL_SDI_PASSCODE;
        result->reason = TUNNEL_SDI_NOT_WINDOWS;
        return TUNNEL_OK;
    }
    tunnel_view view = tunnel_view_of_host(policy, f->host, f->preferences, why);
    uint32_t mode = tunnel_choice(&view, VPN_RSA_SECUR_ID_INTEGRATION);
    if (mode == VPN_RSA_SECUR_ID_INTEGRATION__SOFTWARE_TOKEN) {
        tunnel_row(why, 2);
        result->label = TUNNEL_SDI_LABEL_PIN;
        result->read_as = f->rsa_software ? TUNNEL_SDI_PIN : TUNNEL_SDI_NO_METHOD;
        result->reason =
            f->rsa_software ? TUNNEL_SDI_BY_SOFTWARE_TOKEN : TUNNEL_SDI_RSA_SOFTWARE_MISSING;
    } else if (mode == VPN_RSA_SECUR_ID_INTEGRATION__HARDWARE_TOKEN) {
        tunnel_row(why, 3);
        result->read_as = TUNNEL_SDI_PASSCODE;
        result->reason = TUNNEL_SDI_BY_HARDWARE_TOKEN;
    } else {
        tunnel_row(why, try_in_turn(f, may_cache(policy, why), result));
    }
    return TUNNEL_OK;
}

TUNNEL_ENGINE(sdi, "sdi");
