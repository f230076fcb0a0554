/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which kind of document this is: a fixed file name decides, else the root element. */
#include <fnmatch.h>

#include "document/document.h"
#include "schema/schema.h"

#define MOST_STEPS 4

/* The last steps of a path, separated by / or \. */
static const char *last_steps(const char *name, unsigned steps)
{
    const char *starts[MOST_STEPS] = {name, name, name, name};
    unsigned count = 1;
    for (const char *p = name; *p; p++)
        if (*p == '/' || *p == '\\')
            starts[count++ % MOST_STEPS] = p + 1;
    return starts[(count - (steps < count ? steps : count)) % MOST_STEPS];
}

/* Users name files in any case of letters; "*" in the table stands for a free first part. */
static bool file_name_is(const char *name, const char *wanted)
{
    unsigned steps = 1;
    for (const char *p = wanted; *p; p++)
        steps += *p == '/';
    name = last_steps(name, steps);
    char plain[256];
    size_t length = strlen(name);
    if (length >= sizeof plain)
        return false;
    for (size_t i = 0; i <= length; i++)
        plain[i] = name[i] == '\\' ? '/' : name[i];
    return fnmatch(wanted, plain, FNM_CASEFOLD | FNM_PATHNAME) == 0;
}

const char *acp_kind_file(acp_kind kind, const char *name)
{
    for (const char *const *file = acp_kinds[kind].files; file && *file; file++)
        if (file_name_is(name, *file))
            return *file;
    return NULL;
}

acp_kind acp_kind_of_file(const char *name)
{
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++)
        if (acp_kind_file((acp_kind)kind, name))
            return (acp_kind)kind;
    return ACP_KIND_UNKNOWN;
}

static bool kind_has_root(acp_kind kind, acp_slice local_name)
{
    for (const char *const *root = acp_kinds[kind].roots; root && *root; root++)
        if (acp_slice_is(local_name, *root))
            return true;
    return false;
}

/* A document of plain JSON has no root element; the reader names it, after its file. */
static bool is_root_of_schema(acp_kind kind, acp_slice local_name)
{
    if (!acp_kinds[kind].json_schema)
        return kind_has_root(kind, local_name);
    return acp_slice_is(local_name, acp_schemas[acp_kinds[kind].schema].name);
}

acp_kind acp_kind_of_root(acp_slice local_name)
{
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++)
        if (kind_has_root((acp_kind)kind, local_name))
            return (acp_kind)kind;
    return ACP_KIND_UNKNOWN;
}

bool acp_document_decide_kind(acp_document *document, const acp_node *root)
{
    acp_slice name = acp_local_name(root->name);
    acp_kind named = document->named_kind;
    /* A file under the wrong name is still checked as what it is; the check reports the name. */
    bool fits = named != ACP_KIND_UNKNOWN &&
                (kind_has_root(named, name) || acp_kind_of_root(name) == ACP_KIND_UNKNOWN);
    document->kind = fits ? named : acp_kind_of_root(name);
    if (document->kind == ACP_KIND_UNKNOWN || acp_kinds[document->kind].schema < 0 ||
        !is_root_of_schema(document->kind, name))
        return true;
    const acp_schema *schema = &acp_schemas[acp_kinds[document->kind].schema];
    document->slots = acp_arena_alloc(&document->arena, 2 * schema->count * sizeof(acp_node *));
    if (!document->slots)
        return false;
    document->last_slots = document->slots + schema->count;
    document->first_setting = schema->first;
    document->setting_count = schema->count;
    return true;
}
