/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof validate: the run over the files, each checked by some thread, reported in order. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "validate.h"

typedef struct {
    size_t config; /* row of options->configs */
    acp_findings *findings;
    acp_status status;
    int error; /* errno of ACP_IO */
    bool foreign;
} result;

typedef struct {
    const validate_options *options;
    cmd_files *files;
    result *results;
    acp_set *set; /* checked together; its members are the files, and own the findings */
    acp_xsd *xsd;
    acp_baseline *baseline;
    acp_report_writer *writer; /* NULL: a baseline is written instead */
    size_t checked, hidden, counts[3];
    int code;
    bool stopped; /* the report cannot be written on */
} run;

static acp_read_options read_options(const run *r, const cmd_file *file)
{
    return (acp_read_options){.kind = cmd_kinds_for(&r->options->kinds, file->name),
                              .max_size = r->options->max_size};
}

static acp_check_options check_options(const run *r, const result *out)
{
    const validate_options *options = r->options;
    const struct cmd_config_row *config = &options->configs.rows[out->config];
    return (acp_check_options){.platforms = options->platforms,
                               .client_version = options->client_version,
                               .strict = options->strict,
                               .only = config->only,
                               .config = config->config,
                               .xsd = r->xsd,
                               .skip_fixable = options->format != ACP_REPORT_JSON};
}

static void check_one(void *data, size_t item)
{
    run *r = data;
    const cmd_file *file = &r->files->files[item];
    result *out = &r->results[item];
    acp_read_options read = read_options(r, file);
    acp_check_options check = check_options(r, out);
    out->findings = acp_findings_new();
    out->status =
        out->findings ? acp_check_file(file->name, &read, &check, out->findings) : ACP_NO_MEMORY;
    out->error = errno;
    out->foreign = out->status != ACP_IO && read.kind == ACP_KIND_UNKNOWN && out->findings &&
                   cmd_file_is_foreign(file, out->findings);
}

/* True if the finding is not in the baseline. */
static bool is_new(const acp_finding *finding, void *data)
{
    run *r = data;
    bool known = acp_baseline_has(r->baseline, finding);
    r->hidden += known;
    return !known;
}

static void out_of_memory(run *r)
{
    cmd_message("out of memory");
    r->code = CMD_IO;
    r->stopped = true;
}

/* Adds a finding to the baseline; true if it is none that a baseline may hold. */
static bool add_to_baseline(const acp_finding *finding, void *data)
{
    run *r = data;
    acp_status status = acp_baseline_add(r->baseline, finding);
    r->hidden += status == ACP_OK;
    if (status == ACP_NO_MEMORY)
        out_of_memory(r);
    return status == ACP_DAMAGED;
}

static void note_baseline(run *r, acp_findings *findings)
{
    acp_findings_filter(findings, add_to_baseline, r);
    if (acp_findings_count(findings))
        r->code = cmd_worse(r->code, cmd_print_findings(findings, stderr));
}

/* The report went wrong; nothing more can be added to it. */
static void stop_for(run *r, acp_status status)
{
    if (status == ACP_NO_MEMORY) {
        out_of_memory(r);
    } else if (status != ACP_OK) {
        cmd_stdout_failed();
        r->code = CMD_IO;
        r->stopped = true;
    }
}

static void report(run *r, const char *name, acp_findings *findings, acp_severity fail_on)
{
    const validate_options *options = r->options;
    if (options->write_baseline) {
        note_baseline(r, findings);
        return;
    }
    if (r->baseline)
        acp_findings_filter(findings, is_new, r);
    for (size_t i = 0; i < acp_findings_count(findings); i++)
        r->counts[acp_findings_get(findings, i)->severity % 3]++;
    if (acp_findings_worst(findings) >= (int)fail_on)
        r->code = cmd_worse(r->code, CMD_FINDINGS);
    if (acp_findings_count(findings))
        cmd_progress_end();
    errno = 0;
    stop_for(r, acp_report_file(r->writer, name, findings, fail_on));
}

