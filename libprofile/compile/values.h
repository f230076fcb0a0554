/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The values of settings as the client takes them: written and valid, else its default. */
#ifndef ACP_COMPILE_VALUES_H
#define ACP_COMPILE_VALUES_H

#include "compile/build.h"

/* A document that is compiled. */
typedef struct {
    const acp_document *document; /* NULL: absent */
    uint32_t file;                /* of FILES */
} acp_source;

typedef struct {
    acp_slice text;
    acp_origin origin;
} acp_compiled_item;

/* What a cell will hold. */
typedef struct {
    bool here;       /* there is a value */
    uint32_t flags;  /* CELL_... */
    uint32_t number; /* boolean, place in the list of values, number */
    acp_slice text;
    const acp_compiled_item *items;
    size_t count;
    acp_origin origin;
} acp_compiled;

/* A server of TrustedHttpsServerList, or of an NVM profile. */
typedef struct {
    acp_slice text; /* "host:port"; the URL */
    acp_slice host; /* as tunnel_host has it; empty: it cannot be read */
    uint32_t port;
    bool has_hash;
    uint8_t hash[32];
    acp_origin origin;
} acp_compiled_server;

/* A DistinguishedNameDefinition. */
typedef struct {
    uint32_t attribute; /* tunnel_dn_attribute; DN_OTHER: it cannot be read */
    bool issuer, negated, anywhere, without_case;
    acp_slice name, pattern;
    acp_origin origin;
} acp_compiled_definition;

/* Values by tunnel_setting. */
typedef struct {
    acp_compiled of[TUNNEL_SETTINGS];
    const acp_compiled_server *servers;
    size_t server_count;
    const acp_compiled_definition *definitions;
    size_t definition_count;
} acp_values;

acp_origin acp_origin_of(const acp_source *source, const acp_node *node);
/* An item of a list that is its node's value. */
acp_origin acp_origin_of_part(const acp_source *source, const acp_node *node, acp_slice part);

/* The values of all settings of a place in a document, which may be absent. */
void acp_values_read(acp_builder *builder, const acp_source *source, tunnel_setting_place place,
                     acp_values *values);
/* The values written below one host entry; the rest is not here. */
void acp_values_read_entry(acp_builder *builder, const acp_source *source, const acp_node *entry,
                           acp_values *values);
/* Sets what the client forces, as if it were written. */
void acp_values_force(acp_values *values, tunnel_setting setting, const char *text);

/* Adds a view: a cell for each value that is here, the servers, and the profiles that take part. */
uint32_t acp_values_add_view(acp_builder *builder, const acp_values *values,
                             const uint32_t *members, size_t member_count);
/* Adds the cells only; returns the first. */
uint32_t acp_values_add(acp_builder *builder, const acp_values *values);

/* True of a boolean that is on. */
static inline bool acp_values_on(const acp_values *values, tunnel_setting setting)
{
    return values->of[setting].here && values->of[setting].number;
}

/* lower_trust.c: the servers of a VPN profile; those of an NVM profile. */
void acp_values_read_servers(acp_builder *builder, const acp_source *source, acp_values *values);
void acp_values_read_nvm_servers(acp_builder *builder, const acp_source *source,
                                 acp_values *values);

/* lower_match.c: the DistinguishedNameDefinitions of a profile; and what a view's record says of
 * CertificateMatch. */
void acp_values_read_definitions(acp_builder *builder, const acp_source *source,
                                 acp_values *values);
void acp_match_add(acp_builder *builder, const acp_values *values, tunnel_view_record *view);

/* merge.c: several profiles with entries of one gateway, as the client merges them. */
void acp_values_merge(acp_builder *builder, const acp_values *const *members, size_t count,
                      acp_values *merged);

#endif
