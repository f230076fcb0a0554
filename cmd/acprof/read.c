/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading one document for a command that works on it. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"

/* One byte more than a file says it has: the end is seen without more room. */
static size_t room_for(const struct stat *info)
{
    bool known =
        S_ISREG(info->st_mode) && info->st_size >= 0 && (size_t)info->st_size <= ACP_MAX_SIZE;
    return known ? (size_t)info->st_size + 1 : 64 * 1024;
}

/* All bytes of a file, but no more than one beyond the limit: the library refuses it then. */
static acp_status read_all(int file, size_t room, char **bytes, size_t *size)
{
    char *text = malloc(room);
    size_t length = 0;
    acp_status status = text ? ACP_OK : ACP_NO_MEMORY;
    while (status == ACP_OK && length <= ACP_MAX_SIZE) {
        if (length == room) {
            char *grown = realloc(text, room *= 2);
            if (!grown) {
                status = ACP_NO_MEMORY;
                break;
            }
            text = grown;
        }
        ssize_t got = read(file, text + length, room - length);
        if (got == 0)
            break;
        if (got > 0)
            length += (size_t)got;
        else if (errno != EINTR)
            status = ACP_IO;
    }
    *bytes = text;
    *size = length;
    return status;
}

acp_status cmd_load_mode(const char *path, unsigned *mode, char **bytes, size_t *size)
{
    int file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat info = {0};
    *bytes = NULL;
    *size = 0;
    *mode = 0;
    if (file < 0)
        return ACP_IO;
    if (fstat(file, &info) == 0 && file > STDIN_FILENO)
        *mode = info.st_mode & 07777;
    acp_status status = read_all(file, room_for(&info), bytes, size);
    int error = errno;
    if (file > STDIN_FILENO)
        close(file);
    errno = error;
    return status;
}

acp_status cmd_load(const char *path, char **bytes, size_t *size)
{
    unsigned mode;
    return cmd_load_mode(path, &mode, bytes, size);
}

/* The document's root is one that its kind may have. */
static bool is_of_its_kind(const acp_document *document)
{
    return acp_node_setting(acp_document_root(document)) != ACP_NO_SETTING;
}

/* A file found in a directory has a root that none of our kinds has: it is passed over, unless the
 * name is only misspelled. */
static bool is_of_another_kind(const cmd_input *input)
{
    const acp_rule *const only[] = {acp_rule_find("ACP0030"), NULL};
    acp_check_options options = {.only = only};
    acp_findings *findings = acp_findings_new();
    bool resembles = findings && acp_check(input->document, &options, findings) == ACP_OK &&
                     cmd_root_resembles(findings);
    acp_findings_free(findings);
    return !resembles;
}

/* What is to be said of a document that could not be read or is none of ours. */
static int refuse(const cmd_file *file, cmd_input *input, acp_status status)
{
    if (input->document ? file->walked && is_of_another_kind(input)
                        : cmd_file_is_foreign(file, input->findings)) {
        input->foreign = true;
        return CMD_OK;
    }
    if (status == ACP_DAMAGED)
        return cmd_worse(CMD_FINDINGS, cmd_print_findings(input->findings, stderr));
    const acp_kind_row *row = acp_kind_get(acp_document_kind(input->document));
    if (row && !row->roots[0]) {
        cmd_message("%s: no published source shows what such a file holds, so this command has "
                    "nothing to go by; 'acprof validate' checks it",
                    input->name);
        return CMD_FINDINGS;
    }
    acp_slice name = acp_node_name(acp_document_root(input->document));
    cmd_message("%s: the root element %.*s belongs to no known kind of document; nothing is done",
                input->name, (int)name.len, name.ptr);
    return CMD_FINDINGS;
}

static const char *shown_name(const cmd_file *file)
{
    return strcmp(file->name, "-") == 0 ? "<stdin>" : file->name;
}

int cmd_input_read(cmd_input *input, const cmd_file *file)
{
    return cmd_input_read_as(input, file, NULL, ACP_KIND_UNKNOWN);
}

static acp_status load(cmd_input *input, const cmd_file *file, const char *name, acp_kind kind)
{
    *input = (cmd_input){.name = name ? name : shown_name(file), .findings = acp_findings_new()};
    acp_read_options options = {.kind = kind};
    acp_status status =
        input->findings ? cmd_load(file->name, &input->bytes, &input->size) : ACP_NO_MEMORY;
    if (status == ACP_OK)
        status = acp_document_read_memory(input->name, input->bytes, input->size, &options,
                                          input->findings, &input->document);
    return status;
}

int cmd_input_read_as(cmd_input *input, const cmd_file *file, const char *name, acp_kind kind)
{
    acp_status status = load(input, file, name, kind);
    if (status == ACP_OK && is_of_its_kind(input->document))
        return CMD_OK;
    if (status == ACP_OK || status == ACP_DAMAGED)
        return refuse(file, input, status);
    return cmd_status(status, file->name);
}

int cmd_input_read_any(cmd_input *input, const cmd_file *file, const char *name)
{
    acp_status status = load(input, file, name, ACP_KIND_UNKNOWN);
    if (status == ACP_DAMAGED)
        return cmd_worse(CMD_FINDINGS, cmd_print_findings(input->findings, stderr));
    return status == ACP_OK ? CMD_OK : cmd_status(status, file->name);
}

void cmd_input_free(cmd_input *input)
{
    acp_document_free(input->document);
    acp_findings_free(input->findings);
    free(input->bytes);
}

int cmd_document_text(cmd_input *input, acp_format format, char **text, size_t *length)
{
    acp_findings *findings = acp_findings_new();
    acp_status status = findings
                            ? acp_document_write(input->document, format, findings, text, length)
                            : ACP_NO_MEMORY;
    int code = CMD_OK;
    if (status == ACP_BAD_VALUE) {
        code = cmd_worse(CMD_FINDINGS, cmd_print_findings(findings, stderr));
        cmd_message("%s is not written: something in it would be lost", input->name);
    }
    if (status != ACP_OK && status != ACP_BAD_VALUE)
        code = cmd_status(status, input->name);
    acp_findings_free(findings);
    return code;
}
