/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The update policy of the client against the headends its profiles lead to. */
#include <stdlib.h>

#include "schema/types.h"
#include "set/endpoint.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* The next policy that lets the client take updates at all: without the downloader it takes
 * nothing from headends, whatever the update policy says (003:L2020-2021). */
static acp_member *next_policy(const acp_set *set, acp_member *last)
{
    acp_member *policy = last;
    do
        policy = acp_set_next_document(set, ACP_KIND_LOCAL_POLICY, policy);
    while (policy && acp_member_is(policy, "BypassDownloader", "true"));
    return policy;
}

/* ---- is this host listed -----------------------------------------------------------------------
 */

typedef struct {
    acp_member *policy;
    acp_servers servers;
    acp_slice shown; /* the list for people */
    const char *restricted, *consequence;
} authority;

static acp_slice show_servers(acp_set_run *run, const acp_member *policy)
{
    enum { ENOUGH = 100 };
    const acp_node *name = acp_member_first(policy, ACP_SERVER_LIST "/ServerName");
    acp_slice shown = {"", 0};
    for (; name && shown.len < ENOUGH; name = name->same) {
        if (!name->value.len)
            continue;
        char *text =
            acp_arena_printf(run->arena, "%.*s%s%.*s", ACP_SLICE_ARGS(shown), shown.len ? ", " : "",
                             ACP_SLICE_ARGS(acp_shown(name->value)));
        shown = acp_slice_of(text ? text : "");
    }
    return shown;
}

static authority read_authority(acp_set_run *run, acp_member *policy)
{
    return (authority){
        .policy = policy,
        .servers = acp_policy_servers(run, policy),
        .shown = show_servers(run, policy),
    };
}

static void judge_host(acp_set_run *run, const acp_rule *rule, const authority *a, acp_spot spot,
                       acp_slice host)
{
    unsigned char address[16];
    const char *hint = "";
    if (acp_ip_bytes(host.ptr, host.len, address))
        hint = " Names are not looked up, so an address has to be listed as such.";
    else if (memchr(a->shown.ptr, '*', a->shown.len))
        hint = " In the list *.X stands for names with exactly one label before X.";
    acp_side here = {spot, host};
    acp_side there = {acp_spot_setting(a->policy, ACP_SERVER_LIST), a->shown};
    acp_set_agree(run, rule, "authorized server", here, there, acp_servers_cover(&a->servers, host),
                  "%s is false and the AuthorizedServerList of %s does not cover %.*s: %s.%s",
                  a->restricted, a->policy->name, ACP_SLICE_ARGS(acp_shown(host)), a->consequence,
                  hint);
}

/* ---- hosts of the user profiles ----------------------------------------------------------------
 */

typedef struct {
    acp_slice name;
    acp_spot spot;
    size_t order;
} host;

static size_t add_addresses(acp_member *profile, const char *path, host *out, size_t count)
{
    acp_address parts;
    for (const acp_node *node = acp_member_first(profile, path); node; node = node->same) {
        if (!acp_address_parse(node->value, &parts) || !parts.host.len)
            continue;
        if (out)
            out[count] = (host){parts.host, acp_spot_value(profile, node), count};
        count++;
    }
    return count;
}

/* Hosts of all entries and of their backup servers; out NULL: how many. */
static size_t gather(const acp_set *set, host *out)
{
    size_t count = 0;
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(set, false, profile));) {
        for (acp_entry entry = {0}; acp_entry_next_in(profile, &entry);) {
            if (!entry.host.len)
                continue;
            if (out)
                out[count] = (host){entry.host, acp_entry_spot(&entry), count};
            count++;
        }
        count =
            add_addresses(profile, "ServerList/HostEntry/BackupServerList/HostAddress", out, count);
        count =
            add_addresses(profile, "ClientInitialization/BackupServerList/HostAddress", out, count);
    }
    return count;
}

