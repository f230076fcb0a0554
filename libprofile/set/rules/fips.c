/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Clients in FIPS mode against the algorithms that headends offer over IKEv2 and IPsec. */
#include "document/buffer.h"
#include "set/gateways.h"
#include "set/rules/checks.h"
#include "set/rules/offers.h"

/* ---- algorithms (003:L15262-15372) ----------------------------------------------------------- */

static const struct {
    const char *listed; /* words between bars */
    const char *taken;
} algorithms[ACP_TRANSFORMS] = {
    [ACP_ENCRYPTION] = {"|aes|aes-192|aes-256|aes-cbc-128|aes-cbc-192|aes-cbc-256|aes-gcm|"
                        "aes-gcm-128|aes-gcm-192|aes-gcm-256|esp-aes|esp-gcm|",
                        "encryption by AES-CBC or AES-GCM"},
    [ACP_INTEGRITY] = {"|sha|sha1|sha256|sha384|sha512|sha-1|sha-256|sha-384|sha-512|"
                       "esp-sha-hmac|esp-sha256-hmac|esp-sha384-hmac|esp-sha512-hmac|",
                       "integrity by SHA-1 or SHA-2"},
    [ACP_PRF] = {"|sha|sha1|sha256|sha384|sha512|", "a PRF of SHA-1 or SHA-2"},
    [ACP_GROUP] = {"|15|16|19|20|21|", "Diffie-Hellman groups 15, 16, 19, 20 and 21"},
};

static bool is_listed(acp_transform type, acp_cli word)
{
    const char *at = algorithms[type].listed;
    for (size_t length; *++at; at += length) {
        length = strcspn(at, "|");
        if (acp_slice_equal(word.text, (acp_slice){at, length}))
            return true;
    }
    return false;
}

static bool has(acp_slice text, const char *part)
{
    return acp_slice_find(text, acp_slice_of(part));
}

static bool uses_gcm(const acp_offer *offer)
{
    acp_cli_list list = offer->lists[ACP_ENCRYPTION];
    for (size_t i = 0; i < list.count; i++)
        if (has(list.items[i].text, "gcm"))
            return true;
    return false;
}

/* What is not in the table and not right beside what is. AES-GCM has no use for integrity. */
static bool is_unlisted(const acp_offer *offer, acp_transform type, acp_cli word)
{
    if (type == ACP_GROUP)
        return !is_listed(type, word);
    if (type == ACP_INTEGRITY && acp_cli_is(word, "null"))
        return !uses_gcm(offer);
    return has(word.text, "des") || has(word.text, "md5") || acp_cli_is(word, "null") ||
           acp_cli_is(word, "esp-null");
}

/* A list that is not written is not known. */
static bool serves(const acp_offer *offer, acp_transform type)
{
    acp_cli_list list = offer->lists[type];
    if (!list.count || (type == ACP_INTEGRITY && uses_gcm(offer)))
        return true;
    for (size_t i = 0; i < list.count; i++)
        if (is_listed(type, list.items[i]))
            return true;
    return false;
}

/* The first type of which it has none that a client takes; ACP_TRANSFORMS: it has some of each. */
static acp_transform missing(const acp_offer *offer)
{
    acp_transform type = 0;
    while (type < ACP_TRANSFORMS && serves(offer, type))
        type++;
    return type;
}

static const acp_offer *first_good(const acp_offers *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (missing(&all->items[i]) == ACP_TRANSFORMS)
            return &all->items[i];
    return NULL;
}

/* ---- the two rules --------------------------------------------------------------------------- */

static acp_member *fips_policy(const acp_set *set)
{
    acp_member *policy = NULL;
    do
        policy = acp_set_next_document(set, ACP_KIND_LOCAL_POLICY, policy);
    while (policy && !acp_member_is(policy, "FipsMode", "true"));
    return policy;
}

