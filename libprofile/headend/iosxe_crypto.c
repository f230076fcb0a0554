/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IOS-XE: certificates, IKEv2 and IPsec. */
#include "headend/iosxe_read.h"
#include "headend/shared.h"

/* ---- certificates ---------------------------------------------------------------------------- */

static acp_iosxe_trustpoint *trustpoint_of(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_cli name = acp_iosxe_word(reader, line, 3);
    acp_iosxe_trustpoint *trustpoint =
        acp_iosxe_named(reader, ACP_IOSXE_NAME_TRUSTPOINT, name.text);
    if (trustpoint || !name.line || line->no)
        return trustpoint;
    trustpoint = ACP_IOSXE_NEW(reader, acp_iosxe_trustpoint);
    if (!trustpoint)
        return NULL;
    trustpoint->line = line;
    trustpoint->name = name;
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_TRUSTPOINT, name.text, trustpoint);
    ACP_IOSXE_APPEND(reader->trustpoints, trustpoint);
    return trustpoint;
}

void acp_iosxe_read_trustpoint(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_trustpoint *trustpoint = trustpoint_of(reader, line);
    for (const acp_line *at = trustpoint ? line->first : NULL; at; at = at->next) {
        if (acp_iosxe_has(reader, at, 0, "enrollment *")) {
            trustpoint->enrollment = acp_iosxe_value(reader, at, 1);
        } else if (acp_iosxe_has(reader, at, 0, "fqdn *")) {
            trustpoint->fqdn = acp_iosxe_value(reader, at, 1);
        } else if (acp_iosxe_has(reader, at, 0, "ip-address *")) {
            trustpoint->address = acp_iosxe_value(reader, at, 1);
        } else if (acp_iosxe_has(reader, at, 0, "subject-name *")) {
            trustpoint->subject_name = acp_iosxe_value_rest(reader, at, 1);
            trustpoint->cn = acp_cn_of(trustpoint->subject_name);
        }
    }
}

/* crypto pki import NAME pkcs12 FILE password P, which people enter; it is not kept as a line */
void acp_iosxe_read_import(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_trustpoint *trustpoint = trustpoint_of(reader, line);
    if (trustpoint)
        trustpoint->imported = acp_iosxe_value(reader, line, 4);
}

/* crypto pki certificate chain NAME */
void acp_iosxe_read_chain(acp_iosxe_reader *reader, const acp_line *line)
{
    for (const acp_line *at = line->first; at; at = at->next) {
        if (at->no || !acp_iosxe_has(reader, at, 0, "certificate *"))
            continue;
        acp_iosxe_certificate *certificate = ACP_IOSXE_NEW(reader, acp_iosxe_certificate);
        if (!certificate)
            return;
        certificate->line = at;
        certificate->trustpoint = acp_iosxe_word(reader, line, 4);
        certificate->ca = acp_iosxe_has(reader, at, 1, "ca *");
        certificate->self_signed = acp_iosxe_has(reader, at, 1, "self-signed *");
        bool word = certificate->ca || certificate->self_signed;
        certificate->serial = acp_iosxe_word(reader, at, word ? 2 : 1);
        certificate->der = acp_hex_decode(reader->arena, reader->document, at->block);
        ACP_IOSXE_APPEND(reader->certificates, certificate);
    }
}

void acp_iosxe_read_server(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_pki_server *server =
        line->no || line->count < 4 ? NULL : ACP_IOSXE_NEW(reader, acp_iosxe_pki_server);
    if (!server)
        return;
    server->line = line;
    server->name = acp_iosxe_word(reader, line, 3);
    for (const acp_line *at = line->first; at; at = at->next)
        if (acp_iosxe_has(reader, at, 0, "grant *"))
            server->grant = acp_iosxe_value(reader, at, 1);
    ACP_IOSXE_APPEND(reader->pki_servers, server);
}

/* ---- IKEv2 ----------------------------------------------------------------------------------- */

void acp_iosxe_read_proposal(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_ikev2_proposal *proposal =
        line->no || line->count < 4 ? NULL : ACP_IOSXE_NEW(reader, acp_iosxe_ikev2_proposal);
    if (!proposal)
        return;
    proposal->line = line;
    proposal->name = acp_iosxe_word(reader, line, 3);
    for (const acp_line *at = line->first; at; at = at->next) {
        acp_cli_list words = acp_iosxe_value_words(reader, at, 1);
        if (acp_iosxe_has(reader, at, 0, "encryption"))
            proposal->encryption = words;
        else if (acp_iosxe_has(reader, at, 0, "integrity"))
            proposal->integrity = words;
        else if (acp_iosxe_has(reader, at, 0, "prf"))
            proposal->prf = words;
        else if (acp_iosxe_has(reader, at, 0, "group"))
            proposal->group = words;
    }
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_PROPOSAL, proposal->name.text, proposal);
    ACP_IOSXE_APPEND(reader->ikev2_proposals, proposal);
}

