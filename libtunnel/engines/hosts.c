/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hosts: which gateways are tried, in which order. */
#include <string.h>

#include "libtunnel/attempts.h"
#include "libtunnel/facts.h"
#include "libtunnel/management.h"
#include "libtunnel/round_trips.h"

typedef tunnel_hosts_facts asked;
typedef tunnel_hosts_result answer;

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const triggers[] = TUNNEL_CODE_TEXTS(TUNNEL_TRIGGERS);
static const char *const families[] = TUNNEL_CODE_TEXTS(TUNNEL_FAMILIES);
static const char *const proxy_modes[] = TUNNEL_CODE_TEXTS(TUNNEL_PROXY_MODES);
static const char *const protocols[] = TUNNEL_CODE_TEXTS(TUNNEL_PROTOCOLS);
static const char *const sources[] = TUNNEL_CODE_TEXTS(TUNNEL_HOSTS_SOURCES);
static const char *const ogs_states[] = TUNNEL_CODE_TEXTS(TUNNEL_OGS_STATES);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_HOSTS_REASONS);

static const tunnel_field rtt_fields[] = {
    FIELD(tunnel_rtt, TEXT, host),
    FIELD(tunnel_rtt, INTEGER, ms, .nullable = true, .initial = TUNNEL_NO_NUMBER),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, CHOICE, trigger, .choices = triggers, .initial = TUNNEL_TRIGGER_USER),
    FIELD(asked, TEXT, selected),
    FIELD(asked, TEXT, last_connected),
    FACT_TUNNEL(asked),
    FIELD(asked, BOOLEAN, exempt),
    FACT_PREFERENCES(asked),
    FIELD(asked, CHOICES, families, .choices = families),
    FIELD(asked, MAP, rtt_ms, .fields = rtt_fields, .size = sizeof(tunnel_rtt)),
    FIELD(asked, TEXT, current),
    FIELD(asked, INTEGER, suspended_s),
    FIELD(asked, CHOICE, proxy_mode, .choices = proxy_modes, .initial = TUNNEL_PROXY_MODE_NONE),
    FIELD(asked, TEXT, redirect_to),
    FIELD_END,
};

static const tunnel_field attempt_fields[] = {
    FIELD(tunnel_hosts_attempt, TEXT, entry),
    FIELD(tunnel_hosts_attempt, TEXT, url),
    FIELD(tunnel_hosts_attempt, CHOICE, protocol, .choices = protocols),
    FIELD(tunnel_hosts_attempt, TEXT, user_group),
    FIELD(tunnel_hosts_attempt, CHOICES, families, .choices = families),
    FIELD(tunnel_hosts_attempt, CHOICE, source, .choices = sources),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, OBJECTS, attempts, .fields = attempt_fields,
          .size = sizeof(tunnel_hosts_attempt)),
    FIELD(answer, CHOICE, ogs, .choices = ogs_states),
    FIELD(answer, TEXT, remember),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- what is asked
 * ---------------------------------------------------------------------------------- */

/* One question while it is answered. */
typedef struct {
    const tunnel_policy *policy;
    const asked *f;
    answer *result;
    tunnel_buffer *buffer;
    tunnel_explanation *why;
    const tunnel_entry *entry; /* to try first; NULL: none, or a typed address */
    bool selected;             /* gateway selection chose, by: */
    tunnel_round_trips trips;
    bool full; /* the buffer is too small */
} question;

static void decide(question *q, uint32_t row, tunnel_hosts_reason reason)
{
    tunnel_row(q->why, row);
    q->result->reason = reason;
}

static const tunnel_entry *find(const question *q, tunnel_text_t text)
{
    return text.ptr ? tunnel_find_own_entry(q->policy, text) : NULL;
}

/* First entry of the profile set. */
static const tunnel_entry *first_entry(const tunnel_policy *policy)
{
    const tunnel_entry *entry = TUNNEL_AT(policy, tunnel_entry, ENTRIES, 0);
    for (uint32_t i = 0; i < tunnel_count(policy, SECTION_ENTRIES); i++, entry++)
        if (tunnel_is_in_set(policy, entry))
            return entry;
    return NULL;
}

