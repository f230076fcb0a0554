/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hosts: which gateways are tried, in which order. */
#include <string.h>

#include "libtunnel/attempts.h"
#include "libtunnel/facts.h"
#include "libtunnel/management.h"
#include "libtunnel/sort.h"

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
    const int64_t *rtt;        /* by entry; NULL: gateway selection did not choose */
    bool full;                 /* the buffer is too small */
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

static bool in_set(const tunnel_policy *policy, uint32_t index)
{
    const tunnel_entry *entry = TUNNEL_AT(policy, tunnel_entry, ENTRIES, index);
    return entry->profile < policy->root->profile_count && tunnel_profile_of(policy, entry)->in_set;
}

/* First entry of the profile set. */
static const tunnel_entry *first_entry(const tunnel_policy *policy)
{
    for (uint32_t i = 0; i < tunnel_count(policy, SECTION_ENTRIES); i++)
        if (in_set(policy, i))
            return TUNNEL_AT(policy, tunnel_entry, ENTRIES, i);
    return NULL;
}

/* The settings of the default server's profile. */
static tunnel_view default_view(const question *q)
{
    return tunnel_view_of_host(q->policy, (tunnel_text_t){NULL, 0}, q->f->preferences, q->why);
}

/* ---- gateway selection
 * ------------------------------------------------------------------------------ */

/* Round-trip times by the index of entries, from those by host. NULL: no room. *some: there is one
 * at least. */
static int64_t *times_of_entries(const question *q, bool *some)
{
    const tunnel_policy *policy = q->policy;
    uint32_t count = tunnel_count(policy, SECTION_ENTRIES);
    int64_t *times = tunnel_take(q->buffer, count * sizeof *times);
    *some = false;
    for (uint32_t i = 0; times && i < count; i++)
        times[i] = TUNNEL_NO_NUMBER;
    for (size_t i = 0; times && i < q->f->rtt_ms.count; i++) {
        const tunnel_rtt *rtt = &q->f->rtt_ms.items[i];
        tunnel_host host;
        uint32_t rows = 0;
        const tunnel_by_host *row = NULL;
        if (rtt->ms >= 0 && tunnel_host_parse(rtt->host, &host))
            row = tunnel_find_any_port(policy, host.host, &rows);
        for (uint32_t k = 0; k < rows; k++) {
            const tunnel_entry *entry = TUNNEL_AT(policy, tunnel_entry, ENTRIES, row[k].entry);
            if (!entry->address_count || !in_set(policy, row[k].entry))
                continue;
            times[row[k].entry] = rtt->ms;
            *some = true;
        }
    }
    return times;
}

/* An entry and its time, to be sorted. */
typedef struct {
    int64_t ms; /* INT64_MAX: it did not answer */
    uint32_t entry;
} timed_entry;

static int by_time(const void *left, const void *right)
{
    const timed_entry *a = left, *b = right;
    if (a->ms != b->ms)
        return a->ms < b->ms ? -1 : 1;
    return (a->entry > b->entry) - (a->entry < b->entry);
}

/* Entries of the set by their time, equal ones in list order. NULL: no room. */
static timed_entry *sort_entries(const question *q, const int64_t *times, size_t *count)
{
    uint32_t total = tunnel_count(q->policy, SECTION_ENTRIES);
    timed_entry *sorted = tunnel_take(q->buffer, total * sizeof *sorted);
    *count = 0;
    for (uint32_t i = 0; sorted && i < total; i++)
        if (in_set(q->policy, i))
            sorted[(*count)++] =
                (timed_entry){times[i] == TUNNEL_NO_NUMBER ? INT64_MAX : times[i], i};
    if (sorted)
        tunnel_sort(sorted, *count, sizeof *sorted, by_time);
    return sorted;
}

static const tunnel_entry *fastest(const question *q, const int64_t *times)
{
    const tunnel_entry *best = NULL;
    int64_t least = INT64_MAX;
    for (uint32_t i = 0; i < tunnel_count(q->policy, SECTION_ENTRIES); i++)
        if (times[i] != TUNNEL_NO_NUMBER && times[i] < least) {
            least = times[i];
            best = TUNNEL_AT(q->policy, tunnel_entry, ENTRIES, i);
        }
    return best;
}

static int64_t time_of(const question *q, const int64_t *times, const tunnel_entry *entry)
{
    return times[entry - TUNNEL_AT(q->policy, tunnel_entry, ENTRIES, 0)];
}

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
    bool some;
    const int64_t *times = times_of_entries(q, &some);
    const tunnel_entry *current = find(q, q->f->current);
    q->full = !times;
    if (q->full)
        return true;
    const tunnel_entry *best = fastest(q, times);
    if (!current && !some) {
        q->result->ogs = TUNNEL_OGS_NO_ANSWER;
        return false;
    }
    q->rtt = times;
    if (!current) {
        choose(q, best, TUNNEL_OGS_CHOSEN, TUNNEL_HOSTS_OGS_LOWEST_RTT);
        return true;
    }
    int64_t hours = tunnel_number(view, VPN_AUTO_SERVER_SELECTION_SUSPEND_TIME);
    int64_t now = time_of(q, times, current);
    if (hours > 0 && q->f->suspended_s < hours * 3600)
        choose(q, current, TUNNEL_OGS_KEPT, TUNNEL_HOSTS_OGS_KEPT_SHORT_SUSPEND);
    else if (!some)
        choose(q, current, TUNNEL_OGS_KEPT, TUNNEL_HOSTS_OGS_KEPT_NO_ANSWER);
    else if (now == time_of(q, times, best))
        choose(q, current, TUNNEL_OGS_KEPT, TUNNEL_HOSTS_OGS_KEPT_BEST);
    else if (now == TUNNEL_NO_NUMBER || is_worth_it(view, now, time_of(q, times, best)))
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
    const timed_entry *sorted = sort_entries(q, q->rtt, &count);
    q->full = !sorted;
    for (size_t i = 0; sorted && i < count; i++) {
        const tunnel_entry *entry = TUNNEL_AT(q->policy, tunnel_entry, ENTRIES, sorted[i].entry);
        tunnel_view view = view_of(q, entry);
        view.why = NULL;
        if (entry != q->entry)
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
        if (q->rtt)
            add_others(q, attempts);
    }
}

static tunnel_status try(question *q)
{
    tunnel_attempts attempts;
    tunnel_view view = view_of(q, q->entry);
    size_t most = q->entry ? tunnel_attempts_most(&view) : 1;
    if (q->rtt)
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
    question q = {policy, f, result, buffer, why, NULL, NULL, false};
    *result = (answer){.ogs = TUNNEL_OGS_OFF};
    take_rows(&q);
    if (q.full)
        return TUNNEL_BUFFER_TOO_SMALL;
    if (q.entry || result->reason == TUNNEL_HOSTS_TYPED_HOST)
        return try(&q);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(hosts, "hosts");
