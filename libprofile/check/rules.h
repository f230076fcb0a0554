/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The generated rule table (build/gen/rule_tables.c) and what else concerns rules as such. */
#ifndef ACP_RULES_H
#define ACP_RULES_H

#include "check/check.h"

extern const acp_rule acp_rules[]; /* in order of id */
extern const unsigned acp_rule_total;
/* For each of them the row of acp_check_functions that checks it, -1: none. */
extern const int16_t acp_rule_functions[];
/* For each the row of acp_set_functions (set/set.h), -1: none. */
extern const int16_t acp_rule_set_functions[];

/* Whether a rule can be broken by several files together only. */
bool acp_rule_needs_set(const acp_rule *rule);

/* How severe the findings of a rule are: its own way, in a strict run, or as configured. */
acp_severity acp_rule_severity(const acp_check_options *options, const acp_rule *rule);

/* Whether a rule is among those the caller wants (options->only, all without it; options->least).
 */
bool acp_rule_asked_for(const acp_check_options *options, const acp_rule *rule);

/* Whether findings of a rule can come out of a run: it is in force, concerns the document's kind
 * and the target platforms, is not switched off and is among those asked for. */
bool acp_rule_wanted(const acp_run *run, const acp_rule *rule);

/* Texts of rules may say {name}, {value} and {item}: name and value of the setting the finding
 * points to, and the item of a comma list (without one, the value). Returns malloc'ed text; NULL if
 * there is nothing to fill in (or no memory: the text as it stands is then what is shown). */
char *acp_fill_template(const char *text, const acp_place *place, acp_slice item);

#endif
