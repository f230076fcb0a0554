/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Certificates given, and those in configurations, against what ASAs do with them. */
#include "document/buffer.h"
#include "set/certificates.h"
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* ---- one certificate for TLS, another for IPsec ----------------------------------------------
 */

/* More than a chain has; the limit keeps files made of one CA over and over from being followed. */
enum { CHAIN_MAX = 16, CA_MAX = 64 };

/* What an ASA shows its clients, and the CAs in its configuration. */
typedef struct {
    acp_set_run *run;
    const acp_rule *rule;
    acp_member *member;
    acp_certificates *authorities[CA_MAX];
    size_t count;
    acp_names told; /* trustpoints, by name */
} headend;

/* NULL: it cannot be read. The caller frees it. */
static acp_certificates *read_der(headend *in, acp_slice der)
{
    acp_certificates *read = NULL;
    char message[256];
    if (!der.len)
        return NULL;
    acp_status status = acp_certificates_read_memory(in->member->name, der.ptr, der.len, &read,
                                                     message, sizeof message);
    in->run->no_memory |= status == ACP_NO_MEMORY;
    if (read && read->count)
        return read;
    acp_certificates_free(read);
    return NULL;
}

static void read_authorities(headend *in)
{
    const acp_asa_certificate *at = in->member->asa->certificates;
    for (; at && in->count < CA_MAX; at = at->next)
        if (at->ca && (in->authorities[in->count] = read_der(in, at->der)))
            in->count++;
}

/* The certificate of a trustpoint; of several the last counts. */
static acp_certificates *read_shown(headend *in, acp_slice trustpoint)
{
    acp_slice der = {"", 0};
    const acp_asa_certificate *at = in->member->asa->certificates;
    for (; at; at = at->next)
        if (!at->ca && acp_slice_equal(at->trustpoint.text, trustpoint))
            der = at->der;
    return read_der(in, der);
}

/* It is a CA given, or one issued it. */
static bool is_anchored(const acp_set *set, const acp_certificate *certificate, bool *anchors)
{
    acp_member *member = NULL;
    while ((member = acp_set_next(set, ACP_ROLE_CA_CERTIFICATE, member))) {
        const acp_certificates *list = member->certificates;
        for (size_t i = 0; list && i < list->count; i++) {
            *anchors = true;
            if (acp_certificate_same(&list->items[i], certificate) ||
                acp_certificate_issued(&list->items[i], certificate))
                return true;
        }
    }
    return false;
}

/* Nobody but who knows it has a reason to trust it. Without CAs given only what signed itself is
 * known to be such. */
static bool is_untrusted(const headend *in, const acp_certificate *leaf)
{
    bool anchors = false;
    const acp_certificate *at = leaf;
    for (int step = 0; at && step < CHAIN_MAX; step++) {
        if (is_anchored(in->run->set, at, &anchors))
            return false;
        const acp_certificate *issuer = NULL;
        for (size_t i = 0; i < in->count && !issuer; i++) {
            const acp_certificate *one = in->authorities[i]->items;
            if (!acp_certificate_same(one, at) && acp_certificate_issued(one, at))
                issuer = one;
        }
        at = issuer;
    }
    return anchors || leaf->self_signed;
}

/* other: the trustpoint of the other protocol; line NULL: the same one, or none. */
static void check_shown(headend *in, acp_cli trustpoint, acp_cli other, bool ssl)
{
    if (!other.line || acp_names_find(&in->told, trustpoint.text))
        return;
    acp_names_enter(&in->told, in->run->arena, trustpoint.text, in);
    acp_certificates *read = read_shown(in, trustpoint.text);
    const acp_certificate *leaf = read ? read->items : NULL;
    if (leaf && leaf->key_type == ACP_KEY_EC && is_untrusted(in, leaf)) {
        acp_spot there = acp_spot_cli(in->member, other);
        acp_set_say(in->run, in->rule, acp_spot_cli(in->member, trustpoint), &there,
                    ssl ? "for IPsec" : "for SSL",
                    "For %s the ASA shows the certificate of trustpoint %.*s, which is ECDSA and "
                    "%s, for %s that of %.*s. Posture or the downloader of the client may fail.",
                    ssl ? "SSL" : "IPsec", ACP_SLICE_ARGS(acp_shown(trustpoint.text)),
                    leaf->self_signed ? "self-signed" : "not of a CA given", ssl ? "IPsec" : "SSL",
                    ACP_SLICE_ARGS(acp_shown(other.text)));
    }
    acp_certificates_free(read);
}

/* The first two different ones of a list: one of them is another than any trustpoint. */
typedef struct {
    acp_cli names[2];
} choice;

static void offer(choice *from, acp_cli name)
{
    if (!from->names[0].line)
        from->names[0] = name;
    else if (!from->names[1].line && !acp_slice_equal(from->names[0].text, name.text))
        from->names[1] = name;
}

static acp_cli other_than(const choice *from, acp_cli name)
{
    return from->names[acp_slice_equal(from->names[0].text, name.text)];
}

static void check_headend(headend *in)
{
    const acp_asa *asa = in->member->asa;
    choice ssl = {0}, ipsec = {0};
    for (const acp_asa_ssl_trustpoint *at = asa->ssl.trustpoints; at; at = at->next)
        offer(&ssl, at->name);
    for (const acp_asa_item *at = asa->ikev2_trustpoints; at; at = at->next)
        offer(&ipsec, at->value);
    if (!ssl.names[0].line || !ipsec.names[0].line)
        return;
    read_authorities(in);
    for (const acp_asa_ssl_trustpoint *at = asa->ssl.trustpoints; at; at = at->next)
        check_shown(in, at->name, other_than(&ipsec, at->name), true);
    for (const acp_asa_item *at = asa->ikev2_trustpoints; at; at = at->next)
        check_shown(in, at->value, other_than(&ssl, at->value), false);
    for (size_t i = 0; i < in->count; i++)
        acp_certificates_free(in->authorities[i]);
}

