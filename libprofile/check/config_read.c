/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading .acprof.yaml. The files come with the repository that is checked, so nothing in them is
 * trusted: only regular files are opened, and size, depth and number of entries are bounded. */
#include "check/config_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

acp_status acp_config_refuse(acp_config_reader *reader, const acp_config_file *file,
                             acp_position at, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(reader->message, reader->message_size, "%s:%u:%u: %s", file->name, at.line, at.column,
             text);
    return ACP_BAD_VALUE;
}

/* Keeps errno, and says which file it is about. */
static acp_status cannot_read(acp_config_reader *reader, const char *path)
{
    int error = errno;
    snprintf(reader->message, reader->message_size, "%s", path);
    errno = error;
    return ACP_IO;
}

/* Reads the whole file, which must be a regular one: a pipe would make us wait for ever. */
static acp_status read_bytes(int descriptor, char **bytes, size_t *length)
{
    struct stat status;
    *bytes = NULL;
    *length = 0;
    if (fstat(descriptor, &status) != 0)
        return ACP_IO;
    if (!S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
        return ACP_IO;
    }
    *bytes = malloc(ACP_CONFIG_SIZE + 1);
    if (!*bytes)
        return ACP_NO_MEMORY;
    while (*length <= ACP_CONFIG_SIZE) {
        ssize_t got = read(descriptor, *bytes + *length, ACP_CONFIG_SIZE + 1 - *length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return ACP_IO;
        if (got == 0)
            break;
        *length += (size_t)got;
    }
    return ACP_OK;
}

static acp_status parse(acp_config_reader *reader, acp_config_file *file, const char *bytes,
                        size_t length)
{
    char message[256];
    acp_position at;
    if (length > ACP_CONFIG_SIZE)
        return acp_config_refuse(reader, file, (acp_position){1, 1}, "larger than %zu bytes",
                                 ACP_CONFIG_SIZE);
    acp_status status = acp_yaml_read(&reader->config->arena, bytes, length, &file->root, &at,
                                      message, sizeof message);
    if (status == ACP_BAD_VALUE)
        return acp_config_refuse(reader, file, at, "%s", message);
    if (status == ACP_OK && file->root && file->root->type != ACP_YAML_MAP)
        return acp_config_refuse(reader, file, file->root->at,
                                 "a configuration is a map: root, platform, "
                                 "client-version, fail-on, rules, ignore, "
                                 "own-rules");
    return status;
}

acp_status acp_config_read_file(acp_config_reader *reader, const char *path, const char *base,
                                bool *found)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    *found = descriptor >= 0;
    if (!*found && (errno == ENOENT || errno == ENOTDIR))
        return ACP_OK;
    if (!*found)
        return cannot_read(reader, path);
    acp_arena *arena = &reader->config->arena;
    acp_config_file file = {.name = acp_arena_copy(arena, path, strlen(path)),
                            .base = acp_arena_copy(arena, base, strlen(base))};
    char *bytes;
    size_t length;
    acp_status status = read_bytes(descriptor, &bytes, &length);
    if (status == ACP_OK && arena->failed)
        status = ACP_NO_MEMORY;
    if (status == ACP_OK && reader->count == ACP_CONFIG_FILES)
        status = acp_config_refuse(reader, &file, (acp_position){1, 1},
                                   "more than %d configuration files above each other",
                                   ACP_CONFIG_FILES);
    if (status == ACP_OK)
        status = parse(reader, &file, bytes, length);
    if (status == ACP_OK)
        reader->files[reader->count++] = file;
    int error = errno;
    free(bytes);
    close(descriptor);
    errno = error;
    return status == ACP_IO ? cannot_read(reader, path) : status;
}

bool acp_config_is_root(const acp_config_reader *reader)
{
    const acp_config_file *file = &reader->files[reader->count - 1];
    acp_yaml *root = file->root ? acp_yaml_member(file->root, "root") : NULL;
    return root && root->type == ACP_YAML_SCALAR && strcmp(root->text, "true") == 0;
}
