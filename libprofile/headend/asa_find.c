/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: by name, by URL, by host. */
#include "headend/asa_read.h"
#include "headend/shared.h"

static void *find(const acp_asa *asa, acp_asa_name_kind kind, acp_slice name)
{
    return acp_names_find(&asa->own->names[kind], name);
}

const acp_asa_pool *acp_asa_find_pool(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_POOL, name);
}

const acp_asa_pool *acp_asa_find_ipv6_pool(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_IPV6_POOL, name);
}

const acp_asa_acl *acp_asa_find_acl(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_ACL, name);
}

const acp_asa_object *acp_asa_find_object(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_OBJECT, name);
}

const acp_asa_object_group *acp_asa_find_object_group(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_OBJECT_GROUP, name);
}

const acp_asa_policy *acp_asa_find_policy(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_POLICY, name);
}

const acp_asa_tunnel *acp_asa_find_tunnel(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_TUNNEL, name);
}

const acp_asa_profile *acp_asa_find_profile(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_PROFILE, name);
}

const acp_asa_custom_attr *acp_asa_find_custom_attr(const acp_asa *asa, acp_slice type)
{
    return find(asa, ACP_ASA_NAME_CUSTOM_ATTR, type);
}

const acp_asa_saml_idp *acp_asa_find_saml_idp(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_SAML_IDP, name);
}

const acp_asa_aaa_server *acp_asa_find_aaa_server(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_AAA_SERVER, name);
}

const acp_asa_trustpoint *acp_asa_find_trustpoint(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_TRUSTPOINT, name);
}

const acp_asa_ipsec_proposal *acp_asa_find_ipsec_proposal(const acp_asa *asa, acp_slice name)
{
    return find(asa, ACP_ASA_NAME_PROPOSAL, name);
}

const acp_asa_interface *acp_asa_find_interface(const acp_asa *asa, acp_slice nameif)
{
    return find(asa, ACP_ASA_NAME_INTERFACE, nameif);
}

/* ---- tunnel groups --------------------------------------------------------------------------- */

/* Two ways of writing one host: names by their letters, addresses by their number. */
static bool same_host(acp_slice a, acp_slice b)
{
    return acp_slice_equal_nocase(a, b) || acp_ip_equal(acp_ip_parse(a), acp_ip_parse(b));
}

const acp_asa_tunnel *acp_asa_tunnel_by_url(const acp_asa *asa, acp_slice host, acp_slice path)
{
    for (const acp_asa_tunnel *tunnel = asa->tunnels; tunnel; tunnel = tunnel->next)
        for (const acp_asa_group_url *url = tunnel->remote_access ? tunnel->urls : NULL; url;
             url = url->next)
            if (url->enabled && same_host(url->host, host) && acp_slice_equal(url->path, path))
                return tunnel;
    return NULL;
}

const acp_asa_tunnel *acp_asa_tunnel_by_alias(const acp_asa *asa, acp_slice alias)
{
    for (const acp_asa_tunnel *tunnel = asa->tunnels; tunnel; tunnel = tunnel->next)
        for (const acp_asa_group_alias *at = tunnel->remote_access ? tunnel->aliases : NULL; at;
             at = at->next)
            if (at->enabled && acp_slice_equal(at->alias.text, alias))
                return tunnel;
    return NULL;
}

const acp_asa_tunnel *acp_asa_tunnel_of_entry(const acp_asa *asa, acp_slice host,
                                              acp_slice user_group, bool ipsec)
{
    if (ipsec && user_group.len) {
        const acp_asa_tunnel *tunnel = acp_asa_find_tunnel(asa, user_group);
        return tunnel && tunnel->remote_access ? tunnel : NULL;
    }
    const acp_asa_tunnel *tunnel = acp_asa_tunnel_by_url(asa, host, user_group);
    return tunnel || !user_group.len ? tunnel : acp_asa_tunnel_by_alias(asa, user_group);
}

/* ---- hosts ----------------------------------------------------------------------------------- */

static bool has_address(const acp_asa *asa, acp_ip ip)
{
    if (!ip.family)
        return false;
    for (const acp_asa_interface *at = asa->interfaces; at; at = at->next) {
        if (acp_ip_equal(at->ip, ip))
            return true;
        for (size_t i = 0; i < at->ipv6.count; i++)
            if (acp_ip_equal(acp_ip_parse(at->ipv6.items[i].text), ip))
                return true;
    }
    return acp_ip_equal(asa->load_balancing.ip, ip);
}

bool acp_asa_serves_host(const acp_asa *asa, acp_slice host)
{
    if (!host.len)
        return false;
    for (const acp_asa_tunnel *tunnel = asa->tunnels; tunnel; tunnel = tunnel->next)
        for (const acp_asa_group_url *url = tunnel->urls; url; url = url->next)
            if (same_host(url->host, host))
                return true;
    for (const acp_asa_trustpoint *at = asa->trustpoints; at; at = at->next)
        if (same_host(at->fqdn.text, host) || same_host(at->cn.text, host))
            return true;
    return acp_is_full_name(host, asa->hostname.text, asa->domain_name.text) ||
           has_address(asa, acp_ip_parse(host));
}
