/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whom a certificate is for, when it is valid, and whether a profile lets the client offer it.
 * Nothing here needs libcrypto. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "check/certificate_index.h"

/* ---- names -------------------------------------------------------------------------------------
 */

typedef struct {
    const char *dns[3], *addresses[3], *cn[3]; /* end with NULL */
    const char *host;
    bool matches;
    acp_name_source source;
} name_case;

static const name_case name_cases[] = {
    {.dns = {"vpn.example.com"}, .host = "vpn.example.com", .matches = true, ACP_NAMES_SAN},
    {.dns = {"VPN.Example.COM"}, .host = "vpn.example.com", .matches = true, ACP_NAMES_SAN},
    {.dns = {"a.example.com", "vpn.example.com"},
     .host = "VPN.example.com",
     .matches = true,
     ACP_NAMES_SAN},
    {.dns = {"*.example.com"}, .host = "vpn.example.com", .matches = true, ACP_NAMES_SAN},
    {.dns = {"*.example.com"}, .host = "a.b.example.com", .matches = false, ACP_NAMES_SAN},
    {.dns = {"*.example.com"}, .host = "example.com", .matches = false, ACP_NAMES_SAN},
    {.dns = {"*.example.com"}, .host = ".example.com", .matches = false, ACP_NAMES_SAN},
    {.dns = {"*.com"}, .host = "example.com", .matches = false, ACP_NAMES_SAN},
    {.dns = {"vpn*.example.com"}, .host = "vpn1.example.com", .matches = false, ACP_NAMES_SAN},
    {.dns = {"*vpn.example.com"}, .host = "myvpn.example.com", .matches = false, ACP_NAMES_SAN},
    {.dns = {"v*n.example.com"}, .host = "vpn.example.com", .matches = false, ACP_NAMES_SAN},
    {.dns = {"www.*.example.com"}, .host = "www.a.example.com", .matches = false, ACP_NAMES_SAN},
    {.dns = {"vpn.example.*"}, .host = "vpn.example.com", .matches = false, ACP_NAMES_SAN},
    {.dns = {"a.example.com"},
     .cn = {"vpn.example.com"},
     .host = "vpn.example.com",
     .matches = false,
     ACP_NAMES_SAN},
    {.cn = {"vpn.example.com"}, .host = "vpn.example.com", .matches = true, ACP_NAMES_CN},
    {.cn = {"*.example.com"}, .host = "vpn.example.com", .matches = true, ACP_NAMES_CN},
    {.cn = {"vpn.example.com", "x"}, .host = "vpn.example.com", .matches = true, ACP_NAMES_CN},
    {.cn = {"x", "vpn.example.com"}, .host = "vpn.example.com", .matches = false, ACP_NAMES_CN},
    {.addresses = {"192.0.2.1"},
     .cn = {"vpn.example.com"},
     .host = "vpn.example.com",
     .matches = true,
     ACP_NAMES_CN},
    {.dns = {"a.example.com"},
     .cn = {"192.0.2.1"},
     .host = "192.0.2.1",
     .matches = false,
     ACP_NAMES_SAN},
    {.dns = {"192.0.2.1"}, .host = "192.0.2.1", .matches = false, ACP_NAMES_SAN},
    {.addresses = {"192.0.2.1"}, .host = "192.0.2.1", .matches = true, ACP_NAMES_SAN},
    {.addresses = {"192.0.2.2", "192.0.2.1"}, .host = "192.0.2.1", .matches = true, ACP_NAMES_SAN},
    {.addresses = {"192.0.2.2"},
     .cn = {"192.0.2.1"},
     .host = "192.0.2.1",
     .matches = false,
     ACP_NAMES_SAN},
    {.addresses = {"2001:db8::1"}, .host = "2001:DB8:0:0::1", .matches = true, ACP_NAMES_SAN},
    {.addresses = {"2001:db8::1"}, .host = "[2001:db8::1]", .matches = true, ACP_NAMES_SAN},
    {.cn = {"2001:db8::1"}, .host = "[2001:db8:0::1]", .matches = true, ACP_NAMES_CN},
    {.cn = {"192.0.2.1"}, .host = "192.0.2.1", .matches = true, ACP_NAMES_CN},
    {.cn = {"*.0.2.1"}, .host = "192.0.2.1", .matches = false, ACP_NAMES_CN},
    {.host = "vpn.example.com", .matches = false, ACP_NAMES_NONE},
};

