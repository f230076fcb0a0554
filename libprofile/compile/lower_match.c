/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CertificateMatch: what is asked of client certificates. */
#include <stdlib.h>

#include "check/certificate.h"
#include "compile/lower.h"
#include "libtunnel/address.h"
#include "libtunnel/dn.h"
#include "libtunnel/oid.h"
#include "libtunnel/tunnel.h"

/* ---- names ---------------------------------------------------------------------------------- */

/* An attribute of the definition has that value, which is not its default. */
static bool says(const acp_node *node, tunnel_setting setting, uint32_t value)
{
    const acp_attribute *attribute = acp_node_attribute_of(node, acp_compiled_settings[setting]);
    return attribute &&
           acp_slice_is(acp_slice_trim(attribute->value), tunnel_settings[setting].values[value]);
}

/* One of the names the schema has; DN_OTHER: it is none of them. */
static tunnel_dn_attribute read_name(acp_slice name, bool *issuer)
{
    static const char prefix[] = "ISSUER-";
    const char *const *values = tunnel_settings[VPN_NAME].values;
    size_t i = 0;
    while (values[i] && !acp_slice_is(name, values[i]))
        i++;
    if (!values[i])
        return DN_OTHER;
    *issuer = strncmp(values[i], prefix, sizeof prefix - 1) == 0;
    return tunnel_dn_attribute_of(tunnel_text_of(values[i] + (*issuer ? sizeof prefix - 1 : 0)));
}

static acp_slice value_of(const acp_node *definition, tunnel_setting setting)
{
    const acp_node *node = acp_source_child(definition, setting);
    return node ? node->value : (acp_slice){"", 0};
}

static void read_definition(acp_builder *builder, const acp_source *source, const acp_node *node,
                            acp_compiled_definition *out)
{
    acp_slice pattern = value_of(node, VPN_PATTERN);
    *out = (acp_compiled_definition){
        .negated = says(node, VPN_OPERATOR, VPN_OPERATOR__NOT_EQUAL),
        .anywhere = says(node, VPN_WILDCARD, VPN_WILDCARD__ENABLED),
        .without_case = says(node, VPN_MATCH_CASE, VPN_MATCH_CASE__DISABLED),
        .name = value_of(node, VPN_NAME),
        .pattern = pattern,
        .origin = acp_origin_of(source, node),
    };
    if (pattern.len)
        out->attribute = read_name(out->name, &out->issuer);
    const char *lower =
        out->without_case ? acp_arena_lower(&builder->arena, pattern.ptr, pattern.len) : NULL;
    if (lower)
        out->pattern.ptr = lower;
}

void acp_values_read_definitions(acp_builder *builder, const acp_source *source, acp_values *values)
{
    size_t count = 0, used = 0;
    const acp_node *first = acp_source_first(source, VPN_DISTINGUISHED_NAME_DEFINITION);
    for (const acp_node *node = first; node; node = node->same)
        count++;
    acp_compiled_definition *all = acp_arena_alloc(&builder->arena, (count + 1) * sizeof *all);
    for (const acp_node *node = first; all && node; node = node->same)
        read_definition(builder, source, node, &all[used++]);
    values->definitions = all;
    values->definition_count = used;
}

static void add_definition(acp_builder *builder, const acp_compiled_definition *definition)
{
    tunnel_definition record = {
        .attribute = definition->attribute,
        .issuer = definition->issuer,
        .negated = definition->negated,
        .anywhere = definition->anywhere,
        .without_case = definition->without_case,
        .name = acp_build_text(builder, definition->name),
        .pattern = acp_build_text(builder, definition->pattern),
        .position = acp_build_position(builder, definition->origin),
    };
    acp_build_add(builder, SECTION_DEFINITIONS, &record);
}

/* ---- key usages ----------------------------------------------------------------------------- */

static uint32_t read_key_usages(const acp_compiled *list)
{
    const char *const *values = tunnel_settings[VPN_MATCH_KEY].values;
    uint32_t usages = 0;
    for (size_t i = 0; i < list->count; i++) {
        uint32_t bit = 0;
        while (values[bit] && !acp_slice_is(list->items[i].text, values[bit]))
            bit++;
        usages |= values[bit] ? 1u << bit : (uint32_t)MATCH_UNREADABLE;
    }
    return usages;
}

/* ---- extended key usages -------------------------------------------------------------------- */

