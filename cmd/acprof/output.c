/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing: whole or not at all, and never unnoticed when it failed. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"

static bool write_all(int file, const char *text, size_t length)
{
    while (length) {
        ssize_t written = write(file, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text += written;
        length -= (size_t)written;
    }
    return true;
}

/* Devices and pipes are written to; only a regular file can be replaced. */
static bool write_through(const char *path, const char *text, size_t length)
{
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    bool fine = file >= 0 && write_all(file, text, length);
    int error = errno;
    if (file >= 0 && close(file) != 0 && fine) {
        fine = false;
        error = errno;
    }
    errno = error;
    return fine;
}

/* The new file gets mode and owner of the one it replaces. An owner that only the system
 * administrator could give is left to be the writer's. */
static bool take_over(int file, const struct stat *before)
{
    if (fchown(file, before->st_uid, before->st_gid) != 0 && errno != EPERM)
        return false;
    return fchmod(file, before->st_mode & 07777) == 0;
}

static void sync_directory(const char *directory)
{
    int file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file >= 0) {
        fsync(file);
        close(file);
    }
}

/* Writes a file beside path and renames it; before is NULL if there is none yet. */
static bool replace(const char *path, const struct stat *before, const char *text, size_t length)
{
    char temporary[PATH_MAX], directory[PATH_MAX];
    const char *slash = strrchr(path, '/');
    int size = slash ? (int)(slash - path) + 1 : 0;
    if ((size_t)size + sizeof ".acprof-XXXXXX" > sizeof temporary) {
        errno = ENAMETOOLONG;
        return false;
    }
    snprintf(temporary, sizeof temporary, "%.*s.acprof-XXXXXX", size, path);
    snprintf(directory, sizeof directory, "%.*s", size ? size : 1, size ? path : ".");
    int file = mkostemp(temporary, O_CLOEXEC);
    if (file < 0)
        return false;
    mode_t mask = umask(0);
    umask(mask);
    bool fine = (before ? take_over(file, before) : fchmod(file, 0666 & ~mask) == 0) &&
                write_all(file, text, length) && fsync(file) == 0;
    int error = errno;
    if (close(file) != 0 && fine) {
        fine = false;
        error = errno;
    }
    if (fine && rename(temporary, path) != 0) {
        fine = false;
        error = errno;
    }
    if (fine)
        sync_directory(directory);
    else
        unlink(temporary);
    errno = error;
    return fine;
}

static bool write_path(const char *path, const char *text, size_t length)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        if (errno != ENOENT)
            return false;
        return replace(path, NULL, text, length);
    }
    if (!S_ISREG(info.st_mode))
        return write_through(path, text, length);
    if (access(path, W_OK) != 0)
        return false;
    /* Through a link: the file it leads to is replaced, not the link. */
    char *resolved = realpath(path, NULL);
    bool fine = resolved && replace(resolved, &info, text, length);
    int error = errno;
    free(resolved);
    errno = error;
    return fine;
}

int cmd_write_file(const char *path, const char *text, size_t length)
{
    /* A signal waits until the file is whole and no temporary one is left behind. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    bool fine = write_path(path, text, length);
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (fine)
        return CMD_OK;
    cmd_message("%s cannot be written: %s", path, strerror(error));
    return CMD_IO;
}

int cmd_write_stdout(const char *text, size_t length)
{
    if (fwrite(text, 1, length, stdout) == length)
        return CMD_OK;
    cmd_stdout_failed();
    return CMD_IO;
}

static bool failure_said;

void cmd_stdout_failed(void)
{
    int error = errno;
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    bool reader_left = error == EPIPE || (poll(&out, 1, 0) == 1 && out.revents & POLLERR);
    bool say = !failure_said && !reader_left;
    failure_said = true;
    if (say)
        cmd_message("standard output cannot be written%s%s", error ? ": " : "",
                    error ? strerror(error) : "");
}

int cmd_close_stdout(int code)
{
    bool failed = ferror(stdout);
    errno = 0;
    if (fflush(stdout) == 0 && !failed)
        return code;
    cmd_stdout_failed();
    return CMD_IO;
}
