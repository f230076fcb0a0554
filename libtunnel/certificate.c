/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/certificate.h"

const char *const tunnel_starter_texts[] = TUNNEL_CODE_TEXTS(TUNNEL_STARTERS);
const char *const tunnel_key_type_texts[] = TUNNEL_CODE_TEXTS(TUNNEL_KEY_TYPES);
const char *const tunnel_signature_hash_texts[] = TUNNEL_CODE_TEXTS(TUNNEL_SIGNATURE_HASHES);
const char *const tunnel_key_usage_texts[] = TUNNEL_CODE_TEXTS(TUNNEL_KEY_USAGES);

tunnel_key_verdict tunnel_judge_key(tunnel_key_type type, int64_t bits)
{
    /* The guide lists 2048, 4096 and 8192, and calls that a minimum: what lies between passes. */
    if (type == TUNNEL_KEY_RSA)
        return bits < 2048 ? TUNNEL_KEY_TOO_SMALL : TUNNEL_KEY_GOOD;
    bool curve = bits == 256 || bits == 384 || bits == 521;
    return type == TUNNEL_KEY_ECDSA && curve ? TUNNEL_KEY_GOOD : TUNNEL_KEY_WRONG_TYPE;
}

bool tunnel_digest_is_weak(tunnel_key_type type, int64_t bits, tunnel_signature_hash digest)
{
    tunnel_signature_hash least = TUNNEL_HASH_SHA1;
    if (type == TUNNEL_KEY_ECDSA && bits == 256)
        least = TUNNEL_HASH_SHA256;
    else if (type == TUNNEL_KEY_ECDSA && bits == 384)
        least = TUNNEL_HASH_SHA384;
    else if (type == TUNNEL_KEY_ECDSA && bits == 521)
        least = TUNNEL_HASH_SHA512;
    return digest < least;
}

bool tunnel_has_key_usage(tunnel_key_usages usages, tunnel_key_usage usage)
{
    for (size_t i = 0; i < usages.count; i++)
        if (usages.items[i] == usage)
            return true;
    return false;
}
