/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The model of an ASA: every item of a complete configuration, with other line ends, without its
 * indentation, and as a terminal shows it. */
#include "../asa.h"

static test_form form;

static int load_complete(void **state)
{
    (void)state;
    load(test_file_as("complete.asa", form));
    return 0;
}

static void device(void **state)
{
    (void)state;
    assert_true(asa->known_lines > 150);
    assert_false(asa->other_kind);
    value(asa->version, "9.12(3)9");
    assert_int_equal(asa->software.part[1], 12);
    value(asa->hardware, "ASAv,");
    value(asa->hostname, "asa");
    value(asa->domain_name, "example.com");
    value(asa->ntp_servers->value, "10.1.0.123");
    assert_null(asa->ntp_servers->next);
    value(asa->dap_records->value, "DfltAccessPolicy");
    value(asa->dap_records->next->value, "Android devices");
    list(asa->vpn_addr_assign, "local reuse-delay 5");

    const acp_asa_interface *outside = acp_asa_find_interface(asa, S("outside"));
    assert_ptr_equal(outside, asa->interfaces);
    value(outside->name, "GigabitEthernet0/0");
    value(outside->security, "0");
    value(outside->address, "192.0.2.1");
    value(outside->mask, "255.255.255.0");
    assert_int_equal(outside->ip.family, 4);
    list(outside->ipv6, "2001:db8::1");
    assert_false(outside->shutdown);
    const acp_asa_interface *unused = outside->next->next;
    assert_true(unused->shutdown);
    value(unused->nameif, NULL);
    value(unused->address, NULL);
    assert_null(unused->next);
    assert_null(acp_asa_find_interface(asa, S("dmz")));

    value(asa->load_balancing.participate, "participate");
    value(asa->load_balancing.address, "192.0.2.9");
    value(asa->load_balancing.redirect_fqdn, "enable");
    value(asa->load_balancing.priority, "5");
}

static void pools(void **state)
{
    (void)state;
    const acp_asa_pool *pool = acp_asa_find_pool(asa, S("VPN_Pool"));
    assert_ptr_equal(pool, asa->pools);
    value(pool->addresses, "192.168.10.1-192.168.10.100");
    value(pool->mask, "255.255.255.0");
    assert_true(acp_ip_equal(pool->range.last, acp_ip_parse(S("192.168.10.100"))));
    assert_null(acp_asa_find_pool(asa, S("vpn_pool")));
    pool = acp_asa_find_ipv6_pool(asa, S("User_Pool6"));
    value(pool->addresses, "2001:db8:20::1/64");
    assert_true(acp_ip_equal(pool->range.last, acp_ip_parse(S("2001:db8:20::c8"))));
}

static void access_lists(void **state)
{
    (void)state;
    const acp_asa_acl *acl = acp_asa_find_acl(asa, S("VPN-split"));
    assert_true(acl->standard);
    assert_int_equal(acl->count, 1);
    const acp_asa_ace *ace = acl->entries;
    assert_int_equal(ace->action, ACP_ASA_ACE_PERMIT);
    value(ace->protocol, NULL);
    value(ace->source.value, "172.16.0.0");
    value(ace->source.mask, "255.255.0.0");
    assert_true(acp_ip_equal(ace->source.range.last, acp_ip_parse(S("172.16.255.255"))));
    assert_int_equal(ace->destination.kind, ACP_ASA_ADDRESS_NONE);
    assert_null(acp_asa_find_acl(asa, S("VPN-Split")));

    acl = acp_asa_find_acl(asa, S("User-split"));
    assert_false(acl->standard);
    assert_int_equal(acl->count, 2);
    ace = acl->entries;
    value(ace->protocol, "ip");
    assert_int_equal(ace->source.kind, ACP_ASA_ADDRESS_GROUP);
    value(ace->source.value, "everything");
    assert_int_equal(ace->destination.kind, ACP_ASA_ADDRESS_ANY);
    ace = ace->next;
    assert_true(ace->inactive);
    value(ace->source.value, "dns-inside");
    assert_true(acp_ip_equal(ace->source.range.first, acp_ip_parse(S("10.1.0.53"))));
    assert_int_equal(ace->source_port.kind, ACP_ASA_PORT_ONE);
    value(ace->source_port.value, "domain");
    assert_int_equal(ace->destination.family, 4);

    ace = acp_asa_find_acl(asa, S("printing"))->entries;
    value(ace->destination.value, "192.168.1.50");
    assert_int_equal(ace->source_port.kind, ACP_ASA_PORT_ANY);
    assert_int_equal(ace->destination_port.kind, ACP_ASA_PORT_SEVERAL);
    value(ace->destination_port.value, "web");
    ace = ace->next;
    assert_int_equal(ace->source_port.kind, ACP_ASA_PORT_SEVERAL);
    value(ace->source_port.value, "1024");
    assert_int_equal(ace->destination.family, 6);
    value(ace->destination_port.value, "631");
    assert_int_equal(ace->next->action, ACP_ASA_ACE_DENY);
}

