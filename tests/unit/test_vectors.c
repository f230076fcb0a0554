/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The decision vectors of testdata/vectors, and our own cases in testdata/decisions: each case's
 * documents are compiled, the engine is asked, and its answer compared. Run from the top of the
 * source tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <json-c/json.h>

#include "../lib/vectors.h"
#include "libtunnel/image.h"
#include "libtunnel/settings.h"
#include "libtunnel/tunnel.h"

enum { ROOM = 1 << 22 };

static unsigned char work_room[ROOM] __attribute__((aligned(8)));
static char text_room[ROOM];
static unsigned failures;

static void complain(const char *engine, json_object *test, const char *what, const char *detail)
{
    json_object *name = NULL;
    json_object_object_get_ex(test, "name", &name);
    print_message("%s/%s: %s%s%s\n", engine, name ? json_object_get_string(name) : "?", what,
                  detail ? ": " : "", detail ? detail : "");
    failures++;
}

/* The sealed image of a case; NULL: complained. */
static void *compile(const char *engine, json_object *test, size_t *size)
{
    char error[512];
    void *image = vector_compile(test, size, error, sizeof error);
    if (!image)
        complain(engine, test, "not compiled", error);
    else
        assert_int_equal(tunnel_policy_seal(image, *size, NULL), TUNNEL_OK);
    return image;
}

/* ---- asking
 * ---------------------------------------------------------------------------------------- */

/* Equal as JSON values; numbers by their value. */
static bool same(json_object *a, json_object *b)
{
    bool numbers =
        (json_object_is_type(a, json_type_int) || json_object_is_type(a, json_type_double)) &&
        (json_object_is_type(b, json_type_int) || json_object_is_type(b, json_type_double));
    if (numbers)
        return json_object_get_double(a) == json_object_get_double(b);
    if (json_object_get_type(a) != json_object_get_type(b))
        return false;
    if (json_object_is_type(a, json_type_array)) {
        size_t count = json_object_array_length(a);
        bool equal = count == json_object_array_length(b);
        for (size_t i = 0; i < count && equal; i++)
            equal = same(json_object_array_get_idx(a, i), json_object_array_get_idx(b, i));
        return equal;
    }
    if (json_object_is_type(a, json_type_object)) {
        bool equal = json_object_object_length(a) == json_object_object_length(b);
        json_object_object_foreach(a, key, value)
        {
            json_object *other = NULL;
            equal = equal && json_object_object_get_ex(b, key, &other) && same(value, other);
        }
        return equal;
    }
    return json_object_equal(a, b);
}

static void compare(const char *engine, json_object *test, const char *answer)
{
    json_object *got = json_tokener_parse(answer);
    if (!got) {
        complain(engine, test, "the answer is no JSON", answer);
        return;
    }
    json_object_object_foreach(vector_member(test, "expect"), key, wanted)
    {
        json_object *value = NULL;
        if (json_object_object_get_ex(got, key, &value) && same(wanted, value))
            continue;
        print_message("  %s: wanted %s\n", key,
                      json_object_to_json_string_ext(wanted, JSON_C_TO_STRING_NOSLASHESCAPE));
        complain(engine, test, "answered", answer);
        break;
    }
    json_object_put(got);
}

/* The settings that decided, by the ends of their paths, if the case names them. */
static void compare_explanation(const char *engine, json_object *test, const char *explained)
{
    json_object *wanted = vector_member(test, "explain"), *got = json_tokener_parse(explained);
    json_object *reasons = vector_member(got, "explain");
    size_t count = reasons ? json_object_array_length(reasons) : 0;
    bool equal = wanted && count == json_object_array_length(wanted);
    for (size_t i = 0; i < count && equal; i++) {
        const char *path =
            json_object_get_string(vector_member(json_object_array_get_idx(reasons, i), "path"));
        const char *name = json_object_get_string(json_object_array_get_idx(wanted, i));
        const char *slash = strrchr(path, '/');
        equal = strcmp(slash ? slash + 1 : path, name) == 0;
    }
    if (wanted && !equal)
        complain(engine, test, "explained by other settings", explained);
    json_object_put(got);
}

/* Facts that are refused are refused with and without explanation, in the same words. */
static void expect_refusal(const char *engine, json_object *test, tunnel_status status,
                           const char *answer)
{
    if (status != TUNNEL_FACTS_INVALID || !vector_member(vector_member(test, "expect"), "error"))
        complain(engine, test, tunnel_status_text(status),
                 status == TUNNEL_FACTS_INVALID ? answer : NULL);
    else
        compare(engine, test, answer);
}

/* Asks with and without explanation, which must not change the answer, only add to it. The answer;
 * NULL: refused. */
static json_object *ask(const char *engine, json_object *test, const tunnel_policy *policy)
{
    const char *facts = json_object_to_json_string(vector_member(test, "facts"));
    tunnel_buffer work = {.memory = work_room, .size = sizeof work_room};
    tunnel_buffer text = {.memory = text_room, .size = sizeof text_room};
    tunnel_status status =
        tunnel_decide_json(policy, engine, facts, strlen(facts), true, &work, &text);
    if (status != TUNNEL_OK) {
        expect_refusal(engine, test, status, text_room);
        return NULL;
    }
    char *explained = strdup(text_room);
    assert_non_null(explained);
    work.used = text.used = 0;
    status = tunnel_decide_json(policy, engine, facts, strlen(facts), false, &work, &text);
    if (status != TUNNEL_OK || text.used < 2 || strncmp(explained, text_room, text.used - 1) != 0 ||
        strncmp(explained + text.used - 1, ",\"row\":", 7) != 0)
        complain(engine, test, "explained, it answers otherwise", explained);
    compare(engine, test, explained);
    compare_explanation(engine, test, explained);
    json_object *answer = json_tokener_parse(explained);
    free(explained);
    return answer;
}

