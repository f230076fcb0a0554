/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The JSON form of a document, which is also its YAML form: between data and nodes. docs/forms.md
 * describes it. */
#ifndef ACP_FORM_H
#define ACP_FORM_H

#include "document/buffer.h"
#include "document/datum.h"

/* Makes the nodes of a document from what its JSON or YAML holds. ACP_DAMAGED: findings say what is
 * not of the form. */
acp_status acp_form_read(acp_document *document, const acp_datum *top, acp_findings *findings);
/* Files that are plain JSON, whatever the names of their members. */
bool acp_is_plain_json(const acp_document *document);
acp_status acp_plain_json_read(acp_document *document, acp_datum *top, acp_findings *findings);
/* The rule that a mistake of grammar in a JSON or YAML file breaks. */
const char *acp_json_rule(const acp_document *document);
/* Reports a key that stands twice in one object; the rule is that of the file's format. */
acp_status acp_form_check_keys(const acp_document *document, const acp_datum *object,
                               acp_findings *findings);

/* Puts a document in the form. The data point into the document. ACP_BAD_VALUE: it would lose
 * something; findings say what. */
acp_status acp_form_write(const acp_document *document, acp_arena *arena, acp_findings *findings,
                          acp_datum **out);
/* The same without comments. */
acp_status acp_form_write_bare(const acp_document *document, acp_arena *arena,
                               acp_findings *findings, acp_datum **out);

/* Printers. */
void acp_write_json(const acp_datum *top, acp_buffer *out);
void acp_write_yaml(const acp_datum *top, acp_buffer *out);
void acp_write_xml(const acp_document *document, acp_buffer *out);
/* An element and what is below it. */
void acp_write_xml_element(const acp_document *document, const acp_node *element, acp_buffer *out);

#endif
