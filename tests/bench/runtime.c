/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Speed of the runtime: opening images, decisions, threads; each beside what it is measured by, in
 * the same run. Medians.
 *
 * usage: runtime open IMAGE... | runtime decide IMAGE DIRECTORY-OF-ITS-DOCUMENTS */
#include <fcntl.h>
#include <libxml/parser.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", what, why);
    exit(1);
}

/* ---- time ------------------------------------------------------------------------------------ */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int by_value(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_value);
    return values[count / 2];
}

/* ---- opening --------------------------------------------------------------------------------- */

static double open_policy(const char *path)
{
    tunnel_policy *policy;
    char why[256];
    double start = seconds();
    if (tunnel_policy_open_file(path, NULL, &policy, why, sizeof why) != TUNNEL_OK)
        fail(path, why);
    tunnel_policy_close(policy);
    return seconds() - start;
}

/* Open, read, digest, close. */
static double read_file(const char *path)
{
    unsigned char digest[32];
    struct stat about;
    double start = seconds();
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &about) != 0)
        fail(path, "cannot be read");
    size_t size = (size_t)about.st_size;
    char *bytes = malloc(size);
    if (!bytes || read(file, bytes, size) != (ssize_t)size ||
        EVP_Digest(bytes, size, digest, NULL, EVP_sha256(), NULL) != 1)
        fail(path, "cannot be read");
    close(file);
    free(bytes);
    return seconds() - start;
}

/* In rounds of one kind each: what runs in turns pays for the other's cache. */
static void bench_opening(const char *path)
{
    enum { ROUNDS = 9, MOST = 2000 };
    static double ours[ROUNDS * MOST], theirs[ROUNDS * MOST], ratios[ROUNDS];
    struct stat about;
    if (stat(path, &about) != 0)
        fail(path, "is not there");
    size_t runs = about.st_size > 1000000 ? 15 : MOST;
    for (size_t round = 0; round < ROUNDS; round++) {
        double *a = ours + round * runs, *b = theirs + round * runs;
        for (size_t i = 0; i < runs; i++)
            a[i] = open_policy(path);
        for (size_t i = 0; i < runs; i++)
            b[i] = read_file(path);
        ratios[round] = median(a, runs) / median(b, runs);
    }
    printf("open %8.0f KB %12.1f us %12.1f us   ratio %5.2f  wanted <= 1.30\n",
           (double)about.st_size / 1e3, median(ours, ROUNDS * runs) * 1e6,
           median(theirs, ROUNDS * runs) * 1e6, median(ratios, ROUNDS));
}

/* ---- decisions --------------------------------------------------------------------------------
 */

/* So short that few are interrupted. */
enum { BATCH = 4 * BENCH_QUESTIONS };

/* Seconds for one decision, on average of a batch. */
static double decide(const bench_open *open, const bench_row *row)
{
    unsigned yes = 0;
    double start = seconds();
    for (size_t i = 0; i < BATCH; i++)
        yes += row->ask(open, i % BENCH_QUESTIONS);
    double each = (seconds() - start) / BATCH;
    if (yes % (BATCH / BENCH_QUESTIONS) || !yes || yes == BATCH)
        fail(row->name, "answers are not as they have to be");
    return each;
}

/* Seconds to read the document and answer one question of it; the answer must be the same. */
static double read_and_walk(const bench_open *open, const bench_row *row, const char *directory,
                            size_t which)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", directory, row->document);
    double start = seconds();
    xmlDoc *document = xmlReadFile(path, NULL, XML_PARSE_NONET);
    if (!document)
        fail(path, "cannot be read");
    unsigned answer = row->walk(document, which);
    xmlFreeDoc(document);
    double took = seconds() - start;
    if (answer != row->ask(open, which))
        fail(row->name, "libxml2 answers otherwise");
    return took;
}

/* ---- threads ----------------------------------------------------------------------------------
 */

typedef struct {
    const bench_open *open;
    const bench_row *row;
    double cpu; /* seconds */
} work;

enum { BATCHES = 400 };

static void *run(void *data)
{
    work *w = data;
    struct timespec took;
    for (size_t i = 0; i < BATCHES; i++)
        decide(w->open, w->row);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &took);
    w->cpu = (double)took.tv_sec + (double)took.tv_nsec / 1e9;
    return NULL;
}

/* Decisions a second; and as many as there were if no other program had the processors. */
typedef struct {
    double wall, cpu;
} throughput;

static throughput measure(const bench_open *open, const bench_row *row, size_t threads)
{
    pthread_t ids[2];
    work works[2] = {{open, row, 0}, {open, row, 0}};
    throughput done = {0, 0};
    double start = seconds();
    for (size_t i = 0; i < threads; i++)
        if (pthread_create(&ids[i], NULL, run, &works[i]) != 0)
            fail("threads", "cannot be started");
    for (size_t i = 0; i < threads; i++) {
        pthread_join(ids[i], NULL);
        done.cpu += BATCHES * BATCH / works[i].cpu;
    }
    done.wall = (double)threads * BATCHES * BATCH / (seconds() - start);
    return done;
}

static void bench_threads(const bench_open *open, const bench_row *row)
{
    enum { ROUNDS = 15 };
    double wall[ROUNDS], cpu[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        throughput one = measure(open, row, 1), two = measure(open, row, 2);
        wall[i] = two.wall / one.wall;
        cpu[i] = two.cpu / one.cpu;
    }
    printf("   two threads %4.2f times, by their CPU time %4.2f  wanted >= 1.80",
           median(wall, ROUNDS), median(cpu, ROUNDS));
}

/* ---- rows -------------------------------------------------------------------------------------
 */

static void bench_row_of(const bench_open *open, const bench_row *row, const char *directory)
{
    enum { RUNS = 1001, WALKS = 15 };
    double each[RUNS], walks[WALKS];
    for (size_t i = 0; i < BENCH_QUESTIONS; i++)
        row->prepare(i);
    decide(open, row);
    for (size_t i = 0; i < RUNS; i++)
        each[i] = decide(open, row);
    double ours = median(each, RUNS);
    printf("decide %-16s %7.3f us  wanted < 1", row->name, ours * 1e6);
    bench_threads(open, row);
    for (size_t i = 0; i < WALKS && row->walk; i++)
        walks[i] = read_and_walk(open, row, directory, i);
    if (row->walk) {
        double theirs = median(walks, WALKS);
        printf("   libxml2 %8.1f us, %.0f times", theirs * 1e6, theirs / ours);
    }
    puts("");
}

static void bench_decisions(const char *image, const char *directory)
{
    tunnel_policy *policy;
    char why[256];
    if (tunnel_policy_open_file(image, NULL, &policy, why, sizeof why) != TUNNEL_OK)
        fail(image, why);
    bench_open open = {policy, bench_session()};
    for (const bench_row *row = bench_rows; row->name; row++)
        bench_row_of(&open, row, directory);
    tunnel_policy_close(policy);
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "decide") == 0) {
        bench_decisions(argv[2], argv[3]);
    } else if (argc > 2 && strcmp(argv[1], "open") == 0) {
        for (int i = 2; i < argc; i++)
            bench_opening(argv[i]);
    } else {
        fputs("usage: runtime open IMAGE... | runtime decide IMAGE DIRECTORY\n", stderr);
        return 2;
    }
    return 0;
}
