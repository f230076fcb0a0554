/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the session is, and the one place a path names. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"

#define LISTED 6 /* places a message names */

/* ---- what paths name in the document --------------------------------------------------------- */

size_t edit_look_up(const edit_session *s, const char *path, acp_path_result *first)
{
    acp_path_result *found;
    size_t count;
    char message[1];
    *first = (acp_path_result){0};
    if (acp_path_find(s->document, path, &found, &count, message, sizeof message) != ACP_OK)
        return 0;
    if (count)
        *first = found[0];
    free(found);
    return count;
}

const acp_node *edit_only(const edit_session *s, const char *path)
{
    acp_path_result first;
    return edit_look_up(s, path, &first) == 1 ? first.node : NULL;
}

const acp_node *edit_here(const edit_session *s)
{
    return edit_only(s, s->place);
}

char *edit_path_of(const edit_session *s, const acp_node *node)
{
    size_t length = acp_node_path_text(s->document, node, NULL, 0);
    char *path = length ? malloc(length + 1) : NULL;
    if (path)
        acp_node_path_text(s->document, node, path, length + 1);
    return path;
}

/* ---- entries -------------------------------------------------------------------------------- */

acp_setting_id edit_key_of(acp_setting_id setting)
{
    static const char *const keys[] = {"HostName", "Name"};
    const acp_setting *row = acp_setting_get(setting);
    for (size_t i = 0; row->max_occurs > 1 && i < sizeof keys / sizeof *keys; i++) {
        acp_setting_id key = acp_setting_child(setting, keys[i], strlen(keys[i]), false);
        if (key != ACP_NO_SETTING)
            return key;
    }
    return ACP_NO_SETTING;
}

acp_slice edit_child_value(const acp_node *node, acp_setting_id child)
{
    const acp_node *at = child != ACP_NO_SETTING ? cmd_node_child(node, child) : NULL;
    if (!at)
        return (acp_slice){NULL, 0};
    acp_slice value = acp_node_value(at);
    return (acp_slice){value.ptr ? value.ptr : "", value.len};
}

const acp_node *edit_walk_next(edit_walk *w)
{
    const acp_node *child = acp_node_first_child(w->chain[w->depth]);
    if (child && w->depth < ACP_MAX_DEPTH)
        return w->chain[++w->depth] = child;
    while (w->depth) {
        const acp_node *next = acp_node_next(w->chain[w->depth]);
        if (next)
            return w->chain[w->depth] = next;
        w->depth--;
    }
    return NULL;
}

/* ---- one place ------------------------------------------------------------------------------ */

acp_setting_id edit_setting_of(const edit_session *s, const char *path)
{
    acp_setting_id id = ACP_NO_SETTING;
    size_t size = strlen(path) + 1;
    char *plain = malloc(size);
    if (!plain)
        return id;
    cmd_path_without_picks(path, plain, size);
    if (acp_settings_by_tail(acp_document_kind(s->document), plain, &id, 1) != 1)
        id = ACP_NO_SETTING;
    free(plain);
    return id;
}

static int say_places(const edit_session *s, const acp_path_result *found, size_t count)
{
    char *list = NULL;
    size_t size;
    FILE *text = open_memstream(&list, &size);
    if (!text)
        return edit_no_memory(s);
    for (size_t i = 0; i < count && i < LISTED; i++) {
        char *path = edit_path_of(s, found[i].node);
        fprintf(text, "\n  %s", path ? path : "");
        free(path);
    }
    if (count > LISTED)
        fprintf(text, "\n  and %zu more", count - LISTED);
    fclose(text);
    acp_slice name = acp_node_name(found[0].node);
    edit_fail(s, "there are %zu %.*s; pick one of them:%s", count, (int)name.len, name.ptr,
              list ? list : "");
    free(list);
    return CMD_USAGE;
}

static bool is_attribute(const char *path)
{
    return *edit_last_step(path) == '@';
}

/* An attribute that is not written has an element it would be on. */
static void find_owner(const edit_session *s, edit_target *out)
{
    acp_path_result first;
    char *last = (char *)edit_last_step(out->path);
    if (last == out->path)
        return;
    last[-1] = '\0';
    edit_look_up(s, out->path, &first);
    out->node = first.node;
    last[-1] = '/';
}

int edit_find(edit_session *s, const char *typed, edit_target *out)
{
    int code;
    acp_path_result *found;
    size_t count;
    char message[2048];
    *out = (edit_target){.setting = ACP_NO_SETTING};
    out->path = edit_path(s, typed, &code);
    if (!out->path)
        return code;
    acp_status status =
        acp_path_find(s->document, out->path, &found, &count, message, sizeof message);
    if (status == ACP_NO_MEMORY)
        return edit_no_memory(s);
    if (status != ACP_OK) {
        edit_fail(s, "%s", message);
        return CMD_USAGE;
    }
    out->is_attribute = is_attribute(out->path);
    if (count > 1)
        code = say_places(s, found, count);
    else if (count == 1)
        out->node = found[0].node;
    else if (strpbrk(edit_last_step(out->path), "[")) {
        edit_fail(s, "there is no %s", out->path);
        code = CMD_FINDINGS;
    }
    out->written = count == 1;
    out->setting = count == 1 && !out->is_attribute ? acp_node_setting(out->node)
                                                    : edit_setting_of(s, out->path);
    free(found);
    if (code == CMD_OK && !count && out->is_attribute)
        find_owner(s, out);
    return code;
}

int edit_go(edit_session *s, const char *typed)
{
    edit_target target;
    if (!s->place) { /* the first time */
        s->setting = acp_kind_root(acp_document_kind(s->document));
        s->place = strdup(acp_setting_get(s->setting)->name);
        return s->place ? CMD_OK : edit_no_memory(s);
    }
    int code = edit_find(s, typed, &target);
    if (code == CMD_OK && target.is_attribute) {
        edit_fail(s, "%s is an attribute and holds nothing to go to", target.path);
        code = CMD_USAGE;
    }
    char *path = code == CMD_OK && target.node ? edit_path_of(s, target.node) : NULL;
    if (code == CMD_OK && target.node && !path)
        code = edit_no_memory(s);
    if (code == CMD_OK) {
        free(s->place);
        s->place = path ? path : target.path;
        s->setting = target.setting;
        target.path = path ? target.path : NULL;
    }
    free(target.path);
    return code;
}
