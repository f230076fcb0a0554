/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Configurations made to cost the rules more than their size. Nothing here is timed: each is so
 * large that work that grows with its square takes minutes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "document/buffer.h"

#ifdef __SANITIZE_ADDRESS__
#define MANY 8000
#else
#define MANY 40000
#endif
/* As many findings as are kept of one file. */
#define FINDINGS 10000

/* Findings of a configuration. only: the rules applied, NULL: all. */
static size_t count_with(const acp_buffer *text, const acp_rule *const *only)
{
    acp_set *set = acp_set_new();
    const acp_set_input input = {.role = ACP_ROLE_ASA, .path = "fw.cfg", .check = {.only = only}};
    assert_false(text->failed);
    assert_int_equal(acp_set_add_memory(set, &input, text->text, text->length), ACP_OK);
    assert_int_equal(acp_set_check(set, NULL), ACP_OK);
    size_t count = acp_findings_count(acp_set_findings(set, 0));
    acp_set_free(set);
    return count;
}

/* Those of one rule, after all rules went over it. Frees the text. */
static size_t count_findings(acp_buffer *text, const char *id)
{
    const acp_rule *const only[] = {acp_rule_find(id), NULL};
    assert_non_null(only[0]);
    count_with(text, NULL);
    size_t count = count_with(text, only);
    acp_buffer_free(text);
    return count;
}

/* Every policy inherits all that DfltGrpPolicy has. */
static void much_to_inherit(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, "ASA Version 9.16(4)\ngroup-policy DfltGrpPolicy attributes\n");
    for (int i = 0; i < MANY; i++)
        acp_buffer_printf(&text, " anyconnect-custom t%d value x\n", i);
    acp_buffer_puts(&text, " webvpn\n");
    for (int i = 0; i < MANY; i++)
        acp_buffer_printf(&text, "  anyconnect profiles value p%d type t%d\n", i, i);
    for (int i = 0; i < MANY; i++)
        acp_buffer_printf(&text, "group-policy P%d attributes\n split-tunnel-policy tunnelall\n",
                          i);
    acp_buffer_puts(&text, "group-policy LAST attributes\n vpn-session-timeout 60\n");
    assert_int_equal(count_findings(&text, "ACP9353"), 1);
}

/* Every policy names the same long access list, as split list and as client firewall. */
static void one_list_for_all(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, "ASA Version 9.16(4)\n");
    for (int i = 0; i < MANY; i++)
        acp_buffer_puts(&text, "access-list L extended permit tcp any any eq 80\n");
    acp_buffer_puts(&text, "access-list L extended permit gre any any\n");
    for (int i = 0; i < MANY; i++)
        acp_buffer_printf(&text,
                          "group-policy P%d attributes\n split-tunnel-policy tunnelspecified\n"
                          " split-tunnel-network-list value L\n webvpn\n"
                          "  anyconnect modules value umbrella\n"
                          "  anyconnect firewall-rule client-interface public value L\n",
                          i);
    assert_int_equal(count_findings(&text, "ACP9360"), 1);
}

/* Every exemption names the same large group, and every pool is looked for in it. */
static void one_group_for_all(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, "ASA Version 9.16(4)\nobject-group network G\n");
    for (int i = 0; i < MANY; i++)
        acp_buffer_printf(&text, " network-object host 10.%d.%d.1\n", i / 250, i % 250);
    acp_buffer_puts(&text, "nat (inside,outside) source static any any destination static G G\n"
                           "nat (inside,outside) source dynamic any interface\n");
    for (int i = 0; i < MANY; i++)
        acp_buffer_printf(&text,
                          "ip local pool A%d 10.%d.%d.1-10.%d.%d.2\n"
                          "group-policy P%d attributes\n address-pools value A%d\n",
                          i, i / 250, i % 250, i / 250, i % 250, i, i);
    assert_int_equal(count_findings(&text, "ACP9376"), MANY < FINDINGS ? MANY : FINDINGS);
}

/* There are so many exemptions that they are not all looked at. */
static void exemptions_without_end(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, "ASA Version 9.16(4)\nobject-group network G\n");
    for (int i = 0; i < MANY; i++)
        acp_buffer_printf(&text, " network-object host 10.%d.%d.1\n", i / 250, i % 250);
    for (int i = 0; i < MANY; i++)
        acp_buffer_puts(&text, "nat (inside,outside) source static A A destination static G G\n");
    acp_buffer_puts(&text, "nat (inside,outside) source dynamic any interface\n"
                           "ip local pool P 192.0.2.1-192.0.2.9\n"
                           "group-policy STAFF attributes\n address-pools value P\n");
    assert_int_equal(count_findings(&text, "ACP9376"), 0);
}

