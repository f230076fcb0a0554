/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Policy images that are not as any compiler makes them: cut off, changed bit by bit, signed by
 * somebody else, of another version. Run from the top of the source tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <json-c/json.h>
#include <openssl/evp.h>

#include "../lib/policies.h"
#include "libtunnel/image.h"
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

static void public_key(int which, uint8_t key[32])
{
    size_t length = 32;
    EVP_PKEY *pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, private_keys[which], 32);
    assert_int_equal(EVP_PKEY_get_raw_public_key(pair, key, &length), 1);
    EVP_PKEY_free(pair);
}

static image compile(const policy_document *from, bool sign, bool strip)
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

static image copy_of(image from, size_t size)
{
    image made = {malloc(size ? size : 1), size};
    assert_non_null(made.bytes);
    memcpy(made.bytes, from.bytes, size < from.size ? size : from.size);
    return made;
}

static tunnel_header *header_of(image from)
{
    return (tunnel_header *)(void *)from.bytes;
}

static tunnel_section *table_of(image from)
{
    return (tunnel_section *)(void *)(from.bytes + sizeof(tunnel_header));
}

/* Digest and signature are made to fit what the bytes are now. */
static void reseal(image changed)
{
    bool sign = header_of(changed)->is_signed == 1 && changed.size > TUNNEL_SIGNATURE;
    if (header_of(changed)->is_signed <= 1)
        tunnel_policy_seal(changed.bytes, changed.size, sign ? private_keys[0] : NULL);
}

/* What opening says; the policy is closed again. */
static tunnel_status try_open(image from, const tunnel_keys *keys, char why[256])
{
    tunnel_policy *policy = NULL;
    tunnel_status status =
        tunnel_policy_open_memory(from.bytes, from.size, keys, &policy, why, 256);
    assert_int_equal(!policy, status != TUNNEL_OK);
    tunnel_policy_close(policy);
    return status;
}

