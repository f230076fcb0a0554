/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Span scanner: says where each piece of an XML document stands. libxml2 decides what is
 * well-formed and what it means; this only measures, in step with it. On text that is not
 * well-formed it still ends and stays inside the text, but what it says then means nothing. */
#ifndef ACP_SCAN_XML_H
#define ACP_SCAN_XML_H

#include "document/document.h"

typedef enum {
    ACP_SCAN_END,
    ACP_SCAN_START, /* start tag */
    ACP_SCAN_EMPTY, /* start tag that ends in /> */
    ACP_SCAN_CLOSE, /* end tag */
    ACP_SCAN_TEXT,  /* text and CDATA sections up to the next tag, comment or PI */
    ACP_SCAN_COMMENT,
    ACP_SCAN_PI,
    ACP_SCAN_DOCTYPE,
} acp_scan_event;

typedef struct {
    acp_span name, value; /* value without its quotes */
} acp_scan_attribute;

typedef struct {
    const char *text;
    size_t length, next;
    unsigned depth; /* open elements; text outside the root is passed over */
    /* the event last returned: */
    acp_span whole;
    acp_span name;                  /* of tags and PIs */
    bool plain;                     /* text: what is written is what is meant */
    acp_scan_attribute *attributes; /* grows, reused from tag to tag; free() it at the end */
    size_t attribute_count, attribute_size;
    bool failed; /* memory ran out */
} acp_scanner;

acp_scan_event acp_scan_next(acp_scanner *scanner);

#endif
