/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pins of profiles against the chains gateways show (003:L10343-10405). */
#include <stdlib.h>

#include "check/certificate.h"
#include "document/buffer.h"
#include "set/certificates.h"
#include "set/rules/checks.h"

#define PINNING "ClientInitialization/CertificatePinning"
#define PINS    "CertificatePinList"

/* ---- pins in force for a host ------------------------------------------------------------------
 */

/* What some pins are to a chain. */
typedef struct {
    size_t count, unmatched; /* those that can be read */
    const acp_node *first;
    const acp_node *leaf, *above; /* the first that is of the leaf, of another one; NULL: none */
} matches;

static void match_pin(const acp_chain *chain, const acp_node *pin, matches *out)
{
    uint8_t hash[ACP_SHA512_SIZE];
    size_t i = 0;
    if (!acp_hash_read(pin->value, hash, sizeof hash))
        return;
    out->first = out->first ? out->first : pin;
    out->count++;
    if (chain->leaf && memcmp(hash, chain->leaf->pin, sizeof hash) == 0) {
        out->leaf = out->leaf ? out->leaf : pin;
        return;
    }
    while (i < chain->count && memcmp(hash, chain->items[i].certificate->pin, sizeof hash) != 0)
        i++;
    if (i == chain->count)
        out->unmatched++;
    else
        out->above = out->above ? out->above : pin;
}

static matches join(matches a, matches b)
{
    return (matches){
        .count = a.count + b.count,
        .unmatched = a.unmatched + b.unmatched,
        .first = a.first ? a.first : b.first,
        .leaf = a.leaf ? a.leaf : b.leaf,
        .above = a.above ? a.above : b.above,
    };
}

static matches match_global(const acp_member *profile, const acp_chain *chain)
{
    matches found = {0};
    const acp_node *pin = acp_member_first(profile, PINNING "/" PINS "/Pin");
    for (; pin; pin = pin->same)
        match_pin(chain, pin, &found);
    return found;
}

static matches match_own(const acp_entry *entry, const acp_chain *chain)
{
    matches found = {0};
    const acp_node *list = acp_node_below(entry->node, PINS);
    const acp_node *pin = list ? acp_node_below(list, "Pin") : NULL;
    for (; pin; pin = acp_node_next_same(pin))
        match_pin(chain, pin, &found);
    return found;
}

/* ---- every host with a chain -------------------------------------------------------------------
 */

typedef void visit(acp_set_run *run, const acp_rule *rule, const acp_served *served,
                   const matches *found, const matches *own);

/* Which pins a host of the global backup list has depends on the entry it stands in for. */
static void each_pinned(acp_set_run *run, const acp_rule *rule, visit *check)
{
    size_t count;
    const acp_served *served = acp_set_served(run, &count), *last = NULL;
    matches global = {0};
    for (size_t i = 0; i < count; i++) {
        const acp_entry *entry = &served[i].target->entry;
        if (!entry->node || !acp_member_is(entry->member, PINNING, "true"))
            continue;
        if (!last || last->chain != served[i].chain || last->target->entry.member != entry->member)
            global = match_global(entry->member, served[i].chain);
        last = &served[i];
        matches own = match_own(entry, served[i].chain), all = join(global, own);
        if (all.count)
            check(run, rule, last, &all, &own);
    }
}

/* ---- does one match? ---------------------------------------------------------------------------
 */

/* A pin is too long to be read: how they begin. */
static acp_slice show_chain(acp_set_run *run, const acp_chain *chain)
{
    enum { SHOWN = 4 };
    acp_buffer text = {0};
    acp_buffer_printf(&text, "%zu", chain->count);
    for (size_t i = 0; i < chain->count && i < SHOWN; i++) {
        const uint8_t *pin = chain->items[i].certificate->pin;
        acp_buffer_printf(&text, "%s%02X%02X%02X%02X...", i ? ", " : ": ", pin[0], pin[1], pin[2],
                          pin[3]);
    }
    char *copy = text.failed ? NULL : acp_arena_copy(run->arena, text.text, text.length);
    acp_slice shown = {copy, copy ? text.length : 0};
    run->no_memory |= text.failed;
    acp_buffer_free(&text);
    return shown;
}

static acp_slice show_pins(acp_set_run *run, const matches *found)
{
    const acp_node *hit = found->above ? found->above : found->leaf ? found->leaf : found->first;
    const char *text = found->count == 1 ? acp_arena_printf(run->arena, "%.8s...", hit->value.ptr)
                                         : acp_arena_printf(run->arena, "%.8s... (1 of %zu)",
                                                            hit->value.ptr, found->count);
    return acp_slice_of(text);
}

/* A chain of which a part is not known may hold what is pinned. */
static void check_match(acp_set_run *run, const acp_rule *rule, const acp_served *served,
                        const matches *found, const matches *own)
{
    const acp_target *target = served->target;
    const acp_chain *chain = served->chain;
    acp_member *profile = target->entry.member;
    bool agrees = found->leaf || found->above;
    if (!agrees && !chain->whole)
        return;
    acp_spot there = chain->leaf ? acp_spot_certificate(chain->member, chain->leaf)
                                 : acp_spot_file(chain->member);
    acp_side here = {own->count ? acp_spot_below(profile, target->entry.node, PINS)
                                : acp_spot_setting(profile, PINNING "/" PINS),
                     show_pins(run, found)};
    acp_set_agree(
        run, rule, "certificate pins", here, (acp_side){there, show_chain(run, chain)}, agrees,
        "No public key of the chain in %s is pinned; %zu %s for %.*s. The client ends the "
        "connection.",
        chain->member->name, found->count,
        found->count == 1 ? "other pin counts" : "other pins count",
        ACP_SLICE_ARGS(acp_shown(target->host)));
}

