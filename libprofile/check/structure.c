/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The structure check: what the schema says of elements and their places. It accepts what schema
 * validation accepts and refuses what that refuses, with better words;
 * tests/unit/test_schema_peer.c holds the two against each other. */
#include "check/structure.h"

#include <stdlib.h>

static bool same_alone(const acp_node *a, const acp_node *b)
{
    if (!acp_slice_equal(a->name, b->name) || !acp_slice_equal(a->value, b->value) ||
        a->attribute_count != b->attribute_count)
        return false;
    for (unsigned i = 0; i < a->attribute_count; i++)
        if (!acp_slice_equal(a->attributes[i].name, b->attributes[i].name) ||
            !acp_slice_equal(a->attributes[i].value, b->attributes[i].value))
            return false;
    return true;
}

/* The next element below top in document order, NULL: none. */
static const acp_node *next_inside(const acp_node *top, const acp_node *node)
{
    do {
        if (node->first) {
            node = node->first;
            continue;
        }
        while (node != top && !node->next)
            node = node->parent;
        if (node == top)
            return NULL;
        node = node->next;
    } while (node->type != ACP_NODE_ELEMENT);
    return node;
}

/* Lists the elements in `first`, once for all that are held against it: it may be large. */
static const acp_structure_content *content_of(const acp_structure_walk *w, const acp_node *first)
{
    acp_structure_content *content = &w->contents[acp_structure_slot(w, first->setting)];
    if (content->of == first)
        return content;
    free(content->elements);
    *content = (acp_structure_content){.of = first};
    size_t count = 0;
    for (const acp_node *node = first; (node = next_inside(first, node));)
        count++;
    content->elements = malloc((count + 1) * sizeof(acp_node *));
    if (!content->elements) {
        w->run->no_memory = true;
        return content;
    }
    for (const acp_node *node = first; (node = next_inside(first, node));)
        content->elements[content->count++] = node;
    return content;
}

static unsigned depth_of(const acp_node *node)
{
    unsigned depth = 0;
    while ((node = node->parent))
        depth++;
    return depth;
}

/* Equal content: same names, attributes and values below, layout and comments aside. Both stand
 * below one parent. */
static bool same_content(const acp_structure_walk *w, const acp_node *first, const acp_node *other)
{
    if (!same_alone(first, other) || first->has_elements != other->has_elements)
        return false;
    if (!first->has_elements)
        return true;
    const acp_structure_content *content = content_of(w, first);
    const acp_node *node = next_inside(other, other);
    size_t at = 0;
    for (; node && at < content->count; node = next_inside(other, node), at++)
        if (!same_alone(content->elements[at], node) ||
            depth_of(content->elements[at]) != depth_of(node))
            return false;
    return !node && at == content->count;
}

static void say_repeated(const acp_structure_walk *w, const acp_node *child, const acp_node *first)
{
    const acp_setting *setting = acp_setting_get(child->setting);
    acp_place before = acp_at_name(first);
    bool same = same_content(w, first, child);
    const char *id = strcmp(setting->name, "ServerList") == 0 ? "ACP0104"
                     : same                                   ? "ACP0101"
                                                              : "ACP0102";
    char detail[256];
    snprintf(detail, sizeof detail,
             same ? "<%s> is allowed once in <%.*s>; this one says the same as the first."
                  : "<%s> is allowed once in <%.*s>; this one differs from the first, and which "
                    "of them the client follows is not known.",
             setting->name, ACP_SLICE_ARGS(child->parent->name));
    acp_clip_text(detail);
    acp_note note = {.detail = detail, .related = &before, .related_text = "the first is here"};
    acp_report_at(w->run, acp_rule_find(id), acp_at_name(child), &note);
}

