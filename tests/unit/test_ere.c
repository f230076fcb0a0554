/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Regular expressions: what they match, held against the C library's on random patterns. */
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../random.h"
#include "check/ere.h"
#include "document/slice.h"

static acp_status compile(acp_arena *arena, const char *pattern, const acp_ere **ere,
                          const char **error)
{
    size_t offset;
    return acp_ere_compile(arena, acp_slice_of(pattern), ere, error, &offset);
}

static bool matches(const char *pattern, const char *text)
{
    acp_arena arena = {0};
    const acp_ere *ere;
    const char *error = "";
    if (compile(&arena, pattern, &ere, &error) != ACP_OK)
        fail_msg("%s: %s", pattern, error);
    bool found = acp_ere_search(ere, acp_slice_of(text));
    acp_arena_free(&arena);
    return found;
}

static void matching(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool found;
    } rows[] = {
        {"\\.corp\\.example(:[0-9]+)?(/.*)?$", "vpn.corp.example", true},
        {"\\.corp\\.example(:[0-9]+)?(/.*)?$", "vpn.corp.example:8443/staff", true},
        {"\\.corp\\.example(:[0-9]+)?(/.*)?$", "vpn.corp.example.net", false},
        {"^a{3}$", "aaa", true},
        {"^a{3}$", "aaaa", false},
        {"^a{2,}$", "a", false},
        {"^a{2,}$", "aaaaa", true},
        {"^a{0,2}$", "", true},
        {"^a{0,2}$", "aaa", false},
        {"^(ab|cd){2,3}$", "abcdab", true},
        {"^(ab|cd){2,3}$", "ab", false},
        {"^a{0}b$", "b", true},
        {"^(a*)*b$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaac", false},
        {"x", "", false},
        {"^$", "", true},
        {"[]a]", "]", true},
        {"[^]a]", "]", false},
        {"^[a-c-]+$", "a-c", true},
        {"^[[:digit:][:space:]]+$", "1 2", true},
        {"^[[:alpha:]]$", "\xc3", false},
        {"\\*", "*", true},
        {"a|b|c", "xcx", true},
        {"^(a|b)$", "c", false},
        {"a.c", "a\nc", true},
        {"[\\]", "\\", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (matches(rows[i].pattern, rows[i].text) != rows[i].found)
            fail_msg("%s on %s", rows[i].pattern, rows[i].text);
}

static void refused(void **state)
{
    static const struct {
        const char *pattern, *why;
    } rows[] = {
        {"(a)\\1", "back-references"},
        {"\\d+", "[0-9]"},
        {"*a", "nothing to repeat"},
        {"a||b", "empty"},
        {"", "empty"},
        {"(a", "not closed"},
        {"a)", "without an opening"},
        {"[a", "not closed with ]"},
        {"[z-a]", "backwards"},
        {"[[:vowel:]]", "no such character class"},
        {"[[.a.]]", "locale"},
        {"a{2,1}", "smaller"},
        {"a{256}", "at most 255"},
        {"a{x}", "a repeat is written"},
        {"a\\", "ends in a backslash"},
        {"((((a{255}){255}){255}){255})", "too large"},
        {"a{1", "not closed with }"},
    };
    char longer[ACP_ERE_LENGTH + 2];
    acp_arena arena = {0};
    const acp_ere *ere;
    const char *error;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        error = "";
        if (compile(&arena, rows[i].pattern, &ere, &error) != ACP_BAD_VALUE ||
            !strstr(error, rows[i].why))
            fail_msg("%s: %s", rows[i].pattern, error);
    }
    memset(longer, 'a', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(compile(&arena, longer, &ere, &error), ACP_BAD_VALUE);
    longer[sizeof longer - 2] = '\0';
    assert_int_equal(compile(&arena, longer, &ere, &error), ACP_OK);
    acp_arena_free(&arena);
}

/* Appends a random pattern that both libraries take to mean the same. */
static void make_pattern(test_random *random, char *pattern, unsigned depth)
{
    static const char *const atoms[] = {"a", "b", "c", ".", "[ab]", "[^a]", "[b-c]", "\\."};
    static const char *const repeats[] = {"",  "",    "",      "*",     "+",
                                          "?", "{2}", "{1,3}", "{0,2}", "{2,}"};
    size_t pieces = 1 + random_below(random, 3);
    for (size_t i = 0; i < pieces; i++) {
        if (depth < 2 && random_below(random, 3) == 0) {
            strcat(pattern, "(");
            make_pattern(random, pattern, depth + 1);
            if (random_below(random, 2)) {
                strcat(pattern, "|");
                make_pattern(random, pattern, depth + 1);
            }
            strcat(pattern, ")");
        } else {
            strcat(pattern, atoms[random_below(random, 8)]);
        }
        strcat(pattern, repeats[random_below(random, 10)]);
    }
}

static void as_the_c_library(void **state)
{
    test_random random = {20260101};
    unsigned compared = 0, found = 0;
    (void)state;
    for (unsigned i = 0; i < 4000; i++) {
        char pattern[2000] = "", text[16];
        acp_arena arena = {0};
        const acp_ere *ere;
        const char *error;
        regex_t peer;
        if (random_below(&random, 3) == 0)
            strcat(pattern, "^");
        make_pattern(&random, pattern, 0);
        if (random_below(&random, 3) == 0)
            strcat(pattern, "$");
        if (compile(&arena, pattern, &ere, &error) == ACP_OK) {
            assert_int_equal(regcomp(&peer, pattern, REG_EXTENDED | REG_NOSUB), 0);
            for (unsigned k = 0; k < 20; k++) {
                size_t length = random_below(&random, 10);
                for (size_t j = 0; j < length; j++)
                    text[j] = "abc."[random_below(&random, 4)];
                text[length] = '\0';
                bool peer_found = regexec(&peer, text, 0, NULL, 0) == 0;
                if (acp_ere_search(ere, acp_slice_of(text)) != peer_found)
                    fail_msg("%s on '%s': the C library says %d", pattern, text, peer_found);
                compared++;
                found += peer_found;
            }
            regfree(&peer);
        } else {
            assert_non_null(strstr(error, strlen(pattern) > ACP_ERE_LENGTH ? "256" : "too large"));
        }
        acp_arena_free(&arena);
    }
    assert_true(compared > 70000);
    assert_true(found > 20000 && found < compared - 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matching),
        cmocka_unit_test(refused),
        cmocka_unit_test(as_the_c_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
