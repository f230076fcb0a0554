/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The public key, the pin made of it, and the signature. */
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include "certificate/x509.h"

static const struct {
    const char *name;
    acp_key_type type;
} key_types[] = {
    {"RSA", ACP_KEY_RSA}, {"RSA-PSS", ACP_KEY_RSA_PSS}, {"EC", ACP_KEY_EC},
    {"DSA", ACP_KEY_DSA}, {"ED25519", ACP_KEY_ED25519}, {"ED448", ACP_KEY_ED448},
};

/* "P-256" where NIST has a name for it. NULL: by parameters instead of a name, which clients do not
 * take, or no memory. */
static const char *curve_of(acp_x509 *in, const EVP_PKEY *key)
{
    char name[80];
    size_t length;
    int explicit = 0;
    EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &explicit);
    if (explicit || !EVP_PKEY_get_group_name(key, name, sizeof name, &length))
        return NULL;
    const char *nist = EC_curve_nid2nist(OBJ_sn2nid(name));
    return nist ? nist : acp_arena_copy(in->arena, name, length);
}

static bool read_key(acp_x509 *in)
{
    acp_certificate *out = in->out;
    const EVP_PKEY *key = X509_get0_pubkey(in->x509);
    for (size_t i = 0; key && i < sizeof key_types / sizeof *key_types; i++)
        if (EVP_PKEY_is_a(key, key_types[i].name)) {
            out->key_type = key_types[i].type;
            out->key_name = key_types[i].name;
        }
    if (key)
        out->key_bits = (unsigned)EVP_PKEY_get_bits(key);
    if (out->key_type == ACP_KEY_EC)
        out->curve = curve_of(in, key);
    if (out->key_name)
        return !in->arena->failed;
    ASN1_OBJECT *algorithm;
    X509_PUBKEY_get0_param(&algorithm, NULL, NULL, NULL, X509_get_X509_PUBKEY(in->x509));
    out->key_name = acp_x509_object(in, algorithm, false);
    if (!out->key_name && !in->arena->failed)
        in->problem = "the algorithm of the certificate's key has a damaged OID";
    return out->key_name;
}

/* Of the key as it stands, also of one libcrypto cannot use. */
static bool make_pin(acp_x509 *in)
{
    unsigned char *der = NULL;
    int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(in->x509), &der);
    in->arena->failed |= size <= 0;
    bool fine = size > 0 && acp_x509_digest(in, "SHA512", der, (size_t)size, in->out->pin);
    OPENSSL_free(der);
    return fine;
}

static bool read_signature(acp_x509 *in)
{
    acp_certificate *out = in->out;
    const X509_ALGOR *algorithm = X509_get0_tbs_sigalg(in->x509);
    const ASN1_OBJECT *object;
    int digest = NID_undef, key;
    X509_ALGOR_get0(&object, NULL, NULL, algorithm);
    out->signature_algorithm = acp_x509_object(in, object, false);
    if (!out->signature_algorithm) {
        in->problem = in->arena->failed ? NULL : "the signature's algorithm has a damaged OID";
        return false;
    }
    /* PSS names its hash in its parameters. */
    if (!OBJ_find_sigid_algs(X509_get_signature_nid(in->x509), &digest, &key) ||
        digest == NID_undef)
        X509_get_signature_info(in->x509, &digest, NULL, NULL, NULL);
    if (digest == NID_undef)
        return true;
    const EVP_MD *method = EVP_get_digestbynid(digest);
    out->digest = OBJ_nid2sn(digest);
    out->digest_bits = method ? (unsigned)EVP_MD_get_size(method) * 8 : 0;
    return true;
}

bool acp_x509_key(acp_x509 *in)
{
    EVP_PKEY *key = X509_get0_pubkey(in->x509);
    in->out->self_signed = in->out->self_issued && key && X509_verify(in->x509, key) == 1;
    return read_key(in) && make_pin(in) && read_signature(in);
}
