/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The model of an ASA: the configurations the source documents print, as printed and restored, and
 * what is in force. */
#include "../asa.h"

/* ---- the configurations of the source documents ---------------------------------------------- */

/* What both prints of the management tunnel have, whatever became of their indentation. */
static void management(void)
{
    value(asa->webvpn.enables->interface, "outside");
    assert_null(asa->webvpn.enables->next);
    value(asa->webvpn.anyconnect_enable, "enable");
    value(asa->webvpn.tunnel_group_list, "enable");
    assert_int_equal(asa->webvpn.images->version.part[2], 2045);
    const acp_asa_profile *profile = acp_asa_find_profile(asa, S("AnyConnect_MGMT_Profile"));
    assert_true(acp_slice_is(profile->file_name, "anyconnect_mgmt_profile.vpnm"));
    assert_null(profile->next);
    const acp_asa_policy *policy = acp_asa_find_policy(asa, S("AnyConnect_MGMT_Tunnel"));
    value(policy->type, "internal");
    list(acp_asa_policy_own(policy, ACP_GP_VPN_TUNNEL_PROTOCOL).items, "ikev2 ssl-client");
    policy_in_force("AnyConnect_MGMT_Tunnel", ACP_GP_CLIENT_BYPASS, ACP_ASA_OWN, "enable");
    policy_in_force("AnyConnect_MGMT_Tunnel", ACP_GP_ADDRESS_POOLS, ACP_ASA_OWN, "VPN_Pool");
    value(policy->profiles->name, "AnyConnect_MGMT_Profile");
    value(policy->profiles->type, "vpn-mgmt");
    assert_null(policy->profiles->next);
}

static void management_profile(void **state)
{
    static const char *const files[] = {"management-profile.asa", "management-profile-printed.asa"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        load(test_file(files[i]));
        management();
        policy_in_force("AnyConnect_MGMT_Tunnel", ACP_GP_SPLIT_NETWORK_LIST, ACP_ASA_OWN,
                        "VPN-Split");
        policy_in_force("AnyConnect_MGMT_Tunnel", ACP_GP_SPLIT_POLICY, ACP_ASA_BUILT_IN,
                        "tunnelall");
        assert_int_equal(asa->known_lines, 23);
        unload(state);
    }
}

static void tunnel_all(void **state)
{
    static const char *const files[] = {"tunnel-all.asa", "tunnel-all-printed.asa"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        load(test_file(files[i]));
        management();
        const acp_asa_policy *policy = acp_asa_find_policy(asa, S("AnyConnect_MGMT_Tunnel"));
        policy_in_force("AnyConnect_MGMT_Tunnel", ACP_GP_SPLIT_POLICY, ACP_ASA_OWN, "tunnelall");
        value(acp_asa_find_custom_attr(asa, S("ManagementTunnelAllAllowed"))->description,
              "ManagementTunnelAllAllowed");
        assert_true(acp_slice_is(
            acp_asa_policy_custom_text(asa, policy, "ManagementTunnelAllAllowed"), "true"));
        unload(state);
    }
}

static void parts(void **state)
{
    load(test_file("group-policy.asa"));
    assert_non_null(acp_asa_find_pool(asa, S("VPN_Pool")));
    assert_int_equal(acp_asa_acl_expanded(asa, acp_asa_find_acl(asa, S("VPN-split")), 4), 1);
    assert_int_equal(acp_asa_acl_expanded(asa, asa->acls, 6), 0);
    policy_in_force("AnyConnect_MGMT_Tunnel", ACP_GP_SPLIT_NETWORK_LIST, ACP_ASA_OWN, "VPN-split");
    assert_null(asa->default_policy);
    unload(state);

    load(test_file("tunnel-group.asa"));
    const acp_asa_tunnel *tunnel =
        acp_asa_tunnel_of_entry(asa, S("asa.example.com"), S("AnyConnect_MGMT_Tunnel"), false);
    value(tunnel->name, "AnyConnect_MGMT_Tunnel");
    assert_int_equal(acp_asa_tunnel_authentication(asa, tunnel, NULL), ACP_ASA_AUTH_CERTIFICATE);
    assert_null(acp_asa_tunnel_policy(asa, tunnel));
    value(acp_asa_ssl_on(asa, S("outside"))->name, "ROOT-CA");
    assert_true(acp_asa_serves_host(asa, S("asa.example.com")));
    unload(state);

    load(test_file("umbrella-printed.asa"));
    assert_true(acp_slice_is(asa->webvpn.profiles->file_name, "OrgInfo.json"));
    value(asa->default_policy->profiles->name, "OrgInfo");
    value(acp_asa_policy_profile(asa, NULL, "umbrella")->name, "OrgInfo");
    unload(state);

    load(test_file("nat-exemption.asa"));
    assert_int_equal(asa->nats->kind, ACP_ASA_NAT_EXEMPTION);
    value(asa->nats->acl, "in_nat0_out");
    value(asa->nats->real_if, "inside");
    value(asa->acls->entries->destination.value, "10.136.246.0");
    unload(state);

    load(test_file("dynamic-split.asa"));
    const acp_asa_policy *policy = acp_asa_find_policy(asa, S("Employees"));
    assert_true(
        acp_slice_is(acp_asa_policy_custom_text(asa, policy, "dynamic-split-include-domains"),
                     "www.example1.com, www.example2.com"));
    assert_null(acp_asa_find_custom_attr(asa, S("dynamic-split-include-domains")));
    unload(state);
}

/* ---- details --------------------------------------------------------------------------------- */

