/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof validate: the file of a baseline. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "validate.h"

static int refuse(const char *path, const char *why)
{
    cmd_message("%s is not written: %s", path, why);
    return CMD_USAGE;
}

/* A slip on the command line must not cost a profile: only a baseline is written over. */
static int look_before_writing(const char *path, const cmd_files *files)
{
    struct stat info;
    char message[512];
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return CMD_OK;
    for (size_t i = 0; i < files->count; i++) {
        const cmd_file *file = &files->files[i];
        const char *name = strcmp(file->name, "-") == 0 ? "/dev/stdin" : file->name;
        if (!file->walked && cmd_same_file(name, path))
            return refuse(path, "it is one of the files to be checked");
    }
    acp_baseline *there = acp_baseline_new(path);
    acp_status status = there ? acp_baseline_load(there, message, sizeof message) : ACP_IO;
    int error = errno;
    acp_baseline_free(there);
    if (status == ACP_BAD_VALUE)
        return refuse(path,
                      "it is there already and is no baseline; remove it, or name another file");
    if (status == ACP_OK || status == ACP_DAMAGED)
        return CMD_OK;
    errno = error;
    return cmd_status(status, path);
}

static int load(acp_baseline *baseline, const char *path)
{
    char message[512];
    acp_status status = acp_baseline_load(baseline, message, sizeof message);
    if (status == ACP_OK)
        return CMD_OK;
    if (status == ACP_BAD_VALUE || status == ACP_DAMAGED) {
        cmd_message("%s", message);
        return CMD_USAGE;
    }
    if (status == ACP_IO && errno == ENOENT) {
        cmd_message("%s is not there; write it with --baseline %s --write-baseline", path, path);
        return CMD_IO;
    }
    return cmd_status(status, path);
}

int validate_baseline_start(const validate_options *options, const cmd_files *files,
                            acp_baseline **out)
{
    const char *path = options->baseline_file;
    int code = path && options->write_baseline ? look_before_writing(path, files) : CMD_OK;
    if (!path || code != CMD_OK)
        return code;
    *out = acp_baseline_new(path);
    if (!*out)
        return cmd_status(ACP_IO, path);
    return options->write_baseline ? CMD_OK : load(*out, path);
}

int validate_baseline_write(const validate_options *options, acp_baseline *baseline, size_t count,
                            int code)
{
    const char *path = options->baseline_file;
    char *text;
    size_t length;
    if (code >= CMD_USAGE) {
        cmd_message("%s is not written, because not every file was checked", path);
        return code;
    }
    if (acp_baseline_text(baseline, &text, &length) != ACP_OK) {
        cmd_message("out of memory");
        return CMD_IO;
    }
    int written = cmd_write_file(path, text, length);
    free(text);
    if (written != CMD_OK)
        return written;
    cmd_message("%zu %s written to %s", count, count == 1 ? "finding" : "findings", path);
    return code;
}
