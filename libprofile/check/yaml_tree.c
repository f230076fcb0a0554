/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check/yaml_tree.h"

#include <string.h>
#include <yaml.h>

typedef struct {
    acp_arena *arena;
    yaml_parser_t parser;
    acp_yaml *open[ACP_YAML_DEPTH]; /* lists and maps around the current place */
    unsigned depth;
    acp_yaml *root, *pending_key;
    acp_position *at;
    char *message;
    size_t message_size;
    acp_status status;
} reader;

static acp_position position_of(yaml_mark_t mark)
{
    return (acp_position){(uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

static bool refuse(reader *r, acp_position at, const char *why)
{
    if (r->status != ACP_OK)
        return false;
    r->status = ACP_BAD_VALUE;
    *r->at = at;
    snprintf(r->message, r->message_size, "%s", why);
    return false;
}

static bool no_memory(reader *r)
{
    r->status = ACP_NO_MEMORY;
    return false;
}

/* No file of ours has maps this large; comparing every key with every other stays cheap. */
#define MAX_MEMBERS 1024

static const char *wrong_key(const acp_yaml *map, const char *key)
{
    unsigned count = 0;
    for (const acp_yaml *member = map->first; member; member = member->next, count++)
        if (strcmp(member->key, key) == 0)
            return "this key stands twice in the same map";
    return count < MAX_MEMBERS ? NULL : "more than 1024 keys in one map";
}

/* Puts a complete or opening node where it belongs. */
static bool place(reader *r, acp_yaml *node)
{
    acp_yaml *parent = r->depth ? r->open[r->depth - 1] : NULL;
    if (!parent) {
        r->root = node;
        return true;
    }
    if (parent->type == ACP_YAML_MAP && !r->pending_key) {
        if (node->type != ACP_YAML_SCALAR)
            return refuse(r, node->at, "a key must be a plain word");
        const char *wrong = wrong_key(parent, node->text);
        if (wrong)
            return refuse(r, node->at, wrong);
        r->pending_key = node;
        return true;
    }
    if (parent->type == ACP_YAML_MAP) {
        node->key = r->pending_key->text;
        node->key_at = r->pending_key->at;
        r->pending_key = NULL;
    }
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
    return true;
}

static bool open_node(reader *r, acp_yaml *node)
{
    if (!place(r, node))
        return false;
    if (r->depth == ACP_YAML_DEPTH)
        return refuse(r, node->at, "nested too deep");
    r->open[r->depth++] = node;
    return true;
}

static bool scalar(reader *r, acp_yaml *node, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    if (memchr(text, '\0', length))
        return refuse(r, node->at, "a NUL character in a text");
    node->text = acp_arena_copy(r->arena, text, length);
    if (!node->text)
        return no_memory(r);
    return place(r, node);
}

static bool take(reader *r, const yaml_event_t *event)
{
    acp_position at = position_of(event->start_mark);
    acp_yaml *node = acp_arena_alloc(r->arena, sizeof *node);
    if (!node)
        return no_memory(r);
    node->at = at;
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return refuse(r, at,
                      "anchors and aliases (& and *) are not read here; quote a text that "
                      "starts with & or *");
    case YAML_SCALAR_EVENT:
        if (event->data.scalar.anchor || event->data.scalar.tag)
            return refuse(r, at,
                          "anchors and tags (& and !) are not read here; quote a text that "
                          "starts with & or !");
        return scalar(r, node, event);
    case YAML_SEQUENCE_START_EVENT:
        node->type = ACP_YAML_LIST;
        if (event->data.sequence_start.anchor || event->data.sequence_start.tag)
            return refuse(r, at, "anchors and tags are not read here");
        return open_node(r, node);
    case YAML_MAPPING_START_EVENT:
        node->type = ACP_YAML_MAP;
        if (event->data.mapping_start.anchor || event->data.mapping_start.tag)
            return refuse(r, at, "anchors and tags are not read here");
        return open_node(r, node);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: r->depth--; return true;
    case YAML_DOCUMENT_START_EVENT:
        return !r->root || refuse(r, at, "only one document (---) belongs in this file");
    default: return true;
    }
}

static bool parser_failed(reader *r)
{
    const char *problem = r->parser.problem ? r->parser.problem : "not readable as YAML";
    if (r->parser.error == YAML_MEMORY_ERROR)
        return no_memory(r);
    acp_position at = position_of(r->parser.problem_mark);
    if (r->parser.error == YAML_READER_ERROR)
        return refuse(r, (acp_position){1, 1}, "the file is not readable as UTF-8 text");
    return refuse(r, at, problem);
}

static bool read_events(reader *r)
{
    for (;;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event))
            return parser_failed(r);
        bool end = event.type == YAML_STREAM_END_EVENT;
        bool good = take(r, &event);
        yaml_event_delete(&event);
        if (end || !good)
            return good;
    }
}

acp_status acp_yaml_read(acp_arena *arena, const char *text, size_t length, acp_yaml **out,
                         acp_position *at, char *message, size_t message_size)
{
    reader r = {.arena = arena, .at = at, .message = message, .message_size = message_size};
    *out = NULL;
    *at = (acp_position){1, 1};
    if (!yaml_parser_initialize(&r.parser))
        return ACP_NO_MEMORY;
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, length);
    read_events(&r);
    yaml_parser_delete(&r.parser);
    if (r.status == ACP_OK)
        *out = r.root;
    return r.status;
}

acp_yaml *acp_yaml_member(acp_yaml *map, const char *key)
{
    for (acp_yaml *member = map->first; member; member = member->next) {
        if (strcmp(member->key, key) != 0)
            continue;
        member->used = true;
        return member;
    }
    return NULL;
}

const acp_yaml *acp_yaml_unused(const acp_yaml *map)
{
    for (const acp_yaml *member = map->first; member; member = member->next)
        if (!member->used)
            return member;
    return NULL;
}