static bool stop_at_once(acp_ip_range range, void *data)
{
    count_range(range, data);
    return false;
}

static void objects(void **state)
{
    (void)state;
    value(acp_asa_find_object(asa, S("inside-net"))->address.mask, "255.255.0.0");
    assert_int_equal(acp_asa_find_object(asa, S("update-site"))->address.kind,
                     ACP_ASA_ADDRESS_FQDN);
    value(acp_asa_find_object(asa, S("update-site"))->address.value, "updates.example.net");
    const acp_asa_object *range = acp_asa_find_object(asa, S("mgmt-hosts"));
    assert_true(acp_ip_equal(range->address.range.last, acp_ip_parse(S("10.1.5.20"))));
    const acp_asa_object_group *group = acp_asa_find_object_group(asa, S("everything"));
    value(group->type, "network");
    value(group->members->address.value, "servers");
    assert_int_equal(group->members->address.kind, ACP_ASA_ADDRESS_GROUP);
    value(group->members->next->address.value, "2001:db8:9::/48");
    assert_null(group->members->next->next);
    assert_null(acp_asa_find_object_group(asa, S("web"))->members);

    const acp_asa_acl *acl = acp_asa_find_acl(asa, S("User-split"));
    assert_int_equal(acp_asa_acl_expanded(asa, acl, 4), 4);
    assert_int_equal(acp_asa_acl_expanded(asa, acl, 6), 1);
    size_t count = 0;
    assert_true(acp_asa_address_ranges(asa, &acl->entries->source, count_range, &count));
    assert_int_equal(count, 4);
    assert_true(acp_asa_named_ranges(asa, S("servers"), stop_at_once, &count));
    assert_int_equal(count, 5);
    assert_true(acp_asa_named_ranges(asa, S("any"), count_range, &count));
    assert_int_equal(count, 7);
    assert_false(acp_asa_named_ranges(asa, S("update-site"), count_range, &count));
    assert_false(acp_asa_named_ranges(asa, S("nobody"), count_range, &count));
    assert_int_equal(count, 7);
}

static void translation(void **state)
{
    (void)state;
    const acp_asa_nat *nat = asa->nats;
    assert_int_equal(nat->kind, ACP_ASA_NAT_TWICE);
    assert_false(nat->dynamic);
    value(nat->real_if, "inside");
    value(nat->mapped_if, "outside");
    value(nat->real, "inside-net");
    value(nat->mapped, "inside-net");
    value(nat->mapped_to, "vpn-net");
    value(nat->real_to, "vpn-net");
    nat = nat->next;
    assert_int_equal(nat->kind, ACP_ASA_NAT_OBJECT);
    assert_true(nat->dynamic);
    value(nat->real, "inside-net");
    value(nat->mapped, "interface");
    value(nat->mapped_if, "outside");
    assert_null(nat->next);
}

