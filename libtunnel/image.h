/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The policy image (.acpol): header, section table, sections of fixed-size records, signature.
 *
 * All numbers are little-endian and aligned to their size; sections to 8 bytes. A record is a row
 * of 32-bit words. What each word may hold stands once, in records.c: the verifier checks every
 * image by it, the compiler writes images by it, `acprof inspect` prints them by it, and
 * docs/policy-image.md is made from it. So an accessor never needs to ask whether what it reads is
 * sane. */
#ifndef TUNNEL_IMAGE_H
#define TUNNEL_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is read is what stands in the file: a machine of the other order would have to swap every
 * word at every use. There is no client for one. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "policy images are little-endian");

#define TUNNEL_MAGIC "ACPOL\r\n\x1a"
enum {
    TUNNEL_MAJOR = 1,
    TUNNEL_MINOR = 0,
    TUNNEL_DIGEST = 32,
    TUNNEL_SIGNATURE = 64,
    TUNNEL_MOST_SECTIONS = 64,
};

#define TUNNEL_NONE 0xFFFFFFFFu /* no text, no record */

/* The first 128 bytes. The digest covers all behind itself up to the signature; the signature is
 * one of the header, and so of the digest. */
typedef struct {
    char magic[8];
    uint8_t digest[TUNNEL_DIGEST]; /* SHA-256 */
    uint16_t major, minor;
    uint32_t size;          /* of the whole image, with the signature */
    uint32_t section_count; /* rows of the section table, which follows the header */
    uint32_t settings;      /* TUNNEL_SETTINGS_FINGERPRINT of the compiler */
    uint32_t platform;      /* one bit, as TUNNEL_WINDOWS */
    uint32_t client;        /* major << 8 | minor of the client compiled for */
    uint32_t stripped;      /* 1: without positions */
    uint32_t is_signed;     /* 1: the last section is a signature */
    uint8_t key_id[8]; /* first bytes of the SHA-256 of the signer's public key; 0: not signed */
    uint8_t reserved[48];
} tunnel_header;
_Static_assert(sizeof(tunnel_header) == 128, "the header has no padding");

typedef struct {
    uint32_t type;   /* tunnel_section_type, or TUNNEL_SIGNATURE_SECTION, the last one */
    uint32_t count;  /* records; of bytes and texts: bytes */
    uint32_t offset; /* from the start of the image */
    uint32_t size;   /* bytes */
} tunnel_section;

#define TUNNEL_SIGNATURE_SECTION 0xFFFFu

/* Sections in the order they stand in; numbers never change their meaning. A runtime passes over
 * numbers it does not know when the minor version is newer than its own. */
#define TUNNEL_SECTION_LIST(X)                                                                     \
    X(TEXTS)                                                                                       \
    X(BYTES)                                                                                       \
    X(POLICY)                                                                                      \
    X(VIEWS)                                                                                       \
    X(PROFILES)                                                                                    \
    X(ENTRIES)                                                                                     \
    X(CELLS)                                                                                       \
    X(ITEMS)                                                                                       \
    X(MEMBERS)                                                                                     \
    X(ADDRESSES)                                                                                   \
    X(BY_NAME)                                                                                     \
    X(BY_HOST)                                                                                     \
    X(SERVERS)                                                                                     \
    X(PINS)                                                                                        \
    X(FILES)                                                                                       \
    X(POSITIONS)                                                                                   \
    X(NAMES)                                                                                       \
    X(RESOLVERS)                                                                                   \
    X(SPANS)                                                                                       \
    X(GATEWAYS)                                                                                    \
    X(PATTERNS)                                                                                    \
    X(COLLECTIONS)                                                                                 \
    X(FILTER_RULES)                                                                                \
    X(FILTER_CONDITIONS)                                                                           \
    X(BY_LIST)                                                                                     \
    X(OIDS)                                                                                        \
    X(DEFINITIONS)

typedef enum {
#define X(name) SECTION_##name,
    TUNNEL_SECTION_LIST(X)
#undef X
        TUNNEL_SECTIONS,
} tunnel_section_type;

