/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The schema of a kind's JSON form, as JSON Schema draft 7, from the same table as everything else.
 * Each element is a definition under the name of its path, so that nothing is nested deeply. */
#include <stdlib.h>
#include <string.h>

#include "document/json_text.h"
#include "schema/schema.h"

/* What may be written in place of an element that has text and nothing else. */
static void plain_value(acp_json_text *json, const acp_setting *setting)
{
    bool number = setting->type == ACP_TYPE_INTEGER || setting->type == ACP_TYPE_UNSIGNED;
    bool boolean = setting->type == ACP_TYPE_BOOLEAN;
    acp_json_open(json, '{', true);
    if (boolean && strcmp(setting->values[0].name, "1") == 0) {
        acp_json_member(json, "type", "integer");
        acp_json_member_number(json, "minimum", 0);
        acp_json_member_number(json, "maximum", 1);
        acp_json_close(json, '}');
        return;
    }
    if (number && setting->loose && setting->content == ACP_CONTENT_TEXT) {
        /* A string to the schema, which may be empty. */
        acp_json_key(json, "type");
        acp_json_open(json, '[', true);
        acp_json_string(json, "integer");
        acp_json_string(json, "string");
        acp_json_close(json, ']');
        acp_json_member_number(json, "maxLength", 0);
    } else {
        acp_json_member(json, "type", boolean ? "boolean" : number ? "integer" : "string");
    }
    if (setting->type == ACP_TYPE_ENUM) {
        acp_json_key(json, "enum");
        acp_json_open(json, '[', true);
        for (unsigned i = 0; i < setting->value_count; i++)
            acp_json_string(json, setting->values[i].name);
        acp_json_close(json, ']');
    }
    if (number) {
        acp_json_member_number(json, "minimum", setting->min);
        acp_json_member_number(json, "maximum", setting->max);
    } else if (setting->type == ACP_TYPE_STRING && setting->max > 0) {
        acp_json_member_number(json, "minLength", setting->min);
        acp_json_member_number(json, "maxLength", setting->max);
    }
    acp_json_close(json, '}');
}

static void reference(acp_json_text *json, const char *name, size_t length)
{
    acp_buffer target = {0};
    acp_buffer_puts(&target, "#/definitions/");
    acp_buffer_add(&target, name, length);
    acp_json_open(json, '{', true);
    acp_json_member(json, "$ref", target.text ? target.text : "");
    acp_json_close(json, '}');
    acp_buffer_free(&target);
}

/* Name of an element's definition: its path with full stops. */
static size_t definition_name(acp_setting_id id, char *name, size_t size)
{
    size_t length = acp_setting_path(id, name, size);
    for (char *p = name; *p; p++)
        if (*p == '/')
            *p = '.';
    return length < size ? length : size - 1;
}

static void child_member(acp_json_text *json, acp_setting_id id)
{
    const acp_setting *child = acp_setting_get(id);
    char name[512];
    size_t length = definition_name(id, name, sizeof name);
    acp_json_key(json, child->name);
    if (child->max_occurs == 1) {
        reference(json, name, length);
        return;
    }
    acp_json_open(json, '{', false);
    acp_json_key(json, "anyOf");
    acp_json_open(json, '[', false);
    reference(json, name, length);
    acp_json_open(json, '{', false);
    acp_json_member(json, "type", "array");
    acp_json_member_number(json, "minItems", child->min_occurs);
    if (child->max_occurs != ACP_UNBOUNDED)
        acp_json_member_number(json, "maxItems", child->max_occurs);
    acp_json_key(json, "items");
    reference(json, name, length);
    acp_json_close(json, '}');
    acp_json_close(json, ']');
    acp_json_close(json, '}');
}

static void string_array(acp_json_text *json, const char *key)
{
    acp_json_key(json, key);
    reference(json, "comments", strlen("comments"));
}

/* The names of child elements that must be there. */
static void required_children(acp_json_text *json, const acp_setting *setting)
{
    bool any = false;
    for (acp_setting_id id = setting->first_child; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next) {
        const acp_setting *child = acp_setting_get(id);
        if (!child->min_occurs)
            continue;
        if (!any) {
            acp_json_key(json, "required");
            acp_json_open(json, '[', true);
        }
        any = true;
        acp_json_string(json, child->name);
    }
    if (any)
        acp_json_close(json, ']');
}

static void attribute_members(acp_json_text *json, const acp_setting *setting)
{
    for (acp_setting_id id = setting->first_attribute; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next) {
        const acp_setting *attribute = acp_setting_get(id);
        acp_buffer key = {0};
        acp_buffer_printf(&key, "@%s", attribute->name);
        acp_json_key(json, key.text ? key.text : "");
        plain_value(json, attribute);
        acp_buffer_free(&key);
    }
}