/* "aes-256, aes-192": those of a list that a test picks out, all of them without one. */
static acp_slice words_of(acp_set_run *run, const acp_offer *offer, acp_transform type,
                          bool test(const acp_offer *, acp_transform, acp_cli))
{
    acp_buffer text = {0};
    acp_cli_list list = offer->lists[type];
    for (size_t i = 0; i < list.count && text.length < 100; i++) {
        if (test && !test(offer, type, list.items[i]))
            continue;
        if (text.length)
            acp_buffer_puts(&text, ", ");
        acp_buffer_add(&text, list.items[i].text.ptr, list.items[i].text.len);
    }
    char *kept = text.failed ? NULL : acp_arena_copy(run->arena, text.text, text.length);
    acp_slice words = {kept, kept ? text.length : 0};
    acp_buffer_free(&text);
    return words;
}

static acp_spot spot_of(acp_member *member, const acp_offer *offer, acp_cli word)
{
    return acp_spot_cli(member, word.line ? word : offer->name);
}

static void check_common(acp_set_run *run, const acp_rule *rule, acp_member *member,
                         const acp_offers *all, acp_spot fips)
{
    const acp_offer *good = first_good(all), *offer = good ? good : all->items;
    acp_transform type = good ? ACP_ENCRYPTION : missing(offer);
    acp_slice words = words_of(run, offer, type, NULL);
    acp_cli word = offer->lists[type].count ? offer->lists[type].items[0] : offer->name;
    acp_set_agree(run, rule, all->ike ? "IKEv2 algorithms" : "IPsec algorithms",
                  (acp_side){spot_of(member, offer, word), words},
                  (acp_side){fips, ACP_SLICE("FIPS mode")}, good,
                  "In FIPS mode the client takes %s only, and %s %.*s offers it %.*s%s. No "
                  "connection over IPsec comes about.",
                  algorithms[type].taken, offer->what, ACP_SLICE_ARGS(acp_shown(offer->name.text)),
                  ACP_SLICE_ARGS(acp_shown(words)),
                  all->count > 1 ? "; the others lack something, too" : "");
}

void acp_fips_no_common_algorithm(acp_set_run *run, const acp_rule *rule)
{
    acp_member *policy = fips_policy(run->set), *member = NULL;
    while (policy && (member = acp_set_next_member(run->set, member))) {
        for (int ike = 1; ike >= 0; ike--) {
            acp_offers all = acp_offers_of(run, member, ike);
            if (all.count && (!all.unclear || first_good(&all)))
                check_common(run, rule, member, &all, acp_spot_setting(policy, "FipsMode"));
        }
    }
}

static void check_list(acp_set_run *run, const acp_rule *rule, acp_member *member,
                       const acp_offer *offer, acp_transform type, acp_spot fips)
{
    acp_cli_list list = offer->lists[type];
    size_t i = 0;
    while (i < list.count && !is_unlisted(offer, type, list.items[i]))
        i++;
    if (i == list.count)
        return;
    acp_set_say(run, rule, spot_of(member, offer, list.items[i]), &fips, "FIPS mode",
                "%s %.*s offers %s%.*s, too. In FIPS mode the client takes %s only.", offer->what,
                ACP_SLICE_ARGS(acp_shown(offer->name.text)), type == ACP_GROUP ? "group " : "",
                ACP_SLICE_ARGS(acp_shown(words_of(run, offer, type, is_unlisted))),
                algorithms[type].taken);
}

/* Where nothing would do, that is said already. */
void acp_fips_unlisted_algorithm_offered(acp_set_run *run, const acp_rule *rule)
{
    acp_member *policy = fips_policy(run->set), *member = NULL;
    while (policy && (member = acp_set_next_member(run->set, member))) {
        for (int ike = 1; ike >= 0; ike--) {
            acp_offers all = acp_offers_of(run, member, ike);
            if (!all.unclear && !first_good(&all))
                continue;
            for (size_t i = 0; i < all.count; i++)
                for (acp_transform type = 0; type < ACP_TRANSFORMS; type++)
                    check_list(run, rule, member, &all.items[i], type,
                               acp_spot_setting(policy, "FipsMode"));
        }
    }
}
