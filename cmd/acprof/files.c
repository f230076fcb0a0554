/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs: files as named, standard input, and what directories hold. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"

#define PEEK_SIZE (64 * 1024)

static bool no_memory(void)
{
    cmd_message("out of memory");
    return false;
}

/* Takes over name. */
static bool add(cmd_files *files, char *name, bool walked)
{
    if (name && files->count == files->size) {
        size_t size = files->size ? files->size * 2 : 64;
        cmd_file *grown = realloc(files->files, size * sizeof *grown);
        if (grown) {
            files->files = grown;
            files->size = size;
        }
    }
    if (!name || files->count == files->size) {
        free(name);
        return no_memory();
    }
    /* The directory being walked is the last one noted. */
    size_t directory = files->directory_count - walked;
    files->files[files->count++] =
        (cmd_file){.name = name, .walked = walked, .directory = directory};
    return true;
}

bool cmd_files_add(cmd_files *files, const char *name, acp_role role, const char *host)
{
    if (!add(files, strdup(name), false))
        return false;
    cmd_file *file = &files->files[files->count - 1];
    file->role = role;
    file->host = host ? strdup(host) : NULL;
    return !host || file->host || no_memory();
}

/* A name that a kind of document always has. */
static bool is_fixed_name(const char *name)
{
    return acp_kind_of_file(name) != ACP_KIND_UNKNOWN;
}

static bool is_wanted_name(const char *base)
{
    static const char *const patterns[] = {"*.xml", "*.vpnm", "*.json", "*.yaml", "*.yml"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (fnmatch(patterns[i], base, FNM_CASEFOLD) == 0)
            return true;
    return is_fixed_name(base);
}

static bool is_wanted_directory(const cmd_files *files, const char *base)
{
    return *base != '.' || strncmp(base, ".anyconnect", strlen(".anyconnect")) == 0 ||
           (files->everything && strcmp(base, ".cisco") == 0); /* the PEM store */
}

static char *join(const char *directory, const char *base)
{
    char *path = NULL;
    size_t length = strlen(directory);
    const char *slash = length && directory[length - 1] == '/' ? "" : "/";
    return asprintf(&path, "%s%s%s", directory, slash, base) < 0 ? NULL : path;
}

/* Directories still to be looked into. */
typedef struct {
    char **names;
    size_t count, size;
} pending;

static bool push(pending *directories, char *name)
{
    if (name && directories->count == directories->size) {
        size_t size = directories->size ? directories->size * 2 : 16;
        char **grown = realloc(directories->names, size * sizeof *grown);
        if (grown) {
            directories->names = grown;
            directories->size = size;
        }
    }
    if (!name || directories->count == directories->size) {
        free(name);
        return no_memory();
    }
    directories->names[directories->count++] = name;
    return true;
}

static void cannot(cmd_files *files, const char *name)
{
    cmd_message("%s cannot be read: %s", name, strerror(errno));
    files->code = CMD_IO;
}

/* One entry of a directory. Links are not followed: they may lead in a circle or out of the tree.
 */
static bool look_at(cmd_files *files, pending *directories, DIR *open, const char *directory,
                    const char *base)
{
    struct stat info;
    if (strcmp(base, ".") == 0 || strcmp(base, "..") == 0)
        return true;
    if (fstatat(dirfd(open), base, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return true; /* gone since it was listed */
    if (S_ISDIR(info.st_mode))
        return !is_wanted_directory(files, base) || push(directories, join(directory, base));
    if (S_ISREG(info.st_mode) && (files->everything || is_wanted_name(base)))
        return add(files, join(directory, base), true);
    return true;
}

static bool list(cmd_files *files, pending *directories, const char *directory)
{
    DIR *open = opendir(directory);
    if (!open) {
        cannot(files, directory);
        return true;
    }
    bool fine = true;
    struct dirent *entry;
    errno = 0;
    while (fine && (entry = readdir(open))) {
        fine = look_at(files, directories, open, directory, entry->d_name);
        errno = 0;
    }
    if (fine && errno)
        cannot(files, directory);
    closedir(open);
    return fine;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const cmd_file *)a)->name, ((const cmd_file *)b)->name);
}

static bool walk(cmd_files *files, const char *directory)
{
    pending directories = {0};
    size_t first = files->count;
    int code = files->code;
    files->directories[files->directory_count++].name = directory;
    bool fine = push(&directories, strdup(directory));
    while (fine && directories.count) {
        char *name = directories.names[--directories.count];
        fine = list(files, &directories, name);
        free(name);
    }
    while (directories.count)
        free(directories.names[--directories.count]);
    free(directories.names);
    files->directories[files->directory_count - 1].candidates = files->count > first;
    if (fine && files->count > first)
        qsort(files->files + first, files->count - first, sizeof *files->files, by_name);
    else if (fine && files->code == code)
        cmd_message("%s holds no file with the name of a profile (*.xml, *.vpnm, *.json, *.yaml)",
                    directory);
    return fine;
}

