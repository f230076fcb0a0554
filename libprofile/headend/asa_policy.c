/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: group policies, and what is in force in them. */
#include "headend/asa_read.h"

/* Rows of one setting: the first is how it is shown to people, the others are older ways. */
static const acp_asa_command commands[] = {
    {ACP_GP_ADDRESS_POOLS, "address-pools", ACP_ASA_FORM_VALUE},
    {ACP_GP_IPV6_ADDRESS_POOLS, "ipv6-address-pools", ACP_ASA_FORM_VALUE},
    {ACP_GP_ALWAYS_ON_VPN, "always-on-vpn", ACP_ASA_FORM_PLAIN},
    {ACP_GP_BANNER, "banner", ACP_ASA_FORM_VALUE},
    {ACP_GP_CLIENT_BYPASS, "client-bypass-protocol", ACP_ASA_FORM_PLAIN},
    {ACP_GP_DEFAULT_DOMAIN, "default-domain", ACP_ASA_FORM_VALUE},
    {ACP_GP_DHCP_NETWORK_SCOPE, "dhcp-network-scope", ACP_ASA_FORM_PLAIN},
    {ACP_GP_DNS_SERVER, "dns-server", ACP_ASA_FORM_VALUE},
    {ACP_GP_DPD_CLIENT, "anyconnect dpd-interval client", ACP_ASA_FORM_PLAIN},
    {ACP_GP_DPD_CLIENT, "svc dpd-interval client", ACP_ASA_FORM_PLAIN},
    {ACP_GP_DPD_GATEWAY, "anyconnect dpd-interval gateway", ACP_ASA_FORM_PLAIN},
    {ACP_GP_DPD_GATEWAY, "svc dpd-interval gateway", ACP_ASA_FORM_PLAIN},
    {ACP_GP_FIREWALL_PRIVATE, "anyconnect firewall-rule client-interface private",
     ACP_ASA_FORM_VALUE},
    {ACP_GP_FIREWALL_PRIVATE, "svc firewall-rule client-interface private", ACP_ASA_FORM_VALUE},
    {ACP_GP_FIREWALL_PUBLIC, "anyconnect firewall-rule client-interface public",
     ACP_ASA_FORM_VALUE},
    {ACP_GP_FIREWALL_PUBLIC, "svc firewall-rule client-interface public", ACP_ASA_FORM_VALUE},
    {ACP_GP_GATEWAY_FQDN, "gateway-fqdn", ACP_ASA_FORM_VALUE},
    {ACP_GP_GROUP_LOCK, "group-lock", ACP_ASA_FORM_VALUE},
    {ACP_GP_HOMEPAGE, "homepage", ACP_ASA_FORM_VALUE},
    {ACP_GP_IPV6_SPLIT_POLICY, "ipv6-split-tunnel-policy", ACP_ASA_FORM_PLAIN},
    {ACP_GP_IPV6_VPN_FILTER, "ipv6-vpn-filter", ACP_ASA_FORM_VALUE},
    {ACP_GP_MODULES, "anyconnect modules", ACP_ASA_FORM_COMMAS},
    {ACP_GP_MODULES, "svc modules", ACP_ASA_FORM_COMMAS},
    {ACP_GP_MSIE_PROXY_EXCEPT, "msie-proxy except-list", ACP_ASA_FORM_VALUE},
    {ACP_GP_MSIE_PROXY_LOCAL_BYPASS, "msie-proxy local-bypass", ACP_ASA_FORM_PLAIN},
    {ACP_GP_MSIE_PROXY_LOCKDOWN, "msie-proxy lockdown", ACP_ASA_FORM_PLAIN},
    {ACP_GP_MSIE_PROXY_METHOD, "msie-proxy method", ACP_ASA_FORM_PLAIN},
    {ACP_GP_MSIE_PROXY_PAC_URL, "msie-proxy pac-url", ACP_ASA_FORM_VALUE},
    {ACP_GP_MSIE_PROXY_SERVER, "msie-proxy server", ACP_ASA_FORM_VALUE},
    {ACP_GP_MTU, "anyconnect mtu", ACP_ASA_FORM_PLAIN},
    {ACP_GP_MTU, "svc mtu", ACP_ASA_FORM_PLAIN},
    {ACP_GP_PERIODIC_AUTHENTICATION, "periodic-authentication", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SCEP_FORWARDING_URL, "scep-forwarding-url", ACP_ASA_FORM_VALUE},
    {ACP_GP_SIMULTANEOUS_LOGINS, "vpn-simultaneous-logins", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SMARTCARD_REMOVAL, "smartcard-removal-disconnect", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SPLIT_ALL_DNS, "split-tunnel-all-dns", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SPLIT_DNS, "split-dns", ACP_ASA_FORM_VALUE},
    {ACP_GP_SPLIT_NETWORK_LIST, "split-tunnel-network-list", ACP_ASA_FORM_VALUE},
    {ACP_GP_SPLIT_POLICY, "split-tunnel-policy", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SSL_COMPRESSION, "anyconnect ssl compression", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SSL_DTLS, "anyconnect ssl dtls", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SSL_DTLS, "svc dtls", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SSL_KEEPALIVE, "anyconnect ssl keepalive", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SSL_KEEPALIVE, "svc keepalive", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SSL_REKEY_METHOD, "anyconnect ssl rekey method", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SSL_REKEY_METHOD, "svc rekey method", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SSL_REKEY_TIME, "anyconnect ssl rekey time", ACP_ASA_FORM_PLAIN},
    {ACP_GP_SSL_REKEY_TIME, "svc rekey time", ACP_ASA_FORM_PLAIN},
    {ACP_GP_VPN_FILTER, "vpn-filter", ACP_ASA_FORM_VALUE},
    /* Beside the timeouts stand lines for the warning before them, which nothing asks for. */
    {ACP_GP_COUNT, "vpn-idle-timeout alert-interval|vpn-session-timeout alert-interval",
     ACP_ASA_FORM_PLAIN},
    {ACP_GP_VPN_IDLE_TIMEOUT, "vpn-idle-timeout", ACP_ASA_FORM_PLAIN},
    {ACP_GP_VPN_SESSION_TIMEOUT, "vpn-session-timeout", ACP_ASA_FORM_PLAIN},
    {ACP_GP_VPN_TUNNEL_PROTOCOL, "vpn-tunnel-protocol", ACP_ASA_FORM_PLAIN},
    {ACP_GP_WINS_SERVER, "wins-server", ACP_ASA_FORM_VALUE},
    {0, NULL, ACP_ASA_FORM_PLAIN},
};

