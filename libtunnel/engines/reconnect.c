/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reconnect: what becomes of a session on suspend, resume and loss of the network. */
#include "libtunnel/facts.h"
#include "libtunnel/view.h"

typedef tunnel_reconnect_facts asked;
typedef tunnel_reconnect_result answer;

/* How long an entry without roaming is tried on iOS (003:L17730), and what the group policy of a
 * headend has for an idle timeout (003:L6514). */
enum { ROAMING_LIMIT_S = 20, IDLE_TIMEOUT_S = 1800 };

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const events[] = TUNNEL_CODE_TEXTS(TUNNEL_RECONNECT_EVENTS);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_RECONNECT_ACTIONS);
static const char *const resources[] = TUNNEL_CODE_TEXTS(TUNNEL_RECONNECT_RESOURCES);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_RECONNECT_REASONS);

static const tunnel_field facts[] = {
    FIELD(asked, CHOICE, event, .choices = events, .required = true),
    FIELD(asked, INTEGER, down_s),
    FIELD(asked, INTEGER, idle_timeout_s, .initial = IDLE_TIMEOUT_S),
    FIELD(asked, INTEGER, dpd_misses, .initial = 1),
    FIELD(asked, CHOICE, network, .choices = tunnel_network_texts,
          .initial = TUNNEL_NETWORK_UNTRUSTED),
    FACT_TUNNEL(asked),
    FIELD(asked, BOOLEAN, exempt),
    FIELD(asked, TEXT, host),
    FACT_PREFERENCES(asked),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, CHOICE, resources, .choices = resources),
    FIELD(answer, BOOLEAN, reauthenticate),
    FIELD(answer, INTEGER, give_up_after_s),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- settings
 * --------------------------------------------------------------------------------------- */

typedef struct {
    const asked *f;
    answer *result;
    tunnel_view view;
    uint32_t platform;
} question;

/* Android does both whatever the profile says (003:L17558). */
static bool reconnects(const question *q)
{
    return q->platform == TUNNEL_ANDROID || tunnel_on(&q->view, VPN_AUTO_RECONNECT);
}

static bool releases_at_suspend(const question *q)
{
    return q->platform != TUNNEL_ANDROID && tunnel_choice(&q->view, VPN_AUTO_RECONNECT_BEHAVIOR) !=
                                                VPN_AUTO_RECONNECT_BEHAVIOR__RECONNECT_AFTER_RESUME;
}

/* Always-On wants a session here. */
static bool needs_session(const question *q)
{
    return q->f->tunnel == TUNNEL_USER && q->f->network != TUNNEL_NETWORK_TRUSTED &&
           tunnel_always_on(q->view.policy, q->f->exempt, q->view.why);
}

static bool cannot_roam(const question *q)
{
    return q->platform == TUNNEL_IOS &&
           !tunnel_entry_on(&q->view, q->view.entry, VPN_NETWORK_ROAMING);
}

/* ---- rows
 * ------------------------------------------------------------------------------------------- */

static void decide(question *q, uint32_t row, tunnel_reconnect_action action,
                   tunnel_reconnect_reason reason)
{
    bool kept = action == TUNNEL_RECONNECT_KEEP || action == TUNNEL_RECONNECT_PROBE ||
                action == TUNNEL_RECONNECT_RECONNECT || action == TUNNEL_RECONNECT_HOLD_TRAFFIC ||
                action == TUNNEL_RECONNECT_PASS_TRAFFIC ||
                reason == TUNNEL_RECONNECT_STANDBY_NOT_MANAGED;
    tunnel_row(q->view.why, row);
    *q->result = (answer){
        .action = action,
        .resources = kept ? TUNNEL_RECONNECT_KEPT : TUNNEL_RECONNECT_RELEASED,
        .reauthenticate = !kept,
        .give_up_after_s = TUNNEL_NO_NUMBER,
        .reason = reason,
    };
}

/* The session is over: Always-On begins the next one. */
static void end(question *q, uint32_t row, tunnel_reconnect_reason reason)
{
    decide(q, row, needs_session(q) ? TUNNEL_RECONNECT_NEW_SESSION : TUNNEL_RECONNECT_END, reason);
}

