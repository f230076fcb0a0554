/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the members of an object in the JSON form are: attributes, text, children, comments. */
#include <stdlib.h>

#include "document/form_read.h"
#include "document/xml_chars.h"

#define XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"

static bool is_attribute(const acp_datum *member)
{
    return member->key.len && *member->key.ptr == '@';
}

static bool is_special(const acp_datum *member)
{
    return member->key.len && *member->key.ptr == '#';
}

/* ---- attributes and namespaces ----------------------------------------------------------- */

acp_form_scope acp_form_open_scope(const acp_form *form)
{
    return (acp_form_scope){form->default_ns, form->binding_count};
}

void acp_form_close_scope(acp_form *form, acp_form_scope scope)
{
    form->default_ns = scope.default_ns;
    form->binding_count = scope.binding_count;
}

static bool find_prefix(const acp_form *form, acp_slice prefix, acp_slice *ns)
{
    for (unsigned i = form->binding_count; i-- > 0;) {
        if (acp_slice_equal(form->bindings[i].prefix, prefix)) {
            *ns = form->bindings[i].ns;
            return true;
        }
    }
    *ns = ACP_SLICE(XML_NAMESPACE);
    return acp_slice_is(prefix, "xml");
}

/* Trouble with prefixes leaves the rest of a document readable, so the XML reader reports the first
 * of it and reads on. So does this one. */
static void report_prefix(acp_form *form, acp_slice name, acp_span span)
{
    acp_slice prefix = acp_slice_prefix(name);
    if (form->prefix_reported)
        return;
    form->prefix_reported = true;
    acp_read_finding(form->findings, form->document, "ACP0016", span,
                     "The prefix \"%.*s\" is not declared: add \"@xmlns:%.*s\" with the name "
                     "of its namespace to this element or one around it.",
                     ACP_SLICE_ARGS(prefix), ACP_SLICE_ARGS(prefix));
}

/* Namespace of a name with colons; empty if there is none. */
static acp_slice resolve_prefix(acp_form *form, acp_slice name, acp_span span)
{
    acp_slice ns;
    if (find_prefix(form, acp_slice_prefix(name), &ns))
        return ns;
    report_prefix(form, name, span);
    return (acp_slice){"", 0};
}

static bool is_declaration(acp_slice name)
{
    return acp_slice_is(name, "xmlns") || acp_slice_is(acp_slice_prefix(name), "xmlns");
}

static void declare(acp_form *form, const acp_attribute *attribute)
{
    if (!is_declaration(attribute->name))
        return;
    if (form->declared++ == ACP_FORM_NAMESPACES) {
        acp_form_over_limit(form, attribute->name_span, ACP_FORM_NAMESPACES,
                            "namespace declarations");
        return;
    }
    if (acp_slice_is(attribute->name, "xmlns")) {
        form->default_ns = attribute->value;
        return;
    }
    acp_slice prefix = acp_local_name(attribute->name);
    if (acp_slice_is(prefix, "xmlns") || attribute->value.len == 0 ||
        acp_slice_is(prefix, "xml") != acp_slice_is(attribute->value, XML_NAMESPACE)) {
        acp_form_complain(form, attribute->name_span,
                          "The prefix \"%.*s\" cannot be declared with this namespace.",
                          ACP_SLICE_ARGS(prefix));
        return;
    }
    if (form->binding_count < ACP_FORM_NAMESPACES)
        form->bindings[form->binding_count++] = (acp_form_binding){prefix, attribute->value};
}

static bool fill_attribute(acp_form *form, acp_attribute *attribute, const acp_datum *member)
{
    acp_span name_span = acp_datum_name_span(member);
    attribute->name = (acp_slice){member->key.ptr + 1, member->key.len - 1};
    attribute->value = member->text;
    attribute->name_span = name_span;
    attribute->value_span = acp_datum_text_span(member);
    attribute->setting = ACP_NO_SETTING;
    if (name_span.end - name_span.start == member->key.len)
        attribute->name_span.start++;
    if (!acp_xml_is_name(attribute->name) || !acp_xml_is_qualified(attribute->name)) {
        acp_form_complain(form, name_span,
                          "\"%.*s\" cannot be the name of an attribute: behind the @ comes a "
                          "letter, then letters, digits, and the signs _ - and .",
                          ACP_SLICE_ARGS(member->key));
        return false;
    }
    char what[80];
    snprintf(what, sizeof what, "The attribute %.*s",
             (int)(member->key.len < 60 ? member->key.len : 60), member->key.ptr);
    acp_clip_text(what);
    return acp_form_scalar(form, member, what);
}

