/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: dynamic split tunneling in group policies, together with static. */
#include "set/marks.h"
#include "set/rules/asa_domains.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* Of a group policy, with what it has of DfltGrpPolicy. */
typedef struct {
    acp_route at;
    const acp_asa_custom *exclude, *include; /* NULL: not applied */
    acp_asa_value policy;                    /* split-tunnel-policy */
    bool own; /* some of it is the policy's own; what is all DfltGrpPolicy's is reported there */
} dynamic_split;

static const char exclude_domains[] = "dynamic-split-exclude-domains";
static const char include_domains[] = "dynamic-split-include-domains";

static bool is_dynamic(const acp_asa_custom *use)
{
    return acp_cli_is(use->type, exclude_domains) || acp_cli_is(use->type, include_domains);
}

static bool is_own(const dynamic_split *split)
{
    if (split->policy.from == ACP_ASA_OWN)
        return true;
    for (const acp_asa_custom *use = split->at.policy->customs; use; use = use->next)
        if (is_dynamic(use))
            return true;
    return false;
}

/* The next group policy with dynamic split tunneling; the first after {0}. */
static bool next_dynamic(const acp_set *set, dynamic_split *split)
{
    acp_route *at = &split->at;
    while (acp_next_policy(set, at)) {
        split->exclude = acp_asa_policy_custom(at->asa, at->policy, exclude_domains);
        split->include = acp_asa_policy_custom(at->asa, at->policy, include_domains);
        split->policy = acp_asa_policy_value(at->asa, at->policy, ACP_GP_SPLIT_POLICY);
        split->own = is_own(split);
        if (split->exclude || split->include)
            return true;
    }
    return false;
}

static bool is_include(const dynamic_split *split)
{
    return acp_cli_is(split->policy.value, "tunnelspecified");
}

/* Reports something at one of the two lists. detail: begins behind "Group policy NAME". */
static void say_of_list(acp_set_run *run, const acp_rule *rule, const dynamic_split *split,
                        const acp_asa_custom *list, const char *detail)
{
    acp_spot policy = acp_spot_cli(split->at.member, split->policy.value);
    acp_set_say(run, rule, acp_spot_stated(&split->at, list->type),
                split->policy.value.line ? &policy : NULL, "the policy in force",
                "Group policy %.*s %s", ACP_SLICE_ARGS(acp_shown(split->at.policy->name.text)),
                detail);
}

void acp_asa_dynamic_include_without_split_include(acp_set_run *run, const acp_rule *rule)
{
    for (dynamic_split split = {0}; next_dynamic(run->set, &split);)
        if (split.own && split.include && !split.exclude && !is_include(&split))
            say_of_list(run, rule, &split, split.include,
                        "adds domains to the tunnel, but its split-tunnel-policy is not "
                        "tunnelspecified. The client includes domains with that policy only.");
}

void acp_asa_dynamic_enhanced_include(acp_set_run *run, const acp_rule *rule)
{
    for (dynamic_split split = {0}; next_dynamic(run->set, &split);)
        if (split.own && split.include && split.exclude && is_include(&split))
            say_of_list(run, rule, &split, split.exclude,
                        "has both lists of domains and split-tunnel-policy tunnelspecified. The "
                        "client tunnels the names in the include list that are not in the exclude "
                        "list; excluding with exceptions takes another policy.");
}

void acp_asa_dynamic_exclude_split_include(acp_set_run *run, const acp_rule *rule)
{
    for (dynamic_split split = {0}; next_dynamic(run->set, &split);) {
        if (!split.own || !split.exclude || split.include || !is_include(&split))
            continue;
        bool dns =
            acp_asa_policy_custom(split.at.asa, split.at.policy, "split-dns-exclude-domains");
        say_of_list(
            run, rule, &split, split.exclude,
            dns ? "excludes domains with split-tunnel-policy tunnelspecified and has "
                  "split-dns-exclude-domains. The two are not supported together with that "
                  "policy."
                : "excludes domains with split-tunnel-policy tunnelspecified. That concerns "
                  "only addresses in the networks that are tunneled, and even these stay "
                  "tunneled where a static route includes them.");
    }
}

/* ---- the two IP protocols ------------------------------------------------------------------ */

/* Marks the group policies whose clients get addresses of both families through a tunnel group. */
static void mark_both_pools(acp_set_run *run, acp_names *marks)
{
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);)
        if (at.policy && acp_asa_tunnel_has_pool(at.asa, at.tunnel, 4, NULL) &&
            acp_asa_tunnel_has_pool(at.asa, at.tunnel, 6, NULL))
            acp_mark(run, marks, at.policy);
}

static bool has_both_pools(const acp_route *at)
{
    return acp_asa_policy_value(at->asa, at->policy, ACP_GP_ADDRESS_POOLS).items.count &&
           acp_asa_policy_value(at->asa, at->policy, ACP_GP_IPV6_ADDRESS_POOLS).items.count;
}

