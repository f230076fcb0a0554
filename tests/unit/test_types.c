/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Value types, addresses and likeness of names, case by case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "document/slice.h"
#include "schema/prefix.h"
#include "schema/schema.h"

#define HEX8    "0123abCD"
#define HEX32   HEX8 HEX8 HEX8 HEX8
#define HEX64   HEX32 HEX32
#define B64_40  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij0+9/"
#define LABEL63 "a23456789012345678901234567890123456789012345678901234567890123"

typedef struct {
    const char *type;
    const char *good[24], *bad[24]; /* end with NULL */
} type_case;

/* What the bits behind a prefix are worth, and which range holds which. */
static void ranges(void **state)
{
    static const struct {
        const char *outer, *inner;
        bool covers;
        const char *network; /* of outer */
        bool host_bits;
    } rows[] = {
        {"192.30.250.00/16", "192.30.1.2", true, "192.30.0.0/16", true},
        {"192.30.250.00/16", "192.31.0.1", false, "192.30.0.0/16", true},
        {"192.168.30.0/24", "192.168.30.0/24", true, "192.168.30.0/24", false},
        {"192.168.30.0/25", "192.168.30.0/24", false, "192.168.30.0/25", false},
        {"192.168.30.128/25", "192.168.30.14", false, "192.168.30.128/25", false},
        {"0.0.0.0/0", "203.0.113.9/32", true, "0.0.0.0/0", false},
        {"10.1.2.3/31", "10.1.2.2", true, "10.1.2.2/31", true},
        {"10.1.2.3", "10.1.2.2", false, "10.1.2.3/32", false},
        {"::/0", "0.0.0.0", false, "::/0", false},
        {"2001:DB8:0:1::/47", "2001:db8:1::", true, "2001:db8::/47", true},
        {"2001:db8::/47", "2001:db8:2::", false, "2001:db8::/47", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        acp_prefix outer, inner;
        char network[ACP_PREFIX_TEXT];
        assert_true(acp_prefix_parse(acp_slice_of(rows[i].outer), &outer));
        assert_true(acp_prefix_parse(acp_slice_of(rows[i].inner), &inner));
        assert_int_equal(acp_prefix_covers(&outer, &inner), rows[i].covers);
        assert_int_equal(acp_prefix_has_host_bits(&outer), rows[i].host_bits);
        acp_prefix_network(&outer, network);
        assert_string_equal(network, rows[i].network);
    }
}

static const type_case type_cases[] = {
    {"boolean", {"true", "false"}, {"", "True", "1", "0", "yes", " true", "true ", "tru"}},
    {"integer",
     {"0", "-5", "+5", "007", "123456789012345678"},
     {"", "-", "+", "1.5", "30s", " 3", "0x10", "--1", "99999999999999999999"}},
    {"unsigned",
     {"0", "4294967295", "0010"},
     {"", "-1", "+1", "4294967296", "5m", "1 ", "184467440737095516161"}},
    {"port",
     {"1", "443", "0443", "65535"},
     {"", "0", "65536", "99999", "100000", "-1", "44 3", "x"}},
    {"ipv4",
     {"0.0.0.0", "192.0.2.1", "255.255.255.255"},
     {"", "192.0.2", "192.0.2.256", "192.0.2.1.5", "192.0.2.01", " 192.0.2.1", "192.0.2.1 ", "::1",
      "1.2.3.4/8", "0x7f.0.0.1"}},
    {"ipv6",
     {"::", "::1", "2001:db8::1", "2001:DB8:0:0:0:0:0:1", "::ffff:192.0.2.1", "fe80::1%eth0"},
     {"", ":", ":::", "2001:db8", "2001:db8::1::2", "12345::", "[::1]", "::1%eth0", "fe80::1%",
      "2001:db8::1/64", "192.0.2.1", "g::1"}},
    {"ip", {"192.0.2.1", "2001:db8::1"}, {"", "example.com", "192.0.2.1:443", "[2001:db8::1]"}},
    {"cidr",
     {"10.0.0.0/8", "192.0.2.1/32", "0.0.0.0/0", "2001:db8::/32", "::/0", "::1/128"},
     {"", "/", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/255.0.0.0",
      "::/129", "2001:db8::/1000", "example.com/24", "10.0.0.0/-1", "10.0.0.0/8/8"}},
    {"ipv4-range",
     {"192.0.2.1", "192.30.250.00/16", "010.001.002.003", "0.0.0.0/0", "192.0.2.1/32",
      "192.0.2.0/024"},
     {"", "/", "/24", "192.0.2", "192.0.2.1.5", "192.0.2.", ".0.2.1", "192.0.2.256", "192.0.2.1/33",
      "192.0.2.1/", "192.0.2.1/0024", "192.0.2.1/-1", "192.0.2.*", "192.0.2.1/24/8", "2001:db8::1",
      "192.0.2.1 ", "1.2.3.99999999999999999999"}},
    {"ipv6-range",
     {"2001:db8::1", "2001:db8::/32", "::/0", "::1/128", "::ffff:192.0.2.1/120"},
     {"", ":", "::1/129", "192.0.2.1", "fe80::1%eth0", "2001:db8::*", "[2001:db8::1]", "::/",
      "g::", "2001:db8:2001:db8:2001:db8:2001:db8:2001:db8"}},
    {"link-local",
     {"169.254.0.1", "fe80::1", "febf::1", "fe80::1%en0", "::ffff:169.254.3.4"},
     {"", "169.253.0.1", "169.255.0.1", "fec0::1", "fe7f::1", "gw.example.com"}},
    {"not-public",
     {"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255",
      "127.0.0.1", "fc00::1", "fdff::1", "::1", "::ffff:10.1.2.3"},
     {"", "11.0.0.1", "172.15.0.1", "172.32.0.1", "192.169.1.1", "100.63.0.1", "100.128.0.1",
      "169.254.1.1", "fe80::1", "2001:db8::1", "203.0.113.5", "gw.example.com"}},
    {"fqdn",
     {"vpn.example.com", "vpn.example.com.", "a.b", "xn--mnchen-3ya.de", "m\xC3\xBCnchen.de",
      "_gw.example.com", "1.example.com", LABEL63 ".de"},
     {"", ".", "vpn", "vpn.", "vpn..com", ".example.com", "-a.de", "a-.de", "10.1.2.3", "a.300",
      "*.example.com", "a b.de", "a,b.de", "https://a.de", "a.de:443", LABEL63 "x.de",
      "a\xC2\xA0"
      "b.de",
      "a\xE3\x80\x81"
      "b.de",
      "a\xFF.de"}},
    {"dns-name",
     {"localhost", "gw-1", "vpn.example.com", "GW_2"},
     {"", "12345", "a/b", "a@b", "-"}},
    {"host",
     {"gw", "vpn.example.com", "192.0.2.1", "2001:db8::1"},
     {"", "192.0.2.300", "1.2.3", "vpn.example.com:443", "[2001:db8::1]", "a b", "${HOST}"}},
    {"host-pattern",
     {"vpn.example.com", "*-tenant.vpn.example.com", "*.example.com", "192.0.2.1",
      "gw.example.com:8443"},
     {"", "*", "a b*.de", "*..de", "https://*.example.com"}},
    {"address",
     {"gw.example.com", "gw.example.com:8443", "https://gw.example.com",
      "HTTPS://gw.example.com:1/g", "gw.example.com/group/x", "192.0.2.1:443", "2001:db8::1",
      "[2001:db8::1]", "[2001:db8::1]:443", "https://[2001:db8::1]:443/g", "2001:db8::1/g",
      "gw.example.com/", "gw/caf\xC3\xA9"},
     {"",
      "http://gw.example.com",
      "ipsec://gw",
      "gw.example.com:",
      "gw.example.com:0",
      ":443",
      "gw.example.com:65536",
      "https://",
      "https:///g",
      "[2001:db8::1",
      "[gw.example.com]:443",
      "[2001:db8::1]443",
      "[192.0.2.1]",
      "gw..example.com",
      "gw.example.com /g",
      "gw/a b",
      "user@gw.example.com",
      "*.example.com",
      "gw.example.com:443:443",
      "https://https://gw",
      "[]",
      "gw/<x>",
      "gw.example.com:44x"}},
    {"url",
     {"https://example.com", "http://example.com:80/x?y#z", "ftp://a/b", "ldap+x://192.0.2.1",
      "https://[::1]/"},
     {"", "://a", "example.com", "https://", "1x://a", "https:/a", "https://a b", "ht tp://a",
      "https://a/ b"}},
    {"http-url",
     {"ca01.example.com", "192.0.2.9", "2001:db8::9", "http://ca01.example.com",
      "https://ca.example.com:8443/certsrv/mscep/mscep.dll", "http://[2001:db8::9]/scep"},
     {"", "ca01", "http://ca01", "http://", "ftp://ca.example.com", "http:/ca.example.com",
      "http://ca.example.com:x", "ca.example.com/scep", "http://ca example.com"}},
    {"oid",
     {"1.3.6.1.5.5.7.3.11", "0.0", "0.39", "1.39", "2.100", "2.999.3",
      "2.25.340282366920938463463"},
     {"", "1", "1.", ".1", "1..3", "3.1", "0.40", "1.40", "1.3.06", "01.3", "1.3.6.x", "1.3 ",
      "ClientAuth", "1.140", "10.1"}},
    {"md5",
     {HEX32, "01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef"},
     {"", HEX8, HEX64, "g" HEX32}},
    {"sha1", {HEX32 HEX8, HEX32 " " HEX8}, {"", HEX32, HEX32 "0123abCg"}},
    {"sha256", {HEX64, HEX32 ":" HEX32, HEX32 "\n" HEX32}, {"", HEX32, HEX64 "0", HEX64 "-"}},
    {"sha512", {HEX64 HEX64}, {"", HEX64, HEX64 HEX64 "00", HEX64 HEX64 "z"}},
    {"thumbprint", {HEX32, HEX32 HEX8}, {"", HEX8, HEX64, "SHA1:" HEX32 HEX8}},
    {"pin",
     {HEX64 HEX64, B64_40 B64_40 "ABCDEF==", B64_40 "\n " B64_40 "ABCDEF=="},
     {"", HEX64, B64_40 B64_40 "ABCDEF",
      B64_40 B64_40 "ABCDEF=", B64_40 B64_40 "ABCDE===", B64_40 B64_40 "AB==CDEF",
      B64_40 B64_40 "ABCDEFG=", B64_40 B64_40 "ABCD-_==", "-----BEGIN CERTIFICATE-----"}},
    {"dns-suffix",
     {"example.com", "*.example.com", "*example.com", "corp", "_msdcs.corp.example.com"},
     {"", "*", "*.", "192.0.2.1", "2001:db8::1", "https://example.com", "a b.com", "a.com;b.com",
      "vpn.*.com", "example.*", "**.example.com", "example.com/", "*10.0.0.1"}},
    {"dns-suffix-misread",
     {"*example.com", "*corp"},
     {"", "*", "*.example.com", "example.com", "**a"}},
    {"ip-pattern",
     {"192.0.2.1", "192.0.2.*", "192.0.*", "10.*", "10.*.3.4", "*.0.2.1", "2001:DB8::1",
      "2001:db8:*", "2001:db8::*", "2001:*:1:2:3:4:5:6", "1:2:3:4:5:6:7:*"},
     {"", "*", "10.1*", "10.1*.2.3", "10.**", "10", "10.1", "10.1.2.3.*", "*10.1.2.3",
      "2001:db8:1*", "gw.example.com", "10.0.0.0/8", "192.0.2.256", "1:2:3:4:5:6:7:8:*", ".*", "*.",
      "1.2.3.4.5.6.7.8.9.1.2.3.4.5.6.7.8.9.1.2.3.4.5.6.*"}},
    {"allowed-host",
     {"192.0.2.1", "2001:db8::1", "10.0.0.0/8", "2001:db8::/32", "status.example.com", "intranet"},
     {"", "*.example.com", "https://a.example.com", "a.example.com:443", "a.example.com/x",
      "10.0.0.0/33", "a b"}},
    {"server-name",
     {"seattle.example.com", "*.example.com", "192.0.2.1", "gw"},
     {"", "*", "*.", "a.*.com", "https://gw", "gw:443", "gw/x", "*example.com", "*.192.0.2.1"}},
    {"ipv4-pool",
     {"192.0.2.10-192.0.2.99/24", "10.0.0.1-10.3.255.254/14", "10.1.2.3-10.1.2.3/32", "10.0.0.0/8",
      "192.0.2.4/30", "0.0.0.0-255.255.255.255/0"},
     {"", "192.0.2.10", "192.0.2.10/24", "192.0.2.10-192.0.2.99", "192.0.2.99-192.0.2.10/24",
      "192.0.2.10-192.0.3.99/24", "192.0.2.10/24-192.0.2.99/24", "192.0.2.0/31", "2001:db8::/64",
      "2001:db8::1-2001:db8::9/64", "192.0.2.10 -192.0.2.99/24", "a-b/24", "-/24", "1.2.3.4-/24"}},
    {"networks",
     {"10.0.0.0/8", "10.0.0.0/8,2001:db8::/32", "10.0.0.0/8, 192.0.2.4/30", "0.0.0.0/0"},
     {"", ",", "10.0.0.0/8,", "10.0.0.0", "10.0.0.1/8", "2001:db8::1/32", "10.0.0.0/8;10.1.0.0/16",
      " 10.0.0.0/8"}},
    {"ipv4-networks",
     {"10.0.0.0/8", "10.0.0.0/8,192.0.2.0/24"},
     {"", "10.0.0.1/8", "10.0.0.0/8,2001:db8::/32"}},
    {"ip-list",
     {"192.0.2.1", "192.0.2.1,2001:db8::1", "192.0.2.1, 192.0.2.2"},
     {"", "192.0.2.1,", "192.0.2.0/24", "ns.example.com", "192.0.2.1 192.0.2.2"}},
    {"ipv4-list",
     {"192.0.2.1", "192.0.2.1,192.0.2.2"},
     {"", "2001:db8::1", "192.0.2.1,,192.0.2.2"}},
    {"domain-list",
     {"example.com", "example.com,corp", "a.example.com, b.example.com"},
     {"", "*.example.com", "example.com,", "https://example.com", "a b"}},
    {"email",
     {"help@example.com", "a.b+c@corp"},
     {"", "help", "@example.com", "help@", "a b@example.com", "a@b\n"}},
    {"package-list",
     {"com.example.mail", "com.example.mail,org.a_1.B2"},
     {"", "mail", "com.example.mail,", "com..mail", "com.1mail", "com.example.*", "com.ex-a.m"}},
    {"uuid",
     {"0D2D93F1-7BB5-5C0E-8A53-3B0D2A7C0A11", "0d2d93f1-7bb5-5c0e-8a53-3b0d2a7c0a11"},
     {"", "0D2D93F1-7BB5-5C0E-8A53-3B0D2A7C0A1", "0D2D93F1-7BB5-5C0E-8A53-3B0D2A7C0A111",
      "0D2D93F17BB55C0E8A533B0D2A7C0A11", "0D2D93F1-7BB5-5C0E-8A53-3B0D2A7C0A1G",
      "{0D2D93F1-7BB5-5C0E-8A53-3B0D2A7C0A1}"}},
    {"app-id", {"com.example.mail", "com.example.mail-2"}, {"", " ", "com example", "com.<b>"}},
    {"app-ids",
     {"com.example.mail", "com.example.mail,com.example.web", "com.example.mail, com.example.web"},
     {"", " ", ",", "com.example.mail,", "com.example.mail,,com.example.web", "a b"}},
    {"headend-name",
     {"outside", "Road Warriors", "!x", "a'b`$|<>&;~",
      "0123456789012345678901234567890123456789012345678901234567890123"},
     {"", " ", " a", "a ", "a\"b", "a?b", "a\tb", "a\177b", "\303\244",
      "01234567890123456789012345678901234567890123456789012345678901234"}},
    {"headend-word", {"GigabitEthernet0/0/0", "IKEv2-TP"}, {"", "a b", "a\"b", "a?b", "\303\244"}},
    {"headend-words",
     {"win", "win,macos,linux64", "win, macos"},
     {"", ",", "win,", "win,,macos", "win macos", " win", "a?b"}},
    {"version",
     {"5.1", "5.1.10.233", "4.8.02045"},
     {"", "5", "5.", ".5", "5..1", "5.1.", "5.1a", "-5.1", "5.1 ", "5.12345678901"}},
    {"three-part-version", {"5.1.2", "5.0.00529"}, {"", "5.1", "5.1.2.3", "5.1.x", "5..2"}},
    {"dh-groups", {"14", "20,19", "20, 19"}, {"", "3", "14,", "014", "20 19", "14;19", "20,x"}},
};

static void types_accept_and_refuse(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof type_cases / sizeof *type_cases; i++) {
        const type_case *c = &type_cases[i];
        const acp_value_type *type = acp_value_type_find(c->type, strlen(c->type));
        assert_non_null(type);
        for (const char *const *text = c->good; *text; text++)
            if (!type->test(*text, strlen(*text)))
                fail_msg("%s refuses \"%s\"", c->type, *text);
        for (const char *const *text = c->bad; *text; text++)
            if (type->test(*text, strlen(*text)))
                fail_msg("%s accepts \"%s\"", c->type, *text);
    }
}

