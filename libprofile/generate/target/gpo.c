/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Target gpo: what a group policy delivers to computers with Windows. */
#include "generate/target/gpo.h"

#include <stdlib.h>

#include "generate/target/makers.h"
#include "generate/target/place.h"

#define PROGRAM_DATA "ProgramData/"
#define CISCO        "ProgramData/Cisco/Cisco Secure Client/"

static const char *with_backslashes(acp_arena *arena, const char *path)
{
    char *copy = acp_arena_copy(arena, path, strlen(path));
    for (char *at = copy; at && *at; at++)
        if (*at == '/')
            *at = '\\';
    return copy;
}

/* A file for the share, and where the policy copies it to. */
static void take(acp_job *job, const acp_job_input *input, acp_gpo_file *file)
{
    acp_output *out = job->out;
    const char *path = acp_place_of(job, input, ACP_WINDOWS, "5", NULL);
    if (!path)
        return;
    /* Group Policy replaces %NAME% wherever it stands. */
    if (strchr(path, '%')) {
        acp_output_refuse(out, "%s: Group Policy takes %% in the name of a file for a variable",
                          input->member->name);
        return;
    }
    const char *problem = acp_output_path_problem(path, true);
    if (problem) {
        acp_output_refuse(out, "no file can be called '%s': %s", path, problem);
        return;
    }
    const char *below =
        path + strlen(strncmp(path, CISCO, strlen(CISCO)) == 0 ? CISCO : PROGRAM_DATA);
    const char *share = acp_arena_printf(&out->arena, "share/%s", below);
    if (!share)
        return;
    acp_place_add(job, input, share, 0644);
    *file = (acp_gpo_file){with_backslashes(&out->arena, below),
                           with_backslashes(&out->arena, path + strlen(PROGRAM_DATA)),
                           strrchr(path, '/') + 1};
}

static void add(acp_job *job, const char *path, void (*write)(acp_job *, acp_buffer *))
{
    acp_buffer text = {0};
    write(job, &text);
    if (text.failed)
        job->out->no_memory = true;
    else
        acp_output_add(job->out, path, 0644, text.text, text.length);
    acp_buffer_free(&text);
}

static void add_files(acp_job *job)
{
    acp_buffer text = {0};
    acp_gpo_file *files = calloc(job->input_count + 1, sizeof *files);
    if (!files) {
        job->out->no_memory = true;
        return;
    }
    for (size_t i = 0; i < job->input_count && acp_output_fine(job->out); i++)
        take(job, &job->inputs[i], &files[i]);
    if (acp_output_fine(job->out)) {
        acp_gpo_files_xml(job, files, job->input_count, &text);
        acp_output_add(job->out, "Machine/Preferences/Files/Files.xml", 0644, text.text,
                       text.length);
    }
    if (text.failed)
        job->out->no_memory = true;
    acp_buffer_free(&text);
    free(files);
}

/* \\SERVER\SHARE, and folders below. */
static bool is_share(const char *share)
{
    unsigned steps = 0;
    if (strncmp(share, "\\\\", 2) != 0 || strpbrk(share, "<>\"|?*/"))
        return false;
    for (const char *step = share + 2;; steps++) {
        size_t length = strcspn(step, "\\");
        if (strspn(step, ".") == length)
            return false;
        step += length;
        if (!*step++)
            return steps > 0;
    }
}

acp_status acp_gpo_make(acp_job *job)
{
    acp_output *out = job->out;
    if (!is_share(acp_job_value(job, "share"))) {
        acp_output_refuse(out, "-D share=%s is no share; write it as \\\\SERVER\\SHARE\\FOLDER",
                          acp_job_value(job, "share"));
        return ACP_REFUSED;
    }
    add_files(job);
    add(job, "Machine/Preferences/Registry/Registry.xml", acp_gpo_registry_xml);
    add(job, "Machine/registry.pol", acp_gpo_registry_pol);
    add(job, "PolicyDefinitions/SecureClient.admx", acp_gpo_admx);
    add(job, "PolicyDefinitions/en-US/SecureClient.adml", acp_gpo_adml);
    add(job, "secure-client.reg", acp_gpo_reg);
    acp_output_note(out, "Copy what is in share to the share that Files.xml names.");
    acp_output_note(out, "Registry.xml, registry.pol and secure-client.reg set the same values: "
                         "one of them is enough.");
    return acp_output_status(out);
}
