/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Inputs made to cost more than their size. Nothing here is timed: each input is so large that work
 * that grows with its square takes minutes, and work that grows with it a moment. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "check/suppress.h"
#include "document/buffer.h"
#include "document/document.h"

#define ROOT "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">"
#define END  "</AnyConnectProfile>"

/* About as many nodes as a file may have. The address sanitizer looks over the whole rest of the
 * text at each memmem of the scanner, which is work that grows with the square. */
#ifdef __SANITIZE_ADDRESS__
#define MANY 20000
#else
#define MANY 480000
#endif
/* As many findings as are kept of one file. */
#define FINDINGS 10000

static void repeat(acp_buffer *out, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        acp_buffer_puts(out, text);
}

static acp_document *read_xml(const acp_buffer *text)
{
    acp_document *document = NULL;
    acp_findings *findings = acp_findings_new();
    acp_read_options options = {.kind = ACP_KIND_VPN, .format = ACP_FORMAT_XML};
    assert_int_equal(
        acp_document_read_memory("vpn", text->text, text->length, &options, findings, &document),
        ACP_OK);
    acp_findings_free(findings);
    return document;
}

/* How many findings of a rule a text has. Frees the text. */
static size_t count_findings(acp_buffer *text, const char *id)
{
    acp_document *document = read_xml(text);
    acp_findings *findings = acp_findings_new();
    const acp_check_options options = {0};
    size_t count = 0;
    assert_int_equal(acp_check(document, &options, findings), ACP_OK);
    for (size_t i = 0; i < acp_findings_count(findings); i++)
        count += strcmp(acp_findings_get(findings, i)->rule->id, id) == 0;
    acp_findings_free(findings);
    acp_document_free(document);
    acp_buffer_free(text);
    return count;
}

/* ---- suppressions ------------------------------------------------------------------------ */

static void comments_before_one_element(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, ROOT);
    repeat(&text, "<!--acprof: ignore ACP0090 as x-->", MANY);
    acp_buffer_puts(&text, "<x/>" END);
    assert_int_equal(count_findings(&text, "ACP0090"), 1);
}

static void suppressions_of_one_element(void **state)
{
    acp_buffer text = {0};
    (void)state;
    for (int i = 0; i < 12000; i++) {
        acp_buffer_puts(&text, "<!--acprof:ignore");
        repeat(&text, " ACP1100", 64);
        acp_buffer_puts(&text, " because x-->");
    }
    acp_buffer_puts(&text, ROOT);
    repeat(&text, "<x/>", FINDINGS - 100);
    acp_buffer_puts(&text, END);
    assert_int_equal(count_findings(&text, "ACP0090"), FINDINGS - 100);
}

static void suppressions_all_of_use(void **state)
{
    acp_buffer text = {0};
    (void)state;
    for (int i = 0; i < 12000; i++) {
        acp_buffer_puts(&text, "<!--acprof:ignore");
        repeat(&text, " ACP0090", 64);
        acp_buffer_puts(&text, " because x-->");
    }
    acp_buffer_puts(&text, ROOT);
    repeat(&text, "<x/>", FINDINGS);
    acp_buffer_puts(&text, END);
    assert_int_equal(count_findings(&text, "ACP0141"), 0);
}

static void names_in_one_comment(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, "<!--acprof:ignore ACP0090");
    repeat(&text, " A", 4 * MANY);
    acp_buffer_puts(&text, " because x-->" ROOT);
    repeat(&text, "<x/>", FINDINGS);
    acp_buffer_puts(&text, END);
    assert_int_equal(count_findings(&text, "ACP0090"), 0);
}

/* Memory that gives out on the given call from now on. */
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define CAN_FAIL 1
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
static int calls_left = -1;

static bool fails(void)
{
    if (calls_left < 0 || calls_left-- > 0)
        return false;
    calls_left = 0;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return fails() ? NULL : __libc_realloc(memory, size);
}
#endif

static void suppressions_without_memory(void **state)
{
    (void)state;
#ifndef CAN_FAIL
    skip();
#else
    acp_buffer text = {0};
    const acp_check_options options = {0};
    acp_buffer_puts(&text, ROOT);
    repeat(&text, "<!--acprof: ignore ACP0090 because x--><x/>", 100);
    acp_buffer_puts(&text, END);
    acp_document *document = read_xml(&text);
    const acp_run run = {.document = document, .options = &options};
    acp_suppressions *list = NULL;
    int failures = -1;
    bool made;
    do {
        list = NULL;
        calls_left = ++failures;
        made = acp_suppressions_new(&run, &list);
        calls_left = -1;
        assert_true(made || !list);
    } while (!made);
    assert_true(failures > 0);
    assert_non_null(list);
    assert_true(
        acp_suppressed(list, acp_node_first_child(document->root), acp_rule_find("ACP0090")));
    acp_suppressions_free(list);
    acp_document_free(document);
    acp_buffer_free(&text);
#endif
}

