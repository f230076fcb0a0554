/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_MKRULES_WRITE_H
#define ACP_MKRULES_WRITE_H

#include <stdio.h>

#include "check/check.h"

/* The rules, and for each the row of acp_check_functions and of acp_set_functions, -1: none. */
typedef struct {
    const acp_rule *rules;
    int *functions, *set_functions;
    size_t count;
} acp_rule_rows;

/* Writes the rule table as C. */
void acp_rules_write_c(FILE *out, const acp_rule_rows *rows);

#endif
