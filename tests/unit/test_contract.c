/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What engines take and answer, held against the cases of testdata/vectors and testdata/decisions:
 * each fact is given in one, each member of a result is expected in one, and so is each code that
 * says why. What no case names, nobody has looked at. Run from the top of the source tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/vectors.h"
#include "libtunnel/facts.h"

enum { MOST_FIELDS = 1024, MOST_CODES = 64 };

/* Rows of an engine's tables that a case names. */
static const tunnel_field *fields[MOST_FIELDS];
static size_t field_count;

/* Codes of reasons that a case expects. */
static const char *codes[MOST_CODES];
static size_t code_count;

static bool has_field(const tunnel_field *field)
{
    for (size_t i = 0; i < field_count; i++)
        if (fields[i] == field)
            return true;
    return false;
}

static void note_field(const tunnel_field *field)
{
    assert_true(field_count < MOST_FIELDS);
    if (!has_field(field))
        fields[field_count++] = field;
}

static bool has_code(const char *code)
{
    for (size_t i = 0; i < code_count; i++)
        if (strcmp(codes[i], code) == 0)
            return true;
    return false;
}

/* Members of an object that stand in a table, and what is in them. */
static void note_object(const tunnel_field *table, json_object *object)
{
    for (const tunnel_field *field = table; field->name; field++) {
        json_object *value = vector_member(object, field->name);
        if (!value)
            continue;
        note_field(field);
        if (field->kind == FIELD_OBJECT)
            note_object(field->fields, value);
        else if (field->kind == FIELD_OBJECTS)
            for (size_t i = 0; i < json_object_array_length(value); i++)
                note_object(field->fields, json_object_array_get_idx(value, i));
    }
}

/* reason, reasons, network_reason */
static bool is_reason(const tunnel_field *field)
{
    return strstr(field->name, "reason") != NULL;
}

static void note_codes(const tunnel_field *field, json_object *value)
{
    if (field->kind == FIELD_CHOICES) {
        for (size_t i = 0; i < json_object_array_length(value); i++)
            note_codes(&(tunnel_field){.kind = FIELD_CHOICE, .choices = field->choices},
                       json_object_array_get_idx(value, i));
        return;
    }
    const char *text = value ? json_object_get_string(value) : NULL;
    for (size_t i = 0; text && field->choices[i]; i++)
        if (strcmp(text, field->choices[i]) == 0 && !has_code(field->choices[i])) {
            assert_true(code_count < MOST_CODES);
            codes[code_count++] = field->choices[i];
        }
}

static void note_cases(const tunnel_engine *engine, json_object *cases)
{
    for (size_t i = 0; cases && i < json_object_array_length(cases); i++) {
        json_object *test = json_object_array_get_idx(cases, i);
        json_object *expect = vector_member(test, "expect");
        if (vector_member(expect, "error")) /* facts that are refused */
            continue;
        note_object(engine->facts, vector_member(test, "facts"));
        note_object(engine->results, expect);
        for (const tunnel_field *field = engine->results; field->name; field++)
            if (is_reason(field) && vector_member(expect, field->name))
                note_codes(field, vector_member(expect, field->name));
    }
}

static unsigned missing_fields(const char *engine, const char *what, const tunnel_field *table)
{
    unsigned missing = 0;
    for (const tunnel_field *field = table; field->name; field++) {
        bool inside = field->kind == FIELD_OBJECT || field->kind == FIELD_OBJECTS;
        if (!has_field(field)) {
            print_message("%s: %s %s is in no case\n", engine, what, field->name);
            missing++;
        } else if (inside)
            missing += missing_fields(engine, what, field->fields);
    }
    return missing;
}

static unsigned missing_codes(const tunnel_engine *engine)
{
    unsigned missing = 0;
    for (const tunnel_field *field = engine->results; field->name; field++)
        for (size_t i = 0; is_reason(field) && field->choices[i]; i++)
            if (!has_code(field->choices[i])) {
                print_message("%s: no case expects %s\n", engine->name, field->choices[i]);
                missing++;
            }
    return missing;
}

static void test_contract(void **state)
{
    unsigned missing = 0;
    (void)state;
    for (const tunnel_engine *const *engine = tunnel_engines; *engine; engine++) {
        field_count = code_count = 0;
        json_object *given = vector_cases(VECTORS, (*engine)->name);
        json_object *own = vector_cases(DECISIONS, (*engine)->name);
        note_cases(*engine, given);
        note_cases(*engine, own);
        missing += missing_fields((*engine)->name, "the fact", (*engine)->facts);
        missing += missing_fields((*engine)->name, "the result", (*engine)->results);
        missing += missing_codes(*engine);
        json_object_put(given);
        json_object_put(own);
    }
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_contract)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