/* The defaults asa_policy.h names with their sources. */
static const acp_cli built_in_protocols[] = {ACP_ASA_BUILT_IN("ikev1"), ACP_ASA_BUILT_IN("ikev2"),
                                             ACP_ASA_BUILT_IN("l2tp-ipsec"),
                                             ACP_ASA_BUILT_IN("ssl-clientless")};
static const struct {
    acp_asa_policy_setting setting;
    acp_cli value;
} built_in[] = {
    {ACP_GP_ALWAYS_ON_VPN, ACP_ASA_BUILT_IN("profile-setting")},
    {ACP_GP_CLIENT_BYPASS, ACP_ASA_BUILT_IN("disable")},
    {ACP_GP_DPD_CLIENT, ACP_ASA_BUILT_IN("30")},
    {ACP_GP_DPD_GATEWAY, ACP_ASA_BUILT_IN("30")},
    {ACP_GP_IPV6_SPLIT_POLICY, ACP_ASA_BUILT_IN("tunnelall")},
    {ACP_GP_MSIE_PROXY_LOCAL_BYPASS, ACP_ASA_BUILT_IN("disable")},
    {ACP_GP_MSIE_PROXY_LOCKDOWN, ACP_ASA_BUILT_IN("enable")},
    {ACP_GP_MSIE_PROXY_METHOD, ACP_ASA_BUILT_IN("no-modify")},
    {ACP_GP_MTU, ACP_ASA_BUILT_IN("1406")},
    {ACP_GP_SIMULTANEOUS_LOGINS, ACP_ASA_BUILT_IN("3")},
    {ACP_GP_SMARTCARD_REMOVAL, ACP_ASA_BUILT_IN("enable")},
    {ACP_GP_SPLIT_ALL_DNS, ACP_ASA_BUILT_IN("disable")},
    {ACP_GP_SPLIT_POLICY, ACP_ASA_BUILT_IN("tunnelall")},
    {ACP_GP_SSL_DTLS, ACP_ASA_BUILT_IN("enable")},
    {ACP_GP_SSL_KEEPALIVE, ACP_ASA_BUILT_IN("20")},
    {ACP_GP_VPN_IDLE_TIMEOUT, ACP_ASA_BUILT_IN("30")},
};

/* A group policy in the making. */
typedef struct {
    acp_asa_policy policy;
    const acp_asa_custom **customs;
    const acp_asa_attached **profiles;
    acp_cli *banner;
    size_t banner_room;
} policy_builder;

