/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fix: what its options say, and the run over the files. */
#ifndef CMD_FIX_H
#define CMD_FIX_H

#include "cmd.h"

typedef struct {
    bool write, dry_run;
    acp_severity fail_on;    /* ACP_OFF: not named, the configuration's or error */
    unsigned platforms;      /* 0: not named */
    uint16_t client_version; /* 0: not named */
    cmd_kinds kinds;
    const char **rules; /* names as given, NULL-terminated; NULL: all */
    cmd_configs configs;
} fix_options;

/* Mends the files and says what was done; returns the exit code. */
int fix_run(const cmd_args *args, fix_options *options, cmd_files *files);

#endif
