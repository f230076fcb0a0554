/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How the parts of the ASA reader work together: each takes the lines it knows. */
#ifndef ACP_ASA_READ_H
#define ACP_ASA_READ_H

#include "headend/asa.h"
#include "headend/names.h"

enum {
    ACP_ASA_MODE_INTERFACE = 1,
    ACP_ASA_MODE_OBJECT,
    ACP_ASA_MODE_OBJECT_GROUP,
    ACP_ASA_MODE_WEBVPN,
    ACP_ASA_MODE_HSTS,
    ACP_ASA_MODE_CACHE,
    ACP_ASA_MODE_SAML,
    ACP_ASA_MODE_POLICY,
    ACP_ASA_MODE_POLICY_WEBVPN,
    ACP_ASA_MODE_TUNNEL_GENERAL,
    ACP_ASA_MODE_TUNNEL_WEBVPN,
    ACP_ASA_MODE_TUNNEL_IPSEC,
    ACP_ASA_MODE_LOAD_BALANCING,
    ACP_ASA_MODE_AAA_HOST,
    ACP_ASA_MODE_USER,
    ACP_ASA_MODE_TRUSTPOINT,
    ACP_ASA_MODE_CHAIN,
    ACP_ASA_MODE_IKEV2_POLICY,
    ACP_ASA_MODE_PROPOSAL,
    ACP_ASA_MODE_DNS,
};

extern const acp_dialect acp_asa_dialect;

typedef enum {
    ACP_ASA_NAME_POOL,
    ACP_ASA_NAME_IPV6_POOL,
    ACP_ASA_NAME_ACL,
    ACP_ASA_NAME_OBJECT,
    ACP_ASA_NAME_OBJECT_GROUP,
    ACP_ASA_NAME_POLICY,
    ACP_ASA_NAME_TUNNEL,
    ACP_ASA_NAME_PROFILE,
    ACP_ASA_NAME_CUSTOM_ATTR,
    ACP_ASA_NAME_CUSTOM_DATA, /* by type: an acp_names by name */
    ACP_ASA_NAME_SAML_IDP,
    ACP_ASA_NAME_AAA_SERVER,
    ACP_ASA_NAME_TRUSTPOINT,
    ACP_ASA_NAME_PROPOSAL,
    ACP_ASA_NAME_INTERFACE, /* by nameif */
    ACP_ASA_NAME_USER,
    ACP_ASA_NAME_CRYPTO_MAP,  /* by name: an acp_names by sequence number */
    ACP_ASA_NAME_DYNAMIC_MAP, /* the same for crypto dynamic-map */
    ACP_ASA_NAME_ADDRESS,     /* name 10.0.0.1 mailhost */
    /* What DfltGrpPolicy gives to every other policy, by type. */
    ACP_ASA_NAME_DEFAULT_CUSTOM,
    ACP_ASA_NAME_DEFAULT_PROFILE,
    /* By keys of asa_hosts.c. */
    ACP_ASA_NAME_URL,    /* enabled group-url: a tunnel group */
    ACP_ASA_NAME_ALIAS,  /* enabled group-alias: a tunnel group */
    ACP_ASA_NAME_HOST,   /* acp_asa_serves_host */
    ACP_ASA_NAME_DEVICE, /* acp_asa_is_device */
    ACP_ASA_NAME_COUNT,
} acp_asa_name_kind;

struct acp_asa_private {
    acp_arena arena;
    acp_names names[ACP_ASA_NAME_COUNT];
    size_t group_count; /* object groups */
};

/* An object group, and what its expansion needs. */
typedef struct {
    acp_asa_object_group group; /* first: finding the group finds this */
    const acp_asa_member **members;
    size_t index;
    size_t sizes[2];   /* networks of IPv4 and IPv6 in it, groups in it included */
    bool open, closed; /* being counted, counted */
} acp_asa_group_builder;

/* Where the next item of each list goes. */
typedef struct {
    acp_asa *asa;
    struct acp_asa_private *own;
    const acp_document *document;
    acp_arena *arena;
    const acp_asa_interface **interfaces;
    const acp_asa_item **ntp_servers, **dap_records, **ikev2_trustpoints;
    const acp_asa_pool **pools, **ipv6_pools;
    const acp_asa_acl **acls;
    const acp_asa_object **objects;
    const acp_asa_object_group **object_groups;
    const acp_asa_nat **nats;
    const acp_asa_webvpn_enable **enables;
    const acp_asa_image **images;
    const acp_asa_profile **profiles;
    const acp_asa_custom_attr **custom_attrs;
    const acp_asa_saml_idp **saml_idps;
    const acp_asa_custom_data **custom_data;
    const acp_asa_policy **policies;
    const acp_asa_tunnel **tunnels;
    const acp_asa_map_rule **map_rules;
    const acp_asa_aaa_server **aaa_servers;
    const acp_asa_user **users;
    const acp_asa_trustpoint **trustpoints;
    const acp_asa_certificate **certificates;
    const acp_asa_ikev2_policy **ikev2_policies;
    const acp_asa_ikev2_enable **ikev2_enables;
    const acp_asa_ipsec_proposal **ipsec_proposals;
    const acp_asa_crypto_map **crypto_maps;
    const acp_asa_ssl_trustpoint **ssl_trustpoints;
    const acp_asa_ssl_cipher **ssl_ciphers;
} acp_asa_reader;

