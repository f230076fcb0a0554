/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list of findings from the inside: how they are added. */
#ifndef ACP_FINDINGS_H
#define ACP_FINDINGS_H

#include "document/document.h"

/* What is known of a finding when it is made. Texts are copied. */
typedef struct {
    const acp_rule *rule;
    acp_severity severity;
    bool fixable;
    const acp_document *document;
    acp_span span;
    const acp_node *node; /* NULL: the document as a whole */
    const acp_attribute *attribute;
    const char *detail; /* NULL: none */
    const char *remedy; /* NULL: the rule's */
    const acp_span *related;
    const char *related_text;
    const acp_document *related_document; /* NULL: document */
} acp_finding_draft;

/* More findings of one document than this are counted, but not kept. */
#define ACP_MAX_FINDINGS 10000

/* Adds a finding. */
void acp_findings_add(acp_findings *findings, const acp_finding_draft *draft);
/* Adds a finding about a place in a file that is no document (a configuration file). */
void acp_findings_add_plain(acp_findings *findings, const acp_rule *rule, acp_severity severity,
                            const char *file, acp_position at, const char *detail);
/* Starts counting for another document: findings up to here belong to those before. */
void acp_findings_begin(acp_findings *findings);
/* No more findings of the current document are kept: finding out what to say is wasted work. */
bool acp_findings_full(const acp_findings *findings);
/* Findings of the current document that were not kept. */
size_t acp_findings_dropped(const acp_findings *findings);
/* Orders those of the current document by place, keeping the order of those in one place. */
void acp_findings_sort(acp_findings *findings);
/* Orders all of them by line and column. */
void acp_findings_sort_lines(acp_findings *findings);
/* First finding of the current document. */
size_t acp_findings_start(const acp_findings *findings);
/* Element a finding of the current document is about, NULL: none; good while the document lives. */
const acp_node *acp_findings_node(const acp_findings *findings, size_t index);
const acp_attribute *acp_findings_attribute(const acp_findings *findings, size_t index);
/* Where in its document's text a finding points. */
acp_span acp_findings_span(const acp_findings *findings, size_t index);
void acp_findings_set_fixable(acp_findings *findings, size_t index, bool fixable);
/* Adds a copy of a finding of another list, at a place of its own. */
void acp_findings_add_copy(acp_findings *findings, const acp_finding *finding, acp_position start,
                           acp_position end);
void acp_findings_set_severity(acp_findings *findings, size_t index, acp_severity severity);
/* Drops those of the current document for which dropped[index - start] is true. */
void acp_findings_keep(acp_findings *findings, const bool *dropped);
/* Makes room for one more finding of the current document although it has its full number. */
void acp_findings_reserve_one(acp_findings *findings);
bool acp_findings_failed(const acp_findings *findings); /* memory ran out */

#endif