void acp_form_attributes(acp_form *form, acp_node *element, const acp_datum *object)
{
    size_t count = 0;
    for (const acp_datum *member = object->first; member; member = member->next)
        count += is_attribute(member);
    if (count == 0)
        return;
    if (count > ACP_FORM_ATTRIBUTES) {
        acp_form_over_limit(form, element->name_span, ACP_FORM_ATTRIBUTES,
                            "attributes on this element");
        return;
    }
    element->attributes =
        acp_arena_alloc(&form->document->arena, count * sizeof *element->attributes);
    if (!element->attributes) {
        form->no_memory = true;
        return;
    }
    count = 0;
    for (const acp_datum *member = object->first; member; member = member->next)
        if (is_attribute(member) && fill_attribute(form, &element->attributes[count], member))
            declare(form, &element->attributes[count++]);
    element->attribute_count = (uint16_t)count;
    for (size_t i = 0; i < count; i++) {
        const acp_attribute *attribute = &element->attributes[i];
        if (memchr(attribute->name.ptr, ':', attribute->name.len) &&
            !is_declaration(attribute->name))
            resolve_prefix(form, attribute->name, attribute->name_span);
    }
}

void acp_form_set_namespace(acp_form *form, acp_node *element)
{
    bool prefixed = memchr(element->name.ptr, ':', element->name.len);
    acp_node_set_namespace(form->document, element,
                           prefixed ? resolve_prefix(form, element->name, element->name_span)
                                    : form->default_ns);
    if (acp_slice_is(acp_slice_prefix(element->name), "xmlns"))
        acp_form_complain(form, element->name_span, "No element can have the prefix xmlns.");
}

/* ---- content ----------------------------------------------------------------------------- */

