/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Decision cases: testdata/vectors, and our own of the same form in testdata/decisions. Run from
 * the top of the source tree. */
#ifndef ACP_TESTS_VECTORS_H
#define ACP_TESTS_VECTORS_H

#include <stddef.h>

#include <json-c/json.h>

#define VECTORS   "testdata/vectors"
#define DECISIONS "testdata/decisions"
enum { VECTOR_MOST_FILES = 64 };

/* NULL: there is none. */
json_object *vector_member(json_object *object, const char *name);

/* Names of the .json files in a directory, without the ending, sorted; free() each. */
size_t vector_files(const char *path, char *names[VECTOR_MOST_FILES]);

/* The cases of an engine in a directory, an array; NULL: there are none. */
json_object *vector_cases(const char *directory, const char *engine);

/* The unsealed image of a case's documents; free() it. NULL: error says why. */
void *vector_compile(json_object *test, size_t *size, char *error, size_t error_size);

#endif