/* ---- words ------------------------------------------------------------------------------- */

typedef enum {
    WORD_ANY,    /* any number */
    WORD_NUMBER, /* low..high */
    WORD_TEXT,   /* place of a text in TEXTS */
    WORD_TEXT_OR_NONE,
    WORD_REF, /* index of a record of `section` */
    WORD_REF_OR_NONE,
    WORD_FIRST, /* first record of a range of `section`; the next word is WORD_COUNT. Ranges of one
                   section stand one behind the other, in the order of the records that have them:
                   no record is in two, and all together are no longer than the section. */
    WORD_COUNT, /* number of records in that range */
    WORD_VALUE, /* of a cell: as its setting's type says; the next word is its count of items */
} tunnel_word_kind;

typedef struct {
    const char *name;
    uint8_t kind;    /* tunnel_word_kind */
    uint8_t section; /* of texts, references and ranges */
    /* What may stand there: from low on, and round from the largest number to 0, up to high; of
     * texts and references so many more as the section has bytes or records. */
    uint32_t low, high;
} tunnel_word;

typedef struct {
    const char *name;         /* "entries" */
    const tunnel_word *words; /* NULL: plain bytes */
    uint32_t word_count;
    const char *help; /* one line */
} tunnel_record;

/* By tunnel_section_type. */
extern const tunnel_record tunnel_records[TUNNEL_SECTIONS];

/* ---- records ----------------------------------------------------------------------------- */

/* POLICY: one. */
typedef struct {
    uint32_t defaults;           /* view: what is in force without any VPN profile */
    uint32_t management;         /* view with the forced values, also without that profile */
    uint32_t local;              /* view of the local policy's settings */
    uint32_t nvm;                /* view of the NVM profile's */
    uint32_t posture;            /* view of the posture profile's */
    uint32_t management_profile; /* NONE: there is none */
    uint32_t has_local, has_nvm, has_posture;            /* 1: the document is there */
    uint32_t always_on;                                  /* 1: a profile has Always-On set */
    uint32_t first_profile, profile_count;               /* VPN profiles, in the order compiled */
    uint32_t first_collection, collection_count;         /* of the NVM profile, in document order */
    uint32_t device_collections[3], knox_collections[3]; /* COLLECTIONS: which holds on the networks
                                                            of NVM_NETWORK_TYPE; NONE: none */
} tunnel_policy_record;

/* The settings in force together. Cells are in the order of their settings. */
typedef struct {
    uint32_t first_cell, cell_count;
    uint32_t first_member, member_count;             /* the profiles that take part, in order */
    uint32_t first_server, server_count;             /* that prove a trusted network */
    uint32_t first_domain, domain_count;             /* NAMES: TrustedDNSDomains */
    uint32_t first_resolver, resolver_count;         /* TrustedDNSServers */
    uint32_t first_allowed_name, allowed_name_count; /* NAMES: AllowedHosts */
    uint32_t first_allowed, allowed_count;           /* SPANS: AllowedHosts */
    uint32_t first_authorized, authorized_count;     /* NAMES: ServerName of the local policy */
    /* What CertificateMatch asks of client certificates; without criteria, what the client does. */
    uint32_t key_usages;                             /* MATCH_...; 0: none */
    uint32_t key_usage_needed;                       /* 1: the extension has to be there */
    uint32_t extended_key_needed;                    /* 1: the extension has to be there */
    uint32_t first_extended_key, extended_key_count; /* OIDS: all of them */
    uint32_t first_definition, definition_count;     /* all of them have to hold */
} tunnel_view_record;

/* Bits of key_usages: 1 << tunnel_key_usage, of which a certificate has to have one; and one that
 * none has, for what cannot be read. */
enum { MATCH_ALL = (1 << 9) - 1, MATCH_UNREADABLE = 1 << 9 };

typedef struct {
    uint32_t file;
    uint32_t view;      /* its own settings */
    uint32_t in_set;    /* 0: left out, because another one has Always-On set */
    uint32_t always_on; /* 1: Always-On is set by it */
    uint32_t first_entry, entry_count;
    uint32_t first_backup, backup_count; /* ADDRESSES: the global list */
    uint32_t first_pin, pin_count;       /* global pins */
} tunnel_profile;

