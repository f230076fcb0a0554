/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Certificates as checks see them. Nothing here needs libcrypto: what does stands in
 * libprofile/certificate/, a shared object of its own that is loaded when the first certificate is
 * read (certificate_load.c), so that all other work starts without it. */
#ifndef ACP_CERTIFICATE_H
#define ACP_CERTIFICATE_H

#include "check/pem.h"

enum { ACP_SHA1_SIZE = 20, ACP_SHA256_SIZE = 32, ACP_SHA512_SIZE = 64 };

/* Bits of acp_certificate.key_usage, numbered as in RFC 5280. */
enum {
    ACP_DIGITAL_SIGNATURE = 1 << 0,
    ACP_NON_REPUDIATION = 1 << 1,
    ACP_KEY_ENCIPHERMENT = 1 << 2,
    ACP_DATA_ENCIPHERMENT = 1 << 3,
    ACP_KEY_AGREEMENT = 1 << 4,
    ACP_KEY_CERT_SIGN = 1 << 5,
    ACP_CRL_SIGN = 1 << 6,
    ACP_ENCIPHER_ONLY = 1 << 7,
    ACP_DECIPHER_ONLY = 1 << 8,
};

#define ACP_OID_SERVER_AUTH      "1.3.6.1.5.5.7.3.1"
#define ACP_OID_CLIENT_AUTH      "1.3.6.1.5.5.7.3.2"
#define ACP_OID_IKE_INTERMEDIATE "1.3.6.1.5.5.8.2.2"

typedef enum {
    ACP_KEY_OTHER,
    ACP_KEY_RSA,
    ACP_KEY_RSA_PSS, /* an RSA key that may only sign with PSS */
    ACP_KEY_EC,
    ACP_KEY_DSA,
    ACP_KEY_ED25519,
    ACP_KEY_ED448,
} acp_key_type;

/* UTF-8. A value may hold NUL, so that "vpn.example.com\0.attacker" is no C string. */
typedef struct {
    const acp_slice *items;
    size_t count;
} acp_text_list;

typedef struct {
    const char *name; /* "CN", "O", "emailAddress"; an OID if it has no short name */
    acp_slice value;  /* UTF-8; "#" and the DER in hexadecimal if it is no text */
    bool utf8_string; /* written as UTF8String, not as one of the older kinds of text */
} acp_name_attribute;

/* A distinguished name; the most specific attribute (mostly CN) comes first, as in RFC 4514. */
typedef struct {
    const char *text; /* RFC 4514 with characters beyond ASCII as they are: "CN=a,O=b" */
    const acp_name_attribute *attributes;
    size_t count;
    unsigned long hash; /* the same for names that are equal */
} acp_distinguished_name;

typedef struct {
    acp_pem_line begin; /* -----BEGIN; line 0: the file is not PEM */
    const uint8_t *der;
    size_t der_size;

    acp_distinguished_name subject, issuer;
    const char *serial;            /* hexadecimal, "-" before it if negative */
    int64_t not_before, not_after; /* seconds since 1970, UTC */

    acp_text_list common_names; /* of the subject, the most specific first */
    acp_text_list dns_names, ip_addresses, emails, user_principal_names; /* subjectAltName */

    bool has_key_usage;
    uint16_t key_usage; /* ACP_DIGITAL_SIGNATURE | ... */
    bool has_extended_key_usage;
    acp_text_list extended_key_usage; /* OIDs, dotted */
    bool has_basic_constraints, ca;
    int64_t path_length; /* -1: none stated */

    acp_key_type key_type;
    const char *key_name; /* "RSA", "EC", or the algorithm's name or OID */
    unsigned key_bits;    /* 0: not known */
    const char *curve;    /* of ACP_KEY_EC: "P-256"; NULL: by explicit parameters, or no EC key */

    const char *signature_algorithm; /* "sha256WithRSAEncryption" */
    const char *digest;              /* "SHA256", "SHA1", "MD5"; NULL: none of its own (Ed25519) */
    unsigned digest_bits;            /* 0: not known */
    bool self_issued;                /* subject and issuer are equal */
    bool self_signed;                /* and it verifies with its own key */

    const char *subject_key_id, *authority_key_id; /* hexadecimal, NULL: none */
    uint8_t sha1[ACP_SHA1_SIZE], sha256[ACP_SHA256_SIZE], sha512[ACP_SHA512_SIZE]; /* of the DER */
    uint8_t pin[ACP_SHA512_SIZE]; /* SHA-512 of the SubjectPublicKeyInfo */
} acp_certificate;

typedef enum {
    ACP_FORM_OTHER,
    ACP_FORM_PEM, /* at least one PEM block, whatever it holds */
    ACP_FORM_DER, /* a certificate, PKCS#7 or a private key */
    ACP_FORM_PKCS12,
} acp_certificate_form;

typedef struct {
    acp_pem_line where;
    const char *text;
} acp_certificate_problem;

struct acp_certificates {
    acp_arena arena;
    const char *name; /* as given; "<stdin>" for standard input */
    acp_certificate_form form;
    bool private_key; /* one is in the file; it was not looked into */
    acp_pem_line private_key_begin;
    acp_certificate *items;
    size_t count, size;
    acp_certificate_problem *problems;
    size_t problem_count;
};

