/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "change/target.h"

#include <stdlib.h>

#include "schema/schema.h"

#define LISTED 6 /* places a message names */

static acp_status say_several(const acp_document *document, const acp_target *target,
                              const acp_node **nodes, size_t count, char *message, size_t size)
{
    acp_arena arena = {0};
    acp_buffer text = {0};
    const acp_setting *setting = acp_setting_get(target->path.steps[target->there - 1].setting);
    acp_buffer_printf(&text, "there are %zu %s; pick one of them:", count, setting->name);
    for (size_t i = 0; i < count && i < LISTED; i++) {
        const char *path = acp_node_path(&arena, document, nodes[i], NULL);
        acp_buffer_printf(&text, "\n  %s", path ? path : "");
    }
    if (count > LISTED)
        acp_buffer_printf(&text, "\n  and %zu more", count - LISTED);
    snprintf(message, size, "%s", text.text ? text.text : "");
    acp_clip_text(message);
    acp_status status = text.failed || arena.failed ? ACP_NO_MEMORY : ACP_AMBIGUOUS;
    acp_buffer_free(&text);
    acp_arena_free(&arena);
    return status;
}

/* The longest beginning of the path that is in the document. The root always is. */
static acp_status find_beginning(const acp_document *document, acp_target *target, unsigned most,
                                 char *message, size_t size)
{
    for (target->there = most; target->there; target->there--) {
        const acp_node **nodes;
        size_t count;
        acp_status status =
            acp_path_elements(document, &target->path, target->there, &nodes, &count);
        if (status == ACP_OK && count > 1)
            status = say_several(document, target, nodes, count, message, size);
        target->node = status == ACP_OK && count ? nodes[0] : NULL;
        free(nodes);
        if (status != ACP_OK || target->node)
            return status;
    }
    snprintf(message, size, "the root of the document is not the %s that the path begins with",
             acp_setting_get(target->path.steps[0].setting)->name);
    return ACP_NOT_FOUND;
}

static unsigned first_append(const acp_target *target)
{
    unsigned i = 0;
    while (i < target->elements &&
           !(target->path.steps[i].condition_count && target->path.steps[i].conditions[0].append))
        i++;
    return i;
}

/* A position says which of several; there is nothing to make of it. */
static bool has_position(const acp_target *target, char *message, size_t size)
{
    for (unsigned i = target->there; i < target->elements; i++) {
        const acp_path_step *step = &target->path.steps[i];
        for (unsigned c = 0; c < step->condition_count; c++) {
            if (!step->conditions[c].position)
                continue;
            const char *name = acp_setting_get(step->setting)->name;
            snprintf(message, size, "there is no %s[%zu]; %s[+] makes another %s", name,
                     step->conditions[c].position, name, name);
            return true;
        }
    }
    return false;
}

acp_status acp_target_find(const acp_document *document, const char *path, acp_path_use use,
                           acp_target *out, char *message, size_t message_size)
{
    acp_status status = acp_path_resolve(document, path, use, &out->path, message, message_size);
    if (status != ACP_OK)
        return status;
    const acp_path_step *last = &out->path.steps[out->path.count - 1];
    out->elements = out->path.count - last->is_attribute;
    out->setting = last->setting;
    status = find_beginning(document, out, first_append(out), message, message_size);
    if (status == ACP_OK && has_position(out, message, message_size))
        status = ACP_NOT_FOUND;
    return status;
}
