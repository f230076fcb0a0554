/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the files into a new directory beside the one wanted, and puts it in its place when all
 * are written: whoever looks sees nothing or everything. It does not wait for the disk, which may
 * take longer than all else: the directory replaces nothing, and can be made again. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "generate.h"
#include "generate/target/manifest.h"

typedef struct {
    char parent[PATH_MAX];    /* directory that holds the one wanted */
    char wanted[PATH_MAX];    /* with links resolved */
    char temporary[PATH_MAX]; /* "": not made */
    int directory;            /* of temporary */
    mode_t mask;              /* the caller's */
    const char *failed;       /* the path that could not be written; NULL: the directory */
    bool there;               /* the one wanted is there, empty */
} place;

/* ---- where ------------------------------------------------------------------------------- */

static bool is_empty(const char *path)
{
    DIR *directory = opendir(path);
    const struct dirent *entry;
    bool empty = directory;
    while (empty && (entry = readdir(directory)))
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    if (directory)
        closedir(directory);
    return empty;
}

static int say(const char *directory, const char *why)
{
    cmd_message("%s cannot be made: %s", directory, why);
    return CMD_IO;
}

/* Splits DIRECTORY into the one above it and its name; that above has to be there. */
static int find_new(place *p, const char *directory)
{
    char path[PATH_MAX];
    size_t length = strlen(directory);
    while (length > 1 && directory[length - 1] == '/')
        length--;
    if (!length || length >= sizeof path)
        return say(directory, strerror(length ? ENAMETOOLONG : ENOENT));
    memcpy(path, directory, length);
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (slash)
        *slash = '\0';
    if (!realpath(slash ? (*path ? path : "/") : ".", p->parent))
        return say(directory, strerror(errno));
    int size = snprintf(p->wanted, sizeof p->wanted, "%s/%s",
                        strcmp(p->parent, "/") == 0 ? "" : p->parent, name);
    return size > 0 && (size_t)size < sizeof p->wanted ? CMD_OK
                                                       : say(directory, strerror(ENAMETOOLONG));
}

static bool is_same(const struct stat *a, const char *path)
{
    struct stat b;
    return stat(path, &b) == 0 && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

static int find_place(place *p, const char *directory)
{
    struct stat info;
    if (lstat(directory, &info) != 0)
        return errno == ENOENT ? find_new(p, directory) : say(directory, strerror(errno));
    if (stat(directory, &info) != 0 || !realpath(directory, p->wanted))
        return say(directory,
                   errno == ENOENT ? "it is a link that leads nowhere" : strerror(errno));
    if (!S_ISDIR(info.st_mode))
        return say(directory, "there is a file of that name");
    if (!is_empty(p->wanted))
        return say(directory, "it is there and not empty; name a new directory, or empty it");
    if (is_same(&info, ".") || is_same(&info, "/"))
        return say(directory, "it is in use as the working directory; name another");
    p->there = true;
    snprintf(p->parent, sizeof p->parent, "%s", p->wanted);
    char *slash = strrchr(p->parent, '/');
    slash[slash == p->parent] = '\0';
    return CMD_OK;
}

/* ---- files ------------------------------------------------------------------------------- */

/* Makes the directories of a path that are not there yet; before: the path made last. */
static bool make_directories(const place *p, const char *path, const char *before)
{
    char step[PATH_MAX];
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        size_t length = (size_t)(slash - path);
        if (strncmp(path, before, length + 1) == 0)
            continue;
        snprintf(step, sizeof step, "%.*s", (int)length, path);
        if (mkdirat(p->directory, step, 0755) != 0 && errno != EEXIST)
            return false;
    }
    return true;
}

/* A descriptor, or -1 and errno. */
static int make_file(const place *p, const char *path, unsigned mode)
{
    return openat(p->directory, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                  (mode_t)mode);
}

/* 0, or why not (errno). */
static int close_file(int file, int error)
{
    return close(file) != 0 && !error ? errno : error;
}

static int write_file(const place *p, const acp_output_file *file)
{
    int made = make_file(p, file->path, file->mode);
    if (made < 0)
        return errno;
    return close_file(made, cmd_write_bytes(made, file->bytes, file->size) ? 0 : errno);
}

/* A signal that would end the program waits; it is looked for here, so that what was written can be
 * taken away first. */
static bool is_ended(void)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    sigset_t pending;
    sigpending(&pending);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sigismember(&pending, ends[i]) == 1)
            return true;
    return false;
}

/* Parts of the manifest are put together, and files written, by as many threads as there are
 * processors. */
typedef struct {
    place *place;
    const acp_job *job;
    size_t parts;
    acp_buffer *manifest; /* of each part */
    int manifest_file;
    int *errors; /* errno of each file */
    int error;   /* of what place->failed names */
} writing;

