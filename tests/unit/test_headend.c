/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines of configurations: sub-modes with and without indentation, blocks, terminals, hostile
 * input; and the small things below: addresses, releases, names. */
#include "../headend.h"

#include "document/buffer.h"
#include "headend/asa_read.h"
#include "headend/iosxe_read.h"
#include "headend/shared.h"

typedef struct {
    acp_document *document;
    acp_arena arena;
    acp_lines lines;
} tree;

static tree read_tree(acp_document *document, const acp_dialect *dialect)
{
    tree made = {.document = document};
    assert_int_equal(acp_lines_read(document, dialect, &made.arena, &made.lines), ACP_OK);
    return made;
}

static void free_tree(tree *made)
{
    acp_arena_free(&made->arena);
    acp_document_free(made->document);
}

/* Every line with as many dots before it as it is deep. */
static void expect_tree(acp_document *document, const acp_dialect *dialect, const char *expected)
{
    tree made = read_tree(document, dialect);
    acp_buffer text = {0};
    for (const acp_line *line = made.lines.first; line; line = acp_line_after(line)) {
        for (const acp_line *at = line->parent; at; at = at->parent)
            acp_buffer_putc(&text, '.');
        acp_buffer_puts(&text, line->no ? "no|" : "");
        for (uint32_t i = 0; i < line->count; i++) {
            acp_slice word = acp_line_word(document, line, i).text;
            acp_buffer_printf(&text, "%s%.*s", i ? "|" : "", ACP_SLICE_ARGS(word));
        }
        acp_buffer_putc(&text, '\n');
    }
    assert_string_equal(text.text ? text.text : "", expected);
    acp_buffer_free(&text);
    free_tree(&made);
}

static void asa_tree(const char *text, const char *expected)
{
    expect_tree(test_text(text), &acp_asa_dialect, expected);
}

static void ios_tree(const char *text, const char *expected)
{
    expect_tree(test_text(text), &acp_iosxe_dialect, expected);
}

static void words(void **state)
{
    (void)state;
    asa_tree("  group-policy \"Road Warriors\"\tattributes  \r\n",
             "group-policy|Road Warriors|attributes\n");
    asa_tree("a \"\" b\n", "a||b\n");
    asa_tree("text \"not closed\n", "text|\"not|closed\n");
    asa_tree("no shutdown\nno\n", "no|shutdown\nno\n");
    asa_tree("\xC2\xA0 hostname\xC2\xA0"
             "asa\xC2\xA0\n",
             "hostname|asa\n");
    asa_tree("", "");
    asa_tree("\n\r\n \t \n!\n! comment\n: Saved\n", "");
    asa_tree("one\rtwo\nthree", "one\ntwo\nthree\n");
}

static void ranges_of_words(void **state)
{
    (void)state;
    tree made = read_tree(test_text("x\n set \"a b\" c,d,,e \"f g\"\n"), &acp_asa_dialect);
    const acp_line *line = made.lines.first->first;
    const acp_document *document = made.document;
    test_value(document, acp_line_word(document, line, 1), "a b");
    test_value(document, acp_line_word(document, line, 9), NULL);
    test_value(document, acp_line_rest(document, line, 2), "c,d,,e \"f g\"");
    test_value(document, acp_line_rest(document, line, 1), "\"a b\" c,d,,e \"f g\"");
    test_value(document, acp_line_rest(document, line, 3), "f g");
    test_value(document, acp_line_rest(document, line, 4), NULL);
    acp_cli_list list = acp_line_list(&made.arena, document, line, 2, true);
    assert_int_equal(list.count, 4);
    test_value(document, list.items[2], "e");
    test_value(document, list.items[3], "f g");
    assert_int_equal(acp_line_list(&made.arena, document, line, 2, false).count, 2);
    assert_true(acp_line_has(document, line, 0, "SET *"));
    assert_false(acp_line_has(document, line, 0, "set * * * *"));
    assert_int_equal(acp_document_position(document, line->span.start).column, 2);
    free_tree(&made);
}

