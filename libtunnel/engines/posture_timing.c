/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* posture-timing: what the posture module does next, and when. */
#include <string.h>

#include "libtunnel/address.h"
#include "libtunnel/facts.h"
#include "libtunnel/server_name.h"
#include "libtunnel/view.h"

typedef tunnel_posture_timing_facts asked;
typedef tunnel_posture_timing_result answer;

/* ---- which facts go with which phase --------------------------------------------------------- */

#define IN(phase) (1u << TUNNEL_POSTURE_##phase)

/* Given in one of `needs`, left out in what is not in `takes`. */
static bool goes(const void *object, bool given, unsigned takes, unsigned needs)
{
    unsigned phase = 1u << ((const asked *)object)->phase;
    return given ? (takes | needs) & phase : !(needs & phase);
}

#define GOES(name, takes, needs)                                                                   \
    static bool name(const void *object, bool given)                                               \
    {                                                                                              \
        return goes(object, given, takes, needs);                                                  \
    }

GOES(fits_discovery, IN(DISCOVERY), 0)
GOES(fits_probes_sent, 0, IN(DISCOVERY))
GOES(fits_elapsed, 0, IN(DISCOVERY) | IN(CWA_BYOD) | IN(GRACE) | IN(REMEDIATION))
GOES(fits_last_probe, IN(DISCOVERY), IN(CWA_BYOD) | IN(VLAN))
GOES(fits_cwa_byod, IN(CWA_BYOD), 0)
GOES(fits_failures, 0, IN(HTTP_RETRY))
GOES(fits_since_failure, IN(REASSESSMENT), IN(HTTP_RETRY))
GOES(fits_reassessment, IN(REASSESSMENT), 0)
GOES(fits_since_last, 0, IN(REASSESSMENT))
GOES(fits_grace, IN(GRACE), 0)
GOES(fits_grace_needed, 0, IN(GRACE))
GOES(fits_remediation, IN(REMEDIATION), 0)
GOES(fits_remediation_needed, 0, IN(REMEDIATION))
GOES(fits_vlan, IN(VLAN), 0)
GOES(fits_vpn, IN(VLAN), IN(IP_REFRESH))
GOES(fits_asa, IN(VLAN) | IN(IP_REFRESH), 0)

static bool fits_server_name(const void *object, bool given)
{
    const asked *f = object;
    return goes(object, given, IN(DISCOVERY), f->server_found ? IN(DISCOVERY) : 0);
}

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const phases[] = TUNNEL_CODE_TEXTS(TUNNEL_POSTURE_PHASES);
static const char *const links[] = TUNNEL_CODE_TEXTS(TUNNEL_POSTURE_LINKS);
static const char *const checks[] = TUNNEL_CODE_TEXTS(TUNNEL_POSTURE_CHECKS);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_POSTURE_ACTIONS);
static const char *const methods[] = TUNNEL_CODE_TEXTS(TUNNEL_POSTURE_METHODS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_POSTURE_REASONS);

