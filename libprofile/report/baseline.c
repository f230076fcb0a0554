/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The file of findings known already. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <json.h>

#include "document/arena.h"
#include "document/json_text.h"

#define VERSION 1

typedef struct {
    const char *file, *rule, *path;
    uint64_t fingerprint;
} entry;

struct acp_baseline {
    acp_arena arena;
    char *path;
    char *directory; /* of path, resolved */
    entry *entries;  /* sorted once looked at */
    size_t count, size;
    bool sorted;
    char *last_name; /* the file name seen last, and what it is called here */
    const char *last_file;
};

acp_baseline *acp_baseline_new(const char *path)
{
    acp_baseline *baseline = calloc(1, sizeof *baseline);
    if (!baseline)
        return NULL;
    baseline->path = strdup(path);
    const char *slash = strrchr(path, '/');
    char *parent = !slash          ? strdup(".")
                   : slash == path ? strdup("/")
                                   : strndup(path, (size_t)(slash - path));
    if (parent)
        baseline->directory = realpath(parent, NULL);
    free(parent);
    if (!baseline->path || !baseline->directory) {
        int error = errno;
        acp_baseline_free(baseline);
        errno = error;
        return NULL;
    }
    return baseline;
}

void acp_baseline_free(acp_baseline *baseline)
{
    if (!baseline)
        return;
    acp_arena_free(&baseline->arena);
    free(baseline->path);
    free(baseline->directory);
    free(baseline->entries);
    free(baseline->last_name);
    free(baseline);
}

/* Path of a resolved file seen from a resolved directory, in the arena. */
static const char *relative_to(acp_arena *arena, const char *directory, const char *file)
{
    size_t common = 0;
    for (size_t i = 0;; i++) {
        bool directory_ends = directory[i] == '/' || directory[i] == '\0';
        if (directory_ends && file[i] == '/')
            common = i;
        if (!directory[i] || directory[i] != file[i])
            break;
    }
    if (strcmp(directory, "/") == 0)
        return acp_arena_copy(arena, file + 1, strlen(file + 1));
    size_t up = 0;
    for (const char *p = directory + common; *p; p++)
        up += *p == '/';
    const char *rest = file + common + 1;
    char *text = acp_arena_alloc(arena, up * 3 + strlen(rest) + 1);
    if (!text)
        return NULL;
    for (size_t i = 0; i < up; i++)
        memcpy(text + i * 3, "../", 3);
    memcpy(text + up * 3, rest, strlen(rest) + 1);
    return text;
}

/* What the baseline calls a file. NULL: no memory. */
static const char *name_in(acp_baseline *baseline, const char *file)
{
    if (baseline->last_name && strcmp(baseline->last_name, file) == 0)
        return baseline->last_file;
    char *resolved = realpath(file, NULL);
    const char *name = resolved ? relative_to(&baseline->arena, baseline->directory, resolved)
                                : acp_arena_copy(&baseline->arena, file, strlen(file));
    free(resolved);
    char *copy = strdup(file);
    if (!name || !copy) {
        free(copy);
        return NULL;
    }
    free(baseline->last_name);
    baseline->last_name = copy;
    baseline->last_file = name;
    return name;
}

static int compare(const void *a, const void *b)
{
    const entry *left = a, *right = b;
    int order = strcmp(left->file, right->file);
    if (!order)
        order = strcmp(left->rule, right->rule);
    if (!order)
        order = strcmp(left->path, right->path);
    if (!order)
        order = (left->fingerprint > right->fingerprint) - (left->fingerprint < right->fingerprint);
    return order;
}

static void sort(acp_baseline *baseline)
{
    if (baseline->count && !baseline->sorted)
        qsort(baseline->entries, baseline->count, sizeof *baseline->entries, compare);
    baseline->sorted = true;
}

static acp_status add_entry(acp_baseline *baseline, entry added)
{
    if (!added.file || !added.rule || !added.path)
        return ACP_NO_MEMORY;
    if (baseline->count == baseline->size) {
        size_t size = baseline->size ? baseline->size * 2 : 64;
        entry *entries = realloc(baseline->entries, size * sizeof *entries);
        if (!entries)
            return ACP_NO_MEMORY;
        baseline->entries = entries;
        baseline->size = size;
    }
    baseline->entries[baseline->count++] = added;
    baseline->sorted = false;
    return ACP_OK;
}

/* That a document could not be read: nothing in it was checked, so that a run which hid this would
 * pass the file as clean. */
static bool is_damage(const acp_finding *finding)
{
    static const char *const rules[] = {"ACP0010", "ACP0011", "ACP0013", "ACP0014",
                                        "ACP0015", "ACP0017", "ACP0020"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(finding->rule->id, rules[i]) == 0)
            return true;
    return false;
}

/* ACP_DAMAGED: it is none that a baseline may hold. */
acp_status acp_baseline_add(acp_baseline *baseline, const acp_finding *finding)
{
    if (is_damage(finding))
        return ACP_DAMAGED;
    const char *path = finding->path ? finding->path : "";
    const char *file = name_in(baseline, finding->file);
    if (!file)
        return ACP_NO_MEMORY;
    return add_entry(
        baseline,
        (entry){file,
                acp_arena_copy(&baseline->arena, finding->rule->id, strlen(finding->rule->id)),
                acp_arena_copy(&baseline->arena, path, strlen(path)), finding->fingerprint});
}

bool acp_baseline_has(acp_baseline *baseline, const acp_finding *finding)
{
    entry wanted = {name_in(baseline, finding->file), finding->rule->id,
                    finding->path ? finding->path : "", finding->fingerprint};
    if (is_damage(finding) || !wanted.file || !baseline->count)
        return false;
    sort(baseline);
    return bsearch(&wanted, baseline->entries, baseline->count, sizeof wanted, compare);
}

