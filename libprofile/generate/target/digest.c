/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is made of bytes and is the same each time. */
#include <openssl/evp.h>
#include <pthread.h>

#include "generate/target/output.h"

static void put_hex(char *out, const unsigned char *bytes, size_t count, const char *digits)
{
    for (size_t i = 0; i < count; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * count] = '\0';
}

/* Looked for once: that takes longer than the digest of a line. NULL: OpenSSL has no memory. */
static EVP_MD *sha256_method, *sha1_method;

static void find_methods(void)
{
    sha256_method = EVP_MD_fetch(NULL, "SHA256", NULL);
    sha1_method = EVP_MD_fetch(NULL, "SHA1", NULL);
}

static bool have_methods(void)
{
    static pthread_once_t found = PTHREAD_ONCE_INIT;
    pthread_once(&found, find_methods);
    return sha256_method && sha1_method;
}

void acp_sha256(const void *bytes, size_t size, char out[ACP_SHA256_TEXT])
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    *out = '\0';
    if (have_methods() && EVP_Digest(bytes, size, hash, &length, sha256_method, NULL) == 1)
        put_hex(out, hash, length, "0123456789abcdef");
}

/* The namespace of our UUIDs, itself one of version 5 (RFC 4122, DNS, "acprof"). */
static const unsigned char namespace_id[16] = {0xB5, 0xEF, 0x9A, 0x5F, 0x60, 0xD3, 0x55, 0xBA,
                                               0x96, 0xA5, 0x7B, 0x2D, 0x98, 0xDA, 0xE7, 0x46};

void acp_uuid5(const void *bytes, size_t size, char out[ACP_UUID_TEXT])
{
    static const unsigned parts[] = {4, 2, 2, 2, 6};
    unsigned char hash[EVP_MAX_MD_SIZE] = {0}, *at = hash;
    EVP_MD_CTX *context = have_methods() ? EVP_MD_CTX_new() : NULL;
    *out = '\0';
    bool fine = context && EVP_DigestInit_ex(context, sha1_method, NULL) == 1 &&
                EVP_DigestUpdate(context, namespace_id, sizeof namespace_id) == 1 &&
                EVP_DigestUpdate(context, bytes, size) == 1 &&
                EVP_DigestFinal_ex(context, hash, NULL) == 1;
    EVP_MD_CTX_free(context);
    if (!fine)
        return;
    hash[6] = (hash[6] & 0x0F) | 0x50;
    hash[8] = (hash[8] & 0x3F) | 0x80;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (i)
            *out++ = '-';
        put_hex(out, at, parts[i], "0123456789ABCDEF");
        out += 2 * parts[i];
        at += parts[i];
    }
}