/* Row 3. */
static void decide_standby(question *q)
{
    bool enters = q->f->event == TUNNEL_RECONNECT_STANDBY_ENTER;
    if (q->platform == TUNNEL_WINDOWS && tunnel_on(&q->view, VPN_SUSPEND_ON_CONNECTED_STANDBY))
        decide(q, 3, enters ? TUNNEL_RECONNECT_HOLD_TRAFFIC : TUNNEL_RECONNECT_PASS_TRAFFIC,
               TUNNEL_RECONNECT_CONNECTED_STANDBY);
    else
        decide(q, 3, TUNNEL_RECONNECT_NONE, TUNNEL_RECONNECT_STANDBY_NOT_MANAGED);
}

/* Row 5. */
static void decide_suspend(question *q)
{
    if (!reconnects(q))
        decide(q, 5, TUNNEL_RECONNECT_RELEASE, TUNNEL_RECONNECT_AUTO_RECONNECT_OFF);
    else if (releases_at_suspend(q))
        decide(q, 5, TUNNEL_RECONNECT_RELEASE, TUNNEL_RECONNECT_DISCONNECT_ON_SUSPEND);
    else
        decide(q, 5, TUNNEL_RECONNECT_KEEP, TUNNEL_RECONNECT_KEEP_FOR_RESUME);
}

/* Row 6; false: the session was kept. */
static bool decide_released(question *q)
{
    bool on = reconnects(q);
    if (on && !releases_at_suspend(q))
        return false;
    if (needs_session(q))
        decide(q, 6, TUNNEL_RECONNECT_NEW_SESSION, TUNNEL_RECONNECT_ALWAYS_ON);
    else
        decide(q, 6, TUNNEL_RECONNECT_NONE,
               on ? TUNNEL_RECONNECT_RELEASED_AT_SUSPEND : TUNNEL_RECONNECT_AUTO_RECONNECT_OFF);
    return true;
}

/* Rows 7 to 10: a session that was kept and has lost its gateway. */
static void decide_broken(question *q)
{
    const asked *f = q->f;
    bool on = reconnects(q);
    if (!on && !needs_session(q)) {
        decide(q, 7, TUNNEL_RECONNECT_END, TUNNEL_RECONNECT_AUTO_RECONNECT_OFF);
        return;
    }
    if (f->idle_timeout_s && f->down_s >= f->idle_timeout_s) {
        end(q, 8, TUNNEL_RECONNECT_IDLE_TIMEOUT);
        return;
    }
    bool fixed = cannot_roam(q);
    if (fixed && f->down_s >= ROAMING_LIMIT_S) {
        decide(q, 9, TUNNEL_RECONNECT_END, TUNNEL_RECONNECT_ROAMING_LIMIT);
        return;
    }
    decide(q, 10, TUNNEL_RECONNECT_RECONNECT,
           f->event == TUNNEL_RECONNECT_DPD_TIMEOUT ? TUNNEL_RECONNECT_DPD_FAILED
           : on                                     ? TUNNEL_RECONNECT_SESSION_RESUMABLE
                                                    : TUNNEL_RECONNECT_ALWAYS_ON);
    if (fixed)
        q->result->give_up_after_s = ROAMING_LIMIT_S;
}

tunnel_status tunnel_decide_reconnect(const tunnel_policy *policy, const asked *f, answer *result,
                                      tunnel_buffer *buffer, tunnel_explanation *why)
{
    question q = {.f = f,
                  .result = result,
                  .view = tunnel_view_of(policy, f->tunnel, f->host, f->preferences, why),
                  .platform = tunnel_policy_platform(policy)};
    (void)buffer;
    if (f->event == TUNNEL_RECONNECT_USER_DISCONNECT)
        decide(&q, 1, TUNNEL_RECONNECT_END, TUNNEL_RECONNECT_USER_DISCONNECTED);
    else if (f->event == TUNNEL_RECONNECT_GATEWAY_ENDED)
        end(&q, 2, TUNNEL_RECONNECT_GATEWAY_ENDED_IT);
    else if (f->event == TUNNEL_RECONNECT_STANDBY_ENTER ||
             f->event == TUNNEL_RECONNECT_STANDBY_EXIT)
        decide_standby(&q);
    else if (f->event == TUNNEL_RECONNECT_DPD_TIMEOUT && f->dpd_misses <= 1)
        decide(&q, 4, TUNNEL_RECONNECT_PROBE, TUNNEL_RECONNECT_DPD_RETRY);
    else if (f->event == TUNNEL_RECONNECT_SUSPEND)
        decide_suspend(&q);
    else if (f->event != TUNNEL_RECONNECT_RESUME || !decide_released(&q))
        decide_broken(&q);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(reconnect, "reconnect");
