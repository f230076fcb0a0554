/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One run of a target, and what it may ask of its documents. */
#include "generate/target/target.h"

#include <stdlib.h>

/* ---- inputs, each for itself --------------------------------------------------------------- */

/* As many inputs as share an output, which is joined: those of a job are shared out to threads. */
enum { PART = 16 };

typedef struct {
    const acp_job *job;
    acp_output *outputs;
} parts;

static void make_part(void *data, size_t item)
{
    parts *p = data;
    acp_job job = *p->job;
    const acp_job_input *end = job.inputs + job.input_count, *start = job.inputs + item * PART;
    acp_lent *lent = acp_arena_pool_lend(job.arenas);
    if (end - start > PART)
        end = start + PART;
    job.out = &p->outputs[item];
    job.out->windows = p->job->out->windows;
    job.out->no_memory = !lent;
    if (!lent)
        return;
    job.out->arena = lent->arena;
    acp_job_note_ignored(&job, start, end);
    for (const acp_job_input *input = start; input < end && acp_output_fine(job.out); input++)
        if (job.target->each)
            job.target->each(&job, input);
    lent->arena = job.out->arena;
    job.out->arena = (acp_arena){0};
    acp_arena_pool_return(job.arenas, lent);
}

static void make_parts(acp_job *job)
{
    size_t count = (job->input_count + PART - 1) / PART;
    parts p = {.job = job, .outputs = calloc(count + 1, sizeof *p.outputs)};
    if (!p.outputs) {
        job->out->no_memory = true;
        return;
    }
    if (job->at_once)
        job->at_once(make_part, &p, count);
    for (size_t i = 0; i < count; i++) {
        if (!job->at_once)
            make_part(&p, i);
        acp_output_join(job->out, &p.outputs[i]);
        acp_output_free(&p.outputs[i]);
    }
    free(p.outputs);
}

/* ---- the job ------------------------------------------------------------------------------- */

static acp_status make(acp_job *job)
{
    const acp_target *target = job->target;
    if (target->check)
        target->check(job);
    if (acp_output_fine(job->out))
        make_parts(job);
    if (!acp_output_fine(job->out))
        return acp_output_status(job->out);
    if (target->make)
        return target->make(job);
    return target->each ? ACP_OK : acp_stylesheet_make(job);
}

acp_status acp_job_run(acp_job *job)
{
    acp_output *out = job->out;
    acp_status status = make(job);
    if (status != ACP_OK)
        return status;
    status = acp_output_finish(out);
    if (status == ACP_OK && !out->files.count) {
        acp_output_refuse(out, "%s makes nothing of these files", job->target->name);
        return ACP_REFUSED;
    }
    return status;
}

/* ---- other targets ----------------------------------------------------------------------- */

static const char *defined(const acp_target_option *option, const char *const *definitions)
{
    for (; *definitions; definitions += 2)
        if (strcmp(definitions[0], option->name) == 0)
            return definitions[1];
    return option->fallback ? option->fallback : "";
}

static bool is_taken(const acp_target *target, const acp_member *member)
{
    return member->role == ACP_ROLE_DOCUMENT ? acp_target_takes(target, member->kind) != NULL
                                             : target->files;
}

acp_status acp_job_run_other(const acp_job *job, const char *target, const char *const *definitions,
                             acp_output *out)
{
    acp_job other = {.target = acp_target_find(target),
                     .set = job->set,
                     .client_version = job->client_version,
                     .out = out,
                     .arenas = job->arenas};
    size_t options = 0;
    while (other.target->options[options].name)
        options++;
    const char **values = acp_arena_alloc(&out->arena, (options + 1) * sizeof *values);
    acp_slice *contents = acp_arena_alloc(&out->arena, (options + 1) * sizeof *contents);
    acp_job_input *inputs = acp_arena_alloc(&out->arena, (job->input_count + 1) * sizeof *inputs);
    if (!values || !contents || !inputs)
        return ACP_NO_MEMORY;
    for (size_t i = 0; i < options; i++)
        values[i] = defined(&other.target->options[i], definitions);
    for (size_t i = 0; i < job->input_count; i++)
        if (is_taken(other.target, job->inputs[i].member))
            inputs[other.input_count++] = job->inputs[i];
    other.values = values;
    other.contents = contents;
    other.inputs = inputs;
    other.platforms = acp_target_platforms(other.target, values);
    return acp_job_run(&other);
}

/* ---- options ----------------------------------------------------------------------------- */

static size_t option_index(const acp_job *job, const char *name)
{
    const acp_target_option *options = job->target->options;
    size_t i = 0;
    while (*options[i].name != *name || strcmp(options[i].name, name) != 0)
        i++;
    return i;
}

const char *acp_job_value(const acp_job *job, const char *option)
{
    return job->values[option_index(job, option)];
}

bool acp_job_is(const acp_job *job, const char *option, const char *value)
{
    return strcmp(acp_job_value(job, option), value) == 0;
}

acp_slice acp_job_content(const acp_job *job, const char *option)
{
    return job->contents[option_index(job, option)];
}

/* ---- inputs ------------------------------------------------------------------------------ */

static const acp_job_input *following(const acp_job *job, const acp_job_input *last)
{
    const acp_job_input *next = last ? last + 1 : job->inputs;
    return next < job->inputs + job->input_count ? next : NULL;
}

const acp_job_input *acp_job_next(const acp_job *job, acp_kind kind, const acp_job_input *last)
{
    const acp_job_input *input = last;
    do
        input = following(job, input);
    while (input && (input->member->role != ACP_ROLE_DOCUMENT || input->member->kind != kind));
    return input;
}

const acp_job_input *acp_job_next_file(const acp_job *job, const acp_job_input *last)
{
    const acp_job_input *input = last;
    do
        input = following(job, input);
    while (input && input->member->role != ACP_ROLE_FILE);
    return input;
}

/* ---- settings ---------------------------------------------------------------------------- */

/* The setting at a path below the root of a kind's schema. */
static acp_setting_id setting_at(acp_kind kind, const char *path)
{
    acp_setting_id id = acp_kind_root(kind);
    while (*path && id != ACP_NO_SETTING) {
        size_t length = strcspn(path, "/");
        bool attribute = *path == '@';
        id = acp_setting_child(id, path + attribute, length - attribute, attribute);
        path += length + (path[length] == '/');
    }
    return id;
}

static bool is_written(const acp_member *member, const char *path, acp_setting_id id)
{
    const char *at = strrchr(path, '@');
    char element[512];
    if (!at)
        return acp_member_first(member, path) != NULL;
    snprintf(element, sizeof element, "%.*s", (int)(at > path ? at - path - 1 : 0), path);
    const acp_node *node = *element ? acp_member_first(member, element) : member->document->root;
    return node && acp_node_attribute_of(node, id);
}

acp_slice acp_job_setting(acp_job *job, acp_kind kind, const char *path)
{
    const acp_job_input *input = acp_job_next(job, kind, NULL);
    acp_setting_id id = setting_at(kind, path);
    if (input && is_written(input->member, path, id))
        return acp_member_value(input->member, path);
    const char *text = acp_setting_default(acp_setting_get(id), job->client_version);
    acp_slice value = acp_slice_of(text ? text : "");
    acp_output_assume(job->out, acp_kind_get(kind)->name, path, value);
    return value;
}
