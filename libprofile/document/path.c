/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding what a path names in a document. */
#include <stdarg.h>
#include <stdlib.h>

#include "document/buffer.h"
#include "document/document.h"
#include "document/path.h"
#include "schema/schema.h"

#define LISTED   6 /* candidates a message names */
#define LIKENESS 2 /* edits between a wrong name and one proposed */

typedef struct {
    const acp_node **nodes;
    size_t count, size;
    bool failed; /* memory ran out */
} node_set;

static void add_node(node_set *set, const acp_node *node)
{
    if (set->count == set->size) {
        size_t size = set->size ? 2 * set->size : 16;
        const acp_node **nodes = realloc(set->nodes, size * sizeof *nodes);
        if (!nodes) {
            set->failed = true;
            return;
        }
        set->nodes = nodes;
        set->size = size;
    }
    set->nodes[set->count++] = node;
}

/* ---- names to settings ------------------------------------------------------------------- */

/* Appends to a message of limited size. */
__attribute__((format(printf, 3, 4))) static void append(char *message, size_t size,
                                                         const char *format, ...)
{
    size_t used = strlen(message);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message + used, size - used, format, arguments);
    va_end(arguments);
}

static void append_paths(char *message, size_t size, const acp_setting_id *ids, size_t count)
{
    for (size_t i = 0; i < count && i < LISTED; i++) {
        char path[512];
        acp_setting_path(ids[i], path, sizeof path);
        append(message, size, "\n  %s", path);
    }
    if (count > LISTED)
        append(message, size, "\n  and %zu more", count - LISTED);
}

/* Names like a wrong one among those of one sort (elements or attributes) below parent, or anywhere
 * in the schema if parent is ACP_NO_SETTING. */
static void propose(char *message, size_t size, const acp_document *document, acp_slice name,
                    bool attribute, acp_setting_id parent)
{
    const acp_schema *schema = &acp_schemas[acp_kinds[document->kind].schema];
    const char *proposed[3];
    unsigned count = 0, best = name.len > 2 * LIKENESS ? LIKENESS : 1;
    for (unsigned i = 0; i < schema->count; i++) {
        const acp_setting *setting = &acp_settings[schema->first + i];
        if (setting->is_attribute != attribute ||
            (parent != ACP_NO_SETTING && setting->parent != parent))
            continue;
        unsigned distance = acp_distance(name, (acp_slice){setting->name, setting->name_len}, best);
        if (distance > best)
            continue;
        if (distance < best)
            count = 0;
        best = distance;
        bool listed = false;
        for (unsigned j = 0; j < count; j++)
            listed = listed || strcmp(proposed[j], setting->name) == 0;
        if (!listed && count < sizeof proposed / sizeof *proposed)
            proposed[count++] = setting->name;
    }
    for (unsigned i = 0; i < count; i++)
        append(message, size, "%s%s%s", i == 0 ? "; did you mean " : " or ", attribute ? "@" : "",
               proposed[i]);
}

/* Another kind of document that has an element of this name; NULL: none. */
static const acp_kind_row *other_kind(const acp_document *document, acp_slice name)
{
    int own = acp_kinds[document->kind].schema;
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++) {
        const acp_kind_row *row = &acp_kinds[kind];
        if (row->schema < 0 || row->schema == own)
            continue;
        const acp_schema *schema = &acp_schemas[row->schema];
        for (unsigned i = 0; i < schema->count; i++) {
            const acp_setting *setting = &acp_settings[schema->first + i];
            if (!setting->is_attribute && acp_slice_is(name, setting->name))
                return row;
        }
    }
    return NULL;
}

static void say_unknown(const acp_document *document, const acp_path *path, const char *text,
                        char *message, size_t size)
{
    const acp_path_step *last = &path->steps[path->count - 1];
    const char *label = acp_kinds[document->kind].label;
    acp_setting_id ids[LISTED];
    char tail[256];
    snprintf(tail, sizeof tail, "%s%.*s", last->is_attribute ? "@" : "",
             (int)(last->name.len < 200 ? last->name.len : 200), last->name.ptr);
    size_t count = acp_settings_by_tail(document->kind, tail, ids, LISTED);
    if (count) {
        snprintf(message, size, "%s: there is no path \"%.200s\"; there is:", label, text);
        append_paths(message, size, ids, count);
        return;
    }
    snprintf(message, size, "%s: there is no setting \"%s\"", label, tail);
    bool telling = !last->is_attribute && acp_name_is_telling(last->name);
    const acp_kind_row *row = telling ? other_kind(document, last->name) : NULL;
    if (row)
        append(message, size, "; it belongs in %s", row->file);
    else
        propose(message, size, document, last->name, last->is_attribute, ACP_NO_SETTING);
}

