/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The management tunnel of an ASA beside the tunnels of users: what they share, and how the
 * management profile gets to clients. */
#include "set/rules/asa_each.h"
#include "set/rules/asa_mgmt.h"
#include "set/rules/checks.h"

/* Marks the tunnel groups management profiles lead to. */
static void mark_management(acp_set_run *run, acp_names *tunnels)
{
    for (acp_management m = {0}; acp_management_next(run, &m);)
        acp_mark(run, tunnels, m.connection.route.tunnel);
}

/* The next tunnel group for users. */
static bool next_users(const acp_set *set, const acp_names *management, acp_route *at)
{
    while (acp_next_tunnel(set, at))
        if (!acp_is_marked(management, at->tunnel))
            return true;
    return false;
}

/* ---- sharing ----------------------------------------------------------------------------------
 */

/* other: a tunnel group of users under the same group policy, NULL: none. */
static void check_policy(acp_set_run *run, const acp_rule *rule, const acp_management *m,
                         const acp_asa_tunnel *other)
{
    const acp_route *route = &m->connection.route;
    acp_asa_value value =
        acp_asa_tunnel_value(route->asa, route->tunnel, ACP_TG_DEFAULT_GROUP_POLICY);
    bool everyone = acp_cli_is(value.value, "DfltGrpPolicy");
    acp_side here = {acp_spot_tunnel_value(route->member, route->tunnel, value), value.value.text};
    acp_side there = acp_management_side(m, "a group policy of its own");
    const char *who = "that of every connection without one of its own";
    if (other && !everyone) {
        acp_asa_value theirs = acp_asa_tunnel_value(route->asa, other, ACP_TG_DEFAULT_GROUP_POLICY);
        there = (acp_side){acp_spot_tunnel_value(route->member, other, theirs), other->name.text};
        who = acp_arena_printf(run->arena, "that of tunnel group %.*s as well",
                               ACP_SLICE_ARGS(acp_shown(other->name.text)));
    }
    acp_set_agree(run, rule, "group policy of its own", here, there, !other && !everyone,
                  "The management tunnel comes under group policy %.*s, which is %s. Banner, "
                  "proxy and split tunneling cannot be right for both.",
                  ACP_SLICE_ARGS(acp_shown(value.value.text)), who ? who : "another one's");
}

static void check_user_profile(acp_set_run *run, const acp_rule *rule, acp_member *profile,
                               const acp_names *management)
{
    acp_names told = {0};
    for (acp_connection c = {0}; acp_next_connection_in(run->set, profile, &c);) {
        const acp_asa_tunnel *tunnel = c.route.tunnel;
        if (!tunnel || !acp_is_marked(management, tunnel) || !acp_mark(run, &told, tunnel))
            continue;
        acp_side here = {acp_connection_spot(&c), tunnel->name.text};
        acp_side there = {acp_spot_cli(c.route.member, tunnel->name), tunnel->name.text};
        acp_set_agree(run, rule, "tunnel group of users", here, there, false,
                      "This entry for users leads to tunnel group %.*s, as the management profile "
                      "does. What the management tunnel needs there also holds for users.",
                      ACP_SLICE_ARGS(acp_shown(tunnel->name.text)));
    }
}

void acp_mgmt_shared_with_users(acp_set_run *run, const acp_rule *rule)
{
    acp_names management = {0}, users = {0}; /* users: a tunnel group for each group policy */
    mark_management(run, &management);
    if (!management.root)
        return;
    for (acp_route at = {0}; next_users(run->set, &management, &at);)
        if (at.policy && !acp_kept(&users, at.policy))
            acp_keep(run, &users, at.policy, (void *)at.tunnel);
    for (acp_management m = {0}; acp_management_next(run, &m);) {
        const acp_asa_policy *policy = m.connection.route.policy;
        check_policy(run, rule, &m, policy ? acp_kept(&users, policy) : NULL);
    }
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(run->set, false, profile));)
        check_user_profile(run, rule, profile, &management);
}

/* ---- how the profile gets to clients ------------------------------------------------------------
 */

static const acp_asa_attached *management_profile(const acp_asa *asa, const acp_asa_policy *policy)
{
    return acp_asa_policy_profile(asa, policy, "vpn-mgmt");
}

/* Marks the group policies of users; DfltGrpPolicy is that of whoever has no other. */
static void mark_user_policies(acp_set_run *run, acp_names *policies)
{
    acp_names management = {0};
    mark_management(run, &management);
    for (acp_route at = {0}; next_users(run->set, &management, &at);)
        if (at.policy)
            acp_mark(run, policies, at.policy);
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));)
        if (member->asa->default_policy)
            acp_mark(run, policies, member->asa->default_policy);
}

