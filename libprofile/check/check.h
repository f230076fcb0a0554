/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What checks share: the run over one document, and how findings are made. */
#ifndef ACP_CHECK_H
#define ACP_CHECK_H

#include "document/document.h"
#include "schema/schema.h"

/* One run of all checks over one document. */
typedef struct {
    const acp_document *document;
    const acp_check_options *options;
    acp_findings *findings;
    unsigned platforms;      /* targets, 0: none named */
    uint16_t client_version; /* never 0 */
    bool no_memory;
    bool version_named; /* somebody asked for that version */
    bool together;      /* the document is checked as one of a set */
    bool trial;         /* of a fix: leaves no trace in the configuration */
} acp_run;

/* The parts of a run over one document; libprofile/set puts the rules over a whole set between the
 * last two. findings may hold what reading found of the document. */
acp_run acp_run_start(const acp_document *document, const acp_check_options *options,
                      acp_findings *findings);
acp_status acp_run_check(acp_run *run); /* structure, rules, schema of options->xsd */
acp_status acp_run_end(acp_run *run);   /* configuration, suppression, order */
/* What acp_run_end does for a document that could not be read. */
acp_status acp_settle_damaged(const acp_check_options *options, acp_findings *findings);

/* Where a finding points: a span of the source and what it belongs to. */
typedef struct {
    acp_span span;
    const acp_node *node;           /* for path and suppression; NULL: the whole document */
    const acp_attribute *attribute; /* NULL: the element */
} acp_place;

acp_place acp_at_value(const acp_node *node); /* its text; its name if the text is empty */
acp_place acp_at_name(const acp_node *node);  /* its name in the start tag */
acp_place acp_at_attribute(const acp_node *node, const acp_attribute *attribute); /* its value */
acp_place acp_at_attribute_name(const acp_node *node, const acp_attribute *attribute);
/* An item of a comma list or another part of a node's value (part points into node->value or into
 * the attribute's value; when that is not a plain slice of the source, the whole value). */
acp_place acp_at_part(const acp_node *node, const acp_attribute *attribute, acp_slice part);

/* What can be said with a finding beyond the rule's own texts. Fields left NULL come from the
 * rule's row. Texts are copied. */
typedef struct {
    const char *detail;
    const char *remedy;
    const acp_place *related;
    const char *related_text;             /* "first here" */
    const acp_document *related_document; /* of related; NULL: the run's */
    int fixable;                          /* 0: as the rule says, 1: yes, -1: no */
} acp_note;

/* Adds a finding; checks that the rule concerns the document's kind, the target platforms, is not
 * switched off and among options->only. note may be NULL. */
void acp_report_at(acp_run *run, const acp_rule *rule, acp_place place, const acp_note *note);
/* The same for a caller that has asked already. */
void acp_report_wanted(acp_run *run, const acp_rule *rule, acp_place place, const acp_note *note);
/* The same by rule id, with printf-style detail (NULL: the rule's). */
void acp_say(acp_run *run, const char *id, acp_place place, const char *detail, ...)
    __attribute__((format(printf, 4, 5)));

/* Conditions that compute: a rule's row names one as `check: NAME`. Each adds findings of the rule
 * it is called for with acp_report_at. They live in check/rules/<domain>.c and stand in the table
 * of check/rules/functions.c; the build refuses a name without a function and the reverse. */
typedef void acp_check_function(acp_run *run, const acp_rule *rule);
typedef struct {
    const char *name;
    acp_check_function *run;
} acp_check_row;
extern const acp_check_row acp_check_functions[]; /* ends with name NULL */

/* Structure: everything the schema knows (rules ACP0050-ACP0133 but those with an expression). */
void acp_check_structure(acp_run *run);
/* The schema of run->options->xsd, if there is one: rule ACP0064. */
acp_status acp_check_xsd(acp_run *run);
/* Rules with an expression or a function. */
void acp_check_rules(acp_run *run);

/* Values as rules see them. */
acp_slice acp_value_written(const acp_run *run, acp_setting_id setting, const acp_node *context);
/* Written value of an element or attribute setting below context (NULL: the root), else what the
 * client is taken to do without it; empty if neither. */
acp_slice acp_value_effective(const acp_run *run, acp_setting_id setting, const acp_node *context);

#endif