void acp_iosxe_read_policy(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_ikev2_policy *policy =
        line->no || line->count < 4 ? NULL : ACP_IOSXE_NEW(reader, acp_iosxe_ikev2_policy);
    if (!policy)
        return;
    policy->line = line;
    policy->name = acp_iosxe_word(reader, line, 3);
    size_t count = 0, done = 0;
    for (const acp_line *at = line->first; at; at = at->next)
        count += !at->no && acp_iosxe_has(reader, at, 0, "proposal *");
    acp_cli *items = count ? acp_arena_alloc(reader->arena, count * sizeof *items) : NULL;
    for (const acp_line *at = items ? line->first : NULL; at; at = at->next)
        if (!at->no && acp_iosxe_has(reader, at, 0, "proposal *"))
            items[done++] = acp_iosxe_word(reader, at, 1);
    policy->proposals = (acp_cli_list){items, done};
    ACP_IOSXE_APPEND(reader->ikev2_policies, policy);
}

static acp_iosxe_authorization *authorization_of(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_cli name = acp_iosxe_word(reader, line, 4);
    acp_iosxe_authorization *policy =
        acp_iosxe_named(reader, ACP_IOSXE_NAME_AUTHORIZATION, name.text);
    if (policy || !name.line)
        return policy;
    policy = ACP_IOSXE_NEW(reader, acp_iosxe_authorization);
    if (!policy)
        return NULL;
    policy->line = line;
    policy->name = name;
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_AUTHORIZATION, name.text, policy);
    ACP_IOSXE_APPEND(reader->authorizations, policy);
    return policy;
}

void acp_iosxe_read_authorization(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_authorization *policy = line->no ? NULL : authorization_of(reader, line);
    for (const acp_line *at = policy ? line->first : NULL; at; at = at->next) {
        if (acp_iosxe_has(reader, at, 0, "pool *"))
            policy->pool = acp_iosxe_value(reader, at, 1);
        else if (acp_iosxe_has(reader, at, 0, "ipv6 pool *"))
            policy->ipv6_pool = acp_iosxe_value(reader, at, 2);
        else if (acp_iosxe_has(reader, at, 0, "dns *"))
            policy->dns = acp_iosxe_value_words(reader, at, 1);
        else if (acp_iosxe_has(reader, at, 0, "def-domain *"))
            policy->def_domain = acp_iosxe_value(reader, at, 1);
        else if (acp_iosxe_has(reader, at, 0, "route set access-list ipv6 *"))
            policy->ipv6_route_acl = acp_iosxe_value(reader, at, 4);
        else if (acp_iosxe_has(reader, at, 0, "route set access-list *"))
            policy->route_acl = acp_iosxe_value(reader, at, 3);
        else if (acp_iosxe_has(reader, at, 0, "banner"))
            policy->banner = acp_iosxe_value(reader, at, 0);
    }
}

/* An IKEv2 profile in the making. */
typedef struct {
    acp_iosxe_ikev2_profile profile;
    const acp_iosxe_match **remotes;
} profile_builder;

static profile_builder *profile_of(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_cli name = acp_iosxe_word(reader, line, 3);
    profile_builder *made = acp_iosxe_named(reader, ACP_IOSXE_NAME_PROFILE, name.text);
    if (made || !name.line)
        return made;
    made = ACP_IOSXE_NEW(reader, profile_builder);
    if (!made)
        return NULL;
    made->profile.line = line;
    made->profile.name = name;
    made->remotes = &made->profile.remotes;
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_PROFILE, name.text, made);
    ACP_IOSXE_APPEND(reader->ikev2_profiles, &made->profile);
    return made;
}

static bool is_eap(acp_cli method)
{
    return acp_cli_is(method, "anyconnect-eap") || acp_cli_is(method, "eap");
}

/* Several remote methods may stand side by side: the one that asks the user counts. */
static void take_remote_auth(acp_iosxe_reader *reader, const acp_line *line,
                             acp_iosxe_ikev2_profile *profile)
{
    acp_cli method = acp_iosxe_value(reader, line, 2);
    if (!line->no && is_eap(profile->remote_auth) && !is_eap(method))
        return;
    profile->remote_auth = method;
    profile->remote_aggregate = (acp_cli){0};
    if (acp_iosxe_has(reader, line, 3, "aggregate"))
        profile->remote_aggregate = acp_iosxe_value(reader, line, 3);
}

static void take_match(acp_iosxe_reader *reader, const acp_line *line, profile_builder *made)
{
    acp_iosxe_match *match =
        line->no || line->count < 4 ? NULL : ACP_IOSXE_NEW(reader, acp_iosxe_match);
    if (!match)
        return;
    match->line = line;
    match->type = acp_iosxe_word(reader, line, 3);
    match->value = acp_line_rest(reader->document, line, 4);
    ACP_IOSXE_APPEND(made->remotes, match);
}