static void modes_by_indentation(void **state)
{
    (void)state;
    asa_tree("webvpn\n enable outside\n hsts\n  enable\n anyconnect enable\nhostname a\n",
             "webvpn\n.enable|outside\n.hsts\n..enable\n.anyconnect|enable\nhostname|a\n");
    /* webvpn at the margin is the global one when what stands below it is indented */
    asa_tree("group-policy A attributes\n banner value x\nwebvpn\n enable outside\n",
             "group-policy|A|attributes\n.banner|value|x\nwebvpn\n.enable|outside\n");
    /* the whole configuration moved to the right; tabs */
    asa_tree("    object network A\n      host 10.0.0.1\n    object network B\n",
             "object|network|A\n.host|10.0.0.1\nobject|network|B\n");
    asa_tree("interface A\n\tnameif a\n        security-level 0\n",
             "interface|A\n.nameif|a\n.security-level|0\n");
    /* lines this reader knows nothing about keep what is below them */
    asa_tree("policy-map P\n class C\n  inspect ftp\nnames\n",
             "policy-map|P\n.class|C\n..inspect|ftp\nnames\n");
}

static void modes_by_keyword(void **state)
{
    (void)state;
    /* nothing is indented */
    asa_tree(
        "webvpn\nenable outside\ncache\ndisable\nanyconnect enable\nhostname a\nenable x\n",
        "webvpn\n.enable|outside\n.cache\n..disable\n.anyconnect|enable\nhostname|a\nenable|x\n");
    /* webvpn inside of a group policy, and the global one after another */
    asa_tree(
        "group-policy A attributes\ndns-server value 1.1.1.1\nwebvpn\n"
        "anyconnect profiles value P type user\nwebvpn\nanyconnect profiles P disk0:/p.xml\n",
        "group-policy|A|attributes\n.dns-server|value|1.1.1.1\n.webvpn\n"
        "..anyconnect|profiles|value|P|type|user\nwebvpn\n.anyconnect|profiles|P|disk0:/p.xml\n");
    /* the first line below it tells even when the policy has no other */
    asa_tree("group-policy A attributes\nwebvpn\nno anyconnect ask\n",
             "group-policy|A|attributes\n.webvpn\n..no|anyconnect|ask\n");
    asa_tree("group-policy A attributes\nwebvpn\nenable outside\n",
             "group-policy|A|attributes\nwebvpn\n.enable|outside\n");
    /* a lone ! ends what is open */
    asa_tree("group-policy A attributes\nvpn-filter none\n!\nwebvpn\n",
             "group-policy|A|attributes\n.vpn-filter|none\nwebvpn\n");
    /* only one line of a section lost its indentation */
    asa_tree("group-policy A attributes\n banner none\nvpn-filter none\n split-dns none\nnames\n",
             "group-policy|A|attributes\n.banner|none\n.vpn-filter|none\n.split-dns|none\nnames\n");
    /* only the inner level did */
    asa_tree("group-policy A attributes\n webvpn\n anyconnect modules value dart\n banner none\n",
             "group-policy|A|attributes\n.webvpn\n..anyconnect|modules|value|dart\n.banner|none\n");
    /* an unknown line does not end the mode, a known one of the top level does */
    asa_tree(
        "crypto ca trustpoint T\nfqdn a\nnovel thing\nkeypair K\nroute inside 0 0 1\nkeypair L\n",
        "crypto|ca|trustpoint|T\n.fqdn|a\n.novel|thing\n.keypair|K\nroute|inside|0|0|1\nkeypair|"
        "L\n");
    asa_tree("object network A\nnat (a,b) dynamic interface\nnat (a,b) source static A A\n",
             "object|network|A\n.nat|(a,b)|dynamic|interface\nnat|(a,b)|source|static|A|A\n");
    asa_tree("webvpn\nenable outside\nexit\nhostname a\n", "webvpn\n.enable|outside\nhostname|a\n");
}

