/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Certificates: what is read from them, who issued them, whom and what they are for. Values stated
 * here are what openssl prints of the files in testdata/certificates. */
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "check/certificate.h"
#include "document/buffer.h"
#include "document/document.h"

#include "../random.h"

#define DATA "testdata/certificates/"

static acp_certificates *read_file(const char *name)
{
    char path[200], message[600] = "";
    acp_certificates *list;
    snprintf(path, sizeof path, DATA "%s", name);
    acp_status status = acp_certificates_read(path, &list, message, sizeof message);
    if (status != ACP_OK)
        fail_msg("%s: status %d %s", path, status, message);
    return list;
}

static acp_status read_bytes(const void *bytes, size_t size, acp_certificates **list)
{
    char message[600];
    return acp_certificates_read_memory("memory", bytes, size, list, message, sizeof message);
}

static void load(const char *name, acp_buffer *out)
{
    char path[200], *bytes;
    size_t size;
    snprintf(path, sizeof path, DATA "%s", name);
    assert_int_equal(acp_source_load(path, 1 << 20, &bytes, &size), ACP_OK);
    acp_buffer_add(out, bytes, size);
    free(bytes);
}

static void assert_list(const acp_text_list *list, const char *expected)
{
    acp_buffer text = {0};
    acp_buffer_puts(&text, "");
    for (size_t i = 0; i < list->count; i++)
        acp_buffer_printf(&text, "%s%.*s", i ? " " : "", ACP_SLICE_ARGS(list->items[i]));
    assert_string_equal(text.length ? text.text : "", expected);
    acp_buffer_free(&text);
}

static void assert_hash(const uint8_t *hash, size_t size, const char *expected)
{
    uint8_t wanted[ACP_SHA512_SIZE];
    assert_true(acp_hash_read(acp_slice_of(expected), wanted, size));
    assert_memory_equal(hash, wanted, size);
}

/* ---- what is read ------------------------------------------------------------------------------
 */

static void a_server_certificate(void **state)
{
    (void)state;
    acp_certificates *list = read_file("paris.pem");
    assert_int_equal(acp_certificates_count(list), 1);
    assert_int_equal(list->form, ACP_FORM_PEM);
    const acp_certificate *one = &list->items[0];
    assert_int_equal(one->begin.line, 1);
    assert_string_equal(one->subject.text, "CN=paris.example.com,OU=VPN,OU=Network,O=Example,C=FR");
    assert_string_equal(one->issuer.text, "CN=Example Issuing CA,O=Example,C=FR");
    static const char *const names[] = {"CN", "OU", "OU", "O", "C"};
    static const char *const values[] = {"paris.example.com", "VPN", "Network", "Example", "FR"};
    assert_int_equal(one->subject.count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(one->subject.attributes[i].name, names[i]);
        assert_true(acp_slice_is(one->subject.attributes[i].value, values[i]));
    }
    assert_string_equal(one->serial, "1234ABCD");
    assert_int_equal(one->not_before, 1704067200);
    assert_int_equal(one->not_after, 4102444799);
    assert_list(&one->common_names, "paris.example.com");
    assert_list(&one->dns_names, "paris.example.com vpn.example.com");
    assert_list(&one->ip_addresses, "192.0.2.10 2001:db8::10");
    assert_list(&one->emails, "noc@example.com");
    assert_list(&one->user_principal_names, "");
    assert_true(one->has_key_usage && one->has_extended_key_usage && one->has_basic_constraints);
    assert_int_equal(one->key_usage, ACP_DIGITAL_SIGNATURE | ACP_KEY_ENCIPHERMENT);
    assert_list(&one->extended_key_usage, ACP_OID_SERVER_AUTH);
    assert_false(one->ca || one->self_issued || one->self_signed);
    assert_int_equal(one->path_length, -1);
    assert_string_equal(one->subject_key_id, "A0A3D648F31100DA8932B5846450F6351EECDFE0");
    assert_string_equal(one->authority_key_id, "EA93FC71C7017F939C88E5476C457E2BD687CD8B");
    assert_hash(one->sha1, ACP_SHA1_SIZE,
                "FE:50:0F:E6:A2:1C:C0:89:1F:6F:DF:73:80:DC:48:08:21:84:92:F8");
    assert_hash(one->sha256, ACP_SHA256_SIZE,
                "C3352481286020A425B3F963254EE6D6DE3AA5F9B2059C79AA7B5550E8E200CB");
    assert_hash(one->sha512, ACP_SHA512_SIZE,
                "2AC82F99C4C6BCD828901BCAB0DE293447FDFB8109A53F98606E5385069A6C04"
                "85FFEABACD216FC4A09C7D5D4E6C7A5A912D1533D42D35F97AABBB798A87342B");
    static const char pin[] = "FF1ED6EE5A4E1FE019113E46B6AAB80F1FA23C2316D852F8E1DFA2D84D5F6238"
                              "3F839AB1F9293E3C862A181D2B433DE05ACB0F3C31A84DC64C2E2D9E80885939";
    char text[ACP_PIN_TEXT_SIZE];
    acp_certificate_pin_text(one, text);
    assert_string_equal(text, pin);
    acp_certificates_free(list);
}

