/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "generate/target/output.h"

#include <stdarg.h>
#include <stdlib.h>

/* ---- growing lists ----------------------------------------------------------------------- */

/* Room for one more item; NULL: no memory. */
static void *grow(acp_output *out, void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    size_t wanted = *room ? *room * 2 : 16;
    void *grown = realloc(items, wanted * size);
    if (grown)
        *room = wanted;
    else
        out->no_memory = true;
    return grown;
}

#define GROW(out, list, count, room)                                                               \
    do {                                                                                           \
        void *grown = grow(out, list, count, &(room), sizeof *(list));                             \
        if (!grown)                                                                                \
            return;                                                                                \
        (list) = grown;                                                                            \
    } while (0)

static const char *copy(acp_output *out, const char *text)
{
    return acp_arena_copy(&out->arena, text, strlen(text));
}

/* ---- files ------------------------------------------------------------------------------- */

void acp_output_add_shared(acp_output *out, const char *path, unsigned mode, acp_slice bytes,
                           const char *sha256)
{
    const char *problem = acp_output_path_problem(path, out->windows);
    if (problem) {
        acp_output_refuse(out, "no file can be called '%s': %s", path, problem);
        return;
    }
    GROW(out, out->files.items, out->files.count, out->files.room);
    acp_output_file *file = &out->files.items[out->files.count];
    *file = (acp_output_file){
        .path = copy(out, path), .mode = mode & 0777, .bytes = bytes.ptr, .size = bytes.len};
    snprintf(file->sha256, sizeof file->sha256, "%s", sha256);
    /* No digest is made without memory. */
    if (!*sha256)
        out->no_memory = true;
    if (file->path && file->bytes)
        out->files.count++;
}

void acp_output_add(acp_output *out, const char *path, unsigned mode, const void *bytes,
                    size_t size)
{
    char sha256[ACP_SHA256_TEXT];
    const char *kept = acp_arena_copy(&out->arena, bytes, size);
    if (!kept)
        return;
    acp_sha256(kept, size, sha256);
    acp_output_add_shared(out, path, mode, (acp_slice){kept, size}, sha256);
}

void acp_output_add_text(acp_output *out, const char *path, unsigned mode, const char *text)
{
    acp_output_add(out, path, mode, text, strlen(text));
}

/* ---- remarks ----------------------------------------------------------------------------- */

static void add_note(acp_output *out, const char *text)
{
    for (size_t i = 0; i < out->note_count; i++)
        if (strcmp(out->notes[i], text) == 0)
            return;
    GROW(out, out->notes, out->note_count, out->note_room);
    out->notes[out->note_count++] = text;
}

void acp_output_note(acp_output *out, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    const char *text = acp_arena_vprintf(&out->arena, format, list);
    va_end(list);
    if (text)
        add_note(out, text);
}

void acp_output_add_ignored(acp_output *out, acp_output_ignored row)
{
    GROW(out, out->ignored, out->ignored_count, out->ignored_room);
    if (row.file && row.path && row.why)
        out->ignored[out->ignored_count++] = row;
}

enum { IGNORED_PART = 256 };

size_t acp_output_ignored_parts(const acp_output *out)
{
    return (out->ignored_count + IGNORED_PART - 1) / IGNORED_PART;
}

const acp_output_ignored *acp_output_ignored_part(const acp_output *out, size_t part, size_t *count)
{
    size_t start = part * IGNORED_PART, left = out->ignored_count - start;
    *count = left < IGNORED_PART ? left : IGNORED_PART;
    return out->ignored + start;
}

void acp_output_ignore(acp_output *out, const char *file, acp_position at, const char *path,
                       const char *why, ...)
{
    va_list list;
    va_start(list, why);
    const char *text = acp_arena_vprintf(&out->arena, why, list);
    va_end(list);
    acp_output_add_ignored(out, (acp_output_ignored){copy(out, file), at, copy(out, path), text});
}

/* The last step of a path, without what tells it from others of its name. */
static bool is_last_step(const char *path, const char *name)
{
    size_t length = strlen(path), size = strlen(name);
    if (length && path[length - 1] == ']') {
        const char *bracket = strrchr(path, '[');
        length = bracket ? (size_t)(bracket - path) : length;
    }
    return length > size && path[length - size - 1] == '/' &&
           memcmp(path + length - size, name, size) == 0;
}

void acp_output_heed(acp_output *out, const char *name)
{
    size_t kept = 0;
    for (size_t i = 0; i < out->ignored_count; i++)
        if (!is_last_step(out->ignored[i].path, name))
            out->ignored[kept++] = out->ignored[i];
    out->ignored_count = kept;
}

