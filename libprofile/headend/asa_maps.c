/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: crypto maps and TLS. */
#include "headend/asa_read.h"

/* ---- crypto maps ----------------------------------------------------------------------------- */

/* Maps of one name. */
typedef struct {
    acp_names entries; /* by sequence number */
    acp_cli interface;
} map_family;

static map_family *family_of(acp_asa_reader *reader, acp_slice name, bool dynamic)
{
    acp_asa_name_kind kind = dynamic ? ACP_ASA_NAME_DYNAMIC_MAP : ACP_ASA_NAME_CRYPTO_MAP;
    map_family *family = acp_asa_named(reader, kind, name);
    if (family)
        return family;
    family = ACP_ASA_NEW(reader, map_family);
    if (family)
        acp_asa_enter(reader, kind, name, family);
    return family;
}

static acp_asa_crypto_map *entry_of(acp_asa_reader *reader, const acp_line *line,
                                    map_family *family, bool dynamic)
{
    acp_cli sequence = acp_asa_word(reader, line, 3);
    acp_asa_crypto_map *entry = acp_names_find(&family->entries, sequence.text);
    if (entry)
        return entry;
    entry = ACP_ASA_NEW(reader, acp_asa_crypto_map);
    if (!entry)
        return NULL;
    entry->line = line;
    entry->dynamic_map = dynamic;
    entry->name = acp_asa_word(reader, line, 2);
    entry->sequence = sequence;
    acp_names_enter(&family->entries, reader->arena, sequence.text, entry);
    ACP_ASA_APPEND(reader->crypto_maps, entry);
    return entry;
}

static void take_map_line(acp_asa_reader *reader, const acp_line *line, acp_asa_crypto_map *entry)
{
    if (acp_asa_has(reader, line, 4, "ipsec-isakmp dynamic *"))
        entry->dynamic = acp_asa_word(reader, line, 6);
    else if (acp_asa_has(reader, line, 4, "set ikev2 ipsec-proposal"))
        entry->ikev2_proposals = acp_asa_words(reader, line, 7);
    else if (acp_asa_has(reader, line, 4, "set security-association lifetime seconds"))
        entry->lifetime_seconds = acp_asa_word(reader, line, 8);
    else if (acp_asa_has(reader, line, 4, "set nat-t-disable"))
        entry->nat_t_disable = acp_asa_word(reader, line, 5);
    else if (acp_asa_has(reader, line, 4, "set peer"))
        entry->peer = acp_asa_word(reader, line, 6);
    for (uint32_t at = 5; at < line->count; at++)
        if (acp_asa_has(reader, line, at, "esn"))
            entry->esn = acp_asa_word(reader, line, at);
}

/* crypto map NAME SEQ ...; crypto map NAME interface IF; crypto dynamic-map NAME SEQ ... */
void acp_asa_read_crypto_map(acp_asa_reader *reader, const acp_line *line)
{
    bool dynamic = acp_asa_has(reader, line, 1, "dynamic-map");
    map_family *family = family_of(reader, acp_asa_word(reader, line, 2).text, dynamic);
    if (!family)
        return;
    if (acp_asa_has(reader, line, 3, "interface *")) {
        family->interface = acp_asa_word(reader, line, 4);
        return;
    }
    acp_asa_crypto_map *entry = entry_of(reader, line, family, dynamic);
    if (entry)
        take_map_line(reader, line, entry);
}

void acp_asa_bind_crypto_maps(acp_asa_reader *reader)
{
    const acp_asa_crypto_map *entry = reader->asa->crypto_maps;
    for (; entry; entry = entry->next)
        if (!entry->dynamic_map)
            ((acp_asa_crypto_map *)entry)->interface =
                family_of(reader, entry->name.text, false)->interface;
}

/* ---- TLS ------------------------------------------------------------------------------------- */

static void take_trustpoint(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_ssl_trustpoint *bound =
        line->no || line->count < 3 ? NULL : ACP_ASA_NEW(reader, acp_asa_ssl_trustpoint);
    if (!bound)
        return;
    bound->line = line;
    bound->name = acp_asa_word(reader, line, 2);
    if (acp_asa_has(reader, line, 3, "domain"))
        bound->domain = acp_asa_word(reader, line, 4);
    else
        bound->interface = acp_asa_word(reader, line, 3);
    for (uint32_t at = 4; at < line->count; at++)
        bound->vpnlb_ip |= acp_asa_has(reader, line, at, "vpnlb-ip");
    ACP_ASA_APPEND(reader->ssl_trustpoints, bound);
}

/* Suites between colons, as values of their own. */
static acp_cli_list split_suites(acp_asa_reader *reader, acp_cli word)
{
    size_t count = 1, done = 0;
    for (size_t i = 0; i < word.text.len; i++)
        count += word.text.ptr[i] == ':';
    acp_cli *items = word.line ? acp_arena_alloc(reader->arena, count * sizeof *items) : NULL;
    if (!items)
        return (acp_cli_list){0};
    for (size_t start = 0, i = 0; i <= word.text.len; i++) {
        if (i < word.text.len && word.text.ptr[i] != ':')
            continue;
        if (i > start)
            items[done++] =
                (acp_cli){{word.text.ptr + start, i - start},
                          {word.span.start + (uint32_t)start, word.span.start + (uint32_t)i},
                          word.line};
        start = i + 1;
    }
    return (acp_cli_list){items, done};
}

/* ssl cipher VERSION LEVEL ["SUITES"] */
static void take_cipher(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_ssl_cipher *cipher =
        line->no || line->count < 4 ? NULL : ACP_ASA_NEW(reader, acp_asa_ssl_cipher);
    if (!cipher)
        return;
    cipher->line = line;
    cipher->version = acp_asa_word(reader, line, 2);
    cipher->level = acp_asa_word(reader, line, 3);
    cipher->suites = split_suites(reader, acp_asa_word(reader, line, 4));
    ACP_ASA_APPEND(reader->ssl_ciphers, cipher);
}

void acp_asa_read_ssl(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_ssl *ssl = &reader->asa->ssl;
    acp_cli value = acp_asa_setting(reader, line, 2);
    if (acp_asa_has(reader, line, 1, "trust-point"))
        take_trustpoint(reader, line);
    else if (acp_asa_has(reader, line, 1, "cipher"))
        take_cipher(reader, line);
    else if (acp_asa_has(reader, line, 1, "encryption"))
        ssl->encryption = acp_asa_setting_words(reader, line, 2);
    else if (acp_asa_has(reader, line, 1, "server-version"))
        ssl->server_version = value;
    else if (acp_asa_has(reader, line, 1, "client-version"))
        ssl->client_version = value;
    else if (acp_asa_has(reader, line, 1, "dh-group"))
        ssl->dh_group = value;
}

const acp_asa_ssl_trustpoint *acp_asa_ssl_on(const acp_asa *asa, acp_slice nameif)
{
    const acp_asa_ssl_trustpoint *own = NULL, *other = NULL;
    for (const acp_asa_ssl_trustpoint *t = asa->ssl.trustpoints; t; t = t->next) {
        if (t->domain.line || t->vpnlb_ip)
            continue;
        if (!t->interface.line)
            other = t;
        else if (acp_slice_equal(t->interface.text, nameif))
            own = t;
    }
    return own ? own : other;
}
