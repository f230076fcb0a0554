/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JUnit's XML: every file is a test case, and fails if it has a finding at or above fail_on; one
 * that cannot be read is an error.
 * Readers show one failure per case, so the findings of a file stand together in it. */
#include "report/report.h"

static void add_line(acp_buffer *out, const acp_finding *finding)
{
    acp_buffer message = {0};
    acp_report_message(&message, finding);
    acp_report_xml(out, finding->file);
    if (finding->start.line)
        acp_buffer_printf(out, ":%u:%u", finding->start.line, finding->start.column);
    acp_buffer_printf(out, ": %s: ", acp_severity_name(finding->severity));
    acp_report_xml(out, message.text ? message.text : "");
    acp_buffer_puts(out, " [");
    acp_report_xml(out, finding->rule->id);
    acp_buffer_putc(out, ' ');
    acp_report_xml(out, finding->rule->key);
    acp_buffer_puts(out, "]\n");
    acp_buffer_free(&message);
}

/* Adds the findings that are failures, or those that are not. */
static void add_lines(acp_buffer *out, const acp_report_part *part, bool failures)
{
    for (size_t i = 0; i < part->count; i++)
        if ((part->findings[i]->severity >= part->fail_on) == failures)
            add_line(out, part->findings[i]);
}

void acp_report_junit_file(acp_report_writer *writer, const acp_report_part *part)
{
    acp_buffer *out = &writer->out;
    size_t failures = 0;
    const acp_finding *first = NULL;
    for (size_t i = 0; i < part->count; i++)
        if (part->findings[i]->severity >= part->fail_on && !failures++)
            first = part->findings[i];
    writer->files++;
    acp_buffer_puts(out, "    <testcase classname=\"acprof\" name=\"");
    acp_report_xml(out, part->name);
    if (!part->count) {
        acp_buffer_puts(out, "\" time=\"0\"/>\n");
        return;
    }
    acp_buffer_puts(out, "\" time=\"0\">\n");
    if (failures) {
        writer->failed_files++;
        acp_buffer_printf(out, "      <failure type=\"%s\" message=\"",
                          acp_severity_name(first->severity));
        if (failures == 1)
            acp_report_xml(out, first->rule->title);
        else
            acp_buffer_printf(out, "%zu findings", failures);
        acp_buffer_puts(out, "\">");
        add_lines(out, part, true);
        acp_buffer_puts(out, "</failure>\n");
    }
    if (failures < part->count) {
        acp_buffer_puts(out, "      <system-out>");
        add_lines(out, part, false);
        acp_buffer_puts(out, "</system-out>\n");
    }
    acp_buffer_puts(out, "    </testcase>\n");
}

void acp_report_junit_unreadable(acp_report_writer *writer, const char *file, const char *reason)
{
    acp_buffer *out = &writer->out;
    writer->files++;
    acp_buffer_puts(out, "    <testcase classname=\"acprof\" name=\"");
    acp_report_xml(out, file);
    acp_buffer_puts(out, "\" time=\"0\">\n      <error type=\"unreadable\" message=\"");
    acp_report_xml(out, "The file cannot be read: ");
    acp_report_xml(out, reason);
    acp_buffer_puts(out, "\"/>\n    </testcase>\n");
}

void acp_report_junit_end(acp_report_writer *writer)
{
    acp_buffer cases = writer->out;
    acp_buffer *out = &writer->out;
    *out = (acp_buffer){.failed = cases.failed};
    acp_buffer_printf(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites tests=\"%1$zu\" failures=\"%2$zu\" errors=\"%3$zu\" time=\"0\">\n"
        "  <testsuite name=\"acprof validate\" tests=\"%1$zu\" failures=\"%2$zu\" "
        "errors=\"%3$zu\" skipped=\"0\" time=\"0\">\n",
        writer->files, writer->failed_files, writer->unreadable_files);
    if (cases.length)
        acp_buffer_add(out, cases.text, cases.length);
    acp_buffer_puts(out, "  </testsuite>\n</testsuites>\n");
    acp_buffer_free(&cases);
}
