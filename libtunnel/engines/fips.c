/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fips: may an algorithm be used in the mode in force. */
#include "libtunnel/address.h"
#include "libtunnel/facts.h"
#include "libtunnel/view.h"

typedef tunnel_fips_facts asked;
typedef tunnel_fips_result answer;

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const kinds[] = TUNNEL_CODE_TEXTS(TUNNEL_FIPS_KINDS);
static const char *const hashes[] = TUNNEL_CODE_TEXTS(TUNNEL_FIPS_HASHES);
static const char *const system_policies[] = TUNNEL_CODE_TEXTS(TUNNEL_FIPS_SYSTEM_POLICIES);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_FIPS_REASONS);

static bool is_lower(tunnel_text_t text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
            return false;
    return true;
}

static bool is_aes(const asked *f)
{
    return f->kind == TUNNEL_FIPS_ENCRYPTION &&
           (tunnel_text_is(f->algorithm, "aes-gcm") || tunnel_text_is(f->algorithm, "aes-cbc"));
}

static bool key_bits_fit(const void *object, bool given)
{
    const asked *f = object;
    return given || !(f->kind == TUNNEL_FIPS_CERTIFICATE || is_aes(f));
}

static const tunnel_field facts[] = {
    FIELD(asked, CHOICE, kind, .choices = kinds, .required = true),
    FIELD(asked, TEXT, algorithm, .required = true, .allows = is_lower),
    FIELD(asked, INTEGER, key_bits, .initial = TUNNEL_NO_NUMBER, .fits = key_bits_fit),
    FIELD(asked, CHOICE, hash, .choices = hashes, .initial = TUNNEL_FIPS_SHA256),
    FIELD(asked, TEXT, with_encryption),
    FIELD(asked, MAYBE, fips_mode, .initial = TUNNEL_UNSET),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, BOOLEAN, allowed),
    FIELD(answer, BOOLEAN, fips),
    FIELD(answer, CHOICE, windows_fips_policy, .choices = system_policies),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- algorithms ----------------------------------------------------------------------------- */

/* What the administrator guide lists for FIPS mode; it prints no list of what is refused. */
static const struct {
    tunnel_fips_kind kind;
    const char *algorithm;
} listed[] = {
    {TUNNEL_FIPS_ENCRYPTION, "aes-gcm"}, {TUNNEL_FIPS_ENCRYPTION, "aes-cbc"},
    {TUNNEL_FIPS_INTEGRITY, "sha1"},     {TUNNEL_FIPS_INTEGRITY, "sha256"},
    {TUNNEL_FIPS_INTEGRITY, "sha384"},   {TUNNEL_FIPS_INTEGRITY, "sha512"},
    {TUNNEL_FIPS_PRF, "sha1"},           {TUNNEL_FIPS_PRF, "sha256"},
    {TUNNEL_FIPS_PRF, "sha384"},         {TUNNEL_FIPS_PRF, "sha512"},
    {TUNNEL_FIPS_DH_GROUP, "15"},        {TUNNEL_FIPS_DH_GROUP, "16"},
    {TUNNEL_FIPS_DH_GROUP, "19"},        {TUNNEL_FIPS_DH_GROUP, "20"},
    {TUNNEL_FIPS_DH_GROUP, "21"},        {TUNNEL_FIPS_CERTIFICATE, "rsa"},
    {TUNNEL_FIPS_CERTIFICATE, "ecdsa"},  {TUNNEL_FIPS_PROTOCOL, "ikev2"},
    {TUNNEL_FIPS_PROTOCOL, "esp"},       {TUNNEL_FIPS_PROTOCOL, "tls1.2"},
    {TUNNEL_FIPS_PROTOCOL, "tls1.3"},    {TUNNEL_FIPS_PROTOCOL, "dtls1.2"},
};

static bool is_listed(const asked *f)
{
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        if (listed[i].kind == f->kind && tunnel_text_is(f->algorithm, listed[i].algorithm))
            return true;
    return false;
}

static bool is_of(const asked *f, tunnel_fips_kind kind, const char *algorithm)
{
    return f->kind == kind && tunnel_text_is(f->algorithm, algorithm);
}

static bool has_no_support(const asked *f)
{
    return is_of(f, TUNNEL_FIPS_ENCRYPTION, "null") || is_of(f, TUNNEL_FIPS_FEATURE, "esn") ||
           is_of(f, TUNNEL_FIPS_CERTIFICATE, "eddsa");
}

