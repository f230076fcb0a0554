/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Payloads with certificates: the client's, with its key, and those to trust. */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "document/xml_chars.h"
#include "generate/target/mobileconfig.h"

#define PKCS12_PAYLOAD "com.apple.security.pkcs12"
#define ROOT_PAYLOAD   "com.apple.security.root"

/* ---- the client's certificate ------------------------------------------------------------ */

/* The first line; a file ends its last one. */
static acp_slice password_of(const acp_job *job)
{
    acp_slice text = acp_job_content(job, "identity-password");
    size_t length = 0;
    while (length < text.len && text.ptr[length] != '\n' && text.ptr[length] != '\r')
        length++;
    return (acp_slice){text.ptr, length};
}

/* What is wrong with the file; NULL: nothing. */
static const char *identity_problem(acp_slice bytes, acp_slice password)
{
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    PKCS12 *store = d2i_PKCS12(NULL, &at, (long)bytes.len);
    const char *problem = NULL;
    if (!store || at != (const unsigned char *)bytes.ptr + bytes.len)
        problem = "is no PKCS#12 file; 'openssl pkcs12 -export' makes one of a certificate and its "
                  "key";
    else if (password.len && PKCS12_mac_present(store) &&
             PKCS12_verify_mac(store, password.ptr, (int)password.len) != 1)
        problem = "has another password than the file of -D identity-password says";
    PKCS12_free(store);
    ERR_clear_error();
    return problem;
}

static void put_identity(acp_mobileconfig *profile)
{
    acp_job *job = profile->job;
    acp_slice bytes = acp_job_content(job, "identity"), password = password_of(job);
    const char *problem = identity_problem(bytes, password);
    if (problem) {
        acp_output_refuse(job->out, "%s %s", acp_job_value(job, "identity"), problem);
        return;
    }
    acp_payload payload;
    acp_payload_start(&payload, profile);
    if (password.len)
        acp_plist_string(&payload.plist, "Password", password);
    acp_plist_text(&payload.plist, "PayloadCertificateFileName", "identity.p12");
    acp_plist_data(&payload.plist, "PayloadContent", bytes);
    profile->identity =
        acp_payload_end(&payload, PKCS12_PAYLOAD, "identity", ACP_SLICE("Client certificate"));
    profile->secret = true;
    acp_output_note(job->out, "The configuration profiles hold a private key: keep them where "
                              "nobody else reads them.");
}

static void check_options(acp_job *job)
{
    bool identity = *acp_job_value(job, "identity"), uuid = *acp_job_value(job, "identity-uuid");
    if (identity && uuid)
        acp_output_refuse(job->out, "-D identity and -D identity-uuid name two certificates; a "
                                    "connection has one");
    if (*acp_job_value(job, "identity-password") && !identity)
        acp_output_refuse(job->out, "-D identity-password needs -D identity");
}

/* ---- certificates to trust --------------------------------------------------------------- */

/* The subject's last common name, to be shown; empty: there is none that XML can hold. */
static acp_slice common_name(acp_job *job, const X509 *x509)
{
    const X509_NAME *subject = X509_get_subject_name(x509);
    int at = -1, last = -1;
    while ((at = X509_NAME_get_index_by_NID(subject, NID_commonName, at)) >= 0)
        last = at;
    const X509_NAME_ENTRY *entry = last < 0 ? NULL : X509_NAME_get_entry(subject, last);
    unsigned char *text = NULL;
    int length = entry ? ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry)) : -1;
    acp_slice name = {(const char *)text, length > 0 ? (size_t)length : 0};
    if (acp_xml_bad_character(name) < name.len)
        name.len = 0;
    const char *kept = name.len ? acp_arena_copy(&job->out->arena, name.ptr, name.len) : NULL;
    OPENSSL_free(text);
    return (acp_slice){kept, kept ? name.len : 0};
}

/* The bytes of the certificate say who it is: one that stands there twice is there once. */
static bool is_there(acp_mobileconfig *profile, const char *identifier)
{
    acp_slice text = {profile->text.text, profile->text.length};
    return text.len && acp_slice_find(text, acp_slice_of(identifier));
}

static void put_root(acp_mobileconfig *profile, const X509 *x509)
{
    acp_job *job = profile->job;
    unsigned char *der = NULL;
    int length = i2d_X509(x509, &der);
    acp_payload payload;
    char sha256[ACP_SHA256_TEXT];
    if (length <= 0) {
        job->out->no_memory = true;
        return;
    }
    acp_sha256(der, (size_t)length, sha256);
    const char *part = acp_arena_printf(&job->out->arena, "ca.%.16s", sha256);
    acp_slice name = common_name(job, x509);
    if (part && !is_there(profile, part)) {
        acp_payload_start(&payload, profile);
        acp_plist_text(&payload.plist, "PayloadCertificateFileName", "ca.cer");
        acp_plist_data(&payload.plist, "PayloadContent", (acp_slice){(char *)der, (size_t)length});
        acp_payload_end(&payload, ROOT_PAYLOAD, part,
                        name.len ? name : ACP_SLICE("Certificate authority"));
    }
    OPENSSL_free(der);
}

static unsigned put_pem(acp_mobileconfig *profile, BIO *bio)
{
    unsigned count = 0;
    char *name = NULL, *header = NULL;
    unsigned char *der = NULL;
    long length = 0;
    while (PEM_read_bio(bio, &name, &header, &der, &length)) {
        const unsigned char *at = der;
        bool certificate = strcmp(name, PEM_STRING_X509) == 0;
        X509 *x509 = certificate ? d2i_X509(NULL, &at, length) : NULL;
        if (strstr(name, "PRIVATE KEY"))
            acp_output_refuse(profile->job->out,
                              "%s holds a private key, which every device would "
                              "get: take it out",
                              acp_job_value(profile->job, "ca"));
        if (certificate && !x509)
            acp_output_refuse(profile->job->out, "certificate %u of %s cannot be read", count + 1,
                              acp_job_value(profile->job, "ca"));
        if (x509)
            put_root(profile, x509);
        count += certificate;
        X509_free(x509);
        OPENSSL_free(name);
        OPENSSL_free(header);
        OPENSSL_free(der);
    }
    ERR_clear_error();
    return count;
}

static void put_roots(acp_mobileconfig *profile)
{
    acp_slice bytes = acp_job_content(profile->job, "ca");
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    unsigned count = 0;
    X509 *x509 = d2i_X509(NULL, &at, (long)bytes.len);
    if (x509) {
        put_root(profile, x509);
        count = 1;
    } else {
        BIO *bio = BIO_new_mem_buf(bytes.ptr ? bytes.ptr : "", (int)bytes.len);
        count = bio ? put_pem(profile, bio) : 0;
        profile->job->out->no_memory |= !bio;
        BIO_free(bio);
    }
    X509_free(x509);
    ERR_clear_error();
    if (!count)
        acp_output_refuse(profile->job->out, "%s holds no certificate in PEM or DER form",
                          acp_job_value(profile->job, "ca"));
}

void acp_mobileconfig_certificates(acp_mobileconfig *profile)
{
    acp_job *job = profile->job;
    check_options(job);
    if (!acp_output_fine(job->out))
        return;
    if (*acp_job_value(job, "ca"))
        put_roots(profile);
    if (*acp_job_value(job, "identity"))
        put_identity(profile);
    if (*acp_job_value(job, "identity-uuid")) {
        profile->identity = acp_job_value(job, "identity-uuid");
        acp_output_note(job->out,
                        "The MDM has to add the certificate payload %s to each "
                        "configuration profile.",
                        profile->identity);
    }
}