static bool has_engine(const char *name)
{
    for (size_t i = 0; i < tunnel_engine_count(); i++)
        if (strcmp(tunnel_engine_name(i), name) == 0)
            return true;
    return false;
}

/* No compiler leaves out what has a default, but whoever makes digests can. Asks of an image where
 * one setting has no value, for the sanitizers to watch. */
static void ask_without(const char *engine, json_object *test, const void *whole, size_t size,
                        const char *path)
{
    uint8_t *image = malloc(size);
    assert_non_null(image);
    memcpy(image, whole, size);
    const char *facts = json_object_to_json_string(vector_member(test, "facts"));
    tunnel_buffer work = {.memory = work_room, .size = sizeof work_room};
    tunnel_buffer text = {.memory = text_room, .size = sizeof text_room};
    const tunnel_header *header = (const tunnel_header *)(void *)image;
    const tunnel_section *table = (const tunnel_section *)(const void *)(header + 1);
    tunnel_policy *policy = NULL;
    for (uint32_t i = 0; i < header->section_count; i++) {
        tunnel_cell *cells = (tunnel_cell *)(void *)(image + table[i].offset);
        for (uint32_t k = 0; table[i].type == SECTION_CELLS && k < table[i].count; k++)
            if (strcmp(tunnel_settings[cells[k].setting].path, path) == 0)
                cells[k].flags |= CELL_NOTHING;
    }
    assert_int_equal(tunnel_policy_seal(image, size, NULL), TUNNEL_OK);
    tunnel_status status = tunnel_policy_open_memory(image, size, NULL, &policy, NULL, 0);
    if (status == TUNNEL_OK)
        status = tunnel_decide_json(policy, engine, facts, strlen(facts), true, &work, &text);
    if (status != TUNNEL_OK)
        complain(engine, test, path, tunnel_status_text(status));
    tunnel_policy_close(policy);
    free(image);
}

/* The answer without each of the settings that decided it. */
static void ask_without_each(const char *engine, json_object *test, const void *image, size_t size,
                             json_object *explain)
{
    for (size_t i = 0; explain && i < json_object_array_length(explain); i++) {
        json_object *reason = json_object_array_get_idx(explain, i);
        ask_without(engine, test, image, size,
                    json_object_get_string(vector_member(reason, "path")));
    }
}

static void run_case(const char *engine, json_object *test)
{
    size_t size = 0;
    char why[256];
    tunnel_policy *policy = NULL;
    json_object *explained = NULL;
    void *image = compile(engine, test, &size);
    if (!image)
        return;
    if (tunnel_policy_open_memory(image, size, NULL, &policy, why, sizeof why) != TUNNEL_OK)
        complain(engine, test, "not opened", why);
    else if (has_engine(engine))
        explained = ask(engine, test, policy);
    tunnel_policy_close(policy);
    if (explained)
        ask_without_each(engine, test, image, size, vector_member(explained, "explain"));
    json_object_put(explained);
    free(image);
}

/* ---- files
 * ------------------------------------------------------------------------------------------ */

static void run_file(const char *directory, const char *engine)
{
    json_object *cases = vector_cases(directory, engine);
    assert_non_null(cases);
    for (size_t i = 0; i < json_object_array_length(cases); i++)
        run_case(engine, json_object_array_get_idx(cases, i));
    json_object_put(cases);
}

static void test_all(void **state)
{
    (void)state;
    char *names[VECTOR_MOST_FILES];
    size_t count = vector_files(VECTORS, names);
    assert_int_equal(count, tunnel_engine_count());
    for (size_t i = 0; i < count; i++) {
        if (!has_engine(names[i]))
            fail_msg("no engine %s", names[i]);
        run_file(VECTORS, names[i]);
        free(names[i]);
    }
    assert_int_equal(failures, 0);
}

/* More cases of the same form, for what the vectors do not reach. */
static void test_decisions(void **state)
{
    (void)state;
    char *names[VECTOR_MOST_FILES];
    size_t count = vector_files(DECISIONS, names);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        if (!has_engine(names[i]))
            fail_msg("no engine %s", names[i]);
        run_file(DECISIONS, names[i]);
        free(names[i]);
    }
    assert_int_equal(failures, 0);
}

/* Their documents are compiled all the same. */
static void test_waiting(void **state)
{
    (void)state;
    char *names[VECTOR_MOST_FILES];
    size_t count = vector_files(VECTORS "/waiting", names);
    for (size_t i = 0; i < count; i++) {
        print_message("waiting for the engine %s\n", names[i]);
        if (has_engine(names[i]))
            fail_msg("%s is there: move its vectors up", names[i]);
        run_file(VECTORS "/waiting", names[i]);
        free(names[i]);
    }
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all),
        cmocka_unit_test(test_decisions),
        cmocka_unit_test(test_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
