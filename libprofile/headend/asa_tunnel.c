/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: tunnel groups, and what is in force in them. */
#include "headend/asa_read.h"

static const acp_asa_command general[] = {
    {ACP_TG_ACCOUNTING_SERVER_GROUP, "accounting-server-group", ACP_ASA_FORM_PLAIN},
    {ACP_TG_ADDRESS_POOL, "address-pool", ACP_ASA_FORM_LOCATED},
    {ACP_TG_AUTHENTICATION_SERVER_GROUP, "authentication-server-group", ACP_ASA_FORM_LOCATED},
    {ACP_TG_AUTHORIZATION_REQUIRED, "authorization-required", ACP_ASA_FORM_SELF},
    {ACP_TG_AUTHORIZATION_SERVER_GROUP, "authorization-server-group", ACP_ASA_FORM_LOCATED},
    {ACP_TG_DEFAULT_GROUP_POLICY, "default-group-policy", ACP_ASA_FORM_PLAIN},
    {ACP_TG_DHCP_SERVER, "dhcp-server", ACP_ASA_FORM_PLAIN},
    {ACP_TG_IPV6_ADDRESS_POOL, "ipv6-address-pool", ACP_ASA_FORM_LOCATED},
    {ACP_TG_PASSWORD_MANAGEMENT, "password-management", ACP_ASA_FORM_SELF},
    {ACP_TG_SCEP_ENROLLMENT, "scep-enrollment", ACP_ASA_FORM_PLAIN},
    {ACP_TG_SECONDARY_AUTHENTICATION, "secondary-authentication-server-group",
     ACP_ASA_FORM_LOCATED},
    {ACP_TG_SECONDARY_USERNAME_FROM_CERTIFICATE, "secondary-username-from-certificate",
     ACP_ASA_FORM_PLAIN},
    {ACP_TG_USERNAME_FROM_CERTIFICATE, "username-from-certificate", ACP_ASA_FORM_PLAIN},
    {0, NULL, ACP_ASA_FORM_PLAIN},
};
static const acp_asa_command webvpn[] = {
    {ACP_TG_AUTHENTICATION, "authentication", ACP_ASA_FORM_PLAIN},
    {ACP_TG_EXTERNAL_BROWSER, "external-browser", ACP_ASA_FORM_PLAIN},
    {ACP_TG_EXTERNAL_BROWSER, "saml external-browser", ACP_ASA_FORM_SELF},
    {ACP_TG_PRE_FILL_USERNAME, "pre-fill-username", ACP_ASA_FORM_SELF},
    {ACP_TG_PROXY_AUTH, "proxy-auth", ACP_ASA_FORM_PLAIN},
    {ACP_TG_SAML_IDP, "saml identity-provider", ACP_ASA_FORM_PLAIN},
    {ACP_TG_SECONDARY_PRE_FILL_USERNAME, "secondary-pre-fill-username", ACP_ASA_FORM_SELF},
    {ACP_TG_WITHOUT_CSD, "without-csd", ACP_ASA_FORM_SELF},
    {0, NULL, ACP_ASA_FORM_PLAIN},
};
static const acp_asa_command ipsec[] = {
    {ACP_TG_IKEV1_TRUST_POINT, "ikev1 trust-point", ACP_ASA_FORM_PLAIN},
    {ACP_TG_IKEV1_TRUST_POINT, "trust-point", ACP_ASA_FORM_PLAIN},
    {ACP_TG_IKEV2_LOCAL_AUTHENTICATION, "ikev2 local-authentication", ACP_ASA_FORM_PLAIN},
    {ACP_TG_IKEV2_REMOTE_AUTHENTICATION, "ikev2 remote-authentication", ACP_ASA_FORM_PLAIN},
    {ACP_TG_PEER_ID_VALIDATE, "peer-id-validate", ACP_ASA_FORM_PLAIN},
    {0, NULL, ACP_ASA_FORM_PLAIN},
};

/* The defaults asa_policy.h names with their sources. */
static const acp_cli certificate_names[] = {ACP_ASA_BUILT_IN("CN"), ACP_ASA_BUILT_IN("OU")};
static const struct {
    acp_asa_tunnel_setting setting;
    acp_cli value;
} built_in[] = {
    {ACP_TG_AUTHENTICATION, ACP_ASA_BUILT_IN("aaa")},
    {ACP_TG_AUTHENTICATION_SERVER_GROUP, ACP_ASA_BUILT_IN("LOCAL")},
    {ACP_TG_DEFAULT_GROUP_POLICY, ACP_ASA_BUILT_IN("DfltGrpPolicy")},
    {ACP_TG_PEER_ID_VALIDATE, ACP_ASA_BUILT_IN("req")},
    {ACP_TG_SCEP_ENROLLMENT, ACP_ASA_BUILT_IN("disable")},
};