static void a_client_certificate(void **state)
{
    (void)state;
    acp_certificates *list = read_file("client.pem");
    const acp_certificate *one = &list->items[0];
    assert_string_equal(one->subject.text,
                        "emailAddress=ada@example.com,CN=Ada Lovelace,SN=Lovelace,GN=Ada,"
                        "O=Example\\, \\\"S\xC3\xBC"
                        "d\\\",DC=example,DC=com");
    assert_true(one->subject.attributes[4].utf8_string);
    assert_true(acp_slice_is(one->subject.attributes[4].value, "Example, \"S\xC3\xBC"
                                                               "d\""));
    assert_list(&one->user_principal_names, "ada@corp.example.com");
    assert_list(&one->dns_names, "");
    assert_list(&one->extended_key_usage, ACP_OID_CLIENT_AUTH);
    acp_certificates_free(list);

    list = read_file("client-latin1.pem");
    one = &list->items[0];
    assert_string_equal(one->subject.attributes[1].name, "O");
    assert_true(acp_slice_is(one->subject.attributes[1].value, "S\xC3\xBC"
                                                               "d"));
    assert_false(one->subject.attributes[1].utf8_string);
    acp_certificates_free(list);

    list = read_file("bare.pem");
    one = &list->items[0];
    assert_false(one->has_key_usage || one->has_extended_key_usage || one->has_basic_constraints);
    assert_null(one->subject_key_id);
    assert_null(one->authority_key_id);
    acp_certificates_free(list);
}

static void keys_and_signatures(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        acp_key_type type;
        const char *name;
        unsigned bits;
        const char *curve, *algorithm, *digest;
        unsigned digest_bits;
        bool self_signed;
    } rows[] = {
        {"root-ca.pem", ACP_KEY_RSA, "RSA", 2048, NULL, "sha256WithRSAEncryption", "SHA256", 256,
         true},
        {"rsa-1024.pem", ACP_KEY_RSA, "RSA", 1024, NULL, "sha256WithRSAEncryption", "SHA256", 256,
         false},
        {"rsa-3072.pem", ACP_KEY_RSA, "RSA", 3072, NULL, "sha256WithRSAEncryption", "SHA256", 256,
         false},
        {"rsa-pss.pem", ACP_KEY_RSA_PSS, "RSA-PSS", 2048, NULL, "rsassaPss", "SHA384", 384, true},
        {"wildcard.pem", ACP_KEY_EC, "EC", 256, "P-256", "sha256WithRSAEncryption", "SHA256", 256,
         false},
        {"client.pem", ACP_KEY_EC, "EC", 384, "P-384", "sha384WithRSAEncryption", "SHA384", 384,
         false},
        {"ec-p521.pem", ACP_KEY_EC, "EC", 521, "P-521", "sha1WithRSAEncryption", "SHA1", 160,
         false},
        {"ec-secp256k1.pem", ACP_KEY_EC, "EC", 256, "secp256k1", "sha256WithRSAEncryption",
         "SHA256", 256, false},
        {"ec-explicit.pem", ACP_KEY_EC, "EC", 256, NULL, "sha256WithRSAEncryption", "SHA256", 256,
         false},
        {"ed25519.pem", ACP_KEY_ED25519, "ED25519", 256, NULL, "ED25519", NULL, 0, true},
        {"dsa.pem", ACP_KEY_DSA, "DSA", 1024, NULL, "sha256WithRSAEncryption", "SHA256", 256,
         false},
        {"md5.pem", ACP_KEY_RSA, "RSA", 2048, NULL, "md5WithRSAEncryption", "MD5", 128, false},
        {"sha224.pem", ACP_KEY_RSA, "RSA", 2048, NULL, "sha224WithRSAEncryption", "SHA224", 224,
         false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        acp_certificates *list = read_file(rows[i].file);
        const acp_certificate *one = &list->items[0];
        assert_int_equal(one->key_type, rows[i].type);
        assert_string_equal(one->key_name, rows[i].name);
        assert_int_equal(one->key_bits, rows[i].bits);
        assert_string_equal(one->curve ? one->curve : "-", rows[i].curve ? rows[i].curve : "-");
        assert_string_equal(one->signature_algorithm, rows[i].algorithm);
        assert_string_equal(one->digest ? one->digest : "-", rows[i].digest ? rows[i].digest : "-");
        assert_int_equal(one->digest_bits, rows[i].digest_bits);
        assert_int_equal(one->self_signed, rows[i].self_signed);
        acp_certificates_free(list);
    }
}

