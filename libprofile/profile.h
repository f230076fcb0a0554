/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libprofile: read, check, convert and write the configuration files of Cisco Secure Client.
 *
 * Conventions
 *  - Handles are opaque; whoever calls acp_X_new / acp_X_read calls acp_X_free (NULL is allowed).
 *  - Strings handed out are owned by the handle they came from and live as long as it does;
 *    strings handed in are copied unless said otherwise. All text is UTF-8.
 *  - Functions that can fail return acp_status. What is wrong with a *document* is never a status:
 *    it is a finding with file, line and column, added to the acp_findings the caller passes.
 *  - Different handles may be used by different threads at once, one handle by one thread: even
 *    looking at a document fills its index of lines. Only acp_xsd_load touches what all share (an
 *    entity loader of libxml2, for as long as it runs): call it before threads start.
 *  - Lines and columns count from 1, columns in Unicode code points; a tab counts 1, a BOM 0.
 */
#ifndef ACP_PROFILE_H
#define ACP_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACP_API __attribute__((visibility("default")))

typedef enum {
    ACP_OK = 0,
    ACP_DAMAGED,   /* the document was not readable as one; findings say why */
    ACP_IO,        /* a file could not be opened, read or written; errno tells */
    ACP_NO_MEMORY, /* out of memory */
    ACP_BAD_VALUE, /* an argument, path, option or configuration is not valid; a message says why */
    ACP_NOT_FOUND, /* nothing there */
    ACP_AMBIGUOUS, /* a path or name fits several things; the message lists them */
    ACP_REFUSED,   /* it would do harm and was not done; a message or findings say why */
} acp_status;

/* A piece of text that need not end in NUL. */
typedef struct {
    const char *ptr;
    size_t len;
} acp_slice;

/* ---- kinds, platforms, severities ------------------------------------------------------- */

typedef enum {
    ACP_KIND_UNKNOWN = -1,
    ACP_KIND_VPN,
    ACP_KIND_MGMT,
    ACP_KIND_LOCAL_POLICY,
    ACP_KIND_TRANSFORMS,
    ACP_KIND_PREFERENCES,
    ACP_KIND_NVM,
    ACP_KIND_ISE_POSTURE,
    ACP_KIND_NAM,
    ACP_KIND_AMP,
    ACP_KIND_FEEDBACK,
    ACP_KIND_UMBRELLA,
    ACP_KIND_URI,
    ACP_KIND_MOBILECONFIG,
    ACP_KIND_MDM_IOS,
    ACP_KIND_MDM_ANDROID,
    ACP_KIND_MDM_CHROME,
    ACP_KIND_COUNT,
    /* Kinds of files without a row in the kind table; rules are about them, findings point there */
    ACP_KIND_ASA = ACP_KIND_COUNT,
    ACP_KIND_IOS_XE,
    ACP_KIND_BUNDLE, /* several documents of one deployment together */
} acp_kind;

/* One row of the kind table (schemas/kinds.xml). */
typedef struct {
    const char *name;         /* "vpn" */
    const char *label;        /* "VPN profile" */
    const char *const *roots; /* root element names, NULL at the end */
    const char *const *files; /* fixed file names, "*.vpnm" for a suffix, "DIRECTORY/NAME" where
                                 the name alone tells too little, NULL at the end */
    const char *file;         /* the file to name in messages: "AnyConnectLocalPolicy.xml" */
    const char *ns;           /* namespace of the root, NULL: none */
    const char *schema_file;  /* value of the second half of xsi:schemaLocation, or NULL */
    int schema;               /* index into the schema table, -1: no schema yet */
    const char *json_schema;  /* of a kind that is plain data, not elements of XML: the text of the
                                 JSON Schema of its JSON form; else NULL */
    const char *syntax;       /* what such data is written in, apart from JSON: "plist" (property
                                 list in XML), "links" (anyconnect: links); NULL: JSON only */
} acp_kind_row;

ACP_API const acp_kind_row *acp_kind_get(acp_kind kind); /* NULL: out of range */
/* The known root element a name (without prefix) is a slip of, NULL: none. The first letter has to
 * be right: <profile> is the root of many programs' files. */
ACP_API const char *acp_nearest_root(const char *name, size_t len);
ACP_API acp_kind acp_kind_by_name(const char *name); /* ACP_KIND_UNKNOWN: none */
/* Kind a file name stands for, with its directories: fixed names only, ACP_KIND_UNKNOWN: none. */
ACP_API acp_kind acp_kind_of_file(const char *name);

enum {
    ACP_WINDOWS = 1 << 0,
    ACP_MACOS = 1 << 1,
    ACP_LINUX = 1 << 2,
    ACP_IOS = 1 << 3,
    ACP_ANDROID = 1 << 4,
    ACP_CHROMEOS = 1 << 5,
    ACP_UWP = 1 << 6,
    ACP_PLATFORMS_ALL = (1 << 7) - 1,
};
/* Bit of one platform name, 0: no such platform. */
ACP_API unsigned acp_platform_by_name(const char *name, size_t len);
/* Name of the platform with bit 1 << index, NULL past the last. */
ACP_API const char *acp_platform_name(unsigned index);

typedef enum { ACP_INFO, ACP_WARNING, ACP_ERROR, ACP_OFF } acp_severity; /* ACP_OFF: not reported */
ACP_API const char *acp_severity_name(acp_severity severity);
/* Returns false if the name is none of info, warning, error, off. */
ACP_API bool acp_severity_by_name(const char *name, acp_severity *out);

/* Client versions compare as numbers: ACP_VERSION(4, 10) > ACP_VERSION(4, 3). */
#define ACP_VERSION(major, minor) ((uint16_t)((major) << 8 | (minor)))
/* Reads "5", "5.1", "4.10.07061" (parts after the second are ignored). 0: not a version. */
ACP_API uint16_t acp_version_parse(const char *text);

/* ---- the schema table -------------------------------------------------------------------- */

typedef uint16_t acp_setting_id;
#define ACP_NO_SETTING ((acp_setting_id)0xFFFF)
#define ACP_UNBOUNDED  ((uint16_t)0xFFFF)

