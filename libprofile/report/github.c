/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Workflow commands of GitHub Actions: one line per finding, shown at the line in a pull request.
 */
#include <string.h>

#include "document/slice.h"
#include "document/utf8.h"
#include "report/report.h"
#include "report/visible.h"

/* Escapes as the runner's toolkit does: % CR LF, in properties also : and ,. */
static void add_escaped(acp_buffer *out, const char *text, bool property)
{
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        const char *start = at;
        uint32_t code = acp_utf8_next(&at, end);
        if (code == '%' || code == '\r' || code == '\n' ||
            (property && (code == ':' || code == ',')))
            acp_buffer_printf(out, "%%%02X", (unsigned)code);
        else
            acp_visible_line(out, (acp_slice){start, (size_t)(at - start)});
    }
}

static void add_region(acp_buffer *out, const acp_finding *finding)
{
    if (!finding->start.line)
        return;
    acp_buffer_printf(out, ",line=%u", finding->start.line);
    /* Columns are only understood for a finding on one line. */
    if (finding->end.line > finding->start.line)
        acp_buffer_printf(out, ",endLine=%u", finding->end.line);
    else
        acp_buffer_printf(out, ",col=%u,endColumn=%u", finding->start.column,
                          finding->end.column > finding->start.column ? finding->end.column
                                                                      : finding->start.column);
}

void acp_report_github_file(acp_report_writer *writer, const acp_report_part *part)
{
    static const char *const level[] = {
        [ACP_INFO] = "notice", [ACP_WARNING] = "warning", [ACP_ERROR] = "error"};
    acp_buffer *out = &writer->out;
    for (size_t i = 0; i < part->count; i++) {
        const acp_finding *finding = part->findings[i];
        acp_buffer message = {0};
        acp_report_message(&message, finding);
        acp_buffer_printf(out, "::%s file=", level[finding->severity]);
        add_escaped(out, finding->file, true);
        add_region(out, finding);
        acp_buffer_puts(out, ",title=");
        add_escaped(out, finding->rule->id, true);
        acp_buffer_putc(out, ' ');
        add_escaped(out, finding->rule->key, true);
        acp_buffer_puts(out, "::");
        add_escaped(out, message.text ? message.text : "", false);
        acp_buffer_putc(out, '\n');
        acp_buffer_free(&message);
    }
}
