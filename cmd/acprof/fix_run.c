/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof fix: the run over the files. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fix.h"
#include "unified.h"

/* One file. */
typedef struct {
    const cmd_file *file;
    const char *name; /* for messages */
    size_t config;    /* row of options->configs */
    char *bytes;      /* as it is */
    size_t size;
    acp_fix_result moved; /* with the local policy, or with what goes into that */
    acp_fix_result result;
    acp_status status;
    int error; /* errno of ACP_IO */
    bool loaded, foreign;
} item;

typedef struct {
    const fix_options *options;
    cmd_files *files;
    item *items;
    size_t count;
    int code;
    bool stopped;
} run;

static const acp_config *config_of(const run *r, const item *it)
{
    return r->options->configs.rows[it->config].config;
}

/* ---- reading and mending -----------------------------------------------------------------------
 */

static void load(item *it)
{
    if (it->loaded)
        return;
    it->loaded = true;
    it->status = cmd_load(it->file->name, &it->bytes, &it->size);
    it->error = errno;
}

/* Options of a file and the file, together for the library. */
typedef struct {
    acp_read_options read;
    acp_check_options check;
    acp_fix_input input;
} request;

static void make_request(const run *r, const item *it, request *q)
{
    const fix_options *options = r->options;
    const struct cmd_config_row *config = &options->configs.rows[it->config];
    *q = (request){
        .read = {.kind = cmd_kinds_for(&options->kinds, it->file->name)},
        .check = {.platforms = options->platforms,
                  .client_version = options->client_version,
                  .only = config->only,
                  .config = config->config},
    };
    q->input = (acp_fix_input){it->name, it->bytes, it->size, &q->read, &q->check};
    if (it->moved.text) {
        q->input.bytes = it->moved.text;
        q->input.size = it->moved.length;
    }
}

static void mend(const run *r, item *it)
{
    request q;
    load(it);
    if (it->status == ACP_IO || it->status == ACP_NO_MEMORY)
        return;
    make_request(r, it, &q);
    it->status = acp_fix(&q.input, &it->result);
    it->foreign = it->result.left && q.read.kind == ACP_KIND_UNKNOWN &&
                  cmd_file_is_foreign(it->file, it->result.left);
}

/* The file as it is to be. */
static acp_slice text_of(const item *it)
{
    if (it->result.text)
        return (acp_slice){it->result.text, it->result.length};
    if (it->moved.text)
        return (acp_slice){it->moved.text, it->moved.length};
    return (acp_slice){it->bytes, it->size};
}

static bool is_changed(const item *it)
{
    return it->result.text || it->moved.text;
}

/* ---- what takes the local policy as well -------------------------------------------------------
 */

/* The first rule asked for by name that does; NULL: none. */
static const acp_rule *needs_policy(const fix_options *options)
{
    static const char *const ids[] = {"ACP1002", "ACP9133"};
    for (size_t i = 0; options->rules && options->rules[i]; i++)
        for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
            if (acp_rule_find(options->rules[i]) == acp_rule_find(ids[k]))
                return acp_rule_find(ids[k]);
    return NULL;
}

static acp_kind kind_of(const run *r, item *it)
{
    request q;
    acp_document *document = NULL;
    acp_findings *ignored = acp_findings_new();
    acp_kind kind = ACP_KIND_UNKNOWN;
    make_request(r, it, &q);
    if (ignored && acp_document_read_memory(it->name, it->bytes, it->size, &q.read, ignored,
                                            &document) == ACP_OK)
        kind = acp_document_kind(document);
    acp_document_free(document);
    acp_findings_free(ignored);
    return kind;
}

/* The policy is mended with one file after the other; the last result holds all of it. */
static void take_moved(item *it, acp_fix_result *next)
{
    if (!next->text) {
        acp_fix_free(next);
        return;
    }
    acp_fix_free(&it->moved);
    it->moved = *next;
}

static void mend_with(run *r, item *file, item *policy)
{
    request from, to;
    acp_fix_result file_result, policy_result;
    make_request(r, file, &from);
    make_request(r, policy, &to);
    if (acp_fix_with_policy(&from.input, &to.input, &file_result, &policy_result) != ACP_OK) {
        cmd_message("out of memory");
        r->code = CMD_IO;
        r->stopped = true;
    }
    take_moved(file, &file_result);
    take_moved(policy, &policy_result);
}

