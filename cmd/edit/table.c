/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An element as a table: what can be set in it, what is set, and what holds otherwise. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"

#define MOST_ENTRIES  20 /* of a list that stands in another element */
#define LEAST_COLUMNS 10

typedef struct {
    char *name, *label, *value, *fallback;
} row;

typedef struct {
    const edit_session *session;
    row *rows;
    size_t count, size;
    bool failed;
} table;

static acp_slice slice(const char *text)
{
    return (acp_slice){text, strlen(text)};
}

const char *edit_default(const edit_session *s, const acp_setting *setting)
{
    return acp_setting_default(setting, cmd_client_version(&s->options.check));
}

void edit_put_key(FILE *out, const char *name, acp_slice key)
{
    fprintf(out, "[%s=\"", name);
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == '"')
            putc('"', out);
        putc(key.ptr[i], out);
    }
    fputs("\"]", out);
}

/* ---- rows --------------------------------------------------------------------------------------
 */

static char *copy(table *t, acp_slice text)
{
    char *made = strndup(text.ptr ? text.ptr : "", text.len);
    t->failed |= !made;
    return made;
}

static void add_row(table *t, unsigned level, const char *name, const char *label, acp_slice value,
                    const char *fallback)
{
    if (t->count == t->size) {
        size_t size = t->size ? 2 * t->size : 64;
        row *grown = realloc(t->rows, size * sizeof *grown);
        if (!grown) {
            t->failed = true;
            return;
        }
        t->rows = grown;
        t->size = size;
    }
    row *made = &t->rows[t->count++];
    *made = (row){.label = copy(t, slice(label)),
                  .value = copy(t, value),
                  .fallback = copy(t, slice(fallback))};
    if (asprintf(&made->name, "%*s%s", (int)(2 * level), "", name) < 0) {
        made->name = NULL;
        t->failed = true;
    }
}

static void free_table(table *t)
{
    for (size_t i = 0; i < t->count; i++) {
        free(t->rows[i].name);
        free(t->rows[i].label);
        free(t->rows[i].value);
        free(t->rows[i].fallback);
    }
    free(t->rows);
}

/* ---- what stands in them -----------------------------------------------------------------------
 */

/* NAME[KEY="..."] or NAME[2]. */
static char *entry_name(table *t, const acp_node *node, size_t place)
{
    char *name = NULL;
    size_t size;
    FILE *out = open_memstream(&name, &size);
    acp_setting_id key = edit_key_of(acp_node_setting(node));
    acp_slice value = edit_child_value(node, key);
    if (!out) {
        t->failed = true;
        return NULL;
    }
    fputs(acp_setting_get(acp_node_setting(node))->name, out);
    if (value.len)
        edit_put_key(out, acp_setting_get(key)->name, value);
    else
        fprintf(out, "[%zu]", place);
    fclose(out);
    return name;
}

/* What tells most about an entry beside its name: the value behind the key. */
static acp_slice entry_value(const acp_node *node)
{
    acp_setting_id key = edit_key_of(acp_node_setting(node));
    if (acp_node_value(node).len || !acp_node_first_child(node))
        return acp_node_value(node);
    const acp_node *child = acp_node_first_child(node);
    while (child && (acp_node_setting(child) == key || acp_node_first_child(child)))
        child = acp_node_next(child);
    return child ? acp_node_value(child) : (acp_slice){0};
}

static void add_settings(table *t, acp_setting_id setting, const acp_node *node, unsigned level,
                         bool all);

static void add_entries(table *t, const acp_setting *setting, const acp_node *first, unsigned level,
                        bool all)
{
    size_t place = 0;
    const acp_node *entry = first;
    for (; entry && (all || place < MOST_ENTRIES); entry = cmd_node_next_same(entry)) {
        char *name = entry_name(t, entry, ++place);
        add_row(t, level, name ? name : "", setting->label, entry_value(entry), "");
        free(name);
    }
    size_t more = 0;
    for (; entry; entry = cmd_node_next_same(entry))
        more++;
    char text[64];
    snprintf(text, sizeof text, "... and %zu more", more);
    if (more)
        add_row(t, level, text, "", (acp_slice){0}, "");
}

static void add_attributes(table *t, const acp_setting *setting, const acp_node *node,
                           unsigned level, bool all)
{
    for (acp_setting_id id = setting->first_attribute; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next) {
        const acp_setting *attribute = acp_setting_get(id);
        acp_slice value = node ? acp_node_attribute_value(node, id) : (acp_slice){NULL, 0};
        const char *fallback = edit_default(t->session, attribute);
        char name[160];
        snprintf(name, sizeof name, "@%s", attribute->name);
        if (all || value.ptr)
            add_row(t, level, name, attribute->label, value.ptr ? value : slice("-"),
                    fallback ? fallback : "");
    }
}

