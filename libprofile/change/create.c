/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "change/create.h"

#include "change/edit_private.h"
#include "schema/schema.h"

/* What is written, as acp_edit_insert_child lays it out: a line feed starts a line, tabs behind it
 * are levels. */
typedef struct {
    const acp_target *target;
    acp_slice prefix; /* of the elements around */
    acp_slice value;
    uint16_t client_version;
    acp_buffer out;
} creation;

static void add_name(creation *c, acp_setting_id setting)
{
    acp_buffer_printf(&c->out, "%.*s%s%s", ACP_SLICE_ARGS(c->prefix), c->prefix.len ? ":" : "",
                      acp_setting_get(setting)->name);
}

static void add_attribute(creation *c, acp_setting_id setting, acp_slice value)
{
    acp_buffer_printf(&c->out, " %s=\"", acp_setting_get(setting)->name);
    acp_add_escaped(&c->out, value, '"');
    acp_buffer_putc(&c->out, '"');
}

static void new_line(creation *c, unsigned level)
{
    acp_buffer_putc(&c->out, '\n');
    while (level--)
        acp_buffer_putc(&c->out, '\t');
}

/* The children of a step that are its keys, those that the schema has before a setting or those
 * that it has from it on. Returns whether there are any. */
static bool add_keys(creation *c, const acp_path_step *step, unsigned level, acp_setting_id next,
                     bool before)
{
    bool any = false;
    unsigned count = step->condition_count;
    /* Two keys go in the order of the schema. */
    bool swapped = count == 2 && step->conditions[0].setting > step->conditions[1].setting;
    for (unsigned i = 0; i < count; i++) {
        const acp_path_condition *key = &step->conditions[swapped ? count - 1 - i : i];
        if (!key->key.len || key->key_is_attribute || key->setting == next ||
            (key->setting < next) != before)
            continue;
        acp_buffer text = {0};
        acp_path_key_text(key, &text);
        new_line(c, level);
        acp_buffer_putc(&c->out, '<');
        add_name(c, key->setting);
        acp_buffer_putc(&c->out, '>');
        acp_add_content(&c->out, (acp_slice){text.text, text.length});
        acp_buffer_puts(&c->out, "</");
        add_name(c, key->setting);
        acp_buffer_putc(&c->out, '>');
        c->out.failed |= text.failed;
        acp_buffer_free(&text);
        any = true;
    }
    return any;
}

static void add_attributes(creation *c, const acp_path_step *step, bool last)
{
    const acp_target *target = c->target;
    bool named = last && acp_target_is_attribute(target);
    for (unsigned i = 0; i < step->condition_count; i++) {
        const acp_path_condition *key = &step->conditions[i];
        if (!key->key.len || !key->key_is_attribute || (named && key->setting == target->setting))
            continue;
        acp_buffer text = {0};
        acp_path_key_text(key, &text);
        add_attribute(c, key->setting, (acp_slice){text.text, text.length});
        c->out.failed |= text.failed;
        acp_buffer_free(&text);
    }
    if (named)
        add_attribute(c, target->setting, c->value);
}

/* What an element holds itself: the value, or around it what the client takes it to have. */
static void add_content(creation *c, const acp_path_step *step, bool last)
{
    const acp_setting *row = acp_setting_get(step->setting);
    bool value = last && !acp_target_is_attribute(c->target);
    const char *own =
        row->content == ACP_CONTENT_ELEMENTS ? NULL : acp_setting_default(row, c->client_version);
    if (value)
        acp_add_content(&c->out, c->value);
    else if (own)
        acp_add_content(&c->out, acp_slice_of(own));
}

static void write_elements(creation *c)
{
    const acp_target *target = c->target;
    const acp_path_step *steps = target->path.steps + target->there;
    unsigned count = target->elements - target->there;
    bool inside[ACP_MAX_DEPTH] = {false}; /* the element has others in it */
    for (unsigned i = 0; i < count; i++) {
        bool last = i + 1 == count;
        if (i)
            new_line(c, i);
        acp_buffer_putc(&c->out, '<');
        add_name(c, steps[i].setting);
        add_attributes(c, &steps[i], last);
        acp_buffer_putc(&c->out, '>');
        add_content(c, &steps[i], last);
        bool keys =
            add_keys(c, &steps[i], i + 1, last ? ACP_NO_SETTING : steps[i + 1].setting, true);
        inside[i] = keys || !last;
    }
    for (unsigned i = count; i-- > 0;) {
        if (i + 1 < count)
            add_keys(c, &steps[i], i + 1, steps[i + 1].setting, false);
        if (inside[i])
            new_line(c, i);
        acp_buffer_puts(&c->out, "</");
        add_name(c, steps[i].setting);
        acp_buffer_putc(&c->out, '>');
    }
}

/* A step below an entry that is its key would have to be there twice, or with two values. */
static bool contradicts(const acp_target *target, acp_slice value, char *message, size_t size)
{
    const acp_path *path = &target->path;
    for (unsigned i = target->there; i + 1 < path->count; i++) {
        for (unsigned k = 0; k < path->steps[i].condition_count; k++) {
            const acp_path_condition *key = &path->steps[i].conditions[k];
            if (!key->key.len || key->setting != path->steps[i + 1].setting)
                continue;
            if (i + 2 == path->count && acp_path_key_is(key, value))
                continue;
            snprintf(message, size,
                     "there is no %s whose %.*s is \"%.*s\", so there is none to give another",
                     acp_setting_get(path->steps[i].setting)->name, ACP_SLICE_ARGS(key->key),
                     ACP_SLICE_ARGS(acp_shown(key->quoted)));
            return true;
        }
    }
    return false;
}

bool acp_create(acp_edits *edits, const acp_target *target, acp_slice value,
                uint16_t client_version, char *message, size_t message_size)
{
    if (contradicts(target, value, message, message_size))
        return false;
    creation c = {.target = target,
                  .prefix = acp_slice_prefix(target->node->name),
                  .value = value,
                  .client_version = client_version};
    write_elements(&c);
    if (!c.out.failed)
        acp_edit_insert_child(edits, target->node, target->path.steps[target->there].setting,
                              c.out.text);
    edits->failed |= c.out.failed;
    acp_buffer_free(&c.out);
    return true;
}
