/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/rules/iosxe_each.h"

acp_member *acp_next_router(const acp_set *set, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next(set, ACP_ROLE_IOS_XE, member);
    while (member && !member->iosxe);
    return member;
}

bool acp_next_ikev2_profile(const acp_set *set, acp_flex *at)
{
    const acp_iosxe_ikev2_profile *profile = at->profile ? at->profile->next : NULL;
    acp_member *member = at->member;
    while (!profile) {
        member = acp_next_router(set, member);
        if (!member)
            return false;
        profile = member->iosxe->ikev2_profiles;
    }
    *at = (acp_flex){member, member->iosxe, profile};
    return true;
}

bool acp_next_flex(const acp_set *set, acp_flex *at)
{
    while (acp_next_ikev2_profile(set, at))
        if (acp_iosxe_is_anyconnect(at->profile))
            return true;
    return false;
}

bool acp_first_flex(acp_member *member, acp_flex *at)
{
    const acp_iosxe_ikev2_profile *profile = member->iosxe->ikev2_profiles;
    while (profile && !acp_iosxe_is_anyconnect(profile))
        profile = profile->next;
    *at = (acp_flex){member, member->iosxe, profile};
    return profile;
}

bool acp_flex_asks_eap(const acp_flex *at)
{
    return acp_cli_is(at->profile->remote_auth, "anyconnect-eap") ||
           acp_cli_is(at->profile->remote_auth, "eap");
}

bool acp_flex_is_local(const acp_flex *at)
{
    const acp_iosxe_list *list = acp_iosxe_find_network(at->router, at->profile->group_list.text);
    return !list || acp_cli_find(list->words, "local");
}

const acp_iosxe_authorization *acp_flex_authorization(const acp_flex *at)
{
    return acp_flex_is_local(at)
               ? acp_iosxe_find_authorization(at->router, at->profile->group_policy.text)
               : NULL;
}

const acp_iosxe_interface *acp_flex_template(const acp_flex *at)
{
    long number = acp_cli_number(at->profile->virtual_template);
    return number > 0 ? acp_iosxe_find_template(at->router, (uint32_t)number) : NULL;
}

bool acp_iosxe_is_built_in(acp_cli name)
{
    return acp_cli_is(name, "default");
}
