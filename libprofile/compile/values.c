/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/values.h"

#include "check/check.h"
#include "compile/lower_names.h"
#include "schema/schema.h"

/* ---- places ------------------------------------------------------------------------------------
 */

static acp_origin at_offset(const acp_source *source, uint32_t offset)
{
    return (acp_origin){source->file, acp_document_line_number(source->document, offset)};
}

acp_origin acp_origin_of(const acp_source *source, const acp_node *node)
{
    return at_offset(source, acp_at_value(node).span.start);
}

acp_origin acp_origin_of_part(const acp_source *source, const acp_node *node, acp_slice part)
{
    return at_offset(source, acp_at_part(node, NULL, part).span.start);
}

/* ---- texts to values ------------------------------------------------------------------------- */

static bool take_place(const tunnel_setting_row *row, acp_slice text, acp_compiled *value)
{
    for (uint32_t i = 0; row->values[i]; i++)
        if (acp_slice_is(text, row->values[i])) {
            value->number = row->type == TUNNEL_BOOLEAN ? i == 0 : i;
            return true;
        }
    return false;
}

static bool take_number(const tunnel_setting_row *row, acp_slice text, acp_compiled *value)
{
    int64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || number > UINT32_MAX)
            return false;
        number = number * 10 + (text.ptr[i] - '0');
    }
    value->number = (uint32_t)number;
    return text.len && number <= UINT32_MAX &&
           (row->min == row->max || (number >= row->min && number <= row->max));
}

/* What the client does not understand it does not take: then the default holds. */
static bool take(tunnel_setting setting, acp_slice text, acp_compiled *value)
{
    const tunnel_setting_row *row = &tunnel_settings[setting];
    value->text = text;
    switch ((tunnel_setting_type)row->type) {
    case TUNNEL_BOOLEAN:
    case TUNNEL_ENUM: return take_place(row, text, value);
    case TUNNEL_NUMBER: return take_number(row, text, value);
    case TUNNEL_GROUP: value->number = 1; return true;
    case TUNNEL_TEXT:
    case TUNNEL_LIST: return true;
    }
    return false;
}

/* ---- lists
 * --------------------------------------------------------------------------------------- */

static size_t count_items(acp_slice text)
{
    size_t count = 0;
    acp_slice item;
    while (acp_slice_next_item(&text, &item))
        count += item.len > 0;
    return count;
}

/* The items of a comma list. */
static void take_items(acp_builder *builder, const acp_source *source, const acp_node *node,
                       acp_compiled *value)
{
    acp_slice rest = value->text, item;
    size_t count = count_items(rest), used = 0;
    acp_compiled_item *items = acp_arena_alloc(&builder->arena, (count + 1) * sizeof *items);
    while (items && acp_slice_next_item(&rest, &item))
        if (item.len) {
            items[used].text = item;
            if (node)
                items[used].origin = acp_origin_of_part(source, node, item);
            used++;
        }
    value->items = items;
    value->count = used;
}

/* The texts of an element that may be repeated, from `first` to its last sibling of that kind. */
static void take_elements(acp_builder *builder, const acp_source *source, const acp_node *first,
                          acp_compiled *value)
{
    size_t count = 0, used = 0;
    for (const acp_node *node = first; node; node = acp_node_next_same(node))
        count += node->value.len > 0;
    acp_compiled_item *items = acp_arena_alloc(&builder->arena, (count + 1) * sizeof *items);
    for (const acp_node *node = first; items && node; node = acp_node_next_same(node))
        if (node->value.len)
            items[used++] = (acp_compiled_item){node->value, acp_origin_of(source, node)};
    value->items = items;
    value->count = used;
}

/* ---- one setting
 * ---------------------------------------------------------------------------------- */

static const acp_setting *schema_of(tunnel_setting setting)
{
    return acp_setting_get(acp_compiled_settings[setting]);
}

static bool is_controllable(tunnel_setting setting, const acp_node *node)
{
    const acp_attribute *attribute = acp_node_attribute(node, "UserControllable");
    if (tunnel_settings[setting].controllable < 0)
        return false;
    if (!attribute)
        return tunnel_settings[setting].controllable;
    return acp_slice_is(acp_slice_trim(attribute->value), "true");
}

