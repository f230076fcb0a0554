/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Threads that ask open policies all at once, each in an order of its own, get the answers one
 * gets. `make tsan` runs this where accesses of threads are watched. Run from the top of the source
 * tree. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/vectors.h"
#include "libtunnel/tunnel.h"

enum { THREADS = 4, ROUNDS = 3, MOST_QUESTIONS = 4096, ROOM = 1 << 18 };

typedef struct {
    const char *engine;
    tunnel_policy *policy;
    void *image;
    char *facts, *answer;
} question;

static question questions[MOST_QUESTIONS];
static size_t question_count;

typedef struct {
    tunnel_buffer work, text;
} room;

static room make_room(void)
{
    room r = {.work = {.memory = aligned_alloc(8, ROOM), .size = ROOM},
              .text = {.memory = malloc(ROOM), .size = ROOM}};
    if (!r.work.memory || !r.text.memory)
        abort();
    return r;
}

static void free_room(room *r)
{
    free(r->work.memory);
    free(r->text.memory);
}

static const char *ask(const question *q, room *r)
{
    r->work.used = r->text.used = 0;
    tunnel_status status = tunnel_decide_json(q->policy, q->engine, q->facts, strlen(q->facts),
                                              true, &r->work, &r->text);
    return status == TUNNEL_OK || status == TUNNEL_FACTS_INVALID ? r->text.memory : "";
}

/* ---- questions --------------------------------------------------------------------------- */

static void add(const char *engine, json_object *test, room *r)
{
    question *q = &questions[question_count++];
    char error[512];
    size_t size = 0;
    assert_true(question_count <= MOST_QUESTIONS);
    q->engine = engine;
    q->image = vector_compile(test, &size, error, sizeof error);
    if (!q->image)
        fail_msg("%s", error);
    assert_int_equal(tunnel_policy_seal(q->image, size, NULL), TUNNEL_OK);
    assert_int_equal(tunnel_policy_open_memory(q->image, size, NULL, &q->policy, NULL, 0),
                     TUNNEL_OK);
    q->facts = strdup(json_object_to_json_string(vector_member(test, "facts")));
    assert_non_null(q->facts);
    q->answer = strdup(ask(q, r));
    assert_true(q->answer && q->answer[0] == '{');
}

static int load(void **state)
{
    room r = make_room();
    (void)state;
    for (size_t i = 0; i < tunnel_engine_count(); i++) {
        json_object *cases = vector_cases(VECTORS, tunnel_engine_name(i));
        assert_non_null(cases);
        for (size_t k = 0; k < json_object_array_length(cases); k++)
            add(tunnel_engine_name(i), json_object_array_get_idx(cases, k), &r);
        json_object_put(cases);
    }
    free_room(&r);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    for (size_t i = 0; i < question_count; i++) {
        tunnel_policy_close(questions[i].policy);
        free(questions[i].image);
        free(questions[i].facts);
        free(questions[i].answer);
    }
    return 0;
}

/* ---- threads ----------------------------------------------------------------------------- */

typedef struct {
    size_t first;
    size_t wrong;
} worker;

static void *work(void *given)
{
    worker *w = given;
    room r = make_room();
    for (size_t i = 0; i < ROUNDS * question_count; i++) {
        const question *q = &questions[(w->first + i) % question_count];
        w->wrong += strcmp(ask(q, &r), q->answer) != 0;
    }
    free_room(&r);
    return NULL;
}

static void test_threads(void **state)
{
    pthread_t threads[THREADS];
    worker workers[THREADS];
    (void)state;
    assert_true(question_count > 100);
    for (size_t i = 0; i < THREADS; i++) {
        workers[i] = (worker){.first = i * question_count / THREADS};
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(workers[i].wrong, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_threads)};
    return cmocka_run_group_tests(tests, load, unload);
}