/* A tunnel group in the making. */
typedef struct {
    acp_asa_tunnel tunnel;
    const acp_asa_group_url **urls;
    const acp_asa_group_alias **aliases;
} tunnel_builder;

static tunnel_builder *tunnel_of(acp_asa_reader *reader, const acp_line *line)
{
    acp_cli name = acp_asa_word(reader, line, 1);
    if (!name.line)
        return NULL;
    tunnel_builder *made = acp_asa_named(reader, ACP_ASA_NAME_TUNNEL, name.text);
    if (made)
        return made;
    made = ACP_ASA_NEW(reader, tunnel_builder);
    if (!made)
        return NULL;
    made->tunnel.line = line;
    made->tunnel.name = name;
    made->tunnel.remote_access = !acp_cli_is(name, "DefaultL2LGroup");
    made->urls = &made->tunnel.urls;
    made->aliases = &made->tunnel.aliases;
    acp_asa_enter(reader, ACP_ASA_NAME_TUNNEL, name.text, made);
    ACP_ASA_APPEND(reader->tunnels, &made->tunnel);
    return made;
}

/* https://HOST[:PORT][/PATH] */
static void split_url(acp_asa_group_url *url)
{
    acp_slice rest = url->url.text;
    const char *scheme = acp_slice_find(rest, ACP_SLICE("://"));
    if (scheme) {
        rest.len -= (size_t)(scheme + 3 - rest.ptr);
        rest.ptr = scheme + 3;
    }
    size_t host = 0;
    while (host < rest.len && rest.ptr[host] != '/')
        host++;
    url->path = (acp_slice){rest.ptr + host, rest.len - host};
    while (url->path.len && url->path.ptr[0] == '/')
        url->path = (acp_slice){url->path.ptr + 1, url->path.len - 1};
    while (url->path.len && url->path.ptr[url->path.len - 1] == '/')
        url->path.len--;
    url->host = (acp_slice){rest.ptr, host};
    const char *close = host ? memchr(rest.ptr, ']', host) : NULL;
    const char *from = close ? close : rest.ptr;
    const char *colon = host ? memchr(from, ':', host - (size_t)(from - rest.ptr)) : NULL;
    if (colon) {
        url->port = (acp_slice){colon + 1, host - (size_t)(colon + 1 - rest.ptr)};
        url->host.len = (size_t)(colon - rest.ptr);
    }
    if (close && url->host.ptr[0] == '[')
        url->host = (acp_slice){rest.ptr + 1, (size_t)(close - rest.ptr) - 1};
}

static void take_url(acp_asa_reader *reader, tunnel_builder *made, const acp_line *line)
{
    acp_asa_group_url *url = ACP_ASA_NEW(reader, acp_asa_group_url);
    if (!url || line->no || line->count < 2)
        return;
    url->line = line;
    url->url = acp_asa_word(reader, line, 1);
    url->enabled = acp_asa_has(reader, line, 2, "enable");
    split_url(url);
    ACP_ASA_APPEND(made->urls, url);
}

static void take_alias(acp_asa_reader *reader, tunnel_builder *made, const acp_line *line)
{
    acp_asa_group_alias *alias = ACP_ASA_NEW(reader, acp_asa_group_alias);
    if (!alias || line->no || line->count < 2)
        return;
    alias->line = line;
    alias->alias = acp_asa_word(reader, line, 1);
    alias->enabled = acp_asa_has(reader, line, 2, "enable");
    ACP_ASA_APPEND(made->aliases, alias);
}

static void take_section(acp_asa_reader *reader, tunnel_builder *made, const acp_line *line,
                         const acp_asa_command *commands, const acp_line **section)
{
    if (!*section)
        *section = line;
    for (const acp_line *at = line->first; at; at = at->next) {
        if (acp_asa_has(reader, at, 0, "group-url"))
            take_url(reader, made, at);
        else if (acp_asa_has(reader, at, 0, "group-alias"))
            take_alias(reader, made, at);
        else
            acp_asa_take_setting(reader, at, commands, &made->tunnel.own);
    }
}

void acp_asa_read_tunnel(acp_asa_reader *reader, const acp_line *line)
{
    tunnel_builder *made = line->no ? NULL : tunnel_of(reader, line);
    if (!made)
        return;
    acp_asa_tunnel *tunnel = &made->tunnel;
    if (line->mode == ACP_ASA_MODE_TUNNEL_GENERAL)
        take_section(reader, made, line, general, &tunnel->general);
    else if (line->mode == ACP_ASA_MODE_TUNNEL_WEBVPN)
        take_section(reader, made, line, webvpn, &tunnel->webvpn);
    else if (line->mode == ACP_ASA_MODE_TUNNEL_IPSEC)
        take_section(reader, made, line, ipsec, &tunnel->ipsec);
    if (!acp_asa_has(reader, line, 2, "type"))
        return;
    tunnel->type = acp_asa_word(reader, line, 3);
    tunnel->remote_access = acp_cli_is(tunnel->type, "remote-access") ||
                            acp_cli_is(tunnel->type, "ipsec-ra") ||
                            acp_cli_is(tunnel->type, "webvpn");
}

