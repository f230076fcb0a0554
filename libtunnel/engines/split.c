/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* split: whether a packet goes through the tunnel, past it, or nowhere. */
#include <string.h>

#include "libtunnel/facts.h"
#include "libtunnel/session.h"
#include "libtunnel/view.h"

typedef tunnel_split_facts asked;
typedef tunnel_split_result answer;

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const modes[] = TUNNEL_CODE_TEXTS(TUNNEL_SPLIT_MODES);
static const char *const dynamics[] = TUNNEL_CODE_TEXTS(TUNNEL_SPLIT_DYNAMICS);
static const char *const routes[] = TUNNEL_CODE_TEXTS(TUNNEL_SPLIT_ROUTES);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_SPLIT_REASONS);
static const char *const sources[] = TUNNEL_CODE_TEXTS(TUNNEL_SPLIT_SOURCES);
static const char *const services[] = TUNNEL_CODE_TEXTS(TUNNEL_SPLIT_SERVICES);

/* What a headend pushes; the other modes are only ever in force. */
static const char *const pushed_modes[] = {"tunnel-all", "split-include", "split-exclude", NULL};

static const tunnel_field assigned_fields[] = {
    FIELD(tunnel_split_assigned, BOOLEAN, ipv4, .required = true),
    FIELD(tunnel_split_assigned, BOOLEAN, ipv6, .required = true),
    FIELD_END,
};

static const tunnel_field mode_fields[] = {
    FIELD(tunnel_split_family_modes, CHOICE, ipv4, .choices = pushed_modes),
    FIELD(tunnel_split_family_modes, CHOICE, ipv6, .choices = pushed_modes),
    FIELD_END,
};

static bool is_prefix_of(tunnel_text_t text, uint8_t family)
{
    tunnel_prefix prefix;
    return tunnel_prefix_parse(text, &prefix) && prefix.family == family;
}

static bool is_prefix_4(tunnel_text_t text)
{
    return is_prefix_of(text, 4);
}

static bool is_prefix_6(tunnel_text_t text)
{
    return is_prefix_of(text, 6);
}

static const tunnel_field network_fields[] = {
    FIELD(tunnel_split_networks, TEXTS, ipv4, .allows = is_prefix_4),
    FIELD(tunnel_split_networks, TEXTS, ipv6, .allows = is_prefix_6),
    FIELD_END,
};

static const tunnel_field attribute_fields[] = {
    FIELD(tunnel_split_attribute, TEXT, name, .required = true),
    FIELD(tunnel_split_attribute, TEXT, value, .required = true),
    FIELD_END,
};

static const tunnel_field destination_fields[] = {
    FIELD(tunnel_split_destination, TEXT, address, .required = true, .allows = tunnel_is_ip),
    FIELD(tunnel_split_destination, TEXT, name),
    FIELD(tunnel_split_destination, TEXTS, answer, .allows = tunnel_is_ip),
    FIELD_END,
};

/* The session's facts stand at the start of those of a single question. */
_Static_assert(offsetof(asked, session) == 0, "fields of the session have its offsets");

static const tunnel_field facts[] = {
    FIELD(tunnel_session_facts, OBJECT, assigned, .required = true, .fields = assigned_fields),
    FIELD(tunnel_session_facts, OBJECT, mode, .fields = mode_fields),
    FIELD(tunnel_session_facts, OBJECT, networks, .fields = network_fields),
    FIELD(tunnel_session_facts, BOOLEAN, client_bypass),
    FIELD(tunnel_session_facts, TEXT, dynamic_exclude),
    FIELD(tunnel_session_facts, TEXT, dynamic_include),
    FIELD(tunnel_session_facts, TEXTS, firewall_protocols),
    FIELD(tunnel_session_facts, MAP, attributes, .fields = attribute_fields,
          .size = sizeof(tunnel_split_attribute)),
    FIELD(tunnel_session_facts, TEXTS, gateways, .allows = tunnel_is_ip),
    FIELD(tunnel_session_facts, TEXT, dhcp_server, .allows = tunnel_is_ip),
    FIELD(tunnel_session_facts, TEXTS, local_networks, .allows = tunnel_is_prefix),
    FIELD(tunnel_session_facts, TEXT, host),
    FACT_PREFERENCES(tunnel_session_facts),
    FIELD(asked, OBJECT, destination, .required = true, .fields = destination_fields),
    FIELD(asked, CHOICE, source, .choices = sources),
    FIELD(asked, CHOICE, service, .choices = services, .initial = TUNNEL_SERVICE_OTHER),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, route, .choices = routes),
    FIELD(answer, CHOICE, mode, .choices = modes),
    FIELD(answer, CHOICE, dynamic, .choices = dynamics),
    FIELD(answer, TEXT, matched),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- one packet
 * ------------------------------------------------------------------------------------- */