/* all: also what is not written. */
static void add_setting(table *t, acp_setting_id id, const acp_node *parent, unsigned level,
                        bool all)
{
    const acp_setting *setting = acp_setting_get(id);
    const acp_node *node = cmd_node_child(parent, id);
    const char *fallback = edit_default(t->session, setting);
    if (!node && !all)
        return;
    if (node && setting->max_occurs > 1) {
        add_entries(t, setting, node, level, all && level == 0);
        return;
    }
    acp_slice value = node ? acp_node_value(node) : slice("-");
    add_row(t, level, setting->name, setting->label, value, fallback ? fallback : "");
    if (node)
        add_settings(t, id, node, level + 1, false);
}

/* The schema is finite and has no circles: the levels are its own. */
static void add_settings(table *t, acp_setting_id setting, const acp_node *node, unsigned level,
                         bool all)
{
    add_attributes(t, acp_setting_get(setting), node, level, all);
    for (acp_setting_id id = acp_setting_get(setting)->first_child; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next)
        add_setting(t, id, node, level, all);
}

/* What the schema does not have, in whatever words. */
static void add_unknown(table *t, const acp_node *node)
{
    const acp_node *child = node ? acp_node_first_child(node) : NULL;
    for (; child; child = acp_node_next(child)) {
        if (acp_node_setting(child) != ACP_NO_SETTING)
            continue;
        char *name = copy(t, acp_node_name(child));
        add_row(t, 0, name ? name : "", "(not in the schema)", acp_node_value(child), "");
        free(name);
    }
}

/* ---- on paper -----------------------------------------------------------------------------------
 */

static unsigned widest(const table *t, size_t column, unsigned least)
{
    for (size_t i = 0; i < t->count; i++) {
        const char *const cells[] = {t->rows[i].name, t->rows[i].label, t->rows[i].value};
        unsigned columns = edit_columns(slice(cells[column]));
        least = columns > least ? columns : least;
    }
    return least;
}

/* Makes columns narrower until all fit: what is long only once first, then the label, which says
 * what the name does too, and the name last, which is what one has to type. The default stands at
 * the end and may run out. */
static void fit(unsigned *widths, unsigned width)
{
    static const struct {
        size_t column;
        unsigned least;
    } order[] = {{2, 28}, {1, 20}, {2, LEAST_COLUMNS}, {1, LEAST_COLUMNS}, {0, LEAST_COLUMNS}};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        while (width && widths[0] + widths[1] + widths[2] + 6 + LEAST_COLUMNS > width &&
               widths[order[i].column] > order[i].least)
            widths[order[i].column]--;
}

static void put_row(const row *one, const unsigned *widths, unsigned width)
{
    const char *const cells[] = {one->name, one->label, one->value, one->fallback};
    unsigned used = widths[0] + widths[1] + widths[2] + 6;
    size_t last = 3;
    while (last && !*cells[last])
        last--;
    for (size_t i = 0; i <= last; i++) {
        unsigned room = i < 3 ? widths[i] : width > used ? width - used : 0;
        edit_put_cell(slice(cells[i]), room, i < last);
        fputs(i < last ? "  " : "\n", stdout);
    }
}

static void put_table(table *t)
{
    row head = {(char[]){"Setting"}, (char[]){"Label"}, (char[]){"Value"}, (char[]){"Default"}};
    unsigned width = cmd_width(stdout);
    unsigned widths[] = {widest(t, 0, 7), widest(t, 1, 5), widest(t, 2, 5)};
    if (t->failed) {
        edit_no_memory(t->session);
    } else {
        fit(widths, width);
        put_row(&head, widths, width);
        for (size_t i = 0; i < t->count && !edit_is_stopped(t->session); i++)
            put_row(&t->rows[i], widths, width);
    }
    free_table(t);
}

void edit_print_table(const edit_session *s, acp_setting_id setting, const acp_node *node,
                      bool is_place)
{
    table t = {.session = s};
    const acp_setting *own = acp_setting_get(setting);
    const char *fallback = edit_default(s, own);
    if (own->type != ACP_TYPE_NONE)
        add_row(&t, 0, ".", own->label, node ? acp_node_value(node) : slice("-"),
                fallback ? fallback : "");
    add_settings(&t, setting, node, 0, is_place);
    add_unknown(&t, node);
    put_table(&t);
}

const char *edit_shortest(acp_kind kind, const char *path)
{
    const char *tail = path + strlen(path);
    acp_setting_id found;
    while (tail > path) {
        do
            tail--;
        while (tail > path && tail[-1] != '/');
        if (acp_settings_by_tail(kind, tail, &found, 1) == 1)
            return tail;
    }
    return path;
}

void edit_print_pane(const edit_session *s, const acp_pane *pane)
{
    table t = {.session = s};
    for (size_t i = 0; i < pane->count; i++) {
        const acp_setting *setting = acp_setting_get(pane->settings[i]);
        const char *fallback = edit_default(s, setting);
        char path[512];
        acp_setting_path(pane->settings[i], path, sizeof path);
        acp_path_result first;
        size_t count = edit_look_up(s, path, &first);
        char several[32];
        snprintf(several, sizeof several, "(%zu)", count);
        acp_slice value = count > 1 ? slice(several) : count ? first.value : slice("-");
        add_row(&t, 0, edit_shortest(acp_document_kind(s->document), path), setting->label, value,
                fallback ? fallback : "");
    }
    put_table(&t);
}