static void check_count(const acp_structure_walk *w, const acp_node *child)
{
    const acp_setting *setting = acp_setting_get(child->setting);
    uint32_t count = ++w->counts[acp_structure_slot(w, child->setting)];
    if (count == 1)
        w->firsts[acp_structure_slot(w, child->setting)] = child;
    else if (setting->max_occurs == 1)
        say_repeated(w, child, w->firsts[acp_structure_slot(w, child->setting)]);
    else if (setting->max_occurs != ACP_UNBOUNDED && count == setting->max_occurs + 1u)
        acp_structure_say(w->run, "ACP0103", acp_at_name(child), NULL,
                          "<%s> is allowed at most %u times in <%.*s>; this is one too many.",
                          setting->name, setting->max_occurs, ACP_SLICE_ARGS(child->parent->name));
}

/* Ids grow in schema order, so a child that stands too late has a smaller id than one before it. */
static void check_order(const acp_structure_walk *w, const acp_node *element)
{
    if (element->setting == ACP_NO_SETTING || acp_setting_get(element->setting)->any_order)
        return;
    const acp_node *latest = NULL;
    for (const acp_node *child = acp_node_first_child(element); child;
         child = acp_node_next(child)) {
        if (child->setting == ACP_NO_SETTING)
            continue;
        const acp_setting *setting = acp_setting_get(child->setting);
        bool repeat =
            setting->max_occurs == 1 && w->firsts[acp_structure_slot(w, child->setting)] != child;
        if (!repeat && latest && child->setting < latest->setting) {
            acp_place other = acp_at_name(latest);
            char detail[400], remedy[200];
            snprintf(detail, sizeof detail,
                     "<%s> must stand before <%s> in <%.*s>. The schema the client validates with "
                     "fixes the order; a profile in another order may be refused.",
                     setting->name, acp_setting_get(latest->setting)->name,
                     ACP_SLICE_ARGS(element->name));
            snprintf(remedy, sizeof remedy, "move <%s> before <%s>", setting->name,
                     acp_setting_get(latest->setting)->name);
            acp_clip_text(detail);
            acp_note note = {.detail = detail,
                             .remedy = remedy,
                             .related = &other,
                             .related_text = "stands here"};
            acp_report_at(w->run, acp_rule_find("ACP0100"), acp_at_name(child), &note);
            return;
        }
        if (!repeat && (!latest || child->setting > latest->setting))
            latest = child;
    }
}

static void say_missing(const acp_structure_walk *w, const acp_node *element, const char *child)
{
    char remedy[200];
    snprintf(remedy, sizeof remedy, "add <%s>, or remove <%s>", child,
             acp_setting_get(element->setting)->name);
    acp_structure_say(w->run, "ACP0105", acp_at_name(element), remedy, "<%.*s> must contain <%s>.",
                      ACP_SLICE_ARGS(element->name), child);
}

static void check_required(acp_structure_walk *w, const acp_node *element)
{
    acp_setting_id id = acp_setting_get(element->setting)->first_child;
    for (; id != ACP_NO_SETTING; id = acp_setting_get(id)->next) {
        const acp_setting *setting = acp_setting_get(id);
        if (setting->min_occurs && !w->counts[acp_structure_slot(w, id)] &&
            !w->excused[acp_structure_slot(w, id)])
            say_missing(w, element, setting->name);
    }
}

static void forget_counts(acp_structure_walk *w, const acp_node *element)
{
    acp_setting_id id = acp_setting_get(element->setting)->first_child;
    for (; id != ACP_NO_SETTING; id = acp_setting_get(id)->next) {
        w->counts[acp_structure_slot(w, id)] = 0;
        w->excused[acp_structure_slot(w, id)] = false;
    }
}

static void unknown_attribute(acp_run *run, const acp_node *element, const acp_attribute *attribute)
{
    acp_place place = acp_at_attribute_name(element, attribute);
    const acp_rule *own = acp_rule_find("ACP0112");
    if (acp_slice_is(attribute->name, "UserControllable") && own &&
        own->kinds >> run->document->kind & 1) {
        acp_structure_say(run, "ACP0112", place, NULL, "<%.*s> does not have this attribute.",
                          ACP_SLICE_ARGS(element->name));
        return;
    }
    char names[300] = "";
    size_t used = 0;
    acp_setting_id id = acp_setting_get(element->setting)->first_attribute;
    for (; id != ACP_NO_SETTING && used < sizeof names; id = acp_setting_get(id)->next)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "",
                                 acp_setting_get(id)->name);
    acp_structure_say(run, "ACP0111", place, NULL, "<%.*s> has no attribute %.*s; it has %s.",
                      ACP_SLICE_ARGS(element->name), ACP_SLICE_ARGS(acp_shown(attribute->name)),
                      used ? names : "none at all");
}

