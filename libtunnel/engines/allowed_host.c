/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* allowed-host: whether a destination can be reached while the network is held. */
#include <string.h>

#include "libtunnel/facts.h"
#include "libtunnel/gateways.h"
#include "libtunnel/names.h"
#include "libtunnel/prefix.h"
#include "libtunnel/view.h"

typedef tunnel_allowed_host_facts asked;
typedef tunnel_allowed_host_result answer;

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const processes[] = TUNNEL_CODE_TEXTS(TUNNEL_ALLOWED_HOST_PROCESSES);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_ALLOWED_HOST_REASONS);

static const tunnel_field destination_fields[] = {
    FIELD(tunnel_allowed_host_destination, TEXT, name),
    FIELD(tunnel_allowed_host_destination, TEXT, address, .allows = tunnel_is_ip),
    FIELD_END,
};

static bool destination_fits(const void *object, bool given)
{
    const asked *f = object;
    return given && (f->destination.name.ptr || f->destination.address.ptr);
}

static const tunnel_field answer_fields[] = {
    FIELD(tunnel_allowed_host_answer, TEXT, name, .required = true),
    FIELD(tunnel_allowed_host_answer, TEXTS, addresses, .required = true, .allows = tunnel_is_ip),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, CHOICES, permit, .choices = tunnel_permit_texts),
    FIELD(asked, BOOLEAN, exempt),
    FIELD(asked, TEXT, host),
    FIELD(asked, OBJECT, destination, .required = true, .fields = destination_fields,
          .fits = destination_fits),
    FIELD(asked, OBJECTS, resolved, .fields = answer_fields,
          .size = sizeof(tunnel_allowed_host_answer)),
    FIELD(asked, CHOICE, process, .choices = processes),
    FIELD(asked, TEXTS, local_resources, .allows = tunnel_is_prefix),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, BOOLEAN, allowed),
    FIELD(answer, TEXT, matched),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- one question
 * ----------------------------------------------------------------------------------- */

typedef struct {
    const tunnel_policy *policy;
    const asked *f;
    answer *result;
    tunnel_explanation *why;
    uint32_t permit;           /* bits by tunnel_permit */
    tunnel_host name, address; /* host "": there is none */
} question;

static bool allow(question *q, uint32_t row, tunnel_allowed_host_reason reason,
                  tunnel_text_t matched)
{
    tunnel_row(q->why, row);
    *q->result = (answer){.allowed = true, .matched = matched, .reason = reason};
    return true;
}

static bool permits(const question *q, tunnel_permit permit)
{
    return q->permit >> permit & 1;
}

static uint32_t read_permits(const tunnel_permits *permit)
{
    uint32_t bits = 0;
    if (!permit->items)
        return 1u << TUNNEL_PERMIT_GATEWAYS | 1u << TUNNEL_PERMIT_ALLOWED_HOSTS;
    for (size_t i = 0; i < permit->count; i++)
        bits |= 1u << permit->items[i];
    return bits;
}

/* A name that is an address is that address, if there is no other. */
static void read_destination(question *q)
{
    const tunnel_allowed_host_destination *destination = &q->f->destination;
    if (destination->name.ptr)
        tunnel_host_parse(destination->name, &q->name);
    if (destination->address.ptr)
        tunnel_host_parse(destination->address, &q->address);
    else if (q->name.family)
        q->address = q->name;
}

/* The next name after `from` that was answered with the address; NULL: none. */
static const tunnel_allowed_host_answer *next_answer(const question *q, size_t *from)
{
    while (q->address.family && *from < q->f->resolved.count) {
        const tunnel_allowed_host_answer *seen = &q->f->resolved.items[(*from)++];
        for (size_t i = 0; i < seen->addresses.count; i++) {
            uint8_t bytes[16];
            if (tunnel_ip_parse(seen->addresses.items[i], bytes) == q->address.family &&
                memcmp(bytes, q->address.bytes, sizeof bytes) == 0)
                return seen;
        }
    }
    return NULL;
}

/* ---- rows
 * ------------------------------------------------------------------------------------------- */