enum { NAME_CASES = sizeof name_cases / sizeof *name_cases };

static size_t fill(const char *const *texts, acp_slice *out)
{
    size_t count = 0;
    for (; count < 3 && texts[count]; count++)
        out[count] = acp_slice_of(texts[count]);
    return count;
}

typedef struct {
    acp_slice dns[3], addresses[3], cn[3];
    acp_certificate certificate;
} made_case;

static void make(const name_case *one, made_case *out)
{
    out->certificate = (acp_certificate){
        .dns_names = {out->dns, fill(one->dns, out->dns)},
        .ip_addresses = {out->addresses, fill(one->addresses, out->addresses)},
        .common_names = {out->cn, fill(one->cn, out->cn)},
    };
}

static void hosts(void **state)
{
    (void)state;
    for (size_t i = 0; i < NAME_CASES; i++) {
        const name_case *one = &name_cases[i];
        made_case made;
        make(one, &made);
        acp_name_source source;
        bool is = acp_certificate_is_for(&made.certificate, acp_slice_of(one->host), &source);
        if (is != one->matches || source != one->source)
            fail_msg("case %zu: %s", i, one->host);
    }
}

/* Of all certificates from the one on that stands first, the first for a host. */
static void expect_first(const made_case *made, size_t first, const char *host)
{
    acp_arena arena = {0};
    acp_certificate_index index = {.arena = &arena};
    const made_case *wanted = NULL, *found = NULL;
    void *things[2];
    for (size_t i = first; i < NAME_CASES; i++) {
        acp_certificate_index_enter(&index, &made[i].certificate, (void *)&made[i]);
        if (!wanted && acp_certificate_is_for(&made[i].certificate, acp_slice_of(host), NULL))
            wanted = &made[i];
    }
    acp_certificate_index_find(&index, acp_slice_of(host), things);
    for (size_t i = 0; i < 2; i++)
        if (things[i] && (!found || (const made_case *)things[i] < found))
            found = things[i];
    if (found != wanted)
        fail_msg("%s among the certificates from case %zu on", host, first);
    acp_arena_free(&arena);
}

/* Found by name is what is found by looking at each. */
static void hosts_among_many(void **state)
{
    (void)state;
    static made_case made[NAME_CASES];
    for (size_t i = 0; i < NAME_CASES; i++)
        make(&name_cases[i], &made[i]);
    for (size_t first = 0; first < NAME_CASES; first++) {
        for (size_t i = 0; i < NAME_CASES; i++)
            expect_first(made, first, name_cases[i].host);
        expect_first(made, first, "VPN.example.COM");
        expect_first(made, first, ".example.com");
        expect_first(made, first, "*.example.com");
        expect_first(made, first, "");
    }
}

/* A name with a NUL in it is the name with the NUL, not what stands before. */
static void name_with_nul(void **state)
{
    (void)state;
    static const char text[] = "vpn.example.com\0.attacker.example";
    const acp_slice name = {text, sizeof text - 1};
    const acp_certificate certificate = {.dns_names = {&name, 1}, .common_names = {&name, 1}};
    assert_false(acp_certificate_is_for(&certificate, ACP_SLICE("vpn.example.com"), NULL));
    assert_false(acp_certificate_cn_is_for(&certificate, ACP_SLICE("vpn.example.com")));
}

