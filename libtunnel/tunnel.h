/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libtunnel: what Cisco Secure Client would do under a policy compiled by `acprof compile`.
 *
 * Conventions
 *  - A policy is opened, which verifies all of it once, then asked any number of questions by any
 *    number of threads. Questions allocate nothing, take no lock and read no clock, network or
 * file: everything an endpoint can see comes in as facts, everything else stands in the policy.
 *  - Text is UTF-8, not ended by NUL: tunnel_text_t. What results name lives in the policy, in the
 *    facts, or in the buffer of the caller; it is good as long as they all are.
 *  - Lists in results go into a buffer the caller passes. Too small: TUNNEL_BUFFER_TOO_SMALL, and
 *    buffer->needed says how much would do; nothing else is changed.
 *  - Optional facts have a value that says "not given", named with each.
 */
#ifndef TUNNEL_H
#define TUNNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TUNNEL_API __attribute__((visibility("default")))

typedef enum {
    TUNNEL_OK = 0,
    TUNNEL_IO,               /* the file could not be opened or read; errno tells */
    TUNNEL_NO_MEMORY,        /* on opening only */
    TUNNEL_NOT_A_POLICY,     /* another kind of file */
    TUNNEL_OTHER_VERSION,    /* a policy image of a format this runtime does not read */
    TUNNEL_DAMAGED,          /* something in it is not as any compiler writes it */
    TUNNEL_WRONG_DIGEST,     /* its bytes are not those that were compiled */
    TUNNEL_NOT_SIGNED,       /* a signature is required and there is none */
    TUNNEL_UNKNOWN_KEY,      /* signed by none of the keys given */
    TUNNEL_WRONG_SIGNATURE,  /* signed in the name of a key given, but not by it */
    TUNNEL_BAD_KEY,          /* a key given is no Ed25519 public key */
    TUNNEL_FACTS_INVALID,    /* a fact is missing, unknown or not one of its values */
    TUNNEL_BUFFER_TOO_SMALL, /* the result does not fit */
    TUNNEL_NO_ENGINE,        /* no engine of that name */
} tunnel_status;

TUNNEL_API const char *tunnel_status_text(tunnel_status status); /* one sentence, never NULL */

enum {
    TUNNEL_WINDOWS = 1 << 0,
    TUNNEL_MACOS = 1 << 1,
    TUNNEL_LINUX = 1 << 2,
    TUNNEL_IOS = 1 << 3,
    TUNNEL_ANDROID = 1 << 4,
    TUNNEL_PLATFORMS = (1 << 5) - 1,
    TUNNEL_DESKTOP = TUNNEL_WINDOWS | TUNNEL_MACOS | TUNNEL_LINUX,
    TUNNEL_MOBILE = TUNNEL_IOS | TUNNEL_ANDROID,
};

/* ---- policies ---------------------------------------------------------------------------- */

typedef struct tunnel_policy tunnel_policy;

/* Public keys a policy may be signed with: raw Ed25519, 32 bytes each. */
typedef struct {
    const uint8_t (*keys)[32];
    size_t count;
    bool required; /* refuse what is not signed */
} tunnel_keys;

/* Reads a file into memory and verifies it: sizes, offsets, texts, values, order, digest, and with
 * keys the signature. keys NULL: a signature is not looked at. After TUNNEL_OK no question can read
 * outside of it, whatever its bytes. why (may be NULL) gets a sentence when it fails. */
TUNNEL_API tunnel_status tunnel_policy_open_file(const char *path, const tunnel_keys *keys,
                                                 tunnel_policy **policy, char *why,
                                                 size_t why_size);
/* The same for bytes of the caller, 8-byte aligned, which must not change until the policy is
 * closed. */
TUNNEL_API tunnel_status tunnel_policy_open_memory(const void *bytes, size_t size,
                                                   const tunnel_keys *keys, tunnel_policy **policy,
                                                   char *why, size_t why_size);
TUNNEL_API void tunnel_policy_close(tunnel_policy *policy); /* NULL is allowed */

TUNNEL_API uint32_t tunnel_policy_platform(const tunnel_policy *policy); /* TUNNEL_WINDOWS, ... */
TUNNEL_API uint32_t tunnel_policy_client(const tunnel_policy *policy);   /* major << 8 | minor */
TUNNEL_API bool tunnel_policy_is_signed(const tunnel_policy *policy);

/* For compilers of policies: fills in digest and, with the raw Ed25519 private key, signature and
 * key id of an image as acp_compile makes it. TUNNEL_BAD_KEY also when the image has no room for a
 * signature, or room and no key is given. */
TUNNEL_API tunnel_status tunnel_policy_seal(void *bytes, size_t size,
                                            const uint8_t private_key[32]);

/* ---- facts and results ------------------------------------------------------------------- */

/* A text that need not end in NUL; ptr NULL: not given. */
typedef struct {
    const char *ptr;
    size_t len;
} tunnel_text_t;

