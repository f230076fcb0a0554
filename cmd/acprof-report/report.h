/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page is made in two steps: describe.c puts what is to be said of a file into an XML tree, the
 * stylesheet (templates/report) makes the page of it. */
#ifndef CMD_ACPROF_REPORT_H
#define CMD_ACPROF_REPORT_H

#include <libxml/tree.h>

#include "cmd/acprof/programs.h"

extern const char report_stylesheet[], report_style[];

/* Adds a child element; NULL (also when parent is): memory ran out. */
xmlNode *report_add(xmlNode *parent, const char *name);
/* Sets an attribute to text that may come from anywhere: what XML cannot hold is made visible. */
void report_set(xmlNode *element, const char *name, const char *text, size_t length);
void report_set_text(xmlNode *element, const char *name, const char *text);

/* Describes the settings of a document below parent; version: the client whose defaults count. */
void report_settings(xmlNode *parent, const acp_document *document, uint16_t version);

#endif
