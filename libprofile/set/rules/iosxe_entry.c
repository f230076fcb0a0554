/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Host entries against the IOS-XE routers they lead to. */
#include "set/certificates.h"
#include "set/marks.h"
#include "set/rules/checks.h"
#include "set/rules/iosxe_each.h"

#define PROTOCOL   "PrimaryProtocol"
#define STANDARD   PROTOCOL "/StandardAuthenticationOnly"
#define METHOD     STANDARD "/AuthMethodDuringIKENegotiation"
#define IDENTITY   STANDARD "/IKEIdentity"
#define ANYCONNECT "EAP-AnyConnect"

/* ---- what routers ask of clients ------------------------------------------------------------- */

/* Bits of authentication remote. */
enum { AGGREGATE = 1, EAP = 2, RSA = 4, ECDSA = 8 };

typedef struct {
    const acp_iosxe_ikev2_profile *profile;
    acp_cli key; /* the identity it matches */
    unsigned methods;
} service;

typedef struct {
    acp_names key_ids;          /* identity -> service */
    const service *any, *first; /* matches any identity; the first for this client */
    unsigned methods;           /* of all */
} services;

static unsigned methods_of(const acp_iosxe *router, const acp_iosxe_ikev2_profile *profile)
{
    static const struct {
        const char *words;
        unsigned bit;
    } methods[] = {{"authentication remote anyconnect-eap aggregate", AGGREGATE},
                   {"authentication remote eap", EAP},
                   {"authentication remote rsa-sig", RSA},
                   {"authentication remote ecdsa-sig", ECDSA}};
    unsigned bits = 0;
    for (const acp_line *line = profile->line->first; line; line = line->next)
        for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
            if (!line->no && acp_line_has(router->document, line, 0, methods[i].words))
                bits |= methods[i].bit;
    return bits;
}

static void add_service(acp_set_run *run, services *all, const acp_iosxe *router,
                        const acp_iosxe_ikev2_profile *profile)
{
    service *made = acp_arena_alloc(run->arena, sizeof *made);
    if (!made)
        return;
    *made = (service){.profile = profile, .methods = methods_of(router, profile)};
    all->methods |= made->methods;
    if (!all->first && acp_iosxe_is_anyconnect(profile))
        all->first = made;
    for (const acp_iosxe_match *match = profile->remotes; match; match = match->next) {
        if (acp_cli_is(match->type, "any")) {
            all->any = all->any ? all->any : made;
        } else if (acp_cli_is(match->type, "key-id")) {
            if (!made->key.line)
                made->key = match->value;
            acp_names_enter(&all->key_ids, run->arena, match->value.text, made);
        }
    }
}

/* Made once for each router; NULL: no IKEv2 profile on it is for this client. */
static const services *services_of(acp_set_run *run, acp_names *kept, const acp_member *router)
{
    services *all = acp_kept(kept, router);
    if (!all && (all = acp_arena_alloc(run->arena, sizeof *all))) {
        *all = (services){0};
        for (const acp_iosxe_ikev2_profile *profile = router->iosxe->ikev2_profiles; profile;
             profile = profile->next)
            add_service(run, all, router->iosxe, profile);
        acp_keep(run, kept, router, all);
    }
    return all && all->first ? all : NULL;
}

/* ---- what an entry says ---------------------------------------------------------------------- */

static acp_slice value_of(const acp_entry *entry, const char *path)
{
    return acp_member_value_below(entry->member, entry->node, path);
}

/* The method it names counts only with standard authentication; without, the client uses its own
 * (003:L5615). */
static acp_slice method_of(const acp_entry *entry)
{
    return acp_slice_is(value_of(entry, STANDARD), "true") ? value_of(entry, METHOD)
                                                           : ACP_SLICE(ANYCONNECT);
}

static bool is_standard_eap(acp_slice method)
{
    return acp_slice_is(method, "EAP-MD5") || acp_slice_is(method, "EAP-MSCHAPv2") ||
           acp_slice_is(method, "EAP-GTC");
}

static bool is_certificate_method(acp_slice method)
{
    return acp_slice_is(method, "IKE-RSA") || acp_slice_is(method, "IKE-ECDSA");
}

static acp_slice identity_of(const acp_entry *entry)
{
    const acp_node *written = acp_node_below(entry->node, IDENTITY);
    return written && written->value.len && is_standard_eap(method_of(entry))
               ? written->value
               : ACP_SLICE(ACP_CLIENT_KEY_ID);
}

static acp_side side_of(const acp_entry *entry, const char *path, acp_slice value)
{
    return (acp_side){acp_spot_below(entry->member, entry->node, path), value};
}

/* The next router an entry leads to. */
static acp_member *next_router(const acp_set *set, const acp_entry *entry, acp_member *last)
{
    return acp_entry_next_headend(set, ACP_ROLE_IOS_XE, entry, last);
}