/* A truth that may be unknown. */
typedef enum { TUNNEL_UNSET = -1, TUNNEL_FALSE = 0, TUNNEL_TRUE = 1 } tunnel_maybe;

#define TUNNEL_NO_NUMBER INT64_MIN /* a number that is not given, or does not apply */

/* Room for lists. Anything the caller has; used counts up. */
typedef struct {
    void *memory; /* 8-byte aligned */
    size_t size, used;
    size_t needed; /* after TUNNEL_BUFFER_TOO_SMALL: try again with at least this size */
} tunnel_buffer;

/* The user's preferences file: element name and text. */
typedef struct {
    tunnel_text_t name, value;
} tunnel_preference;

typedef struct {
    const tunnel_preference *items;
    size_t count;
} tunnel_preferences;

typedef struct {
    const tunnel_text_t *items;
    size_t count;
} tunnel_texts;

/* Whose settings hold. */
typedef enum { TUNNEL_USER, TUNNEL_MANAGEMENT } tunnel_kind;

/* Codes: a list is written once, as X(CONSTANT, "text in JSON"), and makes both the constants and
 * the texts. Where a code may be absent, the constant -1 says so. */
#define TUNNEL_CODE(constant, text) constant,
#define TUNNEL_NO_CODE              (-1)

/* What several engines ask or answer. */
#define TUNNEL_NETWORKS(X)                                                                         \
    X(TUNNEL_NETWORK_TRUSTED, "trusted")                                                           \
    X(TUNNEL_NETWORK_UNTRUSTED, "untrusted")                                                       \
    X(TUNNEL_NETWORK_UNKNOWN, "unknown") /* as a fact: untrusted */
typedef enum { TUNNEL_NETWORKS(TUNNEL_CODE) } tunnel_network;

#define TUNNEL_VPN_STATES(X)                                                                       \
    X(TUNNEL_VPN_DISCONNECTED, "disconnected")                                                     \
    X(TUNNEL_VPN_CONNECTING, "connecting")                                                         \
    X(TUNNEL_VPN_RECONNECTING, "reconnecting")                                                     \
    X(TUNNEL_VPN_CONNECTED, "connected")                                                           \
    X(TUNNEL_VPN_PAUSED, "paused")
typedef enum { TUNNEL_VPN_STATES(TUNNEL_CODE) } tunnel_vpn_state;

/* Networks as the Network Visibility Module tells them apart. */
#define TUNNEL_NVM_CLASSES(X)                                                                      \
    X(TUNNEL_NVM_VPN, "vpn")                                                                       \
    X(TUNNEL_NVM_TRUSTED, "trusted")                                                               \
    X(TUNNEL_NVM_UNTRUSTED, "untrusted")
typedef enum { TUNNEL_NVM_CLASSES(TUNNEL_CODE) } tunnel_nvm_class;

/* What passes while Always-On holds the network. */
#define TUNNEL_PERMITS(X)                                                                          \
    X(TUNNEL_PERMIT_EVERYTHING, "everything")                                                      \
    X(TUNNEL_PERMIT_TUNNEL_POLICY, "tunnel-policy")                                                \
    X(TUNNEL_PERMIT_GATEWAYS, "gateways")                                                          \
    X(TUNNEL_PERMIT_ALLOWED_HOSTS, "allowed-hosts")                                                \
    X(TUNNEL_PERMIT_LOCAL_RESOURCES, "local-resources")                                            \
    X(TUNNEL_PERMIT_PORTAL_BROWSER, "portal-browser")
typedef enum { TUNNEL_PERMITS(TUNNEL_CODE) } tunnel_permit;

typedef struct {
    const tunnel_permit *items;
    size_t count;
} tunnel_permits;

typedef struct {
    const int64_t *items;
    size_t count;
} tunnel_integers;

/* Who started a tunnel; automatic: on start, by the network, or Always-On. */
#define TUNNEL_STARTERS(X)                                                                         \
    X(TUNNEL_STARTED_BY_USER, "user")                                                              \
    X(TUNNEL_STARTED_AUTOMATICALLY, "automatic")                                                   \
    X(TUNNEL_STARTED_BY_CLI, "cli")                                                                \
    X(TUNNEL_STARTED_BY_SBL, "sbl") /* before logon */                                             \
    X(TUNNEL_STARTED_ON_DEMAND, "on-demand")
typedef enum { TUNNEL_STARTERS(TUNNEL_CODE) } tunnel_starter;

/* What certificates hold. */
#define TUNNEL_KEY_TYPES(X)                                                                        \
    X(TUNNEL_KEY_RSA, "rsa") X(TUNNEL_KEY_ECDSA, "ecdsa") X(TUNNEL_KEY_EDDSA, "eddsa")
typedef enum { TUNNEL_KEY_TYPES(TUNNEL_CODE) } tunnel_key_type;