/* Puts an item behind the last of a list. */
#define ACP_ASA_APPEND(end, item) (*(end) = (item), (end) = &(item)->next)

/* A new item in the model's memory, zeroed; NULL: memory ran out, which the arena remembers, so
 * that a reader need only leave the line out. */
#define ACP_ASA_NEW(reader, type) ((type *)acp_arena_alloc((reader)->arena, sizeof(type)))

static inline acp_cli acp_asa_word(const acp_asa_reader *reader, const acp_line *line,
                                   uint32_t index)
{
    return acp_line_word(reader->document, line, index);
}
/* The same of settings, which a "no" takes back. */
static inline acp_cli acp_asa_setting(const acp_asa_reader *reader, const acp_line *line,
                                      uint32_t index)
{
    acp_cli value = {0};
    if (!line->no)
        value = acp_line_word(reader->document, line, index);
    return value;
}
static inline acp_cli acp_asa_setting_rest(const acp_asa_reader *reader, const acp_line *line,
                                           uint32_t index)
{
    acp_cli value = {0};
    if (!line->no)
        value = acp_line_rest(reader->document, line, index);
    return value;
}
static inline acp_cli_list acp_asa_setting_words(const acp_asa_reader *reader, const acp_line *line,
                                                 uint32_t index)
{
    acp_cli_list words = {0};
    if (!line->no)
        words = acp_line_list(reader->arena, reader->document, line, index, false);
    return words;
}
static inline bool acp_asa_has(const acp_asa_reader *reader, const acp_line *line, uint32_t index,
                               const char *words)
{
    return acp_line_has(reader->document, line, index, words);
}
static inline acp_cli_list acp_asa_words(const acp_asa_reader *reader, const acp_line *line,
                                         uint32_t index)
{
    return acp_line_list(reader->arena, reader->document, line, index, false);
}
static inline void acp_asa_enter(acp_asa_reader *reader, acp_asa_name_kind kind, acp_slice name,
                                 const void *thing)
{
    acp_names_enter(&reader->own->names[kind], reader->arena, name, (void *)thing);
}
static inline void *acp_asa_named(const acp_asa_reader *reader, acp_asa_name_kind kind,
                                  acp_slice name)
{
    return acp_names_find(&reader->own->names[kind], name);
}

/* Each takes a line of the top level with what stands below it. */
void acp_asa_read_pool(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_ipv6_pool(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_access_list(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_object(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_object_group(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_nat(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_webvpn(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_custom_data(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_policy(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_tunnel(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_map_rule(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_aaa_server(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_user(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_crypto(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_crypto_map(acp_asa_reader *reader, const acp_line *line);
void acp_asa_read_ssl(acp_asa_reader *reader, const acp_line *line);

/* Reads addresses as access lists and objects write them, from the word *at on. */
acp_asa_address acp_asa_read_address(acp_asa_reader *reader, const acp_line *line, uint32_t *at);
/* NAT below object network; object: its name. */
void acp_asa_read_object_nat(acp_asa_reader *reader, const acp_line *line, acp_cli object);
/* To be called when all lines are read. */
void acp_asa_join_custom_data(acp_asa_reader *reader);
void acp_asa_count_groups(acp_asa_reader *reader);
void acp_asa_bind_crypto_maps(acp_asa_reader *reader);
void acp_asa_index_hosts(acp_asa_reader *reader);

/* ---- settings of group policies and tunnel groups -------------------------------------------- */

/* How the value of a setting is written. */
typedef enum {
    ACP_ASA_FORM_PLAIN,   /* COMMAND WORD... | COMMAND none */
    ACP_ASA_FORM_VALUE,   /* COMMAND value WORD... | COMMAND none */
    ACP_ASA_FORM_COMMAS,  /* the same, each word split at commas */
    ACP_ASA_FORM_SELF,    /* the last word of COMMAND is the value, unless one follows */
    ACP_ASA_FORM_LOCATED, /* COMMAND [(INTERFACE)] WORD...; several lines add up */
} acp_asa_form;

typedef struct {
    unsigned setting;    /* acp_asa_policy_setting or acp_asa_tunnel_setting */
    const char *command; /* pattern of its words */
    acp_asa_form form;
} acp_asa_command;

/* Takes a line into the settings of a group policy or tunnel group; false: no row of commands
 * (which ends with command NULL) fits it. */
bool acp_asa_take_setting(acp_asa_reader *reader, const acp_line *line,
                          const acp_asa_command *commands, const acp_asa_own **own);
/* The value in own, else NOT_SET. */
acp_asa_value acp_asa_own_value(const acp_asa_own *own, unsigned setting);
/* A built-in default; NOT_SET for an empty list. */
acp_asa_value acp_asa_built_in(acp_cli_list words);
#define ACP_ASA_BUILT_IN(text)                                                                     \
    {                                                                                              \
        ACP_SLICE(text), {0, 0}, NULL                                                              \
    }

#endif
