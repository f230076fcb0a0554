/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the compiler makes of documents, what it refuses, and what is said of images. */
#include "../images.h"

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
        cmocka_unit_test(test_limits),     cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_refused),    cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_documented),
    };
    return cmocka_run_group_tests(tests, load_questions, free_questions);
}