/* A profile of many entries, of users or of the management tunnel. */
static void add_profile(acp_set *set, const char *path, char group, const acp_rule *const *only)
{
    acp_buffer text = {0};
    acp_buffer_puts(&text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">"
                           "<ClientInitialization><UseStartBeforeLogon>true</UseStartBeforeLogon>"
                           "<AutomaticVPNPolicy>true<AlwaysOn>true</AlwaysOn></AutomaticVPNPolicy>"
                           "</ClientInitialization><ServerList>");
    for (int i = 0; i < MANY; i++)
        acp_buffer_printf(&text,
                          "<HostEntry><HostName>h%d</HostName><HostAddress>gw.example.com"
                          "</HostAddress><UserGroup>%c%d</UserGroup></HostEntry>\n",
                          i, group, i);
    acp_buffer_puts(&text, "</ServerList></AnyConnectProfile>");
    const acp_set_input input = {.path = path, .check = {.only = only}};
    assert_false(text.failed);
    assert_int_equal(acp_set_add_memory(set, &input, text.text, text.length), ACP_OK);
    acp_buffer_free(&text);
}

/* Every entry leads to a tunnel group and a group policy of its own, which inherits a long list of
 * profiles; no group URL is that of an entry. */
static void many_ways_in(void **state)
{
    const acp_rule *const only[] = {acp_rule_find("ACP9020"),
                                    acp_rule_find("ACP9023"),
                                    acp_rule_find("ACP9040"),
                                    acp_rule_find("ACP9090"),
                                    acp_rule_find("ACP9092"),
                                    acp_rule_find("ACP9097"),
                                    acp_rule_find("ACP9100"),
                                    acp_rule_find("ACP9101"),
                                    acp_rule_find("ACP9102"),
                                    acp_rule_find("ACP9115"),
                                    NULL};
    const acp_set_input input = {.role = ACP_ROLE_ASA, .path = "fw.cfg", .check = {.only = only}};
    acp_buffer text = {0};
    acp_set *set = acp_set_new();
    (void)state;
    acp_buffer_puts(&text, "ASA Version 9.16(4)\nwebvpn\n anyconnect profiles U disk0:/u.xml\n"
                           "group-policy DfltGrpPolicy attributes\n webvpn\n"
                           "  anyconnect profiles value M type vpn-mgmt\n");
    for (int i = 0; i < MANY; i++)
        acp_buffer_printf(&text, "  anyconnect profiles value p%d type t%d\n", i, i);
    for (int i = 0; i < 2 * MANY; i++) {
        char group = i % 2 ? 'm' : 'u';
        acp_buffer_printf(&text,
                          "group-policy %c%d internal\n"
                          "tunnel-group %c%d type remote-access\n"
                          "tunnel-group %c%d general-attributes\n default-group-policy %c%d\n"
                          "tunnel-group %c%d webvpn-attributes\n group-alias %c%d enable\n"
                          " group-url https://gw.example.com/x%d enable\n"
                          "interface Gi0/%d\n ip address 10.%d.%d.1 255.255.255.0\n",
                          group, i / 2, group, i / 2, group, i / 2, group, i / 2, group, i / 2,
                          group, i / 2, i, i, i / 250 % 250, i % 250);
    }
    acp_buffer_puts(&text, "vpn load-balancing\n cluster ip address 192.0.2.9\n participate\n");
    assert_false(text.failed);
    assert_int_equal(acp_set_add_memory(set, &input, text.text, text.length), ACP_OK);
    acp_buffer_free(&text);
    add_profile(set, "users.xml", 'u', only);
    add_profile(set, "VpnMgmtTunProfile.xml", 'm', only);
    assert_int_equal(acp_set_check(set, NULL), ACP_OK);
    /* Each entry of users lacks its load-balancing list, each of the other profile has no group
     * URL. One finding gives way to the one that some are left out. */
    for (size_t i = 1; i <= 2; i++)
        assert_int_equal(acp_findings_count(acp_set_findings(set, i)),
                         MANY < FINDINGS ? MANY : FINDINGS - 1);
    acp_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(much_to_inherit),   cmocka_unit_test(one_list_for_all),
        cmocka_unit_test(one_group_for_all), cmocka_unit_test(exemptions_without_end),
        cmocka_unit_test(many_ways_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
