/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Gateways with a certificate that nobody clients trust has issued. */
#include "set/certificates.h"
#include "set/endpoint.h"
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"
#include "set/rules/iosxe_each.h"

/* ---- self-signed -------------------------------------------------------------------------------
 */

#define DISTRUSTED                                                                                 \
    "Clients warn of it, and users who are used to accepting such a certificate accept an "        \
    "impostor's as well."

static void check_trustpoint(acp_set_run *run, const acp_rule *rule, acp_member *member,
                             acp_cli use, acp_names *told)
{
    const acp_asa_trustpoint *trustpoint = acp_asa_find_trustpoint(member->asa, use.text);
    if (!trustpoint || !acp_cli_is(trustpoint->enrollment, "self") ||
        !acp_mark(run, told, trustpoint))
        return;
    acp_spot there = acp_spot_cli(member, trustpoint->enrollment);
    acp_set_say(
        run, rule, acp_spot_cli(member, use), &there, "self-signed here",
        "The ASA shows clients the certificate of %.*s, which it signed itself. " DISTRUSTED,
        ACP_SLICE_ARGS(acp_shown(use.text)));
}

static void check_asa(acp_set_run *run, const acp_rule *rule, acp_member *member)
{
    acp_names told = {0};
    const acp_asa *asa = member->asa;
    for (const acp_asa_ssl_trustpoint *at = asa->ssl.trustpoints; at; at = at->next)
        check_trustpoint(run, rule, member, at->name, &told);
    for (const acp_asa_item *at = asa->ikev2_trustpoints; at; at = at->next)
        check_trustpoint(run, rule, member, at->value, &told);
    for (const acp_asa_webvpn_enable *at = asa->webvpn.enables; at; at = at->next)
        if (!acp_asa_ssl_on(asa, at->interface.text))
            acp_set_say(run, rule, acp_spot_cli(member, at->interface), NULL, NULL,
                        "No ssl trust-point is for the interface %.*s, so that the ASA shows "
                        "clients there the certificate it signed itself. " DISTRUSTED,
                        ACP_SLICE_ARGS(acp_shown(at->interface.text)));
}

/* An IKEv2 profile for this client is the business of ACP9141. */
static void check_router(acp_set_run *run, const acp_rule *rule, acp_member *member)
{
    acp_names told = {0};
    const acp_iosxe *router = member->iosxe;
    for (const acp_iosxe_ikev2_profile *at = router->ikev2_profiles; at; at = at->next) {
        const acp_iosxe_trustpoint *trustpoint =
            acp_iosxe_find_trustpoint(router, at->trustpoint.text);
        if (!trustpoint || !acp_cli_is(trustpoint->enrollment, "selfsigned") ||
            acp_iosxe_is_anyconnect(at) || !acp_mark(run, &told, trustpoint))
            continue;
        acp_spot there = acp_spot_cli(member, trustpoint->enrollment);
        acp_set_say(run, rule, acp_spot_cli(member, at->trustpoint), &there, "self-signed here",
                    "The router shows those who connect the certificate of %.*s, which it signed "
                    "itself, and they have no way to tell it from an impostor's.",
                    ACP_SLICE_ARGS(acp_shown(at->trustpoint.text)));
    }
}

void acp_gateway_certificate_self_signed(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const acp_chain *chain = acp_set_chains(run, &count);
    for (acp_member *member = NULL; (member = acp_set_next_member(run->set, member));) {
        if (member->asa)
            check_asa(run, rule, member);
        else if (member->iosxe)
            check_router(run, rule, member);
    }
    for (const acp_chain *end = chain + count; chain < end; chain++)
        if (chain->leaf && chain->leaf->self_signed)
            acp_set_say(run, rule, acp_spot_certificate(chain->member, chain->leaf), NULL, NULL,
                        "The certificate %.*s has signed itself. " DISTRUSTED,
                        ACP_SLICE_ARGS(acp_certificate_title(chain->leaf)));
}

