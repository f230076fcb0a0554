/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Headends that offer clients IPsec without encryption. */
#include "set/gateways.h"
#include "set/marks.h"
#include "set/rules/checks.h"

static void say(acp_set_run *run, const acp_rule *rule, acp_member *member, acp_cli null,
                const char *what, acp_slice name)
{
    acp_set_say(run, rule, acp_spot_cli(member, null), NULL, NULL,
                "%s %.*s offers clients no encryption but NULL, which no client takes. No IPsec "
                "connection comes about.",
                what, ACP_SLICE_ARGS(acp_shown(name)));
}

/* ---- ASA ------------------------------------------------------------------------------------- */

static bool is_null_only(const acp_asa_ipsec_proposal *proposal)
{
    size_t nulls = 0;
    for (size_t i = 0; i < proposal->encryption.count; i++)
        nulls += acp_cli_is(proposal->encryption.items[i], "null");
    return nulls && nulls == proposal->encryption.count;
}

/* One proposal that is not defined may be anything. */
static bool offers_null_only(const acp_asa *asa, acp_cli_list names)
{
    for (size_t i = 0; i < names.count; i++) {
        const acp_asa_ipsec_proposal *proposal =
            acp_asa_find_ipsec_proposal(asa, names.items[i].text);
        if (!proposal || !is_null_only(proposal))
            return false;
    }
    return names.count;
}

static void check_map(acp_set_run *run, const acp_rule *rule, acp_member *member,
                      const acp_asa_crypto_map *map, acp_names *seen)
{
    acp_cli_list names = map->ikev2_proposals;
    if (!map->dynamic_map || !offers_null_only(member->asa, names))
        return;
    for (size_t i = 0; i < names.count; i++) {
        const acp_asa_ipsec_proposal *proposal =
            acp_asa_find_ipsec_proposal(member->asa, names.items[i].text);
        if (acp_mark(run, seen, proposal))
            say(run, rule, member, proposal->encryption.items[0], "Proposal", proposal->name.text);
    }
}

/* Clients are served by dynamic crypto maps: their addresses are not known beforehand. */
static void check_asas(acp_set_run *run, const acp_rule *rule)
{
    acp_names seen = {0};
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));)
        for (const acp_asa_crypto_map *map = member->asa->crypto_maps; map; map = map->next)
            check_map(run, rule, member, map, &seen);
}

/* ---- IOS-XE ---------------------------------------------------------------------------------- */

static const acp_cli *esp_null(const acp_iosxe_transform_set *set)
{
    return acp_cli_find(set->transforms, "esp-null");
}

static bool sets_null_only(const acp_iosxe *router, acp_cli_list names)
{
    for (size_t i = 0; i < names.count; i++) {
        const acp_iosxe_transform_set *set =
            acp_iosxe_find_transform_set(router, names.items[i].text);
        if (!set || !esp_null(set))
            return false;
    }
    return names.count;
}

static void check_profile(acp_set_run *run, const acp_rule *rule, acp_member *member,
                          const acp_iosxe_ipsec_profile *profile, acp_names *seen)
{
    acp_cli_list names = profile->transform_sets;
    if (!sets_null_only(member->iosxe, names))
        return;
    for (size_t i = 0; i < names.count; i++) {
        const acp_iosxe_transform_set *set =
            acp_iosxe_find_transform_set(member->iosxe, names.items[i].text);
        if (acp_mark(run, seen, set))
            say(run, rule, member, *esp_null(set), "Transform set", set->name.text);
    }
}

/* The IPsec profile on the virtual template that an ikev2 profile for clients has. */
static const acp_iosxe_ipsec_profile *profile_of(const acp_iosxe *router,
                                                 const acp_iosxe_ikev2_profile *ikev2)
{
    long number = acp_cli_number(ikev2->virtual_template);
    const acp_iosxe_interface *template =
        number > 0 ? acp_iosxe_find_template(router, (uint32_t)number) : NULL;
    return template ? acp_iosxe_find_ipsec_profile(router, template->protection.text) : NULL;
}

static void check_routers(acp_set_run *run, const acp_rule *rule)
{
    acp_names seen = {0};
    for (acp_member *member = NULL; (member = acp_set_next(run->set, ACP_ROLE_IOS_XE, member));) {
        const acp_iosxe_ikev2_profile *ikev2 = member->iosxe ? member->iosxe->ikev2_profiles : NULL;
        for (; ikev2; ikev2 = ikev2->next) {
            const acp_iosxe_ipsec_profile *profile =
                acp_iosxe_is_anyconnect(ikev2) ? profile_of(member->iosxe, ikev2) : NULL;
            if (profile)
                check_profile(run, rule, member, profile, &seen);
        }
    }
}

void acp_ipsec_null_encryption_only(acp_set_run *run, const acp_rule *rule)
{
    check_asas(run, rule);
    check_routers(run, rule);
}