static void expect(image from, const tunnel_keys *keys, tunnel_status wanted, const char *words)
{
    char why[256] = "";
    tunnel_status status = try_open(from, keys, why);
    if (status != wanted || !strstr(why, words))
        fail_msg("%s (%s), wanted %s with \"%s\"", tunnel_status_text(status), why,
                 tunnel_status_text(wanted), words);
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

static int load_questions(void **state)
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

static int free_questions(void **state)
{
    (void)state;
    for (size_t i = 0; i < question_count; i++)
        free(questions[i].text);
    free(questions);
    return 0;
}

static unsigned char work_room[1 << 20] __attribute__((aligned(8)));
static char text_room[1 << 20];

static tunnel_status ask(const tunnel_policy *policy, const question *q)
{
    tunnel_buffer work = {.memory = work_room, .size = sizeof work_room};
    tunnel_buffer text = {.memory = text_room, .size = sizeof text_room};
    return tunnel_decide_json(policy, q->engine, q->text, strlen(q->text), true, &work, &text);
}

/* If it can be opened, it can be asked: one engine, or all. */
static bool is_harmless(image changed, size_t which, bool all)
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

/* ---- truncation and bits
 * ------------------------------------------------------------------------- */

static void test_truncated(void **state)
{
    (void)state;
    image whole = compile(documents, true, false);
    char why[256];
    for (size_t size = 0; size < whole.size; size++) {
        image cut = copy_of(whole, size);
        assert_int_not_equal(try_open(cut, NULL, why), TUNNEL_OK);
        if (size >= sizeof(tunnel_header)) {
            header_of(cut)->size = (uint32_t)size;
            header_of(cut)->is_signed = 0;
            reseal(cut);
            assert_int_not_equal(try_open(cut, NULL, why), TUNNEL_OK);
        }
        free(cut.bytes);
    }
    free(whole.bytes);
}

/* With the key not a single bit may be another; without, none but those of the signature. */
static void test_every_bit(void **state)
{
    (void)state;
    image whole = compile(documents, true, false);
    uint8_t key[1][32];
    tunnel_keys keys = {(const uint8_t(*)[32])key, 1, true};
    char why[256];
    public_key(0, key[0]);
    assert_int_equal(try_open(whole, &keys, why), TUNNEL_OK);
    size_t accepted = 0;
    for (size_t bit = 0; bit < whole.size * 8; bit++) {
        whole.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        if (is_harmless(whole, bit, false)) {
            assert_true(bit / 8 >= whole.size - TUNNEL_SIGNATURE);
            assert_int_equal(try_open(whole, &keys, why), TUNNEL_WRONG_SIGNATURE);
            accepted++;
        }
        whole.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    assert_int_equal(accepted, TUNNEL_SIGNATURE * 8);
    free(whole.bytes);
}

/* The same by somebody who can make digests: what is accepted then is asked all the same. */
static void test_every_bit_with_its_digest(void **state)
{
    (void)state;
    image whole = compile(documents, false, true);
    size_t accepted = 0, refused = 0;
    for (size_t bit = 0; bit < whole.size * 8; bit++) {
        image changed = copy_of(whole, whole.size);
        changed.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        reseal(changed);
        if (is_harmless(changed, bit, false))
            accepted++;
        else
            refused++;
        free(changed.bytes);
    }
    print_message("of %zu bits %zu refused, %zu harmless\n", whole.size * 8, refused, accepted);
    assert_true(refused > 0 && accepted > 0);
    free(whole.bytes);
}

/* Whole words: what no flip of one bit reaches. */
static void test_words(void **state)
{
    static const uint32_t values[] = {0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};
    (void)state;
    image whole = compile(documents, false, false);
    for (size_t at = 0; at + 4 <= whole.size; at += 4)
        for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
            image changed = copy_of(whole, whole.size);
            memcpy(changed.bytes + at, &values[i], 4);
            reseal(changed);
            is_harmless(changed, at / 4, false);
            free(changed.bytes);
        }
    free(whole.bytes);
}

/* ---- signatures
 * ---------------------------------------------------------------------------------- */

static void test_signatures(void **state)
{
    (void)state;
    uint8_t own[1][32], other[1][32];
    public_key(0, own[0]);
    public_key(1, other[0]);
    tunnel_keys with_own = {(const uint8_t(*)[32])own, 1, true};
    tunnel_keys with_other = {(const uint8_t(*)[32])other, 1, true};
    tunnel_keys optional = {(const uint8_t(*)[32])own, 1, false}, none = {NULL, 0, true};
    image is_signed = compile(documents, true, false), plain = compile(documents, false, false);
    expect(is_signed, &with_own, TUNNEL_OK, "");
    expect(is_signed, NULL, TUNNEL_OK, "");
    expect(is_signed, &with_other, TUNNEL_UNKNOWN_KEY, "unknown key");
    expect(is_signed, &none, TUNNEL_UNKNOWN_KEY, "unknown key");
    expect(plain, &with_own, TUNNEL_NOT_SIGNED, "not signed");
    expect(plain, &optional, TUNNEL_OK, "");
    expect(plain, NULL, TUNNEL_OK, "");

    image changed = copy_of(is_signed, is_signed.size);
    changed.bytes[changed.size - 1] ^= 1;
    expect(changed, &with_own, TUNNEL_WRONG_SIGNATURE, "signature");
    expect(changed, NULL, TUNNEL_OK, "");
    free(changed.bytes);

    /* Another's signature in the name of the key. */
    changed = copy_of(is_signed, is_signed.size);
    assert_int_equal(tunnel_policy_seal(changed.bytes, changed.size, private_keys[1]), TUNNEL_OK);
    expect(changed, &with_own, TUNNEL_UNKNOWN_KEY, "unknown key");
    memcpy(header_of(changed)->key_id, header_of(is_signed)->key_id, 8);
    expect(changed, &with_own, TUNNEL_WRONG_DIGEST, "changed");
    free(changed.bytes);
    free(is_signed.bytes);
    free(plain.bytes);
}

static void test_sealing(void **state)
{
    (void)state;
    image is_signed = compile(documents, true, false), plain = compile(documents, false, false);
    assert_int_equal(tunnel_policy_seal(plain.bytes, plain.size, private_keys[0]), TUNNEL_BAD_KEY);
    assert_int_equal(tunnel_policy_seal(is_signed.bytes, is_signed.size, NULL), TUNNEL_BAD_KEY);
    free(is_signed.bytes);
    free(plain.bytes);
}

/* ---- versions and order
 * --------------------------------------------------------------------------- */

static void test_versions(void **state)
{
    (void)state;
    image made = compile(documents, false, false);
    expect(made, NULL, TUNNEL_OK, "");
    header_of(made)->major = 2;
    expect(made, NULL, TUNNEL_OTHER_VERSION, "it has format 2.0, and this runtime reads 1.x");
    header_of(made)->major = 0;
    expect(made, NULL, TUNNEL_OTHER_VERSION, "it has format 0.0");
    header_of(made)->major = TUNNEL_MAJOR;
    header_of(made)->minor = 1;
    expect(made, NULL, TUNNEL_WRONG_DIGEST, "changed");
    reseal(made);
    expect(made, NULL, TUNNEL_OK, "");
    header_of(made)->settings ^= 1;
    reseal(made);
    expect(made, NULL, TUNNEL_OTHER_VERSION, "compiled with the settings");
    header_of(made)->settings ^= 1;
    header_of(made)->magic[0] = 'X';
    expect(made, NULL, TUNNEL_NOT_A_POLICY, "does not begin");
    free(made.bytes);
}

/* A section of a number this runtime does not know, at the end. */
static void test_unknown_section(void **state)
{
    (void)state;
    image made = compile(documents, false, false), grown;
    uint32_t count = header_of(made)->section_count;
    grown = (image){calloc(1, made.size + 32), made.size + 32};
    size_t table_end = sizeof(tunnel_header) + count * sizeof(tunnel_section);
    memcpy(grown.bytes, made.bytes, table_end);
    memcpy(grown.bytes + table_end + 16, made.bytes + table_end, made.size - table_end);
    for (uint32_t i = 0; i < count; i++)
        table_of(grown)[i].offset += 16;
    tunnel_section *last = &table_of(grown)[count - 1];
    uint32_t end = (last->offset + last->size + 7) & ~7u;
    table_of(grown)[count] = (tunnel_section){TUNNEL_SECTIONS + 7, 1, end, 8};
    header_of(grown)->section_count++;
    header_of(grown)->size = end + 8;
    grown.size = end + 8;
    reseal(grown);
    expect(grown, NULL, TUNNEL_DAMAGED, "is none of format");
    header_of(grown)->minor = TUNNEL_MINOR + 1;
    reseal(grown);
    expect(grown, NULL, TUNNEL_OK, "");
    assert_true(is_harmless(grown, 0, true));
    free(grown.bytes);
    free(made.bytes);
}

static void test_swapped_sections(void **state)
{
    (void)state;
    image made = compile(documents, false, false);
    tunnel_section first = table_of(made)[0];
    table_of(made)[0] = table_of(made)[1];
    table_of(made)[1] = first;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED, "section");
    free(made.bytes);
}

