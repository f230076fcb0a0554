/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IOS-XE: names in an IKEv2 profile and in its authorization policy that are defined nowhere. */
#include "set/marks.h"
#include "set/rules/checks.h"
#include "set/rules/iosxe_each.h"

typedef enum { LOGIN, NETWORK, POLICY, PROFILE, TRUSTPOINT, POOL, ACL, THINGS } thing;

static const struct {
    const char *what, *command, *without;
} things[THINGS] = {
    [LOGIN] = {"login list", "aaa authentication login", "No user can log on."},
    [NETWORK] = {"network list", "aaa authorization network", "Clients are refused."},
    [POLICY] = {"authorization policy", "crypto ikev2 authorization policy",
                "Clients get no address, and the connection fails."},
    [PROFILE] = {"name of the profile", "crypto vpn anyconnect profile",
                 "The router has no profile to offer."},
    [TRUSTPOINT] = {"trustpoint", "crypto pki trustpoint",
                    "The router has no certificate to show, and clients end the connection."},
    [POOL] = {"address pool", "ip local pool", "Clients get no address, and the connection fails."},
    [ACL] = {"split access list", "ip access-list standard",
             "Clients are not told which networks to tunnel."},
};

/* What a router defines, by names in which letters that look alike are one. It is made when the
 * first name is not found. */
typedef struct {
    acp_set_run *run;
    const acp_rule *rule;
    const acp_iosxe *router;
    acp_names names[THINGS];
    acp_names told;
} glossary;

/* O and 0, l and 1 in any case (004:L111 has a pool ACP00L). */
static acp_slice look(acp_set_run *run, acp_slice name)
{
    acp_slice folded = acp_folded(run, name);
    char *text = (char *)folded.ptr;
    for (size_t i = 0; i < folded.len; i++)
        text[i] = text[i] == 'o' ? '0' : text[i] == 'l' || text[i] == 'i' ? '1' : text[i];
    return folded;
}

static void define(glossary *all, thing what, const acp_cli *name)
{
    acp_names_enter(&all->names[what], all->run->arena, look(all->run, name->text), (void *)name);
}

static void define_all(glossary *all, const acp_iosxe *router)
{
    for (thing what = 0; what < THINGS; what++)
        all->names[what] = (acp_names){0};
    all->router = router;
    for (const acp_iosxe_list *at = router->logins; at; at = at->next)
        define(all, LOGIN, &at->name);
    for (const acp_iosxe_list *at = router->networks; at; at = at->next)
        define(all, NETWORK, &at->name);
    for (const acp_iosxe_authorization *at = router->authorizations; at; at = at->next)
        define(all, POLICY, &at->name);
    for (const acp_iosxe_list *at = router->profiles; at; at = at->next)
        define(all, PROFILE, &at->name);
    for (const acp_iosxe_trustpoint *at = router->trustpoints; at; at = at->next)
        define(all, TRUSTPOINT, &at->name);
    for (const acp_iosxe_pool *at = router->pools; at; at = at->next)
        define(all, POOL, &at->name);
    for (const acp_iosxe_acl *at = router->acls; at; at = at->next)
        define(all, ACL, &at->name);
}

/* The line of a definition tells its name; NULL: there is none. */
static const acp_cli *defined(const acp_iosxe *router, thing what, acp_slice name)
{
    const acp_iosxe_list *list = NULL;
    const acp_iosxe_authorization *policy = NULL;
    const acp_iosxe_trustpoint *trustpoint = NULL;
    const acp_iosxe_pool *pool = NULL;
    const acp_iosxe_acl *acl = NULL;
    switch (what) {
    case LOGIN: list = acp_iosxe_find_login(router, name); break;
    case NETWORK: list = acp_iosxe_find_network(router, name); break;
    case PROFILE: list = acp_iosxe_find_profile(router, name); break;
    case POLICY: policy = acp_iosxe_find_authorization(router, name); break;
    case TRUSTPOINT: trustpoint = acp_iosxe_find_trustpoint(router, name); break;
    case POOL: pool = acp_iosxe_find_pool(router, name); break;
    case ACL: acl = acp_iosxe_find_acl(router, name); break;
    case THINGS: break;
    }
    return list         ? &list->name
           : policy     ? &policy->name
           : trustpoint ? &trustpoint->name
           : pool       ? &pool->name
           : acl        ? &acl->name
                        : NULL;
}

