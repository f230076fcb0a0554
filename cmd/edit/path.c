/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what was typed to a path from the root. The place a session is at need not be in the
 * document: one may go where the schema has something and set it there. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"

#define MOST_FITS 64
#define LISTED    6 /* places a message names */

static char *join(const char *a, const char *separator, const char *b)
{
    char *made = NULL;
    return asprintf(&made, "%s%s%s", a, separator, b) < 0 ? NULL : made;
}

static acp_setting_id root_of(const edit_session *s)
{
    return acp_kind_root(acp_document_kind(s->document));
}

static bool is_below(acp_setting_id id, acp_setting_id ancestor)
{
    while (id != ACP_NO_SETTING && id != ancestor)
        id = acp_setting_get(id)->parent;
    return id == ancestor;
}

/* The setting that the first step of a path names below another. */
static acp_setting_id first_step(acp_setting_id parent, const char *path)
{
    bool attribute = *path == '@';
    return acp_setting_child(parent, path + attribute, strcspn(path + attribute, "/["), attribute);
}

static unsigned depth_of(const char *plain)
{
    unsigned depth = 1;
    for (; *plain; plain++)
        depth += *plain == '/';
    return depth;
}

/* The steps from `above` down to the first that was typed, and what was typed. */
static char *complete(const edit_session *s, acp_setting_id id, unsigned typed_steps,
                      const char *typed)
{
    acp_setting_id chain[ACP_MAX_DEPTH];
    unsigned count = 0;
    while (typed_steps-- && id != ACP_NO_SETTING)
        id = acp_setting_get(id)->parent;
    bool here = is_below(id, s->setting);
    for (; id != ACP_NO_SETTING && !(here && id == s->setting); id = acp_setting_get(id)->parent)
        if (count < ACP_MAX_DEPTH)
            chain[count++] = id;
    char *path = strdup(here ? s->place : "");
    while (path && count) {
        char *longer = join(path, *path ? "/" : "", acp_setting_get(chain[--count])->name);
        free(path);
        path = longer;
    }
    char *whole = path ? join(path, *path ? "/" : "", typed) : NULL;
    free(path);
    return whole;
}

static int say_several(const edit_session *s, const char *typed, const acp_setting_id *ids,
                       size_t count)
{
    char list[LISTED * 260] = "";
    size_t used = 0;
    for (size_t i = 0; i < count && i < LISTED && used < sizeof list; i++) {
        char path[256];
        acp_setting_path(ids[i], path, sizeof path);
        used += (size_t)snprintf(list + used, sizeof list - used, "\n  %s", path);
    }
    edit_fail(s, "%s fits %zu settings; name more of the path:%s%s", typed, count, list,
              count > LISTED ? "\n  ..." : "");
    return CMD_USAGE;
}

/* A trailing part of a path: of a setting below the place, else anywhere. NULL with CMD_OK: of
 * none. */
static char *by_tail(const edit_session *s, const char *typed, int *code)
{
    acp_setting_id all[MOST_FITS], below[MOST_FITS], *fits = below;
    size_t size = strlen(typed) + 1, count = 0;
    char *plain = malloc(size), *path = NULL;
    if (!plain) {
        *code = edit_no_memory(s);
        return NULL;
    }
    cmd_path_without_picks(typed, plain, size);
    size_t found = acp_settings_by_tail(acp_document_kind(s->document), plain, all, MOST_FITS);
    for (size_t i = 0; i < found && i < MOST_FITS; i++)
        if (is_below(all[i], s->setting))
            below[count++] = all[i];
    if (!count) {
        fits = all;
        count = found;
    }
    if (count == 1) {
        path = complete(s, fits[0], depth_of(plain), typed);
        *code = path ? CMD_OK : edit_no_memory(s);
    } else if (count) {
        *code = say_several(s, typed, fits, count < MOST_FITS ? count : MOST_FITS);
    }
    free(plain);
    return path;
}

static bool is_text(acp_slice value, const char *text)
{
    return value.len == strlen(text) && memcmp(value.ptr, text, value.len) == 0;
}

static char *by_name(const edit_session *s, const char *typed, int *code)
{
    edit_walk w = {.chain = {acp_document_root(s->document)}};
    const acp_node *found = NULL;
    size_t count = 0;
    for (const acp_node *node = w.chain[0]; node; node = edit_walk_next(&w)) {
        acp_setting_id setting = acp_node_setting(node);
        acp_setting_id key = setting == ACP_NO_SETTING ? setting : edit_key_of(setting);
        if (key == ACP_NO_SETTING || !is_text(edit_child_value(node, key), typed))
            continue;
        found = count++ ? found : node;
    }
    if (count > 1) {
        edit_fail(s, "there are %zu entries named %s; give the path of the one you mean", count,
                  typed);
        *code = CMD_USAGE;
        return NULL;
    }
    char *path = found ? edit_path_of(s, found) : NULL;
    if (found && !path)
        *code = edit_no_memory(s);
    return path;
}

/* The entry of that name, of whatever list, or what a path that begins with one names. NULL with
 * CMD_OK: there is none. */
