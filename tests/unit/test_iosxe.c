/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The model of a router: every item of a complete configuration, and of the one the source document
 * prints, in which some sub-modes lost their indentation. */
#include "../headend.h"

static test_form form;
static acp_document *document;
static acp_iosxe *router;

static void load(acp_document *made)
{
    document = made;
    assert_int_equal(acp_iosxe_read(document, &router), ACP_OK);
    assert_non_null(router);
}

static int unload(void **state)
{
    (void)state;
    acp_iosxe_free(router);
    acp_document_free(document);
    router = NULL;
    document = NULL;
    return 0;
}

static int load_complete(void **state)
{
    (void)state;
    load(test_file_as("complete.ios-xe", form));
    return 0;
}

static int load_printed(void **state)
{
    (void)state;
    load(test_file("flexvpn.ios-xe"));
    return 0;
}

static void value(acp_cli value, const char *text)
{
    test_value(document, value, text);
}

static void list(acp_cli_list list, const char *words)
{
    test_list(document, list, words);
}

/* ---- both configurations --------------------------------------------------------------------- */

static void access_by_user(void **state)
{
    (void)state;
    value(router->aaa_new_model, "new-model");
    list(acp_iosxe_find_login(router, S("a-eap-authen-local"))->words, "local");
    list(acp_iosxe_find_network(router, S("a-eap-author-grp"))->words, "local");
    value(router->users->name, "test");
    assert_null(acp_iosxe_find_login(router, S("a-eap-author-grp")));
}

static void ikev2(void **state)
{
    (void)state;
    const acp_iosxe_authorization *policy =
        acp_iosxe_find_authorization(router, S("ikev2-auth-policy"));
    value(policy->pool, "ACP00L");
    list(policy->dns, "10.0.1.1");
    value(policy->route_acl, "split_tunnel");
    assert_null(policy->next);
    const acp_iosxe_ikev2_proposal *proposal =
        acp_iosxe_find_ikev2_proposal(router, S("IKEv2-prop1"));
    value(proposal->encryption.items[0], "aes-cbc-256");
    list(proposal->integrity, "sha256");
    list(proposal->group, "14");
    value(router->ikev2_policies->name, "IKEv2-po1");
    value(router->ikev2_policies->proposals.items[0], "IKEv2-prop1");

    const acp_iosxe_ikev2_profile *profile = router->ikev2_profiles;
    value(profile->name, "AnyConnect-EAP");
    value(profile->remotes->type, "key-id");
    value(profile->remotes->value, "*$AnyConnectClient$*");
    value(profile->local_auth, "rsa-sig");
    value(profile->remote_auth, "anyconnect-eap");
    value(profile->remote_aggregate, "aggregate");
    value(profile->trustpoint, "IKEv2-TP");
    value(profile->login_list, "a-eap-authen-local");
    value(profile->group_list, "a-eap-author-grp");
    value(profile->group_policy, "ikev2-auth-policy");
    value(profile->user_list, "cached");
    value(profile->virtual_template, "100");
    value(profile->anyconnect_profile, "acvpn");
    assert_true(acp_iosxe_is_anyconnect(profile));
    assert_null(profile->next);
    const acp_iosxe_list *file = acp_iosxe_find_profile(router, S("acvpn"));
    list(file->words, "bootflash:/acvpn.xml");
}

static void ipsec(void **state)
{
    (void)state;
    const acp_iosxe_transform_set *set = acp_iosxe_find_transform_set(router, S("TS"));
    list(set->transforms, "esp-aes 256 esp-sha256-hmac");
    value(set->mode, "tunnel");
    value(set->esn, NULL);
    const acp_iosxe_ipsec_profile *profile =
        acp_iosxe_find_ipsec_profile(router, S("AnyConnect-EAP"));
    value(profile->transform_sets.items[0], "TS");
    value(profile->ikev2_profile, "AnyConnect-EAP");
    value(profile->pfs, NULL);
}

