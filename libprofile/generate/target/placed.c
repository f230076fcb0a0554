/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The inputs of a job as files of an endpoint. They are gathered in an output of their own, which
 * checks their names. */
#include <stdlib.h>

#include "generate/target/place.h"
#include "generate/target/script.h"

static bool is_only(const acp_job *job, unsigned os)
{
    return job->platforms == os;
}

static void gather(acp_job *job, acp_job *inner, unsigned os, const char *client)
{
    for (size_t i = 0; i < job->input_count && acp_output_fine(inner->out); i++) {
        const acp_job_input *input = &job->inputs[i];
        const acp_member *member = input->member;
        if (!is_only(job, os) && !acp_place_is_known(input, os, client)) {
            acp_output_note(job->out, "%s is left out on %s, where the client has no place for it.",
                            member->base, os == ACP_WINDOWS ? "Windows" : "macOS");
            continue;
        }
        const char *path = acp_place_of(inner, input, os, client, NULL);
        if (path)
            acp_place_add(inner, input, path, acp_place_mode(input));
    }
}

/* Keeps what the outer output will need after the inner one is gone. */
static acp_placed *keep(acp_job *job, const acp_output_files *files)
{
    acp_placed *placed = calloc(files->count + 1, sizeof *placed);
    for (size_t i = 0; placed && i < files->count; i++) {
        const acp_output_file *file = &files->items[i];
        acp_arena *arena = &job->out->arena;
        placed[i].path = acp_arena_copy(arena, file->path, strlen(file->path));
        placed[i].bytes = (acp_slice){acp_arena_copy(arena, file->bytes, file->size), file->size};
        placed[i].mode = file->mode;
        memcpy(placed[i].sha256, file->sha256, sizeof placed[i].sha256);
    }
    if (!placed)
        job->out->no_memory = true;
    return placed;
}

acp_placed *acp_placed_files(acp_job *job, unsigned os, const char *client, size_t *count)
{
    acp_output files = {.windows = os == ACP_WINDOWS};
    acp_job inner = *job;
    acp_placed *placed = NULL;
    inner.out = &files;
    gather(job, &inner, os, client);
    acp_status status = acp_output_finish(&files);
    if (status == ACP_REFUSED)
        acp_output_refuse(job->out, "%s", files.message);
    else if (status != ACP_OK)
        job->out->no_memory = true;
    else
        placed = keep(job, &files.files);
    *count = files.files.count;
    acp_output_free(&files);
    if (acp_output_fine(job->out))
        return placed;
    free(placed);
    return NULL;
}
