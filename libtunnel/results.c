/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Results as JSON, by tables. */
#include <stdio.h>
#include <string.h>

#include "libtunnel/facts.h"
#include "libtunnel/number.h"

static void write_bytes(tunnel_writer *writer, const char *text, size_t length)
{
    tunnel_buffer *out = writer->text;
    if (out->used < out->size) {
        size_t room = out->size - out->used;
        memcpy((char *)out->memory + out->used, text, length < room ? length : room);
    }
    out->used += length;
}

void tunnel_write(tunnel_writer *writer, const char *text)
{
    write_bytes(writer, text, strlen(text));
}

/* Texts of a policy that is signed by nobody may be no UTF-8; what comes out always is. */
void tunnel_write_text(tunnel_writer *writer, tunnel_text_t text)
{
    const char *end = text.ptr + text.len;
    tunnel_write(writer, "\"");
    for (const char *at = text.ptr; at < end;) {
        size_t length = tunnel_utf8_sequence(at, end);
        unsigned char c = (unsigned char)*at;
        char escape[8];
        if (!length)
            tunnel_write(writer, "\xEF\xBF\xBD");
        else if (c == '"' || c == '\\' || c < ' ' || c == 0x7F)
            write_bytes(writer, escape,
                        (size_t)snprintf(escape, sizeof escape,
                                         c == '"' || c == '\\' ? "\\%c" : "\\u%04x", c));
        else
            write_bytes(writer, at, length);
        at += length ? length : 1;
    }
    tunnel_write(writer, "\"");
}

static void write_comma(tunnel_writer *writer)
{
    if (writer->comma)
        tunnel_write(writer, ",");
    writer->comma = true;
}

void tunnel_write_name(tunnel_writer *writer, const char *name)
{
    write_comma(writer);
    tunnel_write(writer, "\"");
    tunnel_write(writer, name);
    tunnel_write(writer, "\":");
}

void tunnel_write_number(tunnel_writer *writer, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    tunnel_write(writer, text);
}

static void write_boolean(tunnel_writer *writer, bool value)
{
    tunnel_write(writer, value ? "true" : "false");
}

static void write_maybe_text(tunnel_writer *writer, tunnel_text_t text)
{
    if (text.ptr)
        tunnel_write_text(writer, text);
    else
        tunnel_write(writer, "null");
}

static void write_texts(tunnel_writer *writer, tunnel_texts texts)
{
    tunnel_write(writer, "[");
    for (size_t i = 0; i < texts.count; i++) {
        if (i)
            tunnel_write(writer, ",");
        tunnel_write_text(writer, texts.items[i]);
    }
    tunnel_write(writer, "]");
}

void tunnel_write_value(tunnel_writer *writer, const tunnel_value *value)
{
    switch (value->kind) {
    case TUNNEL_VALUE_NULL: tunnel_write(writer, "null"); break;
    case TUNNEL_VALUE_BOOLEAN: write_boolean(writer, value->number != 0); break;
    case TUNNEL_VALUE_NUMBER: tunnel_write_number(writer, value->number); break;
    case TUNNEL_VALUE_TEXT: tunnel_write_text(writer, value->text); break;
    case TUNNEL_VALUE_TEXTS: write_texts(writer, value->texts); break;
    }
}

static void write_seconds(tunnel_writer *writer, double seconds)
{
    char text[TUNNEL_NUMBER_SIZE];
    tunnel_number_print(seconds, text);
    tunnel_write(writer, text);
}

static void write_choice(tunnel_writer *writer, const tunnel_field *field, int32_t choice)
{
    if (choice < 0)
        tunnel_write(writer, "null");
    else
        tunnel_write_text(writer,
                          (tunnel_text_t){field->choices[choice], strlen(field->choices[choice])});
}