/* ---- whether clients trust it ------------------------------------------------------------------
 */

/* Longer chains are none: it keeps files made of loops from being followed. */
enum { CHAIN_MAX = 16 };

static acp_member *next_authority(const acp_set *set, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next_member(set, member);
    while (member && !(member->certificates && (member->role == ACP_ROLE_CA_CERTIFICATE ||
                                                acp_member_store(member) == ACP_STORE_CA)));
    return member;
}

/* It is one of the certificates that clients were given as trusted, or was issued by one. */
static bool is_anchored(const acp_set *set, const acp_certificate *certificate)
{
    for (acp_member *member = NULL; (member = next_authority(set, member));) {
        const acp_certificates *list = member->certificates;
        if (acp_certificate_issuer_in(list, certificate))
            return true;
        for (size_t i = 0; i < list->count; i++)
            if (acp_certificate_same(&list->items[i], certificate))
                return true;
    }
    return false;
}

/* Without a CA that is given, only what signed itself is known not to be trusted. */
static bool is_untrusted(const acp_set *set, const acp_chain *chain)
{
    const acp_certificate *at = chain->leaf;
    if (!at || (!at->self_signed && (!next_authority(set, NULL) || !acp_set_is_complete(set))))
        return false;
    for (int i = 0; at && i < CHAIN_MAX; i++) {
        if (is_anchored(set, at))
            return false;
        at = acp_certificate_issuer_in(chain->member->certificates, at);
    }
    return true;
}

/* The trustpoint an ASA shows for an entry; NULL: not known. */
static const acp_asa_trustpoint *shown_by_asa(const acp_asa *asa, const acp_entry *entry)
{
    if (entry->ipsec && asa->ikev2_trustpoints)
        return acp_asa_find_trustpoint(asa, asa->ikev2_trustpoints->value.text);
    const acp_asa_ssl_trustpoint *shown = asa->ssl.trustpoints;
    while (shown && !acp_slice_equal_nocase(shown->domain.text, entry->host))
        shown = shown->next;
    if (!shown && asa->webvpn.enables)
        shown = acp_asa_ssl_on(asa, asa->webvpn.enables->interface.text);
    return shown ? acp_asa_find_trustpoint(asa, shown->name.text) : NULL;
}

/* Where a configuration says that the certificate shown for an entry is self-signed. */
static bool find_self_signed(const acp_set *set, const acp_entry *entry, acp_spot *where)
{
    for (acp_route at = {0}; acp_entry_next_asa(set, entry, &at);) {
        const acp_asa_trustpoint *shown = shown_by_asa(at.asa, entry);
        if (!shown || !acp_cli_is(shown->enrollment, "self"))
            continue;
        *where = acp_spot_cli(at.member, shown->enrollment);
        return true;
    }
    acp_member *router = NULL;
    while ((router = acp_entry_next_headend(set, ACP_ROLE_IOS_XE, entry, router))) {
        acp_flex at;
        const acp_iosxe_trustpoint *shown =
            acp_first_flex(router, &at)
                ? acp_iosxe_find_trustpoint(at.router, at.profile->trustpoint.text)
                : NULL;
        if (!shown || !acp_cli_is(shown->enrollment, "selfsigned"))
            continue;
        *where = acp_spot_cli(router, shown->enrollment);
        return true;
    }
    return false;
}

/* ---- who refuses it without a question (003:L9124-9137) ----------------------------------------
 */

static const char *strict_policy(const acp_set *set)
{
    for (acp_member *policy = NULL;
         (policy = acp_set_next_document(set, ACP_KIND_LOCAL_POLICY, policy));) {
        if (acp_member_is(policy, "StrictCertificateTrust", "true"))
            return "StrictCertificateTrust of the local policy is true";
        if (acp_member_is(policy, "RestrictServerCertStore", "true"))
            return "RestrictServerCertStore of the local policy is true";
    }
    return NULL;
}