/* ---- files -------------------------------------------------------------------------------------
 */

static void assert_chain(const acp_certificates *list, uint32_t first, uint32_t second,
                         uint32_t third)
{
    const uint32_t lines[] = {first, second, third};
    static const char *const names[] = {"paris.example.com", "Example Issuing CA",
                                        "Example Root CA"};
    assert_int_equal(list->count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(list->items[i].begin.line, lines[i]);
        assert_true(acp_slice_is(list->items[i].common_names.items[0], names[i]));
    }
}

static void several_in_each_form(void **state)
{
    (void)state;
    acp_certificates *list = read_file("paris-chain.pem"), *other;
    assert_chain(list, 1, 24, 44);

    acp_certificates *p7 = read_file("paris-chain.p7b");
    assert_int_equal(p7->form, ACP_FORM_PEM);
    assert_chain(p7, 1, 1, 1);
    for (size_t i = 0; i < 3; i++)
        assert_true(acp_certificate_same(&list->items[i], &p7->items[i]));

    assert_int_equal(read_bytes(list->items[1].der, list->items[1].der_size, &other), ACP_OK);
    assert_int_equal(other->form, ACP_FORM_DER);
    assert_int_equal(other->count, 1);
    assert_int_equal(other->items[0].begin.line, 0);
    assert_true(acp_certificate_same(&list->items[1], &other->items[0]));
    acp_certificates_free(other);
    acp_certificates_free(p7);
    acp_certificates_free(list);
}

/* The chain with other line ends and other text before, between and behind. */
static void text_around(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    acp_buffer chain = {0};
    load("paris-chain.pem", &chain);
    for (size_t e = 0; e < 3; e++) {
        acp_buffer text = {0};
        acp_certificates *list;
        acp_buffer_printf(&text, "\xEF\xBB\xBFsubject=CN = Paris%s%s", ends[e], ends[e]);
        for (size_t i = 0; i < chain.length; i++)
            if (chain.text[i] == '\n')
                acp_buffer_puts(&text, ends[e]);
            else
                acp_buffer_putc(&text, chain.text[i]);
        acp_buffer_printf(&text, "-----BEGIN PRIVATE KEY-----%s!!%s-----END PRIVATE KEY-----",
                          ends[e], ends[e]);
        assert_int_equal(read_bytes(text.text, text.length, &list), ACP_OK);
        assert_chain(list, 3, 26, 46);
        assert_true(list->private_key);
        acp_span span = list->items[2].begin.span;
        assert_true(acp_slice_is((acp_slice){text.text + span.start, span.end - span.start},
                                 "-----BEGIN CERTIFICATE-----"));
        assert_int_equal(list->private_key_begin.line, 66);
        acp_certificates_free(list);
        acp_buffer_free(&text);
    }
    acp_buffer_free(&chain);
}

