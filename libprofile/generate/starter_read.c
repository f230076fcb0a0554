/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading starters: the instructions before the root say what is a parameter. */
#include <stdlib.h>

#include "change/edit.h"
#include "change/layout.h"
#include "change/trial.h"
#include "document/findings.h"
#include "generate/starter.h"

/* The value of NAME="value" in an instruction; NULL: it is not there. */
static const char *get(acp_arena *arena, acp_slice data, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i + length + 2 < data.len;) {
        size_t start = i;
        while (i < data.len && data.ptr[i] != '=')
            i++;
        if (i + 1 >= data.len)
            break;
        acp_slice key = acp_slice_trim((acp_slice){data.ptr + start, i - start});
        char quote = data.ptr[i + 1];
        const char *value = data.ptr + i + 2;
        const char *end = memchr(value, quote, data.len - i - 2);
        if (!end)
            break;
        if (acp_slice_is(key, name))
            return acp_arena_copy(arena, value, (size_t)(end - value));
        i = (size_t)(end - data.ptr) + 1;
    }
    return NULL;
}

static acp_parameter_form form_of(const char *form)
{
    return !form                         ? ACP_PARAMETER_ONE
           : strcmp(form, "commas") == 0 ? ACP_PARAMETER_COMMAS
           : strcmp(form, "repeat") == 0 ? ACP_PARAMETER_REPEAT
                                         : ACP_PARAMETER_SITES;
}

static const char *words_for(acp_starter *s, size_t i)
{
    if (s->forms[i] == ACP_PARAMETER_SITES)
        return "NAME=ADDRESS for each site, and +ADDRESS behind it for each of its backups";
    if (s->choices[i])
        return acp_arena_printf(&s->arena, "one of %s", s->choices[i]);
    return s->types[i] ? s->types[i]->help : "text";
}

static size_t parameter_named(const acp_starter *s, const char *name)
{
    size_t i = 0;
    while (i < s->parameter_count && strcmp(s->parameters[i].name, name) != 0)
        i++;
    return i;
}

/* A second file names parameters of the first one again, only to say where they go in it. */
static void add_parameter(acp_starter *s, acp_starter_file_row *file, acp_slice data)
{
    const char *name = get(&s->arena, data, "name");
    size_t i = name ? parameter_named(s, name) : ACP_STARTER_PARAMETERS;
    if (i >= ACP_STARTER_PARAMETERS) {
        s->arena.failed = true;
        return;
    }
    if (i == s->parameter_count) {
        const char *type = get(&s->arena, data, "type");
        s->types[i] = type ? acp_value_type_find(type, strlen(type)) : NULL;
        s->forms[i] = form_of(get(&s->arena, data, "form"));
        s->choices[i] = get(&s->arena, data, "choices");
        s->parameters[i] = (acp_parameter){.name = name,
                                           .help = get(&s->arena, data, "help"),
                                           .type = words_for(s, i),
                                           .list = s->forms[i] != ACP_PARAMETER_ONE,
                                           .fallback = get(&s->arena, data, "default")};
        s->parameter_count++;
    }
    const char *path = get(&s->arena, data, "path"), *drop = get(&s->arena, data, "drop");
    file->uses[file->use_count++] = (acp_starter_use){i, path, drop ? drop : path};
}

static size_t count_instructions(const acp_document *document)
{
    size_t count = 0;
    for (const acp_node *node = document->before; node; node = node->next)
        count += node->type == ACP_NODE_PI;
    return count;
}

/* Takes the instructions in, and out of the document. */
static acp_status read_instructions(acp_starter *s, const acp_document *document,
                                    acp_starter_file_row *file)
{
    acp_edits *edits = acp_edits_new(document);
    file->uses =
        acp_arena_alloc(&s->arena, (count_instructions(document) + 1) * sizeof *file->uses);
    for (const acp_node *node = document->before; edits && file->uses && node; node = node->next) {
        if (node->type != ACP_NODE_PI)
            continue;
        if (acp_slice_is(node->name, "acprof-parameter"))
            add_parameter(s, file, node->value);
        else if (!s->summary) {
            s->summary = get(&s->arena, node->value, "summary");
            s->others = get(&s->arena, node->value, "with");
        }
        acp_edit_delete(edits, acp_whole_lines(document, node->whole));
    }
    acp_trial clean = {0};
    acp_status status = ACP_NO_MEMORY;
    if (edits && file->uses && acp_edits_commit(edits))
        status = acp_trial_read(document, edits, &clean);
    file->document = clean.document;
    clean.document = NULL;
    acp_trial_free(&clean);
    acp_edits_free(edits);
    return status;
}

static const acp_starter_row *find_row(const char *name)
{
    const acp_starter_row *row = acp_starter_rows;
    while (row->name && strcmp(row->name, name) != 0)
        row++;
    return row->name ? row : NULL;
}

/* The name the file usually has: what the instruction says, else that of the starter. */
static acp_status read_file(acp_starter *s, const acp_starter_row *row)
{
    acp_findings *ignored = acp_findings_new();
    acp_document *document = NULL;
    acp_slice text = {row->text, (size_t)(row->end - row->text)};
    const char *head = acp_slice_find(text, ACP_SLICE("<?acprof-starter"));
    const char *file = NULL;
    if (head) {
        acp_slice rest = {head + 16, text.len - (size_t)(head + 16 - text.ptr)};
        rest.len = (size_t)(acp_slice_find(rest, ACP_SLICE("?>")) - rest.ptr);
        file = get(&s->arena, rest, "file");
    }
    if (!file)
        file = acp_arena_printf(&s->arena, "%s.xml", row->name);
    acp_read_options read = {.kind = ACP_KIND_UNKNOWN};
    acp_status status = ignored && file ? acp_document_read_memory(file, text.ptr, text.len, &read,
                                                                   ignored, &document)
                                        : ACP_NO_MEMORY;
    if (status == ACP_OK)
        status = read_instructions(s, document, &s->files[s->file_count++]);
    acp_document_free(document);
    acp_findings_free(ignored);
    return status == ACP_OK && s->arena.failed ? ACP_NO_MEMORY : status;
}

bool acp_starter_is_part(const acp_starter_row *row)
{
    acp_slice text = {row->text, (size_t)(row->end - row->text)};
    return !acp_slice_find(text, ACP_SLICE("<?acprof-starter summary="));
}

acp_status acp_starter_open(const char *name, acp_starter **out)
{
    const acp_starter_row *row = find_row(name);
    *out = NULL;
    if (!row || acp_starter_is_part(row))
        return ACP_NOT_FOUND;
    acp_starter *s = calloc(1, sizeof *s);
    acp_status status = s ? read_file(s, row) : ACP_NO_MEMORY;
    if (status == ACP_OK && s->others)
        status = read_file(s, find_row(s->others));
    if (status == ACP_OK)
        *out = s;
    else
        acp_starter_free(s);
    return status;
}

void acp_starter_free(acp_starter *starter)
{
    if (!starter)
        return;
    for (size_t i = 0; i < ACP_STARTER_FILES; i++)
        acp_document_free(starter->files[i].document);
    acp_arena_free(&starter->arena);
    free(starter);
}