static void global_webvpn(void **state)
{
    (void)state;
    const acp_asa_webvpn *webvpn = &asa->webvpn;
    value(webvpn->enables->interface, "outside");
    assert_null(webvpn->enables->next);
    value(webvpn->anyconnect_enable, "enable");
    value(webvpn->tunnel_group_list, "enable");
    value(webvpn->port, NULL);
    value(webvpn->hostscan_image, "disk0:/hostscan_4.10.05111-k9.pkg");
    assert_int_equal(webvpn->hostscan_version.part[2], 5111);
    value(webvpn->hostscan_enable, "enable");
    const acp_asa_image *image = webvpn->images;
    value(image->file, "disk0:/anyconnect-win-4.8.02045-webdeploy-k9.pkg");
    value(image->order, "1");
    assert_int_equal(image->os, ACP_ASA_OS_WINDOWS);
    assert_int_equal(image->version.part[2], 2045);
    assert_int_equal(image->next->os, ACP_ASA_OS_MACOS);
    assert_int_equal(image->next->next->os, ACP_ASA_OS_LINUX);
    const acp_asa_profile *profile = acp_asa_find_profile(asa, S("Users"));
    value(profile->file, "disk0:/users.xml");
    assert_true(acp_slice_is(profile->file_name, "users.xml"));
    value(webvpn->profiles->name, "AnyConnect_MGMT_Profile");
    const acp_asa_custom_attr *attr =
        acp_asa_find_custom_attr(asa, S("dynamic-split-exclude-domains"));
    value(attr->description, "dynamic split exclude domains");
    const acp_asa_saml_idp *idp = acp_asa_find_saml_idp(asa, S("https://idp.example.net/metadata"));
    value(idp->sign_in, "https://idp.example.net/sso");
    value(idp->sign_out, "https://idp.example.net/slo");
    value(idp->base_url, "https://asa.example.com");
    value(idp->trustpoint_idp, "IDP");
    value(idp->trustpoint_sp, "ROOT-CA");
    value(idp->force_reauthentication, "force re-authentication");
    value(idp->internal, NULL);
    value(asa->map_rules->tunnel, "AnyConnect_MGMT_Tunnel");
    value(asa->map_rules->map, "DefaultCertificateMap");
    value(asa->map_rules->index, "10");
    assert_true(asa->map_rules->webvpn);
    assert_false(asa->map_rules->next->webvpn);
    value(asa->map_rules->next->tunnel, "Road");
    value(asa->map_rules->next->next->tunnel, "Road");
    value(asa->map_rules->next->next->map, NULL);
}

static void custom_data(void **state)
{
    (void)state;
    const acp_asa_custom_data *data =
        acp_asa_find_custom_data(asa, S("dynamic-split-exclude-domains"), S("services"));
    value(data->values->value, "example1.com, example2.com,");
    value(data->values->next->value, "example3.com");
    assert_true(acp_slice_is(data->joined, "example1.com, example2.com,example3.com"));
    assert_null(acp_asa_find_custom_data(asa, S("dynamic-split-include-domains"), S("services")));
    assert_null(acp_asa_find_custom_data(asa, S("dynamic-split-exclude-domains"), S("Services")));
    const acp_asa_policy *road = acp_asa_find_policy(asa, S("Road Warriors"));
    assert_true(acp_slice_is(acp_asa_policy_custom_text(asa, road, "dynamic-split-exclude-domains"),
                             "example1.com, example2.com,example3.com"));
    assert_int_equal(acp_asa_policy_custom_text(asa, road, "perapp").len, 0);
    value(acp_asa_policy_custom(asa, road, "dynamic-split-exclude-domains")->name, "services");
    assert_null(acp_asa_policy_custom(asa, NULL, "dynamic-split-exclude-domains"));
}

