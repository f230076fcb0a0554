/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lookups over the generated tables. */
#include <stdio.h>
#include <stdlib.h>

#include "document/slice.h"
#include "schema/schema.h"

const acp_kind_row *acp_kind_get(acp_kind kind)
{
    return kind >= 0 && kind < ACP_KIND_COUNT ? &acp_kinds[kind] : NULL;
}

acp_kind acp_kind_by_name(const char *name)
{
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++)
        if (strcmp(acp_kinds[kind].name, name) == 0)
            return (acp_kind)kind;
    return ACP_KIND_UNKNOWN;
}

const acp_setting *acp_setting_get(acp_setting_id id)
{
    return id < acp_setting_total ? &acp_settings[id] : NULL;
}

static const acp_schema *kind_schema(acp_kind kind)
{
    const acp_kind_row *row = acp_kind_get(kind);
    return row && row->schema >= 0 ? &acp_schemas[row->schema] : NULL;
}

acp_setting_id acp_kind_root(acp_kind kind)
{
    const acp_schema *schema = kind_schema(kind);
    return schema ? schema->first : ACP_NO_SETTING;
}

acp_slice acp_kind_xsd(acp_kind kind)
{
    const acp_schema *schema = kind_schema(kind);
    if (!schema || !schema->xsd)
        return (acp_slice){0};
    return (acp_slice){(const char *)schema->xsd, (size_t)(schema->xsd_end - schema->xsd)};
}

const acp_pane *acp_kind_panes(acp_kind kind, size_t *count)
{
    const acp_schema *schema = kind_schema(kind);
    *count = schema ? schema->pane_count : 0;
    return schema ? schema->panes : NULL;
}

const acp_pane *acp_pane_find(acp_kind kind, const char *name)
{
    size_t count;
    const acp_pane *panes = acp_kind_panes(kind, &count);
    for (size_t i = 0; i < count; i++)
        if (acp_slice_equal_nocase(acp_slice_of(name), acp_slice_of(panes[i].name)) ||
            acp_slice_equal_nocase(acp_slice_of(name), acp_slice_of(panes[i].title)))
            return &panes[i];
    return NULL;
}

acp_setting_id acp_setting_child(acp_setting_id parent, const char *name, size_t len,
                                 bool attribute)
{
    const acp_setting *setting = acp_setting_get(parent);
    if (!setting)
        return ACP_NO_SETTING;
    acp_setting_id id = attribute ? setting->first_attribute : setting->first_child;
    for (; id != ACP_NO_SETTING; id = acp_settings[id].next)
        if (acp_settings[id].name_len == len && memcmp(acp_settings[id].name, name, len) == 0)
            return id;
    return ACP_NO_SETTING;
}

size_t acp_setting_path(acp_setting_id id, char *buffer, size_t size)
{
    const acp_setting *chain[ACP_MAX_DEPTH] = {NULL};
    size_t depth = 0, length = 0;
    for (; id < acp_setting_total && depth < ACP_MAX_DEPTH; id = acp_settings[id].parent)
        chain[depth++] = &acp_settings[id];
    if (size)
        buffer[0] = '\0';
    for (size_t i = depth; i-- > 0;) {
        const char *before = i + 1 < depth ? "/" : "";
        size_t room = length < size ? size - length : 0;
        length += (size_t)snprintf(room ? buffer + length : NULL, room, "%s%s%s", before,
                                   chain[i]->is_attribute ? "@" : "", chain[i]->name);
    }
    return length;
}

/* The last step of a path, which is cut off it. False: nothing is left, or a step is empty. */
static bool take_last_step(acp_slice *path, acp_slice *step)
{
    if (!path->len)
        return false;
    size_t start = path->len;
    while (start > 0 && path->ptr[start - 1] != '/')
        start--;
    *step = (acp_slice){path->ptr + start, path->len - start};
    path->len = start ? start - 1 : 0;
    return step->len > 0;
}

static bool step_is(const acp_setting *setting, acp_slice step)
{
    if (setting->is_attribute != (step.ptr[0] == '@'))
        return false;
    if (setting->is_attribute) {
        step.ptr++;
        step.len--;
    }
    return setting->name_len == step.len && memcmp(setting->name, step.ptr, step.len) == 0;
}

typedef enum { TAIL_NO, TAIL_PART, TAIL_WHOLE } tail_fit;

static tail_fit fit_tail(acp_setting_id id, acp_slice tail, bool from_root)
{
    acp_slice step;
    while (tail.len) {
        if (id == ACP_NO_SETTING || !take_last_step(&tail, &step) ||
            !step_is(&acp_settings[id], step))
            return TAIL_NO;
        id = acp_settings[id].parent;
    }
    if (id == ACP_NO_SETTING)
        return TAIL_WHOLE;
    return from_root ? TAIL_NO : TAIL_PART;
}

