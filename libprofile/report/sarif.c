/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SARIF 2.1.0. Results come first and the rules they name last, so that nothing need be held. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

static const char *const level_name[] = {
    [ACP_INFO] = "note", [ACP_WARNING] = "warning", [ACP_ERROR] = "error", [ACP_OFF] = "none"};

void acp_report_sarif_begin(acp_report_writer *writer)
{
    acp_json_text *json = &writer->json;
    acp_json_open(json, '{', false);
    acp_json_member(json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    acp_json_member(json, "version", "2.1.0");
    acp_json_key(json, "runs");
    acp_json_open(json, '[', false);
    acp_json_open(json, '{', false);
    acp_json_member(json, "columnKind", "unicodeCodePoints");
    acp_json_key(json, "results");
    acp_json_open(json, '[', false);
}

/* ruleIndex of a rule; -1 when memory runs out. */
static long rule_index(acp_report_writer *writer, const acp_rule *rule)
{
    for (size_t i = 0; i < writer->rule_count; i++)
        if (writer->rules[i] == rule || strcmp(writer->rules[i]->id, rule->id) == 0)
            return (long)i;
    if (writer->rule_count == writer->rule_size) {
        size_t size = writer->rule_size ? writer->rule_size * 2 : 32;
        const acp_rule **rules = realloc(writer->rules, size * sizeof *rules);
        if (!rules) {
            writer->out.failed = true;
            return -1;
        }
        writer->rules = rules;
        writer->rule_size = size;
    }
    writer->rules[writer->rule_count] = rule;
    return (long)writer->rule_count++;
}

/* File name as a URI: absolute names get file://, everything beyond RFC 3986's plain characters is
 * percent-encoded, also a colon, which would make the first part a scheme. */
static void add_uri(acp_json_text *json, const char *name)
{
    acp_buffer uri = {0};
    if (name[0] == '/')
        acp_buffer_puts(&uri, "file://");
    for (const unsigned char *p = (const unsigned char *)name; *p; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     (*p >= '0' && *p <= '9') || strchr("-._~/", *p);
        if (plain)
            acp_buffer_putc(&uri, (char)*p);
        else
            acp_buffer_printf(&uri, "%%%02X", *p);
    }
    acp_json_member(json, "uri", uri.text ? uri.text : "");
    acp_buffer_free(&uri);
}

static void add_text(acp_json_text *json, const char *key, const char *text)
{
    acp_json_key(json, key);
    acp_json_open(json, '{', true);
    acp_json_member(json, "text", text);
    acp_json_close(json, '}');
}

/* physicalLocation; end may be NULL. */
static void add_location(acp_json_text *json, const char *file, acp_position start,
                         const acp_position *end)
{
    acp_json_key(json, "physicalLocation");
    acp_json_open(json, '{', false);
    acp_json_key(json, "artifactLocation");
    acp_json_open(json, '{', true);
    add_uri(json, file);
    acp_json_close(json, '}');
    if (start.line) {
        acp_json_key(json, "region");
        acp_json_open(json, '{', true);
        acp_json_member_number(json, "startLine", start.line);
        acp_json_member_number(json, "startColumn", start.column);
        if (end && end->line) {
            acp_json_member_number(json, "endLine", end->line);
            acp_json_member_number(json, "endColumn", end->column);
        }
        acp_json_close(json, '}');
    }
    acp_json_close(json, '}');
}

static void add_related(acp_json_text *json, const acp_finding *finding)
{
    acp_json_key(json, "relatedLocations");
    acp_json_open(json, '[', false);
    acp_json_open(json, '{', false);
    add_location(json, finding->related_file, finding->related_start, NULL);
    add_text(json, "message", finding->related);
    acp_json_close(json, '}');
    acp_json_close(json, ']');
}

static void add_result(acp_report_writer *writer, const acp_finding *finding)
{
    acp_json_text *json = &writer->json;
    acp_buffer message = {0};
    acp_report_message(&message, finding);
    acp_json_open(json, '{', false);
    acp_json_member(json, "ruleId", finding->rule->id);
    acp_json_member_number(json, "ruleIndex", rule_index(writer, finding->rule));
    acp_json_member(json, "level", level_name[finding->severity]);
    add_text(json, "message", message.text ? message.text : "");
    acp_json_key(json, "locations");
    acp_json_open(json, '[', false);
    acp_json_open(json, '{', false);
    add_location(json, finding->file, finding->start, &finding->end);
    if (finding->path && *finding->path) {
        acp_json_key(json, "logicalLocations");
        acp_json_open(json, '[', false);
        acp_json_open(json, '{', true);
        acp_json_member(json, "fullyQualifiedName", finding->path);
        acp_json_close(json, '}');
        acp_json_close(json, ']');
    }
    acp_json_close(json, '}');
    acp_json_close(json, ']');
    if (finding->related && *finding->related)
        add_related(json, finding);
    char fingerprint[20];
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, finding->fingerprint);
    acp_json_key(json, "partialFingerprints");
    acp_json_open(json, '{', true);
    acp_json_member(json, "ruleSettingValue/v1", fingerprint);
    acp_json_close(json, '}');
    acp_json_close(json, '}');
    acp_buffer_free(&message);
}