/* A single value; false: the field is no such. */
static bool write_simple(tunnel_writer *writer, const tunnel_field *field, const void *at)
{
    int64_t number;
    switch ((tunnel_field_kind)field->kind) {
    case FIELD_BOOLEAN: write_boolean(writer, *(const bool *)at); return true;
    case FIELD_MAYBE:
        if (*(const int32_t *)at == TUNNEL_UNSET)
            tunnel_write(writer, "null");
        else
            write_boolean(writer, *(const int32_t *)at == TUNNEL_TRUE);
        return true;
    case FIELD_INTEGER:
    case FIELD_TIME:
        number = *(const int64_t *)at;
        if (number == TUNNEL_NO_NUMBER)
            tunnel_write(writer, "null");
        else
            tunnel_write_number(writer, number);
        return true;
    case FIELD_SECONDS:
        if (*(const double *)at < 0)
            tunnel_write(writer, "null");
        else
            write_seconds(writer, *(const double *)at);
        return true;
    case FIELD_TEXT: write_maybe_text(writer, *(const tunnel_text_t *)at); return true;
    case FIELD_CHOICE: write_choice(writer, field, *(const int32_t *)at); return true;
    case FIELD_VALUE: tunnel_write_value(writer, at); return true;
    default: return false;
    }
}

static void write_object(tunnel_writer *writer, const tunnel_field *fields, const void *object)
{
    tunnel_write(writer, "{");
    writer->comma = false;
    tunnel_write_fields(writer, fields, object);
    tunnel_write(writer, "}");
    writer->comma = true;
}

static tunnel_list list_at(const void *at)
{
    tunnel_list list;
    memcpy(&list, at, sizeof list);
    return list;
}

static void write_map(tunnel_writer *writer, const tunnel_field *field, const void *at)
{
    tunnel_list list = list_at(at);
    tunnel_write(writer, "{");
    for (size_t i = 0; i < list.count; i++) {
        const char *item = (const char *)list.items + i * field->size;
        if (i)
            tunnel_write(writer, ",");
        tunnel_write_text(writer,
                          *(const tunnel_text_t *)(const void *)(item + field->fields[0].offset));
        tunnel_write(writer, ":");
        write_simple(writer, &field->fields[1], item + field->fields[1].offset);
    }
    tunnel_write(writer, "}");
}

static void write_item(tunnel_writer *writer, const tunnel_field *field, tunnel_list list,
                       size_t index)
{
    switch ((tunnel_field_kind)field->kind) {
    case FIELD_CHOICES: write_choice(writer, field, ((const int32_t *)list.items)[index]); break;
    case FIELD_INTEGERS: tunnel_write_number(writer, ((const int64_t *)list.items)[index]); break;
    case FIELD_TEXTS: write_maybe_text(writer, ((const tunnel_text_t *)list.items)[index]); break;
    case FIELD_TEXT_LISTS: write_texts(writer, ((const tunnel_texts *)list.items)[index]); break;
    default: write_object(writer, field->fields, (const char *)list.items + index * field->size);
    }
}

static void write_list(tunnel_writer *writer, const tunnel_field *field, const void *at)
{
    tunnel_list list = list_at(at);
    tunnel_write(writer, "[");
    for (size_t i = 0; i < list.count; i++) {
        if (i)
            tunnel_write(writer, ",");
        write_item(writer, field, list, i);
    }
    tunnel_write(writer, "]");
}

void tunnel_write_fields(tunnel_writer *writer, const tunnel_field *fields, const void *result)
{
    for (const tunnel_field *field = fields; field->name; field++) {
        const char *at = (const char *)result + field->offset;
        tunnel_write_name(writer, field->name);
        if (write_simple(writer, field, at))
            continue;
        if (field->kind == FIELD_OBJECT && !*(const bool *)(const void *)at)
            tunnel_write(writer, "null");
        else if (field->kind == FIELD_OBJECT)
            write_object(writer, field->fields, at);
        else if (field->kind == FIELD_MAP)
            write_map(writer, field, at);
        else
            write_list(writer, field, at);
        writer->comma = true;
    }
}

tunnel_status tunnel_write_end(tunnel_writer *writer)
{
    tunnel_buffer *out = writer->text;
    write_bytes(writer, "", 1);
    if (out->used <= out->size) {
        out->used--;
        return TUNNEL_OK;
    }
    out->needed = out->used;
    return TUNNEL_BUFFER_TOO_SMALL;
}
