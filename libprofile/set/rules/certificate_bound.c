/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Certificates headends are configured with: ssl trust-point and crypto ikev2 remote-access
 * trustpoint of an ASA, pki trustpoint of a router (002:L306, 002:L358, 004:L273). */
#include "check/certificate_index.h"
#include "set/gateways.h"
#include "set/marks.h"
#include "set/rules/certificate_names.h"

/* A certificate a headend shows. */
typedef struct {
    acp_cli trustpoint; /* where it is bound */
    acp_slice domain;   /* only to clients that ask for this name; empty: to all */
    bool ssl, ipsec;
    acp_certificates *file;
    const acp_certificate *certificate; /* NULL: its names are not known */
} bound;

/* What clients may be shown: of all, or of those for one domain. Behind the first certificate whose
 * names are not known nothing can be told, so nothing of that is kept. */
typedef struct {
    const bound *first, *unknown;
    const bound *covering;       /* of a domain: the first that covers it */
    acp_certificate_index names; /* of all */
} offer;

typedef struct {
    acp_set_run *run;
    acp_member *member;
    acp_names ders; /* of trustpoints */
    bound *items;
    size_t count, size;
    offer ssl, ipsec;
    acp_names domains; /* offers, by domain in lower case */
} headend;

/* ---- what is bound -----------------------------------------------------------------------------
 */

static bool is_listed(const acp_slice *list, size_t count, acp_slice name)
{
    size_t i = 0;
    while (i < count && !acp_slice_equal_nocase(list[i], name))
        i++;
    return i < count;
}

/* Names a trustpoint asks for, each once, while the certificate itself is not in the configuration.
 * What the CA makes of them is not known, so that any of them will do. NULL: it asks for none. */
static const acp_certificate *stated(headend *in, const acp_slice *names, size_t count)
{
    acp_slice *list = acp_arena_alloc(in->run->arena, (count + 1) * sizeof *list);
    acp_certificate *made = acp_arena_alloc(in->run->arena, sizeof *made);
    size_t used = 0;
    if (!list || !made)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (names[i].len && !acp_slice_is(names[i], "none") && !is_listed(list, used, names[i]))
            list[used++] = names[i];
    made->dns_names = made->ip_addresses = (acp_text_list){list, used};
    return used ? made : NULL;
}

static acp_slice full_name(headend *in, acp_slice host, acp_slice domain)
{
    if (!host.len || !domain.len)
        return (acp_slice){"", 0};
    char *name =
        acp_arena_printf(in->run->arena, "%.*s.%.*s", ACP_SLICE_ARGS(host), ACP_SLICE_ARGS(domain));
    return acp_slice_of(name);
}

static const acp_certificate *stated_on_asa(headend *in, acp_slice name)
{
    const acp_asa *asa = in->member->asa;
    const acp_asa_trustpoint *at = acp_asa_find_trustpoint(asa, name);
    if (!at)
        return NULL;
    acp_slice names[] = {at->fqdn.text, at->cn.text, at->ip_address.text,
                         full_name(in, asa->hostname.text, asa->domain_name.text)};
    bool any = at->fqdn.text.len || at->cn.text.len;
    return any ? stated(in, names, at->fqdn.text.len ? 3 : 4) : NULL;
}

static const acp_certificate *stated_on_router(headend *in, acp_slice name)
{
    const acp_iosxe_trustpoint *at = acp_iosxe_find_trustpoint(in->member->iosxe, name);
    return at ? stated(in, (acp_slice[]){at->fqdn.text, at->cn.text}, 2) : NULL;
}

static void enter_der(headend *in, acp_slice trustpoint, const acp_slice *der)
{
    acp_names_enter(&in->ders, in->run->arena, trustpoint, (void *)der);
}

/* The certificates of trustpoints as the configuration holds them; of several the last. */
static void enter_ders(headend *in)
{
    if (in->member->asa) {
        const acp_asa_certificate *one = in->member->asa->certificates;
        for (; one; one = one->next)
            if (!one->ca)
                enter_der(in, one->trustpoint.text, &one->der);
    } else {
        const acp_iosxe_certificate *one = in->member->iosxe->certificates;
        for (; one; one = one->next)
            if (!one->ca)
                enter_der(in, one->trustpoint.text, &one->der);
    }
}

/* A certificate that cannot be read leaves what the trustpoint states. */
static void find_names(headend *in, bound *made)
{
    acp_slice name = made->trustpoint.text;
    const acp_slice *der = acp_names_find(&in->ders, name);
    char message[256];
    if (der && der->len) {
        acp_status status = acp_certificates_read_memory(in->member->name, der->ptr, der->len,
                                                         &made->file, message, sizeof message);
        in->run->no_memory |= status == ACP_NO_MEMORY;
    }
    made->certificate = made->file && made->file->count ? made->file->items
                        : in->member->asa               ? stated_on_asa(in, name)
                                                        : stated_on_router(in, name);
}

static void add(headend *in, bound one)
{
    if (!in->items || in->count == in->size || !one.trustpoint.text.len)
        return;
    find_names(in, &one);
    in->items[in->count++] = one;
}

