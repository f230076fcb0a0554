/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How the parts of the IOS-XE reader work together. */
#ifndef ACP_IOSXE_READ_H
#define ACP_IOSXE_READ_H

#include "headend/iosxe.h"
#include "headend/names.h"

enum {
    ACP_IOSXE_MODE_INTERFACE = 1,
    ACP_IOSXE_MODE_ACL,
    ACP_IOSXE_MODE_TRUSTPOINT,
    ACP_IOSXE_MODE_CHAIN,
    ACP_IOSXE_MODE_SERVER,
    ACP_IOSXE_MODE_PROPOSAL,
    ACP_IOSXE_MODE_POLICY,
    ACP_IOSXE_MODE_AUTHORIZATION,
    ACP_IOSXE_MODE_PROFILE,
    ACP_IOSXE_MODE_TRANSFORM,
    ACP_IOSXE_MODE_IPSEC,
};

extern const acp_dialect acp_iosxe_dialect;

typedef enum {
    ACP_IOSXE_NAME_LOGIN,
    ACP_IOSXE_NAME_NETWORK,
    ACP_IOSXE_NAME_PROFILE_FILE,
    ACP_IOSXE_NAME_INTERFACE, /* in lower case, without blank */
    ACP_IOSXE_NAME_POOL,
    ACP_IOSXE_NAME_ACL,
    ACP_IOSXE_NAME_TRUSTPOINT,
    ACP_IOSXE_NAME_PROPOSAL,
    ACP_IOSXE_NAME_AUTHORIZATION,
    ACP_IOSXE_NAME_PROFILE,
    ACP_IOSXE_NAME_TRANSFORM,
    ACP_IOSXE_NAME_IPSEC,
    ACP_IOSXE_NAME_COUNT,
} acp_iosxe_name_kind;

struct acp_iosxe_private {
    acp_arena arena;
    acp_names names[ACP_IOSXE_NAME_COUNT];
};

/* Where the next item of each list goes. */
typedef struct {
    acp_iosxe *router;
    struct acp_iosxe_private *own;
    const acp_document *document;
    acp_arena *arena;
    const acp_iosxe_list **logins, **networks, **profiles, **users;
    const acp_iosxe_interface **interfaces;
    const acp_iosxe_pool **pools;
    const acp_iosxe_acl **acls;
    const acp_iosxe_trustpoint **trustpoints;
    const acp_iosxe_certificate **certificates;
    const acp_iosxe_pki_server **pki_servers;
    const acp_iosxe_ikev2_proposal **ikev2_proposals;
    const acp_iosxe_ikev2_policy **ikev2_policies;
    const acp_iosxe_authorization **authorizations;
    const acp_iosxe_ikev2_profile **ikev2_profiles;
    const acp_iosxe_transform_set **transform_sets;
    const acp_iosxe_ipsec_profile **ipsec_profiles;
    const acp_iosxe_nat **nats;
} acp_iosxe_reader;

/* Puts an item behind the last of a list. */
#define ACP_IOSXE_APPEND(end, item) (*(end) = (item), (end) = &(item)->next)
/* A new item in the model's memory, zeroed; NULL: memory ran out, which the arena remembers. */
#define ACP_IOSXE_NEW(reader, type) ((type *)acp_arena_alloc((reader)->arena, sizeof(type)))

static inline acp_cli acp_iosxe_word(const acp_iosxe_reader *reader, const acp_line *line,
                                     uint32_t index)
{
    return acp_line_word(reader->document, line, index);
}
/* The same of settings, which a "no" takes back. */
static inline acp_cli acp_iosxe_value(const acp_iosxe_reader *reader, const acp_line *line,
                                      uint32_t index)
{
    acp_cli value = {0};
    if (!line->no)
        value = acp_line_word(reader->document, line, index);
    return value;
}
static inline acp_cli acp_iosxe_value_rest(const acp_iosxe_reader *reader, const acp_line *line,
                                           uint32_t index)
{
    acp_cli value = {0};
    if (!line->no)
        value = acp_line_rest(reader->document, line, index);
    return value;
}
static inline acp_cli_list acp_iosxe_value_words(const acp_iosxe_reader *reader,
                                                 const acp_line *line, uint32_t index)
{
    acp_cli_list words = {0};
    if (!line->no)
        words = acp_line_list(reader->arena, reader->document, line, index, false);
    return words;
}
static inline bool acp_iosxe_has(const acp_iosxe_reader *reader, const acp_line *line,
                                 uint32_t index, const char *words)
{
    return acp_line_has(reader->document, line, index, words);
}
static inline acp_cli_list acp_iosxe_words(const acp_iosxe_reader *reader, const acp_line *line,
                                           uint32_t index)
{
    return acp_line_list(reader->arena, reader->document, line, index, false);
}
static inline void *acp_iosxe_named(const acp_iosxe_reader *reader, acp_iosxe_name_kind kind,
                                    acp_slice name)
{
    return acp_names_find(&reader->own->names[kind], name);
}
static inline void acp_iosxe_enter(acp_iosxe_reader *reader, acp_iosxe_name_kind kind,
                                   acp_slice name, const void *thing)
{
    acp_names_enter(&reader->own->names[kind], reader->arena, name, (void *)thing);
}

/* The name an interface is found by: lower case, no blank; written to key, which has room for
 * length bytes. Returns how many were written. */
size_t acp_iosxe_interface_key(acp_slice name, char *key);

/* Each takes a line of the top level with what stands below it. */
void acp_iosxe_read_interface(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_pool(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_acl(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_numbered_acl(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_nat(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_trustpoint(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_import(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_chain(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_server(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_proposal(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_policy(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_authorization(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_profile(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_transform(acp_iosxe_reader *reader, const acp_line *line);
void acp_iosxe_read_ipsec(acp_iosxe_reader *reader, const acp_line *line);

#endif
