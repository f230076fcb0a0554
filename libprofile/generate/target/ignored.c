/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Written settings that the endpoints do not honor: those of other platforms and of newer clients.
 */
#include "generate/target/target.h"

/* "macos and linux" of their bits. */
static void name_platforms(unsigned bits, char *buffer, size_t size)
{
    size_t used = 0;
    const char *name;
    *buffer = '\0';
    for (unsigned i = 0; (name = acp_platform_name(i)); i++) {
        if (!(bits >> i & 1))
            continue;
        bool last = !(bits >> (i + 1));
        int length = snprintf(buffer + used, size - used, "%s%s",
                              !used  ? ""
                              : last ? " and "
                                     : ", ",
                              name);
        used += (size_t)length < size - used ? (size_t)length : size - used - 1;
    }
}

typedef struct {
    acp_job *job;
    const acp_member *member;
    /* Said so far: profiles have dozens of settings for the same few platforms. */
    const char *settings[ACP_PLATFORMS_ALL + 1], *values[ACP_PLATFORMS_ALL + 1];
    acp_buffer path; /* starts with that of above: most settings are its children, too */
    const acp_node *above;
    size_t above_length;
} ignored_walk;

static const char *path_of(ignored_walk *walk, const acp_node *node, const acp_attribute *attribute)
{
    acp_buffer *path = &walk->path;
    if (node->parent != walk->above) {
        path->length = 0;
        acp_node_put_path(path, node->parent, NULL);
        walk->above = node->parent;
        walk->above_length = path->length;
    }
    path->length = walk->above_length;
    acp_node_put_step(path, node, attribute);
    return acp_arena_copy(&walk->job->out->arena, path->text, path->length);
}

static void note(ignored_walk *walk, const acp_node *node, const acp_attribute *attribute,
                 const char *why)
{
    acp_output *out = walk->job->out;
    const acp_document *document = walk->member->document;
    uint32_t offset = attribute ? attribute->name_span.start : node->name_span.start;
    acp_output_add_ignored(out, (acp_output_ignored){walk->member->name,
                                                     acp_document_position(document, offset),
                                                     path_of(walk, node, attribute), why});
}

static const char *why(ignored_walk *walk, const char **said, const char *what, unsigned platforms)
{
    char where[128];
    if (!said[platforms]) {
        name_platforms(platforms, where, sizeof where);
        said[platforms] =
            acp_arena_printf(&walk->job->out->arena, "%s has an effect on %s only", what, where);
    }
    return said[platforms];
}

static void look_at(ignored_walk *walk, const acp_node *node, const acp_attribute *attribute,
                    acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    acp_slice text = attribute ? acp_slice_trim(attribute->value) : node->value;
    unsigned wanted = walk->job->platforms;
    if (!setting || !wanted)
        return;
    if (setting->platforms && !(setting->platforms & wanted)) {
        note(walk, node, attribute, why(walk, walk->settings, "it", setting->platforms));
        return;
    }
    for (unsigned i = 0; i < setting->value_count; i++)
        if (setting->values[i].platforms && !(setting->values[i].platforms & wanted) &&
            acp_slice_is(text, setting->values[i].name))
            note(walk, node, attribute,
                 why(walk, walk->values, "this value", setting->values[i].platforms));
    if (setting->since > walk->job->client_version)
        note(walk, node, attribute,
             acp_arena_printf(&walk->job->out->arena, "clients before %u.%u do not know it",
                              setting->since >> 8, setting->since & 0xFFu));
}

static const acp_node *next_element(const acp_node *node)
{
    const acp_node *next = acp_node_first_child(node);
    while (node && !next) {
        next = acp_node_next(node);
        node = node->parent;
    }
    return next;
}

/* What stands below a setting that is ignored is so, too, and not named again. */
static const acp_node *behind(const acp_node *node)
{
    const acp_node *next = NULL;
    for (; node && !next; node = node->parent)
        next = acp_node_next(node);
    return next;
}

static void look_through(ignored_walk *walk)
{
    const acp_node *node = walk->member->document->root;
    while (node) {
        size_t before = walk->job->out->ignored_count;
        look_at(walk, node, NULL, node->setting);
        bool ignored = walk->job->out->ignored_count > before;
        for (unsigned i = 0; i < node->attribute_count && !ignored; i++)
            look_at(walk, node, &node->attributes[i], node->attributes[i].setting);
        node = ignored ? behind(node) : next_element(node);
    }
}

void acp_job_note_ignored(acp_job *job, const acp_job_input *first, const acp_job_input *end)
{
    ignored_walk walk = {.job = job};
    for (const acp_job_input *input = first; input < end; input++) {
        walk.member = input->member;
        if (walk.member->role == ACP_ROLE_DOCUMENT && walk.member->document)
            look_through(&walk);
    }
    job->out->no_memory |= walk.path.failed;
    acp_buffer_free(&walk.path);
}
