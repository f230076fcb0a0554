/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof generate: files in, checked as a set, files out. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "report/visible.h"
#include "schema/schema.h"

typedef struct {
    generate_options *options;
    const cmd_files *files;
    acp_set *set;
    struct reading *readings; /* of each file */
    size_t part;              /* how many are read at a time */
    int code;                 /* of reading them */
    acp_job_input *inputs;
    acp_severity fail_on;
    acp_output out;
    acp_job job;
} run;

/* ---- reading ----------------------------------------------------------------------------- */

static uint16_t older(uint16_t a, uint16_t b)
{
    return !a || (b && b < a) ? b : a;
}

/* How one file is read. */
struct reading {
    acp_set_input input;
    acp_member *member;
    char *bytes;      /* of the file; NULL: they are the document's text */
    const char *text; /* the same, wherever they are kept */
    size_t size;
    char sha256[ACP_SHA256_TEXT];
    acp_status status;
    int error; /* errno of ACP_IO */
};

/* The configuration may say what the command line does not. */
static int settle(run *r, size_t index)
{
    struct reading *reading = &r->readings[index];
    const struct cmd_config_row *row =
        cmd_config_for(&r->options->configs, r->files->files[index].name);
    if (!row)
        return r->options->configs.code ? r->options->configs.code : CMD_IO;
    acp_severity fail_on = cmd_fail_on(r->options->fail_on, row->config);
    if (fail_on < r->fail_on)
        r->fail_on = fail_on;
    reading->input.check = (acp_check_options){.platforms = r->job.platforms,
                                               .client_version = r->options->client_version,
                                               .config = row->config,
                                               .skip_fixable = true};
    reading->input.check.client_version = cmd_client_version(&reading->input.check);
    r->job.client_version = older(r->job.client_version, reading->input.check.client_version);
    return CMD_OK;
}

/* In order, before any is read: the set has the members in the order of the files. */
static int prepare(run *r, size_t index)
{
    const cmd_file *file = &r->files->files[index];
    struct reading *reading = &r->readings[index];
    acp_set_input *input = &reading->input;
    input->role = file->role;
    input->path = file->name;
    input->host = file->host;
    input->read.kind = cmd_kinds_for(&r->options->kinds, file->name);
    input->check.least = r->fail_on < ACP_WARNING ? r->fail_on : ACP_WARNING;
    reading->member = acp_set_add_later(r->set, input);
    return reading->member ? CMD_OK : cmd_status(ACP_NO_MEMORY, file->name);
}

static void load_file(struct reading *reading)
{
    reading->status =
        cmd_load_mode(reading->input.path, &reading->member->mode, &reading->bytes, &reading->size);
    reading->error = errno;
    if (reading->status != ACP_OK)
        return;
    reading->text = reading->bytes;
    acp_sha256(reading->bytes, reading->size, reading->sha256);
}

static void read_member(struct reading *reading)
{
    reading->status =
        acp_member_read(reading->member, &reading->input, reading->bytes, reading->size);
}

/* The text of most documents is what stands in the file: it is kept once. */
static void share_text(struct reading *reading)
{
    const acp_document *document = reading->member->document;
    if (!document || document->length != reading->size ||
        memcmp(document->text, reading->bytes, reading->size) != 0)
        return;
    free(reading->bytes);
    reading->bytes = NULL;
    reading->text = document->text;
}

static void read_document(struct reading *reading)
{
    if (reading->input.role != ACP_ROLE_DOCUMENT)
        return;
    read_member(reading);
    share_text(reading);
}

static void check_document(struct reading *reading)
{
    if (reading->input.role == ACP_ROLE_DOCUMENT)
        reading->status = acp_member_check(reading->member);
}

/* Each step is taken with all files of a part before the next one: so it finds itself in the
 * processor's caches. */
static void read_part(void *data, size_t item)
{
    static void (*const steps[])(struct reading *) = {load_file, read_document, check_document};
    run *r = data;
    size_t start = item * r->part, end = start + r->part;
    if (end > r->files->count)
        end = r->files->count;
    for (size_t step = 0; step < sizeof steps / sizeof *steps; step++)
        for (size_t i = start; i < end; i++)
            if (r->readings[i].status == ACP_OK)
                steps[step](&r->readings[i]);
}

