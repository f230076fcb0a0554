/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof generate: files in, checked as a set, files out. */
#include <stdlib.h>
#include <string.h>

#include "run.h"

/* ---- checking ---------------------------------------------------------------------------- */

typedef struct {
    acp_severity least;
    size_t below;
} sieve;

static bool is_severe(const acp_finding *finding, void *data)
{
    sieve *s = data;
    bool severe = finding->severity >= s->least;
    s->below += !severe && finding->severity == ACP_WARNING;
    return severe;
}

/* CMD_OK: the files may be deployed. */
static int check(generation *g)
{
    size_t count = 0;
    sieve s = {.least = g->fail_on};
    if (acp_set_check(g->set, NULL) != ACP_OK) {
        cmd_message("out of memory");
        return CMD_IO;
    }
    for (size_t i = 0; i < acp_set_count(g->set); i++) {
        acp_findings *findings = acp_set_findings(g->set, i);
        acp_findings_filter(findings, is_severe, &s);
        count += acp_findings_count(findings);
        if (acp_findings_count(findings))
            cmd_print_findings(findings, stderr);
    }
    if (count) {
        cmd_message("nothing is made, because of %zu %s", count,
                    count == 1 ? "finding" : "findings");
        return CMD_FINDINGS;
    }
    if (s.below)
        cmd_message("%zu %s; 'acprof validate --together' shows them", s.below,
                    s.below == 1 ? "warning" : "warnings");
    return CMD_OK;
}

/* ---- what the target takes --------------------------------------------------------------- */

static int refuse_kind(const generation *g, const acp_member *member)
{
    const acp_kind_row *kind = acp_kind_get(member->kind);
    if (member->role != ACP_ROLE_DOCUMENT)
        cmd_message("%s: %s takes no such file; leave it out", member->name, g->job.target->name);
    else
        cmd_message("%s: %s takes no %s; leave it out", member->name, g->job.target->name,
                    kind ? kind->label : "file of unknown kind");
    return CMD_FINDINGS;
}

/* Members of a set are in the order of the files; all of them were read. */
static int take_inputs(generation *g)
{
    acp_member *member = NULL;
    for (size_t i = 0; (member = acp_set_next_member(g->set, member)); i++) {
        bool document = member->role == ACP_ROLE_DOCUMENT;
        if (!document && member->role != ACP_ROLE_FILE)
            continue;
        if (document ? !acp_target_takes(g->job.target, member->kind) : !g->job.target->files)
            return refuse_kind(g, member);
        acp_job_input *input = &g->inputs[g->job.input_count++];
        input->member = member;
        input->bytes = g->readings[i].text;
        input->size = g->readings[i].size;
        memcpy(input->sha256, g->readings[i].sha256, sizeof input->sha256);
    }
    g->job.inputs = g->inputs;
    return CMD_OK;
}

static size_t count_of(const generation *g, uint32_t kinds)
{
    size_t count = 0;
    for (size_t i = 0; i < g->job.input_count; i++) {
        const acp_member *member = g->inputs[i].member;
        count += member->role == ACP_ROLE_DOCUMENT && (kinds >> member->kind & 1);
    }
    return count;
}

static int count_inputs(const generation *g)
{
    for (const acp_target_input *input = g->job.target->inputs; input->kinds; input++) {
        size_t count = count_of(g, input->kinds);
        int kind = 0;
        while (!(input->kinds >> kind & 1))
            kind++;
        const char *label = acp_kind_get((acp_kind)kind)->label;
        if (count < input->min)
            cmd_message("%s needs at least %u: %s", g->job.target->name, input->min, label);
        else if (count > input->max)
            cmd_message("%s takes %u at most: %s; there are %zu", g->job.target->name, input->max,
                        label, count);
        else
            continue;
        return CMD_FINDINGS;
    }
    return CMD_OK;
}

static void work_at_once(void (*work)(void *data, size_t item), void *data, size_t count)
{
    cmd_work_run(&(cmd_work){.count = count, .run = work, .data = data}, cmd_processors());
}

static int make(generation *g)
{
    acp_status status = acp_job_run(&g->job);
    if (status != ACP_OK) {
        cmd_message("nothing is made: %s",
                    status == ACP_REFUSED ? g->out.message : "out of memory");
        return status == ACP_REFUSED ? CMD_FINDINGS : CMD_IO;
    }
    generate_print_ignored(&g->out);
    if (!g->out.ignored_count || g->fail_on > ACP_WARNING)
        return CMD_OK;
    cmd_message("nothing is made, because of %zu %s that the endpoints ignore",
                g->out.ignored_count, g->out.ignored_count == 1 ? "setting" : "settings");
    return CMD_FINDINGS;
}

int generate_run(generate_options *options, const cmd_files *files)
{
    generation g = {.options = options, .files = files};
    g.fail_on = ACP_OFF;
    g.job = (acp_job){.target = options->target,
                      .values = options->values,
                      .contents = options->contents,
                      .platforms = acp_target_platforms(options->target, options->values),
                      .client_version = options->client_version,
                      .at_once = work_at_once};
    g.out.windows = g.job.platforms & ACP_WINDOWS;
    g.job.out = &g.out;
    int code = generate_read(&g);
    g.job.set = g.set;
    g.job.arenas = g.set ? acp_set_arenas(g.set) : NULL;
    if (code == CMD_OK)
        code = check(&g);
    if (code == CMD_OK)
        code = take_inputs(&g);
    if (code == CMD_OK)
        code = count_inputs(&g);
    if (code == CMD_OK)
        code = make(&g);
    if (code == CMD_OK)
        code = generate_write(options->output, &g.job);
    for (size_t i = 0; i < files->count && g.readings; i++)
        free(g.readings[i].bytes);
    free(g.readings);
    free(g.inputs);
    acp_output_free(&g.out);
    acp_set_free(g.set);
    return code;
}
