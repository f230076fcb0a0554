/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Facts from JSON, by tables. */
#include "libtunnel/facts.h"

#include "libtunnel/address.h"
#include "libtunnel/fact.h"
#include "libtunnel/sort.h"

#include <stdio.h>
#include <string.h>

const char *const tunnel_kind_texts[] = {"user", "management", NULL};

const char *const tunnel_network_texts[] = TUNNEL_CODE_TEXTS(TUNNEL_NETWORKS);
const char *const tunnel_vpn_state_texts[] = TUNNEL_CODE_TEXTS(TUNNEL_VPN_STATES);
const char *const tunnel_permit_texts[] = TUNNEL_CODE_TEXTS(TUNNEL_PERMITS);
const char *const tunnel_nvm_class_texts[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_CLASSES);

const tunnel_field tunnel_preference_fields[] = {
    FIELD(tunnel_preference, TEXT, name, .required = true),
    FIELD(tunnel_preference, TEXT, value, .required = true),
    FIELD_END,
};

typedef struct {
    const tunnel_json *tokens;
    tunnel_buffer *work;
    char *path; /* of what is being read; of the first wrong fact afterwards */
    size_t length;
} reader;

static tunnel_status read_object(reader *r, const tunnel_field *fields, uint32_t object,
                                 char *target);

/* ---- paths --------------------------------------------------------------------------------- */

/* Adds to the path; what does not fit is cut off. Returns what to pop it with. */
static size_t push(reader *r, const char *before, const char *text, size_t length,
                   const char *behind)
{
    size_t start = r->length;
    int more =
        snprintf(r->path + start, TUNNEL_FIELD_PATH - start, "%s%.*s%s", before,
                 (int)(length < TUNNEL_FIELD_PATH ? length : TUNNEL_FIELD_PATH), text, behind);
    r->length = start + (size_t)(more > 0 ? more : 0);
    if (r->length >= TUNNEL_FIELD_PATH)
        r->length = TUNNEL_FIELD_PATH - 1;
    return start;
}

static size_t push_name(reader *r, const char *name, size_t length)
{
    return push(r, r->length ? "." : "", name, length, "");
}

static size_t push_index(reader *r, size_t index)
{
    char number[24];
    int length = snprintf(number, sizeof number, "%zu", index);
    return push(r, "[", number, (size_t)length, "]");
}

static void pop(reader *r, size_t before)
{
    r->length = before;
    r->path[before] = '\0';
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
    return tunnel_fact_read(&item, &r->tokens[token], at);
}

/* The value of a member; 0: there is none. *twice: there are several. */
static uint32_t find_member(const reader *r, uint32_t object, const char *name, bool *twice)
{
    uint32_t at = object + 1, found = 0;
    *twice = false;
    for (uint32_t i = 0; i < r->tokens[object].count; i++, at = r->tokens[at + 1].next)
        if (tunnel_text_is(r->tokens[at].text, name)) {
            *twice = found != 0;
            found = at + 1;
        }
    return found;
}

/* What must be there once, and of which item of a list it is. */
typedef struct {
    tunnel_text_t text;
    size_t index;
} unique_text;