/* aaa authorization group anyconnect-eap list LIST POLICY; ... user ... list LIST | cached */
static void take_aaa(acp_iosxe_reader *reader, const acp_line *line,
                     acp_iosxe_ikev2_profile *profile)
{
    if (acp_iosxe_has(reader, line, 1, "authentication anyconnect-eap|authentication eap")) {
        profile->login_list = acp_iosxe_value(reader, line, 3);
        return;
    }
    bool group = acp_iosxe_has(reader, line, 1, "authorization group");
    if (!group && !acp_iosxe_has(reader, line, 1, "authorization user"))
        return;
    uint32_t at = 3;
    while (at < line->count && !acp_iosxe_has(reader, line, at, "list|cached"))
        at++;
    at += acp_iosxe_has(reader, line, at, "list");
    if (!group) {
        profile->user_list = acp_iosxe_value(reader, line, at);
        return;
    }
    profile->group_list = acp_iosxe_value(reader, line, at);
    profile->group_policy = acp_iosxe_value(reader, line, at + 1);
    if (acp_cli_is(profile->group_policy, "name-mangler"))
        profile->group_policy = (acp_cli){0};
}

static void take_profile_line(acp_iosxe_reader *reader, const acp_line *line, profile_builder *made)
{
    acp_iosxe_ikev2_profile *profile = &made->profile;
    const struct {
        const char *command;
        uint32_t word;
        acp_cli *value;
    } rows[] = {{"authentication local *", 2, &profile->local_auth},
                {"pki trustpoint *", 2, &profile->trustpoint},
                {"virtual-template *", 1, &profile->virtual_template},
                {"anyconnect profile *", 2, &profile->anyconnect_profile},
                {"dpd *", 1, &profile->dpd}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (acp_iosxe_has(reader, line, 0, rows[i].command))
            *rows[i].value = acp_iosxe_value(reader, line, rows[i].word);
    if (acp_iosxe_has(reader, line, 0, "authentication remote *"))
        take_remote_auth(reader, line, profile);
    else if (acp_iosxe_has(reader, line, 0, "match identity remote *"))
        take_match(reader, line, made);
    else if (acp_iosxe_has(reader, line, 0, "aaa"))
        take_aaa(reader, line, profile);
}

void acp_iosxe_read_profile(acp_iosxe_reader *reader, const acp_line *line)
{
    profile_builder *made = line->no ? NULL : profile_of(reader, line);
    for (const acp_line *at = made ? line->first : NULL; at; at = at->next)
        take_profile_line(reader, at, made);
}

bool acp_iosxe_is_anyconnect(const acp_iosxe_ikev2_profile *profile)
{
    return is_eap(profile->remote_auth) || profile->anyconnect_profile.line;
}

/* ---- IPsec ----------------------------------------------------------------------------------- */

void acp_iosxe_read_transform(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_transform_set *set =
        line->no || line->count < 4 ? NULL : ACP_IOSXE_NEW(reader, acp_iosxe_transform_set);
    if (!set)
        return;
    set->line = line;
    set->name = acp_iosxe_word(reader, line, 3);
    set->transforms = acp_iosxe_words(reader, line, 4);
    for (const acp_line *at = line->first; at; at = at->next) {
        if (acp_iosxe_has(reader, at, 0, "esn"))
            set->esn = acp_iosxe_value(reader, at, 0);
        else if (acp_iosxe_has(reader, at, 0, "mode *"))
            set->mode = acp_iosxe_value(reader, at, 1);
    }
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_TRANSFORM, set->name.text, set);
    ACP_IOSXE_APPEND(reader->transform_sets, set);
}

void acp_iosxe_read_ipsec(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_ipsec_profile *profile =
        line->no || line->count < 4 ? NULL : ACP_IOSXE_NEW(reader, acp_iosxe_ipsec_profile);
    if (!profile)
        return;
    profile->line = line;
    profile->name = acp_iosxe_word(reader, line, 3);
    for (const acp_line *at = line->first; at; at = at->next) {
        if (acp_iosxe_has(reader, at, 0, "set transform-set *"))
            profile->transform_sets = acp_iosxe_value_words(reader, at, 2);
        else if (acp_iosxe_has(reader, at, 0, "set ikev2-profile *"))
            profile->ikev2_profile = acp_iosxe_value(reader, at, 2);
        else if (acp_iosxe_has(reader, at, 0, "set pfs *"))
            profile->pfs = acp_iosxe_value(reader, at, 2);
    }
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_IPSEC, profile->name.text, profile);
    ACP_IOSXE_APPEND(reader->ipsec_profiles, profile);
}
