/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Facts from JSON, by tables. */
#include "libtunnel/facts.h"

#include "libtunnel/address.h"
#include "libtunnel/time.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const tunnel_json *tokens;
    tunnel_buffer *work;
    char *path; /* of what is being read; of the first wrong fact afterwards */
    size_t length;
} reader;

static tunnel_status read_object(reader *r, const tunnel_field *fields, uint32_t object,
                                 char *target);

/* ---- paths --------------------------------------------------------------------------------- */

static size_t push_text(reader *r, const char *format, const char *text, size_t length)
{
    size_t before = r->length;
    int more = snprintf(r->path + before, TUNNEL_FIELD_PATH - before, format, (int)length, text);
    r->length = before + (size_t)(more > 0 ? more : 0);
    if (r->length >= TUNNEL_FIELD_PATH)
        r->length = TUNNEL_FIELD_PATH - 1;
    return before;
}

static size_t push_name(reader *r, const char *name, size_t length)
{
    return push_text(r, r->length ? ".%.*s" : "%.*s", name, length);
}

static size_t push_index(reader *r, size_t index)
{
    char number[24];
    int length = snprintf(number, sizeof number, "%zu", index);
    return push_text(r, "[%.*s]", number, (size_t)length);
}

static void pop(reader *r, size_t before)
{
    r->length = before;
    r->path[before] = '\0';
}

/* ---- single values ------------------------------------------------------------------------- */

static bool to_number(tunnel_text_t text, double *out)
{
    char copy[40], *end;
    if (text.len >= sizeof copy)
        return false;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    *out = strtod(copy, &end);
    return *end == '\0' && *out == *out && *out < 9e15 && *out > -9e15;
}

static tunnel_status read_integer(const tunnel_field *field, const tunnel_json *token, int64_t *out)
{
    double number;
    if (token->type != JSON_NUMBER || !to_number(token->text, &number) ||
        number != (double)(int64_t)number || number < (double)field->low ||
        (field->high && number > (double)field->high))
        return TUNNEL_FACTS_INVALID;
    *out = (int64_t)number;
    return TUNNEL_OK;
}

static tunnel_status read_choice(const tunnel_field *field, const tunnel_json *token, int32_t *out)
{
    for (int32_t i = 0; token->type == JSON_STRING && field->choices[i]; i++)
        if (tunnel_text_is(token->text, field->choices[i])) {
            *out = i;
            return TUNNEL_OK;
        }
    return TUNNEL_FACTS_INVALID;
}

static tunnel_status read_simple(const tunnel_field *field, const tunnel_json *token, void *at)
{
    double number;
    switch ((tunnel_field_kind)field->kind) {
    case FIELD_BOOLEAN:
        if (token->type != JSON_TRUE && token->type != JSON_FALSE)
            return TUNNEL_FACTS_INVALID;
        *(bool *)at = token->type == JSON_TRUE;
        return TUNNEL_OK;
    case FIELD_MAYBE:
        if (token->type != JSON_TRUE && token->type != JSON_FALSE)
            return TUNNEL_FACTS_INVALID;
        *(int32_t *)at = token->type == JSON_TRUE;
        return TUNNEL_OK;
    case FIELD_INTEGER: return read_integer(field, token, at);
    case FIELD_SECONDS:
        if (token->type != JSON_NUMBER || !to_number(token->text, &number) || number < 0)
            return TUNNEL_FACTS_INVALID;
        *(double *)at = number;
        return TUNNEL_OK;
    case FIELD_TEXT:
        if (token->type != JSON_STRING)
            return TUNNEL_FACTS_INVALID;
        *(tunnel_text_t *)at = token->text;
        return TUNNEL_OK;
    case FIELD_CHOICE: return read_choice(field, token, at);
    case FIELD_TIME:
        return token->type == JSON_STRING && tunnel_time_parse(token->text, at)
                   ? TUNNEL_OK
                   : TUNNEL_FACTS_INVALID;
    default: return TUNNEL_FACTS_INVALID;
    }
}

static void set_initial(const tunnel_field *field, void *at)
{
    switch ((tunnel_field_kind)field->kind) {
    case FIELD_BOOLEAN: *(bool *)at = field->initial != 0; break;
    case FIELD_MAYBE:
    case FIELD_CHOICE: *(int32_t *)at = (int32_t)field->initial; break;
    case FIELD_INTEGER:
    case FIELD_TIME: *(int64_t *)at = field->initial; break;
    case FIELD_SECONDS: *(double *)at = (double)field->initial; break;
    default: break;
    }
}

/* ---- lists --------------------------------------------------------------------------------- */

static size_t item_size(const tunnel_field *field)
{
    switch ((tunnel_field_kind)field->kind) {
    case FIELD_TEXTS: return sizeof(tunnel_text_t);
    case FIELD_CHOICES: return sizeof(int32_t);
    case FIELD_INTEGERS: return sizeof(int64_t);
    default: return field->size;
    }
}

static tunnel_status read_item(reader *r, const tunnel_field *field, uint32_t token, char *at)
{
    static const uint8_t kinds[] = {[FIELD_TEXTS] = FIELD_TEXT,
                                    [FIELD_CHOICES] = FIELD_CHOICE,
                                    [FIELD_INTEGERS] = FIELD_INTEGER};
    tunnel_field item = *field;
    if (field->kind == FIELD_OBJECTS)
        return r->tokens[token].type == JSON_OBJECT ? read_object(r, field->fields, token, at)
                                                    : TUNNEL_FACTS_INVALID;
    item.kind = kinds[field->kind];
    return read_simple(&item, &r->tokens[token], at);
}