/* The settings of the default server's profile. */
static tunnel_view default_view(const question *q)
{
    return tunnel_view_of_host(q->policy, (tunnel_text_t){NULL, 0}, q->f->preferences, q->why);
}

/* ---- gateway selection
 * ------------------------------------------------------------------------------ */

static tunnel_ogs find_block(const question *q, const tunnel_view *view)
{
    bool v4 = !q->f->families.items;
    for (size_t i = 0; i < q->f->families.count; i++)
        v4 = v4 || q->f->families.items[i] == TUNNEL_IPV4;
    if (tunnel_always_on(q->policy, q->f->exempt, q->why))
        return TUNNEL_OGS_BLOCKED_ALWAYS_ON;
    if (q->f->proxy_mode == TUNNEL_PROXY_MODE_AUTO_DETECT ||
        q->f->proxy_mode == TUNNEL_PROXY_MODE_PAC)
        return TUNNEL_OGS_BLOCKED_PROXY;
    if (!v4 || tunnel_choice(view, VPN_IP_PROTOCOL_SUPPORT) == VPN_IP_PROTOCOL_SUPPORT__I_PV6)
        return TUNNEL_OGS_BLOCKED_IPV6;
    return TUNNEL_OGS_OFF;
}

static void choose(question *q, const tunnel_entry *entry, tunnel_ogs ogs,
                   tunnel_hosts_reason reason)
{
    q->entry = entry;
    q->result->ogs = ogs;
    decide(q, 7, reason);
}

/* Whether another gateway is so much faster that the client leaves the current one. */
static bool is_worth_it(const tunnel_view *view, int64_t current, int64_t best)
{
    int64_t percent = tunnel_number(view, VPN_AUTO_SERVER_SELECTION_IMPROVEMENT);
    return (double)(current - best) * 100 >= (double)percent * (double)current;
}

/* The table of gateway selection; false: rows 8 and 9 follow. */
static bool select_gateway(question *q, const tunnel_view *view)
{
    const tunnel_round_trips *trips = &q->trips;
    q->full = !tunnel_round_trips_read(q->policy, q->f->rtt_ms.items, q->f->rtt_ms.count, q->buffer,
                                       &q->trips);
    if (q->full)
        return true;
    const tunnel_entry *current = find(q, q->f->current), *best = trips->fastest;
    if (!current && !best) {
        q->result->ogs = TUNNEL_OGS_NO_ANSWER;
        return false;
    }
    q->selected = true;
    if (!current) {
        choose(q, best, TUNNEL_OGS_CHOSEN, TUNNEL_HOSTS_OGS_LOWEST_RTT);
        return true;
    }
    int64_t hours = tunnel_number(view, VPN_AUTO_SERVER_SELECTION_SUSPEND_TIME);
    int64_t now = tunnel_round_trip_of(trips, current);
    int64_t then = best ? tunnel_round_trip_of(trips, best) : TUNNEL_NO_NUMBER;
    if (hours > 0 && q->f->suspended_s < hours * 3600)
        choose(q, current, TUNNEL_OGS_KEPT, TUNNEL_HOSTS_OGS_KEPT_SHORT_SUSPEND);
    else if (!best)
        choose(q, current, TUNNEL_OGS_KEPT, TUNNEL_HOSTS_OGS_KEPT_NO_ANSWER);
    else if (now == then)
        choose(q, current, TUNNEL_OGS_KEPT, TUNNEL_HOSTS_OGS_KEPT_BEST);
    else if (now == TUNNEL_NO_NUMBER || is_worth_it(view, now, then))
        choose(q, best, TUNNEL_OGS_SWITCHED, TUNNEL_HOSTS_OGS_SWITCHED);
    else
        choose(q, current, TUNNEL_OGS_KEPT, TUNNEL_HOSTS_OGS_KEPT_SMALL_GAIN);
    return true;
}

/* ---- rows
 * ---------------------------------------------------------------------------------------------- */