void acp_asa_dynamic_split_families(acp_set_run *run, const acp_rule *rule)
{
    acp_names both = {0};
    mark_both_pools(run, &both);
    for (dynamic_split split = {0}; next_dynamic(run->set, &split);) {
        const acp_route *at = &split.at;
        acp_asa_value v6 = acp_asa_policy_value(at->asa, at->policy, ACP_GP_IPV6_SPLIT_POLICY);
        if (!split.include || !split.exclude || !(split.own || v6.from == ACP_ASA_OWN) ||
            is_include(&split) == acp_cli_is(v6.value, "tunnelspecified") ||
            !(has_both_pools(at) || acp_is_marked(&both, at->policy)))
            continue;
        acp_spot there = acp_spot_cli(at->member, v6.value);
        acp_set_say(run, rule, acp_spot_stated(at, split.policy.value),
                    v6.value.line ? &there : NULL, "the policy for IPv6",
                    "Group policy %.*s has %.*s for IPv4 and %.*s for IPv6, with both lists of "
                    "domains. A client cannot include domains for one protocol and exclude them "
                    "for the other.",
                    ACP_SLICE_ARGS(acp_shown(at->policy->name.text)),
                    ACP_SLICE_ARGS(acp_shown(split.policy.value.text)),
                    ACP_SLICE_ARGS(acp_shown(v6.value.text)));
    }
}

/* ---- platforms ----------------------------------------------------------------------------- */

void acp_asa_dynamic_split_platform(acp_set_run *run, const acp_rule *rule)
{
    bool is_linux = acp_set_targets(run, ACP_LINUX);
    bool is_mobile = acp_set_targets(run, ACP_IOS | ACP_ANDROID | ACP_CHROMEOS | ACP_UWP);
    if (!is_linux && !is_mobile)
        return;
    for (acp_route at = {0}; acp_next_policy(run->set, &at);)
        for (const acp_asa_custom *use = at.policy->customs; use; use = use->next)
            if (use->name.line && is_dynamic(use))
                acp_set_say(run, rule, acp_spot_cli(at.member, use->type), NULL, NULL,
                            "Group policy %.*s splits traffic by domain. Clients %s do not support "
                            "that.",
                            ACP_SLICE_ARGS(acp_shown(at.policy->name.text)),
                            !is_mobile  ? "for Linux"
                            : !is_linux ? "on mobile devices"
                                        : "for Linux and on mobile devices");
}

/* ---- exceptions ---------------------------------------------------------------------------- */

/* A list that others are held against. */
typedef struct {
    const acp_asa_custom_data *data;
    acp_asa_domain_list list;
    acp_names compared; /* the data that were */
} base_list;

typedef struct {
    acp_set_run *run;
    const acp_rule *rule;
    acp_names bases; /* base_list, kept with its data */
} comparison;

static base_list *base_of(comparison *all, const acp_asa_custom_data *data)
{
    base_list *base = acp_kept(&all->bases, data);
    if (base || !(base = acp_arena_alloc(all->run->arena, sizeof *base)))
        return base;
    base->data = data;
    base->list = acp_asa_domain_list_of(all->run, data);
    acp_keep(all->run, &all->bases, data, base);
    return base;
}

/* Reports an entry of the second list unless it is an exception of the base. */
static void check_entry(comparison *all, const dynamic_split *split, const base_list *base,
                        const acp_asa_domain *entry)
{
    if (acp_asa_domain_above(&base->list, entry->name))
        return;
    const acp_asa_domain *same = acp_asa_domain_find(&base->list, entry->name);
    const acp_asa_domain *covered = same ? same : acp_asa_domain_below(&base->list, entry->name);
    const char *kind = is_include(split) ? "include" : "exclude";
    acp_slice name = acp_shown(entry->name);
    acp_spot spot = acp_spot_span(split->at.member, entry->span);
    acp_spot there = covered ? acp_spot_span(split->at.member, covered->span)
                             : acp_spot_cli(split->at.member, base->data->name);
    if (!covered) {
        acp_set_say(all->run, all->rule, spot, &there, "the other list",
                    "%.*s is below no domain of the %s list %.*s, so that it does nothing.",
                    ACP_SLICE_ARGS(name), kind, ACP_SLICE_ARGS(acp_shown(base->data->name.text)));
        return;
    }
    acp_set_say(all->run, all->rule, spot, &there, same ? "also here" : "the name it covers",
                "%.*s %s %.*s in the %s list. The exception takes away all of it.",
                ACP_SLICE_ARGS(name), same ? "is the same as" : "stands above",
                ACP_SLICE_ARGS(acp_shown(covered->name)), kind);
}

/* With tunnelspecified the exclude list has the exceptions, else the include list has. */
static void check_exceptions(comparison *all, const dynamic_split *split)
{
    bool include = is_include(split);
    const acp_asa_custom *first = include ? split->include : split->exclude;
    const acp_asa_custom *second = include ? split->exclude : split->include;
    const acp_asa *asa = split->at.asa;
    const acp_asa_custom_data *from =
        acp_asa_find_custom_data(asa, first->type.text, first->name.text);
    const acp_asa_custom_data *exceptions =
        acp_asa_find_custom_data(asa, second->type.text, second->name.text);
    base_list *base = from && exceptions ? base_of(all, from) : NULL;
    if (!base || !acp_mark(all->run, &base->compared, exceptions))
        return;
    acp_asa_domain_list list = acp_asa_domain_list_of(all->run, exceptions);
    for (size_t i = 0; i < list.count; i++)
        check_entry(all, split, base, &list.items[i]);
}

void acp_enhanced_split_list_without_effect(acp_set_run *run, const acp_rule *rule)
{
    comparison all = {.run = run, .rule = rule};
    for (dynamic_split split = {0}; next_dynamic(run->set, &split);)
        if (split.own && split.include && split.exclude)
            check_exceptions(&all, &split);
}
