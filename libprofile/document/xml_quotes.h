/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Attribute values without quotes, as documentation prints them. */
#ifndef ACP_XML_QUOTES_H
#define ACP_XML_QUOTES_H

#include "document/buffer.h"
#include "document/document.h"

/* The text of a document, which could not be read because of the value at offset, with quotes
 * around that and all others that lack them. False if that takes a guess, or if the text still
 * cannot be read. */
bool acp_xml_quoted(const acp_document *document, uint32_t offset, acp_buffer *out);

#endif
