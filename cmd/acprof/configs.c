/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which configuration holds for a file. Directories without a configuration file of their own share
 * that of the directory above, so that a suppression used in one of them counts as used. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

#define CONFIG_NAME ".acprof.yaml"

static bool exists_in(const char *directory, const char *name)
{
    char path[PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/%s", strcmp(directory, "/") == 0 ? "" : directory, name);
    return access(path, F_OK) == 0;
}

/* Cuts directory down to the nearest one at or above it with a configuration file. False: the top
 * of the repository or of the file system comes first. */
static bool climb(char *directory)
{
    for (;;) {
        if (exists_in(directory, CONFIG_NAME))
            return true;
        if (exists_in(directory, ".git") || strcmp(directory, "/") == 0)
            return false;
        char *slash = strrchr(directory, '/');
        slash[slash == directory] = '\0';
    }
}

static struct cmd_config_row *find(const cmd_configs *configs, const char *directory)
{
    for (size_t i = configs->count; i-- > 0;)
        if (strcmp(configs->rows[i].directory, directory) == 0)
            return &configs->rows[i];
    return NULL;
}

static struct cmd_config_row *add(cmd_configs *configs, const char *directory)
{
    if (configs->count == configs->size) {
        size_t size = configs->size ? configs->size * 2 : 16;
        void *rows = realloc(configs->rows, size * sizeof *configs->rows);
        if (!rows)
            goto no_memory;
        configs->rows = rows;
        configs->size = size;
    }
    char *copy = strdup(directory);
    if (!copy)
        goto no_memory;
    configs->rows[configs->count] = (struct cmd_config_row){.directory = copy};
    return &configs->rows[configs->count++];
no_memory:
    cmd_message("out of memory");
    return NULL;
}

/* Loads the configuration of a directory that has one, or the file of --config. */
static struct cmd_config_row *load(cmd_configs *configs, const char *directory, const char *file)
{
    char message[PATH_MAX + 512] = "";
    struct cmd_config_row *row = add(configs, directory);
    if (!row)
        return NULL;
    row->owned = true;
    acp_status status = acp_config_load(directory, file, &row->config, message, sizeof message);
    if (status == ACP_OK)
        return row;
    if (status == ACP_BAD_VALUE)
        cmd_message("%s", message);
    else
        cmd_status(status, *message ? message : file ? file : directory);
    configs->code = status == ACP_BAD_VALUE ? CMD_USAGE : CMD_IO;
    return NULL;
}

/* The resolved directory a file stands in; directory has room for PATH_MAX. */
static void directory_of(const char *file, char *directory)
{
    char parent[PATH_MAX];
    const char *slash = strcmp(file, "-") == 0 ? NULL : strrchr(file, '/');
    snprintf(parent, sizeof parent, "%.*s", slash ? (int)(slash - file) + 1 : 1,
             slash ? file : ".");
    /* A directory that is not there has no configuration; reading the file will say the rest. */
    if (!realpath(parent, directory))
        strcpy(directory, "/");
}

const struct cmd_config_row *cmd_config_for(cmd_configs *configs, const char *file)
{
    char directory[PATH_MAX], owner[PATH_MAX];
    if (configs->file)
        return configs->count ? configs->rows : load(configs, ".", configs->file);
    directory_of(file, directory);
    struct cmd_config_row *row = find(configs, directory);
    if (row)
        return row;
    strcpy(owner, directory);
    bool has_owner = climb(owner);
    struct cmd_config_row *owning = has_owner ? find(configs, owner) : NULL;
    if (has_owner && !owning && !(owning = load(configs, owner, NULL)))
        return NULL;
    if (has_owner && strcmp(owner, directory) == 0)
        return owning;
    acp_config *config = owning ? owning->config : NULL;
    row = add(configs, directory);
    if (row)
        row->config = config;
    return row;
}

acp_severity cmd_fail_on(acp_severity asked, const acp_config *config)
{
    acp_severity said = acp_config_fail_on(config);
    return asked != ACP_OFF ? asked : said != ACP_OFF ? said : ACP_ERROR;
}

uint16_t cmd_client_version(const acp_check_options *check)
{
    return check->client_version ? check->client_version : acp_config_client_version(check->config);
}

static bool same(const acp_finding *a, const acp_finding *b)
{
    return a->start.line == b->start.line && a->start.column == b->start.column &&
           strcmp(a->rule->id, b->rule->id) == 0 && strcmp(a->file, b->file) == 0;
}

static bool has(const acp_findings *findings, const acp_finding *wanted)
{
    for (size_t i = 0; i < acp_findings_count(findings); i++)
        if (same(acp_findings_get(findings, i), wanted))
            return true;
    return false;
}

/* True if directory is the one a configuration file stands in, or below it. */
static bool is_below(const char *directory, const char *file)
{
    char owner[PATH_MAX];
    directory_of(file, owner);
    size_t length = strlen(owner);
    return strcmp(owner, "/") == 0 ||
           (strncmp(directory, owner, length) == 0 && strchr("/", directory[length]));
}

typedef struct {
    const cmd_configs *configs;
    acp_findings **lists; /* per row, NULL: not owned */
    size_t row;
} reporting;

/* A configuration file is part of every configuration below it: what it suppresses is unused only
 * if it is in all of them, and that is said once. */
static bool keep(const acp_finding *finding, void *data)
{
    const reporting *state = data;
    for (size_t i = 0; i < state->configs->count; i++) {
        if (i == state->row || !state->lists[i])
            continue;
        bool also = has(state->lists[i], finding);
        if (also ? i < state->row : is_below(state->configs->rows[i].directory, finding->file))
            return false;
    }
    return true;
}

acp_status cmd_configs_report(const cmd_configs *configs,
                              void (*each)(acp_findings *findings, void *data), void *data)
{
    reporting state = {configs, calloc(configs->count + 1, sizeof *state.lists), 0};
    acp_status status = state.lists ? ACP_OK : ACP_NO_MEMORY;
    for (size_t i = 0; i < configs->count && status == ACP_OK; i++) {
        if (!configs->rows[i].owned || !configs->rows[i].config)
            continue;
        state.lists[i] = acp_findings_new();
        if (state.lists[i])
            acp_config_report(configs->rows[i].config, state.lists[i]);
        else
            status = ACP_NO_MEMORY;
    }
    for (size_t i = 0; i < configs->count && status == ACP_OK; i++) {
        acp_findings *kept = state.lists[i] ? acp_findings_new() : NULL;
        if (!kept)
            continue;
        state.row = i;
        acp_config_report(configs->rows[i].config, kept);
        acp_findings_filter(kept, keep, &state);
        if (acp_findings_count(kept))
            each(kept, data);
        acp_findings_free(kept);
    }
    for (size_t i = 0; state.lists && i < configs->count; i++)
        acp_findings_free(state.lists[i]);
    free(state.lists);
    return status;
}

void cmd_configs_free(cmd_configs *configs)
{
    for (size_t i = 0; i < configs->count; i++) {
        free(configs->rows[i].directory);
        free(configs->rows[i].only);
        if (configs->rows[i].owned)
            acp_config_free(configs->rows[i].config);
    }
    free(configs->rows);
}