/* The keys of a step's conditions are children or attributes of its setting. */
static bool resolve_keys(const acp_document *document, acp_path_step *step, char *message,
                         size_t size)
{
    for (unsigned i = 0; i < step->condition_count; i++) {
        acp_path_condition *condition = &step->conditions[i];
        if (!condition->key.len)
            continue;
        condition->setting = acp_setting_child(step->setting, condition->key.ptr,
                                               condition->key.len, condition->key_is_attribute);
        if (condition->setting != ACP_NO_SETTING)
            continue;
        snprintf(message, size, "%s has no %s\"%.*s\"", acp_settings[step->setting].name,
                 condition->key_is_attribute ? "attribute " : "",
                 (int)(condition->key.len < 200 ? condition->key.len : 200), condition->key.ptr);
        propose(message, size, document, condition->key, condition->key_is_attribute,
                step->setting);
        return false;
    }
    return true;
}

/* The steps as acp_settings_by_tail wants them. */
static bool plain_tail(acp_kind kind, const acp_path *path, acp_buffer *tail)
{
    for (unsigned i = 0; i < path->count; i++) {
        if (i || path->from_root)
            acp_buffer_putc(tail, '/');
        if (path->steps[i].is_attribute)
            acp_buffer_putc(tail, '@');
        acp_slice name = path->steps[i].name;
        /* The schema knows one of a kind's roots; the others mean the same. */
        for (const char *const *root = acp_kinds[kind].roots; i == 0 && *root; root++)
            if (acp_slice_is(name, *root))
                name = acp_slice_of(acp_settings[acp_kind_root(kind)].name);
        acp_buffer_add(tail, name.ptr, name.len);
    }
    return !tail->failed;
}

static acp_status resolve_tail(const acp_document *document, acp_path *path, const char *text,
                               char *message, size_t size)
{
    acp_setting_id ids[LISTED];
    acp_buffer tail = {0};
    if (!plain_tail(document->kind, path, &tail)) {
        acp_buffer_free(&tail);
        return ACP_NO_MEMORY;
    }
    size_t count = acp_settings_by_tail(document->kind, tail.text, ids, LISTED);
    acp_buffer_free(&tail);
    if (count == 0) {
        say_unknown(document, path, text, message, size);
        return ACP_BAD_VALUE;
    }
    if (count > 1) {
        snprintf(message, size, "\"%.200s\" fits several settings; name more of the path:", text);
        append_paths(message, size, ids, count);
        return ACP_AMBIGUOUS;
    }
    acp_setting_id id = ids[0];
    for (unsigned i = path->count; i-- > 0; id = acp_settings[id].parent)
        path->steps[i].setting = id;
    for (unsigned i = 0; i < path->count; i++)
        if (!resolve_keys(document, &path->steps[i], message, size))
            return ACP_BAD_VALUE;
    return ACP_OK;
}

/* ---- settings to nodes ------------------------------------------------------------------- */

static bool has_key(const acp_node *node, const acp_path_condition *condition)
{
    if (condition->key_is_attribute) {
        const acp_attribute *attribute = acp_node_attribute_of(node, condition->setting);
        return attribute && acp_path_key_is(condition, attribute->value);
    }
    const acp_node *child = acp_node_child(node, condition->setting);
    for (; child; child = acp_node_next_same(child))
        if (acp_path_key_is(condition, child->value))
            return true;
    return false;
}

/* Elements of one step below one parent after another, in document order. */
typedef struct {
    const acp_path_step *step;
    const acp_node *parent;
    size_t seen[ACP_PATH_CONDITIONS]; /* how many met the conditions before this one */
} filter;

static bool passes(filter *f, const acp_node *node)
{
    if (node->parent != f->parent)
        *f = (filter){.step = f->step, .parent = node->parent};
    for (unsigned i = 0; i < f->step->condition_count; i++) {
        const acp_path_condition *condition = &f->step->conditions[i];
        bool met =
            condition->key.len ? has_key(node, condition) : ++f->seen[i] == condition->position;
        if (!met)
            return false;
    }
    return true;
}