static void take_file(run *r, struct reading *reading)
{
    errno = reading->error;
    /* What reads certificates is loaded when it is first needed, which only one thread may do. */
    if (reading->status == ACP_OK && reading->input.role != ACP_ROLE_DOCUMENT)
        read_member(reading);
    if (reading->status != ACP_OK && reading->status != ACP_DAMAGED)
        r->code = cmd_worse(r->code, cmd_status(reading->status, reading->input.path));
}

static bool take_part(void *data, size_t item)
{
    run *r = data;
    for (size_t i = item * r->part; i < r->files->count && i < (item + 1) * r->part; i++)
        take_file(r, &r->readings[i]);
    return true;
}

/* Few files are shared out one by one, for each may be large. */
static size_t part_size(size_t count, unsigned processors)
{
    enum { LARGEST = 16, PARTS = 8 };
    size_t size = count / (PARTS * processors);
    return size < 1 ? 1 : size > LARGEST ? LARGEST : size;
}

static int read_files(run *r)
{
    int code = CMD_OK;
    r->part = part_size(r->files->count, cmd_processors());
    size_t parts = (r->files->count + r->part - 1) / r->part;
    r->set = acp_set_new();
    r->readings = calloc(r->files->count + 1, sizeof *r->readings);
    r->inputs = calloc(r->files->count + 1, sizeof *r->inputs);
    if (!r->set || !r->readings || !r->inputs)
        return cmd_status(ACP_NO_MEMORY, "-");
    for (size_t i = 0; i < r->files->count; i++)
        code = cmd_worse(code, settle(r, i));
    for (size_t i = 0; i < r->files->count && code == CMD_OK; i++)
        code = prepare(r, i);
    if (code == CMD_OK)
        cmd_work_run(&(cmd_work){parts, read_part, take_part, r}, cmd_processors());
    if (!r->job.client_version)
        r->job.client_version = acp_newest_version();
    return cmd_worse(code, r->code);
}

/* ---- checking ---------------------------------------------------------------------------- */

typedef struct {
    acp_severity least;
    size_t below;
} sieve;

static bool is_severe(const acp_finding *finding, void *data)
{
    sieve *s = data;
    bool severe = finding->severity >= s->least;
    s->below += !severe && finding->severity == ACP_WARNING;
    return severe;
}

/* CMD_OK: the files may be deployed. */
static int check(run *r)
{
    size_t count = 0;
    sieve s = {.least = r->fail_on};
    if (acp_set_check(r->set, NULL) != ACP_OK) {
        cmd_message("out of memory");
        return CMD_IO;
    }
    for (size_t i = 0; i < acp_set_count(r->set); i++) {
        acp_findings *findings = acp_set_findings(r->set, i);
        acp_findings_filter(findings, is_severe, &s);
        count += acp_findings_count(findings);
        if (acp_findings_count(findings))
            cmd_print_findings(findings, stderr);
    }
    if (count) {
        cmd_message("nothing is made, because of %zu %s", count,
                    count == 1 ? "finding" : "findings");
        return CMD_FINDINGS;
    }
    if (s.below)
        cmd_message("%zu %s; 'acprof validate --together' shows them", s.below,
                    s.below == 1 ? "warning" : "warnings");
    return CMD_OK;
}

/* ---- what the target takes --------------------------------------------------------------- */

static int refuse_kind(const run *r, const acp_member *member)
{
    const acp_kind_row *kind = acp_kind_get(member->kind);
    if (member->role != ACP_ROLE_DOCUMENT)
        cmd_message("%s: %s takes no such file; leave it out", member->name, r->job.target->name);
    else
        cmd_message("%s: %s takes no %s; leave it out", member->name, r->job.target->name,
                    kind ? kind->label : "file of unknown kind");
    return CMD_FINDINGS;
}

/* Members of a set are in the order of the files; all of them were read. */
static int take_inputs(run *r)
{
    acp_member *member = NULL;
    for (size_t i = 0; (member = acp_set_next_member(r->set, member)); i++) {
        bool document = member->role == ACP_ROLE_DOCUMENT;
        if (!document && member->role != ACP_ROLE_FILE)
            continue;
        if (document ? !acp_target_takes(r->job.target, member->kind) : !r->job.target->files)
            return refuse_kind(r, member);
        acp_job_input *input = &r->inputs[r->job.input_count++];
        input->member = member;
        input->bytes = r->readings[i].text;
        input->size = r->readings[i].size;
        memcpy(input->sha256, r->readings[i].sha256, sizeof input->sha256);
    }
    r->job.inputs = r->inputs;
    return CMD_OK;
}

