/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts as values of other systems' syntaxes, and paths of files that targets make. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "document/xml_chars.h"
#include "generate/target/escape.h"
#include "generate/target/output.h"

/* Everything that some syntax trips over. */
#define HOSTILE "\"'`$(x)${y}%z% &<>;|\\\n\tä\u2018\u2019\u201A\u201B\u2028\u202E]]>"

static void expect(acp_escape *escape, const char *text, const char *wanted)
{
    acp_buffer out = {0};
    bool fine = escape(&out, acp_slice_of(text));
    assert_int_equal(fine, wanted != NULL);
    assert_string_equal(out.text ? out.text : "", wanted ? wanted : "");
    acp_buffer_free(&out);
}

static void test_markup(void **state)
{
    (void)state;
    expect(acp_escape_xml, "a\"'&<>\n\t\r", "a&quot;&#39;&amp;&lt;&gt;&#10;&#9;&#13;");
    expect(acp_escape_xml, "\x01", NULL);
    expect(acp_escape_xml, "", "");
    expect(acp_escape_plist, "a\"'&<>]]>\n\t\r\u202E", "a\"'&amp;&lt;&gt;]]&gt;\n\t&#13;\u202E");
    expect(acp_escape_plist, "", "");
    expect(acp_escape_plist, "\x0B", NULL);
    expect(acp_escape_plist, "\xFF", NULL);
    expect(acp_escape_json, "a\"\\\n\x01/", "\"a\\\"\\\\\\n\\u0001/\"");
    expect(acp_escape_json, "\xFF", "\"\uFFFD\"");
    expect(acp_escape_yaml, "a\u2028: #{\n", "\"a\\u2028: #{\\n\"");
}

/* As JSON, each character put in quotes by itself. */
static void quote_each(acp_buffer *out, acp_slice text)
{
    acp_buffer_putc(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        acp_buffer one = {0};
        acp_escape_json(&one, (acp_slice){text.ptr + i, 1});
        acp_buffer_add(out, one.text + 1, one.length - 2);
        acp_buffer_free(&one);
    }
    acp_buffer_putc(out, '"');
}

/* Text is looked at eight bytes at once: every byte at every place among others. */
static void test_characters(void **state)
{
    enum { SIZE = 19 };
    (void)state;
    for (unsigned byte = 1; byte < 256; byte++) {
        bool fine = byte < 0x80 && (byte >= 0x20 || strchr("\t\n\r", (int)byte));
        for (size_t at = 0; at < SIZE; at++) {
            char text[SIZE];
            acp_slice slice = {text, SIZE};
            acp_buffer whole = {0}, parts = {0};
            memset(text, at % 2 ? ' ' : '~', SIZE);
            text[at] = (char)byte;
            assert_int_equal(acp_xml_bad_character(slice), fine ? SIZE : at);
            acp_escape_json(&whole, slice);
            quote_each(&parts, slice);
            assert_string_equal(whole.text, parts.text);
            acp_buffer_free(&whole);
            acp_buffer_free(&parts);
        }
    }
    acp_slice beyond = ACP_SLICE("0123456789\u00E4\uFFFD\U0001F4BB0123456789\uFFFE");
    assert_int_equal(acp_xml_bad_character(beyond), beyond.len - 3);
}

/* More than the buffer has room for at first, and than room is made for at a time. */
static void test_long(void **state)
{
    enum { SIZE = 5000, LETTERS = 7 };
    static const char *const escapes[LETTERS] = {"a",    "&amp;", "&lt;", "b",
                                                 "&gt;", "&#13;", "&amp;"};
    char text[SIZE];
    acp_buffer out = {0};
    (void)state;
    for (size_t i = 0; i < SIZE; i++)
        text[i] = "a&<b>\r&"[i % LETTERS];
    assert_true(acp_escape_plist(&out, (acp_slice){text, SIZE}));
    const char *at = out.text;
    for (size_t i = 0; i < SIZE; i++) {
        const char *wanted = escapes[i % LETTERS];
        assert_memory_equal(at, wanted, strlen(wanted));
        at += strlen(wanted);
    }
    assert_int_equal(*at, '\0');
    acp_buffer_free(&out);
}

