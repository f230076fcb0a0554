/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The update policy of the client against the headends its profiles lead to. */
#include <stdlib.h>

#include "schema/types.h"
#include "set/endpoint.h"
#include "set/hosts.h"
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
    size_t count;
    const host *hosts = find_hosts(run, &count);
    for (acp_member *policy = NULL; count && (policy = next_policy(run->set, policy));) {
        authority a = read_authority(run, policy);
        if (!find_restriction(&a))
            continue;
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
