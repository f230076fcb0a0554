/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cmd.h"

#define PROSE_COLUMNS 100 /* longer lines are hard to read */

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* The one thing said for the whole program on the command line. */
static int color_when = COLOR_AUTO;

void cmd_set_color(int when)
{
    color_when = when;
}

bool cmd_color(FILE *stream)
{
    if (color_when != COLOR_AUTO)
        return color_when == COLOR_ALWAYS;
    const char *off = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(fileno(stream)) && !(off && *off) && !(terminal && strcmp(terminal, "dumb") == 0);
}

unsigned cmd_width(FILE *stream)
{
    struct winsize size;
    if (!isatty(fileno(stream)))
        return 0;
    const char *columns = getenv("COLUMNS");
    char *end = NULL;
    unsigned long said =
        columns && isdigit((unsigned char)*columns) ? strtoul(columns, &end, 10) : 0;
    if (said && !*end)
        return said < PROSE_COLUMNS ? (unsigned)said : PROSE_COLUMNS;
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 80;
    return size.ws_col < PROSE_COLUMNS ? size.ws_col : PROSE_COLUMNS;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static struct {
    double start, last;
    bool shown;
} progress;

void cmd_progress(size_t done, size_t total)
{
    if (total < 2 || !isatty(STDERR_FILENO))
        return;
    double time = now();
    if (progress.start == 0)
        progress.start = progress.last = time;
    if (time - progress.start < 1 || time - progress.last < 0.1)
        return;
    progress.last = time;
    progress.shown = true;
    fprintf(stderr, "\r%zu of %zu files ", done, total);
    fflush(stderr);
}

void cmd_progress_end(void)
{
    if (progress.shown)
        fputs("\r\033[K", stderr);
    progress.shown = false;
}