static void group_policies(void **state)
{
    (void)state;
    static const char road[] = "Road Warriors", mgmt[] = "AnyConnect_MGMT_Tunnel";
    value(asa->default_policy->name, "DfltGrpPolicy");
    value(asa->default_policy->type, NULL);
    const acp_asa_policy *policy = acp_asa_find_policy(asa, S(road));
    value(policy->name, road);
    value(policy->type, "internal");
    assert_non_null(policy->attributes);
    assert_int_equal(policy->banner.count, 2);
    value(policy->banner.items[0], "Welcome.");
    value(policy->banner.items[1], "Use is logged: mind the \"rules\"!");
    policy_in_force(road, ACP_GP_BANNER, ACP_ASA_OWN, "Welcome.");
    policy_in_force(mgmt, ACP_GP_BANNER, ACP_ASA_NOT_SET, NULL);
    list(acp_asa_policy_own(policy, ACP_GP_DNS_SERVER).items, "10.1.0.53 10.1.0.54");
    policy_in_force(mgmt, ACP_GP_DNS_SERVER, ACP_ASA_INHERITED, "10.1.0.53");
    policy_in_force("DfltGrpPolicy", ACP_GP_DNS_SERVER, ACP_ASA_OWN, "10.1.0.53");
    policy_in_force("nobody's", ACP_GP_DNS_SERVER, ACP_ASA_OWN, "10.1.0.53");
    policy_in_force(road, ACP_GP_VPN_IDLE_TIMEOUT, ACP_ASA_OWN, "45");
    assert_int_equal(acp_asa_policy_value(asa, policy, ACP_GP_VPN_IDLE_TIMEOUT).number, 45);
    policy_in_force(mgmt, ACP_GP_VPN_IDLE_TIMEOUT, ACP_ASA_BUILT_IN, "30");
    assert_int_equal(acp_asa_policy_value(asa, NULL, ACP_GP_VPN_IDLE_TIMEOUT).number, 30);
    assert_true(acp_asa_policy_value(asa, policy, ACP_GP_VPN_SESSION_TIMEOUT).none);
    policy_in_force(road, ACP_GP_SPLIT_POLICY, ACP_ASA_OWN, "excludespecified");
    assert_true(acp_asa_policy_is(asa, policy, ACP_GP_IPV6_SPLIT_POLICY, "tunnelall"));
    policy_in_force(road, ACP_GP_SPLIT_NETWORK_LIST, ACP_ASA_OWN, "User-split");
    assert_true(acp_asa_policy_value(asa, policy, ACP_GP_SPLIT_DNS).none);
    assert_int_equal(acp_asa_policy_value(asa, policy, ACP_GP_SPLIT_DNS).items.count, 0);
    policy_in_force(road, ACP_GP_MSIE_PROXY_METHOD, ACP_ASA_OWN, "use-server");
    policy_in_force(mgmt, ACP_GP_MSIE_PROXY_METHOD, ACP_ASA_BUILT_IN, "no-modify");
    policy_in_force(road, ACP_GP_MSIE_PROXY_SERVER, ACP_ASA_OWN, "proxy.example.com:8080");
    list(acp_asa_policy_own(policy, ACP_GP_ADDRESS_POOLS).items, "User_Pool VPN_Pool");
    list(acp_asa_policy_own(policy, ACP_GP_IPV6_ADDRESS_POOLS).items, "User_Pool6");
    policy_in_force(mgmt, ACP_GP_CLIENT_BYPASS, ACP_ASA_OWN, "enable");
    policy_in_force(road, ACP_GP_CLIENT_BYPASS, ACP_ASA_BUILT_IN, "disable");
    assert_non_null(acp_asa_policy_item(asa, policy, ACP_GP_VPN_TUNNEL_PROTOCOL, "ssl-client"));
    assert_null(acp_asa_policy_item(asa, policy, ACP_GP_VPN_TUNNEL_PROTOCOL, "ikev1"));
    policy_in_force(road, ACP_GP_DEFAULT_DOMAIN, ACP_ASA_INHERITED, "inside.example.com");
}