/* ---- issuers, validity, pins ------------------------------------------------------------- */

/* The issuer's name is the one the subject states, and its key verifies the subject's signature. */
bool acp_certificate_issued(const acp_certificate *issuer, const acp_certificate *subject);
/* The first in the list that issued the subject and is not itself, NULL: none. */
const acp_certificate *acp_certificate_issuer_in(const acp_certificates *list,
                                                 const acp_certificate *subject);
bool acp_certificate_same(const acp_certificate *a, const acp_certificate *b);

typedef enum { ACP_NOT_YET_VALID = -1, ACP_VALID, ACP_EXPIRED } acp_validity;
/* The client wants the time after the one limit and before the other (003:L9014-9015). */
acp_validity acp_certificate_validity(const acp_certificate *certificate, int64_t time);

/* Room for the year 9999 and any sign. */
enum { ACP_TIME_SIZE = 32 };
/* "2026-01-31T12:00:00Z"; gives text. */
const char *acp_time_text(int64_t seconds, char text[ACP_TIME_SIZE]);

bool acp_certificate_has_usage(const acp_certificate *certificate, const char *oid);

/* 128 upper-case digits and NUL. */
#define ACP_PIN_TEXT_SIZE ((size_t)2 * ACP_SHA512_SIZE + 1)
void acp_certificate_pin_text(const acp_certificate *certificate, char text[ACP_PIN_TEXT_SIZE]);
/* Where the pin of a certificate belongs (003:L10383-10390): those of CAs and of wildcard names to
 * the global pins, the others to their host. */
typedef enum {
    ACP_PIN_OF_CA,
    ACP_PIN_OF_WILDCARD,
    ACP_PIN_OF_HOST,
    ACP_PIN_OF_SELF_SIGNED,
} acp_pin_place;
acp_pin_place acp_certificate_pin_place(const acp_certificate *certificate);
/* Reads a hash of size bytes as profiles have it: hexadecimal in any case, colons and white space
 * ignored, or Base64. */
bool acp_hash_read(acp_slice text, uint8_t *hash, size_t size);

/* ---- names (003:L9028-9045) -------------------------------------------------------------- */

typedef enum { ACP_NAMES_NONE, ACP_NAMES_SAN, ACP_NAMES_CN } acp_name_source;
/* Whether the client takes the certificate for that of a host, given as in a profile but without
 * port: a name or an address (IPv6 also in brackets). If subjectAltName has a DNS name, or for an
 * address an address, only those count; else the most specific CN. *source, if not NULL, tells. */
bool acp_certificate_is_for(const acp_certificate *certificate, acp_slice host,
                            acp_name_source *source);
/* Whether the most specific CN alone would do. */
bool acp_certificate_cn_is_for(const acp_certificate *certificate, acp_slice host);

typedef enum {
    ACP_WILDCARD_NONE,    /* there is no * in the name */
    ACP_WILDCARD_LABEL,   /* it stands for exactly one label */
    ACP_WILDCARD_IGNORED, /* the client does not look at such a name */
} acp_wildcard;
acp_wildcard acp_wildcard_of(acp_slice name);

/* ---- CertificateMatch -------------------------------------------------------------------- */

/* One DistinguishedNameDefinition. */
typedef struct {
    acp_slice name; /* "CN", "ISSUER-O" */
    acp_slice pattern;
    bool anywhere;    /* Wildcard Enabled: the pattern may stand anywhere in the value */
    bool ignore_case; /* MatchCase Disabled */
    bool negated;     /* Operator NotEqual */
} acp_name_criterion;

/* What a profile asks of client certificates. Without a key usage, extended key usage or name the
 * client asks for digitalSignature and client authentication (003:L5146-5151). */
typedef struct {
    uint16_t key_usage;      /* at least one of these; 0: none listed */
    const acp_slice *usages; /* OIDs; the certificate must have all */
    size_t usage_count;
    const acp_name_criterion *names; /* all must hold */
    size_t name_count;
    bool only_with_key_usage, only_with_extended_key_usage; /* MatchOnlyCertsWith... */
} acp_match_criteria;

typedef enum {
    ACP_MATCHES,
    ACP_NO_KEY_USAGE,          /* the extension is not there */
    ACP_OTHER_KEY_USAGE,       /* none of those listed */
    ACP_NO_EXTENDED_KEY_USAGE, /* the extension is not there */
    ACP_OTHER_EXTENDED_KEY_USAGE,
    ACP_OTHER_NAME,
} acp_match;
/* The first criterion that fails, in the order key usage, extended key usage, names. *failed, if
 * not NULL, is the index among usages or names. */
acp_match acp_certificate_match(const acp_certificate *certificate,
                                const acp_match_criteria *criteria, size_t *failed);
/* Bit of a MatchKey ("Digital_Signature"), 0: no such name. */
uint16_t acp_key_usage_by_name(acp_slice name);
/* OID of an ExtendedMatchKey ("ClientAuth"), NULL: no such name. */
const char *acp_extended_key_usage_by_name(acp_slice name);

#endif
