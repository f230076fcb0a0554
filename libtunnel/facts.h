/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Facts and results as tables: what a struct of the public header is in JSON. An engine's file
 * holds its two tables; reading, writing and saying what is wrong is done here for all. */
#ifndef TUNNEL_FACTS_H
#define TUNNEL_FACTS_H

#include "libtunnel/json.h"

/* What stands at a field's offset, and how it is written in JSON. Lists are a pointer and a size_t
 * behind it. */
typedef enum {
    FIELD_BOOLEAN,  /* bool */
    FIELD_MAYBE,    /* tunnel_maybe as int32_t; null: TUNNEL_UNSET */
    FIELD_INTEGER,  /* int64_t, from 0 unless low says otherwise; null: TUNNEL_NO_NUMBER */
    FIELD_SECONDS,  /* double, from 0; null: negative */
    FIELD_TEXT,     /* tunnel_text_t; null: ptr NULL */
    FIELD_CHOICE,   /* int32_t, place in choices; null: -1 */
    FIELD_TIME,     /* int64_t, seconds since 1970; RFC 3339 or a date; null: TUNNEL_NO_NUMBER */
    FIELD_TEXTS,    /* tunnel_texts */
    FIELD_CHOICES,  /* list of int32_t */
    FIELD_INTEGERS, /* list of int64_t */
    FIELD_OBJECT,   /* the struct itself, by fields; its first member is `bool given` */
    FIELD_OBJECTS,  /* list of structs */
    FIELD_MAP,      /* list of structs, by name: fields[0] is the name, fields[1] its value */
    FIELD_VALUE,    /* results: tunnel_value_t */
} tunnel_field_kind;

typedef struct tunnel_field tunnel_field;
struct tunnel_field {
    const char *name; /* NULL: the end of a table */
    uint8_t kind;     /* tunnel_field_kind */
    bool required;    /* facts */
    bool nullable;    /* MAP values and list items: null is a value */
    uint16_t offset;
    uint16_t size;              /* of a list's struct */
    const char *const *choices; /* CHOICE, CHOICES; NULL at the end */
    int64_t initial;            /* facts: value when absent, of the kind's type (SECONDS: whole) */
    int64_t low, high;          /* INTEGER: high 0: no limit */
    const tunnel_field *fields; /* OBJECT, OBJECTS, MAP */
};

/* For lists in facts and results. */
typedef struct {
    const void *items;
    size_t count;
} tunnel_list;

/* A value whose type only the setting knows (profile-merge). */
typedef enum { VALUE_NULL, VALUE_BOOLEAN, VALUE_NUMBER, VALUE_TEXT, VALUE_TEXTS } tunnel_value_kind;
typedef struct {
    uint32_t kind; /* tunnel_value_kind */
    int64_t number;
    tunnel_text_t text;
    tunnel_texts texts;
} tunnel_value_t;

/* Path of the first wrong fact, "certificates[1].store". */
enum { TUNNEL_FIELD_PATH = 160 };

/* Fills facts (already zeroed) from tokens. TUNNEL_FACTS_INVALID: path says which is wrong: the
 * first in the order of the table, unknown names last in the order of their bytes. */
tunnel_status tunnel_facts_read(const tunnel_field *fields, const tunnel_json *tokens,
                                tunnel_buffer *work, void *facts, char path[TUNNEL_FIELD_PATH]);

/* ---- writing ----------------------------------------------------------------------------- */

typedef struct {
    tunnel_buffer *text; /* used counts also what did not fit */
    bool comma;
} tunnel_writer;

void tunnel_write(tunnel_writer *writer, const char *text);        /* as it is */
void tunnel_write_text(tunnel_writer *writer, tunnel_text_t text); /* in quotes */
void tunnel_write_name(tunnel_writer *writer, const char *name);   /* with comma and colon */
void tunnel_write_number(tunnel_writer *writer, int64_t number);
/* All fields as members of an object that is open. */
void tunnel_write_fields(tunnel_writer *writer, const tunnel_field *fields, const void *result);
/* Ends the text with a NUL. TUNNEL_BUFFER_TOO_SMALL with needed. */
tunnel_status tunnel_write_end(tunnel_writer *writer);

/* ---- engines ----------------------------------------------------------------------------- */

typedef struct {
    const char *name;
    const tunnel_field *facts, *results;
    uint32_t facts_size, result_size;
    /* Facts are valid; TUNNEL_OK or TUNNEL_BUFFER_TOO_SMALL. */
    tunnel_status (*decide)(const tunnel_policy *policy, const void *facts, void *result,
                            tunnel_buffer *buffer, tunnel_explanation *why);
} tunnel_engine;

extern const tunnel_engine tunnel_engines[]; /* ends with name NULL */

#define FIELD(type, member) offsetof(type, member)

#endif
