/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding .acprof.yaml files, and asking the configuration made from them. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "check/config_read.h"
#include "check/rules.h"
#include "document/findings.h"

/* A path as people would write it: relative if it is below the working directory. */
static const char *shown(const char *path)
{
    char current[PATH_MAX];
    if (!getcwd(current, sizeof current))
        return path;
    size_t length = strlen(current);
    bool below = strncmp(path, current, length) == 0 && path[length] == '/';
    return below ? path + length + 1 : path;
}

static bool is_top(const char *directory)
{
    char git[PATH_MAX + 8];
    snprintf(git, sizeof git, "%s/.git", strcmp(directory, "/") == 0 ? "" : directory);
    return strcmp(directory, "/") == 0 || access(git, F_OK) == 0;
}

static acp_status read_upward(acp_config_reader *reader, const char *start)
{
    char directory[PATH_MAX], base[PATH_MAX + 1], path[PATH_MAX + 32];
    if (!realpath(start, directory))
        return errno == ENOMEM ? ACP_NO_MEMORY : ACP_IO;
    for (;;) {
        bool found;
        snprintf(base, sizeof base, "%s/", strcmp(directory, "/") == 0 ? "" : directory);
        snprintf(path, sizeof path, "%s%s", base, ACP_CONFIG_NAME);
        acp_status status = acp_config_read_file(reader, shown(path), base, &found);
        if (status != ACP_OK)
            return status;
        if ((found && acp_config_is_root(reader)) || is_top(directory))
            return ACP_OK;
        char *slash = strrchr(directory, '/');
        slash[slash == directory] = '\0';
    }
}

static acp_status read_one(acp_config_reader *reader, const char *file)
{
    char directory[PATH_MAX], base[PATH_MAX + 1], parent[PATH_MAX];
    const char *slash = strrchr(file, '/');
    bool found;
    snprintf(parent, sizeof parent, "%.*s", slash ? (int)(slash - file) + 1 : 1,
             slash ? file : ".");
    if (!realpath(parent, directory))
        return errno == ENOMEM ? ACP_NO_MEMORY : ACP_IO;
    snprintf(base, sizeof base, "%s/", strcmp(directory, "/") == 0 ? "" : directory);
    acp_status status = acp_config_read_file(reader, file, base, &found);
    if (status == ACP_OK && !found)
        errno = ENOENT;
    return status == ACP_OK && !found ? ACP_IO : status;
}

/* ACP_IO: errno tells, message is the name of the file that cannot be read, or empty. */
acp_status acp_config_load(const char *directory, const char *file, acp_config **out, char *message,
                           size_t message_size)
{
    *out = NULL;
    if (message_size)
        *message = '\0';
    acp_config_reader reader = {.message = message, .message_size = message_size};
    acp_config *config = reader.config = calloc(1, sizeof *config);
    if (!config)
        return ACP_NO_MEMORY;
    config->last_notice = &config->notices;
    config->fail_on = ACP_OFF;
    acp_status status = file ? read_one(&reader, file) : read_upward(&reader, directory);
    if (status == ACP_OK && reader.count)
        status = acp_config_apply(&reader);
    if (status == ACP_OK && reader.count) {
        *out = config;
        return ACP_OK;
    }
    int error = errno;
    acp_config_free(config);
    errno = error;
    return status;
}

void acp_config_free(acp_config *config)
{
    if (!config)
        return;
    acp_arena_free(&config->arena);
    free(config);
}

unsigned acp_config_platforms(const acp_config *config)
{
    return config ? config->platforms : 0;
}

uint16_t acp_config_client_version(const acp_config *config)
{
    return config ? config->client_version : 0;
}

acp_severity acp_config_fail_on(const acp_config *config)
{
    return config ? config->fail_on : ACP_OFF;
}

size_t acp_config_rule_count(const acp_config *config)
{
    return config ? config->own_count : 0;
}

const acp_rule *acp_config_rule(const acp_config *config, size_t index)
{
    return index < acp_config_rule_count(config) ? &config->own[index] : NULL;
}