typedef enum {
    ACP_TYPE_NONE, /* element with child elements only */
    ACP_TYPE_STRING,
    ACP_TYPE_BOOLEAN, /* true | false, or 1 | 0: its values tell */
    ACP_TYPE_ENUM,
    ACP_TYPE_INTEGER,  /* signed, with range */
    ACP_TYPE_UNSIGNED, /* 0..4294967295 */
} acp_type;

typedef enum { ACP_CONTENT_TEXT, ACP_CONTENT_ELEMENTS, ACP_CONTENT_MIXED } acp_content;

/* One allowed value of an enumeration (booleans list theirs, the one for "on" first). */
typedef struct {
    const char *name;
    uint16_t since;         /* ACP_VERSION of the first client, 0: always */
    const char *help;       /* may be NULL */
    const char *stands_for; /* what it names: "port", "IPv4 address"; or NULL */
    uint16_t platforms;     /* ACP_WINDOWS | ...: those that know it, 0: all of the setting */
} acp_value;

/* One setting: an element at its place in a document kind's schema, or an attribute of one.
 * Made by schemas/schema.xsl from schemas/ *.xsd, where everything is described. */
typedef struct {
    const char *name;
    uint16_t name_len;
    acp_setting_id parent;      /* ACP_NO_SETTING: the root */
    acp_setting_id first_child; /* child elements in schema order */
    acp_setting_id first_attribute;
    acp_setting_id next; /* next child element or attribute of the same parent */
    uint8_t is_attribute;
    uint8_t content;   /* acp_content */
    uint8_t any_order; /* child elements may stand in any order */
    uint8_t type;      /* acp_type of the text */
    uint8_t collapse;  /* white space inside the text is collapsed before comparing */
    uint8_t attested;  /* the name stands in a published source */
    uint8_t loose;     /* the text type is stricter than what the XSD can state */
    uint8_t unordered; /* of several, the order among them means nothing */
    uint16_t min_occurs, max_occurs;
    uint16_t platforms; /* ACP_WINDOWS | ... */
    uint16_t since;     /* first client generation, 0: always */
    uint16_t value_count;
    const acp_value *values;      /* enumerations and booleans */
    int64_t min, max;             /* numbers: the range; strings: length limits, max 0: none */
    const char *default_value;    /* the published schema's default, NULL: none stated */
    const char *effective;        /* what the client is taken to do when the element is absent */
    const char *effective_reason; /* why that differs from default_value, or NULL */
    uint16_t default_before;      /* clients older than this had another default, 0: no */
    const char *default_before_value;
    const char *unit;       /* "seconds", or NULL */
    const char *value_type; /* meaning of a string: "address", "port", ... or NULL */
    const char *stricter;   /* which value is the stricter: see schemas/README.md, or NULL */
    const char *label;      /* label in the vendor's editor */
    const char *pane;       /* pane of that editor it stands on, or NULL */
    const char *help;       /* one line */
    const char *depends;    /* condition under which it has an effect, for people, or NULL */
    const char *source;     /* "003:L4478-4486", or NULL */
} acp_setting;

ACP_API const acp_setting *acp_setting_get(acp_setting_id id); /* NULL: no such id */
/* Root setting of a kind's schema; ACP_NO_SETTING if the kind has no schema. */
ACP_API acp_setting_id acp_kind_root(acp_kind kind);
/* What a setting is taken to be when it is absent, for a client version (0: the newest); NULL:
 * nothing. */
ACP_API const char *acp_setting_default(const acp_setting *setting, uint16_t client_version);
/* Child element (or, with attribute, attribute) of a setting by exact name. */
ACP_API acp_setting_id acp_setting_child(acp_setting_id parent, const char *name, size_t len,
                                         bool attribute);
/* Full path "AnyConnectProfile/ServerList/HostEntry/CAURL/@Thumbprint".
 * Writes at most size bytes with NUL, returns the length it would need. */
ACP_API size_t acp_setting_path(acp_setting_id id, char *buffer, size_t size);
/* Settings of a kind whose path ends in the steps of tail ("HostEntry/HostAddress", "@Subject").
 * A tail that is a whole path from the root fits only that one. At most max ids are written;
 * returns how many there are in all. */
ACP_API size_t acp_settings_by_tail(acp_kind kind, const char *tail, acp_setting_id *out,
                                    size_t max);

/* A pane of the vendor's editor. */
typedef struct {
    const char *name;               /* as it is typed: "preferences-1" */
    const char *title;              /* "Preferences (Part 1)" */
    const acp_setting_id *settings; /* elements in the editor's order, those it lacks behind; an
                                       element before those in it */
    size_t count;
} acp_pane;
/* The panes of a kind in the editor's order: "Other" for what it does not show, at the end
 * "Settings" for what has none; each setting with a value is on one. *count is 0 if the kind has no
 * schema. */
ACP_API const acp_pane *acp_kind_panes(acp_kind kind, size_t *count);
/* By name or title, in letters of any case; NULL: none. */
ACP_API const acp_pane *acp_pane_find(acp_kind kind, const char *name);

/* Text of the XSD a kind is described by, for `acprof schema`; NULL: no schema, or a JSON Schema
 * (acp_kind_row.json_schema). */
ACP_API acp_slice acp_kind_xsd(acp_kind kind);

/* ---- rules ------------------------------------------------------------------------------- */

typedef struct acp_expr acp_expr;

typedef enum {
    ACP_SECURITY_NEUTRAL,
    ACP_SECURITY_WEAKENS,
    ACP_SECURITY_NOT_APPLICABLE
} acp_security;
typedef enum { ACP_FIX_NONE, ACP_FIX_SET, ACP_FIX_DELETE, ACP_FIX_FUNCTION } acp_fix_how;

