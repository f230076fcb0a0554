/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How long an ASA keeps sessions, and how clients notice that it is gone. */
#include "set/rules/asa_each.h"
#include "set/rules/asa_fault.h"
#include "set/rules/checks.h"

enum { CLIENT_DPD = 30 };

void acp_asa_dpd_client(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        acp_asa_value value = acp_asa_policy_own(at.policy, ACP_GP_DPD_CLIENT);
        if (value.from != ACP_ASA_OWN || value.number == CLIENT_DPD)
            continue;
        acp_spot place = acp_spot_cli(at.member, value.value);
        acp_slice name = acp_shown(at.policy->name.text);
        if (value.none)
            acp_set_say(run, rule, place, NULL, NULL,
                        "Clients of group policy %.*s never ask whether the gateway is still "
                        "there. They keep a dead tunnel, mobile devices above all.",
                        ACP_SLICE_ARGS(name));
        else
            acp_set_say(run, rule, place, NULL, NULL,
                        "Clients of group policy %.*s ask every %.*s seconds whether the gateway "
                        "is still there. The recommended interval is %d.",
                        ACP_SLICE_ARGS(name), ACP_SLICE_ARGS(acp_shown(value.value.text)),
                        CLIENT_DPD);
    }
}

void acp_asa_session_timeout(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        acp_asa_value value = acp_asa_policy_own(at.policy, ACP_GP_VPN_SESSION_TIMEOUT);
        if (value.from != ACP_ASA_OWN || value.number < 0)
            continue;
        acp_set_say(run, rule, acp_spot_cli(at.member, value.value), NULL, NULL,
                    "Group policy %.*s ends every connection after %ld minutes, however busy it "
                    "is. The user has to authenticate again then.",
                    ACP_SLICE_ARGS(acp_shown(at.policy->name.text)), value.number);
    }
}
