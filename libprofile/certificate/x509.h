/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of this directory share. Only they see libcrypto. */
#ifndef ACP_X509_H
#define ACP_X509_H

#include <openssl/types.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "check/certificate_module.h"

/* One certificate being read. Every function returns false when the arena has no memory or, with
 * problem set, when something in the certificate cannot be read. */
typedef struct {
    OSSL_LIB_CTX *context;
    X509 *x509;
    acp_arena *arena;
    acp_certificate *out;
    const char *problem;
} acp_x509;

/* The hash of bytes by its name in libcrypto. */
bool acp_x509_digest(acp_x509 *in, const char *name, const uint8_t *bytes, size_t size,
                     uint8_t *hash);
/* Copies with NUL behind; NULL: no memory. */
acp_slice acp_x509_slice(acp_x509 *in, const void *text, size_t length);
/* Upper-case digits. */
const char *acp_x509_hex(acp_x509 *in, const uint8_t *bytes, size_t size);
/* The object's name, or with numeric its number; NULL: no memory, or it cannot be read. */
const char *acp_x509_object(acp_x509 *in, const ASN1_OBJECT *object, bool numeric);
/* The text as UTF-8. False also if it is none; a problem is not set then. */
bool acp_x509_utf8(acp_x509 *in, const ASN1_STRING *string, acp_slice *out);

bool acp_x509_names(acp_x509 *in);      /* names.c: subject and issuer */
bool acp_x509_extensions(acp_x509 *in); /* extensions.c */
bool acp_x509_key(acp_x509 *in);        /* key.c: key, signature and pin */

#endif
