/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What acprof generate says of settings that have no effect. */
#include <stdlib.h>
#include <string.h>

#include "report/visible.h"
#include "run.h"

static void add_visible(acp_buffer *text, const char *part)
{
    acp_visible_line(text, (acp_slice){part, strlen(part)});
}

typedef struct {
    const acp_output *out;
    acp_buffer *lines; /* of each part of the rows */
} ignored_lines;

/* A line each, whatever is in names. */
static void put_row(acp_buffer *text, const acp_output_ignored *row)
{
    add_visible(text, row->file);
    acp_buffer_putc(text, ':');
    acp_buffer_number(text, row->at.line);
    acp_buffer_putc(text, ':');
    acp_buffer_number(text, row->at.column);
    acp_buffer_puts(text, ": ignored: ");
    add_visible(text, row->path);
    acp_buffer_puts(text, ": ");
    add_visible(text, row->why);
    acp_buffer_putc(text, '\n');
}

static void put_rows(void *data, size_t item)
{
    ignored_lines *lines = data;
    size_t count;
    const acp_output_ignored *rows = acp_output_ignored_part(lines->out, item, &count);
    for (size_t i = 0; i < count; i++)
        put_row(&lines->lines[item], &rows[i]);
}

static bool print_rows(void *data, size_t item)
{
    acp_buffer *text = &((ignored_lines *)data)->lines[item];
    if (text->length)
        fwrite(text->text, 1, text->length, stderr);
    if (text->failed)
        cmd_message("out of memory");
    acp_buffer_free(text);
    return true;
}

void generate_print_ignored(const acp_output *out)
{
    size_t count = acp_output_ignored_parts(out);
    ignored_lines lines = {.out = out, .lines = calloc(count + 1, sizeof *lines.lines)};
    cmd_work work = {count, put_rows, print_rows, &lines};
    if (lines.lines)
        cmd_work_run(&work, cmd_processors());
    else
        cmd_message("out of memory");
    free(lines.lines);
}
