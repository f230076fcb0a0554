/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keys and signatures of certificates: what the client supports at all (003:L8961-8993), and what
 * in FIPS mode (003:L8970-8972, 003:L15398-15401). */
#include "set/certificates.h"
#include "set/rules/checks.h"

/* ---- certificates looked at --------------------------------------------------------------------
 */

typedef struct {
    const acp_held *items;
    size_t count;
} held_list;

static bool is_listed(const acp_held *items, size_t count, const acp_certificate *certificate)
{
    size_t i = 0;
    while (i < count && items[i].certificate != certificate)
        i++;
    return i < count;
}

/* Those of gateways with their chains, each once, and of clients. */
static held_list collect(acp_set_run *run)
{
    size_t chains, most = 0, count = 0, own;
    const acp_chain *first = acp_set_chains(run, &chains), *chain;
    for (chain = first; chain < first + chains; chain++)
        most += chain->count;
    for (acp_held held = {0}; acp_client_certificate_next(run->set, &held);)
        most++;
    acp_held *items = acp_arena_alloc(run->arena, (most + 1) * sizeof *items);
    for (chain = first; items && chain < first + chains; chain++)
        for (size_t i = 0; i < chain->count && chain->items[i].member == chain->member; i++)
            items[count++] = chain->items[i];
    /* The CAs of other files are the same for many chains. */
    for (chain = first, own = count; items && chain < first + chains; chain++)
        for (size_t i = 0; i < chain->count; i++)
            if (chain->items[i].member != chain->member &&
                !is_listed(items + own, count - own, chain->items[i].certificate))
                items[count++] = chain->items[i];
    for (acp_held held = {0}; items && acp_client_certificate_next(run->set, &held);)
        items[count++] = held;
    return (held_list){items, count};
}

static bool is_rsa(const acp_certificate *certificate)
{
    return certificate->key_type == ACP_KEY_RSA || certificate->key_type == ACP_KEY_RSA_PSS;
}

/* ---- keys and hashes ---------------------------------------------------------------------------
 */

enum { FAULT_SIZE = 200 };

/* What is wrong with a certificate, written to text; false: nothing. */
typedef bool fault(const acp_certificate *certificate, char text[FAULT_SIZE]);

static void report_faults(acp_set_run *run, const acp_rule *rule, fault *find)
{
    held_list all = collect(run);
    for (size_t i = 0; i < all.count; i++) {
        char text[FAULT_SIZE];
        acp_held held = all.items[i];
        if (find(held.certificate, text))
            acp_set_say(run, rule, acp_spot_certificate(held.member, held.certificate), NULL, NULL,
                        "%.*s %s", ACP_SLICE_ARGS(acp_certificate_title(held.certificate)), text);
    }
}

static bool has_other_key(const acp_certificate *certificate, char text[FAULT_SIZE])
{
    snprintf(text, FAULT_SIZE,
             "has a key of type %.60s. The client supports RSA and ECDSA only, so it does not use "
             "this certificate.",
             certificate->key_name);
    return !is_rsa(certificate) && certificate->key_type != ACP_KEY_EC;
}

static bool has_short_key(const acp_certificate *certificate, char text[FAULT_SIZE])
{
    snprintf(text, FAULT_SIZE,
             "has an RSA key of %u bits. The client does not use certificates with fewer than "
             "2048.",
             certificate->key_bits);
    return is_rsa(certificate) && certificate->key_bits < 2048;
}

static bool has_unlisted_size(const acp_certificate *certificate, char text[FAULT_SIZE])
{
    unsigned bits = certificate->key_bits;
    snprintf(text, FAULT_SIZE,
             "has an RSA key of %u bits. The guide lists 2048, 4096 and 8192; whether the client "
             "takes others on every platform is not said.",
             bits);
    return is_rsa(certificate) && bits >= 2048 && bits != 2048 && bits != 4096 && bits != 8192;
}

static bool has_other_curve(const acp_certificate *certificate, char text[FAULT_SIZE])
{
    static const char *const curves[] = {"P-256", "P-384", "P-521", NULL};
    const char *curve = certificate->curve;
    snprintf(text, FAULT_SIZE,
             "has an ECDSA key on %.40s. The client supports P-256, P-384 and P-521 only, so it "
             "does not use this certificate.",
             curve ? curve : "a curve given by its parameters instead of a name");
    return certificate->key_type == ACP_KEY_EC &&
           !(curve && acp_slice_listed(acp_slice_of(curve), curves));
}

static bool has_other_hash(const acp_certificate *certificate, char text[FAULT_SIZE])
{
    static const char *const hashes[] = {"MD5", "SHA1", "SHA256", "SHA384", "SHA512", NULL};
    snprintf(text, FAULT_SIZE,
             "has an RSA key and is signed with %.40s. The client supports MD5, SHA1, SHA256, "
             "SHA384 and SHA512 only.",
             certificate->signature_algorithm);
    return is_rsa(certificate) &&
           !(certificate->digest && acp_slice_listed(acp_slice_of(certificate->digest), hashes));
}

void acp_certificate_key_type_unsupported(acp_set_run *run, const acp_rule *rule)
{
    report_faults(run, rule, has_other_key);
}

