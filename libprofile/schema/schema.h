/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The generated tables (build/gen/schema_tables.c, kinds.c) and lookups over them. */
#ifndef ACP_SCHEMA_H
#define ACP_SCHEMA_H

#include "profile.h"

/* One document schema: a run of settings, the first is the root. */
typedef struct {
    const char *name; /* "AnyConnectProfile" */
    acp_setting_id first, count;
    const char *ns;           /* target namespace, NULL: none */
    const unsigned char *xsd; /* the XSD's text, NULL: a JSON Schema describes it */
    const unsigned char *xsd_end;
    const acp_pane *panes;
    size_t pane_count;
} acp_schema;

extern const acp_setting acp_settings[];
extern const unsigned acp_setting_total;
extern const acp_schema acp_schemas[];
extern const unsigned acp_schema_total;
extern const acp_kind_row acp_kinds[ACP_KIND_COUNT];

/* Index of the schema a setting belongs to. */
unsigned acp_setting_schema(acp_setting_id id);
/* True if a setting's name alone tells what it is for: DARTCount does; Name, Type, Port, URL, which
 * any document may have, do not. */
bool acp_name_is_telling(acp_slice name);
/* True if ancestor is id or one of its ancestors. */
bool acp_setting_within(acp_setting_id id, acp_setting_id ancestor);
/* The client version rules are checked for when none is named: the newest since in the schema. */
uint16_t acp_newest_version(void);

/* Value types of the field, for valid(TYPE, value) and the check functions. */
typedef bool acp_type_test(const char *text, size_t length);
typedef struct {
    const char *name; /* "ipv4", "host", "oid", ... */
    acp_type_test *test;
    const char *help; /* what is wanted, for messages */
} acp_value_type;
extern const acp_value_type acp_value_types[]; /* ends with name NULL */
const acp_value_type *acp_value_type_find(const char *name, size_t length); /* NULL: none */

/* Parts of [https://]host[:port][/path]. */
typedef struct {
    acp_slice scheme, host, port, path; /* host without brackets; path without the leading slash */
    bool bracketed;
} acp_address;
/* False if the text is not of that form. Checks characters, labels and port range. */
bool acp_address_parse(acp_slice text, acp_address *out);

/* Names that resemble a wrong one. */
/* Edit distance ignoring case, at most limit + 1. */
unsigned acp_distance(acp_slice a, acp_slice b, unsigned limit);

#endif
