/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths: what the schema has at a place, and which entries the document has there. */
#include <stdlib.h>
#include <string.h>

#include "complete.h"

typedef struct {
    completing *c;
    unsigned what;
    const char *before; /* what was typed up to the last slash, with it */
    size_t before_length;
    const char *step;       /* and behind it */
    acp_setting_id setting; /* of the element that the steps before name */
    const acp_node *node;   /* and that element, NULL: not in the document */
} paths;

/* A value is given to what has one itself, though others may stand in it. */
static char behind(const paths *p, const acp_setting *setting)
{
    bool value = p->what & COMPLETE_VALUE && setting->content != ACP_CONTENT_ELEMENTS;
    return setting->first_child != ACP_NO_SETTING && !value ? '/' : ' ';
}

static void add(paths *p, const char *name, const char *help, char behind)
{
    char *word = NULL;
    if (asprintf(&word, "%.*s%s", (int)p->before_length, p->before, name) < 0) {
        p->c->out->failed = true;
        return;
    }
    complete_add(p->c, word, help, behind);
    free(word);
}

/* ---- entries ----------------------------------------------------------------------------------
 */

static bool begins(const char *word, const char *start)
{
    return strncmp(word, start, strlen(start)) == 0;
}

/* NAME[KEY="value"], or NAME[2] of those without a key. */
static void add_entry(paths *p, const acp_setting *setting, const acp_node *node, size_t place)
{
    char *name = NULL;
    size_t size;
    acp_setting_id key = edit_key_of(acp_node_setting(node));
    acp_slice value = edit_child_value(node, key);
    FILE *out = open_memstream(&name, &size);
    if (!out) {
        p->c->out->failed = true;
        return;
    }
    fputs(setting->name, out);
    if (value.len)
        edit_put_key(out, acp_setting_get(key)->name, value);
    else
        fprintf(out, "[%zu]", place);
    fclose(out);
    if (name)
        add(p, name, NULL, behind(p, setting));
    free(name);
}

static size_t count_children(const acp_node *node, acp_setting_id id)
{
    size_t count = 0;
    for (node = node ? acp_node_first_child(node) : NULL; node; node = acp_node_next(node))
        count += acp_node_setting(node) == id;
    return count;
}

/* Where there are several, what picks one of them. Until the bracket is typed one candidate stands
 * for all: thousands would hide the others. */
static void add_entries(paths *p, acp_setting_id id, size_t count)
{
    const acp_setting *setting = acp_setting_get(id);
    size_t place = 0;
    char word[160];
    snprintf(word, sizeof word, "%s[", setting->name);
    if (!begins(p->step, word) && count > 3) {
        acp_setting_id key = edit_key_of(id);
        if (key != ACP_NO_SETTING)
            snprintf(word, sizeof word, "%s[%s=\"", setting->name, acp_setting_get(key)->name);
        add(p, word, setting->label, '\0');
        return;
    }
    for (const acp_node *node = acp_node_first_child(p->node); node; node = acp_node_next(node))
        if (acp_node_setting(node) == id)
            add_entry(p, setting, node, ++place);
}

/* ---- settings ---------------------------------------------------------------------------------
 */

static bool is_for(const paths *p, const acp_setting *setting, size_t count)
{
    if (p->what & COMPLETE_MOVE)
        return setting->max_occurs > 1 || setting->first_child != ACP_NO_SETTING;
    return !(p->what & COMPLETE_NEW) || setting->max_occurs > 1 || !count ||
           setting->first_child != ACP_NO_SETTING;
}

static void add_children(paths *p)
{
    const acp_setting *setting = acp_setting_get(p->setting);
    for (acp_setting_id id = setting->first_child; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next) {
        const acp_setting *child = acp_setting_get(id);
        size_t count = count_children(p->node, id);
        bool several =
            child->max_occurs > 1 && (count > 1 || (count && edit_key_of(id) != ACP_NO_SETTING));
        if (!is_for(p, child, count))
            continue;
        if (several && !(p->what & COMPLETE_NEW))
            add_entries(p, id, count);
        else
            add(p, child->name, child->label, behind(p, child));
    }
    for (acp_setting_id id = setting->first_attribute;
         id != ACP_NO_SETTING && p->what & COMPLETE_ATTRIBUTES; id = acp_setting_get(id)->next) {
        char name[160];
        snprintf(name, sizeof name, "@%s", acp_setting_get(id)->name);
        add(p, name, acp_setting_get(id)->label, ' ');
    }
}

/* Settings farther down, by the shortest part of their path. */
static void add_tails(paths *p)
{
    acp_kind kind = acp_document_kind(p->c->session->document);
    acp_setting_id root = acp_kind_root(kind);
    for (acp_setting_id id = root; id != ACP_NO_SETTING; id = edit_next_setting(id, root)) {
        const acp_setting *setting = acp_setting_get(id);
        char path[512];
        if (setting->is_attribute)
            continue;
        acp_setting_path(id, path, sizeof path);
        complete_add(p->c, edit_shortest(kind, path), setting->label, behind(p, setting));
    }
}

static void add_entry_names(paths *p)
{
    p->c->quotes = true;
    edit_walk w = {.chain = {acp_document_root(p->c->session->document)}};
    for (const acp_node *node = w.chain[0]; node; node = edit_walk_next(&w)) {
        acp_setting_id setting = acp_node_setting(node);
        acp_setting_id key = setting == ACP_NO_SETTING ? setting : edit_key_of(setting);
        acp_slice value = edit_child_value(node, key);
        char *name = value.len ? strndup(value.ptr, value.len) : NULL;
        if (name)
            complete_add(p->c, name, acp_setting_get(setting)->label,
                         behind(p, acp_setting_get(setting)));
        free(name);
    }
    p->c->quotes = false;
}

/* ---- what was typed
 * ------------------------------------------------------------------------------ */

static bool find_above(paths *p)
{
    edit_session *s = p->c->session;
    if (!p->before_length) {
        p->setting = s->setting;
        p->node = edit_here(s);
        return true;
    }
    edit_target target;
    char *typed = strndup(p->before, p->before_length > 1 ? p->before_length - 1 : 1);
    bool found = typed && edit_find(s, typed, &target) == CMD_OK && !target.is_attribute &&
                 target.setting != ACP_NO_SETTING;
    if (found) {
        p->setting = target.setting;
        p->node = target.node;
    }
    if (typed)
        free(target.path);
    free(typed);
    return found;
}

void complete_path(completing *c, unsigned what)
{
    size_t quoted = edit_quoted_length(c->typed);
    bool name = *c->typed == '"' || *c->typed == '\''; /* in which a slash divides nothing */
    const char *step = c->typed;
    if (strncmp(c->typed, "..", 2) == 0 && !c->typed[2]) {
        complete_add(c, "../", "one level up", '\0');
        return;
    }
    step += quoted;
    if (*step == '/' && (quoted || !name))
        step = edit_last_step(step + 1);
    else if (name)
        step = c->typed;
    else
        step = edit_last_step(step);
    paths p = {.c = c,
               .what = what,
               .before = c->typed,
               .before_length = (size_t)(step - c->typed),
               .step = step};
    size_t before = c->out->count;
    if (find_above(&p))
        add_children(&p);
    if (p.before_length || !*step)
        return;
    if (c->out->count == before)
        add_tails(&p);
    if (what & COMPLETE_ENTRIES)
        add_entry_names(&p);
}