static void test_shells(void **state)
{
    (void)state;
    expect(acp_escape_shell, HOSTILE,
           "'\"'\\''`$(x)${y}%z% &<>;|\\\n\tä\u2018\u2019\u201A\u201B\u2028\u202E]]>'");
    expect(acp_escape_shell, "", "''");
    expect(acp_escape_powershell, HOSTILE,
           "'\"''`$(x)${y}%z% &<>;|\\\n\tä\u2018\u2018\u2019\u2019\u201A\u201A\u201B\u201B\u2028"
           "\u202E]]>'");
    expect(acp_escape_powershell, "", "''");
    expect(acp_escape_msi, "a \"b\"", "\"a \"\"b\"\"\"");
    expect(acp_escape_msi, "a%b", NULL);
    expect(acp_escape_msi, "a\nb", NULL);
}

static void test_settings(void **state)
{
    (void)state;
    expect(acp_escape_keyfile, " a\\b;c\n\td ", "\\sa\\\\b;c\\n\\td\\s");
    expect(acp_escape_keyfile, " ", "\\s");
    expect(acp_escape_keyfile_item, "a;b", "a\\;b");
    expect(acp_escape_swanctl, "a\"b\\c\nd {#=}", "\"a\\\"b\\\\c\\nd {#=}\"");
    expect(acp_escape_reg, "C:\\a \"b\"", "\"C:\\\\a \\\"b\\\"\"");
    expect(acp_escape_reg, "a\nb", NULL);
}

static void test_headends(void **state)
{
    (void)state;
    acp_escape *words[] = {acp_escape_asa, acp_escape_ios};
    acp_escape *lines[] = {acp_escape_asa_line, acp_escape_ios_line};
    for (int i = 0; i < 2; i++) {
        expect(words[i], "staff", "staff");
        expect(words[i], "two words", "\"two words\"");
        expect(words[i], "!x", "\"!x\"");
        expect(words[i], "", NULL);
        expect(words[i], "a\"b", NULL);
        expect(words[i], "a?", NULL);
        expect(words[i], "a\nenable", NULL);
        expect(words[i], "ä", NULL);
        expect(lines[i], "the \"rest\" of it", "the \"rest\" of it");
        expect(lines[i], " x", NULL);
        expect(lines[i], "x\rno shutdown", NULL);
        expect(lines[i], "why?", NULL);
    }
}

static void test_base64(void **state)
{
    static const struct {
        const char *text, *coded;
    } rows[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"\xFF\xFE\xFD", "//79"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        acp_buffer out = {0};
        acp_base64(&out, rows[i].text, strlen(rows[i].text));
        assert_string_equal(out.text ? out.text : "", rows[i].coded);
        acp_buffer_free(&out);
    }
}