/* Reports what starts with # and is none of the keys the form has. */
static void check_special(acp_form *form, const acp_node *element, const acp_datum *member)
{
    static const char *const known[] = {"#comment", "#comment-value", "#comment-end", "#value",
                                        "#order"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (acp_slice_is(member->key, known[i]))
            return;
    if (!acp_slice_is(member->key, "#comment-after"))
        acp_form_complain(form, member->key_span,
                          "\"%.*s\" means nothing here. Keys with # are #comment, #comment-value, "
                          "#comment-end, #comment-after, #value and #order.",
                          ACP_SLICE_ARGS(member->key));
    else if (element->parent)
        acp_form_complain(form, member->key_span,
                          "\"#comment-after\" is for comments behind the root element. Write "
                          "\"#comment-end\" for comments at the end of another element.");
}

static bool is_text(const acp_datum *member, const char *text_key)
{
    return acp_slice_is(member->key, text_key);
}

/* The pieces in the order in which the members stand. */
static void list_in_order(const acp_datum *object, const char *text_key, acp_form_steps *out)
{
    for (const acp_datum *member = object->first; member; member = member->next) {
        if (is_text(member, text_key)) {
            out->steps[out->count++] = (acp_form_step){member, member, true};
            continue;
        }
        if (is_attribute(member) || is_special(member))
            continue;
        if (member->type != ACP_DATUM_ARRAY) {
            out->steps[out->count++] = (acp_form_step){member, member, false};
            continue;
        }
        for (const acp_datum *item = member->first; item; item = item->next)
            out->steps[out->count++] = (acp_form_step){member, item, false};
    }
}

/* ---- #order ------------------------------------------------------------------------------ */

static int compare_step(const void *left, const void *right)
{
    const acp_form_step *a = left, *b = right;
    int order = acp_slice_compare(a->member->key, b->member->key);
    if (order)
        return order;
    return (a->value->span.start > b->value->span.start) -
           (a->value->span.start < b->value->span.start);
}

/* Index of the first step with this name in a sorted array, count if there is none. */
static size_t find_step(const acp_form_step *sorted, size_t count, const acp_datum *name)
{
    const acp_datum wanted_member = {.key = name->text};
    const acp_datum wanted_value = {0};
    const acp_form_step wanted = {&wanted_member, &wanted_value, false};
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_step(&sorted[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && acp_slice_equal(sorted[low].member->key, name->text) ? low : count;
}

static bool is_name_list(acp_form *form, const acp_datum *order)
{
    const acp_datum *wrong = order->type == ACP_DATUM_ARRAY ? order->first : order;
    while (wrong && wrong != order && wrong->type == ACP_DATUM_STRING)
        wrong = wrong->next;
    if (!wrong)
        return true;
    acp_form_complain(form, wrong->span,
                      "\"#order\" is the list of the names of the child elements, in order.");
    return false;
}

/* Takes the steps by name: the first of a name where the name stands first, and so on. taken[i]
 * counts how many were taken of the name that starts at sorted[i]. */
static size_t take_by_name(acp_form *form, const acp_datum *order, const acp_form_step *sorted,
                           size_t count, size_t *taken, acp_form_step *out)
{
    size_t done = 0;
    for (const acp_datum *name = order->first; name; name = name->next) {
        size_t first = find_step(sorted, count, name);
        size_t next = first < count ? first + taken[first] : count;
        if (next >= count || !acp_slice_equal(sorted[next].member->key, name->text)) {
            acp_form_complain(form, name->span,
                              first == count ? "\"#order\" names \"%.*s\", which is not here."
                                             : "\"#order\" names \"%.*s\" more often than it "
                                               "stands here.",
                              ACP_SLICE_ARGS(name->text));
            return done;
        }
        taken[first]++;
        out[done++] = sorted[next];
    }
    return done;
}

/* Puts the steps in the order that #order states; own text it does not name comes first. */
static void apply_order(acp_form *form, const acp_datum *order, acp_form_steps *steps)
{
    size_t count = steps->count;
    acp_form_step *sorted = malloc((count + 1) * sizeof *sorted);
    acp_form_step *out = malloc((count + 1) * sizeof *out);
    size_t *taken = calloc(count + 1, sizeof *taken);
    if (!sorted || !out || !taken) {
        form->no_memory = true;
        goto done;
    }
    if (count)
        memcpy(sorted, steps->steps, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_step);
    bool damaged = form->damaged;
    form->damaged = false;
    size_t ordered = take_by_name(form, order, sorted, count, taken, out + 1);
    bool usable = !form->damaged;
    form->damaged |= damaged;
    if (!usable)
        goto done;
    acp_form_step *from = out + 1;
    for (size_t i = 0; i < count && ordered + 1 == count; i++) {
        if (sorted[i].is_text && taken[i] == 0) {
            *--from = sorted[i];
            ordered++;
        }
    }
    if (ordered == count)
        memcpy(steps->steps, from, count * sizeof *from);
    else
        acp_form_complain(form, order->span,
                          "\"#order\" names %zu child elements, but %zu stand here: it has to "
                          "name each.",
                          ordered, count);
done:
    free(sorted);
    free(out);
    free(taken);
}

bool acp_form_list_steps(acp_form *form, const acp_node *element, const acp_datum *object,
                         acp_form_steps *out)
{
    *out = (acp_form_steps){0};
    size_t most = 0;
    bool own_key = false;
    const acp_datum *order = NULL;
    for (const acp_datum *member = object->first; member; member = member->next) {
        most += member->type == ACP_DATUM_ARRAY ? member->count : 1;
        if (!is_special(member))
            continue;
        check_special(form, element, member);
        if (acp_slice_is(member->key, "#value"))
            own_key = true;
        else if (acp_slice_is(member->key, "#order"))
            order = member;
        else if (acp_slice_is(member->key, "#comment-value"))
            out->comment_value = member;
        else if (acp_slice_is(member->key, "#comment-end"))
            out->comment_end = member;
    }
    out->steps = malloc((most + 1) * sizeof *out->steps);
    if (!out->steps) {
        form->no_memory = true;
        return false;
    }
    list_in_order(object, own_key ? "#value" : "value", out);
    if (order && is_name_list(form, order))
        apply_order(form, order, out);
    return true;
}