void acp_asa_ssl_ipsec_certificates_differ(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        headend in = {.run = run, .rule = rule, .member = member};
        check_headend(&in);
    }
}

/* ---- certificates from SCEP ------------------------------------------------------------------
 */

#define CONTENTS "ClientInitialization/CertificateEnrollment/CertificateSCEP"

/* Clients enroll; *where: what says so. */
static bool uses_scep(const acp_set *set, acp_spot *where)
{
    acp_member *profile = NULL;
    while ((profile = acp_set_next_profile(set, false, profile))) {
        const acp_node *contents = acp_member_first(profile, CONTENTS);
        if (!contents)
            continue;
        *where = acp_spot_name(profile, contents);
        return true;
    }
    for (acp_route at = {0}; acp_next_policy(set, &at);) {
        acp_asa_value url = acp_asa_policy_own(at.policy, ACP_GP_SCEP_FORWARDING_URL);
        if (!url.items.count)
            continue;
        *where = acp_spot_cli(at.member, url.value);
        return true;
    }
    return false;
}

/* What the guide's template has and the certificate does not (003:L9362-9379). */
static void list_missing(const acp_certificate *certificate, acp_buffer *text)
{
    static const struct {
        const char *oid, *name;
    } usages[] = {{ACP_OID_CLIENT_AUTH, "client authentication"},
                  {"1.3.6.1.5.5.7.3.5", "IP security end system"},
                  {"1.3.6.1.5.5.7.3.6", "IP security tunnel termination"},
                  {"1.3.6.1.5.5.7.3.7", "IP security user"},
                  {ACP_OID_IKE_INTERMEDIATE, "IKE intermediate"}};
    for (size_t i = 0; i < sizeof usages / sizeof *usages; i++)
        if (!acp_certificate_has_usage(certificate, usages[i].oid))
            acp_buffer_printf(text, "%s%s (%s)", text->length ? ", " : "lacks the usages ",
                              usages[i].name, usages[i].oid);
    const int64_t day = 86400, years = 3 * 365 * day;
    int64_t length = certificate->not_after - certificate->not_before;
    if (length < years)
        acp_buffer_printf(text, "%sis valid for only %lld days", text->length ? " and " : "",
                          (long long)(length / day));
}

void acp_client_certificate_template_usages(acp_set_run *run, const acp_rule *rule)
{
    acp_spot scep;
    if (!uses_scep(run->set, &scep))
        return;
    for (acp_held held = {0}; acp_client_certificate_next(run->set, &held);) {
        acp_buffer missing = {0};
        list_missing(held.certificate, &missing);
        if (missing.length)
            acp_set_say(run, rule, acp_spot_certificate(held.member, held.certificate), &scep,
                        "clients enroll",
                        "%.*s %s. With five usages and 3 years a template serves SSL and IPsec, "
                        "and nobody has to enroll again soon.",
                        ACP_SLICE_ARGS(acp_certificate_title(held.certificate)), missing.text);
        run->no_memory |= missing.failed;
        acp_buffer_free(&missing);
    }
}

/* ---- names taken from certificates -----------------------------------------------------------
 */

/* The word that has the client fill in the user's name from the certificate; line NULL: none. */
static acp_cli prefilled(const acp_route *at)
{
    static const acp_asa_tunnel_setting settings[] = {ACP_TG_PRE_FILL_USERNAME,
                                                      ACP_TG_SECONDARY_PRE_FILL_USERNAME};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        acp_asa_value value = acp_asa_tunnel_own(at->tunnel, settings[i]);
        if (value.items.count && !acp_cli_is(value.value, "clientless"))
            return value.value;
    }
    return (acp_cli){0};
}

static bool is_ascii(acp_slice text)
{
    size_t i = 0;
    while (i < text.len && (unsigned char)text.ptr[i] < 0x80)
        i++;
    return i == text.len;
}

static const acp_name_attribute *find_other_encoding(const acp_certificate *certificate)
{
    const acp_name_attribute *attributes = certificate->subject.attributes;
    for (size_t i = 0; i < certificate->subject.count; i++)
        if (!attributes[i].utf8_string && !is_ascii(attributes[i].value))
            return &attributes[i];
    return NULL;
}

void acp_mobile_prefill_certificate_not_utf8(acp_set_run *run, const acp_rule *rule)
{
    acp_route at = {0};
    acp_cli prefill = {0};
    while (!prefill.line && acp_next_tunnel(run->set, &at))
        prefill = prefilled(&at);
    if (!prefill.line)
        return;
    acp_spot there = acp_spot_cli(at.member, prefill);
    for (acp_held held = {0}; acp_client_certificate_next(run->set, &held);) {
        const acp_name_attribute *wrong = find_other_encoding(held.certificate);
        if (held.member->role != ACP_ROLE_CLIENT_CERTIFICATE || !wrong)
            continue;
        acp_set_say(run, rule, acp_spot_certificate(held.member, held.certificate), &there,
                    "names are filled in",
                    "%s=%.*s in the subject is no UTF8String, and tunnel group %.*s has the user's "
                    "name filled in from the certificate. The client for Android cannot read it.",
                    wrong->name, ACP_SLICE_ARGS(acp_shown(wrong->value)),
                    ACP_SLICE_ARGS(acp_shown(at.tunnel->name.text)));
    }
}
