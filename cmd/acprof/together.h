/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files checked together: what validate --together and crosscheck share. */
#ifndef CMD_TOGETHER_H
#define CMD_TOGETHER_H

#include "cmd.h"

/* The files that --asa, --ios-xe and --certificate name. */
typedef struct {
    struct together_file {
        acp_role role;
        char *host; /* NULL: not said */
        const char *file;
    } * files;
    size_t count;
    int64_t at; /* --at; 0: now */
} together_inputs;

/* Takes [HOST=]FILE, ROLE[:HOST]=FILE, a time. False: message printed. */
bool together_add_headend(const cmd_args *args, together_inputs *inputs, acp_role role,
                          const char *value);
bool together_add_certificate(const cmd_args *args, together_inputs *inputs, const char *value);
bool together_time(const cmd_args *args, together_inputs *inputs, const char *value);
void together_free(together_inputs *inputs);

/* Adds those files to the ones named, and decides what each of these is in the set. False (message
 * printed): see files->code. */
bool together_files(const cmd_args *args, const together_inputs *inputs, cmd_files *files);

#endif