typedef struct {
    uint32_t profile;
    uint32_t name;                   /* HostName */
    uint32_t group;                  /* UserGroup, else the path of its address; "" */
    uint32_t view;                   /* settings for sessions with it: merged, or its profile's */
    uint32_t has_backups;            /* 1: it has a BackupServerList, if an empty one */
    uint32_t first_cell, cell_count; /* settings below HostEntry */
    uint32_t first_address, address_count; /* ADDRESSES, 0 or 1: where it leads */
    uint32_t first_backup, backup_count;
    uint32_t first_balanced, balanced_count; /* LoadBalancingServerList */
    uint32_t first_pin, pin_count;
    uint32_t position;
} tunnel_entry;

/* A value in force for one setting. */
typedef struct {
    uint32_t setting; /* tunnel_setting */
    uint32_t flags;   /* CELL_... */
    uint32_t value;   /* boolean, place in the list of values, number, text, or first item */
    uint32_t count;   /* of items; else 0 */
    uint32_t position;
} tunnel_cell;

enum {
    CELL_WRITTEN = 1,      /* stands in the document; else what the client does without it */
    CELL_CONTROLLABLE = 2, /* the user's preferences count */
    CELL_DIFFERS = 4,      /* merged: the profiles that take part do not say the same */
    CELL_FORCED = 8,       /* the management tunnel's */
    CELL_NOTHING = 16,     /* there is no value: it only says that the profiles differ */
    CELL_FLAGS = 31,
};

/* An item of a comma list, or one of several elements. */
typedef struct {
    uint32_t text;
    uint32_t position;
} tunnel_item;

typedef struct {
    uint32_t profile;
} tunnel_member;

/* A gateway's address as written, and its parts. */
typedef struct {
    uint32_t text;
    uint32_t host; /* as tunnel_host has it; "": it cannot be read */
    uint32_t port; /* 443 without one */
    uint32_t has_port;
    uint32_t path;   /* "": none */
    uint32_t family; /* 4, 6 of a literal address; 0: a name */
    uint32_t position;
} tunnel_address;

/* Entries of VPN profiles by HostName, in lower case and without a final dot; of several, all, in
 * document order. */
typedef struct {
    uint32_t name;
    uint32_t entry;
} tunnel_by_name;

/* Entries of VPN profiles by host, then port, then document order. In BY_LIST by what stands in
 * their backup and load-balancing lists, the first entry of the profile set for each. */
typedef struct {
    uint32_t host;
    uint32_t port;
    uint32_t entry;
} tunnel_by_host;

/* A server that proves a trusted network. */
typedef struct {
    uint32_t host; /* as tunnel_host has it */
    uint32_t port;
    uint32_t text;                   /* "host:port", or the URL, as written */
    uint32_t first_byte, byte_count; /* CertificateHash; count 0: it is none */
    uint32_t position;
} tunnel_server;

/* Pins of a list stand in the order of their hashes; those that cannot be read come first. */
typedef struct {
    uint32_t first_byte, byte_count; /* SHA-512; count 0: it cannot be read */
    uint32_t position;
} tunnel_pin;

typedef struct {
    uint32_t name; /* without directories */
} tunnel_file;

typedef struct {
    uint32_t file, line;
} tunnel_position;

/* A name that a list holds; a list's names stand in the order of their bytes, each once. */
typedef struct {
    uint32_t name;   /* in lower case, without final dot */
    uint32_t covers; /* NAME_... */
    uint32_t text;   /* the item as written */
} tunnel_name;

enum { NAME_ITSELF = 1, NAME_BELOW = 2, NAME_COVERS = 3, NAME_ONE_BELOW = 4, NAME_ALL = 7 };

/* A DNS server, or with * all of a pattern: the bits of value that mask has. */
typedef struct {
    uint32_t family;            /* 4: in the first word of each */
    uint32_t value[4], mask[4]; /* bytes in the order of the network */
} tunnel_resolver;

