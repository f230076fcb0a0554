/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Evaluation of compiled expressions. Nothing is allocated unless lower() or hex() meet a text
 * longer than the scratch space. */
#include "check/expr_run.h"

#include <math.h>
#include <stdlib.h>

static double number_of(acp_machine *m, uint16_t index, const acp_context *context);

void acp_machine_reset(acp_machine *m)
{
    m->used = 0;
    while (m->spill) {
        void *next = *(void **)m->spill;
        free(m->spill);
        m->spill = next;
    }
}

static char *scratch(acp_machine *m, size_t size)
{
    if (size <= sizeof m->scratch - m->used) {
        char *text = m->scratch + m->used;
        m->used += size;
        return text;
    }
    void **block = malloc(sizeof *block + size);
    if (!block) {
        m->run->no_memory = true;
        return NULL;
    }
    *block = m->spill;
    m->spill = block;
    return (char *)(block + 1);
}

acp_slice acp_context_text(const acp_context *context)
{
    if (context->is_item)
        return context->item;
    if (context->attribute)
        return acp_slice_trim(context->attribute->value);
    return context->node->value;
}

const acp_node *acp_context_start(const acp_context *context, unsigned up)
{
    const acp_node *node = context->node;
    while (up-- > 0 && node)
        node = node->parent;
    return node;
}

static acp_slice changed(acp_machine *m, acp_slice text, bool hex)
{
    char *made = scratch(m, text.len);
    size_t length = 0;
    if (!made)
        return (acp_slice){"", 0};
    for (size_t i = 0; i < text.len; i++) {
        if (hex && (text.ptr[i] == ':' || acp_is_space(text.ptr[i])))
            continue;
        made[length++] = hex ? text.ptr[i] : acp_lower(text.ptr[i]);
    }
    return (acp_slice){made, length};
}

static acp_slice address_part(acp_slice text, uint8_t op)
{
    acp_address address;
    if (!acp_address_parse(text, &address))
        return (acp_slice){"", 0};
    return op == ACP_OP_HOST ? address.host : op == ACP_OP_PORT ? address.port : address.path;
}

/* Decimal notation whatever the locale; what counting and adding gives has two decimals at most. */
static acp_slice number_text(acp_machine *m, double number)
{
    char *text = scratch(m, 32);
    if (!text || !(number > -1e15 && number < 1e15))
        return (acp_slice){"NaN", 3};
    double positive = number < 0 ? -number : number;
    long long hundredths = (long long)(positive * 100 + 0.5);
    const char *sign = number < 0 && hundredths ? "-" : "";
    int length = hundredths % 100
                     ? snprintf(text, 32, "%s%lld.%02lld", sign, hundredths / 100, hundredths % 100)
                     : snprintf(text, 32, "%s%lld", sign, hundredths / 100);
    return (acp_slice){text, (size_t)length};
}

/* Element an operation's path starts at. */
static const acp_node *start_of(const acp_machine *m, const acp_expr_op *op,
                                const acp_context *context)
{
    return op->absolute ? m->run->document->root : acp_context_start(context, op->b);
}

static bool is_known(const acp_machine *m, const acp_expr_op *op, const acp_node *start)
{
    unsigned slot = op->memo - 1u;
    return op->memo && (m->known >> slot & 1) && m->memo[slot].start == start;
}

static void remember(acp_machine *m, const acp_expr_op *op, const acp_node *start,
                     const acp_node *node, double number)
{
    unsigned slot = op->memo - 1u;
    if (!op->memo)
        return;
    m->known |= (uint64_t)1 << slot;
    m->memo[slot].start = start;
    m->memo[slot].node = node;
    m->memo[slot].number = number;
}

static acp_slice value_of(acp_machine *m, const acp_expr_op *op, const acp_context *context)
{
    const acp_node *node, *start = start_of(m, op, context);
    if (is_known(m, op, start)) {
        node = m->memo[op->memo - 1].node;
    } else {
        node = acp_locate(m->run, start, acp_expr_element(op->setting));
        remember(m, op, start, node, 0);
    }
    return acp_value_on(m->run, node, op->setting);
}

static acp_slice meaning_of(acp_machine *m, const acp_expr_op *op, const acp_context *context)
{
    const acp_setting *setting = acp_setting_get(op->setting);
    acp_slice value = value_of(m, op, context);
    for (unsigned i = 0; i < setting->value_count; i++)
        if (acp_slice_is(value, setting->values[i].name))
            return acp_slice_of(setting->values[i].stands_for);
    return (acp_slice){"", 0};
}

