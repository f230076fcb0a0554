/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Documents in JSON and YAML are changed through their twin in XML: the twin is changed, and the
 * document is written anew from it. */
#ifndef ACP_TWIN_H
#define ACP_TWIN_H

#include "document/document.h"

/* The document as if it had been read from XML, under the same name. NULL: it has no such form, or
 * would not come back from it (# comments of YAML), or there is no memory. */
acp_document *acp_twin_new(const acp_document *document, bool *no_memory);
/* The bytes of a file in the document's format with the content of a twin, malloc'ed. */
acp_status acp_twin_write(const acp_document *document, const acp_document *twin, char **bytes,
                          size_t *size);
/* Whether a twin can be written in the document's format. */
bool acp_twin_holds(const acp_document *document, const acp_document *twin, bool *no_memory);

#endif