static policy_builder *policy_of(acp_asa_reader *reader, const acp_line *line)
{
    acp_cli name = acp_asa_word(reader, line, 1);
    if (!name.line)
        return NULL;
    policy_builder *made = acp_asa_named(reader, ACP_ASA_NAME_POLICY, name.text);
    if (made)
        return made;
    made = ACP_ASA_NEW(reader, policy_builder);
    if (!made)
        return NULL;
    made->policy.line = line;
    made->policy.name = name;
    made->customs = &made->policy.customs;
    made->profiles = &made->policy.profiles;
    acp_asa_enter(reader, ACP_ASA_NAME_POLICY, name.text, made);
    ACP_ASA_APPEND(reader->policies, &made->policy);
    if (acp_cli_is(name, "DfltGrpPolicy"))
        reader->asa->default_policy = &made->policy;
    return made;
}

static void take_custom(acp_asa_reader *reader, policy_builder *made, const acp_line *line)
{
    acp_asa_custom *custom = ACP_ASA_NEW(reader, acp_asa_custom);
    if (!custom || line->no || line->count < 2)
        return;
    custom->line = line;
    custom->type = acp_asa_word(reader, line, 1);
    if (!acp_asa_has(reader, line, 2, "none"))
        custom->name = acp_asa_word(reader, line, acp_asa_has(reader, line, 2, "value") ? 3 : 2);
    ACP_ASA_APPEND(made->customs, custom);
    if (&made->policy == reader->asa->default_policy)
        acp_asa_enter(reader, ACP_ASA_NAME_DEFAULT_CUSTOM, custom->type.text, custom);
}

static acp_slice type_of(const acp_asa_attached *attached)
{
    return attached->type.line ? attached->type.text : ACP_SLICE("user");
}

/* anyconnect profiles value NAME [type TYPE]; at: the word behind "profiles" */
static void take_profile(acp_asa_reader *reader, policy_builder *made, const acp_line *line,
                         uint32_t at)
{
    if (acp_asa_has(reader, line, at, "none")) {
        made->policy.profiles_none = !line->no;
        return;
    }
    at += acp_asa_has(reader, line, at, "value");
    acp_asa_attached *attached = ACP_ASA_NEW(reader, acp_asa_attached);
    if (!attached || line->no || at >= line->count)
        return;
    attached->line = line;
    attached->name = acp_asa_word(reader, line, at);
    if (acp_asa_has(reader, line, at + 1, "type"))
        attached->type = acp_asa_word(reader, line, at + 2);
    ACP_ASA_APPEND(made->profiles, attached);
    acp_slice type = type_of(attached);
    if (&made->policy == reader->asa->default_policy &&
        !acp_asa_named(reader, ACP_ASA_NAME_DEFAULT_PROFILE, type))
        acp_asa_enter(reader, ACP_ASA_NAME_DEFAULT_PROFILE, type, attached);
}

/* Each line of a banner is a command of its own. */
static void take_banner(acp_asa_reader *reader, policy_builder *made, const acp_line *line)
{
    acp_cli_list *banner = &made->policy.banner;
    if (line->no || !acp_asa_has(reader, line, 1, "value")) {
        *banner = (acp_cli_list){0};
        return;
    }
    if (line->count < 3)
        return;
    if (banner->count == made->banner_room) {
        size_t room = made->banner_room ? made->banner_room * 2 : 4;
        acp_cli *more = acp_arena_alloc(reader->arena, room * sizeof *more);
        if (!more)
            return;
        if (banner->count)
            memcpy(more, banner->items, banner->count * sizeof *more);
        made->banner = more;
        made->banner_room = room;
    }
    made->banner[banner->count] = acp_line_rest(reader->document, line, 2);
    *banner = (acp_cli_list){made->banner, banner->count + 1};
}

static void take_attribute(acp_asa_reader *reader, policy_builder *made, const acp_line *line)
{
    if (acp_asa_has(reader, line, 0, "anyconnect-custom"))
        take_custom(reader, made, line);
    else if (acp_asa_has(reader, line, 0, "anyconnect profiles") ||
             acp_asa_has(reader, line, 0, "svc profiles"))
        take_profile(reader, made, line, 2);
    else if (!made->policy.banner.count || !acp_asa_has(reader, line, 0, "banner value"))
        acp_asa_take_setting(reader, line, commands, &made->policy.own);
    if (acp_asa_has(reader, line, 0, "banner"))
        take_banner(reader, made, line);
}

void acp_asa_read_policy(acp_asa_reader *reader, const acp_line *line)
{
    policy_builder *made = line->no ? NULL : policy_of(reader, line);
    if (!made)
        return;
    if (line->mode != ACP_ASA_MODE_POLICY) {
        made->policy.type = acp_asa_word(reader, line, 2);
        return;
    }
    if (!made->policy.attributes)
        made->policy.attributes = line;
    for (const acp_line *at = line->first; at; at = at->next) {
        if (at->mode != ACP_ASA_MODE_POLICY_WEBVPN)
            take_attribute(reader, made, at);
        for (const acp_line *below = at->first; below; below = below->next)
            if (at->mode == ACP_ASA_MODE_POLICY_WEBVPN)
                take_attribute(reader, made, below);
    }
}

