/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checking one file, and its configuration. Part of profile.h. */
#ifndef ACP_PROFILE_CHECK_H
#define ACP_PROFILE_CHECK_H

/* ---- configuration ----------------------------------------------------------------------- */

/* What .acprof.yaml files say, merged upward from a directory. */
typedef struct acp_config acp_config;
/* Loads for files in directory; NULL file: search upward; else only that file.
 * ACP_OK: *out may be NULL (no file found). ACP_BAD_VALUE: message is "FILE:LINE:COLUMN: ...". */
ACP_API acp_status acp_config_load(const char *directory, const char *file, acp_config **out,
                                   char *message, size_t message_size);
ACP_API void acp_config_free(acp_config *config);
/* Values of the configuration; 0 / ACP_OFF when it says nothing. */
ACP_API unsigned acp_config_platforms(const acp_config *config);
ACP_API uint16_t acp_config_client_version(const acp_config *config);
ACP_API acp_severity acp_config_fail_on(const acp_config *config);
/* Own rules of the configuration. */
ACP_API size_t acp_config_rule_count(const acp_config *config);
ACP_API const acp_rule *acp_config_rule(const acp_config *config, size_t index);
/* After all files were checked: findings for suppressions without reason or never used. */
ACP_API void acp_config_report(const acp_config *config, acp_findings *findings);

/* ---- checking ---------------------------------------------------------------------------- */

/* A schema other than the project's own, compiled by libxml2; may be shared by threads. */
typedef struct acp_xsd acp_xsd;
/* Reads an XSD and what it includes, from files only. ACP_IO: errno tells. ACP_BAD_VALUE: it is no
 * usable schema; message is "FILE:LINE: ...". */
ACP_API acp_status acp_xsd_load(const char *path, acp_xsd **out, char *message,
                                size_t message_size);
ACP_API void acp_xsd_free(acp_xsd *xsd);

typedef struct {
    unsigned platforms;          /* ACP_WINDOWS | ...; 0: none named */
    uint16_t client_version;     /* 0: the newest the schema knows */
    bool strict;                 /* tolerances of the client become errors */
    const acp_rule *const *only; /* only these rules (NULL-terminated), NULL: all */
    const acp_config *config;    /* may be NULL */
    const acp_xsd *xsd;          /* also validate against this schema; may be NULL */
    bool skip_fixable;           /* leave acp_finding.fixable false: to find out takes trying */
    acp_severity least;          /* pass over rules of a lesser severity than this one */
} acp_check_options;

/* Checks structure and rules, applies configuration and suppression comments, and adds the
 * findings in order of position. ACP_OK or ACP_NO_MEMORY. */
ACP_API acp_status acp_check(const acp_document *document, const acp_check_options *options,
                             acp_findings *findings);
/* acp_document_read + acp_check for one file, with suppressions and configuration also applied to
 * what reading finds. Returns what reading returned. */
ACP_API acp_status acp_check_file(const char *path, const acp_read_options *read,
                                  const acp_check_options *options, acp_findings *findings);
/* The same for bytes in memory; name stands for the file name. */
ACP_API acp_status acp_check_memory(const char *name, const void *bytes, size_t size,
                                    const acp_read_options *read, const acp_check_options *options,
                                    acp_findings *findings);

#endif