static void every_type_has_cases(void **state)
{
    (void)state;
    for (const acp_value_type *type = acp_value_types; type->name; type++) {
        bool found = false;
        for (size_t i = 0; i < sizeof type_cases / sizeof *type_cases; i++)
            found = found || strcmp(type_cases[i].type, type->name) == 0;
        if (!found)
            fail_msg("no cases for %s", type->name);
        assert_non_null(type->help);
    }
    assert_null(acp_value_type_find("hos", 3));
    assert_null(acp_value_type_find("", 0));
}

/* Slices end where their length says: the bytes behind them must not count. */
static void types_stop_at_the_length(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof type_cases / sizeof *type_cases; i++) {
        const acp_value_type *type =
            acp_value_type_find(type_cases[i].type, strlen(type_cases[i].type));
        for (const char *const *text = type_cases[i].good; *text; text++) {
            size_t length = strlen(*text);
            char *exact = malloc(length);
            assert_non_null(exact);
            memcpy(exact, *text, length);
            assert_true(type->test(exact, length));
            free(exact);
        }
        assert_false(type->test(NULL, 0));
        assert_false(type->test("true\0x", 6));
    }
}

/* No text of any characters may crash a test; what a type accepts has no blank at either end. */
static void types_survive_anything(void **state)
{
    static const char characters[] = "019af*.:/[]%@-_ ,=+\t\xC3\xA9\xFFhtps";
    (void)state;
    uint32_t seed = 20240817;
    for (int round = 0; round < 20000; round++) {
        char text[48];
        size_t length = (seed >> 8) % (sizeof text - 1);
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = characters[(seed >> 16) % (sizeof characters - 1)];
        }
        seed = seed * 1664525u + 1013904223u;
        text[length] = '\0';
        for (const acp_value_type *type = acp_value_types; type->name; type++)
            if (type->test(text, length) && text[0] == ' ' && strncmp(type->name, "sha", 3) != 0 &&
                strcmp(type->name, "md5") != 0 && strcmp(type->name, "thumbprint") != 0)
                fail_msg("%s accepts \"%s\"", type->name, text);
    }
}