typedef struct {
    const tunnel_policy *policy;
    const tunnel_session *session;
    const tunnel_session_family *family;
    const tunnel_packet *packet;
    tunnel_ip_number address;
    const tunnel_session_answer *from; /* NULL: none that is known */
    tunnel_text_t name;                /* ptr NULL: none */
    answer *result;
    tunnel_explanation *why;
} question;

static const tunnel_text_t nothing = {NULL, 0};

static bool decide(question *q, uint32_t row, tunnel_split_route route, tunnel_split_reason reason,
                   tunnel_text_t matched)
{
    tunnel_row(q->why, row);
    q->result->route = route;
    q->result->reason = reason;
    q->result->matched = matched;
    return true;
}

static bool tunnels_all(const question *q)
{
    return q->family->mode == TUNNEL_SPLIT_TUNNEL_ALL;
}

/* Row 3. */
static bool is_foreign(const question *q)
{
    bool split = q->family->mode == TUNNEL_SPLIT_INCLUDE || q->family->mode == TUNNEL_SPLIT_EXCLUDE;
    return q->packet->source == TUNNEL_SOURCE_OTHER && !(q->session->any_source && split) &&
           tunnel_policy_platform(q->policy) == TUNNEL_LINUX;
}

/* Row 4. */
static bool is_dhcp_server(const question *q)
{
    const tunnel_session *s = q->session;
    return tunnels_all(q) && s->dhcp_family == (q->packet->family == 6 ? 6 : 4) &&
           tunnel_ip_number_compare(s->dhcp_server, q->address) == 0 &&
           !(s->no_dhcp_route && tunnel_policy_platform(q->policy) == TUNNEL_WINDOWS);
}

/* Rows 1 to 5: what no split mode changes. */
static bool is_settled(question *q)
{
    if (tunnel_network_table_find(&q->family->gateways, q->address))
        return decide(q, 1, TUNNEL_ROUTE_DIRECT, TUNNEL_SPLIT_SECURE_GATEWAY, nothing);
    if (q->family->mode == TUNNEL_SPLIT_BYPASS)
        return decide(q, 2, TUNNEL_ROUTE_DIRECT, TUNNEL_SPLIT_CLIENT_BYPASS, nothing);
    if (q->family->mode == TUNNEL_SPLIT_DROP)
        return decide(q, 2, TUNNEL_ROUTE_DROP, TUNNEL_SPLIT_NO_ADDRESS, nothing);
    if (is_foreign(q))
        return decide(q, 3, TUNNEL_ROUTE_DROP, TUNNEL_SPLIT_FOREIGN_SOURCE, nothing);
    if (is_dhcp_server(q) && q->packet->service == TUNNEL_SERVICE_DHCP)
        return decide(q, 4, TUNNEL_ROUTE_DIRECT, TUNNEL_SPLIT_DHCP_SERVER_ROUTE, nothing);
    if (is_dhcp_server(q))
        return decide(q, 4, TUNNEL_ROUTE_DROP, TUNNEL_SPLIT_DHCP_SERVER_FILTER, nothing);
    if (q->session->firewall_unsupported)
        return decide(q, 5, TUNNEL_ROUTE_TUNNEL, TUNNEL_SPLIT_FIREWALL_RULE_UNSUPPORTED, nothing);
    return false;
}

/* Rows 6 and 7: the name is in the one list and not in the other. */
static bool is_excluded(question *q, uint32_t row)
{
    tunnel_text_t domain;
    if (q->result->dynamic == TUNNEL_DYNAMIC_OFF)
        return false;
    domain = tunnel_domain_table_find(&q->session->exclude, q->name);
    if (!domain.ptr || tunnel_domain_table_find(&q->session->include, q->name).ptr)
        return false;
    if (q->from && q->from->hits_include)
        return decide(q, row, TUNNEL_ROUTE_TUNNEL, TUNNEL_SPLIT_EXCLUDE_HITS_INCLUDE_ROUTE,
                      nothing);
    return decide(q, row, TUNNEL_ROUTE_DIRECT, TUNNEL_SPLIT_DYNAMIC_EXCLUDE, domain);
}

/* Phones open it whatever the profile says (003:L17571). The setting is asked for when it counts,
 * or somebody wants to know. */
static bool is_local_lan(const question *q)
{
    const tunnel_session_facts *f = &q->session->facts;
    bool local =
        q->family->has_wildcard && tunnel_network_table_find(&q->family->local, q->address) != NULL;
    if (tunnel_policy_platform(q->policy) & TUNNEL_MOBILE || !(local || q->why))
        return local;
    tunnel_view view = tunnel_view_of_host(q->policy, f->host, f->preferences, q->why);
    return tunnel_on(&view, VPN_LOCAL_LAN_ACCESS) && local;
}