static bool is_repeated(tunnel_setting setting)
{
    return tunnel_settings[setting].type == TUNNEL_LIST && schema_of(setting)->max_occurs > 1;
}

/* What an element says. */
static void take_element(acp_builder *builder, const acp_source *source, const acp_node *node,
                         tunnel_setting setting, acp_compiled *value)
{
    acp_compiled written = {.here = true, .flags = CELL_WRITTEN};
    if (!take(setting, node->value, &written))
        return;
    written.origin = acp_origin_of(source, node);
    if (is_controllable(setting, node))
        written.flags |= CELL_CONTROLLABLE;
    if (is_repeated(setting))
        take_elements(builder, source, node, &written);
    else if (tunnel_settings[setting].type == TUNNEL_LIST)
        take_items(builder, source, node, &written);
    if (tunnel_settings[setting].type != TUNNEL_LIST || written.count)
        *value = written;
}

static void take_attribute(const acp_source *source, const acp_node *node, tunnel_setting setting,
                           acp_compiled *value)
{
    acp_compiled written = {.here = true, .flags = CELL_WRITTEN};
    const acp_attribute *attribute = acp_node_attribute_of(node, acp_compiled_settings[setting]);
    if (!attribute || !take(setting, acp_slice_trim(attribute->value), &written))
        return;
    written.origin = at_offset(source, attribute->value_span.start);
    *value = written;
}

static void take_default(acp_builder *builder, tunnel_setting setting, acp_compiled *value)
{
    const char *text = acp_setting_default(schema_of(setting), builder->client_version);
    *value = (acp_compiled){0};
    if (tunnel_settings[setting].type == TUNNEL_GROUP || is_repeated(setting) || !text)
        return;
    value->here = take(setting, acp_slice_of(text), value);
    if (tunnel_settings[setting].type == TUNNEL_LIST)
        take_items(builder, NULL, NULL, value);
}

/* ---- documents
 * ------------------------------------------------------------------------------------- */

void acp_values_read(acp_builder *builder, const acp_source *source, tunnel_setting_place place,
                     acp_values *values)
{
    for (int i = 0; i < TUNNEL_SETTINGS; i++) {
        tunnel_setting setting = (tunnel_setting)i;
        acp_compiled *value = &values->of[setting];
        if (tunnel_settings[setting].place != place)
            continue;
        take_default(builder, setting, value);
        if (!source->document)
            continue;
        const acp_setting *schema = schema_of(setting);
        acp_setting_id holder =
            schema->is_attribute ? schema->parent : acp_compiled_settings[setting];
        const acp_node *node = acp_document_slot(source->document, holder);
        if (node && schema->is_attribute)
            take_attribute(source, node, setting, value);
        else if (node)
            take_element(builder, source, node, setting, value);
    }
}

/* The next element of a tree in document order. */
static const acp_node *next_element(const acp_node *node, const acp_node *top)
{
    const acp_node *next = acp_node_first_child(node);
    while (!next && node != top) {
        next = acp_node_next(node);
        node = node->parent;
    }
    return next;
}

