/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_ACPROF_GENERATE_H
#define CMD_ACPROF_GENERATE_H

#include "cmd/acprof/programs.h"
#include "generate/target/target.h"

typedef struct {
    bool list;
    const char *output;
    acp_severity fail_on;    /* ACP_OFF: not said */
    uint16_t client_version; /* 0: not said */
    cmd_kinds kinds;
    cmd_configs configs;
    const char **definitions; /* NAME=VALUE, as given */
    size_t definition_count;
    const acp_target *target;
    const char **values; /* of the target's options */
    acp_slice *contents; /* of those that are files, malloc'ed */
} generate_options;

int cmd_generate(int argc, char **argv);

/* list.c */
int generate_list(const acp_target *target); /* NULL: all targets */

/* values.c: the definitions, by the target's options. CMD_OK, else the reason was said. */
int generate_take_values(const cmd_args *args, generate_options *options);
void generate_free_values(generate_options *options);

/* run.c: checks the files, makes others of them, writes these. Returns the exit code. */
int generate_run(generate_options *options, const cmd_files *files);

/* write.c: the files of a job that was run and the manifest, as the whole content of a directory
 * that is there empty or not at all. CMD_OK or CMD_IO, and then nothing was written (said already).
 */
int generate_write(const char *directory, const acp_job *job);

#endif
