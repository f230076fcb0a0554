/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CertificateMatch: which client certificates a profile lets the client offer. */
#include "check/certificate.h"

/* ---- names of the profile ----------------------------------------------------------------------
 */

uint16_t acp_key_usage_by_name(acp_slice name)
{
    static const char *const names[] = {
        "Digital_Signature", "Non_Repudiation", "Key_Encipherment",
        "Data_Encipherment", "Key_Agreement",   "Key_Cert_Sign",
        "CRL_Sign",          "Encipher_Only",   "Decipher_Only",
    };
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (acp_slice_is(name, names[i]))
            return (uint16_t)(1u << i);
    return 0;
}

const char *acp_extended_key_usage_by_name(acp_slice name)
{
    static const char *const rows[][2] = {
        {"ServerAuth", ACP_OID_SERVER_AUTH},
        {"ClientAuth", ACP_OID_CLIENT_AUTH},
        {"CodeSign", "1.3.6.1.5.5.7.3.3"},
        {"EmailProtect", "1.3.6.1.5.5.7.3.4"},
        {"IPSecEndSystem", "1.3.6.1.5.5.7.3.5"},
        {"IPSecTunnel", "1.3.6.1.5.5.7.3.6"},
        {"IPSecUser", "1.3.6.1.5.5.7.3.7"},
        {"TimeStamp", "1.3.6.1.5.5.7.3.8"},
        {"OCSPSign", "1.3.6.1.5.5.7.3.9"},
        {"DVCS", "1.3.6.1.5.5.7.3.10"},
        {"IKEIntermediate", ACP_OID_IKE_INTERMEDIATE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (acp_slice_is(name, rows[i][0]))
            return rows[i][1];
    return NULL;
}

/* The name of the attribute in a certificate; those that are not here have the same. */
static acp_slice attribute_name(acp_slice name)
{
    static const char *const rows[][2] = {
        {"N", "unstructuredName"},
        {"I", "initials"},
        {"GENQ", "generationQualifier"},
        {"DNQ", "dnQualifier"},
        {"T", "title"},
        {"EA", "emailAddress"},
        {"SP", "ST"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (acp_slice_is(name, rows[i][0]))
            return acp_slice_of(rows[i][1]);
    return name;
}

/* ---- one criterion ------------------------------------------------------------------------------
 */

static bool value_fits(acp_slice value, const acp_name_criterion *criterion)
{
    acp_slice pattern = criterion->pattern;
    bool (*equal)(acp_slice, acp_slice) =
        criterion->ignore_case ? acp_slice_equal_nocase : acp_slice_equal;
    if (!criterion->anywhere)
        return equal(value, pattern);
    for (; value.len >= pattern.len; value.ptr++, value.len--)
        if (equal((acp_slice){value.ptr, pattern.len}, pattern))
            return true;
    return false;
}

static bool name_fits(const acp_certificate *certificate, const acp_name_criterion *criterion)
{
    static const char issuer[] = "ISSUER-";
    const acp_distinguished_name *name = &certificate->subject;
    acp_slice wanted = criterion->name;
    if (wanted.len > sizeof issuer - 1 && memcmp(wanted.ptr, issuer, sizeof issuer - 1) == 0) {
        name = &certificate->issuer;
        wanted.ptr += sizeof issuer - 1;
        wanted.len -= sizeof issuer - 1;
    }
    wanted = attribute_name(wanted);
    bool found = false;
    for (size_t i = 0; i < name->count && !found; i++)
        found = acp_slice_is(wanted, name->attributes[i].name) &&
                value_fits(name->attributes[i].value, criterion);
    return found != criterion->negated;
}

/* ---- all of them --------------------------------------------------------------------------------
 */

bool acp_certificate_has_usage(const acp_certificate *certificate, const char *oid)
{
    const acp_text_list *usages = &certificate->extended_key_usage;
    size_t i = 0;
    while (i < usages->count && !acp_slice_is(usages->items[i], oid))
        i++;
    return i < usages->count;
}

static acp_match match_key_usage(const acp_certificate *certificate, uint16_t wanted, bool needed)
{
    if (!certificate->has_key_usage)
        return wanted || needed ? ACP_NO_KEY_USAGE : ACP_MATCHES;
    return !wanted || certificate->key_usage & wanted ? ACP_MATCHES : ACP_OTHER_KEY_USAGE;
}

/* needed: the certificate must have the extension, whatever it says. */
static acp_match match_usages(const acp_certificate *certificate, const acp_slice *wanted,
                              size_t count, bool needed, size_t *failed)
{
    const acp_text_list *usages = &certificate->extended_key_usage;
    if (!certificate->has_extended_key_usage)
        return needed ? ACP_NO_EXTENDED_KEY_USAGE : ACP_MATCHES;
    for (*failed = 0; *failed < count; ++*failed) {
        size_t i = 0;
        while (i < usages->count && !acp_slice_equal(usages->items[i], wanted[*failed]))
            i++;
        if (i == usages->count)
            return ACP_OTHER_EXTENDED_KEY_USAGE;
    }
    return ACP_MATCHES;
}

static acp_match match_names(const acp_certificate *certificate, const acp_match_criteria *criteria,
                             size_t *failed)
{
    for (*failed = 0; *failed < criteria->name_count; ++*failed)
        if (!name_fits(certificate, &criteria->names[*failed]))
            return ACP_OTHER_NAME;
    return ACP_MATCHES;
}

acp_match acp_certificate_match(const acp_certificate *certificate,
                                const acp_match_criteria *criteria, size_t *failed)
{
    static const acp_slice client_auth = {ACP_OID_CLIENT_AUTH, sizeof ACP_OID_CLIENT_AUTH - 1};
    size_t unused = 0;
    failed = failed ? failed : &unused;
    *failed = 0;
    bool any = criteria->key_usage || criteria->usage_count || criteria->name_count;
    uint16_t key_usage = any ? criteria->key_usage : ACP_DIGITAL_SIGNATURE;
    acp_match result = match_key_usage(certificate, key_usage, criteria->only_with_key_usage);
    /* A certificate without the extension passes a list of usages if names are asked for as well,
     * as older clients had it (003:L5216-5224). */
    bool needed = !any || criteria->only_with_extended_key_usage ||
                  (criteria->usage_count && !criteria->name_count);
    if (result == ACP_MATCHES)
        result = match_usages(certificate, any ? criteria->usages : &client_auth,
                              any ? criteria->usage_count : 1, needed, failed);
    return result == ACP_MATCHES ? match_names(certificate, criteria, failed) : result;
}
