/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/certificates.h"

#include "set/endpoint.h"
#include "set/files.h"

/* Longer chains are none: it keeps files made of loops from being followed. */
enum { CHAIN_MAX = 16 };

/* ---- files ----------------------------------------------------------------------------------- */

acp_store acp_member_store(const acp_member *member)
{
    static const char top[] = ".cisco/certificates";
    acp_slice directory = acp_member_directory(member);
    if (member->role != ACP_ROLE_FILE || !acp_path_has(directory, top))
        return ACP_STORE_NONE;
    if (acp_path_ends(directory, ".cisco/certificates/ca"))
        return ACP_STORE_CA;
    if (acp_path_ends(directory, ".cisco/certificates/client"))
        return ACP_STORE_CLIENT;
    return acp_path_has(directory, ".cisco/certificates/client/private") ? ACP_STORE_PRIVATE
                                                                         : ACP_STORE_TOP;
}

acp_spot acp_spot_certificate(acp_member *member, const acp_certificate *certificate)
{
    return acp_spot_span(member, certificate->begin.span);
}

acp_slice acp_certificate_title(const acp_certificate *certificate)
{
    acp_slice subject = acp_slice_of(certificate->subject.text);
    return subject.len ? acp_shown(subject) : ACP_SLICE("a certificate without subject");
}

/* By names alone: of a file full of equal names every signature would have to be tried. */
static bool issued_another(const acp_certificates *list, const acp_certificate *certificate)
{
    for (const acp_certificate *one = list->items; one < list->items + list->count; one++)
        if (one != certificate && !one->self_issued &&
            one->issuer.hash == certificate->subject.hash)
            return true;
    return false;
}

/* PKCS#7 keeps no order, so that the first one need not be the leaf. Where the file is damaged, the
 * leaf may be what could not be read. */
static const acp_certificate *find_leaf(const acp_certificates *list)
{
    const acp_certificate *first = list->items;
    if (!list->count)
        return NULL;
    if (list->problem_count)
        return !first->ca && first->begin.line < list->problems[0].where.line ? first : NULL;
    for (const acp_certificate *one = first; one < first + list->count; one++)
        if (!issued_another(list, one))
            return one;
    return first;
}

/* ---- chains ---------------------------------------------------------------------------------- */

static bool is_ca_file(const acp_member *member)
{
    return member->certificates &&
           (member->role == ACP_ROLE_CA_CERTIFICATE || acp_member_store(member) == ACP_STORE_CA);
}

static acp_held find_issuer(const acp_set *set, acp_member *own, const acp_certificate *subject)
{
    acp_held found = {own, acp_certificate_issuer_in(own->certificates, subject)};
    acp_member *member = NULL;
    while (!found.certificate && (member = acp_set_next_member(set, member)))
        if (is_ca_file(member))
            found = (acp_held){member, acp_certificate_issuer_in(member->certificates, subject)};
    return found;
}

/* Puts the CAs of other files behind the items; gives how many items there are then. */
static size_t climb(const acp_set *set, acp_chain *chain, acp_held *items, size_t count)
{
    const acp_certificate *top = chain->leaf;
    for (int i = 0; top && !top->self_signed && i < CHAIN_MAX; i++) {
        acp_held issuer = find_issuer(set, chain->member, top);
        if (issuer.certificate && issuer.member != chain->member)
            items[count++] = issuer;
        top = issuer.certificate;
    }
    chain->whole = top && top->self_signed && !chain->member->certificates->problem_count;
    return count;
}

static void build(acp_set_run *run, acp_member *member, acp_chain *chain)
{
    const acp_certificates *list = member->certificates;
    acp_address parts;
    *chain = (acp_chain){.member = member, .leaf = find_leaf(list)};
    if (member->host) {
        chain->host = acp_slice_of(member->host);
        if (acp_address_parse(chain->host, &parts))
            chain->host = parts.host;
    }
    acp_held *items = acp_arena_alloc(run->arena, (list->count + CHAIN_MAX) * sizeof *items);
    if (!items)
        return;
    for (size_t i = 0; i < list->count; i++)
        items[i] = (acp_held){member, &list->items[i]};
    chain->items = items;
    chain->count = climb(run->set, chain, items, list->count);
}

static acp_member *next_server(const acp_set *set, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next(set, ACP_ROLE_SERVER_CERTIFICATE, member);
    while (member && !member->certificates);
    return member;
}

const acp_chain *acp_set_chains(acp_set_run *run, size_t *count)
{
    acp_member *member = NULL;
    if (!run->chains) {
        size_t all = 0;
        while ((member = next_server(run->set, member)))
            all++;
        acp_chain *chains = acp_arena_alloc(run->arena, (all + 1) * sizeof *chains);
        while (chains && (member = next_server(run->set, member)))
            build(run, member, &chains[run->chain_count++]);
        run->chains = chains;
    }
    *count = run->chain_count;
    return run->chains;
}

/* ---- hosts of a profile ------------------------------------------------------------------------
 */

