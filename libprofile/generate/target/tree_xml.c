/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The documents of a job as one tree of libxml2, with what the client does about all that is not
 * written. */
#include "generate/target/stylesheet.h"

#include "schema/schema.h"

typedef struct {
    const acp_job *job;
    xmlNsPtr ns; /* of d:default */
    bool failed;
} builder;

static xmlChar *text_of(acp_slice text)
{
    return xmlStrndup(BAD_CAST(text.ptr ? text.ptr : ""), (int)text.len);
}

/* An element with a text; it is escaped where it is written, not here. */
static xmlNodePtr add(builder *b, xmlNodePtr parent, const char *name, acp_slice value)
{
    xmlNodePtr node = xmlNewChild(parent, NULL, BAD_CAST name, NULL);
    xmlNodePtr text = node && value.len ? xmlNewTextLen(BAD_CAST value.ptr, (int)value.len) : NULL;
    if (text && !xmlAddChild(node, text))
        xmlFreeNode(text);
    if (!node || (value.len && !text))
        b->failed = true;
    return node;
}

static void set(builder *b, xmlNodePtr node, xmlNsPtr ns, const char *name, acp_slice value)
{
    xmlChar *text = text_of(value);
    if (!node || !text || !xmlNewNsProp(node, ns, BAD_CAST name, text))
        b->failed = true;
    xmlFree(text);
}

/* No endpoint honors it. */
static bool is_ignored(const builder *b, acp_setting_id id)
{
    unsigned platforms = acp_setting_get(id)->platforms;
    return platforms && b->job->platforms && !(platforms & b->job->platforms);
}

/* ---- what is not written ----------------------------------------------------------------- */

/* There is a default for it, or for one of the settings below it that occur once. A schema is not
 * deep. */
static bool has_default(const builder *b, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    if (setting->max_occurs != 1 || is_ignored(b, id))
        return false;
    if (acp_setting_default(setting, b->job->client_version))
        return true;
    for (acp_setting_id child = setting->first_child; child != ACP_NO_SETTING;
         child = acp_setting_get(child)->next)
        if (has_default(b, child))
            return true;
    return false;
}

static void add_default_attributes(builder *b, xmlNodePtr node, acp_setting_id id,
                                   const acp_node *written)
{
    char names[256] = "";
    for (acp_setting_id a = acp_setting_get(id)->first_attribute; a != ACP_NO_SETTING;
         a = acp_setting_get(a)->next) {
        const acp_setting *attribute = acp_setting_get(a);
        const char *value = acp_setting_default(attribute, b->job->client_version);
        size_t used = strlen(names);
        if (!value || (written && acp_node_attribute_of(written, a)))
            continue;
        set(b, node, NULL, attribute->name, acp_slice_of(value));
        snprintf(names + used, sizeof names - used, "%s%s", used ? " " : "", attribute->name);
    }
    if (*names)
        set(b, node, b->ns, "default-attributes", acp_slice_of(names));
}

static void add_absent(builder *b, xmlNodePtr parent, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    const char *value = acp_setting_default(setting, b->job->client_version);
    xmlNodePtr node = add(b, parent, setting->name, acp_slice_of(value ? value : ""));
    if (!node)
        return;
    set(b, node, b->ns, "default", ACP_SLICE("true"));
    add_default_attributes(b, node, id, NULL);
    for (acp_setting_id child = setting->first_child; child != ACP_NO_SETTING;
         child = acp_setting_get(child)->next)
        if (has_default(b, child))
            add_absent(b, node, child);
}

/* ---- what is written --------------------------------------------------------------------- */