/* One rule, from schemas/rules/ *.yaml or an organisation's own from .acprof.yaml. */
typedef struct {
    const char *id;  /* "ACP1130" */
    const char *key; /* "tnd-https-without-dns" */
    uint8_t tier;
    uint8_t severity;   /* acp_severity */
    uint8_t strict;     /* acp_severity under --strict */
    uint8_t security;   /* acp_security */
    uint8_t schema;     /* the condition is what schema validation would also refuse */
    uint8_t planned;    /* in the catalogue only, not in force */
    uint8_t fix;        /* acp_fix_how */
    uint32_t kinds;     /* 1 << acp_kind | ...; see acp_rule_kind_name */
    uint16_t platforms; /* 0: any */
    const char *title;
    const char *condition; /* in words */
    const char
        *detail; /* what the client makes of it; template, see docs/rules-howto.md; or NULL */
    const char *remedy;
    const char *fix_text;   /* `set PATH VALUE`, `delete PATH`, the function's name, or NULL */
    const acp_expr *fix_at; /* the PATH of these, compiled */
    const char *source;
    const acp_expr *expr; /* compiled condition, NULL: by structure check or function */
    const char *check;    /* name of the function that checks it, or NULL */
    const char *replaces; /* ids of general rules this one says more than, about one setting */
} acp_rule;

ACP_API size_t acp_rule_count(void);
ACP_API const acp_rule *acp_rule_get(size_t index); /* in order of id; NULL past the end */
ACP_API const acp_rule *acp_rule_find(const char *id_or_key); /* NULL: none */
/* Name of bit 1 << index of acp_rule.kinds, an acp_kind; NULL: out of range. */
ACP_API const char *acp_rule_kind_name(unsigned index);

/* ---- findings ---------------------------------------------------------------------------- */

typedef struct {
    uint32_t line, column; /* from 1; 0: no position */
} acp_position;

typedef struct {
    const acp_rule *rule;
    acp_severity severity;
    bool fixable; /* acp_fix of its rule mends it */
    acp_kind kind;
    const char *file;        /* as named by the caller */
    acp_position start, end; /* end is exclusive */
    const char *path;        /* of the setting in the document, "" if none */
    const char *detail;      /* what exactly is wrong and what the client makes of it, "" if none */
    const char *remedy;      /* what to do */
    acp_slice excerpt;       /* the source line the finding starts on, cut to a sensible length */
    uint32_t excerpt_column; /* column of the first character of excerpt */
    const char *related;     /* the other place of a pair, as text, or NULL */
    const char *related_file; /* where that is; NULL without related */
    acp_position related_start;
    uint64_t fingerprint; /* rule, path and value; the same after lines moved */
} acp_finding;

/* A growing list of findings. */
typedef struct acp_findings acp_findings;
ACP_API acp_findings *acp_findings_new(void); /* NULL: no memory */
ACP_API void acp_findings_free(acp_findings *findings);
ACP_API size_t acp_findings_count(const acp_findings *findings);
ACP_API const acp_finding *acp_findings_get(const acp_findings *findings, size_t index);
/* Severest of the findings, -1 if there are none. */
ACP_API int acp_findings_worst(const acp_findings *findings);
/* Keep only the findings for which keep returns true. */
ACP_API void acp_findings_filter(acp_findings *findings,
                                 bool (*keep)(const acp_finding *finding, void *data), void *data);

/* ---- reading ----------------------------------------------------------------------------- */

typedef enum {
    ACP_FORMAT_AUTO,
    ACP_FORMAT_XML,
    ACP_FORMAT_JSON,
    ACP_FORMAT_YAML,
    ACP_FORMAT_PLIST, /* Apple's property list, in XML */
    ACP_FORMAT_LINKS, /* anyconnect: links, one a line */
} acp_format;

typedef struct {
    acp_kind kind;     /* ACP_KIND_UNKNOWN: from file name and root */
    acp_format format; /* ACP_FORMAT_AUTO: from file name and first character */
    size_t max_size;   /* bytes; 0: ACP_MAX_SIZE */
} acp_read_options;

#define ACP_MAX_SIZE  ((size_t)16 << 20)
#define ACP_MAX_DEPTH 64

typedef struct acp_document acp_document;
typedef struct acp_node acp_node;

/* Reads the file at path ("-": standard input). What is wrong with it goes to findings.
 * ACP_OK: *out is the document (also when there are findings, e.g. of encoding).
 * ACP_DAMAGED: *out is NULL, findings hold at least one error. ACP_IO, ACP_NO_MEMORY: *out is NULL.
 */
ACP_API acp_status acp_document_read(const char *path, const acp_read_options *options,
                                     acp_findings *findings, acp_document **out);
/* The same for bytes in memory; name stands for the file name. The bytes are copied. */
ACP_API acp_status acp_document_read_memory(const char *name, const void *bytes, size_t size,
                                            const acp_read_options *options, acp_findings *findings,
                                            acp_document **out);
ACP_API void acp_document_free(acp_document *document);

ACP_API acp_kind acp_document_kind(const acp_document *document);
ACP_API acp_format acp_document_format(const acp_document *document);
ACP_API const char *acp_document_name(const acp_document *document);
ACP_API const acp_node *acp_document_root(const acp_document *document);

/* Nodes: elements and attributes of a document, in document order. */
ACP_API acp_slice acp_node_name(const acp_node *node);
/* An element's own text without surrounding white space. */
ACP_API acp_slice acp_node_value(const acp_node *node);
ACP_API acp_setting_id acp_node_setting(const acp_node *node);
/* Value of an attribute by its setting; ptr is NULL if it is not written. */
ACP_API acp_slice acp_node_attribute_value(const acp_node *node, acp_setting_id setting);
ACP_API const acp_node *acp_node_first_child(const acp_node *node); /* child elements only */
ACP_API const acp_node *acp_node_next(const acp_node *node);        /* next sibling element */
ACP_API acp_position acp_node_position(const acp_document *document, const acp_node *node);
/* Path that names an element and no other: entries by their key where they have one. Writes at most
 * size bytes with NUL, returns the length it would need; 0: no memory, or the schema does not have
 * the element, so that there is no path to it. */
ACP_API size_t acp_node_path_text(const acp_document *document, const acp_node *node, char *buffer,
                                  size_t size);

