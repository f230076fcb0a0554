/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_ACPROF_COMPILE_H
#define CMD_ACPROF_COMPILE_H

#include "cmd/acprof/programs.h"

typedef struct {
    const char *output;
    const char *key_file; /* NULL: not signed */
    acp_compile_options compile;
    bool despite_errors;
    size_t max_size;
    cmd_kinds kinds;
    cmd_configs configs;
} compile_options;

int cmd_compile(int argc, char **argv);
/* Checks the files, compiles, writes. Returns the exit code. A client version that is not asked for
 * is that of the configurations. */
int compile_run(compile_options *options, const cmd_files *files);
/* Reads a raw Ed25519 private key from a PEM file. CMD_OK, or message printed. */
int compile_read_key(const char *path, unsigned char key[32]);

#endif
