/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unified diffs, line by line after Myers. A line ends with LF; what stands before that, CR too,
 * belongs to it. */
#include "unified.h"

#include <stdlib.h>
#include <string.h>

#define CONTEXT 3
/* Lines that differ in one go. Where two texts differ more, the path that came furthest is taken so
 * far: the diff is then right, but not the shortest. */
#define MOST 512

typedef struct {
    const acp_slice *lines;
    size_t count;
} text;

/* Which lines of the two texts go together: per line of the old one, whether it stays. */
typedef struct {
    text before, after;
    bool *goes;  /* line of the old text is not in the new one */
    bool *comes; /* line of the new text was not in the old one */
} difference;

static bool cut_lines(acp_slice all, text *out)
{
    size_t count = 0;
    for (size_t i = 0; i < all.len; i++)
        count += all.ptr[i] == '\n';
    acp_slice *lines = malloc((count + 2) * sizeof *lines);
    if (!lines)
        return false;
    *out = (text){lines, 0};
    while (all.len) {
        const char *end = memchr(all.ptr, '\n', all.len);
        size_t length = end ? (size_t)(end - all.ptr) + 1 : all.len;
        lines[out->count++] = (acp_slice){all.ptr, length};
        all = (acp_slice){all.ptr + length, all.len - length};
    }
    return true;
}