acp_severity acp_config_severity(const acp_config *config, const acp_rule *rule,
                                 acp_severity otherwise)
{
    int given = -1;
    if (!config)
        return otherwise;
    if (rule >= acp_rules && rule < acp_rules + acp_rule_total)
        given = config->severities[rule - acp_rules];
    else if (rule >= config->own && rule < config->own + config->own_count)
        given = config->own_severities[rule - config->own];
    return given < 0 ? otherwise : (acp_severity)given;
}

/* Absolute form of a file's name: links in the directory are followed, as they were for the
 * configuration file's. A file that is not there (bytes in memory) counts as one in the working
 * directory. */
static void absolute(const char *file, char *buffer)
{
    char parent[PATH_MAX], directory[PATH_MAX];
    const char *slash = strrchr(file, '/'), *base = slash ? slash + 1 : file;
    snprintf(parent, sizeof parent, "%.*s", slash ? (int)(slash - file) + 1 : 1,
             slash ? file : ".");
    if (!realpath(parent, directory) && !getcwd(directory, sizeof directory))
        directory[0] = '\0';
    snprintf(buffer, 2 * PATH_MAX, "%s/%s", strcmp(directory, "/") == 0 ? "" : directory, base);
}

static bool file_fits(const acp_ignore *ignore, const char *file)
{
    size_t length = strlen(ignore->base);
    if (strncmp(file, ignore->base, length) != 0)
        return false;
    return !ignore->glob || acp_glob_matches(ignore->glob, file + length);
}

bool acp_config_ignores(const acp_config *config, const acp_rule *rule, const char *file,
                        const char *path, bool trial)
{
    char name[2 * PATH_MAX] = "";
    bool ignored = false;
    for (size_t i = 0; config && i < config->ignore_count; i++) {
        const acp_ignore *ignore = &config->ignores[i];
        if (ignore->rule != rule || (ignore->path && !acp_setting_path_matches(ignore->path, path)))
            continue;
        if (!name[0])
            absolute(file, name);
        if (!file_fits(ignore, name))
            continue;
        if (!trial)
            atomic_store_explicit(&ignore->use->used, true, memory_order_relaxed);
        ignored = true;
    }
    return ignored;
}

static bool was_asked(const acp_run *run, const acp_rule *rule)
{
    acp_kind kind = run->document->kind;
    if (kind >= 0 && !(rule->kinds >> kind & 1))
        return false;
    if (run->platforms && rule->platforms && !(run->platforms & rule->platforms))
        return false;
    return acp_rule_asked_for(run->options, rule) && (run->together || !acp_rule_needs_set(rule));
}

void acp_config_checked(const acp_run *run)
{
    const acp_config *config = run->options->config;
    char name[2 * PATH_MAX] = "";
    for (size_t i = 0; config && i < config->ignore_count; i++) {
        const acp_ignore *ignore = &config->ignores[i];
        if (atomic_load_explicit(&ignore->use->tried, memory_order_relaxed) ||
            !was_asked(run, ignore->rule))
            continue;
        if (!name[0])
            absolute(run->document->name, name);
        if (file_fits(ignore, name))
            atomic_store_explicit(&ignore->use->tried, true, memory_order_relaxed);
    }
}

static void notice(const acp_config *config, acp_findings *findings, const char *id,
                   const char *file, acp_position at, const char *detail)
{
    const acp_rule *rule = acp_rule_find(id);
    if (!rule)
        return;
    acp_severity severity = acp_config_severity(config, rule, (acp_severity)rule->severity);
    if (severity != ACP_OFF)
        acp_findings_add_plain(findings, rule, severity, file, at, detail);
}

void acp_config_report(const acp_config *config, acp_findings *findings)
{
    if (!config)
        return;
    for (const acp_config_notice *n = config->notices; n; n = n->next)
        notice(config, findings, n->rule, n->file, n->at, n->detail);
    for (size_t i = 0; i < config->ignore_count; i++) {
        const acp_ignore *ignore = &config->ignores[i];
        char detail[400];
        if (atomic_load(&ignore->use->used) || !atomic_load(&ignore->use->tried))
            continue;
        snprintf(detail, sizeof detail,
                 "No finding of %.80s in the files checked was dropped by this entry%s%.200s.",
                 ignore->rule_name, ignore->path ? " at " : "", ignore->path ? ignore->path : "");
        notice(config, findings, "ACP0141", ignore->file, ignore->at, detail);
    }
}
