/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof new */
#include "new.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIST, KIND, OUTPUT, PLATFORM, CLIENT_VERSION };

const cmd_option cmd_new_options[] = {
    [LIST] = {"list", NULL, WORDS_NONE, NULL,
              "list the templates, or the parameters of TEMPLATE, and do nothing else"},
    [KIND] = {"kind", "KIND", WORDS_KINDS, NULL, "with --list: only templates of this kind"},
    [OUTPUT] = {"output", "FILE", WORDS_FILES, NULL,
                "write to FILE, which must not be there yet, or into this directory (default: "
                "standard output)"},
    [PLATFORM] = {"platform", "PLATFORM,...", WORDS_PLATFORMS, NULL,
                  "the platforms the profile is for (default: any)"},
    [CLIENT_VERSION] = {"client-version", "VERSION", WORDS_NONE, NULL,
                        "the oldest client the profile is for, as 5.1 (default: the newest known)"},
    {0},
};

const char cmd_new_text[] =
    "Makes a profile from a template for one of the usual jobs: 'acprof new --list' names them, "
    "'acprof new TEMPLATE --list' the parameters of one. A parameter has a type, and a value that "
    "is not of it is refused; so is one that would make the profile wrong. NAME= with nothing "
    "behind it leaves a setting out, where that is possible.\n"
    "On a terminal, missing parameters are asked for; Enter takes the value in brackets. "
    "Elsewhere, a missing parameter that has no default is an error of usage.\n"
    "A template that makes two files which belong together needs --output DIRECTORY.";

/* ---- lists ------------------------------------------------------------------------------- */

static int list_templates(acp_kind kind)
{
    const char *name;
    for (size_t i = 0; (name = acp_starter_name(i)); i++) {
        acp_starter *starter;
        acp_status status = acp_starter_open(name, &starter);
        if (status != ACP_OK)
            return cmd_status(status, name);
        acp_kind own = acp_starter_kind(starter, 0);
        if (kind == ACP_KIND_UNKNOWN || kind == own)
            printf("%-26s %-12s %s\n", name, acp_kind_get(own)->name, acp_starter_summary(starter));
        acp_starter_free(starter);
    }
    return CMD_OK;
}

static int list_parameters(const acp_starter *starter)
{
    const acp_parameter *parameter;
    for (size_t i = 0; (parameter = acp_starter_parameter(starter, i)); i++) {
        const char *fallback = parameter->fallback;
        printf("%-16s %s\n%16s %s%s", parameter->name, parameter->help, "", parameter->type,
               parameter->list ? "; several with commas between them" : "");
        if (!fallback)
            puts("; must be given");
        else if (!*fallback)
            puts("; may be left out");
        else if (*fallback == '$')
            printf("; default: that of %s\n", fallback + 1);
        else
            printf("; default: %s\n", fallback);
    }
    return CMD_OK;
}

/* ---- values ------------------------------------------------------------------------------ */

static int parameter_index(const acp_starter *starter, const char *name, size_t length)
{
    const acp_parameter *parameter;
    for (size_t i = 0; (parameter = acp_starter_parameter(starter, i)); i++)
        if (strlen(parameter->name) == length && memcmp(parameter->name, name, length) == 0)
            return (int)i;
    return -1;
}

static int unknown_parameter(const new_job *job, const char *name)
{
    const char *names[64] = {0};
    char hint[128];
    const acp_parameter *parameter;
    for (size_t i = 0; i < 63 && (parameter = acp_starter_parameter(job->starter, i)); i++)
        names[i] = parameter->name;
    cmd_did_you_mean(hint, sizeof hint, name, names);
    return cmd_usage(job->args, "%s has no parameter '%s'%s", job->name, name,
                     *hint ? hint : "; --list names them");
}

/* NAME=VALUE. */
static int take_value(new_job *job, char *operand)
{
    char *equals = strchr(operand, '=');
    if (!equals)
        return cmd_usage(job->args, "'%s' is not NAME=VALUE", operand);
    int i = parameter_index(job->starter, operand, (size_t)(equals - operand));
    *equals = '\0';
    if (i < 0)
        return unknown_parameter(job, operand);
    char message[512];
    acp_status status =
        acp_starter_check(job->starter, (size_t)i, equals + 1, message, sizeof message);
    if (status != ACP_OK)
        return cmd_usage(job->args, "%s", message);
    job->values[i] = equals + 1;
    return CMD_OK;
}

static int say_missing(const new_job *job)
{
    char text[512] = "";
    const acp_parameter *parameter;
    for (size_t i = 0; (parameter = acp_starter_parameter(job->starter, i)); i++) {
        size_t used = strlen(text);
        if (!job->values[i] && !parameter->fallback)
            snprintf(text + used, sizeof text - used, "%s%s=...", used ? " " : "", parameter->name);
    }
    return *text ? cmd_usage(job->args, "missing: %s ('acprof new %s --list' tells what they are)",
                             text, job->name)
                 : CMD_OK;
}

static int get_values(new_job *job)
{
    int code = CMD_OK;
    for (int i = 1; i < job->args->operand_count && code == CMD_OK; i++)
        code = take_value(job, job->args->operands[i]);
    if (code != CMD_OK)
        return code;
    bool terminal = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
    return terminal && new_is_missing(job) ? new_ask(job) : say_missing(job);
}

/* ---- the outcome ------------------------------------------------------------------------- */

static bool is_trouble(const acp_finding *finding, void *data)
{
    (void)data;
    return finding->severity > ACP_INFO;
}

