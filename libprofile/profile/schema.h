/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The schema table: every setting, and the panes it stands on; what is made of it. Part of
 * profile.h. */
#ifndef ACP_PROFILE_SCHEMA_H
#define ACP_PROFILE_SCHEMA_H

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

#endif