/* ---- paths ------------------------------------------------------------------------------- */

typedef struct {
    const acp_node *node; /* the element (of the attribute) */
    acp_slice value;      /* its text or the attribute's value */
    bool is_attribute;
} acp_path_result;

/* Finds what a path names: "ServerList/HostEntry[HostName=\"Paris\"]/HostAddress", "AutoReconnect",
 * ".../@UserControllable", "HostEntry[2]". Any trailing part that is unique in the schema will do.
 * ACP_OK: *count results (0: the path is valid but nothing in the document is there), malloc'ed,
 * free(*results). ACP_BAD_VALUE (syntax, no such setting), ACP_AMBIGUOUS: message, of size
 * message_size, says why, with candidates. */
ACP_API acp_status acp_path_find(const acp_document *document, const char *path,
                                 acp_path_result **results, size_t *count, char *message,
                                 size_t message_size);

/* ---- configuration ----------------------------------------------------------------------- */

/* What .acprof.yaml files say, merged upward from a directory. */
typedef struct acp_config acp_config;
/* Loads for files in directory; NULL file: search upward; else only that file.
 * ACP_OK: *out may be NULL (no file found). ACP_BAD_VALUE: message is "FILE:LINE:COLUMN: ...". */
ACP_API acp_status acp_config_load(const char *directory, const char *file, acp_config **out,
                                   char *message, size_t message_size);
ACP_API void acp_config_free(acp_config *config);
/* Values of the configuration; 0 / ACP_OFF when it says nothing. */
ACP_API unsigned acp_config_platforms(const acp_config *config);
ACP_API uint16_t acp_config_client_version(const acp_config *config);
ACP_API acp_severity acp_config_fail_on(const acp_config *config);
/* Own rules of the configuration. */
ACP_API size_t acp_config_rule_count(const acp_config *config);
ACP_API const acp_rule *acp_config_rule(const acp_config *config, size_t index);
/* After all files were checked: findings for suppressions without reason or never used. */
ACP_API void acp_config_report(const acp_config *config, acp_findings *findings);

/* ---- checking ---------------------------------------------------------------------------- */

/* A schema other than the project's own, compiled by libxml2; may be shared by threads. */
typedef struct acp_xsd acp_xsd;
/* Reads an XSD and what it includes, from files only. ACP_IO: errno tells. ACP_BAD_VALUE: it is no
 * usable schema; message is "FILE:LINE: ...". */
ACP_API acp_status acp_xsd_load(const char *path, acp_xsd **out, char *message,
                                size_t message_size);
ACP_API void acp_xsd_free(acp_xsd *xsd);

typedef struct {
    unsigned platforms;          /* ACP_WINDOWS | ...; 0: none named */
    uint16_t client_version;     /* 0: the newest the schema knows */
    bool strict;                 /* tolerances of the client become errors */
    const acp_rule *const *only; /* only these rules (NULL-terminated), NULL: all */
    const acp_config *config;    /* may be NULL */
    const acp_xsd *xsd;          /* also validate against this schema; may be NULL */
    bool skip_fixable;           /* leave acp_finding.fixable false: to find out takes trying */
} acp_check_options;

/* Checks structure and rules, applies configuration and suppression comments, and adds the
 * findings in order of position. ACP_OK or ACP_NO_MEMORY. */
ACP_API acp_status acp_check(const acp_document *document, const acp_check_options *options,
                             acp_findings *findings);
/* acp_document_read + acp_check for one file, with suppressions and configuration also applied to
 * what reading finds. Returns what reading returned. */
ACP_API acp_status acp_check_file(const char *path, const acp_read_options *read,
                                  const acp_check_options *options, acp_findings *findings);
/* The same for bytes in memory; name stands for the file name. */
ACP_API acp_status acp_check_memory(const char *name, const void *bytes, size_t size,
                                    const acp_read_options *read, const acp_check_options *options,
                                    acp_findings *findings);

/* ---- sets: files checked together ---------------------------------------------------------- */

/* Files of one endpoint or deployment: what each says may be right, and still not fit the others.
 * One thread at a time. */
typedef struct acp_set acp_set;

typedef enum {
    ACP_ROLE_DOCUMENT, /* a profile or policy */
    ACP_ROLE_ASA,      /* running configuration of an ASA */
    ACP_ROLE_IOS_XE,   /* of an IOS-XE router */
    ACP_ROLE_SERVER_CERTIFICATE,
    ACP_ROLE_CA_CERTIFICATE,
    ACP_ROLE_CLIENT_CERTIFICATE,
    ACP_ROLE_FILE, /* anything else that is deployed: a script, a package; known by its name */
} acp_role;

typedef struct {
    acp_role role;
    const char *path;
    const char *host; /* headend, certificate: the host it is of; NULL: told from what it says */
    unsigned mode;    /* permission bits, of bytes in memory; a file's are looked up */
    acp_read_options read;   /* documents; max_size also of others */
    acp_check_options check; /* what it points to must live as long as the set */
} acp_set_input;

typedef struct {
    int64_t at; /* seconds since 1970 UTC to check certificates for; 0: now */
} acp_set_options;

/* One thing two files must agree on. Texts live as long as the set. */
typedef struct {
    const acp_rule *rule;
    const char *what; /* "group URL" */
    struct {
        const char *file;
        acp_position at;
        const char *value; /* "": nothing there */
    } left, right;
    bool agrees;
} acp_agreement;

ACP_API acp_set *acp_set_new(void); /* NULL: no memory */
ACP_API void acp_set_free(acp_set *set);
/* Adds a file and reads it: it is a member then, but after ACP_NO_MEMORY. ACP_OK; ACP_DAMAGED: its
 * findings say what is wrong; ACP_IO (errno). */
ACP_API acp_status acp_set_add(acp_set *set, const acp_set_input *input);
/* The same for bytes in memory; input->path is its name. */
ACP_API acp_status acp_set_add_memory(acp_set *set, const acp_set_input *input, const void *bytes,
                                      size_t size);