static void group_policies_webvpn(void **state)
{
    (void)state;
    static const char road[] = "Road Warriors";
    const acp_asa_policy *policy = acp_asa_find_policy(asa, S(road));
    assert_true(acp_asa_policy_own(policy, ACP_GP_FIREWALL_PUBLIC).none);
    policy_in_force(road, ACP_GP_FIREWALL_PRIVATE, ACP_ASA_OWN, "printing");
    policy_in_force(road, ACP_GP_DPD_CLIENT, ACP_ASA_OWN, "60");
    assert_true(acp_asa_policy_own(policy, ACP_GP_DPD_GATEWAY).none);
    policy_in_force(road, ACP_GP_ALWAYS_ON_VPN, ACP_ASA_OWN, "disable");
    policy_in_force(road, ACP_GP_SSL_KEEPALIVE, ACP_ASA_INHERITED, "none");
    acp_asa_value modules = acp_asa_policy_value(asa, policy, ACP_GP_MODULES);
    assert_int_equal(modules.from, ACP_ASA_INHERITED);
    assert_int_equal(modules.items.count, 2);
    value(modules.items.items[0], "dart");
    value(modules.items.items[1], "vpngina");
    const acp_asa_attached *attached = acp_asa_policy_profiles(asa, policy);
    value(attached->name, "Users");
    value(attached->type, "user");
    attached = acp_asa_next_attached(attached);
    value(attached->name, "AnyConnect_MGMT_Profile");
    value(attached->type, "vpn-mgmt");
    assert_null(acp_asa_next_attached(attached));
    assert_ptr_equal(acp_asa_policy_profile(asa, policy, "vpn-mgmt"), attached);
    assert_null(acp_asa_policy_profile(asa, policy, "nvm"));
    const acp_asa_policy *mgmt = acp_asa_find_policy(asa, S("AnyConnect_MGMT_Tunnel"));
    assert_null(acp_asa_policy_profile(asa, mgmt, "user"));
    value(acp_asa_policy_profile(asa, NULL, "user")->name, "Users");
}

static void tunnel_groups(void **state)
{
    (void)state;
    const acp_asa_tunnel *road = acp_asa_find_tunnel(asa, S("Road"));
    value(road->type, "remote-access");
    assert_true(road->remote_access && road->general && road->webvpn && !road->ipsec);
    list(acp_asa_tunnel_own(road, ACP_TG_ADDRESS_POOL).items, "User_Pool VPN_Pool");
    list(acp_asa_tunnel_own(road, ACP_TG_AUTHENTICATION_SERVER_GROUP).items, "RAD LOCAL");
    tunnel_in_force("Road", ACP_TG_SCEP_ENROLLMENT, ACP_ASA_OWN, "enable");
    tunnel_in_force("Road", ACP_TG_PRE_FILL_USERNAME, ACP_ASA_OWN, "client");
    tunnel_in_force("Road", ACP_TG_PROXY_AUTH, ACP_ASA_OWN, "sdi");
    tunnel_in_force("Road", ACP_TG_SECONDARY_AUTHENTICATION, ACP_ASA_NOT_SET, NULL);
    value(acp_asa_tunnel_policy(asa, road)->name, "Road Warriors");
    value(road->aliases->alias, "road");
    assert_true(road->aliases->enabled);
    assert_false(road->aliases->next->enabled);
    acp_asa_value where;
    assert_int_equal(acp_asa_tunnel_authentication(asa, road, &where),
                     ACP_ASA_AUTH_AAA | ACP_ASA_AUTH_CERTIFICATE);
    list(where.items, "aaa certificate");
    assert_true(acp_asa_tunnel_has_pool(asa, road, 4, &where));
    value(where.value, "User_Pool");
    assert_true(acp_asa_tunnel_has_pool(asa, road, 6, &where));
    value(where.value, "User_Pool6");

    const acp_asa_tunnel *partners = acp_asa_find_tunnel(asa, S("Partners"));
    assert_int_equal(acp_asa_tunnel_authentication(asa, partners, NULL), ACP_ASA_AUTH_SAML);
    tunnel_in_force("Partners", ACP_TG_SAML_IDP, ACP_ASA_OWN, "https://idp.example.net/metadata");
    tunnel_in_force("Partners", ACP_TG_DEFAULT_GROUP_POLICY, ACP_ASA_BUILT_IN, "DfltGrpPolicy");
    assert_ptr_equal(acp_asa_tunnel_policy(asa, partners), asa->default_policy);
    assert_false(acp_asa_tunnel_has_pool(asa, partners, 4, NULL));
    assert_true(acp_asa_find_tunnel(asa, S("DefaultWEBVPNGroup"))->remote_access);
}

