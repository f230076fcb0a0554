/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/marks.h"
#include "set/rules/offers.h"
#include "set/rules/iosxe_each.h"

/* Offers in the making: room for one of each thing that is defined. */
typedef struct {
    acp_set_run *run;
    acp_offer *items;
    acp_offers made;
    acp_names seen;
} maker;

static acp_offer *add(maker *m, const void *thing, const char *what, acp_cli name)
{
    if (!acp_mark(m->run, &m->seen, thing))
        return NULL;
    acp_offer *offer = &m->items[m->made.count++];
    *offer = (acp_offer){.what = what, .name = name};
    return offer;
}

static bool make_room(maker *m, size_t count)
{
    m->items = acp_arena_alloc(m->run->arena, (count + 1) * sizeof *m->items);
    m->made.items = m->items;
    return m->items;
}

/* ---- ASA ------------------------------------------------------------------------------------- */

static acp_cli_list or_default(acp_cli_list list, const acp_cli *built_in)
{
    return list.count ? list : (acp_cli_list){built_in, 1};
}

static void add_asa_ike(maker *m, const acp_asa *asa)
{
    static const acp_cli des = {.text = {"3des", 4}}, sha = {.text = {"sha", 3}},
                         old = {.text = {"2", 1}}, now = {.text = {"14", 2}};
    const acp_release first = {{9, 13}, 2}; /* with group 14 (command reference) */
    const acp_cli *group =
        asa->software.count && acp_release_compare(asa->software, first) < 0 ? &old : &now;
    size_t count = 0;
    for (const acp_asa_ikev2_policy *at = asa->ikev2_policies; at; at = at->next)
        count++;
    if (!asa->ikev2_enables || !make_room(m, count))
        return;
    for (const acp_asa_ikev2_policy *at = asa->ikev2_policies; at; at = at->next) {
        acp_offer *offer = add(m, at, "IKEv2 policy", at->number);
        if (!offer)
            continue;
        offer->lists[ACP_ENCRYPTION] = or_default(at->encryption, &des);
        offer->lists[ACP_INTEGRITY] = or_default(at->integrity, &sha);
        offer->lists[ACP_PRF] = or_default(at->prf, &sha);
        offer->lists[ACP_GROUP] = or_default(at->group, group);
    }
}

static void add_proposal(maker *m, const acp_asa *asa, acp_cli name)
{
    const acp_asa_ipsec_proposal *proposal = acp_asa_find_ipsec_proposal(asa, name.text);
    acp_offer *offer = proposal ? add(m, proposal, "IPsec proposal", proposal->name) : NULL;
    m->made.unclear = m->made.unclear || !proposal;
    if (!offer)
        return;
    offer->lists[ACP_ENCRYPTION] = proposal->encryption;
    offer->lists[ACP_INTEGRITY] = proposal->integrity;
}

/* Clients are served by dynamic crypto maps: their addresses are not known beforehand. */
static void add_asa_ipsec(maker *m, const acp_asa *asa)
{
    size_t count = 0;
    for (const acp_asa_ipsec_proposal *at = asa->ipsec_proposals; at; at = at->next)
        count++;
    if (!make_room(m, count))
        return;
    for (const acp_asa_crypto_map *map = asa->crypto_maps; map; map = map->next)
        for (size_t i = 0; map->dynamic_map && i < map->ikev2_proposals.count; i++)
            add_proposal(m, asa, map->ikev2_proposals.items[i]);
}

/* ---- IOS-XE ---------------------------------------------------------------------------------- */

static void add_iosxe_proposal(maker *m, const acp_iosxe *router, acp_cli name)
{
    const acp_iosxe_ikev2_proposal *proposal = acp_iosxe_find_ikev2_proposal(router, name.text);
    acp_offer *offer = proposal ? add(m, proposal, "IKEv2 proposal", proposal->name) : NULL;
    m->made.unclear = m->made.unclear || !proposal;
    if (!offer)
        return;
    offer->lists[ACP_ENCRYPTION] = proposal->encryption;
    offer->lists[ACP_INTEGRITY] = proposal->integrity;
    offer->lists[ACP_PRF] = proposal->prf;
    offer->lists[ACP_GROUP] = proposal->group;
}

/* Without a policy of its own the router has one with built-in proposals (004:L123). */
static void add_iosxe_ike(maker *m, const acp_iosxe *router)
{
    size_t count = 0;
    for (const acp_iosxe_ikev2_proposal *at = router->ikev2_proposals; at; at = at->next)
        count++;
    if (!make_room(m, count))
        return;
    for (const acp_iosxe_ikev2_policy *at = router->ikev2_policies; at; at = at->next)
        for (size_t i = 0; i < at->proposals.count; i++)
            add_iosxe_proposal(m, router, at->proposals.items[i]);
}

/* esp-aes 256 esp-sha256-hmac: what is no HMAC and no key size encrypts. */
static void sort_transforms(maker *m, acp_cli_list words, acp_offer *offer)
{
    acp_cli *sorted = acp_arena_alloc(m->run->arena, (words.count + 1) * sizeof *sorted);
    size_t first = 0, last = words.count;
    for (size_t i = 0; sorted && i < words.count; i++) {
        acp_cli word = words.items[i];
        if (acp_slice_find(word.text, ACP_SLICE("-hmac")))
            sorted[--last] = word;
        else if (acp_cli_number(word) < 0)
            sorted[first++] = word;
    }
    if (!sorted)
        return;
    offer->lists[ACP_ENCRYPTION] = (acp_cli_list){sorted, first};
    offer->lists[ACP_INTEGRITY] = (acp_cli_list){sorted + last, words.count - last};
}

static void add_transform_sets(maker *m, const acp_iosxe *router,
                               const acp_iosxe_ipsec_profile *profile)
{
    for (size_t i = 0; i < profile->transform_sets.count; i++) {
        const acp_iosxe_transform_set *set =
            acp_iosxe_find_transform_set(router, profile->transform_sets.items[i].text);
        acp_offer *offer = set ? add(m, set, "transform set", set->name) : NULL;
        m->made.unclear = m->made.unclear || !set;
        if (offer)
            sort_transforms(m, set->transforms, offer);
    }
}

static void add_iosxe_ipsec(maker *m, acp_member *member)
{
    size_t count = 0;
    for (const acp_iosxe_transform_set *at = member->iosxe->transform_sets; at; at = at->next)
        count++;
    if (!make_room(m, count))
        return;
    acp_flex at;
    for (acp_first_flex(member, &at); at.profile; at.profile = at.profile->next) {
        const acp_iosxe_interface *template =
            acp_iosxe_is_anyconnect(at.profile) ? acp_flex_template(&at) : NULL;
        const acp_iosxe_ipsec_profile *profile =
            template ? acp_iosxe_find_ipsec_profile(at.router, template->protection.text) : NULL;
        if (profile && acp_mark(m->run, &m->seen, profile))
            add_transform_sets(m, at.router, profile);
    }
}

acp_offers acp_offers_of(acp_set_run *run, acp_member *member, bool ike)
{
    maker m = {.run = run, .made.ike = ike};
    acp_flex at;
    if (member->asa && ike)
        add_asa_ike(&m, member->asa);
    else if (member->asa)
        add_asa_ipsec(&m, member->asa);
    else if (member->iosxe && acp_first_flex(member, &at) && ike)
        add_iosxe_ike(&m, member->iosxe);
    else if (member->iosxe && at.profile)
        add_iosxe_ipsec(&m, member);
    return m.made;
}
