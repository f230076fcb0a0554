/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the management tunnel needs of the tunnel group and group policy it ends up in. */
#include "set/rules/asa_mgmt.h"

#include "set/rules/checks.h"

bool acp_management_next(acp_set_run *run, acp_management *management)
{
    acp_connection *c = &management->connection;
    acp_member *profile = management->profile;
    if (!profile)
        profile = acp_set_next_document(run->set, ACP_KIND_MGMT, NULL);
    for (; profile; profile = acp_set_next_document(run->set, ACP_KIND_MGMT, profile)) {
        management->profile = profile;
        while (acp_next_connection_in(run->set, profile, c))
            if (c->route.tunnel && acp_mark(run, &management->seen, c->route.tunnel))
                return true;
        *c = (acp_connection){0};
    }
    return false;
}

bool acp_management_next_known(acp_set_run *run, acp_management *management)
{
    while (acp_management_next(run, management))
        if (acp_route_is_known(&management->connection.route))
            return true;
    return false;
}

acp_side acp_management_side(const acp_management *management, const char *needed)
{
    return (acp_side){acp_connection_spot(&management->connection), acp_slice_of(needed)};
}

/* ---- group URL ------------------------------------------------------------------------------- */

/* Group URLs of an ASA, to be found by what they have in common with that of an entry. */
typedef enum { SAME_URL, SAME_IN_OTHER_CASE, SAME_PATH, SAME_HOST, NOTHING_SAME } nearness;
typedef struct {
    acp_names by[NOTHING_SAME];
    const acp_asa_group_url *any; /* NULL: it has none */
} url_index;

static acp_slice url_key(acp_set_run *run, nearness near, acp_slice host, acp_slice path)
{
    acp_slice folded = acp_folded(run, host),
              last = near == SAME_URL ? path : acp_folded(run, path);
    if (near == SAME_HOST)
        return folded;
    if (near == SAME_PATH)
        return last;
    const char *both =
        acp_arena_printf(run->arena, "%.*s/%.*s", ACP_SLICE_ARGS(folded), ACP_SLICE_ARGS(last));
    return acp_slice_of(both);
}

/* Of those alike an enabled one counts, then the first. */
static void enter_url(acp_set_run *run, url_index *index, const acp_asa_group_url *url)
{
    for (nearness near = SAME_URL; near < NOTHING_SAME; near++) {
        acp_slice key = url_key(run, near, url->host, url->path);
        const acp_asa_group_url *other = acp_names_find(&index->by[near], key);
        if (!other || (url->enabled && !other->enabled))
            acp_names_enter(&index->by[near], run->arena, key, (void *)url);
    }
    if (!index->any)
        index->any = url;
}

/* The index of an ASA, made when it is first asked for; NULL: no memory. */
static url_index *index_urls(acp_set_run *run, acp_names *made, const acp_asa *asa)
{
    url_index *index = acp_kept(made, asa);
    if (index || !(index = acp_arena_alloc(run->arena, sizeof *index)))
        return index;
    *index = (url_index){0};
    for (const acp_asa_tunnel *at = asa->tunnels; at; at = at->next)
        for (const acp_asa_group_url *url = at->remote_access ? at->urls : NULL; url;
             url = url->next)
            enter_url(run, index, url);
    acp_keep(run, made, asa, index);
    return index;
}

/* The nearest group URL to that of an entry. */
static const acp_asa_group_url *find_nearest(acp_set_run *run, const url_index *index,
                                             const acp_entry *entry, nearness *near)
{
    for (*near = SAME_URL; *near < NOTHING_SAME; (*near)++) {
        const acp_asa_group_url *url =
            acp_names_find(&index->by[*near], url_key(run, *near, entry->host, entry->group));
        if (url)
            return url;
    }
    return index->any;
}

static acp_slice url_of(acp_set_run *run, const acp_entry *entry)
{
    bool v6 = entry->host.len && memchr(entry->host.ptr, ':', entry->host.len);
    char port[16] = "";
    if (entry->port != 443)
        snprintf(port, sizeof port, ":%u", entry->port);
    const char *text = acp_arena_printf(run->arena, "https://%s%.*s%s%s%s%.*s", v6 ? "[" : "",
                                        ACP_SLICE_ARGS(entry->host), v6 ? "]" : "", port,
                                        entry->group.len ? "/" : "", ACP_SLICE_ARGS(entry->group));
    return acp_slice_of(text ? text : "");
}