static void first_step(const acp_document *document, const acp_path_step *step, node_set *out)
{
    filter f = {.step = step};
    for (const acp_node *node = acp_document_slot(document, step->setting); node; node = node->same)
        if (passes(&f, node))
            add_node(out, node);
}

static void next_step(const acp_path_step *step, const node_set *in, node_set *out)
{
    filter f = {.step = step};
    for (size_t i = 0; i < in->count; i++)
        for (const acp_node *node = acp_node_child(in->nodes[i], step->setting); node;
             node = acp_node_next_same(node))
            if (passes(&f, node))
                add_node(out, node);
}

static node_set find_elements(const acp_document *document, const acp_path *path, unsigned count)
{
    node_set found = {0};
    const acp_path_step *step = path->steps;
    first_step(document, step, &found);
    for (unsigned i = 1; i < count; i++) {
        node_set next = {.failed = found.failed};
        next_step(&step[i], &found, &next);
        free(found.nodes);
        found = next;
    }
    return found;
}

static acp_status make_results(const node_set *found, const acp_path_step *last,
                               acp_path_result **results, size_t *count)
{
    if (found->failed)
        return ACP_NO_MEMORY;
    if (!found->count)
        return ACP_OK;
    acp_path_result *out = calloc(found->count, sizeof *out);
    if (!out)
        return ACP_NO_MEMORY;
    for (size_t i = 0; i < found->count; i++) {
        const acp_node *node = found->nodes[i];
        const acp_attribute *attribute =
            last->is_attribute ? acp_node_attribute_of(node, last->setting) : NULL;
        if (last->is_attribute && !attribute)
            continue;
        out[(*count)++] = (acp_path_result){
            .node = node,
            .value = attribute ? attribute->value : node->value,
            .is_attribute = last->is_attribute,
        };
    }
    *results = out;
    return ACP_OK;
}

acp_status acp_path_elements(const acp_document *document, const acp_path *path, unsigned count,
                             const acp_node ***nodes, size_t *found)
{
    node_set set = find_elements(document, path, count);
    *nodes = set.nodes;
    *found = set.count;
    return set.failed ? ACP_NO_MEMORY : ACP_OK;
}

/* Puts the steps from the root before the first that was written. */
static void complete(acp_path *path)
{
    acp_setting_id above = acp_settings[path->steps[0].setting].parent, id = above;
    unsigned missing = 0;
    for (; id != ACP_NO_SETTING; id = acp_settings[id].parent)
        missing++;
    if (path->count + missing > ACP_MAX_DEPTH)
        return;
    memmove(path->steps + missing, path->steps, path->count * sizeof *path->steps);
    path->count += missing;
    for (id = above; missing; id = acp_settings[id].parent)
        path->steps[--missing] = (acp_path_step){
            .name = {acp_settings[id].name, acp_settings[id].name_len}, .setting = id};
}

acp_status acp_path_resolve(const acp_document *document, const char *text, acp_path_use use,
                            acp_path *path, char *message, size_t message_size)
{
    message[0] = '\0';
    const acp_kind_row *row = acp_kind_get(document->kind);
    if (!row || row->schema < 0) {
        snprintf(message, message_size, "%s: there is no schema of elements, so there are no paths",
                 row ? row->label : "a document of unknown kind");
        return ACP_BAD_VALUE;
    }
    acp_status status = acp_path_parse(text, use, path, message, message_size);
    if (status == ACP_OK)
        status = resolve_tail(document, path, text, message, message_size);
    if (status == ACP_OK)
        complete(path);
    return status;
}

acp_status acp_path_find(const acp_document *document, const char *path, acp_path_result **results,
                         size_t *count, char *message, size_t message_size)
{
    acp_path parsed;
    char unwanted[1];
    *results = NULL;
    *count = 0;
    if (!message_size) {
        message = unwanted;
        message_size = sizeof unwanted;
    }
    acp_status status =
        acp_path_resolve(document, path, ACP_PATH_FIND, &parsed, message, message_size);
    if (status != ACP_OK)
        return status;
    const acp_path_step *last = &parsed.steps[parsed.count - 1];
    node_set found = find_elements(document, &parsed, parsed.count - last->is_attribute);
    status = make_results(&found, last, results, count);
    free(found.nodes);
    return status;
}
