/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What holds for certificates of gateways and of users alike. */
#ifndef TUNNEL_CERTIFICATE_H
#define TUNNEL_CERTIFICATE_H

#include "libtunnel/facts.h"

extern const char *const tunnel_starter_texts[];
extern const char *const tunnel_key_type_texts[];
extern const char *const tunnel_signature_hash_texts[];
extern const char *const tunnel_key_usage_texts[];

/* The facts both have, of a struct with members of these names. */
#define FACTS_KEY_USE(struct_type)                                                                 \
    FIELD(struct_type, CHOICES, key_usage, .choices = tunnel_key_usage_texts),                     \
        FIELD(struct_type, TEXTS, extended_key_usage, .allows = tunnel_is_oid)
#define FACTS_VALIDITY(struct_type)                                                                \
    FIELD(struct_type, TIME, not_before, .required = true),                                        \
        FIELD(struct_type, TIME, not_after, .required = true)
#define FACTS_KEY(struct_type)                                                                     \
    FIELD(struct_type, CHOICE, key_type, .choices = tunnel_key_type_texts,                         \
          .initial = TUNNEL_KEY_RSA),                                                              \
        FIELD(struct_type, INTEGER, key_bits, .initial = 2048),                                    \
        FIELD(struct_type, CHOICE, signature_hash, .choices = tunnel_signature_hash_texts,         \
              .initial = TUNNEL_HASH_SHA256)

#define TUNNEL_OID_SERVER_AUTH      "1.3.6.1.5.5.7.3.1"
#define TUNNEL_OID_IKE_INTERMEDIATE "1.3.6.1.5.5.8.2.2"

/* Which keys the client takes (003:L8966-8993). */
typedef enum { TUNNEL_KEY_GOOD, TUNNEL_KEY_WRONG_TYPE, TUNNEL_KEY_TOO_SMALL } tunnel_key_verdict;
tunnel_key_verdict tunnel_judge_key(tunnel_key_type type, int64_t bits);

/* A digest that FIPS mode does not allow: MD5, or one weaker than the curve (003:L15400). */
bool tunnel_digest_is_weak(tunnel_key_type type, int64_t bits, tunnel_signature_hash digest);

bool tunnel_has_key_usage(tunnel_key_usages usages, tunnel_key_usage usage);

#endif
