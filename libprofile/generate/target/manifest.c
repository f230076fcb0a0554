/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "generate/target/manifest.h"

#include "document/json_text.h"

static void hashed(acp_json_text *json, size_t size, const char *sha256)
{
    acp_json_member_number(json, "size", (int64_t)size);
    acp_json_member(json, "sha256", sha256);
}

static void options(acp_json_text *json, const acp_job *job)
{
    acp_json_key(json, "options");
    acp_json_open(json, '{', false);
    for (size_t i = 0; job->target->options[i].name; i++) {
        const acp_target_option *option = &job->target->options[i];
        bool file = option->type && strcmp(option->type, "file") == 0;
        const char *slash = file ? strrchr(job->values[i], '/') : NULL;
        if (*job->values[i])
            acp_json_member(json, option->name, slash ? slash + 1 : job->values[i]);
    }
    acp_json_close(json, '}');
}

static void platforms(acp_json_text *json, const acp_job *job)
{
    const char *name;
    acp_json_key(json, "platforms");
    acp_json_open(json, '[', true);
    for (unsigned i = 0; (name = acp_platform_name(i)); i++)
        if (job->platforms >> i & 1)
            acp_json_string(json, name);
    acp_json_close(json, ']');
}

static void inputs(acp_json_text *json, const acp_job *job)
{
    acp_json_key(json, "inputs");
    acp_json_open(json, '[', false);
    for (size_t i = 0; i < job->input_count; i++) {
        const acp_job_input *input = &job->inputs[i];
        const acp_kind_row *kind = acp_kind_get(input->member->kind);
        acp_json_open(json, '{', true);
        acp_json_member(json, "file", input->member->base);
        acp_json_member(json, "kind", kind ? kind->name : NULL);
        hashed(json, input->size, input->sha256);
        acp_json_close(json, '}');
    }
    acp_json_close(json, ']');
}

static void files(acp_json_text *json, const char *key, const acp_output_files *list,
                  const acp_output_files *packed)
{
    acp_json_key(json, key);
    acp_json_open(json, '[', false);
    for (size_t i = 0; i < list->count; i++) {
        const acp_output_file *file = &list->items[i];
        char mode[8];
        snprintf(mode, sizeof mode, "%04o", file->mode & 0777);
        acp_json_open(json, '{', !file->packed_count);
        acp_json_member(json, "path", file->path);
        acp_json_member(json, "mode", mode);
        hashed(json, file->size, file->sha256);
        if (file->packed_count)
            files(json, "contents", packed, packed);
        acp_json_close(json, '}');
    }
    acp_json_close(json, ']');
}

static void ignored(acp_json_text *json, const acp_output *out, size_t part)
{
    size_t count;
    const acp_output_ignored *rows = acp_output_ignored_part(out, part, &count);
    for (const acp_output_ignored *row = rows; row < rows + count; row++) {
        const char *slash = strrchr(row->file, '/');
        acp_json_open(json, '{', true);
        acp_json_member(json, "file", slash ? slash + 1 : row->file);
        acp_json_member_number(json, "line", row->at.line);
        acp_json_member(json, "setting", row->path);
        acp_json_member(json, "why", row->why);
        acp_json_close(json, '}');
    }
}

static void remarks(acp_json_text *json, const acp_output *out)
{
    acp_json_key(json, "defaults");
    acp_json_open(json, '[', false);
    for (size_t i = 0; i < out->default_count; i++) {
        acp_json_open(json, '{', true);
        acp_json_member(json, "kind", out->defaults[i].kind);
        acp_json_member(json, "setting", out->defaults[i].path);
        acp_json_member(json, "value", out->defaults[i].value);
        acp_json_close(json, '}');
    }
    acp_json_close(json, ']');
    acp_json_key(json, "notes");
    acp_json_open(json, '[', false);
    for (size_t i = 0; i < out->note_count; i++)
        acp_json_string(json, out->notes[i]);
    acp_json_close(json, ']');
}

/* ---- parts: the head, some ignored settings each, the end --------------------------------- */

/* Open where one part ends and the next goes on: the manifest, and the list in it. */
enum { OPEN = 2 };

static void head(acp_json_text *json, const acp_job *job)
{
    char version[16];
    snprintf(version, sizeof version, "%u.%u", (unsigned)job->client_version >> 8,
             job->client_version & 0xFFu);
    acp_json_open(json, '{', false);
    acp_json_member(json, "target", job->target->name);
    options(json, job);
    platforms(json, job);
    acp_json_member(json, "client_version", version);
    inputs(json, job);
    files(json, "files", &job->out->files, &job->out->packed);
    acp_json_key(json, "ignored");
    acp_json_open(json, '[', false);
}

static void end(acp_json_text *json, const acp_output *out)
{
    acp_json_close(json, ']');
    remarks(json, out);
    acp_json_close(json, '}');
    acp_buffer_putc(json->out, '\n');
}

size_t acp_manifest_parts(const acp_job *job)
{
    return acp_output_ignored_parts(job->out) + 2;
}

void acp_manifest_part(const acp_job *job, size_t part, acp_buffer *out)
{
    acp_json_text json = {.out = out};
    size_t last = acp_manifest_parts(job) - 1;
    if (part)
        json = acp_json_go_on(out, OPEN, part > 1);
    if (!part)
        head(&json, job);
    else if (part < last)
        ignored(&json, job->out, part - 1);
    else
        end(&json, job->out);
}
