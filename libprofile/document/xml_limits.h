/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one tag and one file may hold. No real file comes near; libxml2 compares every attribute of
 * a tag with every other and searches all namespaces in scope, which a hostile file would make last
 * for hours. */
#ifndef ACP_XML_LIMITS_H
#define ACP_XML_LIMITS_H

#include "document/document.h"

#define ACP_XML_ATTRIBUTES 256 /* in one tag */
#define ACP_XML_NAMESPACES 256 /* declarations in a document */

bool acp_xml_declares_namespace(acp_slice attribute_name);
/* Adds the finding that a tag goes beyond the limits. */
void acp_xml_say_unbounded(const acp_document *document, acp_span tag, acp_findings *findings);
/* Looks over the text from an offset before libxml2 sees it. False, with a finding, if a tag goes
 * beyond the limits. Small files, which can do no harm, are left to the reader's own count. */
bool acp_xml_is_bounded(const acp_document *document, size_t from, acp_findings *findings);

#endif
