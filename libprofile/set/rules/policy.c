/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The local policy against the profiles: certificates and what may be remembered. */
#include "set/endpoint.h"
#include "set/rules/checks.h"

static acp_member *next_policy(const acp_set *set, acp_member *last)
{
    return acp_set_next_document(set, ACP_KIND_LOCAL_POLICY, last);
}

/* ---- Always-On ------------------------------------------------------------------------------- */

/* Notes that a setting of each policy must fit Always-On, where a profile has it. */
static void agree_with_always_on(acp_set_run *run, const acp_rule *rule, const char *what,
                                 const char *path, bool fits(const acp_member *policy),
                                 const char *consequence)
{
    acp_member *profile = acp_set_next_always_on(run->set, NULL);
    for (acp_member *policy = NULL; profile && (policy = next_policy(run->set, policy));) {
        acp_side here = {acp_spot_setting(policy, path), acp_member_value(policy, path)};
        acp_side there = {acp_spot_setting(profile, ACP_ALWAYS_ON), ACP_SLICE("AlwaysOn true")};
        acp_set_agree(run, rule, what, here, there, fits(policy), "%s has Always-On. %s",
                      profile->name, consequence);
    }
}

/* The client takes nothing from headends, whatever its update policy (003:L2020-2021). */
static bool takes_no_updates(const acp_member *policy)
{
    return acp_member_is(policy, "BypassDownloader", "true");
}

static bool restricts_profiles(const acp_member *policy)
{
    return takes_no_updates(policy) || acp_member_is(policy, ACP_UPDATES("VPNProfile"), "false");
}

void acp_always_on_any_server_profile(acp_set_run *run, const acp_rule *rule)
{
    agree_with_always_on(run, rule, "profile updates with Always-On", ACP_UPDATES("VPNProfile"),
                         restricts_profiles,
                         "As long as every headend may deliver a VPN profile, one from a foreign "
                         "headend deletes it and ties the client to that headend.");
}

/* RestrictServerCertStore switches strict trust on (003:L6257-6259). */
static bool is_strict(const acp_member *policy)
{
    return acp_member_is(policy, "StrictCertificateTrust", "true") ||
           acp_member_is(policy, "RestrictServerCertStore", "true");
}

void acp_always_on_without_strict_trust(acp_set_run *run, const acp_rule *rule)
{
    agree_with_always_on(run, rule, "certificate trust with Always-On", "StrictCertificateTrust",
                         is_strict,
                         "Without strict trust users can accept a rogue server, and an Always-On "
                         "profile from it locks the VPN to that server.");
}

void acp_revocation_check_with_always_on(acp_set_run *run, const acp_rule *rule)
{
    static const char *const checks[] = {"EnableCRLCheck", "OCSPRevocation"};
    acp_member *profile = acp_set_next_always_on(run->set, NULL);
    for (acp_member *policy = NULL; profile && (policy = next_policy(run->set, policy));) {
        acp_spot there = acp_spot_setting(profile, ACP_ALWAYS_ON);
        for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
            if (acp_member_is(policy, checks[i], "true"))
                acp_set_say(run, rule, acp_spot_setting(policy, checks[i]), &there, "Always-On",
                            "%s asks the client to check gateway certificates for revocation, and "
                            "with Always-On, as in %s, it does not.",
                            checks[i], profile->name);
    }
}

/* ---- a setting of the policy that narrows one of the profile -----------------------------------
 */

typedef struct {
    const char *path, *value;
} condition;

typedef struct {
    condition policy;
    const char *not_true; /* another setting of the policy that must not be true, or NULL */
    condition profile;
    const char *or_value; /* of the profile's setting, or NULL */
} narrowing;

static bool holds(const acp_member *member, const condition *wanted)
{
    return acp_member_is(member, wanted->path, wanted->value);
}

/* Reports the profile's setting with the rule's own detail. */
static void report_narrowed(acp_set_run *run, const acp_rule *rule, const narrowing *row)
{
    for (acp_member *policy = NULL; (policy = next_policy(run->set, policy));) {
        if (!holds(policy, &row->policy) ||
            (row->not_true && acp_member_is(policy, row->not_true, "true")))
            continue;
        acp_spot there = acp_spot_setting(policy, row->policy.path);
        acp_member *profile = NULL;
        while ((profile = acp_set_next_profile(run->set, false, profile))) {
            const condition other = {row->profile.path, row->or_value};
            if (holds(profile, &row->profile) || (row->or_value && holds(profile, &other)))
                acp_set_say(run, rule, acp_spot_setting(profile, row->profile.path), &there,
                            "the local policy", NULL);
        }
    }
}

#define LINUX_STORE "ClientInitialization/CertificateStoreLinux"
#define MAC_STORE   "ClientInitialization/CertificateStoreMac"

void acp_linux_machine_store_with_pem_excluded(acp_set_run *run, const acp_rule *rule)
{
    static const narrowing row = {
        {"ExcludePemFileCertStore", "true"}, NULL, {LINUX_STORE, "Machine"}, NULL};
    report_narrowed(run, rule, &row);
}

void acp_macos_login_keychain_only(acp_set_run *run, const acp_rule *rule)
{
    static const narrowing row = {
        {"ExcludePemFileCertStore", "true"}, NULL, {MAC_STORE, "Login"}, NULL};
    report_narrowed(run, rule, &row);
}

void acp_linux_firefox_nss_only(acp_set_run *run, const acp_rule *rule)
{
    static const narrowing row = {{"ExcludePemFileCertStore", "true"},
                                  "ExcludeFirefoxNSSCertStore",
                                  {LINUX_STORE, "All"},
                                  "User"};
    report_narrowed(run, rule, &row);
}

void acp_sdi_token_type_not_cached(acp_set_run *run, const acp_rule *rule)
{
    static const narrowing row = {{"RestrictPreferenceCaching", "All"},
                                  NULL,
                                  {"ClientInitialization/RSASecurIDIntegration", "Automatic"},
                                  NULL};
    report_narrowed(run, rule, &row);
}