static bool turns_always_on_off(const acp_set *set, const acp_entry *entry)
{
    for (acp_route at = {0}; acp_entry_next_asa(set, entry, &at);)
        if (acp_cli_is(acp_asa_policy_value(at.asa, at.policy, ACP_GP_ALWAYS_ON_VPN).value,
                       "disable"))
            return true;
    return false;
}

static const char *machine_store(const acp_set_run *run, const acp_member *profile)
{
    static const struct {
        unsigned platform;
        const char *path, *value, *reason;
    } stores[] = {
        {ACP_WINDOWS, "ClientInitialization/CertificateStore", "Machine",
         "the profile has CertificateStore Machine"},
        {ACP_MACOS, "ClientInitialization/CertificateStoreMac", "System",
         "the profile has CertificateStoreMac System"},
        {ACP_LINUX, "ClientInitialization/CertificateStoreLinux", "Machine",
         "the profile has CertificateStoreLinux Machine"},
    };
    for (size_t i = 0; i < sizeof stores / sizeof *stores; i++)
        if (!acp_set_excludes(run, stores[i].platform) &&
            acp_member_is(profile, stores[i].path, stores[i].value))
            return stores[i].reason;
    return NULL;
}

static bool signs_in_embedded(const acp_set *set, const acp_entry *entry)
{
    for (acp_route at = {0}; acp_entry_next_asa(set, entry, &at);)
        if (at.tunnel && acp_uses_embedded_browser(&at) &&
            (acp_asa_tunnel_authentication(at.asa, at.tunnel, NULL) & ACP_ASA_AUTH_SAML))
            return true;
    return false;
}

static const char *why_rejected(const acp_set_run *run, const acp_entry *entry)
{
    const acp_member *profile = entry->member;
    const char *policy = strict_policy(run->set);
    if (policy)
        return policy;
    if (profile->always_on && !turns_always_on_off(run->set, entry))
        return "the profile has Always-On";
    if (!acp_set_excludes(run, ACP_WINDOWS) &&
        acp_member_is(profile, "ClientInitialization/UseStartBeforeLogon", "true"))
        return "the profile has UseStartBeforeLogon";
    const char *store = machine_store(run, profile);
    if (store)
        return store;
    return signs_in_embedded(run->set, entry)
               ? "its tunnel group signs users in by SAML in the embedded browser"
               : NULL;
}

static void say_rejected(acp_set_run *run, const acp_rule *rule, const acp_entry *entry,
                         const acp_node *address, acp_slice host, acp_spot certificate)
{
    const char *reason = why_rejected(run, entry);
    if (reason)
        acp_set_say(run, rule, acp_spot_value(entry->member, address), &certificate,
                    "its certificate",
                    "No CA that clients trust has issued the certificate of %.*s, and %s. The "
                    "client refuses the connection and does not ask the user.",
                    ACP_SLICE_ARGS(acp_shown(host)), reason);
}

void acp_gateway_certificate_rejected(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    acp_names known = {0}; /* addresses whose certificate was given */
    const acp_served *served = acp_set_served(run, &count);
    for (const acp_served *end = served + count; served < end; served++) {
        const acp_target *target = served->target;
        acp_mark(run, &known, target->at);
        if (target->entry.member->kind == ACP_KIND_VPN && is_untrusted(run->set, served->chain))
            say_rejected(run, rule, &target->entry, target->at, target->host,
                         acp_spot_certificate(served->chain->member, served->chain->leaf));
    }
    for (acp_entry entry = {0}; acp_entry_next(run->set, false, &entry);) {
        acp_spot where;
        if (entry.host.len && !acp_is_marked(&known, entry.at) &&
            find_self_signed(run->set, &entry, &where))
            say_rejected(run, rule, &entry, entry.at, entry.host, where);
    }
}