static const char *shown(const char *name)
{
    return strcmp(name, "-") == 0 ? "<stdin>" : name;
}

static void report_unreadable(run *r, const char *name, const result *out)
{
    const char *reason = out->status == ACP_IO ? strerror(out->error) : "out of memory";
    errno = 0;
    if (r->writer)
        stop_for(r, acp_report_unreadable(r->writer, shown(name), reason));
}

static bool take_one(void *data, size_t item)
{
    run *r = data;
    const char *name = r->files->files[item].name;
    result *out = &r->results[item];
    const acp_config *config = r->options->configs.rows[out->config].config;
    if (out->status == ACP_IO || out->status == ACP_NO_MEMORY) {
        cmd_files_use(r->files, &r->files->files[item]);
        errno = out->error;
        r->code = cmd_worse(r->code, cmd_status(out->status, name));
        report_unreadable(r, name, out);
    } else if (!out->foreign) {
        cmd_files_use(r->files, &r->files->files[item]);
        r->checked++;
        report(r, shown(name), out->findings, cmd_fail_on(r->options->fail_on, config));
    }
    if (!r->set)
        acp_findings_free(out->findings);
    out->findings = NULL;
    cmd_progress(item + 1, r->files->count);
    return !r->stopped;
}

static bool check_set(run *r)
{
    acp_set_options options = {.at = r->options->inputs.at};
    for (size_t i = 0; i < r->files->count; i++) {
        const cmd_file *file = &r->files->files[i];
        result *out = &r->results[i];
        acp_set_input input = {.role = file->role,
                               .path = file->name,
                               .host = file->host,
                               .read = read_options(r, file),
                               .check = check_options(r, out)};
        out->status = acp_set_add(r->set, &input);
        out->error = errno;
        if (out->status == ACP_NO_MEMORY)
            return false;
    }
    if (acp_set_check(r->set, &options) != ACP_OK)
        return false;
    for (size_t i = 0; i < r->files->count; i++)
        r->results[i].findings = acp_set_findings(r->set, i);
    return true;
}

/* In JSON the findings are the second member of an object that validate_run closes. */
static void print_table(run *r)
{
    bool json = r->options->format == ACP_REPORT_JSON;
    if (json)
        fputs("{\"agreements\": ", stdout);
    stop_for(r, acp_agreements_write(r->set, r->options->format, cmd_color(stdout), stdout));
    fputs(json ? ", \"findings\": " : "\n", stdout);
}

static void take_set(run *r)
{
    if (!check_set(r)) {
        out_of_memory(r);
        return;
    }
    if (r->options->table)
        print_table(r);
    for (size_t i = 0; i < r->files->count && !r->stopped; i++)
        take_one(r, i);
}

static void report_config(acp_findings *findings, void *data)
{
    run *r = data;
    const char *name = acp_findings_get(findings, 0)->file;
    if (!r->stopped)
        report(r, name, findings, cmd_fail_on(r->options->fail_on, NULL));
}

static void add_count(char *text, size_t size, size_t count, const char *one, const char *many)
{
    size_t used = strlen(text);
    if (count)
        snprintf(text + used, size - used, "%s%zu %s", used ? ", " : "", count,
                 count == 1 ? one : many);
}

/* The last line for people. A clean run says so on a terminal only: scripts go by the exit code. */
static void print_summary(const run *r)
{
    char found[160] = "";
    bool clean = r->counts[ACP_ERROR] + r->counts[ACP_WARNING] + r->counts[ACP_INFO] == 0;
    if (clean && (!isatty(STDOUT_FILENO) || !r->checked))
        return;
    add_count(found, sizeof found, r->counts[ACP_ERROR], "error", "errors");
    add_count(found, sizeof found, r->counts[ACP_WARNING], "warning", "warnings");
    add_count(found, sizeof found, r->counts[ACP_INFO], "info", "infos");
    if (clean)
        strcpy(found, "clean");
    if (r->hidden) {
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, " (%zu known from the baseline not shown)",
                 r->hidden);
    }
    printf("%zu %s: %s\n", r->checked, r->checked == 1 ? "file" : "files", found);
}