static void check_name(glossary *all, const acp_flex *at, thing what, acp_cli name)
{
    if (!name.line)
        return;
    const acp_cli *found = defined(at->router, what, name.text);
    bool agrees = found;
    if (!found && all->router != at->router)
        define_all(all, at->router);
    if (!found)
        found = acp_names_find(&all->names[what], look(all->run, name.text));
    acp_side use = {acp_spot_cli(at->member, name), name.text};
    acp_side definition = {acp_spot_file(at->member), {0}};
    if (found)
        definition = (acp_side){acp_spot_cli(at->member, *found), found->text};
    if (found && !agrees)
        acp_set_agree(all->run, all->rule, things[what].what, use, definition, false,
                      "This line names %.*s, but the %s is %.*s. To the router these are different "
                      "names. %s",
                      ACP_SLICE_ARGS(acp_shown(name.text)), things[what].command,
                      ACP_SLICE_ARGS(acp_shown(found->text)), things[what].without);
    else
        acp_set_agree(all->run, all->rule, things[what].what, use, definition, agrees,
                      "This line names %.*s, but there is no %s of that name. %s",
                      ACP_SLICE_ARGS(acp_shown(name.text)), things[what].command,
                      things[what].without);
}

/* A route set takes a standard list; in a numbered one, the number tells. */
static void check_acl(glossary *all, const acp_flex *at, acp_cli name)
{
    const acp_iosxe_acl *acl = acp_iosxe_find_acl(at->router, name.text);
    if (!acl || !acl->extended || acp_cli_number(name) >= 0) {
        check_name(all, at, ACL, name);
        return;
    }
    acp_side use = {acp_spot_cli(at->member, name), name.text};
    acp_side definition = {acp_spot_cli(at->member, acl->name), acl->name.text};
    acp_set_agree(all->run, all->rule, things[ACL].what, use, definition, false,
                  "The access list %.*s is an extended one, and route set takes a standard one. %s",
                  ACP_SLICE_ARGS(acp_shown(name.text)), things[ACL].without);
}

static void check_authorization(glossary *all, const acp_flex *at)
{
    acp_cli name = at->profile->group_policy;
    if (!acp_flex_is_local(at))
        return;
    const acp_iosxe_authorization *policy = acp_flex_authorization(at);
    if (policy || !acp_iosxe_is_built_in(name))
        check_name(all, at, POLICY, name);
    if (!policy || !acp_mark(all->run, &all->told, policy))
        return;
    check_name(all, at, POOL, policy->pool);
    check_acl(all, at, policy->route_acl);
}

static void check_new_model(glossary *all, const acp_flex *at)
{
    acp_cli used = at->profile->login_list.line ? at->profile->login_list : at->profile->group_list;
    if (!used.line || at->router->aaa_new_model.line || !acp_mark(all->run, &all->told, at->router))
        return;
    acp_set_say(all->run, all->rule, acp_spot_cli(at->member, used), NULL, NULL,
                "The IKEv2 profile %.*s uses lists of AAA, but aaa new-model is missing: without "
                "it the router takes none of these lines.",
                ACP_SLICE_ARGS(acp_shown(at->profile->name.text)));
}

void acp_iosxe_reference_undefined(acp_set_run *run, const acp_rule *rule)
{
    glossary all = {.run = run, .rule = rule};
    for (acp_flex at = {0}; acp_next_ikev2_profile(run->set, &at);) {
        check_name(&all, &at, TRUSTPOINT, at.profile->trustpoint);
        check_new_model(&all, &at);
        check_name(&all, &at, LOGIN, at.profile->login_list);
        check_name(&all, &at, NETWORK, at.profile->group_list);
        check_authorization(&all, &at);
        check_name(&all, &at, PROFILE, at.profile->anyconnect_profile);
    }
}