/* Rows 3 and 4: what the user picked or typed. */
static void take_selected(question *q)
{
    q->entry = find(q, q->f->selected);
    if (q->entry) {
        tunnel_view local = tunnel_view_of_local(q->policy, q->why);
        decide(q, 3, TUNNEL_HOSTS_USER_SELECTED);
        if (tunnel_choice(&local, POLICY_RESTRICT_PREFERENCE_CACHING) !=
            POLICY_RESTRICT_PREFERENCE_CACHING__ALL)
            q->result->remember = tunnel_slice(q->policy, q->entry->name);
    } else if (tunnel_always_on(q->policy, q->f->exempt, q->why)) {
        decide(q, 4, TUNNEL_HOSTS_HOST_NOT_IN_PROFILE);
    } else if (!tunnel_on_everywhere(q->policy, VPN_ALLOW_MANUAL_HOST_INPUT, q->f->preferences,
                                     q->why)) {
        decide(q, 4, TUNNEL_HOSTS_MANUAL_HOST_NOT_ALLOWED);
    } else {
        decide(q, 4, TUNNEL_HOSTS_TYPED_HOST);
    }
}

/* Rows 5 to 9: without the user. */
static void take_default(question *q)
{
    tunnel_view view = default_view(q);
    if (!first_entry(q->policy)) {
        decide(q, 5, TUNNEL_HOSTS_NO_HOST_ENTRY);
        return;
    }
    if (q->f->trigger == TUNNEL_TRIGGER_START && !tunnel_on(&view, VPN_AUTO_CONNECT_ON_START)) {
        decide(q, 6, TUNNEL_HOSTS_AUTO_CONNECT_OFF);
        return;
    }
    if (tunnel_on(&view, VPN_ENABLE_AUTOMATIC_SERVER_SELECTION)) {
        q->result->ogs = find_block(q, &view);
        if (q->result->ogs == TUNNEL_OGS_OFF && select_gateway(q, &view))
            return;
    }
    q->entry = find(q, q->f->last_connected);
    if (q->entry) {
        decide(q, 8, TUNNEL_HOSTS_LAST_CONNECTED);
    } else {
        q->entry = first_entry(q->policy);
        decide(q, 9, TUNNEL_HOSTS_DEFAULT_ENTRY);
    }
}

static void take_rows(question *q)
{
    const asked *f = q->f;
    if (tunnel_on_anywhere(q->policy, VPN_SERVICE_DISABLE, f->preferences, q->why)) {
        decide(q, 1, TUNNEL_HOSTS_SERVICE_DISABLED);
    } else if (f->tunnel == TUNNEL_MANAGEMENT) {
        bool on = tunnel_management_feature(q->policy, q->why) == TUNNEL_FEATURE_ON;
        tunnel_view view = tunnel_view_of_management(q->policy, q->why);
        q->entry = on ? view.entry : NULL;
        decide(q, 2, on ? TUNNEL_HOSTS_MANAGEMENT_ENTRY : TUNNEL_HOSTS_MANAGEMENT_DISABLED);
    } else if (f->trigger == TUNNEL_TRIGGER_USER && f->selected.ptr) {
        take_selected(q);
    } else {
        take_default(q);
    }
}

/* ---- attempts
 * ---------------------------------------------------------------------------------------- */

static tunnel_view view_of(const question *q, const tunnel_entry *entry)
{
    if (q->f->tunnel == TUNNEL_MANAGEMENT)
        return tunnel_view_of_management(q->policy, q->why);
    return entry ? tunnel_view_of_entry(q->policy, entry, q->f->preferences, q->why)
                 : default_view(q);
}

/* Of a host that is in the entry's list. */
static bool is_balanced(const question *q, tunnel_text_t text)
{
    const tunnel_entry *entry = q->entry;
    tunnel_host host;
    if (!entry || !tunnel_host_parse(text, &host))
        return false;
    for (uint32_t i = 0; i < entry->balanced_count; i++) {
        const tunnel_address *member =
            TUNNEL_AT(q->policy, tunnel_address, ADDRESSES, entry->first_balanced + i);
        if (tunnel_host_fits(host.host, tunnel_text(q->policy, member->host)))
            return true;
    }
    return false;
}