static void common_name_alone(void **state)
{
    (void)state;
    const acp_slice dns = ACP_SLICE("vpn.example.com"), cn = ACP_SLICE("old.example.com");
    const acp_certificate certificate = {.dns_names = {&dns, 1}, .common_names = {&cn, 1}};
    assert_true(acp_certificate_cn_is_for(&certificate, cn));
    assert_false(acp_certificate_cn_is_for(&certificate, dns));
}

static void wildcards(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        acp_wildcard is;
    } rows[] = {
        {"", ACP_WILDCARD_NONE},
        {"vpn.example.com", ACP_WILDCARD_NONE},
        {"*.example.com", ACP_WILDCARD_LABEL},
        {"*.a.example.com", ACP_WILDCARD_LABEL},
        {"*", ACP_WILDCARD_IGNORED},
        {"*.", ACP_WILDCARD_IGNORED},
        {"*.com", ACP_WILDCARD_IGNORED},
        {"*.com.", ACP_WILDCARD_IGNORED},
        {"*..com", ACP_WILDCARD_IGNORED},
        {"*.*.example.com", ACP_WILDCARD_IGNORED},
        {"vpn*.example.com", ACP_WILDCARD_IGNORED},
        {"*vpn.example.com", ACP_WILDCARD_IGNORED},
        {"www.*.example.com", ACP_WILDCARD_IGNORED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(acp_wildcard_of(acp_slice_of(rows[i].name)), rows[i].is);
}

/* ---- time and hashes ---------------------------------------------------------------------------
 */

static void validity(void **state)
{
    (void)state;
    const acp_certificate certificate = {.not_before = 100, .not_after = 200};
    assert_int_equal(acp_certificate_validity(&certificate, 99), ACP_NOT_YET_VALID);
    assert_int_equal(acp_certificate_validity(&certificate, 100), ACP_NOT_YET_VALID);
    assert_int_equal(acp_certificate_validity(&certificate, 101), ACP_VALID);
    assert_int_equal(acp_certificate_validity(&certificate, 199), ACP_VALID);
    assert_int_equal(acp_certificate_validity(&certificate, 200), ACP_EXPIRED);
}

static void hashes(void **state)
{
    (void)state;
    static const uint8_t wanted[4] = {0x01, 0x23, 0xAB, 0xCD};
    static const char *const good[] = {"0123abCD", "01:23:AB:CD", " 01 23\nab cd ",
                                       "ASOrzQ==", "ASOr\nzQ"};
    static const char *const bad[] = {"",         "0123abC",   "0123abCDE",
                                      "0123abCG", "ASOrzQ==A", "ASOr-Q=="};
    uint8_t hash[4];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(acp_hash_read(acp_slice_of(good[i]), hash, sizeof hash));
        assert_memory_equal(hash, wanted, sizeof hash);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(acp_hash_read(acp_slice_of(bad[i]), hash, sizeof hash));
}

/* ---- CertificateMatch --------------------------------------------------------------------------
 */

#define S(text) ACP_SLICE(text)

static const acp_name_attribute subject[] = {
    {"CN", {"abc.cisco.com", 13}, true},
    {"OU", {"Sales", 5}, true},
    {"OU", {"Eng", 3}, true},
    {"ST", {"CA", 2}, true},
    {"emailAddress", {"a@example.com", 13}, true},
};
static const acp_name_attribute issuer[] = {{"CN", {"Corp CA", 7}, true}};
static const acp_slice usages[] = {{ACP_OID_CLIENT_AUTH, sizeof ACP_OID_CLIENT_AUTH - 1},
                                   {ACP_OID_SERVER_AUTH, sizeof ACP_OID_SERVER_AUTH - 1}};
static const acp_slice smart_card = {"1.3.6.1.4.1.311.20.2.2", 22};

static acp_certificate client(void)
{
    return (acp_certificate){
        .subject = {.attributes = subject, .count = sizeof subject / sizeof *subject},
        .issuer = {.attributes = issuer, .count = 1},
        .has_key_usage = true,
        .key_usage = ACP_DIGITAL_SIGNATURE,
        .has_extended_key_usage = true,
        .extended_key_usage = {usages, 2},
    };
}

static void names_asked_for(void **state)
{
    (void)state;
    static const struct {
        acp_name_criterion asked;
        bool fits;
    } rows[] = {
        {{.name = S("CN"), .pattern = S("abc.cisco.com")}, true},
        {{.name = S("CN"), .pattern = S("cisco.com")}, false},
        {{.name = S("CN"), .pattern = S("cisco.com"), .anywhere = true}, true},
        {{.name = S("CN"), .pattern = S("*.cisco.com"), .anywhere = true}, false},
        {{.name = S("CN"), .pattern = S("abc.cisco.com.x"), .anywhere = true}, false},
        {{.name = S("CN"), .pattern = S("ABC.cisco.com")}, false},
        {{.name = S("CN"), .pattern = S("ABC.cisco.com"), .ignore_case = true}, true},
        {{.name = S("CN"), .pattern = S("CISCO"), .ignore_case = true, .anywhere = true}, true},
        {{.name = S("CN"), .pattern = S("abc.cisco.com"), .negated = true}, false},
        {{.name = S("CN"), .pattern = S("bc.c"), .negated = true, .anywhere = true}, false},
        {{.name = S("CN"), .pattern = S("other"), .negated = true}, true},
        {{.name = S("OU"), .pattern = S("Eng")}, true},
        {{.name = S("OU"), .pattern = S("Eng"), .negated = true}, false},
        {{.name = S("OU"), .pattern = S("Ops"), .negated = true}, true},
        {{.name = S("O"), .pattern = S("x")}, false},
        {{.name = S("O"), .pattern = S("x"), .negated = true}, true},
        {{.name = S("ST"), .pattern = S("CA")}, true},
        {{.name = S("SP"), .pattern = S("CA")}, true},
        {{.name = S("EA"), .pattern = S("a@example.com")}, true},
        {{.name = S("ISSUER-CN"), .pattern = S("Corp CA")}, true},
        {{.name = S("ISSUER-CN"), .pattern = S("abc.cisco.com")}, false},
        {{.name = S("ISSUER-OU"), .pattern = S("Eng")}, false},
    };
    const acp_certificate certificate = client();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const acp_match_criteria criteria = {.names = &rows[i].asked, .name_count = 1};
        if (acp_certificate_match(&certificate, &criteria, NULL) !=
            (rows[i].fits ? ACP_MATCHES : ACP_OTHER_NAME))
            fail_msg("case %zu", i);
    }
}

