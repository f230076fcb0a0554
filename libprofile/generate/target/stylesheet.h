/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Targets that are stylesheets. */
#ifndef ACP_TARGET_STYLESHEET_H
#define ACP_TARGET_STYLESHEET_H

#include <libxml/tree.h>
#include <libxslt/xsltInternals.h>

#include "generate/target/target.h"

#define ACP_DEPLOY_NS "urn:acprof:deploy"

/* The files of templates/deploy/, built in, in order of name; ends with name NULL. */
typedef struct {
    const char *name;
    const char *text, *end;
} acp_stylesheet_row;
extern const acp_stylesheet_row acp_stylesheet_rows[];

/* tree_xml.c: the documents of a job as one tree:
 *
 *   deployment/@target @client-version
 *     platform (text: its name)*
 *     option/@name (text: its value)*
 *     document/@kind @file @name @sha256 @index
 *       the root element, without namespace
 *
 * Every element and attribute the client knows is there, as written or with its default: then
 * the element has d:default="true", of attributes their names stand in d:default-attributes. What
 * is written but honored by no endpoint has d:ignored="true". An element's own text is its first
 * text node, trimmed. A kind the target takes one of, and that is not among the files, is there
 * with defaults only: document[@d:default]. NULL: no memory. */
xmlDocPtr acp_job_tree(const acp_job *job);

/* functions.c: the functions of ACP_DEPLOY_NS: d:xml(), d:shell() and so on of acp_escapes;
 * d:base64(text), d:sha256(text); d:source-base64(document), the bytes of its file. */
bool acp_stylesheet_functions(xsltTransformContextPtr context, acp_job *job);

#endif