/* In an order that is the one of every phase. */
static const tunnel_field facts[] = {
    FIELD(asked, CHOICE, phase, .choices = phases, .required = true),
    FIELD(asked, CHOICE, link, .choices = links, .fits = fits_discovery),
    FIELD(asked, BOOLEAN, server_found, .fits = fits_discovery),
    FIELD(asked, TEXT, server_name, .fits = fits_server_name),
    FIELD(asked, INTEGERS, grace_periods_s, .fits = fits_grace_needed),
    FIELD(asked, SECONDS, elapsed_s, .fits = fits_elapsed),
    FIELD(asked, INTEGER, probes_sent, .fits = fits_probes_sent),
    FIELD(asked, SECONDS, since_last_probe_s, .fits = fits_last_probe),
    FIELD(asked, BOOLEAN, flow_complete, .fits = fits_cwa_byod),
    FIELD(asked, INTEGER, failures, .low = 1, .fits = fits_failures),
    FIELD(asked, INTEGER, interval_hours, .low = 1, .high = 24, .initial = TUNNEL_NO_NUMBER,
          .fits = fits_reassessment),
    FIELD(asked, SECONDS, since_last_s, .fits = fits_since_last),
    FIELD(asked, BOOLEAN, in_grace, .fits = fits_reassessment),
    FIELD(asked, BOOLEAN, communication_failed, .fits = fits_reassessment),
    FIELD(asked, SECONDS, since_failure_s, .fits = fits_since_failure),
    FIELD(asked, BOOLEAN, previously_compliant, .fits = fits_grace_needed),
    FIELD(asked, MAYBE, compliant_now, .initial = TUNNEL_UNSET, .fits = fits_grace),
    FIELD(asked, INTEGER, delay_notification_percent, .high = 100, .fits = fits_grace),
    FIELD(asked, BOOLEAN, custom_notification, .fits = fits_grace),
    FIELD(asked, CHOICE, check, .choices = checks, .fits = fits_grace),
    FIELD(asked, BOOLEAN, mandatory_met, .fits = fits_remediation_needed),
    FIELD(asked, BOOLEAN, reassessment, .fits = fits_remediation),
    FIELD(asked, INTEGER, dropped_probes, .fits = fits_vlan),
    FIELD(asked, BOOLEAN, vpn_connected, .fits = fits_vpn),
    FIELD(asked, BOOLEAN, behind_asa, .fits = fits_asa),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, SECONDS, wait_s),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD(answer, INTEGER, retries_left),
    FIELD(answer, INTEGER, grace_s),
    FIELD(answer, BOOLEAN, notify),
    FIELD(answer, BOOLEAN, access),
    FIELD(answer, BOOLEAN, rescan_offered),
    FIELD(answer, CHOICES, probe_methods, .choices = methods),
    FIELD(answer, INTEGER, release_delay_s),
    FIELD(answer, INTEGER, renew_delay_s),
    FIELD(answer, INTEGER, transition_delay_s),
    FIELD_END,
};

/* ---- steps ---------------------------------------------------------------------------------- */

typedef struct {
    const asked *f;
    answer *result;
    tunnel_view view;
    uint32_t platform;
} question;

static void decide(const question *q, tunnel_posture_action action, double wait_s,
                   tunnel_posture_reason reason)
{
    q->result->action = action;
    q->result->wait_s = wait_s;
    q->result->reason = reason;
}

/* For actions that nothing follows. */
static void finish(const question *q, tunnel_posture_action action, tunnel_posture_reason reason)
{
    decide(q, action, -1, reason);
}

/* The action at once if its time has come, else what is left to wait. */
static void act_or_wait(const question *q, tunnel_posture_action action, double left_s,
                        tunnel_posture_reason reason)
{
    if (left_s > 0)
        decide(q, TUNNEL_POSTURE_WAIT, left_s, reason);
    else
        decide(q, action, 0, reason);
}

static double number(const question *q, tunnel_setting setting)
{
    return (double)tunnel_number(&q->view, setting);
}

/* ---- discovery ------------------------------------------------------------------------------ */

static bool may_talk_to(const question *q, tunnel_text_t name)
{
    uint32_t count;
    const tunnel_item *rules = tunnel_items(&q->view, POSTURE_SERVER_NAME_RULES, &count);
    for (uint32_t i = 0; i < count; i++)
        if (tunnel_server_rule_covers(tunnel_slice(q->view.policy, rules[i].text), name))
            return true;
    return false;
}

/* Probes follow each other after 1, 2, 4, 8, ... seconds. What is longer than the limit after the
 * last one is cut off, however long. */
static void probe_at_first(const question *q, double limit_s)
{
    const asked *f = q->f;
    double gap_s = f->probes_sent > 0 ? 1 : 0;
    for (int64_t i = 1; i < f->probes_sent && gap_s < limit_s + f->since_last_probe_s; i++)
        gap_s *= 2;
    double left_s = f->probes_sent > 0 ? gap_s - f->since_last_probe_s : 0;
    if (left_s > limit_s - f->elapsed_s)
        left_s = limit_s - f->elapsed_s;
    act_or_wait(q, TUNNEL_POSTURE_PROBE, left_s, TUNNEL_POSTURE_INITIAL);
}

