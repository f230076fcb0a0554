/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fixes: what mends a finding without a guess. A rule names one in its row (schemas/rules); here is
 * what they are made of.
 *
 * Whether a fix does good is found out by doing it: the changed document is read and checked, and
 * if that yields a finding that was not there before, nothing is changed. */
#ifndef ACP_FIX_H
#define ACP_FIX_H

#include "change/edit.h"
#include "check/check.h"

/* A document that is being mended. */
typedef struct {
    const acp_document *document;
    acp_run run; /* for what checks can tell about the document */
    acp_edits *edits;
} acp_fix_job;

/* A finding that is to go away. */
typedef struct {
    const acp_rule *rule;
    acp_span span;
    const acp_node *node; /* NULL: the document as a whole */
    const acp_attribute *attribute;
} acp_fix_place;

/* Adds the edits that mend a finding. False: that would take a guess. */
typedef bool acp_fix_function(const acp_fix_job *job, const acp_fix_place *place);

enum {
    /* Text is moved, so that findings in it may come out under another path. */
    ACP_FIX_MOVES = 1 << 0,
    /* Works on the text of a file in any format, and is done last. */
    ACP_FIX_TEXT = 1 << 1,
    /* Makes a file readable that was not: whatever is found then is not new. */
    ACP_FIX_DAMAGED = 1 << 2,
    /* Takes the local policy as well (acp_fix_with_policy): a file alone is not fixable. */
    ACP_FIX_PAIR = 1 << 3,
};

typedef struct {
    const char *name;
    acp_fix_function *run;
    uint8_t flags;
} acp_fix_row;

/* The functions a rule can name as `fix:`; the build refuses a name without a function and the
 * reverse. Ends with name NULL. */
extern const acp_fix_row acp_fix_functions[];
/* The row of a rule's fix; `set PATH VALUE` and `delete PATH` have one too. NULL: it has none. */
const acp_fix_row *acp_fix_row_of(const acp_rule *rule);

acp_fix_function acp_fix_set, acp_fix_delete;

/* Finds out which findings of the run's document acp_fix would mend, and marks them so. */
void acp_fix_mark(acp_run *run);
/* The same for a document that could not be read, which the readers have tried already. */
void acp_fix_mark_damaged(const acp_check_options *options, acp_findings *findings);

#endif