static void network(void **state)
{
    (void)state;
    const acp_iosxe_interface *template = acp_iosxe_find_template(router, 100);
    assert_true(acp_slice_is(template->name.text, "Virtual-Template100"));
    value(template->type, "tunnel");
    value(template->unnumbered, "Loopback100");
    value(template->nat, "inside");
    value(template->tunnel_mode, "ipsec");
    value(template->protection, "AnyConnect-EAP");
    assert_null(acp_iosxe_find_template(router, 0));
    assert_null(acp_iosxe_find_template(router, 10));
    assert_ptr_equal(acp_iosxe_find_interface(router, S("virtual-template 100")), template);
    value(acp_iosxe_find_interface(router, S("Loopback100"))->address, "10.0.0.1");
    value(acp_iosxe_find_interface(router, S("GigabitEthernet1"))->nat, "outside");
    const acp_iosxe_pool *pool = acp_iosxe_find_pool(router, S("ACP00L"));
    value(pool->low, "192.168.10.5");
    value(pool->high, "192.168.10.10");
    assert_true(acp_ip_equal(pool->range.last, acp_ip_parse(S("192.168.10.10"))));
    assert_null(acp_iosxe_find_pool(router, S("ACPOOL")));

    const acp_iosxe_acl *acl = acp_iosxe_find_acl(router, S("split_tunnel"));
    assert_false(acl->extended);
    assert_true(acl->entries->permit);
    value(acl->entries->source.value, "10.0.0.0");
    value(acl->entries->source.wildcard, "0.255.255.255");
    assert_true(acp_ip_equal(acl->entries->source.range.last, acp_ip_parse(S("10.255.255.255"))));
    acl = acp_iosxe_find_acl(router, S("NAT"));
    assert_true(acl->extended);
    value(acl->entries->protocol, "ip");
    assert_true(acp_ip_contains(acl->entries->source.range, pool->range));
    assert_true(acl->entries->destination.any);
    value(router->nats->acl, "NAT");
    value(router->nats->interface, "GigabitEthernet1");
    assert_true(router->nats->overload);
    assert_null(router->nats->next);
    assert_true(router->http_url_cert->no);
    assert_true(router->http_server->no);
}

/* ---- what only one of them has --------------------------------------------------------------- */

static void printed(void **state)
{
    (void)state;
    assert_false(router->other_kind);
    value(router->version, NULL);
    assert_int_equal(router->software.count, 0);
    const acp_iosxe_trustpoint *trustpoint = acp_iosxe_find_trustpoint(router, S("IKEv2-TP"));
    value(trustpoint->imported, "pkcs12");
    value(trustpoint->enrollment, NULL);
    assert_true(router->http_secure_server->no);
}

