/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work on many items at once, results in order. */
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "cmd.h"

#define AHEAD 64 /* items a worker may be ahead of the first not yet taken: bounds memory */

typedef struct {
    const cmd_work *work;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t next;  /* the next item to be worked on */
    size_t taken; /* items whose result was taken */
    bool *ready;
    bool stop;
} pool;

static void *worker(void *data)
{
    pool *p = data;
    pthread_mutex_lock(&p->mutex);
    for (;;) {
        while (!p->stop && p->next < p->work->count && p->next >= p->taken + AHEAD)
            pthread_cond_wait(&p->changed, &p->mutex);
        if (p->stop || p->next >= p->work->count)
            break;
        size_t item = p->next++;
        pthread_mutex_unlock(&p->mutex);
        p->work->run(p->work->data, item);
        pthread_mutex_lock(&p->mutex);
        p->ready[item] = true;
        if (item == p->taken)
            pthread_cond_broadcast(&p->changed);
    }
    pthread_mutex_unlock(&p->mutex);
    return NULL;
}

static bool take(const cmd_work *work, size_t item)
{
    return !work->take || work->take(work->data, item);
}

static bool take_in_order(pool *p)
{
    bool fine = true;
    for (size_t item = 0; item < p->work->count && fine; item++) {
        pthread_mutex_lock(&p->mutex);
        while (!p->ready[item])
            pthread_cond_wait(&p->changed, &p->mutex);
        pthread_mutex_unlock(&p->mutex);
        fine = take(p->work, item);
        pthread_mutex_lock(&p->mutex);
        p->taken = item + 1;
        p->stop = !fine;
        pthread_cond_broadcast(&p->changed);
        pthread_mutex_unlock(&p->mutex);
    }
    return fine;
}

static bool run_alone(const cmd_work *work)
{
    for (size_t item = 0; item < work->count; item++) {
        work->run(work->data, item);
        if (!take(work, item))
            return false;
    }
    return true;
}

unsigned cmd_processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
}

bool cmd_work_run(const cmd_work *work, unsigned jobs)
{
    if (jobs > work->count)
        jobs = (unsigned)work->count;
    pthread_t *threads = jobs > 1 ? calloc(jobs, sizeof *threads) : NULL;
    bool *ready = threads ? calloc(work->count, sizeof *ready) : NULL;
    unsigned started = 0;
    pool p = {.work = work, .ready = ready};
    pthread_mutex_init(&p.mutex, NULL);
    pthread_cond_init(&p.changed, NULL);
    while (ready && started < jobs && pthread_create(&threads[started], NULL, worker, &p) == 0)
        started++;
    bool fine = started ? take_in_order(&p) : run_alone(work);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&p.changed);
    pthread_mutex_destroy(&p.mutex);
    free(ready);
    free(threads);
    return fine;
}
