/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Two versions of a merged text that are equal but for the conflicts, as one with markers. Lines
 * that stand once in either tell which of one is which of the other. */
#include <stdlib.h>

#include "change/merge.h"

typedef struct {
    acp_slice *lines; /* with their ends */
    size_t count;
    size_t *partner; /* in the other text; SIZE_MAX: none */
} text_lines;

static bool split(acp_slice text, text_lines *out)
{
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '\n';
    out->lines = malloc(count * sizeof *out->lines);
    out->partner = malloc(count * sizeof *out->partner);
    if (!out->lines || !out->partner)
        return false;
    while (text.len) {
        const char *end = memchr(text.ptr, '\n', text.len);
        size_t length = end ? (size_t)(end - text.ptr) + 1 : text.len;
        out->partner[out->count] = SIZE_MAX;
        out->lines[out->count++] = (acp_slice){text.ptr, length};
        text = (acp_slice){text.ptr + length, text.len - length};
    }
    return true;
}

static void free_lines(text_lines *text)
{
    free(text->lines);
    free(text->partner);
}

/* ---- which line is which ------------------------------------------------------------------- */

static int by_text(const void *left, const void *right)
{
    const acp_slice *const *a = left, *const *b = right;
    int order = acp_slice_compare(**a, **b);
    return order ? order : (*a > *b) - (*a < *b);
}

static const acp_slice **sorted(const text_lines *text)
{
    const acp_slice **lines = malloc((text->count + 1) * sizeof *lines);
    for (size_t i = 0; lines && i < text->count; i++)
        lines[i] = &text->lines[i];
    if (lines)
        qsort(lines, text->count, sizeof *lines, by_text);
    return lines;
}

/* How many lines from i on are the same. */
static size_t run_of(const acp_slice *const *lines, size_t i, size_t count)
{
    size_t end = i + 1;
    while (end < count && acp_slice_equal(*lines[i], *lines[end]))
        end++;
    return end - i;
}

/* Lines that stand once in either text are one. */
static bool pair_unique(text_lines *a, text_lines *b)
{
    const acp_slice **x = sorted(a), **y = sorted(b);
    for (size_t i = 0, k = 0; x && y && i < a->count && k < b->count;) {
        int order = acp_slice_compare(*x[i], *y[k]);
        size_t runs = order <= 0 ? run_of(x, i, a->count) : 0;
        size_t other = order >= 0 ? run_of(y, k, b->count) : 0;
        if (runs == 1 && other == 1) {
            a->partner[x[i] - a->lines] = (size_t)(y[k] - b->lines);
            b->partner[y[k] - b->lines] = (size_t)(x[i] - a->lines);
        }
        i += runs;
        k += other;
    }
    bool fine = x && y;
    free(x);
    free(y);
    return fine;
}

static void set_pair(text_lines *a, size_t i, text_lines *b, size_t k)
{
    a->partner[i] = k;
    b->partner[k] = i;
}

/* What follows, or comes before, a pair is one, too, as far as it is the same. */
static void spread(text_lines *a, text_lines *b)
{
    for (size_t i = 0; i < a->count; i++) {
        size_t k = i && a->partner[i - 1] != SIZE_MAX ? a->partner[i - 1] + 1 : i ? SIZE_MAX : 0;
        if (a->partner[i] == SIZE_MAX && k < b->count && b->partner[k] == SIZE_MAX &&
            acp_slice_equal(a->lines[i], b->lines[k]))
            set_pair(a, i, b, k);
    }
    for (size_t i = a->count; i-- > 0;) {
        bool last = i + 1 == a->count;
        size_t next = last ? b->count : a->partner[i + 1];
        size_t k = next == SIZE_MAX || !next ? SIZE_MAX : next - 1;
        if (a->partner[i] == SIZE_MAX && k < b->count && b->partner[k] == SIZE_MAX &&
            acp_slice_equal(a->lines[i], b->lines[k]))
            set_pair(a, i, b, k);
    }
}

/* ---- the text ------------------------------------------------------------------------------ */

void acp_merge_marker(acp_buffer *out, char c, const acp_merge_options *options, const char *label,
                      const char *line_end_text)
{
    unsigned size = options && options->marker_size ? options->marker_size : ACP_MARKER_SIZE;
    bool ended =
        out->length && (out->text[out->length - 1] == '\n' || out->text[out->length - 1] == '\r');
    if (out->length && !ended)
        acp_buffer_puts(out, line_end_text);
    while (size-- > 0)
        acp_buffer_putc(out, c);
    if (label && *label)
        acp_buffer_printf(out, " %s", label);
    acp_buffer_puts(out, line_end_text);
}

static void put_lines(acp_buffer *out, const text_lines *text, size_t from, size_t end)
{
    for (; from < end; from++)
        acp_buffer_add(out, text->lines[from].ptr, text->lines[from].len);
}

/* Pairs that would cross an earlier one do not count. */
static void write(const text_lines *a, const text_lines *b, const acp_merge_options *options,
                  const char *line_end, acp_buffer *out)
{
    const char *ours = options && options->ours ? options->ours : "OURS";
    const char *theirs = options && options->theirs ? options->theirs : "THEIRS";
    for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
        size_t next = i, other = b->count;
        while (next < a->count && (a->partner[next] == SIZE_MAX || a->partner[next] < k))
            next++;
        if (next < a->count)
            other = a->partner[next];
        if (next > i || other > k) {
            acp_merge_marker(out, '<', options, ours, line_end);
            put_lines(out, a, i, next);
            acp_merge_marker(out, '=', options, NULL, line_end);
            put_lines(out, b, k, other);
            acp_merge_marker(out, '>', options, theirs, line_end);
        }
        if (next < a->count)
            put_lines(out, a, next, next + 1);
        i = next + 1;
        k = other + 1;
    }
}

bool acp_merge_lines(acp_slice ours, acp_slice theirs, const acp_merge_options *options,
                     const char *line_end, acp_buffer *out)
{
    text_lines a = {0}, b = {0};
    bool fine = split(ours, &a) && split(theirs, &b) && pair_unique(&a, &b);
    if (fine) {
        spread(&a, &b);
        write(&a, &b, options, line_end, out);
    }
    free_lines(&a);
    free_lines(&b);
    return fine && !out->failed;
}
