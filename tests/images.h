/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Policy images to be looked at, changed and opened: of documents that have something in most
 * sections. Run from the top of the source tree. */
#ifndef ACP_TEST_IMAGES_H
#define ACP_TEST_IMAGES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <json-c/json.h>
#include <openssl/evp.h>

#include "lib/policies.h"
#include "libtunnel/verify.h"

static const policy_document documents[] = {
    {"a.xml", "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">\n"
              "<ClientInitialization>\n"
              "<LocalLanAccess UserControllable=\"true\">true</LocalLanAccess>\n"
              "<AutomaticVPNPolicy>true"
              "<TrustedDNSDomains>corp.example.com,*.example.net</TrustedDNSDomains>"
              "<TrustedDNSServers>192.0.2.1,10.20.*,2001:db8::1</TrustedDNSServers>"
              "<TrustedHttpsServerList><TrustedHttpsServer><Address>tnd.example.com</Address>"
              "<Port>443</Port><CertificateHash>"
              "A1B2C3D4A1B2C3D4A1B2C3D4A1B2C3D4A1B2C3D4A1B2C3D4A1B2C3D4A1B2C3D4"
              "</CertificateHash></TrustedHttpsServer></TrustedHttpsServerList>"
              "<AlwaysOn>true<AllowedHosts>idp.example.com,192.0.2.0/24</AllowedHosts></AlwaysOn>"
              "</AutomaticVPNPolicy>\n"
              "<CertificatePinning>true<CertificatePinList><Pin>"
              "oaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoa"
              "GhoaGhoaGhoaGhoQ==</Pin><Pin>"
              "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBw"
              "cHBwcHBwcHBwcHBw==</Pin></CertificatePinList></CertificatePinning>\n"
              "<CertificateMatch><KeyUsage><MatchKey>Digital_Signature</MatchKey></KeyUsage>"
              "<ExtendedKeyUsage><ExtendedMatchKey>ClientAuth</ExtendedMatchKey>"
              "<CustomExtendedMatchKey>1.3.6.1.4.1.311.20.2.2</CustomExtendedMatchKey>"
              "</ExtendedKeyUsage><DistinguishedName><DistinguishedNameDefinition>"
              "<Name>O</Name><Pattern>Example Corp</Pattern></DistinguishedNameDefinition>"
              "<DistinguishedNameDefinition Wildcard='Enabled' Operator='NotEqual'"
              " MatchCase='Disabled'><Name>ISSUER-CN</Name><Pattern>Old</Pattern>"
              "</DistinguishedNameDefinition></DistinguishedName></CertificateMatch>\n"
              "<BackupServerList><HostAddress>b.example.com</HostAddress></BackupServerList>\n"
              "<CertificateEnrollment><CertificateSCEP><Name_CN>%USER%</Name_CN>"
              "<Domain_DC>example</Domain_DC><Domain_DC>com</Domain_DC></CertificateSCEP>"
              "</CertificateEnrollment>\n"
              "</ClientInitialization>\n"
              "<ServerList><HostEntry><HostName>Paris</HostName>"
              "<HostAddress>vpn.example.com</HostAddress><UserGroup>g</UserGroup>"
              "<LoadBalancingServerList><HostAddress>lb*.example.com</HostAddress>"
              "</LoadBalancingServerList></HostEntry></ServerList></AnyConnectProfile>"},
    {"b.xml", "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">\n"
              "<ClientInitialization><AutomaticVPNPolicy>true"
              "<TrustedDNSDomains>corp.example.com</TrustedDNSDomains>"
              "<AlwaysOn>true</AlwaysOn></AutomaticVPNPolicy></ClientInitialization>"
              "<ServerList><HostEntry><HostName>Rome</HostName>"
              "<HostAddress>VPN.example.com:443</HostAddress></HostEntry></ServerList>"
              "</AnyConnectProfile>"},
    {"NVM_ServiceProfile.xml",
     "<NVMProfile><CollectorConfiguration><CollectorIP>192.0.2.9</CollectorIP><Port>2055</Port>"
     "</CollectorConfiguration><CollectionMode>all</CollectionMode><DataCollectionPolicy>"
     "<Name>p</Name><NetworkType>Trusted</NetworkType><FlowFilterRule><Name>r</Name>"
     "<Type>Collect</Type><Condition><Field>ProcessName</Field><Operation>NotEquals</Operation>"
     "<Value>svc*</Value></Condition></FlowFilterRule><FlowFilterRule><Name>s</Name>"
     "<Type>Ignore</Type><Condition><Field>Protocol</Field><Operation>Equals</Operation>"
     "<Value>udp</Value></Condition></FlowFilterRule><IncludeExclude><Field>ProcessPath</Field>"
     "</IncludeExclude></DataCollectionPolicy><TrustedNetworkDetection><TrustedServer>"
     "<URL>https://one.example.com</URL><CertificateHash>"
     "3d2f3d2f3d2f3d2f3d2f3d2f3d2f3d2f3d2f3d2f3d2f3d2f3d2f3d2f3d2f3d2f</CertificateHash>"
     "</TrustedServer></TrustedNetworkDetection></NVMProfile>"},
    {NULL, NULL},
};

