/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* on-demand: whether iOS connects because an application asks for a name. */
#include "libtunnel/facts.h"
#include "libtunnel/view.h"

typedef tunnel_on_demand_facts asked;
typedef tunnel_on_demand_result answer;

enum { NEWEST_KNOWN = 17, LAST_WITH_ALWAYS = 6 };

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const lookups[] = TUNNEL_CODE_TEXTS(TUNNEL_ON_DEMAND_LOOKUPS);
static const char *const links[] = TUNNEL_CODE_TEXTS(TUNNEL_ON_DEMAND_LINKS);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_ON_DEMAND_ACTIONS);
static const char *const lists[] = TUNNEL_CODE_TEXTS(TUNNEL_ON_DEMAND_LISTS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_ON_DEMAND_REASONS);

static const tunnel_field facts[] = {
    FIELD(asked, TEXT, host, .required = true),
    FIELD(asked, TEXT, domain, .required = true),
    FIELD(asked, BOOLEAN, vpn_connected),
    FIELD(asked, BOOLEAN, certificate_valid, .initial = true),
    FIELD(asked, INTEGER, ios_version, .initial = NEWEST_KNOWN),
    FIELD(asked, CHOICE, dns, .choices = lookups),
    FIELD(asked, CHOICE, link, .choices = links),
    FIELD(asked, BOOLEAN, trusted_network),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, CHOICE, list, .choices = lists),
    FIELD(answer, TEXT, entry),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- names
 * ------------------------------------------------------------------------------------------ */

typedef struct {
    const asked *f;
    answer *result;
    tunnel_view view;
    tunnel_text_t domain; /* without final dot */
} question;

/* The first of a list that the name ends with (003:L17832-17917): whole labels do not matter. */
static tunnel_text_t find_end(const question *q, tunnel_setting list)
{
    uint32_t count;
    const tunnel_item *items = tunnel_entry_items(&q->view, q->view.entry, list, &count);
    for (uint32_t i = 0; i < count; i++) {
        tunnel_text_t text = tunnel_slice(q->view.policy, items[i].text);
        tunnel_text_t end = tunnel_without_dot(text), tail = q->domain;
        if (end.len > tail.len)
            continue;
        tail.ptr += tail.len - end.len;
        tail.len = end.len;
        if (tunnel_same_name(tail, end))
            return text;
    }
    return (tunnel_text_t){NULL, 0};
}

/* The name of the entry's own server; ptr NULL: it has none. */
static tunnel_text_t server_name(const question *q)
{
    const tunnel_entry *entry = q->view.entry;
    tunnel_host host;
    if (!entry->address_count)
        return (tunnel_text_t){NULL, 0};
    const tunnel_address *address =
        TUNNEL_AT(q->view.policy, tunnel_address, ADDRESSES, entry->first_address);
    tunnel_text_t text = tunnel_slice(q->view.policy, address->text);
    tunnel_note(q->view.policy, q->view.why, VPN_HOST_ENTRY_HOST_ADDRESS, text, address->position);
    return tunnel_host_parse(text, &host) ? host.written : (tunnel_text_t){NULL, 0};
}

/* ---- rows
 * ------------------------------------------------------------------------------------------- */

static bool decide(question *q, uint32_t row, tunnel_on_demand_action action,
                   tunnel_on_demand_reason reason)
{
    tunnel_row(q->view.why, row);
    q->result->action = action;
    q->result->reason = reason;
    return true;
}

static bool decide_by(question *q, uint32_t row, tunnel_on_demand_action action,
                      tunnel_on_demand_reason reason, tunnel_on_demand_list list,
                      tunnel_text_t entry)
{
    q->result->list = list;
    q->result->entry = entry;
    return decide(q, row, action, reason);
}

/* Row 1. */
static bool cannot_connect(question *q)
{
    const tunnel_entry *entry = q->view.entry;
    if (!entry)
        return decide(q, 1, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_NO_HOST_ENTRY);
    if (!tunnel_entry_on(&q->view, entry, VPN_CONNECT_ON_DEMAND))
        return decide(q, 1, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_OFF);
    if (tunnel_entry_choice(&q->view, entry, VPN_CERTIFICATE_POLICY) ==
        VPN_CERTIFICATE_POLICY__NONE)
        return decide(q, 1, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_CERTIFICATES_DISABLED);
    if (!q->f->certificate_valid)
        return decide(q, 1, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_NO_VALID_CERTIFICATE);
    if (q->f->vpn_connected)
        return decide(q, 1, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_ALREADY_CONNECTED);
    return false;
}