static tunnel_status read_list(reader *r, const tunnel_field *field, uint32_t token,
                               tunnel_list *list)
{
    const tunnel_json *array = &r->tokens[token];
    size_t size = item_size(field);
    if (array->type != JSON_ARRAY)
        return TUNNEL_FACTS_INVALID;
    char *items = tunnel_take(r->work, array->count * size + 1);
    if (!items)
        return TUNNEL_BUFFER_TOO_SMALL;
    memset(items, 0, array->count * size + 1);
    *list = (tunnel_list){items, array->count};
    uint32_t at = token + 1;
    for (size_t i = 0; i < array->count; i++, at = r->tokens[at].next) {
        size_t before = push_index(r, i);
        tunnel_status status = read_item(r, field, at, items + i * size);
        if (status != TUNNEL_OK)
            return status;
        pop(r, before);
    }
    return TUNNEL_OK;
}

static tunnel_status read_map(reader *r, const tunnel_field *field, uint32_t token,
                              tunnel_list *list)
{
    const tunnel_json *object = &r->tokens[token];
    const tunnel_field *value = &field->fields[1];
    if (object->type != JSON_OBJECT)
        return TUNNEL_FACTS_INVALID;
    char *items = tunnel_take(r->work, object->count * (size_t)field->size + 1);
    if (!items)
        return TUNNEL_BUFFER_TOO_SMALL;
    memset(items, 0, object->count * (size_t)field->size + 1);
    *list = (tunnel_list){items, object->count};
    uint32_t at = token + 1;
    for (size_t i = 0; i < object->count; i++, at = r->tokens[at + 1].next) {
        char *item = items + i * field->size;
        tunnel_text_t name = r->tokens[at].text;
        size_t before = push_name(r, name.ptr, name.len);
        *(tunnel_text_t *)(void *)(item + field->fields[0].offset) = name;
        tunnel_status status = TUNNEL_OK;
        if (value->nullable && r->tokens[at + 1].type == JSON_NULL)
            set_initial(value, item + value->offset);
        else
            status = read_simple(value, &r->tokens[at + 1], item + value->offset);
        if (status != TUNNEL_OK)
            return status;
        pop(r, before);
    }
    return TUNNEL_OK;
}

/* ---- objects ------------------------------------------------------------------------------- */

/* The value of a member; 0: there is none, or it is null. */
static uint32_t find_member(const reader *r, uint32_t object, const char *name)
{
    uint32_t at = object + 1;
    for (uint32_t i = 0; i < r->tokens[object].count; i++, at = r->tokens[at + 1].next)
        if (tunnel_text_is(r->tokens[at].text, name))
            return r->tokens[at + 1].type == JSON_NULL ? 0 : at + 1;
    return 0;
}

/* What stands in an object that is absent: its defaults. */
static void set_defaults(const tunnel_field *fields, char *target)
{
    for (; fields->name; fields++) {
        if (fields->kind == FIELD_OBJECT)
            set_defaults(fields->fields, target + fields->offset);
        else
            set_initial(fields, target + fields->offset);
    }
}

static tunnel_status read_field(reader *r, const tunnel_field *field, uint32_t token, char *at)
{
    switch ((tunnel_field_kind)field->kind) {
    case FIELD_OBJECT:
        if (r->tokens[token].type != JSON_OBJECT)
            return TUNNEL_FACTS_INVALID;
        *(bool *)(void *)at = true;
        return read_object(r, field->fields, token, at);
    case FIELD_TEXTS:
    case FIELD_CHOICES:
    case FIELD_INTEGERS:
    case FIELD_OBJECTS: return read_list(r, field, token, (tunnel_list *)(void *)at);
    case FIELD_MAP: return read_map(r, field, token, (tunnel_list *)(void *)at);
    default: return read_simple(field, &r->tokens[token], at);
    }
}

/* A name the table does not have, the first in the order of bytes; NULL: none. */
static const tunnel_json *unknown_name(const reader *r, const tunnel_field *fields, uint32_t object)
{
    const tunnel_json *least = NULL;
    uint32_t at = object + 1;
    for (uint32_t i = 0; i < r->tokens[object].count; i++, at = r->tokens[at + 1].next) {
        const tunnel_json *name = &r->tokens[at];
        const tunnel_field *field = fields;
        while (field->name && !tunnel_text_is(name->text, field->name))
            field++;
        if (!field->name && (!least || tunnel_text_compare(name->text, least->text) < 0))
            least = name;
    }
    return least;
}

static tunnel_status read_object(reader *r, const tunnel_field *fields, uint32_t object,
                                 char *target)
{
    for (const tunnel_field *field = fields; field->name; field++) {
        uint32_t token = find_member(r, object, field->name);
        size_t before = push_name(r, field->name, strlen(field->name));
        tunnel_status status = TUNNEL_OK;
        if (token)
            status = read_field(r, field, token, target + field->offset);
        else if (field->required)
            status = TUNNEL_FACTS_INVALID;
        else if (field->kind == FIELD_OBJECT)
            set_defaults(field->fields, target + field->offset);
        else
            set_initial(field, target + field->offset);
        if (status != TUNNEL_OK)
            return status;
        pop(r, before);
    }
    const tunnel_json *unknown = unknown_name(r, fields, object);
    if (!unknown)
        return TUNNEL_OK;
    push_name(r, unknown->text.ptr, unknown->text.len);
    return TUNNEL_FACTS_INVALID;
}

tunnel_status tunnel_facts_read(const tunnel_field *fields, const tunnel_json *tokens,
                                tunnel_buffer *work, void *facts, char path[TUNNEL_FIELD_PATH])
{
    reader r = {.tokens = tokens, .work = work, .path = path};
    path[0] = '\0';
    return tokens->type == JSON_OBJECT ? read_object(&r, fields, 0, facts) : TUNNEL_FACTS_INVALID;
}
