/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a file to bytes: bounded, whatever the path names. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document/document.h"

/* Reads until the end or until there is more than max_size; *size may be max_size + 1 then. */
static acp_status read_all(int fd, size_t expected, size_t max_size, char **bytes, size_t *size)
{
    size_t room = expected + 1, length = 0;
    char *data = malloc(room + 1);
    if (!data)
        return ACP_NO_MEMORY;
    for (;;) {
        ssize_t got = read(fd, data + length, room - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int error = errno;
            free(data);
            errno = error;
            return ACP_IO;
        }
        length += (size_t)got;
        if (got == 0 || length > max_size)
            break;
        if (length == room) {
            room = room * 2 < max_size + 1 ? room * 2 : max_size + 1;
            char *more = realloc(data, room + 1);
            if (!more) {
                free(data);
                return ACP_NO_MEMORY;
            }
            data = more;
        }
    }
    *bytes = data;
    *size = length;
    return ACP_OK;
}

acp_status acp_source_load(const char *path, size_t max_size, char **bytes, size_t *size)
{
    bool standard_input = strcmp(path, "-") == 0;
    int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ACP_IO;
    struct stat about;
    acp_status status = ACP_IO;
    size_t expected = 16383;
    if (fstat(fd, &about) != 0)
        goto done;
    if (S_ISDIR(about.st_mode)) {
        errno = EISDIR;
        goto done;
    }
    if (S_ISREG(about.st_mode)) {
        if ((uintmax_t)about.st_size > max_size) {
            *size = (size_t)about.st_size;
            status = ACP_DAMAGED;
            goto done;
        }
        expected = (size_t)about.st_size;
    } else if (!standard_input && !S_ISFIFO(about.st_mode) && !S_ISCHR(about.st_mode)) {
        errno = EINVAL;
        goto done;
    }
    status = read_all(fd, expected, max_size, bytes, size);
    if (status == ACP_OK && *size > max_size) {
        free(*bytes);
        status = ACP_DAMAGED;
    }
done:
    if (!standard_input) {
        int error = errno;
        close(fd);
        errno = error;
    }
    return status;
}