static acp_slice text_of(acp_machine *m, uint16_t index, const acp_context *context)
{
    const acp_expr_op *op = &m->ops[index];
    switch (op->op) {
    case ACP_OP_STRING: return acp_slice_of(op->text);
    case ACP_OP_CURRENT: return acp_context_text(context);
    case ACP_OP_VALUE: return value_of(m, op, context);
    case ACP_OP_STANDS_FOR: return meaning_of(m, op, context);
    case ACP_OP_LOWER: return changed(m, text_of(m, op->a, context), false);
    case ACP_OP_HEX: return changed(m, text_of(m, op->a, context), true);
    case ACP_OP_HOST:
    case ACP_OP_PORT:
    case ACP_OP_PATH: return address_part(text_of(m, op->a, context), op->op);
    default: return number_text(m, number_of(m, index, context));
    }
}

/* XPath's number(): digits with sign and fraction, anything else is no number. */
static double parse_number(acp_slice text)
{
    size_t i = 0, digits = 0;
    double value = 0, scale = 1;
    bool fraction = false, negative = text.len && text.ptr[0] == '-';
    for (i = negative; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (c < '0' || c > '9')
            return NAN;
        value = value * 10 + (c - '0');
        digits++;
        if (fraction)
            scale *= 10;
    }
    if (!digits || digits > 300)
        return NAN;
    return (negative ? -value : value) / scale;
}

static const acp_node *first_element(acp_walk *walk, acp_machine *m, const acp_expr_op *op,
                                     const acp_context *context)
{
    acp_setting_id element = acp_expr_element(op->setting);
    if (op->absolute)
        return acp_walk_document(walk, m->run, element);
    const acp_node *start = acp_context_start(context, op->b);
    return start ? acp_walk_below(walk, start, element) : NULL;
}

/* The attribute an operation asks for; *there: whether the element counts at all. */
static const acp_attribute *wanted_attribute(const acp_expr_op *op, const acp_node *node,
                                             bool *there)
{
    if (!acp_setting_get(op->setting)->is_attribute) {
        *there = true;
        return NULL;
    }
    const acp_attribute *attribute = acp_node_attribute_of(node, op->setting);
    *there = attribute != NULL;
    return attribute;
}

static double count_nodes(acp_machine *m, const acp_expr_op *op, const acp_context *context,
                          double limit)
{
    acp_walk walk;
    double count = 0;
    const acp_node *node = first_element(&walk, m, op, context);
    for (; node && count < limit; node = acp_walk_next(&walk)) {
        bool there;
        wanted_attribute(op, node, &there);
        count += there;
    }
    return count;
}

/* The one list an items() names, and the context its items are in. */
static acp_slice list_of(acp_machine *m, const acp_expr_op *op, const acp_context *context,
                         acp_context *inner)
{
    acp_walk walk;
    const acp_node *node = first_element(&walk, m, op, context);
    bool there;
    *inner = (acp_context){.node = node ? node : start_of(m, op, context), .is_item = true};
    if (node)
        inner->attribute = wanted_attribute(op, node, &there);
    return acp_value_on(m->run, node, op->setting);
}

static bool quantified_items(acp_machine *m, const acp_expr_op *op, const acp_context *context)
{
    acp_context inner;
    bool some = op->op == ACP_OP_SOME_ITEM;
    acp_slice rest = list_of(m, op, context, &inner);
    while (acp_slice_next_item(&rest, &inner.item))
        if (acp_machine_holds(m, op->a, &inner) == some)
            return some;
    return !some;
}

static bool quantified(acp_machine *m, const acp_expr_op *op, const acp_context *context)
{
    acp_walk walk;
    bool some = op->op == ACP_OP_SOME;
    const acp_node *node = first_element(&walk, m, op, context);
    for (; node; node = acp_walk_next(&walk)) {
        bool there;
        acp_context inner = {.node = node, .attribute = wanted_attribute(op, node, &there)};
        if (there && acp_machine_holds(m, op->a, &inner) == some)
            return some;
    }
    return !some;
}

static double aggregate(acp_machine *m, const acp_expr_op *op, const acp_context *context)
{
    acp_context inner;
    double count = 0;
    switch (op->op) {
    case ACP_OP_PRESENT: return count_nodes(m, op, context, 1);
    case ACP_OP_COUNT: return count_nodes(m, op, context, INFINITY);
    case ACP_OP_COUNT_ITEMS:
        for (acp_slice rest = list_of(m, op, context, &inner);
             acp_slice_next_item(&rest, &inner.item);)
            count++;
        return count;
    case ACP_OP_SOME_ITEM:
    case ACP_OP_EVERY_ITEM: return quantified_items(m, op, context);
    default: return quantified(m, op, context);
    }
}