static void device(void **state)
{
    (void)state;
    assert_false(router->other_kind);
    value(router->version, "16.9");
    assert_int_equal(router->software.part[0], 16);
    value(router->hostname, "vpn");
    value(router->domain_name, "example.com");
    list(acp_iosxe_find_login(router, S("RADIUS"))->words, "group radius local");
    assert_false(router->http_secure_server->no);
    const acp_iosxe_interface *outside = acp_iosxe_find_interface(router, S("GigabitEthernet1"));
    value(outside->address, "192.0.2.1");
    value(outside->mask, "255.255.255.0");
    list(outside->ipv6, "2001:DB8::1");
    static const char *const own[] = {"vpn.example.com", "Gate.Example.com", "192.0.2.1",
                                      "2001:db8::1", "10.0.0.1"};
    static const char *const foreign[] = {"", "vpn", "example.com", "192.0.2.254"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        assert_true(acp_iosxe_serves_host(router, S(own[i])));
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        assert_false(acp_iosxe_serves_host(router, S(foreign[i])));
}

static void certificates(void **state)
{
    (void)state;
    value(acp_iosxe_find_trustpoint(router, S("TP-self-signed-1"))->enrollment, "selfsigned");
    const acp_iosxe_trustpoint *trustpoint = acp_iosxe_find_trustpoint(router, S("IKEv2-TP"));
    value(trustpoint->enrollment, "pkcs12");
    value(trustpoint->fqdn, "gate.example.com");
    value(trustpoint->subject_name, "CN=vpn.example.com, O=Example");
    value(trustpoint->cn, "vpn.example.com");
    const acp_iosxe_certificate *certificate = router->certificates;
    assert_true(certificate->self_signed);
    value(certificate->serial, "01");
    assert_int_equal(certificate->der.len, 0);
    certificate = certificate->next;
    assert_true(certificate->ca);
    value(certificate->trustpoint, "IKEv2-TP");
    value(certificate->serial, "5F3A");
    assert_int_equal(certificate->der.len, 423);
    assert_null(certificate->next);
    value(router->pki_servers->name, "CA");
    value(router->pki_servers->grant, "auto");
}

static void details(void **state)
{
    (void)state;
    value(acp_iosxe_find_authorization(router, S("ikev2-auth-policy"))->banner, "banner");
    value(router->ikev2_profiles->dpd, "60");
    list(router->ikev2_policies->proposals, "IKEv2-prop1 default");
    list(router->ikev2_proposals->encryption, "aes-cbc-256 aes-cbc-128");
    value(acp_iosxe_find_transform_set(router, S("TS2"))->esn, "esn");
    list(router->ipsec_profiles->transform_sets, "TS TS2");
    const acp_iosxe_ace *ace = acp_iosxe_find_acl(router, S("NAT"))->entries->next;
    value(ace->protocol, "tcp");
    value(ace->source.value, "10.0.0.7");
    assert_true(ace->destination.any);
    const acp_iosxe_acl *numbered = acp_iosxe_find_acl(router, S("10"));
    assert_false(numbered->extended);
    value(numbered->entries->source.wildcard, "255.255.0.0");
    assert_int_equal(numbered->entries->source.range.first.family, 0);
}

static void other_forms(void **state)
{
    load(test_text("ip domain-name example.net\nhostname r\n"
                   "access-list 101 permit ip any host 10.0.0.1\n"
                   "crypto ikev2 profile P\n authentication remote eap query-identity\n"
                   " authentication remote rsa-sig\n aaa authentication eap L\n"
                   " aaa authorization group eap list G name-mangler M\n"
                   " aaa authorization user eap list U\n match identity remote any\n"
                   "crypto ikev2 profile Q\n authentication remote pre-share\n"
                   "ip local pool ONE 10.0.0.1\nip nat inside source static 10.0.0.1 192.0.2.7\n"));
    value(router->domain_name, "example.net");
    assert_true(acp_iosxe_serves_host(router, S("r.example.net")));
    assert_true(router->acls->extended);
    value(router->acls->entries->destination.value, "10.0.0.1");
    const acp_iosxe_ikev2_profile *profile = router->ikev2_profiles;
    value(profile->remote_auth, "eap");
    value(profile->login_list, "L");
    value(profile->group_list, "G");
    value(profile->group_policy, NULL);
    value(profile->user_list, "U");
    value(profile->remotes->type, "any");
    value(profile->remotes->value, NULL);
    assert_true(acp_iosxe_is_anyconnect(profile));
    assert_false(acp_iosxe_is_anyconnect(profile->next));
    assert_true(acp_ip_equal(router->pools->range.last, acp_ip_parse(S("10.0.0.1"))));
    value(router->nats->acl, NULL);
    unload(state);
    load(test_file("complete.asa"));
    assert_true(router->other_kind);
    unload(state);
}

#define COMPLETE(test) cmocka_unit_test_setup_teardown(test, load_complete, unload)
#define PRINTED(test)  cmocka_unit_test_setup_teardown(test, load_printed, unload)

int main(void)
{
    const struct CMUnitTest complete[] = {
        COMPLETE(access_by_user), COMPLETE(ikev2),        COMPLETE(ipsec),   COMPLETE(network),
        COMPLETE(device),         COMPLETE(certificates), COMPLETE(details),
    };
    const struct CMUnitTest tests[] = {
        PRINTED(access_by_user), PRINTED(ikev2),   PRINTED(ipsec),
        PRINTED(network),        PRINTED(printed), cmocka_unit_test(other_forms),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    for (form = TEST_PLAIN; form <= TEST_PAGED; form++)
        failed += cmocka_run_group_tests(complete, NULL, NULL);
    return failed;
}
