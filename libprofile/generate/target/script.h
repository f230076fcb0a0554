/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scripts that put files in their places, with the bytes in them. */
#ifndef ACP_TARGET_SCRIPT_H
#define ACP_TARGET_SCRIPT_H

#include "document/buffer.h"
#include "generate/target/target.h"

/* A file as it is to be on an endpoint. */
typedef struct {
    const char *path; /* from the root of its file system, without the slash it begins with */
    unsigned mode;
    acp_slice bytes;
    char sha256[ACP_SHA256_TEXT];
} acp_placed;

/* The files of a job on one system, in order of path; a document that has no place there is left
 * out, which a note says, unless only this system is asked for: that refuses. malloc'ed, free() it;
 * NULL: the output says why. */
acp_placed *acp_placed_files(acp_job *job, unsigned os, const char *client, size_t *count);

/* script.c: a script for /bin/sh that puts them in their places; doing it again changes nothing.
 * what: who runs it, for its first lines. */
void acp_script_write(acp_job *job, const acp_placed *files, size_t count, const char *what,
                      acp_buffer *out);
/* Adds text in Base64, in lines of 76 characters that end in line_end. */
void acp_base64_lines(acp_buffer *out, acp_slice bytes, const char *line_end);

#endif