void acp_asa_read_map_rule(acp_asa_reader *reader, const acp_line *line)
{
    bool default_group = acp_asa_has(reader, line, 1, "default-group");
    acp_cli group = acp_asa_word(reader, line, default_group ? line->count - 1 : 3);
    if (line->no || !group.line || line->count < 3)
        return;
    acp_asa_map_rule *rule = ACP_ASA_NEW(reader, acp_asa_map_rule);
    if (!rule)
        return;
    rule->line = line;
    rule->tunnel = group;
    rule->webvpn = acp_asa_has(reader, line, 0, "certificate-group-map");
    if (!default_group) {
        rule->map = acp_asa_word(reader, line, 1);
        rule->index = acp_asa_word(reader, line, 2);
    }
    ACP_ASA_APPEND(reader->map_rules, rule);
}

/* ---- what is in force ------------------------------------------------------------------------ */

acp_asa_value acp_asa_tunnel_own(const acp_asa_tunnel *tunnel, acp_asa_tunnel_setting setting)
{
    return acp_asa_own_value(tunnel->own, setting);
}

acp_asa_value acp_asa_tunnel_value(const acp_asa *asa, const acp_asa_tunnel *tunnel,
                                   acp_asa_tunnel_setting setting)
{
    (void)asa;
    acp_asa_value value = acp_asa_tunnel_own(tunnel, setting);
    if (value.from != ACP_ASA_NOT_SET)
        return value;
    if (setting == ACP_TG_USERNAME_FROM_CERTIFICATE)
        return acp_asa_built_in((acp_cli_list){certificate_names, 2});
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        if (built_in[i].setting == setting)
            return acp_asa_built_in((acp_cli_list){&built_in[i].value, 1});
    return value;
}

bool acp_asa_tunnel_is(const acp_asa *asa, const acp_asa_tunnel *tunnel,
                       acp_asa_tunnel_setting setting, const char *text)
{
    return acp_cli_is(acp_asa_tunnel_value(asa, tunnel, setting).value, text);
}

const acp_asa_policy *acp_asa_tunnel_policy(const acp_asa *asa, const acp_asa_tunnel *tunnel)
{
    acp_asa_value name = acp_asa_tunnel_value(asa, tunnel, ACP_TG_DEFAULT_GROUP_POLICY);
    return acp_asa_find_policy(asa, name.value.text);
}

unsigned acp_asa_tunnel_authentication(const acp_asa *asa, const acp_asa_tunnel *tunnel,
                                       acp_asa_value *where)
{
    static const struct {
        const char *word;
        unsigned bit;
    } methods[] = {{"aaa", ACP_ASA_AUTH_AAA},
                   {"certificate", ACP_ASA_AUTH_CERTIFICATE},
                   {"multiple-certificate", ACP_ASA_AUTH_MULTIPLE_CERTIFICATE},
                   {"saml", ACP_ASA_AUTH_SAML}};
    acp_asa_value value = acp_asa_tunnel_value(asa, tunnel, ACP_TG_AUTHENTICATION);
    unsigned bits = 0;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (acp_cli_find(value.items, methods[i].word))
            bits |= methods[i].bit;
    if (where)
        *where = value;
    return bits;
}

bool acp_asa_tunnel_has_pool(const acp_asa *asa, const acp_asa_tunnel *tunnel, uint8_t family,
                             acp_asa_value *where)
{
    bool v6 = family == 6;
    acp_asa_value value =
        acp_asa_tunnel_value(asa, tunnel, v6 ? ACP_TG_IPV6_ADDRESS_POOL : ACP_TG_ADDRESS_POOL);
    if (!value.items.count)
        value = acp_asa_policy_value(asa, acp_asa_tunnel_policy(asa, tunnel),
                                     v6 ? ACP_GP_IPV6_ADDRESS_POOLS : ACP_GP_ADDRESS_POOLS);
    if (where)
        *where = value;
    return value.items.count > 0;
}

const char *acp_asa_tunnel_setting_name(acp_asa_tunnel_setting setting)
{
    const acp_asa_command *const sections[] = {general, webvpn, ipsec};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        for (const acp_asa_command *row = sections[i]; row->command; row++)
            if (row->setting == setting)
                return row->command;
    return "";
}