static int by_name(const void *left, const void *right)
{
    const host *a = left, *b = right;
    int order = acp_slice_compare_nocase(a->name, b->name);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

static int by_order(const void *left, const void *right)
{
    const host *a = left, *b = right;
    return (a->order > b->order) - (a->order < b->order);
}

/* Each host once, where it stands first. */
static host *find_hosts(acp_set_run *run, size_t *count)
{
    size_t all = gather(run->set, NULL), used = 0;
    host *hosts = all ? acp_arena_alloc(run->arena, all * sizeof *hosts) : NULL;
    *count = 0;
    if (!hosts)
        return NULL;
    gather(run->set, hosts);
    qsort(hosts, all, sizeof *hosts, by_name);
    for (size_t i = 0; i < all; i++)
        if (i == 0 || !acp_slice_equal_nocase(hosts[i].name, hosts[used - 1].name))
            hosts[used++] = hosts[i];
    qsort(hosts, used, sizeof *hosts, by_order);
    *count = used;
    return hosts;
}

/* ---- what is restricted ------------------------------------------------------------------------
 */

static const struct {
    const char *name, *path;
    bool fatal; /* a connection that needs it ends (003:L2256-2271) */
} updates[] = {
#define UPDATE(what, fatal)                                                                        \
    {                                                                                              \
        "Allow" what "UpdatesFromAnyServer", ACP_UPDATES(what), fatal                              \
    }
    UPDATE("Software", true),        UPDATE("VPNProfile", true),
    UPDATE("ServiceProfile", false), UPDATE("ManagementVPNProfile", false),
    UPDATE("ISEProfile", false),     UPDATE("ComplianceModule", false),
    UPDATE("Script", false),         UPDATE("Help", false),
    UPDATE("Resource", false),       UPDATE("Localization", false),
#undef UPDATE
};

/* False: every server may deliver everything. */
static bool find_restriction(authority *a)
{
    for (size_t i = 0; i < sizeof updates / sizeof *updates; i++) {
        if (!acp_member_is(a->policy, updates[i].path, "false"))
            continue;
        a->restricted = updates[i].name;
        a->consequence = updates[i].fatal ? "a connection to it that needs such an update ends"
                                          : "the client takes no such update from it";
        return true;
    }
    return false;
}

void acp_host_not_authorised(acp_set_run *run, const acp_rule *rule)
{
    size_t count = 0;
    const host *hosts = NULL;
    for (acp_member *policy = NULL; (policy = next_policy(run->set, policy));) {
        authority a = read_authority(run, policy);
        if (!find_restriction(&a))
            continue;
        hosts = hosts ? hosts : find_hosts(run, &count);
        if (!count)
            return;
        /* That nobody is authorized is one mistake, not one for each host. */
        size_t judged = a.servers.count ? count : 1;
        for (size_t i = 0; i < judged; i++)
            judge_host(run, rule, &a, hosts[i].spot, hosts[i].name);
    }
}

/* ---- the management profile --------------------------------------------------------------------
 */

#define MANAGEMENT ACP_UPDATES("ManagementVPNProfile")

void acp_mgmt_update_not_authorised(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *policy = NULL; (policy = next_policy(run->set, policy));) {
        if (!acp_member_is(policy, MANAGEMENT, "false"))
            continue;
        authority a = read_authority(run, policy);
        a.restricted = "AllowManagementVPNProfileUpdatesFromAnyServer";
        a.consequence = "the client takes no changed management profile from it";
        acp_member *profile = NULL;
        while ((profile = acp_set_next_document(run->set, ACP_KIND_MGMT, profile)))
            for (acp_entry entry = {0}; acp_entry_next_in(profile, &entry);)
                if (entry.host.len)
                    judge_host(run, rule, &a, acp_entry_spot(&entry), entry.host);
    }
}

void acp_mgmt_update_any_server(acp_set_run *run, const acp_rule *rule)
{
    acp_member *profile = acp_set_next_document(run->set, ACP_KIND_MGMT, NULL);
    for (acp_member *policy = NULL; profile && (policy = next_policy(run->set, policy));) {
        if (!acp_member_is(policy, ACP_UPDATES("VPNProfile"), "false") ||
            acp_member_is(policy, MANAGEMENT, "false"))
            continue;
        acp_spot there = acp_spot_setting(policy, ACP_UPDATES("VPNProfile"));
        acp_set_say(run, rule, acp_spot_setting(policy, MANAGEMENT), &there,
                    "user profiles are restricted",
                    "Only listed headends may replace a user profile, but any headend may replace "
                    "the management profile %s: the one setting does not imply the other.",
                    profile->name);
    }
}

