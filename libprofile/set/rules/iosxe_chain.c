/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IOS-XE: from the IKEv2 profile to the virtual template, on to the IPsec profile, and back. */
#include "set/marks.h"
#include "set/rules/checks.h"
#include "set/rules/iosxe_each.h"

typedef struct {
    acp_set_run *run;
    const acp_rule *rule;
    const acp_flex *at;
} chain;

static acp_side side(const chain *c, acp_cli value, acp_cli otherwise)
{
    return (acp_side){acp_spot_cli(c->at->member, value.line ? value : otherwise), value.text};
}

static const acp_iosxe_interface *check_template(const chain *c)
{
    const acp_iosxe_interface *template = acp_flex_template(c->at);
    acp_cli number = c->at->profile->virtual_template;
    bool tunnel = template && acp_cli_is(template->type, "tunnel");
    acp_side there = {acp_spot_file(c->at->member), {0}};
    if (template)
        there = side(c, template->name, template->name);
    acp_set_agree(c->run, c->rule, "virtual template", side(c, number, number), there, tunnel,
                  "There is no interface Virtual-Template%.*s%s. The router cannot make an "
                  "interface for a client, and the connection fails.",
                  ACP_SLICE_ARGS(acp_shown(number.text)), template ? " of type tunnel" : "");
    return tunnel ? template : NULL;
}

static const acp_iosxe_ipsec_profile *check_protection(const chain *c,
                                                       const acp_iosxe_interface *template)
{
    acp_cli name = template->protection;
    const acp_iosxe_ipsec_profile *ipsec = acp_iosxe_find_ipsec_profile(c->at->router, name.text);
    if (!ipsec && acp_iosxe_is_built_in(name))
        return NULL;
    acp_side there = {acp_spot_file(c->at->member), {0}};
    if (ipsec)
        there = side(c, ipsec->name, ipsec->name);
    acp_side here = side(c, name, template->name);
    if (name.line)
        acp_set_agree(c->run, c->rule, "IPsec profile", here, there, ipsec,
                      "There is no crypto ipsec profile %.*s. The router cannot protect the "
                      "interfaces it makes from this one, and connections fail.",
                      ACP_SLICE_ARGS(acp_shown(name.text)));
    else
        acp_set_agree(c->run, c->rule, "IPsec profile", here, there, false,
                      "The interface that IKEv2 profile %.*s makes clients' interfaces from has no "
                      "tunnel protection ipsec profile. Connections fail.",
                      ACP_SLICE_ARGS(acp_shown(c->at->profile->name.text)));
    return ipsec;
}

static void check_way_back(const chain *c, const acp_iosxe_ipsec_profile *ipsec)
{
    acp_cli name = ipsec->ikev2_profile, wanted = c->at->profile->name;
    bool agrees = name.line && acp_slice_equal(name.text, wanted.text);
    acp_side here = side(c, name, ipsec->name), there = side(c, wanted, wanted);
    if (name.line)
        acp_set_agree(c->run, c->rule, "IKEv2 profile", here, there, agrees,
                      "The IKEv2 profile %.*s leads to this IPsec profile, which names %.*s "
                      "instead. The router refuses clients of %.*s.",
                      ACP_SLICE_ARGS(acp_shown(wanted.text)), ACP_SLICE_ARGS(acp_shown(name.text)),
                      ACP_SLICE_ARGS(acp_shown(wanted.text)));
    else
        acp_set_agree(c->run, c->rule, "IKEv2 profile", here, there, false,
                      "The IKEv2 profile %.*s leads to this IPsec profile, which has no "
                      "set ikev2-profile.",
                      ACP_SLICE_ARGS(acp_shown(wanted.text)));
}

/* One that is defined is enough; without any the built-in one is used. */
static void check_transforms(const chain *c, const acp_iosxe_ipsec_profile *ipsec)
{
    const acp_iosxe_transform_set *set = NULL;
    if (!ipsec->transform_sets.count)
        return;
    for (size_t i = 0; i < ipsec->transform_sets.count && !set; i++) {
        acp_cli name = ipsec->transform_sets.items[i];
        set = acp_iosxe_find_transform_set(c->at->router, name.text);
        if (!set && acp_iosxe_is_built_in(name))
            return;
    }
    acp_cli first = ipsec->transform_sets.items[0];
    acp_side there = {acp_spot_file(c->at->member), {0}};
    if (set) {
        first = set->name;
        there = side(c, set->name, set->name);
    }
    acp_side here = {acp_spot_cli(c->at->member, ipsec->transform_sets.items[0]), first.text};
    acp_set_agree(c->run, c->rule, "transform set", here, there, set,
                  "IPsec profile %.*s names no crypto ipsec transform-set that exists. The router "
                  "has nothing to offer clients for their data.",
                  ACP_SLICE_ARGS(acp_shown(ipsec->name.text)));
}

void acp_iosxe_name_chain_broken(acp_set_run *run, const acp_rule *rule)
{
    acp_names done = {0};
    for (acp_flex at = {0}; acp_next_ikev2_profile(run->set, &at);) {
        chain c = {run, rule, &at};
        const acp_iosxe_interface *template =
            at.profile->virtual_template.line ? check_template(&c) : NULL;
        const acp_iosxe_ipsec_profile *ipsec = template ? check_protection(&c, template) : NULL;
        if (!ipsec)
            continue;
        check_way_back(&c, ipsec);
        if (acp_mark(run, &done, ipsec))
            check_transforms(&c, ipsec);
    }
}