static void later_lines_count(void **state)
{
    load(test_text("group-policy A attributes\n vpn-filter value X\n split-dns value a\n"
                   " banner value one\n banner value two\n"
                   "group-policy A attributes\n no vpn-filter value X\n split-dns value b c\n"
                   " banner value three\n"
                   "crypto isakmp nat-traversal 20\nno crypto isakmp nat-traversal 20\n"
                   "webvpn\n hostscan enable\n no hostscan enable\n anyconnect enable\n"
                   "webvpn\n no anyconnect enable\n enable inside\n"));
    const acp_asa_policy *policy = acp_asa_find_policy(asa, S("A"));
    policy_in_force("A", ACP_GP_VPN_FILTER, ACP_ASA_NOT_SET, NULL);
    list(acp_asa_policy_own(policy, ACP_GP_SPLIT_DNS).items, "b c");
    assert_int_equal(policy->banner.count, 3);
    policy_in_force("A", ACP_GP_BANNER, ACP_ASA_OWN, "one");
    assert_true(asa->nat_traversal.no);
    value(asa->webvpn.hostscan_enable, NULL);
    value(asa->webvpn.anyconnect_enable, NULL);
    value(asa->webvpn.enables->interface, "inside");
    unload(state);
}

static void older_keywords(void **state)
{
    load(test_text("webvpn\n svc image disk0:/anyconnect-win-2.5.0217-k9.pkg 1\n svc enable\n"
                   " csd image disk0:/csd_3.6.181-k9.pkg\n csd enable\n"
                   "group-policy A attributes\n vpn-tunnel-protocol svc\n webvpn\n"
                   "  svc dpd-interval client none\n  svc modules value vpngina\n"
                   "  svc profiles value P type user\n"
                   "isakmp nat-traversal 60\nnat (inside) 1 0 0\nssl encryption des-sha1\n"
                   "tunnel-group T type webvpn\n"));
    const acp_asa_policy *policy = acp_asa_find_policy(asa, S("A"));
    assert_int_equal(asa->webvpn.images->version.part[0], 2);
    value(asa->webvpn.anyconnect_enable, "enable");
    value(asa->webvpn.hostscan_enable, "enable");
    assert_int_equal(asa->webvpn.hostscan_version.part[1], 6);
    assert_true(acp_asa_policy_own(policy, ACP_GP_DPD_CLIENT).none);
    assert_non_null(acp_asa_policy_item(asa, policy, ACP_GP_MODULES, "vpngina"));
    value(*acp_asa_policy_item(asa, policy, ACP_GP_VPN_TUNNEL_PROTOCOL, "ssl-client"), "svc");
    value(policy->profiles->name, "P");
    value(asa->nat_traversal.keepalive, "60");
    assert_int_equal(asa->nats->kind, ACP_ASA_NAT_OLD);
    assert_true(asa->nats->dynamic && acp_ip_is_all(asa->nats->source.range));
    list(asa->ssl.encryption, "des-sha1");
    assert_true(asa->tunnels->remote_access);
    unload(state);
}

static void nothing_given(void **state)
{
    load(test_text("hostname asa\n"));
    in_force(acp_asa_policy_value(asa, NULL, ACP_GP_SPLIT_POLICY), ACP_ASA_BUILT_IN, "tunnelall");
    assert_non_null(acp_asa_policy_item(asa, NULL, ACP_GP_VPN_TUNNEL_PROTOCOL, "ikev2"));
    assert_null(acp_asa_policy_item(asa, NULL, ACP_GP_VPN_TUNNEL_PROTOCOL, "ssl-client"));
    assert_null(acp_asa_policy_profiles(asa, NULL));
    assert_false(acp_asa_serves_host(asa, S("asa")));
    unload(state);
    load(test_file("complete.ios-xe"));
    assert_true(asa->other_kind);
    unload(state);
}

/* Groups in each other and in themselves, and groups that double at each level. */
static void tangled_groups(void **state)
{
    char text[8000];
    size_t used = (size_t)snprintf(text, sizeof text,
                                   "object-group network A\n network-object host 10.0.0.1\n"
                                   " group-object B\n group-object A\n"
                                   "object-group network B\n group-object A\n"
                                   " network-object host 10.0.0.2\n"
                                   "access-list L extended permit ip object-group A any\n"
                                   "object-group network G0\n network-object 10.0.0.0 255.0.0.0\n");
    for (int i = 1; i < 60; i++)
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "object-group network G%d\n group-object G%d\n group-object G%d\n",
                                 i, i - 1, i - 1);
    snprintf(text + used, sizeof text - used,
             "access-list M extended permit ip object-group G59 object-group G59\n");
    load(test_text(text));
    assert_int_equal(acp_asa_acl_expanded(asa, acp_asa_find_acl(asa, S("L")), 4), 2);
    assert_int_equal(acp_asa_acl_expanded(asa, acp_asa_find_acl(asa, S("M")), 4), 1000000);
    size_t count = 0;
    assert_true(acp_asa_named_ranges(asa, S("A"), count_range, &count));
    assert_int_equal(count, 2);
    assert_true(acp_asa_named_ranges(asa, S("G59"), count_range, &count));
    assert_int_equal(count, 3);
    unload(state);
}

static void setting_names(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ACP_GP_COUNT; i++)
        assert_true(*acp_asa_policy_setting_name(i));
    for (unsigned i = 0; i < ACP_TG_COUNT; i++)
        assert_true(*acp_asa_tunnel_setting_name(i));
    assert_string_equal(acp_asa_policy_setting_name(ACP_GP_DPD_CLIENT),
                        "anyconnect dpd-interval client");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(management_profile),
        cmocka_unit_test(tunnel_all),
        cmocka_unit_test(parts),
        cmocka_unit_test(later_lines_count),
        cmocka_unit_test(older_keywords),
        cmocka_unit_test(nothing_given),
        cmocka_unit_test(tangled_groups),
        cmocka_unit_test(setting_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
