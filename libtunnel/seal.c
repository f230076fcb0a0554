/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The last step of compiling: digest and signature, for which the compiler has no library. */
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <string.h>

#include "libtunnel/seal.h"
#include "libtunnel/tunnel.h"

static tunnel_status take_key_id(tunnel_header *header, EVP_PKEY *key)
{
    uint8_t public_key[32], hash[TUNNEL_DIGEST];
    size_t length = sizeof public_key;
    if (EVP_PKEY_get_raw_public_key(key, public_key, &length) != 1)
        return TUNNEL_BAD_KEY;
    SHA256(public_key, sizeof public_key, hash);
    memcpy(header->key_id, hash, sizeof header->key_id);
    return TUNNEL_OK;
}

static tunnel_status sign(const tunnel_header *header, EVP_PKEY *key, uint8_t *signature)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t length = TUNNEL_SIGNATURE;
    bool done =
        context && EVP_DigestSignInit(context, NULL, NULL, NULL, key) == 1 &&
        EVP_DigestSign(context, signature, &length, (const uint8_t *)header, sizeof *header) == 1;
    EVP_MD_CTX_free(context);
    return done ? TUNNEL_OK : TUNNEL_NO_MEMORY;
}

tunnel_status tunnel_policy_seal(void *bytes, size_t size, const uint8_t private_key[32])
{
    tunnel_header *header = bytes;
    uint8_t *signature = (uint8_t *)bytes + size - TUNNEL_SIGNATURE;
    EVP_PKEY *key = NULL;
    tunnel_status status = TUNNEL_OK;
    if (!header->is_signed != !private_key)
        return TUNNEL_BAD_KEY;
    if (private_key) {
        key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, private_key, 32);
        status = key ? take_key_id(header, key) : TUNNEL_BAD_KEY;
    }
    if (status == TUNNEL_OK &&
        !tunnel_digest(bytes, key ? size - TUNNEL_SIGNATURE : size, header->digest))
        status = TUNNEL_NO_MEMORY;
    if (status == TUNNEL_OK && key)
        status = sign(header, key, signature);
    EVP_PKEY_free(key);
    return status;
}