static void discover(const question *q)
{
    const asked *f = q->f;
    if (f->server_found) {
        finish(q, TUNNEL_POSTURE_STOP,
               may_talk_to(q, f->server_name) ? TUNNEL_POSTURE_SERVER_FOUND
                                              : TUNNEL_POSTURE_UNAUTHORIZED_SERVER);
        return;
    }
    if (f->link == TUNNEL_POSTURE_NO_LINK) {
        finish(q, TUNNEL_POSTURE_STOP, TUNNEL_POSTURE_NO_CONNECTION);
        return;
    }
    if (f->link == TUNNEL_POSTURE_WIFI_OPEN &&
        !tunnel_on(&q->view, POSTURE_OPERATE_ON_NON_DOT1X_WIRELESS)) {
        finish(q, TUNNEL_POSTURE_STOP, TUNNEL_POSTURE_WIFI_NOT_SECURE);
        return;
    }
    double limit_s = number(q, POSTURE_BACKOFF_TIMER_LIMIT);
    if (f->elapsed_s < limit_s) {
        probe_at_first(q, limit_s);
        return;
    }
    double period_s = number(q, POSTURE_PERIODIC_PROBE_INTERVAL) * 60;
    if (period_s > 0)
        act_or_wait(q, TUNNEL_POSTURE_PROBE, period_s - f->since_last_probe_s,
                    TUNNEL_POSTURE_PERIODIC);
    else
        finish(q, TUNNEL_POSTURE_STOP, TUNNEL_POSTURE_PERIODIC_OFF);
}

static void wait_for_portal(const question *q)
{
    const asked *f = q->f;
    if (f->flow_complete)
        decide(q, TUNNEL_POSTURE_START, 0, TUNNEL_POSTURE_FLOW_COMPLETE);
    else if (f->elapsed_s >= number(q, POSTURE_MAXIMUM_TIME_FOR_CWABYOD_PROBING))
        finish(q, TUNNEL_POSTURE_STOP, TUNNEL_POSTURE_MAXIMUM_TIME);
    else
        act_or_wait(q, TUNNEL_POSTURE_PROBE,
                    number(q, POSTURE_INTERVAL_OF_CWABYOD_PROBING) - f->since_last_probe_s,
                    TUNNEL_POSTURE_INTERVAL);
}

/* ---- retries and reassessment --------------------------------------------------------------- */

static void retry_message(const question *q)
{
    const asked *f = q->f;
    int64_t limit = tunnel_number(&q->view, POSTURE_RETRANSMISSION_LIMIT);
    q->result->retries_left = f->failures > limit ? 0 : limit - f->failures + 1;
    if (!q->result->retries_left)
        finish(q, TUNNEL_POSTURE_STOP, TUNNEL_POSTURE_LIMIT_REACHED);
    else
        act_or_wait(q, TUNNEL_POSTURE_RETRY,
                    number(q, POSTURE_RETRANSMISSION_DELAY) - f->since_failure_s,
                    TUNNEL_POSTURE_RETRANSMISSION_DELAY);
}

static void reassess(const question *q)
{
    const asked *f = q->f;
    double left_s = (double)f->interval_hours * 3600 - f->since_last_s;
    if (f->interval_hours == TUNNEL_NO_NUMBER)
        finish(q, TUNNEL_POSTURE_STOP, TUNNEL_POSTURE_DISABLED);
    else if (f->in_grace)
        finish(q, TUNNEL_POSTURE_STOP, TUNNEL_POSTURE_IN_GRACE);
    else if (f->communication_failed)
        act_or_wait(q, TUNNEL_POSTURE_RETRY,
                    number(q, POSTURE_PRA_RETRANSMISSION_TIME) - f->since_failure_s,
                    TUNNEL_POSTURE_PRA_RETRANSMISSION);
    else
        act_or_wait(q, TUNNEL_POSTURE_REASSESS, left_s,
                    left_s > 0 ? TUNNEL_POSTURE_NOT_DUE : TUNNEL_POSTURE_DUE);
}