/* Pins stand in the order of their hashes. */
static void test_order_of_pins(void **state)
{
    (void)state;
    image made = compile(documents, false, false);
    const tunnel_section *section = &table_of(made)[SECTION_PINS];
    const tunnel_pin *pins = (const void *)(made.bytes + section->offset);
    uint8_t *bytes = made.bytes + table_of(made)[SECTION_BYTES].offset;
    assert_int_equal(section->count, 2);
    assert_int_equal(pins[0].byte_count, 64);
    assert_int_equal(bytes[pins[0].first_byte], 0x07);
    assert_int_equal(bytes[pins[1].first_byte], 0xA1);
    bytes[pins[0].first_byte] = 0xA2;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED, "section pins: record 1 is out of order");
    free(made.bytes);
}

/* OIDs by their length, then by their bytes. */
static void test_order_of_oids(void **state)
{
    (void)state;
    image made = compile(documents, false, false);
    const tunnel_section *section = &table_of(made)[SECTION_OIDS];
    tunnel_oid *oids = (void *)(made.bytes + section->offset);
    uint32_t last = section->count - 1;
    while (last && oids[last - 1].size != 8) /* the client's own is in views before it */
        last--;
    assert_true(last && oids[last].size == 10);
    oids[last].size = 7;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED, "is out of order");
    oids[last].size = 33;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED, "size");
    free(made.bytes);
}