/* Row 2. */
static bool is_gateway(question *q)
{
    const tunnel_allowed_host_answer *seen;
    const tunnel_gateway *found = tunnel_gateway_find(q->policy, q->name.host);
    if (!found)
        found = tunnel_gateway_find(q->policy, q->address.host);
    for (size_t i = 0; !found && (seen = next_answer(q, &i));) {
        tunnel_host host;
        if (tunnel_host_parse(seen->name, &host))
            found = tunnel_gateway_find(q->policy, host.host);
    }
    if (!found)
        return false;
    tunnel_text_t text = tunnel_slice(q->policy, found->text);
    tunnel_note(q->policy, q->why, (tunnel_setting)found->setting, text, found->position);
    return allow(q, 2, TUNNEL_ALLOWED_HOST_GATEWAY, text);
}

static const tunnel_name *allowed_name(const tunnel_view *view, tunnel_text_t name)
{
    return tunnel_names_find(view->policy, view->record->first_allowed_name,
                             view->record->allowed_name_count, name);
}

/* Rows 3 to 5. */
static bool is_allowed(question *q)
{
    tunnel_view view = tunnel_view_of_host(q->policy, q->f->host, (tunnel_preferences){0}, q->why);
    const tunnel_allowed_host_answer *seen;
    const tunnel_span *span = NULL;
    uint32_t count;
    tunnel_items(&view, VPN_ALLOWED_HOSTS, &count);
    if (!count)
        return false;
    if (q->address.family)
        span = tunnel_spans_find(q->policy, view.record->first_allowed, view.record->allowed_count,
                                 q->address.family, q->address.bytes);
    if (span)
        return allow(q, 3, TUNNEL_ALLOWED_HOST_ADDRESS, tunnel_slice(q->policy, span->text));
    const tunnel_name *name = allowed_name(&view, tunnel_text_of(q->name.host));
    if (name)
        return allow(q, 4, TUNNEL_ALLOWED_HOST_NAME, tunnel_slice(q->policy, name->text));
    for (size_t i = 0; (seen = next_answer(q, &i));) {
        name = allowed_name(&view, seen->name);
        if (name)
            return allow(q, 5, TUNNEL_ALLOWED_HOST_RESOLVED, tunnel_slice(q->policy, name->text));
    }
    return false;
}

/* Row 6. */
static bool is_local(question *q)
{
    for (size_t i = 0; q->address.family && i < q->f->local_resources.count; i++) {
        tunnel_prefix prefix;
        tunnel_text_t text = q->f->local_resources.items[i];
        if (tunnel_prefix_parse(text, &prefix) &&
            tunnel_prefix_holds(&prefix, q->address.family, q->address.bytes))
            return allow(q, 6, TUNNEL_ALLOWED_HOST_LOCAL_RESOURCE, text);
    }
    return false;
}

tunnel_status tunnel_decide_allowed_host(const tunnel_policy *policy, const asked *f,
                                         answer *result, tunnel_buffer *buffer,
                                         tunnel_explanation *why)
{
    const tunnel_text_t nothing = {NULL, 0};
    question q = {policy, f, result, why, .permit = read_permits(&f->permit)};
    (void)buffer;
    if (!tunnel_always_on(policy, f->exempt, why) || permits(&q, TUNNEL_PERMIT_EVERYTHING) ||
        permits(&q, TUNNEL_PERMIT_TUNNEL_POLICY)) {
        allow(&q, 1, TUNNEL_ALLOWED_HOST_NOT_HELD, nothing);
        return TUNNEL_OK;
    }
    read_destination(&q);
    if ((permits(&q, TUNNEL_PERMIT_GATEWAYS) && is_gateway(&q)) ||
        (permits(&q, TUNNEL_PERMIT_ALLOWED_HOSTS) && is_allowed(&q)) ||
        (permits(&q, TUNNEL_PERMIT_LOCAL_RESOURCES) && is_local(&q)))
        return TUNNEL_OK;
    if (permits(&q, TUNNEL_PERMIT_PORTAL_BROWSER) &&
        f->process == TUNNEL_ALLOWED_HOST_PORTAL_BROWSER) {
        allow(&q, 7, TUNNEL_ALLOWED_HOST_IN_PORTAL_BROWSER, nothing);
        return TUNNEL_OK;
    }
    tunnel_row(why, 8);
    *result = (answer){.reason = TUNNEL_ALLOWED_HOST_BLOCKED};
    return TUNNEL_OK;
}

TUNNEL_ENGINE(allowed_host, "allowed-host");