static bool same_line(const difference *d, size_t x, size_t y)
{
    acp_slice a = d->before.lines[x], b = d->after.lines[y];
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* ---- the shortest way ------------------------------------------------------------------------ */

/* The furthest point on each diagonal after each number of steps; those of step s start at s * s,
 * diagonal k (x - y) at index k + s. */
typedef struct {
    const difference *d;
    size_t x0, y0; /* where the way starts */
    long *reached; /* x - x0 */
} search;

static long *at(const search *s, long steps, long diagonal)
{
    return &s->reached[steps * steps + diagonal + steps];
}

/* The furthest x on a diagonal: one line comes (down from the diagonal above) or goes. */
static long step(const search *s, long steps, long k, bool *comes)
{
    *comes = k == -steps || (k != steps && *at(s, steps - 1, k - 1) < *at(s, steps - 1, k + 1));
    return *comes ? *at(s, steps - 1, k + 1) : *at(s, steps - 1, k - 1) + 1;
}

static long slide(const search *s, long x, long k)
{
    const difference *d = s->d;
    while (s->x0 + (size_t)x < d->before.count && s->y0 + (size_t)(x - k) < d->after.count &&
           same_line(d, s->x0 + (size_t)x, s->y0 + (size_t)(x - k)))
        x++;
    return x;
}

static bool is_inside(const search *s, long x, long k)
{
    return x >= 0 && x - k >= 0 && s->x0 + (size_t)x <= s->d->before.count &&
           s->y0 + (size_t)(x - k) <= s->d->after.count;
}

/* Finds the steps to the end, or as many as are allowed; returns how many, and the diagonal the way
 * ends on. */
static long find_way(const search *s, long *end)
{
    long goal = (long)(s->d->before.count - s->x0) - (long)(s->d->after.count - s->y0);
    long best = -1;
    *at(s, 0, 0) = slide(s, 0, 0);
    *end = 0;
    if (goal == 0 && s->x0 + (size_t)*at(s, 0, 0) == s->d->before.count)
        return 0;
    for (long steps = 1; steps <= MOST; steps++) {
        best = -1;
        for (long k = -steps; k <= steps; k += 2) {
            bool comes;
            long x = step(s, steps, k, &comes);
            *at(s, steps, k) = is_inside(s, x, k) ? x = slide(s, x, k) : x;
            if (!is_inside(s, x, k))
                continue;
            if (2 * x - k > best) {
                best = 2 * x - k;
                *end = k;
            }
            if (k == goal && s->x0 + (size_t)x == s->d->before.count) {
                *end = k;
                return steps;
            }
        }
    }
    return MOST;
}

/* Notes the lines of a way, from its end back. */
static void note_way(const search *s, difference *d, long steps, long k)
{
    for (; steps > 0; steps--) {
        bool comes;
        long x = step(s, steps, k, &comes);
        if (comes)
            d->comes[s->y0 + (size_t)(x - k - 1)] = true;
        else
            d->goes[s->x0 + (size_t)(x - 1)] = true;
        k += comes ? 1 : -1;
    }
}

static bool compare(difference *d)
{
    long *reached = malloc((MOST + 1) * (MOST + 1) * sizeof *reached);
    search s = {.d = d, .reached = reached};
    while (reached && (s.x0 < d->before.count || s.y0 < d->after.count)) {
        long k, steps = find_way(&s, &k), x = *at(&s, steps, k);
        note_way(&s, d, steps, k);
        s.x0 += (size_t)x;
        s.y0 += (size_t)(x - k);
    }
    free(reached);
    return reached != NULL;
}

/* ---- writing it -------------------------------------------------------------------------- */

static void write_line(FILE *out, char sign, acp_slice line)
{
    putc(sign, out);
    fwrite(line.ptr, 1, line.len, out);
    if (line.len == 0 || line.ptr[line.len - 1] != '\n')
        fputs("\n\\ No newline at end of file\n", out);
}

/* A part of both texts that is shown in one piece. */
typedef struct {
    size_t x, y, x_end, y_end;
} hunk;

static bool is_common(const difference *d, size_t x, size_t y)
{
    return x < d->before.count && y < d->after.count && !d->goes[x] && !d->comes[y];
}

/* The next hunk from a place on: changes no more than twice the context apart. False: there is
 * none. */
static bool next_hunk(const difference *d, hunk *h)
{
    size_t x = h->x_end, y = h->y_end, lead = 0;
    for (; is_common(d, x, y); x++, y++)
        lead++;
    if (x == d->before.count && y == d->after.count)
        return false;
    lead = lead < CONTEXT ? lead : CONTEXT;
    h->x = x - lead;
    h->y = y - lead;
    for (size_t common = 0; common <= 2 * CONTEXT;) {
        if (is_common(d, x, y)) {
            common++;
            x++;
            y++;
            continue;
        }
        if (x == d->before.count && y == d->after.count)
            break;
        while (x < d->before.count && d->goes[x])
            x++;
        while (y < d->after.count && d->comes[y])
            y++;
        common = 0;
        h->x_end = x;
        h->y_end = y;
    }
    for (size_t i = 0; i < CONTEXT && is_common(d, h->x_end, h->y_end); i++) {
        h->x_end++;
        h->y_end++;
    }
    return true;
}

static void write_range(FILE *out, char sign, size_t start, size_t end)
{
    /* An empty range is named by the line before it. */
    fprintf(out, "%c%zu", sign, end > start ? start + 1 : start);
    if (end - start != 1)
        fprintf(out, ",%zu", end - start);
}

static void write_hunk(FILE *out, const difference *d, const hunk *h)
{
    fputs("@@ ", out);
    write_range(out, '-', h->x, h->x_end);
    putc(' ', out);
    write_range(out, '+', h->y, h->y_end);
    fputs(" @@\n", out);
    for (size_t x = h->x, y = h->y; x < h->x_end || y < h->y_end;) {
        if (is_common(d, x, y)) {
            write_line(out, ' ', d->before.lines[x]);
            x++;
            y++;
            continue;
        }
        for (; x < h->x_end && d->goes[x]; x++)
            write_line(out, '-', d->before.lines[x]);
        for (; y < h->y_end && d->comes[y]; y++)
            write_line(out, '+', d->after.lines[y]);
    }
}

/* As git and patch read names: in quotes if need be, with a tab behind one that has a blank in it.
 */
static void write_name(FILE *out, const char *mark, const char *side, const char *name)
{
    bool quoted = false;
    for (const char *c = name; *c; c++)
        quoted |= (unsigned char)*c < ' ' || *c == '"' || *c == '\\' || *c == 0x7F;
    fprintf(out, "%s %s%s/", mark, quoted ? "\"" : "", side);
    for (const char *c = name; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            fprintf(out, "\\%03o", (unsigned)(unsigned char)*c);
        else
            fprintf(out, "%s%c", *c == '"' || *c == '\\' ? "\\" : "", *c);
    }
    fprintf(out, "%s%s\n", quoted ? "\"" : "", strchr(name, ' ') && !quoted ? "\t" : "");
}

static void write_all(FILE *out, const char *name, const difference *d)
{
    hunk h = {0};
    while (strncmp(name, "./", 2) == 0 || *name == '/')
        name += *name == '/' ? 1 : 2;
    write_name(out, "---", "a", name);
    write_name(out, "+++", "b", name);
    while (next_hunk(d, &h))
        write_hunk(out, d, &h);
}

bool unified_diff(FILE *out, const char *name, acp_slice before, acp_slice after)
{
    if (before.len == after.len && (!before.len || memcmp(before.ptr, after.ptr, before.len) == 0))
        return true;
    difference d = {0};
    bool fine = cut_lines(before, &d.before) && cut_lines(after, &d.after);
    d.goes = fine ? calloc(d.before.count + 1, 1) : NULL;
    d.comes = fine ? calloc(d.after.count + 1, 1) : NULL;
    fine = d.goes && d.comes && compare(&d);
    if (fine)
        write_all(out, name, &d);
    free((void *)d.before.lines);
    free((void *)d.after.lines);
    free(d.goes);
    free(d.comes);
    return fine;
}
