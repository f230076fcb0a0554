/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An array of findings; the members are those of docs/formats.md, always all of them. */
#include "report/report.h"

void acp_report_json_begin(acp_report_writer *writer)
{
    acp_json_open(&writer->json, '[', false);
}

static void add_position(acp_json_text *json, const char *line, const char *column,
                         acp_position position)
{
    const char *const keys[] = {line, column};
    uint32_t values[] = {position.line, position.column};
    for (int i = 0; i < 2; i++) {
        acp_json_key(json, keys[i]);
        if (position.line)
            acp_json_number(json, values[i]);
        else
            acp_json_null(json);
    }
}

static void add_finding(acp_json_text *json, const acp_finding *finding)
{
    const acp_rule *rule = finding->rule;
    acp_json_open(json, '{', false);
    acp_json_member(json, "file", finding->file);
    add_position(json, "line", "column", finding->start);
    add_position(json, "end_line", "end_column", finding->end);
    acp_json_member(json, "kind", acp_rule_kind_name((unsigned)finding->kind));
    acp_json_member(json, "path", finding->path ? finding->path : "");
    acp_json_member(json, "rule", rule->id);
    acp_json_member(json, "key", rule->key);
    acp_json_member(json, "severity", acp_severity_name(finding->severity));
    acp_json_member(json, "title", rule->title);
    acp_json_member(json, "detail", finding->detail ? finding->detail : "");
    acp_json_member(json, "remedy", finding->remedy ? finding->remedy : "");
    acp_json_member_bool(json, "fixable", finding->fixable);
    acp_json_member(json, "security", acp_security_name(rule->security));
    acp_json_key(json, "platforms");
    acp_report_platforms(json, rule->platforms);
    acp_json_member(json, "source", rule->source ? rule->source : "");
    acp_json_close(json, '}');
}

void acp_report_json_file(acp_report_writer *writer, const acp_report_part *part)
{
    for (size_t i = 0; i < part->count; i++)
        add_finding(&writer->json, part->findings[i]);
}

void acp_report_json_end(acp_report_writer *writer)
{
    acp_json_close(&writer->json, ']');
    acp_buffer_putc(&writer->out, '\n');
}
