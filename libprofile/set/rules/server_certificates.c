/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the client asks of a gateway's certificate beside its names (003:L9010-9026), and the
 * certificates of trusted HTTPS servers. */
#include "check/certificate.h"
#include "set/certificates.h"
#include "set/endpoint.h"
#include "set/rules/checks.h"

/* ---- validity ----------------------------------------------------------------------------------
 */

void acp_server_certificate_outside_validity(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const acp_chain *chain = acp_set_chains(run, &count);
    for (const acp_chain *end = chain + count; chain < end; chain++) {
        const acp_target *target = chain->leaf ? acp_chain_target(run, chain) : NULL;
        acp_validity validity = target ? acp_certificate_validity(chain->leaf, run->at) : ACP_VALID;
        char from[ACP_TIME_SIZE], to[ACP_TIME_SIZE];
        if (validity == ACP_VALID)
            continue;
        acp_spot there = acp_spot_value(target->entry.member, target->at);
        acp_set_say(run, rule, acp_spot_certificate(chain->member, chain->leaf), &there,
                    "the host it is for",
                    "The certificate of %.*s %s: it is valid from %s to %s. The client takes the "
                    "gateway for one that cannot be trusted.",
                    ACP_SLICE_ARGS(acp_shown(target->host)),
                    validity == ACP_EXPIRED ? "has expired" : "is not valid yet",
                    acp_time_text(chain->leaf->not_before, from),
                    acp_time_text(chain->leaf->not_after, to));
    }
}

/* ---- key usage ---------------------------------------------------------------------------------
 */

/* What is wrong, NULL: nothing. A key for PSS signatures alone cannot encipher, whatever its
 * certificate says. */
static const char *key_usage_fault(const acp_certificate *leaf)
{
    if (!leaf->has_key_usage)
        return NULL;
    if (!(leaf->key_usage & ACP_DIGITAL_SIGNATURE))
        return "lacks digitalSignature";
    if (leaf->key_type == ACP_KEY_RSA &&
        !(leaf->key_usage & (ACP_KEY_ENCIPHERMENT | ACP_KEY_AGREEMENT)))
        return "has neither keyEncipherment nor keyAgreement, of which a certificate with an RSA "
               "key needs one";
    return NULL;
}

static const char *missing_usages(const acp_certificate *leaf)
{
    if (leaf->has_key_usage)
        return leaf->has_extended_key_usage ? NULL : "no extendedKeyUsage";
    return leaf->has_extended_key_usage ? "no keyUsage" : "neither keyUsage nor extendedKeyUsage";
}

void acp_server_certificate_key_usage(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const acp_chain *chain = acp_set_chains(run, &count);
    for (const acp_chain *end = chain + count; chain < end; chain++) {
        const char *fault = chain->leaf ? key_usage_fault(chain->leaf) : NULL;
        if (fault)
            acp_set_say(run, rule, acp_spot_certificate(chain->member, chain->leaf), NULL, NULL,
                        "The keyUsage of %.*s %s. The client does not accept it as the certificate "
                        "of a gateway.",
                        ACP_SLICE_ARGS(acp_certificate_title(chain->leaf)), fault);
    }
}

void acp_server_certificate_without_key_usage(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const acp_chain *chain = acp_set_chains(run, &count);
    for (const acp_chain *end = chain + count; chain < end; chain++) {
        const char *missing = chain->leaf ? missing_usages(chain->leaf) : NULL;
        if (missing)
            acp_set_say(run, rule, acp_spot_certificate(chain->member, chain->leaf), NULL, NULL,
                        "%.*s has %s. The client accepts such a certificate of a gateway, but it "
                        "is not recommended.",
                        ACP_SLICE_ARGS(acp_certificate_title(chain->leaf)), missing);
    }
}

/* ---- extended key usage ------------------------------------------------------------------------
 */

static void check_extended_key_usage(acp_set_run *run, const acp_rule *rule, const acp_chain *chain)
{
    const acp_target *target = acp_chain_target(run, chain);
    bool ssl = target && !target->entry.ipsec;
    if (acp_certificate_has_usage(chain->leaf, ACP_OID_SERVER_AUTH) ||
        (!ssl && acp_certificate_has_usage(chain->leaf, ACP_OID_IKE_INTERMEDIATE)))
        return;
    acp_spot there = {0};
    if (target)
        there = acp_spot_value(target->entry.member, target->at);
    acp_set_say(run, rule, acp_spot_certificate(chain->member, chain->leaf), target ? &there : NULL,
                "the host it is for",
                "The extendedKeyUsage of %.*s lacks serverAuth%s. The client does not accept it as "
                "the certificate of a gateway%s.",
                ACP_SLICE_ARGS(acp_certificate_title(chain->leaf)),
                ssl ? "" : " and IKE intermediate", ssl ? " it reaches by SSL" : "");
}

void acp_server_certificate_extended_key_usage(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const acp_chain *chain = acp_set_chains(run, &count);
    for (const acp_chain *end = chain + count; chain < end; chain++)
        if (chain->leaf && chain->leaf->has_extended_key_usage)
            check_extended_key_usage(run, rule, chain);
}

/* ---- trusted HTTPS servers ---------------------------------------------------------------------
 */

/* The chain given for a host whose leaf has this hash, else the first given for it. */
static const acp_chain *find_chain(acp_set_run *run, acp_slice host, const uint8_t *hash,
                                   bool *matches)
{
    size_t count;
    const acp_chain *chain = acp_set_chains(run, &count), *first = NULL;
    for (const acp_chain *end = chain + count; chain < end; chain++) {
        if (!chain->leaf || !acp_chain_is_of(chain, host))
            continue;
        *matches = memcmp(chain->leaf->sha256, hash, ACP_SHA256_SIZE) == 0;
        if (*matches)
            return chain;
        first = first ? first : chain;
    }
    return first;
}

static void check_trusted_server(acp_set_run *run, const acp_rule *rule, acp_member *profile,
                                 const acp_node *server)
{
    acp_address parts;
    uint8_t hash[ACP_SHA256_SIZE];
    char text[2 * ACP_SHA256_SIZE + 1];
    bool matches = false;
    const acp_node *node = acp_node_below(server, "CertificateHash");
    if (!node || !acp_hash_read(node->value, hash, sizeof hash) ||
        !acp_address_parse(acp_member_value_below(profile, server, "Address"), &parts))
        return;
    const acp_chain *chain = find_chain(run, parts.host, hash, &matches);
    if (!chain)
        return;
    for (size_t i = 0; i < ACP_SHA256_SIZE; i++)
        snprintf(text + 2 * i, 3, "%02X", chain->leaf->sha256[i]);
    acp_side here = {acp_spot_value(profile, node), node->value};
    acp_side there = {acp_spot_certificate(chain->member, chain->leaf), acp_slice_of(text)};
    acp_set_agree(run, rule, "hash of a trusted HTTPS server", here, there, matches,
                  "The certificate for %.*s in %s has the SHA-256 %s. With another hash here the "
                  "client takes the network behind this server for untrusted.",
                  ACP_SLICE_ARGS(acp_shown(parts.host)), chain->member->name, text);
}

void acp_tnd_https_hash_mismatch(acp_set_run *run, const acp_rule *rule)
{
    acp_member *profile = NULL;
    while ((profile = acp_set_next_profile(run->set, true, profile))) {
        const acp_node *server =
            acp_member_first(profile, ACP_TND "/TrustedHttpsServerList/TrustedHttpsServer");
        for (; server; server = server->same)
            check_trusted_server(run, rule, profile, server);
    }
}
