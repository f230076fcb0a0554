/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What fix promises, held against every rule case: a finding that is fixable is gone after fixing
 * its rule, no other is new, nothing outside its place has changed, fixing again changes nothing,
 * and what is not fixable is left alone. Run from the top of the source tree. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../lib/cases.h"
#include "change/fix.h"
#include "document/encode.h"
#include "document/findings.h"

/* What is being looked at, for messages; cmocka's have no room for it. */
static char where[600];

#define CHECK(what)                                                                                \
    do {                                                                                           \
        if (!(what)) {                                                                             \
            print_error("%s\n", where);                                                            \
            assert_true(what);                                                                     \
        }                                                                                          \
    } while (0)

typedef struct {
    const char *name;
    acp_slice text;
    acp_read_options read;
    acp_check_options check;
} input;

typedef struct {
    acp_findings *list;
    acp_status status;
} findings;

static findings check(const input *in)
{
    findings made = {.list = acp_findings_new()};
    made.status =
        acp_check_memory(in->name, in->text.ptr, in->text.len, &in->read, &in->check, made.list);
    return made;
}

static acp_status fix(const input *in, const acp_rule *rule, acp_fix_result *out)
{
    const acp_rule *only[] = {rule, NULL};
    input asked = *in;
    if (rule)
        asked.check.only = only;
    const acp_fix_input file = {in->name, in->text.ptr, in->text.len, &asked.read, &asked.check};
    return acp_fix(&file, out);
}

static size_t count(const findings *f, const acp_rule *rule, bool fixable)
{
    size_t found = 0;
    for (size_t i = 0; i < acp_findings_count(f->list); i++) {
        const acp_finding *finding = acp_findings_get(f->list, i);
        found += finding->rule == rule && (!fixable || finding->fixable);
    }
    return found;
}

static input changed(const input *in, const acp_fix_result *result)
{
    input made = *in;
    made.text = (acp_slice){result->text, result->length};
    return made;
}

/* No rule has more findings than before; what could not be read had none. */
static void nothing_new(const findings *before, const findings *after)
{
    for (size_t i = 0; before->status == ACP_OK && i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        CHECK(count(after, rule, false) <= count(before, rule, false));
    }
    CHECK(after->status == ACP_OK);
}

/* ---- the place of a fix -------------------------------------------------------------------- */

typedef enum { ELEMENT, PARENT, TAG, ROOT, EVERYTHING } scope;

/* How far the fix of a rule may reach from the element its finding is about. */
static scope scope_of(const acp_rule *rule)
{
    static const struct {
        const char *fix;
        scope scope;
    } scopes[] = {
        {"rename_root", ROOT},
        {"keep_flow_direction", PARENT},
        {"write_network_address", ELEMENT},
        {"add_schema_location", TAG},
        {"set_namespace", TAG},
        {"remove_namespace", TAG},
        {"set_schema_location", TAG},
        {"mend_schema_location", TAG},
        {"delete_attribute", TAG},
        {"write_literal", ELEMENT},
        {"write_boolean", ELEMENT},
        {"remove_unit", ELEMENT},
        {"trim_value", ELEMENT},
        {"write_forced_value", ELEMENT},
        {"rename_element", ELEMENT},
        {"join_lines", ELEMENT},
        {"drop_leading_wildcard", ELEMENT},
        {"sort_children", PARENT},
        {"move_into_parent", PARENT},
        {"delete_repeated", PARENT},
        {"name_custom_match_key", PARENT},
        {"name_extended_match_key", PARENT},
        {"move_always_connect", PARENT},
    };
    for (size_t i = 0; rule->fix_text && i < sizeof scopes / sizeof *scopes; i++)
        if (strcmp(scopes[i].fix, rule->fix_text) == 0)
            return scopes[i].scope;
    return rule->fix == ACP_FIX_FUNCTION ? EVERYTHING : ROOT;
}

/* Bytes that are the same at the start, and behind them at the end. */
static void common_ends(acp_slice a, acp_slice b, size_t *start, size_t *end)
{
    size_t most = a.len < b.len ? a.len : b.len;
    *start = *end = 0;
    while (*start < most && a.ptr[*start] == b.ptr[*start])
        ++*start;
    while (*end < most - *start && a.ptr[a.len - 1 - *end] == b.ptr[b.len - 1 - *end])
        ++*end;
}