static void tunnel_group_urls(void **state)
{
    (void)state;
    const acp_asa_tunnel *road = acp_asa_find_tunnel(asa, S("Road"));
    const acp_asa_tunnel *mgmt = acp_asa_find_tunnel(asa, S("AnyConnect_MGMT_Tunnel"));
    const acp_asa_group_url *url = road->urls;
    assert_true(acp_slice_is(url->host, "ASA.example.com"));
    assert_true(acp_slice_is(url->port, "443"));
    assert_true(acp_slice_is(url->path, "road"));
    assert_true(acp_slice_is(url->next->host, "2001:db8::1"));
    assert_int_equal(url->next->port.len, 0);
    acp_slice host = S("asa.example.com");
    assert_ptr_equal(acp_asa_tunnel_by_url(asa, host, S("road")), road);
    assert_ptr_equal(acp_asa_tunnel_by_url(asa, S("2001:DB8:0::1"), S("road")), road);
    assert_ptr_equal(acp_asa_tunnel_by_url(asa, host, S("")), road);
    assert_null(acp_asa_tunnel_by_url(asa, host, S("Road")));
    assert_null(acp_asa_tunnel_by_url(asa, host, S("was")));
    assert_ptr_equal(acp_asa_tunnel_by_url(asa, host, S("AnyConnect_MGMT_Tunnel")), mgmt);
    assert_ptr_equal(acp_asa_tunnel_by_alias(asa, S("road")), road);
    assert_null(acp_asa_tunnel_by_alias(asa, S("oldroad")));
    assert_ptr_equal(acp_asa_tunnel_of_entry(asa, S("elsewhere.example.com"), S("road"), false),
                     road);
    assert_null(acp_asa_tunnel_of_entry(asa, host, S("road"), true));
    assert_ptr_equal(acp_asa_tunnel_of_entry(asa, host, S("Road"), true), road);
    assert_null(acp_asa_tunnel_of_entry(asa, S("elsewhere.example.com"), S(""), false));
}