static void nothing_asked_for(void **state)
{
    (void)state;
    const acp_match_criteria none = {0};
    acp_certificate certificate = client();
    assert_int_equal(acp_certificate_match(&certificate, &none, NULL), ACP_MATCHES);
    certificate.key_usage = ACP_KEY_ENCIPHERMENT;
    assert_int_equal(acp_certificate_match(&certificate, &none, NULL), ACP_OTHER_KEY_USAGE);
    certificate.has_key_usage = false;
    assert_int_equal(acp_certificate_match(&certificate, &none, NULL), ACP_NO_KEY_USAGE);
    certificate = client();
    certificate.extended_key_usage = (acp_text_list){&usages[1], 1};
    assert_int_equal(acp_certificate_match(&certificate, &none, NULL),
                     ACP_OTHER_EXTENDED_KEY_USAGE);
    certificate.has_extended_key_usage = false;
    certificate.extended_key_usage.count = 0;
    assert_int_equal(acp_certificate_match(&certificate, &none, NULL), ACP_NO_EXTENDED_KEY_USAGE);
}

static void key_usages_asked_for(void **state)
{
    (void)state;
    acp_match_criteria criteria = {.key_usage = ACP_DIGITAL_SIGNATURE | ACP_KEY_ENCIPHERMENT};
    acp_certificate certificate = client();
    certificate.has_extended_key_usage = false; /* the default no longer asks for it */
    certificate.key_usage = ACP_KEY_ENCIPHERMENT;
    assert_int_equal(acp_certificate_match(&certificate, &criteria, NULL), ACP_MATCHES);
    criteria.key_usage = ACP_NON_REPUDIATION;
    assert_int_equal(acp_certificate_match(&certificate, &criteria, NULL), ACP_OTHER_KEY_USAGE);
    certificate.has_key_usage = false;
    assert_int_equal(acp_certificate_match(&certificate, &criteria, NULL), ACP_NO_KEY_USAGE);
    const acp_name_criterion name = {.name = S("CN"), .pattern = S("abc.cisco.com")};
    criteria = (acp_match_criteria){.names = &name, .name_count = 1};
    assert_int_equal(acp_certificate_match(&certificate, &criteria, NULL), ACP_MATCHES);
    criteria.only_with_key_usage = true;
    assert_int_equal(acp_certificate_match(&certificate, &criteria, NULL), ACP_NO_KEY_USAGE);
}

