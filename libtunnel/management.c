/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/management.h"

tunnel_feature tunnel_management_feature(const tunnel_policy *policy, tunnel_explanation *why)
{
    const tunnel_policy_record *root = policy->root;
    if (!(tunnel_policy_platform(policy) & (TUNNEL_WINDOWS | TUNNEL_MACOS)))
        return TUNNEL_FEATURE_PLATFORM_UNSUPPORTED;
    if (root->management_profile == TUNNEL_NONE)
        return TUNNEL_FEATURE_NO_PROFILE;
    const tunnel_profile *profile =
        TUNNEL_AT(policy, tunnel_profile, PROFILES, root->management_profile);
    if (profile->entry_count != 1)
        return profile->entry_count ? TUNNEL_FEATURE_SEVERAL_ENTRIES : TUNNEL_FEATURE_NO_ENTRY;
    const tunnel_entry *entry = TUNNEL_AT(policy, tunnel_entry, ENTRIES, profile->first_entry);
    tunnel_text_t group = tunnel_slice(policy, entry->group);
    tunnel_note(policy, why, VPN_USER_GROUP, group, entry->position);
    if (!group.len)
        return TUNNEL_FEATURE_NO_GROUP;
    /* That the headend exempts a session does not bring the feature back. */
    return tunnel_always_on(policy, false, why) ? TUNNEL_FEATURE_ALWAYS_ON : TUNNEL_FEATURE_ON;
}