static void mend_with_policy(run *r, const acp_rule *rule)
{
    item *policy = NULL;
    size_t policies = 0;
    for (size_t i = 0; i < r->count; i++) {
        load(&r->items[i]);
        if (r->items[i].status != ACP_OK || kind_of(r, &r->items[i]) != ACP_KIND_LOCAL_POLICY)
            continue;
        policy = &r->items[i];
        policies++;
    }
    if (policies != 1) {
        cmd_message(policies ? "%s is left alone: several of the files are local policies, and "
                               "which of them counts is not said"
                             : "%s is left alone: it takes the AnyConnectLocalPolicy.xml as well, "
                               "which is not among the files",
                    rule->id);
        return;
    }
    for (size_t i = 0; i < r->count && !r->stopped; i++)
        if (r->items[i].status == ACP_OK && &r->items[i] != policy)
            mend_with(r, &r->items[i], policy);
}

/* ---- what is said ------------------------------------------------------------------------ */

static void say_finding(const char *file, const char *what, const acp_finding *finding,
                        bool with_severity)
{
    char place[32] = "";
    if (finding->start.line)
        snprintf(place, sizeof place, ":%u:%u", finding->start.line, finding->start.column);
    acp_print_visible(stderr, file, strlen(file));
    fprintf(stderr, "%s: %s: %s%s%s [%s %s]\n", place, what,
            with_severity ? acp_severity_name(finding->severity) : "", with_severity ? ": " : "",
            finding->rule->title, finding->rule->id, finding->rule->key);
}

static size_t say_fixed(const item *it, const acp_findings *fixed, const char *what)
{
    size_t count = fixed ? acp_findings_count(fixed) : 0;
    for (size_t i = 0; i < count; i++)
        say_finding(it->name, what, acp_findings_get(fixed, i), false);
    return count;
}

static void say_left(const item *it)
{
    for (size_t i = 0; i < acp_findings_count(it->result.left); i++)
        say_finding(it->name, "left", acp_findings_get(it->result.left, i), true);
}

static void say_sum(const item *it, size_t fixed, const char *what)
{
    size_t left = acp_findings_count(it->result.left);
    if (!fixed && !left)
        return;
    acp_print_visible(stderr, it->name, strlen(it->name));
    fprintf(stderr, ": %zu %s, %zu left\n", fixed, what, left);
}

static void say(run *r, const item *it)
{
    const char *what = r->options->dry_run ? "would be fixed" : "fixed";
    cmd_progress_end();
    if (fflush(stdout) != 0) {
        cmd_stdout_failed();
        r->code = CMD_IO;
        return; /* nothing was mended that anybody has */
    }
    size_t fixed = say_fixed(it, it->moved.fixed, what) + say_fixed(it, it->result.fixed, what);
    if (it->status == ACP_DAMAGED)
        r->code = cmd_worse(r->code, cmd_print_findings(it->result.left, stderr));
    else
        say_left(it);
    say_sum(it, fixed, what);
}

/* ---- what is written --------------------------------------------------------------------- */

static bool has_zero(acp_slice text)
{
    return text.len && memchr(text.ptr, '\0', text.len);
}

static void show_diff(run *r, const item *it)
{
    acp_slice before = {it->bytes, it->size}, after = text_of(it);
    if (has_zero(before) || has_zero(after)) {
        cmd_message("%s is not in an encoding of single bytes; a diff cannot show what changes",
                    it->name);
    } else if (!unified_diff(stdout, strcmp(it->file->name, "-") == 0 ? "stdin" : it->file->name,
                             before, after)) {
        cmd_message("out of memory");
        r->code = CMD_IO;
        r->stopped = true;
    }
}

/* False: the file was not written, and that was said. */
static bool write_one(run *r, const item *it)
{
    acp_slice text = text_of(it);
    int code = CMD_OK;
    if (!r->options->write && !r->options->dry_run)
        code = cmd_write_stdout(text.ptr, text.len);
    else if (r->options->dry_run && is_changed(it))
        show_diff(r, it);
    else if (r->options->write && is_changed(it))
        code = cmd_write_file(it->file->name, text.ptr, text.len);
    r->code = cmd_worse(r->code, code);
    return code == CMD_OK;
}