/* Of ranges in the order of the records, the first that is not behind the one before. */
static void test_order_of_ranges(void **state)
{
    (void)state;
    image made = compile(documents, false, false);
    tunnel_entry *entries = (void *)(made.bytes + table_of(made)[SECTION_ENTRIES].offset);
    entries[0].first_balanced++;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED,
           "section entries: record 0 has a range of load_balancing that is not behind");
    entries[0].first_balanced--;
    entries[1].pin_count = UINT32_MAX;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED, "section entries: record 1 has a range of pins that is not");
    free(made.bytes);
}

/* The verifier has room for what the tables hold. */
static void test_limits(void **state)
{
    (void)state;
    uint32_t ranges = 0;
    for (int type = 0; type < TUNNEL_SECTIONS; type++) {
        const tunnel_record *record = &tunnel_records[type];
        assert_true(record->word_count <= TUNNEL_MOST_WORDS);
        for (uint32_t i = 0; i < record->word_count; i++)
            ranges += record->words[i].kind == WORD_FIRST;
    }
    assert_true(ranges > 0 && ranges <= TUNNEL_MOST_RANGES);
    for (int i = 0; i < TUNNEL_SETTINGS; i++)
        assert_true(tunnel_settings[i].value_count <= TUNNEL_LAST_TEXT);
}

static void test_memory(void **state)
{
    (void)state;
    image made = compile(documents, false, false), shifted;
    shifted = (image){malloc(made.size + 8), made.size};
    memcpy(shifted.bytes + 4, made.bytes, made.size);
    image unaligned = {shifted.bytes + 4, made.size};
    expect(unaligned, NULL, TUNNEL_DAMAGED, "aligned");
    free(shifted.bytes);
    free(made.bytes);
}

/* ---- the compiler
 * ---------------------------------------------------------------------------------- */

static void test_same_bytes(void **state)
{
    (void)state;
    policy_document elsewhere[sizeof documents / sizeof *documents];
    memcpy(elsewhere, documents, sizeof documents);
    elsewhere[0].file = "/some/where/else/a.xml";
    image one = compile(documents, true, false), two = compile(elsewhere, true, false);
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.bytes, two.bytes, one.size);
    image stripped = compile(documents, true, true);
    assert_true(stripped.size < one.size);
    assert_true(is_harmless(stripped, 0, true));
    free(one.bytes);
    free(two.bytes);
    free(stripped.bytes);
}

static void refuse(const policy_document *from, unsigned platform, const char *words)
{
    acp_compile_options options = {.platform = platform};
    char error[512];
    size_t size;
    void *made = policy_compile(from, &options, true, &size, error, sizeof error);
    if (made || !strstr(error, words))
        fail_msg("\"%s\", wanted \"%s\"", error, words);
}

static void test_refused(void **state)
{
    static const char local[] = "<AnyConnectLocalPolicy xmlns=\"http://schemas.xmlsoap.org/"
                                "encoding/\" acversion=\"5.1\"/>";
    static const char preferences[] = "<AnyConnectPreferences/>";
    const policy_document two[] = {
        {"x/AnyConnectLocalPolicy.xml", local}, {"AnyConnectLocalPolicy.xml", local}, {NULL, NULL}};
    const policy_document other[] = {{"preferences.xml", preferences}, {NULL, NULL}};
    (void)state;
    refuse(two, ACP_WINDOWS, "x/AnyConnectLocalPolicy.xml and AnyConnectLocalPolicy.xml are both");
    refuse(other, ACP_WINDOWS, "preferences.xml is of kind preferences, which is not part of");
    refuse(documents, ACP_WINDOWS | ACP_LINUX, "one platform");
    refuse(documents, ACP_UWP, "one platform");
    refuse(documents, 0, "one platform");
}