/* Row 7. */
static void split_exclude(question *q)
{
    const tunnel_text_t *network = tunnel_network_table_find(&q->family->networks, q->address);
    if (network)
        decide(q, 7, TUNNEL_ROUTE_DIRECT, TUNNEL_SPLIT_IN_EXCLUDE, *network);
    else if (is_local_lan(q))
        decide(q, 7, TUNNEL_ROUTE_DIRECT, TUNNEL_SPLIT_LOCAL_LAN, nothing);
    else if (!is_excluded(q, 7))
        decide(q, 7, TUNNEL_ROUTE_TUNNEL, TUNNEL_SPLIT_NOT_IN_EXCLUDE, nothing);
}

/* Row 9. */
static void include_by_name(question *q)
{
    bool on = q->result->dynamic == TUNNEL_DYNAMIC_INCLUDE ||
              q->result->dynamic == TUNNEL_DYNAMIC_ENHANCED_INCLUDE;
    tunnel_text_t domain = nothing;
    if (on && !tunnel_domain_table_find(&q->session->exclude, q->name).ptr)
        domain = tunnel_domain_table_find(&q->session->include, q->name);
    if (!domain.ptr)
        decide(q, 9, TUNNEL_ROUTE_DIRECT, TUNNEL_SPLIT_NOT_IN_INCLUDE, nothing);
    else if (q->from && q->from->hits_gateway)
        decide(q, 9, TUNNEL_ROUTE_DIRECT, TUNNEL_SPLIT_INCLUDE_HITS_PUBLIC_ROUTE, nothing);
    else
        decide(q, 9, TUNNEL_ROUTE_TUNNEL, TUNNEL_SPLIT_DYNAMIC_INCLUDE, domain);
}

/* Rows 8 and 9. */
static void split_include(question *q)
{
    const tunnel_text_t *network = tunnel_network_table_find(&q->family->networks, q->address);
    if (!network)
        include_by_name(q);
    else if (q->result->dynamic != TUNNEL_DYNAMIC_OFF &&
             tunnel_domain_table_find(&q->session->exclude, q->name).ptr)
        decide(q, 8, TUNNEL_ROUTE_TUNNEL, TUNNEL_SPLIT_STATIC_INCLUDE_WINS, *network);
    else
        decide(q, 8, TUNNEL_ROUTE_TUNNEL, TUNNEL_SPLIT_IN_INCLUDE, *network);
}

void tunnel_split_packet(const tunnel_policy *policy, const tunnel_session *session,
                         const tunnel_packet *packet, answer *result, tunnel_explanation *why)
{
    const uint32_t without = TUNNEL_LINUX | TUNNEL_MOBILE; /* dynamic split tunneling */
    question q = {.policy = policy,
                  .session = session,
                  .family = tunnel_family_of(session, packet->family),
                  .packet = packet,
                  .address = tunnel_ip_number_of(packet->address),
                  .name = packet->name,
                  .result = result,
                  .why = why};
    bool dynamic = !(tunnel_policy_platform(policy) & without);
    *result = (answer){.mode = q.family->mode,
                       .dynamic = dynamic ? q.family->dynamic : TUNNEL_DYNAMIC_OFF};
    if (is_settled(&q))
        return;
    if (result->dynamic != TUNNEL_DYNAMIC_OFF) {
        q.from = tunnel_session_answer_of(session, packet);
        if (q.from)
            q.name = q.from->name;
    }
    if (q.family->mode == TUNNEL_SPLIT_INCLUDE)
        split_include(&q);
    else if (q.family->mode == TUNNEL_SPLIT_EXCLUDE)
        split_exclude(&q);
    else if (!is_excluded(&q, 6))
        decide(&q, 6, TUNNEL_ROUTE_TUNNEL, TUNNEL_SPLIT_ALL, nothing);
}

/* ---- one question
 * ----------------------------------------------------------------------------------- */

tunnel_status tunnel_decide_split(const tunnel_policy *policy, const asked *f, answer *result,
                                  tunnel_buffer *buffer, tunnel_explanation *why)
{
    const tunnel_split_destination *destination = &f->destination;
    const tunnel_split_answer seen = {destination->name, destination->answer};
    tunnel_packet packet = {.name = destination->name, .source = f->source, .service = f->service};
    tunnel_session_facts pushed = f->session;
    const tunnel_session *session;
    pushed.resolved.items = &seen;
    pushed.resolved.count = seen.name.ptr && seen.addresses.items;
    tunnel_status status = tunnel_session_prepare(&pushed, buffer, &session);
    if (status != TUNNEL_OK)
        return status;
    packet.family = tunnel_ip_parse(destination->address, packet.address);
    tunnel_split_packet(policy, session, &packet, result, why);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(split, "split");