size_t acp_settings_by_tail(acp_kind kind, const char *tail, acp_setting_id *out, size_t max)
{
    const acp_schema *schema = kind_schema(kind);
    acp_slice path = acp_slice_of(tail);
    bool from_root = path.len && path.ptr[0] == '/';
    if (from_root) {
        path.ptr++;
        path.len--;
    }
    /* A slash at either end left over stands beside an empty step. */
    if (!schema || !path.len || path.ptr[0] == '/' || path.ptr[path.len - 1] == '/')
        return 0;
    size_t count = 0;
    for (unsigned i = 0; i < schema->count; i++) {
        acp_setting_id id = (acp_setting_id)(schema->first + i);
        tail_fit fit = fit_tail(id, path, from_root);
        if (fit == TAIL_WHOLE) {
            if (max)
                out[0] = id;
            return 1;
        }
        if (fit == TAIL_PART && count++ < max)
            out[count - 1] = id;
    }
    return count;
}

unsigned acp_setting_schema(acp_setting_id id)
{
    unsigned schema = 0;
    while (schema + 1 < acp_schema_total && id >= acp_schemas[schema + 1].first)
        schema++;
    return schema;
}

bool acp_name_is_telling(acp_slice name)
{
    /* More than one word: a capital that has a small letter before it, or capitals before it. */
    for (size_t i = 1; i + 1 < name.len; i++) {
        bool capital = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z';
        bool small_before = name.ptr[i - 1] >= 'a' && name.ptr[i - 1] <= 'z';
        bool small_behind = name.ptr[i + 1] >= 'a' && name.ptr[i + 1] <= 'z';
        if (capital && (small_before || small_behind))
            return true;
    }
    return false;
}

bool acp_setting_within(acp_setting_id id, acp_setting_id ancestor)
{
    for (; id < acp_setting_total; id = acp_settings[id].parent)
        if (id == ancestor)
            return true;
    return false;
}

uint16_t acp_newest_version(void)
{
    uint16_t newest = 0;
    for (unsigned i = 0; i < acp_setting_total; i++) {
        const acp_setting *setting = &acp_settings[i];
        if (setting->since > newest)
            newest = setting->since;
        for (unsigned v = 0; v < setting->value_count; v++)
            if (setting->values[v].since > newest)
                newest = setting->values[v].since;
    }
    return newest;
}

const char *acp_setting_default(const acp_setting *setting, uint16_t client_version)
{
    if (setting->default_before && client_version && client_version < setting->default_before)
        return setting->default_before_value;
    return setting->effective;
}

static const char *const platform_names[] = {"windows", "macos",    "linux", "ios",
                                             "android", "chromeos", "uwp"};

const char *acp_platform_name(unsigned index)
{
    return index < sizeof platform_names / sizeof *platform_names ? platform_names[index] : NULL;
}

unsigned acp_platform_by_name(const char *name, size_t len)
{
    const char *known;
    for (unsigned i = 0; (known = acp_platform_name(i)); i++)
        if (acp_slice_is((acp_slice){name, len}, known))
            return 1u << i;
    return 0;
}

static const char *const severity_names[] = {
    [ACP_INFO] = "info", [ACP_WARNING] = "warning", [ACP_ERROR] = "error", [ACP_OFF] = "off"};

const char *acp_severity_name(acp_severity severity)
{
    return severity_names[severity];
}

bool acp_severity_by_name(const char *name, acp_severity *out)
{
    for (int i = ACP_INFO; i <= ACP_OFF; i++)
        if (strcmp(severity_names[i], name) == 0) {
            *out = (acp_severity)i;
            return true;
        }
    return false;
}

/* A part of a version number, 0 to 255; other characters may follow. -1: none. */
static int version_part(const char **text)
{
    int number = 0, digits = 0;
    for (; **text >= '0' && **text <= '9'; ++*text, digits++)
        if ((number = number * 10 + (**text - '0')) > 255)
            return -1;
    return digits ? number : -1;
}

uint16_t acp_version_parse(const char *text)
{
    int major = version_part(&text), minor = 0;
    if (major < 1)
        return 0;
    if (*text == '.') {
        text++;
        minor = version_part(&text);
        if (minor < 0)
            return 0;
    }
    /* What follows is the build, which no rule looks at, but it must look like one. */
    for (; *text; text++)
        if (*text != '.' && (*text < '0' || *text > '9'))
            return 0;
    return ACP_VERSION(major, minor);
}
