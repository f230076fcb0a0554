/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules of family 0 about how a file is written, whatever is in it: byte order mark, line ends, XML
 * declaration. */
#include "check/check.h"
#include "check/rules/common.h"

void acp_bom_present(acp_run *run, const acp_rule *rule)
{
    const acp_document *document = run->document;
    acp_place start = {{0, 0}, NULL, NULL};
    if (document->bom && strcmp(document->encoding, "UTF-8") == 0)
        acp_report_at(run, rule, start, NULL);
}

static const char *name_of(acp_line_end end)
{
    return end == ACP_CRLF ? "CR LF" : end == ACP_LF ? "LF" : "CR";
}

/* Where a line ends otherwise than the first does. */
void acp_line_ends_mixed(acp_run *run, const acp_rule *rule)
{
    const acp_document *document = run->document;
    if (!memchr(document->text, '\r', document->length))
        return;
    acp_line_walk walk = {0};
    acp_line_end first = acp_next_line_end(document, &walk), end = first;
    while (end == first && end != ACP_NO_LINE_END)
        end = acp_next_line_end(document, &walk);
    if (end == ACP_NO_LINE_END)
        return;
    acp_place place = {{walk.at, walk.behind}, NULL, NULL};
    acp_say(run, rule->id, place, "The first line ends in %s, this one in %s. %s", name_of(first),
            name_of(end), rule->detail);
}

void acp_declaration_commented(acp_run *run, const acp_rule *rule)
{
    const acp_document *document = run->document;
    if (document->format != ACP_FORMAT_XML)
        return;
    for (const acp_node *node = document->before; node; node = node->next) {
        acp_place place = {node->whole, NULL, NULL};
        if (node->type == ACP_NODE_COMMENT && acp_slice_find(node->value, ACP_SLICE("<?xml")))
            acp_report_at(run, rule, place, NULL);
    }
}