static void terminals(void **state)
{
    (void)state;
    asa_tree("asa# show running-config\nasa(config)# group-policy A attributes\n"
             "asa(config-group-policy)# split-dns none\nasa(config)# hostname b\n",
             "show|running-config\ngroup-policy|A|attributes\n.split-dns|none\nhostname|b\n");
    asa_tree("interface A\n<--- More --->\r              \r nameif a\n security-level 0\n",
             "interface|A\n.nameif|a\n.security-level|0\n");
    ios_tree("interface A\n --More-- \b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\b ip mtu 1400\n "
             "shutdown\n",
             "interface|A\n.ip|mtu|1400\n.shutdown\n");
    /* without the backspaces the keyword tells */
    ios_tree("interface A\n shutdown\n --More--           ip mtu 1400\n duplex auto\n"
             " --More--         hostname x\n",
             "interface|A\n.shutdown\n.ip|mtu|1400\n.duplex|auto\nhostname|x\n");
}

static void blocks(void **state)
{
    (void)state;
    ios_tree("banner motd ^C\nhostname no\n^C\nhostname yes\n", "banner|motd\nhostname|yes\n");
    ios_tree("banner login #x# trailing\nhostname yes\n", "banner|login\nhostname|yes\n");
    ios_tree("banner exec \"two\nlines\"\nhostname yes\n", "banner|exec\nhostname|yes\n");
    ios_tree("banner motd $never closed\nhostname yes\n",
             "banner|motd|$never|closed\nhostname|yes\n");
    ios_tree("aaa authentication banner ^Ca\n\nb^C\nhostname yes\n",
             "aaa|authentication|banner\nhostname|yes\n");
    /* each line of a banner of an ASA is a command */
    asa_tree("banner motd #\nhostname yes\n", "banner|motd|#\nhostname|yes\n");
    ios_tree("crypto pki certificate chain A\n certificate 01\n  30820122\n  AB\n  \tquit\n "
             "certificate ca 02\nfe\nhostname x\n",
             "crypto|pki|certificate|chain|A\n.certificate|01\n.certificate|ca|02\nhostname|x\n");

    tree made = read_tree(test_text("banner motd ^CHello^C\n"), &acp_iosxe_dialect);
    acp_span block = made.lines.first->block;
    assert_memory_equal(made.document->text + block.start, "Hello", block.end - block.start);
    assert_int_equal(block.end - block.start, 5);
    free_tree(&made);
}

static size_t known(const char *text, const acp_dialect *dialect)
{
    tree made = read_tree(test_text(text), dialect);
    size_t count = made.lines.known;
    free_tree(&made);
    return count;
}

static void what_is_no_configuration(void **state)
{
    (void)state;
    assert_int_equal(known("", &acp_asa_dialect), 0);
    assert_int_equal(
        known("<?xml version=\"1.0\"?>\n<AnyConnectProfile>\n <a/>\n</AnyConnectProfile>\n",
              &acp_asa_dialect),
        0);
    assert_int_equal(known("{\"hostname\": 1}\n", &acp_iosxe_dialect), 0);
    assert_int_equal(known("# A readme\n\nHow to configure it.\n", &acp_asa_dialect), 0);
    assert_int_equal(known("hostname a\nfrobnicate\n", &acp_asa_dialect), 1);
    assert_int_equal(known("webvpn\n enable outside\n frobnicate\n", &acp_asa_dialect), 2);
}

/* ---- hostile input --------------------------------------------------------------------------- */

#define MANY 60000

static void repeat(acp_buffer *out, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        acp_buffer_puts(out, text);
}

/* Work that grows with the square of one of these takes minutes. */
static void costly_texts(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\r",
        "banner motd $",
        "banner motd ^\n",
        "group-policy A attributes\nwebvpn\n",
        "group-policy A attributes\n address-pools value P\n",
        "tunnel-group T general-attributes\n address-pool P\n",
        "access-list A permit ip any any\n",
        "anyconnect-custom-data T N v\n",
        "crypto ca certificate chain A\n certificate 01\n ab\n",
        "a b c d e f g h\n",
        "<--- More --->",
        "\t",
        "\"\" ",
        "interface Virtual-Template 1\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        acp_buffer text = {0};
        repeat(&text, texts[i], MANY);
        acp_document *document = test_text(text.text);
        acp_asa *asa;
        acp_iosxe *router;
        assert_int_equal(acp_asa_read(document, &asa), ACP_OK);
        assert_int_equal(acp_iosxe_read(document, &router), ACP_OK);
        acp_iosxe_free(router);
        acp_asa_free(asa);
        acp_document_free(document);
        acp_buffer_free(&text);
    }
}

