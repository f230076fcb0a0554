/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* roaming: what becomes of the tunnel of a phone that loses its link. */
#include "libtunnel/facts.h"
#include "libtunnel/view.h"

typedef tunnel_roaming_facts asked;
typedef tunnel_roaming_result answer;

enum { WINDOW_S = 20 }; /* how long a client that does not roam tries to come back */

static const char *const events[] = TUNNEL_CODE_TEXTS(TUNNEL_ROAMING_EVENTS);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_ROAMING_ACTIONS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_ROAMING_REASONS);

static const tunnel_field facts[] = {
    FIELD(asked, TEXT, host),
    FIELD(asked, CHOICE, event, .choices = events, .initial = TUNNEL_ROAMING_CONNECTION_LOST),
    FIELD(asked, SECONDS, down_s),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, INTEGER, limit_s),
    FIELD(answer, SECONDS, remaining_s),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

typedef struct {
    answer *result;
    tunnel_explanation *why;
} question;

static void decide(const question *q, uint32_t row, tunnel_roaming_action action,
                   tunnel_roaming_reason reason)
{
    tunnel_row(q->why, row);
    q->result->action = action;
    q->result->reason = reason;
}

/* Row 6. */
static void try_for_a_while(const question *q, double down_s)
{
    bool left = down_s < WINDOW_S;
    decide(q, 6, left ? TUNNEL_ROAMING_RETRY : TUNNEL_ROAMING_STOP,
           left ? TUNNEL_ROAMING_OFF_WINDOW : TUNNEL_ROAMING_OFF_EXPIRED);
    q->result->limit_s = WINDOW_S;
    q->result->remaining_s = left ? WINDOW_S - down_s : 0;
}

/* Rows 2 to 6. */
static void decide_by_profile(const question *q, const tunnel_view *view, const asked *f)
{
    bool suspend = f->event == TUNNEL_ROAMING_SUSPEND;
    tunnel_roaming_action end = suspend ? TUNNEL_ROAMING_DISCONNECT : TUNNEL_ROAMING_STOP;
    if (!tunnel_on(view, VPN_AUTO_RECONNECT))
        decide(q, 2, end, TUNNEL_ROAMING_AUTO_RECONNECT_OFF);
    else if (tunnel_choice(view, VPN_AUTO_RECONNECT_BEHAVIOR) !=
                 VPN_AUTO_RECONNECT_BEHAVIOR__RECONNECT_AFTER_RESUME &&
             f->event != TUNNEL_ROAMING_CONNECTION_LOST)
        decide(q, 3, end, TUNNEL_ROAMING_DISCONNECT_ON_SUSPEND);
    else if (suspend)
        decide(q, 4, TUNNEL_ROAMING_KEEP, TUNNEL_ROAMING_KEEP_FOR_RESUME);
    else if (tunnel_entry_on(view, view->entry, VPN_NETWORK_ROAMING))
        decide(q, 5, TUNNEL_ROAMING_RETRY, TUNNEL_ROAMING_ON);
    else
        try_for_a_while(q, f->down_s);
}

tunnel_status tunnel_decide_roaming(const tunnel_policy *policy, const asked *f, answer *result,
                                    tunnel_buffer *buffer, tunnel_explanation *why)
{
    (void)buffer;
    question q = {.result = result, .why = why};
    *result = (answer){.action = TUNNEL_ROAMING_STOP,
                       .limit_s = TUNNEL_NO_NUMBER,
                       .remaining_s = -1,
                       .reason = TUNNEL_ROAMING_PLATFORM_UNSUPPORTED};
    switch (tunnel_policy_platform(policy)) {
    case TUNNEL_ANDROID:
        if (f->event == TUNNEL_ROAMING_SUSPEND)
            decide(&q, 1, TUNNEL_ROAMING_KEEP, TUNNEL_ROAMING_KEEP_FOR_RESUME);
        else
            decide(&q, 1, TUNNEL_ROAMING_RETRY, TUNNEL_ROAMING_ALWAYS_RECONNECT);
        break;
    case TUNNEL_IOS: {
        tunnel_view view = tunnel_view_of_host(policy, f->host, (tunnel_preferences){0}, why);
        decide_by_profile(&q, &view, f);
        break;
    }
    default: break;
    }
    return TUNNEL_OK;
}

TUNNEL_ENGINE(roaming, "roaming");