static bool has_prefix(const acp_attribute *attribute, const char *prefix)
{
    return acp_slice_is(acp_slice_prefix(attribute->name), prefix);
}

/* Attributes of schema instances: by their usual prefix, whatever it is bound to, which has a rule
 * of its own, or by another that is bound to them. */
static bool is_of_schema_instance(const acp_run *run, const acp_attribute *attribute)
{
    const acp_attribute *declared =
        acp_prefix_declaration(run->document->root, acp_slice_prefix(attribute->name));
    return has_prefix(attribute, "xsi") || (declared && acp_slice_is(declared->value, ACP_XSI));
}

static void check_attributes(acp_run *run, const acp_node *element)
{
    for (unsigned i = 0; i < element->attribute_count; i++) {
        const acp_attribute *attribute = &element->attributes[i];
        if (attribute->setting != ACP_NO_SETTING)
            acp_structure_value(run, element, attribute, attribute->setting, attribute->value);
        else if (!acp_slice_is(attribute->name, "xmlns") && !has_prefix(attribute, "xmlns") &&
                 !is_of_schema_instance(run, attribute))
            unknown_attribute(run, element, attribute);
    }
}

/* Text runs that have no business there: any in an element of elements, all but one elsewhere. */
static void check_text(acp_run *run, const acp_node *element, const acp_setting *setting)
{
    bool allowed = setting->content != ACP_CONTENT_ELEMENTS;
    for (const acp_node *child = element->first; child; child = child->next) {
        if (child->type != ACP_NODE_TEXT || acp_slice_trim(child->value).len == 0)
            continue;
        if (!allowed) {
            acp_slice text = acp_slice_trim(child->value);
            acp_place place = acp_at_part(element, NULL, text);
            place.span = child->value_span;
            acp_trim_range(run->document->text, &place.span.start, &place.span.end);
            acp_structure_say(
                run, "ACP0110", place, NULL, "The text \"%.*s\" stands directly in <%.*s>%s.",
                ACP_SLICE_ARGS(acp_shown(text)), ACP_SLICE_ARGS(element->name),
                setting->content == ACP_CONTENT_ELEMENTS ? ", which holds only elements"
                                                         : " beside its value");
        }
        if (setting->content != ACP_CONTENT_ELEMENTS)
            allowed = false;
    }
}

static void check_own_value(acp_run *run, const acp_node *element, const acp_setting *setting)
{
    if (setting->content == ACP_CONTENT_ELEMENTS)
        return;
    acp_slice raw = element->value;
    if (!element->has_elements && element->text)
        raw = element->text->value;
    acp_structure_value(run, element, NULL, element->setting, raw);
}

static void check_element(acp_structure_walk *w, const acp_node *element)
{
    const acp_setting *setting = acp_setting_get(element->setting);
    if (element->attribute_count)
        check_attributes(w->run, element);
    check_text(w->run, element, setting);
    check_own_value(w->run, element, setting);
    if (!element->has_elements && setting->first_child == ACP_NO_SETTING)
        return;
    for (const acp_node *child = acp_node_first_child(element); child; child = acp_node_next(child))
        if (child->setting != ACP_NO_SETTING)
            check_count(w, child);
    /* What was meant by the others depends on which are there, before and after. */
    for (const acp_node *child = acp_node_first_child(element); child;
         child = acp_node_next(child)) {
        if (child->setting != ACP_NO_SETTING)
            continue;
        acp_setting_id meant = acp_structure_unknown(w, child);
        if (meant != ACP_NO_SETTING)
            w->excused[acp_structure_slot(w, meant)] = true;
    }
    check_order(w, element);
    check_required(w, element);
    forget_counts(w, element);
    for (const acp_node *child = acp_node_first_child(element); child; child = acp_node_next(child))
        if (child->setting != ACP_NO_SETTING)
            check_element(w, child);
}

