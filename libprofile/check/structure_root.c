/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The root element: what kind of document this is, and in which namespace. */
#include "check/structure.h"

#define XSD_NAMESPACE "http://www.w3.org/2001/XMLSchema"

static bool kind_has_root(acp_kind kind, acp_slice name)
{
    for (const char *const *root = acp_kind_get(kind)->roots; root && *root; root++)
        if (acp_slice_is(name, *root))
            return true;
    return false;
}

const char *acp_nearest_root(const char *text, size_t len)
{
    acp_slice name = {text, len};
    const char *nearest = NULL;
    unsigned best = 4;
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++) {
        for (const char *const *root = acp_kinds[kind].roots; root && *root; root++) {
            if (!len || acp_lower(*text) != acp_lower(**root))
                continue;
            unsigned distance = acp_distance(name, acp_slice_of(*root), best);
            if (distance < best && distance * 3 < strlen(*root)) {
                best = distance;
                nearest = *root;
            }
        }
    }
    return nearest;
}

static void say_unknown_root(acp_run *run, const acp_node *root)
{
    acp_slice name = acp_local_name(root->name);
    if (acp_slice_is(name, "schema") && root->ns && strcmp(root->ns, XSD_NAMESPACE) == 0) {
        acp_say(run, "ACP0033", acp_at_name(root),
                "This is an XML Schema, the description of a format, not a document in it. A "
                "client that finds it in place of a profile has no profile.");
        return;
    }
    const char *nearest = acp_nearest_root(name.ptr, name.len);
    if (nearest)
        acp_say(run, "ACP0030", acp_at_name(root),
                "<%.*s> is no root element the client reads; it resembles <%s>.",
                ACP_SLICE_ARGS(name), nearest);
    else
        acp_say(run, "ACP0030", acp_at_name(root), "<%.*s> is no root element the client reads.",
                ACP_SLICE_ARGS(name));
}

static void check_named_kind(acp_run *run, const acp_node *root)
{
    const acp_document *document = run->document;
    acp_kind named = document->named_kind;
    if (named == ACP_KIND_UNKNOWN || !acp_kinds[named].roots || !*acp_kinds[named].roots ||
        kind_has_root(named, acp_local_name(root->name)))
        return;
    acp_say(run, "ACP0031", acp_at_name(root),
            "%s is read as %s, whose root element is <%s>; this one is <%.*s>.", document->name,
            acp_kinds[named].label, acp_kinds[named].roots[0], ACP_SLICE_ARGS(root->name));
}

/* Place of the namespace in the root's start tag, its name when it is not written there. */
static acp_place namespace_place(const acp_node *root)
{
    const char *colon = root->name.len ? memchr(root->name.ptr, ':', root->name.len) : NULL;
    for (unsigned i = 0; i < root->attribute_count; i++) {
        acp_slice name = root->attributes[i].name;
        if (!colon && acp_slice_is(name, "xmlns"))
            return acp_at_attribute(root, &root->attributes[i]);
        size_t length = colon ? (size_t)(colon - root->name.ptr) : 0;
        if (colon && name.len == 6 + length && memcmp(name.ptr, "xmlns:", 6) == 0 &&
            memcmp(name.ptr + 6, root->name.ptr, length) == 0)
            return acp_at_attribute(root, &root->attributes[i]);
    }
    return acp_at_name(root);
}

static void check_namespace(acp_run *run, const acp_node *root)
{
    acp_kind kind = run->document->kind;
    const char *wanted = acp_kinds[kind].ns;
    if (!wanted) {
        if (root->ns)
            acp_say(run, "ACP0053", namespace_place(root),
                    "The namespace is \"%.120s\"; %s has none.", root->ns, acp_kinds[kind].file);
        return;
    }
    if (root->ns && strcmp(root->ns, wanted) == 0)
        return;
    if (root->ns)
        acp_say(run, "ACP0051", namespace_place(root),
                "The namespace is \"%.120s\"; the client knows only \"%s\" and refuses the file.",
                root->ns, wanted);
    else
        acp_say(run, kind == ACP_KIND_LOCAL_POLICY ? "ACP0052" : "ACP0050", acp_at_name(root),
                NULL);
}

bool acp_structure_root(acp_run *run)
{
    const acp_document *document = run->document;
    const acp_node *root = document->root;
    if (document->kind == ACP_KIND_UNKNOWN ||
        (document->named_kind == document->kind && acp_kinds[document->kind].roots &&
         *acp_kinds[document->kind].roots &&
         acp_kind_of_root(acp_local_name(root->name)) == ACP_KIND_UNKNOWN)) {
        if (document->kind != ACP_KIND_UNKNOWN)
            check_named_kind(run, root);
        else
            say_unknown_root(run, root);
        return false;
    }
    check_named_kind(run, root);
    if (acp_kinds[document->kind].json_schema)
        return false; /* its rules say what must be in it */
    if (acp_kinds[document->kind].schema < 0) {
        acp_say(run, "ACP0032", acp_at_name(root),
                "%s: no published source shows the elements of this kind, so only its being "
                "well-formed was checked.",
                acp_kinds[document->kind].label);
        return false;
    }
    check_namespace(run, root);
    if (document->kind == ACP_KIND_LOCAL_POLICY && !acp_node_attribute(root, "acversion"))
        acp_say(run, "ACP0054", acp_at_name(root), NULL);
    return document->setting_count > 0;
}