/* The runtime's setting of a schema's; TUNNEL_SETTINGS: it has none. Both stand in one order. */
static tunnel_setting setting_of(acp_setting_id id)
{
    int low = 0, high = TUNNEL_SETTINGS;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (acp_compiled_settings[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < TUNNEL_SETTINGS && acp_compiled_settings[low] == id;
    return found ? (tunnel_setting)low : TUNNEL_SETTINGS;
}

void acp_values_read_entry(acp_builder *builder, const acp_source *source, const acp_node *entry,
                           acp_values *values)
{
    memset(values, 0, sizeof *values);
    for (const acp_node *node = entry; node; node = next_element(node, entry)) {
        tunnel_setting setting = setting_of(node->setting);
        bool cell = setting != TUNNEL_SETTINGS && tunnel_settings[setting].place == TUNNEL_IN_ENTRY;
        if (cell && !values->of[setting].here)
            take_element(builder, source, node, setting, &values->of[setting]);
        for (unsigned i = 0; cell && i < node->attribute_count; i++) {
            tunnel_setting attribute = setting_of(node->attributes[i].setting);
            if (attribute != TUNNEL_SETTINGS && !values->of[attribute].here)
                take_attribute(source, node, attribute, &values->of[attribute]);
        }
    }
}

void acp_values_force(acp_values *values, tunnel_setting setting, const char *text)
{
    acp_compiled *value = &values->of[setting];
    *value = (acp_compiled){.here = true, .flags = CELL_FORCED};
    take(setting, acp_slice_of(text), value);
}

/* ---- records
 * -------------------------------------------------------------------------------------- */

static void add_items(acp_builder *builder, const acp_compiled *value, tunnel_cell *cell)
{
    cell->value = acp_build_count(builder, SECTION_ITEMS);
    cell->count = (uint32_t)value->count;
    for (size_t i = 0; i < value->count; i++) {
        tunnel_item item = {acp_build_text(builder, value->items[i].text),
                            acp_build_position(builder, value->items[i].origin)};
        acp_build_add(builder, SECTION_ITEMS, &item);
    }
}

uint32_t acp_values_add(acp_builder *builder, const acp_values *values)
{
    uint32_t first = acp_build_count(builder, SECTION_CELLS);
    for (uint32_t i = 0; i < TUNNEL_SETTINGS; i++) {
        const acp_compiled *value = &values->of[i];
        if (!value->here)
            continue;
        tunnel_cell cell = {.setting = i, .flags = value->flags, .value = value->number};
        cell.position = acp_build_position(builder, value->origin);
        if (tunnel_settings[i].type == TUNNEL_TEXT)
            cell.value = acp_build_text(builder, value->text);
        if (tunnel_settings[i].type == TUNNEL_LIST)
            add_items(builder, value, &cell);
        acp_build_add(builder, SECTION_CELLS, &cell);
    }
    return first;
}

static void add_server(acp_builder *builder, const acp_compiled_server *server)
{
    tunnel_server record = {
        .host = acp_build_text(builder, server->host),
        .port = server->port,
        .text = acp_build_text(builder, server->text),
        .first_byte = acp_build_count(builder, SECTION_BYTES),
        .byte_count = server->has_hash ? sizeof server->hash : 0,
        .position = acp_build_position(builder, server->origin),
    };
    acp_build_bytes(builder, server->hash, record.byte_count);
    acp_build_add(builder, SECTION_SERVERS, &record);
}

uint32_t acp_values_add_view(acp_builder *builder, const acp_values *values,
                             const uint32_t *members, size_t member_count)
{
    tunnel_view_record view = {
        .first_member = acp_build_count(builder, SECTION_MEMBERS),
        .member_count = (uint32_t)member_count,
        .first_server = acp_build_count(builder, SECTION_SERVERS),
        .server_count = (uint32_t)values->server_count,
        .first_domain = acp_build_count(builder, SECTION_NAMES),
        .first_resolver = acp_build_count(builder, SECTION_RESOLVERS),
    };
    view.first_cell = acp_values_add(builder, values);
    view.cell_count = acp_build_count(builder, SECTION_CELLS) - view.first_cell;
    view.domain_count =
        acp_names_add(builder, &values->of[VPN_TRUSTED_DNS_DOMAINS], acp_trusted_domain);
    view.resolver_count = acp_resolvers_add(builder, &values->of[VPN_TRUSTED_DNS_SERVERS]);
    view.first_allowed_name = acp_build_count(builder, SECTION_NAMES);
    view.allowed_name_count = acp_allowed_names_add(builder, &values->of[VPN_ALLOWED_HOSTS]);
    view.first_allowed = acp_build_count(builder, SECTION_SPANS);
    view.allowed_count = acp_allowed_spans_add(builder, &values->of[VPN_ALLOWED_HOSTS]);
    view.first_authorized = acp_build_count(builder, SECTION_NAMES);
    view.authorized_count =
        acp_names_add(builder, &values->of[POLICY_SERVER_NAME], acp_authorized_server);
    acp_match_add(builder, values, &view);
    for (size_t i = 0; i < member_count; i++)
        acp_build_add(builder, SECTION_MEMBERS, &(tunnel_member){members[i]});
    for (size_t i = 0; i < values->server_count; i++)
        add_server(builder, &values->servers[i]);
    return acp_build_add(builder, SECTION_VIEWS, &view);
}
