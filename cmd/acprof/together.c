/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files checked together: the options that name them, and what each is. */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "together.h"

static bool add(together_inputs *inputs, acp_role role, const char *host, size_t length,
                const char *file)
{
    struct together_file *grown =
        realloc(inputs->files, (inputs->count + 1) * sizeof *inputs->files);
    if (grown)
        inputs->files = grown;
    char *copy = grown && length ? strndup(host, length) : NULL;
    if (!grown || (length && !copy)) {
        cmd_message("out of memory");
        return false;
    }
    inputs->files[inputs->count++] = (struct together_file){role, copy, file};
    return true;
}

/* Length of the HOST in HOST=FILE; 0: the value is a file's name as a whole. */
static size_t host_length(const char *value)
{
    size_t length = strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  ".-_:[]");
    return value[length] == '=' ? length : 0;
}

bool together_add_headend(const cmd_args *args, together_inputs *inputs, acp_role role,
                          const char *value)
{
    size_t length = host_length(value);
    const char *file = length ? value + length + 1 : value;
    if (!*file) {
        cmd_usage(args, "'%s' names no file; write FILE, or HOST=FILE", value);
        return false;
    }
    return add(inputs, role, value, length, file);
}

static const struct {
    const char *name;
    acp_role role;
} certificate_roles[] = {
    {"server", ACP_ROLE_SERVER_CERTIFICATE},
    {"ca", ACP_ROLE_CA_CERTIFICATE},
    {"client", ACP_ROLE_CLIENT_CERTIFICATE},
};
enum { CERTIFICATE_ROLES = sizeof certificate_roles / sizeof *certificate_roles };

bool together_add_certificate(const cmd_args *args, together_inputs *inputs, const char *value)
{
    size_t name = strcspn(value, ":="), whole = strcspn(value, "=");
    for (int i = 0; i < CERTIFICATE_ROLES; i++) {
        if (strlen(certificate_roles[i].name) != name ||
            strncmp(certificate_roles[i].name, value, name) != 0 || !value[whole] ||
            !value[whole + 1])
            continue;
        size_t host = name < whole ? name + 1 : whole;
        return add(inputs, certificate_roles[i].role, value + host, whole - host,
                   value + whole + 1);
    }
    cmd_usage(args, "--certificate cannot be '%s'; write server:HOST=FILE, ca=FILE or client=FILE",
              value);
    return false;
}

bool together_time(const cmd_args *args, together_inputs *inputs, const char *value)
{
    static const char *const forms[] = {"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%MZ", "%Y-%m-%d"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct tm time = {0};
        const char *end = strptime(value, forms[i], &time);
        if (!end || *end)
            continue;
        inputs->at = (int64_t)timegm(&time);
        if (inputs->at > 0)
            return true;
    }
    cmd_usage(args,
              "--at cannot be '%s'; write a date and time in UTC after 1970 as 2026-01-31 or "
              "2026-01-31T12:00:00Z",
              value);
    return false;
}

void together_free(together_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++)
        free(inputs->files[i].host);
    free(inputs->files);
}

/* ---- what a file is ------------------------------------------------------------------------ */

static bool has_suffix(const char *name, const char *const *suffixes)
{
    const char *dot = strrchr(name, '.');
    for (; dot && *suffixes; suffixes++)
        if (strcasecmp(dot, *suffixes) == 0)
            return true;
    return false;
}

static bool is_certificate_name(const char *name)
{
    static const char *const suffixes[] = {".pem", ".crt", ".cer", ".der", ".p7b", ".p7c", NULL};
    return has_suffix(name, suffixes);
}

static bool is_document_name(const char *name)
{
    static const char *const suffixes[] = {".xml", ".vpnm", ".json", ".yaml", ".yml", NULL};
    return strcmp(name, "-") == 0 || has_suffix(name, suffixes) ||
           acp_kind_of_file(name) != ACP_KIND_UNKNOWN;
}