void acp_report_sarif_file(acp_report_writer *writer, const acp_report_part *part)
{
    for (size_t i = 0; i < part->count; i++)
        add_result(writer, part->findings[i]);
}

/* Held until the end: it belongs behind the results. */
void acp_report_sarif_unreadable(acp_report_writer *writer, const char *file, const char *reason)
{
    acp_buffer_add(&writer->unreadable, file, strlen(file) + 1);
    acp_buffer_add(&writer->unreadable, reason, strlen(reason) + 1);
}

static void add_notification(acp_json_text *json, const char *file, const char *reason)
{
    acp_buffer text = {0};
    acp_buffer_printf(&text, "The file cannot be read: %s", reason);
    acp_json_open(json, '{', false);
    acp_json_member(json, "level", "error");
    add_text(json, "message", text.text ? text.text : "");
    acp_json_key(json, "locations");
    acp_json_open(json, '[', false);
    acp_json_open(json, '{', false);
    add_location(json, file, (acp_position){0, 0}, NULL);
    acp_json_close(json, '}');
    acp_json_close(json, ']');
    acp_json_close(json, '}');
    acp_buffer_free(&text);
}

/* What kept the run from being whole; nothing if it is. */
static void add_invocation(acp_report_writer *writer)
{
    acp_json_text *json = &writer->json;
    writer->out.failed = writer->out.failed || writer->unreadable.failed;
    if (!writer->unreadable.length || writer->unreadable.failed)
        return;
    acp_json_key(json, "invocations");
    acp_json_open(json, '[', false);
    acp_json_open(json, '{', false);
    acp_json_member_bool(json, "executionSuccessful", false);
    acp_json_key(json, "toolExecutionNotifications");
    acp_json_open(json, '[', false);
    const char *at = writer->unreadable.text, *end = at + writer->unreadable.length;
    while (at < end) {
        const char *reason = at + strlen(at) + 1;
        add_notification(json, at, reason);
        at = reason + strlen(reason) + 1;
    }
    acp_json_close(json, ']');
    acp_json_close(json, '}');
    acp_json_close(json, ']');
}

static void add_properties(acp_json_text *json, const acp_rule *rule)
{
    bool security = rule->security == ACP_SECURITY_WEAKENS;
    acp_json_key(json, "properties");
    acp_json_open(json, '{', false);
    acp_json_key(json, "tags");
    acp_json_open(json, '[', true);
    acp_json_string(json, "cisco-secure-client");
    if (security)
        acp_json_string(json, "security");
    acp_json_close(json, ']');
    /* Code-scanning services rank security findings by this number: high, medium or low. */
    if (security)
        acp_json_member(json, "security-severity",
                        rule->severity == ACP_ERROR     ? "7.5"
                        : rule->severity == ACP_WARNING ? "5.0"
                                                        : "2.5");
    acp_json_key(json, "platforms");
    acp_report_platforms(json, rule->platforms);
    if (rule->source && *rule->source)
        acp_json_member(json, "source", rule->source);
    acp_json_close(json, '}');
}

static void add_rule(acp_json_text *json, const acp_rule *rule)
{
    acp_json_open(json, '{', false);
    acp_json_member(json, "id", rule->id);
    acp_json_member(json, "name", rule->key);
    add_text(json, "shortDescription", rule->title);
    if (rule->condition && *rule->condition)
        add_text(json, "fullDescription", rule->condition);
    add_text(json, "help", rule->remedy && *rule->remedy ? rule->remedy : rule->title);
    acp_json_key(json, "defaultConfiguration");
    acp_json_open(json, '{', true);
    acp_json_member(json, "level", level_name[rule->severity]);
    acp_json_close(json, '}');
    add_properties(json, rule);
    acp_json_close(json, '}');
}

void acp_report_sarif_end(acp_report_writer *writer)
{
    acp_json_text *json = &writer->json;
    acp_json_close(json, ']');
    add_invocation(writer);
    acp_json_key(json, "tool");
    acp_json_open(json, '{', false);
    acp_json_key(json, "driver");
    acp_json_open(json, '{', false);
    acp_json_member(json, "name", "acprof");
    acp_json_member(json, "semanticVersion", acp_library_version());
    acp_json_key(json, "rules");
    acp_json_open(json, '[', false);
    for (size_t i = 0; i < writer->rule_count; i++)
        add_rule(json, writer->rules[i]);
    acp_json_close(json, ']');
    acp_json_close(json, '}');
    acp_json_close(json, '}');
    acp_json_close(json, '}');
    acp_json_close(json, ']');
    acp_json_close(json, '}');
    acp_buffer_putc(&writer->out, '\n');
}