static void check_url(acp_set_run *run, const acp_rule *rule, const acp_connection *c,
                      const url_index *index)
{
    nearness near;
    const acp_asa_group_url *url = find_nearest(run, index, &c->entry, &near);
    bool agrees = acp_asa_tunnel_by_url(c->route.asa, c->entry.host, c->entry.group);
    acp_side here = {acp_connection_spot(c), url_of(run, &c->entry)};
    acp_side there = {acp_spot_file(c->route.member), {"", 0}};
    const char *found = "but the ASA has no group URL at all";
    if (url)
        there = acp_side_of_word(c->route.member, url->url);
    if (url && near == SAME_URL)
        found = "which the ASA has, but without enable";
    else if (url)
        found = acp_arena_printf(run->arena,
                                 "which the ASA does not have; the nearest that it has is %.*s",
                                 ACP_SLICE_ARGS(acp_shown(url->url.text)));
    acp_set_agree(run, rule, "group URL", here, there, agrees,
                  "The management tunnel connects to %.*s, %s. It does not get to the tunnel "
                  "group that is meant for it.",
                  ACP_SLICE_ARGS(acp_shown(here.value)), found ? found : "");
}

void acp_mgmt_group_url_mismatch(acp_set_run *run, const acp_rule *rule)
{
    acp_names made = {0};
    acp_member *profile = NULL;
    while ((profile = acp_set_next_document(run->set, ACP_KIND_MGMT, profile))) {
        for (acp_connection c = {0}; acp_next_connection_in(run->set, profile, &c);) {
            const url_index *index =
                c.route.asa->tunnels ? index_urls(run, &made, c.route.asa) : NULL;
            if (index)
                check_url(run, rule, &c, index);
        }
    }
}

/* ---- tunnel group ---------------------------------------------------------------------------- */

void acp_mgmt_auth_not_certificate(acp_set_run *run, const acp_rule *rule)
{
    for (acp_management m = {0}; acp_management_next(run, &m);) {
        const acp_route *route = &m.connection.route;
        acp_asa_value value;
        unsigned methods = acp_asa_tunnel_authentication(route->asa, route->tunnel, &value);
        acp_side here = {acp_spot_tunnel_value(route->member, route->tunnel, value),
                         acp_words_shown(run, value.items)};
        acp_set_agree(run, rule, "authentication of the tunnel group", here,
                      acp_management_side(&m, "certificate"), methods == ACP_ASA_AUTH_CERTIFICATE,
                      "Tunnel group %.*s, to which the management profile leads, has "
                      "authentication %.*s%s. The management tunnel has nothing to show but the "
                      "machine's certificate, and the ASA turns it away.",
                      ACP_SLICE_ARGS(acp_shown(route->tunnel->name.text)),
                      ACP_SLICE_ARGS(acp_shown(here.value)), acp_value_origin(value));
    }
}

/* ---- IP protocols ---------------------------------------------------------------------------- */

static const struct {
    uint8_t family;
    acp_asa_policy_setting split;
    const char *split_what, *bypass_what;
} protocols[] = {
    {4, ACP_GP_SPLIT_POLICY, "split tunneling of IPv4", "client bypass for IPv4"},
    {6, ACP_GP_IPV6_SPLIT_POLICY, "split tunneling of IPv6", "client bypass for IPv6"},
};
enum { PROTOCOLS = sizeof protocols / sizeof *protocols };

/* The configuration gives clients addresses of a family, from a pool or by DHCP. */
static bool assigns(const acp_route *route, uint8_t family)
{
    return acp_asa_tunnel_has_pool(route->asa, route->tunnel, family, NULL) ||
           (family == 4 &&
            acp_asa_tunnel_own(route->tunnel, ACP_TG_DHCP_SERVER).from == ACP_ASA_OWN);
}

static void check_split(acp_set_run *run, const acp_rule *rule, const acp_management *m, size_t i)
{
    static const char attribute[] = "ManagementTunnelAllAllowed";
    const acp_route *route = &m->connection.route;
    acp_asa_value value = acp_asa_policy_value(route->asa, route->policy, protocols[i].split);
    bool allowed =
        acp_slice_is(acp_asa_policy_custom_text(route->asa, route->policy, attribute), "true");
    acp_side here = {acp_route_spot(route, value), value.value.text};
    acp_set_agree(
        run, rule, protocols[i].split_what, here,
        acp_management_side(m, allowed ? "any (ManagementTunnelAllAllowed)" : "tunnelspecified"),
        allowed || acp_cli_is(value.value, "tunnelspecified"),
        "Group policy %.*s of the management tunnel has %s %.*s%s and does not apply %s "
        "with the value true. The client ends the management tunnel as \"invalid VPN "
        "configuration\".",
        ACP_SLICE_ARGS(acp_shown(acp_route_policy_name(route))),
        acp_asa_policy_setting_name(protocols[i].split),
        ACP_SLICE_ARGS(acp_shown(value.value.text)), acp_value_origin(value), attribute);
}