/* ---- grace and remediation ------------------------------------------------------------------ */

static int64_t longest(const tunnel_integers *list)
{
    int64_t most = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] > most)
            most = list->items[i];
    return most;
}

static void end_grace(const question *q)
{
    if (q->f->compliant_now == TUNNEL_UNSET) {
        decide(q, TUNNEL_POSTURE_RECHECK, 0, TUNNEL_POSTURE_GRACE_ENDED);
    } else if (q->f->compliant_now == TUNNEL_TRUE) {
        finish(q, TUNNEL_POSTURE_END, TUNNEL_POSTURE_COMPLIANT);
        q->result->access = true;
    } else {
        finish(q, TUNNEL_POSTURE_DENY, TUNNEL_POSTURE_NON_COMPLIANT);
    }
}

static void stay_in_grace(const question *q, double grace_s)
{
    const asked *f = q->f;
    double point_s = grace_s * (double)f->delay_notification_percent / 100;
    q->result->access = true;
    if (f->compliant_now == TUNNEL_TRUE) {
        finish(q, TUNNEL_POSTURE_END, TUNNEL_POSTURE_COMPLIANT);
        return;
    }
    if (f->elapsed_s < point_s) {
        decide(q, TUNNEL_POSTURE_WAIT, point_s - f->elapsed_s, TUNNEL_POSTURE_DELAYED);
    } else if (f->compliant_now == TUNNEL_UNSET) {
        decide(q, TUNNEL_POSTURE_RECHECK, 0, TUNNEL_POSTURE_NOTIFICATION_POINT);
    } else {
        decide(q, TUNNEL_POSTURE_WAIT, grace_s - f->elapsed_s, TUNNEL_POSTURE_IN_GRACE);
        q->result->notify = f->custom_notification;
    }
    q->result->rescan_offered = tunnel_on(&q->view, POSTURE_ENABLE_RESCAN);
}

static void grant_grace(const question *q)
{
    const asked *f = q->f;
    q->result->grace_s = longest(&f->grace_periods_s);
    if (f->check != TUNNEL_POSTURE_CHECK_POSTURE)
        finish(q, TUNNEL_POSTURE_DENY, TUNNEL_POSTURE_NOT_APPLICABLE);
    else if (!f->grace_periods_s.count)
        finish(q, TUNNEL_POSTURE_DENY, TUNNEL_POSTURE_NOT_CONFIGURED);
    else if (!f->previously_compliant)
        finish(q, TUNNEL_POSTURE_DENY, TUNNEL_POSTURE_NEVER_COMPLIANT);
    else if (f->elapsed_s >= (double)q->result->grace_s)
        end_grace(q);
    else
        stay_in_grace(q, (double)q->result->grace_s);
}

static void remediate(const question *q)
{
    const asked *f = q->f;
    double left_s = number(q, POSTURE_REMEDIATION_TIMER) * 60 - f->elapsed_s;
    q->result->access = f->reassessment || f->mandatory_met;
    if (left_s > 0)
        decide(q, TUNNEL_POSTURE_WAIT, left_s, TUNNEL_POSTURE_RUNNING);
    else
        finish(q, TUNNEL_POSTURE_REPORT, TUNNEL_POSTURE_EXPIRED);
}

/* ---- VLANs and addresses -------------------------------------------------------------------- */

enum { MOST_DROPPED = 4, LEAST_INTERVAL_MACOS = 5 };

static void set_methods(const question *q)
{
    static const tunnel_posture_method both[] = {TUNNEL_POSTURE_ICMP, TUNNEL_POSTURE_ARP};
    uint32_t how = tunnel_choice(&q->view, POSTURE_PING_OR_ARP);
    q->result->probe_methods.items = how == POSTURE_PING_OR_ARP__1 ? both + 1 : both;
    q->result->probe_methods.count = how == POSTURE_PING_OR_ARP__2 ? 2 : 1;
}