bool cmd_files_get(const cmd_args *args, cmd_files *files)
{
    bool input = false;
    files->directories = calloc((size_t)args->operand_count + 1, sizeof *files->directories);
    if (!files->directories) {
        files->code = CMD_IO;
        return no_memory();
    }
    for (int i = 0; i < args->operand_count; i++) {
        const char *name = args->operands[i];
        struct stat info;
        if (strcmp(name, "-") == 0) {
            if (input) {
                files->code = cmd_usage(args, "standard input (-) can be read only once");
                return false;
            }
            input = true;
        }
        bool fine = strcmp(name, "-") != 0 && stat(name, &info) == 0 && S_ISDIR(info.st_mode)
                        ? walk(files, name)
                        : add(files, strdup(name), false);
        if (!fine) {
            files->code = CMD_IO;
            return false;
        }
    }
    if (!files->count && files->code == CMD_OK && !(files->optional && !args->operand_count)) {
        files->code = args->operand_count ? CMD_USAGE : cmd_usage(args, "no file is named");
        return false;
    }
    return true;
}

void cmd_files_free(cmd_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->files[i].name);
        free(files->files[i].host);
    }
    free(files->files);
    free(files->directories);
}

void cmd_files_use(cmd_files *files, const cmd_file *file)
{
    files->used = true;
    if (file->walked)
        files->directories[file->directory].used = true;
}

int cmd_files_end(const cmd_files *files, int code)
{
    for (size_t i = 0; i < files->directory_count; i++)
        if (files->directories[i].candidates && !files->directories[i].used)
            cmd_message("nothing in %s is a file this program checks", files->directories[i].name);
    return files->used ? code : cmd_worse(code, CMD_USAGE);
}

bool cmd_same_file(const char *a, const char *b)
{
    struct stat first, second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && S_ISREG(first.st_mode) &&
           first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* What stands around a name says whether it is one: <NAME>, <p:NAME>, "NAME": or NAME: at the start
 * of a line. before is 0 at the start of the text. */
static bool is_root_place(char before, const char *after, const char *end)
{
    char next = after < end ? *after : '\0';
    switch (before) {
    case '<':
    case ':': return next && strchr(" \t\r\n/>", next);
    case '"':
    case '\'':
        if (next != before)
            return false;
        for (after++; after < end && strchr(" \t\r\n", *after);)
            after++;
        return after == end || *after == ':'; /* a key, not a value such as a baseline has */
    case '\0':
    case '\n': return next == ':';
    default: return false;
    }
}

/* The name of some kind's root element stands in text as such. */
static bool names_a_root(const char *text, size_t length)
{
    const char *end = text + length;
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++) {
        const char *const *root = acp_kind_get((acp_kind)kind)->roots;
        for (; root && *root; root++) {
            size_t size = strlen(*root);
            const char *at = text;
            while ((at = memmem(at, (size_t)(end - at), *root, size))) {
                char before = at > text ? at[-1] : '\0';
                if (is_root_place(before, at + size, end))
                    return true;
                at += size;
            }
        }
    }
    return false;
}

/* Nothing at all, or bytes that are no text: a file named as XML that is of no other kind either.
 * Blanks are nothing, and so are the bytes that UTF-16 begins with. */
static bool is_wreck(const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end && strchr(" \t\r\n\xEF\xBB\xBF\xFE\xFF", *text))
        text++;
    if (text == end)
        return true;
    for (const char *at = text; at < end && *text != '<'; at++)
        if ((unsigned char)*at < ' ' && !strchr("\t\n\f\r", *at))
            return true;
    return false;
}

/* Looks for a root's name in the first bytes, also of a damaged or UTF-16 file. */
static bool looks_like_ours(const char *name)
{
    bool xml = fnmatch("*.xml", name, FNM_CASEFOLD) == 0;
    int file = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    char *bytes = file >= 0 ? malloc(PEEK_SIZE) : NULL;
    ssize_t got = bytes ? read(file, bytes, PEEK_SIZE) : 0;
    size_t kept = 0;
    for (ssize_t i = 0; i < got; i++)
        if (bytes[i])
            bytes[kept++] = bytes[i];
    bool ours = file < 0 || (kept && names_a_root(bytes, kept)) ||
                (xml && got >= 0 && bytes && is_wreck(bytes, kept));
    free(bytes);
    if (file >= 0)
        close(file);
    return ours;
}

bool cmd_root_resembles(const acp_findings *findings)
{
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        /* Its path is the root's name. */
        const char *colon = strchr(finding->path, ':');
        const char *name = colon ? colon + 1 : finding->path;
        if (strcmp(finding->rule->id, "ACP0030") == 0 && acp_nearest_root(name, strlen(name)))
            return true;
    }
    return false;
}

bool cmd_file_is_foreign(const cmd_file *file, const acp_findings *findings)
{
    if (!file->walked)
        return false;
    if (is_fixed_name(file->name))
        return false;
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        if (finding->kind != ACP_KIND_UNKNOWN)
            return false;
        if (strcmp(finding->rule->id, "ACP0030") == 0)
            return !cmd_root_resembles(findings);
    }
    return !looks_like_ours(file->name);
}
