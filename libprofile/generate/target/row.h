/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The row of a target: what acprof knows of it for help and completion, and acprof-generate to make
 * its files. */
#ifndef ACP_TARGET_ROW_H
#define ACP_TARGET_ROW_H

#include "profile.h"

typedef struct acp_job acp_job;
typedef struct acp_job_input acp_job_input;
typedef struct acp_target acp_target;
/* Refuses in job->out what was asked for and cannot be. */
typedef void acp_target_check(acp_job *job);
/* Adds to job->out what an input gives by itself. Other threads may be at other inputs, so it
 * changes nothing that they share. */
typedef void acp_target_each(acp_job *job, const acp_job_input *input);
/* Adds the files to job->out. ACP_OK; ACP_REFUSED: acp_output_refuse said why; ACP_NO_MEMORY. */
typedef acp_status acp_target_make(acp_job *job);

/* One -D NAME=VALUE. The name "os" holds the platform of the endpoints, "client" the generation of
 * the client, 4 or 5; both mean the same for every target that has them. */
typedef struct {
    const char *name;
    const char *help;     /* one line */
    const char *choices;  /* the only values, "windows,macos,linux"; NULL: others are possible */
    const char *type;     /* name of an acp_value_type; "file": of a file, which is read;
                             NULL: any text */
    const char *fallback; /* the value if none is given; "": may be left out; NULL: must be given */
} acp_target_option;

/* Documents it takes. */
typedef struct {
    uint32_t kinds;    /* 1 << acp_kind | ... */
    uint16_t min, max; /* how many of these kinds together; ACP_UNBOUNDED */
} acp_target_input;

struct acp_target {
    const char *name;
    const char *help;                 /* one line */
    const acp_target_input *inputs;   /* ends with kinds 0 */
    bool files;                       /* takes scripts and other files, too */
    unsigned platforms;               /* of the endpoints; 0: the option "os" tells */
    const acp_target_option *options; /* ends with name NULL */
    /* They are called in this turn; each of them may be NULL. Without each and make,
     * templates/deploy/NAME.xsl makes the files. */
    acp_target_check *check;
    acp_target_each *each;
    acp_target_make *make;
};

#endif