static size_t count_of(const run *r, uint32_t kinds)
{
    size_t count = 0;
    for (size_t i = 0; i < r->job.input_count; i++) {
        const acp_member *member = r->inputs[i].member;
        count += member->role == ACP_ROLE_DOCUMENT && (kinds >> member->kind & 1);
    }
    return count;
}

static int count_inputs(const run *r)
{
    for (const acp_target_input *input = r->job.target->inputs; input->kinds; input++) {
        size_t count = count_of(r, input->kinds);
        int kind = 0;
        while (!(input->kinds >> kind & 1))
            kind++;
        const char *label = acp_kind_get((acp_kind)kind)->label;
        if (count < input->min)
            cmd_message("%s needs at least %u: %s", r->job.target->name, input->min, label);
        else if (count > input->max)
            cmd_message("%s takes %u at most: %s; there are %zu", r->job.target->name, input->max,
                        label, count);
        else
            continue;
        return CMD_FINDINGS;
    }
    return CMD_OK;
}

/* ---- making ------------------------------------------------------------------------------ */

static void add_visible(acp_buffer *text, const char *part)
{
    acp_visible_line(text, (acp_slice){part, strlen(part)});
}

/* Rows are put into lines by all threads, so many at a time; most are no longer than this. */
enum { ROWS = 256, LONG_ROW = 192 };

typedef struct {
    const acp_output *out;
    acp_buffer *lines; /* of each ROWS rows */
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
    const acp_output *out = lines->out;
    size_t start = item * ROWS, end = start + ROWS;
    if (end > out->ignored_count)
        end = out->ignored_count;
    acp_buffer_reserve(&lines->lines[item], (end - start) * LONG_ROW);
    for (size_t i = start; i < end; i++)
        put_row(&lines->lines[item], &out->ignored[i]);
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

/* There may be thousands. */
static void print_ignored(const acp_output *out)
{
    size_t count = (out->ignored_count + ROWS - 1) / ROWS;
    ignored_lines lines = {.out = out, .lines = calloc(count + 1, sizeof *lines.lines)};
    cmd_work work = {count, put_rows, print_rows, &lines};
    if (lines.lines)
        cmd_work_run(&work, cmd_processors());
    else
        cmd_message("out of memory");
    free(lines.lines);
}

static void work_at_once(void (*work)(void *data, size_t item), void *data, size_t count)
{
    cmd_work_run(&(cmd_work){.count = count, .run = work, .data = data}, cmd_processors());
}

static int make(run *r)
{
    acp_status status = acp_job_run(&r->job);
    if (status != ACP_OK) {
        cmd_message("nothing is made: %s",
                    status == ACP_REFUSED ? r->out.message : "out of memory");
        return status == ACP_REFUSED ? CMD_FINDINGS : CMD_IO;
    }
    print_ignored(&r->out);
    if (!r->out.ignored_count || r->fail_on > ACP_WARNING)
        return CMD_OK;
    cmd_message("nothing is made, because of %zu %s that the endpoints ignore",
                r->out.ignored_count, r->out.ignored_count == 1 ? "setting" : "settings");
    return CMD_FINDINGS;
}

int generate_run(generate_options *options, const cmd_files *files)
{
    run r = {.options = options, .files = files};
    r.fail_on = ACP_OFF;
    r.job = (acp_job){.target = options->target,
                      .values = options->values,
                      .contents = options->contents,
                      .platforms = acp_target_platforms(options->target, options->values),
                      .client_version = options->client_version,
                      .at_once = work_at_once};
    r.out.windows = r.job.platforms & ACP_WINDOWS;
    r.job.out = &r.out;
    int code = read_files(&r);
    r.job.set = r.set;
    r.job.arenas = r.set ? acp_set_arenas(r.set) : NULL;
    if (code == CMD_OK)
        code = check(&r);
    if (code == CMD_OK)
        code = take_inputs(&r);
    if (code == CMD_OK)
        code = count_inputs(&r);
    if (code == CMD_OK)
        code = make(&r);
    if (code == CMD_OK)
        code = generate_write(options->output, &r.job);
    for (size_t i = 0; i < files->count && r.readings; i++)
        free(r.readings[i].bytes);
    free(r.readings);
    free(r.inputs);
    acp_output_free(&r.out);
    acp_set_free(r.set);
    return code;
}
