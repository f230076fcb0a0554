/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: by name. */
#include "headend/asa_read.h"

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