static void keys_alone(void **state)
{
    (void)state;
    static const char pem[] = "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n"
                              "-----END EC PRIVATE KEY-----\n";
    static const unsigned char der[] = {0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06};
    acp_certificates *list;
    assert_int_equal(read_bytes(pem, sizeof pem - 1, &list), ACP_OK);
    assert_true(list->private_key && list->form == ACP_FORM_PEM && list->count == 0);
    assert_int_equal(list->private_key_begin.line, 1);
    acp_certificates_free(list);
    assert_int_equal(read_bytes(der, sizeof der, &list), ACP_OK);
    assert_true(list->private_key && list->form == ACP_FORM_DER && list->count == 0);
    acp_certificates_free(list);
}

/* ---- damage ------------------------------------------------------------------------------------
 */

#define BEGIN "-----BEGIN CERTIFICATE-----\n"
#define END   "-----END CERTIFICATE-----\n"

static void damaged_files(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t size; /* 0: up to the NUL */
        uint32_t line;
        const char *problem;
    } rows[] = {
        {"", 0, 0, "the file is empty"},
        {"hello\n", 0, 0, "there is no line -----BEGIN CERTIFICATE-----"},
        {"MIIBszCCAVmg\nAwIBAgIU\n", 0, 0, "without the lines -----BEGIN CERTIFICATE-----"},
        {"\xFF\xFE-\0-\0-\0", 8, 0, "UTF-16"},
        {"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", 0, 0,
         "none of the blocks"},
        {"\n" BEGIN "MIIB\n", 0, 2, "has no line -----END CERTIFICATE-----; the file was cut"},
        {BEGIN "MIIB\n-----BEGIN X-----\n-----END X-----\n", 0, 1, "before the next one begins"},
        {BEGIN "MIIB\n-----END X509 CRL-----\n", 0, 3,
         "begins in line 1 as CERTIFICATE ends as X509 CRL"},
        {"a\n" END, 0, 2, "no line -----BEGIN CERTIFICATE----- begins it"},
        {"  " BEGIN "  MIIB\n  " END, 0, 1, "indented"},
        {BEGIN END, 0, 1, "empty"},
        {BEGIN "MIIB\nMI*B\n" END, 0, 3, "character 3 of this line, *, cannot stand there"},
        {BEGIN "MI\x01"
               "B\n" END,
         0, 2, "character 3 of this line, which is not a printable one"},
        {BEGIN "MII=MIIB\n" END, 0, 2, "character 5 of this line, M, cannot stand there"},
        {BEGIN "MIIBA\n" END, 0, 1, "not whole Base64"},
        {BEGIN "MIIBAAAA\n" END, 0, 1, "not the DER of a certificate"},
        {"-----BEGIN PKCS7-----\nMAkGByqGSIb3DQ==\n-----END PKCS7-----\n", 0, 1, "PKCS#7"},
        {"-----BEGIN PKCS7-----\nMAsGCSqGSIb3DQEHAQ==\n-----END PKCS7-----\n", 0, 1,
         "not of the kind that holds certificates"},
        {"\x30\x82\x01\x02\x02\x01\x03\x30\x10", 9, 0, "openssl pkcs12"},
        {"-----BEGIN TRUSTED CERTIFICATE-----\nAAAA\n-----END TRUSTED CERTIFICATE-----\n", 0, 1,
         "format of OpenSSL alone"},
        {"\x30\x80", 2, 0, "there is no line"},
        {"\x30\xFF\x00\x00", 4, 0, "not the DER of a certificate"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size = rows[i].size ? rows[i].size : strlen(rows[i].text);
        acp_certificates *list;
        uint32_t line = 99;
        assert_int_equal(read_bytes(rows[i].text, size, &list), ACP_DAMAGED);
        const char *problem = acp_certificates_problem(list, 0, &line);
        if (!strstr(problem, rows[i].problem) || line != rows[i].line)
            fail_msg("line %u: %s", line, problem);
        assert_null(acp_certificates_problem(list, 1, &line));
        acp_certificates_free(list);
    }
}

