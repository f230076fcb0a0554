/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libprofile-certificate: certificates read with libcrypto. libprofile loads it when it is needed;
 * acp_certificate_module_get is all it shows. */
#include <stdlib.h>
#include <time.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs7.h>

#include "certificate/x509.h"

/* A context of our own: what the system's configuration of OpenSSL forbids (SHA-1, MD5) must still
 * be readable here, and the program around us keeps its own settings. Made once, before any other
 * function here can be called. */
static OSSL_LIB_CTX *context;

static const char damaged[] =
    "this is not the DER of a certificate; it was cut short or changed on its way here";

/* ---- one certificate ----------------------------------------------------------------------- */

static X509 *parse(acp_der der, size_t *used)
{
    X509 *x509 = X509_new_ex(context, NULL);
    const unsigned char *at = der.bytes;
    if (x509 && !d2i_X509(&x509, &at, (long)der.size))
        return NULL;
    *used = (size_t)(at - der.bytes);
    return x509;
}

/* What was taken for a certificate and is none. */
static const char *what_else(acp_der der)
{
    const unsigned char *at = der.bytes;
    X509_REQ *request = X509_REQ_new_ex(context, NULL);
    bool is_request = request && d2i_X509_REQ(&request, &at, (long)der.size);
    X509_REQ_free(request);
    if (is_request)
        return "this is a certificate request, not a certificate: what the CA makes of it is "
               "needed here";
    at = der.bytes;
    X509_CRL *list = X509_CRL_new_ex(context, NULL);
    bool is_list = list && d2i_X509_CRL(&list, &at, (long)der.size);
    X509_CRL_free(list);
    if (is_list)
        return "this is a list of revoked certificates, not a certificate";
    return damaged;
}

static bool read_time(acp_x509 *in, const ASN1_TIME *time, int64_t *out)
{
    struct tm parts;
    if (!ASN1_TIME_to_tm(time, &parts)) {
        in->problem = "the time from or until which the certificate is valid is no time";
        return false;
    }
    *out = timegm(&parts);
    return true;
}

static bool read_serial(acp_x509 *in)
{
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(in->x509), NULL);
    char *text = number ? BN_bn2hex(number) : NULL;
    in->out->serial = text ? acp_arena_copy(in->arena, text, strlen(text)) : NULL;
    OPENSSL_free(text);
    BN_free(number);
    in->arena->failed |= !in->out->serial;
    return in->out->serial;
}

bool acp_x509_digest(acp_x509 *in, const char *name, const uint8_t *bytes, size_t size,
                     uint8_t *hash)
{
    if (EVP_Q_digest(in->context, name, NULL, bytes, size, hash, NULL))
        return true;
    in->problem = "libcrypto does not offer the hashes that are needed";
    return false;
}

static bool fingerprints(acp_x509 *in, acp_der der)
{
    acp_certificate *out = in->out;
    const struct {
        const char *name;
        uint8_t *hash;
    } rows[] = {{"SHA1", out->sha1}, {"SHA256", out->sha256}, {"SHA512", out->sha512}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!acp_x509_digest(in, rows[i].name, der.bytes, der.size, rows[i].hash))
            return false;
    return true;
}

static bool take_over(acp_x509 *in, acp_der der)
{
    acp_certificate *out = in->out;
    out->der = der.bytes;
    out->der_size = der.size;
    return read_time(in, X509_get0_notBefore(in->x509), &out->not_before) &&
           read_time(in, X509_get0_notAfter(in->x509), &out->not_after) && read_serial(in) &&
           fingerprints(in, der) && acp_x509_names(in) && acp_x509_extensions(in) &&
           acp_x509_key(in);
}

