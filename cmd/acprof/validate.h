/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate: what its options say, and the run over the files. */
#ifndef CMD_VALIDATE_H
#define CMD_VALIDATE_H

#include "together.h"

typedef struct {
    acp_report_format format;
    acp_severity fail_on; /* ACP_OFF: not named, the configuration's or error */
    bool strict;
    unsigned platforms;      /* 0: not named */
    uint16_t client_version; /* 0: not named */
    unsigned jobs;
    size_t max_size;
    const char *xsd_file, *baseline_file;
    bool write_baseline;
    cmd_kinds kinds;
    const char **rules; /* names as given, NULL-terminated; NULL: all */
    cmd_configs configs;
    bool together;
    bool table; /* crosscheck: also what must agree */
    together_inputs inputs;
} validate_options;

/* Checks the files and reports; returns the exit code. */
int validate_run(const cmd_args *args, validate_options *options, cmd_files *files);

/* ---- validate_baseline.c -----------------------------------------------------------------------
 */

/* Makes the baseline that is named, if one is; it holds what is known already, unless it is to be
 * written. CMD_OK, or how to end. */
int validate_baseline_start(const validate_options *options, const cmd_files *files,
                            acp_baseline **out);
/* Writes it with its findings, unless the code of the run so far says that not all were found.
 * Returns the exit code. */
int validate_baseline_write(const validate_options *options, acp_baseline *baseline, size_t count,
                            int code);

#endif
