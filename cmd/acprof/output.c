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

bool cmd_write_bytes(int file, const char *bytes, size_t size)
{
    while (size) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written == 0)
            errno = EIO;
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

/* Devices and pipes are written to; only a regular file can be replaced. */
static bool write_through(const char *path, const char *text, size_t length)
{
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    bool fine = file >= 0 && cmd_write_bytes(file, text, length);
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

/* A file written whole beside the one it is to replace. */
typedef struct {
    char path[PATH_MAX], temporary[PATH_MAX];
} written;

/* before is NULL if there is no file yet. */
static bool write_beside(written *w, const char *path, const struct stat *before, const char *text,
                         size_t length)
{
    const char *slash = strrchr(path, '/');
    int size = slash ? (int)(slash - path) + 1 : 0;
    if ((size_t)size + sizeof ".acprof-XXXXXX" > sizeof w->temporary ||
        strlen(path) >= sizeof w->path) {
        errno = ENAMETOOLONG;
        return false;
    }
    strcpy(w->path, path);
    snprintf(w->temporary, sizeof w->temporary, "%.*s.acprof-XXXXXX", size, path);
    int file = mkostemp(w->temporary, O_CLOEXEC);
    if (file < 0)
        return false;
    mode_t mask = umask(0);
    umask(mask);
    bool fine = (before ? take_over(file, before) : fchmod(file, 0666 & ~mask) == 0) &&
                cmd_write_bytes(file, text, length) && fsync(file) == 0;
    int error = errno;
    if (close(file) != 0 && fine) {
        fine = false;
        error = errno;
    }
    if (!fine)
        unlink(w->temporary);
    errno = error;
    return fine;
}

/* Puts it in the place of the old one; if that fails it is gone. */
static bool put_in_place(const written *w)
{
    char directory[PATH_MAX];
    const char *slash = strrchr(w->path, '/');
    int size = slash ? (int)(slash - w->path) + 1 : 0;
    snprintf(directory, sizeof directory, "%.*s", size ? size : 1, size ? w->path : ".");
    bool fine = rename(w->temporary, w->path) == 0;
    int error = errno;
    if (fine)
        sync_directory(directory);
    else
        unlink(w->temporary);
    errno = error;
    return fine;
}

static bool replace(const char *path, const struct stat *before, const char *text, size_t length)
{
    written w;
    return write_beside(&w, path, before, text, length) && put_in_place(&w);
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

/* A file stands in the directory that its name was given with, or below it. One that a link leads
 * to elsewhere is not what was named: whoever may make links here would choose which file is
 * replaced. */
static bool stays_below(const char *path, const char *resolved)
{
    char parent[PATH_MAX], directory[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(parent, sizeof parent, "%.*s", slash ? (int)(slash - path) + 1 : 1,
             slash ? path : ".");
    if (!realpath(parent, directory))
        return false;
    size_t length = strcmp(directory, "/") == 0 ? 0 : strlen(directory);
    bool below = strncmp(resolved, directory, length) == 0 && resolved[length] == '/';
    if (!below)
        errno = ELOOP;
    return below;
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
    bool fine = resolved && stays_below(path, resolved) && replace(resolved, &info, text, length);
    int error = errno;
    free(resolved);
    errno = error;
    return fine;
}

static int say_not_written(const char *path, int error)
{
    cmd_message("%s cannot be written: %s", path,
                error == ENOENT && leads_nowhere(path)
                    ? "it is a link to a file that does not exist"
                : error == ELOOP ? "it is a link out of its directory; name the file it leads to"
                                 : strerror(error));
    return CMD_IO;
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
    return fine ? CMD_OK : say_not_written(path, error);
}

/* ---- several files at once --------------------------------------------------------------------
 */

/* Writes a file that is there beside itself. Nothing but a regular file can be taken back. */
static bool prepare(written *w, const cmd_output *output)
{
    struct stat info;
    if (stat(output->path, &info) != 0 || access(output->path, W_OK) != 0)
        return false;
    if (!S_ISREG(info.st_mode)) {
        errno = EINVAL;
        return false;
    }
    char *resolved = realpath(output->path, NULL);
    bool fine = resolved && stays_below(output->path, resolved) &&
                write_beside(w, resolved, &info, output->text, output->length);
    int error = errno;
    free(resolved);
    errno = error;
    return fine;
}

/* The index of the first file that could not be written, count if there is none. */
static size_t write_all_files(const cmd_output *outputs, size_t count, written *files)
{
    size_t prepared = 0, placed = 0;
    while (prepared < count && prepare(&files[prepared], &outputs[prepared]))
        prepared++;
    if (prepared == count)
        while (placed < count && put_in_place(&files[placed]))
            placed++;
    if (placed == count)
        return count;
    int error = errno;
    for (size_t i = placed + (prepared == count); i < prepared; i++)
        unlink(files[i].temporary);
    for (size_t i = 0; i < placed; i++)
        write_path(outputs[i].path, outputs[i].before, outputs[i].before_length);
    errno = error;
    return prepared == count ? placed : prepared;
}

int cmd_write_files(const cmd_output *outputs, size_t count)
{
    written *files = calloc(count + 1, sizeof *files);
    if (!files) {
        cmd_message("out of memory");
        return CMD_IO;
    }
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    size_t failed = write_all_files(outputs, count, files);
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    free(files);
    return failed == count ? CMD_OK : say_not_written(outputs[failed].path, error);
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