/* ---- names ------------------------------------------------------------------------------- */

static void misspelled_among_comments(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, ROOT "<ServerList>");
    repeat(&text, "<!---->", MANY);
    repeat(&text, "<HostEntr/>", FINDINGS);
    acp_buffer_puts(&text, "<HostEntry><HostName>a</HostName></HostEntry></ServerList>" END);
    assert_true(count_findings(&text, "ACP0091") >= FINDINGS - 1);
}

static void misplaced_among_comments(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, ROOT "<ClientInitialization>");
    repeat(&text, "<!---->", MANY);
    repeat(&text, "<TrustedDNSDomains/>", FINDINGS);
    acp_buffer_puts(&text,
                    "<AutomaticVPNPolicy>false</AutomaticVPNPolicy></ClientInitialization>" END);
    assert_true(count_findings(&text, "ACP0094") >= FINDINGS - 1);
}

static void misplaced_beside_comments(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, ROOT "<ClientInitialization>");
    repeat(&text, "<TrustedDNSDomains/>", FINDINGS);
    acp_buffer_puts(&text, "<AutomaticVPNPolicy>false");
    repeat(&text, "<!---->", MANY);
    acp_buffer_puts(&text, "</AutomaticVPNPolicy></ClientInitialization>" END);
    assert_true(count_findings(&text, "ACP0094") >= FINDINGS - 1);
}

static void repeated_with_comments(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, ROOT "<ClientInitialization><AutoReconnect>");
    repeat(&text, "<!---->", MANY - 2 * FINDINGS);
    acp_buffer_puts(&text, "<AutoReconnectBehavior/></AutoReconnect>");
    repeat(&text, "<AutoReconnect><AutoReconnectBehavior/></AutoReconnect>", FINDINGS);
    acp_buffer_puts(&text, "</ClientInitialization>" END);
    assert_true(count_findings(&text, "ACP0101") >= FINDINGS - 1);
}

/* Detail of the first finding of a rule. */
static void expect_detail(const char *lines, const char *id, const char *expected)
{
    acp_findings *findings = acp_findings_new();
    const acp_check_options options = {0};
    acp_read_options read = {.kind = ACP_KIND_VPN, .format = ACP_FORMAT_XML};
    acp_buffer text = {0};
    const char *detail = "";
    acp_buffer_printf(&text, ROOT "%s" END, lines);
    assert_int_equal(acp_check_memory("vpn", text.text, text.length, &read, &options, findings),
                     ACP_OK);
    for (size_t i = acp_findings_count(findings); i-- > 0;)
        if (strcmp(acp_findings_get(findings, i)->rule->id, id) == 0)
            detail = acp_findings_get(findings, i)->detail;
    assert_string_equal(detail, expected);
    acp_findings_free(findings);
    acp_buffer_free(&text);
}

static void where_names_belong(void **state)
{
    (void)state;
    expect_detail("<HostName/>", "ACP0094",
                  "<HostName> does nothing in <AnyConnectProfile>; it belongs inside <HostEntry>.");
    expect_detail("<Pin/>", "ACP0094",
                  "<Pin> does nothing in <AnyConnectProfile>; it belongs inside "
                  "ClientInitialization/CertificatePinning/CertificatePinList or "
                  "ServerList/HostEntry/CertificatePinList.");
    expect_detail("<DisableVPN/>", "ACP0095",
                  "<DisableVPN> belongs in ACTransforms.xml (installer transforms).");
}

/* A name of any length leaves room for what is said of it, and no character is cut. */
static void long_names(void **state)
{
    acp_buffer name = {0}, text = {0}, expected = {0};
    (void)state;
    acp_buffer_putc(&name, 'n');
    repeat(&name, "\xC3\xA4", 1000);
    acp_buffer_printf(&text, "<%s/>", name.text);
    acp_buffer_printf(&expected,
                      "<%.79s> is not known in <AnyConnectProfile> or anywhere else; a client that "
                      "checks its profile against the schema refuses the whole file.",
                      name.text);
    expect_detail(text.text, "ACP0090", expected.text);
    acp_buffer_free(&name);
    acp_buffer_free(&text);
    acp_buffer_free(&expected);
}

/* ---- lines ------------------------------------------------------------------------------- */

/* Ends of lines in a file of these. */
#define LINES 8000000

/* A file of lines that all end in CR, or but the last. */
static acp_buffer lines_of(bool mixed)
{
    acp_buffer text = {0};
    acp_buffer_puts(&text, ROOT);
    repeat(&text, "\r", LINES);
    acp_buffer_puts(&text, mixed ? "<x/>\n" END : "<x/>" END);
    return text;
}

static void lines_that_end_in_cr(void **state)
{
    acp_buffer text = lines_of(false);
    (void)state;
    acp_document *document = read_xml(&text);
    assert_int_equal(acp_document_line_number(document, text.length), LINES + 1);
    acp_document_free(document);
    assert_int_equal(count_findings(&text, "ACP0023"), 0);
}