/* Files that were mended with the local policy, and that: all of them, or none. */
static bool write_moved(run *r)
{
    cmd_output *outputs = calloc(r->count + 1, sizeof *outputs);
    size_t count = 0;
    if (!outputs) {
        cmd_message("out of memory");
        r->code = CMD_IO;
        return false;
    }
    for (size_t i = 0; i < r->count; i++) {
        const item *it = &r->items[i];
        acp_slice text = text_of(it);
        if (it->moved.text)
            outputs[count++] =
                (cmd_output){it->file->name, text.ptr, it->bytes, text.len, it->size};
    }
    int code = count ? cmd_write_files(outputs, count) : CMD_OK;
    if (code != CMD_OK && count > 1)
        cmd_message("none of the %zu files that were mended together was written", count);
    r->code = cmd_worse(r->code, code);
    free(outputs);
    return code == CMD_OK;
}

static void name_written(const item *it)
{
    acp_print_visible(stdout, it->name, strlen(it->name));
    puts(": fixed");
    /* At once: whoever stops a long run wants to know how far it came. */
    fflush(stdout);
}

/* ---- the run ----------------------------------------------------------------------------- */

/* written: its changes are in the file already; else they are to be written now. */
static void finish(run *r, item *it, bool written)
{
    if (it->status == ACP_IO || it->status == ACP_NO_MEMORY) {
        cmd_files_use(r->files, it->file);
        errno = it->error;
        r->code = cmd_worse(r->code, cmd_status(it->status, it->file->name));
        return;
    }
    if (it->foreign)
        return;
    cmd_files_use(r->files, it->file);
    if (!written && !write_one(r, it))
        return;
    if (r->options->write && is_changed(it))
        name_written(it);
    say(r, it);
    acp_severity fail_on = cmd_fail_on(r->options->fail_on, config_of(r, it));
    if (acp_findings_worst(it->result.left) >= (int)fail_on)
        r->code = cmd_worse(r->code, CMD_FINDINGS);
}

static void free_item(item *it)
{
    free(it->bytes);
    acp_fix_free(&it->moved);
    acp_fix_free(&it->result);
    it->bytes = NULL;
}

static void mend_each(run *r)
{
    for (size_t i = 0; i < r->count && !r->stopped; i++) {
        cmd_progress(i, r->count);
        mend(r, &r->items[i]);
        finish(r, &r->items[i], false);
        free_item(&r->items[i]);
    }
    cmd_progress_end();
}

/* With settings that move between files all are mended before the first is written. */
static void mend_together(run *r, const acp_rule *rule)
{
    mend_with_policy(r, rule);
    for (size_t i = 0; i < r->count && !r->stopped; i++)
        mend(r, &r->items[i]);
    bool fine = !r->stopped && (!r->options->write || write_moved(r));
    for (size_t i = 0; i < r->count && !r->stopped; i++)
        if (fine || !r->items[i].moved.text)
            finish(r, &r->items[i], r->options->write && r->items[i].moved.text);
}

/* Configurations are loaded before anything is mended: a mistake in one is said at once. */
static bool start(run *r, const cmd_args *args, fix_options *options)
{
    r->items = calloc(r->count + 1, sizeof *r->items);
    if (!r->items) {
        cmd_message("out of memory");
        r->code = CMD_IO;
        return false;
    }
    for (size_t i = 0; i < r->count; i++) {
        item *it = &r->items[i];
        it->file = &r->files->files[i];
        it->name = strcmp(it->file->name, "-") == 0 ? "<stdin>" : it->file->name;
        const struct cmd_config_row *row = cmd_config_for(&options->configs, it->file->name);
        if (!row) {
            r->code = options->configs.code ? options->configs.code : CMD_IO;
            return false;
        }
        it->config = (size_t)(row - options->configs.rows);
    }
    if (cmd_rule_names_pick(args, options->rules, &options->configs))
        return true;
    r->code = CMD_USAGE;
    return false;
}

int fix_run(const cmd_args *args, fix_options *options, cmd_files *files)
{
    run r = {.options = options, .files = files, .count = files->count, .code = files->code};
    if (start(&r, args, options)) {
        const acp_rule *rule = needs_policy(options);
        if (rule)
            mend_together(&r, rule);
        else
            mend_each(&r);
        if (!r.stopped)
            r.code = cmd_files_end(files, r.code);
    }
    for (size_t i = 0; r.items && i < r.count; i++)
        free_item(&r.items[i]);
    free(r.items);
    return r.code;
}
