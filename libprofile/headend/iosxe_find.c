/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IOS-XE: by name, by host. */
#include <stdio.h>

#include "headend/iosxe_read.h"
#include "headend/shared.h"

static void *find(const acp_iosxe *router, acp_iosxe_name_kind kind, acp_slice name)
{
    return acp_names_find(&router->own->names[kind], name);
}

const acp_iosxe_list *acp_iosxe_find_login(const acp_iosxe *router, acp_slice name)
{
    return find(router, ACP_IOSXE_NAME_LOGIN, name);
}

const acp_iosxe_list *acp_iosxe_find_network(const acp_iosxe *router, acp_slice name)
{
    return find(router, ACP_IOSXE_NAME_NETWORK, name);
}

const acp_iosxe_list *acp_iosxe_find_profile(const acp_iosxe *router, acp_slice name)
{
    return find(router, ACP_IOSXE_NAME_PROFILE_FILE, name);
}

const acp_iosxe_interface *acp_iosxe_find_interface(const acp_iosxe *router, acp_slice name)
{
    char key[128]; /* no interface has a longer name */
    if (name.len > sizeof key)
        return NULL;
    size_t length = acp_iosxe_interface_key(name, key);
    return find(router, ACP_IOSXE_NAME_INTERFACE, (acp_slice){key, length});
}

const acp_iosxe_interface *acp_iosxe_find_template(const acp_iosxe *router, uint32_t number)
{
    char name[sizeof "Virtual-Template4294967295"];
    int length = snprintf(name, sizeof name, "Virtual-Template%u", (unsigned)number);
    return number ? acp_iosxe_find_interface(router, (acp_slice){name, (size_t)length}) : NULL;
}

const acp_iosxe_pool *acp_iosxe_find_pool(const acp_iosxe *router, acp_slice name)
{
    return find(router, ACP_IOSXE_NAME_POOL, name);
}

const acp_iosxe_acl *acp_iosxe_find_acl(const acp_iosxe *router, acp_slice name)
{
    return find(router, ACP_IOSXE_NAME_ACL, name);
}

const acp_iosxe_trustpoint *acp_iosxe_find_trustpoint(const acp_iosxe *router, acp_slice name)
{
    return find(router, ACP_IOSXE_NAME_TRUSTPOINT, name);
}

const acp_iosxe_ikev2_proposal *acp_iosxe_find_ikev2_proposal(const acp_iosxe *router,
                                                              acp_slice name)
{
    return find(router, ACP_IOSXE_NAME_PROPOSAL, name);
}

const acp_iosxe_authorization *acp_iosxe_find_authorization(const acp_iosxe *router, acp_slice name)
{
    return find(router, ACP_IOSXE_NAME_AUTHORIZATION, name);
}

const acp_iosxe_transform_set *acp_iosxe_find_transform_set(const acp_iosxe *router, acp_slice name)
{
    return find(router, ACP_IOSXE_NAME_TRANSFORM, name);
}

const acp_iosxe_ipsec_profile *acp_iosxe_find_ipsec_profile(const acp_iosxe *router, acp_slice name)
{
    return find(router, ACP_IOSXE_NAME_IPSEC, name);
}

/* ---- hosts ----------------------------------------------------------------------------------- */

static bool has_address(const acp_iosxe *router, acp_ip ip)
{
    for (const acp_iosxe_interface *at = ip.family ? router->interfaces : NULL; at; at = at->next) {
        if (acp_ip_equal(at->ip, ip))
            return true;
        for (size_t i = 0; i < at->ipv6.count; i++)
            if (acp_ip_equal(acp_ip_parse(at->ipv6.items[i].text), ip))
                return true;
    }
    return false;
}

bool acp_iosxe_serves_host(const acp_iosxe *router, acp_slice host)
{
    if (!host.len)
        return false;
    acp_ip ip = acp_ip_parse(host);
    for (const acp_iosxe_trustpoint *at = router->trustpoints; at; at = at->next)
        if (acp_slice_equal_nocase(at->fqdn.text, host) ||
            acp_slice_equal_nocase(at->cn.text, host) ||
            (ip.family && acp_ip_equal(acp_ip_parse(at->address.text), ip)))
            return true;
    return acp_is_full_name(host, router->hostname.text, router->domain_name.text) ||
           has_address(router, ip);
}
