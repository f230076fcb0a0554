/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What libyaml says of a broken file, in words an administrator can act on. */
#ifndef ACP_YAML_WORDS_H
#define ACP_YAML_WORDS_H

#include <yaml.h>

#include "document/document.h"
#include "document/yaml_marks.h"

/* Reports why the parser failed. */
void acp_yaml_report(const acp_document *document, const yaml_parser_t *parser,
                     const acp_yaml_marks *marks, acp_findings *findings);

#endif