/* ---- what is in force ------------------------------------------------------------------------ */

acp_asa_value acp_asa_policy_own(const acp_asa_policy *policy, acp_asa_policy_setting setting)
{
    return acp_asa_own_value(policy ? policy->own : NULL, setting);
}

acp_asa_value acp_asa_policy_value(const acp_asa *asa, const acp_asa_policy *policy,
                                   acp_asa_policy_setting setting)
{
    acp_asa_value value = acp_asa_policy_own(policy, setting);
    if (value.from != ACP_ASA_NOT_SET)
        return value;
    value = acp_asa_policy_own(asa->default_policy, setting);
    if (value.from != ACP_ASA_NOT_SET) {
        if (policy && policy != asa->default_policy)
            value.from = ACP_ASA_INHERITED;
        return value;
    }
    if (setting == ACP_GP_VPN_TUNNEL_PROTOCOL)
        return acp_asa_built_in((acp_cli_list){built_in_protocols, sizeof built_in_protocols /
                                                                       sizeof *built_in_protocols});
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        if (built_in[i].setting == setting)
            return acp_asa_built_in((acp_cli_list){&built_in[i].value, 1});
    return value;
}

bool acp_asa_policy_is(const acp_asa *asa, const acp_asa_policy *policy,
                       acp_asa_policy_setting setting, const char *text)
{
    return acp_cli_is(acp_asa_policy_value(asa, policy, setting).value, text);
}

const acp_cli *acp_asa_policy_item(const acp_asa *asa, const acp_asa_policy *policy,
                                   acp_asa_policy_setting setting, const char *text)
{
    acp_cli_list items = acp_asa_policy_value(asa, policy, setting).items;
    const acp_cli *item = acp_cli_find(items, text);
    bool ssl = setting == ACP_GP_VPN_TUNNEL_PROTOCOL && strcmp(text, "ssl-client") == 0;
    return item || !ssl ? item : acp_cli_find(items, "svc"); /* its name before 8.4 */
}

const char *acp_asa_policy_setting_name(acp_asa_policy_setting setting)
{
    for (const acp_asa_command *row = commands; row->command; row++)
        if (row->setting == setting)
            return row->command;
    return "";
}

static bool states_profiles(const acp_asa_policy *policy)
{
    return policy && (policy->profiles || policy->profiles_none);
}

const acp_asa_attached *acp_asa_policy_profiles(const acp_asa *asa, const acp_asa_policy *policy)
{
    if (states_profiles(policy))
        return policy->profiles;
    return asa->default_policy ? asa->default_policy->profiles : NULL;
}

bool acp_asa_attached_is(const acp_asa_attached *attached, const char *type)
{
    return acp_slice_is(type_of(attached), type);
}

const acp_asa_attached *acp_asa_policy_profile(const acp_asa *asa, const acp_asa_policy *policy,
                                               const char *type)
{
    if (!states_profiles(policy))
        return acp_names_find(&asa->own->names[ACP_ASA_NAME_DEFAULT_PROFILE], acp_slice_of(type));
    const acp_asa_attached *attached = policy->profiles;
    while (attached && !acp_asa_attached_is(attached, type))
        attached = attached->next;
    return attached;
}

const acp_asa_attached *acp_asa_next_attached(const acp_asa_attached *attached)
{
    return attached->next;
}

static const acp_asa_custom *own_custom(const acp_asa_policy *policy, const char *type)
{
    const acp_asa_custom *found = NULL;
    for (const acp_asa_custom *c = policy ? policy->customs : NULL; c; c = c->next)
        if (acp_cli_is(c->type, type))
            found = c;
    return found;
}

const acp_asa_custom *acp_asa_policy_custom(const acp_asa *asa, const acp_asa_policy *policy,
                                            const char *type)
{
    const acp_asa_custom *custom = own_custom(policy, type);
    if (!custom)
        custom = acp_names_find(&asa->own->names[ACP_ASA_NAME_DEFAULT_CUSTOM], acp_slice_of(type));
    return custom && custom->name.line ? custom : NULL;
}

acp_slice acp_asa_policy_custom_text(const acp_asa *asa, const acp_asa_policy *policy,
                                     const char *type)
{
    const acp_asa_custom *custom = acp_asa_policy_custom(asa, policy, type);
    const acp_asa_custom_data *data =
        custom ? acp_asa_find_custom_data(asa, custom->type.text, custom->name.text) : NULL;
    return data ? data->joined : (acp_slice){0};
}
