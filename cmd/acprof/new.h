/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What acprof new makes, and how it asks. */
#ifndef NEW_H
#define NEW_H

#include "cmd.h"

typedef struct {
    const cmd_args *args;
    const char *name; /* of the template */
    const char *output;
    bool list;
    acp_kind kind; /* with list: of templates */
    acp_check_options check;
    acp_starter *starter;
    char **values;  /* one for each parameter, NULL: its fallback */
    char **answers; /* those that were typed, to be freed */
    size_t answer_count;
} new_job;

/* ---- new_ask.c --------------------------------------------------------------------------- */

/* A parameter that must be given was not. */
bool new_is_missing(const new_job *job);
/* Asks on the terminal for every parameter that was not given, again until the answer is of its
 * type. CMD_OK, or how to end. */
int new_ask(new_job *job);
void new_free_answers(new_job *job);

#endif