/* ---- protocol, kind of gateway --------------------------------------------------------------- */

/* Where a router shows that it is one that serves this client. */
static acp_spot spot_of_router(acp_member *router)
{
    acp_flex at;
    return acp_first_flex(router, &at) ? acp_spot_cli(router, at.profile->name)
                                       : acp_spot_cli(router, router->iosxe->version);
}

void acp_iosxe_protocol_not_ipsec(acp_set_run *run, const acp_rule *rule)
{
    for (acp_entry entry = {0}; acp_entry_next(run->set, true, &entry);) {
        for (acp_member *router = NULL; (router = next_router(run->set, &entry, router));) {
            acp_side here = side_of(&entry, PROTOCOL, value_of(&entry, PROTOCOL));
            acp_side there = {spot_of_router(router), ACP_SLICE("IPsec")};
            acp_set_agree(run, rule, "protocol", here, there, entry.ipsec,
                          "The gateway %.*s is an IOS-XE router, which takes clients over IKEv2 "
                          "and IPsec; with PrimaryProtocol %s the client asks it for TLS.",
                          ACP_SLICE_ARGS(acp_shown(entry.host)),
                          acp_node_below(entry.node, PROTOCOL) ? "SSL" : "left out");
        }
    }
}

void acp_iosxe_standard_auth_off(acp_set_run *run, const acp_rule *rule)
{
    for (acp_entry entry = {0}; acp_entry_next(run->set, true, &entry);) {
        for (acp_member *router = NULL; (router = next_router(run->set, &entry, router));) {
            if (!entry.ipsec)
                continue;
            bool standard = acp_slice_is(value_of(&entry, STANDARD), "true");
            acp_side here =
                side_of(&entry, STANDARD, standard ? ACP_SLICE("IOS XE") : ACP_SLICE("ASA"));
            acp_side there = {spot_of_router(router), ACP_SLICE("IOS XE")};
            acp_set_agree(run, rule, "kind of gateway", here, there, standard,
                          "The gateway %.*s is an IOS-XE router. Without "
                          "StandardAuthenticationOnly the client takes it for an ASA and does not "
                          "use the method of authentication chosen for it.",
                          ACP_SLICE_ARGS(acp_shown(entry.host)));
        }
    }
}

/* ---- method and identity --------------------------------------------------------------------- */

/* The IKEv2 profile an entry ends up with. */
static const service *service_for(const services *all, const acp_entry *entry)
{
    const service *matched = acp_names_find(&all->key_ids, identity_of(entry));
    return matched ? matched : all->any ? all->any : all->first;
}

static bool takes(const services *all, const service *one, acp_slice method)
{
    if (acp_slice_is(method, "IKE-RSA"))
        return all->methods & RSA;
    if (acp_slice_is(method, "IKE-ECDSA"))
        return all->methods & ECDSA;
    if (acp_slice_is(method, ANYCONNECT))
        return one->methods & AGGREGATE;
    return (one->methods & EAP) || !(one->methods & AGGREGATE);
}

static void check_method(acp_set_run *run, const acp_rule *rule, const acp_entry *entry,
                         acp_member *router, const services *all)
{
    const service *one = service_for(all, entry);
    acp_cli remote = one->profile->remote_auth, name = one->profile->name;
    acp_slice method = method_of(entry);
    acp_side here = side_of(entry, METHOD, method);
    acp_side there = {acp_spot_cli(router, remote.line ? remote : name), remote.text};
    acp_set_agree(run, rule, "authentication method", here, there, takes(all, one, method),
                  "The client authenticates with %.*s%s, while IKEv2 profile %.*s %s%.*s. The "
                  "connection fails.",
                  ACP_SLICE_ARGS(acp_shown(method)),
                  acp_node_below(entry->node, METHOD) ? "" : ", the default",
                  ACP_SLICE_ARGS(acp_shown(name.text)),
                  remote.line ? "has authentication remote " : "asks for nothing",
                  ACP_SLICE_ARGS(acp_shown(remote.text)));
}

void acp_iosxe_auth_method_mismatch(acp_set_run *run, const acp_rule *rule)
{
    acp_names kept = {0};
    for (acp_entry entry = {0}; acp_entry_next(run->set, false, &entry);) {
        if (!entry.ipsec || !acp_slice_is(value_of(&entry, STANDARD), "true"))
            continue;
        for (acp_member *router = NULL; (router = next_router(run->set, &entry, router));) {
            const services *all = services_of(run, &kept, router);
            if (all)
                check_method(run, rule, &entry, router, all);
        }
    }
}

