/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ciphers of TLS and IKEv2 on an ASA. */
#include "set/gateways.h"
#include "set/rules/checks.h"

static bool starts_with(acp_slice text, const char *start)
{
    size_t length = strlen(start);
    return text.len >= length &&
           acp_slice_equal_nocase((acp_slice){text.ptr, length}, acp_slice_of(start));
}

/* ---- TLS ------------------------------------------------------------------------------------- */

/* Goes over the suites written, of ssl encryption and of ssl cipher ... custom, for as long as the
 * answer is no. The level of another ssl cipher stands for suites the ASA knows: it is asked about
 * as such. */
typedef bool suite_test(acp_cli suite);

static const acp_cli *find_in(acp_cli_list suites, suite_test *test)
{
    for (size_t i = 0; i < suites.count; i++)
        if (test(suites.items[i]))
            return suites.items + i;
    return NULL;
}

static const acp_cli *find_suite(const acp_asa_ssl *ssl, suite_test *test)
{
    const acp_cli *found = find_in(ssl->encryption, test);
    for (const acp_asa_ssl_cipher *cipher = ssl->ciphers; cipher && !found; cipher = cipher->next) {
        if (acp_cli_is(cipher->level, "custom"))
            found = find_in(cipher->suites, test);
        else if (test(cipher->level))
            found = &cipher->level;
    }
    return found;
}

static bool is_any_suite(acp_cli suite)
{
    (void)suite;
    return true;
}

static bool is_better_than_des(acp_cli suite)
{
    return !acp_slice_equal_nocase(suite.text, ACP_SLICE("des-sha1")) &&
           !acp_slice_equal_nocase(suite.text, ACP_SLICE("DES-CBC-SHA"));
}

void acp_asa_ssl_des_only(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_cli *first = find_suite(&member->asa->ssl, is_any_suite);
        if (first && !find_suite(&member->asa->ssl, is_better_than_des))
            acp_set_say(run, rule, acp_spot_cli(member, *first), NULL, NULL,
                        "The ASA offers %.*s and no cipher that is better. Windows has DES "
                        "disabled, so every connection from it fails.",
                        ACP_SLICE_ARGS(acp_shown(first->text)));
    }
}

static bool is_dhe(acp_cli suite)
{
    return starts_with(suite.text, "dhe-") || starts_with(suite.text, "edh-");
}

void acp_asa_dhe_before_9_2(acp_set_run *run, const acp_rule *rule)
{
    static const acp_release first_good = {.part = {9, 2}, .count = 2};
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa *asa = member->asa;
        const acp_cli *suite = find_suite(&asa->ssl, is_dhe);
        if (!suite || !asa->software.count || acp_release_compare(asa->software, first_good) >= 0)
            continue;
        acp_spot version = acp_spot_cli(member, asa->version);
        acp_set_say(run, rule, acp_spot_cli(member, *suite), &version, "this version",
                    "ASA %.*s offers %.*s. Before 9.2 its DHE does not work with the client on "
                    "Android, which cannot connect.",
                    ACP_SLICE_ARGS(acp_shown(asa->version.text)),
                    ACP_SLICE_ARGS(acp_shown(suite->text)));
    }
}

/* ---- IKEv2 and IPsec ------------------------------------------------------------------------- */

/* Algorithms that encrypt and authenticate at once; gmac authenticates alone. */
static bool is_combined(acp_cli algorithm)
{
    return starts_with(algorithm.text, "aes-gcm") || starts_with(algorithm.text, "aes-gmac");
}

static bool is_normal(acp_cli algorithm)
{
    return !is_combined(algorithm);
}

static bool is_integrity(acp_cli algorithm)
{
    return !acp_cli_is(algorithm, "null");
}

void acp_ikev2_policy_mixes_modes(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));)
        for (const acp_asa_ikev2_policy *policy = member->asa->ikev2_policies; policy;
             policy = policy->next) {
            const acp_cli *combined = find_in(policy->encryption, is_combined);
            const acp_cli *normal = find_in(policy->encryption, is_normal);
            if (!combined || !normal)
                continue;
            acp_spot there = acp_spot_cli(member, *combined);
            acp_set_say(run, rule, acp_spot_cli(member, *normal), &there, "combined mode",
                        "IKEv2 policy %.*s lists %.*s together with %.*s. Combined mode disables "
                        "every normal algorithm of the policy.",
                        ACP_SLICE_ARGS(acp_shown(policy->number.text)),
                        ACP_SLICE_ARGS(acp_shown(normal->text)),
                        ACP_SLICE_ARGS(acp_shown(combined->text)));
        }
}

/* integrity NULL: there is no such line, and the ASA takes SHA. */
static void say_integrity(acp_set_run *run, const acp_rule *rule, acp_member *member,
                          const acp_asa_ikev2_policy *policy, const acp_cli *integrity)
{
    const acp_cli *encryption = &policy->encryption.items[0];
    acp_spot there = acp_spot_cli(member, *encryption);
    acp_set_say(run, rule, integrity ? acp_spot_cli(member, *integrity) : there,
                integrity ? &there : NULL, "the encryption",
                "IKEv2 policy %.*s encrypts with %.*s and has %s%.*s. AES-GCM authenticates by "
                "itself, and null is the only valid integrity algorithm with it.",
                ACP_SLICE_ARGS(acp_shown(policy->number.text)),
                ACP_SLICE_ARGS(acp_shown(encryption->text)),
                integrity ? "integrity " : "no integrity line, which means sha",
                ACP_SLICE_ARGS(integrity ? acp_shown(integrity->text) : (acp_slice){0}));
}

void acp_ikev2_gcm_integrity_not_null(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));)
        for (const acp_asa_ikev2_policy *policy = member->asa->ikev2_policies; policy;
             policy = policy->next) {
            const acp_cli *integrity = find_in(policy->integrity, is_integrity);
            if (policy->encryption.count && !find_in(policy->encryption, is_normal) &&
                (integrity || !policy->integrity.count))
                say_integrity(run, rule, member, policy, integrity);
        }
}

void acp_ipsec_proposal_mixed_without_integrity(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));)
        for (const acp_asa_ipsec_proposal *proposal = member->asa->ipsec_proposals; proposal;
             proposal = proposal->next) {
            const acp_cli *combined = find_in(proposal->encryption, is_combined);
            const acp_cli *normal = find_in(proposal->encryption, is_normal);
            if (!combined || !normal || find_in(proposal->integrity, is_integrity))
                continue;
            acp_cli at = proposal->integrity.count ? proposal->integrity.items[0] : *normal;
            acp_set_say(run, rule, acp_spot_cli(member, at), NULL, NULL,
                        "IPsec proposal %.*s lists %.*s and %.*s, but no integrity algorithm other "
                        "than null. A proposal of both kinds must have one, which is then used "
                        "with both.",
                        ACP_SLICE_ARGS(acp_shown(proposal->name.text)),
                        ACP_SLICE_ARGS(acp_shown(combined->text)),
                        ACP_SLICE_ARGS(acp_shown(normal->text)));
        }
}