/* certificates/ROLE/FILE; the server's file is named for its host. False: no such place, or the PEM
 * store of a user, which is laid out the same. */
static bool set_place(cmd_file *file)
{
    char pattern[64];
    if (strstr(file->name, ".cisco/certificates/") || !is_certificate_name(file->name))
        return false;
    for (int i = 0; i < CERTIFICATE_ROLES; i++) {
        snprintf(pattern, sizeof pattern, "certificates/%s/", certificate_roles[i].name);
        const char *at = strstr(file->name, pattern);
        if (!at || (at > file->name && at[-1] != '/'))
            continue;
        file->role = certificate_roles[i].role;
        const char *base = at + strlen(pattern);
        if (file->role == ACP_ROLE_SERVER_CERTIFICATE && !strchr(base, '/'))
            file->host = strndup(base, (size_t)(strrchr(base, '.') - base));
        return true;
    }
    return false;
}

/* Behind what may stand before a root element; a byte order mark passes for white space. */
static const char *skip_prolog(const char *text)
{
    for (;;) {
        text += strspn(text, " \t\r\n\xEF\xBB\xBF");
        bool comment = strncmp(text, "<!--", 4) == 0;
        const char *end = comment                       ? strstr(text + 4, "-->")
                          : strncmp(text, "<?", 2) == 0 ? strstr(text + 2, "?>")
                                                        : NULL;
        if (!end)
            return text;
        text = end + 2 + comment;
    }
}

/* The file begins with an element that one of our kinds has as root: most do, and need not be read
 * twice. */
static bool begins_as_ours(const char *name)
{
    char text[4096];
    FILE *file = fopen(name, "re");
    size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    text[length] = '\0';
    const char *at = skip_prolog(text);
    for (int kind = 0; *at == '<' && kind < ACP_KIND_COUNT; kind++)
        for (const char *const *root = acp_kind_get((acp_kind)kind)->roots; *root; root++) {
            size_t size = strlen(*root);
            if (strncmp(at + 1, *root, size) == 0 && strchr(" \t\r\n/>", at[1 + size]))
                return true;
        }
    return false;
}

/* In a directory a file with the name of a profile may be of another program. */
static bool is_foreign(const cmd_file *file)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    acp_read_options read = {.kind = ACP_KIND_UNKNOWN};
    bool foreign = false;
    if (file->walked && findings && !begins_as_ours(file->name) &&
        acp_document_read(file->name, &read, findings, &document) != ACP_IO)
        foreign = cmd_file_is_foreign(file, findings);
    acp_document_free(document);
    acp_findings_free(findings);
    return foreign;
}

static bool decide(const cmd_args *args, cmd_file *file)
{
    if (set_place(file))
        return true;
    if (is_document_name(file->name)) {
        file->role = is_foreign(file) ? ACP_ROLE_FILE : ACP_ROLE_DOCUMENT;
        return true;
    }
    if (!file->walked && is_certificate_name(file->name) &&
        !strstr(file->name, ".cisco/certificates/")) {
        cmd_usage(args,
                  "%s looks like a certificate; say whose: --certificate server:HOST=%s, or "
                  "ca=%s, or client=%s",
                  file->name, file->name, file->name, file->name);
        return false;
    }
    file->role = ACP_ROLE_FILE;
    return true;
}

bool together_files(const cmd_args *args, const together_inputs *inputs, cmd_files *files)
{
    files->everything = true;
    files->optional = inputs->count > 0;
    if (!cmd_files_get(args, files))
        return false;
    for (size_t i = 0; i < files->count; i++) {
        if (!decide(args, &files->files[i])) {
            files->code = CMD_USAGE;
            return false;
        }
    }
    for (size_t i = 0; i < inputs->count; i++) {
        const struct together_file *file = &inputs->files[i];
        if (!cmd_files_add(files, file->file, file->role, file->host)) {
            files->code = CMD_IO;
            return false;
        }
    }
    return true;
}