/* An image in memory of its own size, so that the sanitizers see who leaves it. */
typedef struct {
    uint8_t *bytes;
    size_t size;
} image;

static const uint8_t private_keys[2][32] = {{1, 2, 3}, {4, 5, 6}};

static inline void public_key(int which, uint8_t key[32])
{
    size_t length = 32;
    EVP_PKEY *pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, private_keys[which], 32);
    assert_int_equal(EVP_PKEY_get_raw_public_key(pair, key, &length), 1);
    EVP_PKEY_free(pair);
}

static inline image compile(const policy_document *from, bool sign, bool strip)
{
    acp_compile_options options = {.platform = ACP_WINDOWS, .sign = sign, .strip = strip};
    char error[512];
    image made = {NULL, 0};
    made.bytes = policy_compile(from, &options, false, &made.size, error, sizeof error);
    if (!made.bytes)
        fail_msg("%s", error);
    assert_int_equal(tunnel_policy_seal(made.bytes, made.size, sign ? private_keys[0] : NULL),
                     TUNNEL_OK);
    return made;
}

static inline image copy_of(image from, size_t size)
{
    image made = {malloc(size ? size : 1), size};
    assert_non_null(made.bytes);
    memcpy(made.bytes, from.bytes, size < from.size ? size : from.size);
    return made;
}

static inline tunnel_header *header_of(image from)
{
    return (tunnel_header *)(void *)from.bytes;
}

static inline tunnel_section *table_of(image from)
{
    return (tunnel_section *)(void *)(from.bytes + sizeof(tunnel_header));
}

/* Digest and signature are made to fit what the bytes are now. */
static inline void reseal(image changed)
{
    bool sign = header_of(changed)->is_signed == 1 && changed.size > TUNNEL_SIGNATURE;
    if (header_of(changed)->is_signed <= 1)
        tunnel_policy_seal(changed.bytes, changed.size, sign ? private_keys[0] : NULL);
}

/* ---- harmless ----------------------------------------------------------------------------------
 */

/* Facts each engine takes: those of its first vector. */
typedef struct {
    const char *engine;
    char *text;
} question;

static question *questions;
static size_t question_count;

static inline int load_questions(void **state)
{
    (void)state;
    question_count = tunnel_engine_count();
    questions = calloc(question_count, sizeof *questions);
    for (size_t i = 0; i < question_count; i++) {
        char path[128];
        questions[i].engine = tunnel_engine_name(i);
        snprintf(path, sizeof path, "testdata/vectors/%s.json", questions[i].engine);
        json_object *cases = json_object_from_file(path), *facts = NULL;
        if (!cases ||
            !json_object_object_get_ex(json_object_array_get_idx(cases, 0), "facts", &facts))
            return -1;
        questions[i].text = strdup(json_object_to_json_string(facts));
        json_object_put(cases);
    }
    return 0;
}

static inline int free_questions(void **state)
{
    (void)state;
    for (size_t i = 0; i < question_count; i++)
        free(questions[i].text);
    free(questions);
    return 0;
}

static unsigned char work_room[1 << 20] __attribute__((aligned(8)));
static char text_room[1 << 20];

static inline tunnel_status ask(const tunnel_policy *policy, const question *q)
{
    tunnel_buffer work = {.memory = work_room, .size = sizeof work_room};
    tunnel_buffer text = {.memory = text_room, .size = sizeof text_room};
    return tunnel_decide_json(policy, q->engine, q->text, strlen(q->text), true, &work, &text);
}

/* If it can be opened, it can be asked: one engine, or all. */
static inline bool is_harmless(image changed, size_t which, bool all)
{
    tunnel_policy *policy;
    if (tunnel_policy_open_memory(changed.bytes, changed.size, NULL, &policy, NULL, 0) != TUNNEL_OK)
        return false;
    for (size_t i = 0; i < question_count; i++)
        if (all || i == which % question_count)
            assert_int_equal(ask(policy, &questions[i]), TUNNEL_OK);
    tunnel_policy_close(policy);
    return true;
}

#endif
