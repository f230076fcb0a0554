/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Findings as reports, and those known already. Part of profile.h. */
#ifndef ACP_PROFILE_REPORT_H
#define ACP_PROFILE_REPORT_H

/* ---- reports ----------------------------------------------------------------------------- */

typedef enum {
    ACP_REPORT_TEXT,
    ACP_REPORT_JSON,
    ACP_REPORT_SARIF,
    ACP_REPORT_JUNIT,
    ACP_REPORT_GITHUB,
    ACP_REPORT_CHECKSTYLE,
    ACP_REPORT_COUNT,
} acp_report_format;

typedef struct {
    bool color;
    unsigned width;           /* columns to wrap prose at, 0: do not wrap */
    const char *const *files; /* acp_report: every file checked, in order, NULL-terminated */
    acp_severity fail_on;     /* JUnit: findings below it are no failures */
} acp_report_options;

ACP_API const char *acp_report_name(acp_report_format format); /* NULL: out of range */
/* -1: no such format. */
ACP_API int acp_report_by_name(const char *name);
/* Writes all findings to stream. ACP_IO if the stream failed. */
ACP_API acp_status acp_report(acp_report_format format, const acp_findings *findings,
                              const acp_report_options *options, FILE *stream);

/* The same file by file, so that the findings of one can be freed before the next is read. */
typedef struct acp_report_writer acp_report_writer;
/* options->files is not used; the options are copied. NULL: no memory. */
ACP_API acp_report_writer *acp_report_begin(acp_report_format format,
                                            const acp_report_options *options, FILE *stream);
/* Adds one file with its findings; NULL or no findings: it is clean. The rules the findings name
 * must live until acp_report_end. ACP_OK, ACP_NO_MEMORY, or ACP_IO once the stream failed. */
ACP_API acp_status acp_report_file(acp_report_writer *writer, const char *file,
                                   const acp_findings *findings, acp_severity fail_on);
/* Adds a file that could not be read, so that a report does not pass it as clean; reason: what the
 * system says. The text, JSON and GitHub formats hold findings only and leave it out. Returns what
 * acp_report_file returns. */
ACP_API acp_status acp_report_unreadable(acp_report_writer *writer, const char *file,
                                         const char *reason);
/* Writes what ends the report, flushes and frees the writer. */
ACP_API acp_status acp_report_end(acp_report_writer *writer);

/* Writes what had to agree: a table, or with ACP_REPORT_JSON an array. Other formats have no form
 * for it and give the table. ACP_OK, ACP_NO_MEMORY, or ACP_IO: the stream failed. */
ACP_API acp_status acp_agreements_write(const acp_set *set, acp_report_format format, bool color,
                                        FILE *stream);

/* ---- baselines --------------------------------------------------------------------------- */

/* Findings known already, as a file that is kept with the profiles. A finding is known by file,
 * rule, path and value, not by line. File names are kept relative to the baseline's directory. */
typedef struct acp_baseline acp_baseline;
/* path: where it is or will be written. NULL: no memory or no such directory (errno tells). */
ACP_API acp_baseline *acp_baseline_new(const char *path);
ACP_API void acp_baseline_free(acp_baseline *baseline);
/* Reads the file. ACP_IO: errno tells. ACP_BAD_VALUE: it is no baseline. ACP_DAMAGED: it is one,
 * but of another version or incomplete. The message says why. */
ACP_API acp_status acp_baseline_load(acp_baseline *baseline, char *message, size_t message_size);
/* Not for several threads at once: the baseline remembers the last file's name. */
ACP_API bool acp_baseline_has(acp_baseline *baseline, const acp_finding *finding);
/* ACP_DAMAGED: the finding says that a document could not be read; no baseline takes that. */
ACP_API acp_status acp_baseline_add(acp_baseline *baseline, const acp_finding *finding);
/* The file's text, sorted, the same for the same findings. malloc'ed, free() it. */
ACP_API acp_status acp_baseline_text(acp_baseline *baseline, char **text, size_t *length);

/* ---- what the tables say, for people and other programs ---------------------------------- */

typedef enum { ACP_CATALOGUE_TEXT, ACP_CATALOGUE_JSON, ACP_CATALOGUE_MARKDOWN } acp_catalogue;
/* Writes the rules of a kind (ACP_KIND_UNKNOWN: of all), with planned also those not in force. */
ACP_API acp_status acp_catalogue_write(acp_catalogue format, acp_kind kind, bool planned,
                                       FILE *stream);
/* JSON Schema (draft 7) of a kind's JSON form. malloc'ed, free() it. ACP_NOT_FOUND: the kind has
 * no schema. */
ACP_API acp_status acp_kind_json_schema(acp_kind kind, char **text, size_t *length);

#endif
