/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof compile: documents in, checked as a set, image out. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compile.h"
#include "libtunnel/tunnel.h"

/* ---- the set ------------------------------------------------------------------------------------
 */

/* Adds a file; CMD_OK, also of a damaged one, whose findings say so. *oldest: the oldest client
 * that it and those before it are for. */
static int add_file(acp_set *set, compile_options *options, const cmd_file *file, uint16_t *oldest)
{
    const struct cmd_config_row *config = cmd_config_for(&options->configs, file->name);
    if (!config)
        return options->configs.code ? options->configs.code : CMD_IO;
    acp_set_input input = {
        .role = ACP_ROLE_DOCUMENT,
        .path = file->name,
        .read = {.kind = cmd_kinds_for(&options->kinds, file->name), .max_size = options->max_size},
        .check = {.platforms = options->compile.platform,
                  .client_version = options->compile.client_version,
                  .config = config->config,
                  .skip_fixable = true},
    };
    uint16_t version = cmd_client_version(&input.check);
    if (version && (!*oldest || version < *oldest))
        *oldest = version;
    acp_status status = acp_set_add(set, &input);
    return status == ACP_DAMAGED ? CMD_OK : cmd_status(status, file->name);
}

/* Prints the errors of the set; returns how many. */
static size_t print_errors(const acp_set *set)
{
    size_t count = 0;
    for (size_t i = 0; i < acp_set_count(set); i++) {
        acp_findings *findings = acp_set_findings(set, i);
        cmd_keep_errors(findings);
        count += acp_findings_count(findings);
        if (acp_findings_count(findings))
            cmd_print_findings(findings, stderr);
    }
    return count;
}

/* Checks the set; CMD_OK: it may be compiled. */
static int check(acp_set *set, const compile_options *options)
{
    if (acp_set_check(set, NULL) != ACP_OK) {
        cmd_message("out of memory");
        return CMD_IO;
    }
    if (options->despite_errors)
        return CMD_OK;
    size_t errors = print_errors(set);
    if (!errors)
        return CMD_OK;
    cmd_message("nothing is compiled, because of %zu %s; --despite-errors compiles what the client "
                "would make of it",
                errors, errors == 1 ? "error" : "errors");
    return CMD_FINDINGS;
}

/* ---- the image ----------------------------------------------------------------------------------
 */

static int seal(const compile_options *options, void *image, size_t size)
{
    unsigned char key[32];
    int code = options->key_file ? compile_read_key(options->key_file, key) : CMD_OK;
    if (code != CMD_OK)
        return code;
    tunnel_status status = tunnel_policy_seal(image, size, options->key_file ? key : NULL);
    explicit_bzero(key, sizeof key);
    if (status != TUNNEL_OK) {
        cmd_message("the image cannot be signed: %s", tunnel_status_text(status));
        return CMD_IO;
    }
    /* No image leaves that the runtime would not take. */
    tunnel_policy *policy;
    char why[256];
    status = tunnel_policy_open_memory(image, size, NULL, &policy, why, sizeof why);
    tunnel_policy_close(policy);
    if (status == TUNNEL_OK)
        return CMD_OK;
    cmd_message("the image made is not as it has to be: %s; please report this", why);
    return CMD_IMAGE;
}

static int compile(const acp_set *set, const compile_options *options)
{
    char message[1024];
    void *image = NULL;
    size_t size = 0;
    acp_status status = acp_compile(set, &options->compile, &image, &size, message, sizeof message);
    if (status != ACP_OK) {
        cmd_message("%s", status == ACP_BAD_VALUE ? message : "out of memory");
        return status == ACP_BAD_VALUE ? CMD_FINDINGS : CMD_IO;
    }
    int code = seal(options, image, size);
    if (code == CMD_OK)
        code = strcmp(options->output, "-") == 0 ? cmd_write_stdout(image, size)
                                                 : cmd_write_file(options->output, image, size);
    free(image);
    return code;
}

int compile_run(compile_options *options, const cmd_files *files)
{
    acp_set *set = acp_set_new();
    uint16_t oldest = 0;
    int code = set ? CMD_OK : CMD_IO;
    if (!set)
        cmd_message("out of memory");
    for (size_t i = 0; i < files->count && set; i++)
        code = cmd_worse(code, add_file(set, options, &files->files[i], &oldest));
    options->compile.client_version = oldest;
    if (code == CMD_OK)
        code = check(set, options);
    if (code == CMD_OK)
        code = compile(set, options);
    acp_set_free(set);
    return code;
}
