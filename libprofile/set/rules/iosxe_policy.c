/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The local policy's BypassDownloader against the headends that have, or lack, a profile. */
#include "set/gateways.h"
#include "set/rules/checks.h"
#include "set/rules/iosxe_each.h"

#define BYPASS "BypassDownloader"

typedef struct {
    acp_set_run *run;
    const acp_rule *rule;
    acp_member *policy;
    bool bypassed;
} check;

/* The next local policy; the first after {run, rule}. */
static bool next_policy(check *c)
{
    c->policy = acp_set_next_document(c->run->set, ACP_KIND_LOCAL_POLICY, c->policy);
    c->bypassed = c->policy && acp_member_is(c->policy, BYPASS, "true");
    return c->policy;
}

static acp_side bypass_side(const check *c)
{
    return (acp_side){acp_spot_setting(c->policy, BYPASS),
                      c->bypassed ? ACP_SLICE("not downloaded") : ACP_SLICE("downloaded")};
}

/* ---- the headend distributes a profile ------------------------------------------------------- */

static void check_offer(const check *c, acp_member *headend, acp_cli offer)
{
    acp_side there = {acp_spot_cli(headend, offer), offer.text};
    acp_set_agree(c->run, c->rule, "profile of the headend", bypass_side(c), there, !c->bypassed,
                  "The headend gives clients the profile %.*s, which they do not fetch with "
                  "BypassDownloader. From an ASA, a client whose own profile differs breaks the "
                  "connection off.",
                  ACP_SLICE_ARGS(acp_shown(offer.text)));
}

static acp_cli offered_by_asa(const acp_asa *asa)
{
    for (const acp_asa_policy *policy = asa->policies; policy; policy = policy->next)
        for (const acp_asa_attached *at = policy->profiles; at; at = at->next)
            if (acp_asa_attached_is(at, "user"))
                return at->name;
    return (acp_cli){0};
}

static acp_cli offered_by_router(const acp_iosxe *router)
{
    const acp_iosxe_ikev2_profile *at = router->ikev2_profiles;
    while (at && !at->anyconnect_profile.line)
        at = at->next;
    return at ? at->anyconnect_profile : (acp_cli){0};
}

void acp_bypass_downloader_headend_profile(acp_set_run *run, const acp_rule *rule)
{
    for (check c = {run, rule, NULL, false}; next_policy(&c);) {
        for (acp_member *member = NULL; (member = acp_set_next_member(run->set, member));) {
            acp_cli offer = member->asa     ? offered_by_asa(member->asa)
                            : member->iosxe ? offered_by_router(member->iosxe)
                                            : (acp_cli){0};
            if (offer.line)
                check_offer(&c, member, offer);
        }
    }
}

/* ---- the router has none --------------------------------------------------------------------- */

/* Since 16.9 a router can have one (004:L253). */
static const acp_release first_with_profile = {{16, 9}, 2};

static bool is_old(const acp_iosxe *router)
{
    return router->software.count && acp_release_compare(router->software, first_with_profile) < 0;
}

void acp_iosxe_old_needs_bypass(acp_set_run *run, const acp_rule *rule)
{
    for (check c = {run, rule, NULL, false}; next_policy(&c);) {
        for (acp_member *member = NULL; (member = acp_next_router(run->set, member));) {
            acp_cli version = member->iosxe->version;
            if (!is_old(member->iosxe))
                continue;
            acp_side there = {acp_spot_cli(member, version), ACP_SLICE("not offered")};
            acp_set_agree(run, rule, "profile download", bypass_side(&c), there, c.bypassed,
                          "The router runs IOS XE %.*s, which cannot offer clients a profile; that "
                          "takes 16.9.1. After logon the client looks for one, does not find it "
                          "and ends the connection, unless BypassDownloader is true.",
                          ACP_SLICE_ARGS(acp_shown(version.text)));
        }
    }
}

/* EAP of the standard kind is what other clients use as well; a key ID tells them apart. */
static bool is_for_this_client(const acp_iosxe_ikev2_profile *profile)
{
    const acp_iosxe_match *match = profile->remotes;
    while (match && !acp_cli_is(match->type, "key-id"))
        match = match->next;
    return acp_iosxe_is_anyconnect(profile) &&
           (match || acp_cli_is(profile->remote_auth, "anyconnect-eap"));
}

void acp_iosxe_no_profile_offered(acp_set_run *run, const acp_rule *rule)
{
    for (check c = {run, rule, NULL, false}; next_policy(&c);) {
        for (acp_flex at = {0}; acp_next_flex(run->set, &at);) {
            if (at.profile->anyconnect_profile.line || is_old(at.router) ||
                !is_for_this_client(at.profile))
                continue;
            acp_side here = {acp_spot_cli(at.member, at.profile->name), ACP_SLICE("not offered")};
            acp_set_agree(run, rule, "profile download", here, bypass_side(&c), c.bypassed,
                          "IKEv2 profile %.*s has no anyconnect profile line. After logon the "
                          "client looks for a profile, does not find it and ends the connection, "
                          "unless its local policy has BypassDownloader true.",
                          ACP_SLICE_ARGS(acp_shown(at.profile->name.text)));
        }
    }
}