/* Checks every document on its own and all members together; once. ACP_OK or ACP_NO_MEMORY. */
ACP_API acp_status acp_set_check(acp_set *set, const acp_set_options *options);
/* Members, in the order added (also those that could not be read), and the findings of each. */
ACP_API size_t acp_set_count(const acp_set *set);
ACP_API acp_findings *acp_set_findings(const acp_set *set, size_t index);
/* What had to agree, in the order checked. */
ACP_API size_t acp_set_agreement_count(const acp_set *set);
ACP_API const acp_agreement *acp_set_agreement(const acp_set *set, size_t index);

/* ---- fixing ------------------------------------------------------------------------------ */

/* A file to be mended. Options as for acp_check_memory; with check->only, only findings of those
 * rules are mended. */
typedef struct {
    const char *name;
    const void *bytes;
    size_t size;
    const acp_read_options *read; /* may be NULL */
    const acp_check_options *check;
} acp_fix_input;

typedef struct {
    char *text; /* the mended file in its own encoding, malloc'ed; NULL: nothing was mended */
    size_t length;
    acp_findings *fixed; /* what was mended, at its place in the file as it was */
    acp_findings *left;  /* what a check of the mended file finds; none of it is fixable */
} acp_fix_result;

/* Mends every finding that takes no guess, as long as that brings no finding that was not there
 * before. Bytes outside the places mended stay as they are; JSON and YAML files are written anew,
 * but not a YAML file with # comments. Doing it again changes nothing.
 * Returns what reading the mended file returned: ACP_OK, ACP_DAMAGED (left says why), or
 * ACP_NO_MEMORY. The result is to be freed in any case. */
ACP_API acp_status acp_fix(const acp_fix_input *input, acp_fix_result *out);
/* Mends what takes the local policy as well, by the rules asked for. ACP1002: settings that belong
 * in it are moved out of a VPN profile and into it; those it has with another value, or would be
 * reported for, stay where they are. ACP9133: preferences that it forbids to keep are emptied.
 * Returns ACP_OK or ACP_NO_MEMORY; what is left is not told. Results are to be freed in any case.
 */
ACP_API acp_status acp_fix_with_policy(const acp_fix_input *file, const acp_fix_input *policy,
                                       acp_fix_result *file_out, acp_fix_result *policy_out);
ACP_API void acp_fix_free(acp_fix_result *result);

/* ---- changing ---------------------------------------------------------------------------- */

typedef enum {
    ACP_CHANGE_SET,
    ACP_CHANGE_DELETE,
    ACP_CHANGE_MOVE, /* to another place among the elements of its name in the same parent */
} acp_change_how;

/* One change. PATH is as for acp_path_find and names one place, with these additions for
 * ACP_CHANGE_SET: elements that are missing on the way are made, in the schema's order, with the
 * value they have by default; of an entry picked by key, the key too: HostEntry[HostName="Paris"];
 * HostEntry[+] makes another entry behind those there are. */
typedef struct {
    acp_change_how how;
    const char *path;
    const char *value; /* ACP_CHANGE_SET; of an element that holds others: "", to make it.
                          ACP_CHANGE_MOVE: the place it gets, counted from 1 */
} acp_change;

typedef struct {
    const acp_check_options *check; /* may be NULL */
    bool despite_errors;            /* make the document also if it has errors it had not */
} acp_change_options;

typedef struct {
    acp_document *document; /* the changed document; NULL: it was not made */
    char *text;             /* the bytes of its file, malloc'ed; NULL: it was not made */
    size_t length;
    bool changed;        /* they differ from those of the document */
    acp_findings *added; /* what a check finds in it and did not find before, also warnings */
    size_t failed;       /* index of the change that message is about; the count: of none */
    char message[2048];
} acp_change_result;

/* Makes the document that several changes make of another, which stays as it is: each change sees
 * what those before it did, and all are made or none. Only the bytes change that must; JSON and
 * YAML files are written anew. Keep the text to go back to it.
 * ACP_OK; ACP_REFUSED: it would have an error it had not before (added tells), or could not be
 * written or read (message); ACP_NOT_FOUND: a path names nothing; ACP_BAD_VALUE (syntax, no such
 * setting) and ACP_AMBIGUOUS: it cannot name a place; ACP_NO_MEMORY. The result is to be freed in
 * any case. */
ACP_API acp_status acp_change_document(const acp_document *document, const acp_change *changes,
                                       size_t count, const acp_change_options *options,
                                       acp_change_result *out);
ACP_API void acp_change_free(acp_change_result *result);
/* How long the path of PATH=VALUE is: it ends at the first = outside brackets, or with the text. */
ACP_API size_t acp_path_length(const char *text);

/* ---- starters ---------------------------------------------------------------------------- */

/* A document to begin from, for one of the usual jobs, with parameters. Some make several files
 * that belong together. */
typedef struct acp_starter acp_starter;

typedef struct {
    const char *name;     /* "address" */
    const char *help;     /* one line */
    const char *type;     /* what a value has to be, for people: "a port from 1 to 65535" */
    bool list;            /* several, with commas between them */
    const char *fallback; /* the value if none is given; "": the setting is left out; NULL: one has
                             to be given */
} acp_parameter;

/* In order of name; NULL past the last. */
ACP_API const char *acp_starter_name(size_t index);
/* ACP_OK, ACP_NOT_FOUND or ACP_NO_MEMORY. */
ACP_API acp_status acp_starter_open(const char *name, acp_starter **out);
ACP_API void acp_starter_free(acp_starter *starter);
ACP_API const char *acp_starter_summary(const acp_starter *starter); /* one line */
/* The documents it makes: how many, and of each its kind and the name its file usually has. */
ACP_API size_t acp_starter_file_count(const acp_starter *starter);
ACP_API const char *acp_starter_file(const acp_starter *starter, size_t index);
ACP_API acp_kind acp_starter_kind(const acp_starter *starter, size_t index);
ACP_API size_t acp_starter_parameter_count(const acp_starter *starter);
ACP_API const acp_parameter *acp_starter_parameter(const acp_starter *starter, size_t index);
/* Whether a parameter can have a value. ACP_OK, or ACP_BAD_VALUE: message says what it has to be.
 */