static void costly_names(void **state)
{
    (void)state;
    acp_buffer text = {0};
    for (size_t i = 0; i < MANY; i++)
        acp_buffer_printf(&text, "access-list A%zu permit ip any any\ngroup-policy %zu internal\n",
                          i, i);
    acp_document *document = test_text(text.text);
    acp_asa *asa;
    assert_int_equal(acp_asa_read(document, &asa), ACP_OK);
    assert_non_null(acp_asa_find_acl(asa, S("A59999")));
    assert_null(acp_asa_find_acl(asa, S("A60000")));
    acp_asa_free(asa);
    acp_document_free(document);
    acp_buffer_free(&text);
}

static void too_many_lines(void **state)
{
    (void)state;
    acp_buffer text = {0};
    repeat(&text, "x\n", ACP_MAX_LINES);
    acp_document *document = test_text(text.text);
    acp_asa *asa;
    assert_int_equal(acp_asa_read(document, &asa), ACP_OK);
    acp_asa_free(asa);
    acp_document_free(document);
    acp_buffer_puts(&text, "x");
    document = test_text(text.text);
    assert_int_equal(acp_asa_read(document, &asa), ACP_DAMAGED);
    assert_null(asa);
    acp_document_free(document);
    acp_buffer_free(&text);
}

static void deep_lines(void **state)
{
    (void)state;
    acp_buffer text = {0};
    for (size_t depth = 0; depth < 1000; depth++) {
        repeat(&text, " ", depth);
        acp_buffer_puts(&text, "x\n");
    }
    tree made = read_tree(test_text(text.text), &acp_asa_dialect);
    size_t count = 0;
    for (const acp_line *line = made.lines.first; line; line = acp_line_after(line))
        count++;
    assert_int_equal(count, 1000);
    free_tree(&made);
    acp_buffer_free(&text);
}

/* ---- the small things ------------------------------------------------------------------------ */

static void releases(void **state)
{
    (void)state;
    acp_release r = acp_release_parse(S("9.12(3)9"));
    assert_int_equal(r.count, 4);
    assert_int_equal(r.part[1], 12);
    assert_int_equal(r.part[3], 9);
    assert_int_equal(acp_release_compare(r, acp_release_parse(S("9.12.3.9"))), 0);
    assert_true(acp_release_compare(acp_release_parse(S("8.4(1)")), acp_release_parse(S("9.0"))) <
                0);
    assert_int_equal(
        acp_release_compare(acp_release_parse(S("16.9")), acp_release_parse(S("16.9.0"))), 0);
    assert_int_equal(acp_release_parse(S("x9")).count, 0);
    assert_int_equal(acp_release_parse(S("")).count, 0);
    r = acp_release_in_name(S("disk0:/anyconnect-linux64-4.8.02045-webdeploy-k9.pkg"));
    assert_int_equal(r.count, 3);
    assert_int_equal(r.part[0], 4);
    assert_int_equal(r.part[2], 2045);
    assert_int_equal(acp_release_in_name(S("disk0:/hostscan_4.10.05111-k9.pkg")).part[1], 10);
    assert_int_equal(acp_release_in_name(S("disk0:/client.pkg")).count, 0);
    assert_int_equal(acp_release_parse(S("99999999999999999999.1")).count, 2);
}