/* Only for a single finding in XML in UTF-8: what differs lies in its element. */
static void in_place(const input *in, const acp_rule *rule, const acp_fix_result *result)
{
    acp_findings *list = acp_findings_new();
    acp_document *document = NULL;
    size_t start, end, found = 0;
    const acp_node *node = NULL;
    common_ends(in->text, (acp_slice){result->text, result->length}, &start, &end);
    acp_document_read_memory(in->name, in->text.ptr, in->text.len, &in->read, list, &document);
    if (document && acp_check(document, &in->check, list) == ACP_OK)
        for (size_t i = 0; i < acp_findings_count(list); i++) {
            if (acp_findings_get(list, i)->rule != rule)
                continue;
            found++;
            node = acp_findings_node(list, i);
        }
    scope reach = scope_of(rule);
    bool xml = document && document->format == ACP_FORMAT_XML;
    if (found == 1 && node && xml && document->length == in->text.len && reach != EVERYTHING) {
        if (reach == PARENT && node->parent)
            node = node->parent;
        acp_span span = reach == TAG    ? node->tag_span
                        : reach == ROOT ? document->root->whole
                                        : node->whole;
        CHECK(start >= span.start && in->text.len - end <= span.end);
    }
    acp_document_free(document);
    acp_findings_free(list);
}

/* ---- one rule, all rules --------------------------------------------------------------------- */

static bool exercised[1000]; /* by index of the rule */

static void again(const input *in, const acp_rule *rule)
{
    acp_fix_result result;
    CHECK(fix(in, rule, &result) == ACP_OK);
    CHECK(!result.text && acp_findings_count(result.fixed) == 0);
    acp_fix_free(&result);
}

static void fix_rule(const input *in, const acp_rule *rule, const findings *before)
{
    size_t all = count(before, rule, false), fixable = count(before, rule, true);
    acp_fix_result result;
    acp_status status = fix(in, rule, &result);
    CHECK(status == ACP_OK || (status == ACP_DAMAGED && !fixable));
    CHECK(!result.text == !fixable);
    CHECK(acp_findings_count(result.fixed) == fixable);
    if (fixable) {
        input now = changed(in, &result);
        findings after = check(&now);
        CHECK(count(&after, rule, false) == all - fixable);
        CHECK(count(&after, rule, true) == 0);
        CHECK(acp_findings_count(result.left) == all - fixable);
        nothing_new(before, &after);
        in_place(in, rule, &result);
        again(&now, rule);
        acp_findings_free(after.list);
    }
    acp_fix_free(&result);
}

static void fix_all(const input *in, const findings *before)
{
    bool any = false;
    acp_fix_result result;
    acp_status status = fix(in, NULL, &result);
    for (size_t i = 0; i < acp_findings_count(before->list); i++)
        any |= acp_findings_get(before->list, i)->fixable;
    CHECK(status == before->status || (any && status == ACP_OK));
    CHECK(!result.text == !any);
    if (any) {
        input now = changed(in, &result);
        findings after = check(&now);
        nothing_new(before, &after);
        for (size_t i = 0; i < acp_findings_count(after.list); i++)
            CHECK(!acp_findings_get(after.list, i)->fixable);
        CHECK(acp_findings_count(after.list) == acp_findings_count(result.left));
        again(&now, NULL);
        acp_findings_free(after.list);
    }
    acp_fix_free(&result);
}

/* ---- every case -------------------------------------------------------------------------- */

static input input_of(const case_group *g)
{
    return (input){case_name(g), case_text(g), case_read_options(g), case_check_options(g)};
}

static void fix_group(case_group *g, void *data)
{
    (void)data;
    if (g->set)
        return;
    input in = input_of(g);
    findings before = check(&in);
    for (size_t i = 0; i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        if (!count(&before, rule, false))
            continue;
        snprintf(where, sizeof where, "%s:%u: %s: %s", g->file, g->line, g->title, rule->id);
        CHECK(rule->fix != ACP_FIX_NONE || count(&before, rule, true) == 0);
        if (rule->fix != ACP_FIX_NONE)
            fix_rule(&in, rule, &before);
        exercised[i] |= count(&before, rule, true) > 0;
    }
    snprintf(where, sizeof where, "%s:%u: %s", g->file, g->line, g->title);
    fix_all(&in, &before);
    acp_findings_free(before.list);
}