ACP_API acp_status acp_starter_check(const acp_starter *starter, size_t parameter,
                                     const char *value, char *message, size_t message_size);
/* Makes one of its documents. values holds one for each parameter; NULL: its fallback. What the
 * outcome holds, and what is returned, is as for acp_change_document, but that added holds all
 * findings; also ACP_BAD_VALUE: a value is missing or cannot be (message). */
ACP_API acp_status acp_starter_fill(const acp_starter *starter, size_t file,
                                    const char *const *values, const acp_change_options *options,
                                    acp_change_result *out);

/* ---- policy images ------------------------------------------------------------------------- */

typedef struct {
    unsigned platform;       /* one: ACP_WINDOWS, ACP_MACOS, ACP_LINUX, ACP_IOS or ACP_ANDROID */
    uint16_t client_version; /* 0: the newest the schema knows */
    bool strip;              /* leave out where settings were written */
    bool sign;               /* leave room for a signature */
} acp_compile_options;

/* Compiles the documents of a set, one endpoint's, to a policy image: VPN profiles in the order
 * added, and of each other kind one at most. Whether they are right is not asked: check the set
 * before. The image is complete but for digest and signature, which tunnel_policy_seal of libtunnel
 * fills in; malloc'ed, free() it. ACP_BAD_VALUE: the message says what cannot be compiled. */
ACP_API acp_status acp_compile(const acp_set *set, const acp_compile_options *options, void **image,
                               size_t *size, char *message, size_t message_size);

/* ---- comparing --------------------------------------------------------------------------- */

typedef enum {
    ACP_DIFFERENCE_ADDED,   /* a setting, attribute or entry that was not there */
    ACP_DIFFERENCE_REMOVED, /* one that is not there any more */
    ACP_DIFFERENCE_VALUE,   /* another value */
    ACP_DIFFERENCE_RENAMED, /* an entry goes by another name */
    ACP_DIFFERENCE_MOVED,   /* it stands elsewhere among its siblings */
} acp_difference_type;
/* "added", "removed", "changed", "renamed", "moved". */
ACP_API const char *acp_difference_name(acp_difference_type type);

typedef enum { ACP_EFFECT_NONE, ACP_EFFECT_WEAKENS, ACP_EFFECT_STRENGTHENS } acp_effect;
/* "neutral", "weakens", "strengthens". */
ACP_API const char *acp_effect_name(acp_effect effect);

/* One difference. Texts belong to the acp_diff. */
typedef struct {
    acp_difference_type type;
    acp_setting_id setting;  /* ACP_NO_SETTING: not in the schema */
    const char *label;       /* of the vendor's editor, or the name as written */
    const char *entry;       /* name of the entry it belongs to or is, "": none */
    const char *path;        /* in the new document; removed: in the old one */
    const char *old_path;    /* in the old one, "" if added */
    const char *old_value;   /* NULL: not written; renamed: the name, moved: NULL */
    const char *new_value;   /* likewise */
    const char *old_default; /* not written: what the client takes it to be, NULL: nothing */
    const char *new_default;
    acp_position old_at, new_at;   /* line 0: not there */
    unsigned old_place, new_place; /* moved: among its siblings, from 1 */
    bool is_entry;                 /* a whole entry; what is in it follows as parts */
    bool is_part;                  /* in the added or removed entry before it */
    acp_effect effect;
    const char *reason; /* why that effect, a whole sentence; "" for none */
} acp_difference;

typedef struct {
    bool defaults;           /* a setting that is absent is one with the client's default */
    bool security;           /* only changes that weaken or strengthen */
    uint16_t client_version; /* whose defaults; 0: the newest the schema knows */
} acp_diff_options;

/* What is different between two documents, by what they mean: comments, layout and the order of
 * what has none are no differences; entries of lists are found again by their key or their content
 * where they were moved or renamed. Both documents must live as long. */
typedef struct acp_diff acp_diff;
/* ACP_OK; ACP_BAD_VALUE: the documents are of kinds that cannot be compared; ACP_NO_MEMORY. */
ACP_API acp_status acp_diff_new(const acp_document *a, const acp_document *b,
                                const acp_diff_options *options, acp_diff **out);
ACP_API void acp_diff_free(acp_diff *diff);
/* Changes, in document order; those in a removed place come before the others there. */
ACP_API size_t acp_diff_count(const acp_diff *diff);
ACP_API const acp_difference *acp_diff_get(const acp_diff *diff, size_t index);

typedef enum { ACP_DIFF_TEXT, ACP_DIFF_JSON, ACP_DIFF_HTML } acp_diff_format;
/* Writes the changes: for people, as a JSON array (docs/formats.md), or as one HTML page. width: of
 * the terminal, 0: do not wrap. ACP_NO_MEMORY, or ACP_IO: the stream failed. */
ACP_API acp_status acp_diff_write(const acp_diff *diff, acp_diff_format format, bool color,
                                  unsigned width, FILE *stream);

/* The JSON Patch (RFC 6902) that makes the JSON form of b, comments apart, from that of a. It holds
 * all that is different in the forms, also how a value is spelled. Text is malloc'ed, free() it;
 * *count is the number of operations. ACP_BAD_VALUE: a document has no JSON form; findings say
 * where. */
ACP_API acp_status acp_diff_patch(const acp_document *a, const acp_document *b,
                                  acp_findings *findings, char **text, size_t *length,
                                  size_t *count);

/* ---- merging ----------------------------------------------------------------------------- */

typedef struct {
    const char *ours, *theirs; /* what stands behind the markers; NULL: "OURS", "THEIRS" */
    unsigned marker_size;      /* characters of a marker; 0: 7, as git has it */
} acp_merge_options;

typedef struct {
    char *text; /* the merged file in the format and encoding of ours, malloc'ed; NULL: there are
                   conflicts, and one of the sides has no form in the format of ours */
    size_t length;
    size_t conflicts;
    char *messages; /* a line for each conflict, malloc'ed */
} acp_merge_result;

