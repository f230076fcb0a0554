/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The Umbrella module: its registration, and what gets in the way of its Secure Web Gateway agent.
 */
#include "headend/ip.h"
#include "set/files.h"
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* ---- registration ----------------------------------------------------------------------------
 */

static const acp_node *find_key(const acp_member *member, const char *key)
{
    const acp_node *node = acp_node_first_child(member->document->root);
    while (node && !acp_slice_is(acp_node_name(node), key))
        node = acp_node_next(node);
    return node;
}

static acp_slice value_of(const acp_node *node)
{
    return node ? acp_node_value(node) : (acp_slice){"", 0};
}

static acp_side side_of(acp_member *member, const char *key)
{
    const acp_node *node = find_key(member, key);
    return (acp_side){node ? acp_spot_value(member, node)
                           : acp_spot_name(member, member->document->root),
                      value_of(node)};
}

/* path is this directory's sub-folder data. */
static bool is_data_folder(acp_slice path, acp_slice directory)
{
    size_t above = directory.len + (directory.len > 0);
    return path.len == above + sizeof "data" - 1 && acp_path_ends(path, "data") &&
           acp_slice_equal((acp_slice){path.ptr, directory.len}, directory);
}

/* Not the module's other files. */
static acp_member *next_registration(const acp_set *set, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next_document(set, ACP_KIND_UMBRELLA, member);
    while (member &&
           !acp_slice_equal_nocase(acp_slice_of(member->base), ACP_SLICE("OrgInfo.json")));
    return member;
}

/* The copy the module made of it when it registered. */
static acp_member *find_registered(const acp_set *set, const acp_member *placed)
{
    acp_slice directory = acp_member_directory(placed);
    acp_member *member = NULL;
    while ((member = next_registration(set, member)))
        if (is_data_folder(acp_member_directory(member), directory))
            return member;
    return NULL;
}

void acp_umbrella_orginfo_replaced_with_old_data(acp_set_run *run, const acp_rule *rule)
{
    static const char *const keys[] = {"organizationId", "fingerprint", "userId"};
    enum { KEYS = sizeof keys / sizeof *keys };
    acp_member *placed = NULL;
    while ((placed = next_registration(run->set, placed))) {
        acp_member *registered = find_registered(run->set, placed);
        size_t key = 0;
        if (!registered)
            continue;
        while (key < KEYS && acp_slice_equal(side_of(placed, keys[key]).value,
                                             side_of(registered, keys[key]).value))
            key++;
        bool agrees = key == KEYS;
        const char *name = keys[agrees ? 0 : key];
        acp_side here = side_of(placed, name), there = side_of(registered, name);
        acp_set_agree(
            run, rule, "Umbrella registration", here, there, agrees,
            "%s is \"%.*s\" here and \"%.*s\" in %s, which the module made when it "
            "registered. It goes on with that registration until the data folder is gone.",
            name, ACP_SLICE_ARGS(acp_shown(here.value)), ACP_SLICE_ARGS(acp_shown(there.value)),
            registered->name);
    }
}

/* ---- Secure Web Gateway agent -----------------------------------------------------------------
 */

/* Something that brings the agent of the Secure Web Gateway to the endpoint: it is part of the
 * Umbrella module, and no file tells whether the subscription will use it (003:L15101-15117). */
static acp_member *find_web_gateway(const acp_set *set)
{
    acp_member *member = acp_set_next_document(set, ACP_KIND_UMBRELLA, NULL);
    if (member)
        return member;
    while ((member = acp_set_next_member(set, member)))
        if (acp_path_ends(acp_member_directory(member), "Umbrella/SWG"))
            return member;
    acp_package package = {0};
    while (acp_package_next(set, &package) && !acp_package_is(&package, "umbrella"))
        continue;
    return package.member;
}

#define LOCAL_PROXY "ClientInitialization/AllowLocalProxyConnections"