static void addresses(void **state)
{
    (void)state;
    assert_int_equal(acp_ip_parse(S("192.0.2.1")).family, 4);
    assert_int_equal(acp_ip_parse(S("2001:db8::1")).family, 6);
    assert_int_equal(acp_ip_parse(S("asa")).family, 0);
    assert_true(acp_ip_equal(acp_ip_parse(S("2001:DB8:0::1")), acp_ip_parse(S("2001:db8::1"))));
    assert_false(acp_ip_equal(acp_ip_parse(S("")), acp_ip_parse(S(""))));
    assert_int_equal(acp_ip_mask_prefix(acp_ip_parse(S("255.255.254.0"))), 23);
    assert_int_equal(acp_ip_mask_prefix(acp_ip_parse(S("0.0.0.0"))), 0);
    assert_int_equal(acp_ip_mask_prefix(acp_ip_parse(S("0.0.0.255"))), -1);
    assert_int_equal(acp_ip_mask_prefix(acp_ip_parse(S("::"))), -1);
    assert_int_equal(acp_ip_wildcard_prefix(acp_ip_parse(S("0.0.0.255"))), 24);
    assert_int_equal(acp_ip_wildcard_prefix(acp_ip_parse(S("255.0.0.0"))), -1);
    acp_ip_range ten = acp_ip_network_parse(S("10.1.2.3/8"));
    assert_true(acp_ip_equal(ten.last, acp_ip_parse(S("10.255.255.255"))));
    assert_true(acp_ip_contains(ten, acp_ip_network_parse(S("10.9.0.0/16"))));
    assert_false(acp_ip_contains(ten, acp_ip_network_parse(S("11.0.0.0"))));
    assert_false(acp_ip_contains(ten, acp_ip_network_parse(S("::/0"))));
    assert_true(acp_ip_overlap(ten, acp_ip_network_parse(S("8.0.0.0/6"))));
    assert_true(acp_ip_is_all(acp_ip_network_parse(S("0.0.0.0/0"))));
    assert_false(acp_ip_is_all(ten));
    assert_int_equal(acp_ip_network_parse(S("10.0.0.0/33")).first.family, 0);
    assert_int_equal(acp_ip_network_parse(S("10.0.0.0/")).first.family, 0);
    assert_int_equal(acp_ip_network_parse(S("/8")).first.family, 0);
}

static void names(void **state)
{
    (void)state;
    static const char *const all[] = {"a", "ab",  "",     "abc", "b",
                                      "B", "a b", "\xFF", "aa",  "ab\x80"};
    acp_arena arena = {0};
    acp_names known_names = {0};
    assert_null(acp_names_find(&known_names, S("a")));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_true(acp_names_enter(&known_names, &arena, S(all[i]), (void *)all[i]));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_ptr_equal(acp_names_find(&known_names, S(all[i])), all[i]);
    assert_null(acp_names_find(&known_names, S("abcd")));
    assert_true(acp_names_enter(&known_names, &arena, S("ab"), (void *)all[0]));
    assert_ptr_equal(acp_names_find(&known_names, S("ab")), all[0]);
    acp_arena_free(&arena);
}

static void subject_names(void **state)
{
    (void)state;
    static const struct {
        const char *name, *cn;
    } rows[] = {{"CN=asa.example.com,O=Example", "asa.example.com"},
                {"O=Example, cn = asa.example.com ", "asa.example.com"},
                {"O=CN\\,CN=x,CN=y", "y"},
                {"O=Example", NULL},
                {"CN", NULL},
                {"", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[100];
        snprintf(text, sizeof text, "subject-name %s\n", rows[i].name);
        tree made = read_tree(test_text(text), &acp_asa_dialect);
        test_value(made.document, acp_cn_of(acp_line_rest(made.document, made.lines.first, 1)),
                   rows[i].cn);
        free_tree(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(ranges_of_words),
        cmocka_unit_test(modes_by_indentation),
        cmocka_unit_test(modes_by_keyword),
        cmocka_unit_test(terminals),
        cmocka_unit_test(blocks),
        cmocka_unit_test(what_is_no_configuration),
        cmocka_unit_test(costly_texts),
        cmocka_unit_test(costly_names),
        cmocka_unit_test(too_many_lines),
        cmocka_unit_test(deep_lines),
        cmocka_unit_test(releases),
        cmocka_unit_test(addresses),
        cmocka_unit_test(names),
        cmocka_unit_test(subject_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