/* An address, also as URLs have it. */
static bool is_literal(tunnel_text_t text)
{
    uint8_t bytes[16];
    if (text.len > 2 && *text.ptr == '[' && text.ptr[text.len - 1] == ']')
        text = (tunnel_text_t){text.ptr + 1, text.len - 2};
    return tunnel_ip_parse(text, bytes);
}

/* Rows 2 to 5. */
static bool must_not_connect(question *q)
{
    if (is_literal(q->domain))
        return decide(q, 2, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_NOT_A_DOMAIN);
    if (q->f->link == TUNNEL_ON_DEMAND_WIFI && q->f->trusted_network)
        return decide(q, 3, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_TRUSTED_NETWORK);
    tunnel_text_t found = server_name(q);
    if (found.ptr && tunnel_same_name(found, q->domain))
        return decide_by(q, 4, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_SERVER_ADDRESS,
                         TUNNEL_ON_DEMAND_NEVER_LIST, found);
    found = find_end(q, VPN_NEVER_CONNECT_DOMAIN_LIST_ON_DEMAND_DNS_MATCH);
    return found.ptr && decide_by(q, 5, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_NEVER_CONNECT,
                                  TUNNEL_ON_DEMAND_NEVER_LIST, found);
}

/* Row 7. */
static bool connect_if_needed(question *q, tunnel_on_demand_list list, tunnel_text_t entry)
{
    switch (q->f->dns) {
    case TUNNEL_ON_DEMAND_DNS_FAILED:
        return decide_by(q, 7, TUNNEL_ON_DEMAND_CONNECT, TUNNEL_ON_DEMAND_IF_NEEDED, list, entry);
    case TUNNEL_ON_DEMAND_DNS_NOT_DONE:
        return decide_by(q, 7, TUNNEL_ON_DEMAND_LOOKUP, TUNNEL_ON_DEMAND_LOOKUP_FIRST, list, entry);
    case TUNNEL_ON_DEMAND_DNS_RESOLVED: break;
    }
    return decide_by(q, 7, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_RESOLVED, list, entry);
}

/* Rows 6 and 7: from iOS 7 on what is always to connect connects if needed. */
static bool connects(question *q)
{
    tunnel_text_t found = find_end(q, VPN_ALWAYS_CONNECT_DOMAIN_LIST_ON_DEMAND_DNS_MATCH);
    if (found.ptr && q->f->ios_version <= LAST_WITH_ALWAYS)
        return decide_by(q, 6, TUNNEL_ON_DEMAND_CONNECT, TUNNEL_ON_DEMAND_ALWAYS_CONNECT,
                         TUNNEL_ON_DEMAND_ALWAYS_LIST, found);
    if (found.ptr)
        return connect_if_needed(q, TUNNEL_ON_DEMAND_ALWAYS_LIST, found);
    found = find_end(q, VPN_CONNECT_IF_NEEDED_DOMAIN_LIST_ON_DEMAND_DNS_MATCH);
    return found.ptr && connect_if_needed(q, TUNNEL_ON_DEMAND_IF_NEEDED_LIST, found);
}

tunnel_status tunnel_decide_on_demand(const tunnel_policy *policy, const asked *f, answer *result,
                                      tunnel_buffer *buffer, tunnel_explanation *why)
{
    (void)buffer;
    *result = (answer){.action = TUNNEL_ON_DEMAND_NONE,
                       .list = TUNNEL_ON_DEMAND_NO_LIST,
                       .reason = TUNNEL_ON_DEMAND_PLATFORM_UNSUPPORTED};
    if (tunnel_policy_platform(policy) != TUNNEL_IOS)
        return TUNNEL_OK;
    question q = {.f = f,
                  .result = result,
                  .view = tunnel_view_of_host(policy, f->host, (tunnel_preferences){0}, why),
                  .domain = tunnel_without_dot(tunnel_text_trim(f->domain))};
    if (!cannot_connect(&q) && !must_not_connect(&q) && !connects(&q))
        decide(&q, 8, TUNNEL_ON_DEMAND_NONE, TUNNEL_ON_DEMAND_NO_MATCH);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(on_demand, "on-demand");
