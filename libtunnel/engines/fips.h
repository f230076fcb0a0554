/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fips: may an algorithm be used in the mode in force. Part of tunnel.h. */
#ifndef TUNNEL_FIPS_H
#define TUNNEL_FIPS_H

#define TUNNEL_FIPS_KINDS(X)                                                                       \
    X(TUNNEL_FIPS_ENCRYPTION, "encryption")                                                        \
    X(TUNNEL_FIPS_INTEGRITY, "integrity")                                                          \
    X(TUNNEL_FIPS_PRF, "prf")                                                                      \
    X(TUNNEL_FIPS_DH_GROUP, "dh-group")                                                            \
    X(TUNNEL_FIPS_CERTIFICATE, "certificate")                                                      \
    X(TUNNEL_FIPS_PROTOCOL, "protocol")                                                            \
    X(TUNNEL_FIPS_FEATURE, "feature")
typedef enum { TUNNEL_FIPS_KINDS(TUNNEL_CODE) } tunnel_fips_kind;

/* From the weakest. */
#define TUNNEL_FIPS_HASHES(X)                                                                      \
    X(TUNNEL_FIPS_MD5, "md5")                                                                      \
    X(TUNNEL_FIPS_SHA1, "sha1")                                                                    \
    X(TUNNEL_FIPS_SHA256, "sha256")                                                                \
    X(TUNNEL_FIPS_SHA384, "sha384")                                                                \
    X(TUNNEL_FIPS_SHA512, "sha512")
typedef enum { TUNNEL_FIPS_HASHES(TUNNEL_CODE) } tunnel_fips_hash;

#define TUNNEL_FIPS_SYSTEM_POLICIES(X)                                                             \
    X(TUNNEL_FIPS_SYSTEM_SET, "set") X(TUNNEL_FIPS_SYSTEM_UNTOUCHED, "untouched")
typedef enum { TUNNEL_FIPS_SYSTEM_POLICIES(TUNNEL_CODE) } tunnel_fips_system_policy;

#define TUNNEL_FIPS_REASONS(X)                                                                     \
    X(TUNNEL_FIPS_OFF, "fips-off")                                                                 \
    X(TUNNEL_FIPS_APPROVED, "approved")                                                            \
    X(TUNNEL_FIPS_NOT_LISTED, "not-listed")                                                        \
    X(TUNNEL_FIPS_KEY_SIZE, "key-size")                                                            \
    X(TUNNEL_FIPS_WITH_MD5, "md5")                                                                 \
    X(TUNNEL_FIPS_DIGEST_TOO_WEAK, "digest-too-weak")                                              \
    X(TUNNEL_FIPS_NULL_INTEGRITY, "null-integrity")                                                \
    X(TUNNEL_FIPS_NEVER_SUPPORTED, "never-supported")
typedef enum { TUNNEL_FIPS_REASONS(TUNNEL_CODE) } tunnel_fips_reason;

typedef struct {
    tunnel_fips_kind kind;
    tunnel_text_t algorithm;       /* lower case */
    int64_t key_bits;              /* TUNNEL_NO_NUMBER: not given */
    tunnel_fips_hash hash;         /* of a certificate */
    tunnel_text_t with_encryption; /* of integrity: the encryption of the same IKEv2 policy */
    tunnel_maybe fips_mode;        /* ios, android: the application's setting */
} tunnel_fips_facts;

typedef struct {
    bool allowed;
    bool fips; /* the mode in force */
    tunnel_fips_system_policy windows_fips_policy;
    tunnel_fips_reason reason;
} tunnel_fips_result;

TUNNEL_API tunnel_status tunnel_decide_fips(const tunnel_policy *policy,
                                            const tunnel_fips_facts *facts,
                                            tunnel_fips_result *result, tunnel_buffer *buffer,
                                            tunnel_explanation *why);

#endif