static void add_default(acp_output *out, const acp_output_default *row)
{
    for (size_t i = 0; i < out->default_count; i++)
        if (strcmp(out->defaults[i].kind, row->kind) == 0 &&
            strcmp(out->defaults[i].path, row->path) == 0)
            return;
    GROW(out, out->defaults, out->default_count, out->default_room);
    out->defaults[out->default_count++] = *row;
}

void acp_output_assume(acp_output *out, const char *kind, const char *path, acp_slice value)
{
    acp_output_default row = {kind, copy(out, path),
                              acp_arena_copy(&out->arena, value.ptr, value.len)};
    if (row.path && row.value)
        add_default(out, &row);
}

void acp_output_refuse(acp_output *out, const char *format, ...)
{
    if (*out->message)
        return;
    va_list list;
    va_start(list, format);
    vsnprintf(out->message, sizeof out->message, format, list);
    va_end(list);
    acp_clip_text(out->message);
}

bool acp_output_fine(const acp_output *out)
{
    return !*out->message && !out->no_memory && !out->arena.failed;
}

acp_status acp_output_status(const acp_output *out)
{
    return acp_output_fine(out) ? ACP_OK : *out->message ? ACP_REFUSED : ACP_NO_MEMORY;
}

/* ---- parts ------------------------------------------------------------------------------- */

void acp_output_join(acp_output *out, acp_output *part)
{
    acp_arena_join(&out->arena, &part->arena);
    for (size_t i = 0; i < part->files.count; i++) {
        GROW(out, out->files.items, out->files.count, out->files.room);
        out->files.items[out->files.count++] = part->files.items[i];
    }
    for (size_t i = 0; i < part->ignored_count; i++)
        acp_output_add_ignored(out, part->ignored[i]);
    for (size_t i = 0; i < part->default_count; i++)
        add_default(out, &part->defaults[i]);
    for (size_t i = 0; i < part->note_count; i++)
        add_note(out, part->notes[i]);
    if (*part->message)
        acp_output_refuse(out, "%s", part->message);
    out->no_memory |= part->no_memory;
}

/* ---- the whole --------------------------------------------------------------------------- */

typedef struct {
    const char *key, *path;
} named;

static int by_key(const void *a, const void *b)
{
    return strcmp(((const named *)a)->key, ((const named *)b)->key);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const acp_output_file *)a)->path, ((const acp_output_file *)b)->path);
}

/* A path that starts with another and a "/": the other would have to be file and directory. In
 * order of keys it may stand behind other names, as "a" before "a-b" before "a/b". */
static const named *below(const named *names, size_t count, size_t at)
{
    size_t length = strlen(names[at].key);
    for (size_t i = at + 1; i < count && strncmp(names[i].key, names[at].key, length) == 0; i++)
        if (names[i].key[length] == '/')
            return &names[i];
    return NULL;
}

static void refuse_clashes(acp_output *out, const named *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const named *inside = below(names, count, i);
        if (i && strcmp(names[i - 1].key, names[i].key) == 0)
            acp_output_refuse(out,
                              strcmp(names[i - 1].path, names[i].path) == 0
                                  ? "two files would be '%s'; rename one of the inputs"
                                  : "'%s' and '%s' would be one file where upper and lower case "
                                    "are not told apart; rename one of the inputs",
                              names[i - 1].path, names[i].path);
        if (strcmp(names[i].key, "manifest.json") == 0)
            acp_output_refuse(out, "a file cannot be called '%s': the manifest is", names[i].path);
        if (inside)
            acp_output_refuse(out, "'%s' would have to be a file and a directory, for '%s'",
                              names[i].path, inside->path);
    }
}

acp_status acp_output_finish(acp_output *out)
{
    size_t count = out->files.count;
    named *names = calloc(count + 1, sizeof *names);
    if (!names)
        return ACP_NO_MEMORY;
    if (count)
        qsort(out->files.items, count, sizeof *out->files.items, by_path);
    for (size_t i = 0; i < count; i++) {
        names[i].path = out->files.items[i].path;
        names[i].key = acp_output_path_key(&out->arena, names[i].path);
    }
    if (acp_output_fine(out)) {
        qsort(names, count, sizeof *names, by_key);
        refuse_clashes(out, names, count);
    }
    free(names);
    return acp_output_status(out);
}

void acp_output_free(acp_output *out)
{
    acp_arena_free(&out->arena);
    free(out->files.items);
    free(out->packed.items);
    free(out->ignored);
    free(out->defaults);
    free(out->notes);
}