static void hosts(void **state)
{
    (void)state;
    static const char *const own[] = {"asa.example.com", "ASA.EXAMPLE.COM", "192.0.2.1",
                                      "2001:DB8::1",     "192.0.2.9",       "10.1.0.1"};
    static const char *const foreign[] = {"", "example.com", "asa", "192.0.2.2", "asa.example.org"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        assert_true(acp_asa_serves_host(asa, S(own[i])));
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        assert_false(acp_asa_serves_host(asa, S(foreign[i])));
}

static void people(void **state)
{
    (void)state;
    const acp_asa_aaa_server *server = acp_asa_find_aaa_server(asa, S("RAD"));
    value(server->protocol, "radius");
    value(server->hosts->host, "10.1.0.20");
    value(server->hosts->interface, "inside");
    value(server->hosts->sdi_texts->code, "next-code");
    value(server->hosts->sdi_texts->text, "Enter the next code:");
    value(server->hosts->sdi_texts->next->code, "new-pin-sup");
    value(asa->users->name, "road");
    value(asa->users->group_policy, "Road Warriors");
    value(asa->users->group_lock, "Road");
    assert_null(asa->users->next);
}

static void cryptography(void **state)
{
    (void)state;
    const acp_asa_trustpoint *root = acp_asa_find_trustpoint(asa, S("ROOT-CA"));
    value(root->enrollment, "terminal");
    value(root->fqdn, "asa.example.com");
    value(root->subject_name, "CN=asa.example.com,O=Example");
    value(root->cn, "asa.example.com");
    value(root->keypair, "ROOT-CA");
    const acp_asa_certificate *certificate = asa->certificates;
    value(certificate->trustpoint, "Machine-CA");
    value(certificate->serial, "5f3a");
    assert_true(certificate->ca);
    assert_int_equal(certificate->der.len, 423);
    assert_memory_equal(certificate->der.ptr, "\x30\x82\x01\xA3", 4);
    assert_null(certificate->next);
    const acp_asa_ikev2_policy *policy = asa->ikev2_policies;
    value(policy->number, "1");
    list(policy->encryption, "aes-256");
    list(policy->integrity, "sha256");
    list(policy->group, "19 14");
    list(policy->prf, "sha256");
    value(policy->lifetime, "86400");
    value(asa->ikev2_enables->interface, "outside");
    value(asa->ikev2_enables->client_services, "client-services");
    value(asa->ikev2_enables->port, "443");
    value(asa->ikev2_trustpoints->value, "ROOT-CA");
    const acp_asa_ipsec_proposal *proposal = acp_asa_find_ipsec_proposal(asa, S("AES256"));
    list(proposal->encryption, "aes-256 aes-gcm-256");
    list(proposal->integrity, "sha-256");
    const acp_asa_crypto_map *map = asa->crypto_maps;
    assert_true(map->dynamic_map);
    value(map->name, "DYN");
    list(map->ikev2_proposals, "AES256");
    value(map->lifetime_seconds, "3600");
    value(map->nat_t_disable, NULL);
    map = map->next;
    value(map->sequence, "65535");
    value(map->dynamic, "DYN");
    value(map->interface, "outside");
    assert_null(map->next);
    assert_non_null(asa->nat_traversal.line);
    assert_false(asa->nat_traversal.no);
    value(asa->nat_traversal.keepalive, "3600");
}

static void transport(void **state)
{
    (void)state;
    value(asa->ssl.server_version, "tlsv1.2");
    const acp_asa_ssl_cipher *cipher = asa->ssl.ciphers;
    value(cipher->version, "tlsv1.2");
    value(cipher->level, "custom");
    list(cipher->suites, "ECDHE-RSA-AES256-GCM-SHA384 AES256-SHA");
    value(cipher->next->level, "medium");
    assert_int_equal(cipher->next->suites.count, 0);
    value(asa->ssl.trustpoints->name, "ROOT-CA");
    value(asa->ssl.trustpoints->interface, "outside");
    value(asa->ssl.trustpoints->next->domain, "vpn.example.com");
    value(asa->ssl.trustpoints->next->interface, NULL);
    assert_ptr_equal(acp_asa_ssl_on(asa, S("outside")), asa->ssl.trustpoints);
    assert_null(acp_asa_ssl_on(asa, S("inside")));
}

#define COMPLETE(test) cmocka_unit_test_setup_teardown(test, load_complete, unload)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COMPLETE(device),
        COMPLETE(pools),
        COMPLETE(access_lists),
        COMPLETE(objects),
        COMPLETE(translation),
        COMPLETE(global_webvpn),
        COMPLETE(custom_data),
        COMPLETE(group_policies),
        COMPLETE(group_policies_webvpn),
        COMPLETE(tunnel_groups),
        COMPLETE(tunnel_group_urls),
        COMPLETE(hosts),
        COMPLETE(people),
        COMPLETE(cryptography),
        COMPLETE(transport),
    };
    int failed = 0;
    for (form = TEST_PLAIN; form <= TEST_PAGED; form++)
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed;
}
