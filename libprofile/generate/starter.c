/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Filling starters: each parameter becomes changes of the document. */
#include "generate/starter.h"

#include <stdlib.h>

#define MOST_CHANGES 512

const char *acp_starter_name(size_t index)
{
    const acp_starter_row *row = acp_starter_rows;
    for (; row->name; row++)
        if (!acp_starter_is_part(row) && index-- == 0)
            return row->name;
    return NULL;
}

const char *acp_starter_summary(const acp_starter *starter)
{
    return starter->summary;
}

size_t acp_starter_file_count(const acp_starter *starter)
{
    return starter->file_count;
}

const char *acp_starter_file(const acp_starter *starter, size_t index)
{
    return index < starter->file_count ? starter->files[index].document->name : NULL;
}

acp_kind acp_starter_kind(const acp_starter *starter, size_t index)
{
    return index < starter->file_count ? starter->files[index].document->kind : ACP_KIND_UNKNOWN;
}

size_t acp_starter_parameter_count(const acp_starter *starter)
{
    return starter->parameter_count;
}

const acp_parameter *acp_starter_parameter(const acp_starter *starter, size_t index)
{
    return index < starter->parameter_count ? &starter->parameters[index] : NULL;
}

/* ---- values ------------------------------------------------------------------------------ */

static bool is_among(acp_slice value, const char *choices)
{
    acp_slice rest = acp_slice_of(choices), item;
    while (acp_slice_next_item(&rest, &item))
        if (acp_slice_equal(item, value))
            return true;
    return false;
}

/* NAME=ADDRESS+BACKUP+BACKUP, taken apart from the left. */
static bool next_part(acp_slice *rest, char separator, acp_slice *part)
{
    if (!rest->ptr)
        return false;
    const char *end = memchr(rest->ptr, separator, rest->len);
    size_t length = end ? (size_t)(end - rest->ptr) : rest->len;
    *part = acp_slice_trim((acp_slice){rest->ptr, length});
    *rest = end ? (acp_slice){end + 1, rest->len - length - 1} : (acp_slice){NULL, 0};
    return true;
}

static bool is_site(const acp_value_type *address, acp_slice item)
{
    acp_slice name, part;
    if (!next_part(&item, '=', &name) || !name.len || !item.ptr)
        return false;
    while (next_part(&item, '+', &part))
        if (!address->test(part.ptr, part.len))
            return false;
    return true;
}

static bool fits(const acp_starter *s, size_t i, acp_slice item)
{
    if (s->forms[i] == ACP_PARAMETER_SITES)
        return is_site(acp_value_type_find("address", 7), item);
    if (s->choices[i])
        return is_among(item, s->choices[i]);
    return s->types[i] ? s->types[i]->test(item.ptr, item.len) : item.len > 0;
}

static acp_status say_bad(const acp_starter *s, size_t i, acp_slice item, char *message,
                          size_t size)
{
    const acp_parameter *parameter = &s->parameters[i];
    acp_slice shown = acp_shown(item);
    if (item.len)
        snprintf(message, size, "%s cannot be '%.*s'; it is %s", parameter->name,
                 ACP_SLICE_ARGS(shown), parameter->type);
    else
        snprintf(message, size, "%s is missing: %s (%s)", parameter->name, parameter->help,
                 parameter->type);
    acp_clip_text(message);
    return ACP_BAD_VALUE;
}

acp_status acp_starter_check(const acp_starter *starter, size_t parameter, const char *value,
                             char *message, size_t message_size)
{
    const acp_parameter *row = &starter->parameters[parameter];
    acp_slice rest = acp_slice_trim(acp_slice_of(value)), item;
    if (!rest.len)
        return row->fallback && !*row->fallback
                   ? ACP_OK
                   : say_bad(starter, parameter, rest, message, message_size);
    if (!row->list)
        return fits(starter, parameter, rest)
                   ? ACP_OK
                   : say_bad(starter, parameter, rest, message, message_size);
    while (acp_slice_next_item(&rest, &item))
        if (!fits(starter, parameter, item))
            return say_bad(starter, parameter, item, message, message_size);
    return ACP_OK;
}

/* ---- changes ----------------------------------------------------------------------------- */

typedef struct {
    acp_arena arena;
    acp_change changes[MOST_CHANGES];
    size_t count;
    bool full;
} change_list;

static void add(change_list *list, acp_change_how how, const char *path, acp_slice value)
{
    if (list->count == MOST_CHANGES) {
        list->full = true;
        return;
    }
    list->changes[list->count++] = (acp_change){
        how, path, acp_arena_copy(&list->arena, value.ptr ? value.ptr : "", value.len)};
}

/* The example is replaced by the first, the others come behind it. */
static void add_repeated(change_list *list, const char *path, acp_slice value)
{
    acp_slice item;
    const char *next = acp_arena_printf(&list->arena, "%s[+]", path);
    for (bool first = true; acp_slice_next_item(&value, &item); first = false)
        add(list, ACP_CHANGE_SET, first ? path : next, item);
}