static void watch_vlan(const question *q)
{
    const asked *f = q->f;
    if (f->behind_asa || f->vpn_connected) {
        finish(q, TUNNEL_POSTURE_STOP,
               f->behind_asa ? TUNNEL_POSTURE_BEHIND_ASA : TUNNEL_POSTURE_VPN_CONNECTED);
        return;
    }
    double interval_s = number(q, POSTURE_VLAN_DETECTION_INTERVAL);
    if (interval_s <= 0 || q->platform == TUNNEL_LINUX) {
        finish(q, TUNNEL_POSTURE_STOP, TUNNEL_POSTURE_OFF);
        return;
    }
    if (q->platform == TUNNEL_MACOS && interval_s < LEAST_INTERVAL_MACOS)
        interval_s = LEAST_INTERVAL_MACOS;
    set_methods(q);
    if (f->dropped_probes >= MOST_DROPPED)
        decide(q, TUNNEL_POSTURE_REFRESH, 0, TUNNEL_POSTURE_PROBES_DROPPED);
    else
        act_or_wait(q, TUNNEL_POSTURE_PROBE, interval_s - f->since_last_probe_s,
                    TUNNEL_POSTURE_INTERVAL);
}

static void refresh_address(const question *q)
{
    if (q->f->behind_asa) {
        finish(q, TUNNEL_POSTURE_NONE, TUNNEL_POSTURE_BEHIND_ASA);
        return;
    }
    int64_t release_s = 0, renew_s = 0;
    if (tunnel_on(&q->view, POSTURE_ENABLE_AGENT_IP_REFRESH)) {
        release_s = tunnel_number(&q->view, POSTURE_DHCP_RELEASE_DELAY);
        renew_s = tunnel_number(&q->view, POSTURE_DHCP_RENEW_DELAY);
    }
    bool refreshes = release_s > 0 || renew_s > 0;
    if (refreshes && !q->f->vpn_connected) {
        decide(q, TUNNEL_POSTURE_REFRESH, 0, TUNNEL_POSTURE_AGENT_REFRESH);
        q->result->release_delay_s = release_s;
        q->result->renew_delay_s = renew_s;
        return;
    }
    decide(q, TUNNEL_POSTURE_PAUSE, 0,
           refreshes ? TUNNEL_POSTURE_VPN_CONNECTED : TUNNEL_POSTURE_TRANSITION_DELAY);
    q->result->transition_delay_s = tunnel_number(&q->view, POSTURE_NETWORK_TRANSITION_DELAY);
}

/* ---- the decision --------------------------------------------------------------------------- */

tunnel_status tunnel_decide_posture_timing(const tunnel_policy *policy, const asked *f,
                                           answer *result, tunnel_buffer *buffer,
                                           tunnel_explanation *why)
{
    static void (*const by_phase[])(const question *) = {
        discover,    wait_for_portal, retry_message, reassess,
        grant_grace, remediate,       watch_vlan,    refresh_address,
    };
    (void)buffer;
    question q = {.f = f,
                  .result = result,
                  .view = tunnel_view_of_posture(policy, why),
                  .platform = tunnel_policy_platform(policy)};
    *result = (answer){.retries_left = TUNNEL_NO_NUMBER,
                       .grace_s = TUNNEL_NO_NUMBER,
                       .release_delay_s = TUNNEL_NO_NUMBER,
                       .renew_delay_s = TUNNEL_NO_NUMBER,
                       .transition_delay_s = TUNNEL_NO_NUMBER};
    finish(&q, TUNNEL_POSTURE_STOP, TUNNEL_POSTURE_PLATFORM_UNSUPPORTED);
    if (!(q.platform & TUNNEL_MOBILE) && f->phase < sizeof by_phase / sizeof *by_phase) {
        tunnel_row(why, (uint32_t)f->phase + 1);
        by_phase[f->phase](&q);
    }
    return TUNNEL_OK;
}

TUNNEL_ENGINE(posture_timing, "posture-timing");
