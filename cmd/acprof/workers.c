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
    pthread_cond_t changed; /* more was taken; for workers that are too far ahead */
    size_t next;            /* the next item to be worked on */
    size_t taken;           /* items whose result was taken */
    unsigned waiting;
    bool *ready;
    bool taking; /* a worker takes results now */
    bool stop;
} pool;

static bool take(const cmd_work *work, size_t item)
{
    return !work->take || work->take(work->data, item);
}

/* Who made the result that is due takes it, and those that are ready behind it: to wake another
 * thread for each takes longer than most items. */
static void take_ready(pool *p)
{
    p->taking = true;
    while (!p->stop && p->taken < p->work->count && p->ready[p->taken]) {
        size_t item = p->taken;
        pthread_mutex_unlock(&p->mutex);
        bool fine = take(p->work, item);
        pthread_mutex_lock(&p->mutex);
        p->taken++;
        p->stop = !fine;
    }
    p->taking = false;
    if (p->waiting)
        pthread_cond_broadcast(&p->changed);
}

static void wait_for_others(pool *p)
{
    p->waiting++;
    pthread_cond_wait(&p->changed, &p->mutex);
    p->waiting--;
}

static void *worker(void *data)
{
    pool *p = data;
    pthread_mutex_lock(&p->mutex);
    while (!p->stop && p->next < p->work->count) {
        if (p->next >= p->taken + AHEAD) {
            wait_for_others(p);
            continue;
        }
        size_t item = p->next++;
        pthread_mutex_unlock(&p->mutex);
        p->work->run(p->work->data, item);
        pthread_mutex_lock(&p->mutex);
        p->ready[item] = true;
        if (item == p->taken && !p->taking)
            take_ready(p);
    }
    pthread_mutex_unlock(&p->mutex);
    return NULL;
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
    if (!ready) {
        free(threads);
        return run_alone(work);
    }
    unsigned started = 0;
    pool p = {.work = work, .ready = ready};
    pthread_mutex_init(&p.mutex, NULL);
    pthread_cond_init(&p.changed, NULL);
    while (started + 1 < jobs && pthread_create(&threads[started], NULL, worker, &p) == 0)
        started++;
    worker(&p);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&p.changed);
    pthread_mutex_destroy(&p.mutex);
    free(ready);
    free(threads);
    return !p.stop;
}
