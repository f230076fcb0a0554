/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The management VPN tunnel beside user profiles. */
#include "set/endpoint.h"
#include "set/rules/checks.h"
#include "set/rules/tnd.h"

static acp_member *first_management(const acp_set *set)
{
    return acp_set_next_document(set, ACP_KIND_MGMT, NULL);
}

void acp_mgmt_several_profiles(acp_set_run *run, const acp_rule *rule)
{
    acp_member *first = first_management(run->set), *profile = first;
    while (profile && (profile = acp_set_next_document(run->set, ACP_KIND_MGMT, profile))) {
        acp_spot there = acp_spot_name(first, first->document->root);
        acp_set_say(run, rule, acp_spot_name(profile, profile->document->root), &there,
                    "the other management profile",
                    "The client keeps the management profile under one fixed name, so that of %s "
                    "and this file one overwrites the other.",
                    first->name);
    }
}

void acp_mgmt_tnd_differs(acp_set_run *run, const acp_rule *rule)
{
    acp_member *management = first_management(run->set), *user = NULL;
    while (management && (user = acp_set_next_profile(run->set, false, user)))
        acp_tnd_agree(run, rule, management, user,
                      "The client starts the management tunnel by the user profile and ends it by "
                      "the management profile, so that the two can undo each other.");
}

void acp_mgmt_tnd_no_user_profile(acp_set_run *run, const acp_rule *rule)
{
    acp_member *management = first_management(run->set);
    if (!management || !acp_member_is(management, ACP_TND, "true") ||
        !acp_set_is_complete(run->set) || acp_set_next_profile(run->set, false, NULL))
        return;
    acp_set_say(run, rule, acp_spot_setting(management, ACP_TND), NULL, NULL, NULL);
}

void acp_mgmt_with_always_on(acp_set_run *run, const acp_rule *rule)
{
    acp_member *management = first_management(run->set), *user = NULL;
    while (management && (user = acp_set_next_always_on(run->set, user))) {
        acp_spot there = acp_spot_name(management, management->document->root);
        acp_set_say(run, rule, acp_spot_setting(user, ACP_ALWAYS_ON), &there,
                    "the management profile",
                    "The client brings up the management tunnel of %s whenever the user's tunnel "
                    "is down, and cannot do that together with Always-On.",
                    management->name);
    }
}
