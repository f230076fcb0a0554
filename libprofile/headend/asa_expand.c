/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: what objects and object groups stand for. Groups may hold groups, each other and themselves,
 * so nothing here recurses, and no group is gone through twice. */
#include <stdlib.h>

#include "headend/asa_read.h"

#define MOST 1000000u

static size_t saturated(size_t count)
{
    return count < MOST ? count : MOST;
}

/* ---- how many -------------------------------------------------------------------------------- */

static bool has_family(uint8_t written, uint8_t family)
{
    return written == 0 || written == family;
}

/* Networks of a family that an address stands for. A name nobody defines still makes one entry. */
static size_t address_size(const acp_names *names, const acp_asa_address *address, uint8_t family)
{
    if (address->kind == ACP_ASA_ADDRESS_GROUP) {
        const acp_asa_group_builder *group =
            acp_names_find(&names[ACP_ASA_NAME_OBJECT_GROUP], address->value.text);
        return group ? group->sizes[family == 6] : 1;
    }
    if (address->kind == ACP_ASA_ADDRESS_OBJECT) {
        const acp_asa_object *object =
            acp_names_find(&names[ACP_ASA_NAME_OBJECT], address->value.text);
        return !object || has_family(object->address.family, family);
    }
    return has_family(address->family, family);
}

static acp_asa_group_builder *group_in(const acp_asa_reader *reader, const acp_asa_member *member)
{
    return member->address.kind == ACP_ASA_ADDRESS_GROUP
               ? acp_asa_named(reader, ACP_ASA_NAME_OBJECT_GROUP, member->address.value.text)
               : NULL;
}

typedef struct {
    acp_asa_group_builder *group;
    const acp_asa_member *next;
} count_step;

/* Adds up a group when all groups in it are counted. */
static void add_up(const acp_asa_reader *reader, acp_asa_group_builder *group)
{
    for (const acp_asa_member *m = group->group.members; m; m = m->next) {
        const acp_asa_group_builder *in = group_in(reader, m);
        for (size_t v6 = 0; v6 < 2 && !(in && in->open); v6++)
            group->sizes[v6] = saturated(group->sizes[v6] +
                                         address_size(reader->own->names, &m->address, v6 ? 6 : 4));
    }
    group->open = false;
    group->closed = true;
}

static void count_group(const acp_asa_reader *reader, count_step *stack,
                        acp_asa_group_builder *group)
{
    size_t depth = 0;
    stack[depth++] = (count_step){group, group->group.members};
    group->open = true;
    while (depth) {
        count_step *step = &stack[depth - 1];
        if (!step->next) {
            add_up(reader, step->group);
            depth--;
            continue;
        }
        acp_asa_group_builder *in = group_in(reader, step->next);
        step->next = step->next->next;
        if (!in || in->open || in->closed)
            continue;
        in->open = true;
        stack[depth++] = (count_step){in, in->group.members};
    }
}

void acp_asa_count_groups(acp_asa_reader *reader)
{
    count_step *stack = acp_arena_alloc(reader->arena, reader->own->group_count * sizeof *stack);
    const acp_asa_object_group *group = stack ? reader->asa->object_groups : NULL;
    for (; group; group = group->next)
        if (!((const acp_asa_group_builder *)group)->closed)
            count_group(reader, stack, (acp_asa_group_builder *)group);
}

size_t acp_asa_acl_expanded(const acp_asa *asa, const acp_asa_acl *acl, uint8_t family)
{
    const acp_names *names = asa->own->names;
    size_t count = 0;
    for (const acp_asa_ace *ace = acl->entries; ace && count < MOST; ace = ace->next) {
        size_t sources = address_size(names, &ace->source, family);
        size_t destinations = address_size(names, &ace->destination, family);
        count = saturated(count + saturated(sources * destinations));
    }
    return count;
}

/* ---- which ----------------------------------------------------------------------------------- */

typedef struct {
    const acp_asa *asa;
    acp_asa_each_range *each;
    void *data;
    bool complete; /* everything so far was a network */
    bool stopped;  /* each() has seen enough */
    bool *seen;    /* groups gone into */
    const acp_asa_member **stack;
    size_t depth;
} range_walk;

static void give(range_walk *walk, acp_ip_range range)
{
    if (!walk->stopped)
        walk->stopped = !walk->each(range, walk->data);
}

static void give_any(range_walk *walk, uint8_t family)
{
    if (has_family(family, 4))
        give(walk, acp_ip_network((acp_ip){.family = 4}, 0));
    if (has_family(family, 6))
        give(walk, acp_ip_network((acp_ip){.family = 6}, 0));
}

/* Everything but groups. */
static void give_plain(range_walk *walk, const acp_asa_address *address)
{
    if (address->kind == ACP_ASA_ADDRESS_OBJECT) {
        const acp_asa_object *object = acp_asa_find_object(walk->asa, address->value.text);
        static const acp_asa_address unread = {.kind = ACP_ASA_ADDRESS_UNREAD};
        address = object ? &object->address : &unread;
    }
    if (address->kind == ACP_ASA_ADDRESS_ANY)
        give_any(walk, address->family);
    else if (address->kind == ACP_ASA_ADDRESS_NETWORK && address->range.first.family)
        give(walk, address->range);
    else
        walk->complete = false;
}

static void enter_group(range_walk *walk, acp_slice name)
{
    const acp_asa_group_builder *group =
        (const acp_asa_group_builder *)acp_asa_find_object_group(walk->asa, name);
    if (!group) {
        walk->complete = false;
        return;
    }
    if (walk->seen[group->index])
        return;
    walk->seen[group->index] = true;
    walk->stack[walk->depth++] = group->group.members;
}

static void walk_group(range_walk *walk, acp_slice name)
{
    enter_group(walk, name);
    while (walk->depth && !walk->stopped) {
        const acp_asa_member *member = walk->stack[walk->depth - 1];
        if (!member) {
            walk->depth--;
            continue;
        }
        walk->stack[walk->depth - 1] = member->next;
        if (member->address.kind == ACP_ASA_ADDRESS_GROUP)
            enter_group(walk, member->address.value.text);
        else
            give_plain(walk, &member->address);
    }
}

bool acp_asa_address_ranges(const acp_asa *asa, const acp_asa_address *address,
                            acp_asa_each_range *each, void *data)
{
    range_walk walk = {.asa = asa, .each = each, .data = data, .complete = true};
    if (address->kind != ACP_ASA_ADDRESS_GROUP) {
        give_plain(&walk, address);
        return walk.complete;
    }
    size_t groups = asa->own->group_count + 1;
    walk.seen = calloc(groups, sizeof *walk.seen);
    walk.stack = calloc(groups, sizeof *walk.stack);
    if (walk.seen && walk.stack)
        walk_group(&walk, address->value.text);
    else
        walk.complete = false;
    free(walk.seen);
    free(walk.stack);
    return walk.complete;
}

bool acp_asa_named_ranges(const acp_asa *asa, acp_slice name, acp_asa_each_range *each, void *data)
{
    acp_asa_address address = {.value = {.text = name}};
    if (acp_slice_is(name, "any") || acp_slice_is(name, "any4") || acp_slice_is(name, "any6")) {
        address.kind = ACP_ASA_ADDRESS_ANY;
        address.family = name.len == 3 ? 0 : (uint8_t)(name.ptr[3] - '0');
    } else {
        address.kind =
            acp_asa_find_object(asa, name) ? ACP_ASA_ADDRESS_OBJECT : ACP_ASA_ADDRESS_GROUP;
    }
    return acp_asa_address_ranges(asa, &address, each, data);
}