/* An endpoint without any document has the client's defaults. */
static void test_nothing(void **state)
{
    const policy_document none[] = {{NULL, NULL}};
    (void)state;
    image made = compile(none, false, false);
    assert_true(is_harmless(made, 0, true));
    free(made.bytes);
}

/* How docs/policy-image.md names what a word may be. */
static void name_kind(const tunnel_word *word, char out[64])
{
    const char *section = tunnel_records[word->section].name;
    switch ((tunnel_word_kind)word->kind) {
    case WORD_ANY: strcpy(out, "number"); break;
    case WORD_NUMBER:
        if (strcmp(word->name, "setting") == 0)
            strcpy(out, "setting");
        else
            snprintf(out, 64, "%u..%u", word->low, word->high);
        break;
    case WORD_TEXT: strcpy(out, "text"); break;
    case WORD_TEXT_OR_NONE: strcpy(out, "text, none"); break;
    case WORD_REF: snprintf(out, 64, "of `%s`", section); break;
    case WORD_REF_OR_NONE: snprintf(out, 64, "of `%s`, none", section); break;
    case WORD_FIRST: snprintf(out, 64, "range of `%s`", section); break;
    case WORD_VALUE: strcpy(out, "value"); break;
    case WORD_COUNT: strcpy(out, "count"); break;
    }
}

/* The row of a section's table that has the word, with its kind: "| `host`, `key` | text | ..." */
static bool has_row(const char *from, const char *end, const tunnel_word *word)
{
    char name[64], kind[64], wanted[70];
    snprintf(name, sizeof name, "`%s`", word->name);
    name_kind(word, kind);
    snprintf(wanted, sizeof wanted, " | %s | ", kind);
    while ((from = strstr(from, "\n| ")) && from < end) {
        const char *bar = strstr(++from, " | "), *found = strstr(from, name);
        if (bar && found && found < bar && strncmp(bar, wanted, strlen(wanted)) == 0)
            return true;
    }
    return false;
}

/* Every section and word is described, and what it may be. */
static void test_documented(void **state)
{
    (void)state;
    static char text[1 << 16];
    FILE *file = fopen("docs/policy-image.md", "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    for (int type = 0; type < TUNNEL_SECTIONS; type++) {
        const tunnel_record *record = &tunnel_records[type];
        char wanted[64], kind[64];
        snprintf(wanted, sizeof wanted, "\n### %d %s\n", type, record->name);
        const char *start = strstr(text, wanted);
        if (!start)
            fail_msg("docs/policy-image.md has no section \"%s\"", wanted + 1);
        const char *end = strstr(start + 1, "\n### ");
        for (uint32_t i = 0; i < record->word_count; i++) {
            const tunnel_word *word = &record->words[i];
            bool counts = word->kind == WORD_COUNT && record->words[i - 1].kind == WORD_FIRST;
            name_kind(word, kind);
            if (!counts && !has_row(start, end ? end : text + strlen(text), word))
                fail_msg("docs/policy-image.md, %s: no row \"| `%s` | %s | ...\"", record->name,
                         word->name, kind);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_every_bit),
        cmocka_unit_test(test_every_bit_with_its_digest),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_signatures),
        cmocka_unit_test(test_sealing),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_unknown_section),
        cmocka_unit_test(test_swapped_sections),
        cmocka_unit_test(test_order_of_pins),
        cmocka_unit_test(test_order_of_oids),
        cmocka_unit_test(test_order_of_ranges),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_documented),
    };
    return cmocka_run_group_tests(tests, load_questions, free_questions);
}