static bool read_certificate(acp_arena *arena, acp_der der, acp_certificate *out,
                             const char **problem)
{
    size_t used;
    ERR_set_mark();
    acp_x509 in = {.context = context, .x509 = parse(der, &used), .arena = arena, .out = out};
    *out = (acp_certificate){.path_length = -1};
    if (!in.x509)
        in.problem = what_else(der);
    else if (used != der.size)
        in.problem = "something follows the certificate; a DER file holds nothing else";
    bool fine = !in.problem && take_over(&in, der);
    X509_free(in.x509);
    ERR_pop_to_mark();
    *problem = in.problem;
    return fine;
}

/* ---- PKCS#7 ---------------------------------------------------------------------------------- */

static bool copy_part(acp_arena *arena, X509 *x509, acp_der *out)
{
    unsigned char *bytes = NULL;
    int size = i2d_X509(x509, &bytes);
    out->size = size > 0 ? (size_t)size : 0;
    out->bytes = size > 0 ? (uint8_t *)acp_arena_copy(arena, (char *)bytes, out->size) : NULL;
    OPENSSL_free(bytes);
    arena->failed |= !out->bytes;
    return out->bytes;
}

static bool copy_parts(acp_arena *arena, STACK_OF(X509) * stack, size_t max, acp_der **parts,
                       size_t *count)
{
    *count = stack ? (size_t)sk_X509_num(stack) : 0;
    size_t given = *count < max ? *count : max;
    *parts = acp_arena_alloc(arena, given * sizeof **parts);
    bool fine = *parts;
    for (size_t i = 0; fine && i < given; i++)
        fine = copy_part(arena, sk_X509_value(stack, (int)i), &(*parts)[i]);
    return fine;
}

static bool unpack(acp_arena *arena, acp_der der, size_t max, acp_der **parts, size_t *count,
                   const char **problem)
{
    ERR_set_mark();
    PKCS7 *pkcs7 = PKCS7_new_ex(context, NULL);
    const unsigned char *at = der.bytes;
    bool fine = false;
    *problem = NULL;
    if (!pkcs7)
        arena->failed = true;
    else if (!d2i_PKCS7(&pkcs7, &at, (long)der.size))
        *problem = "this PKCS#7 data cannot be read; it was cut short or changed on its way here";
    else if (!PKCS7_type_is_signed(pkcs7) || !pkcs7->d.sign)
        *problem = "this PKCS#7 data is not of the kind that holds certificates (signed data)";
    else if (at != der.bytes + der.size)
        *problem = "something follows the PKCS#7 data; a DER file holds nothing else";
    else
        fine = copy_parts(arena, pkcs7->d.sign->cert, max, parts, count);
    PKCS7_free(pkcs7);
    ERR_pop_to_mark();
    return fine;
}

/* ---- issuers --------------------------------------------------------------------------------- */

static bool issued(const acp_certificate *issuer, const acp_certificate *subject)
{
    size_t used;
    ERR_set_mark();
    X509 *upper = parse((acp_der){issuer->der, issuer->der_size}, &used);
    X509 *lower = parse((acp_der){subject->der, subject->der_size}, &used);
    EVP_PKEY *key = upper ? X509_get0_pubkey(upper) : NULL;
    bool is_issuer =
        key && lower &&
        X509_NAME_cmp(X509_get_subject_name(upper), X509_get_issuer_name(lower)) == 0 &&
        X509_verify(lower, key) == 1;
    X509_free(upper);
    X509_free(lower);
    ERR_pop_to_mark();
    return is_issuer;
}

/* ---- the module ------------------------------------------------------------------------------ */

static const acp_certificate_module module = {ACP_CERTIFICATE_ABI, read_certificate, unpack,
                                              issued};

/* Registered after libcrypto has registered its own end, so it comes before that. */
static void free_context(void)
{
    OSSL_LIB_CTX_free(context);
}

ACP_API acp_certificate_module_getter acp_certificate_module_get;

const acp_certificate_module *acp_certificate_module_get(void)
{
    context = OSSL_LIB_CTX_new();
    if (!context || atexit(free_context) != 0)
        return NULL;
    return &module;
}