static void lines_of_which_one_ends_otherwise(void **state)
{
    acp_buffer text = lines_of(true);
    const acp_rule *only[] = {acp_rule_find("ACP0023"), NULL};
    const acp_check_options check = {.only = only};
    acp_read_options read = {.kind = ACP_KIND_VPN, .format = ACP_FORMAT_XML};
    const acp_fix_input input = {"vpn", text.text, text.length, &read, &check};
    acp_fix_result result;
    (void)state;
    assert_int_equal(acp_fix(&input, &result), ACP_OK);
    assert_non_null(result.text);
    assert_int_equal(result.length, text.length);
    assert_null(memchr(result.text, '\n', result.length));
    acp_fix_free(&result);
    assert_int_equal(count_findings(&text, "ACP0023"), 1);
}

/* ---- writing ----------------------------------------------------------------------------- */

static void texts_behind_comments(void **state)
{
    acp_buffer text = {0};
    char *out = NULL;
    size_t length = 0;
    (void)state;
    acp_buffer_puts(&text, ROOT "<x>");
    repeat(&text, "<!---->", MANY / 3);
    repeat(&text, "t<!---->", MANY / 3);
    acp_buffer_puts(&text, "</x>" END);
    acp_document *document = read_xml(&text);
    acp_findings *findings = acp_findings_new();
    assert_int_equal(acp_document_write(document, ACP_FORMAT_XML, findings, &out, &length), ACP_OK);
    assert_true(length > text.length);
    free(out);
    acp_findings_free(findings);
    acp_document_free(document);
    acp_buffer_free(&text);
}

/* ---- paths ------------------------------------------------------------------------------- */

#define HASH_BITS 18 /* of a table for NAMES names that is half full */
#define STAGES    17
#define NAMES     (1u << STAGES)

static uint64_t fnv(uint64_t hash, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return hash & ((1u << HASH_BITS) - 1);
}

/* Two blocks of three letters after which the low bits of FNV-1a are the same. */
static uint64_t find_pair(uint64_t hash, char pair[2][3])
{
    static char seen[1u << HASH_BITS][3];
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < 26 * 26 * 26; i++) {
        const char block[3] = {(char)('a' + i % 26), (char)('a' + i / 26 % 26),
                               (char)('a' + i / 676)};
        uint64_t next = fnv(hash, block, 3);
        if (seen[next][0]) {
            memcpy(pair[0], seen[next], 3);
            memcpy(pair[1], block, 3);
            return next;
        }
        memcpy(seen[next], block, 3);
    }
    fail();
    return 0;
}

static void names_that_collide(void **state)
{
    char pairs[STAGES][2][3];
    uint64_t hash = UINT64_C(14695981039346656037) & ((1u << HASH_BITS) - 1);
    acp_buffer text = {0};
    (void)state;
    for (int i = 0; i < STAGES; i++)
        hash = find_pair(hash, pairs[i]);
    acp_buffer_puts(&text, ROOT);
    for (unsigned name = 0; name < NAMES; name++) {
        acp_buffer_putc(&text, '<');
        for (int i = 0; i < STAGES; i++)
            acp_buffer_add(&text, pairs[i][name >> i & 1], 3);
        acp_buffer_puts(&text, "/>");
    }
    acp_buffer_puts(&text, "<y/><z/><y/>" END);
    acp_document *document = read_xml(&text);
    acp_arena arena = {0};
    assert_string_equal(acp_node_path(&arena, document, document->root->last, NULL),
                        "AnyConnectProfile/y[2]");
    assert_int_equal(document->root->first->ordinal, 0);
    acp_arena_free(&arena);
    acp_document_free(document);
    acp_buffer_free(&text);
}

static void entry_without_a_key(void **state)
{
    acp_buffer text = {0};
    (void)state;
    acp_buffer_puts(&text, ROOT "<ServerList><HostEntry>");
    repeat(&text, "<!---->", MANY);
    repeat(&text, "<x/>", FINDINGS - 100);
    acp_buffer_puts(&text, "</HostEntry></ServerList>" END);
    assert_int_equal(count_findings(&text, "ACP0090"), FINDINGS - 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_before_one_element),
        cmocka_unit_test(suppressions_of_one_element),
        cmocka_unit_test(suppressions_all_of_use),
        cmocka_unit_test(names_in_one_comment),
        cmocka_unit_test(suppressions_without_memory),
        cmocka_unit_test(misspelled_among_comments),
        cmocka_unit_test(misplaced_among_comments),
        cmocka_unit_test(misplaced_beside_comments),
        cmocka_unit_test(repeated_with_comments),
        cmocka_unit_test(where_names_belong),
        cmocka_unit_test(long_names),
        cmocka_unit_test(lines_that_end_in_cr),
        cmocka_unit_test(lines_of_which_one_ends_otherwise),
        cmocka_unit_test(texts_behind_comments),
        cmocka_unit_test(names_that_collide),
        cmocka_unit_test(entry_without_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