static bool start_baseline(run *r)
{
    int code = validate_baseline_start(r->options, r->files, &r->baseline);
    if (code != CMD_OK)
        r->code = code;
    return code == CMD_OK;
}

static bool start_xsd(run *r)
{
    char message[512];
    const char *path = r->options->xsd_file;
    if (!path)
        return true;
    acp_status status = acp_xsd_load(path, &r->xsd, message, sizeof message);
    if (status == ACP_OK)
        return true;
    if (status == ACP_BAD_VALUE)
        cmd_message("%s", message);
    else
        cmd_status(status, path);
    r->code = status == ACP_BAD_VALUE ? CMD_USAGE : CMD_IO;
    return false;
}

static bool start_set(run *r)
{
    if (!r->options->together)
        return true;
    r->set = acp_set_new();
    if (!r->set)
        out_of_memory(r);
    return r->set;
}

/* Configurations are loaded before anything is checked: a mistake in one is said at once. */
static bool load_configs(run *r, validate_options *options)
{
    for (size_t i = 0; i < r->files->count; i++) {
        const struct cmd_config_row *row =
            cmd_config_for(&options->configs, r->files->files[i].name);
        if (!row) {
            r->code = options->configs.code ? options->configs.code : CMD_IO;
            return false;
        }
        r->results[i].config = (size_t)(row - options->configs.rows);
    }
    return true;
}

static void check_all(run *r)
{
    cmd_work work = {r->files->count, check_one, take_one, r};
    cmd_progress(0, r->files->count);
    if (r->set)
        take_set(r);
    else
        cmd_work_run(&work, r->options->jobs);
    if (!r->stopped && cmd_configs_report(&r->options->configs, report_config, r) != ACP_OK)
        out_of_memory(r);
    cmd_progress_end();
    for (size_t i = 0; !r->set && i < r->files->count; i++)
        acp_findings_free(r->results[i].findings);
}

int validate_run(const cmd_args *args, validate_options *options, cmd_files *files)
{
    run r = {.options = options, .files = files, .code = files->code};
    r.results = calloc(files->count + 1, sizeof *r.results);
    bool ready = r.results && load_configs(&r, options);
    if (!r.results)
        out_of_memory(&r);
    if (ready && !cmd_rule_names_pick(args, options->rules, &options->configs)) {
        r.code = CMD_USAGE;
        ready = false;
    }
    ready = ready && start_baseline(&r) && start_xsd(&r) && start_set(&r);
    if (ready && !options->write_baseline) {
        acp_report_options report_options = {cmd_color(stdout), cmd_width(stdout), NULL, ACP_ERROR};
        r.writer = acp_report_begin(options->format, &report_options, stdout);
        ready = r.writer;
        if (!ready)
            out_of_memory(&r);
    }
    if (ready) {
        check_all(&r);
        errno = 0;
        if (acp_report_end(r.writer) == ACP_IO) {
            cmd_stdout_failed();
            r.code = CMD_IO;
        }
        if (!r.stopped)
            r.code = cmd_files_end(files, r.code);
        if (options->write_baseline)
            r.code = validate_baseline_write(options, r.baseline, r.hidden, r.code);
        else if (options->format == ACP_REPORT_TEXT && !r.stopped)
            print_summary(&r);
    }
    if (ready && options->table && options->format == ACP_REPORT_JSON && !r.stopped)
        fputs("}\n", stdout);
    acp_set_free(r.set);
    acp_xsd_free(r.xsd);
    acp_baseline_free(r.baseline);
    free(r.results);
    return r.code;
}
