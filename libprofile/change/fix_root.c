/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fixes of the root's start tag: namespace and schema location. */
#include "change/fixes.h"
#include "check/rules/common.h"

static const acp_kind_row *kind_of(const acp_fix_job *job)
{
    return acp_kind_get(job->document->kind);
}

/* The declaration that puts the root where it is: xmlns, or xmlns:PREFIX of its prefix. */
static const acp_attribute *declaration(const acp_node *root)
{
    acp_slice prefix = acp_slice_prefix(root->name);
    return prefix.len ? acp_prefix_declaration(root, prefix) : acp_node_attribute(root, "xmlns");
}

bool acp_fix_set_namespace(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *root = job->document->root;
    const acp_attribute *written = declaration(root);
    acp_slice ns = acp_slice_of(kind_of(job)->ns);
    (void)place;
    if (written)
        acp_edit_set_attribute(job->edits, written, ns);
    else
        acp_edit_add_attribute(job->edits, root, ACP_SLICE("xmlns"), ns);
    return true;
}

/* A prefix would have to be taken off every name. */
bool acp_fix_remove_namespace(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_attribute *written = acp_node_attribute(job->document->root, "xmlns");
    (void)place;
    if (!written || acp_slice_prefix(job->document->root->name).len)
        return false;
    acp_edit_delete_attribute(job->edits, written);
    return true;
}

bool acp_fix_rename_root(const acp_fix_job *job, const acp_fix_place *place)
{
    acp_edit_rename_element(job->edits, place->node, kind_of(job)->roots[0]);
    return true;
}

/* ---- xsi:schemaLocation ------------------------------------------------------------------ */

static acp_slice location(const acp_fix_job *job, char *buffer, size_t size)
{
    snprintf(buffer, size, "%s %s", kind_of(job)->ns, kind_of(job)->schema_file);
    return acp_slice_of(buffer);
}

bool acp_fix_set_schema_location(const acp_fix_job *job, const acp_fix_place *place)
{
    char text[200];
    acp_edit_set_attribute(job->edits, place->attribute, location(job, text, sizeof text));
    return true;
}

static const acp_attribute *declared_schema_instance(const acp_node *root)
{
    for (unsigned i = 0; i < root->attribute_count; i++) {
        const acp_attribute *attribute = &root->attributes[i];
        if (acp_slice_is(acp_slice_prefix(attribute->name), "xmlns") &&
            acp_slice_is(attribute->value, ACP_XSI))
            return attribute;
    }
    return NULL;
}

bool acp_fix_add_schema_location(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *root = job->document->root;
    const acp_attribute *declared = declared_schema_instance(root);
    acp_slice prefix = declared ? acp_local_name(declared->name) : ACP_SLICE("xsi");
    char name[100], text[200];
    (void)place;
    const acp_attribute *other = acp_prefix_declaration(root, ACP_SLICE("xsi"));
    if (!declared && other)
        acp_edit_set_attribute(job->edits, other, ACP_SLICE(ACP_XSI));
    else if (!declared)
        acp_edit_add_attribute(job->edits, root, ACP_SLICE("xmlns:xsi"), ACP_SLICE(ACP_XSI));
    if ((size_t)snprintf(name, sizeof name, "%.*s:schemaLocation", ACP_SLICE_ARGS(prefix)) >=
        sizeof name)
        return false;
    acp_edit_add_attribute(job->edits, root, acp_slice_of(name), location(job, text, sizeof text));
    return true;
}

/* A value that nobody looked at while the name was wrong. */
static void mend_location(const acp_fix_job *job, const acp_attribute *attribute)
{
    char text[200];
    if (!acp_schema_location_fits(kind_of(job), attribute->value))
        acp_edit_set_attribute(job->edits, attribute, location(job, text, sizeof text));
}

/* The prefix xsi means something else. */
static void bind_prefix(const acp_fix_job *job, const acp_attribute *declared)
{
    const acp_attribute *attribute = acp_node_attribute(job->document->root, "xsi:schemaLocation");
    acp_edit_set_attribute(job->edits, declared, ACP_SLICE(ACP_XSI));
    if (attribute)
        mend_location(job, attribute);
}

bool acp_fix_mend_schema_location(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *root = job->document->root;
    const acp_attribute *attribute = place->attribute;
    acp_slice local = acp_local_name(attribute->name);
    if (!acp_slice_equal_nocase(local, ACP_SLICE("schemaLocation"))) {
        bind_prefix(job, attribute);
        return true;
    }
    acp_slice prefix = acp_slice_prefix(attribute->name);
    if (prefix.len) {
        acp_span span = attribute->name_span;
        span.start = span.end - (uint32_t)local.len;
        acp_edit_replace(job->edits, span, ACP_SLICE("schemaLocation"));
    } else {
        acp_edit_replace(job->edits, attribute->name_span, ACP_SLICE("xsi:schemaLocation"));
        if (!acp_prefix_declaration(root, ACP_SLICE("xsi")))
            acp_edit_add_attribute(job->edits, root, ACP_SLICE("xmlns:xsi"), ACP_SLICE(ACP_XSI));
    }
    mend_location(job, attribute);
    return true;
}
