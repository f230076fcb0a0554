/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_MKRULES_WRITE_H
#define ACP_MKRULES_WRITE_H

#include <stdio.h>

#include "check/check.h"

/* Writes the rule table as C. functions: for each rule the row of acp_check_functions, -1: none. */
void acp_rules_write_c(FILE *out, const acp_rule *rules, const int *functions, size_t count);

#endif
