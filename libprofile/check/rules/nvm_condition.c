/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check/rules/nvm_condition.h"

#include "check/rules/nvm.h"
#include "check/rules/vpn.h"
#include "document/utf8.h"
#include "libtunnel/protocol.h"

/* ---- reading ------------------------------------------------------------------------------------
 */

static bool read_protocol(acp_slice text, int64_t *out)
{
    *out = tunnel_protocol_of((tunnel_text_t){text.ptr, text.len});
    return *out >= 0;
}

static bool read_number(acp_slice text, int64_t *out)
{
    bool minus = text.len && *text.ptr == '-';
    if (!acp_rule_valid("integer", text))
        return false;
    *out = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            *out = *out * 10 + (text.ptr[i] - '0');
    if (minus)
        *out = -*out;
    return true;
}

/* Wildcards side by side are brought into one order, the *, one only, behind the ?: *?* is ?*. */
static size_t add_symbol(acp_filter_symbol *symbols, size_t count, acp_filter_symbol symbol)
{
    bool behind_any = count && symbols[count - 1] == ACP_FILTER_ANY;
    if (behind_any && symbol == ACP_FILTER_ANY)
        return count;
    if (behind_any && symbol == ACP_FILTER_ONE) {
        symbols[count - 1] = ACP_FILTER_ONE;
        symbol = ACP_FILTER_ANY;
    }
    symbols[count] = symbol;
    return count + 1;
}

/* Marks the ? that belong to a *, and says whether there is one. */
static bool mark_gaps(acp_filter_symbol *symbols, size_t length)
{
    bool open = false, gap = false;
    for (size_t i = length; i-- > 0;) {
        gap = symbols[i] == ACP_FILTER_ANY || (gap && symbols[i] == ACP_FILTER_ONE);
        open |= gap;
        if (gap && symbols[i] == ACP_FILTER_ONE)
            symbols[i] = ACP_FILTER_MORE;
    }
    return open;
}

static bool read_text(acp_slice text, bool escapes, acp_arena *arena, acp_filter_condition *out)
{
    acp_filter_symbol *symbols = acp_arena_alloc(arena, (text.len + 1) * sizeof *symbols);
    const char *at = text.len ? text.ptr : "", *end = at + text.len;
    if (!symbols)
        return false;
    while (at < end) {
        acp_filter_symbol symbol = acp_utf8_next(&at, end);
        if (symbol == ACP_UTF8_BAD)
            return false;
        if (symbol == '\\' && escapes) {
            if (at == end || !strchr("*?\\", *at))
                return false;
            symbol = (unsigned char)*at++;
            out->with_realm |= symbol == '\\';
        } else if (symbol == '*' || symbol == '?') {
            symbol = symbol == '*' ? ACP_FILTER_ANY : ACP_FILTER_ONE;
        }
        out->length = add_symbol(symbols, out->length, symbol);
    }
    out->symbols = symbols;
    out->open = mark_gaps(symbols, out->length);
    return true;
}

static bool read_value(const char *holds, acp_slice text, acp_arena *arena,
                       acp_filter_condition *out)
{
    if (strncmp(holds, "IPv", 3) == 0) {
        if (text.len && (memchr(text.ptr, '*', text.len) || memchr(text.ptr, '?', text.len))) {
            out->form = ACP_FILTER_TEXT;
            return read_text(text, false, arena, out);
        }
        out->form = ACP_FILTER_RANGE;
        return acp_prefix_parse(text, &out->range) &&
               (out->range.size == 4) == (strncmp(holds, "IPv4", 4) == 0);
    }
    if (strcmp(holds, "number") == 0 || strcmp(holds, "port") == 0)
        return read_number(text, &out->number);
    if (strcmp(holds, "protocol") == 0)
        return read_protocol(text, &out->number) || read_number(text, &out->number);
    out->form = ACP_FILTER_TEXT;
    out->list = strcmp(holds, "list of texts") == 0;
    if (!read_text(text, true, arena, out))
        return false;
    out->with_realm = out->with_realm && strcmp(holds, "account") == 0;
    return true;
}

bool acp_filter_read(const acp_node *condition, acp_arena *arena, acp_filter_condition *out)
{
    const acp_node *field = acp_nvm_child(condition, "Field");
    const acp_node *operation = acp_nvm_child(condition, "Operation");
    *out = (acp_filter_condition){.value = acp_nvm_child(condition, "Value")};
    if (!field || !operation || !out->value)
        return false;
    const acp_setting *fields = acp_setting_get(field->setting);
    out->field = acp_rule_value_index(fields, field->value);
    out->negated = acp_slice_is(operation->value, "NotEquals");
    out->ignore_case = acp_slice_is(operation->value, "EqualsIgnoreCase");
    if (out->field < 0 ||
        (!out->negated && !out->ignore_case && !acp_slice_is(operation->value, "Equals")))
        return false;
    return read_value(fields->values[out->field].stands_for, out->value->value, arena, out);
}

/* ---- texts --------------------------------------------------------------------------------------
 */