static void check_identity(acp_set_run *run, const acp_rule *rule, const acp_entry *entry,
                           acp_member *router, const services *all)
{
    acp_slice identity = identity_of(entry);
    const service *matched = acp_names_find(&all->key_ids, identity);
    const service *one = matched ? matched : all->any ? all->any : all->first;
    acp_cli key = matched ? matched->key : one->key;
    acp_side here = side_of(entry, IDENTITY, identity);
    acp_side there = {acp_spot_cli(router, key.line ? key : one->profile->name),
                      all->any && !matched ? ACP_SLICE("any")
                      : matched            ? identity
                                           : key.text};
    bool written = acp_node_below(entry->node, IDENTITY);
    acp_set_agree(run, rule, "IKE identity", here, there, matched || all->any,
                  "The client introduces itself as %.*s%s, and no IKEv2 profile of the router has "
                  "match identity remote key-id with it. The router finds no profile for the "
                  "client and refuses it.",
                  ACP_SLICE_ARGS(acp_shown(identity)),
                  written && !acp_slice_equal(identity, value_of(entry, IDENTITY))
                      ? " (IKEIdentity counts with EAP-MD5, EAP-MSCHAPv2 and EAP-GTC only)"
                      : "");
}

void acp_iosxe_key_id_mismatch(acp_set_run *run, const acp_rule *rule)
{
    acp_names kept = {0};
    for (acp_entry entry = {0}; acp_entry_next(run->set, false, &entry);) {
        if (!entry.ipsec || is_certificate_method(method_of(&entry)))
            continue;
        for (acp_member *router = NULL; (router = next_router(run->set, &entry, router));) {
            const services *all = services_of(run, &kept, router);
            if (all)
                check_identity(run, rule, &entry, router, all);
        }
    }
}

/* ---- the profile on the router --------------------------------------------------------------- */

/* The file's name without device and directories: acvpn.xml of bootflash:/acvpn.xml. */
static acp_slice base_of(acp_slice path)
{
    acp_slice base = path;
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '/' || path.ptr[i] == ':')
            base = (acp_slice){path.ptr + i + 1, path.len - i - 1};
    return base;
}

static acp_member *profile_called(const acp_set *set, acp_slice base)
{
    acp_member *profile = NULL;
    do
        profile = acp_set_next_profile(set, false, profile);
    while (profile && !acp_slice_is(base, profile->base));
    return profile;
}

/* By an entry, or by a list of servers that stand in for one. */
static bool leads_to(acp_set_run *run, acp_member *profile, const acp_member *router)
{
    size_t count = 0;
    const acp_target *targets = acp_profile_targets(run, profile, &count);
    for (acp_entry entry = {0}; acp_entry_next_in(profile, &entry);)
        for (acp_member *at = NULL; (at = next_router(run->set, &entry, at));)
            if (at == router)
                return true;
    for (size_t i = 0; i < count; i++)
        if (!targets[i].primary && acp_iosxe_serves_host(router->iosxe, targets[i].host))
            return true;
    return false;
}

/* The profile that clients of a router have; NULL: none. */
static acp_member *profile_for(acp_set_run *run, const acp_member *router)
{
    acp_member *profile = NULL;
    do
        profile = acp_set_next_profile(run->set, false, profile);
    while (profile && !leads_to(run, profile, router));
    return profile;
}

static void check_file(acp_set_run *run, const acp_rule *rule, acp_member *router, acp_cli file)
{
    acp_slice base = base_of(file.text);
    acp_member *same = profile_called(run->set, base);
    acp_side here = {acp_spot_cli(router, file), base};
    if (same) {
        acp_side there = {acp_spot_name(same, same->document->root), base};
        acp_set_agree(run, rule, "profile on the router", here, there, leads_to(run, same, router),
                      "The router offers clients the profile %.*s, and %s has no entry for this "
                      "router. Clients that take it lose the way back.",
                      ACP_SLICE_ARGS(acp_shown(base)), same->name);
        return;
    }
    acp_member *other = profile_for(run, router);
    if (!other)
        other = acp_set_next_profile(run->set, false, NULL);
    acp_side there = {acp_spot_name(other, other->document->root), acp_slice_of(other->base)};
    acp_set_agree(run, rule, "profile on the router", here, there, false,
                  "The router gives clients that connect the profile %.*s, and no VPN profile of "
                  "that name is among those checked here.",
                  ACP_SLICE_ARGS(acp_shown(base)));
}

void acp_iosxe_profile_file_mismatch(acp_set_run *run, const acp_rule *rule)
{
    if (!acp_set_next_profile(run->set, false, NULL) || !acp_set_is_complete(run->set))
        return;
    for (acp_member *router = NULL; (router = acp_next_router(run->set, router));)
        for (const acp_iosxe_list *at = router->iosxe->profiles; at; at = at->next)
            if (at->words.count)
                check_file(run, rule, router, at->words.items[0]);
}