#define HOST_ENTRY     "ServerList/HostEntry"
#define BACKUP         "BackupServerList/HostAddress"
#define LOAD_BALANCING "LoadBalancingServerList/HostAddress"
#define GLOBAL_BACKUP  "ClientInitialization/" BACKUP

static size_t count_nodes(const acp_member *profile)
{
    static const char *const paths[] = {HOST_ENTRY, HOST_ENTRY "/" BACKUP,
                                        HOST_ENTRY "/" LOAD_BALANCING, GLOBAL_BACKUP};
    size_t count = 0;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        for (const acp_node *node = acp_member_first(profile, paths[i]); node; node = node->same)
            count++;
    return count;
}

/* Adds the addresses of a list for an entry. */
static void add_others(const acp_entry *entry, const acp_node *first, acp_target *out,
                       size_t *count)
{
    acp_address parts;
    for (const acp_node *node = first; node; node = acp_node_next_same(node))
        if (acp_address_parse(node->value, &parts) && parts.host.len)
            out[(*count)++] = (acp_target){*entry, parts.host, node, false};
}

const acp_target *acp_profile_targets(acp_set_run *run, acp_member *profile, size_t *count)
{
    acp_target *all = acp_arena_alloc(run->arena, (count_nodes(profile) + 1) * sizeof *all);
    *count = 0;
    if (!all)
        return NULL;
    for (acp_entry entry = {0}; acp_entry_next_in(profile, &entry);) {
        if (entry.host.len)
            all[(*count)++] = (acp_target){entry, entry.host, entry.at, true};
        add_others(&entry, acp_node_below(entry.node, BACKUP), all, count);
        add_others(&entry, acp_node_below(entry.node, LOAD_BALANCING), all, count);
    }
    const acp_entry none = {.member = profile};
    add_others(&none, acp_member_first(profile, GLOBAL_BACKUP), all, count);
    return all;
}

/* ---- whose chain it is -------------------------------------------------------------------------
 */

static bool same_host(acp_slice a, acp_slice b)
{
    char left[ACP_HOST_KEY_SIZE], right[ACP_HOST_KEY_SIZE];
    return acp_slice_equal_nocase(acp_host_key(a, left), acp_host_key(b, right));
}

bool acp_chain_is_of(const acp_chain *chain, acp_slice host)
{
    return chain->host.len ? same_host(chain->host, host)
                           : chain->leaf && acp_certificate_is_for(chain->leaf, host, NULL);
}

/* out NULL: how many. */
static size_t find_served(acp_set_run *run, acp_member *profile, acp_served *out)
{
    size_t targets = 0, chains, count = 0;
    const acp_chain *chain = acp_set_chains(run, &chains);
    const acp_target *target = chains ? acp_profile_targets(run, profile, &targets) : NULL;
    for (size_t i = 0; target && i < targets; i++)
        for (size_t j = 0; chain && j < chains; j++)
            if (acp_chain_is_of(&chain[j], target[i].host)) {
                if (out)
                    out[count] = (acp_served){&target[i], &chain[j]};
                count++;
            }
    return count;
}

const acp_served *acp_set_served(acp_set_run *run, size_t *count)
{
    acp_member *profile = NULL;
    if (!run->served) {
        size_t all = 0;
        while ((profile = acp_set_next_profile(run->set, true, profile)))
            all += find_served(run, profile, NULL);
        acp_served *served = acp_arena_alloc(run->arena, (all + 1) * sizeof *served);
        while (served && (profile = acp_set_next_profile(run->set, true, profile)))
            run->served_count += find_served(run, profile, served + run->served_count);
        run->served = served;
    }
    *count = run->served_count;
    return run->served;
}

const acp_target *acp_chain_target(acp_set_run *run, const acp_chain *chain)
{
    size_t count;
    const acp_served *served = acp_set_served(run, &count);
    const acp_target *found = NULL;
    for (size_t i = 0; i < count; i++) {
        if (served[i].chain != chain)
            continue;
        if (!served[i].target->entry.ipsec)
            return served[i].target;
        found = found ? found : served[i].target;
    }
    return found;
}

/* ---- certificates of clients -------------------------------------------------------------------
 */

static bool is_client_file(const acp_member *member)
{
    return member->certificates && member->certificates->count &&
           (member->role == ACP_ROLE_CLIENT_CERTIFICATE ||
            acp_member_store(member) == ACP_STORE_CLIENT);
}

/* In a damaged file what the CA issued may be what could not be read. */
static bool is_client(const acp_certificates *list, const acp_certificate *certificate)
{
    return !issued_another(list, certificate) && !(list->problem_count && certificate->ca);
}

bool acp_client_certificate_next(const acp_set *set, acp_held *held)
{
    acp_member *member = held->member;
    const acp_certificate *next = member ? held->certificate + 1 : NULL;
    for (member = member ? member : acp_set_next_member(set, NULL); member;
         member = acp_set_next_member(set, member), next = NULL) {
        if (!is_client_file(member))
            continue;
        const acp_certificates *list = member->certificates;
        for (next = next ? next : list->items; next < list->items + list->count; next++)
            if (is_client(list, next)) {
                *held = (acp_held){member, next};
                return true;
            }
    }
    return false;
}
