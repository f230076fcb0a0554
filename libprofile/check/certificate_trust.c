/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who issued a certificate, when it is valid, and its pin. */
#include <time.h>

#include "check/certificate_module.h"
#include "libtunnel/hash.h"

bool acp_certificate_issued(const acp_certificate *issuer, const acp_certificate *subject)
{
    const char *problem;
    if (issuer->subject.hash != subject->issuer.hash)
        return false;
    const acp_certificate_module *module = acp_certificate_module_load(&problem);
    return module && module->issued(issuer, subject);
}

bool acp_certificate_same(const acp_certificate *a, const acp_certificate *b)
{
    return memcmp(a->sha256, b->sha256, sizeof a->sha256) == 0;
}

const acp_certificate *acp_certificate_issuer_in(const acp_certificates *list,
                                                 const acp_certificate *subject)
{
    for (size_t i = 0; i < list->count; i++)
        if (!acp_certificate_same(&list->items[i], subject) &&
            acp_certificate_issued(&list->items[i], subject))
            return &list->items[i];
    return NULL;
}

acp_validity acp_certificate_validity(const acp_certificate *certificate, int64_t time)
{
    if (time <= certificate->not_before)
        return ACP_NOT_YET_VALID;
    return time < certificate->not_after ? ACP_VALID : ACP_EXPIRED;
}

const char *acp_time_text(int64_t seconds, char text[ACP_TIME_SIZE])
{
    struct tm parts;
    time_t moment = (time_t)seconds;
    if (!gmtime_r(&moment, &parts) || !strftime(text, ACP_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts))
        *text = '\0';
    return text;
}

/* ---- pins -------------------------------------------------------------------------------------
 */

void acp_certificate_pin_text(const acp_certificate *certificate, char text[ACP_PIN_TEXT_SIZE])
{
    for (size_t i = 0; i < sizeof certificate->pin; i++)
        snprintf(text + 2 * i, 3, "%02X", certificate->pin[i]);
}

static bool has_wildcard(const acp_certificate *certificate)
{
    const acp_text_list *names =
        certificate->dns_names.count ? &certificate->dns_names : &certificate->common_names;
    size_t i = 0;
    while (i < names->count && acp_wildcard_of(names->items[i]) != ACP_WILDCARD_LABEL)
        i++;
    return i < names->count;
}

acp_pin_place acp_certificate_pin_place(const acp_certificate *certificate)
{
    /* What tools make as self-signed often calls itself a CA; a root names no host. */
    bool names_host = certificate->dns_names.count || certificate->ip_addresses.count;
    if (has_wildcard(certificate))
        return ACP_PIN_OF_WILDCARD;
    if (certificate->self_signed && (names_host || !certificate->ca))
        return ACP_PIN_OF_SELF_SIGNED;
    return certificate->ca ? ACP_PIN_OF_CA : ACP_PIN_OF_HOST;
}

bool acp_hash_read(acp_slice text, uint8_t *hash, size_t size)
{
    return tunnel_hash_read((tunnel_text_t){text.ptr, text.len}, hash, size);
}