/* With items NULL, only counts. */
static void gather_asa(headend *in)
{
    const acp_asa *asa = in->member->asa;
    const acp_asa_ssl_trustpoint *ssl = asa->ssl.trustpoints;
    for (; ssl; ssl = ssl->next, in->size += !in->items)
        add(in, (bound){.trustpoint = ssl->name, .domain = ssl->domain.text, .ssl = true});
    for (const acp_asa_item *at = asa->ikev2_trustpoints; at; at = at->next) {
        in->size += !in->items;
        add(in, (bound){.trustpoint = at->value, .ipsec = true});
    }
}

static void gather_router(headend *in)
{
    const acp_iosxe_ikev2_profile *profile = in->member->iosxe->ikev2_profiles;
    for (; profile; profile = profile->next) {
        if (!acp_iosxe_is_anyconnect(profile))
            continue;
        in->size += !in->items;
        add(in, (bound){.trustpoint = profile->trustpoint, .ipsec = true});
    }
}

/* NULL: no memory. */
static offer *offer_of(headend *in, const bound *one)
{
    if (one->ipsec || !one->domain.len)
        return one->ipsec ? &in->ipsec : &in->ssl;
    acp_slice key = acp_folded(in->run, one->domain);
    offer *made = acp_names_find(&in->domains, key);
    if (!made && (made = acp_arena_alloc(in->run->arena, sizeof *made)))
        acp_names_enter(&in->domains, in->run->arena, key, made);
    return made;
}

static void enter_bound(headend *in, bound *one)
{
    offer *to = offer_of(in, one);
    if (!to || to->unknown)
        return;
    to->first = to->first ? to->first : one;
    if (!one->certificate)
        to->unknown = one;
    else if (!one->domain.len)
        acp_certificate_index_enter(&to->names, one->certificate, one);
    else if (!to->covering && acp_certificate_is_for(one->certificate, one->domain, NULL))
        to->covering = one;
}

static void gather(headend *in)
{
    void (*all)(headend *) = in->member->asa ? gather_asa : gather_router;
    all(in);
    in->items = in->size ? acp_arena_alloc(in->run->arena, in->size * sizeof *in->items) : NULL;
    if (!in->items)
        return;
    in->ssl.names.arena = in->ipsec.names.arena = in->run->arena;
    enter_ders(in);
    all(in);
    for (bound *one = in->items; one < in->items + in->count; one++)
        enter_bound(in, one);
}

/* ---- who is shown it ---------------------------------------------------------------------------
 */

/* A single headend is that of all entries, but hardly that of their backups as well. */
static bool leads_to(const acp_set *set, const acp_target *target, const acp_member *member)
{
    acp_entry entry = target->entry;
    acp_member *at = NULL;
    entry.host = target->host;
    if (!target->primary && !member->host &&
        !(member->asa ? acp_asa_serves_host(member->asa, entry.host)
                      : acp_iosxe_serves_host(member->iosxe, entry.host)))
        return false;
    do
        at = acp_entry_next_headend(set, member->role, &entry, at);
    while (at && at != member);
    return at;
}

static const bound *earlier(const bound *a, const bound *b)
{
    return !a || (b && b < a) ? b : a;
}

/* The one to report: one that covers the host, else the first. NULL: none, or one of them may cover
 * it, for all that is known. */
static const bound *choose(const headend *in, const acp_target *target)
{
    bool ipsec = target->entry.ipsec;
    const offer *all = ipsec ? &in->ipsec : &in->ssl, *own = NULL, none = {0};
    void *found[2];
    if (!ipsec && in->domains.root)
        own = acp_names_find(&in->domains, acp_folded(in->run, target->host));
    own = own ? own : &none;
    acp_certificate_index_find(&all->names, target->host, found);
    const bound *covering = earlier(own->covering, earlier(found[0], found[1]));
    const bound *unknown = earlier(own->unknown, all->unknown);
    if (covering && earlier(covering, unknown) == covering)
        return covering;
    return unknown ? NULL : earlier(own->first, all->first);
}

static void check_target(headend *in, const acp_rule *rule, const acp_target *target)
{
    const bound *one = choose(in, target);
    char origin[256];
    if (!one)
        return;
    bool held = one->file && one->certificate == one->file->items;
    snprintf(origin, sizeof origin, "The certificate of trustpoint %.*s in %s",
             ACP_SLICE_ARGS(acp_shown(one->trustpoint.text)), in->member->name);
    acp_clip_text(origin);
    acp_name_agrees(in->run, rule, target, one->certificate,
                    acp_spot_cli(in->member, one->trustpoint), origin,
                    held ? NULL : "The trustpoint asks for ");
}

static void check_headend(acp_set_run *run, const acp_rule *rule, acp_member *member)
{
    headend in = {.run = run, .member = member};
    acp_member *profile = NULL;
    gather(&in);
    while (in.count && (profile = acp_set_next_profile(run->set, true, profile))) {
        size_t count;
        const acp_target *targets = acp_profile_targets(run, profile, &count);
        for (size_t i = 0; i < count; i++)
            if (leads_to(run->set, &targets[i], member))
                check_target(&in, rule, &targets[i]);
    }
    for (size_t i = 0; i < in.count; i++)
        acp_certificates_free(in.items[i].file);
}

void acp_bound_names_agree(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_set_next_member(run->set, member));)
        if (member->asa || member->iosxe)
            check_headend(run, rule, member);
}