/* What is whole in a damaged file is read all the same. */
static void the_rest_is_read(void **state)
{
    (void)state;
    acp_buffer text = {0};
    acp_certificates *list;
    uint32_t line;
    acp_buffer_puts(&text, BEGIN "AAAA\n" END);
    load("paris-chain.pem", &text);
    acp_buffer_puts(&text, BEGIN "AAAA\n");
    assert_int_equal(read_bytes(text.text, text.length, &list), ACP_DAMAGED);
    assert_chain(list, 4, 27, 47);
    assert_non_null(acp_certificates_problem(list, 0, &line));
    assert_int_equal(line, 1);
    assert_non_null(acp_certificates_problem(list, 1, &line));
    assert_int_equal(line, 67);
    assert_null(acp_certificates_problem(list, 2, &line));
    acp_certificates_free(list);
    acp_buffer_free(&text);
}

static void limits(void **state)
{
    (void)state;
    acp_buffer one = {0}, text = {0};
    acp_certificates *list;
    uint32_t line;
    load("ed25519.pem", &one);
    for (size_t i = 0; i < ACP_CERTIFICATES_MAX; i++)
        acp_buffer_add(&text, one.text, one.length);
    assert_int_equal(read_bytes(text.text, text.length, &list), ACP_OK);
    assert_int_equal(list->count, ACP_CERTIFICATES_MAX);
    acp_certificates_free(list);
    acp_buffer_add(&text, one.text, one.length);
    assert_int_equal(read_bytes(text.text, text.length, &list), ACP_DAMAGED);
    assert_int_equal(list->count, ACP_CERTIFICATES_MAX);
    assert_non_null(strstr(acp_certificates_problem(list, 0, &line), "1000"));
    acp_certificates_free(list);

    while (text.length <= ACP_CERTIFICATES_MAX_SIZE)
        acp_buffer_puts(&text, BEGIN "AAAA\n" END);
    assert_int_equal(read_bytes(text.text, text.length, &list), ACP_DAMAGED);
    assert_non_null(strstr(acp_certificates_problem(list, 0, &line), "1 MiB"));
    assert_int_equal(list->count, 0);
    acp_certificates_free(list);

    /* Of many problems the first are told, and that there are more. */
    const char *from = text.text + ACP_CERTIFICATES_MAX * one.length;
    assert_int_equal(read_bytes(from, text.length - (size_t)(from - text.text), &list),
                     ACP_DAMAGED);
    assert_int_equal(list->problem_count, 20);
    assert_non_null(strstr(acp_certificates_problem(list, 19, &line), "was not read"));
    acp_certificates_free(list);
    acp_buffer_free(&one);
    acp_buffer_free(&text);
}

/* Every beginning of a file is refused; no change of a byte does harm. */
static void cut_and_changed(void **state)
{
    (void)state;
    static const char *const files[] = {"client.pem", "ed25519.pem", "paris-chain.p7b"};
    test_random random = {.state = 3};
    for (size_t f = 0; f < 3; f++) {
        acp_certificates *whole = read_file(files[f]), *list;
        const acp_certificate *one = &whole->items[0];
        uint8_t *copy = malloc(one->der_size);
        assert_non_null(copy);
        for (size_t size = 0; size < one->der_size; size++) {
            assert_int_equal(read_bytes(one->der, size, &list), ACP_DAMAGED);
            acp_certificates_free(list);
        }
        for (size_t i = 0; i < one->der_size; i++) {
            memcpy(copy, one->der, one->der_size);
            copy[i] ^= (uint8_t)(1 + random_below(&random, 255));
            acp_status status = read_bytes(copy, one->der_size, &list);
            assert_true(status == ACP_OK || status == ACP_DAMAGED);
            if (status == ACP_OK && list->count)
                assert_false(acp_certificate_same(one, &list->items[0]));
            acp_certificates_free(list);
        }
        free(copy);
        acp_certificates_free(whole);
    }
}

