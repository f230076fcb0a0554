/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/certificate_match.h"

#include <string.h>

#include "libtunnel/ascii.h"
#include "libtunnel/json.h"
#include "libtunnel/oid.h"
#include "libtunnel/sort.h"

/* ---- key usages ----------------------------------------------------------------------------- */

static tunnel_client_why match_key_usage(const tunnel_view_record *record,
                                         const tunnel_client_certificate *c)
{
    uint32_t has = 0;
    if (!c->key_usage.items)
        return record->key_usage_needed ? TUNNEL_CLIENT_KEY_USAGE_ABSENT : TUNNEL_CLIENT_MATCHES;
    for (size_t i = 0; i < c->key_usage.count; i++)
        has |= 1u << (c->key_usage.items[i] & 31);
    return !record->key_usages || record->key_usages & has & MATCH_ALL ? TUNNEL_CLIENT_MATCHES
                                                                       : TUNNEL_CLIENT_KEY_USAGE;
}

/* ---- extended key usages -------------------------------------------------------------------- */

/* An OID as images have it. */
typedef struct {
    uint32_t size;
    uint32_t der[8];
} oid;

static int compare_oids(const oid *a, const oid *b)
{
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    return memcmp(a->der, b->der, sizeof a->der);
}

static int by_oid(const void *a, const void *b)
{
    return compare_oids(a, b);
}

/* The OIDs of a certificate that a profile can ask for, sorted. */
static size_t read_oids(const tunnel_texts *texts, oid *out)
{
    size_t count = 0;
    for (size_t i = 0; i < texts->count; i++) {
        oid *next = &out[count];
        *next = (oid){0};
        if (texts->items[i].len > 2 * sizeof next->der)
            continue;
        uint8_t room[2 * sizeof next->der];
        size_t size = tunnel_oid_encode(texts->items[i], room);
        if (!size || size > sizeof next->der)
            continue;
        next->size = (uint32_t)size;
        memcpy(next->der, room, size);
        count++;
    }
    tunnel_sort(out, count, sizeof *out, by_oid);
    return count;
}

static bool has_oid(const oid *oids, size_t count, const tunnel_oid *wanted)
{
    oid key = {.size = wanted->size};
    memcpy(key.der, wanted->der, sizeof key.der);
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_oids(&oids[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && compare_oids(&oids[low], &key) == 0;
}

static bool match_extended(const tunnel_view *view, const tunnel_client_certificate *c,
                           tunnel_buffer *buffer, tunnel_client_why *why)
{
    const tunnel_view_record *record = view->record;
    const tunnel_oid *wanted =
        TUNNEL_AT(view->policy, tunnel_oid, OIDS, record->first_extended_key);
    *why = TUNNEL_CLIENT_MATCHES;
    if (!c->extended_key_usage.items) {
        if (record->extended_key_needed)
            *why = TUNNEL_CLIENT_EXTENDED_KEY_USAGE_ABSENT;
        return true;
    }
    oid *oids = tunnel_take(buffer, c->extended_key_usage.count * sizeof *oids);
    if (!oids)
        return false;
    size_t count = read_oids(&c->extended_key_usage, oids);
    for (uint32_t i = 0; i < record->extended_key_count; i++)
        if (!has_oid(oids, count, &wanted[i]))
            *why = TUNNEL_CLIENT_EXTENDED_KEY_USAGE;
    return true;
}

/* ---- names ---------------------------------------------------------------------------------- */

static bool fits(tunnel_text_t value, tunnel_text_t pattern, bool anywhere)
{
    if (anywhere)
        return memmem(value.ptr, value.len, pattern.ptr, pattern.len);
    return tunnel_text_compare(value, pattern) == 0;
}

/* In lower case; ptr NULL: there is no room. */
static tunnel_text_t fold(tunnel_text_t value, tunnel_buffer *buffer)
{
    char *lower = tunnel_take(buffer, value.len);
    for (size_t i = 0; lower && i < value.len; i++)
        lower[i] = tunnel_lower(value.ptr[i]);
    return (tunnel_text_t){lower, value.len};
}

/* Whether a definition holds for a name. False: the buffer is too small. */
static bool match_name(const tunnel_policy *policy, const tunnel_definition *definition,
                       const tunnel_dn *name, tunnel_buffer *buffer, bool *holds)
{
    tunnel_text_t pattern = tunnel_slice(policy, definition->pattern);
    bool found = false;
    size_t mark = buffer->used;
    for (size_t i = 0; i < name->count && !found; i++) {
        tunnel_text_t value = name->items[i].value;
        if (name->items[i].attribute != definition->attribute)
            continue;
        if (definition->without_case)
            value = fold(value, buffer);
        if (!value.ptr)
            return false;
        found = fits(value, pattern, definition->anywhere);
        buffer->used = mark;
    }
    *holds = definition->attribute != DN_OTHER && found != (definition->negated != 0);
    return true;
}

static bool match_names(const tunnel_view *view, const tunnel_dn *subject, const tunnel_dn *issuer,
                        tunnel_buffer *buffer, tunnel_client_why *why)
{
    const tunnel_view_record *record = view->record;
    const tunnel_definition *definitions =
        TUNNEL_AT(view->policy, tunnel_definition, DEFINITIONS, record->first_definition);
    *why = TUNNEL_CLIENT_MATCHES;
    for (uint32_t i = 0; i < record->definition_count && *why == TUNNEL_CLIENT_MATCHES; i++) {
        bool holds;
        if (!match_name(view->policy, &definitions[i], definitions[i].issuer ? issuer : subject,
                        buffer, &holds))
            return false;
        if (!holds)
            *why = TUNNEL_CLIENT_DISTINGUISHED_NAME;
    }
    return true;
}

/* ---- all of it ------------------------------------------------------------------------------ */

bool tunnel_match_certificate(const tunnel_view *view, const tunnel_client_certificate *certificate,
                              const tunnel_dn *subject, const tunnel_dn *issuer,
                              tunnel_buffer *buffer, tunnel_client_why *why)
{
    size_t mark = buffer->used;
    bool room = true;
    *why = match_key_usage(view->record, certificate);
    if (*why == TUNNEL_CLIENT_MATCHES)
        room = match_extended(view, certificate, buffer, why);
    if (room && *why == TUNNEL_CLIENT_MATCHES)
        room = match_names(view, subject, issuer, buffer, why);
    buffer->used = mark;
    return room;
}

void tunnel_note_match(const tunnel_view *view)
{
    uint32_t count;
    if (!view->why)
        return;
    tunnel_items(view, VPN_MATCH_KEY, &count);
    tunnel_on(view, VPN_MATCH_ONLY_CERTS_WITH_KU);
    tunnel_items(view, VPN_EXTENDED_MATCH_KEY, &count);
    tunnel_items(view, VPN_CUSTOM_EXTENDED_MATCH_KEY, &count);
    tunnel_on(view, VPN_MATCH_ONLY_CERTS_WITH_EKU);
    tunnel_on(view, VPN_DISTINGUISHED_NAME);
}