void acp_umbrella_swg_needs_local_proxy(acp_set_run *run, const acp_rule *rule)
{
    acp_member *gateway = find_web_gateway(run->set), *profile = NULL;
    while (gateway && (profile = acp_set_next_profile(run->set, false, profile))) {
        const acp_node *written = acp_member_first(profile, LOCAL_PROXY);
        acp_side here = {acp_spot_setting(profile, LOCAL_PROXY), value_of(written)};
        acp_side there = {acp_spot_file(gateway), acp_slice_of(gateway->base)};
        acp_set_agree(run, rule, "local proxy of the Secure Web Gateway", here, there,
                      acp_member_is(profile, LOCAL_PROXY, "true"),
                      "The Secure Web Gateway agent of Umbrella, which %s brings to the endpoint, "
                      "needs AllowLocalProxyConnections true in every VPN profile. %s.",
                      gateway->name,
                      written ? "Here it is not"
                              : "Here it is not written, and the guide contradicts itself on what "
                                "the client does then");
    }
}

/* The agent comes to the endpoints, also by an ASA that deploys the module; *where: from there. */
static bool deploys_agent(const acp_set *set, acp_spot *where)
{
    acp_member *gateway = find_web_gateway(set);
    if (gateway) {
        *where = acp_spot_file(gateway);
        return true;
    }
    for (acp_route at = {0}; acp_next_policy(set, &at);) {
        acp_cli_list modules = acp_asa_policy_own(at.policy, ACP_GP_MODULES).items;
        const acp_cli *module = acp_cli_find(modules, "umbrella");
        const acp_asa_attached *profile = at.policy->profiles;
        while (profile && !acp_asa_attached_is(profile, "umbrella"))
            profile = profile->next;
        if (!module && !profile)
            continue;
        *where = acp_spot_cli(at.member, module ? *module : profile->name);
        return true;
    }
    return false;
}

#define BRINGS "brings the agent"

void acp_umbrella_swg_pac_overrides(acp_set_run *run, const acp_rule *rule)
{
    acp_spot agent;
    bool deployed = deploys_agent(run->set, &agent);
    for (acp_route at = {0}; deployed && acp_next_policy(run->set, &at);) {
        acp_asa_value method = acp_asa_policy_own(at.policy, ACP_GP_MSIE_PROXY_METHOD);
        acp_asa_value file = acp_asa_policy_own(at.policy, ACP_GP_MSIE_PROXY_PAC_URL);
        const acp_cli *use = acp_cli_find(method.items, "use-pac-url");
        if (!use && !file.items.count)
            continue;
        acp_set_say(run, rule, acp_spot_cli(at.member, use ? *use : file.value), &agent, BRINGS,
                    "Group policy %.*s gives clients a PAC file, on endpoints that have the Secure "
                    "Web Gateway agent of Umbrella. What the file says goes before the agent, and "
                    "web traffic passes Umbrella by.",
                    ACP_SLICE_ARGS(acp_shown(at.policy->name.text)));
    }
}

static bool is_loopback(acp_ip ip)
{
    static const uint8_t mapped[12] = {[10] = 0xFF, [11] = 0xFF};
    if (ip.family == 4)
        return ip.bytes[0] == 127;
    return acp_ip_equal(ip, acp_ip_parse(ACP_SLICE("::1"))) ||
           (ip.family == 6 && memcmp(ip.bytes, mapped, sizeof mapped) == 0 && ip.bytes[12] == 127);
}

/* A proxy, with or without port, that is the endpoint itself. */
static bool is_on_endpoint(acp_slice proxy)
{
    acp_address parts;
    acp_slice host = acp_address_parse(proxy, &parts) ? parts.host : proxy;
    return acp_slice_equal_nocase(host, ACP_SLICE("localhost")) || is_loopback(acp_ip_parse(host));
}

#define PROXY         "ClientInitialization/ProxySettings"
#define PROXY_ADDRESS PROXY "/PublicProxyServerAddress"