static void add_written(builder *b, xmlNodePtr parent, const acp_node *element)
{
    char name[256];
    snprintf(name, sizeof name, "%.*s", ACP_SLICE_ARGS(acp_local_name(element->name)));
    xmlNodePtr node = add(b, parent, name, element->value);
    if (!node)
        return;
    for (unsigned i = 0; i < element->attribute_count; i++) {
        const acp_attribute *attribute = &element->attributes[i];
        if (attribute->setting != ACP_NO_SETTING)
            set(b, node, NULL, acp_setting_get(attribute->setting)->name,
                acp_slice_trim(attribute->value));
    }
    if (element->setting != ACP_NO_SETTING)
        add_default_attributes(b, node, element->setting, element);
    if (element->setting != ACP_NO_SETTING && is_ignored(b, element->setting))
        set(b, node, b->ns, "ignored", ACP_SLICE("true"));
    for (const acp_node *child = acp_node_first_child(element); child; child = acp_node_next(child))
        add_written(b, node, child);
    if (element->setting == ACP_NO_SETTING)
        return;
    for (acp_setting_id id = acp_setting_get(element->setting)->first_child; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next)
        if (!acp_node_child(element, id) && has_default(b, id))
            add_absent(b, node, id);
}

static void add_document(builder *b, xmlNodePtr parent, size_t index)
{
    const acp_job_input *input = &b->job->inputs[index];
    char number[24];
    const acp_kind_row *kind = acp_kind_get(input->member->kind);
    xmlNodePtr node = add(b, parent, "document", (acp_slice){0});
    snprintf(number, sizeof number, "%zu", index);
    set(b, node, NULL, "index", acp_slice_of(number));
    set(b, node, NULL, "kind", acp_slice_of(kind ? kind->name : ""));
    set(b, node, NULL, "file", acp_slice_of(input->member->base));
    set(b, node, NULL, "sha256", acp_slice_of(input->sha256));
    if (node && input->member->document->root)
        add_written(b, node, input->member->document->root);
}

/* Of a kind that the target takes one of, and none is there: what the client does without it. */
static void add_absent_documents(builder *b, xmlNodePtr parent)
{
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++) {
        const acp_target_input *takes = acp_target_takes(b->job->target, (acp_kind)kind);
        acp_setting_id root = acp_kind_root((acp_kind)kind);
        if (!takes || takes->max != 1 || root == ACP_NO_SETTING ||
            acp_job_next(b->job, (acp_kind)kind, NULL))
            continue;
        xmlNodePtr node = add(b, parent, "document", (acp_slice){0});
        set(b, node, NULL, "kind", acp_slice_of(acp_kind_get((acp_kind)kind)->name));
        set(b, node, b->ns, "default", ACP_SLICE("true"));
        if (node)
            add_absent(b, node, root);
    }
}

static void add_head(builder *b, xmlNodePtr root)
{
    const acp_job *job = b->job;
    char version[16];
    const char *name;
    snprintf(version, sizeof version, "%u.%u", (unsigned)job->client_version >> 8,
             job->client_version & 0xFFu);
    set(b, root, NULL, "target", acp_slice_of(job->target->name));
    set(b, root, NULL, "client-version", acp_slice_of(version));
    for (unsigned i = 0; (name = acp_platform_name(i)); i++)
        if (job->platforms >> i & 1)
            add(b, root, "platform", acp_slice_of(name));
    for (size_t i = 0; job->target->options[i].name; i++)
        set(b, add(b, root, "option", acp_slice_of(job->values[i])), NULL, "name",
            acp_slice_of(job->target->options[i].name));
}

xmlDocPtr acp_job_tree(const acp_job *job)
{
    builder b = {.job = job};
    xmlDocPtr document = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr root = document ? xmlNewNode(NULL, BAD_CAST "deployment") : NULL;
    if (!root) {
        xmlFreeDoc(document);
        return NULL;
    }
    xmlDocSetRootElement(document, root);
    b.ns = xmlNewNs(root, BAD_CAST ACP_DEPLOY_NS, BAD_CAST "d");
    add_head(&b, root);
    for (size_t i = 0; i < job->input_count; i++)
        if (job->inputs[i].member->role == ACP_ROLE_DOCUMENT)
            add_document(&b, root, i);
    add_absent_documents(&b, root);
    if (b.ns && !b.failed)
        return document;
    xmlFreeDoc(document);
    return NULL;
}
