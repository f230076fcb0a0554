/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading configurations in tests. */
#ifndef ACP_TEST_HEADEND_H
#define ACP_TEST_HEADEND_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/buffer.h"
#include "headend/asa.h"
#include "headend/iosxe.h"

/* Takes bytes over. */
static inline acp_document *test_document(const char *name, char *bytes, size_t size)
{
    acp_document *document = acp_document_new(NULL, name, ACP_KIND_UNKNOWN, ACP_FORMAT_AUTO);
    acp_findings *findings = acp_findings_new();
    assert_non_null(document);
    assert_int_equal(acp_source_decode(document, bytes, size, findings), ACP_OK);
    acp_findings_free(findings);
    return document;
}

static inline acp_document *test_text(const char *text)
{
    size_t size = strlen(text);
    char *bytes = malloc(size + 1);
    assert_non_null(bytes);
    memcpy(bytes, text, size + 1);
    return test_document("text", bytes, size);
}

/* A file of testdata/headend. */
static inline acp_document *test_file(const char *name)
{
    char path[200], *bytes;
    size_t size;
    snprintf(path, sizeof path, "testdata/headend/%s", name);
    assert_int_equal(acp_source_load(path, ACP_MAX_SIZE, &bytes, &size), ACP_OK);
    return test_document(path, bytes, size);
}

/* The same file with other line ends, without its indentation, or as a terminal with a pager shows
 * it. */
typedef enum { TEST_PLAIN, TEST_CRLF, TEST_FLAT, TEST_PAGED } test_form;

static inline acp_document *test_file_as(const char *name, test_form form)
{
    acp_document *plain = test_file(name);
    acp_buffer text = {0};
    size_t line_number = 0;
    for (const char *at = plain->text; *at;) {
        size_t length = strcspn(at, "\n");
        if (form == TEST_PAGED && ++line_number % 20 == 0)
            acp_buffer_puts(&text, "<--- More --->\r              \r");
        size_t skip = form == TEST_FLAT ? strspn(at, " \t") : 0;
        acp_buffer_add(&text, at + skip, length - skip);
        acp_buffer_puts(&text, form == TEST_CRLF ? "\r\n" : "\n");
        at += length + (at[length] == '\n');
    }
    assert_false(text.failed);
    acp_document_free(plain);
    return test_document(name, text.text, text.length);
}

/* The value is this text, and its span and its line are where the file has it. */
static inline void test_value(const acp_document *document, acp_cli value, const char *text)
{
    if (!text) {
        assert_null(value.line);
        return;
    }
    if (!value.line || !acp_slice_is(value.text, text))
        fail_msg("\"%.*s\" is not \"%s\"", ACP_SLICE_ARGS(value.text), text);
    assert_int_equal(value.span.end - value.span.start, strlen(text));
    assert_memory_equal(document->text + value.span.start, text, strlen(text));
    assert_true(value.line->span.start <= value.span.start);
    assert_true(value.span.end <= value.line->span.end);
}

/* The words, separated by blanks. */
static inline void test_list(const acp_document *document, acp_cli_list list, const char *words)
{
    char word[200];
    size_t count = 0;
    for (; *words; count++) {
        size_t length = strcspn(words, " ");
        assert_true(count < list.count);
        snprintf(word, sizeof word, "%.*s", (int)length, words);
        test_value(document, list.items[count], word);
        words += length + (words[length] == ' ');
    }
    assert_int_equal(list.count, count);
}

static inline acp_slice S(const char *text)
{
    return acp_slice_of(text);
}

#endif
