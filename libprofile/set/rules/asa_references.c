/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: names in group policies and tunnel groups that are defined nowhere. */
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* What a name stands for. */
typedef enum { POOL, IPV6_POOL, ACL, POLICY, PROFILE, THINGS } thing;
static const struct {
    const char *name, *command;
} things[THINGS] = {
    [POOL] = {"address pool", "ip local pool"},
    [IPV6_POOL] = {"IPv6 address pool", "ipv6 local pool"},
    [ACL] = {"access list", "access-list"},
    [POLICY] = {"default group policy", "group-policy"},
    [PROFILE] = {"name of the profile", "anyconnect profiles in webvpn"},
};

/* The definition tells its name; NULL: there is none. */
static const acp_cli *defined(const acp_asa *asa, thing what, acp_slice name)
{
    const acp_asa_pool *pool = NULL;
    const acp_asa_acl *acl = NULL;
    const acp_asa_policy *policy = NULL;
    const acp_asa_profile *profile = NULL;
    switch (what) {
    case POOL: pool = acp_asa_find_pool(asa, name); break;
    case IPV6_POOL: pool = acp_asa_find_ipv6_pool(asa, name); break;
    case ACL: acl = acp_asa_find_acl(asa, name); break;
    case POLICY: policy = acp_asa_find_policy(asa, name); break;
    case PROFILE: profile = acp_asa_find_profile(asa, name); break;
    case THINGS: break;
    }
    return pool      ? &pool->name
           : acl     ? &acl->name
           : policy  ? &policy->name
           : profile ? &profile->name
                     : NULL;
}

/* ---- names in another case ----------------------------------------------------------------- */

/* What a configuration defines, by names without regard to case. Made when a name is undefined. */
typedef struct {
    acp_set_run *run;
    const acp_rule *rule;
    const acp_asa *asa; /* whose it is; NULL: not made */
    acp_names names[THINGS];
} glossary;

static void define(glossary *all, thing what, const acp_cli *name)
{
    acp_slice key = acp_folded(all->run, name->text);
    acp_names_enter(&all->names[what], all->run->arena, key, (void *)name);
}

static void define_all(glossary *all, const acp_asa *asa)
{
    *all = (glossary){.run = all->run, .rule = all->rule, .asa = asa};
    for (const acp_asa_pool *pool = asa->pools; pool; pool = pool->next)
        define(all, POOL, &pool->name);
    for (const acp_asa_pool *pool = asa->ipv6_pools; pool; pool = pool->next)
        define(all, IPV6_POOL, &pool->name);
    for (const acp_asa_acl *acl = asa->acls; acl; acl = acl->next)
        define(all, ACL, &acl->name);
    for (const acp_asa_policy *policy = asa->policies; policy; policy = policy->next)
        define(all, POLICY, &policy->name);
    for (const acp_asa_profile *profile = asa->webvpn.profiles; profile; profile = profile->next)
        define(all, PROFILE, &profile->name);
}

/* ---- references ---------------------------------------------------------------------------- */

static void check_name(glossary *all, const acp_route *at, thing what, const char *command,
                       acp_cli name)
{
    const acp_cli *found = defined(at->asa, what, name.text), *like = found;
    if (!found && what == POLICY && acp_cli_is(name, "DfltGrpPolicy"))
        return;
    if (!found && all->asa != at->asa)
        define_all(all, at->asa);
    if (!found)
        like = acp_names_find(&all->names[what], acp_folded(all->run, name.text));
    acp_side use = {acp_spot_cli(at->member, name), name.text};
    acp_side definition = {acp_spot_file(at->member), {0}};
    if (like)
        definition = (acp_side){acp_spot_cli(at->member, *like), like->text};
    if (like && !found)
        acp_set_agree(all->run, all->rule, things[what].name, use, definition, false,
                      "%s names %.*s, but the %s is %.*s. To the ASA these are different names.",
                      command, ACP_SLICE_ARGS(acp_shown(name.text)), things[what].command,
                      ACP_SLICE_ARGS(acp_shown(like->text)));
    else
        acp_set_agree(all->run, all->rule, things[what].name, use, definition, found != NULL,
                      "%s names %.*s, but there is no %s of that name. Clients do not get what the "
                      "line is to give them.",
                      command, ACP_SLICE_ARGS(acp_shown(name.text)), things[what].command);
}

static void check_items(glossary *all, const acp_route *at, thing what, const char *command,
                        acp_asa_value own)
{
    for (size_t i = 0; i < own.items.count; i++)
        check_name(all, at, what, command, own.items.items[i]);
}

static void check_policies(glossary *all)
{
    static const struct {
        acp_asa_policy_setting setting;
        thing what;
    } settings[] = {
        {ACP_GP_ADDRESS_POOLS, POOL},     {ACP_GP_IPV6_ADDRESS_POOLS, IPV6_POOL},
        {ACP_GP_SPLIT_NETWORK_LIST, ACL}, {ACP_GP_FIREWALL_PRIVATE, ACL},
        {ACP_GP_FIREWALL_PUBLIC, ACL},
    };
    for (acp_route at = {0}; acp_next_policy(all->run->set, &at);) {
        for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
            check_items(all, &at, settings[i].what,
                        acp_asa_policy_setting_name(settings[i].setting),
                        acp_asa_policy_own(at.policy, settings[i].setting));
        for (const acp_asa_attached *use = at.policy->profiles; use; use = use->next)
            check_name(all, &at, PROFILE, "anyconnect profiles value", use->name);
    }
}

static void check_tunnels(glossary *all)
{
    static const struct {
        acp_asa_tunnel_setting setting;
        thing what;
    } settings[] = {
        {ACP_TG_ADDRESS_POOL, POOL},
        {ACP_TG_IPV6_ADDRESS_POOL, IPV6_POOL},
        {ACP_TG_DEFAULT_GROUP_POLICY, POLICY},
    };
    for (acp_route at = {0}; acp_next_tunnel(all->run->set, &at);)
        for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
            check_items(all, &at, settings[i].what,
                        acp_asa_tunnel_setting_name(settings[i].setting),
                        acp_asa_tunnel_own(at.tunnel, settings[i].setting));
}

void acp_asa_reference_undefined(acp_set_run *run, const acp_rule *rule)
{
    glossary all = {.run = run, .rule = rule};
    check_policies(&all);
    check_tunnels(&all);
}