/* The member of a cluster in place of all that would be tried. */
static void redirect(question *q, tunnel_attempts *attempts, const tunnel_attempt_base *base)
{
    bool free = !tunnel_always_on(q->policy, q->f->exempt, q->why);
    if (!free && !is_balanced(q, q->f->redirect_to)) {
        q->result->reason = TUNNEL_HOSTS_REDIRECT_NOT_LISTED;
        return;
    }
    q->result->reason = free ? TUNNEL_HOSTS_REDIRECT_UNRESTRICTED : TUNNEL_HOSTS_REDIRECT_LISTED;
    tunnel_attempts_add(attempts, base, q->f->redirect_to, base->group, TUNNEL_HOSTS_REDIRECT);
}

/* After gateway selection: the other entries, without their backups. */
static void add_others(question *q, tunnel_attempts *attempts)
{
    size_t count;
    const tunnel_timed_entry *sorted = tunnel_round_trips_sort(&q->trips, q->buffer, &count);
    q->full = !sorted;
    for (size_t i = 0; sorted && i < count; i++) {
        tunnel_view view = view_of(q, sorted[i].entry);
        view.why = NULL;
        if (sorted[i].entry != q->entry)
            tunnel_attempts_add_entry(attempts, &view, TUNNEL_HOSTS_OGS);
    }
}

static void add_attempts(question *q, tunnel_attempts *attempts, const tunnel_view *view)
{
    tunnel_attempt_base base = tunnel_attempt_base_of(view);
    tunnel_host typed;
    if (!q->entry) {
        tunnel_host_parse(q->f->selected, &typed);
        base = (tunnel_attempt_base){.view = view, .group = typed.path};
    }
    if (q->f->redirect_to.ptr) {
        redirect(q, attempts, &base);
    } else if (!q->entry) {
        tunnel_attempts_add(attempts, &base, q->f->selected, base.group, TUNNEL_HOSTS_TYPED);
    } else {
        tunnel_attempts_add_entry(attempts, view, TUNNEL_HOSTS_ENTRY);
        tunnel_attempts_add_backups(attempts, view);
        if (q->selected)
            add_others(q, attempts);
    }
}

static tunnel_status try(question *q)
{
    tunnel_attempts attempts;
    tunnel_view view = view_of(q, q->entry);
    size_t most = q->entry ? tunnel_attempts_most(&view) : 1;
    if (q->selected)
        most += tunnel_count(q->policy, SECTION_ENTRIES);
    if (!tunnel_attempts_start(&attempts, q->policy, &q->f->families, most, q->buffer))
        return TUNNEL_BUFFER_TOO_SMALL;
    add_attempts(q, &attempts, &view);
    tunnel_attempts_end(&attempts);
    if (attempts.full || q->full)
        return TUNNEL_BUFFER_TOO_SMALL;
    q->result->attempts.items = attempts.items;
    q->result->attempts.count = attempts.count;
    if (!attempts.count && q->result->reason != TUNNEL_HOSTS_REDIRECT_NOT_LISTED)
        q->result->reason =
            attempts.family_missing ? TUNNEL_HOSTS_NO_IP_FAMILY : TUNNEL_HOSTS_NO_ADDRESS;
    return TUNNEL_OK;
}

tunnel_status tunnel_decide_hosts(const tunnel_policy *policy, const asked *f, answer *result,
                                  tunnel_buffer *buffer, tunnel_explanation *why)
{
    question q = {.policy = policy, .f = f, .result = result, .buffer = buffer, .why = why};
    *result = (answer){.ogs = TUNNEL_OGS_OFF};
    take_rows(&q);
    if (q.full)
        return TUNNEL_BUFFER_TOO_SMALL;
    if (q.entry || result->reason == TUNNEL_HOSTS_TYPED_HOST)
        return try(&q);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(hosts, "hosts");
