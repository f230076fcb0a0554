/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is asked of all VPN profiles that are in the set. */
#include "libtunnel/view.h"

const tunnel_profile *tunnel_leading_profile(const tunnel_view *view)
{
    if (!view->record->member_count)
        return view->profile;
    const tunnel_member *first =
        TUNNEL_AT(view->policy, tunnel_member, MEMBERS, view->record->first_member);
    return TUNNEL_AT(view->policy, tunnel_profile, PROFILES, first->profile);
}

bool tunnel_always_on(const tunnel_policy *policy, bool exempt, tunnel_explanation *why)
{
    tunnel_view view =
        tunnel_view_of_profile(policy, tunnel_first_profile(policy), (tunnel_preferences){0}, why);
    if (why) {
        tunnel_on(&view, VPN_ALWAYS_ON);
        tunnel_on(&view, VPN_AUTOMATIC_VPN_POLICY);
        tunnel_choice(&view, VPN_UNTRUSTED_NETWORK_POLICY);
    }
    return policy->root->always_on && !exempt;
}

/* Asks the profiles of the set until one says what is wanted; if none does, what the first says. */
static bool ask_profiles(const tunnel_policy *policy, tunnel_setting setting,
                         tunnel_preferences preferences, bool wanted, tunnel_explanation *why)
{
    for (uint32_t i = 0; i < policy->root->profile_count; i++) {
        const tunnel_profile *profile = TUNNEL_AT(policy, tunnel_profile, PROFILES, i);
        tunnel_view view = tunnel_view_of_profile(policy, profile, preferences, NULL);
        if (profile->in_set && tunnel_on(&view, setting) == wanted) {
            view.why = why;
            return tunnel_on(&view, setting);
        }
    }
    tunnel_view first =
        tunnel_view_of_profile(policy, tunnel_first_profile(policy), preferences, why);
    return tunnel_on(&first, setting);
}

bool tunnel_on_anywhere(const tunnel_policy *policy, tunnel_setting setting,
                        tunnel_preferences preferences, tunnel_explanation *why)
{
    return ask_profiles(policy, setting, preferences, true, why);
}

bool tunnel_on_everywhere(const tunnel_policy *policy, tunnel_setting setting,
                          tunnel_preferences preferences, tunnel_explanation *why)
{
    return ask_profiles(policy, setting, preferences, false, why);
}
