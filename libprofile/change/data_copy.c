/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "change/data.h"

/* As deep as a reader lets data be. */
static acp_datum *copy(acp_arena *arena, const acp_datum *data, bool is_new)
{
    acp_datum *made = acp_datum_new(arena, (acp_datum_type)data->type);
    if (!made)
        return NULL;
    *made = *data;
    made->first = made->last = made->next = NULL;
    made->count = 0;
    made->was = is_new ? NULL : data;
    const acp_datum *before = NULL;
    for (const acp_datum *child = data->first; child; before = child, child = child->next) {
        acp_datum *inner = copy(arena, child, is_new);
        if (!inner)
            return NULL;
        inner->was_behind = before;
        acp_datum_add(made, inner);
    }
    return made;
}

acp_datum *acp_data_copy(acp_arena *arena, const acp_datum *data)
{
    return copy(arena, data, false);
}

acp_datum *acp_data_copy_new(acp_arena *arena, const acp_datum *data)
{
    return copy(arena, data, true);
}

acp_datum *acp_data_find(acp_datum *data, const acp_node *node)
{
    if (data->node == node)
        return data;
    for (acp_datum *child = data->first; child; child = child->next) {
        acp_datum *found = acp_data_find(child, node);
        if (found)
            return found;
    }
    return NULL;
}

void acp_data_put(acp_datum *parent, acp_datum *behind, acp_datum *child)
{
    child->next = behind ? behind->next : parent->first;
    if (behind)
        behind->next = child;
    else
        parent->first = child;
    if (!child->next)
        parent->last = child;
    parent->count++;
}

void acp_data_remove(acp_datum *parent, acp_datum *child)
{
    child->goes = true;
    parent->count--;
}