void acp_mgmt_not_in_user_group_policy(acp_set_run *run, const acp_rule *rule)
{
    acp_names users = {0}, served = {0}; /* served: a line for each ASA */
    mark_user_policies(run, &users);
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        const acp_asa_attached *line = management_profile(at.asa, at.policy);
        if (line && acp_is_marked(&users, at.policy) && !acp_kept(&served, at.asa))
            acp_keep(run, &served, at.asa, (void *)line);
    }
    for (acp_management m = {0}; acp_management_next_known(run, &m);) {
        const acp_route *route = &m.connection.route;
        const acp_asa_attached *own = management_profile(route->asa, route->policy);
        const acp_asa_attached *other = acp_kept(&served, route->asa);
        if (!own)
            continue;
        acp_cli name = other ? other->name : own->name;
        acp_side here = {acp_spot_cli(route->member, name), name.text};
        acp_side there = {acp_spot_name(m.profile, m.profile->document->root),
                          acp_slice_of(m.profile->base)};
        acp_set_agree(run, rule, "management profile for users", here, there, other != NULL,
                      "Only group policy %.*s of the management tunnel itself gives clients the "
                      "management profile. No user gets it by connecting, so that the tunnel "
                      "starts only where the profile was installed by other means.",
                      ACP_SLICE_ARGS(acp_shown(acp_route_policy_name(route))));
    }
}

/* Policies of users that attach a management profile, of one ASA. */
typedef struct {
    acp_route first; /* policy NULL: none */
    bool ssl;        /* some policy that attaches it takes SSL, whosever it is */
} download;

static void judge_download(acp_set_run *run, const acp_rule *rule, acp_member *profile,
                           const acp_node *entry, const download *d)
{
    const acp_route *at = &d->first;
    if (!at->policy)
        return;
    acp_asa_value value = acp_asa_policy_value(at->asa, at->policy, ACP_GP_VPN_TUNNEL_PROTOCOL);
    acp_side here = {acp_route_spot(at, value), acp_words_shown(run, value.items)};
    acp_side there = {acp_spot_below(profile, entry, "PrimaryProtocol"), ACP_SLICE("IPsec")};
    acp_set_agree(run, rule, "protocol of the first download", here, there, d->ssl,
                  "The management tunnel uses IPsec, and users get its profile from group policy "
                  "%.*s, which has vpn-tunnel-protocol %.*s%s. Their first connection, which "
                  "downloads the profile, has to be SSL.",
                  ACP_SLICE_ARGS(acp_shown(at->policy->name.text)),
                  ACP_SLICE_ARGS(acp_shown(here.value)), acp_value_origin(value));
}

static const acp_node *ipsec_entry(acp_member *profile)
{
    acp_entry entry = {0};
    while (acp_entry_next_in(profile, &entry))
        if (entry.ipsec)
            return entry.node;
    return NULL;
}

static void check_downloads(acp_set_run *run, const acp_rule *rule, acp_member *profile,
                            const acp_names *users)
{
    const acp_node *entry = ipsec_entry(profile);
    const acp_asa *asa = NULL;
    download d = {0};
    if (!entry)
        return;
    for (acp_attachment at = {0}; acp_next_attachment(run->set, profile, &at);) {
        if (at.route.asa != asa) {
            judge_download(run, rule, profile, entry, &d);
            d = (download){0};
            asa = at.route.asa;
        }
        if (!d.first.policy && acp_is_marked(users, at.route.policy))
            d.first = at.route;
        d.ssl = d.ssl || acp_asa_policy_item(asa, at.route.policy, ACP_GP_VPN_TUNNEL_PROTOCOL,
                                             "ssl-client") != NULL;
    }
    judge_download(run, rule, profile, entry, &d);
}

void acp_mgmt_first_download_needs_ssl(acp_set_run *run, const acp_rule *rule)
{
    acp_names users = {0};
    acp_member *profile = acp_set_next_document(run->set, ACP_KIND_MGMT, NULL);
    if (profile)
        mark_user_policies(run, &users);
    for (; profile; profile = acp_set_next_document(run->set, ACP_KIND_MGMT, profile))
        check_downloads(run, rule, profile, &users);
}

static void judge_attached(acp_set_run *run, const acp_rule *rule, const acp_management *m,
                           const acp_asa_attached *wanted, const acp_asa_attached *line)
{
    const acp_route *route = &m->connection.route;
    acp_side here = {acp_spot_cli(route->member, line->name), line->name.text};
    acp_set_agree(run, rule, "profiles of the group policy", here,
                  acp_management_side(m, "the management profile alone"), line == wanted,
                  "Group policy %.*s of the management tunnel attaches %.*s beside the management "
                  "profile %.*s. With more than that one profile the client may keep the "
                  "management tunnel disabled.",
                  ACP_SLICE_ARGS(acp_shown(acp_route_policy_name(route))),
                  ACP_SLICE_ARGS(acp_shown(line->name.text)),
                  ACP_SLICE_ARGS(acp_shown(wanted->name.text)));
}

void acp_mgmt_group_policy_other_profiles(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0}; /* lists, as several group policies have that of DfltGrpPolicy */
    for (acp_management m = {0}; acp_management_next_known(run, &m);) {
        const acp_route *route = &m.connection.route;
        const acp_asa_attached *wanted = management_profile(route->asa, route->policy);
        const acp_asa_attached *line =
            wanted ? acp_asa_policy_profiles(route->asa, route->policy) : NULL;
        if (!line || !acp_mark(run, &told, line))
            continue;
        for (; line; line = acp_asa_next_attached(line))
            judge_attached(run, rule, &m, wanted, line);
    }
}