static void every_case(case_run *run)
{
    glob_t files;
    assert_int_equal(glob("tests/rules/*/*.test", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        cases_each(files.gl_pathv[i], run, NULL);
    globfree(&files);
}

static void cases(void **state)
{
    (void)state;
    assert_true(acp_rule_count() <= sizeof exercised / sizeof *exercised);
    every_case(fix_group);
    for (size_t i = 0; i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        const acp_fix_row *row = acp_fix_row_of(rule);
        snprintf(where, sizeof where, "%s: no case is fixable", rule->id);
        CHECK(!row || rule->planned || row->flags & ACP_FIX_PAIR || exercised[i]);
    }
}

/* ---- the same in other guises ---------------------------------------------------------------- */

/* Text with other line ends, in another encoding. */
static acp_slice disguise(acp_slice text, bool crlf, const char *encoding)
{
    acp_buffer made = {0};
    char *bytes;
    size_t size;
    for (size_t i = 0; i < text.len; i++) {
        if (crlf && text.ptr[i] == '\n')
            acp_buffer_putc(&made, '\r');
        acp_buffer_putc(&made, text.ptr[i]);
    }
    CHECK(acp_encode(made.text, made.length, encoding, strcmp(encoding, "UTF-8") != 0, &bytes,
                     &size) == ACP_OK);
    acp_buffer_free(&made);
    return (acp_slice){bytes, size};
}

/* Line ends of the file are kept in what fix writes, and the encoding: the same is changed. */
static void compare_disguised(const input *in, const acp_rule *rule, bool crlf,
                              const char *encoding)
{
    acp_fix_result plain, other;
    input guise = *in;
    acp_status status = fix(in, rule, &plain);
    guise.text = disguise(in->text, crlf, encoding);
    CHECK(fix(&guise, rule, &other) == status);
    CHECK(!plain.text == !other.text);
    if (plain.text) {
        acp_slice wanted = disguise((acp_slice){plain.text, plain.length}, crlf, encoding);
        CHECK(acp_slice_equal(wanted, (acp_slice){other.text, other.length}));
        free((char *)wanted.ptr);
    }
    free((char *)guise.text.ptr);
    acp_fix_free(&plain);
    acp_fix_free(&other);
}

static void disguise_group(case_group *g, void *data)
{
    input in = input_of(g);
    bool other_line_ends = memchr(in.text.ptr, '\r', in.text.len);
    bool declares = acp_slice_find(in.text, ACP_SLICE("<?xml"));
    (void)data;
    /* Other formats are written anew, in UTF-8 and with LF. */
    if (g->set || *in.text.ptr != '<' || other_line_ends || declares)
        return;
    findings before = check(&in);
    for (size_t i = 0; before.status == ACP_OK && i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        if (!count(&before, rule, true))
            continue;
        snprintf(where, sizeof where, "%s:%u: %s: %s", g->file, g->line, g->title, rule->id);
        compare_disguised(&in, rule, true, "UTF-8");
        compare_disguised(&in, rule, true, "UTF-16LE");
        compare_disguised(&in, rule, false, "UTF-16BE");
    }
    acp_findings_free(before.list);
}

static void guises(void **state)
{
    (void)state;
    every_case(disguise_group);
}

/* ---- JSON and YAML ----------------------------------------------------------------------- */

static bool in_format(const input *in, acp_format format, input *out)
{
    acp_findings *ignored = acp_findings_new();
    acp_document *document = NULL;
    char *text = NULL;
    size_t length;
    *out = *in;
    if (acp_document_read_memory(in->name, in->text.ptr, in->text.len, &in->read, ignored,
                                 &document) == ACP_OK)
        acp_document_write(document, format, ignored, &text, &length);
    out->read.format = format;
    if (text)
        out->text = (acp_slice){text, length};
    acp_document_free(document);
    acp_findings_free(ignored);
    return text != NULL;
}

static void convert_group(case_group *g, void *data)
{
    input in = input_of(g), other;
    (void)data;
    for (int format = ACP_FORMAT_JSON; format <= ACP_FORMAT_YAML && !g->set; format++) {
        snprintf(where, sizeof where, "%s:%u: %s, as %s", g->file, g->line, g->title,
                 format == ACP_FORMAT_JSON ? "JSON" : "YAML");
        if (!in_format(&in, (acp_format)format, &other))
            continue;
        findings before = check(&other);
        if (before.status == ACP_OK)
            fix_all(&other, &before);
        acp_findings_free(before.list);
        free((char *)other.text.ptr);
    }
}

static void other_formats(void **state)
{
    (void)state;
    every_case(convert_group);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases),
        cmocka_unit_test(guises),
        cmocka_unit_test(other_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
