/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A document on the way from as it is to as it is mended. */
#ifndef ACP_FIX_STAGE_H
#define ACP_FIX_STAGE_H

#include "change/fix.h"
#include "change/trial.h"

typedef struct {
    acp_check_options options;      /* of the checks in between: all rules */
    const acp_check_options *asked; /* the caller's */
    bool text;                      /* only fixes of ACP_FIX_TEXT, else only others */
    acp_trial first, now;           /* checked for all rules */
    acp_edits **steps;              /* from first to now */
    size_t step_count, step_size;
    size_t budget; /* bytes that may still be read and checked */
    bool no_memory;
    /* Told of each finding of `now` that is mended, with its place in `first`. May be NULL. */
    void (*mended)(void *data, const acp_finding *finding, acp_span first);
    void *data;
} acp_fixing;

/* Starts from a copy of a document. False: no memory, or it cannot be written and read. */
bool acp_fixing_start(acp_fixing *fixing, const acp_document *document,
                      const acp_check_options *asked);
/* Back to `first`. */
void acp_fixing_reset(acp_fixing *fixing);
void acp_fixing_end(acp_fixing *fixing);
/* Mends what can be mended of the findings of one rule. Returns how many were. */
size_t acp_fixing_rule(acp_fixing *fixing, const acp_rule *rule);
/* The same for every rule there are findings of, until nothing changes. */
size_t acp_fixing_all(acp_fixing *fixing);
/* The document that edits of `now` make; false if it has a finding that is new, does not have
 * `fewer` less of a rule, or cannot be read. */
bool acp_fixing_prepare(acp_fixing *fixing, const acp_edits *edits, const acp_rule *rule,
                        size_t fewer, bool moves, acp_trial *next);
/* Makes it the document; both belong to the fixing then. */
void acp_fixing_take(acp_fixing *fixing, acp_trial next, acp_edits *edits);
/* Where in `first` an offset of `now` was. */
uint32_t acp_fixing_first_offset(const acp_fixing *fixing, uint32_t offset);

/* Whether findings hold none that is not in `before`, `fewer` less of `rule`. With moves, a finding
 * may stand at another path than before. */
bool acp_findings_nothing_new(const acp_findings *before, const acp_findings *after,
                              const acp_rule *rule, size_t fewer, bool moves, bool *no_memory);

#endif