typedef struct {
    tunnel_oid oid;
    size_t place; /* in the list */
} key;

static int by_der(const void *left, const void *right)
{
    const key *a = left, *b = right;
    int order = (a->oid.size > b->oid.size) - (a->oid.size < b->oid.size);
    if (!order)
        order = memcmp(a->oid.der, b->oid.der, sizeof a->oid.der);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Custom keys of more than 30 characters are not taken (003:L5212), so that 32 bytes are enough. */
static key make_key(acp_builder *builder, tunnel_text_t oid, const acp_compiled_item *item,
                    size_t place)
{
    key made = {.oid.position = acp_build_position(builder, item->origin), .place = place};
    if (oid.len <= sizeof made.oid.der)
        made.oid.size = (uint32_t)tunnel_oid_encode(oid, (uint8_t *)made.oid.der);
    if (!made.oid.size)
        memset(made.oid.der, 0, sizeof made.oid.der);
    made.oid.text =
        acp_build_text(builder, made.oid.size ? (acp_slice){oid.ptr, oid.len} : item->text);
    return made;
}

/* Those listed, and client authentication where it is asked for in any case. */
static uint32_t add_extended_keys(acp_builder *builder, const acp_compiled *named,
                                  const acp_compiled *custom, bool client_auth)
{
    size_t count = 0, most = named->count + custom->count + 1;
    key *keys = acp_arena_alloc(&builder->arena, most * sizeof *keys);
    if (!keys)
        return 0;
    for (size_t i = 0; i < named->count; i++, count++) {
        const char *oid = acp_extended_key_usage_by_name(named->items[i].text);
        keys[count] = make_key(builder, tunnel_text_of(oid ? oid : ""), &named->items[i], count);
    }
    for (size_t i = 0; i < custom->count; i++, count++) {
        tunnel_text_t oid = {custom->items[i].text.ptr, custom->items[i].text.len};
        keys[count] = make_key(builder, oid, &custom->items[i], count);
    }
    if (client_auth) {
        static const acp_compiled_item nowhere = {{"", 0}, {0, 0}};
        keys[count] = make_key(builder, tunnel_text_of(ACP_OID_CLIENT_AUTH), &nowhere, count);
        count++;
    }
    /* Sorted, so that each is found by halves. */
    if (count)
        qsort(keys, count, sizeof *keys, by_der);
    for (size_t i = 0; i < count; i++)
        acp_build_add(builder, SECTION_OIDS, &keys[i].oid);
    return (uint32_t)count;
}

/* ---- all of it ------------------------------------------------------------------------------ */

/* Any criterion takes the place of what the client asks for by itself (003:L5146-5155); phones ask
 * for client authentication in any case (003:L18145). A certificate without extended key usages
 * passes a list of them if names are asked for as well (003:L5216-5224). */
void acp_match_add(acp_builder *builder, const acp_values *values, tunnel_view_record *view)
{
    const acp_compiled *usages = &values->of[VPN_MATCH_KEY];
    const acp_compiled *named = &values->of[VPN_EXTENDED_MATCH_KEY];
    const acp_compiled *custom = &values->of[VPN_CUSTOM_EXTENDED_MATCH_KEY];
    bool mobile = builder->platform & TUNNEL_MOBILE;
    bool any = usages->count || named->count || custom->count || values->definition_count;
    bool listed = named->count || custom->count;
    view->first_extended_key = acp_build_count(builder, SECTION_OIDS);
    view->first_definition = acp_build_count(builder, SECTION_DEFINITIONS);
    /* Views of other documents than profiles ask for nothing. */
    if (!values->of[VPN_AUTOMATIC_CERT_SELECTION].here)
        return;
    view->key_usages = any ? read_key_usages(usages) : 1u << TUNNEL_DIGITAL_SIGNATURE;
    view->key_usage_needed =
        view->key_usages || acp_values_on(values, VPN_MATCH_ONLY_CERTS_WITH_KU);
    view->extended_key_needed = !any || mobile || (listed && !values->definition_count) ||
                                acp_values_on(values, VPN_MATCH_ONLY_CERTS_WITH_EKU);
    view->extended_key_count = add_extended_keys(builder, named, custom, !any || mobile);
    view->definition_count = (uint32_t)values->definition_count;
    for (size_t i = 0; i < values->definition_count; i++)
        add_definition(builder, &values->definitions[i]);
}