static acp_filter_symbol lower(acp_filter_symbol c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool is_letter(acp_filter_symbol c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

/* Whether symbol x of one text fits symbol y of another. */
typedef bool fit(const acp_filter_condition *a, acp_filter_symbol x, const acp_filter_condition *b,
                 acp_filter_symbol y);

/* Whatever y stands for, x stands for it too. */
static bool includes(const acp_filter_condition *a, acp_filter_symbol x,
                     const acp_filter_condition *b, acp_filter_symbol y)
{
    if (x == ACP_FILTER_ONE)
        return y != ACP_FILTER_ANY;
    if (a->ignore_case)
        return lower(x) == lower(y);
    return x == y && !(b->ignore_case && is_letter(y));
}

/* Some character is what both stand for. */
static bool meets(const acp_filter_condition *a, acp_filter_symbol x, const acp_filter_condition *b,
                  acp_filter_symbol y)
{
    if (x >= ACP_FILTER_ONE || y >= ACP_FILTER_ONE)
        return true;
    return a->ignore_case || b->ignore_case ? lower(x) == lower(y) : x == y;
}

/* Takes a step; false if there are none left. */
static bool step(size_t *steps)
{
    *steps -= *steps > 0;
    return *steps > 0;
}

/* Number of the ? before the * that symbol i starts with; -1: it starts none. */
static int gap_at(const acp_filter_condition *a, size_t i)
{
    int count = 0;
    while (i < a->length && a->symbols[i] == ACP_FILTER_MORE) {
        i++;
        count++;
    }
    return i < a->length && a->symbols[i] == ACP_FILTER_ANY ? count : -1;
}

/* Skips symbols of b that stand for so many characters at least. */
static bool skip(const acp_filter_condition *b, size_t *k, int characters, size_t *steps)
{
    while (characters > 0 && *k < b->length && step(steps))
        characters -= b->symbols[(*k)++] != ACP_FILTER_ANY;
    return characters == 0;
}

/* Fits the symbols of a, whose ??* takes any run of symbols that stands for two characters or more,
 * to those of b. Goes back to the last * only: what an earlier one could take, the last one can. */
static bool fits(const acp_filter_condition *a, const acp_filter_condition *b, fit *one,
                 size_t *steps)
{
    size_t i = 0, k = 0, behind_gap = 0, taken = 0;
    while ((i < a->length || k < b->length) && step(steps)) {
        int gap = gap_at(a, i);
        if (gap >= 0) {
            if (!skip(b, &k, gap, steps))
                return false;
            i += (size_t)gap + 1;
            behind_gap = i;
            taken = k;
        } else if (i < a->length && k < b->length && one(a, a->symbols[i], b, b->symbols[k])) {
            i++;
            k++;
        } else if (behind_gap && taken < b->length) {
            i = behind_gap;
            k = ++taken;
        } else {
            return false;
        }
    }
    return i == a->length && k == b->length;
}

/* Two texts with a * each have a common value unless their beginnings or their ends differ: behind
 * the longer beginning there is room for the middle of one, then for that of the other. */
static bool ends_meet(const acp_filter_condition *a, const acp_filter_condition *b, size_t *steps)
{
    for (int direction = 1; direction >= -1; direction -= 2) {
        const acp_filter_symbol *x = direction > 0 ? a->symbols : a->symbols + a->length - 1;
        const acp_filter_symbol *y = direction > 0 ? b->symbols : b->symbols + b->length - 1;
        for (; *x != ACP_FILTER_ANY && *y != ACP_FILTER_ANY && step(steps);
             x += direction, y += direction)
            if (!meets(a, *x, b, *y))
                return false;
    }
    return true;
}

static bool texts_meet(const acp_filter_condition *a, const acp_filter_condition *b, size_t *steps)
{
    if (a->open && b->open)
        return ends_meet(a, b, steps);
    return a->open ? fits(a, b, meets, steps) : fits(b, a, meets, steps);
}

/* ---- values -------------------------------------------------------------------------------------
 */

/* Every value is one it names, operation aside. */
static bool names_everything(const acp_filter_condition *condition)
{
    if (condition->form == ACP_FILTER_TEXT)
        return condition->length == 1 && condition->open;
    return condition->form == ACP_FILTER_RANGE && condition->range.length == 0;
}

bool acp_filter_is_everything(const acp_filter_condition *condition)
{
    return !condition->negated && names_everything(condition);
}

/* Values in one notation: Jane* and ACME\\Jane are of two. */
static bool comparable(const acp_filter_condition *a, const acp_filter_condition *b)
{
    return a->form == b->form && a->with_realm == b->with_realm;
}

/* Each value b names, operation aside, is one a names. */
static bool covers(const acp_filter_condition *a, const acp_filter_condition *b, size_t *steps)
{
    if (names_everything(a))
        return true;
    if (!comparable(a, b))
        return false;
    switch ((acp_filter_form)a->form) {
    case ACP_FILTER_NUMBER: return a->number == b->number;
    case ACP_FILTER_RANGE: return acp_prefix_covers(&a->range, &b->range);
    case ACP_FILTER_TEXT: return fits(a, b, includes, steps);
    }
    return false;
}

/* No value is named by both. */
static bool disjoint(const acp_filter_condition *a, const acp_filter_condition *b, size_t *steps)
{
    if (!comparable(a, b))
        return false;
    switch ((acp_filter_form)a->form) {
    case ACP_FILTER_NUMBER: return a->number != b->number;
    case ACP_FILTER_RANGE:
        return !acp_prefix_covers(&a->range, &b->range) && !acp_prefix_covers(&b->range, &a->range);
    case ACP_FILTER_TEXT: return !texts_meet(a, b, steps) && *steps > 0;
    }
    return false;
}

bool acp_filter_implies(const acp_filter_condition *b, const acp_filter_condition *a, size_t *steps)
{
    if (a->field != b->field || !step(steps))
        return false;
    if (b->negated)
        return a->negated && covers(b, a, steps);
    if (a->negated)
        return !b->list && disjoint(a, b, steps);
    return covers(a, b, steps);
}

bool acp_filter_excludes(const acp_filter_condition *a, const acp_filter_condition *b,
                         size_t *steps)
{
    if (a->field != b->field || !step(steps) || (a->negated && b->negated))
        return false;
    if (a->negated)
        return covers(a, b, steps);
    if (b->negated)
        return covers(b, a, steps);
    return !a->list && disjoint(a, b, steps);
}