/* Does to ours what was done to base to make theirs. Elements are found as in acp_diff_new, so that
 * changes of different settings and entries, and entries that moved, do not get into each other's
 * way. What ours does not change it keeps byte by byte; comments of theirs that neither base nor
 * ours has come with the element they stand before. What both changed differently stands in the
 * text twice, between markers as git writes them. ACP_OK; ACP_BAD_VALUE: the documents are of
 * different kinds, or are of a form that is not merged (messages says why); ACP_NO_MEMORY. The
 * result is to be freed in any case. */
ACP_API acp_status acp_merge(const acp_document *base, const acp_document *ours,
                             const acp_document *theirs, const acp_merge_options *options,
                             acp_merge_result *out);
ACP_API void acp_merge_free(acp_merge_result *result);

/* ---- writing ----------------------------------------------------------------------------- */

/* Writes the document in canonical layout. Returned text is malloc'ed, NUL-terminated, free() it.
 * ACP_BAD_VALUE: the document cannot be expressed in that format without loss (processing
 * instructions, several text runs, YAML # comments, ...): findings say where. */
ACP_API acp_status acp_document_write(const acp_document *document, acp_format format,
                                      acp_findings *findings, char **text, size_t *length);
/* One node and what is below it as canonical XML (for `get`). */
ACP_API acp_status acp_node_write(const acp_document *document, const acp_node *node, char **text,
                                  size_t *length);

/* ---- reports ----------------------------------------------------------------------------- */

typedef enum {
    ACP_REPORT_TEXT,
    ACP_REPORT_JSON,
    ACP_REPORT_SARIF,
    ACP_REPORT_JUNIT,
    ACP_REPORT_GITHUB,
    ACP_REPORT_CHECKSTYLE,
    ACP_REPORT_COUNT,
} acp_report_format;

typedef struct {
    bool color;
    unsigned width;           /* columns to wrap prose at, 0: do not wrap */
    const char *const *files; /* acp_report: every file checked, in order, NULL-terminated */
    acp_severity fail_on;     /* JUnit: findings below it are no failures */
} acp_report_options;

ACP_API const char *acp_report_name(acp_report_format format); /* NULL: out of range */
/* -1: no such format. */
ACP_API int acp_report_by_name(const char *name);
/* Writes all findings to stream. ACP_IO if the stream failed. */
ACP_API acp_status acp_report(acp_report_format format, const acp_findings *findings,
                              const acp_report_options *options, FILE *stream);

/* The same file by file, so that the findings of one can be freed before the next is read. */
typedef struct acp_report_writer acp_report_writer;
/* options->files is not used; the options are copied. NULL: no memory. */
ACP_API acp_report_writer *acp_report_begin(acp_report_format format,
                                            const acp_report_options *options, FILE *stream);
/* Adds one file with its findings; NULL or no findings: it is clean. The rules the findings name
 * must live until acp_report_end. ACP_OK, ACP_NO_MEMORY, or ACP_IO once the stream failed. */
ACP_API acp_status acp_report_file(acp_report_writer *writer, const char *file,
                                   const acp_findings *findings, acp_severity fail_on);
/* Adds a file that could not be read, so that a report does not pass it as clean; reason: what the
 * system says. The text, JSON and GitHub formats hold findings only and leave it out. Returns what
 * acp_report_file returns. */
ACP_API acp_status acp_report_unreadable(acp_report_writer *writer, const char *file,
                                         const char *reason);
/* Writes what ends the report, flushes and frees the writer. */
ACP_API acp_status acp_report_end(acp_report_writer *writer);

/* Writes what had to agree: a table, or with ACP_REPORT_JSON an array. Other formats have no form
 * for it and give the table. ACP_OK, ACP_NO_MEMORY, or ACP_IO: the stream failed. */
ACP_API acp_status acp_agreements_write(const acp_set *set, acp_report_format format, bool color,
                                        FILE *stream);

/* ---- baselines --------------------------------------------------------------------------- */

/* Findings known already, as a file that is kept with the profiles. A finding is known by file,
 * rule, path and value, not by line. File names are kept relative to the baseline's directory. */
typedef struct acp_baseline acp_baseline;
/* path: where it is or will be written. NULL: no memory or no such directory (errno tells). */
ACP_API acp_baseline *acp_baseline_new(const char *path);
ACP_API void acp_baseline_free(acp_baseline *baseline);
/* Reads the file. ACP_IO: errno tells. ACP_BAD_VALUE: it is no baseline. ACP_DAMAGED: it is one,
 * but of another version or incomplete. The message says why. */
ACP_API acp_status acp_baseline_load(acp_baseline *baseline, char *message, size_t message_size);
/* Not for several threads at once: the baseline remembers the last file's name. */
ACP_API bool acp_baseline_has(acp_baseline *baseline, const acp_finding *finding);
/* ACP_DAMAGED: the finding says that a document could not be read; no baseline takes that. */
ACP_API acp_status acp_baseline_add(acp_baseline *baseline, const acp_finding *finding);
/* The file's text, sorted, the same for the same findings. malloc'ed, free() it. */
ACP_API acp_status acp_baseline_text(acp_baseline *baseline, char **text, size_t *length);

/* ---- certificates ------------------------------------------------------------------------ */

/* The certificates of a file, in its order. */
typedef struct acp_certificates acp_certificates;

#define ACP_CERTIFICATES_MAX_SIZE ((size_t)1 << 20) /* bytes of a file */
#define ACP_CERTIFICATES_MAX      1000              /* certificates in it */

/* Reads certificates in PEM (any number, with other text around them), DER or PKCS#7 from the file
 * at path ("-": standard input). A private key is never looked into, PKCS#12 not opened.
 * ACP_OK: *out holds all of them; none if the file holds a private key only. ACP_DAMAGED: *out
 * holds those that can be read, its problems tell what is wrong with the rest. ACP_IO (errno
 * tells), ACP_NO_MEMORY: *out is NULL. ACP_NOT_FOUND: libprofile-certificate, which is loaded here
 * when it is needed first, or the libcrypto it needs is not there; message says why, *out is NULL.
 */
