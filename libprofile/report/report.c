/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of output formats, and what drives them file by file. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

static const acp_report_row rows[ACP_REPORT_COUNT] = {
    [ACP_REPORT_TEXT] = {"text", NULL, acp_report_text_file, NULL, NULL, false},
    [ACP_REPORT_JSON] = {"json", acp_report_json_begin, acp_report_json_file, acp_report_json_end,
                         NULL, false},
    [ACP_REPORT_SARIF] = {"sarif", acp_report_sarif_begin, acp_report_sarif_file,
                          acp_report_sarif_end, acp_report_sarif_unreadable, false},
    [ACP_REPORT_JUNIT] = {"junit", NULL, acp_report_junit_file, acp_report_junit_end,
                          acp_report_junit_unreadable, true},
    [ACP_REPORT_GITHUB] = {"github", NULL, acp_report_github_file, NULL, NULL, false},
    [ACP_REPORT_CHECKSTYLE] = {"checkstyle", acp_report_checkstyle_begin,
                               acp_report_checkstyle_file, acp_report_checkstyle_end,
                               acp_report_checkstyle_unreadable, false},
};

const char *acp_report_name(acp_report_format format)
{
    return (unsigned)format < ACP_REPORT_COUNT ? rows[format].name : NULL;
}

int acp_report_by_name(const char *name)
{
    for (int i = 0; i < ACP_REPORT_COUNT; i++)
        if (strcmp(rows[i].name, name) == 0)
            return i;
    return -1;
}

/* Hands what is ready to the stream. */
static acp_status pass_on(acp_report_writer *writer)
{
    acp_buffer *out = &writer->out;
    if (out->failed)
        return ACP_NO_MEMORY;
    if (out->length && fwrite(out->text, 1, out->length, writer->stream) != out->length)
        writer->stream_failed = true;
    out->length = 0;
    return writer->stream_failed ? ACP_IO : ACP_OK;
}

acp_report_writer *acp_report_begin(acp_report_format format, const acp_report_options *options,
                                    FILE *stream)
{
    acp_report_writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return NULL;
    writer->row = &rows[format];
    writer->options = *options;
    writer->stream = stream;
    writer->json.out = &writer->out;
    if (writer->row->begin)
        writer->row->begin(writer);
    return writer;
}

static acp_status written(acp_report_writer *writer)
{
    if (writer->row->held)
        return writer->out.failed ? ACP_NO_MEMORY : ACP_OK;
    return pass_on(writer);
}

static acp_status add_part(acp_report_writer *writer, const acp_report_part *part)
{
    writer->row->file(writer, part);
    return written(writer);
}

acp_status acp_report_unreadable(acp_report_writer *writer, const char *file, const char *reason)
{
    writer->unreadable_files++;
    if (writer->row->unreadable)
        writer->row->unreadable(writer, file, reason);
    return written(writer);
}

acp_status acp_report_file(acp_report_writer *writer, const char *file,
                           const acp_findings *findings, acp_severity fail_on)
{
    size_t count = findings ? acp_findings_count(findings) : 0;
    const acp_finding **list = calloc(count + 1, sizeof *list);
    if (!list)
        return ACP_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        list[i] = acp_findings_get(findings, i);
    acp_report_part part = {file, list, count, fail_on};
    acp_status status = add_part(writer, &part);
    free(list);
    return status;
}

acp_status acp_report_end(acp_report_writer *writer)
{
    if (!writer)
        return ACP_OK;
    if (writer->row->end)
        writer->row->end(writer);
    acp_status status = pass_on(writer);
    if (fflush(writer->stream) != 0 && status == ACP_OK)
        status = ACP_IO;
    acp_buffer_free(&writer->out);
    acp_buffer_free(&writer->unreadable);
    free(writer->rules);
    free(writer);
    return status;
}

/* Index of name in files from start on; the length of the list if it is not there. */
static size_t find_file(const char *const *files, size_t start, const char *name)
{
    size_t i = start;
    while (files[i] && strcmp(files[i], name) != 0)
        i++;
    return i;
}

/* Reports the named files that come before `until` and have no findings. */
static acp_status report_clean(acp_report_writer *writer, const char *const *files, size_t *next,
                               size_t until)
{
    acp_status status = ACP_OK;
    for (; *next < until && files[*next] && status == ACP_OK; ++*next) {
        acp_report_part part = {files[*next], NULL, 0, writer->options.fail_on};
        status = add_part(writer, &part);
    }
    return status;
}

static acp_status report_groups(acp_report_writer *writer, const acp_finding *const *list,
                                size_t count)
{
    static const char *const none[] = {NULL};
    const char *const *files = writer->options.files ? writer->options.files : none;
    size_t next = 0;
    acp_status status = ACP_OK;
    for (size_t start = 0, end; start < count && status == ACP_OK; start = end) {
        const char *name = list[start]->file;
        for (end = start + 1; end < count && strcmp(list[end]->file, name) == 0;)
            end++;
        size_t named = find_file(files, next, name);
        if (files[named]) {
            status = report_clean(writer, files, &next, named);
            next = named + 1;
        }
        acp_report_part part = {name, list + start, end - start, writer->options.fail_on};
        if (status == ACP_OK)
            status = add_part(writer, &part);
    }
    if (status == ACP_OK)
        status = report_clean(writer, files, &next, SIZE_MAX);
    return status;
}

acp_status acp_report(acp_report_format format, const acp_findings *findings,
                      const acp_report_options *options, FILE *stream)
{
    size_t count = acp_findings_count(findings);
    const acp_finding **list = calloc(count + 1, sizeof *list);
    acp_report_writer *writer = acp_report_begin(format, options, stream);
    acp_status status = list && writer ? ACP_OK : ACP_NO_MEMORY;
    if (status == ACP_OK) {
        for (size_t i = 0; i < count; i++)
            list[i] = acp_findings_get(findings, i);
        status = report_groups(writer, list, count);
    }
    acp_status ended = acp_report_end(writer);
    free(list);
    return status == ACP_OK ? ended : status;
}
