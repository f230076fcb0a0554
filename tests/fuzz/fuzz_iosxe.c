/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Running configurations of a router: read, and all that rules ask of the model. */
#include "fuzz_headend.h"
#include "headend/iosxe.h"

static void network(const acp_document *document, const acp_iosxe *router)
{
    for (const acp_iosxe_interface *at = router->interfaces; at; at = at->next) {
        if (at->name.text.len < 100 && acp_iosxe_find_interface(router, at->name.text) != at)
            abort();
        fuzz_value(document, at->protection);
        fuzz_list(document, at->ipv6);
        if (at->ip.family && !acp_iosxe_serves_host(router, at->address.text))
            abort();
        acp_iosxe_find_template(router, at->template_number);
    }
    for (const acp_iosxe_acl *acl = router->acls; acl; acl = acl->next)
        for (const acp_iosxe_ace *ace = acl->entries; ace; ace = ace->next) {
            fuzz_value(document, ace->source.value);
            fuzz_value(document, ace->destination.wildcard);
        }
    for (const acp_iosxe_nat *nat = router->nats; nat; nat = nat->next)
        fuzz_value(document, nat->acl);
}

static void profiles(const acp_document *document, const acp_iosxe *router)
{
    for (const acp_iosxe_ikev2_profile *at = router->ikev2_profiles; at; at = at->next) {
        for (const acp_iosxe_match *match = at->remotes; match; match = match->next)
            fuzz_value(document, match->value);
        fuzz_value(document, at->remote_aggregate);
        fuzz_value(document, at->group_policy);
        acp_iosxe_is_anyconnect(at);
        acp_iosxe_find_login(router, at->login_list.text);
        acp_iosxe_find_network(router, at->group_list.text);
        acp_iosxe_find_profile(router, at->anyconnect_profile.text);
        acp_iosxe_find_trustpoint(router, at->trustpoint.text);
        acp_iosxe_find_authorization(router, at->group_policy.text);
    }
    for (const acp_iosxe_authorization *at = router->authorizations; at; at = at->next) {
        fuzz_list(document, at->dns);
        acp_iosxe_find_pool(router, at->pool.text);
        acp_iosxe_find_acl(router, at->route_acl.text);
    }
    for (const acp_iosxe_ipsec_profile *at = router->ipsec_profiles; at; at = at->next)
        for (size_t i = 0; i < at->transform_sets.count; i++)
            acp_iosxe_find_transform_set(router, at->transform_sets.items[i].text);
    for (const acp_iosxe_trustpoint *at = router->trustpoints; at; at = at->next)
        fuzz_value(document, at->cn);
    for (const acp_iosxe_list *at = router->users; at; at = at->next)
        fuzz_list(document, at->words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    acp_document *document = fuzz_text(data, size);
    acp_iosxe *router;
    if (!document)
        return 0;
    if (acp_iosxe_read(document, &router) != ACP_OK)
        abort();
    fuzz_lines(document, &router->lines);
    network(document, router);
    profiles(document, router);
    acp_iosxe_free(router);
    acp_document_free(document);
    return 0;
}