void acp_certificate_rsa_key_too_short(acp_set_run *run, const acp_rule *rule)
{
    report_faults(run, rule, has_short_key);
}

void acp_certificate_rsa_key_size_unlisted(acp_set_run *run, const acp_rule *rule)
{
    report_faults(run, rule, has_unlisted_size);
}

void acp_certificate_ecdsa_curve_unsupported(acp_set_run *run, const acp_rule *rule)
{
    report_faults(run, rule, has_other_curve);
}

void acp_certificate_hash_unsupported(acp_set_run *run, const acp_rule *rule)
{
    report_faults(run, rule, has_other_hash);
}

/* ---- FIPS mode ---------------------------------------------------------------------------------
 */

/* Whether a certificate is of the kind asked for, and with what it must be signed in FIPS mode. */
typedef struct {
    const char *what;
    bool (*concerns)(const acp_certificate *certificate);
    bool (*fits)(const acp_certificate *certificate);
    const char *consequence;
} fips_rule;

static bool is_ec(const acp_certificate *certificate)
{
    return certificate->key_type == ACP_KEY_EC && certificate->curve;
}

/* Curves other than the three are none the client knows. */
static bool is_strong_enough(const acp_certificate *certificate)
{
    const char *curve = certificate->curve;
    unsigned needed = strcmp(curve, "P-256") == 0   ? 256
                      : strcmp(curve, "P-384") == 0 ? 384
                      : strcmp(curve, "P-521") == 0 ? 512
                                                    : 0;
    return certificate->digest_bits >= needed;
}

static bool is_not_md5(const acp_certificate *certificate)
{
    return !certificate->digest || strcmp(certificate->digest, "MD5") != 0;
}

static acp_slice describe(acp_set_run *run, const acp_certificate *certificate)
{
    const char *key = certificate->curve ? certificate->curve : certificate->key_name;
    return acp_slice_of(
        acp_arena_printf(run->arena, "%s, %s", key, certificate->signature_algorithm));
}

static void check_fips(acp_set_run *run, const acp_rule *rule, const fips_rule *row)
{
    held_list all = {0};
    acp_member *policy = NULL;
    while ((policy = acp_set_next_document(run->set, ACP_KIND_LOCAL_POLICY, policy))) {
        if (!acp_member_is(policy, "FipsMode", "true"))
            continue;
        all = all.items ? all : collect(run);
        for (size_t i = 0; i < all.count; i++) {
            acp_held held = all.items[i];
            if (!row->concerns(held.certificate))
                continue;
            acp_slice shown = describe(run, held.certificate);
            acp_side here = {acp_spot_certificate(held.member, held.certificate), shown};
            acp_side there = {acp_spot_setting(policy, "FipsMode"), ACP_SLICE("FipsMode true")};
            acp_set_agree(
                run, rule, row->what, here, there, row->fits(held.certificate),
                "%s switches FIPS mode on, and the certificate of %.*s is of the kind %.*s. %s",
                policy->name, ACP_SLICE_ARGS(acp_certificate_title(held.certificate)),
                ACP_SLICE_ARGS(shown), row->consequence);
        }
    }
}

void acp_ecdsa_digest_weaker_than_curve(acp_set_run *run, const acp_rule *rule)
{
    static const fips_rule row = {"hash of an ECDSA certificate in FIPS mode", is_ec,
                                  is_strong_enough,
                                  "The client then wants a hash at least as strong as the curve: "
                                  "SHA-256 for P-256, SHA-384 for P-384, SHA-512 for P-521."};
    check_fips(run, rule, &row);
}

void acp_certificate_md5_with_fips(acp_set_run *run, const acp_rule *rule)
{
    static const fips_rule row = {"hash of an RSA certificate in FIPS mode", is_rsa, is_not_md5,
                                  "The client then does not take RSA certificates signed with "
                                  "MD5."};
    check_fips(run, rule, &row);
}

/* ---- ECDSA on Linux ----------------------------------------------------------------------------
 */

void acp_ecdsa_linux_needs_file_store(acp_set_run *run, const acp_rule *rule)
{
    acp_held held = {0};
    acp_member *policy = NULL;
    while (acp_client_certificate_next(run->set, &held) && held.certificate->key_type != ACP_KEY_EC)
        ;
    if (!held.member || held.certificate->key_type != ACP_KEY_EC)
        return;
    acp_slice title = acp_certificate_title(held.certificate);
    while ((policy = acp_set_next_document(run->set, ACP_KIND_LOCAL_POLICY, policy))) {
        bool excluded = acp_member_is(policy, "ExcludePemFileCertStore", "true");
        acp_side here = {acp_spot_setting(policy, "ExcludePemFileCertStore"),
                         acp_member_value(policy, "ExcludePemFileCertStore")};
        acp_side there = {acp_spot_certificate(held.member, held.certificate),
                          ACP_SLICE("ECDSA client certificate")};
        acp_set_agree(run, rule, "store for ECDSA certificates on Linux", here, there, !excluded,
                      "%.*s has an ECDSA key, and on Linux the client uses such certificates from "
                      "the PEM file store only, which is left out here.",
                      ACP_SLICE_ARGS(title));
    }
}
