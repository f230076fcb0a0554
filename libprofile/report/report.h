/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the output formats share. A format is a row of the table in report.c and three functions. */
#ifndef ACP_REPORT_H
#define ACP_REPORT_H

#include "document/json_text.h"

/* The findings of one file, in order. */
typedef struct {
    const char *name;
    const acp_finding *const *findings;
    size_t count;
    acp_severity fail_on;
} acp_report_part;

typedef struct {
    const char *name;
    void (*begin)(acp_report_writer *writer);
    void (*file)(acp_report_writer *writer, const acp_report_part *part);
    void (*end)(acp_report_writer *writer);
    void (*unreadable)(acp_report_writer *writer, const char *file, const char *reason);
    bool held; /* nothing can be written before the end: it starts with totals */
} acp_report_row;

struct acp_report_writer {
    const acp_report_row *row;
    acp_report_options options;
    FILE *stream;
    acp_buffer out;         /* not written to the stream yet */
    acp_json_text json;     /* writes into out */
    const acp_rule **rules; /* SARIF: rules met so far, in order of ruleIndex */
    size_t rule_count, rule_size;
    size_t files, failed_files; /* JUnit: totals */
    size_t unreadable_files;
    acp_buffer unreadable; /* SARIF: their names and reasons, each with its NUL */
    bool stream_failed;
};

void acp_report_text_file(acp_report_writer *writer, const acp_report_part *part);
void acp_report_json_begin(acp_report_writer *writer);
void acp_report_json_file(acp_report_writer *writer, const acp_report_part *part);
void acp_report_json_end(acp_report_writer *writer);
void acp_report_sarif_begin(acp_report_writer *writer);
void acp_report_sarif_file(acp_report_writer *writer, const acp_report_part *part);
void acp_report_sarif_end(acp_report_writer *writer);
void acp_report_sarif_unreadable(acp_report_writer *writer, const char *file, const char *reason);
void acp_report_junit_file(acp_report_writer *writer, const acp_report_part *part);
void acp_report_junit_end(acp_report_writer *writer);
void acp_report_junit_unreadable(acp_report_writer *writer, const char *file, const char *reason);
void acp_report_github_file(acp_report_writer *writer, const acp_report_part *part);
void acp_report_checkstyle_begin(acp_report_writer *writer);
void acp_report_checkstyle_file(acp_report_writer *writer, const acp_report_part *part);
void acp_report_checkstyle_end(acp_report_writer *writer);
void acp_report_checkstyle_unreadable(acp_report_writer *writer, const char *file,
                                      const char *reason);

/* "weakens", "neutral" or "n/a", as every machine format spells it. */
const char *acp_security_name(unsigned security);
/* Text for an XML attribute or element; what XML 1.0 cannot hold is made visible. */
void acp_report_xml(acp_buffer *out, const char *text);
/* TITLE. DETAIL REMEDY in one paragraph, for formats with a single message. */
void acp_report_message(acp_buffer *out, const acp_finding *finding);
/* Array of the platforms a rule concerns. */
void acp_report_platforms(acp_json_text *json, unsigned platforms);

#endif
