/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the checks of families 1, 2 and 8 that compute say: rule cases compare places and ids only.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/buffer.h"
#include "document/slice.h"

#define ROOT(content)                                                                              \
    "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">" content                   \
    "</AnyConnectProfile>"

/* The findings of one rule on a document; free them. */
static acp_findings *check_as(acp_kind kind, const char *text, const char *rule)
{
    acp_document *document = NULL;
    acp_findings *findings = acp_findings_new();
    assert_non_null(findings);
    acp_read_options read = {.kind = kind, .format = ACP_FORMAT_XML};
    assert_int_equal(
        acp_document_read_memory("a.xml", text, strlen(text), &read, findings, &document), ACP_OK);
    const acp_rule *only[] = {acp_rule_find(rule), NULL};
    assert_non_null(only[0]);
    acp_check_options options = {.only = only};
    assert_int_equal(acp_check(document, &options, findings), ACP_OK);
    acp_document_free(document);
    return findings;
}

static acp_findings *check(const char *text, const char *rule)
{
    return check_as(ACP_KIND_VPN, text, rule);
}

/* There is one finding, and its detail holds the words. */
static void says_as(acp_kind kind, const char *text, const char *rule, const char *words)
{
    acp_findings *findings = check_as(kind, text, rule);
    assert_int_equal(acp_findings_count(findings), 1);
    const char *detail = acp_findings_get(findings, 0)->detail;
    if (!strstr(detail, words))
        fail_msg("\"%s\" is not in: %s", words, detail);
    acp_findings_free(findings);
}

static void says(const char *text, const char *rule, const char *words)
{
    says_as(ACP_KIND_VPN, text, rule, words);
}

static void address_says(const char *address, const char *words)
{
    acp_buffer text = {0};
    acp_buffer_printf(&text,
                      ROOT("<ServerList><HostEntry><HostName>A</HostName><HostAddress>%s"
                           "</HostAddress></HostEntry></ServerList>"),
                      address);
    says(text.text, "ACP1031", words);
    acp_buffer_free(&text);
}

static void malformed_addresses(void **state)
{
    (void)state;
    address_says("gw example.com", "there is a blank in it");
    address_says("http://gw.example.com", "only https:// may stand");
    address_says("vpn://gw.example.com", "only https:// may stand");
    address_says("https://", "there is no host in it");
    address_says("HTTPS://:443", "there is no host in it");
    address_says("/group", "there is no host in it");
    address_says("gw..example.com", "a part of the name between dots is empty");
    address_says(".example.com", "a part of the name between dots is empty");
    address_says("198.51.100.256", "not a complete IPv4 address");
    address_says("198.51.100:443", "not a complete IPv4 address");
    address_says("-gw.example.com", "a host name has letters, digits, hyphens and dots only");
    address_says("user@gw.example.com", "a host name has letters, digits, hyphens and dots only");
    address_says("gw.example.com:0", "the port is not a number");
    address_says("gw.example.com:", "the port is not a number");
    address_says("gw.example.com:65536/group", "the port is not a number");
    address_says("2001:db8:0:0:0:0:0:7:443", "has several colons but is no IPv6 address");
    address_says("[2001:db8::7", "the bracket around the IPv6 address is not closed");
    address_says("[gw.example.com]:443", "what stands in brackets is not an IPv6 address");
    address_says("[2001:db8::7]443", "behind the bracket only :port or /path may follow");
    address_says("[2001:db8::7]:0", "the port is not a number");
    address_says("gw.example.com/gro&lt;up", "a character behind the / cannot stand in a path");
    address_says("[2001:db8::7]:443/gro{up", "a character behind the / cannot stand in a path");
}

