/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The XML of the Checkstyle tool, which most code-review systems read. */
#include "report/report.h"

void acp_report_checkstyle_begin(acp_report_writer *writer)
{
    acp_buffer_puts(&writer->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                  "<checkstyle version=\"4.3\">\n");
}

static void add_error(acp_buffer *out, const acp_finding *finding)
{
    acp_buffer message = {0};
    acp_report_message(&message, finding);
    acp_buffer_puts(out, "    <error");
    if (finding->start.line)
        acp_buffer_printf(out, " line=\"%u\" column=\"%u\"", finding->start.line,
                          finding->start.column);
    acp_buffer_printf(out, " severity=\"%s\" message=\"", acp_severity_name(finding->severity));
    acp_report_xml(out, message.text ? message.text : "");
    acp_buffer_puts(out, "\" source=\"acprof.");
    acp_report_xml(out, finding->rule->id);
    acp_buffer_puts(out, "\"/>\n");
    acp_buffer_free(&message);
}

void acp_report_checkstyle_file(acp_report_writer *writer, const acp_report_part *part)
{
    acp_buffer *out = &writer->out;
    acp_buffer_puts(out, "  <file name=\"");
    acp_report_xml(out, part->name);
    if (!part->count) {
        acp_buffer_puts(out, "\"/>\n");
        return;
    }
    acp_buffer_puts(out, "\">\n");
    for (size_t i = 0; i < part->count; i++)
        add_error(out, part->findings[i]);
    acp_buffer_puts(out, "  </file>\n");
}

void acp_report_checkstyle_unreadable(acp_report_writer *writer, const char *file,
                                      const char *reason)
{
    acp_buffer *out = &writer->out;
    acp_buffer_puts(out, "  <file name=\"");
    acp_report_xml(out, file);
    acp_buffer_puts(out, "\">\n    <error severity=\"error\" message=\"The file cannot be read: ");
    acp_report_xml(out, reason);
    acp_buffer_puts(out, "\" source=\"acprof.unreadable\"/>\n  </file>\n");
}

void acp_report_checkstyle_end(acp_report_writer *writer)
{
    acp_buffer_puts(&writer->out, "</checkstyle>\n");
}