static bool has_wrong_key(const asked *f)
{
    if (is_of(f, TUNNEL_FIPS_CERTIFICATE, "rsa"))
        return f->key_bits < 2048;
    return is_of(f, TUNNEL_FIPS_CERTIFICATE, "ecdsa") && f->key_bits != 256 && f->key_bits != 384 &&
           f->key_bits != 521;
}

/* The digest has to be at least as strong as the curve. */
static bool has_weak_digest(const asked *f)
{
    tunnel_fips_hash least = f->key_bits == 256   ? TUNNEL_FIPS_SHA256
                             : f->key_bits == 384 ? TUNNEL_FIPS_SHA384
                                                  : TUNNEL_FIPS_SHA512;
    return is_of(f, TUNNEL_FIPS_CERTIFICATE, "ecdsa") && f->hash < least;
}

static bool has_aes_key(const asked *f)
{
    return f->key_bits == 128 || f->key_bits == 192 || f->key_bits == 256;
}

/* ---- the decision --------------------------------------------------------------------------- */

/* What stands in the local policy; on phones the application's own setting comes first. */
static bool mode_in_force(const tunnel_policy *policy, const asked *f, tunnel_explanation *why)
{
    if (tunnel_policy_platform(policy) & TUNNEL_MOBILE && f->fips_mode != TUNNEL_UNSET)
        return f->fips_mode == TUNNEL_TRUE;
    tunnel_view local = tunnel_view_of_local(policy, why);
    return tunnel_on(&local, POLICY_FIPS_MODE);
}

/* Rows 5 to 9. */
static uint32_t judge_in_mode(const asked *f, tunnel_fips_reason *reason)
{
    bool keyed = f->kind == TUNNEL_FIPS_INTEGRITY || f->kind == TUNNEL_FIPS_PRF;
    *reason = TUNNEL_FIPS_WITH_MD5;
    if (f->kind == TUNNEL_FIPS_CERTIFICATE && f->hash == TUNNEL_FIPS_MD5)
        return 5;
    *reason = TUNNEL_FIPS_DIGEST_TOO_WEAK;
    if (has_weak_digest(f))
        return 5;
    *reason = TUNNEL_FIPS_KEY_SIZE;
    if (is_aes(f) && !has_aes_key(f))
        return 6;
    *reason = TUNNEL_FIPS_WITH_MD5;
    if (keyed && tunnel_text_is(f->algorithm, "md5"))
        return 7;
    *reason = TUNNEL_FIPS_APPROVED;
    if (is_listed(f))
        return 8;
    *reason = TUNNEL_FIPS_NOT_LISTED;
    return 9;
}

static uint32_t judge(const asked *f, bool fips, tunnel_fips_reason *reason)
{
    *reason = TUNNEL_FIPS_NEVER_SUPPORTED;
    if (has_no_support(f))
        return 1;
    if (is_of(f, TUNNEL_FIPS_INTEGRITY, "null")) {
        *reason = TUNNEL_FIPS_NULL_INTEGRITY;
        if (tunnel_text_is(f->with_encryption, "aes-gcm"))
            *reason = fips ? TUNNEL_FIPS_APPROVED : TUNNEL_FIPS_OFF;
        return 2;
    }
    *reason = TUNNEL_FIPS_KEY_SIZE;
    if (has_wrong_key(f))
        return 3;
    *reason = TUNNEL_FIPS_OFF;
    return fips ? judge_in_mode(f, reason) : 4;
}

tunnel_status tunnel_decide_fips(const tunnel_policy *policy, const asked *f, answer *result,
                                 tunnel_buffer *buffer, tunnel_explanation *why)
{
    (void)buffer;
    *result = (answer){.fips = mode_in_force(policy, f, why)};
    bool set = result->fips && tunnel_policy_platform(policy) == TUNNEL_WINDOWS;
    result->windows_fips_policy = set ? TUNNEL_FIPS_SYSTEM_SET : TUNNEL_FIPS_SYSTEM_UNTOUCHED;
    tunnel_row(why, judge(f, result->fips, &result->reason));
    result->allowed = result->reason == TUNNEL_FIPS_OFF || result->reason == TUNNEL_FIPS_APPROVED;
    return TUNNEL_OK;
}

TUNNEL_ENGINE(fips, "fips");