static void write_one(void *data, size_t item)
{
    writing *w = data;
    if (item < w->parts)
        acp_manifest_part(w->job, item, &w->manifest[item]);
    else
        w->errors[item - w->parts] =
            write_file(w->place, &w->job->out->files.items[item - w->parts]);
}

static int write_part(const writing *w, acp_buffer *part)
{
    int error = part->failed ? ENOMEM : 0;
    if (!error && !cmd_write_bytes(w->manifest_file, part->text, part->length))
        error = errno;
    acp_buffer_free(part);
    return error;
}

static bool is_written(void *data, size_t item)
{
    writing *w = data;
    bool part = item < w->parts;
    w->place->failed = part ? ACP_MANIFEST : w->job->out->files.items[item - w->parts].path;
    w->error = part ? write_part(w, &w->manifest[item]) : w->errors[item - w->parts];
    if (is_ended())
        w->error = EINTR;
    return !w->error;
}

static bool make_all_directories(writing *w)
{
    const char *before = "";
    const acp_output_files *files = &w->job->out->files;
    for (size_t i = 0; i < files->count; i++) {
        w->place->failed = files->items[i].path;
        if (!make_directories(w->place, files->items[i].path, before)) {
            w->error = errno;
            return false;
        }
        before = files->items[i].path;
    }
    return true;
}

static int write_all(writing *w)
{
    size_t count = w->parts + w->job->out->files.count;
    cmd_work work = {count, write_one, is_written, w};
    if (!make_all_directories(w))
        return w->error;
    w->place->failed = ACP_MANIFEST;
    w->manifest_file = make_file(w->place, ACP_MANIFEST, 0644);
    if (w->manifest_file < 0)
        return errno;
    bool fine = cmd_work_run(&work, cmd_processors());
    if (fine)
        w->place->failed = ACP_MANIFEST;
    return close_file(w->manifest_file, w->error);
}

static bool write_files(place *p, const acp_job *job)
{
    writing w = {.place = p, .job = job, .parts = acp_manifest_parts(job)};
    w.manifest = calloc(w.parts, sizeof *w.manifest);
    w.errors = calloc(job->out->files.count + 1, sizeof *w.errors);
    int error = w.manifest && w.errors ? write_all(&w) : ENOMEM;
    for (size_t i = 0; i < w.parts && w.manifest; i++)
        acp_buffer_free(&w.manifest[i]);
    free(w.manifest);
    free(w.errors);
    errno = error;
    return !error;
}

/* ---- the directory ----------------------------------------------------------------------- */

/* Takes a directory away with all that is in it. It was made by this program: it is not deep. */
static void take_away(int parent, const char *name)
{
    int file = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *directory = file >= 0 ? fdopendir(file) : NULL;
    const struct dirent *entry;
    while (directory && (entry = readdir(directory))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (unlinkat(dirfd(directory), entry->d_name, 0) != 0)
            take_away(dirfd(directory), entry->d_name);
    }
    if (directory)
        closedir(directory);
    else if (file >= 0)
        close(file);
    unlinkat(parent, name, AT_REMOVEDIR);
}

static bool make_temporary(place *p)
{
    int size = snprintf(p->temporary, sizeof p->temporary, "%s/.acprof-XXXXXX", p->parent);
    if (size < 0 || (size_t)size >= sizeof p->temporary) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (!mkdtemp(p->temporary)) {
        *p->temporary = '\0';
        return false;
    }
    p->directory = open(p->temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return p->directory >= 0;
}

static bool put_in_place(place *p)
{
    p->failed = NULL;
    if (fchmod(p->directory, 0777 & ~p->mask) != 0 || rename(p->temporary, p->wanted) != 0)
        return false;
    *p->temporary = '\0';
    return true;
}

static int write_place(place *p, const acp_job *job, const char *directory)
{
    bool fine = make_temporary(p) && write_files(p, job) && put_in_place(p);
    int error = errno;
    bool ended = is_ended();
    if (p->directory >= 0)
        close(p->directory);
    if (*p->temporary)
        take_away(AT_FDCWD, p->temporary);
    if (fine || ended)
        return fine ? CMD_OK : CMD_IO;
    if (p->failed)
        cmd_message("%s/%s cannot be written: %s; nothing was made", directory, p->failed,
                    strerror(error));
    else if (p->there && (error == EBUSY || error == EACCES || error == EPERM))
        cmd_message("%s cannot be replaced: %s; name a new directory in it", directory,
                    strerror(error));
    else
        say(directory, strerror(error));
    return CMD_IO;
}

int generate_write(const char *directory, const acp_job *job)
{
    /* Files get their modes as they are made; until all are there, the directory is nobody else's.
     */
    place p = {.directory = -1, .mask = umask(0)};
    int code = find_place(&p, directory);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    if (code == CMD_OK)
        code = write_place(&p, job, directory);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    umask(p.mask);
    return code;
}
