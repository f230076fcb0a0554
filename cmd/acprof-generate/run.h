/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of acprof generate, as its parts share it. */
#ifndef CMD_ACPROF_GENERATE_RUN_H
#define CMD_ACPROF_GENERATE_RUN_H

#include "generate.h"

/* How one file is read. */
typedef struct {
    acp_set_input input;
    acp_member *member;
    char *bytes;      /* of the file; NULL: they are the document's text */
    const char *text; /* the same, wherever they are kept */
    size_t size;
    char sha256[ACP_SHA256_TEXT];
    acp_status status;
    int error; /* errno of ACP_IO */
} reading;

typedef struct {
    generate_options *options;
    const cmd_files *files;
    acp_set *set;
    reading *readings; /* of each file */
    size_t part;       /* how many are read at a time */
    int code;          /* of reading them */
    acp_job_input *inputs;
    acp_severity fail_on;
    acp_output out;
    acp_job job;
} generation;

/* read.c: reads and checks the files each by itself, into the set. Returns the exit code. */
int generate_read(generation *g);

/* ignored.c: a line on standard error for each setting that is ignored. */
void generate_print_ignored(const acp_output *out);

#endif