void acp_umbrella_swg_local_proxy_unsupported(acp_set_run *run, const acp_rule *rule)
{
    acp_spot agent;
    acp_member *profile = NULL;
    bool deployed = deploys_agent(run->set, &agent);
    while (deployed && (profile = acp_set_next_profile(run->set, false, profile))) {
        acp_slice proxy = acp_member_value(profile, PROXY_ADDRESS);
        if (acp_member_is(profile, PROXY, "Override") && is_on_endpoint(proxy))
            acp_set_say(run, rule, acp_spot_setting(profile, PROXY_ADDRESS), &agent, BRINGS,
                        "%.*s is a proxy on the endpoint itself. The Secure Web Gateway agent of "
                        "Umbrella does not work beside one.",
                        ACP_SLICE_ARGS(acp_shown(proxy)));
    }
    for (acp_route at = {0}; deployed && acp_next_policy(run->set, &at);) {
        acp_asa_value server = acp_asa_policy_own(at.policy, ACP_GP_MSIE_PROXY_SERVER);
        if (server.items.count && is_on_endpoint(server.value.text))
            acp_set_say(run, rule, acp_spot_cli(at.member, server.value), &agent, BRINGS,
                        "Group policy %.*s gives clients %.*s as a proxy, which is the endpoint "
                        "itself. The Secure Web Gateway agent of Umbrella does not work beside "
                        "one.",
                        ACP_SLICE_ARGS(acp_shown(at.policy->name.text)),
                        ACP_SLICE_ARGS(acp_shown(server.value.text)));
    }
}

/* ---- IPv4 ------------------------------------------------------------------------------------
 */

static void say_ipv6_only(acp_set_run *run, const acp_rule *rule, const acp_route *at, acp_cli pool,
                          acp_spot agent)
{
    acp_slice name = at->tunnel ? at->tunnel->name.text : at->policy->name.text;
    acp_set_say(run, rule, acp_spot_cli(at->member, pool), &agent, BRINGS,
                "%s %.*s gives clients addresses from %.*s, and none of IPv4. The Secure Web "
                "Gateway agent of Umbrella works with IPv4 only.",
                at->tunnel ? "Tunnel group" : "Group policy", ACP_SLICE_ARGS(acp_shown(name)),
                ACP_SLICE_ARGS(acp_shown(pool.text)));
}

/* Pools of IPv6 that tunnel groups have of their own or of their group policy, each once. */
static void check_tunnels(acp_set_run *run, const acp_rule *rule, acp_names *used, acp_spot agent)
{
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);) {
        acp_asa_value pool;
        bool v6 = acp_asa_tunnel_has_pool(at.asa, at.tunnel, 6, &pool);
        bool v4 = acp_asa_tunnel_has_pool(at.asa, at.tunnel, 4, NULL) ||
                  acp_asa_tunnel_value(at.asa, at.tunnel, ACP_TG_DHCP_SERVER).items.count;
        if (at.policy)
            acp_mark(run, used, at.policy);
        if (v6 && !v4 && acp_mark(run, used, pool.value.line))
            say_ipv6_only(run, rule, &at, pool.value, agent);
    }
}

/* Those of group policies that no tunnel group names: users or their servers may do so. */
static void check_other_policies(acp_set_run *run, const acp_rule *rule, const acp_names *used,
                                 acp_spot agent)
{
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        acp_asa_value pool = acp_asa_policy_own(at.policy, ACP_GP_IPV6_ADDRESS_POOLS);
        acp_asa_value v4 = acp_asa_policy_value(at.asa, at.policy, ACP_GP_ADDRESS_POOLS);
        if (pool.items.count && !v4.items.count && at.policy != at.asa->default_policy &&
            !acp_is_marked(used, at.policy))
            say_ipv6_only(run, rule, &at, pool.value, agent);
    }
}

#define IP_PROTOCOLS "ClientInitialization/IPProtocolSupport"

void acp_umbrella_swg_ipv4_only(acp_set_run *run, const acp_rule *rule)
{
    acp_names used = {0};
    acp_spot agent;
    acp_member *profile = NULL;
    if (!deploys_agent(run->set, &agent))
        return;
    while ((profile = acp_set_next_profile(run->set, false, profile)))
        if (acp_member_is(profile, IP_PROTOCOLS, "IPv6"))
            acp_set_say(run, rule, acp_spot_setting(profile, IP_PROTOCOLS), &agent, BRINGS,
                        "The client connects with IPv6 only. The Secure Web Gateway agent of "
                        "Umbrella works with IPv4 only.");
    check_tunnels(run, rule, &used, agent);
    check_other_policies(run, rule, &used, agent);
}