static void trusted_says(const char *address, const char *port, const char *words)
{
    acp_buffer text = {0};
    acp_buffer_printf(&text,
                      ROOT("<ClientInitialization><AutomaticVPNPolicy>true<TrustedHttpsServerList>"
                           "<TrustedHttpsServer><Address>%s</Address><Port>%s</Port>"
                           "<CertificateHash/></TrustedHttpsServer></TrustedHttpsServerList>"
                           "</AutomaticVPNPolicy></ClientInitialization>"),
                      address, port);
    says(text.text, "ACP1132", words);
    acp_buffer_free(&text);
}

static void trusted_servers(void **state)
{
    (void)state;
    trusted_says("", "443", "Address is empty");
    trusted_says("https://tnd.example.com", "443", "without https:// or another scheme");
    trusted_says("tnd.example.com:443", "443", "the port stands in Port");
    trusted_says("tnd.example.com/probe", "443", "without a path");
    trusted_says("tnd.example.com:443/probe", "443", "without a path");
    trusted_says("tnd server", "443", "neither a DNS name nor an IP address");
    trusted_says("tnd.example.com", "", "Port is empty");
    trusted_says("tnd.example.com", "https", "Port is not a whole number");
}

static void stores(void **state)
{
    (void)state;
    static const char mac[] = ROOT("<ClientInitialization><CertificateStoreMac>Machine"
                                   "</CertificateStoreMac></ClientInitialization>");
    says(mac, "ACP1224", "Machine is a value of CertificateStore and CertificateStoreLinux");
    acp_findings *findings = check(mac, "ACP1224");
    const char *remedy = acp_findings_get(findings, 0)->remedy;
    assert_non_null(strstr(remedy, "write System here"));
    acp_findings_free(findings);
}

#define PIN_A "11111111111111111111111111111111"
#define PIN_B "22222222222222222222222222222222"
#define PINNED(pins)                                                                               \
    ROOT("<ClientInitialization><CertificatePinning>true</CertificatePinning>"                     \
         "</ClientInitialization><ServerList><HostEntry><HostName>Paris</HostName>"                \
         "<CertificatePinList>" pins "</CertificatePinList></HostEntry></ServerList>")

static void single_pins(void **state)
{
    (void)state;
    says(PINNED("<Pin>" PIN_A PIN_A PIN_A PIN_A "</Pin>"), "ACP1284",
         "Only this one pin counts for the host \"Paris\"");
    says(PINNED("<Pin Issuer='CN=Root'>" PIN_A PIN_A PIN_A PIN_A "</Pin>"
                "<Pin Issuer='CN=Root'>" PIN_B PIN_B PIN_B PIN_B "</Pin>"),
         "ACP1284", "All 2 pins that count for the host \"Paris\" have the issuer \"CN=Root\"");
    says(ROOT("<ClientInitialization><CertificatePinning>true<CertificatePinList><Pin>" PIN_A PIN_A
                  PIN_A PIN_A "</Pin></CertificatePinList></CertificatePinning>"
              "</ClientInitialization><ServerList><HostEntry><HostName>Paris"
              "</HostName></HostEntry></ServerList>"),
         "ACP1284", "Only this one pin counts for the hosts that have none of their own.");
}

/* Both places of a pair are named, the later one first. */
static void pairs(void **state)
{
    (void)state;
    acp_findings *findings =
        check(ROOT("<ClientInitialization><CertificateMatch><DistinguishedName>\n"
                   "<DistinguishedNameDefinition><Name>CN</Name><Pattern>Staff</Pattern>"
                   "</DistinguishedNameDefinition>\n"
                   "<DistinguishedNameDefinition><Name>CN</Name><Pattern>Guests</Pattern>"
                   "</DistinguishedNameDefinition>\n"
                   "</DistinguishedName></CertificateMatch></ClientInitialization>"),
              "ACP1251");
    assert_int_equal(acp_findings_count(findings), 1);
    const acp_finding *finding = acp_findings_get(findings, 0);
    assert_int_equal(finding->start.line, 3);
    assert_int_equal(finding->related_start.line, 2);
    assert_string_equal(finding->related, "the definition of the other value");
    assert_non_null(strstr(finding->detail, "CN is both \"Staff\" and \"Guests\""));
    acp_findings_free(findings);
}