static void usages_asked_for(void **state)
{
    (void)state;
    const acp_slice both[] = {usages[0], smart_card};
    const acp_name_criterion name = {.name = S("CN"), .pattern = S("abc.cisco.com")};
    acp_match_criteria criteria = {.usages = usages, .usage_count = 2};
    acp_certificate certificate = client();
    size_t failed = 9;
    assert_int_equal(acp_certificate_match(&certificate, &criteria, &failed), ACP_MATCHES);
    criteria.usages = both;
    assert_int_equal(acp_certificate_match(&certificate, &criteria, &failed),
                     ACP_OTHER_EXTENDED_KEY_USAGE);
    assert_int_equal(failed, 1);
    /* Without the extension: only together with names, and unless the profile asks for it. */
    certificate.has_extended_key_usage = false;
    certificate.extended_key_usage.count = 0;
    assert_int_equal(acp_certificate_match(&certificate, &criteria, NULL),
                     ACP_NO_EXTENDED_KEY_USAGE);
    criteria.names = &name;
    criteria.name_count = 1;
    assert_int_equal(acp_certificate_match(&certificate, &criteria, NULL), ACP_MATCHES);
    criteria.only_with_extended_key_usage = true;
    assert_int_equal(acp_certificate_match(&certificate, &criteria, NULL),
                     ACP_NO_EXTENDED_KEY_USAGE);
}

static void names_of_usages(void **state)
{
    (void)state;
    assert_int_equal(acp_key_usage_by_name(S("Digital_Signature")), ACP_DIGITAL_SIGNATURE);
    assert_int_equal(acp_key_usage_by_name(S("Decipher_Only")), ACP_DECIPHER_ONLY);
    assert_int_equal(acp_key_usage_by_name(S("digital_signature")), 0);
    assert_string_equal(acp_extended_key_usage_by_name(S("ClientAuth")), ACP_OID_CLIENT_AUTH);
    assert_string_equal(acp_extended_key_usage_by_name(S("DVCS")), "1.3.6.1.5.5.7.3.10");
    assert_null(acp_extended_key_usage_by_name(S("")));
    const acp_certificate certificate = client();
    assert_true(acp_certificate_has_usage(&certificate, ACP_OID_SERVER_AUTH));
    assert_false(acp_certificate_has_usage(&certificate, ACP_OID_IKE_INTERMEDIATE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts),
        cmocka_unit_test(hosts_among_many),
        cmocka_unit_test(name_with_nul),
        cmocka_unit_test(common_name_alone),
        cmocka_unit_test(wildcards),
        cmocka_unit_test(validity),
        cmocka_unit_test(hashes),
        cmocka_unit_test(names_asked_for),
        cmocka_unit_test(nothing_asked_for),
        cmocka_unit_test(key_usages_asked_for),
        cmocka_unit_test(usages_asked_for),
        cmocka_unit_test(names_of_usages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
