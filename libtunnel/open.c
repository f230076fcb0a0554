/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Opening a policy: bytes into memory, verification, digest, signature. */
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libtunnel/seal.h"
#include "libtunnel/verify.h"

#define MOST_BYTES (256u << 20)

const char *tunnel_status_text(tunnel_status status)
{
    static const char *const texts[] = {
        [TUNNEL_OK] = "no error",
        [TUNNEL_IO] = "the file cannot be read",
        [TUNNEL_NO_MEMORY] = "out of memory",
        [TUNNEL_NOT_A_POLICY] = "the file is no policy image",
        [TUNNEL_OTHER_VERSION] = "the policy image is of another version",
        [TUNNEL_DAMAGED] = "the policy image is damaged",
        [TUNNEL_WRONG_DIGEST] = "the policy image was changed after it was compiled",
        [TUNNEL_NOT_SIGNED] = "the policy image is not signed",
        [TUNNEL_UNKNOWN_KEY] = "the policy image is signed by an unknown key",
        [TUNNEL_WRONG_SIGNATURE] = "the signature of the policy image is wrong",
        [TUNNEL_BAD_KEY] = "the key is no Ed25519 public key",
        [TUNNEL_FACTS_INVALID] = "the facts are not valid",
        [TUNNEL_BUFFER_TOO_SMALL] = "the buffer is too small",
        [TUNNEL_NO_ENGINE] = "there is no such engine",
    };
    return (unsigned)status < sizeof texts / sizeof *texts ? texts[status] : "unknown error";
}

static void say(char *why, size_t size, const char *text)
{
    if (why && size)
        snprintf(why, size, "%s", text);
}

/* ---- digest and signature ------------------------------------------------------------------ */

bool tunnel_digest(const void *bytes, size_t end, uint8_t digest[TUNNEL_DIGEST])
{
    size_t start = offsetof(tunnel_header, major);
    return SHA256((const uint8_t *)bytes + start, end - start, digest) != NULL;
}

static tunnel_status check_digest(const tunnel_image *image)
{
    uint8_t digest[TUNNEL_DIGEST];
    size_t end = image->signature ? (size_t)(image->signature - image->bytes) : image->size;
    if (!tunnel_digest(image->bytes, end, digest))
        return TUNNEL_NO_MEMORY;
    return memcmp(digest, image->header->digest, TUNNEL_DIGEST) == 0 ? TUNNEL_OK
                                                                     : TUNNEL_WRONG_DIGEST;
}

/* The key a policy names, by the first bytes of its hash; NULL: none of those given. */
static const uint8_t *find_key(const tunnel_image *image, const tunnel_keys *keys)
{
    uint8_t hash[TUNNEL_DIGEST];
    for (size_t i = 0; i < keys->count; i++) {
        SHA256(keys->keys[i], sizeof keys->keys[i], hash);
        if (memcmp(hash, image->header->key_id, sizeof image->header->key_id) == 0)
            return keys->keys[i];
    }
    return NULL;
}

static tunnel_status verify_signature(const tunnel_image *image, const uint8_t *raw)
{
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, raw, 32);
    EVP_MD_CTX *context = key ? EVP_MD_CTX_new() : NULL;
    tunnel_status status = key ? TUNNEL_NO_MEMORY : TUNNEL_BAD_KEY;
    if (context && EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1)
        status = EVP_DigestVerify(context, image->signature, TUNNEL_SIGNATURE,
                                  (const uint8_t *)image->header, sizeof *image->header) == 1
                     ? TUNNEL_OK
                     : TUNNEL_WRONG_SIGNATURE;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return status;
}

static tunnel_status check_signature(const tunnel_image *image, const tunnel_keys *keys)
{
    if (!keys)
        return TUNNEL_OK;
    if (!image->header->is_signed)
        return keys->required ? TUNNEL_NOT_SIGNED : TUNNEL_OK;
    if (!keys->count)
        return keys->required ? TUNNEL_UNKNOWN_KEY : TUNNEL_OK;
    const uint8_t *key = find_key(image, keys);
    return key ? verify_signature(image, key) : TUNNEL_UNKNOWN_KEY;
}

/* ---- opening ------------------------------------------------------------------------------- */

tunnel_status tunnel_policy_open_memory(const void *bytes, size_t size, const tunnel_keys *keys,
                                        tunnel_policy **policy, char *why, size_t why_size)
{
    *policy = NULL;
    if (why && why_size)
        *why = '\0';
    if (size > MOST_BYTES || (uintptr_t)bytes % 8) {
        say(why, why_size,
            size > MOST_BYTES ? "it is larger than any policy image"
                              : "its bytes are not aligned to 8");
        return TUNNEL_DAMAGED;
    }
    tunnel_image image = {.bytes = bytes, .size = (uint32_t)size};
    tunnel_status status = tunnel_verify(&image, why, why_size);
    if (status == TUNNEL_OK)
        status = check_digest(&image);
    if (status == TUNNEL_OK)
        status = check_signature(&image, keys);
    if (status != TUNNEL_OK) {
        if (why && why_size && !*why)
            say(why, why_size, tunnel_status_text(status));
        return status;
    }
    tunnel_policy *made = calloc(1, sizeof *made);
    if (!made)
        return TUNNEL_NO_MEMORY;
    made->image = image;
    made->root = image.sections[SECTION_POLICY];
    *policy = made;
    return TUNNEL_OK;
}

/* Reading to where a cache line begins is several times as fast as to where malloc happens to be.
 */
enum { LINE = 64 };

/* All bytes of a regular file; NULL: errno tells. */
static void *read_file(const char *path, size_t *size)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return NULL;
    void *bytes = NULL;
    if (fstat(file, &about) == 0) {
        *size = (size_t)about.st_size;
        if (!S_ISREG(about.st_mode) || about.st_size > (off_t)MOST_BYTES)
            errno = S_ISREG(about.st_mode) ? EFBIG : EINVAL;
        else
            bytes = aligned_alloc(LINE, (*size + LINE) & ~(size_t)(LINE - 1));
    }
    for (size_t done = 0; bytes && done < *size;) {
        ssize_t got = read(file, (char *)bytes + done, *size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            if (got == 0)
                errno = EIO;
            free(bytes);
            bytes = NULL;
            break;
        }
        done += (size_t)got;
    }
    int error = errno;
    close(file);
    errno = error;
    return bytes;
}

tunnel_status tunnel_policy_open_file(const char *path, const tunnel_keys *keys,
                                      tunnel_policy **policy, char *why, size_t why_size)
{
    size_t size = 0;
    *policy = NULL;
    void *bytes = read_file(path, &size);
    if (!bytes) {
        say(why, why_size, strerror(errno));
        return errno == ENOMEM ? TUNNEL_NO_MEMORY : TUNNEL_IO;
    }
    tunnel_status status = tunnel_policy_open_memory(bytes, size, keys, policy, why, why_size);
    if (status == TUNNEL_OK)
        (*policy)->owned = bytes;
    else
        free(bytes);
    return status;
}

void tunnel_policy_close(tunnel_policy *policy)
{
    if (!policy)
        return;
    free(policy->owned);
    free(policy);
}

uint32_t tunnel_policy_platform(const tunnel_policy *policy)
{
    return policy->image.header->platform;
}

uint32_t tunnel_policy_client(const tunnel_policy *policy)
{
    return policy->image.header->client;
}

bool tunnel_policy_is_signed(const tunnel_policy *policy)
{
    return policy->image.header->is_signed;
}
