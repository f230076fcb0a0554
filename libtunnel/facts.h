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
    FIELD_MAYBE,    /* tunnel_maybe; null: TUNNEL_UNSET */
    FIELD_INTEGER,  /* int64_t, from 0 unless low says otherwise; null: TUNNEL_NO_NUMBER */
    FIELD_SECONDS,  /* double, from 0; null: negative */
    FIELD_PROTOCOL, /* facts: int64_t, from 0, or an IP protocol's name; null: TUNNEL_NO_NUMBER */
    FIELD_TEXT,     /* tunnel_text_t; null: ptr NULL */
    FIELD_CHOICE,   /* an enum: place in choices; null: TUNNEL_NO_CODE */
    FIELD_TIME,     /* int64_t, seconds since 1970; RFC 3339 or a date; null: TUNNEL_NO_NUMBER */
    FIELD_TEXTS,    /* tunnel_texts; in results with null: ptr NULL */
    FIELD_CHOICES,  /* list of enums */
    FIELD_INTEGERS, /* list of int64_t */
    FIELD_OBJECT,   /* the struct itself, by fields; its first member is `bool given` */
    FIELD_OBJECTS,  /* list of structs */
    FIELD_MAP,   /* list of structs, by name: fields[0] is the name, a text and the struct's first
                    member, fields[1] its value; facts come in the order of names */
    FIELD_VALUE, /* results: tunnel_value */
    FIELD_TEXT_LISTS, /* results: list of tunnel_texts */
} tunnel_field_kind;

typedef struct tunnel_field tunnel_field;
struct tunnel_field {
    const char *name; /* NULL: the end of a table */
    uint8_t kind;     /* tunnel_field_kind */
    bool required;    /* facts */
    bool unique; /* facts: of a struct's first field, a required TEXT: no two of the list's structs
                    have the same */
    bool nullable; /* facts: of what is required, and of a MAP's value: null is a value, the
                      initial one */
    uint16_t offset;
    uint16_t size;              /* of a list's struct */
    const char *const *choices; /* CHOICE, CHOICES; NULL at the end */
    int64_t initial;            /* facts: value when absent, of the kind's type (SECONDS: whole) */
    int64_t low, high;          /* INTEGER: high 0: no limit */
    const tunnel_field *fields; /* OBJECT, OBJECTS, MAP */
    bool (*allows)(tunnel_text_t text); /* facts: of TEXT and TEXTS: a text that may be there */
    /* Facts: of TEXTS: whether an item goes with the fields before it in its object. */
    bool (*suits)(const void *object, tunnel_text_t item);
    /* Facts: whether the field goes with those before it in its object; called when it was read, or
     * is absent. */
    bool (*fits)(const void *object, bool given);
};

/* A row of a table: the member of a struct that has its name. More by designated initializers. */
#define FIELD(struct_type, field_kind, member, ...)                                                \
    FIELD_NAMED(struct_type, field_kind, member, #member, __VA_ARGS__)
/* The same for a name that is a word of C or C++, and so no member's. */
#define FIELD_NAMED(struct_type, field_kind, member, text, ...)                                    \
    {                                                                                              \
        .name = text, .kind = FIELD_##field_kind, .offset = offsetof(struct_type, member),         \
        __VA_ARGS__                                                                                \
    }
#define FIELD_END                                                                                  \
    {                                                                                              \
        .name = NULL                                                                               \
    }
/* The texts of a list of codes, see tunnel.h. */
#define TUNNEL_CODE_TEXT(constant, text) text,
#define TUNNEL_CODE_TEXTS(list)                                                                    \
    {                                                                                              \
        list(TUNNEL_CODE_TEXT) NULL                                                                \
    }

/* For lists in facts and results. */
typedef struct {
    const void *items;
    size_t count;
} tunnel_list;

/* Path of the first wrong fact, "certificates[1].store". */
enum { TUNNEL_FIELD_PATH = 160 };

/* Fills facts (already zeroed) from tokens. TUNNEL_FACTS_INVALID: path says which is wrong: the
 * first in the order of the table, unknown names last in the order of their bytes. */
tunnel_status tunnel_facts_read(const tunnel_field *fields, const tunnel_json *tokens,
                                tunnel_buffer *work, void *facts, char path[TUNNEL_FIELD_PATH]);

/* Facts many engines share: user or management tunnel, and the user's preferences. */
extern const char *const tunnel_kind_texts[];
extern const char *const tunnel_network_texts[];
extern const char *const tunnel_vpn_state_texts[];
extern const char *const tunnel_permit_texts[];
extern const char *const tunnel_nvm_class_texts[];
extern const tunnel_field tunnel_preference_fields[];
#define FACT_TUNNEL(struct_type)                                                                   \
    FIELD(struct_type, CHOICE, tunnel, .choices = tunnel_kind_texts, .initial = TUNNEL_USER)
#define FACT_PREFERENCES(struct_type)                                                              \
    FIELD(struct_type, MAP, preferences, .fields = tunnel_preference_fields,                       \
          .size = sizeof(tunnel_preference))

/* ---- writing ----------------------------------------------------------------------------- */

typedef struct {
    tunnel_buffer *text; /* used counts also what did not fit */
    bool comma;
} tunnel_writer;

void tunnel_write(tunnel_writer *writer, const char *text);        /* as it is */
void tunnel_write_text(tunnel_writer *writer, tunnel_text_t text); /* in quotes */
void tunnel_write_name(tunnel_writer *writer, const char *name);   /* with comma and colon */
void tunnel_write_number(tunnel_writer *writer, int64_t number);
void tunnel_write_value(tunnel_writer *writer, const tunnel_value *value);
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

/* All, by name; NULL at the end. Made by the Makefile of the files in libtunnel/engines. */
extern const tunnel_engine *const tunnel_engines[];

/* The end of an engine's file: what tunnel_engines names, for engine NAME with the tables facts and
 * results, the structs tunnel_NAME_facts and tunnel_NAME_result, and the function
 * tunnel_decide_NAME. */
#define TUNNEL_ENGINE(c_name, text_name)                                                           \
    static tunnel_status call(const tunnel_policy *policy, const void *given, void *made,          \
                              tunnel_buffer *buffer, tunnel_explanation *why)                      \
    {                                                                                              \
        return tunnel_decide_##c_name(policy, given, made, buffer, why);                           \
    }                                                                                              \
    extern const tunnel_engine tunnel_engine_##c_name;                                             \
    const tunnel_engine tunnel_engine_##c_name = {text_name,                                       \
                                                  facts,                                           \
                                                  results,                                         \
                                                  sizeof(tunnel_##c_name##_facts),                 \
                                                  sizeof(tunnel_##c_name##_result),                \
                                                  call}

#endif
