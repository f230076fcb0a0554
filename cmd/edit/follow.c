/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Staying at an element while the document around it changes: entries get other names, and come and
 * go. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"

/* ---- steps of paths ------------------------------------------------------------------------- */

size_t edit_step_length(const char *path)
{
    size_t length = 0;
    bool inside = false;
    char quote = '\0';
    for (; path[length]; length++) {
        char c = path[length];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (inside && (c == '"' || c == '\''))
            quote = c;
        else if (c == '[' || c == ']')
            inside = c == '[';
        else if (c == '/' && !inside)
            break;
    }
    return length;
}

const char *edit_last_step(const char *path)
{
    for (;;) {
        size_t length = edit_step_length(path);
        if (!path[length])
            return path;
        path += length + 1;
    }
}

bool edit_is_within(const char *path, const char *above)
{
    size_t length = strlen(above);
    return strncmp(path, above, length) == 0 && (!path[length] || path[length] == '/');
}

/* ---- the same element in another document --------------------------------------------------- */

size_t edit_place_among(const acp_node *parent, const acp_node *node, size_t *count)
{
    size_t place = 0;
    *count = 0;
    for (const acp_node *at = acp_node_first_child(parent); at; at = acp_node_next(at)) {
        *count += acp_node_setting(at) == acp_node_setting(node);
        if (at == node)
            place = *count;
    }
    return place;
}

/* "NAME[PLACE]/NAME[PLACE]...", each with "#COUNT" behind it. */
char *edit_place_note(const edit_session *s)
{
    char *note = NULL, *path = strdup(s->place);
    size_t size;
    FILE *text = path ? open_memstream(&note, &size) : NULL;
    const acp_node *above = acp_document_root(s->document);
    if (!text) {
        free(path);
        return NULL;
    }
    for (size_t end = edit_step_length(path); above && path[end];) {
        end += 1 + edit_step_length(path + end + 1);
        char next = path[end];
        path[end] = '\0';
        const acp_node *node = edit_only(s, path);
        path[end] = next;
        size_t count, place = node ? edit_place_among(above, node, &count) : 0;
        if (place)
            fprintf(text, "%s %zu %zu\n", acp_setting_get(acp_node_setting(node))->name, place,
                    count);
        above = place ? node : NULL;
    }
    bool fine = fclose(text) == 0 && above;
    free(path);
    if (!fine)
        free(note);
    return fine ? note : NULL;
}

/* The element that stands where a note says, if there are as many beside it as there were: then it
 * is the same under another name. */
static const acp_node *find_noted(const edit_session *s, const char *note)
{
    const acp_node *node = acp_document_root(s->document);
    while (node && *note) {
        char name[128];
        size_t place, count, there = 0, all;
        if (sscanf(note, "%127s %zu %zu", name, &place, &count) != 3)
            return NULL;
        acp_setting_id setting =
            acp_setting_child(acp_node_setting(node), name, strlen(name), false);
        const acp_node *parent = node;
        for (node = acp_node_first_child(parent); node; node = acp_node_next(node))
            if (acp_node_setting(node) == setting && ++there == place)
                break;
        if (node && (edit_place_among(parent, node, &all) != place || all != count))
            return NULL;
        note = strchr(note, '\n') + 1;
    }
    return node;
}

/* Leaves an entry that is gone, for what held it. An element that there can be one of is a place
 * also when it is not there. */
static void leave_gone(edit_session *s)
{
    size_t end = edit_step_length(s->place);
    while (s->place[end]) {
        size_t next = end + 1 + edit_step_length(s->place + end + 1);
        char behind = s->place[next];
        s->place[next] = '\0';
        bool gone = s->place[next - 1] == ']' && !edit_only(s, s->place);
        s->place[next] = behind;
        if (gone)
            break;
        end = next;
    }
    for (const char *step = s->place + end; *step; step += 1 + edit_step_length(step + 1))
        s->setting = acp_setting_get(s->setting)->parent;
    s->place[end] = '\0';
}

void edit_place_follow(edit_session *s, const char *before)
{
    const acp_node *node = before ? edit_only(s, s->place) : NULL;
    if (before && !node)
        node = find_noted(s, before);
    size_t length = node ? acp_node_path_text(s->document, node, NULL, 0) : 0;
    char *path = length ? malloc(length + 1) : NULL;
    if (path) {
        acp_node_path_text(s->document, node, path, length + 1);
        free(s->place);
        s->place = path;
        s->setting = acp_node_setting(node);
        return;
    }
    leave_gone(s);
}