static int by_text(const void *left, const void *right)
{
    const unique_text *a = left, *b = right;
    int order = tunnel_text_compare(a->text, b->text);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* The first item of a list whose unique field an item before it has; SIZE_MAX: there is none.
 * Found before the list is read, as the first wrong fact is named, whatever is wrong behind it. */
static tunnel_status find_repeated(reader *r, const tunnel_field *field, uint32_t token,
                                   size_t *repeated)
{
    const tunnel_json *array = &r->tokens[token];
    unique_text *texts = tunnel_take(r->work, array->count * sizeof *texts);
    size_t count = 0;
    uint32_t at = token + 1;
    *repeated = SIZE_MAX;
    if (!texts)
        return TUNNEL_BUFFER_TOO_SMALL;
    for (size_t i = 0; i < array->count; i++, at = r->tokens[at].next) {
        bool twice;
        uint32_t value =
            r->tokens[at].type == JSON_OBJECT ? find_member(r, at, field->fields->name, &twice) : 0;
        if (value && r->tokens[value].type == JSON_STRING)
            texts[count++] = (unique_text){r->tokens[value].text, i};
    }
    tunnel_sort(texts, count, sizeof *texts, by_text);
    for (size_t i = 1; i < count; i++)
        if (tunnel_text_compare(texts[i - 1].text, texts[i].text) == 0 &&
            texts[i].index < *repeated)
            *repeated = texts[i].index;
    return TUNNEL_OK;
}

static tunnel_status refuse_repeated(reader *r, const tunnel_field *field)
{
    push_name(r, field->fields->name, strlen(field->fields->name));
    return TUNNEL_FACTS_INVALID;
}

static tunnel_status read_list(reader *r, const tunnel_field *field, uint32_t token, void *target)
{
    const tunnel_json *array = &r->tokens[token];
    size_t size = item_size(field), repeated = SIZE_MAX;
    if (array->type != JSON_ARRAY)
        return TUNNEL_FACTS_INVALID;
    if (field->kind == FIELD_OBJECTS && field->fields->unique &&
        find_repeated(r, field, token, &repeated) != TUNNEL_OK)
        return TUNNEL_BUFFER_TOO_SMALL;
    char *items = tunnel_take(r->work, array->count * size + 1);
    if (!items)
        return TUNNEL_BUFFER_TOO_SMALL;
    memset(items, 0, array->count * size + 1);
    memcpy(target, &(tunnel_list){items, array->count}, sizeof(tunnel_list));
    uint32_t at = token + 1;
    for (size_t i = 0; i < array->count; i++, at = r->tokens[at].next) {
        size_t before = push_index(r, i);
        tunnel_status status =
            i == repeated ? refuse_repeated(r, field) : read_item(r, field, at, items + i * size);
        if (status == TUNNEL_OK && field->suits &&
            !field->suits((char *)target - field->offset, r->tokens[at].text))
            status = TUNNEL_FACTS_INVALID;
        if (status != TUNNEL_OK)
            return status;
        pop(r, before);
    }
    return TUNNEL_OK;
}

static tunnel_status read_pair(reader *r, const tunnel_field *field, uint32_t token, char *item)
{
    const tunnel_field *value = &field->fields[1];
    tunnel_text_t name = r->tokens[token].text;
    size_t before = push_name(r, name.ptr, name.len);
    tunnel_status status = TUNNEL_OK;
    *(tunnel_text_t *)(void *)item = name;
    if (value->nullable && r->tokens[token + 1].type == JSON_NULL)
        tunnel_fact_initial(value, item + value->offset);
    else
        status = tunnel_fact_read(value, &r->tokens[token + 1], item + value->offset);
    if (status == TUNNEL_OK)
        pop(r, before);
    return status;
}

/* A name that stands twice, of items in order; NULL: none. */
static const tunnel_text_t *find_twice(const tunnel_field *field, const char *items, size_t count)
{
    const tunnel_text_t *last = NULL;
    for (size_t i = 0; i < count; i++) {
        const tunnel_text_t *name = (const void *)(items + i * field->size);
        if (last && tunnel_text_compare(*last, *name) == 0)
            return name;
        last = name;
    }
    return NULL;
}

static tunnel_status read_map(reader *r, const tunnel_field *field, uint32_t token, void *target)
{
    const tunnel_json *object = &r->tokens[token];
    if (object->type != JSON_OBJECT)
        return TUNNEL_FACTS_INVALID;
    char *items = tunnel_take(r->work, object->count * (size_t)field->size + 1);
    if (!items)
        return TUNNEL_BUFFER_TOO_SMALL;
    memset(items, 0, object->count * (size_t)field->size + 1);
    memcpy(target, &(tunnel_list){items, object->count}, sizeof(tunnel_list));
    uint32_t at = token + 1;
    for (size_t i = 0; i < object->count; i++, at = r->tokens[at + 1].next) {
        tunnel_status status = read_pair(r, field, at, items + i * field->size);
        if (status != TUNNEL_OK)
            return status;
    }
    tunnel_sort(items, object->count, field->size, tunnel_order_of_names);
    const tunnel_text_t *twice = find_twice(field, items, object->count);
    if (!twice)
        return TUNNEL_OK;
    push_name(r, twice->ptr, twice->len);
    return TUNNEL_FACTS_INVALID;
}

/* ---- objects ------------------------------------------------------------------------------- */

/* What stands in an object that is absent: its defaults. */
static void set_defaults(const tunnel_field *fields, char *target)
{
    for (; fields->name; fields++) {
        if (fields->kind == FIELD_OBJECT)
            set_defaults(fields->fields, target + fields->offset);
        else
            tunnel_fact_initial(fields, target + fields->offset);
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
    case FIELD_OBJECTS: return read_list(r, field, token, at);
    case FIELD_MAP: return read_map(r, field, token, at);
    default: return tunnel_fact_read(field, &r->tokens[token], at);
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

static tunnel_status read_member(reader *r, const tunnel_field *field, uint32_t object,
                                 char *target)
{
    bool twice;
    uint32_t token = find_member(r, object, field->name, &twice);
    bool given = token && r->tokens[token].type != JSON_NULL;
    tunnel_status status = TUNNEL_OK;
    if (twice || (field->required && !given && !(token && field->nullable)))
        status = TUNNEL_FACTS_INVALID;
    else if (given)
        status = read_field(r, field, token, target + field->offset);
    else if (field->kind == FIELD_OBJECT)
        set_defaults(field->fields, target + field->offset);
    else
        tunnel_fact_initial(field, target + field->offset);
    if (status == TUNNEL_OK && field->fits && !field->fits(target, given))
        status = TUNNEL_FACTS_INVALID;
    return status;
}

static tunnel_status read_object(reader *r, const tunnel_field *fields, uint32_t object,
                                 char *target)
{
    for (const tunnel_field *field = fields; field->name; field++) {
        size_t before = push_name(r, field->name, strlen(field->name));
        tunnel_status status = read_member(r, field, object, target);
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
