/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Paths in expressions: from the shortest unique tail a rule writes to a setting of the schema. */
#include "check/expr_compile.h"

#define MAX_CANDIDATES 256

acp_setting_id acp_expr_element(acp_setting_id setting)
{
    const acp_setting *row = acp_setting_get(setting);
    return row->is_attribute ? row->parent : setting;
}

/* Writes a setting's name with so many parents before it; returns how many names that were. */
static unsigned with_parents(acp_setting_id setting, unsigned parents, char *buffer, size_t size)
{
    acp_setting_id chain[ACP_MAX_DEPTH];
    unsigned count = 0;
    while (setting != ACP_NO_SETTING && count <= parents && count < ACP_MAX_DEPTH) {
        chain[count++] = setting;
        setting = acp_setting_get(setting)->parent;
    }
    size_t length = 0;
    for (unsigned i = count; i-- > 0 && length < size;) {
        const acp_setting *row = acp_setting_get(chain[i]);
        length += (size_t)snprintf(buffer + length, size - length, "%s%s%s",
                                   row->is_attribute ? "@" : "", row->name, i ? "/" : "");
    }
    return count;
}

const char *acp_expr_short_name(acp_kind kind, acp_setting_id setting, char *buffer, size_t size)
{
    acp_setting_id one;
    unsigned parents = acp_setting_get(setting)->is_attribute ? 1 : 0;
    for (;; parents++) {
        unsigned steps = with_parents(setting, parents, buffer, size);
        if (steps <= parents || acp_settings_by_tail(kind, buffer, &one, 1) == 1)
            return buffer;
    }
}

/* Follows the steps as children, one below the other. */
static acp_setting_id follow(acp_setting_id from, acp_slice steps)
{
    const char *at = steps.ptr, *end = at + steps.len;
    while (from != ACP_NO_SETTING && at < end) {
        const char *slash = memchr(at, '/', (size_t)(end - at));
        const char *stop = slash ? slash : end;
        bool attribute = *at == '@';
        at += attribute;
        from = acp_setting_child(from, at, (size_t)(stop - at), attribute);
        at = slash ? slash + 1 : end;
    }
    return from;
}

/* Settings below base whose path ends in the steps; the root counts as below itself. */
static size_t candidates(compiler *c, acp_setting_id base, acp_slice steps, acp_setting_id *first)
{
    acp_setting_id found[MAX_CANDIDATES];
    char tail[256];
    if (steps.len >= sizeof tail)
        return 0;
    memcpy(tail, steps.ptr, steps.len);
    tail[steps.len] = '\0';
    size_t all = acp_settings_by_tail(c->kind, tail, found, MAX_CANDIDATES), count = 0;
    for (size_t i = 0; i < all && i < MAX_CANDIDATES; i++)
        if (acp_setting_within(found[i], base) &&
            (found[i] != base || base == acp_kind_root(c->kind)))
            found[count++] = found[i];
    *first = count ? found[0] : ACP_NO_SETTING;
    return count;
}

static bool ambiguous(compiler *c, acp_setting_id base, acp_slice steps, size_t at)
{
    acp_setting_id found[8];
    char tail[256], list[256] = "", name[128];
    snprintf(tail, sizeof tail, "%.*s", ACP_SLICE_ARGS(steps));
    size_t all = acp_settings_by_tail(c->kind, tail, found, 8), length = 0;
    for (size_t i = 0; i < all && i < 8 && length < sizeof list; i++) {
        if (!acp_setting_within(found[i], base))
            continue;
        acp_expr_short_name(c->kind, found[i], name, sizeof name);
        length +=
            (size_t)snprintf(list + length, sizeof list - length, "%s%s", length ? ", " : "", name);
    }
    return acp_expr_fail(c, at, "%s fits several settings: %s%s", tail, list,
                         all > 8 ? ", ..." : "");
}

/* The setting below base whose name is nearest to a wrong one. */
static acp_setting_id nearest(acp_setting_id base, acp_slice name, bool attribute)
{
    const acp_schema *schema = &acp_schemas[acp_setting_schema(base)];
    acp_setting_id best = ACP_NO_SETTING;
    unsigned least = name.len < 4 ? 1 : 3;
    for (unsigned i = 0; i < schema->count; i++) {
        acp_setting_id id = (acp_setting_id)(schema->first + i);
        const acp_setting *row = acp_setting_get(id);
        if (row->is_attribute != attribute || !acp_setting_within(id, base))
            continue;
        unsigned distance = acp_distance(name, (acp_slice){row->name, row->name_len}, least);
        if (distance < least || (distance == least && best == ACP_NO_SETTING)) {
            least = distance;
            best = id;
        }
    }
    return best;
}