static const char *doubled_quotes(acp_arena *arena, acp_slice text)
{
    char *out = acp_arena_alloc(arena, 2 * text.len + 1);
    for (size_t i = 0, at = 0; out && i < text.len; i++) {
        out[at++] = text.ptr[i];
        if (text.ptr[i] == '"')
            out[at++] = '"';
    }
    return out ? out : "";
}

/* The example entry becomes the first site; each of the others gets an entry behind it. */
static void add_sites(change_list *list, const char *entry, acp_slice value)
{
    acp_slice item, name, part;
    const char *more = "";
    for (; acp_slice_next_item(&value, &item); more = "[+]") {
        next_part(&item, '=', &name);
        add(list, ACP_CHANGE_SET, acp_arena_printf(&list->arena, "%s%s/HostName", entry, more),
            name);
        const char *site = acp_arena_printf(&list->arena, "%s[HostName=\"%s\"]", entry,
                                            doubled_quotes(&list->arena, name));
        next_part(&item, '+', &part);
        add(list, ACP_CHANGE_SET, acp_arena_printf(&list->arena, "%s/HostAddress", site), part);
        const char *backup =
            acp_arena_printf(&list->arena, "%s/BackupServerList/HostAddress[+]", site);
        while (next_part(&item, '+', &part))
            add(list, ACP_CHANGE_SET, backup, part);
    }
}

static void add_at(change_list *list, acp_parameter_form form, const char *path, acp_slice value)
{
    if (form == ACP_PARAMETER_REPEAT)
        add_repeated(list, path, value);
    else if (form == ACP_PARAMETER_SITES)
        add_sites(list, path, value);
    else
        add(list, ACP_CHANGE_SET, path, value);
}

/* Several paths stand with semicolons between them. */
static void add_use(change_list *list, const acp_starter *s, const acp_starter_use *use,
                    acp_slice value)
{
    acp_slice rest = acp_slice_of(value.len ? use->path : use->drop), part;
    while (next_part(&rest, ';', &part)) {
        const char *path = acp_arena_copy(&list->arena, part.ptr, part.len);
        if (value.len)
            add_at(list, s->forms[use->parameter], path, value);
        else
            add(list, ACP_CHANGE_DELETE, path, value);
    }
}

/* The value of a parameter: what was given, its fallback, or that of the parameter the fallback
 * names with $. NULL: there is none. */
static const char *value_of(const acp_starter *s, size_t i, const char *const *values)
{
    const char *value = values[i] ? values[i] : s->parameters[i].fallback;
    for (size_t other = 0; value && *value == '$' && other < s->parameter_count; other++)
        if (other != i && strcmp(s->parameters[other].name, value + 1) == 0)
            return values[other] ? values[other] : s->parameters[other].fallback;
    return value;
}

static acp_status add_values(change_list *list, const acp_starter *s,
                             const acp_starter_file_row *file, const char *const *values,
                             char *message, size_t size)
{
    for (size_t i = 0; i < file->use_count; i++) {
        const acp_starter_use *use = &file->uses[i];
        const char *value = value_of(s, use->parameter, values);
        acp_status status = acp_starter_check(s, use->parameter, value ? value : "", message, size);
        if (status != ACP_OK)
            return status;
        add_use(list, s, use, acp_slice_trim(acp_slice_of(value)));
    }
    if (list->full) {
        snprintf(message, size, "the lists are too long; add the rest with 'acprof set'");
        return ACP_BAD_VALUE;
    }
    return list->arena.failed ? ACP_NO_MEMORY : ACP_OK;
}

/* Not only what the values add counts: for some platforms and clients a starter is wrong as a
 * whole.
 */
static acp_status judge(const acp_change_options *options, acp_change_result *out)
{
    static const acp_check_options none = {0};
    acp_findings *all = acp_findings_new();
    acp_status status = all ? acp_check(out->document, options->check ? options->check : &none, all)
                            : ACP_NO_MEMORY;
    acp_findings_free(out->added);
    out->added = all;
    if (status == ACP_OK && !options->despite_errors && acp_findings_worst(all) >= ACP_ERROR) {
        snprintf(out->message, sizeof out->message, "the file would have an error");
        status = ACP_REFUSED;
    }
    if (status != ACP_OK) {
        acp_document_free(out->document);
        free(out->text);
        out->document = NULL;
        out->text = NULL;
    }
    return status;
}

acp_status acp_starter_fill(const acp_starter *starter, size_t file, const char *const *values,
                            const acp_change_options *options, acp_change_result *out)
{
    const acp_starter_file_row *row = &starter->files[file];
    change_list *list = calloc(1, sizeof *list);
    *out = (acp_change_result){0};
    acp_status status =
        list ? add_values(list, starter, row, values, out->message, sizeof out->message)
             : ACP_NO_MEMORY;
    if (status == ACP_OK)
        status = acp_change_document(row->document, list->changes, list->count, options, out);
    if (status == ACP_OK)
        status = judge(options, out);
    if (list)
        acp_arena_free(&list->arena);
    free(list);
    return status;
}
