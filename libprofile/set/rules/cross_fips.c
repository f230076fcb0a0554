/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FIPS mode and Suite B algorithms against the release of the ASA. */
#include "set/connections.h"
#include "set/rules/checks.h"

static bool is_before(const acp_asa *asa, const char *release)
{
    return asa->software.count &&
           acp_release_compare(asa->software, acp_release_parse(acp_slice_of(release))) < 0;
}

/* The first word with this in it; NULL: none. */
static const acp_cli *find_with(acp_cli_list words, acp_slice part)
{
    for (size_t i = 0; i < words.count; i++)
        if (acp_slice_find(words.items[i].text, part))
            return words.items + i;
    return NULL;
}

static const acp_cli *find_curve(acp_cli_list groups)
{
    static const char *const curves[] = {"19", "20", "21"};
    const acp_cli *found = NULL;
    for (size_t i = 0; i < sizeof curves / sizeof *curves && !found; i++)
        found = acp_cli_find(groups, curves[i]);
    return found;
}

/* An algorithm of Suite B: AES-GCM, ECDH, or ECDSA in TLS; NULL: none is configured. */
static const acp_cli *find_suite_b(const acp_asa *asa)
{
    const acp_cli *found = NULL;
    for (const acp_asa_ikev2_policy *at = asa->ikev2_policies; at && !found; at = at->next) {
        found = find_with(at->encryption, ACP_SLICE("aes-gcm"));
        if (!found)
            found = find_curve(at->group);
    }
    for (const acp_asa_ipsec_proposal *at = asa->ipsec_proposals; at && !found; at = at->next)
        found = find_with(at->encryption, ACP_SLICE("aes-gcm"));
    for (const acp_asa_ssl_cipher *at = asa->ssl.ciphers; at && !found; at = at->next)
        found = find_with(at->suites, ACP_SLICE("ECDSA"));
    return found;
}

static void check_fips(acp_set_run *run, const acp_rule *rule, acp_member *policy)
{
    acp_side there = acp_side_of_setting(policy, "FipsMode");
    if (!acp_slice_is(there.value, "true"))
        return;
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        if (!member->asa->software.count)
            continue;
        acp_set_agree(run, rule, "release for FIPS", acp_side_of_word(member, member->asa->version),
                      there, !is_before(member->asa, "8.4(1)"),
                      "This ASA runs release %.*s, and the clients are in FIPS mode. An ASA "
                      "supports that since 8.4(1).",
                      ACP_SLICE_ARGS(acp_shown(member->asa->version.text)));
    }
}

void acp_fips_asa_too_old(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *policy = NULL;
         (policy = acp_set_next_document(run->set, ACP_KIND_LOCAL_POLICY, policy));)
        check_fips(run, rule, policy);
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_cli *suite_b = is_before(member->asa, "9.0") ? find_suite_b(member->asa) : NULL;
        if (!suite_b)
            continue;
        acp_spot there = acp_spot_cli(member, *suite_b);
        acp_set_say(
            run, rule, acp_spot_cli(member, member->asa->version), &there, "a Suite B algorithm",
            "This ASA runs release %.*s and has \"%.*s\" in its configuration. An ASA supports the "
            "algorithms of Suite B since 9.0.",
            ACP_SLICE_ARGS(acp_shown(member->asa->version.text)),
            ACP_SLICE_ARGS(acp_shown(acp_line_rest(member->document, suite_b->line, 0).text)));
    }
}