ACP_API acp_status acp_certificates_read(const char *path, acp_certificates **out, char *message,
                                         size_t message_size);
/* The same for bytes in memory; name stands for the file name. The bytes are copied. */
ACP_API acp_status acp_certificates_read_memory(const char *name, const void *bytes, size_t size,
                                                acp_certificates **out, char *message,
                                                size_t message_size);
ACP_API void acp_certificates_free(acp_certificates *certificates);
ACP_API size_t acp_certificates_count(const acp_certificates *certificates);
/* What could not be read; *line is where it starts, 0: the file as a whole. NULL past the last. */
ACP_API const char *acp_certificates_problem(const acp_certificates *certificates, size_t index,
                                             uint32_t *line);

/* One of them, as profiles name certificates. Names live as long as the list. */
typedef struct {
    const char *subject, *issuer;       /* as RFC 4514 writes names */
    char not_before[32], not_after[32]; /* "2026-01-31T12:00:00Z" */
    char pin[129];      /* SHA-512 of the public key, hexadecimal, as a Pin has it */
    char sha256[65];    /* of the certificate, as the CertificateHash of a trusted server */
    bool pin_is_global; /* of a CA or for several hosts: its pin is one for all hosts */
} acp_certificate_names;
/* False: past the last. */
ACP_API bool acp_certificates_get(const acp_certificates *certificates, size_t index,
                                  acp_certificate_names *out);

typedef enum { ACP_PINS_TEXT, ACP_PINS_JSON, ACP_PINS_XML } acp_pins_format;
/* Writes the pins (SHA-512 of the public key) of all certificates of several files: for people, as
 * JSON, or as a CertificatePinList with each pin once. ACP_IO if the stream failed. */
ACP_API acp_status acp_pins_write(acp_pins_format format, const acp_certificates *const *files,
                                  size_t count, FILE *stream);

/* ---- what the tables say, for people and other programs ---------------------------------- */

typedef enum { ACP_CATALOGUE_TEXT, ACP_CATALOGUE_JSON, ACP_CATALOGUE_MARKDOWN } acp_catalogue;
/* Writes the rules of a kind (ACP_KIND_UNKNOWN: of all), with planned also those not in force. */
ACP_API acp_status acp_catalogue_write(acp_catalogue format, acp_kind kind, bool planned,
                                       FILE *stream);
/* JSON Schema (draft 7) of a kind's JSON form. malloc'ed, free() it. ACP_NOT_FOUND: the kind has
 * no schema. */
ACP_API acp_status acp_kind_json_schema(acp_kind kind, char **text, size_t *length);

/* ---- text -------------------------------------------------------------------------------- */

/* The candidate (NULL-terminated list) most like word; NULL if none is close. */
ACP_API const char *acp_nearest(const char *word, const char *const *candidates);
/* Writes text with control characters, bytes that are not UTF-8 and characters that turn the
 * writing direction made visible (\x1B, \u202E), so that no text can steer a terminal. Line feeds
 * and tabs stay. */
ACP_API void acp_print_visible(FILE *stream, const char *text, size_t length);
/* Columns a terminal needs for one line of such text. */
ACP_API unsigned acp_visible_columns(const char *text, size_t length);
/* Writes text wrapped at white space to width columns (0: not at all), each line after the first
 * indented; the first is taken to start in column `start` (from 0). Made visible as above. */
ACP_API void acp_print_wrapped(FILE *stream, const char *text, unsigned start, unsigned indent,
                               unsigned width);

ACP_API const char *acp_library_version(void);

/* ---- links ------------------------------------------------------------------------------- */

/* An anyconnect: link taken apart, or the server value of a connection on iOS:
 * [ipsec://][METHOD[:IDENTITY]@]HOST[:PORT][/GROUP] (003:L16734-16797, 003:L17607-18129). */
typedef struct acp_link acp_link;

/* A parameter, its value decoded. Both end in NUL and hold no other. */
typedef struct {
    const char *name, *value;
    bool implied; /* not in the link: what the client takes it to be */
} acp_link_part;

/* Takes text apart. name stands for a file name in findings, which are those of the rules about
 * links; options may be NULL. ACP_OK: *out is to be freed, and there may be findings below error.
 * ACP_REFUSED: findings hold an error. ACP_BAD_VALUE: message says why it cannot be read at all.
 * ACP_NO_MEMORY. */
ACP_API acp_status acp_link_parse(const char *name, acp_slice text,
                                  const acp_check_options *options, acp_findings *findings,
                                  acp_link **out, char *message, size_t message_size);
/* Link index of a document of kind uri. ACP_NOT_FOUND: it has fewer. ACP_BAD_VALUE: a value is none
 * that a link can hold. */
ACP_API acp_status acp_link_of_document(const acp_document *document, size_t index, acp_link **out);
ACP_API void acp_link_free(acp_link *link);
/* "create", "connect", "disconnect", "import", or "server". */
ACP_API const char *acp_link_action(const acp_link *link);
/* Its parameters in order; NULL past the last. */
ACP_API const acp_link_part *acp_link_get(const acp_link *link, size_t index);

/* Names of the parameters an action has, NULL-terminated; NULL: no such action. */
ACP_API const char *const *acp_link_names(const char *action);
/* Names of the actions, NULL-terminated. */
ACP_API const char *const *acp_link_actions(void);
/* Puts a link together, in canonical form: parameters in the order of acp_link_names, those that
 * say what the client does anyway left out, everything encoded that may be. What it makes is
 * checked as acp_link_parse does, and returns the same. *text is malloc'ed. */
ACP_API acp_status acp_link_build(const char *action, const acp_link_part *parts, size_t count,
                                  const acp_check_options *options, acp_findings *findings,
                                  char **text, char *message, size_t message_size);
/* Links as a JSON array of objects with action and parameters; malloc'ed. */
ACP_API acp_status acp_links_json(const acp_link *const *links, size_t count, char **text,
                                  size_t *length);

#ifdef __cplusplus
}
#endif
#endif
