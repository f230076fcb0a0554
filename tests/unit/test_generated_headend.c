/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The configurations that `acprof generate` makes, as its golden files keep them: the readers of
 * running configurations know every line, and each in the mode it stands in. */
#include <dirent.h>

#include "../headend.h"

/* The text of the next configuration of a golden file; false: there is none. */
static bool next_configuration(const char **at, acp_buffer *out)
{
    const char *start = *at;
    acp_buffer_free(out);
    while ((start = strstr(start, "\n=== "))) {
        const char *line = start + 1, *end = line + strcspn(line, "\n");
        const char *text = end + (*end == '\n'), *next = strstr(text, "\n=== ");
        start = end;
        if (end - line < 9 || memcmp(end - 9, ".cfg 0644", 9) != 0)
            continue;
        *at = next ? next : text + strlen(text);
        acp_buffer_add(out, text, (size_t)(*at - text));
        assert_false(out->failed);
        return true;
    }
    return false;
}

/* Which header is below which says that the modes are entered and left as they were meant. */
static size_t check_lines(const acp_lines *lines, const acp_document *document, const char *name)
{
    size_t count = 0;
    for (const acp_line *line = lines->first; line; line = acp_line_after(line), count++) {
        if (!line->known)
            fail_msg("%s: \"%.*s\" is no line that is known there", name,
                     (int)(line->span.end - line->span.start), document->text + line->span.start);
        if ((line->indent > 0) != (line->parent != NULL))
            fail_msg("%s: \"%.*s\" is not in the mode it is indented for", name,
                     (int)(line->span.end - line->span.start), document->text + line->span.start);
    }
    assert_int_equal(count, lines->line_count);
    assert_int_equal(lines->known, lines->line_count);
    assert_true(lines->own_signs > 0);
    assert_int_equal(lines->foreign_signs, 0);
    return count;
}

static size_t check_text(const char *text, const char *name, bool router)
{
    acp_document *document = test_text(text);
    acp_iosxe *iosxe = NULL;
    acp_asa *asa = NULL;
    size_t count;
    if (router) {
        assert_int_equal(acp_iosxe_read(document, &iosxe), ACP_OK);
        count = check_lines(&iosxe->lines, document, name);
    } else {
        assert_int_equal(acp_asa_read(document, &asa), ACP_OK);
        count = check_lines(&asa->lines, document, name);
    }
    acp_iosxe_free(iosxe);
    acp_asa_free(asa);
    acp_document_free(document);
    return count;
}

/* How many configurations are in the golden files of a target. */
static size_t check_target(const char *target, bool router)
{
    char directory[100], path[400];
    size_t found = 0;
    snprintf(directory, sizeof directory, "testdata/golden/deploy/%s", target);
    DIR *list = opendir(directory);
    assert_non_null(list);
    for (struct dirent *entry; (entry = readdir(list));) {
        char *bytes = NULL;
        size_t size;
        acp_buffer file = {0}, text = {0};
        if (*entry->d_name == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        assert_int_equal(acp_source_load(path, ACP_MAX_SIZE, &bytes, &size), ACP_OK);
        acp_buffer_puts(&file, "\n");       /* the first line begins as others do */
        acp_buffer_add(&file, bytes, size); /* ends with a NUL, as bytes need not */
        assert_false(file.failed);
        const char *at = file.text;
        size_t before = found;
        for (; next_configuration(&at, &text); found++)
            assert_true(check_text(text.text, path, router) > 8);
        assert_true(found > before);
        acp_buffer_free(&text);
        acp_buffer_free(&file);
        free(bytes);
    }
    closedir(list);
    return found;
}

static void asa_lines_are_known(void **state)
{
    (void)state;
    assert_true(check_target("asa", false) >= 30);
}

static void router_lines_are_known(void **state)
{
    (void)state;
    assert_true(check_target("ios-xe", true) >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asa_lines_are_known),
        cmocka_unit_test(router_lines_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