static void address_parts(void **state)
{
    static const struct {
        const char *text, *scheme, *host, *port, *path;
        bool bracketed;
    } cases[] = {
        {"gw.example.com", "", "gw.example.com", "", "", false},
        {"https://gw.example.com:10000/group", "https", "gw.example.com", "10000", "group", false},
        {"gw.example.com/a/b", "", "gw.example.com", "", "a/b", false},
        {"[2001:db8::1]:8443/g", "", "2001:db8::1", "8443", "g", true},
        {"2001:db8::1", "", "2001:db8::1", "", "", false},
        {"192.0.2.1:443", "", "192.0.2.1", "443", "", false},
        {"HTTPS://GW/", "HTTPS", "GW", "", "", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        acp_address address;
        assert_true(acp_address_parse(acp_slice_of(cases[i].text), &address));
        assert_true(acp_slice_is(address.scheme, cases[i].scheme));
        assert_true(acp_slice_is(address.host, cases[i].host));
        assert_true(acp_slice_is(address.port, cases[i].port));
        assert_true(acp_slice_is(address.path, cases[i].path));
        assert_int_equal(address.bracketed, cases[i].bracketed);
    }
}

static void distances(void **state)
{
    static const struct {
        const char *a, *b;
        unsigned limit, distance;
    } cases[] = {
        {"", "", 3, 0},
        {"AutoUpdate", "autoupdate", 3, 0},
        {"HostName", "HostNam", 3, 1},
        {"HostName", "HsotName", 3, 1},
        {"CertficateStore", "CertificateStore", 3, 1},
        {"RSASecureIDIntegration", "RSASecurIDIntegration", 2, 1},
        {"kitten", "sitting", 5, 3},
        {"kitten", "sitting", 2, 3},
        {"abcd", "badc", 4, 2},
        {"abcdef", "badcfe", 2, 3},
        {"abc", "abcdefgh", 3, 4},
        {"a", "b", 0, 1},
        {"ab", "ba", 0, 1},
        {"ab", "ba", 1, 1},
        {"ca", "abc", 5, 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        acp_slice a = acp_slice_of(cases[i].a), b = acp_slice_of(cases[i].b);
        assert_int_equal(acp_distance(a, b, cases[i].limit), cases[i].distance);
        assert_int_equal(acp_distance(b, a, cases[i].limit), cases[i].distance);
    }
    char long_a[400], long_b[400];
    memset(long_a, 'x', sizeof long_a);
    memset(long_b, 'x', sizeof long_b);
    long_b[0] = 'y';
    acp_slice a = {long_a, sizeof long_a}, b = {long_b, sizeof long_b};
    assert_int_equal(acp_distance(a, b, 3), 1);
    long_b[399] = 'y';
    assert_int_equal(acp_distance(a, b, 3), 4);
}

/* The cut-off may not change a distance that is within the limit. */
static void distance_cut_off(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        char text[2][9];
        size_t length[2];
        for (int t = 0; t < 2; t++) {
            length[t] = (seed >> 20) % 9;
            for (size_t i = 0; i < length[t]; i++) {
                seed = seed * 1664525u + 1013904223u;
                text[t][i] = (char)('a' + (seed >> 24) % 3);
            }
            seed = seed * 1664525u + 1013904223u;
        }
        acp_slice a = {text[0], length[0]}, b = {text[1], length[1]};
        unsigned exact = acp_distance(a, b, 20);
        for (unsigned limit = 0; limit < 9; limit++)
            assert_int_equal(acp_distance(a, b, limit), exact <= limit ? exact : limit + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_accept_and_refuse),
        cmocka_unit_test(every_type_has_cases),
        cmocka_unit_test(types_stop_at_the_length),
        cmocka_unit_test(types_survive_anything),
        cmocka_unit_test(address_parts),
        cmocka_unit_test(ranges),
        cmocka_unit_test(distances),
        cmocka_unit_test(distance_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
