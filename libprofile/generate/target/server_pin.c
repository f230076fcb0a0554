/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Apart from the other files: what certificates.h calls a target is a host. */
#include "generate/target/server_pin.h"

#include <openssl/sha.h>
#include <openssl/x509.h>

#include "generate/target/escape.h"
#include "set/certificates.h"

/* Of the SubjectPublicKeyInfo. */
static bool hash_key(const acp_certificate *certificate, unsigned char hash[SHA256_DIGEST_LENGTH])
{
    const unsigned char *at = certificate->der;
    X509 *x509 = d2i_X509(NULL, &at, (long)certificate->der_size);
    unsigned char *key = NULL;
    int length = x509 ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x509), &key) : -1;
    if (length > 0)
        SHA256(key, (size_t)length, hash);
    OPENSSL_free(key);
    X509_free(x509);
    return length > 0;
}

bool acp_server_pin(const acp_set *set, acp_slice host, acp_buffer *out)
{
    acp_arena arena = {0};
    acp_set_run run = {.set = (acp_set *)set, .arena = &arena}; /* reads only */
    unsigned char hash[SHA256_DIGEST_LENGTH];
    size_t count = 0;
    const acp_chain *chains = acp_set_chains(&run, &count);
    for (const acp_chain *chain = chains; chain < chains + count; chain++) {
        if (!chain->leaf || !acp_chain_is_of(chain, host))
            continue;
        if (hash_key(chain->leaf, hash)) {
            acp_buffer_puts(out, "pin-sha256:");
            acp_base64(out, hash, sizeof hash);
        }
        break;
    }
    bool fine = !arena.failed && !out->failed;
    acp_arena_free(&arena);
    return fine;
}