/* From an address on, up to where the next span of the list begins: an item of the list holds all
 * of them, or none does. Sorted by family and address. */
typedef struct {
    uint32_t family;
    uint32_t begin[4]; /* numbers, the highest first; IPv4 in the first */
    uint32_t text;     /* the item as written; NONE: no item */
} tunnel_span;

/* A gateway of the profile set. In GATEWAYS sorted by its host, each once. In PATTERNS those with
 * *, sorted by what stands behind the label of their last *, then by the host. */
typedef struct {
    uint32_t key;
    uint32_t host;    /* as tunnel_host has it; in GATEWAYS the same as key */
    uint32_t text;    /* the host as written */
    uint32_t setting; /* tunnel_setting: where it was found first */
    uint32_t position;
} tunnel_gateway;

/* A data collection policy. Fields are bits by their places in NVM_INCLUDE_EXCLUDE_FIELD. */
typedef struct {
    uint32_t name;
    uint32_t knox;      /* 1: for the Knox workspace only */
    uint32_t networks;  /* bits by place in NVM_NETWORK_TYPE */
    uint32_t include;   /* 1: the fields listed are sent; 0: the others are */
    uint32_t listed[2]; /* the lowest 32 bits first */
    uint32_t hashed[2];
    uint32_t first_rule, rule_count; /* FILTER_RULES, in document order */
    uint32_t position;
} tunnel_collection;

/* A flow filter rule. Conditions stand in another order than in the document: first those that are
 * quickly tested and seldom met. */
typedef struct {
    uint32_t name;
    uint32_t ignore; /* 1: flows it fits are ignored; 0: they are collected */
    uint32_t first_condition, condition_count;
    uint32_t position;
} tunnel_filter_rule;

typedef struct {
    uint32_t field;    /* place in NVM_CONDITION_FIELD */
    uint32_t form;     /* CONDITION_..., of the value */
    uint32_t flags;    /* CONDITION_NEGATED, ... */
    uint32_t value[4]; /* number: the lower half, then the higher; address: four numbers, the
                          highest first, of IPv4 only the first; bits that do not count are 0 */
    uint32_t bits;     /* of an address, that count */
    uint32_t text;     /* texts: in lower case if case does not count */
    uint32_t position;
} tunnel_filter_condition;

/* What a value is compared as. */
enum {
    CONDITION_NOTHING, /* no flow equals it */
    CONDITION_NUMBER,
    CONDITION_NETWORK,
    CONDITION_LITERAL, /* a text, all of it */
    CONDITION_PATTERN, /* a text with *, ? and the escapes \* \? \\ */
    CONDITION_FORMS,
};
enum {
    CONDITION_NEGATED = 1,
    CONDITION_IGNORE_CASE = 2,
    CONDITION_PRINCIPAL = 4, /* of Authority\Principal only the part behind the backslash */
    CONDITION_FLAGS = 7,
};

/* An extended key usage. Those of a list stand in the order of their length, then of their
 * bytes. */
typedef struct {
    uint32_t size;   /* bytes of der; 0: it cannot be read */
    uint32_t der[8]; /* what the DER has behind tag and length, then 0 */
    uint32_t text;   /* the OID in dotted decimal; of what cannot be read, as written */
    uint32_t position;
} tunnel_oid;

/* A DistinguishedNameDefinition. */
typedef struct {
    uint32_t attribute;    /* tunnel_dn_attribute; DN_OTHER: it cannot be read, and never holds */
    uint32_t issuer;       /* 1: of the issuer, 0: of the subject */
    uint32_t negated;      /* 1: no value may fit; 0: one has to */
    uint32_t anywhere;     /* 1: the pattern may stand anywhere in the value, 0: it is all of it */
    uint32_t without_case; /* 1: ASCII letters fit in both cases; the pattern is in lower case */
    uint32_t name;         /* text: "ISSUER-CN", as written */
    uint32_t pattern;      /* text, literal */
    uint32_t position;
} tunnel_definition;

#endif