acp_status acp_baseline_text(acp_baseline *baseline, char **text, size_t *length)
{
    acp_buffer out = {0};
    acp_json_text json = {.out = &out};
    sort(baseline);
    acp_json_open(&json, '{', false);
    acp_json_member_number(&json, "version", VERSION);
    acp_json_key(&json, "findings");
    acp_json_open(&json, '[', false);
    for (size_t i = 0; i < baseline->count; i++) {
        const entry *known = &baseline->entries[i];
        if (i && compare(known - 1, known) == 0)
            continue;
        char fingerprint[20];
        snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, known->fingerprint);
        acp_json_open(&json, '{', true);
        acp_json_member(&json, "file", known->file);
        acp_json_member(&json, "rule", known->rule);
        acp_json_member(&json, "path", known->path);
        acp_json_member(&json, "fingerprint", fingerprint);
        acp_json_close(&json, '}');
    }
    acp_json_close(&json, ']');
    acp_json_close(&json, '}');
    acp_buffer_putc(&out, '\n');
    if (out.failed) {
        acp_buffer_free(&out);
        return ACP_NO_MEMORY;
    }
    *text = out.text;
    *length = out.length;
    return ACP_OK;
}

static acp_status read_whole(const char *path, acp_buffer *out)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return ACP_IO;
    char chunk[8192];
    size_t got;
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0 && out->length <= ACP_MAX_SIZE)
        acp_buffer_add(out, chunk, got);
    int error = ferror(file) ? errno : 0;
    fclose(file);
    errno = error;
    return error ? ACP_IO : out->failed ? ACP_NO_MEMORY : ACP_OK;
}

/* A string member's text in the arena; NULL: it is missing or no string. */
static const char *member_text(acp_arena *arena, json_object *object, const char *key)
{
    json_object *member;
    if (!json_object_object_get_ex(object, key, &member) ||
        !json_object_is_type(member, json_type_string))
        return NULL;
    return acp_arena_copy(arena, json_object_get_string(member),
                          (size_t)json_object_get_string_len(member));
}

static acp_status load_entry(acp_baseline *baseline, json_object *object)
{
    acp_arena *arena = &baseline->arena;
    if (!json_object_is_type(object, json_type_object))
        return ACP_DAMAGED;
    entry known = {member_text(arena, object, "file"), member_text(arena, object, "rule"),
                   member_text(arena, object, "path"), 0};
    const char *fingerprint = member_text(arena, object, "fingerprint");
    if (arena->failed)
        return ACP_NO_MEMORY;
    if (!known.file || !known.rule || !known.path || !fingerprint || strlen(fingerprint) != 16 ||
        strspn(fingerprint, "0123456789abcdef") != 16)
        return ACP_DAMAGED;
    known.fingerprint = strtoull(fingerprint, NULL, 16);
    return add_entry(baseline, known);
}

static acp_status load_root(acp_baseline *baseline, json_object *root, char *message, size_t size)
{
    json_object *version, *list;
    if (!json_object_is_type(root, json_type_object) ||
        !json_object_object_get_ex(root, "version", &version) ||
        !json_object_object_get_ex(root, "findings", &list) ||
        !json_object_is_type(list, json_type_array)) {
        snprintf(message, size, "%s is not a baseline: it needs \"version\" and \"findings\"",
                 baseline->path);
        return ACP_BAD_VALUE;
    }
    if (json_object_get_int(version) != VERSION) {
        snprintf(message, size, "%s is not a baseline of version %d: write it anew", baseline->path,
                 VERSION);
        return ACP_DAMAGED;
    }
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        acp_status status = load_entry(baseline, json_object_array_get_idx(list, i));
        if (status == ACP_DAMAGED)
            snprintf(message, size,
                     "%s: entry %zu of \"findings\" is not complete: write the "
                     "baseline anew",
                     baseline->path, i + 1);
        if (status != ACP_OK)
            return status;
    }
    return ACP_OK;
}

/* ACP_BAD_VALUE: it is no baseline. ACP_DAMAGED: it is one, but not of use; message says why. */
acp_status acp_baseline_load(acp_baseline *baseline, char *message, size_t message_size)
{
    acp_buffer text = {0};
    acp_status status = read_whole(baseline->path, &text);
    if (status == ACP_OK && text.length > ACP_MAX_SIZE) {
        snprintf(message, message_size, "%s is larger than %zu MiB, too large for a baseline",
                 baseline->path, ACP_MAX_SIZE >> 20);
        status = ACP_BAD_VALUE;
    }
    json_tokener *tokener = status == ACP_OK ? json_tokener_new() : NULL;
    if (status == ACP_OK && !tokener)
        status = ACP_NO_MEMORY;
    if (status == ACP_OK) {
        json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
        json_object *root =
            json_tokener_parse_ex(tokener, text.text ? text.text : "", (int)text.length + 1);
        if (root) {
            status = load_root(baseline, root, message, message_size);
        } else {
            size_t line = 1, stop = json_tokener_get_parse_end(tokener);
            for (size_t i = 0; i < stop && i < text.length; i++)
                line += text.text[i] == '\n';
            snprintf(message, message_size, "%s:%zu: not JSON: %s", baseline->path, line,
                     json_tokener_error_desc(json_tokener_get_error(tokener)));
            status = ACP_BAD_VALUE;
        }
        json_object_put(root);
    }
    int error = errno;
    if (tokener)
        json_tokener_free(tokener);
    acp_buffer_free(&text);
    errno = error;
    return status;
}