/* An element as an object: comments, attributes, text, children. */
static void object_form(acp_json_text *json, const acp_setting *setting)
{
    acp_json_open(json, '{', false);
    acp_json_member(json, "type", "object");
    acp_json_key(json, "properties");
    acp_json_open(json, '{', false);
    string_array(json, "#comment");
    attribute_members(json, setting);
    if (setting->content != ACP_CONTENT_ELEMENTS) {
        acp_json_key(json, "value");
        plain_value(json, setting);
    }
    for (acp_setting_id id = setting->first_child; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next)
        child_member(json, id);
    string_array(json, "#comment-end");
    if (setting->parent == ACP_NO_SETTING)
        string_array(json, "#comment-after");
    string_array(json, "#order");
    acp_json_close(json, '}');
    required_children(json, setting);
    acp_json_key(json, "patternProperties");
    acp_json_open(json, '{', true);
    acp_json_key(json, "^@(xmlns(:.*)?|xsi:.*)$");
    acp_json_open(json, '{', true);
    acp_json_member(json, "type", "string");
    acp_json_close(json, '}');
    acp_json_close(json, '}');
    acp_json_member_bool(json, "additionalProperties", false);
    acp_json_close(json, '}');
}

static void definition(acp_json_text *json, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    char name[512];
    definition_name(id, name, sizeof name);
    acp_json_key(json, name);
    acp_json_open(json, '{', false);
    if (setting->label && *setting->label)
        acp_json_member(json, "title", setting->label);
    if (setting->help && *setting->help)
        acp_json_member(json, "description", setting->help);
    acp_json_key(json, "anyOf");
    acp_json_open(json, '[', false);
    if (setting->content != ACP_CONTENT_ELEMENTS) {
        plain_value(json, setting);
    } else {
        acp_json_open(json, '{', true); /* an element that is there and empty */
        acp_json_member(json, "const", "");
        acp_json_close(json, '}');
    }
    object_form(json, setting);
    acp_json_close(json, ']');
    acp_json_close(json, '}');
}

/* The element after id in document order within root, itself excluded. */
static acp_setting_id next_element(acp_setting_id id, acp_setting_id root)
{
    const acp_setting *setting = acp_setting_get(id);
    if (setting->first_child != ACP_NO_SETTING)
        return setting->first_child;
    while (id != root && setting->next == ACP_NO_SETTING) {
        id = setting->parent;
        setting = acp_setting_get(id);
    }
    return id == root ? ACP_NO_SETTING : setting->next;
}

/* The root elements a document of the kind may have; one of them is there. */
static void root_members(acp_json_text *json, acp_kind kind, const char *name)
{
    const char *const *roots = acp_kind_get(kind)->roots;
    acp_json_key(json, "properties");
    acp_json_open(json, '{', false);
    for (size_t i = 0; roots[i]; i++) {
        acp_json_key(json, roots[i]);
        reference(json, name, strlen(name));
    }
    acp_json_close(json, '}');
    if (roots[1]) {
        acp_json_member_number(json, "minProperties", 1);
        acp_json_member_number(json, "maxProperties", 1);
    } else {
        acp_json_key(json, "required");
        acp_json_open(json, '[', true);
        acp_json_string(json, name);
        acp_json_close(json, ']');
    }
    acp_json_member_bool(json, "additionalProperties", false);
}

static acp_status copy_text(const char *from, char **text, size_t *length)
{
    *length = strlen(from);
    *text = malloc(*length + 1);
    if (!*text)
        return ACP_NO_MEMORY;
    memcpy(*text, from, *length + 1);
    return ACP_OK;
}

acp_status acp_kind_json_schema(acp_kind kind, char **text, size_t *length)
{
    acp_setting_id root = acp_kind_root(kind);
    const acp_kind_row *row = acp_kind_get(kind);
    if (row && row->json_schema)
        return copy_text(row->json_schema, text, length);
    if (root == ACP_NO_SETTING)
        return ACP_NOT_FOUND;
    const char *name = acp_setting_get(root)->name;
    acp_buffer out = {0};
    acp_json_text json = {.out = &out};
    acp_json_open(&json, '{', false);
    acp_json_member(&json, "$schema", "http://json-schema.org/draft-07/schema#");
    acp_json_member(&json, "title", acp_kind_get(kind)->label);
    acp_json_member(&json, "type", "object");
    root_members(&json, kind, name);
    acp_json_key(&json, "definitions");
    acp_json_open(&json, '{', false);
    acp_json_key(&json, "comments");
    acp_json_open(&json, '{', true);
    acp_json_member(&json, "type", "array");
    acp_json_key(&json, "items");
    acp_json_open(&json, '{', true);
    acp_json_member(&json, "type", "string");
    acp_json_close(&json, '}');
    acp_json_close(&json, '}');
    for (acp_setting_id id = root; id != ACP_NO_SETTING; id = next_element(id, root))
        definition(&json, id);
    acp_json_close(&json, '}');
    acp_json_close(&json, '}');
    acp_buffer_putc(&out, '\n');
    if (out.failed) {
        acp_buffer_free(&out);
        return ACP_NO_MEMORY;
    }
    *text = out.text;
    *length = out.length;
    return ACP_OK;
}