static bool unknown(compiler *c, acp_setting_id base, bool below_root, acp_slice steps, size_t at)
{
    acp_setting_id root = acp_kind_root(c->kind), other;
    const char *label = acp_kind_get(c->kind)->label;
    char name[128];
    int length = (int)steps.len;
    const char *text = steps.ptr;
    if (c->compares && !memchr(text, '/', steps.len))
        return acp_expr_fail(c, at,
                             "no setting %.*s: a bare word is a path; write '%.*s' for the "
                             "text",
                             length, text, length, text);
    if (!below_root && candidates(c, root, steps, &other) > 0)
        return acp_expr_fail(c, at,
                             "%.*s is not below %s; paths here start at %s, write /%s for "
                             "the one of the whole document",
                             length, text, acp_setting_get(base)->name, acp_setting_get(base)->name,
                             acp_expr_short_name(c->kind, other, name, sizeof name));
    const char *last = memrchr(text, '/', steps.len);
    last = last ? last + 1 : text;
    bool attribute = last < text + steps.len && *last == '@';
    last += attribute;
    other = nearest(base, (acp_slice){last, (size_t)(text + steps.len - last)}, attribute);
    if (other != ACP_NO_SETTING)
        return acp_expr_fail(c, at, "no setting %.*s in the %s; do you mean %s?", length, text,
                             label, acp_expr_short_name(c->kind, other, name, sizeof name));
    return acp_expr_fail(c, at, "no setting %.*s in the %s (text is written '%.*s')", length, text,
                         label, length, text);
}

/* Takes leading ./ and ../ off the steps and moves base up. */
static bool climb(compiler *c, acp_slice *steps, size_t at, acp_setting_id *base, uint8_t *up)
{
    bool on_attribute = acp_setting_get(*base)->is_attribute;
    *base = acp_expr_element(*base);
    while (steps->len && *steps->ptr == '.') {
        size_t dots = steps->len > 1 && steps->ptr[1] == '.' ? 2 : 1;
        if (dots == 2 && on_attribute) {
            on_attribute = false;
        } else if (dots == 2) {
            *base = acp_setting_get(*base)->parent;
            if (*base == ACP_NO_SETTING)
                return acp_expr_fail(c, at, "'..' leads above the root element");
            ++*up;
        }
        size_t used = dots + (steps->len > dots && steps->ptr[dots] == '/');
        steps->ptr += used;
        steps->len -= used;
    }
    return true;
}

static bool several_between(acp_setting_id setting, acp_setting_id base)
{
    for (acp_setting_id s = acp_expr_element(setting); s != base && s != ACP_NO_SETTING;
         s = acp_setting_get(s)->parent)
        if (acp_setting_get(s)->max_occurs != 1)
            return true;
    return false;
}

bool acp_expr_never_written(const compiler *c, acp_slice text)
{
    acp_setting_id one;
    char tail[256];
    int length = snprintf(tail, sizeof tail, "%.*s", ACP_SLICE_ARGS(text));
    char *attribute = strstr(tail, "/@");
    if (!attribute || (size_t)length >= sizeof tail ||
        acp_settings_by_tail(c->kind, tail, &one, 1) > 0)
        return false;
    bool elsewhere = false;
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++)
        elsewhere |=
            (c->kinds >> kind & 1) && acp_settings_by_tail((acp_kind)kind, tail, &one, 1) > 0;
    *attribute = '\0';
    return elsewhere && acp_settings_by_tail(c->kind, tail, &one, 1) == 1;
}

bool acp_expr_resolve(compiler *c, acp_slice text, size_t at, path *out)
{
    acp_setting_id root = acp_kind_root(c->kind);
    acp_slice steps = text;
    bool from_root = steps.len && *steps.ptr == '/';
    acp_setting_id base = from_root ? root : c->scope.setting;
    *out = (path){.absolute = from_root || c->scope.root};
    steps.ptr += from_root;
    steps.len -= from_root;
    if (!climb(c, &steps, at, &base, &out->up))
        return false;
    if (memmem(steps.ptr, steps.len, "..", 2) || (steps.len && steps.ptr[steps.len - 1] == '/'))
        return acp_expr_fail(c, at, "'..' stands only at the start of a path, '/' not at its end");
    out->setting = follow(base, steps);
    if (out->setting == ACP_NO_SETTING) {
        size_t count = candidates(c, base, steps, &out->setting);
        if (count == 0)
            return unknown(c, base, base == root, steps, at);
        if (count > 1)
            return ambiguous(c, base, steps, at);
    }
    /* With only one possible base the path is as good as absolute, and that is faster. */
    if (!out->absolute && !several_between(base, root)) {
        out->absolute = true;
        out->up = 0;
    }
    out->many = several_between(out->setting, out->absolute ? root : base);
    return true;
}