static char *by_entry(const edit_session *s, const char *typed, int *code)
{
    char *path = by_name(s, typed, code);
    const char *slash = strchr(typed, '/');
    if (path || *code != CMD_OK || !slash)
        return path;
    char *name = strndup(typed, (size_t)(slash - typed)), *entry = NULL;
    if (name)
        entry = by_name(s, name, code);
    if (entry)
        path = join(entry, "", slash);
    if (!name || (entry && !path))
        *code = edit_no_memory(s);
    free(entry);
    free(name);
    return path;
}

/* The same of a name in quotes, with what follows it. */
static char *by_quoted(const edit_session *s, const char *typed, int *code)
{
    size_t length = edit_quoted_length(typed);
    char *copy = strndup(typed, length), *entry = NULL, *path = NULL;
    if (copy && length && (!typed[length] || typed[length] == '/')) {
        const char *name = edit_unquote(copy);
        entry = by_name(s, name, code);
        if (!entry && *code == CMD_OK) {
            edit_fail(s, "there is no entry named %s", name);
            *code = CMD_FINDINGS;
        }
        path = entry ? join(entry, "", typed + length) : NULL;
    } else if (copy) {
        edit_fail(s, "%s: the quotes of an entry's name are not closed", typed);
        *code = CMD_USAGE;
    }
    if (!path && *code == CMD_OK)
        *code = edit_no_memory(s);
    free(entry);
    free(copy);
    return path;
}

/* The first entry whose name goes on with a blank behind what was typed: it wants quotes. ptr NULL:
 * there is none. */
static acp_slice longer_name(const edit_session *s, const char *typed)
{
    edit_walk w = {.chain = {acp_document_root(s->document)}};
    size_t length = strlen(typed);
    for (const acp_node *node = w.chain[0]; node; node = edit_walk_next(&w)) {
        acp_setting_id setting = acp_node_setting(node);
        acp_setting_id key = setting == ACP_NO_SETTING ? setting : edit_key_of(setting);
        acp_slice name = edit_child_value(node, key);
        if (name.len > length && memcmp(name.ptr, typed, length) == 0 && name.ptr[length] == ' ')
            return name;
    }
    return (acp_slice){NULL, 0};
}

/* What the library says of a path that nothing else is known of. */
static char *by_library(const edit_session *s, const char *typed, int *code)
{
    acp_path_result *found;
    size_t count;
    char message[2048], *path = NULL;
    acp_status status = acp_path_find(s->document, typed, &found, &count, message, sizeof message);
    if (status == ACP_OK) {
        path =
            count == 1 && !found[0].is_attribute ? edit_path_of(s, found[0].node) : strdup(typed);
        free(found);
    } else if (status != ACP_NO_MEMORY) {
        acp_slice name = s->quiet ? (acp_slice){NULL, 0} : longer_name(s, typed);
        if (name.len)
            edit_fail(s, "%s; the name of an entry with blanks in it stands in quotes: \"%.*s\"",
                      message, (int)name.len, name.ptr);
        else
            edit_fail(s, "%s", message);
        *code = CMD_USAGE;
        return NULL;
    }
    if (!path)
        *code = edit_no_memory(s);
    return path;
}

/* From the root: with its name or without. */
static char *from_root(const edit_session *s, const char *typed)
{
    const char *root = acp_setting_get(root_of(s))->name;
    size_t length = strlen(root);
    if (!*typed)
        return strdup(root);
    bool named = strncmp(typed, root, length) == 0 && (!typed[length] || typed[length] == '/');
    return named ? strdup(typed) : join(root, "/", typed);
}

/* The place some levels up, which ".." at the start of what was typed say. */
static char *go_up(const edit_session *s, const char **typed, acp_setting_id *setting)
{
    char *path = strdup(s->place);
    *setting = s->setting;
    while (path && strncmp(*typed, "..", 2) == 0 && (!(*typed)[2] || (*typed)[2] == '/')) {
        char *last = (char *)edit_last_step(path);
        if (last > path) {
            last[-1] = '\0';
            *setting = acp_setting_get(*setting)->parent;
        }
        *typed += (*typed)[2] ? 3 : 2;
    }
    return path;
}

/* Relative to a place that "..", a name below it or nothing begins with. NULL: it is not that. */
static char *relative(const edit_session *s, const char *typed, bool *failed)
{
    acp_setting_id setting;
    const char *rest = typed;
    char *above = go_up(s, &rest, &setting), *path = NULL;
    if (above && (!*rest || strcmp(rest, ".") == 0))
        path = strdup(above);
    else if (above && (rest != typed || first_step(setting, rest) != ACP_NO_SETTING))
        path = join(above, "/", rest);
    else if (above) {
        free(above);
        return NULL;
    }
    free(above);
    *failed = !path;
    return path;
}

char *edit_path(edit_session *s, const char *typed, int *code)
{
    bool failed = false;
    *code = CMD_OK;
    if (*typed == '"' || *typed == '\'')
        return by_quoted(s, typed, code);
    char *path = *typed == '/' ? from_root(s, typed + 1) : relative(s, typed, &failed);
    if (path)
        return path;
    if (failed || *typed == '/') {
        *code = edit_no_memory(s);
        return NULL;
    }
    path = by_tail(s, typed, code);
    if (!path && *code == CMD_OK)
        path = by_entry(s, typed, code);
    return path || *code != CMD_OK ? path : by_library(s, typed, code);
}