static int fill(const new_job *job, size_t file, acp_change_result *out)
{
    acp_change_options options = {.check = &job->check};
    acp_status status =
        acp_starter_fill(job->starter, file, (const char *const *)job->values, &options, out);
    if (out->added)
        acp_findings_filter(out->added, is_trouble, NULL);
    if (out->added && acp_findings_count(out->added))
        cmd_print_findings(out->added, stderr);
    if (status == ACP_OK)
        return CMD_OK;
    if (status == ACP_NO_MEMORY)
        return cmd_status(status, job->name);
    bool wrong = out->added && acp_findings_worst(out->added) >= ACP_ERROR;
    cmd_message("nothing is made: %s",
                wrong ? "with these values the file would be wrong" : out->message);
    return status == ACP_REFUSED ? CMD_FINDINGS : CMD_USAGE;
}

/* FILE, or DIRECTORY/NAME. */
static int target_path(const new_job *job, size_t file, char *path)
{
    struct stat info;
    bool directory = stat(job->output, &info) == 0 && S_ISDIR(info.st_mode);
    if (acp_starter_file_count(job->starter) > 1 && !directory)
        return cmd_usage(job->args, "%s makes several files; --output %s is no directory",
                         job->name, job->output);
    int length = snprintf(path, PATH_MAX, "%s%s%s", job->output, directory ? "/" : "",
                          directory ? acp_starter_file(job->starter, file) : "");
    if (length < 0 || length >= PATH_MAX)
        return cmd_usage(job->args, "--output is too long");
    if (lstat(path, &info) == 0 && !S_ISCHR(info.st_mode) && !S_ISFIFO(info.st_mode)) {
        cmd_message("%s is there already and is left as it is", path);
        return CMD_IO;
    }
    return CMD_OK;
}

static int write_files(const new_job *job)
{
    char paths[2][PATH_MAX];
    acp_change_result made[2] = {{0}};
    size_t count = acp_starter_file_count(job->starter), written = 0;
    int code = CMD_OK;
    for (size_t i = 0; i < count && code == CMD_OK; i++)
        code = target_path(job, i, paths[i]);
    for (size_t i = 0; i < count && code == CMD_OK; i++)
        code = fill(job, i, &made[i]);
    for (; written < count && code == CMD_OK; written += code == CMD_OK)
        code = cmd_write_file(paths[written], made[written].text, made[written].length);
    /* All of them or none: half of a pair is worse than nothing. */
    for (size_t i = 0; i < written && code != CMD_OK; i++)
        unlink(paths[i]);
    for (size_t i = 0; i < count; i++)
        acp_change_free(&made[i]);
    return code;
}

static int write_stdout(const new_job *job)
{
    acp_change_result made;
    int code = fill(job, 0, &made);
    if (code == CMD_OK)
        code = cmd_write_stdout(made.text, made.length);
    acp_change_free(&made);
    return code;
}

static int make(new_job *job)
{
    if (job->list)
        return list_parameters(job->starter);
    if (!job->output && acp_starter_file_count(job->starter) > 1)
        return cmd_usage(job->args, "%s makes %s and %s; name a directory with --output", job->name,
                         acp_starter_file(job->starter, 0), acp_starter_file(job->starter, 1));
    job->values = calloc(acp_starter_parameter_count(job->starter) + 1, sizeof *job->values);
    int code = job->values ? get_values(job) : cmd_status(ACP_NO_MEMORY, job->name);
    if (code == CMD_OK)
        code = job->output ? write_files(job) : write_stdout(job);
    free(job->values);
    new_free_answers(job);
    return code;
}

static int unknown_template(const cmd_args *args, const char *name)
{
    cmd_word_list list;
    char hint[128];
    if (!cmd_words_get(WORDS_TEMPLATES, NULL, &list))
        return CMD_IO;
    cmd_did_you_mean(hint, sizeof hint, name, list.list);
    cmd_usage(args, "there is no template '%s'%s", name,
              *hint ? hint : "; 'acprof new --list' names them");
    cmd_words_free(&list);
    return CMD_USAGE;
}

static int run(new_job *job)
{
    if (!job->args->operand_count)
        return job->list
                   ? list_templates(job->kind)
                   : cmd_usage(job->args, "a template is needed; 'acprof new --list' names them");
    job->name = job->args->operands[0];
    acp_status status = acp_starter_open(job->name, &job->starter);
    if (status == ACP_NOT_FOUND)
        return unknown_template(job->args, job->name);
    int code = status == ACP_OK ? make(job) : cmd_status(status, job->name);
    acp_starter_free(job->starter);
    return code;
}

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    new_job *job = data;
    switch (option) {
    case LIST: job->list = true; break;
    case KIND: return cmd_value_kind(args, value, &job->kind);
    case OUTPUT: job->output = strcmp(value, "-") == 0 ? NULL : value; break;
    case PLATFORM: return cmd_value_platforms(args, value, &job->check.platforms);
    case CLIENT_VERSION: return cmd_value_version(args, value, &job->check.client_version);
    }
    return true;
}

int cmd_new(int argc, char **argv)
{
    cmd_args args;
    new_job job = {.args = &args, .kind = ACP_KIND_UNKNOWN};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = cmd_args_all(&args, take, &job);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END && job.kind != ACP_KIND_UNKNOWN && (!job.list || args.operand_count))
        cmd_usage(&args, "--kind goes with --list: it picks templates to list");
    else if (end == CMD_END && job.list && args.operand_count > 1)
        cmd_usage(&args, "--list takes one template, and no values");
    else if (end == CMD_END)
        code = run(&job);
    cmd_args_free(&args);
    return code;
}