void acp_mgmt_split_not_include(acp_set_run *run, const acp_rule *rule)
{
    for (acp_management m = {0}; acp_management_next_known(run, &m);)
        for (size_t i = 0; i < PROTOCOLS; i++)
            if (assigns(&m.connection.route, protocols[i].family))
                check_split(run, rule, &m, i);
}

/* i: the protocol that gets no address. */
static void check_bypass(acp_set_run *run, const acp_rule *rule, const acp_management *m, size_t i)
{
    const acp_route *route = &m->connection.route;
    acp_asa_value value = acp_asa_policy_value(route->asa, route->policy, ACP_GP_CLIENT_BYPASS);
    acp_side here = {acp_route_spot(route, value), value.value.text};
    acp_set_agree(run, rule, protocols[i].bypass_what, here, acp_management_side(m, "enable"),
                  acp_cli_is(value.value, "enable"),
                  "Tunnel group %.*s of the management tunnel assigns no IPv%d addresses, and "
                  "client-bypass-protocol of group policy %.*s is %.*s%s. The tunnel would cut off "
                  "all IPv%d traffic of the machine, so the client ends it.",
                  ACP_SLICE_ARGS(acp_shown(route->tunnel->name.text)), protocols[i].family,
                  ACP_SLICE_ARGS(acp_shown(acp_route_policy_name(route))),
                  ACP_SLICE_ARGS(acp_shown(value.value.text)), acp_value_origin(value),
                  protocols[i].family);
}

/* Where it assigns neither, addresses come from what a configuration does not show. */
void acp_mgmt_family_dropped(acp_set_run *run, const acp_rule *rule)
{
    for (acp_management m = {0}; acp_management_next_known(run, &m);) {
        bool v4 = assigns(&m.connection.route, 4), v6 = assigns(&m.connection.route, 6);
        if (v4 != v6)
            check_bypass(run, rule, &m, v4 ? 1 : 0);
    }
}

/* ---- group policy ---------------------------------------------------------------------------- */

void acp_mgmt_banner(acp_set_run *run, const acp_rule *rule)
{
    for (acp_management m = {0}; acp_management_next_known(run, &m);) {
        const acp_route *route = &m.connection.route;
        acp_asa_value value = acp_asa_policy_value(route->asa, route->policy, ACP_GP_BANNER);
        bool none = !value.items.count;
        acp_side here = {acp_route_spot(route, value),
                         none ? ACP_SLICE("none") : acp_words_shown(run, value.items)};
        acp_set_agree(run, rule, "banner", here, acp_management_side(&m, "none"), none,
                      "Group policy %.*s of the management tunnel has a banner%s. Nobody is there "
                      "to accept it, and the tunnel fails to connect.",
                      ACP_SLICE_ARGS(acp_shown(acp_route_policy_name(route))),
                      acp_value_origin(value));
    }
}

void acp_mgmt_private_proxy(acp_set_run *run, const acp_rule *rule)
{
    static const char *const methods[] = {"use-server", "use-pac-url", "auto-detect"};
    for (acp_management m = {0}; acp_management_next_known(run, &m);) {
        const acp_route *route = &m.connection.route;
        acp_asa_value value =
            acp_asa_policy_value(route->asa, route->policy, ACP_GP_MSIE_PROXY_METHOD);
        const acp_cli *found = NULL;
        for (size_t i = 0; i < sizeof methods / sizeof *methods && !found; i++)
            found = acp_cli_find(value.items, methods[i]);
        acp_side here = {found ? acp_spot_cli(route->member, *found) : acp_route_spot(route, value),
                         acp_words_shown(run, value.items)};
        acp_set_agree(run, rule, "private proxy of the management tunnel", here,
                      acp_management_side(&m, "no-modify"), !found,
                      "Group policy %.*s of the management tunnel has msie-proxy method %.*s%s. "
                      "The management tunnel never changes proxy settings, so that programs do not "
                      "get this proxy.",
                      ACP_SLICE_ARGS(acp_shown(acp_route_policy_name(route))),
                      ACP_SLICE_ARGS(acp_shown(here.value)), acp_value_origin(value));
    }
}