/* Facts about names and versions, once a file or once an element. */

static bool unattested(const acp_document *document, acp_setting_id index)
{
    return document->slots[index] &&
           !acp_setting_get((acp_setting_id)(document->first_setting + index))->attested;
}

/* Another unattested setting before this one has the same name and stands for it in the list. */
static bool named_before(const acp_document *document, acp_setting_id index)
{
    const acp_setting *setting = acp_setting_get((acp_setting_id)(document->first_setting + index));
    for (acp_setting_id i = 0; i < index; i++)
        if (unattested(document, i) &&
            strcmp(acp_setting_get((acp_setting_id)(document->first_setting + i))->name,
                   setting->name) == 0)
            return true;
    return false;
}

static void check_attested(acp_run *run)
{
    const acp_document *document = run->document;
    char names[720] = "", more[40] = "";
    size_t used = 0;
    unsigned left_out = 0;
    const acp_node *first = NULL;
    for (acp_setting_id i = 0; i < document->setting_count; i++) {
        const acp_setting *setting = acp_setting_get((acp_setting_id)(document->first_setting + i));
        const acp_node *node = document->slots[i];
        if (!unattested(document, i))
            continue;
        if (!first || node->whole.start < first->whole.start)
            first = node;
        if (named_before(document, i))
            continue;
        if (left_out || used + setting->name_len + 3 > sizeof names)
            left_out++;
        else
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "",
                                     setting->name);
    }
    if (left_out)
        snprintf(more, sizeof more, " and %u more", left_out);
    if (first)
        acp_say(run, "ACP0080", acp_at_name(first),
                "No published source shows how these settings are named in the file: %s%s. The "
                "names are this program's choice, after the labels of the vendor's editor.",
                names, more);
}

static void check_value_version(acp_run *run, const acp_node *node)
{
    const acp_setting *setting = acp_setting_get(node->setting);
    for (unsigned i = 0; i < setting->value_count; i++)
        if (setting->values[i].since > run->client_version &&
            acp_slice_is(node->value, setting->values[i].name))
            acp_say(run, "ACP0081", acp_at_value(node),
                    "Clients before %u.%u do not know the value %s of <%s>.",
                    setting->values[i].since >> 8, setting->values[i].since & 0xFF,
                    setting->values[i].name, setting->name);
}

static void check_versions(acp_run *run)
{
    const acp_document *document = run->document;
    for (acp_setting_id i = 0; i < document->setting_count; i++) {
        const acp_setting *setting = acp_setting_get((acp_setting_id)(document->first_setting + i));
        for (const acp_node *node = document->slots[i]; node; node = node->same) {
            if (setting->since > run->client_version)
                acp_say(run, "ACP0081", acp_at_name(node), "Clients before %u.%u do not know <%s>.",
                        setting->since >> 8, setting->since & 0xFF, setting->name);
            else
                check_value_version(run, node);
        }
    }
}

void acp_check_structure(acp_run *run)
{
    const acp_document *document = run->document;
    if (!acp_structure_root(run))
        return;
    size_t count = document->setting_count;
    acp_structure_walk w = {
        .run = run,
        .counts = calloc(count, sizeof *w.counts),
        .firsts = calloc(count, sizeof *w.firsts),
        .excused = calloc(count, sizeof *w.excused),
        .moved = calloc(count, sizeof *w.moved),
        .movable = calloc(count, sizeof *w.movable),
        .contents = calloc(count, sizeof *w.contents),
    };
    if (w.counts && w.firsts && w.excused && w.moved && w.movable && w.contents)
        check_element(&w, document->root);
    else
        run->no_memory = true;
    free(w.counts);
    free(w.firsts);
    free(w.excused);
    free(w.moved);
    free(w.movable);
    for (size_t i = 0; w.contents && i < count; i++)
        free(w.contents[i].elements);
    free(w.contents);
    check_attested(run);
    if (run->version_named)
        check_versions(run);
}