static double answer(acp_machine *m, const acp_expr_op *op, const acp_context *context)
{
    const acp_node *start = start_of(m, op, context);
    if (is_known(m, op, start))
        return m->memo[op->memo - 1].number;
    double number = aggregate(m, op, context);
    remember(m, op, start, NULL, number);
    return number;
}

static double number_of(acp_machine *m, uint16_t index, const acp_context *context)
{
    const acp_expr_op *op = &m->ops[index];
    switch (op->op) {
    case ACP_OP_NUMBER: return op->number;
    case ACP_OP_ADD: return number_of(m, op->a, context) + number_of(m, op->b, context);
    case ACP_OP_SUB: return number_of(m, op->a, context) - number_of(m, op->b, context);
    case ACP_OP_COUNT:
    case ACP_OP_COUNT_ITEMS: return answer(m, op, context);
    case ACP_OP_LENGTH: {
        acp_slice text = text_of(m, op->a, context);
        double length = 0;
        for (size_t i = 0; i < text.len; i++)
            length += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
        return length;
    }
    default: return parse_number(text_of(m, index, context));
    }
}

static bool gives_number(const acp_expr_op *op)
{
    switch (op->op) {
    case ACP_OP_NUMBER:
    case ACP_OP_ADD:
    case ACP_OP_SUB:
    case ACP_OP_COUNT:
    case ACP_OP_COUNT_ITEMS:
    case ACP_OP_LENGTH: return true;
    default: return false;
    }
}

/* As in XPath: equality is of texts unless one side is a number, order is always of numbers. */
static bool compare(acp_machine *m, const acp_expr_op *op, const acp_context *context)
{
    bool equality = op->op == ACP_OP_EQ || op->op == ACP_OP_NE;
    if (equality && !gives_number(&m->ops[op->a]) && !gives_number(&m->ops[op->b])) {
        acp_slice left = text_of(m, op->a, context), right = text_of(m, op->b, context);
        return acp_slice_equal(left, right) == (op->op == ACP_OP_EQ);
    }
    double left = number_of(m, op->a, context), right = number_of(m, op->b, context);
    switch (op->op) {
    case ACP_OP_EQ: return left == right;
    case ACP_OP_NE: return left != right;
    case ACP_OP_LT: return left < right;
    case ACP_OP_LE: return left <= right;
    case ACP_OP_GT: return left > right;
    default: return left >= right;
    }
}

static bool text_test(acp_machine *m, const acp_expr_op *op, const acp_context *context)
{
    acp_slice text = text_of(m, op->a, context), other;
    switch (op->op) {
    case ACP_OP_MATCHES: return acp_ere_search(op->ere, text);
    case ACP_OP_VALID: return acp_value_types[op->b].test(text.ptr, text.len);
    case ACP_OP_STARTS:
        other = text_of(m, op->b, context);
        return text.len >= other.len && memcmp(text.ptr, other.ptr, other.len) == 0;
    default:
        other = text_of(m, op->b, context);
        return other.len == 0 || acp_slice_find(text, other) != NULL;
    }
}

bool acp_machine_holds(acp_machine *m, uint16_t index, const acp_context *context)
{
    const acp_expr_op *op = &m->ops[index];
    const acp_run *run = m->run;
    size_t mark = m->used;
    bool result;
    switch (op->op) {
    case ACP_OP_TRUE: return true;
    case ACP_OP_AND:
        return acp_machine_holds(m, op->a, context) && acp_machine_holds(m, op->b, context);
    case ACP_OP_OR:
        return acp_machine_holds(m, op->a, context) || acp_machine_holds(m, op->b, context);
    case ACP_OP_NOT: return !acp_machine_holds(m, op->a, context);
    case ACP_OP_PLATFORM: return run->platforms & op->a;
    case ACP_OP_EXCLUDES: return run->platforms && !(run->platforms & op->a);
    case ACP_OP_CLIENT: return run->client_version >= op->a;
    case ACP_OP_KIND: return run->document->kind == (acp_kind)op->a;
    case ACP_OP_PRESENT:
    case ACP_OP_SOME:
    case ACP_OP_EVERY:
    case ACP_OP_SOME_ITEM:
    case ACP_OP_EVERY_ITEM: return answer(m, op, context) != 0;
    case ACP_OP_STARTS:
    case ACP_OP_CONTAINS:
    case ACP_OP_MATCHES:
    case ACP_OP_VALID: result = text_test(m, op, context); break;
    default: result = compare(m, op, context);
    }
    m->used = mark;
    return result;
}