/* From the weakest. */
#define TUNNEL_SIGNATURE_HASHES(X)                                                                 \
    X(TUNNEL_HASH_MD5, "md5")                                                                      \
    X(TUNNEL_HASH_SHA1, "sha1")                                                                    \
    X(TUNNEL_HASH_SHA256, "sha256")                                                                \
    X(TUNNEL_HASH_SHA384, "sha384")                                                                \
    X(TUNNEL_HASH_SHA512, "sha512")
typedef enum { TUNNEL_SIGNATURE_HASHES(TUNNEL_CODE) } tunnel_signature_hash;

#define TUNNEL_KEY_USAGES(X)                                                                       \
    X(TUNNEL_DECIPHER_ONLY, "Decipher_Only")                                                       \
    X(TUNNEL_ENCIPHER_ONLY, "Encipher_Only")                                                       \
    X(TUNNEL_CRL_SIGN, "CRL_Sign")                                                                 \
    X(TUNNEL_KEY_CERT_SIGN, "Key_Cert_Sign")                                                       \
    X(TUNNEL_KEY_AGREEMENT, "Key_Agreement")                                                       \
    X(TUNNEL_DATA_ENCIPHERMENT, "Data_Encipherment")                                               \
    X(TUNNEL_KEY_ENCIPHERMENT, "Key_Encipherment")                                                 \
    X(TUNNEL_NON_REPUDIATION, "Non_Repudiation")                                                   \
    X(TUNNEL_DIGITAL_SIGNATURE, "Digital_Signature")
typedef enum { TUNNEL_KEY_USAGES(TUNNEL_CODE) } tunnel_key_usage;

typedef struct {
    const tunnel_key_usage *items; /* NULL: the certificate does not have the extension */
    size_t count;
} tunnel_key_usages;

/* Where certificates of users are. */
#define TUNNEL_STORES(X)                                                                           \
    X(TUNNEL_STORE_WINDOWS_USER, "windows-user")                                                   \
    X(TUNNEL_STORE_WINDOWS_MACHINE, "windows-machine")                                             \
    X(TUNNEL_STORE_MAC_LOGIN, "mac-login-keychain")                                                \
    X(TUNNEL_STORE_MAC_SMARTCARD, "mac-smartcard-keychain")                                        \
    X(TUNNEL_STORE_MAC_SYSTEM, "mac-system-keychain")                                              \
    X(TUNNEL_STORE_PEM_USER, "pem-user")                                                           \
    X(TUNNEL_STORE_PEM_MACHINE, "pem-machine")                                                     \
    X(TUNNEL_STORE_FIREFOX_NSS, "firefox-nss")                                                     \
    X(TUNNEL_STORE_APP, "app")
typedef enum { TUNNEL_STORES(TUNNEL_CODE) } tunnel_store;

typedef struct {
    const tunnel_store *items;
    size_t count;
} tunnel_stores;

/* A certificate of the user, as far as it matters when it runs out. */
typedef struct {
    bool given;
    int64_t not_after;
} tunnel_expiry;

/* A value whose type only its setting knows. */
typedef enum {
    TUNNEL_VALUE_NULL,
    TUNNEL_VALUE_BOOLEAN, /* number: 0, 1 */
    TUNNEL_VALUE_NUMBER,
    TUNNEL_VALUE_TEXT,
    TUNNEL_VALUE_TEXTS,
} tunnel_value_kind;

typedef struct {
    tunnel_value_kind kind;
    int64_t number;
    tunnel_text_t text;
    tunnel_texts texts;
} tunnel_value;

/* What decided, for people: each setting once, in the order looked at. */
typedef struct {
    const char *path; /* "AnyConnectProfile/ClientInitialization/AutoReconnect" */
    tunnel_value value;
    const char *from; /* "written", "default", "forced", "preference" */
    const char *file; /* NULL: nowhere written, or the image is stripped */
    uint32_t line;    /* 0: the same */
} tunnel_reason;

/* Pass one to a question to learn why; {0} with room in items. */
typedef struct {
    tunnel_reason *items;
    size_t size, count;    /* what does not fit is left out */
    tunnel_buffer *buffer; /* room for values that are lists; NULL, or too small: they are empty */
    uint32_t row;          /* of the engine's table that decided, from 1; 0: none */
} tunnel_explanation;

/* ---- engines, by name and as JSON -------------------------------------------------------- */

TUNNEL_API size_t tunnel_engine_count(void);
TUNNEL_API const char *tunnel_engine_name(size_t index); /* NULL past the last */

/* Reads facts, asks the engine, writes the result as JSON text with a NUL behind it, all within the
 * two buffers: `work` for facts and lists, `text` for the answer. TUNNEL_FACTS_INVALID: text holds
 * {"error":"facts-invalid","field":...}. explain: add "explain" and "row". */
TUNNEL_API tunnel_status tunnel_decide_json(const tunnel_policy *policy, const char *engine,
                                            const char *facts, size_t length, bool explain,
                                            tunnel_buffer *work, tunnel_buffer *text);

#include "engines.h"

#ifdef __cplusplus
}
#endif
#endif