void acp_pin_matches_no_chain_certificate(acp_set_run *run, const acp_rule *rule)
{
    each_pinned(run, rule, check_match);
}

/* ---- is the leaf pinned alone? -----------------------------------------------------------------
 */

/* Above one that signed itself there is nothing to pin. */
static void check_leaf_only(acp_set_run *run, const acp_rule *rule, const acp_served *served,
                            const matches *found, const matches *own)
{
    const acp_chain *chain = served->chain;
    (void)own;
    if (!found->leaf || found->above || chain->leaf->self_signed ||
        (found->unmatched && !chain->whole))
        return;
    acp_spot there = acp_spot_certificate(chain->member, chain->leaf);
    acp_set_say(run, rule, acp_spot_value(served->target->entry.member, found->leaf), &there,
                "the gateway's own certificate",
                "Of the chain in %s only the gateway's own certificate is pinned for %.*s. The day "
                "it is renewed with another key, the client ends every connection to it.",
                chain->member->name, ACP_SLICE_ARGS(acp_shown(served->target->host)));
}

void acp_pin_leaf_only(acp_set_run *run, const acp_rule *rule)
{
    each_pinned(run, rule, check_leaf_only);
}

/* ---- does a pin stand in the right list? -------------------------------------------------------
 */

typedef struct {
    acp_held held;
    acp_pin_place place;
} known_key;

typedef struct {
    known_key *items;
    size_t count;
} key_list;

static int by_pin(const void *left, const void *right)
{
    const known_key *a = left, *b = right;
    return memcmp(a->held.certificate->pin, b->held.certificate->pin, ACP_SHA512_SIZE);
}

/* By its place in the chain, where a certificate itself tells too little: roots of old have no
 * basicConstraints, and what tools make as self-signed often calls itself a CA. */
static known_key describe(const acp_chain *chain, acp_held held)
{
    acp_pin_place place = acp_certificate_pin_place(held.certificate);
    if (held.certificate->self_signed && held.certificate != chain->leaf)
        place = ACP_PIN_OF_CA;
    else if (held.certificate->self_signed && place == ACP_PIN_OF_CA)
        place = ACP_PIN_OF_SELF_SIGNED;
    return (known_key){held, place};
}

static key_list collect_keys(acp_set_run *run)
{
    size_t chains, most = 0, count = 0;
    const acp_chain *chain = acp_set_chains(run, &chains);
    acp_member *ca = NULL;
    for (size_t i = 0; i < chains; i++)
        most += chain[i].leaf ? chain[i].count : 0;
    while ((ca = acp_set_next(run->set, ACP_ROLE_CA_CERTIFICATE, ca)))
        most += ca->certificates ? ca->certificates->count : 0;
    known_key *items = acp_arena_alloc(run->arena, (most + 1) * sizeof *items);
    for (size_t i = 0; items && i < chains; i++)
        for (size_t j = 0; chain[i].leaf && j < chain[i].count; j++)
            items[count++] = describe(&chain[i], chain[i].items[j]);
    while (items && (ca = acp_set_next(run->set, ACP_ROLE_CA_CERTIFICATE, ca)))
        for (size_t j = 0; ca->certificates && j < ca->certificates->count; j++)
            items[count++] = (known_key){{ca, &ca->certificates->items[j]}, ACP_PIN_OF_CA};
    if (count)
        qsort(items, count, sizeof *items, by_pin);
    return (key_list){items, count};
}

static void check_scope(acp_set_run *run, const acp_rule *rule, const key_list *keys,
                        acp_member *profile, const acp_node *pin, bool global)
{
    static const char *const kinds[] = {
        [ACP_PIN_OF_CA] = "a CA certificate",
        [ACP_PIN_OF_WILDCARD] = "a certificate with a wildcard name",
        [ACP_PIN_OF_HOST] = "a gateway's own certificate",
        [ACP_PIN_OF_SELF_SIGNED] = "a self-signed certificate",
    };
    acp_certificate wanted = {0};
    const known_key key = {{NULL, &wanted}, ACP_PIN_OF_HOST};
    if (!keys->count || !acp_hash_read(pin->value, wanted.pin, sizeof wanted.pin))
        return;
    const known_key *found = bsearch(&key, keys->items, keys->count, sizeof key, by_pin);
    if (!found || global == (found->place == ACP_PIN_OF_CA || found->place == ACP_PIN_OF_WILDCARD))
        return;
    acp_spot there = acp_spot_certificate(found->held.member, found->held.certificate);
    acp_set_say(run, rule, acp_spot_value(profile, pin), &there, "the certificate",
                global ? "This is the pin of %.*s, %s. Here it counts for every host of the "
                         "profile; it is better put to the HostEntry it is for."
                       : "This is the pin of %.*s, %s. Here it counts for this host alone; it is "
                         "better put to the global pins.",
                ACP_SLICE_ARGS(acp_certificate_title(found->held.certificate)),
                kinds[found->place]);
}

void acp_pin_in_unusual_scope(acp_set_run *run, const acp_rule *rule)
{
    static const char *const paths[] = {"ServerList/HostEntry/" PINS "/Pin",
                                        PINNING "/" PINS "/Pin"};
    key_list keys = collect_keys(run);
    acp_member *profile = NULL;
    while ((profile = acp_set_next_profile(run->set, true, profile)))
        for (int global = 0; global < 2; global++) {
            const acp_node *pin = acp_member_first(profile, paths[global]);
            for (; pin; pin = pin->same)
                check_scope(run, rule, &keys, profile, pin, global);
        }
}
