/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Deployment files: what other systems import, made from the documents of one deployment. A target
 * is a row in rows.h, and a function or a stylesheet that makes its files. It never writes
 * anything: files go into an output, which is checked as a whole and then written by the caller.
 *
 * This is linked into acprof-generate only: it needs libxslt, libcrypto and libarchive. */
#ifndef ACP_TARGET_H
#define ACP_TARGET_H

#include "document/arena_pool.h"
#include "generate/target/output.h"
#include "generate/target/row.h"
#include "set/set.h"

/* A file the caller named, with its bytes as they stand in it. */
struct acp_job_input {
    const acp_member *member; /* of role ACP_ROLE_DOCUMENT or ACP_ROLE_FILE */
    const char *bytes;
    size_t size;
    char sha256[ACP_SHA256_TEXT];
};

/* One run of a target. */
struct acp_job {
    const acp_target *target;
    const acp_set *set;
    const acp_job_input *inputs; /* in the order named */
    size_t input_count;
    const char *const *values; /* of target->options; never NULL: the fallback stands in */
    const acp_slice *contents; /* the same: of an option that is a file, what is in it */
    unsigned platforms;        /* ACP_WINDOWS | ...: the endpoints' */
    uint16_t client_version;   /* never 0 */
    acp_output *out;
    acp_arena_pool *arenas; /* acp_set_arenas; never NULL */
    /* Calls run for items 0 to count - 1, several at once; NULL: the job is done by one thread. */
    void (*at_once)(void (*run)(void *data, size_t item), void *data, size_t count);
};

/* In the order of rows.h; ends with name NULL. */
extern const acp_target acp_targets[];

/* NULL: there is none. */
const acp_target *acp_target_find(const char *name);
/* What the target takes of a kind of document; NULL: nothing. */
const acp_target_input *acp_target_takes(const acp_target *target, acp_kind kind);
/* What an option's value has to be, for people: "windows, macos or linux". Stands in buffer. */
const char *acp_target_type(const acp_target_option *option, char *buffer, size_t size);
/* ACP_OK, or ACP_BAD_VALUE: message says what the value has to be. */
acp_status acp_target_check_value(const acp_target_option *option, const char *value, char *message,
                                  size_t size);
/* The platforms of the endpoints, from the value of the option "os" if the target has one. */
unsigned acp_target_platforms(const acp_target *target, const char *const *values);

/* Makes the files, and looks after the output as a whole. ACP_OK; ACP_REFUSED: the output's message
 * says why; ACP_NO_MEMORY. */
acp_status acp_job_run(acp_job *job);

/* ---- for targets ------------------------------------------------------------------------- */

/* Value of -D NAME; "" if it was left out. The name must be one of the target's. */
const char *acp_job_value(const acp_job *job, const char *option);
bool acp_job_is(const acp_job *job, const char *option, const char *value);
/* What is in the file that -D NAME names. */
acp_slice acp_job_content(const acp_job *job, const char *option);
/* Inputs of a kind, in the order named; last NULL: the first. NULL: no more. */
const acp_job_input *acp_job_next(const acp_job *job, acp_kind kind, const acp_job_input *last);
/* Inputs that are no documents. */
const acp_job_input *acp_job_next_file(const acp_job *job, const acp_job_input *last);
/* Value of a setting of the first document of a kind, by its path below the root: written, else
 * what the client does without it, which the manifest then names. No such document: likewise. */
acp_slice acp_job_setting(acp_job *job, acp_kind kind, const char *path);
/* Runs another target over the same documents into an output of its own, which the caller frees:
 * what one target makes, another may wrap. definitions: names and values of its options in turn,
 * NULL at the end; the others have their fallback, and those that must be given have to be there.
 * It is asked for no more kinds of documents than it takes. Returns what acp_job_run does. */
acp_status acp_job_run_other(const acp_job *job, const char *target, const char *const *definitions,
                             acp_output *out);
/* Notes in the output every written setting, of the inputs from first up to end, that no endpoint
 * of the job's platforms honors. */
void acp_job_note_ignored(acp_job *job, const acp_job_input *first, const acp_job_input *end);

/* stylesheet.c: makes the files of a target that is a stylesheet. */
acp_status acp_stylesheet_make(acp_job *job);

#endif