/* Where the first of two stands, and what is said of it. */
static void related(const char *text, const char *rule, unsigned line, const char *words)
{
    acp_findings *findings = check(text, rule);
    assert_int_equal(acp_findings_count(findings), 1);
    const acp_finding *finding = acp_findings_get(findings, 0);
    assert_int_equal(finding->related_start.line, line);
    assert_string_equal(finding->related, words);
    acp_findings_free(findings);
}

static void related_places(void **state)
{
    (void)state;
    related(ROOT("<ClientInitialization><CertificatePinning>true<CertificatePinList>\n"
                 "<Pin Subject=\"a\" Issuer=\"b\">x</Pin>\n"
                 "</CertificatePinList></CertificatePinning></ClientInitialization>\n"
                 "<ServerList><HostEntry><HostName>A</HostName><CertificatePinList>\n"
                 "<Pin Subject=\"a\" Issuer=\"b\">x</Pin>\n"
                 "</CertificatePinList></HostEntry></ServerList>"),
            "ACP1285", 2, "the same pin");
    related(ROOT("<ServerList><HostEntry><HostName>A</HostName><MobileHostEntryInfo>\n"
                 "<ConnectIfNeededDomainList>\n"
                 "<OnDemandDNSMatch>a.example.com</OnDemandDNSMatch>\n"
                 "</ConnectIfNeededDomainList><NeverConnectDomainList>\n"
                 "<OnDemandDNSMatch>.net</OnDemandDNSMatch>\n"
                 "<OnDemandDNSMatch>.com</OnDemandDNSMatch>\n"
                 "</NeverConnectDomainList></MobileHostEntryInfo></HostEntry></ServerList>"),
            "ACP8035", 6, "the Never Connect rule");
}

static void inactive_settings(void **state)
{
    static const char scripts[] =
        ROOT("<ClientInitialization><EnableScripting UserControllable=\"false\">false"
             "<TerminateScriptOnNextEvent>true</TerminateScriptOnNextEvent></EnableScripting>"
             "</ClientInitialization>");
    (void)state;
    says(scripts, "ACP1000",
         "heeds TerminateScriptOnNextEvent only while EnableScripting is true, and here it is not");
    says_as(ACP_KIND_MGMT, scripts, "ACP1000", "never is in the management tunnel");
    says(ROOT("<ServerList><HostEntry><HostName>A</HostName><MobileHostEntryInfo>"
              "<NeverConnectDomainList><OnDemandDNSMatch>.com</OnDemandDNSMatch>"
              "</NeverConnectDomainList></MobileHostEntryInfo></HostEntry></ServerList>"),
         "ACP1000", "only while ConnectOnDemand is true");
}

static void management_values(void **state)
{
    static const char text[] =
        ROOT("<ClientInitialization><AutoReconnect>false</AutoReconnect></ClientInitialization>");
    (void)state;
    says_as(ACP_KIND_MGMT, text, "ACP2010",
            "In the management tunnel the client takes true for AutoReconnect");
    says_as(ACP_KIND_MGMT, text, "ACP2011",
            "AutoConnectOnStart false, MinimizeOnConnect false, AutoReconnectBehavior "
            "ReconnectAfterResume, AutoUpdate false");
    says_as(ACP_KIND_MGMT, text, "ACP2011",
            "AllowManualHostInput false, ProxySettings IgnoreProxy.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(malformed_addresses),
        cmocka_unit_test(trusted_servers),
        cmocka_unit_test(stores),
        cmocka_unit_test(single_pins),
        cmocka_unit_test(pairs),
        cmocka_unit_test(related_places),
        cmocka_unit_test(inactive_settings),
        cmocka_unit_test(management_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
