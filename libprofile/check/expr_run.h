/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What evaluating (expr_eval.c) and reporting (expr_run.c) of compiled expressions share. */
#ifndef ACP_EXPR_RUN_H
#define ACP_EXPR_RUN_H

#include "check/expr_compile.h"

#define ACP_CHAIN 24 /* no schema is deeper; checked when paths are walked */

/* Where an expression is evaluated: an element, one of its attributes, an item of a list. */
typedef struct {
    const acp_node *node;
    const acp_attribute *attribute; /* NULL: the element's own text */
    acp_slice item;
    bool is_item;
} acp_context;

typedef struct {
    acp_run *run;
    const acp_expr_op *ops;
    uint64_t known; /* memo slots that are filled */
    struct {
        const acp_node *start, *node;
        double number;
    } memo[ACP_EXPR_MEMOS];
    char scratch[2048]; /* texts made by lower(), hex() */
    size_t used;
    void *spill; /* longer ones, chained */
} acp_machine;

/* Elements of a setting: all of the document, or those below one element, in document order. */
typedef struct {
    const acp_node *next;
    acp_setting_id steps[ACP_CHAIN]; /* steps[0] is right below the start */
    unsigned depth;                  /* 0: follow the slot */
} acp_walk;

const acp_node *acp_walk_document(acp_walk *walk, const acp_run *run, acp_setting_id element);
const acp_node *acp_walk_below(acp_walk *walk, const acp_node *start, acp_setting_id element);
const acp_node *acp_walk_next(acp_walk *walk);

/* The first element below start (NULL: of the document), NULL: none. */
const acp_node *acp_locate(const acp_run *run, const acp_node *start, acp_setting_id element);

/* Text of a setting written on node (the element of an attribute); else, or if node is NULL, what
 * the client is taken to do. */
acp_slice acp_value_on(const acp_run *run, const acp_node *node, acp_setting_id setting);

bool acp_machine_holds(acp_machine *m, uint16_t op, const acp_context *context);
/* Forgets texts made while evaluating. */
void acp_machine_reset(acp_machine *m);
/* The text `.` means in a context, without white space around. */
acp_slice acp_context_text(const acp_context *context);
/* Element op's path starts at. */
const acp_node *acp_context_start(const acp_context *context, unsigned up);

#endif