static void test_digests(void **state)
{
    char sha256[ACP_SHA256_TEXT], uuid[ACP_UUID_TEXT], other[ACP_UUID_TEXT];
    (void)state;
    acp_sha256("abc", 3, sha256);
    assert_string_equal(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    acp_uuid5("abc", 3, uuid);
    acp_uuid5("abd", 3, other);
    /* By python3: uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_DNS, "acprof"), "abc"). */
    assert_string_equal(uuid, "24612CF2-72F4-53AF-B6F9-B17098E8D661");
    assert_string_not_equal(uuid, other);
}

/* ---- paths ------------------------------------------------------------------------------- */

static void test_paths(void **state)
{
    static const char *const good[] = {"a", "a/b.xml", "a b/é 漢.xml", ".acprof", "con/x", "a:b"};
    static const char *const bad[] = {"",
                                      "/a",
                                      "a/",
                                      "a//b",
                                      "../a",
                                      "a/../b",
                                      "./a",
                                      "a/..",
                                      "a\\b",
                                      "a\nb",
                                      "a\x7F",
                                      "\xFF",
                                      "a\u202Eb",
                                      "a\u200Fb",
                                      "\uFEFF",
                                      "a\u200Bb",
                                      "a\xC2\x85"
                                      "b"};
    static const char *const bad_on_windows[] = {
        "a:b",  "a?",       "a*",      "a|b",       "a\"b",   "<a>",
        "a.",   "a /b",     "CON",     "con.xml",   "Aux",    "nul.tar.gz",
        "COM1", "lpt9.txt", "a/PRN/b", "COM\u00B9", "CONIN$", "con .xml"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_null(acp_output_path_problem(good[i], false));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_non_null(acp_output_path_problem(bad[i], false));
        assert_non_null(acp_output_path_problem(bad[i], true));
    }
    for (size_t i = 0; i < sizeof bad_on_windows / sizeof *bad_on_windows; i++)
        assert_non_null(acp_output_path_problem(bad_on_windows[i], true));
    assert_null(acp_output_path_problem("COM0.xml", true));
    assert_null(acp_output_path_problem("console.xml", true));
    assert_null(acp_output_path_problem("COM10", true));
    char longest[300];
    memset(longest, 'a', sizeof longest);
    longest[256] = '\0';
    assert_non_null(acp_output_path_problem(longest, false));
    longest[255] = '\0';
    assert_null(acp_output_path_problem(longest, false));
    /* C:\ and 256 characters, of which one takes two. */
    for (int i = 9; i < 255; i += 10)
        longest[i] = '/';
    assert_null(acp_output_path_problem(longest, true));
    assert_non_null(acp_output_path_problem(strcat(longest, "bc"), true));
    longest[254] = '\0';
    assert_null(acp_output_path_problem(strcat(longest, "\U0001F600"), true));
    assert_non_null(acp_output_path_problem(strcat(longest, "b"), true));
    assert_null(acp_output_path_problem(longest, false));
}

/* What becomes of an output with these two files. */
static acp_status both(const char *one, const char *other)
{
    acp_output out = {0};
    acp_output_add_text(&out, one, 0644, "1");
    acp_output_add_text(&out, other, 0644, "2");
    acp_status status = acp_output_finish(&out);
    acp_output_free(&out);
    return status;
}

static void test_clashes(void **state)
{
    static const char *const pairs[][2] = {{"a", "a"},
                                           {"a/B.xml", "A/b.XML"},
                                           {"É", "é"},
                                           {"Ж", "ж"},
                                           {"Σ", "ς"},
                                           {"Ÿ", "ÿ"},
                                           {"a", "a/b"},
                                           {"a", "A/b"},
                                           {"Ł/x", "ł/X"},
                                           {"VIỆT.xml", "việt.XML"},
                                           {"Ά", "ά"},
                                           {"Ϋ", "ϋ"},
                                           {"Հ", "հ"},
                                           {"Ａ", "ａ"},
                                           {"Ӂ", "ӂ"},
                                           {"a", "manifest.json"},
                                           {"a", "Manifest.JSON"}};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_int_equal(both(pairs[i][0], pairs[i][1]), ACP_REFUSED);
    assert_int_equal(both("a", "b"), ACP_OK);
    assert_int_equal(both("a", "a-b"), ACP_OK);
    assert_int_equal(both("\u04C2", "\u04C3"), ACP_OK);
    assert_int_equal(both("\u00D7", "\u00F7"), ACP_OK);
    assert_int_equal(both("\u1EA1", "\u1EA2"), ACP_OK);
    assert_int_equal(both("a/manifest.json", "b"), ACP_OK);
    assert_int_equal(both("a-b", "a/b"), ACP_OK);
    assert_int_equal(both("../a", "b"), ACP_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markup),   cmocka_unit_test(test_characters),
        cmocka_unit_test(test_long),     cmocka_unit_test(test_shells),
        cmocka_unit_test(test_settings), cmocka_unit_test(test_headends),
        cmocka_unit_test(test_base64),   cmocka_unit_test(test_digests),
        cmocka_unit_test(test_paths),    cmocka_unit_test(test_clashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
