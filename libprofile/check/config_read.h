/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A configuration from the inside, and its reader. */
#ifndef ACP_CONFIG_READ_H
#define ACP_CONFIG_READ_H

#include <stdatomic.h>

#include "check/config.h"
#include "check/yaml_tree.h"

#define ACP_CONFIG_NAME    ".acprof.yaml"
#define ACP_CONFIG_SIZE    ((size_t)256 << 10)
#define ACP_CONFIG_FILES   64   /* configuration files above each other */
#define ACP_CONFIG_ENTRIES 1024 /* ignore entries, and own rules, of all files together */
#define ACP_CONFIG_GLOB    512  /* longest file pattern */

/* What becomes of an entry while files are checked; written by several threads. */
typedef struct {
    atomic_bool used;  /* it dropped a finding */
    atomic_bool tried; /* a document was checked that it could have concerned */
} acp_ignore_use;

typedef struct {
    const acp_rule *rule;
    const char *rule_name; /* as written */
    const char *base;      /* directory of the configuration file, with a slash at the end */
    const char *glob;      /* NULL: any file below base */
    const char *path;      /* NULL: anywhere */
    const char *file;      /* the configuration file */
    acp_position at;
    acp_ignore_use *use;
} acp_ignore;

/* What acp_config_report says about the configuration itself. */
typedef struct acp_config_notice acp_config_notice;
struct acp_config_notice {
    const char *rule; /* ACP0140, ACP0141 */
    const char *file, *detail;
    acp_position at;
    acp_config_notice *next;
};

struct acp_config {
    acp_arena arena;
    bool has_platforms, has_version, has_fail_on;
    unsigned platforms;
    uint16_t client_version;
    acp_severity fail_on;
    int8_t *severities; /* of the rule table; -1: not named */
    acp_rule *own;
    int8_t *own_severities;
    size_t own_count;
    acp_ignore *ignores;
    size_t ignore_count;
    acp_config_notice *notices, **last_notice;
};

/* One configuration file, read but not yet applied. */
typedef struct {
    const char *name; /* for messages */
    const char *base; /* absolute directory with a slash at the end */
    acp_yaml *root;   /* NULL: empty */
} acp_config_file;

typedef struct {
    acp_config *config;
    acp_config_file files[ACP_CONFIG_FILES]; /* the nearest first */
    unsigned count;
    char *message;
    size_t message_size;
} acp_config_reader;

/* Reads the file at path if there is one. *found: there is one. ACP_IO: the reader's message is the
 * file's name. */
acp_status acp_config_read_file(acp_config_reader *reader, const char *path, const char *base,
                                bool *found);
/* "FILE:LINE:COLUMN: ..." to the reader's message; returns ACP_BAD_VALUE. */
acp_status acp_config_refuse(acp_config_reader *reader, const acp_config_file *file,
                             acp_position at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Whether the file read last says root: true. */
bool acp_config_is_root(const acp_config_reader *reader);
/* Applies all files read. */
acp_status acp_config_apply(acp_config_reader *reader);

/* True if name, a path relative to the configuration file's directory, fits pattern: * and ? stand
 * for characters within a step, ** for any number of steps. */
bool acp_glob_matches(const char *pattern, const char *name);
/* True if a finding's path is at or inside the setting a configuration names: its steps stand in
 * the path one after the other, [..] is compared only where the configuration writes it. */
bool acp_setting_path_matches(const char *wanted, const char *path);

#endif
