/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names in the certificates of gateways (003:L9028-9045). */
#include "set/rules/certificate_names.h"

#include "document/buffer.h"
#include "set/rules/checks.h"

/* ---- does the certificate cover the host? ------------------------------------------------------
 */

static void add_names(acp_buffer *text, const acp_text_list *names)
{
    enum { SHOWN = 5 };
    for (size_t i = 0; i < names->count && i < SHOWN; i++) {
        acp_slice name = acp_shown(names->items[i]);
        acp_buffer_printf(text, "%s%.*s", text->length ? ", " : "", ACP_SLICE_ARGS(name));
    }
    if (names->count > SHOWN)
        acp_buffer_printf(text, " and %zu more", names->count - SHOWN);
}

/* Names the client would look at. Those a trustpoint asks for are all of them both: names and
 * addresses. */
static acp_slice show_names(acp_set_run *run, const acp_certificate *certificate,
                            acp_name_source source)
{
    const acp_text_list *names = &certificate->dns_names, *addresses = &certificate->ip_addresses;
    acp_buffer text = {0};
    if (source == ACP_NAMES_SAN) {
        add_names(&text, names);
        if (addresses->items != names->items)
            add_names(&text, addresses);
    } else if (source == ACP_NAMES_CN) {
        add_names(&text, &(acp_text_list){certificate->common_names.items, 1});
    }
    char *copy = text.length ? acp_arena_copy(run->arena, text.text, text.length) : NULL;
    acp_slice shown = {copy, copy ? text.length : 0};
    run->no_memory |= text.failed;
    acp_buffer_free(&text);
    return shown;
}

void acp_name_agrees(acp_set_run *run, const acp_rule *rule, const acp_target *target,
                     const acp_certificate *certificate, acp_spot there, const char *origin,
                     const char *its_names)
{
    static const char *const sources[] = {
        [ACP_NAMES_NONE] = "It has neither a subjectAltName that counts nor a CN",
        [ACP_NAMES_SAN] = "It has a subjectAltName, and the client looks at nothing else: ",
        [ACP_NAMES_CN] = "It has no subjectAltName that counts, and its CN is ",
    };
    acp_name_source source;
    bool agrees = acp_certificate_is_for(certificate, target->host, &source);
    acp_slice names = show_names(run, certificate, source), host = acp_shown(target->host);
    acp_side here = {acp_spot_value(target->entry.member, target->at), target->host};
    acp_set_agree(run, rule, "name in the gateway's certificate", here, (acp_side){there, names},
                  agrees,
                  "%s is not for %.*s. %s%.*s. The client takes the gateway for one that cannot "
                  "be trusted.",
                  origin, ACP_SLICE_ARGS(host), its_names ? its_names : sources[source],
                  ACP_SLICE_ARGS(names));
}

void acp_server_certificate_name_mismatch(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const acp_served *served = acp_set_served(run, &count);
    for (size_t i = 0; i < count; i++) {
        const acp_chain *chain = served[i].chain;
        char origin[256];
        if (!chain->leaf)
            continue;
        snprintf(origin, sizeof origin, "The certificate in %s", chain->member->name);
        acp_clip_text(origin);
        acp_name_agrees(run, rule, served[i].target, chain->leaf,
                        acp_spot_certificate(chain->member, chain->leaf), origin, NULL);
    }
    acp_bound_names_agree(run, rule);
}

/* ---- wildcards ---------------------------------------------------------------------------------
 */

void acp_certificate_wildcard_ignored(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const acp_chain *chains = acp_set_chains(run, &count);
    for (const acp_chain *chain = chains; chain < chains + count; chain++) {
        if (!chain->leaf)
            continue;
        const acp_text_list *names = &chain->leaf->dns_names;
        acp_text_list cn = {chain->leaf->common_names.items, chain->leaf->common_names.count > 0};
        if (!names->count)
            names = &cn;
        for (size_t i = 0; i < names->count; i++)
            if (acp_wildcard_of(names->items[i]) == ACP_WILDCARD_IGNORED)
                acp_set_say(run, rule, acp_spot_certificate(chain->member, chain->leaf), NULL, NULL,
                            "The client does not look at the name %.*s: it takes a * only as the "
                            "whole first label, with at least two labels behind it.",
                            ACP_SLICE_ARGS(acp_shown(names->items[i])));
    }
}

/* ---- captive portals ---------------------------------------------------------------------------
 */

void acp_captive_portal_false_positive_cn(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const acp_served *served = acp_set_served(run, &count);
    for (size_t i = 0; i < count; i++) {
        const acp_target *target = served[i].target;
        const acp_chain *chain = served[i].chain;
        acp_member *profile = target->entry.member;
        acp_name_source source;
        if (!target->primary || profile->kind != ACP_KIND_VPN || !chain->leaf ||
            !acp_certificate_is_for(chain->leaf, target->host, &source) ||
            source != ACP_NAMES_SAN || acp_certificate_cn_is_for(chain->leaf, target->host) ||
            acp_member_is(profile, "ClientInitialization/DisableCaptivePortalDetection", "true"))
            continue;
        const acp_text_list *cn = &chain->leaf->common_names;
        acp_spot there = acp_spot_certificate(chain->member, chain->leaf);
        acp_slice name = cn->count ? acp_shown(cn->items[0]) : ACP_SLICE("missing");
        acp_set_say(run, rule, acp_spot_value(profile, target->at), &there, "the certificate",
                    "The certificate in %s covers %.*s by its subjectAltName, but its CN is %.*s. "
                    "The client may take the network for one with a captive portal.",
                    chain->member->name, ACP_SLICE_ARGS(acp_shown(target->host)),
                    ACP_SLICE_ARGS(name));
    }
}
