/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Conditions of flow filters as sets of values, and how two of one field relate. What is said of
 * them is certain: where it would take more than is known to decide, the answer is no. */
#ifndef ACP_RULES_NVM_CONDITION_H
#define ACP_RULES_NVM_CONDITION_H

#include "check/check.h"
#include "schema/prefix.h"

/* A character of a text to compare, or a wildcard. */
typedef uint32_t acp_filter_symbol;
#define ACP_FILTER_ONE  ((acp_filter_symbol)0x110000) /* ? */
#define ACP_FILTER_MORE ((acp_filter_symbol)0x110001) /* ? before a * */
#define ACP_FILTER_ANY  ((acp_filter_symbol)0x110002) /* * */

typedef enum { ACP_FILTER_NUMBER, ACP_FILTER_RANGE, ACP_FILTER_TEXT } acp_filter_form;

typedef struct {
    const acp_node *value; /* the element, to point at */
    int field;             /* place among the values of Condition/Field */
    uint8_t form;          /* acp_filter_form */
    bool negated;          /* NotEquals */
    bool ignore_case;
    bool list; /* the field holds several texts: Equals asks for one of them */
    bool
        with_realm; /* text of an account field: compared with Authority\Principal, not Principal */
    int64_t number;
    acp_prefix range;
    const acp_filter_symbol *symbols;
    size_t length;
    bool open; /* a * is among the symbols */
} acp_filter_condition;

/* How much comparing one run may cost. 25 rules of 25 conditions with texts of a hundred characters
 * take a small part of it; a file that takes more was made to. */
#define ACP_FILTER_STEPS ((size_t)100000000)

/* False: it says nothing a flow could be compared with, which is reported for itself. */
bool acp_filter_read(const acp_node *condition, acp_arena *arena, acp_filter_condition *out);
/* Every flow that meets b meets a. */
bool acp_filter_implies(const acp_filter_condition *b, const acp_filter_condition *a,
                        size_t *steps);
/* No flow meets both. */
bool acp_filter_excludes(const acp_filter_condition *a, const acp_filter_condition *b,
                         size_t *steps);
/* Every flow that has the field meets it. */
bool acp_filter_is_everything(const acp_filter_condition *condition);

#endif
