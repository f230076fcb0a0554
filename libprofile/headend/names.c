/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "headend/names.h"

struct acp_name_node {
    /* inner node: bit of the name that tells its two sides apart; leaf: LEAF */
    size_t bit;
    acp_name_node *side[2];
    acp_slice name;
    void *thing;
};

#define LEAF SIZE_MAX

/* Nine bits for each byte: whether there is one, and the eight of it, so that no name is the start
 * of another. */
static unsigned bit_of(acp_slice name, size_t bit)
{
    size_t at = bit / 9;
    unsigned within = bit % 9;
    if (at >= name.len)
        return 0;
    return within == 0 ? 1 : (unsigned char)name.ptr[at] >> (8 - within) & 1;
}

static acp_name_node *nearest(const acp_names *names, acp_slice name)
{
    acp_name_node *node = names->root;
    while (node && node->bit != LEAF)
        node = node->side[bit_of(name, node->bit)];
    return node;
}

void *acp_names_find(const acp_names *names, acp_slice name)
{
    const acp_name_node *node = nearest(names, name);
    return node && acp_slice_equal(node->name, name) ? node->thing : NULL;
}

/* First bit in which two different names differ. */
static size_t first_difference(acp_slice a, acp_slice b)
{
    size_t at = 0, shorter = a.len < b.len ? a.len : b.len;
    while (at < shorter && a.ptr[at] == b.ptr[at])
        at++;
    size_t bit = at * 9;
    while (bit_of(a, bit) == bit_of(b, bit))
        bit++;
    return bit;
}

bool acp_names_enter(acp_names *names, acp_arena *arena, acp_slice name, void *thing)
{
    acp_name_node *like = nearest(names, name);
    if (like && acp_slice_equal(like->name, name)) {
        like->thing = thing;
        return true;
    }
    acp_name_node *leaf = acp_arena_alloc(arena, sizeof *leaf);
    if (!leaf)
        return false;
    *leaf = (acp_name_node){.bit = LEAF, .name = name, .thing = thing};
    if (!like) {
        names->root = leaf;
        return true;
    }
    acp_name_node *fork = acp_arena_alloc(arena, sizeof *fork);
    if (!fork)
        return false;
    fork->bit = first_difference(like->name, name);
    unsigned side = bit_of(name, fork->bit);
    acp_name_node **at = &names->root;
    while ((*at)->bit < fork->bit) /* LEAF is greater than every bit */
        at = &(*at)->side[bit_of(name, (*at)->bit)];
    fork->side[side] = leaf;
    fork->side[!side] = *at;
    *at = fork;
    return true;
}