static void no_such_file(void **state)
{
    (void)state;
    char message[600];
    acp_certificates *list = (acp_certificates *)state;
    assert_int_equal(acp_certificates_read(DATA "none.pem", &list, message, sizeof message),
                     ACP_IO);
    assert_int_equal(errno, ENOENT);
    assert_null(list);
    assert_int_equal(acp_certificates_read(DATA, &list, message, sizeof message), ACP_IO);
    assert_int_equal(errno, EISDIR);
}

/* ---- issuers -----------------------------------------------------------------------------------
 */

static void issuers(void **state)
{
    (void)state;
    acp_certificates *chain = read_file("paris-chain.pem"), *list;
    const acp_certificate *leaf = &chain->items[0], *middle = &chain->items[1];
    const acp_certificate *root = &chain->items[2];
    assert_true(acp_certificate_issued(middle, leaf));
    assert_true(acp_certificate_issued(root, middle));
    assert_true(acp_certificate_issued(root, root));
    assert_false(acp_certificate_issued(root, leaf));
    assert_false(acp_certificate_issued(leaf, middle));
    assert_ptr_equal(acp_certificate_issuer_in(chain, leaf), middle);
    assert_ptr_equal(acp_certificate_issuer_in(chain, middle), root);
    assert_null(acp_certificate_issuer_in(chain, root));

    /* The same names, but another signature. */
    uint8_t *copy = malloc(leaf->der_size);
    assert_non_null(copy);
    memcpy(copy, leaf->der, leaf->der_size);
    copy[leaf->der_size - 1] ^= 1;
    assert_int_equal(read_bytes(copy, leaf->der_size, &list), ACP_OK);
    assert_string_equal(list->items[0].issuer.text, middle->subject.text);
    assert_false(acp_certificate_issued(middle, &list->items[0]));
    acp_certificates_free(list);
    free(copy);
    copy = malloc(root->der_size);
    assert_non_null(copy);
    memcpy(copy, root->der, root->der_size);
    copy[root->der_size - 1] ^= 1;
    assert_int_equal(read_bytes(copy, root->der_size, &list), ACP_OK);
    assert_true(list->items[0].self_issued);
    assert_false(list->items[0].self_signed);
    acp_certificates_free(list);
    free(copy);
    acp_certificates_free(chain);
}

static void places_of_pins(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        acp_pin_place place;
    } rows[] = {
        {"root-ca.pem", ACP_PIN_OF_CA},
        {"issuing-ca.pem", ACP_PIN_OF_CA},
        {"paris.pem", ACP_PIN_OF_HOST},
        {"wildcard.pem", ACP_PIN_OF_WILDCARD},
        {"self-signed.pem", ACP_PIN_OF_SELF_SIGNED},
        {"ed25519.pem", ACP_PIN_OF_SELF_SIGNED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        acp_certificates *list = read_file(rows[i].file);
        assert_int_equal(acp_certificate_pin_place(&list->items[0]), rows[i].place);
        acp_certificates_free(list);
    }
}

/* ---- threads ------------------------------------------------------------------------------------
 */

static void *read_in_thread(void *out)
{
    acp_certificates **list = out;
    char message[600];
    if (acp_certificates_read(DATA "paris-chain.pem", list, message, sizeof message) != ACP_OK)
        return NULL;
    return acp_certificate_issuer_in(*list, &(*list)->items[0]) == &(*list)->items[1] ? out : NULL;
}

/* Runs first: nothing is loaded yet. */
static void several_threads(void **state)
{
    (void)state;
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    acp_certificates *lists[THREADS];
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_in_thread, &lists[i]), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *result;
        pthread_join(threads[i], &result);
        assert_ptr_equal(result, &lists[i]);
        acp_certificates_free(lists[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_threads),
        cmocka_unit_test(a_server_certificate),
        cmocka_unit_test(a_client_certificate),
        cmocka_unit_test(keys_and_signatures),
        cmocka_unit_test(several_in_each_form),
        cmocka_unit_test(text_around),
        cmocka_unit_test(keys_alone),
        cmocka_unit_test(damaged_files),
        cmocka_unit_test(the_rest_is_read),
        cmocka_unit_test(limits),
        cmocka_unit_test(cut_and_changed),
        cmocka_unit_test(no_such_file),
        cmocka_unit_test(issuers),
        cmocka_unit_test(places_of_pins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
