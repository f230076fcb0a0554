/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Documents that are plain data and no form of an XML document: whatever they are written in
 * (JSON, a property list, links), they become data first, and elements after that. */
#ifndef ACP_PLAIN_H
#define ACP_PLAIN_H

#include "document/buffer.h"
#include "document/datum.h"

/* The format of a file of plain data, by its first bytes. AUTO: it is none, as far as they tell.
 * kind: what the file is said to be; UNKNOWN: only what is unmistakable counts. */
acp_format acp_plain_format(acp_kind kind, const char *bytes, size_t size);
/* Refuses, before it is decoded, what is no text: a property list in binary form, or a signed
 * configuration profile. False: said, with a finding. */
bool acp_plist_is_text(const acp_document *document, const char *bytes, size_t size,
                       acp_findings *findings);
/* Decides named_kind from the data of a file whose name does not tell, or where a name stands for
 * two kinds. named_kind stays unknown if nothing tells. */
void acp_plain_decide(acp_document *document, const acp_datum *top);

acp_status acp_read_plist(acp_document *document, acp_findings *findings);
acp_status acp_read_links(acp_document *document, acp_findings *findings);
/* All of a property list, or of a file of links, in one layout; comments stay. */
void acp_write_plist(const acp_document *document, acp_buffer *out);
void acp_write_links(const acp_document *document, acp_buffer *out);
/* A link from its action and its parameters. */
void acp_link_write(acp_buffer *out, const acp_datum *link);
/* The data of links as JSON can hold them: a parameter that may repeat, or does, is a list. NULL:
 * no memory. */
acp_datum *acp_links_merged(acp_arena *arena, const acp_datum *top);

#endif
