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

/* True if it was given to them, or to no one for want of the right. */
static bool give_to(int file, uid_t owner, gid_t group, bool *given)
{
    *given = fchown(file, owner, group) == 0;
    return *given || errno == EPERM || errno == EINVAL;
}

/* The new file gets mode, owner and group of the one it replaces. An owner that only the system
 * administrator could give is left to be the writer; the group is then given alone, which a member
 * of it can. Nobody gets a right he did not have: without the group, the new one and everyone else
 * have what both had before. */
static bool take_over(int file, const struct stat *before)
{
    const uid_t as_it_is = (uid_t)-1;
    mode_t mode = before->st_mode & 07777;
    bool given;
    if (!give_to(file, before->st_uid, before->st_gid, &given))
        return false;
    if (!given) {
        mode &= 01777; /* no program runs as another user than before */
        if (!give_to(file, as_it_is, before->st_gid, &given))
            return false;
    }
    if (!given) {
        mode_t both = mode >> 3 & mode & 07;
        mode = (mode & 0700) | both << 3 | both;
    }
    return fchmod(file, mode) == 0;
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

/* A link to a file that does not exist. It is neither replaced, as no link is, nor is a file made
 * where it leads: whoever may make links in a shared directory would choose the place. */
static bool leads_nowhere(const char *path)
{
    struct stat info;
    int error = errno;
    bool link = lstat(path, &info) == 0 && S_ISLNK(info.st_mode) && stat(path, &info) != 0;
    errno = error;
    return link;
}

static bool write_path(const char *path, const char *text, size_t length)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        if (errno != ENOENT || leads_nowhere(path))
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
    cmd_message("%s cannot be written: %s", path,
                error == ENOENT && leads_nowhere(path)
                    ? "it is a link to a file that does not exist"
                    : strerror(error));
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

void cmd_buffer_stdout(void)
{
    /* Large enough for any page this program prints at once: what the system says of a write that
     * failed is then still known at the end. */
    static char buffer[(size_t)256 << 10];
    if (!isatty(STDOUT_FILENO))
        setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
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