/* ---- ISE posture -------------------------------------------------------------------------------
 */

/* ISE posture is in use: its profile is there, or an ASA gives clients its module. */
static bool find_ise(const acp_set *set, acp_side *side)
{
    acp_member *profile = acp_set_next_document(set, ACP_KIND_ISE_POSTURE, NULL);
    if (profile) {
        *side = (acp_side){acp_spot_name(profile, profile->document->root),
                           acp_slice_of(profile->base)};
        return true;
    }
    for (acp_route at = {0}; acp_next_policy(set, &at);) {
        acp_asa_value modules = acp_asa_policy_own(at.policy, ACP_GP_MODULES);
        const acp_cli *module = acp_cli_find(modules.items, "iseposture");
        if (module) {
            *side = (acp_side){acp_spot_cli(at.member, *module), module->text};
            return true;
        }
    }
    return false;
}

/* The first ISE server of a list in a posture profile that may not update. */
static bool find_unlisted_ise(const acp_servers *servers, acp_member *profile, const char *path,
                              acp_side *side)
{
    const acp_node *node = acp_member_first(profile, path);
    acp_slice rest = node ? node->value : (acp_slice){0}, item;
    while (acp_slice_next_item(&rest, &item)) {
        acp_address parts;
        if (!acp_address_parse(item, &parts) || !parts.host.len ||
            acp_servers_cover(servers, parts.host))
            continue;
        *side = (acp_side){acp_spot_value(profile, node), parts.host};
        return true;
    }
    return false;
}

/* The first server that would have to update ISE posture and may not. */
static bool find_unlisted(acp_set_run *run, const acp_servers *servers, acp_side *side)
{
    size_t count;
    const host *hosts = find_hosts(run, &count);
    for (size_t i = 0; i < count; i++) {
        if (acp_servers_cover(servers, hosts[i].name))
            continue;
        *side = (acp_side){hosts[i].spot, hosts[i].name};
        return true;
    }
    acp_member *profile = NULL;
    while ((profile = acp_set_next_document(run->set, ACP_KIND_ISE_POSTURE, profile)))
        if (find_unlisted_ise(servers, profile, "DiscoveryHost", side) ||
            find_unlisted_ise(servers, profile, "CallHomeList", side))
            return true;
    return !servers->count;
}

static void check_ise_update(acp_set_run *run, const acp_rule *rule, const authority *a,
                             const char *name, const char *path, const acp_side *use)
{
    acp_side here = {acp_spot_setting(a->policy, path), ACP_SLICE("false")}, there = *use;
    if (!acp_member_is(a->policy, path, "false"))
        return;
    bool refused = find_unlisted(run, &a->servers, &there);
    const char *lacks = "names nobody";
    if (a->servers.count)
        lacks = acp_arena_printf(run->arena, "does not cover %.*s",
                                 ACP_SLICE_ARGS(acp_shown(there.value)));
    acp_set_agree(run, rule, "updates of ISE posture", here, there, !refused,
                  "ISE posture is in use, %s is false, and the AuthorizedServerList %s. The agent "
                  "does not get what it needs, and does not work.",
                  name, lacks ? lacks : "");
}

void acp_ise_updates_refused(acp_set_run *run, const acp_rule *rule)
{
    acp_side use;
    if (!find_ise(run->set, &use))
        return;
    for (acp_member *policy = NULL; (policy = next_policy(run->set, policy));) {
        authority a = read_authority(run, policy);
        check_ise_update(run, rule, &a, "AllowISEProfileUpdatesFromAnyServer",
                         ACP_UPDATES("ISEProfile"), &use);
        check_ise_update(run, rule, &a, "AllowComplianceModuleUpdatesFromAnyServer",
                         ACP_UPDATES("ComplianceModule"), &use);
    }
}
