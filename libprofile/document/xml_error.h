/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What libxml2 says of a broken document, turned into a finding an administrator can act on. */
#ifndef ACP_XML_ERROR_H
#define ACP_XML_ERROR_H

#include <libxml/parser.h>

#include "document/document.h"

typedef struct {
    int code;       /* xmlParserErrors, 0: none */
    bool fatal;     /* the document is not well-formed */
    size_t offset;  /* where the parser stood, in the decoded text */
    char text[200]; /* its own words, for mistakes that have no words of ours */
} acp_xml_error;

/* Namespace mistakes leave a document well-formed, but for names that are none; others end it. */
bool acp_xml_error_is_fatal(const xmlError *error);
void acp_xml_error_take(acp_xml_error *error, xmlParserCtxtPtr parser, xmlErrorPtr from);
/* open is the innermost element that was open, NULL: none. */
void acp_xml_error_report(const acp_xml_error *error, const acp_document *document,
                          const acp_node *open, acp_findings *findings);

#endif
