/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Target tree: every file where the client reads it. */
#include "generate/target/makers.h"
#include "generate/target/place.h"

void acp_tree_each(acp_job *job, const acp_job_input *input)
{
    const char *path = acp_place_of(job, input, job->platforms, acp_job_value(job, "client"),
                                    acp_job_value(job, "user"));
    if (path)
        acp_place_add(job, input, path, acp_place_mode(input));
}

acp_status acp_tree_make(acp_job *job)
{
    char archive[64];
    const char *format = acp_job_value(job, "archive");
    if (*format) {
        snprintf(archive, sizeof archive, "secure-client-%s.%s", acp_job_value(job, "os"), format);
        acp_output_pack(job->out, archive, format);
    }
    return acp_output_status(job->out);
}
