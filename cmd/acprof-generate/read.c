/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How acprof generate reads its files: by as many threads as there are processors. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "schema/schema.h"

static uint16_t older(uint16_t a, uint16_t b)
{
    return !a || (b && b < a) ? b : a;
}

/* The configuration may say what the command line does not. */
static int settle(generation *g, size_t index)
{
    reading *file = &g->readings[index];
    const struct cmd_config_row *row =
        cmd_config_for(&g->options->configs, g->files->files[index].name);
    if (!row)
        return g->options->configs.code ? g->options->configs.code : CMD_IO;
    acp_severity fail_on = cmd_fail_on(g->options->fail_on, row->config);
    if (fail_on < g->fail_on)
        g->fail_on = fail_on;
    file->input.check = (acp_check_options){.platforms = g->job.platforms,
                                            .client_version = g->options->client_version,
                                            .config = row->config,
                                            .skip_fixable = true};
    file->input.check.client_version = cmd_client_version(&file->input.check);
    g->job.client_version = older(g->job.client_version, file->input.check.client_version);
    return CMD_OK;
}

/* In order, before any is read: the set has the members in the order of the files. */
static int prepare(generation *g, size_t index)
{
    const cmd_file *named = &g->files->files[index];
    reading *file = &g->readings[index];
    acp_set_input *input = &file->input;
    input->role = named->role;
    input->path = named->name;
    input->host = named->host;
    input->read.kind = cmd_kinds_for(&g->options->kinds, named->name);
    input->check.least = g->fail_on < ACP_WARNING ? g->fail_on : ACP_WARNING;
    file->member = acp_set_add_later(g->set, input);
    return file->member ? CMD_OK : cmd_status(ACP_NO_MEMORY, named->name);
}

static void load_file(reading *file)
{
    file->status = cmd_load_mode(file->input.path, &file->member->mode, &file->bytes, &file->size);
    file->error = errno;
    if (file->status != ACP_OK)
        return;
    file->text = file->bytes;
    acp_sha256(file->bytes, file->size, file->sha256);
}

static void read_member(reading *file)
{
    file->status = acp_member_read(file->member, &file->input, file->bytes, file->size);
}

/* The text of most documents is what stands in the file: it is kept once. */
static void share_text(reading *file)
{
    const acp_document *document = file->member->document;
    if (!document || document->length != file->size ||
        memcmp(document->text, file->bytes, file->size) != 0)
        return;
    free(file->bytes);
    file->bytes = NULL;
    file->text = document->text;
}

static void read_document(reading *file)
{
    if (file->input.role != ACP_ROLE_DOCUMENT)
        return;
    read_member(file);
    share_text(file);
}

static void check_document(reading *file)
{
    if (file->input.role == ACP_ROLE_DOCUMENT)
        file->status = acp_member_check(file->member);
}

/* Each step is taken with all files of a part before the next one: so it finds itself in the
 * processor's caches. */
static void read_part(void *data, size_t item)
{
    static void (*const steps[])(reading *) = {load_file, read_document, check_document};
    generation *g = data;
    size_t start = item * g->part, end = start + g->part;
    if (end > g->files->count)
        end = g->files->count;
    for (size_t step = 0; step < sizeof steps / sizeof *steps; step++)
        for (size_t i = start; i < end; i++)
            if (g->readings[i].status == ACP_OK)
                steps[step](&g->readings[i]);
}

static void take_file(generation *g, reading *file)
{
    errno = file->error;
    /* What reads certificates is loaded when it is first needed, which only one thread may do. */
    if (file->status == ACP_OK && file->input.role != ACP_ROLE_DOCUMENT)
        read_member(file);
    if (file->status != ACP_OK && file->status != ACP_DAMAGED)
        g->code = cmd_worse(g->code, cmd_status(file->status, file->input.path));
}

static bool take_part(void *data, size_t item)
{
    generation *g = data;
    for (size_t i = item * g->part; i < g->files->count && i < (item + 1) * g->part; i++)
        take_file(g, &g->readings[i]);
    return true;
}

/* Few files are shared out one by one, for each may be large. */
static size_t part_size(size_t count, unsigned processors)
{
    enum { LARGEST = 16, PARTS = 8 };
    size_t size = count / (PARTS * processors);
    return size < 1 ? 1 : size > LARGEST ? LARGEST : size;
}

int generate_read(generation *g)
{
    int code = CMD_OK;
    g->part = part_size(g->files->count, cmd_processors());
    size_t parts = (g->files->count + g->part - 1) / g->part;
    g->set = acp_set_new();
    g->readings = calloc(g->files->count + 1, sizeof *g->readings);
    g->inputs = calloc(g->files->count + 1, sizeof *g->inputs);
    if (!g->set || !g->readings || !g->inputs)
        return cmd_status(ACP_NO_MEMORY, "-");
    for (size_t i = 0; i < g->files->count; i++)
        code = cmd_worse(code, settle(g, i));
    for (size_t i = 0; i < g->files->count && code == CMD_OK; i++)
        code = prepare(g, i);
    if (code == CMD_OK)
        cmd_work_run(&(cmd_work){parts, read_part, take_part, g}, cmd_processors());
    if (!g->job.client_version)
        g->job.client_version = acp_newest_version();
    return cmd_worse(code, g->code);
}
